"""The policy on disk: a change is seen at once, a mistake leaves the last good policy in force."""

import os
from pathlib import Path

import pytest

from helpcenter.domain.policy import Channel, PolicyError
from helpcenter.policy_file import PolicyFile, policy_from_text

OPEN = policy_from_text('policy = "open"')
PLANS = policy_from_text("")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "helpcenter.toml"


def test_a_file_that_is_not_there_is_the_shipped_policy(path: Path) -> None:
    assert PolicyFile(path).current() == PLANS


def test_a_change_is_seen_without_restart(path: Path) -> None:
    file = PolicyFile(path)
    path.write_text('policy = "open"', encoding="utf-8")
    assert file.current() == OPEN
    path.write_text('[policy.channels.chat]\nplans = ["free"]', encoding="utf-8")
    assert file.current().channels[Channel.CHAT].plans == {"free"}
    path.unlink()
    assert file.current() == PLANS


def test_a_change_of_the_same_size_is_seen(path: Path) -> None:
    path.write_text('[promises]\ncallback = "5 minutes"', encoding="utf-8")
    file = PolicyFile(path)
    path.write_text('[promises]\ncallback = "7 minutes"', encoding="utf-8")
    os.utime(path, ns=(0, 0))
    rule = file.current().channels[Channel.CALLBACK].promise
    assert rule is not None
    assert rule.amount == 7


def test_nothing_is_read_again_while_nothing_changes(path: Path) -> None:
    path.write_text('policy = "open"', encoding="utf-8")
    file = PolicyFile(path)
    assert file.current() is file.current()


def test_a_mistake_keeps_the_last_good_policy_until_it_is_mended(path: Path) -> None:
    path.write_text('policy = "open"', encoding="utf-8")
    file = PolicyFile(path)
    path.write_text('# half written\npolicy = "op', encoding="utf-8")
    assert file.current() == OPEN
    assert file.error is not None
    assert file.error.source == "helpcenter.toml"
    path.write_text('policy = "plans"', encoding="utf-8")
    assert file.current() == PLANS
    assert file.error is None


@pytest.mark.parametrize("content", [b"\xff\xfe", b'policy = "opne"'])
def test_a_file_that_is_wrong_at_the_start_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(PolicyError, match=r"helpcenter\.toml"):
        PolicyFile(path)


def test_a_folder_in_place_of_the_file_is_refused(path: Path) -> None:
    path.mkdir()
    with pytest.raises(PolicyError, match="cannot be read"):
        PolicyFile(path)
