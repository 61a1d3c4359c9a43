"""The panel's section on Baltic links: who across the sea to call, with the evidence in words."""

from __future__ import annotations

from s3dash.analysis.eligibility import programmes_of
from s3dash.analysis.links import Link
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.glossary import explained
from s3dash.views.original import region_language
from s3dash.views.parts import choices, empty, method_link, note, section, view_link
from s3dash.views.programmes import programme_list

_FIRST = 6


def links_section(context: Context) -> html.Section:
    """Linked regions ranked by strength, each with its four kinds of evidence; the first ones are on the map."""
    text, state = context.text, context.state
    links = context.links
    parts: list[html.Element | None] = [note(text("links.intro")), _countries(context)]
    if links:
        parts.append(html.Ol([link_item(context, link) for link in links[:_FIRST]], className="links"))
        if links[_FIRST:]:
            parts.append(
                html.Details(
                    [
                        html.Summary(text.count("links.more", len(links) - _FIRST)),
                        html.Ol(
                            [_short_item(context, link) for link in links[_FIRST:]],
                            className="further",
                            start=str(_FIRST + 1),
                        ),
                    ]
                )
            )
    else:
        parts.append(empty(text("links.none_filtered" if state.country or state.domain else "links.none")))
    programmes = programmes_of(context.dataset, context.region.nuts_id)
    eligible = [html.H3(text("links.eligible")), explained(context, "interreg", "eligible")]
    parts += [html.Div(eligible, className="with-word"), programme_list(context, programmes, context.region.nuts_id)]
    how = [explained(context, "link", "links"), method_link(context, "links", class_name="aside")]
    return section("links", text("section.links"), parts, how)


def link_item(context: Context, link: Link) -> html.Li:
    """One linked region: name, strength as a bar, evidence in words; a click opens the bilateral view."""
    country = context.dataset.region(link.other).country
    return html.Li(
        view_link(
            [
                html.Span(
                    [
                        html.Span(context.name(link.other), lang=region_language(context, link.other)),
                        html.Small(context.text(f"country.{country}")) if country != "SE" else None,
                    ],
                    className="link-name",
                ),
                html.Span(html.Span(style={"width": f"{link.strength:.0f}%"}), className="bar-track"),
                html.Span(evidence(context, link), className="details"),
            ],
            context.state.but(region=link.region, other=link.other),
            "link",
        ),
        **{"data-link": link.other},
    )


def _short_item(context: Context, link: Link) -> html.Li:
    """A weaker link in one line of text."""
    words = f"{context.name(link.other)}: {evidence(context, link)}"
    return html.Li(
        view_link(words, context.state.but(region=link.region, other=link.other)), **{"data-link": link.other}
    )


def evidence(context: Context, link: Link) -> str:
    """The link's four kinds of evidence in words, as "3 shared domains: energy, food, blue; 5 joint projects"."""
    text, dataset = context.text, context.dataset
    words: list[str] = []
    if link.shared_domains:
        names = [context.domain_short(domain) for domain in link.shared_domains]
        words.append(text.count("links.shared_domains", len(names), names=", ".join(names)))
        if link.other_basis == "national":
            words[-1] += f" ({text('links.national_basis')})"
    if link.joint_projects:
        words.append(text.count("links.joint_projects", link.joint_projects))
    sure = [context.programme_name(p.programme_id) for p in link.programmes if p.is_sure]
    if sure:
        words.append(text("links.programmes", names=text.names([name.removeprefix("Interreg ") for name in sure])))
    if link.partnerships:
        both = [dataset.partnership(partnership) for partnership in link.partnerships]
        # a strategy of the EU is known by its initials only to those who work with it
        names = [one.theme(text.lang) if one.kind == "macro_region" else one.name for one in both]
        words.append(text("links.partnerships", names=text.names(names)))
    return "; ".join(words)


def _countries(context: Context) -> html.Element | None:
    """The filter by country, for a Swedish region."""
    state, text = context.state, context.text
    if context.is_neighbour(context.region.nuts_id):
        return None
    codes = sorted({context.dataset.region(code).country for code in context.dataset.drawn("neighbours")})
    options = [(text("all"), state.but(country=None), state.country is None)]
    options += [(text(f"country.{code}"), state.but(country=code), code == state.country) for code in codes]
    return choices("", options)
