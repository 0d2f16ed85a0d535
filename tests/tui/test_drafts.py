"""Drafts survive, are private, and are one message however often they are sent."""

from __future__ import annotations

from pathlib import Path

from tui.drafts import Draft, Drafts, drafts_of


def test_a_draft_comes_back_as_it_was(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "deep" / "drafts")
    assert drafts.read(7) is None
    assert drafts.tickets() == set()
    draft = Draft("Dzień dobry,\n\n\ud800 odd", note=True)
    drafts.write(7, draft)
    assert drafts.read(7) == draft
    assert drafts.tickets() == {7}


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    drafts.write(7, Draft("secret"))
    [file] = drafts.folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert drafts.folder.stat().st_mode & 0o777 == 0o700


def test_an_empty_draft_is_none(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.write(7, Draft("text"))
    drafts.write(7, Draft("  \n"))
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_no_draft(tmp_path: Path) -> None:
    (tmp_path / "7.json").write_text('{"body": ')
    assert Drafts(tmp_path).read(7) is None


def test_the_key_is_of_the_very_text() -> None:
    draft = Draft("a")
    assert draft.key == Draft("a", id=draft.id).key
    assert len({draft.key, Draft("b", id=draft.id).key, Draft("a", True, draft.id).key, Draft("a").key}) == 4


def test_people_and_stores_are_kept_apart() -> None:
    folders = {drafts_of(who, store).folder for who in ("a@x", "b@x") for store in ("s1", "s2")}
    assert len(folders) == 4
