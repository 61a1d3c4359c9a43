"""The country: how many counties prioritise each domain against what the domain gets."""

from __future__ import annotations

from s3dash.analysis.balance import Balance, DomainBalance
from s3dash.views import html
from s3dash.views.chart import ACCENT, DEEP, QUIET, Cell, Chart, chart, priorities_and_projects_source
from s3dash.views.context import Context
from s3dash.views.domains.alignment_words import amount, domain_link, millions, value
from s3dash.views.parts import empty
from s3dash.views.point_labels import label_places

_NAMED = 3
_MARGIN = 1.1
"""How far the axis of the money reaches beyond the largest amount."""


def country_section(context: Context, found: Balance, shown: Chart | None) -> html.Section:
    """The scatter, and the domains furthest from its line; why there is none where a side of it is missing."""
    text = context.text
    parts: list[html.Node] = [html.H2(text("alignment.country.heading"))]
    if shown is None:
        key = "no_money" if found.counties else "no_lists"
        return html.Section(
            [*parts, empty(text(f"alignment.country.{key}", period=text.period(context.state.period)))],
            id="alignment-country",
        )
    lists = [
        _list(context, found, f"alignment.country.{key}", rows)
        for key, rows in (("above", found.most_above(_NAMED)), ("below", found.most_below(_NAMED)))
        if rows
    ]
    return html.Section(
        [*parts, chart(context, shown), html.Div(lists, className="out-of-step")], id="alignment-country"
    )


def _list(context: Context, found: Balance, key: str, rows: list[DomainBalance]) -> html.Div:
    text = context.text
    items = [
        html.Li(
            [
                html.Strong(domain_link(context, row.domain)),
                html.Span(
                    [
                        html.Span(_counties(context, found, row)),
                        html.Span(_row_amounts(context, row)),
                    ],
                    className="details",
                ),
            ]
        )
        for row in rows
    ]
    return html.Div([html.H3(text(key)), html.Ul(items)])


def _counties(context: Context, found: Balance, row: DomainBalance) -> str:
    n, m = context.text.number(row.counties), context.text.number(found.counties)
    return context.text("alignment.country.counties", n=n, m=m)


def _row_amounts(context: Context, row: DomainBalance) -> str:
    expected = context.text.amount(row.expected_eur, row.expected_sek, context.state.currency)
    if not row.part.projects:
        return context.text("alignment.country.row_none", expected=expected)
    return context.text("alignment.country.row", amount=amount(context, row.part), expected=expected)


def country_chart(context: Context, found: Balance) -> Chart | None:
    """Every domain as a point; None where no county has a list, or no money with a domain is known."""
    text, state = context.text, context.state
    if not found.counties or not found.classified.eur:
        return None
    heads = {"counties": {"m": text.number(found.counties)}, "amount": {"currency": state.currency}}
    heads |= {"domain": {}, "projects": {}, "expected": {"currency": state.currency}}
    columns = ("domain", "counties", "projects", "amount", "expected")
    return Chart(
        id="alignment-country",
        title=text(f"alignment.country.{found.connection or 'undefined'}"),
        figure=_figure(context, found),
        columns=tuple(text(f"alignment.country.column.{name}", **heads[name]) for name in columns),
        rows=tuple(_values(context, row) for row in found.domains),
        alt=_alt(context, found),
        source=priorities_and_projects_source(context),
        note=" ".join(_notes(context, found)),
        height=470,
    )


