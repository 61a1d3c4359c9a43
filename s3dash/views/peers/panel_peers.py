"""The panel's section on the regions that are most alike in structure."""

from __future__ import annotations

from s3dash.analysis.structure import structural_peers
from s3dash.analysis.traits import kind_of, scaled_traits
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.glossary import explained
from s3dash.views.parts import empty, note, region_link, section, view_link
from s3dash.views.peers.reasons import reason_of, reason_words, trait_names
from s3dash.views.peers.rows import percent
from s3dash.views.peers.structure import why_no_peers

_SHOWN = 4


def peers_section(context: Context) -> html.Section:
    """The nearest regions with their reasons, and the way to all of them; where there are none, why."""
    text, dataset = context.text, context.dataset
    own = context.region.nuts_id
    kind = kind_of(dataset, own)
    ranking = structural_peers(dataset, own)
    rows = [
        html.Li(
            [
                html.Strong(region_link(context, peer.nuts_id)),
                html.Span(text("peers.panel.likeness", n=text.number(percent(peer.likeness))), className="value"),
                html.Span(
                    reason_words(context, reason_of(dataset, kind, own, peer, {}), beside=False), className="details"
                ),
            ],
            **{"data-peer": peer.nuts_id},
        )
        for peer in ranking.peers[:_SHOWN]
    ]
    every = view_link(text("peers.panel.all"), context.state.but(page="peers"), "more")
    compared_by = trait_names(context, scaled_traits(dataset, kind).values)
    parts: list[html.Node] = [
        note(text("peers.panel.lead", traits=compared_by)),
        html.Ol(rows, className="shares"),
    ]
    if not rows:
        parts = [empty(why_no_peers(context, ranking, {}))]
    return section("peers", text("peers.panel.heading"), [*parts, every], explained(context, "peer", "peers"))
