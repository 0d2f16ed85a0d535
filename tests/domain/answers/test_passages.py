"""The passage: whole sentences, list items together, its heading, and the matched words marked."""

import pytest

from helpcenter.domain.answers.analysis import forms
from helpcenter.domain.answers.blocks import Block, body, dump, load, of_html, of_text
from helpcenter.domain.answers.excerpts import LONGEST
from helpcenter.domain.answers.index import Document
from helpcenter.domain.answers.passages import passage
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


def shown(question: str, blocks: tuple[Block, ...], title: str = "") -> Passage | None:
    own = engine([Document("it", "article", (tuple(forms(title)),), tuple(forms(body(blocks))))])
    return passage(own.index, own.lexicon, own.find(question).question, title, blocks)


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


def test_of_an_article_on_two_matters_the_section_asked_for_is_shown() -> None:
    source = """Close it when it is done. Reopen it when it comes back.

## Close a ticket

1. Open the inbox and choose the ticket.
2. Choose Close.

## Reopen a ticket

1. Open the inbox and choose Closed.
2. Choose the ticket, then Reopen.

## Reopen

| sign | key |
|---|---|
| r | a |
"""
    found = shown("how do I reopen a ticket?", of_html(to_html(source)), "Close or reopen a ticket")
    assert found is not None
    assert (found.heading, found.text.splitlines()[1]) == ("Reopen a ticket", "Choose the ticket, then Reopen.")


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


HOW_TO = """Register, paste a tag, and the button appears.

## 1. Register your site

The command prints the key. Keep it.

## 2. Paste the tag

Put it anywhere in your pages.

## If nothing appears

Look at the console of the browser.

To tell the widget who is signed in, read [Sign your users in](sign-in).
"""


def test_a_question_that_is_the_title_gets_the_opening_with_its_numbered_sections() -> None:
    found = shown("how do I embed the widget in my app?", of_html(to_html(HOW_TO)), "Embed the help widget in your app")
    assert found is not None
    assert found.text.splitlines() == [
        "Register, paste a tag, and the button appears.", "1. Register your site", "2. Paste the tag",
    ]  # fmt: skip
    assert found.anchor is None


def test_a_short_opening_goes_on_under_the_first_heading() -> None:
    found = shown(
        "refunds", of_html(to_html("Money back.\n\n## When\n\nWithin five days.\n\n## Who\n\nAll.")), "Refunds"
    )
    assert found is not None
    assert found.text.splitlines() == ["Money back.", "Within five days."]


def test_what_only_points_elsewhere_never_answers() -> None:
    blocks = of_html(to_html(HOW_TO))
    assert [block.text for block in blocks if block.pointer] == [
        "To tell the widget who is signed in, read Sign your users in."
    ]
    for question in ("who is signed in to the widget?", "sign users in", "what does the console of the browser tell?"):
        found = shown(question, blocks)
        assert found is not None
        assert "read Sign your users in" not in found.text


def test_links_elsewhere_and_links_within_more_text_are_no_pointers() -> None:
    source = (
        "Open [status](https://status.example).\n\nSee [below](#steps).\n\nPay by card. Also read [Refunds](refunds)."
    )
    assert not [block for block in of_html(to_html(source)) if block.pointer]


def test_a_lone_sentence_comes_with_what_stands_beside_it_under_its_heading() -> None:
    source = "## Where\n\nInvoices are on the billing page.\n\nEach is a PDF.\n\n## Other\n\nNothing here."
    for question in ("billing page", "pdf"):
        found = shown(question, of_html(to_html(source)))
        assert found is not None
        assert found.text.splitlines() == ["Invoices are on the billing page.", "Each is a PDF."]


def test_a_list_comes_with_the_line_that_leads_to_it() -> None:
    source = "Some say no. Do this to export:\n\n- Open Members.\n- Choose CSV.\n\nNothing follows."
    for question in ("how do I export", "csv"):
        found = shown(question, of_html(to_html(source)))
        assert found is not None
        assert found.text.splitlines() == ["Some say no. Do this to export:", "Open Members.", "Choose CSV."]


def test_the_last_sentence_of_a_paragraph_comes_with_the_one_before() -> None:
    found = shown("certificate", of_text("Point a record at us. Wait an hour. The certificate is made then."))
    assert found is not None
    assert found.text == "Wait an hour. The certificate is made then."


def test_a_place_under_a_heading_that_matches_goes_first() -> None:
    source = "## Plans\n\nThe export costs nothing.\n\n## Export of tables\n\nThe export is a file."
    found = shown("export my tables", of_html(to_html(source)))
    assert found is not None
    assert found.text == "The export is a file."


def test_small_words_neither_choose_nor_are_marked() -> None:
    text = "How do I do it, and what is in the box on the shelf?\nA refund takes five days in all."
    found = shown("how do I get the refund, and what is in it", of_text(text))
    assert found is not None
    assert found.text.startswith("How")  # a lone line comes with its neighbour
    assert [found.text[start:end] for start, end in found.highlights] == ["refund"]


def test_marks_are_whole_words() -> None:
    found = shown("invoice", of_text("All invoices are here. An invoice-number is on each."))
    assert found is not None
    assert [found.text[start:end] for start, end in found.highlights] == ["invoices", "invoice"]


def test_an_endless_article_gives_a_short_passage() -> None:
    own = engine([Document("it", "article", ((),), ("needle", "針"))])
    question = own.find("needle 針").question
    for text in ("needle in the hay. " * 55_000, "針" * 1_000_000, "## " + "needle " * 140_000):
        blocks = (*of_html(to_html(text)), *of_text("The needle 針. And more.\n" * 2_500))
        found = passage(own.index, own.lexicon, question, "", blocks)
        assert found is not None
        assert found.highlights or "針針" in found.text  # a lone 針 is part of that run, not its word
        assert len(found.text) <= LONGEST + 1


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("文字の色を変えたい", "画面の文字は、設定で色を変えられます。景色の写真も選べます。", {"文字", "色を変え"}),
        ("通知を止める", "設定の通知を開きます。中止はできません。", {"通知を"}),
    ],
)
def test_japanese_marks_are_runs_or_whole_words_of_one_character(question: str, text: str, marked: set[str]) -> None:
    found = shown(question, of_text(text))
    assert found is not None
    shows = [found.text[start:end] for start, end in found.highlights]
    assert marked <= set(shows)
    assert all(len(run) > 1 or run == "色" for run in shows)
