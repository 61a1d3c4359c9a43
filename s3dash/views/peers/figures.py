"""The figures of a region and the nearest ones as a table, and what each group makes of the distances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from s3dash.analysis.structure import Ranking, StructuralPeer
from s3dash.analysis.traits import BESIDE, TRAITS, Figure, figures, kind_of
from s3dash.views import html
from s3dash.views.chart import Chart
from s3dash.views.context import Context
from s3dash.views.parts import view_link
from s3dash.views.peers.heatmap import heatmap
from s3dash.views.peers.measures import DECIMALS, figures_source, raw, years
from s3dash.views.peers.rows import SHOWN, percent

_GROUP = {trait.id: trait.group for trait in TRAITS}
_STEPS = (0.05, 0.15, 0.3, 0.5)
"""Limits of a cell's shade, as differences on the scale from 0 to 1."""


def figures_chart(context: Context, ranking: Ranking) -> Chart:
    """The region and the nearest ones: every figure, and how much of the distance each group makes."""
    text = context.text
    kind = kind_of(context.dataset, ranking.nuts_id)
    table = figures(context.dataset, kind)
    counted = [trait.id for trait in TRAITS if trait.group in ranking.groups]
    beside = [one for one in BESIDE if table[one]]
    first = ranking.peers[:SHOWN]
    own = context.name(ranking.nuts_id)
    return Chart(
        id="figures",
        title=_title(context, ranking),
        figure=_heat(context, first, table, counted, beside),
        columns=(
            text("fact.region"),
            text("peers.column.likeness"),
            text("peers.column.coverage"),
            *(text(f"peers.column.{one}") for one in (*counted, *beside)),
            *(text("peers.column.shares", group=text(f"peers.group.{group}")) for group in ranking.groups),
        ),
        rows=tuple(
            [_data_row(context, ranking.nuts_id, None, table, counted, beside, ranking.groups)]
            + [_data_row(context, peer.nuts_id, peer, table, counted, beside, ranking.groups) for peer in ranking.peers]
        ),
        alt=text(
            "peers.figures.alt", n=text.number(1 + len(first)), region=own, figures=_spoken(context, table, counted)
        ),
        source=figures_source(context, (*counted, *beside)),
        note=text("peers.figures.note", region=own, years=years(context, table, counted + beside)),
        height=150 + 40 * len(first),
        body=_table(context, ranking, first, table, counted, beside),
        decimals=2,
    )


def _title(context: Context, ranking: Ranking) -> str:
    """What separates the region most from the first ones, where one group clearly does."""
    text, own = context.text, context.name(ranking.nuts_id)
    first = ranking.peers[:SHOWN]
    parts = {group: sum(peer.shares.get(group, 0.0) for peer in first) for group in ranking.groups}
    top = sorted(parts, key=lambda group: -parts[group])
    if len(top) < 2 or round(parts[top[0]] - parts[top[1]], 6) <= 0:
        return text("peers.figures.title_even", region=own)
    return text("peers.figures.title", region=own, group=text(f"peers.group.{top[0]}").lower())


def _heat(
    context: Context,
    peers: Sequence[StructuralPeer],
    table: Mapping[str, Mapping[str, Figure]],
    counted: list[str],
    beside: list[str],
) -> dict[str, object]:
    """The same table as a picture: the shade is the difference, none where nothing is compared."""
    text, own, shown = context.text, context.region.nuts_id, [*counted, *beside]

    def written(one: str, code: str, peer: StructuralPeer | None) -> str:
        figure = table[one].get(code)
        if figure is None:
            return text("no_data")
        words = text.number(figure.value, DECIMALS[one])
        if peer is None or one not in peer.differences:
            return words
        return f"{words}<br>{text('peers.figures.share', n=text.number(100 * peer.shares[_GROUP[one]]))}"

    rows: list[tuple[str, StructuralPeer | None]] = [(own, None), *((peer.nuts_id, peer) for peer in peers)]
    return heatmap(
        [text(f"peers.short.{one}") for one in shown],
        [context.name(code) for code, _ in rows],
        [[abs(peer.differences.get(one, 0.0)) if peer else 0.0 for one in shown] for _, peer in rows],
        [[written(one, code, peer) for one in shown] for code, peer in rows],
        1.0,
    )


