"""The steps of a question, the same on both faces: ask, answer, contact, ticket, inbox."""

from flask import Blueprint

blueprint = Blueprint("steps", __name__)

from helpcenter.web.steps import ask, contact, inbox, sign_in, tickets  # noqa: E402, F401 - the rooms hang their doors on it
