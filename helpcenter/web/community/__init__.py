"""The community's pages: anybody reads, a proven person writes under a public name."""

from flask import Blueprint

from helpcenter.web.help_pages import only_offered

blueprint = Blueprint("community", __name__)
blueprint.url_value_preprocessor(only_offered)

SPACE = "/<locale>/<any(community, developers):space>"

from helpcenter.web.community import choosing, feeds, reading, writing  # noqa: E402, F401 - the rooms hang their doors on it
