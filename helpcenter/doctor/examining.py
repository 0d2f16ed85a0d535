"""All looks, one after the other; a look that fails itself is a finding, and keeps no other from its turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from helpcenter.config import ConfigError, Settings, load
from helpcenter.doctor import dns, house, imap, settings, smtp, store
from helpcenter.doctor.finding import Finding, fault

Look = Callable[[Settings], Iterator[Finding]]
LOOKS: tuple[tuple[str, Look], ...] = (
    ("settings", settings.look),
    ("store", store.look),
    ("store", house.look),
    ("smtp", smtp.look),
    ("imap", imap.look),
    ("dns", dns.look),
)


def examined() -> Iterator[Finding]:
    """Look at settings, store, mail servers and DNS, a finding at a time. Changes and sends nothing."""
    try:
        loaded = load()
    except (ConfigError, OSError) as wrong:
        yield fault("settings", str(wrong), "mend it in helpcenter.toml or in the variable HELPCENTER_<NAME>")
        return
    for area, look in LOOKS:
        try:
            yield from look(loaded)
        except Exception as stumble:  # whatever is broken is what the operator asked about
            yield fault(area, f"{type(stumble).__name__}: {stumble}", "this look could not be finished; report it")
