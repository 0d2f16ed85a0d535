"""`helpcenter articles import --from zendesk …`: articles of another help centre, from the files of its export."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helpcenter.cli.desk import opened_desk
from helpcenter.domain.text import harmless_line

if TYPE_CHECKING:
    from helpcenter.domain.foreign_articles.values import Records

BATCH = 20
MOST_BYTES = 500_000_000


def bring(source: str, files: tuple[Path, ...], dry_run: bool, as_json: bool) -> None:
    """Bring in what the files hold, or with `dry_run` only say what would come and what would not fit."""
    from helpcenter.domain.foreign_articles import READERS
    from helpcenter.services import articles, foreign_articles

    faults: list[str] = []
    records = _records(files, faults)
    found = list(READERS[source](records))
    with opened_desk() as desk:
        plan = desk.see(foreign_articles.planned, found, records.shelves)
        changed = desk.see(_changed, plan.sources) if dry_run else 0
        if not dry_run:
            for locale, categories in plan.categories.items():
                desk.do(articles.put_categories, categories, locale)
            bar = click.progressbar(
                length=len(plan.sources), label="Articles", file=sys.stderr, hidden=not sys.stderr.isatty()
            )
            with bar:
                for start in range(0, len(plan.sources), BATCH):
                    part = plan.sources[start : start + BATCH]
                    changed += desk.do(foreign_articles.bring, part)
                    bar.update(len(part))
    faults += plan.faults
    told = {
        "changed": changed,
        "unchanged": len(plan.sources) - changed,
        "languages": dict(sorted(Counter(each.locale for each in plan.sources).items())),
        "drafts": sum(each.status.value == "draft" for each in plan.sources),
        "redirects": len({path for each in plan.sources for path in each.formerly}),
        "faults": faults,
        "dry_run": dry_run,
    }
    click.echo(json.dumps(told, indent=2, ensure_ascii=False) if as_json else _said(told))
    for fault in faults if not as_json else ():
        click.echo(harmless_line(fault), err=True)
    if faults:
        raise SystemExit(1)


def _changed(work, sources) -> int:  # type: ignore[no-untyped-def]
    from helpcenter.services import articles

    return sum(len(articles.changed(work, sources[at : at + 200])) for at in range(0, len(sources), 200))


def _records(files: tuple[Path, ...], faults: list[str]) -> Records:
    from helpcenter.domain.foreign_articles.values import Records

    records = Records()
    for file in files:
        try:
            if file.stat().st_size > MOST_BYTES:
                raise ValueError(f"larger than {MOST_BYTES} bytes")
            records.add(json.loads(file.read_text(encoding="utf-8-sig")), _kind(file))
        except json.JSONDecodeError as fault:
            faults.append(f"{file}: line {fault.lineno}: not JSON: {fault.msg}")
        except (OSError, ValueError, RecursionError) as fault:
            faults.append(f"{file}: {fault}")
    return records


def _kind(file: Path) -> str:
    """What a bare list in a file holds, by the file's name; articles unless it says something else."""
    kinds = ("collections", "categories", "sections", "folders", "translations")
    return next((kind for kind in kinds if kind in file.stem.lower()), "articles")


def _said(told: dict[str, object]) -> str:
    would = "would be changed" if told["dry_run"] else "changed"
    languages = told["languages"]
    assert isinstance(languages, dict)
    spoken = ", ".join(f"{locale} {count}" for locale, count in languages.items()) or "none"
    return (
        f"{told['changed']} {would}, {told['unchanged']} unchanged ({spoken}); {told['drafts']} drafts,"
        f" {told['redirects']} old addresses lead on"
    )
