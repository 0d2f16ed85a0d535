"""The audit log, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

from helpcenter.domain.audit import Deed, Entry
from tui.administration.items import Item, Office, facts, line
from tui.language import N_, now

DEEDS = {
    Deed.SPECIALIST_ADDED: N_("Specialist added"),
    Deed.SPECIALIST_CHANGED: N_("Specialist changed"),
    Deed.SPECIALIST_LEFT: N_("Specialist removed"),
    Deed.PASSWORD_SET: N_("Password set"),
    Deed.TOKEN_MADE: N_("Token created"),
    Deed.TOKENS_REVOKED: N_("Tokens revoked"),
    Deed.SIGN_IN_REFUSED: N_("Sign-in refused"),
    Deed.SITE_ADDED: N_("Site added"),
    Deed.SITE_ORIGINS: N_("Origins changed"),
    Deed.SITE_ROTATED: N_("Secret added"),
    Deed.SITE_RETIRED: N_("Secret retired"),
    Deed.SUCCESS_MANAGER: N_("Success manager changed"),
    Deed.MACRO_KEPT: N_("Macro saved"),
    Deed.MACRO_REMOVED: N_("Macro removed"),
    Deed.API_TOKEN_ADDED: N_("API token added"),
    Deed.API_TOKEN_REMOVED: N_("API token removed"),
    Deed.WEBHOOK_ADDED: N_("Webhook added"),
    Deed.WEBHOOK_REMOVED: N_("Webhook removed"),
    Deed.RETENTION: N_("Old data removed"),
    Deed.TAG_RENAMED: N_("Tag renamed"),
    Deed.TAG_REMOVED: N_("Tag removed"),
    Deed.PERSON_ERASED: N_("Person erased"),
}
MOST = 500


def read(office: Office) -> Sequence[Item]:
    """Return the newest entries."""
    return [_item(office, each) for each in office.backstage.audit_log(MOST)]


def _item(office: Office, entry: Entry) -> Item:
    gettext, at = office.language.gettext, office.language.moment(entry.at, now())
    who, what = entry.who or gettext("Operator"), gettext(DEEDS[entry.deed])
    rows = [
        (gettext("When"), at),
        (gettext("Who"), who),
        (gettext("About"), entry.subject),
        *((name, str(value)) for name, value in entry.data.items()),
    ]
    return Item(
        str(entry.id),
        line((what, "bold"), (who, "$accent"), (at, "dim"), (entry.subject, ""), widths=(30, 16, 18)),
        facts(office.language, what, rows),
    )