def _figure(context: Context, found: Balance) -> dict[str, object]:
    """Points in two groups, those furthest from the line and the others, and the line."""
    text, state = context.text, context.state
    named = {row.domain for row in (*found.most_above(_NAMED), *found.most_below(_NAMED))}
    shown = [row for row in found.domains if row.part.is_known]
    words = [context.domain_short(row.domain) for row in shown]
    left, right = -1.2, max(row.counties for row in shown) + 1.4
    most = max(millions(context, row.part) for row in shown)
    low, high = -0.11 * most, _MARGIN * most
    spots = [
        ((row.counties - left) / (right - left), (millions(context, row.part) - low) / (high - low)) for row in shown
    ]
    places = dict(zip((row.domain for row in shown), label_places(spots, words), strict=True))
    groups = (
        ("others", [row for row in shown if row.domain not in named], QUIET, "circle"),
        ("outstanding", [row for row in shown if row.domain in named], DEEP, "diamond"),
    )
    traces = [
        {
            "type": "scatter",
            "mode": "markers+text",
            "name": text(f"alignment.country.{name}"),
            "x": [row.counties for row in rows],
            "y": [millions(context, row.part) for row in rows],
            "text": [context.domain_short(row.domain) for row in rows],
            "textposition": [places[row.domain] for row in rows],
            "marker": {"color": colour, "size": 10, "symbol": symbol},
            "hovertext": [_hover(context, found, row) for row in rows],
            "hoverinfo": "text",
            "cliponaxis": False,
        }
        for name, rows, colour, symbol in groups
        if rows
    ]
    return {
        "data": [_line(context, found, right, high), *traces],
        "layout": {
            "xaxis": {"title": {"text": text("alignment.country.x")}, "range": [left, right], "zeroline": False},
            "yaxis": {
                "title": {"text": text("alignment.country.y", unit=text(f"alignment.unit.{state.currency}"))},
                "range": [low, high],
            },
        },
    }


def _line(context: Context, found: Balance, right: float, high: float) -> dict[str, object]:
    """From nothing to the end of the drawing: what a domain would get with a number of counties."""
    some = next(row for row in found.domains if row.counties)
    whole = some.expected_sek if context.state.currency == "SEK" else some.expected_eur
    slope = whole / some.counties / 1e6
    end = min(right, high / slope)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": context.text("alignment.country.choices"),
        "x": [0, round(end, 4)],
        "y": [0, round(slope * end, 4)],
        "line": {"color": ACCENT, "width": 1.5, "dash": "dash"},
        "hoverinfo": "skip",
    }


def _hover(context: Context, found: Balance, row: DomainBalance) -> str:
    text = context.text
    name = context.domain_name(row.domain).replace("&", "&amp;")
    n, m = text.number(row.counties), text.number(found.counties)
    return text("alignment.country.hover", name=name, n=n, m=m, amount=amount(context, row.part))


def _notes(context: Context, found: Balance) -> list[str]:
    text = context.text
    notes = [text("alignment.country.note")]
    unknown = [row for row in found.domains if not row.part.is_known]
    if found.correlation is not None:
        r, limit = text.number(found.correlation, 2), text.number(found.limit_of_chance, 2)
        notes.append(text("alignment.country.correlation", r=r, limit=limit))
    if found.unclassified.known_projects:
        n = found.unclassified.known_projects
        notes.append(text.count("alignment.country.unclassified", n, amount=amount(context, found.unclassified)))
    if unknown:
        names = text.names([context.domain_short(row.domain) for row in unknown])
        notes.append(text("alignment.country.unknown", names=names))
    return notes


def _values(context: Context, row: DomainBalance) -> tuple[Cell, ...]:
    expected = row.expected_sek if context.state.currency == "SEK" else row.expected_eur
    name = context.domain_name(row.domain)
    return name, row.counties, row.part.projects, value(context, row.part), float(round(expected))


def _alt(context: Context, found: Balance) -> str:
    text = context.text
    sentences = [text("alignment.country.note")]
    for key, rows in (("alt_above", found.most_above(_NAMED)), ("alt_below", found.most_below(_NAMED))):
        if rows:
            names = [
                f"{context.domain_short(row.domain)} ({_counties(context, found, row)}, "
                f"{amount(context, row.part)})"
                for row in rows
            ]
            sentences.append(text(f"alignment.country.{key}", names=text.names(names)))
    return " ".join(sentences)
