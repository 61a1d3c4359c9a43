"""The list of regions: what share of its known EU money goes to its own priority domains, and what stands behind it."""

from __future__ import annotations

from collections.abc import Sequence

from s3dash.analysis.alignment import FEW, Alignment, Part
from s3dash.views import html
from s3dash.views.chart import ACCENT, DEEP, QUIET, Cell, Chart, chart, priorities_and_projects_source
from s3dash.views.context import Context
from s3dash.views.domains.alignment_words import DETAIL, amount, detail_state, known, per_cent, value
from s3dash.views.parts import percent, view_link

_COLUMNS = ("region", "share", "benchmark", "behind", "unclassified", "missing")
_MOST_NAMED = 3


def regions_section(context: Context, rows: Sequence[Alignment], shown: Chart) -> html.Section:
    """What the list says in words, and the list."""
    words = finding(context, rows)
    return html.Section(
        [html.P(words, className="finding") if words else None, chart(context, shown)], id="alignment-list"
    )


def judged(rows: Sequence[Alignment]) -> list[Alignment]:
    """The regions whose share can be judged, highest first."""
    return [row for row in rows if row.verdict == "judged"]


def finding(context: Context, rows: Sequence[Alignment]) -> str:
    """Who stands out at either end, and how many are above what their domains get anyway; nothing for one region."""
    text, found = context.text, judged(rows)
    if len(found) < 2:
        return ""
    sentences = []
    high, low = (percent(text, row.share or 0.0) for row in (found[0], found[-1]))
    if high != low:
        most, least = (
            _names(context, [row for row in found if percent(text, row.share or 0.0) == end]) for end in (high, low)
        )
        sentences.append(text("alignment.regions.extremes", most=most, high=high, least=least, low=low))
    above = sum(row.against_benchmark > 0 for row in found)
    sentences.append(text.count("alignment.regions.above", above, m=text.number(len(found))))
    return " ".join(sentences)


def regions_chart(context: Context, rows: Sequence[Alignment]) -> Chart:
    """The shares as a table with bars; drawn as bars for the picture."""
    text, state = context.text, context.state
    notes = [text("alignment.regions.note")]
    notes += [text("alignment.regions.note_nuts2")] if state.level == "nuts2" else []
    currency = {"currency": state.currency}
    names = ("share", "benchmark", "inside", "outside", "unclassified", "projects", "priorities", "missing", "remark")
    heads = [text(f"alignment.regions.column.{name}", **currency) for name in names]
    return Chart(
        id="alignment-regions",
        title=_title(context, rows),
        figure=_figure(context, rows),
        columns=(text("alignment.regions.region"), *heads),
        rows=tuple(_values(context, row) for row in rows),
        alt=_alt(context, rows),
        source=priorities_and_projects_source(context),
        note=" ".join(notes),
        height=60 + 24 * len(rows),
        body=_body(context, rows),
        level=3 if state.region else 2,
    )


def _title(context: Context, rows: Sequence[Alignment]) -> str:
    text, found = context.text, judged(rows)
    level = context.state.level
    if not found:
        return text(f"alignment.regions.title_none.{level}")
    low, high = (percent(text, row.share or 0.0) for row in (found[-1], found[0]))
    if len(found) == 1:
        return text("alignment.regions.title_one", region=context.name(found[0].nuts_id), low=low)
    key = "title" if low != high else "title_equal"
    values = {"low": low, "high": high} if low != high else {"low": low}
    return text(f"alignment.regions.{key}.{level}", **values)


def _alt(context: Context, rows: Sequence[Alignment]) -> str:
    text, n = context.text, len(judged(rows))
    sentences = [text.count("alignment.regions.alt", n), finding(context, rows)]
    if len(rows) > n:
        sentences.append(text.count("alignment.regions.alt_rest", len(rows) - n))
    return " ".join(filter(None, sentences))


def _names(context: Context, rows: list[Alignment]) -> str:
    """Up to three regions by name, more by their number."""
    if len(rows) > _MOST_NAMED:
        return context.text(f"alignment.regions.many.{context.state.level}", n=context.text.number(len(rows)))
    return context.names(row.nuts_id for row in rows)


def why(context: Context, row: Alignment) -> str:
    """In a few words why a region has no share."""
    return context.text(f"alignment.why.{row.verdict}")


# ------------------------------------------------------------ the table with bars


def _body(context: Context, rows: Sequence[Alignment]) -> html.Div:
    text = context.text
    few = [row for row in rows if row.verdict == "few"]
    without = [row for row in rows if row.share is None]
    heads = [html.Th(text(f"alignment.regions.{name}"), scope="col", className=f"cell-{name}") for name in _COLUMNS]
    bodies = [html.Tbody([_row(context, row) for row in judged(rows)])]
    if few:
        head = text.count("alignment.regions.few", len(few), limit=text.number(FEW))
        bodies.append(html.Tbody([_group_head(head), *(_row(context, row) for row in few)], className="few"))
    if without:
        head = text.count("alignment.regions.without", len(without))
        bodies.append(html.Tbody([_group_head(head), *(_row_without(context, row) for row in without)]))
    return html.Div(
        html.Table(
            [html.Caption(_title(context, rows)), html.Thead(html.Tr(heads)), *bodies], className="alignment-table"
        ),
        className="table",
    )


