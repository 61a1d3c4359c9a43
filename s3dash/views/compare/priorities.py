"""The block of priorities: each domain in both periods, those that the regions share first."""

from __future__ import annotations

from collections.abc import Iterable

from s3dash.analysis.comparison import SHARINGS, DomainRow, PriorityComparison, Standing
from s3dash.analysis.priorities import with_counties
from s3dash.data.schema import PERIODS
from s3dash.views import html
from s3dash.views.chart import QUIET, SERIES, SYMBOLS, Chart, chart, priorities_source
from s3dash.views.compare.columns import (
    Row,
    Words,
    block,
    few_domains,
    finding,
    group_heading,
    series,
    table,
)
from s3dash.views.context import Context
from s3dash.views.original import priority_words
from s3dash.views.parts import confidence_mark, source_link, view_link

_SIZES: dict[Standing, int] = {"primary": 13, "secondary": 9, "none": 9}


def priorities_block(context: Context, found: PriorityComparison) -> tuple[html.Section, tuple[Chart, ...]]:
    """The sentence and the table; every domain opens to the priorities as the regions state them."""
    text = context.text
    words = priorities_words(context, found)
    heading = text("compare.priorities.heading")
    if not found.rows:
        return block("priorities", heading, finding(words)), ()
    shown = Chart(
        id="priorities",
        title=text("compare.priorities.chart", period=text.period(found.period)),
        figure=_figure(context, found),
        columns=_columns(context),
        rows=tuple(_values(context, row) for row in found.rows),
        alt=str(words),
        source=priorities_source(context),
        height=80 + 26 * len(found.rows),
        body=_table(context, found),
    )
    return block("priorities", heading, [*finding(words), chart(context, shown)]), (shown,)


def priorities_words(context: Context, found: PriorityComparison) -> Words:
    """What the regions share and what each has alone, and of which nothing can be said."""
    text, period, counted = context.text, context.text.period(found.period), found.counted
    main, more = [], []
    if len(counted) > 1:
        shared, regions = found.shared_by("all"), context.names(counted)
        many = "two" if len(counted) == 2 else "several"
        key = f"compare.priorities.shared_{many}" if shared else f"compare.priorities.nothing_{many}"
        main.append(text(key, regions=regions, domains=few_domains(context, shared), period=period))
        more += [
            text("compare.priorities.only", region=context.name(code), domains=few_domains(context, only))
            for code in counted
            if (only := found.only(code))
        ]
    elif counted:
        main.append(text("compare.priorities.one_list", region=context.name(counted[0]), period=period))
    if found.missing:
        more.append(text("compare.priorities.missing", regions=context.names(found.missing), period=period))
    if found.stand_ins:
        more.append(text("compare.priorities.stand_in", regions=context.names(found.stand_ins)))
    return Words(tuple(main), tuple(more))


def standing_words(context: Context, standing: Standing | None) -> str:
    """A standing in words; of a region without a list that there is no data."""
    return context.text("no_data") if standing is None else context.text(f"compare.standing.{standing}")


def _table(context: Context, found: PriorityComparison) -> html.Table:
    text = context.text
    periods = html.Span([html.Span(_short(period)) for period in PERIODS], className="periods")
    head = html.Tr([html.Td(_key(context)), *(html.Td(periods) for _ in found.regions)], className="periods-row")
    rows: list[Row | html.Tbody] = []
    for sharing in SHARINGS:
        of_kind = [row for row in found.rows if row.sharing == sharing]
        if of_kind:
            name = "both" if sharing == "all" and len(found.counted) == 2 else sharing
            rows.append(group_heading(context, text(f"compare.sharing.{name}"), len(of_kind)))
            rows += [_row(context, found, row) for row in of_kind]
    return table(context, text("compare.priorities.caption"), rows, head, "domains")


def _short(period: str) -> str:
    """A period in a narrow column: 14–20."""
    first, last = period.split("-")
    return f"{first[2:]}\u2013{last[2:]}"


def _key(context: Context) -> html.Span:
    """What the signs mean."""
    keys: Iterable[Standing | None] = ("primary", "secondary", "none", None)
    return html.Span(
        [html.Span([_sign(standing, 0), " ", standing_words(context, standing)]) for standing in keys], className="key"
    )


def _sign(standing: Standing | None, n: int) -> html.Span:
    return html.Span(className=f"standing {standing or 'unknown'}", style={"--mark": series(n)})


