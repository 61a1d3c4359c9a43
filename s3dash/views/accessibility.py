"""The accessibility statement: Markdown of each language, with the address of whoever runs the dashboard."""

from __future__ import annotations

from urllib.parse import quote

from s3dash.views import html
from s3dash.views.article import article
from s3dash.views.context import Context

_CONTACT = "<p>{{contact}}</p>"


def accessibility_page(context: Context) -> list[html.Node]:
    """The statement."""
    before, _, after = article("accessibility", context.state.lang).partition(_CONTACT)
    return [html.Raw(before), _contact(context), html.Raw(after)]


def _contact(context: Context) -> html.P:
    """Whom to tell first; without an address, what the publisher has to fill in."""
    text, contact = context.text, context.contact
    if not contact:
        return html.P(html.Strong(text("accessibility.no_contact")), className="notice")
    href = f"mailto:{quote(contact, safe='@')}?subject={quote(text('accessibility.subject'))}"
    return html.P([text("accessibility.write"), " ", html.A(contact, href=href), "."])
