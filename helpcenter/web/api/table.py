"""The table of the API's operations: the routes and the OpenAPI description are both made from it."""

from __future__ import annotations

from helpcenter.domain.api_tokens import ApiRight
from helpcenter.domain.filters import MOST_CHARACTERS
from helpcenter.domain.json_schema import array, closed, nullable, text
from helpcenter.domain.tickets import MAX_BODY, MAX_SUBJECT, TOPICS, MessageKind, Priority, Status
from helpcenter.domain.triage import MAX_TAG, MOST_TAGS
from helpcenter.web.api import others, tickets
from helpcenter.web.api.operation import Operation, Parameter

_MOMENT = text(format="date-time")
_TAGS = array(text(MAX_TAG), MOST_TAGS)
_STATUS = text(enum=[status.value for status in Status])
_INTEGER = {"type": "integer"}

TICKET = closed(
    "id subject status priority channel language tags contact created_at updated_at version",
    id=_INTEGER, subject=text(), status=_STATUS, priority=text(enum=[each.value for each in Priority]), channel=text(),
    language=text(), tags=array(text()), contact=closed("email name", email=text(), name=text()),
    plan=nullable(text()), assignee=nullable(text()), created_at=_MOMENT, updated_at=_MOMENT,
    due_at=nullable(_MOMENT), closed_at=nullable(_MOMENT), snoozed_until=nullable(_MOMENT), version=_INTEGER,
)  # fmt: skip
MESSAGE = closed(
    "seq at kind author author_kind body",
    seq=_INTEGER, at=_MOMENT, kind=text(enum=[each.value for each in MessageKind]), event=nullable(text()),
    author=text(), author_kind=text(), body=text(), data={"type": "object"},
)  # fmt: skip
CONTACT = closed(
    "id email name language",
    id=_INTEGER, email=text(), name=text(), language=text(), seat=nullable(text()), plan=nullable(text()),
)  # fmt: skip
_LINE = {
    "slug": text(), "language": text(), "title": text(), "summary": text(), "category": text(), "url": text(),
}  # fmt: skip
ARTICLE_LINE = closed(" ".join(_LINE), **_LINE)
ARTICLE = closed(
    f"{' '.join(_LINE)} body html",
    **_LINE, body=text(), html=text(), languages=array(text()), updated_at=_MOMENT,
)  # fmt: skip
HIT = closed(
    "kind language title url", kind=text(), language=text(), title=text(), url=text(), passage=nullable(text())
)
SCHEMAS = {
    "Ticket": TICKET, "Message": MESSAGE, "Contact": CONTACT, "ArticleLine": ARTICLE_LINE, "Article": ARTICLE,
    "Hit": HIT,
}  # fmt: skip

_ONE = closed("ticket", ticket=TICKET)
_WRITTEN = closed("ticket message", ticket=TICKET, message=MESSAGE)
_LANGUAGE = Parameter("language", text(20), "Language of the reader; another one is given where it is missing.")


def _limit(default: int, most: int) -> Parameter:
    return Parameter("limit", {"type": "integer", "minimum": 1, "maximum": most}, "How many at most.", default)


OPERATIONS = (
    Operation(
        "listTickets", "GET", "/tickets", ApiRight.TICKETS_READ, "List tickets, last changed first.", tickets.listed,
        closed("tickets next", tickets=array(TICKET), next=nullable(text())),
        (
            Parameter("filter", text(MOST_CHARACTERS), "As in the queue: `status:open lang:fr sla<1h words`.", ""),
            Parameter("before", text(80), "The `next` of the page before."),
            _limit(50, 100),
        ),
    ),
    Operation(
        "createTicket", "POST", "/tickets", ApiRight.TICKETS_WRITE, "Open a ticket in a customer's name.",
        tickets.created, _ONE, status=201, once=True, versioned=True,
        body=closed(
            "email subject body",
            email=text(254), name=text(200), subject=text(MAX_SUBJECT), body=text(MAX_BODY), language=text(20),
            topic=text(enum=list(TOPICS)), tags=_TAGS, site=text(60), acknowledge={"type": "boolean"},
        ),
    ),
    Operation(
        "showTicket", "GET", "/tickets/<int:number>", ApiRight.TICKETS_READ, "Show a ticket with its timeline.",
        tickets.shown, closed("ticket messages", ticket=TICKET, messages=array(MESSAGE)),
        (Parameter("after", _INTEGER, "Entries behind this `seq`; at most 500 come at once.", 0),), versioned=True,
    ),
    Operation(
        "replyToTicket", "POST", "/tickets/<int:number>/replies", ApiRight.TICKETS_WRITE,
        "Write to the customer; it leaves as a letter too.", tickets.replied, _WRITTEN, status=201, once=True,
        versioned=True, body=closed("body", body=text(MAX_BODY), status=_STATUS),
    ),
    Operation(
        "noteOnTicket", "POST", "/tickets/<int:number>/notes", ApiRight.TICKETS_WRITE, "Write a note for the team.",
        tickets.noted, _WRITTEN, status=201, once=True, versioned=True, body=closed("body", body=text(MAX_BODY)),
    ),
    Operation(
        "assignTicket", "PUT", "/tickets/<int:number>/assignee", ApiRight.TICKETS_WRITE,
        "Give a ticket to a specialist, or to nobody.", tickets.assigned, _ONE, versioned=True,
        body=closed("email", email=nullable(text(254))),
    ),
    Operation(
        "setTicketStatus", "PUT", "/tickets/<int:number>/status", ApiRight.TICKETS_WRITE, "Change a ticket's status.",
        tickets.turned, _ONE, versioned=True, body=closed("status", status=_STATUS),
    ),
    Operation(
        "tagTicket", "POST", "/tickets/<int:number>/tags", ApiRight.TICKETS_WRITE, "Add and remove tags.",
        tickets.tagged, _ONE, versioned=True, body=closed("", add=_TAGS, remove=_TAGS),
    ),
    Operation(
        "putContact", "PUT", "/contacts", ApiRight.CONTACTS_WRITE,
        "Say who a customer is, made if new: what the host's signed identity says, too.", others.put_contact,
        closed("contact", contact=CONTACT),
        body=closed(
            "email",
            email=text(254), name=text(200), language=text(20), plan=text(40), seat=text(40), site=text(60),
            account=closed("id", id=text(200), name=text(200), created=text(format="date")),
        ),
    ),
    Operation(
        "listArticles", "GET", "/articles", ApiRight.ARTICLES_READ, "List published articles by slug.",
        others.articles_listed, closed("articles next", articles=array(ARTICLE_LINE), next=nullable(text())),
        (_LANGUAGE, Parameter("after", text(400), "The `next` of the page before."), _limit(50, 100)),
    ),
    Operation(
        "showArticle", "GET", "/articles/<slug>", ApiRight.ARTICLES_READ, "Show a published article.",
        others.article_shown, closed("article", article=ARTICLE), (_LANGUAGE,),
    ),
    Operation(
        "ask", "GET", "/answers", ApiRight.ARTICLES_READ, "Ask the knowledge base.", others.asked,
        closed("verdict confidence hits", verdict=text(), confidence={"type": "number"}, hits=array(HIT)),
        (Parameter("question", text(2000), "What a customer would type.", ""), _LANGUAGE, _limit(10, 50)),
    ),
)  # fmt: skip
