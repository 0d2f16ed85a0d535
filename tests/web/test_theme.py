"""The table [theme] reaches pages, panel and letters; what is wrong with it is told with line and key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpcenter.config import ConfigError, Settings, load
from helpcenter.factory import create_app, desk_of
from helpcenter.services import sites

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>alert(1)</script></svg>'


def written(folder: Path, text: str) -> Path:
    """A helpcenter.toml."""
    file = folder / "helpcenter.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_tokens_reach_every_page(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(LOGO, encoding="utf-8")
    file = written(tmp_path, '[theme]\naccent = "#663366"\nlogo = "logo.svg"\nlogo_has_name = true\n')
    app = create_app(replace(settings, theme=load(file, environ={}, data_dir=tmp_path).theme))
    desk_of(app).do(sites.add, "Acme", ["http://host.example"], key="acme")
    client = app.test_client()
    for path in ("/en/", "/w/acme"):
        html = client.get(path).text
        address = html.split('rel="stylesheet" href="')[1].partition('"')[0]
        sheet = client.get(address)
        assert sheet.text.rstrip().endswith("--on-accent:light-dark(#ffffff,#07120f)}")
        assert "immutable" in sheet.headers["Cache-Control"], "the address names this very content"
    assert "--accent:#663366" in client.get("/widget.js").text
    html = client.get("/en/").text
    logo = html.split('class="masthead__logo" src="')[1].partition('"')[0]
    found = client.get(logo)
    assert (found.text, found.mimetype) == (LOGO, "image/svg+xml")
    assert "sandbox" in found.headers["Content-Security-Policy"]
    assert client.get("/logo/dark").status_code == 404
    assert 'class="visually-hidden">' in html.partition("</header>")[0]
    desk_of(app).close()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'time_zone = "UTC"\n\n[theme]\nradius = "4px"\naccent = "#ffd400"\n',
            r"line 5: \[theme\] accent: #ffd400 has",
        ),
        ('theme = { font = "a{" }\n', r"line 1: \[theme\] font: write names"),
        ('theme.radius = "x"\n', r"line 1: \[theme\] radius: 'x' cannot"),
        ('[theme]\nlogo = "none.svg"\n', r"line 2: \[theme\] logo: there is no file"),
        ('[theme]\nlogo = "helpcenter.toml"\n', r"line 2: \[theme\] logo: 'helpcenter.toml' is none of"),
        ("theme = 1\n", r"\[theme\] theme: write it as a table"),
        ('[theme]\n"color" = "#fff"\n', r"line 2: \[theme\] color: there is no such token"),
    ],
)
def test_line_and_key_are_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        load(written(tmp_path, text), environ={}, data_dir=tmp_path)


def test_a_container_says_it_in_its_environment(tmp_path: Path) -> None:
    environ = {"HELPCENTER_DATA_DIR": str(tmp_path), "HELPCENTER_THEME": '{"radius": "2px"}'}
    assert load(environ=environ).theme.radius == "2px"
    with pytest.raises(ConfigError, match="theme"):
        load(environ=environ | {"HELPCENTER_THEME": "{"})
