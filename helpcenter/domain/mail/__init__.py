"""Reading mail: any bytes become a `ParsedMail`, in linear time and under limits that are checked before parsing."""
