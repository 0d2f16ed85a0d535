"""Static files: what is vendored is what we say it is, and what is ours loses its remarks and nothing else."""

from __future__ import annotations

import gzip
import hashlib
import re
from typing import Any

import pytest

from helpcenter.loader import without_remarks
from helpcenter.web.assets import STATIC, asset_of


def test_vendored_files_are_the_ones_named() -> None:
    table = (STATIC / "vendor" / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `([^`]+)` \|.*`([0-9a-f]{64})` \|$", table, re.MULTILINE)
    assert named
    for name, digest in named:
        assert hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == digest


def test_remarks_and_indentation_are_not_served() -> None:
    source = b"/*! one\n   two */\n(f = () => {\n  // three\n  let a = '/* kept */'; // kept\n  /* d */ b();\n})();\n"
    assert without_remarks(source) == b"(f = () => {\nlet a = '/* kept */'; // kept\nb();\n})();\n"


@pytest.mark.parametrize("name", ["helpcenter.css", "panel.js", "suggest.js", "widget.js"])
def test_our_own_files_are_slim(name: str) -> None:
    found = asset_of(name)
    assert found.packed
    assert gzip.decompress(found.packed) == found.body
    assert not re.search(rb"^\s+\S", found.body, re.MULTILINE)


@pytest.mark.parametrize("name", ["../assets.py", "%2e%2e/assets.py", "%2e%2e/%2e%2e/config.py", "none.css", "%00"])
def test_nothing_else_is_given_out_nor_told_apart(app: Any, name: str) -> None:
    assert app.test_client().get(f"/static/{name}").status_code == 404


def test_an_asset_may_be_kept_for_ever_under_its_digest_only(app: Any) -> None:
    client = app.test_client()
    digest = asset_of("helpcenter.css").digest
    assert "immutable" in client.get(f"/static/helpcenter.css?v={digest}").headers["Cache-Control"]
    assert client.get("/static/helpcenter.css?v=other").headers["Cache-Control"] == "no-cache"
