"""What articles were before: revisions, translations that fell behind, former names, files as they were written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from helpcenter.article_folder import export_folder, import_folder
from helpcenter.desk import Desk
from helpcenter.domain.articles import ArticleSource, Category
from helpcenter.domain.category_tree import circles, way_up
from helpcenter.domain.sites import Site
from helpcenter.services import articles
from tests.domain.evidence import samples

PAY = ArticleSource("pay", "en", "Pay an invoice", "How to pay.", "Pay by card.", "billing")
ZAHLEN = replace(PAY, locale="de", title="Rechnung bezahlen", body="Mit Karte.")
ODD = "\ufeff---\r\n# ours\r\ncategory: billing\r\ntitle:   'Pay'\r\nsummary: \"S\"\r\n---\r\nPay here.   \r\n\r\n\r\n"


def test_a_translation_is_outdated_until_it_follows(desk: Desk) -> None:
    desk.do(articles.put_all, [PAY, ZAHLEN])
    assert not desk.see(articles.read, "pay", "de").outdated
    desk.do(articles.put, replace(PAY, body="Pay by card or by bank."))
    assert desk.see(articles.read, "pay", "de").outdated
    assert not desk.see(articles.read, "pay", "en").outdated
    desk.do(articles.put, replace(ZAHLEN, body="Mit Karte oder Bank."))
    assert not desk.see(articles.read, "pay", "de").outdated


def test_other_words_to_find_it_by_make_nothing_outdated(desk: Desk) -> None:
    desk.do(articles.put_all, [PAY, ZAHLEN])
    desk.do(articles.put, replace(PAY, asked_as=("bill",), position=4))
    assert not desk.see(articles.read, "pay", "de").outdated


def test_files_come_back_byte_for_byte(desk: Desk, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    texts = {
        "en/pay.md": ODD.encode(),
        "de/pay.md": b"---\ntitle: T\nsummary: S\ncategory: billing\nformerly: [bezahlen, /hc/de/1]\n---\nX",
        "en/later.md": (
            b"---\ntitle: T\nsummary: S\ncategory: billing\nstatus: scheduled\n"
            b"publish_at: 2126-01-01 09:00+01:00\n---\nX\n"
        ),
        "en/categories.toml": b'# shelves\n[billing]\ntitle="Billing"\n[cards]\ntitle="Cards"\nparent="billing"\n',
        "en/suggestions.toml": b'# first\n[[list]]\nname="a"\nquestions=["How?"]\n',
        "en/images/menu.png": samples.png(),
    }
    for name, data in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    done = import_folder(desk, folder)
    assert done.faults == [] or all("suggestions" in fault for fault in done.faults)
    assert export_folder(desk, out) == 3
    written = {file.relative_to(out).as_posix(): file.read_bytes() for file in out.rglob("*") if file.is_file()}
    assert written == {name: data for name, data in texts.items() if name in written}
    assert written.keys() >= texts.keys() - {"en/suggestions.toml"}
    desk.do(articles.put, replace(PAY, slug="pay", title="Changed here"))
    export_folder(desk, out)
    assert b"Changed here" in (out / "en/pay.md").read_bytes()


def test_a_file_that_did_not_change_leaves_alone_what_was_changed_here(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "in" / "en" / "pay.md"
    file.parent.mkdir(parents=True)
    file.write_text("---\ntitle: T\nsummary: S\ncategory: billing\n---\n\nOld.\n", encoding="utf-8")
    import_folder(desk, tmp_path / "in")
    desk.do(articles.put, replace(PAY, body="Changed in the terminal."))
    assert import_folder(desk, tmp_path / "in").unchanged == 1
    assert desk.see(articles.read, "pay", "en").body == "Changed in the terminal."


def test_categories_that_stand_in_each_other_go_to_the_top_and_are_named(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    tables = '[a]\ntitle="A"\nparent="b"\n[b]\ntitle="B"\nparent="a"\n[c]\ntitle="C"\nparent="a"\n'
    (tmp_path / "en" / "categories.toml").write_text(tables, encoding="utf-8")
    done = import_folder(desk, tmp_path)
    assert done.faults == ["en/categories.toml: categories stand in each other: a in b in a"]
    assert desk.see(articles.titled_categories, "en") == [
        Category("a", "A", 1), Category("b", "B", 2), Category("c", "C", 3, "a"),
    ]  # fmt: skip


def test_the_way_up_ends() -> None:
    parents = {"a": "b", "b": "c", "c": "", "x": "y", "y": "x", "z": "y"}
    assert way_up("a", parents) == ("c", "b")
    assert way_up("x", parents) == ("y",)
    assert circles(parents) == [("x", "y")]
    assert circles({"s": "s"}) == [("s",)]


def test_old_names_lead_on(desk: Desk, site: Site, client) -> None:  # type: ignore[no-untyped-def]
    desk.do(articles.put_categories, [Category("billing", "Billing", 1)], "en")
    desk.do(articles.put, PAY)
    moved = replace(PAY, slug="pay-an-invoice", formerly=("pay", "/hc/en-us/articles/360001"))
    desk.do(articles.put, moved)
    assert client.get("/en/articles/pay-an-invoice").status_code == 200
    for old in ("/fr/articles/pay", "/hc/fr/articles/360001-Pay-it", "/hc/fr/articles/360001/"):
        if "hc" in old:
            desk.do(articles.put, replace(moved, formerly=(*moved.formerly, "/hc/fr/articles/360001")))
        answer = client.get(old)
        assert (answer.status_code, answer.location) == (301, "/fr/articles/pay-an-invoice"), old
    assert client.get("/en/articles/never").status_code == 404
    assert client.get("/nowhere/at/all").status_code == 404
    assert [each.slug for each in desk.see(articles.sources)] == ["pay-an-invoice"]


def test_pictures_are_served_inert(desk: Desk, site: Site, client, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "en" / "images").mkdir(parents=True)
    (tmp_path / "en" / "images" / "menu.png").write_bytes(samples.png())
    (tmp_path / "en" / "images" / "evil.svg").write_text("<svg onload='alert(1)'/>", encoding="utf-8")
    done = import_folder(desk, tmp_path)
    assert [fault.partition(":")[0] for fault in done.faults] == ["en/images/evil.svg"]
    for locale in ("en", "fr"):
        with client.get(f"/{locale}/articles/images/menu.png") as answer:
            assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/png", samples.png())
            assert "sandbox" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
    with client.get("/en/articles/images/menu.png", headers={"If-None-Match": answer.headers["ETag"]}) as again:
        assert again.status_code == 304
    assert client.get("/en/articles/images/other.png").status_code == 404
