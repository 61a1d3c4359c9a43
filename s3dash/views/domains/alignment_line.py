"""The line about alignment in the panel of a region on the map."""

from __future__ import annotations

from s3dash.analysis.alignment import alignment_of
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.domains.alignment_words import DETAIL, detail_state
from s3dash.views.parts import percent, view_link


def alignment_line(context: Context) -> html.P | None:
    """How much of the selected region's money goes to its own priority domains, and the way to more.

    It follows the filters of the view but for the domain. None where there is no such share, and for neighbours.
    """
    text, state = context.text, context.state
    if state.region is None or context.is_neighbour(state.region):
        return None
    found = alignment_of(context.dataset, context.store, state.region, context.money_filter)
    if found.share is None:
        return None
    share = percent(text, found.share)
    key = {0.0: "share_none", 1.0: "share_all"}.get(found.share, "share")
    sentences = [text(f"alignment.line.{key}", share=share) if key == "share" else text(f"alignment.line.{key}")]
    if found.benchmark is not None:
        sentences.append(text("alignment.line.benchmark", benchmark=percent(text, found.benchmark)))
    if found.verdict == "few":
        sentences.append(text.count("alignment.region.few", found.classified.known_projects))
    if found.without_project:
        n, m = text.number(len(found.without_project)), text.number(len(found.priorities))
        sentences.append(text("alignment.line.missing", n=n, m=m))
    target = detail_state(context, state.region)
    link = view_link(text("alignment.line.link"), target)
    link.attributes["href"] = f"{target.url}#{DETAIL}"
    return html.P([" ".join(sentences), " ", link], className="note", id="alignment-line")
