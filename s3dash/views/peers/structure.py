"""Regions alike in structure: the ranking with its reasons, how firm it is, and the figures behind it."""

from __future__ import annotations

from s3dash.analysis.structure import ENOUGH, Ranking, StructuralPeer, Weights, structural_peers
from s3dash.analysis.traits import BESIDE, GROUPS, TRAITS, compared_units, figures, kind_of, scaled_traits
from s3dash.views import html
from s3dash.views.chart import Chart, chart
from s3dash.views.context import Context
from s3dash.views.parts import choices, empty, method_link, note, view_link
from s3dash.views.peers.figures import figures_chart
from s3dash.views.peers.firmness import firmness
from s3dash.views.peers.reasons import reason_of, reason_words, trait_names
from s3dash.views.peers.rows import Row, compare_first, finding, peer_list, percent
from s3dash.views.peers.standing import standing_chart
from s3dash.views.peers.weights import unknown_weights, weights_of

_MOST_NAMES = 6


def structure_ranking(context: Context) -> Ranking:
    """The ranking of the view's region, under its weights."""
    return structural_peers(
        context.dataset, context.region.nuts_id, weights_of(context.state), abroad=context.state.abroad
    )


def structure_view(context: Context, ranking: Ranking) -> tuple[list[html.Node], tuple[Chart, ...]]:
    """The content below the page's head, and its charts."""
    text = context.text
    rows = [_row(context, peer) for peer in ranking.peers]
    content: list[html.Node] = [
        html.Div([_among(context, ranking), abroad_choice(context)], className="peers-among"),
        unknown_weights(context),
        None if rows else empty(why_no_peers(context, ranking, weights_of(context.state))),
        finding(context, rows),
        _thin(context, ranking),
    ]
    if not rows:
        return content, ()
    charts = (figures_chart(context, ranking), standing_chart(context, ranking))
    content += [
        html.Section(
            [
                html.Div([html.H2(text("peers.list")), compare_first(context, rows)], className="section-head"),
                *peer_list(context, rows),
                _unranked(context, ranking),
                note([text("peers.structure.note"), " ", method_link(context, "peers", text("peers.method"))]),
            ]
        ),
        firmness(context, ranking),
        *(chart(context, one) for one in charts),
    ]
    return content, charts


def structure_lead(context: Context) -> str:
    """What is compared, and what stands beside it for regions of this kind."""
    text = context.text
    table = figures(context.dataset, kind_of(context.dataset, context.region.nuts_id))
    beside = [text(f"peers.beside.{one}") for one in BESIDE if table[one]]
    lead = text("peers.structure.lead")
    return (
        f"{lead} {text.count('peers.structure.lead_beside', len(beside), names=text.names(beside))}" if beside else lead
    )


def _among(context: Context, ranking: Ranking) -> html.P:
    """With how many regions the region is compared."""
    state = context.state
    kind = kind_of(context.dataset, ranking.nuts_id)
    n = len(ranking.peers) + len(ranking.unranked)
    key = "among_lan" if kind == "lan" else "among_nuts2_abroad" if state.abroad else "among_nuts2"
    return html.P(context.text.count(f"peers.structure.{key}", n), className="note") if n else html.P()


def abroad_choice(context: Context) -> html.Element:
    """Whether only regions of other countries are shown."""
    state, text = context.state, context.text
    return choices(
        text("peers.among"),
        [
            (text("peers.everywhere"), state.but(abroad=False), not state.abroad),
            (text("peers.abroad"), state.but(abroad=True), state.abroad),
        ],
    )


def why_no_peers(context: Context, ranking: Ranking, weights: Weights) -> str:
    """Why there is no ranking, where there is none."""
    text, own = context.text, context.name(ranking.nuts_id)
    if ranking.groups and not any(weights.get(group, 1) for group in ranking.groups):
        return text("peers.structure.no_weight")
    known = own_traits(context, ranking.nuts_id)
    if not known:
        return text("peers.structure.coverage_none", region=own)
    if round(ranking.coverage, 9) < ENOUGH:
        return text(
            "peers.structure.coverage",
            region=own,
            traits=trait_names(context, known),
            n=percent(ranking.coverage),
            least=percent(ENOUGH),
        )
    if context.state.abroad and kind_of(context.dataset, ranking.nuts_id) == "lan":
        return text("peers.structure.abroad_lan")
    return text("peers.structure.no_peers", region=own)


def own_traits(context: Context, nuts_id: str) -> list[str]:
    """The traits that a region has a figure for."""
    values = scaled_traits(context.dataset, kind_of(context.dataset, nuts_id)).values
    return [trait.id for trait in TRAITS if nuts_id in values.get(trait.id, {})]


def _thin(context: Context, ranking: Ranking) -> html.Node:
    """For a county: how few figures there are, and where there are more."""
    dataset, text, state = context.dataset, context.text, context.state
    area = context.region.parent
    if kind_of(dataset, ranking.nuts_id) != "lan":
        return None
    traits = list(scaled_traits(dataset, "lan").values)
    words: list[html.Node] = []
    if len(ranking.groups) < len(GROUPS) and traits and ranking.peers:
        words.append(text("peers.structure.thin", traits=trait_names(context, traits)) + " ")
    if area in compared_units(dataset, "nuts2") and area:
        wider = own_traits(context, area)
        more = [trait for trait in wider if trait not in traits]
        if more:
            name = context.name(area)
            key = "wider_abroad_link" if state.abroad else "wider_link"
            words += [
                text("peers.structure.wider", area=name, traits=trait_names(context, wider)) + " ",
                view_link(
                    text(f"peers.structure.{key}", area=name), state.but(region=area, level="nuts2"), "more-figures"
                ),
            ]
    return html.P(words, className="empty thin") if words else None


def _row(context: Context, peer: StructuralPeer) -> Row:
    own = context.region.nuts_id
    kind = kind_of(context.dataset, own)
    reason = reason_of(context.dataset, kind, own, peer, weights_of(context.state))
    return Row(
        peer.nuts_id,
        peer.likeness,
        reason_words(context, reason),
        tuple(filter(None, (_places(context, peer), _coverage(context, peer)))),
    )


def _places(context: Context, peer: StructuralPeer) -> str | None:
    """Its best and worst place when a group is left out."""
    if peer.places is None:
        return None
    low, high = peer.places
    if low == high:
        return context.text("peers.structure.place_firm", n=low)
    return context.text("peers.structure.places", low=low, high=high)


def _coverage(context: Context, peer: StructuralPeer) -> str | None:
    if percent(peer.coverage) == 100:
        return None
    return context.text("peers.structure.coverage_of", n=percent(peer.coverage))


def _unranked(context: Context, ranking: Ranking) -> html.Node:
    """The regions that could not be ranked."""
    n = len(ranking.unranked)
    if not n:
        return None
    if n > _MOST_NAMES:
        return note(context.text("peers.structure.unranked_many", n=context.text.number(n)))
    names = context.names(ranking.unranked)
    return note(context.text.count("peers.structure.unranked", n, names=names))
