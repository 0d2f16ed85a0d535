"""Look through a text while it is being written. Nothing of it is kept."""

from __future__ import annotations

from flask import render_template, request

from helpcenter.domain.limits import Action
from helpcenter.web.limits import pace
from helpcenter.web.steps import blueprint


@blueprint.post("/writing-help")
def writing_help() -> str:
    """Tips and found secrets for what stands in the form, as the part of it that shows them."""
    pace(Action.QUESTIONS)
    form = request.form
    return render_template(
        "evidence/_review.html",
        texts=(form.get("subject", ""), form.get("body", "")),
        file_count=len(form.getlist("attachment")),
        with_tips="subject" in form,
    )