def _row(context: Context, found: PriorityComparison, row: DomainRow) -> Row:
    state = context.state
    cells = []
    for n in range(len(found.regions)):
        signs = [_sign(row.standings[period][n], n) for period in PERIODS]
        spoken = "; ".join(
            f"{context.text.period(period)}: {standing_words(context, row.standings[period][n])}" for period in PERIODS
        )
        stand_in = found.bases[found.period][n] == "national"
        remark = context.text("compare.national") if stand_in and row.standings[found.period][n] != "none" else None
        signs.append(html.Span(spoken, className="spoken"))
        cells.append([html.Span(signs, className="signs"), html.Small(remark) if remark else None])
    more = tuple(_stated(context, code, row, n) for n, code in enumerate(found.regions))
    about = html.A(context.text("compare.priorities.domain_page"), href=state.about("domain", row.domain).url)
    return Row(context.domain_name(row.domain), tuple(cells), row.sharing, more, about)


def _stated(context: Context, code: str, row: DomainRow, n: int) -> html.Node:
    """A region's priorities in a domain as it states them, the newest period first, with their sources."""
    text = context.text
    parts: list[html.Node] = []
    for period in reversed(PERIODS):
        rows = [one for one in with_counties(context.dataset, code, period) if row.domain in one.domains]
        if not rows:
            parts += [html.H4(text.period(period)), html.P(_why_none(context, row, period, n), className="quiet")]
            continue
        items = []
        for one in rows:
            details: list[html.Node] = []
            if one.name_en and one.name_en.casefold() != one.name_original.casefold():
                details.append(html.Span(one.name_en, lang="en"))
            if one.nuts_id != code:
                details.append(html.Span(context.name(one.nuts_id)))
            details += [confidence_mark(text, one.confidence), source_link(context, one.source_id)]
            items.append(html.Li([priority_words(one), html.Span(details, className="details")]))
        parts += [html.H4(text.period(period)), html.Ul(items)]
    on_map = context.state.but(page="explore", region=code, domain=row.domain, colour="domain")
    return [*parts, html.P(view_link(text("compare.priorities.on_map"), on_map))]


def _why_none(context: Context, row: DomainRow, period: str, n: int) -> str:
    """Why there is nothing to read in a period: no list, or a list without the domain."""
    return context.text("no_data") if row.standings[period][n] is None else context.text("compare.priorities.not_here")


def _columns(context: Context) -> tuple[str, ...]:
    text = context.text
    heads = [f"{context.name(code)} {text.period(period)}" for code in context.state.compared for period in PERIODS]
    return (text("control.domain"), text("compare.priorities.column_shared"), *heads)


def _values(context: Context, row: DomainRow) -> tuple[str, ...]:
    text, regions = context.text, range(len(context.state.compared))
    cells = [standing_words(context, row.standings[period][n]) for n in regions for period in PERIODS]
    name = context.domain_name(row.domain)
    return (name, text("compare.priorities.of", n=len(row.regions)), *cells)


def _figure(context: Context, found: PriorityComparison) -> dict[str, object]:
    """The signs of the table as a drawing, for the picture: two columns for each region."""
    names = [context.domain_name(row.domain) for row in found.rows]
    data = []
    for n, code in enumerate(found.regions):
        for place, period in enumerate(PERIODS):
            standings = [row.standings[period][n] for row in found.rows]
            chosen = [k for k, standing in enumerate(standings) if standing is not None]
            data.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "name": f"{context.name(code)} {_short(period)}",
                    "showlegend": False,
                    "x": [3 * n + place for _ in chosen],
                    "y": [names[k] for k in chosen],
                    "marker": {
                        "symbol": [f"{SYMBOLS[n]}{'-open' if standings[k] == 'none' else ''}" for k in chosen],
                        "opacity": 1,
                        "size": [_SIZES[standings[k] or "none"] for k in chosen],
                        "color": [SERIES[n] if standings[k] != "none" else QUIET for k in chosen],
                    },
                }
            )
    places = [3 * n + place for n in range(len(found.regions)) for place in range(2)]
    labels = [_short(period) for _ in found.regions for period in PERIODS]
    return {
        "data": data,
        "layout": {
            "xaxis": {
                "tickvals": places,
                "ticktext": labels,
                "range": [-0.8, 3 * len(found.regions) - 1.2],
                "showgrid": False,
                "zeroline": False,
                "title": {"text": context.text("compare.priorities.axis")},
            },
            "yaxis": {"autorange": "reversed", "categoryorder": "array", "categoryarray": names},
            "margin": {"t": 40},
            "annotations": [
                {
                    "text": f"<b>{context.name(code)}</b>",
                    "x": 3 * n + 0.5,
                    "y": 1,
                    "xref": "x",
                    "yref": "paper",
                    "yanchor": "bottom",
                    "showarrow": False,
                }
                for n, code in enumerate(found.regions)
            ],
        },
    }
