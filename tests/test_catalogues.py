"""The seven languages are complete, say the same, and are in step with the source."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural

from helpcenter.config import LOCALES
from tests import catalogues

BLANK = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
TAG = re.compile(r"</?[a-z][^<>]*>")
KANA = "ぁ-んァ-ヶ一-龠ー"
NEVER = {
    "de": r"\b(?:[Dd]u|[Dd]ich|[Dd]ein\w*)\b|(?:^|\s)“",
    "es": r"\b[Uu]sted\w*|[“”]",
    "fr": r"\b(?:[Tt]u|toi|tes)\b|[“”]|(?<=[\w»)])[ \xa0][:;?!»](?=\s|$)|[a-zà-ÿ)][;?!](?=\s|$)",
    "ja": rf"[{KANA}][:;?!](?=\s|$)|[{KANA}] [{KANA}]",
    "pl": r"\b(?:Pan|Pani|Państw\w+)\b|(?:^|\s)“",
    "pt": r"\b(?:[Tt]u|[Tt]eu|[Tt]ua|ficheiros?|ecrã|utilizador\w*)\b",
}
"""What a language's texts never say: the other way to address people, another country's words, foreign quotes."""


@pytest.fixture(scope="module")
def source() -> Catalog:
    return catalogues.extracted()


@pytest.fixture(scope="module", params=catalogues.locales())
def locale(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def written(locale: str) -> Catalog:
    return catalogues.written(locale)


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def messages(catalog: Catalog) -> list[Message]:
    return list(catalogues.texts(catalog).values())


def said(catalog: Catalog) -> list[Message]:
    """The messages that have a translation; the others are the matter of one test only."""
    return [message for message in messages(catalog) if catalogues.translated(message)]


def test_every_shipped_language_has_a_folder() -> None:
    assert set(catalogues.locales()) >= set(LOCALES)


def test_the_source_marks_texts_of_every_face(source: Catalog) -> None:
    places = {name.partition("/")[0] for message in messages(source) for name, _ in message.locations}
    assert places == {"helpcenter", "templates", "tui"}


@pytest.mark.parametrize("folder", ["helpcenter", "tui"])
def test_no_text_hides_in_an_f_string(folder: str) -> None:
    """Babel does not look into f-strings (Python 3.11), so a text there would stay English everywhere."""
    hidden = []
    for file in sorted((catalogues.HOUSE / folder).rglob("*.py")):
        strings = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.JoinedStr)]
        calls = [node for string in strings for node in ast.walk(string) if isinstance(node, ast.Call)]
        said = [call for call in calls if call.args and isinstance(call.args[0], ast.Constant)]
        names = ((call, getattr(call.func, "attr", getattr(call.func, "id", ""))) for call in said)
        hidden += [(file.name, call.lineno) for call, name in names if name in ("gettext", "ngettext", "_")]
    assert hidden == []


def test_nothing_in_the_source_is_missing_or_left_over(source: Catalog, written: Catalog) -> None:
    assert catalogues.texts(written).keys() == catalogues.texts(source).keys(), "run `make translations`"


def test_everything_is_translated(written: Catalog) -> None:
    assert not [m.id for m in messages(written) if m.fuzzy or not catalogues.translated(m)]


def test_every_plural_form_that_the_language_has_is_there(locale: str, written: Catalog) -> None:
    count = get_plural(locale).num_plurals
    assert written.num_plurals == count
    plurals = [message for message in said(written) if message.pluralizable]
    assert not [message.id for message in plurals if len(forms(message.string)) != count]


def test_translations_keep_the_blanks(written: Catalog) -> None:
    assert not [message.id for message in said(written) if not keeps_blanks(message)]


def keeps_blanks(message: Message) -> bool:
    """Whether each form has the blanks of the English; a plural form may leave out the number itself ("one day")."""
    wanted = {found[0] for text in forms(message.id) for found in BLANK.finditer(text)}
    spared = {"%(num)s", "%(num)d"} if message.pluralizable else set()
    return all(
        wanted - spared <= {each[0] for each in BLANK.finditer(text)} <= wanted for text in forms(message.string)
    )


def test_translations_keep_the_tags(written: Catalog) -> None:
    singular = [message for message in said(written) if not message.pluralizable]
    assert not [m.id for m in singular if Counter(TAG.findall(m.id)) != Counter(TAG.findall(m.string))]


def test_one_register_and_the_language_s_own_marks(locale: str, written: Catalog) -> None:
    never = re.compile(NEVER.get(locale, r"(?!)"))
    assert [text for message in said(written) for text in forms(message.string) if never.search(text)] == []


def test_compiled_files_are_up_to_date(locale: str, written: Catalog) -> None:
    compiled, source = catalogues.texts(catalogues.compiled(locale)), catalogues.texts(written)
    assert compiled.keys() <= source.keys()
    stale = [m.id for key, m in source.items() if catalogues.translated(m) and spoken(compiled.get(key)) != spoken(m)]
    assert not stale, "run `make translations`"


def spoken(message: Message | None) -> list[str]:
    return forms(message.string) if message else []
