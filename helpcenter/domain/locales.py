"""The one resolver of languages: exact, base, related, default."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

RELATED = {
    "gl": "es",
    "ca": "es",
    "ast": "es",
    "lb": "de",
    "gsw": "de",
    "oc": "fr",
    "br": "fr",
    "wa": "fr",
    "csb": "pl",
    "szl": "pl",
}
"""Languages whose readers usually read the other one; the nearest offered help when theirs is missing."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi", "ps", "sd", "dv"})


def tag(locale: str) -> str:
    """Return a locale in the form used everywhere here: `pt-br`, `zh-hant`, `en` (BCP 47, lower case, hyphens)."""
    return locale.strip().replace("_", "-").lower()


def resolve(wanted: Iterable[str | None], offered: Sequence[str], default: str) -> str:
    """Return the offered locale that serves best, trying the `wanted` ones in order.

    Each wanted locale is tried exactly, then by its base (`pt-br` → `pt`), then by an offered variant of it
    (`pt` → `pt-br`), then by a related language. `default` when none fits. Unknown or malformed tags are passed over.
    """
    by_tag = {tag(locale): locale for locale in offered}
    for candidate in wanted:
        found = _nearest(tag(candidate), by_tag) if candidate else None
        if found:
            return found
    return default


def _nearest(wanted: str, by_tag: dict[str, str]) -> str | None:
    base = wanted.partition("-")[0]
    variants = [locale for known, locale in by_tag.items() if known.partition("-")[0] == base]
    related = RELATED.get(base, "")
    return by_tag.get(wanted) or by_tag.get(base) or (variants[0] if variants and base else None) or by_tag.get(related)


def direction(locale: str) -> str:
    """Return `rtl` or `ltr`, as HTML's `dir` wants it."""
    return "rtl" if tag(locale).partition("-")[0] in RIGHT_TO_LEFT else "ltr"
