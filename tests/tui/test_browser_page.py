"""The page around the terminal in a browser: it fetches nothing from elsewhere and says in words what is going on."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import pytest

from helpcenter.config import Settings
from tui import browser
from tui.serving import words


@pytest.mark.parametrize(("shell", "over"), [("de_DE.UTF-8", "Entwürfe"), ("C", "Drafts are kept.")])
def test_the_page_is_whole_and_speaks(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, shell: str, over: str
) -> None:
    monkeypatch.setenv("LC_ALL", shell)
    pages = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(browser.__file__).parent), undefined=jinja2.StrictUndefined, autoescape=True
    )
    page = pages.get_template("app_index.html").render(
        words=words(settings), application={"name": "Helpcenter"}, font_size=16,
        config={"static": {"url": "http://127.0.0.1:8090/static/"}}, app_websocket_url="ws://127.0.0.1:8090/ws",
    )  # fmt: skip
    assert over in page
    assert f'lang="{shell[:2].lower() if shell != "C" else "en"}"' in page
    assert set(re.findall(r"(?:https?|wss?)://([^/\"]+)", page)) == {"127.0.0.1:8090"}
