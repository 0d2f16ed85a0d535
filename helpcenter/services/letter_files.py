"""Files of replies that were too large for a letter, fetched by the signed link in it."""

from __future__ import annotations

from helpcenter.domain.attachments import Attachment
from helpcenter.domain.faults import Expired, NotFound
from helpcenter.links import file_of_link
from helpcenter.services import attachments
from helpcenter.store import timelines
from helpcenter.store.work import Work


def of_link(work: Work, token: str) -> Attachment:
    """Return the file that a letter's link stands for.

    Raises NotFound for a link that is not ours, a file that is gone or whose message the customer does not see, and
    Expired when the link's time is over.
    """
    opened = file_of_link(token, work.settings.secret_key)
    if opened is None:
        raise NotFound("link")
    number, until = opened
    file = attachments.read(work, number)
    if file.ticket_id is None or file.message_seq is None:
        raise NotFound("link")
    message = timelines.entry(work, file.ticket_id, file.message_seq)
    if message is None or not message.customer_sees:
        raise NotFound("link")
    if work.now.timestamp() > until:
        raise Expired("link")
    return file
