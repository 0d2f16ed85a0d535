"""Front matter as people write it, and as attackers do: taken, or refused with line and reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.domain.article_files import format_categories, format_source, parse_categories, parse_source
from helpcenter.domain.articles import ArticleSource, Category

FRONT = "title: T\nsummary: S\ncategory: c\n"


def of(front: str, body: str = "Text.") -> ArticleSource:
    return parse_source(f"---\n{front}---\n\n{body}\n", "a-slug", "en")


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("summary: S\ncategory: c\n", "title is missing"),
        ("title: [T]\nsummary: S\ncategory: c\n", "line 2: title is missing"),
        (FRONT + "titel: T\n", "line 5: unknown field 'titel'"),
        (FRONT + "position: first\n", "line 5: position must be a number"),
        (FRONT + "status: secret\n", "line 5: status must be one of draft, scheduled, published"),
        (FRONT + "suggested: How?\n", "line 5: suggested must be a list"),
        (FRONT.replace("category: c", "category: Big Words"), "line 4: category 'Big Words' must be a word"),
        (FRONT.replace("title: T", "title: T: U"), "line 2: not YAML"),
        (FRONT + "suggested: &a [x]\nasked_as: *a\n", "line 5: anchors and aliases"),
        (FRONT + "suggested: " + "[" * 5000 + "\n", "line 5: nested too deep"),
        (FRONT + "suggested: !!python/object/apply:os.getcwd []\nx: y\n", "line 6: unknown field"),
        ("- a list\n", "line 2: the front matter must be lines"),
        ("x" * 60_000 + "\n", "front matter is longer"),
    ],
)
def test_a_fault_is_named_with_its_line(front: str, said: str) -> None:
    with pytest.raises(ValueError) as refusal:
        of(front)
    assert said in str(refusal.value)


def test_a_file_without_front_matter_or_text_is_refused() -> None:
    for text in ("", "# Title\n", "Text\n---\ntitle: T\n---\nText", "---\ntitle: T\n"):
        with pytest.raises(ValueError, match="line 1: the file must begin"):
            parse_source(text, "a-slug", "en")
    with pytest.raises(ValueError, match="no text below"):
        of(FRONT, " ")


def test_words_that_yaml_would_turn_into_something_else_stay_words() -> None:
    found = of("title: 2024-03-05\nsummary: 1.0\ncategory: c\nasked_as: [no, null, 0x10]\n")
    assert (found.title, found.summary, found.asked_as) == ("2024-03-05", "1.0", ("no", "null", "0x10"))


def test_windows_line_ends_and_a_byte_order_mark_do_not_matter() -> None:
    text = f"\ufeff---\n{FRONT}---\n\nText.\n".replace("\n", "\r\n")
    assert parse_source(text, "a-slug", "en") == of(FRONT)


@given(
    st.builds(
        ArticleSource,
        slug=st.just("a-slug"),
        locale=st.just("ja"),
        title=st.text("ab#:'\"-é日本語?!{}[]%@`|>&*\\", min_size=1, max_size=40),
        summary=st.text("a b: #-?", min_size=1).map(str.strip).filter(bool).map(lambda s: " ".join(s.split())),
        body=st.text("a-#>\n ", min_size=1).map(lambda s: "x" + s.rstrip()),
        category=st.just("c"),
        position=st.integers(0, 1000),
        suggested=st.lists(st.text("yYesnoNOnull?: ~-", min_size=1).map(str.strip).filter(bool), max_size=3).map(
            lambda found: tuple(" ".join(each.split()) for each in found)
        ),
    )
)
def test_every_source_survives_its_file(source: ArticleSource) -> None:
    assert parse_source(format_source(source), source.slug, source.locale) == source


def test_categories_survive_their_file() -> None:
    found = [Category("hosts", 'For "hosts" \\ 日本', 1), Category("配達", "All\x7f", 2)]
    assert parse_categories(format_categories(found)) == found


@pytest.mark.parametrize("text", ["[a", "a = 1", "[a]", "[a]\ntitle = 1", '[a]\ntitle = "x"\nposition = -1', '["A b"]'])
def test_a_broken_category_file_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_categories(text)
