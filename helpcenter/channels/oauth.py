"""Access tokens for mailboxes (RFC 6749, 6): the refresh token buys one, as XOAUTH2 at Google and Microsoft wants."""

from __future__ import annotations

import json
import os
import re
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from helpcenter.config import Settings
from helpcenter.domain.mailboxes import Mailbox

_TIMEOUT = 30
_GOOGLE = "https://oauth2.googleapis.com/token"
_MICROSOFT = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
_SCOPE = {"google": "", "microsoft": "https://outlook.office.com/IMAP.AccessAsUser.All offline_access"}


def secret_of(box: Mailbox) -> str:
    """Return the password or refresh token of a mailbox. Raises OSError when variable or file is missing."""
    if box.password_env:
        if box.password_env not in os.environ:
            raise OSError(f"the variable {box.password_env} is not set")
        return os.environ[box.password_env]
    if box.password_file:
        return Path(box.password_file).read_text(encoding="utf-8").strip()
    return box.password


def access_token(settings: Settings, box: Mailbox) -> str:
    """Fetch an access token. Raises OSError with the provider's words when it gives none.

    A provider may answer with a new refresh token (Microsoft does); it is kept in the data folder, only for its owner,
    and tried before the configured one.
    """
    kept = settings.data_dir / "oauth" / re.sub(r"[^\w-]", "_", box.name)
    candidates = [kept.read_text(encoding="utf-8")] if kept.is_file() else []
    fault: OSError | None = None
    for refresh in (*candidates, secret_of(box)):
        try:
            answer = _ask(box, refresh)
        except OSError as refused:
            fault = refused
            continue
        if answer.get("refresh_token") not in (None, refresh):
            _keep(kept, answer["refresh_token"])
        return answer["access_token"]
    raise fault or OSError("no refresh token")


def _ask(box: Mailbox, refresh: str) -> dict[str, str]:
    secret = box.client_secret
    form = {
        "client_id": box.client_id,
        "client_secret": os.environ.get(secret[1:], "") if secret.startswith("$") else secret,
        "refresh_token": refresh,
        "grant_type": "refresh_token",
        "scope": _SCOPE[box.oauth],
    }
    url = box.token_url or (_GOOGLE if box.oauth == "google" else _MICROSOFT.format(tenant=box.tenant))
    if not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise OSError(f"token_url {url!r} is not https")
    data = urllib.parse.urlencode({name: value for name, value in form.items() if value}).encode()
    try:
        with urllib.request.urlopen(url, data, _TIMEOUT) as answer:  # noqa: S310 - https, checked above
            said: dict[str, str] = json.loads(answer.read(100_000))
    except urllib.error.HTTPError as fault:
        with fault:
            words = fault.read(2_000).decode("utf-8", "replace")
        raise OSError(f"the provider gives no token: {fault.code} {words}") from fault
    except ValueError as fault:
        raise OSError("the provider's answer is no JSON") from fault
    if not isinstance(said, dict) or not said.get("access_token"):
        raise OSError("the provider's answer holds no token")
    return said


def _keep(file: Path, token: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_suffix(".part")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(token)
    draft.replace(file)
