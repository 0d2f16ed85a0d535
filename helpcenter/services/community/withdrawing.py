"""Taking back what one wrote: its author alone reads it from then on, and may bring it back."""

from __future__ import annotations

from helpcenter.domain.community import State
from helpcenter.domain.faults import Conflict, NotFound
from helpcenter.domain.people import Contact
from helpcenter.services.community import rights
from helpcenter.services.community.writing import reshow, tell, unshow
from helpcenter.store.community import posts
from helpcenter.store.work import Work


def withdraw(work: Work, contact: Contact, post_id: int, *, wanted: bool = True) -> None:
    """Take a post of one's own back, or bring it back; what stood in it before is kept with it.

    A question that others have answered stays, so that their answers keep their sense. What a new author brings back
    waits for approval again. Raises Forbidden, NotFound, and Conflict for such a question and in a locked thread.
    """
    rights.demand_writer(work, contact)
    thread, post = rights.locked_post(work, post_id)
    if not rights.wrote(post, contact) or State.HIDDEN in (post.state, thread.state):
        raise NotFound("post")
    if thread.locked:
        raise Conflict("the thread is locked")
    if (post.state == State.WITHDRAWN) == wanted:
        return
    if not wanted:
        reshow(work, thread, post, rights.first_state(work, contact))
    elif post.is_question and posts.answered_by_others(work, thread.id, contact.id):
        raise Conflict("others have answered the question")
    else:
        unshow(work, thread, post, State.WITHDRAWN)
    tell(work, "withdrawn", thread, post, wanted=wanted)
