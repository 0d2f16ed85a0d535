"""The demo: a small company with its app, its customers, its specialists and their tickets."""
