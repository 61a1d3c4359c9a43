"""Where a region and the nearest ones stand among all that are compared: a row of dots for each figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from s3dash.analysis.structure import Ranking
from s3dash.analysis.traits import BESIDE, TRAITS, Figure, figures, kind_of, scaled_beside, scaled_traits
from s3dash.views.chart import ACCENT, DEEP, QUIET, SYMBOLS, Chart
from s3dash.views.context import Context
from s3dash.views.peers.measures import DECIMALS, figures_source, raw, spoken_name

_NAMED = 3
"""How many of the nearest regions have a mark of their own."""


def standing_chart(context: Context, ranking: Ranking) -> Chart:
    """Where the region and the nearest ones stand among all that are compared, a row for each figure."""
    text, dataset = context.text, context.dataset
    kind = kind_of(dataset, ranking.nuts_id)
    table = figures(dataset, kind)
    scales = {**scaled_traits(dataset, kind).values, **{k: v for k, v in scaled_beside(dataset, kind).items() if v}}
    shown = [one for one in (*(trait.id for trait in TRAITS), *BESIDE) if one in scales]
    named = {
        ranking.nuts_id: (ACCENT, "diamond"),
        **{peer.nuts_id: (DEEP, SYMBOLS[(0, 2, 3)[n]]) for n, peer in enumerate(ranking.peers[:_NAMED])},
    }
    regions = [ranking.nuts_id, *(peer.nuts_id for peer in ranking.peers), *ranking.unranked]
    others = [code for code in regions if code not in named]
    lines = [_dots(context, others, shown, scales, table, text("peers.standing.others"), QUIET, "circle", 7, 0.45)]
    lines += [
        _dots(context, [code], shown, scales, table, context.name(code), colour, symbol, 13, 1.0)
        for code, (colour, symbol) in reversed(named.items())
    ]
    counted = sum(one not in BESIDE for one in shown)
    ends = [text("peers.standing.lowest"), text("peers.standing.highest")]
    layout: dict[str, object] = {
        "xaxis": {
            "range": [-0.03, 1.03],
            "tickvals": [0, 1],
            "ticktext": ends,
            # with both marks hidden, as on a phone, Plotly could not place the title
            "ticklabeloverflow": "allow",
            "title": {"text": text("peers.standing.axis")},
        },
        "yaxis": {
            "tickvals": list(range(len(shown))),
            "ticktext": [text(f"peers.short.{one}") for one in shown],
            "range": [len(shown) - 0.4, -0.6],
            "zeroline": False,
        },
    }
    if counted < len(shown):
        line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": counted - 0.5, "y1": counted - 0.5}
        layout["shapes"] = [{**line, "line": {"color": QUIET, "width": 1}}]
    return Chart(
        id="standing",
        title=text("peers.standing.title", region=context.name(ranking.nuts_id), n=text.number(len(regions))),
        figure={"data": lines, "layout": layout},
        columns=(text("fact.region"), *(text(f"peers.column.{one}") for one in shown)),
        rows=tuple((context.name(code), *(raw(one, table[one].get(code)) for one in shown)) for code in regions),
        alt=" ".join(_standing(context, one, table[one], regions) for one in shown),
        source=figures_source(context, shown),
        note=text("peers.standing.note"),
        height=110 + 38 * len(shown),
        decimals=2,
    )


def _dots(
    context: Context,
    codes: Sequence[str],
    shown: list[str],
    scales: Mapping[str, Mapping[str, float]],
    table: Mapping[str, Mapping[str, Figure]],
    name: str,
    colour: str,
    symbol: str,
    size: int,
    opacity: float,
) -> dict[str, object]:
    """The marks of some regions on every row."""
    text = context.text
    points = [(one, row, code) for row, one in enumerate(shown) for code in codes if code in scales[one]]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [round(scales[one][code], 4) for one, _, code in points],
        "y": [row for _, row, _ in points],
        "text": [
            f"{context.name(code)}: {text.number(table[one][code].value, DECIMALS[one])}" for one, _, code in points
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"color": colour, "symbol": symbol, "size": size, "opacity": opacity},
    }


def _standing(context: Context, one: str, values: Mapping[str, Figure], regions: Sequence[str]) -> str:
    """The region's place in one figure, the highest value first; equals share a place."""
    text, own = context.text, context.region.nuts_id
    trait = spoken_name(context, one)
    trait = trait[0].upper() + trait[1:]
    if own not in values:
        return text("peers.standing.missing", trait=trait)
    compared = [values[code].value for code in regions if code in values]
    return text(
        "peers.standing.figure",
        trait=trait,
        value=text.number(values[own].value, DECIMALS[one]),
        place=1 + sum(value > values[own].value for value in compared),
        n=len(compared),
    )
