"""A chart of who works apart: how many regions have each domain, and how many of its projects are joint."""

from __future__ import annotations

from typing import Any

from s3dash.analysis.overlap import LEAST_PROJECTS, Overlap, Overlaps, joint_share
from s3dash.views.chart import ACCENT, DEEP, QUIET, Cell, Chart, priorities_and_projects_source
from s3dash.views.context import Context
from s3dash.views.domains.overlap_words import APART, share, units
from s3dash.views.parts import first_large

_COLUMNS = (
    "domain", "regions", "listed", "neighbours", "projects", "placed",
    "several", "across", "joint", "median", "hhi_projects", "hhi_money", "verdict",
)  # fmt: skip


def overlap_chart(context: Context, found: Overlaps) -> Chart:
    """How many regions have each domain, and how many of its projects are joint."""
    text = context.text
    drawn = [one for one in found.domains if one.reach.placed >= LEAST_PROJECTS]
    drawn.sort(key=lambda one: (-len(one.regions), one.joint_share))
    left_out = [one for one in found.domains if one.reach.placed < LEAST_PROJECTS]
    remarks = [text("overlap.chart.note", units=units(context))]
    if _edge(drawn):
        remarks.append(text("overlap.chart.limit", units=units(context)))
    if left_out:
        names = context.domain_names(one.domain for one in left_out)
        remarks.append(text("overlap.chart.not_drawn", least=LEAST_PROJECTS, names=names))
    return Chart(
        id="overlap",
        title=text("overlap.chart.title"),
        figure=_figure(context, found, drawn),
        columns=_columns(context),
        rows=tuple(_row(context, one) for one in found.domains),
        alt=_alt(context, found, drawn),
        source=priorities_and_projects_source(context),
        note=" ".join(remarks),
        height=110 + 27 * len(drawn),
        decimals=2,
    )


def _figure(context: Context, found: Overlaps, drawn: list[Overlap]) -> dict[str, Any]:
    """A row for each domain, those that most regions have on top; the further left, the fewer joint projects."""
    text = context.text
    traces: list[dict[str, Any]] = []
    for key, colour, symbol, apart in (("other", DEEP, "circle", False), ("flagged", ACCENT, "diamond", True)):
        points = [one for one in drawn if (one.verdict in APART) == apart]
        if points:
            traces.append(
                {
                    "type": "scatter",
                    "mode": "markers+text",
                    "name": text(f"overlap.chart.{key}"),
                    "x": [round(100 * (one.joint_share or 0), 1) for one in points],
                    "y": [_label(context, one) for one in points],
                    "text": [f"\u00a0{_of_placed(context, one)}" for one in points],
                    "textposition": "middle right",
                    "customdata": [_hover(context, one) for one in points],
                    "hovertemplate": "%{customdata}<extra></extra>",
                    "cliponaxis": False,
                    "marker": {
                        "color": colour,
                        "symbol": symbol,
                        "size": [one.reach.placed for one in points],
                        "sizemode": "area",
                        "sizeref": 0.25,
                        "sizemin": 4,
                        "opacity": 1,
                    },
                }
            )
    rows = [_label(context, one) for one in drawn]
    every = joint_share(found.together)
    if rows and every is not None:
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": text("overlap.chart.line", share=share(context, every)),
                "x": [round(100 * every, 1)] * 2,
                "y": [rows[0], rows[-1]],
                "line": {"color": QUIET, "width": 1.5, "dash": "dot"},
                "hoverinfo": "skip",
            }
        )
    highest = max((one.joint_share or 0.0 for one in drawn), default=0.0)
    layout = {
        "xaxis": {
            "title": {"text": text("overlap.chart.x")},
            "range": [-3, max(40.0, 170 * highest + 8)],
            "zeroline": False,
            "dtick": 20,
            "tickangle": 0,
        },
        "yaxis": {
            "categoryorder": "array",
            "categoryarray": rows,
            "range": [len(rows) - 0.4, -0.6],
            "title": {"text": first_large(text("overlap.chart.y", units=units(context), of=_listed(found)))},
        },
    }
    return {"data": traces, "layout": layout | _edge(drawn)}


def _edge(drawn: list[Overlap]) -> dict[str, Any]:
    """The line between domains that many regions have and those that fewer have, where there are both."""
    many = sum(one.signs.many for one in drawn)
    if not 0 < many < len(drawn):
        return {}
    line = {"color": QUIET, "width": 1, "dash": "dash"}
    y = many - 0.5
    return {"shapes": [{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": line}]}


def _label(context: Context, one: Overlap) -> str:
    return f"{context.domain_short(one.domain)} \u00b7 {len(one.regions)}"


def _of_placed(context: Context, one: Overlap) -> str:
    return context.text("overlap.table.of", n=one.reach.joint, of=one.reach.placed)


def _listed(found: Overlaps) -> int:
    return found.domains[0].listed if found.domains else 0


def _hover(context: Context, one: Overlap) -> str:
    return context.text(
        "overlap.chart.hover",
        name=context.domain_name(one.domain),
        regions=len(one.regions),
        of=one.listed,
        units=units(context, one.listed),
        joint=one.reach.joint,
        projects=one.reach.placed,
    )


def _alt(context: Context, found: Overlaps, drawn: list[Overlap]) -> str:
    text = context.text
    if not drawn:
        return text("overlap.chart.alt_none", least=LEAST_PROJECTS)
    sentences = [text.count("overlap.chart.alt", len(drawn), least=LEAST_PROJECTS)]
    many = [one for one in drawn if one.signs.many and one.verdict != "unlisted"]
    if many:
        least = min(one.joint_share or 0.0 for one in many)
        lowest = [one for one in many if one.joint_share == least]
        sentences.append(
            text.count(
                "overlap.chart.alt_lowest",
                len(lowest),
                names=context.domain_names(one.domain for one in lowest),
                units=units(context),
                share=share(context, least),
                all=share(context, joint_share(found.together)),
            )
        )
    return " ".join(sentences)


def _columns(context: Context) -> tuple[str, ...]:
    text, state = context.text, context.state
    words = {"units": first_large(units(context)), "unit": units(context, 1), "currency": state.currency}
    first = (text(f"overlap.chart.column.{name}", **words) for name in _COLUMNS[:6])
    words["units"] = units(context)
    return (*first, *(text(f"overlap.chart.column.{name}", **words) for name in _COLUMNS[6:]))


def _row(context: Context, one: Overlap) -> tuple[Cell, ...]:
    reach = one.reach
    return (
        context.domain_name(one.domain),
        len(one.regions),
        one.listed,
        len(one.neighbours),
        one.projects,
        reach.placed,
        reach.several,
        reach.across,
        reach.joint,
        reach.median_sek if context.state.currency == "SEK" else reach.median_eur,
        None if one.hhi_projects is None else round(one.hhi_projects, 4),
        None if one.hhi_money is None else round(one.hhi_money, 4),
        context.text(f"overlap.verdict.{one.verdict}"),
    )
