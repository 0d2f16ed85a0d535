"""One locale's engine: its index, what is known of its language, and the way from a question to a ranking."""

from collections.abc import Sequence
from dataclasses import dataclass

from helpcenter.domain.answers.candidates import Candidates
from helpcenter.domain.answers.confidence import confidence
from helpcenter.domain.answers.index import Index
from helpcenter.domain.answers.lexicon import Lexicon
from helpcenter.domain.answers.question import Question, Reader
from helpcenter.domain.answers.ranking import Ranked, rank


@dataclass(frozen=True)
class Found:
    """A question as it was read, the documents for it, best first, and how sure the first one is (0..1)."""

    question: Question
    ranked: Sequence[Ranked]
    confidence: float


class Engine:
    """Answers questions from one index. Not to be used by two threads at once."""

    def __init__(self, index: Index, lexicon: Lexicon) -> None:
        self.index = index
        self.lexicon = lexicon
        self._reader = Reader(index, lexicon)
        self._candidates = Candidates(index)

    def find(self, text: str) -> Found:
        """Rank the documents for a question, however long or odd its text is."""
        question = self._reader.read(text)
        ranked = rank(self.index, self.lexicon, question, self._candidates.find(question))
        return Found(question, ranked, confidence(question, ranked))
