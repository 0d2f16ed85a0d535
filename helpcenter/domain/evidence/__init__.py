"""Evidence that customers send with a ticket: files, and where they were. Pure rules on bytes and text."""
