"""`helpcenter site`: what an operator gets to embed, and that a pinned tag holds what it promises."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha384
from typing import Any

import pytest
from click.testing import CliRunner, Result

from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.services import sites
from tests.serving import environment

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


def run(settings: Settings, *arguments: str) -> Result:
    environ = environment(settings, HELPCENTER_PUBLIC_URL="https://help.example/support")
    return CliRunner(env=environ).invoke(main, ["site", *arguments])


def test_added_listed_rotated_and_given_other_origins(settings: Settings, desk: Desk) -> None:
    added = dict(
        line.split(maxsplit=1)
        for line in run(settings, "add", "App", "--origin", "https://App.example/x").output.splitlines()
    )
    key = added["key:"]
    assert added["tag:"] == f'<script src="https://help.example/support/widget.js" data-site="{key}" async></script>'
    assert run(settings, "tag", key).output.strip() == added["tag:"]
    fresh = run(settings, "rotate", key, "--retire", added["kid:"])
    assert run(settings, "origins", key, "https://a.example", "http://b.example:81").output == (
        "https://a.example http://b.example:81\n"
    )
    [row] = json.loads(run(settings, "list", "--json").output)
    assert row["origins"] == ["https://a.example", "http://b.example:81"]
    assert row["kids"] == re.findall(r"kid: +(\S+)", fresh.output)
    assert row["tag"] == added["tag:"]
    assert [secret.key for secret in desk.see(sites.secrets_of, desk.see(sites.get, key))] == re.findall(
        r"secret: +(\S+)", fresh.output
    )


def test_a_pinned_tag_names_the_bytes_that_are_served(settings: Settings, app: Any, desk: Desk) -> None:
    desk.do(sites.add, "App", ["https://app.example"], key="app")
    tag = run(settings, "tag", "app", "--sri").output
    address, integrity = re.search(r'src="https://help.example/support(\S+)" integrity="sha384-(\S+)"', tag).groups()
    assert 'crossorigin="anonymous"' in tag
    body = app.test_client().get(address).data
    assert b64encode(sha384(body).digest()).decode() == integrity
    assert [file.read_bytes() for file in (settings.data_dir / "loaders").iterdir()] == [body]


def test_bad_wishes_are_refused_in_words(settings: Settings, desk: Desk) -> None:
    assert run(settings, "tag", "nowhere", "--sri").exit_code == 1
    for origin in ("app.example", "https://*.example", "javascript:1", "https://u@app.example", "null"):
        refused = run(settings, "add", "App", "--origin", origin)
        assert refused.exit_code == 1, origin
        assert "Traceback" not in refused.output
    assert desk.see(sites.every) == []
