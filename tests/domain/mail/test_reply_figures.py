"""What was reached on the development corpus of replies is held."""

from __future__ import annotations

from pathlib import Path

from helpcenter.domain.mail.reply import split

from . import corpus


def test_the_figures_on_the_corpus_are_held(shared_data: Path) -> None:
    cases = [(name, own, split(mail)[1]) for name, mail, own in corpus.replies(shared_data / "mail" / "replies")]
    assert len(cases) == 64
    assert {name for name, own, reply in cases if reply.strip() != own} == {corpus.SIGNATURE_TAKEN_FOR_TEXT}
    assert not {name: lines for name, own, reply in cases if (lines := corpus.lost(own, reply))}
