"""Coming in: who sits down at this terminal, proven by a kept token, by signing in, or at their word."""

from __future__ import annotations

import platform

from helpcenter import passes
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.faults import NotFound
from helpcenter.domain.people import Specialist
from helpcenter.factory import create_desk
from helpcenter.services import credentials, people
from tui.faults import UnknownSpecialistError


class Entrance:
    """The opened store, before anybody is known. Calls may block: they are made in a thread."""

    def __init__(self, settings: Settings, *, alone: bool = True) -> None:
        """Open the store. Raises what create_desk raises, and Unavailable.

        `alone` is false where many share one terminal program: then no token is kept and no word believed.
        """
        self.desk: Desk = create_desk(settings, lambda _: None)
        self.alone = alone

    def known(self, asked: str) -> Specialist | None:
        """Return who may come in without being asked: by the token kept here, else the address `asked` at its word.

        None means that they have to sign in. Raises UnknownSpecialistError, passes.TokenExposedError.
        """
        if not self.alone:
            return None
        token = passes.kept(self._store)
        found = self.desk.do(credentials.by_token, token) if token else None
        if found is not None and asked.strip().lower() in ("", found.email):
            return found
        return self._at_their_word(asked) if self.desk.see(credentials.is_word_enough) else None

    def sign_in(self, email: str, secret: str, keep: bool) -> Specialist | None:
        """Return whom an address with its password or token stands for, None when it is wrong.

        With `keep` this user of this machine comes in without signing in from now on. Raises TooOften.
        """
        found = self.desk.do(credentials.sign_in, email, secret)
        if found is not None and keep and self.alone:
            token = self.desk.do(credentials.new_token, found.email, platform.node(), found)
            passes.keep(self._store, token)
        return found

    @property
    def _store(self) -> str:
        return self.desk.settings.database_url

    def _at_their_word(self, asked: str) -> Specialist:
        try:
            return self.desk.see(people.specialist, asked)
        except NotFound:
            raise UnknownSpecialistError(asked, self.desk.see(people.specialists)) from None
