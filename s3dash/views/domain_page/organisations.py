"""The organisations that take part in most projects of the domain, in Sweden and round the sea."""

from __future__ import annotations

from dataclasses import replace

from s3dash.data.projects import Organisation
from s3dash.data.schema import COUNTRY
from s3dash.views import html
from s3dash.views.chart import DEEP, Chart, chart, projects_source
from s3dash.views.context import Context
from s3dash.views.original import foreign
from s3dash.views.parts import empty, note, view_link

_SWEDISH, _ACROSS = 12, 8
_LONGEST = 48
"""Letters of a name in the picture; on the page it is whole."""


def organisations_section(context: Context, domain: str) -> tuple[html.Section, tuple[Chart, ...]]:
    """The section and its charts, whose drawings are lists on the page: each name and each number leads on."""
    text, dataset = context.text, context.dataset
    period = text.period(context.state.period)
    if not context.store.count(replace(context.money_filter, domain=domain)):
        return _section(context, [empty(text("domain.organisations.none", period=period))]), ()
    across = {dataset.region(code).country for code in dataset.drawn("neighbours")} - {COUNTRY}
    made = [
        _ranking(context, domain, "sweden", (COUNTRY,), _SWEDISH),
        _ranking(context, domain, "sea", tuple(sorted(across)), _ACROSS),
    ]
    blocks: list[html.Node] = [
        html.Div(
            [html.H3(text(f"domain.organisations.{name}")), empty(text(f"domain.organisations.none_{name}"))],
            className="chart",
        )
        if found is None
        else chart(context, found)
        for name, found in zip(("sweden", "sea"), made, strict=True)
    ]
    intro = note(text("domain.organisations.intro", period=period))
    return _section(context, [intro, html.Div(blocks, className="charts")]), tuple(found for found in made if found)


def _section(context: Context, parts: list[html.Element]) -> html.Section:
    heading = html.H2(context.text("domain.section.organisations"), id="heading-organisations")
    return html.Section(
        [heading, *parts], id="domain-organisations", **{"aria-labelledby": "heading-organisations"}
    )


def _ranking(context: Context, domain: str, name: str, countries: tuple[str, ...], limit: int) -> Chart | None:
    text = context.text
    f = replace(context.money_filter, domain=domain)
    found = context.store.top_organisations(f, limit + 1, countries)
    if not found:
        return None
    shown, more = found[:limit], found[limit:]
    remarks = [] if name == "sweden" else [text("domain.organisations.at_least")]
    if more and more[0][1] == shown[-1][1]:
        remarks.append(text.count("domain.organisations.tied", more[0][1]))
    most = shown[0][1]
    return Chart(
        id=f"organisations-{name}",
        title=text(f"domain.organisations.{name}"),
        figure=_figure(context, shown),
        columns=(
            text("domain.organisations.column.name"),
            text("domain.organisations.column.place"),
            text("domain.organisations.column.country"),
            text("domain.money.column.projects"),
        ),
        rows=tuple(
            (one.name, _place(context, one), context.country(one.country), projects) for one, projects in shown
        ),
        alt=_alt(context, shown),
        source=projects_source(context),
        note=" ".join(remarks),
        height=60 + 30 * len(shown),
        body=html.Ol([_row(context, domain, *row, most) for row in shown], className="organisations"),
    )


def _row(context: Context, domain: str, organisation: Organisation, projects: int, most: int) -> html.Li:
    code = organisation.organisation_id
    of_it = context.state.but(page="projects", domain=domain, region=None, organisation=code)
    where = _place(context, organisation) or ""
    if organisation.country != COUNTRY:
        where = ", ".join(filter(None, (where, context.country(organisation.country))))
    name = html.A(foreign(organisation.name, organisation.country), href=context.state.about("organisation", code).url)
    return html.Li(
        [
            html.Span([name, html.Small(where) if where else None], className="bar-name"),
            html.Span(html.Span(style={"width": f"{100 * projects / most:.1f}%"}), className="bar-track"),
            view_link(context.text.count("domain.organisations.projects", projects), of_it, "bar-value"),
        ],
        className="bar",
    )


def _place(context: Context, organisation: Organisation) -> str | None:
    """The region where it is, if more than its country is known."""
    code = organisation.nuts_id
    return context.place(code) if code and len(code) > 2 else None


def _alt(context: Context, shown: list[tuple[Organisation, int]]) -> str:
    text, most = context.text, shown[0][1]
    first = [one.name for one, projects in shown if projects == most]
    key = "domain.organisations.alt" if len(first) == 1 else "domain.organisations.alt_each"
    said = text(key, names=text.names(first), projects=text.count("domain.organisations.projects", most))
    return f"{said} {text.count('domain.organisations.alt_more', len(shown))}"


def _figure(context: Context, shown: list[tuple[Organisation, int]]) -> dict[str, object]:
    """Bars from the top down; numbers stand at their ends."""
    names = [_shortened(one.name) for one, _ in shown]
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "x": [projects for _, projects in shown],
                "y": list(range(len(shown))),
                "text": [str(projects) for _, projects in shown],
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": DEEP},
            }
        ],
        "layout": {
            "xaxis": {"title": {"text": context.text("domain.organisations.axis")}, "rangemode": "tozero"},
            "yaxis": {"autorange": "reversed", "tickvals": list(range(len(shown))), "ticktext": names},
            "showlegend": False,
        },
    }


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}\u2026"
