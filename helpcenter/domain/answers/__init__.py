"""Answers: the best article first, and silence when there is none. Pure rules; the index is kept by the store."""

from helpcenter.domain.answers.values import Answer, Hit, Passage, Verdict

__all__ = ["Answer", "Hit", "Passage", "Verdict"]
