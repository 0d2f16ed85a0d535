"""Evidence that customers send with a ticket: files, and what they say of where they were. Pure rules on bytes and text."""
