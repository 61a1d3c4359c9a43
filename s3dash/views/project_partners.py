"""The partners of a project: role, place and amount of each, with what is unknown, nothing and zero kept apart."""

from __future__ import annotations

from s3dash.data.projects import Participation
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.original import language_from
from s3dash.views.parts import empty, missing, region_link
from s3dash.views.projects import partner_name

_SURE = frozenset({"stated", "named", "region_named", "coordinates"})
"""How a place was found where nothing needs to be said about it."""


def partners_table(context: Context, partners: list[Participation]) -> html.Element:
    """A row a participation, in the store's order: lead, partners, associated partners."""
    text = context.text
    if not partners:
        return empty(text("project.no_partners"))
    columns = ("organisation", "role", "place", "amount")
    heads = [html.Th(text(f"partner.{name}"), scope="col", className=f"cell-{name}") for name in columns]
    rows = []
    for partner in partners:
        cells = {
            "role": text(f"role.{partner.role}"),
            "place": _place(context, partner),
            "amount": partner_amount(context, partner),
        }
        tds = [
            html.Td(cell, className=f"cell-{name}", **{"data-label": text(f"partner.{name}")})
            for name, cell in cells.items()
        ]
        rows.append(html.Tr([html.Th(organisation_words(context, partner), scope="row"), *tds]))
    caption = text("partner.caption")
    parts = [html.Caption(caption), html.Thead(html.Tr(heads)), html.Tbody(rows)]
    table = html.Table(parts, className="partners-table")
    return html.Div(table, className="table", tabIndex="0", role="region", **{"aria-label": caption})


def organisation_words(context: Context, partner: Participation) -> html.Node:
    """The organisation as a link to its page; that it is a private person; or that its name is not known."""
    words = partner_name(context, partner)
    if partner.organisation_type == "private_person" or partner.organisation is None:
        return words
    name = html.Span(words, lang=language_from(words, partner.country))
    if partner.organisation_id is None:
        return name
    return html.A(name, href=context.state.about("organisation", partner.organisation_id).url)


def partner_amount(context: Context, partner: Participation) -> html.Node:
    """A partner's EU contribution: an amount, zero too; no grant for an associated partner; or not published."""
    text = context.text
    if partner.role == "associated":
        return missing(text("projects.no_grant_value"))
    if partner.eu_eur is None or partner.eu_sek is None:
        return missing(text("projects.not_published"))
    return text.amount(partner.eu_eur, partner.eu_sek, context.state.currency)


def _place(context: Context, partner: Participation) -> list[html.Node]:
    """Town, region and country, as far as each is known, and how it is known where that matters."""
    text, dataset = context.text, context.dataset
    words: list[html.Node] = []
    if partner.place:
        words.append(html.Span(partner.place, lang=language_from(partner.place, partner.country)))
    code = partner.nuts_id
    if code and len(code) > 2 and dataset.has_region(code):
        words.append(region_link(context, code))
    elif code and len(code) > 2:
        words.append(code)
    words.append(context.country(partner.country))
    joined: list[html.Node] = []
    for word in words:
        joined += [", ", word] if joined else [word]
    if partner.place_basis not in _SURE and text.has(f"place_basis.{partner.place_basis}"):
        joined.append(html.Small(text(f"place_basis.{partner.place_basis}")))
    return joined
