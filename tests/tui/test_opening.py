"""The editor and the opener of this machine, and drafts with files on its disk."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tui.drafts import Draft, Drafts
from tui.opening import edited, editor, opened, opener
from tui.screens.file_prompt import FileSuggester, path_of


def test_the_editor_gets_the_text_and_gives_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    script = "import sys, pathlib; p = pathlib.Path(sys.argv[1]); p.write_text(p.read_text() + 'more é')"
    monkeypatch.setenv("EDITOR", "never")
    monkeypatch.setenv("VISUAL", f'"{sys.executable}" -c "{script}"')
    command = editor()
    assert command is not None
    assert edited(command, "some ") == "some more é"


def test_the_opener_is_a_program_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert opener() is None
    seen, program = tmp_path / "seen", tmp_path / "xdg-open"
    os.mkfifo(seen)
    program.write_text(f'#!/bin/sh\necho "$1" > {seen}\n')
    program.chmod(0o755)
    file = tmp_path / "a file.png"
    assert opener() == str(program)
    opened(str(program), file)
    assert seen.read_text() == f"{file}\n"


async def test_paths_are_completed_and_may_be_quoted(tmp_path: Path) -> None:
    (tmp_path / "shot one.png").touch()
    suggest = FileSuggester().get_suggestion
    assert await suggest(f"{tmp_path}/sh") == f"{tmp_path}/shot one.png"
    assert await suggest(f"{tmp_path}/none") is None
    assert await suggest("\x00") is None
    for typed in (f"'{tmp_path}/shot one.png'", f"{tmp_path}/shot\\ one.png", f"file://{tmp_path}/shot one.png"):
        assert path_of(typed).is_file()


def test_a_draft_keeps_its_files(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    draft = Draft("", files=(3, 5))
    drafts.write(1, draft)
    assert drafts.read(1) == draft
    assert draft.key != Draft("", id=draft.id).key
