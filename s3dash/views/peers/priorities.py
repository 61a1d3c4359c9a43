"""Regions with similar priorities: which of a region's domains the others have too."""

from __future__ import annotations

from collections.abc import Sequence

from s3dash.analysis.links import domain_weights
from s3dash.analysis.peers import Peer, peers_of
from s3dash.analysis.priorities import basis_of, domains_of
from s3dash.views import html
from s3dash.views.chart import Chart, chart, priorities_source
from s3dash.views.context import Context
from s3dash.views.parts import empty
from s3dash.views.peers.domain_table import Content, domain_table, no_list, ranked_list
from s3dash.views.peers.heatmap import heatmap
from s3dash.views.peers.peers_map import Others
from s3dash.views.peers.rows import SHOWN, Row, finding
from s3dash.views.peers.structure import abroad_choice

_MOST_DOMAINS = 4
"""How many domains a reason names."""


def priority_peers(context: Context) -> list[Peer]:
    """The regions with similar priorities, of other countries only where so chosen."""
    state = context.state
    found = peers_of(context.dataset, context.region.nuts_id, state.period, state.level)
    return [
        peer
        for peer in found
        if not (state.abroad and context.dataset.region(peer.nuts_id).country == context.region.country)
    ]


def without_class(context: Context, peers: Sequence[Peer]) -> list[Others]:
    """The regions that the map shows apart: no domain in common, a list of the country's only, no list at all.

    Nothing can be said where the region has no list itself.
    """
    state, dataset, own, text = context.state, context.dataset, context.region, context.text
    if basis_of(dataset, own.nuts_id, state.period) is None:
        return []
    level = state.level if own.layer == "neighbours" else str(own.layer)
    units = [
        code
        for code in (*dataset.drawn(level), *dataset.drawn("neighbours"))
        if code != own.nuts_id and not (state.abroad and dataset.region(code).country == own.country)
    ]
    ranked = {peer.nuts_id for peer in peers}
    basis = {code: basis_of(dataset, code, state.period) for code in units}
    return [
        Others([code for code in units if basis[code] == "national"], "unknown", text("missing.stand_in")),
        Others(
            [code for code in units if basis[code] in ("own", "part") and code not in ranked],
            "zero",
            text("peers.none_shared"),
        ),
        Others([code for code in units if basis[code] is None], "missing", text("missing.none")),
    ]


def priorities_view(context: Context, peers: Sequence[Peer]) -> Content:
    """The regions whose priorities fall into the same domains."""
    text, state = context.text, context.state
    own, period = context.name(context.region.nuts_id), text.period(state.period)
    basis = basis_of(context.dataset, context.region.nuts_id, state.period)
    rows = [Row(peer.nuts_id, peer.similarity, *_shared(context, peer)) for peer in peers]
    content: list[html.Node] = [html.Div([html.P(), abroad_choice(context)], className="peers-among")]
    if basis is None:
        words = text("peers.priorities.none", region=own, period=period)
        return [*content, no_list(context, words, lambda other: _has_list(context, other))], ()
    if basis == "national":
        content.append(empty(text("peers.priorities.stand_in", region=own, period=period)))
    if not rows:
        return [*content, empty(text("peers.priorities.no_peers", region=own, period=period))], ()
    charts = (_priorities_chart(context, peers[:SHOWN]),)
    return [
        *content,
        finding(context, rows),
        ranked_list(context, rows),
        *(chart(context, one) for one in charts),
    ], charts


def _shared(context: Context, peer: Peer) -> tuple[html.Node, tuple[html.Node, ...]]:
    """Which domains both have, the rarest first, and whether the list is that of the country."""
    text = context.text
    names = [context.domain_short(domain) for domain in peer.shared_domains[:_MOST_DOMAINS]]
    rest = len(peer.shared_domains) - len(names)
    listed = f"{', '.join(names)} {text.count('peers.priorities.more', rest)}" if rest else text.names(names)
    words = text.count("peers.priorities.reason", len(peer.shared_domains), domains=listed)
    mark = html.Span(text("missing.stand_in"), className="mark") if peer.basis == "national" else None
    return words, (mark,) if mark else ()


def _priorities_chart(context: Context, peers: Sequence[Peer]) -> Chart:
    """Which of the region's domains the nearest ones have too."""
    text, dataset, state = context.text, context.dataset, context.state
    own = context.region.nuts_id
    idf = domain_weights(dataset, state.period)
    domains = sorted(domains_of(dataset, own, state.period), key=lambda domain: (-idf[domain], domain))
    names = [context.domain_short(domain) for domain in domains]
    counts = {domain: sum(domain in peer.shared_domains for peer in peers) for domain in domains}
    most = max(counts, key=lambda domain: counts[domain])
    words = {True: text("peers.priorities.shared"), False: text("peers.priorities.not_shared")}
    cells = [[domain in peer.shared_domains for domain in domains] for peer in peers]
    marks = [(peer.nuts_id, [_mark(words[one], one) for one in row]) for peer, row in zip(peers, cells, strict=True)]
    return Chart(
        id="shared",
        title=text("peers.priorities.chart", region=context.name(own), period=text.period(state.period)),
        figure=heatmap(
            names,
            [context.name(peer.nuts_id) for peer in peers],
            [[int(shared) for shared in row] for row in cells],
            [["\u25cf" if shared else "\u2013" for shared in row] for row in cells],
            5.0,
        ),
        columns=(text("fact.region"), *names),
        rows=tuple(
            (context.name(peer.nuts_id), *(words[shared] for shared in row))
            for peer, row in zip(peers, cells, strict=True)
        ),
        alt=text("peers.priorities.alt", domain=context.domain_name(most), m=len(peers), n=counts[most]),
        source=priorities_source(context),
        note=text("peers.priorities.note"),
        height=140 + 34 * len(peers),
        body=domain_table(context, names, marks, "shared"),
    )


def _mark(words: str, shared: bool) -> html.Td:
    return html.Td(
        [html.Span("\u25cf" if shared else "\u2013", **{"aria-hidden": "true"}), html.Span(words, className="spoken")],
        className="yes" if shared else "no",
    )


def _has_list(context: Context, period: str) -> bool:
    """Whether the region has priorities of its own or of its parts in a period."""
    return basis_of(context.dataset, context.region.nuts_id, period) in ("own", "part")
