"""What a specialist does with chats beside talking: accept, pass on, end, save files, hold more or fewer."""

from __future__ import annotations

from functools import partial

from helpcenter.domain.chats import AtDesk, Chat
from helpcenter.domain.faults import Conflict, Fault, Forbidden, Invalid, Refusal
from helpcenter.domain.people import Presence
from helpcenter.domain.text import web_addresses
from helpcenter.domain.tickets import Status, Ticket
from tui.chat_lines import presence_words, refused_sentence, state_sentence
from tui.screens.menu import Choice, Menu
from tui.screens.talking import TalkingScreen
from tui.screens.ticket import TicketScreen
from tui.talks import Talk
from tui.text import safe_line
from tui.wording import status_meaning, status_sign_and_word

ENDS_AS = {Status.SOLVED: "s", Status.WAITING: "w", Status.OPEN: "o"}


class ChatVerbs(TalkingScreen):
    """The verbs are about the chat that is shown, or the one chosen among those who wait."""

    def action_accept(self) -> None:
        """Accept the chat under the cursor; while a chat is shown, who waits longest."""
        at = self._list.highlighted
        chosen = self.waiting[at] if self.talk is None and at is not None and at < len(self.waiting) else None
        waiting = self.workplace.duty.waiting if self.workplace.duty else ()
        wanted = chosen or next(iter(waiting), None)
        if wanted is None:
            self.notify(self.language.gettext("Nobody waits for a chat."), markup=False)
            return
        call = partial(self.workplace.backstage.accept_chat, wanted.ticket_id)
        self.errand(call, self._accepted, partial(self._not_accepted, wanted))

    def action_write(self) -> None:
        """Begin to write in the chat that is shown."""
        if self.talk is not None and self.talk.is_mine(self.workplace.me.id):
            self.write()

    def action_transfer(self) -> None:
        """Ask to whom the chat is passed on: colleagues who are there, then the languages that they answer in."""
        talk = self._own()
        if talk is None or self.workplace.duty is None:
            return
        me, gettext = self.workplace.me.id, self.language.gettext
        others = [desk for desk in self.workplace.duty.queue.desks if desk.available and desk.specialist.id != me]
        if not others:
            self.notify(gettext("Nobody else is there who could take it."), severity="warning", markup=False)
            return
        choices = [_colleague(at, desk, presence_words(desk, self.language)) for at, desk in enumerate(others, 1)]
        locales = sorted({locale for desk in others for locale in desk.specialist.locales} - {talk.chat.locale})
        for locale in locales:
            label = gettext("whoever answers in %(language)s") % {"language": self.language.language_name(locale)}
            choices.append(Choice(" ", label, f"locale:{locale}"))
        heading = gettext("Pass the chat with %(who)s on to") % {"who": safe_line(talk.chat.contact_name)}
        self.app.push_screen(Menu(heading, choices, ""), partial(self._transfer, talk))

    def action_finish(self) -> None:
        """Ask how the ticket stands and end the chat."""
        talk = self._own()
        if talk is None:
            return
        choices = [
            Choice(
                letter,
                f"{status_sign_and_word(status, self.language)} – {status_meaning(status, self.language)}",
                status.value,
            )
            for status, letter in ENDS_AS.items()
        ]
        heading = self.language.gettext("End the chat with %(who)s; the ticket is then")
        self.app.push_screen(
            Menu(heading % {"who": safe_line(talk.chat.contact_name)}, choices, ""), partial(self._finish, talk)
        )

    def action_ticket(self) -> None:
        """Open the ticket of the chat that is shown."""
        if self.talk is not None:
            self.errand(partial(self.workplace.backstage.tickets, [self.talk.chat.ticket_id]), self._open)

    def action_files(self) -> None:
        """Ask for a file or a link of the chat, and what to do with it."""
        lines = self.talk.lines if self.talk else []
        links = [link for line in lines for _, link in web_addresses(line.message.body)]
        self.offer([file for line in lines for file in line.files], list(dict.fromkeys(links)))

    def action_capacity(self, more: int) -> None:
        """Take more or fewer chats at once."""
        duty = self.workplace.duty
        if duty is not None:
            presence = Presence.ONLINE if duty.desk.available else Presence.AWAY
            call = partial(self.workplace.backstage.set_presence, presence, duty.desk.capacity + more)
            self.errand(call, self.settled, lambda _: None)

    def action_drop(self) -> None:
        """Close the tab of a chat that is over."""
        talk = self.talk
        if talk is not None and not talk.is_mine(self.workplace.me.id):
            del self.talks[talk.chat.ticket_id]
            self.go_to(None)

    def action_back(self) -> None:
        """Leave the text, or else the chats."""
        if self.writing:
            self.rest()
        else:
            self.dismiss()

    def _own(self) -> Talk | None:
        talk = self.talk
        return talk if talk is not None and talk.is_mine(self.workplace.me.id) else None

    def _accepted(self, chat: Chat) -> None:
        if chat.ticket_id not in self.talks:
            self.begin(chat)
        self.talks[chat.ticket_id].chat = chat
        self.go_to(chat.ticket_id)

    def _not_accepted(self, chat: Chat, refusal: Refusal) -> None:
        if isinstance(refusal, Conflict):
            self.errand(partial(self.workplace.backstage.chat, chat.ticket_id), self._taken)
        elif isinstance(refusal, Forbidden):
            why = refused_sentence(next(iter(refusal.args), None), self.language)
            self.notify(why, severity="warning", markup=False)
        else:
            self.refused(refusal)

    def _taken(self, chat: Chat) -> None:
        gettext = self.language.gettext
        if chat.specialist_id is not None:
            values = {"who": safe_line(chat.contact_name), "colleague": safe_line(chat.specialist_name)}
            said = gettext("The chat with %(who)s was taken by %(colleague)s.") % values
        else:
            said = state_sentence(chat, self.workplace.me.id, self.language)
        self.notify(said, severity="warning", markup=False)

    def _transfer(self, talk: Talk, chosen: str | None) -> None:
        if chosen is None:
            return
        kind, _, value = chosen.partition(":")
        to, locale = (int(value), None) if kind == "to" else (None, value)
        call = partial(self.workplace.backstage.transfer_chat, talk.chat.ticket_id, to, locale)
        self.errand(call, self._passed_on, self._not_passed_on)

    def _passed_on(self, chat: Chat) -> None:
        self.became(chat)
        self.rest()
        self.notify(self.language.gettext("Passed on; it waits in front."), markup=False, timeout=3)

    def _not_passed_on(self, refusal: Refusal) -> None:
        gettext = self.language.gettext
        if isinstance(refusal, Conflict):
            self.notify(gettext("Nobody else is there who could take it."), severity="warning", markup=False)
        elif isinstance(refusal, Invalid) and refusal.faults.get("locale") is Fault.NOT_OFFERED:
            self.notify(gettext("Chat is not offered in this language."), severity="warning", markup=False)
        else:
            self.refused(refusal)

    def _finish(self, talk: Talk, chosen: str | None) -> None:
        if chosen is not None:
            call = partial(self.workplace.backstage.finish_chat, talk.chat.ticket_id, Status(chosen))
            self.errand(call, self._finished)

    def _finished(self, chat: Chat) -> None:
        self.became(chat)
        self.rest()

    def _open(self, found: list[Ticket]) -> None:
        for ticket in found:
            self.app.push_screen(TicketScreen(self.workplace, ticket, lambda _steps: None))


def _colleague(at: int, desk: AtDesk, words: str) -> Choice:
    who = desk.specialist
    label = f"{safe_line(who.name)} · {' '.join(who.locales)} · {words}"
    return Choice(str(at) if at < 10 else " ", label, f"to:{who.id}")
