"""`helpcenter policy`: what the rules come to for one person at one moment, and whether the file is right."""

import json
import tomllib
from dataclasses import asdict
from datetime import UTC, datetime
from gettext import NullTranslations
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from babel import Locale

from helpcenter.domain.policy import Asker, Channel, ChannelDecision, Moment, Policy, PolicyError, decide
from helpcenter.policy_file import policy_from_text
from helpcenter.wording import (
    Reader,
    channel_name,
    language_name,
    note,
    promise_text,
    what_opens,
    why_closed,
)

_YEARS = (1970, 2200)
_NOBODY, _EVERY_LANGUAGE = "none", "all"


class MomentType(click.ParamType[datetime]):
    """A moment in ISO 8601 with its offset, answered in UTC."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Refuse a moment without an offset: nobody could say which one is meant."""
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f'"{value}" is not a moment such as 2026-11-22T20:00Z', param, ctx)
        if at.tzinfo is None or not _YEARS[0] <= at.year <= _YEARS[1]:
            self.fail(f'"{value}" needs an offset, as in 2026-11-22T20:00Z, and a year of our time', param, ctx)
        return at.astimezone(UTC)


class ZoneType(click.ParamType[ZoneInfo]):
    """A time zone by its name."""

    name = "zone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> ZoneInfo:
        """Find the zone in the system's table."""
        try:
            return ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            self.fail(f'"{value}" is not a time zone such as Europe/Berlin', param, ctx)


_config_option = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("helpcenter.toml"),
    envvar="HELPCENTER_CONFIG",
    show_default=True,
    help="The settings to read; a file that is absent means the shipped policy.",
)


@click.group()
def policy() -> None:
    """Who may use which channel, and why."""


@policy.command()
@_config_option
def check(config: Path) -> None:
    """Say whether policy, hours and promises are written correctly."""
    _read(config)
    click.echo(f"{config}: policy, hours and promises are in order.")


@policy.command()
@_config_option
@click.option("--plan", default="visitor", help='The plan of the account; "visitor" is not signed in.')
@click.option("--seat", default="none", help='core, sales, service or "none".')
@click.option("--created", type=click.DateTime(["%Y-%m-%d"]), help="The day the account was created.")
@click.option("--language", default="en", help="The contact's own language.")
@click.option("--device", type=click.Choice(["desktop", "mobile"]), default="desktop")
@click.option("--at", type=MomentType(), help="The moment, with its offset; now if absent.")
@click.option("--proven/--unproven", default=None, help="E-mail proven; who is signed in is proven anyway.")
@click.option(
    "--available", default=_EVERY_LANGUAGE, help='Languages with a specialist there: "fr,de", "all" or "none".'
)
@click.option("--zone", type=ZoneType(), default="UTC", help="The time zone in which times are shown.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def explain(
    config: Path,
    plan: str,
    seat: str,
    created: datetime | None,
    language: str,
    device: str,
    at: datetime | None,
    proven: bool | None,
    available: str,
    zone: ZoneInfo,
    as_json: bool,
) -> None:
    """Print the decision about every channel with all its reasons."""
    rules = _read(config)
    signed_in = plan != "visitor"
    asker = Asker(
        plan=plan if signed_in else None,
        seat=None if seat == "none" else seat,
        account_created=created.date() if created else None,
        language=language,
        device=device,
        proven=signed_in if proven is None else proven,
    )
    moment = Moment(at or datetime.now(UTC), _available(available, rules, language))
    english = NullTranslations()
    reader = Reader(english.gettext, english.ngettext, Locale("en"), zone)
    decisions = decide(rules, asker, moment)
    if as_json:
        click.echo(json.dumps(_document(asker, moment, decisions, reader), ensure_ascii=False, indent=2))
        return
    click.echo(_headline(asker, moment, zone))
    for decision in decisions:
        click.echo("\n" + "\n".join(_paragraph(decision, moment.at, reader)))


def _read(config: Path) -> Policy:
    """The policy that `config` makes, or the one of the file that it names as `policy_file`."""
    try:
        text = config.read_text(encoding="utf-8") if config.exists() else ""
        elsewhere = tomllib.loads(text).get("policy_file")
        if elsewhere:
            config = Path(str(elsewhere))
            text = config.read_text(encoding="utf-8")
        return policy_from_text(text, str(config))
    except tomllib.TOMLDecodeError as error:
        raise click.ClickException(f"{config}: {error}") from error
    except (PolicyError, OSError, UnicodeDecodeError) as error:
        raise click.ClickException(str(error)) from error


def _available(text: str, rules: Policy, language: str) -> frozenset[str]:
    if text == _EVERY_LANGUAGE:
        return frozenset((*rules.channels[Channel.CHAT].languages, language))
    return frozenset() if text == _NOBODY else frozenset(filter(None, text.split(",")))


def _headline(asker: Asker, moment: Moment, zone: ZoneInfo) -> str:
    parts = [
        f"plan {asker.plan}" if asker.plan else "visitor",
        f"seat {asker.seat or 'none'}",
        f"account created {asker.account_created or 'on an unknown day'}",
        f"language {asker.language}",
        asker.device,
        "e-mail proven" if asker.proven else "e-mail not proven",
        f"{moment.at.astimezone(zone):%A %Y-%m-%d %H:%M %Z}",
        f"specialists available for {', '.join(sorted(moment.available_languages)) or 'no language'}",
    ]
    return "; ".join(parts)


def _paragraph(decision: ChannelDecision, now: datetime, reader: Reader) -> list[str]:
    state = "open" if decision.open else "closed"
    line = f"{channel_name(decision.channel, reader)} ({decision.channel}): {state}"
    if decision.promise or not decision.open:
        line += f", answered in {language_name(decision.language, reader)}"
    if decision.promise:
        line += f". {promise_text(decision.promise, now, reader)}"
    reasons = [f"  - {why_closed(each, now, reader)} {what_opens(each, now, reader)}" for each in decision.reasons]
    return [line, *reasons, *(f"  + {note(each, now, reader)}" for each in decision.notes)]


def _document(
    asker: Asker, moment: Moment, decisions: tuple[ChannelDecision, ...], reader: Reader
) -> dict[str, object]:
    created = asker.account_created
    return {
        "asker": asdict(asker) | {"account_created": created.isoformat() if created else None},
        "at": moment.at.isoformat(),
        "available_languages": sorted(moment.available_languages),
        "channels": [_channel(decision, moment.at, reader) for decision in decisions],
    }


def _channel(decision: ChannelDecision, now: datetime, reader: Reader) -> dict[str, object]:
    promise = decision.promise
    return {
        "channel": decision.channel,
        "open": decision.open,
        "language": decision.language,
        "reasons": [
            {
                "code": reason.code,
                "values": dict(reason.values),
                "why": why_closed(reason, now, reader),
                "opens": what_opens(reason, now, reader),
            }
            for reason in decision.reasons
        ],
        "notes": [
            {"code": each.code, "values": dict(each.values), "text": note(each, now, reader)} for each in decision.notes
        ],
        "promise": promise
        and {
            "kind": promise.kind,
            "amount": promise.amount,
            "due": promise.due.isoformat(),
            "text": promise_text(promise, now, reader),
        },
        "opens_at": decision.opens_at.isoformat() if decision.opens_at else None,
    }
