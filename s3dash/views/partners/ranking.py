"""The partners of one side of the sea, best match first, as a list that is a chart too."""

from __future__ import annotations

from typing import Any

from s3dash.analysis.partner_finder import Partner, Partners, Side
from s3dash.data.projects import Project
from s3dash.state import ViewState, same_side
from s3dash.views import html
from s3dash.views.chart import PATTERNS, SERIES, Cell, Chart
from s3dash.views.context import Context
from s3dash.views.partners.evidence import evidence
from s3dash.views.partners.words import PARTS, best, reasons
from s3dash.views.parts import view_link

FIRST = 10
"""How many partners of a side are shown with all they rest on, and stand on the short list."""


def shown(side: Side) -> tuple[Partner, ...]:
    """The partners on the short list."""
    return side.partners[:FIRST]


def ranking(context: Context, found: Partners, side: Side, examples: dict[str, list[Project]]) -> Chart:
    """The chart of a side that has partners: a row each, with four reasons in words and how much each counts.

    Parameters
    ----------
    examples
        Some joint projects of each partner that is shown.
    """
    text = context.text
    columns = [text("filter.label.region")]
    columns += [text(f"partners.chart.{name}") for name in ("rank", "code", "match")]
    columns += [text("partners.chart.points", part=text(f"partners.part.{part}")) for part in PARTS]
    columns.append(text("partners.chart.joint"))
    if context.state.domain:
        columns += [text("partners.chart.projects"), text("partners.chart.environments")]
    return Chart(
        id=f"partners-{side.name}",
        title=_title(context, side),
        figure=_figure(context, side),
        columns=tuple(columns),
        rows=tuple(_row(context, partner) for partner in side.partners),
        alt=_alt(context, side),
        source=text("partners.chart.source"),
        height=60 + 30 * len(shown(side)),
        body=html.Div([_heads(context), _list(context, found, side, examples), _more(context, found, side)]),
    )


def pair_state(context: Context, partner: Partner) -> ViewState:
    """The view of the region and a partner together: on the map across the sea, side by side within Sweden."""
    state = context.state
    region = state.region or ""
    if same_side(region, partner.nuts_id):
        return state.but(page="compare", compared=(region, partner.nuts_id))
    return state.but(page="explore", region=region, other=partner.nuts_id)


def _title(context: Context, side: Side) -> str:
    """Who fits best, and for whom and in what, since the picture stands alone."""
    text, state = context.text, context.state
    region = context.name(state.region or "")
    of = region
    if state.domain:
        of = text("partners.start.example", region=region, domain=context.domain_short(state.domain))
    return text("partners.chart.title", of=of, best=best(context, side))


def _heads(context: Context) -> html.Div:
    """The names of the four reasons over their columns; each row says them again to those who listen."""
    names = [html.Span(context.text(f"partners.part.{part}")) for part in PARTS]
    return html.Div([html.Span(), *names], className="match-heads", **{"aria-hidden": "true"})


def _list(context: Context, found: Partners, side: Side, examples: dict[str, list[Project]]) -> html.Ol:
    return html.Ol(
        [_item(context, found, partner, examples.get(partner.nuts_id, [])) for partner in shown(side)],
        className="matches",
    )


def _item(context: Context, found: Partners, partner: Partner, examples: list[Project]) -> html.Li:
    text, name = context.text, context.name(partner.nuts_id)
    country = context.country(context.dataset.region(partner.nuts_id).country)
    abroad = context.is_neighbour(partner.nuts_id)
    side = "sweden" if same_side(found.region, partner.nuts_id) else "sea"
    label = text(f"partners.open.{side}", region=context.name(found.region), other=name)
    n = text.number(partner.match)
    head = html.Div(
        [
            html.Span(text.number(partner.rank), className="rank"),
            html.H4(
                [
                    view_link(name, pair_state(context, partner), title=label),
                    html.Small(country) if abroad and country != name else None,
                ]
            ),
            html.P(
                [
                    html.Span(html.Span(style={"width": f"{partner.match:.0f}%"}), className="bar-track"),
                    html.Span([html.Strong(n), " ", html.Small(text("partners.of_100"))]),
                ],
                className="match-value",
            ),
        ],
        className="match-head",
    )
    told = [
        html.Div(
            [
                html.Dt(text(f"partners.part.{reason.name}")),
                html.Dd(
                    [
                        html.Span(
                            html.Span(style={"width": f"{100 * reason.part:.0f}%"}),
                            className="part-track",
                            **{"aria-hidden": "true"},
                        ),
                        reason.words,
                    ],
                    className=None if reason.part else "nothing",
                ),
            ]
        )
        for reason in reasons(context, found, partner)
    ]
    return html.Li(
        [head, html.Dl(told, className="reasons"), evidence(context, found, partner, examples)],
        className="match",
        **{"data-partner": partner.nuts_id},
    )


def _more(context: Context, found: Partners, side: Side) -> html.Details | None:
    """The weaker matches, a line each."""
    rest = side.partners[FIRST:]
    if not rest:
        return None
    text = context.text
    lines = []
    for partner in rest:
        words = "; ".join(reason.words for reason in reasons(context, found, partner) if reason.part)
        name = view_link(context.name(partner.nuts_id), pair_state(context, partner))
        match = html.Span(text("partners.map.words", n=text.number(partner.match)), className="quiet")
        lines.append(html.Li([name, ", ", match, f". {words}."], value=str(partner.rank)))
    return html.Details(
        [html.Summary(text.count("partners.more", len(rest))), html.Ol(lines, className="further")], className="weaker"
    )


def _parts(partner: Partner) -> tuple[float, ...]:
    return (partner.priority_part, partner.strength_part, partner.joint_part, partner.programme_part)


def _row(context: Context, partner: Partner) -> tuple[Cell, ...]:
    row: list[Cell] = [context.name(partner.nuts_id), partner.rank, partner.nuts_id, round(partner.match, 1)]
    row += [round(25 * part, 1) for part in _parts(partner)]
    row.append(partner.joint_projects)
    if context.state.domain:
        strength = partner.strengths[0]
        row += [strength.projects, None if strength.environments is None else len(strength.environments)]
    return tuple(row)


def _figure(context: Context, side: Side) -> dict[str, Any]:
    """Bars of the first partners, the best on top; each is made of its four parts."""
    text = context.text
    rows = shown(side)
    names = [f"{partner.rank}. {context.name(partner.nuts_id)}" for partner in rows]
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "name": text(f"partners.part.{part}"),
                "y": names,
                "x": [round(25 * _parts(partner)[i], 1) for partner in rows],
                "marker": {"color": SERIES[i], "pattern": {"shape": PATTERNS[i], "fillmode": "overlay"}},
            }
            for i, part in enumerate(PARTS)
        ],
        "layout": {
            "barmode": "stack",
            "xaxis": {"title": {"text": text("partners.chart.axis")}, "range": [0, 100]},
            "yaxis": {"autorange": "reversed", "type": "category"},
        },
    }


def _alt(context: Context, side: Side) -> str:
    text = context.text
    named = [
        text("partners.chart.named", name=context.name(partner.nuts_id), n=text.number(partner.match))
        for partner in side.partners[:3]
    ]
    m = len(side.partners) + len(side.without_reason)
    return text.count(
        "partners.chart.alt",
        len(side.partners),
        m=text.number(m),
        best=text("partners.chart.best", names=text.names(named)),
    )
