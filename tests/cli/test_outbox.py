"""`helpcenter outbox`: seen, carried by hand, and put back when it was given up."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from helpcenter.channels.folder import kept_mails
from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.deliveries import DeliveryState, Letter
from helpcenter.services import deliveries, outbox
from tests.mail_servers import mail_server
from tests.serving import environment

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
LETTER = Letter("sign_in", "carol@customer.example", "en", {"token": "t", "code": "123456"})


def run(settings: Settings, *arguments: str, **changes: str) -> Result:
    return CliRunner(env=environment(settings, **changes)).invoke(main, ["outbox", *arguments])


def test_refused_listed_retried_and_sent(desk: Desk, settings: Settings) -> None:
    desk.do(outbox.send, LETTER)
    with mail_server() as box:
        box.answers["RCPT"] = "550 \x1b[31mnobody"
        assert run(settings, "run", "--once", HELPCENTER_SMTP_URL=box.url).output == "1 tried\n"
        box.answers.clear()
        [dead] = desk.see(deliveries.recent)
        assert dead.state is DeliveryState.DEAD
        listed = run(settings, "list").output
        assert "dead" in listed
        assert "carol@customer.example" in listed
        assert "\x1b" not in listed
        assert run(settings, "retry", str(dead.id)).output == f"delivery {dead.id} is in the queue again\n"
        assert run(settings, "run", "--once", HELPCENTER_SMTP_URL=box.url).output == "1 tried\n"
        assert box.next()["Message-ID"] == dead.message_id
    again = run(settings, "retry", str(dead.id))
    assert (again.exit_code, again.output) == (1, f"Error: delivery {dead.id} is neither held nor dead\n")


def test_the_demo_keeps_mail_in_a_folder(desk: Desk, settings: Settings) -> None:
    desk.do(outbox.send, LETTER)
    assert run(settings, "run", "--once", HELPCENTER_DEMO="yes").output == "1 tried\n"
    [kept] = kept_mails(settings.data_dir / "mail")
    assert kept.message["To"] == "carol@customer.example"
    assert all("123456" in kept.part(subtype) for subtype in ("plain", "html"))


def test_without_a_way_out_it_says_so(settings: Settings) -> None:
    refused = run(settings, "run", "--once")
    assert (refused.exit_code, refused.output) == (1, "Error: smtp_url is not set, so mail waits\n")
