"""A small knowledge base, and the engine on it, for the tests of answers."""

from collections.abc import Iterable

from helpcenter.domain.answers.analysis import forms
from helpcenter.domain.answers.engine import Engine
from helpcenter.domain.answers.index import Document
from helpcenter.domain.answers.lexicon import Lexicon, lexicon
from helpcenter.domain.answers.memory import MemoryIndex

PAGES = {
    "password": ("Reset your password", "Open the sign-in page and choose Forgot password. We send you a link."),
    "invoice": ("Where to find invoices", "Invoices are on the billing page. Each one is a PDF to download."),
    "refund": ("Refunds", "Money goes back to the card within five days after the order was returned."),
    "domain": ("Use your own domain", "Point a CNAME record at our server and wait until the certificate is made."),
    "team": ("Invite your team", "Open Members, type an address and choose a role. An invitation is valid for a week."),
    "export": ("Export your data", "Every table can be exported as CSV. Large exports arrive by e-mail."),
}
ENGLISH = lexicon("en", "the a an is are i my how do does can what to of in on it and", ["invoice bill receipt"])


def document(key: str, title: str, body: str, *asked: str) -> Document:
    """An analysed page."""
    return Document(key, "article", tuple(tuple(forms(text)) for text in (title, *asked)), tuple(forms(body)))


def pages() -> list[Document]:
    """The small knowledge base."""
    return [document(key, title, body) for key, (title, body) in PAGES.items()]


def engine(documents: Iterable[Document] | None = None, known: Lexicon = ENGLISH) -> Engine:
    """An engine on documents, by default on the small knowledge base."""
    return Engine(MemoryIndex(pages() if documents is None else documents), known)


def order(found_by: Engine, question: str) -> list[str]:
    """The keys found for a question, best first."""
    return [one.key for one in found_by.find(question).ranked]
