"""What differs between the two stores, one file each: connecting, waking readers, numbering transactions."""
