"""Helpcenter: a self-hosted help centre in one Python process."""
