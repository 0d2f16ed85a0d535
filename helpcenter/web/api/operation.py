"""One operation of the API: what is asked, what is answered, and the view that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from helpcenter.desk import Work
from helpcenter.domain.api_tokens import ApiRight, ApiToken
from helpcenter.domain.json_schema import Schema
from helpcenter.domain.people import Specialist
from helpcenter.services.idempotency import Once


@dataclass(frozen=True)
class Call:
    """What one request brought, checked: `query` has every parameter of the operation, `body` what its schema says."""

    token: ApiToken
    query: Mapping[str, Any]
    body: Mapping[str, Any]
    form: Once | None
    expected_version: int | None

    @property
    def specialist(self) -> Specialist:
        """In whose name it is done."""
        return self.token.specialist


@dataclass(frozen=True)
class Parameter:
    """A value in the address behind the question mark."""

    name: str
    schema: Schema
    about: str
    default: Any = None


@dataclass(frozen=True)
class Operation:
    """A row of the table from which both the routes and their description are made.

    `once` takes an `Idempotency-Key`; `versioned` answers with an `ETag` and, where it changes something, takes an
    `If-Match`.
    """

    name: str
    method: str
    path: str
    right: ApiRight
    about: str
    view: Callable[..., dict[str, Any]]
    answer: Schema
    query: tuple[Parameter, ...] = ()
    body: Schema | None = None
    status: int = 200
    once: bool = False
    versioned: bool = False

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""
        return self.method == "GET"

    def run(self, work: Work, /, call: Call, **values: Any) -> dict[str, Any]:
        """Do it."""
        return self.view(work, call, **values)
