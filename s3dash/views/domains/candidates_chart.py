"""All NUTS2 areas at once: which domains most of their counties share."""

from __future__ import annotations

from collections import Counter
from typing import Any

from s3dash.analysis.candidates import LEAST_COUNTIES, Area
from s3dash.views import html
from s3dash.views.chart import SEQUENTIAL, Cell, Chart, priorities_and_projects_source
from s3dash.views.context import Context
from s3dash.views.parts import view_link

_COLUMNS = ("area", "domain", "counties", "of", "names", "own", "focus", "projects")


def candidates_chart(context: Context, every: tuple[Area, ...]) -> Chart:
    """A row for each domain that is a candidate somewhere, a column for each area."""
    text = context.text
    found = Counter(candidate.domain for area in every for candidate in area.candidates)
    domains = sorted(found, key=lambda domain: (-found[domain], context.dataset.domain(domain).position))
    return Chart(
        id="candidates",
        title=text("candidates.chart.title"),
        figure=_figure(context, every, domains),
        columns=tuple(text(f"candidates.chart.column.{name}") for name in _COLUMNS),
        rows=tuple(row for area in every for row in _rows(context, area)),
        alt=_alt(context, found, domains),
        source=priorities_and_projects_source(context),
        note=text("candidates.chart.note"),
        height=max(200, 34 * len(domains) + 90),
        body=_table(context, every, domains),
        level=2,
    )


def _alt(context: Context, found: Counter[str], domains: list[str]) -> str:
    text = context.text
    if not domains:
        return text("candidates.chart.alt_none")
    most = found[domains[0]]
    first = [context.domain_short(domain) for domain in domains if found[domain] == most]
    key = "candidates.chart.alt_single" if len(first) == 1 else "candidates.chart.alt"
    return text.count(key, most, names=text.names(first))


def _table(context: Context, every: tuple[Area, ...], domains: list[str]) -> html.Div | html.P:
    """The overview as a table; a mark leads to the area's part of the page."""
    text = context.text
    if not domains:
        return html.P(text("candidates.chart.alt_none"), className="empty")
    heads = [html.Th(text("candidates.chart.domain"), scope="col")]
    heads += [html.Th(_way(context, area, context.name(area.nuts_id)), scope="col") for area in every]
    rows = []
    for domain in domains:
        head = html.Th(context.domain_name(domain), scope="row")
        rows.append(html.Tr([head, *(_cell(context, area, domain) for area in every)], **{"data-domain": domain}))
    table = html.Table([html.Caption(text("candidates.chart.title")), html.Thead(html.Tr(heads)), html.Tbody(rows)])
    return html.Div(table, className="table shared", tabindex="0")


def _cell(context: Context, area: Area, domain: str) -> html.Td:
    text = context.text
    candidate = next((one for one in area.candidates if one.domain == domain), None)
    if candidate is None:
        few = len(area.listed) < LEAST_COUNTIES
        key = "single" if len(area.counties) == 1 else "few"
        return html.Td(text(f"candidates.chart.{key}") if few else None, className="none")
    values = {"n": len(candidate.counties), "of": len(area.listed)}
    key = "every" if candidate.every else "most"
    names = {"domain": context.domain_name(domain), "area": context.name(area.nuts_id)}
    way = _way(context, area, text(f"candidates.chart.{key}", **values))
    way.attributes["aria-label"] = text(f"candidates.chart.{key}_long", **names, **values)
    return html.Td(way, className=key, **{"data-area": area.nuts_id})


def _way(context: Context, area: Area, words: str) -> html.A:
    """The way to an area: further down on the page, or the page about that one where a region is chosen."""
    if context.state.region:
        return view_link(words, context.state.but(region=area.nuts_id, level="nuts2"))
    return html.A(words, href=f"#area-{area.nuts_id}")


def _figure(context: Context, every: tuple[Area, ...], domains: list[str]) -> dict[str, Any]:
    """The same as squares for the picture: darker where a larger share of the counties has the domain."""
    shares: list[list[float | None]] = []
    words: list[list[str]] = []
    for domain in domains:
        row: list[float | None] = []
        said: list[str] = []
        for area in every:
            candidate = next((one for one in area.candidates if one.domain == domain), None)
            row.append(None if candidate is None else round(len(candidate.counties) / len(area.listed), 3))
            said.append("" if candidate is None else f"{len(candidate.counties)}/{len(area.listed)}")
        shares.append(row)
        words.append(said)
    light, dark = SEQUENTIAL[0], SEQUENTIAL[2]
    return {
        "data": [
            {
                "type": "heatmap",
                "x": [context.name(area.nuts_id) for area in every],
                "y": [context.domain_name(domain) for domain in domains],
                "z": shares,
                "text": words,
                "texttemplate": "%{text}",
                "hoverinfo": "x+y+text",
                "zmin": 0.5,
                "zmax": 1,
                "colorscale": [[0, light], [1, dark]],
                "showscale": False,
                "xgap": 3,
                "ygap": 3,
            }
        ],
        "layout": {
            "xaxis": {"side": "top", "showgrid": False},
            "yaxis": {"autorange": "reversed", "showgrid": False},
        },
    }


def _rows(context: Context, area: Area) -> list[tuple[Cell, ...]]:
    text = context.text
    return [
        (
            context.name(area.nuts_id),
            context.domain_name(candidate.domain),
            len(candidate.counties),
            len(area.listed),
            ", ".join(context.name(code) for code in candidate.counties),
            text("candidates.chart.own" if candidate.own else "candidates.chart.not_own"),
            ", ".join(context.programme_name(f.programme_id) for f in candidate.funders if f.mention) or None,
            candidate.projects,
        )
        for candidate in area.candidates
    ]
