"""Attachments in a bucket, on a real server that speaks S3: kept, fetched by another machine, swept, and missed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3
import pytest
import time_machine
from moto.server import ThreadedMotoServer
from s3fs import S3FileSystem

from helpcenter.channels.memory import MemoryChannel
from helpcenter.config import ConfigError, Settings, load
from helpcenter.courier import Courier
from helpcenter.desk import Desk
from helpcenter.doctor import Level, reaching
from helpcenter.domain.deliveries import DeliveryState
from helpcenter.domain.faults import NotFound, Unavailable
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import Submission
from helpcenter.factory import create_app, create_desk, desk_of
from helpcenter.rendering import LetterWriter
from helpcenter.services import attachments, deliveries, mail_arrival, tickets
from helpcenter.services.attachments import UNSENT_LIFE, Parcel
from helpcenter.store.bucket import bucket
from tests.domain.evidence import samples

URL = "s3://files/helpcenter"
pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server that speaks S3, with an empty bucket."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    url = f"http://{host}:{port}"
    given = {"endpoint_url": url, "aws_access_key_id": "k", "aws_secret_access_key": "s", "region_name": "us-east-1"}
    boto3.client("s3", **given).create_bucket(Bucket="files")
    yield url
    running.stop()


@pytest.fixture
def shared(settings: Settings, server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk whose attachments lie in the bucket."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "k")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "s")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    desk = create_desk(replace(settings, attachments_url=URL))
    yield desk
    with time_machine.travel(datetime.now(UTC) + timedelta(days=3), tick=True):
        for key in list(bucket(URL).old(datetime.now(UTC))):
            bucket(URL).remove(key, datetime.now(UTC))
    desk.close()


def test_what_one_machine_takes_in_another_gives_out(shared: Desk, tmp_path: Path) -> None:
    stored = attachments.store(shared.settings, "shot.png", samples.png())
    raw = mail_arrival.keep(shared.settings, b"From: somebody\r\n\r\nHello")
    elsewhere = replace(shared.settings, data_dir=tmp_path / "elsewhere")
    assert attachments.bytes_at(elsewhere, stored.sha256).read_bytes() == samples.png()
    assert mail_arrival.raw_of(elsewhere, raw) == b"From: somebody\r\n\r\nHello"
    assert mail_arrival.raw_of(elsewhere, "0" * 64) is None
    with pytest.raises(NotFound):
        attachments.bytes_at(elsewhere, "0" * 64)


def test_what_nothing_needs_goes_and_so_do_copies(shared: Desk, carol: Contact) -> None:
    sent, left = (
        shared.do(attachments.keep, "session:1", attachments.store(shared.settings, name, data))
        for name, data in (("shot.png", samples.png()), ("left.gif", samples.gif()))
    )
    submission = Submission(carol.site_id, "email", carol.email, "It broke", "Look.", "en")
    shared.do(tickets.submit, carol, submission, files=Parcel("session:1", (sent.id,)))
    assert shared.see(attachments.sweep) == 0
    with time_machine.travel(left.created_at + UNSENT_LIFE + timedelta(minutes=1), tick=True):
        assert shared.do(attachments.forget_unsent) == 1
        assert shared.see(attachments.sweep) == 1
    assert not list((shared.settings.data_dir / "attachments").glob("??/*"))
    assert attachments.path(shared.settings, sent).read_bytes() == samples.png()
    with pytest.raises(NotFound):
        attachments.path(shared.settings, left)


def test_a_bucket_that_is_away_is_told(shared: Desk, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = attachments.store(shared.settings, "shot.png", samples.png())
    shutil.rmtree(shared.settings.data_dir / "attachments")
    nowhere = replace(shared.settings, attachments_url="s3://no-such-bucket/x")
    with pytest.raises(Unavailable):
        attachments.store(nowhere, "shot.png", samples.png())
    assert not (shared.settings.data_dir / "attachments").exists(), "what the bucket has not taken is not kept here"
    assert attachments.bytes_at(shared.settings, stored.sha256).is_file()


def forget_connections() -> None:
    """Look anew where the bucket is."""
    bucket.cache_clear()
    S3FileSystem.clear_instance_cache()


def test_a_letter_waits_for_its_files_while_the_bucket_is_away(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, shared: Desk, server: str, carol: Contact, ada: Specialist
) -> None:
    own = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)  # what one of them keeps, all have
    own.start()
    host, port = own.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    forget_connections()
    rules = replace(settings, attachments_url="s3://files/letters")
    app = create_app(rules)
    desk = desk_of(app)
    file = desk.do(attachments.keep, "s", attachments.store(rules, "shot.png", samples.png()))
    submission = Submission(carol.site_id, "email", carol.email, "It broke", "Look.", "en")
    number = desk.do(tickets.submit, carol, submission).ticket_id
    desk.do(tickets.reply, ada, number, "Here it is.", files=Parcel("s", (file.id,)))
    shutil.rmtree(rules.data_dir / "attachments")
    own.stop()
    channel = MemoryChannel()
    courier = Courier(desk, LetterWriter(app, rules), channel)
    assert courier.carry_due() == 2
    assert len(channel.sent) == 1, "the letter without files goes"
    [waiting] = [each for each in desk.see(deliveries.recent) if each.letter.name == "reply"]
    assert waiting.state is DeliveryState.QUEUED
    assert "files cannot be read" in (waiting.error or "")
    said = {each.said: each.level for each in reaching.look(rules, desk)}
    assert [level for text, level in said.items() if "cannot be reached" in text] == [Level.FAULT]
    own = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    own.start()
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=5), tick=True):
        assert courier.carry_due() == 1
    assert b"shot.png" in channel.sent[-1].raw, "the file is in the letter, not behind a link"
    assert f"files lie in {rules.attachments_url}" in [each.said for each in reaching.look(rules, desk)]
    nowhere = replace(rules, attachments_url="s3://no-such-bucket/x")
    assert Level.FAULT in {each.level for each in reaching.look(nowhere, desk)}
    own.stop()
    desk.close()
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    forget_connections()


@pytest.mark.parametrize("wrong", ["bucket/folder", "file:///var/files", "local:///x"])
def test_an_address_that_names_no_bucket_is_refused(settings: Settings, wrong: str) -> None:
    with pytest.raises(ConfigError, match="names no bucket"):
        load(environ={}, data_dir=settings.data_dir, attachments_url=wrong)
