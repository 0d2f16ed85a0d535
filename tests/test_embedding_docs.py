"""The recipes hold: what can run is run against a real server, the rest is read for what it must say."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.sites import MAX_IDENTITY_AGE, Secret, Site
from helpcenter.loader import SOURCE, tag
from helpcenter.services import sites
from tests.recipes import HELP, KEY, TEXT, html, recipe, recipes

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)

CLAIMS = ("aud", "exp", "jti", "email", "name", "kid", "HS256", "300")
RUNS = {
    "javascript": (
        "node",
        ["--input-type=module", "-"],
        '{code}\nprocess.stdout.write(sign("{site}", "{kid}", "{secret}", "jo@customer.example", "Jö"));',
    ),
    "php": ("php", [], '{code}\necho help_token("{site}", "{kid}", "{secret}", "jo@customer.example", "Jö");'),
    "ruby": (
        "ruby",
        ["-"],
        '{code}\nprint HelpToken.sign("{site}", "{kid}", "{secret}", "jo@customer.example", "Jö")',
    ),
}


@pytest.fixture
def secret(desk: Desk, site: Site) -> Secret:
    return desk.see(sites.secrets_of, site)[0]


@pytest.fixture
def believed(app: Any, site: Site) -> Callable[[str], str]:
    """Give a token to the server and return whose it is."""

    def name(token: str) -> str:
        answer = app.test_client().post(f"/w/{site.key}/session", json={"identity": token})
        assert answer.status_code == 201
        return str(answer.json["name"])

    return name


def python_sign() -> Callable[..., str]:
    """The signing function for Python, as it stands in the recipe."""
    module: dict[str, Any] = {}
    exec(compile(recipe("python", "sign"), "help_token.py", "exec"), module)  # noqa: S102 - our own words
    signing: Callable[..., str] = module["sign"]
    return signing


def test_python_signs_what_we_believe(believed: Callable[[str], str], site: Site, secret: Secret) -> None:
    sign = python_sign()
    account = {"id": "a-9", "name": "Co", "created": "2024-01-15"}
    token = sign(site.key, secret.kid, secret.key, "jo@customer.example", "Jö", plan="enterprise", account=account)
    assert believed(token) == "Jö"


@pytest.mark.parametrize("language", RUNS)
def test_other_languages_sign_what_we_believe(
    believed: Callable[[str], str], site: Site, secret: Secret, language: str
) -> None:
    code = recipe(language, "sign")
    assert not [each for each in CLAIMS if each not in code]
    program, arguments, frame = RUNS[language]
    if found := shutil.which(program):  # read above in any case, run where there is something to run it
        values = {"{code}": code, "{site}": site.key, "{kid}": secret.kid, "{secret}": secret.key}
        script = re.sub(r"\{(?:code|site|kid|secret)\}", lambda match: values[match[0]], frame)
        done = subprocess.run([found, *arguments], input=script, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert believed(done.stdout) == "Jö"


def test_the_flask_recipe_serves_a_page_whose_token_holds(
    believed: Callable[[str], str], site: Site, secret: Secret, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = ModuleType("help_token")
    vars(beside)["sign"] = python_sign()
    monkeypatch.setitem(sys.modules, "help_token", beside)
    for name, value in {"HELP_SITE": site.key, "HELP_KID": secret.kid, "HELP_SECRET": secret.key}.items():
        monkeypatch.setenv(name, value)
    host: dict[str, Any] = {"__name__": "host"}
    exec(compile(recipe("python", "flask"), "app.py", "exec"), host)  # noqa: S102 - our own words
    users = iter((None, {"email": "jo@customer.example", "name": "Jö"}))
    host["app"].before_request(lambda: setattr(host["g"], "user", next(users)))
    page = host["app"].test_client().get("/").text
    assert 'data-identity=""' in page
    page = host["app"].test_client().get("/").text
    (token,) = re.findall(r'data-identity="([^"]+)"', page)
    assert believed(token) == "Jö"
    assert "data-helpcenter-slot" in page


def test_frameworks_hand_over_what_the_function_wants(store_url: str) -> None:
    compile(recipe("python", "django"), "context_processors.py", "exec")
    for language, use, called in (
        ("python", "django", "sign(settings.HELP_SITE, settings.HELP_KID, settings.HELP_SECRET,"),
        ("python", "flask", 'sign(os.environ["HELP_SITE"], os.environ["HELP_KID"], os.environ["HELP_SECRET"],'),
        ("ruby", "rails", 'HelpToken.sign(ENV["HELP_SITE"], ENV["HELP_KID"], ENV["HELP_SECRET"],'),
        ("php", "wordpress", "help_token(HELP_SITE, HELP_KID, HELP_SECRET,"),
    ):
        assert called in " ".join(recipe(language, use).split()).replace("( ", "(")


def test_every_tag_is_the_one_that_the_command_prints(store_url: str) -> None:
    (plain,) = html("The tag")
    assert plain.strip() == tag(HELP, KEY)
    (pinned,) = html("A pinned script")
    wanted = re.escape(tag(HELP, KEY, b"")).replace(r"\-", "-")
    wanted = re.sub(r"widget-\w+\\\.", r"widget-DIGEST\\.", re.sub(r'sha384-[^"]+', "sha384-…", wanted))
    assert re.fullmatch(wanted, pinned.strip())
    for each in recipes():
        for source in re.findall(r"https://help\.example\.com/(\S+?)[\"'`]", each.code):
            assert source in ("widget.js", "widget-DIGEST.js")


def test_every_command_and_attribute_is_one(settings: Settings, store_url: str) -> None:
    source = SOURCE.read_text(encoding="utf-8")
    commands = set(re.findall(r"^    (\w+)(?:,$|: \()", source[source.index("const commands = {") :], re.MULTILINE))
    named = set(re.findall(r"Helpcenter\(\s*[\"'](\w+)", "".join(each.code for each in recipes())))
    assert named == commands == {"open", "close", "toggle", "ask", "identify", "logout", "setLocale", "suggest", "on"}
    listed = set(re.findall(r"^\| `data-(\w+)` \|", TEXT, re.MULTILINE))
    assert listed == {"site", "trigger", "placement", "identity", "locale", "theme"}
    read = set(re.findall(r"script\.dataset\.(\w+)", source)) | set(
        re.findall(r"\w+", re.search(r"const \{([^}]+)\} = script\.dataset", source)[1])  # type: ignore[index]
    )
    assert listed == read


def test_every_event_is_told_by_somebody(store_url: str) -> None:
    table = TEXT[TEXT.index("### Events") : TEXT.index("## Single-page apps")]
    names = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    listed = set(re.findall(r"`(\w+)`", "".join(names)))
    assert {"open", "close", "answer", "contact", "ticket"} <= listed
    house = SOURCE.parent.parent.parent.parent
    templates = "".join(file.read_text(encoding="utf-8") for file in (house / "templates").rglob("*.html"))
    scripts = SOURCE.read_text(encoding="utf-8") + (SOURCE.parent / "panel.js").read_text(encoding="utf-8")
    told = set(re.findall(r'data-event="(\w+)"', templates)) | set(re.findall(r'\bemit\("(\w+)"', scripts))
    assert listed - told == set()


def test_shell_commands_exist(store_url: str) -> None:
    for command in set(re.findall(r"helpcenter site (\w+)", TEXT)):
        assert CliRunner().invoke(main, ["site", command, "--help"]).exit_code == 0
    assert MAX_IDENTITY_AGE.total_seconds() == 600
    assert "ten minutes" in TEXT


def test_every_link_leads_somewhere(store_url: str) -> None:
    anchors = {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", TEXT, re.M)
    }
    assert set(re.findall(r"\]\(#([\w-]+)\)", TEXT)) <= anchors
    readme = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
    assert "(docs/embedding.md)" in readme
