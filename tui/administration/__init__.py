"""What leads and admins decide, one section a file: each turns the house's values into lines, details and changes."""
