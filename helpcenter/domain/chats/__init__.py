"""Live chat: what a chat is at one moment, and the rules of taking, waiting and going on by e-mail."""

from .lines import MAX_LINE, checked_line
from .rules import Refused, binds, expected_wait, may_take, speaks
from .values import TYPING_LIFE, AtDesk, Chat, ChatQueue, ChatState

__all__ = [
    "MAX_LINE",
    "TYPING_LIFE",
    "AtDesk",
    "Chat",
    "ChatQueue",
    "ChatState",
    "Refused",
    "binds",
    "checked_line",
    "expected_wait",
    "may_take",
    "speaks",
]
