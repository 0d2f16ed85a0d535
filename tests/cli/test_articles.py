"""`helpcenter articles` as an operator types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpcenter.article_folder.files import media_files
from helpcenter.cli import main

GOOD = "---\ntitle: A title\nsummary: A summary\ncategory: hosts\n---\n\nText.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "articles"
    (root / "en").mkdir(parents=True)
    (root / "en" / "good.md").write_text(GOOD, encoding="utf-8")
    (root / "en" / "categories.toml").write_text('[hosts]\ntitle = "Hosts"\n', encoding="utf-8")
    return root


@pytest.fixture
def run(store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    environ = {"HELPCENTER_DATABASE_URL": store_url, "HELPCENTER_DATA_DIR": str(tmp_path)}

    def typed(*words: object) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], env=environ)

    return typed


def test_import_then_export(run, folder: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("articles", "import", folder)
    assert (done.exit_code, done.stdout) == (0, "1 changed, 0 unchanged, 0 refused\n")
    out = run("articles", "export", tmp_path / "out")
    assert out.exit_code == 0
    assert (tmp_path / "out" / "en" / "good.md").is_file()
    again = run("articles", "import", tmp_path / "out", "--json")
    assert json.loads(again.stdout) == {"changed": 0, "unchanged": 1, "faults": []}


def test_a_refused_file_is_named_and_the_exit_code_says_so(run, folder: Path) -> None:  # type: ignore[no-untyped-def]
    (folder / "en" / "bad.md").write_text(GOOD.replace("summary", "sumary"), encoding="utf-8")
    done = run("articles", "import", folder)
    assert done.exit_code == 1
    assert "1 changed" in done.stdout
    assert "en/bad.md: line 3: unknown field 'sumary'" in done.stderr


def test_what_a_link_leads_to_elsewhere_is_not_published(run, folder: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    secret = tmp_path / "secret.txt"
    secret.write_text("mine", encoding="utf-8")
    (folder / "en" / "notes.txt").symlink_to(secret)
    (folder / "en" / "notes.md").symlink_to(secret)
    (folder / "en" / "also.md").symlink_to("good.md")
    assert run("articles", "import", folder).stdout == "2 changed, 0 unchanged, 0 refused\n"
    assert sorted(file.name for file in media_files(folder)) == []


def test_a_folder_that_is_not_there_is_a_usage_fault(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run("articles", "import", tmp_path / "nowhere").exit_code == 2


def test_history_diff_restore_rename_and_check(run, folder: Path) -> None:  # type: ignore[no-untyped-def]
    run("articles", "import", folder)
    (folder / "en" / "good.md").write_text(GOOD.replace("Text.", "See [b](gone), [c](#no), ![](x.png)."), "utf-8")
    assert run("articles", "import", folder).exit_code == 0
    assert [line.split()[0] for line in run("articles", "history", "good", "en").stdout.splitlines()] == ["2", "1"]
    assert "-Text." in run("articles", "diff", "good", "en").stdout
    checked = run("articles", "check")
    assert checked.exit_code == 1
    for said in ("gone: there is no such article", "#no: the article has no such heading", "x.png: there is no such"):
        assert f"en/good.md: line 1 of the text: {said}" in checked.stdout
    assert run("articles", "restore", "good", "en", 1).stdout == "Revision 1 is the present text.\n"
    assert run("articles", "check").stdout.startswith("1 articles, 0 links lead nowhere")
    assert run("articles", "rename", "good", "better").exit_code == 0
    numbers = [line.split()[0] for line in run("articles", "history", "better", "en").stdout.splitlines()]
    assert numbers == ["3", "2", "1"]
    wrong = [("history", "good", "en"), ("restore", "better", "en", 9), ("rename", "gone", "x")]
    for words in (*wrong, ("rename", "better", "A B")):
        failed = run("articles", *words)
        assert failed.exit_code == 1
        assert failed.stderr.startswith("Error: ")
