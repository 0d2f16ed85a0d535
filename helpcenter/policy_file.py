"""The policy on disk: the shipped `policy.toml`, the operator's `helpcenter.toml`, and noticing that one changed."""

import logging
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock

from helpcenter.domain.policy import Policy, PolicyError

SHIPPED = Path(__file__).with_name("policy.toml")

_log = logging.getLogger(__name__)
_Stamp = tuple[int, int, int]


@cache
def shipped_settings() -> Mapping[str, object]:
    """The shipped calendars, promises and presets."""
    return tomllib.loads(SHIPPED.read_text(encoding="utf-8"))


def policy_from_text(text: str, source: str = "helpcenter.toml", time_zone: str = "UTC") -> Policy:
    """The policy that the text of a `helpcenter.toml` makes. Raises PolicyError naming `source`, line and key.

    `time_zone` is the team's, for calendars that name none and a text that does not set it.
    """
    return Policy.load(text, source, shipped_settings(), time_zone)


class PolicyFile:
    """The policy of a `helpcenter.toml`, read again whenever the file has changed; safe to share between threads.

    A file that is not there is an empty one. After a mistake in the file the last good policy stays in force, and
    `error` says what is wrong until it is mended.
    """

    def __init__(self, path: Path, time_zone: str = "UTC") -> None:
        """Read the file once. Raises PolicyError when it is wrong now: there is no good policy yet to keep."""
        self.path = path
        self.time_zone = time_zone
        self.error: PolicyError | None = None
        self._lock = Lock()
        self._stamp = self._look()
        self._policy = self._read()

    def current(self) -> Policy:
        """The policy in force. Costs one look at the file's time and size when nothing changed."""
        stamp = self._look()
        if stamp != self._stamp:
            with self._lock:
                if stamp != self._stamp:
                    self._reread(stamp)
        return self._policy

    def _reread(self, stamp: _Stamp | None) -> None:
        """Take the new policy, or keep the old one and the error. A file half written is read again when it grows."""
        try:
            self._policy, self.error = self._read(), None
            _log.info("policy read again from %s", self.path.name)
        except PolicyError as error:
            self.error = error
            _log.error("policy kept as it was: %s", error)
        self._stamp = stamp

    def _read(self) -> Policy:
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            text = ""
        except (OSError, UnicodeDecodeError) as error:
            raise PolicyError(f"it cannot be read: {error}", source=self.path.name) from error
        return policy_from_text(text, self.path.name, self.time_zone)

    def _look(self) -> _Stamp | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino
