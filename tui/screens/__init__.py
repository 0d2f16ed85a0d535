"""What a specialist sees, one file a screen."""