def _group_head(words: str) -> html.Tr:
    return html.Tr(html.Th(words, colspan=len(_COLUMNS), scope="rowgroup"), className="group")


def _row(context: Context, row: Alignment) -> html.Tr:
    text = context.text
    share = percent(text, row.share or 0.0)
    benchmark = text("no_data") if row.benchmark is None else percent(text, row.benchmark)
    n = row.classified.known_projects
    return html.Tr(
        [
            _name(context, row),
            html.Td(html.Span([_bar(row.share or 0.0, row.benchmark), html.Strong(share)]), className="cell-share"),
            _cell(context, "benchmark", benchmark),
            _cell(context, "behind", [amount(context, row.classified), html.Small(text.count("n.projects", n))]),
            _cell(context, "unclassified", _unclassified(context, row.unclassified)),
            _cell(context, "missing", _missing(context, row)),
        ],
        className="chosen" if row.nuts_id == context.state.region else None,
    )


def _row_without(context: Context, row: Alignment) -> html.Tr:
    missing = _missing(context, row) if row.priorities else "\u2013"
    return html.Tr(
        [
            _name(context, row),
            html.Td(why(context, row), className="cell-why"),
            *(html.Td(className=f"cell-{name}") for name in _COLUMNS[2:-1]),
            _cell(context, "missing", missing),
        ],
        className="chosen" if row.nuts_id == context.state.region else None,
    )


def _name(context: Context, row: Alignment) -> html.Th:
    name = context.name(row.nuts_id)
    target = detail_state(context, row.nuts_id)
    link = view_link(name, target, **{"aria-label": context.text("alignment.regions.choose", region=name)})
    link.attributes["href"] = f"{target.url}#{DETAIL}"
    if row.nuts_id == context.state.region:
        link.attributes["aria-current"] = "true"
    return html.Th(link, scope="row")


def _bar(share: float, benchmark: float | None) -> html.Span:
    """A track whose length is all of the money with a domain; the mark is where the same domains in Sweden stand."""
    mark = None if benchmark is None else html.Span(className="track-mark", style={"left": f"{100 * benchmark:.1f}%"})
    return html.Span(
        [html.Span(className="track-fill", style={"width": f"{100 * share:.1f}%"}), mark],
        className="track",
        **{"aria-hidden": "true"},
    )


def _unclassified(context: Context, part: Part) -> html.Node:
    """The known amount in projects without a domain, and their number, those of unknown amounts included."""
    if not part.projects:
        return "\u2013"
    words = amount(context, part) if part.known_projects else known(context, part)
    return [words, html.Small(context.text.count("n.projects", part.projects))]


def _missing(context: Context, row: Alignment) -> html.Node:
    text, n = context.text, len(row.without_project)
    if not n:
        return text("alignment.regions.none")
    return text("alignment.regions.n_of_m", n=text.number(n), m=text.number(len(row.priorities)))


def _cell(context: Context, name: str, content: html.Node) -> html.Td:
    label = context.text(f"alignment.regions.{name}")
    return html.Td(content, className=f"cell-{name}", **{"data-label": label})


# ------------------------------------------------------------ the figure and the values


def _figure(context: Context, rows: Sequence[Alignment]) -> dict[str, object]:
    """Horizontal bars in the order of the table, those of few projects hatched."""
    text = context.text
    # Plotly draws the first category at the bottom.
    shown = [row for row in reversed(rows) if row.share is not None]
    traces: list[dict[str, object]] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": text(f"alignment.regions.figure.{name}"),
            "y": [context.name(row.nuts_id) for row in shown if row.verdict == verdict],
            "x": [per_cent(row.share) for row in shown if row.verdict == verdict],
            "marker": marker,
        }
        for name, verdict, marker in (
            ("share", "judged", {"color": DEEP}),
            ("few", "few", {"color": QUIET, "pattern": {"shape": "/"}}),
        )
    ]
    traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "name": text("alignment.regions.figure.benchmark"),
            "y": [context.name(row.nuts_id) for row in shown],
            "x": [per_cent(row.benchmark) for row in shown],
            "marker": {"symbol": "line-ns", "size": 16, "color": ACCENT, "line": {"color": ACCENT, "width": 3}},
        }
    )
    return {
        "data": traces,
        "layout": {
            "barmode": "overlay",
            "xaxis": {"title": {"text": text("alignment.regions.figure.axis")}, "range": [0, 100]},
            "yaxis": {
                "categoryorder": "array",
                "categoryarray": [context.name(row.nuts_id) for row in shown],
                "showgrid": False,
            },
        },
    }


def _values(context: Context, row: Alignment) -> tuple[Cell, ...]:
    listed = bool(row.priorities)
    remark = context.text("alignment.regions.remark_few") if row.verdict == "few" else ""
    return (
        context.name(row.nuts_id),
        per_cent(row.share),
        per_cent(row.benchmark),
        value(context, row.inside) if listed else None,
        value(context, row.outside) if listed else None,
        value(context, row.unclassified),
        row.classified.known_projects,
        len(row.priorities) if listed else None,
        len(row.without_project) if listed else None,
        remark if row.share is not None else why(context, row),
    )
