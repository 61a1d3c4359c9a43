"""Candidates for joint priorities: what the counties of each NUTS2 area share, and which programme could pay."""

from __future__ import annotations

from s3dash.analysis.candidates import Area, Candidate, areas
from s3dash.map.geometry import MapGeometry
from s3dash.views import html
from s3dash.views.analysis_page import AnalysisPage, page_head
from s3dash.views.chart import chart
from s3dash.views.context import Context
from s3dash.views.domains.candidates_area import area_section, gap
from s3dash.views.domains.candidates_chart import candidates_chart
from s3dash.views.domains.focus import focus_item, read_focus
from s3dash.views.parts import method_link, note, view_link


def candidates_view(context: Context, geometry: MapGeometry) -> AnalysisPage:
    """All NUTS2 areas in one table and each with its shared domains; with a Swedish region chosen its area alone."""
    state, text = context.state, context.text
    every = areas(context.dataset, context.store, context.money_filter, read_focus)
    chosen = _chosen(context)
    shown = [area for area in every if chosen in (None, area.nuts_id)]
    national = _everywhere(every)
    drawn = candidates_chart(context, every)
    head = page_head(context, text("candidates.title"), _lead(context, every), ("nuts2", "domain", "interreg"))
    content: list[html.Node] = [head, chart(context, drawn)]
    if chosen:
        content.append(html.P(view_link(text("candidates.every_area"), state.but(region=None)), className="ways"))
    content += [area_section(context, area, national) for area in shown]
    if national:
        domains = {candidate.domain for area in shown for candidate in area.candidates}
        content.append(
            html.Section(
                [
                    html.H2(text("candidates.area.programmes_national")),
                    html.Ul([focus_item(context, code, domains) for code in national], className="focus"),
                ]
            )
        )
    notes = [text("candidates.area.marked")]
    if any(context.dataset.programme(code).kind == "interreg" for area in shown for code in area.without_focus):
        notes.append(text("candidates.area.interreg"))
    content += [note(" ".join(notes)), note(method_link(context, "candidates"))]
    return AnalysisPage(html.Div(content, className="areas"), (drawn,))


def _chosen(context: Context) -> str | None:
    """The NUTS2 area of the chosen region; None where none or a neighbour is chosen."""
    if context.state.region is None or context.is_neighbour(context.state.region):
        return None
    region = context.region
    return region.parent if region.layer == "lan" else region.nuts_id


def _everywhere(every: tuple[Area, ...]) -> tuple[str, ...]:
    """Programmes with a known focus that cover every area: their words stand once, below all."""
    if len(every) < 2:
        return ()
    return tuple(code for code in every[0].programmes if all(code in area.programmes for area in every))


def _lead(context: Context, every: tuple[Area, ...]) -> str:
    """How many candidates there are, and which of them nothing known here supports."""
    text = context.text
    found: list[tuple[Area, Candidate]] = [(area, candidate) for area in every for candidate in area.candidates]
    if not found:
        return text("candidates.lead.none", period=context.period_name())
    n = len({area.nuts_id for area, _ in found})
    sentences = [text.count("candidates.lead.found", len(found), areas=text.count("candidates.lead.areas", n))]
    gaps = [(area, candidate) for area, candidate in found if gap(candidate)]
    if gaps:
        names = [
            text(
                "candidates.lead.gap_name",
                domain=context.domain_short(candidate.domain),
                area=context.name(area.nuts_id),
            )
            for area, candidate in gaps
        ]
        sentences.append(text.count("candidates.lead.gap", len(gaps), names=text.names(names)))
    return " ".join(sentences)
