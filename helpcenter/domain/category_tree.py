"""Categories in categories: the way up from one, and the circles that must not be."""

from __future__ import annotations

from collections.abc import Mapping


def way_up(slug: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    """Return the categories that one stands in, the outermost first, without itself; ends where a circle begins."""
    found: list[str] = []
    above = parents.get(slug, "")
    while above and above not in found and above != slug:
        found.append(above)
        above = parents.get(above, "")
    return tuple(reversed(found))


def circles(parents: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return each circle of categories once, as the slugs on the way up from its first one by name."""
    found = set()
    for slug in parents:
        way = [slug]
        while (above := parents.get(way[-1], "")) and above not in way:
            way.append(above)
        if above:
            circle = way[way.index(above) :]
            first = circle.index(min(circle))
            found.add((*circle[first:], *circle[:first]))
    return sorted(found)
