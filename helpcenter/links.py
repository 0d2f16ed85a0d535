"""Every address of ours that leaves the house, below the public address and its sub-path."""

from __future__ import annotations

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

    def page(self, path: str) -> str:
        """A page by its path below the public address, such as an article's; `path` begins with a slash."""
        return f"{self.public_url}{quote(path, safe='/-._~')}"
