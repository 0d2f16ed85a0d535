"""The steps of a question, the same on both faces: ask, answer, contact, ticket, inbox."""

from flask import Blueprint

blueprint = Blueprint("steps", __name__)

from helpcenter.web.steps import (  # noqa: E402 - the rooms hang their doors on it
    account,  # noqa: F401
    ask,  # noqa: F401
    attachments,  # noqa: F401
    callbacks,  # noqa: F401
    chats,  # noqa: F401
    contact,  # noqa: F401
    feedback,  # noqa: F401
    inbox,  # noqa: F401
    sign_in,  # noqa: F401
    surveys,  # noqa: F401
    tickets,  # noqa: F401
    writing,  # noqa: F401
)
