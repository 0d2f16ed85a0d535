"""`helpcenter community`: what waits is listed, approved, hidden."""

from __future__ import annotations

from click.testing import CliRunner, Result

from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Specialist
from helpcenter.services import community
from tests.services.talking import ask, thread_ids
from tests.serving import environment


def run(settings: Settings, *arguments: str) -> Result:
    return CliRunner(env=environment(settings)).invoke(main, ["community", *arguments])


def test_held_approved_hidden(settings: Settings, desk: Desk, carol: Contact, ada: Specialist) -> None:
    desk.do(community.choose_name, carol, "Carla")
    number = desk.do(ask, carol, "Labels\x1b[31m on A5?")
    assert run(settings, "held").output == "1  community  en  held  Carla  Labels\ufffd[31m on A5?\n"
    assert run(settings, "approve", "1", "--as", ada.email).output == "post 1 is shown\n"
    assert thread_ids(desk) == [number]
    assert run(settings, "held").output == ""
    assert run(settings, "reindex").output == "1 thread\n"
    assert run(settings, "hide", "1", "--as", ada.email).output == "post 1 is hidden\n"
    assert thread_ids(desk) == []
    for wrong in (
        ("approve", "1", "--as", ada.email),
        ("hide", "9", "--as", ada.email),
        ("hide", "1", "--as", "x@y.z"),
    ):
        assert run(settings, *wrong).exit_code == 1
