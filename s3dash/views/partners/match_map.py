"""The small map of the partner finder: each possible partner by its match, and the region that seeks."""

from __future__ import annotations

from s3dash.analysis.partner_finder import Partners
from s3dash.map.classes import classify
from s3dash.map.picture import Picture
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.map_view import link_prefix, spread_steps
from s3dash.views.parts import legend_classes, no_legend


def match_map(context: Context, found: Partners | None) -> tuple[Picture, html.Element]:
    """The map with its legend; without anything found, a map on which a region is to be chosen."""
    classes: dict[str, str] = {}
    values: dict[str, str] = {}
    legend: html.Element = no_legend(context)
    if found is not None:
        text = context.text
        whole = {partner.nuts_id: float(round(partner.match)) for side in found.sides for partner in side.partners}
        classed = classify(whole, integer=False) if whole else None
        steps = spread_steps(len(classed.limits)) if classed else []
        if classed:
            classes = {code: f"c{steps[number - 1]}" for code, number in classed.of.items()}
        values = {code: text("partners.map.words", n=text.number(value)) for code, value in whole.items()}
        without = [code for side in found.sides for code in side.without_reason]
        classes |= dict.fromkeys(without, "zero")
        values |= dict.fromkeys(without, text("partners.map.none"))
        groups = [[whole[code] for code in whole if classes[code] == f"c{step}"] for step in steps]
        rows = [("zero", text("partners.map.none"))] if without else []
        rows += [(f"c{step}", _range(context, group)) for step, group in zip(steps, groups, strict=True)]
        legend = _legend(context, rows, len(found.sides))
    state = context.state
    drawn = Picture(
        level=state.level,
        region=state.region or "",
        other="",
        link=link_prefix(state),
        classes=classes,
        values=values,
    )
    return drawn, legend


def _range(context: Context, group: list[float]) -> str:
    text = context.text
    low, high = (text.number(value) for value in (min(group), max(group)))
    return low if low == high else text("legend.range", low=low, high=high)


def _legend(context: Context, rows: list[tuple[str, str]], sides: int) -> html.Div:
    text, state = context.text, context.state
    region = context.name(state.region or "")
    title = (
        text("partners.map.title_domain", region=region, domain=context.domain_short(state.domain))
        if state.domain
        else text("partners.map.title", region=region)
    )
    return html.Div(
        [
            html.P(title, id="legend-title", className="legend-title"),
            html.P(text("partners.map.unit" if sides > 1 else "partners.map.unit_one"), className="legend-unit"),
            legend_classes(rows),
        ]
    )
