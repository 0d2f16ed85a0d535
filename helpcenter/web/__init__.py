"""The customer's face."""

from __future__ import annotations

from flask import Flask

from helpcenter.desk import Desk


def dress(app: Flask, desk: Desk) -> None:
    """Give the app its pages."""
