"""Rows of the community."""
