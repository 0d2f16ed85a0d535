"""What the DNS says of our sender: MX (RFC 5321), SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from helpcenter.config import ConfigError, Settings
from helpcenter.dkim_signature import published_key, signer
from helpcenter.doctor.finding import Finding, fault, fine, warning

AREA = "dns"
SECONDS = 4.0
"""How long one question may take."""
LOCAL = (".localhost", ".local", ".test", ".example", ".invalid", ".internal")


class SilentError(Exception):
    """No name server answers."""


class Names(Protocol):
    """Asks the DNS."""

    def known(self, name: str) -> bool:
        """Whether there is such a name. Raises SilentError."""

    def texts(self, name: str) -> list[str]:
        """Return the TXT records of a name, none when there is no such name. Raises SilentError."""

    def mail_hosts(self, name: str) -> list[str]:
        """Return the hosts that take mail for a name. Raises SilentError."""


class Resolver:
    """The system's own name servers."""

    def known(self, name: str) -> bool:
        """Whether there is such a name."""
        return self._ask(name, "SOA") is not None

    def texts(self, name: str) -> list[str]:
        """Return the TXT records of a name, each in one piece."""
        return [b"".join(record.strings).decode("utf-8", "replace") for record in self._ask(name, "TXT") or ()]

    def mail_hosts(self, name: str) -> list[str]:
        """Return the hosts of its MX records; a lone dot (RFC 7505) takes no mail and is none."""
        return [host for record in self._ask(name, "MX") or () if (host := str(record.exchange).rstrip("."))]

    def _ask(self, name: str, kind: str) -> list[Any] | None:
        """Return the records, None when there is no such name."""
        from dns.exception import DNSException
        from dns.resolver import NXDOMAIN, NoAnswer, Resolver

        try:
            return list(Resolver().resolve(name, kind, lifetime=SECONDS))
        except NXDOMAIN:
            return None
        except NoAnswer:
            return []
        except (DNSException, OSError) as wrong:
            raise SilentError(str(wrong) or type(wrong).__name__) from wrong


def look(settings: Settings, names: Names | None = None) -> Iterator[Finding]:
    """Look up what other mail servers ask about us. Without a name server, or for a local name, it says so only."""
    domain = settings.mail_from.rpartition("@")[2].lower()
    if not domain or "." not in domain or f".{domain}".endswith(LOCAL):
        yield fine(AREA, f"{domain or 'the sender'} is a local name: nothing to look up")
        return
    names = names or Resolver()
    try:
        if not names.known(domain):
            mend = "check mail_from; where only inner names are known, run it elsewhere"
            yield warning(AREA, f"the DNS does not know {domain}", mend)
            return
        yield from _mail_hosts(names, domain)
        yield from _spf(names, domain)
        yield from _dkim(names, settings, domain)
        yield from _dmarc(names, domain)
    except SilentError as wrong:
        mend = "run it where DNS works to have SPF, DKIM and DMARC checked"
        yield warning(AREA, f"no name server answers ({wrong})", mend)


def _mail_hosts(names: Names, domain: str) -> Iterator[Finding]:
    if hosts := names.mail_hosts(domain):
        yield fine(AREA, f"answers to {domain} go to {', '.join(sorted(hosts)[:3])}")
    else:
        yield warning(AREA, f"{domain} has no MX record: answers may not arrive", "publish one or change mail_from")


def _spf(names: Names, domain: str) -> Iterator[Finding]:
    found = [text for text in names.texts(domain) if text.lower().split(" ")[0] == "v=spf1"]
    if not found:
        mend = f'publish TXT at {domain}: "v=spf1 mx include:<your provider> ~all"'
        yield fault(AREA, f"{domain} has no SPF record: letters may be taken for spam", mend)
    elif len(found) > 1:
        yield fault(AREA, f"{domain} has {len(found)} SPF records, so none counts", "join them into one")
    elif "+all" in found[0].lower().split() or "all" in found[0].lower().split():
        yield warning(AREA, f"SPF of {domain} lets everybody send: {found[0]}", "end it with ~all or -all")
    else:
        yield fine(AREA, f"SPF: {found[0]}")


def _dkim(names: Names, settings: Settings, domain: str) -> Iterator[Finding]:
    if not settings.dkim_selector:
        mend = "let your mail server sign, or set dkim_selector and dkim_key_file"
        yield fine(AREA, f"DKIM is not signed here; if your mail server does not sign either: {mend}")
        return
    place = f"{settings.dkim_selector}._domainkey.{domain}"
    try:
        signer(settings)
        wanted = published_key(settings)
    except ConfigError as wrong:
        yield fault(AREA, str(wrong), "letters cannot be written until then")
        return
    texts = [text.replace(" ", "") for text in names.texts(place)]
    if not texts:
        yield fault(AREA, f"{place} has no DKIM key", f'publish TXT: "{wanted}"')
    elif not any(_tag(text, "p") == _tag(wanted, "p") for text in texts):
        yield fault(AREA, f"{place} has another key than dkim_key_file", f'publish TXT: "{wanted}"')
    else:
        yield fine(AREA, f"DKIM: {place} has our key")


def _dmarc(names: Names, domain: str) -> Iterator[Finding]:
    labels = domain.split(".")
    for at in range(len(labels) - 1):  # the domain's own, else that of the organisation above it
        place = "_dmarc." + ".".join(labels[at:])
        if found := [text for text in names.texts(place) if text.replace(" ", "").lower().startswith("v=dmarc1")]:
            yield fine(AREA, f"DMARC: {found[0]}")
            return
    mend = f'publish TXT at _dmarc.{domain}: "v=DMARC1; p=none; rua=mailto:<your address>"'
    yield warning(AREA, f"{domain} has no DMARC record: large providers ask for one", mend)


def _tag(record: str, name: str) -> str:
    tags = dict(part.strip().partition("=")[::2] for part in record.split(";"))
    return tags.get(name, "")
