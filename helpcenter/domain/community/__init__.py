"""The community: two spaces in which people ask each other, and what may be written there by whom."""

from helpcenter.domain.community.values import (
    MERGED,
    OWN,
    Byline,
    HeldPost,
    Order,
    Post,
    Reason,
    Report,
    Revision,
    Space,
    State,
    Thread,
    ThreadLine,
)
from helpcenter.domain.community.writing import Question, checked_answer, checked_name, name_key

__all__ = [
    "MERGED",
    "OWN",
    "Byline",
    "HeldPost",
    "Order",
    "Post",
    "Question",
    "Reason",
    "Report",
    "Revision",
    "Space",
    "State",
    "Thread",
    "ThreadLine",
    "checked_answer",
    "checked_name",
    "name_key",
]
