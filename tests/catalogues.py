"""Keeps the catalogues in step with the source: `make translations` runs it, test_catalogues.py reads through it."""

from __future__ import annotations

import re
import subprocess
import sys
from copy import deepcopy
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

HOUSE = Path(__file__).resolve().parent.parent
FOLDER = HOUSE / "translations"
KEYWORDS = ("lazy_gettext", "lazy_ngettext:1,2", "lazy_pgettext:1c,2")
"""What marks a text, beside the names that Babel knows by itself (`_`, `gettext`, `ngettext`, `pgettext`, `N_` …)."""

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_WHAT_GIT_KNOWS = re.compile(
    rb'^"(?:Project-Id-Version|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid-Bugs-To|Generated-By):.*\n',
    re.MULTILINE,
)


def locales() -> list[str]:
    """Every language that has a folder."""
    return sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def po_file(locale: str) -> Path:
    """Where a language's texts are written."""
    return FOLDER / locale / "LC_MESSAGES" / "messages.po"


def extracted() -> Catalog:
    """Every text that the source marks for translation."""
    with TemporaryDirectory() as folder:
        pot = Path(folder) / "messages.pot"
        command = [
            sys.executable,
            "-m",
            "babel.messages.frontend",
            "--quiet",
            "extract",
            "--mapping-file=pyproject.toml",
        ]
        keywords = [f"--keyword={each}" for each in KEYWORDS]
        subprocess.run([*command, *keywords, f"--output-file={pot}", "."], cwd=HOUSE, check=True)  # noqa: S603
        with pot.open("rb") as file:
            return read_po(file)


def written(locale: str) -> Catalog:
    """A language's texts as its .po file has them; none when there is no such file yet."""
    if not po_file(locale).exists():
        return Catalog(locale=locale, domain="messages", fuzzy=False)
    with po_file(locale).open("rb") as file:
        return read_po(file, locale=locale, domain="messages")


def compiled(locale: str) -> Catalog:
    """A language's texts as the program reads them, from the .mo file."""
    with po_file(locale).with_suffix(".mo").open("rb") as file:
        return read_mo(file)


def texts(catalog: Catalog) -> dict[tuple[str | None, str], Message]:
    """The messages of a catalogue, by context and (first) English text."""
    return {(each.context, each.id if isinstance(each.id, str) else each.id[0]): each for each in catalog if each.id}


def update(locale: str, source: Catalog) -> Catalog:
    """Write a language's .po file in step with `source`, and its .mo file. Returns what was written.

    Texts that nobody uses any more stay at the end as comments: one that comes back finds its translation there.
    """
    catalog = written(locale)
    catalog.update(deepcopy(source), no_fuzzy_matching=True)
    catalog.header_comment = (
        f"# {catalog.locale.english_name} texts of Helpcenter. `make translations` keeps them in step."
    )
    catalog.creation_date = catalog.revision_date = _LONG_AGO
    if locale == "en":
        for message in catalog:
            message.string = message.string if message.id == "" or translated(message) else message.id
    po_file(locale).parent.mkdir(parents=True, exist_ok=True)
    text, binary = BytesIO(), BytesIO()
    write_po(text, catalog, width=0, sort_by_file=True, include_lineno=False)
    write_mo(binary, catalog)
    po_file(locale).write_bytes(_WHAT_GIT_KNOWS.sub(b"", text.getvalue()))
    po_file(locale).with_suffix(".mo").write_bytes(binary.getvalue())
    return catalog


def translated(message: Message) -> bool:
    """Whether each form of a message has a text."""
    forms = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return bool(forms) and all(forms)


def main() -> None:
    """Bring every language in step and say what is left to translate."""
    source = extracted()
    for locale in locales():
        messages = texts(update(locale, source)).values()
        missing = sum(not translated(each) for each in messages)
        print(f"{locale}: {len(messages)} texts, {missing} to translate")


if __name__ == "__main__":
    main()
