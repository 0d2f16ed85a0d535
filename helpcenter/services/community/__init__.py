"""The community: read by everybody, written by proven persons, kept in order by specialists."""

from helpcenter.services.community.choosing import accept, report, vote
from helpcenter.services.community.looking import (
    Listing,
    addresses,
    fits,
    history,
    listing,
    open_thread,
    post_of,
    reindex,
    similar,
    thread_of,
)
from helpcenter.services.community.names import choose_name, public_name
from helpcenter.services.community.order import (
    approve,
    hide,
    keep,
    latest,
    lock,
    merge,
    move,
    show,
    waiting,
    whole_thread,
)
from helpcenter.services.community.personal import export, forget
from helpcenter.services.community.subscriptions import choose_by_link, subscribe, wanted_by_link
from helpcenter.services.community.turning import into_article, into_ticket
from helpcenter.services.community.withdrawing import withdraw
from helpcenter.services.community.writing import answer, answer_as_specialist, ask, edit

__all__ = [
    "Listing",
    "accept",
    "addresses",
    "answer",
    "answer_as_specialist",
    "approve",
    "ask",
    "choose_by_link",
    "choose_name",
    "edit",
    "export",
    "fits",
    "forget",
    "hide",
    "history",
    "into_article",
    "into_ticket",
    "keep",
    "latest",
    "listing",
    "lock",
    "merge",
    "move",
    "open_thread",
    "post_of",
    "public_name",
    "reindex",
    "report",
    "show",
    "similar",
    "subscribe",
    "thread_of",
    "vote",
    "waiting",
    "wanted_by_link",
    "whole_thread",
    "withdraw",
]
