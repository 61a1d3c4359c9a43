"""Lists of Interreg programmes: how sure it is that they cover a place, their area on the map, and the source."""

from __future__ import annotations

from collections.abc import Iterable

from s3dash.analysis.eligibility import ProgrammeLink
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.parts import linked, source_link, view_link


def programme_list(context: Context, links: Iterable[ProgrammeLink], *places: str) -> html.Ul:
    """Programmes that cover the given regions, one or both sides of a pair."""
    return html.Ul([_item(context, link, places) for link in links], className="plain")


def _item(context: Context, link: ProgrammeLink, places: tuple[str, ...]) -> html.Li:
    text, state, dataset = context.text, context.state, context.dataset
    programme = dataset.programme(link.programme_id)
    name = context.programme_name(link.programme_id)
    pair = "both" if len(places) > 1 else "one"
    shown = state.area == link.programme_id
    area = view_link(
        text("programme.hide_area" if shown else "programme.show_area"),
        state.but(area=None if shown else link.programme_id, other=state.other),
    )
    sources = [source_link(context, source) for source in dataset.area_sources(link.programme_id, *places)]
    remark = text(f"certainty.{pair}.{link.certainty}")
    title = linked(name, programme.url)
    return html.Li([title, html.Span([remark, area, *sources], className="details")])
