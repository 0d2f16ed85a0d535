"""Signing in at the terminal: address, password or token."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual import on, work
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Button, Checkbox, Input, Static

from helpcenter.domain.faults import Refusal, TooOften
from helpcenter.domain.people import Specialist
from tui.language import Language
from tui.wording import refusal_sentence

SignIn = Callable[[str, str, bool], Specialist | None]


class SignInScreen(Screen[Specialist]):
    """Asks until somebody is known; answers who. `sign_in` blocks and is called in a thread."""

    CSS_PATH = "sign_in.tcss"
    AUTO_FOCUS = ""
    BINDINGS = [Binding("escape", "app.quit", show=False)]

    class Answered(Message, bubble=False):
        """The house said who it is, that it is nobody, or why it does not say."""

        def __init__(self, found: Specialist | Refusal | None) -> None:
            super().__init__()
            self.found = found

    def __init__(self, language: Language, sign_in: SignIn, email: str = "", *, may_stay: bool = True) -> None:
        super().__init__()
        self.language, self.sign_in = language, sign_in
        gettext = language.gettext
        self._email = Input(email, placeholder=gettext("E-mail address"), id="sign-in-email")
        self._secret = Input(password=True, placeholder=gettext("Password or token"), id="sign-in-secret")
        self._stay = Checkbox(gettext("Stay signed in on this computer"), id="sign-in-stay", compact=True)
        self._stay.display = may_stay
        self._said = Static(id="sign-in-said", markup=False)

    def compose(self) -> Iterator[Vertical]:
        """Heading, fields, button, and what is wrong."""
        gettext = self.language.gettext
        yield Vertical(
            Static(gettext("Sign in to Helpcenter"), id="sign-in-title", markup=False),
            self._email,
            self._secret,
            self._stay,
            Button(gettext("Sign in"), id="sign-in-go", compact=True),
            self._said,
            Static(gettext("Enter: sign in · Tab: next field · Esc: leave"), id="sign-in-keys", markup=False),
            id="sign-in",
        )

    def on_mount(self) -> None:
        """Begin with what is missing."""
        (self._secret if self._email.value else self._email).focus()

    @on(Input.Submitted)
    @on(Button.Pressed)
    def _entered(self) -> None:
        if not self._email.value.strip():
            self._email.focus()
        elif not self._secret.value:
            self._secret.focus()
        else:
            self._said.update(self.language.gettext("Checking …"))
            self._check(self._email.value, self._secret.value, self._stay.value)

    @work(thread=True, exclusive=True)
    def _check(self, email: str, secret: str, stay: bool) -> None:
        try:
            self.post_message(self.Answered(self.sign_in(email, secret, stay)))
        except Refusal as refusal:
            self.post_message(self.Answered(refusal))

    @on(Answered)
    def _go_on(self, event: Answered) -> None:
        if isinstance(event.found, Specialist):
            self.dismiss(event.found)
            return
        self._secret.value = ""
        self._secret.focus()
        self._said.update(self._sentence(event.found))

    def _sentence(self, refusal: Refusal | None) -> str:
        gettext, ngettext = self.language.gettext, self.language.ngettext
        if refusal is None:
            return gettext("Address and password do not match. Try again.")
        if isinstance(refusal, TooOften):
            minutes = max(1, -(-refusal.after // 60))
            told = ngettext(
                "Too many tries. Try again in %(num)s minute.", "Too many tries. Try again in %(num)s minutes.", minutes
            )
            return told % {"num": self.language.number(minutes)}
        return refusal_sentence(refusal, self.language)
