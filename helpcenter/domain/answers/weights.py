"""Weights of the ranker and of the confidence. Written by `helpcenter answers train`; not by hand."""

RANKING = {"words": 10.0}

CONFIDENCE = {"": -2.0, "words": 6.0}
