"""How long one policy decision takes, over many people and moments: `python tests/bench/policy.py`.

The first decision of a process also reads a year of public holidays; it is shown on a line of its own.
"""

import random
import statistics
from datetime import UTC, date, datetime, timedelta
from time import perf_counter

from helpcenter.domain.policy import Asker, Moment, decide
from helpcenter.policy_file import policy_from_text

DECISIONS = 20_000
CONFIG = """
[hours.business]
zone = "Europe/Berlin"
weekdays = ["09:00-12:30", "13:30-18:00", "20:00-02:00"]
holidays = "DE-BE"
"""


def main() -> None:
    """Print the first, the median, the 99th percentile and the slowest decision, in milliseconds."""
    policy = policy_from_text(CONFIG)
    chance = random.Random(1)
    times = []
    for _ in range(DECISIONS):
        asker, moment = anybody(chance), any_moment(chance)
        start = perf_counter()
        decide(policy, asker, moment)
        times.append((perf_counter() - start) * 1000)
    first, warm = times[0], sorted(times[1:])
    print(f"first decision of the process: {first:.3f} ms")
    print(
        f"median {statistics.median(warm):.3f} ms, p99 {warm[len(warm) * 99 // 100]:.3f} ms, slowest {warm[-1]:.3f} ms"
    )


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


if __name__ == "__main__":
    main()
