"""The terminal in a browser: our page around it, and who may open a line to it."""
