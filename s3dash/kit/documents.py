"""The pages of a copy: the dashboard's own documents, with links into the folder and a script that finds the views."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from s3dash.kit.controls import PAGES, kit_controls
from s3dash.kit.links import Links, file_of
from s3dash.site import Site
from s3dash.state import ViewState
from s3dash.text import Text
from s3dash.views import html
from s3dash.views.page import document

_NEED_A_SERVER = ("connection", "embed", "own", "qr", "story")
"""Scripts of what only a running dashboard can do."""
_FIRST_SCRIPT = '<script src="../assets/'
_STYLES = (
    '<link rel="stylesheet" href="../assets/framed.css" id="framed-style" media="not all">\n'
    '<link rel="stylesheet" href="../assets/kit.css">\n'
)
"""The look within the presenter's frame, which the script turns on, and the copy's own."""
_NO_DASH = dict.fromkeys(("css", "app_entry", "config", "scripts", "renderer"), "")


def page_of(site: Site, state: ViewState, links: Links, regions: tuple[str, ...], data: Iterable[str]) -> str:
    """Write the page that begins with the view of a state.

    Parameters
    ----------
    regions
        The regions that can be found.
    data
        The names of the language's files of data.
    """
    context = site.context(state)
    offered = html.to_html(kit_controls(context, regions)) if state.page in PAGES else ""
    dash = _NO_DASH | {"app_entry": offered} if offered else {}
    page = document(context, site.geometry, site.view(state, []), asset=lambda name: f"../assets/{name}", dash=dash)
    page = links.rewrite(page, state, relative=False)
    for name in _NEED_A_SERVER:
        page = page.replace(f'<script src="../assets/{name}.js"></script>\n', "")
    head, _, body = page.partition("</head>")
    body, found, rest = body.partition(_FIRST_SCRIPT)
    if not found:
        raise ValueError(f"{state.page}: a page without a script")
    return f"{head}{_STYLES}</head>{body}{_script(state, links, data)}\n{found}{rest}"


def _script(state: ViewState, links: Links, data: Iterable[str]) -> str:
    """The tag of the script that finds the views; it has to run before the others in the body."""
    text, name = Text(state.lang), file_of(state)
    values = {
        "lang": state.lang,
        "name": name,
        "page": state.page,
        "parts": " ".join(part.removeprefix(f"{name}/") for part in data if part.startswith(f"{name}/")),
        "about": " ".join(sorted(links.told_about(state.lang))) if state.page == "present" else "",
        "gone": text("kit.gone"),
        "near": text("kit.near"),
    }
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in values.items() if value)
    return f'<script src="../assets/kit.js"{attributes}></script>'
