"""The passage: whole sentences, list items together, its heading, and the matched words marked."""

from helpcenter.domain.answers.analysis import forms
from helpcenter.domain.answers.blocks import Block, body, dump, load, of_html, of_text
from helpcenter.domain.answers.index import Document
from helpcenter.domain.answers.passages import LONGEST, passage
from helpcenter.domain.answers.values import Passage
from helpcenter.domain.markdown import to_html
from tests.domain.answers.shelf import engine

SOURCE = """Everything about widgets.

## Put it on a page

Before you start, have your key ready. Paste the *script tag* into the page. It loads on first use.

## Steps

1. Copy the key.
2. Open the page template.
3. Save & publish.

## Cookies

No third-party cookie is needed.
"""


def shown(question: str, blocks: tuple[Block, ...]) -> Passage | None:
    own = engine([Document("it", "article", ((),), tuple(forms(body(blocks))))])
    return passage(own.index, own.find(question).question, blocks)


def test_blocks_know_their_place() -> None:
    blocks = of_html(to_html(SOURCE))
    assert blocks[0] == Block("Everything about widgets.")
    assert Block("Save & publish.", "Steps", "steps", True) in blocks
    assert load(dump(blocks)) == blocks
    assert body(blocks).count("Steps") == 1


def test_the_sentence_that_answers_with_its_heading_and_marks() -> None:
    found = shown("do I need a cookie?", of_html(to_html(SOURCE)))
    assert found is not None
    assert (found.text, found.heading, found.anchor) == ("No third-party cookie is needed.", "Cookies", "cookies")
    assert {found.text[start:end] for start, end in found.highlights} >= {"cookie"}


def test_steps_are_shown_together() -> None:
    found = shown("open the template", of_html(to_html(SOURCE)))
    assert found is not None
    assert found.text.splitlines() == ["Copy the key.", "Open the page template.", "Save & publish."]


def test_a_long_text_is_cut_at_sentences() -> None:
    text = "Nothing to see here at all. " * 60 + "The needle is in this haystack. " + "More of the same follows. " * 60
    found = shown("where is the needle", of_text(text))
    assert found is not None
    assert found.text.startswith("The needle is")
    assert found.text.endswith(".")
    assert len(found.text) <= LONGEST


def test_a_sentence_without_end_is_cut_between_words() -> None:
    found = shown("needle", of_text("needle " + "straw " * 500))
    assert found is not None
    assert found.text.endswith("straw…")
    assert len(found.text) <= LONGEST + 1


def test_marks_never_overlap_in_japanese() -> None:
    found = shown("梅雨の時期", of_text("梅雨の時期が始まることを梅雨入りという。"))
    assert found is not None
    assert found.highlights
    assert all(a[1] < b[0] for a, b in zip(found.highlights, found.highlights[1:], strict=False))


def test_no_text_no_passage() -> None:
    assert shown("anything", ()) is None
