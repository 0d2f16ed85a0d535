"""People of the community: Carla, who was approved once, Dave, who is new, and a thread of Carla's."""

from __future__ import annotations

from typing import Any

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.sites import Site
from helpcenter.services import community, people
from tests.services.talking import QUESTION, ask, reading


@pytest.fixture
def dave(desk: Desk, site: Site, sign: Any) -> Contact:
    found = desk.do(people.identify, site, sign("dave@customer.example", name="Dave", account=None, plan="free"))
    desk.do(community.choose_name, found, "Dave from Leeds")
    return found


@pytest.fixture
def carla(desk: Desk, carol: Contact) -> Contact:
    """Carol, who writes as Carla and is no newcomer any more."""
    desk.do(community.choose_name, carol, "Carla")
    return carol


@pytest.fixture
def thread(desk: Desk, carla: Contact, ada: Specialist) -> int:
    """A thread of Carla's that everybody may read."""
    number = desk.do(ask, carla, QUESTION)
    desk.do(community.approve, ada, reading(desk, number, carla).question.id)
    return number
