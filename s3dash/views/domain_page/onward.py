"""Ways on from a domain: partners, projects, the large map, the matrix, and the other domains."""

from __future__ import annotations

from s3dash.state import ViewState
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.parts import view_link


def on_map(state: ViewState, domain: str, **changes: object) -> ViewState:
    """The large map coloured by the domain."""
    return state.but(page="explore", domain=domain, colour="domain", **changes)


def next_section(context: Context, domain: str) -> html.Section:
    """What to do with what the page says, each with a sentence on what it is good for."""
    text, state = context.text, context.state
    targets: dict[str, ViewState] = {
        "partners": state.but(page="partners", domain=domain, region=_swedish(context)),
        "projects": state.but(page="projects", domain=domain, region=None),
        "map": on_map(state, domain),
        "matrix": state.but(page="domains", region=None),
        "overlap": state.but(page="domains", show="overlap", region=None),
    }
    rows = [
        html.Li([view_link(text(f"domain.next.{name}"), target, "more"), html.P(text(f"domain.next.{name}_text"))])
        for name, target in targets.items()
    ]
    return html.Section(
        [html.H2(text("domain.section.next"), id="heading-next"), html.Ul(rows, className="onward")],
        id="domain-next",
        **{"aria-labelledby": "heading-next"},
    )


def others_section(context: Context, domain: str) -> html.Nav:
    """Every domain, the page's own marked; the region, the period and the filters stay."""
    text, state, dataset = context.text, context.state, context.dataset
    links = []
    for code in dataset.domains["domain_id"]:
        here = {"aria-current": "page"} if code == domain else {}
        target = state.but(page="domain", item=code)
        links.append(html.Li(view_link(context.domain_name(code), target, "choice", **here)))
    return html.Nav(
        [html.H2(text("domain.section.others")), html.Ul(links, className="choices")],
        className="other-domains",
        **{"aria-label": text("domain.section.others")},
    )


def _swedish(context: Context) -> str | None:
    """The chosen region where it is a Swedish one: partners are looked for from there."""
    code = context.state.region
    return code if code and not context.is_neighbour(code) else None
