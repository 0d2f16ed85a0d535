"""Messages to other programs by HTTP: to the address that was checked and no other, no redirect, within a time."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from helpcenter.channels import NotTaken

CONNECT_SECONDS = 5.0
WHOLE_SECONDS = 15.0
"""Seconds after which the line is cut, however slowly the other side goes on talking."""
_EMBEDDING = tuple(ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
"""IPv6 networks whose addresses stand for an IPv4 one, which might be a private one."""


def post(url: str, headers: Mapping[str, str], body: bytes, *, private: bool) -> int:
    """Send one message. Returns the status, 2xx. Raises NotTaken: for good for 410, else trying again makes sense.

    Without `private` only addresses of the public internet are told, whatever a name resolves to.
    """
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    address = _address(host, parts.port or (443 if secure else 80), private)
    line = _Line(host, parts.port, address, secure)
    clock = threading.Timer(WHOLE_SECONDS, line.cut)
    clock.daemon = True
    clock.start()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        line.request("POST", path, body, {"Content-Type": "application/json", "User-Agent": "Helpcenter", **headers})
        status = line.getresponse().status
    except TimeoutError as fault:
        raise NotTaken("no answer in time", permanent=False) from fault
    except (OSError, http.client.HTTPException) as fault:
        late = "no answer in time" if line.late else f"{type(fault).__name__}: {fault}"
        raise NotTaken(late, permanent=False) from fault
    finally:
        clock.cancel()
        line.close()
    if 300 <= status < 400:
        raise NotTaken(f"answered {status}: redirects are not followed", permanent=False)
    if not 200 <= status < 300:
        raise NotTaken(f"answered {status}", permanent=status == 410)
    return status


def reachable(url: str, *, private: bool) -> None:
    """Look whether an address resolves to one that may be told, without telling it. Raises NotTaken."""
    parts = urlsplit(url)
    _address(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80), private)


class _Line(http.client.HTTPConnection):
    """A connection to one address that was resolved and checked before, under the name that it was asked for."""

    def __init__(self, host: str, port: int | None, address: tuple[str, int], secure: bool) -> None:
        super().__init__(host, port or address[1], timeout=CONNECT_SECONDS)
        self.default_port = 443 if secure else 80
        self._there, self._secure, self.late = address, secure, False

    def connect(self) -> None:
        """Connect, and speak TLS where the address says so."""
        self.sock = socket.create_connection(self._there, CONNECT_SECONDS)
        self.sock.settimeout(WHOLE_SECONDS)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """End what takes too long; from another thread."""
        self.late = True
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def _address(host: str, port: int, private: bool) -> tuple[str, int]:
    try:
        found = [place[4] for place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as fault:
        raise NotTaken(f"{host} cannot be resolved", permanent=False) from fault
    if not private and not all(is_public(str(place[0])) for place in found):
        raise NotTaken(f"{host} is in a private network; the setting webhook_private allows that", permanent=False)
    return str(found[0][0]), port


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet, and stands for no other one."""
    place: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(place, IPv6Address):
        if place.ipv4_mapped:
            place = place.ipv4_mapped
        elif any(place in network for network in _EMBEDDING):
            return False
    return place.is_global and not place.is_multicast