def _data_row(
    context: Context,
    nuts_id: str,
    peer: StructuralPeer | None,
    table: Mapping[str, Mapping[str, Figure]],
    counted: list[str],
    beside: list[str],
    groups: Sequence[str],
) -> tuple[str | int | float | None, ...]:
    """A region's line of the data table; the region itself has no likeness and no parts of a distance."""
    shares = [None if peer is None else round(100 * peer.shares.get(group, 0.0), 1) for group in groups]
    return (
        context.name(nuts_id),
        None if peer is None else percent(peer.likeness),
        None if peer is None else percent(peer.coverage),
        *(raw(one, table[one].get(nuts_id)) for one in (*counted, *beside)),
        *shares,
    )


def _table(
    context: Context,
    ranking: Ranking,
    peers: Sequence[StructuralPeer],
    table: Mapping[str, Mapping[str, Figure]],
    counted: list[str],
    beside: list[str],
) -> html.Div:
    """What is seen: the region first, then the nearest, each cell with the figure and the part of the distance."""
    text, own = context.text, ranking.nuts_id
    groups = html.Tr(
        [
            html.Td(),
            html.Th(text("peers.figures.counted"), scope="colgroup", colspan=len(counted)),
            html.Th(text("peers.figures.beside"), scope="colgroup", colspan=len(beside), className="first-beside")
            if beside
            else None,
        ],
        className="column-groups",
    )
    heads = html.Tr(
        [
            html.Th(text("fact.region"), scope="col"),
            *(html.Th(text(f"peers.short.{one}"), scope="col", className="number") for one in counted),
            *(html.Th(text(f"peers.short.{one}"), scope="col", className=_beside(beside, one)) for one in beside),
        ]
    )
    first = html.Tr(
        [
            html.Th(context.name(own), scope="row"),
            *(_cell(context, one, table[one].get(own)) for one in counted),
            *(_cell(context, one, table[one].get(own), _beside(beside, one)) for one in beside),
        ],
        className="own",
    )
    rows = [
        html.Tr(
            [
                html.Th(view_link(context.name(peer.nuts_id), context.about(peer.nuts_id)), scope="row"),
                *(
                    _cell(
                        context,
                        one,
                        table[one].get(peer.nuts_id),
                        shade=peer.differences.get(one),
                        share=peer.shares.get(_GROUP[one]),
                    )
                    for one in counted
                ),
                *(_cell(context, one, table[one].get(peer.nuts_id), _beside(beside, one)) for one in beside),
            ]
        )
        for peer in peers
    ]
    return html.Div(
        html.Table([html.Thead([groups, heads]), html.Tbody([first, *rows])], className="peer-figures"),
        className="table",
        tabindex="0",
        role="region",
        **{"aria-label": _title(context, ranking)},
    )


def _beside(beside: Sequence[str], one: str) -> str:
    return "number first-beside" if one == beside[0] else "number"


def _cell(
    context: Context,
    one: str,
    figure: Figure | None,
    css: str = "number",
    shade: float | None = None,
    share: float | None = None,
) -> html.Td:
    text = context.text
    if figure is None:
        return html.Td(text("no_data"), className=f"{css} missing")
    words = text.number(figure.value, DECIMALS[one])
    if shade is None or share is None:
        return html.Td(words, className=css)
    step = sum(abs(shade) >= limit for limit in _STEPS)
    return html.Td(
        [words, html.Small(text("peers.figures.share", n=text.number(100 * share)))],
        className=f"{css} away{step}",
    )


def _spoken(context: Context, table: Mapping[str, Mapping[str, Figure]], counted: list[str]) -> str:
    """The region's own figures in a sentence."""
    own = context.region.nuts_id
    text = context.text
    return text.names(
        [
            f"{text(f'peers.column.{one}').lower()} {text.number(table[one][own].value, DECIMALS[one])}"
            for one in counted
            if own in table[one]
        ]
    )
