"""Before there is anything to compare: what to do, and comparisons to begin with."""

from __future__ import annotations

from s3dash.analysis.comparison import is_inside
from s3dash.analysis.links import links_of
from s3dash.analysis.structure import structural_peers
from s3dash.state import MOST_COMPARED, ViewState
from s3dash.views import html
from s3dash.views.analysis_page import page_head
from s3dash.views.context import Context
from s3dash.views.parts import region_link, view_link

EXAMPLES = {
    "strait": ("SE224", "DK01"),
    "west": ("SE232", "SE224", "SE123"),
    "north": ("SE331", "SE332", "FI1D", "NO07"),
    "capitals": ("SE110", "DK01", "FI1B"),
    "areas": ("SE31", "SE32"),
}
"""Comparisons to begin with: a name, and the regions."""
_NEAREST = 3


def nothing_chosen(context: Context) -> list[html.Node]:
    """How to choose regions, and examples of comparisons."""
    text = context.text
    found = {
        name: codes for name, codes in EXAMPLES.items() if all(_is_drawn(context, code) for code in codes)
    }
    items = [
        _item(context, text(f"compare.example.{name}"), codes) for name, codes in found.items()
    ]
    return [
        page_head(context, text("compare.title"), text("compare.choose")),
        html.H2(text("compare.begin_with")) if items else None,
        html.Ul(items, className="beginnings") if items else None,
    ]


def one_chosen(context: Context) -> list[html.Node]:
    """Which regions to put beside the one that is chosen."""
    text, state = context.text, context.state
    (code,) = state.compared
    peers = [peer.nuts_id for peer in structural_peers(context.dataset, code).peers]
    peers = [peer for peer in peers if not is_inside(context.dataset, peer, code)][:_NEAREST]
    items = []
    if len(peers) > 1:
        items.append(_item(context, text("compare.suggest.all_peers"), (code, *peers)))
    items += [_item(context, text("compare.suggest.peer"), (code, peer)) for peer in peers]
    links = links_of(context.dataset, context.store, code, state.period, level=state.level)
    if links and links[0].strength:
        items.append(_item(context, text("compare.suggest.link"), (code, links[0].other)))
    remove = view_link(text("compare.start_over"), state.but(compared=()), "more")
    heading = text("compare.one_title", region=context.name(code))
    return [
        page_head(context, heading, [text("compare.one_more"), " ", region_link(context, code), "."]),
        html.H2(text("compare.suggestions")) if items else None,
        html.Ul(items, className="beginnings") if items else None,
        html.P(remove),
    ]


def _is_drawn(context: Context, code: str) -> bool:
    return context.dataset.has_region(code) and context.dataset.region(code).layer is not None


def _item(context: Context, words: str, codes: tuple[str, ...]) -> html.Li:
    target: ViewState = context.state.but(compared=codes[:MOST_COMPARED])
    return html.Li(view_link([html.Strong(context.names(codes)), html.Small(words)], target))
