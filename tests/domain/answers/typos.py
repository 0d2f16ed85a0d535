"""Slips of the finger, the same in every run."""

from random import Random


def slipped(text: str) -> str:
    """The text with one slip in one of its longer words: two letters swapped, one left out, or one doubled.

    Text without a word of four letters comes back as it is.
    """
    chance = Random(text)  # noqa: S311
    parts = text.split(" ")
    longer = [at for at, part in enumerate(parts) if len(part) > 3 and part.isalpha()]
    if not longer:
        return text
    at = chance.choice(longer)
    word = parts[at]
    place = chance.randrange(1, len(word) - 1)
    slip = chance.choice(("swap", "drop", "double"))
    changed = {
        "swap": word[place + 1] + word[place],
        "drop": word[place + 1],
        "double": word[place] * 2 + word[place + 1],
    }
    parts[at] = word[:place] + changed[slip] + word[place + 2 :]
    return " ".join(parts)
