"""Every address of ours that leaves the house, below the public address and its sub-path."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import quote, urlsplit


@dataclass(frozen=True)
class Links:
    """Public addresses. `public_url` has no slash at its end and may have a path: `https://example.com/help`."""

    public_url: str

    @property
    def base_path(self) -> str:
        """The sub-path that customers see, without a slash at its end; empty at the root of a host."""
        return urlsplit(self.public_url).path.rstrip("/")

    @property
    def home(self) -> str:
        """The help centre."""
        return f"{self.public_url}/"

    @property
    def inbox(self) -> str:
        """The customer's list of tickets."""
        return f"{self.public_url}/inbox"

    def ticket(self, number: int) -> str:
        """A ticket in the customer's inbox."""
        return f"{self.public_url}/inbox/{number}"

    def sign_in(self, token: str) -> str:
        """Where a one-time link leads; opening it does not use it up."""
        return f"{self.public_url}/sign-in/{quote(token, safe='')}"

    def survey(self, ticket_id: int, secret: str) -> str:
        """Where a ticket is rated by whoever has the letter; opening it records nothing."""
        return f"{self.public_url}/survey/{survey_token(ticket_id, secret)}"

    def unsubscribe(self, ticket_id: int, secret: str) -> str:
        """Where letters about replies are stopped; opening it changes nothing, one post does (RFC 8058)."""
        return f"{self.public_url}/unsubscribe/{_sealed('unsubscribe', ticket_id, secret)}"

    def file(self, attachment_id: int, until: int, secret: str) -> str:
        """Where a file of a reply is fetched by whoever has the letter, until a moment (seconds since 1970, UTC)."""
        return f"{self.public_url}/files/{_sealed(f'file:{until}', attachment_id, secret)}.{until}"

    def leave_thread(self, subscription_id: int, secret: str) -> str:
        """Where letters about a thread are stopped; opening it changes nothing, one post does (RFC 8058)."""
        return f"{self.public_url}/unfollow/{_sealed('unfollow', subscription_id, secret)}"

    def page(self, path: str) -> str:
        """A page by its path below the public address, such as an article's; `path` begins with a slash."""
        return f"{self.public_url}{quote(path, safe='/-._~')}"


def survey_token(ticket_id: int, secret: str) -> str:
    """Return the signed name of a ticket's survey: `12.hmac`."""
    return _sealed("survey", ticket_id, secret)


def ticket_of_survey(token: str, secret: str) -> int | None:
    """Return the ticket that a survey's signed name stands for, None when it is not ours or was altered."""
    return _opened("survey", token, secret)


def ticket_of_unsubscribe(token: str, secret: str) -> int | None:
    """Return the ticket whose customer stops letters by this name, None when it is not ours or was altered."""
    return _opened("unsubscribe", token, secret)


def file_of_link(token: str, secret: str) -> tuple[int, int] | None:
    """Return (attachment id, until when in seconds since 1970), None when the link is not ours or was altered."""
    name, _, until = token.rpartition(".")
    if not (until.isascii() and until.isdigit() and len(until) < 13):
        return None
    number = _opened(f"file:{int(until)}", name, secret)
    return (number, int(until)) if number is not None else None


def draft_token(copy_id: int, secret: str) -> str:
    """Return the signed name of a text that is not published."""
    return _sealed("draft", copy_id, secret)


def copy_of_draft(token: str, secret: str) -> int | None:
    """Return the working copy that a signed name stands for, None when it is not ours or was altered."""
    return _opened("draft", token, secret)


def subscription_of_link(token: str, secret: str) -> int | None:
    """Return the subscription that a letter's link stands for, None when it is not ours or was altered."""
    return _opened("unfollow", token, secret)


def _sealed(purpose: str, number: int, secret: str) -> str:
    seal = hmac.new(secret.encode(), f"{purpose}:{number}".encode(), hashlib.sha256).hexdigest()[:24]
    return f"{number}.{seal}"


def _opened(purpose: str, token: str, secret: str) -> int | None:
    number = token.partition(".")[0]
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    own = _sealed(purpose, int(number), secret)
    return int(number) if hmac.compare_digest(token.encode("utf-8", "surrogatepass"), own.encode()) else None
