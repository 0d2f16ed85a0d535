"""Evidence in words: why a file is not taken, what was found in a text, and how to write what can be answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from babel import Locale
from babel.units import format_unit

from helpcenter.domain.attachments import (
    MAX_FILE_BYTES,
    MAX_FILES,
    MAX_FORM_FILE_BYTES,
    Attachment,
    FileFault,
    RefusedFile,
)
from helpcenter.domain.evidence.secrets import SecretKind, Span
from helpcenter.domain.evidence.tips import Tip, TipCode

Gettext = Callable[[str], str]
Ngettext = Callable[[str, str, int], str]


def N_(text: str) -> str:  # noqa: N802  the name that extraction knows
    """Mark a text for translation where it cannot be translated yet."""
    return text


_FAULTS = {
    FileFault.EMPTY: N_("“%(name)s” is empty. Please choose the file again."),
    FileFault.TOO_LARGE: N_("“%(name)s” is larger than %(most)s MB. Please send a part of it, or a link."),
    FileFault.TOO_MANY: N_("“%(name)s” is one too many: a message takes %(files)s files."),
    FileFault.TOO_LARGE_TOGETHER: N_(
        "“%(name)s” did not fit: files that are sent together may have %(together)s MB. Please send it"
        " in another message."
    ),
    FileFault.WRONG_KIND: N_(
        "“%(name)s” is of a kind that we do not take. We take PNG, JPEG, GIF and WebP pictures, MP4 and WebM films,"
        " PDF, plain text and HAR files."
    ),
    FileFault.MARKUP: N_(
        "“%(name)s” is a web page or a drawing in SVG, which we do not take. A screenshot or a PDF of it is fine."
    ),
    FileFault.BROKEN: N_("“%(name)s” is damaged or incomplete. Please save it anew and choose it again."),
    FileFault.BROKEN_HAR: N_(
        "“%(name)s” is not a HAR file that we can read, so we could not take passwords out of it and did not keep it."
        " Please export it again."
    ),
    FileFault.TOO_BIG_INSIDE: N_("“%(name)s” unfolds to something far too large to open. Please send a smaller one."),
    FileFault.TOO_FAST: N_("“%(name)s” has to wait: many files came at once. Please choose it again a little later."),
    FileFault.GONE: N_("“%(name)s” is not here any more. Please choose it again."),
}

_LIMITS = {
    "most": MAX_FILE_BYTES // 1024**2,
    "together": MAX_FORM_FILE_BYTES // 1024**2,
    "files": MAX_FILES,
}

_KINDS = {
    SecretKind.CARD: N_("a card number"),
    SecretKind.IBAN: N_("a bank account number"),
    SecretKind.PRIVATE_KEY: N_("a private key"),
    SecretKind.API_KEY: N_("an access key"),
    SecretKind.PASSWORD: N_("a password"),
}

_TIPS = {
    TipCode.WHICH: N_("Which “%(thing)s” is it? Its name or a link to it helps us to find it at once."),
    TipCode.EXACT_MESSAGE: N_("What exactly does the message say? Copy its words, or add a screenshot."),
    TipCode.SHOW: N_("A screenshot shows it best: paste it here, or choose a file below."),
    TipCode.LINK: N_("Add a link to the place where it happens."),
    TipCode.MORE: N_("Say what you did, what happened, and what you expected."),
}


def refused_text(file: RefusedFile, gettext: Gettext) -> str:
    """Why a file was not taken, and what to do."""
    if file.fault is FileFault.GONE and not file.name:
        return gettext("A file that you had chosen is not here any more. Please choose it again.")
    return gettext(_FAULTS[file.fault]) % {"name": file.name or "?", **_LIMITS}


def removed_text(file: Attachment, gettext: Gettext, ngettext: Ngettext) -> str:
    """What was taken out of a file before it was kept, "" when nothing was."""
    count = file.removed_secrets
    if count:
        return ngettext("%(num)s secret was removed.", "%(num)s secrets were removed.", count) % {"num": count}
    return gettext("Hidden details such as place and device were removed.") if file.removed_metadata else ""


def size_text(size: int, locale: Locale) -> str:
    """A number of bytes as one says it: "12 kB", "3.4 MB", in the reader's language."""
    if size < 1_000_000:
        return str(format_unit(max(1, round(size / 1000)), "digital-kilobyte", "short", locale=locale))
    return str(format_unit(round(size / 1_000_000, 1), "digital-megabyte", "short", locale=locale))


def found_kinds(spans: Sequence[Span], gettext: Gettext) -> list[str]:
    """The names of the kinds of secrets that were found, each once."""
    return [gettext(_KINDS[kind]) for kind in dict.fromkeys(span.kind for span in spans)]


def tip_text(tip: Tip, gettext: Gettext) -> str:
    """One piece of writing help."""
    return gettext(_TIPS[tip.code]) % tip.values
