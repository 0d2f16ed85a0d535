"""Articles of other help centres, from the JSON that their documented interfaces give out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from helpcenter.domain.foreign_articles import freshdesk, helpscout, intercom, zendesk
from helpcenter.domain.foreign_articles.values import Foreign, Records

READERS: dict[str, Callable[[Records], Iterator[Foreign]]] = {
    "zendesk": zendesk.read,
    "freshdesk": freshdesk.read,
    "helpscout-docs": helpscout.read,
    "intercom": intercom.read,
}
"""By name, what reads the records of a help centre."""
