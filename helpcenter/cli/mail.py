"""`helpcenter mail`: mail that comes, its ledger, and what a raw mail says.

Imports wait until a command needs them: `mail parse` starts once a mail.
"""

from __future__ import annotations

import sys

import click


@click.group()
def mail() -> None:
    """Read mail."""


@mail.command()
def parse() -> None:
    """Read one raw mail on standard input and print what it says as one JSON object."""
    from helpcenter.mail_reading import answer

    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), alone=True))


@mail.command()
@click.option("--site", default="", help="Key of the site that a new ticket belongs to; by itself the oldest site.")
def receive(site: str) -> None:
    """Take one raw mail on standard input, as a mail server's pipe gives it.

    Ends with 0 when the mail is safe here, 65 when it can never be taken (empty or too large), and 75 when it should
    be brought again (sysexits): the store is gone, or the settings are wrong.
    """
    from helpcenter.cli.mail_pipe import take

    sys.exit(take(sys.stdin.buffer, site))


@mail.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--verdict", "verdicts", multiple=True, help="Only these; may be given several times.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)
def ledger(as_json: bool, verdicts: tuple[str, ...], limit: int) -> None:
    """List the mails that came, newest first, and what became of each."""
    from helpcenter.cli.mail_ledger import print_ledger

    print_ledger(as_json, verdicts, limit)


@mail.command()
@click.argument("entry_id", metavar="ID", type=int)
@click.option("--raw", is_flag=True, help="The bytes as they came.")
def show(entry_id: int, raw: bool) -> None:
    """Show one mail of the ledger."""
    from helpcenter.cli.mail_ledger import print_mail

    print_mail(entry_id, raw)


@mail.command()
@click.argument("entry_id", metavar="ID", type=int)
def replay(entry_id: int) -> None:
    """Receive a mail anew that was quarantined, or taken for spam or an automatic reply."""
    from helpcenter.cli.mail_ledger import replay_mail

    replay_mail(entry_id)


@mail.command()
def collect() -> None:
    """Collect all mailboxes once, without the server (for cron)."""
    from helpcenter.cli.mail_ledger import collect_once

    collect_once()


@mail.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def mailboxes(as_json: bool) -> None:
    """List the mailboxes with the counts of the last look at each."""
    from helpcenter.cli.mail_ledger import print_mailboxes

    print_mailboxes(as_json)
