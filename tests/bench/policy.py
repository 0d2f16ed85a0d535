"""How long one policy decision takes, over many people and moments.

The first decision of a process also reads a year of public holidays; it stands on a line of its own.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial

from helpcenter.domain.policy import Asker, Moment, decide
from helpcenter.policy_file import policy_from_text
from tests.bench.figures import Figure, seconds, spread

DECISIONS = 20_000
CONFIG = """
[hours.business]
zone = "Europe/Berlin"
weekdays = ["09:00-12:30", "13:30-18:00", "20:00-02:00"]
holidays = "DE-BE"
"""


def figures() -> Iterator[Figure]:
    """The first decision of the process, then all the others."""
    policy = policy_from_text(CONFIG)
    chance = random.Random(1)
    people = [(anybody(chance), any_moment(chance)) for _ in range(DECISIONS)]
    first, *warm = [seconds(partial(decide, policy, asker, moment)) for asker, moment in people]
    yield Figure("first policy decision", f"{first * 1000:.2f} ms")
    yield Figure("policy decision", spread(warm))


def anybody(chance: random.Random) -> Asker:
    """Some person out of the whole grid."""
    return Asker(
        plan=chance.choice([None, "free", "starter", "professional", "enterprise"]),
        seat=chance.choice([None, "core", "sales", "service"]),
        account_created=chance.choice([None, date(2024, 3, 4), date(2024, 3, 5)]),
        language=chance.choice(["en", "fr", "de", "ja", "pt-BR", "es", "pl", "ca"]),
        device=chance.choice(["desktop", "mobile"]),
        proven=chance.random() < 0.8,
    )


def any_moment(chance: random.Random) -> Moment:
    """Some minute of a year, with a few specialists there."""
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(365 * 24 * 60))
    return Moment(at, frozenset(chance.sample(["en", "fr", "de", "ja", "pt", "es"], chance.randrange(7))))
