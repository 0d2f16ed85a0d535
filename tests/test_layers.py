"""Which way the house points: imports run downward only, and some floors never see some things (DESIGN.md, 1)."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent

FLOORS: tuple[tuple[str, ...], ...] = (
    ("helpcenter.domain",),
    ("helpcenter.theme_file",),
    (
        *("helpcenter.config", "helpcenter.folders", "helpcenter.links", "helpcenter.passes", "helpcenter.policy_file"),
        *("helpcenter.wording", "helpcenter.wording_evidence", "helpcenter.wording_faults", "helpcenter.mail_child"),
    ),
    ("helpcenter.dkim_signature", "helpcenter.letter_headers", "helpcenter.mail_reading", "helpcenter.store"),
    ("helpcenter.services",),
    ("helpcenter.desk",),
    ("helpcenter.frames",),
    ("helpcenter.channels", "helpcenter.live", "helpcenter.loader", "helpcenter.rendering", "helpcenter.wsgi_environ"),
    (
        *("helpcenter.article_folder", "helpcenter.backup", "helpcenter.carrier", "helpcenter.export_files"),
        *("helpcenter.reception",),
    ),
    ("helpcenter.courier", "helpcenter.messenger"),
    ("helpcenter.collector", "helpcenter.demo", "helpcenter.metering", "helpcenter.streams", "helpcenter.whole_export"),
    ("helpcenter.web",),
    ("helpcenter.factory",),
    ("helpcenter.doctor", "helpcenter.wsgi_bridge"),
    ("helpcenter.server",),
    ("helpcenter.cli", "tui"),
    ("app", "helpcenter.start"),
)
"""From the ground up. A room imports itself and what lies on lower floors, never a neighbour on its own floor."""

PURE = frozenset(
    {"babel", "frontmatter", "holidays", "markdown_it", "mdit_py_plugins", "nh3", "numpy", "phonenumbers", "yaml"}
    | {"snowballstemmer"}
)
"""Packages that turn values into values: the domain may use them."""

OUTSIDE = frozenset(
    {"asyncio", "email.mime", "ftplib", "http", "imaplib", "io", "logging", "multiprocessing", "os", "pathlib"}
    | {"select", "selectors", "shutil", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading"}
    | {"urllib.request"}
)
"""Parts of the standard library that touch the world: the domain may not."""

NEVERS = (
    ("helpcenter.services", ("flask", "flask_babel", "flask_sqlalchemy", "textual", "helpcenter.web", "tui")),
    ("helpcenter.store", ("flask", "flask_babel", "textual")),
    ("helpcenter.web", ("sqlalchemy", "flask_sqlalchemy", "helpcenter.store", "textual", "tui")),
    ("tui", ("sqlalchemy", "flask_sqlalchemy", "helpcenter.store", "flask", "flask_babel", "helpcenter.web")),
    ("tui.screens", ("tui.app",)),
    ("tui.widgets", ("tui.app", "tui.screens")),
    ("helpcenter.cli", ("sqlalchemy", "flask_sqlalchemy")),
)


def within(module: str, room: str) -> bool:
    """Whether `module` is `room` or lies in it."""
    return module == room or module.startswith(f"{room}.")


@cache
def modules() -> dict[str, Path]:
    """Every module of the house by its dotted name."""
    files = [*HOUSE.glob("app.py"), *(HOUSE / "helpcenter").rglob("*.py"), *(HOUSE / "tui").rglob("*.py")]
    files = [file for file in files if "migrations" not in file.parts]
    return {".".join(file.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__"): file for file in files}


@cache
def imports(module: str) -> frozenset[str]:
    """Dotted names of all that a module imports, at its top or inside a function."""
    return frozenset(_imported(module, modules()[module]))


def _imported(module: str, file: Path) -> Iterator[str]:
    package = module.split(".") if file.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*above, *filter(None, [node.module])])
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                yield inner if inner in modules() else source


def floor_and_room(module: str) -> tuple[int, str] | None:
    """Where a module of the house lives, None for `helpcenter/__init__`."""
    for level, rooms in enumerate(FLOORS):
        for room in rooms:
            if within(module, room):
                return level, room
    return None


@pytest.mark.parametrize("module", sorted(modules()))
def test_imports_run_downward(module: str) -> None:
    if module == "helpcenter":
        assert not imports(module), "helpcenter/__init__ imports nothing"
        return
    place = floor_and_room(module)
    assert place, f"{module} has no floor: say in FLOORS where it belongs"
    level, room = place
    for target in imports(module) & modules().keys():
        below = floor_and_room(target)
        assert below is None or below[1] == room or below[0] < level, (
            f"{module} imports {target}, which is not below it"
        )


@pytest.mark.parametrize(("room", "forbidden"), NEVERS, ids=[room for room, _ in NEVERS])
def test_nevers(room: str, forbidden: tuple[str, ...]) -> None:
    inside = [module for module in modules() if within(module, room)]
    assert inside, f"there is no {room}"
    broken = [f"{m} imports {t}" for m in inside for t in imports(m) if any(within(t, each) for each in forbidden)]
    assert not broken


def test_the_domain_is_pure() -> None:
    allowed = sys.stdlib_module_names | PURE | {"helpcenter"}
    for module in (each for each in modules() if within(each, "helpcenter.domain")):
        for target in imports(module):
            assert target.partition(".")[0] in allowed, f"{module} imports {target}, which is not pure"
            assert not any(within(target, each) for each in OUTSIDE), (
                f"{module} imports {target}: the domain does no I/O"
            )


def test_sqlalchemy_has_one_home() -> None:
    found = {m for m in modules() if any(t.partition(".")[0] in ("sqlalchemy", "flask_sqlalchemy") for t in imports(m))}
    strangers = {module for module in found if not within(module, "helpcenter.store")}
    assert strangers <= {"helpcenter.desk"}, (
        "the desk knows SQLAlchemy's faults; nobody else outside the store knows it"
    )
