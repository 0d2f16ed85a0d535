"""How long an answer takes, in process, over the demo's articles and on both stores."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from helpcenter.desk import Desk
from helpcenter.services import answers, articles, suggestions
from tests.bench.figures import Figure, seconds, spread
from tests.bench.ground import seeded, stores

ROUNDS = 20


def figures() -> Iterator[Figure]:
    """Every title and suggested question of the English articles, asked again and again."""
    with stores() as kinds:
        for kind, settings in kinds.items():
            with seeded(settings) as desk:
                questions = asked(desk)
                for question in questions:
                    desk.see(answers.ask, question, "en")
                times = [seconds(partial(desk.see, answers.ask, each, "en")) for each in questions * ROUNDS]
                yield Figure(f"ask, {kind}, {len(questions)} questions", spread(times))
                first = [each[:9] for each in questions]
                times = [seconds(partial(desk.see, answers.suggest, each, "en")) for each in first * ROUNDS]
                yield Figure(f"suggest, {kind}", spread(times))


def asked(desk: Desk) -> list[str]:
    """What people may ask."""
    titles = [source.title for source in desk.see(articles.sources) if source.locale == "en"]
    return [*titles, *desk.see(suggestions.questions, "en")]
