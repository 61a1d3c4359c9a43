"""The map for a view: how each region is coloured, what it says on hover, the legend, and the links drawn."""

from __future__ import annotations

from dataclasses import dataclass

from s3dash.analysis.eligibility import units_in_area
from s3dash.analysis.links import Link
from s3dash.map.classes import Classes, classify
from s3dash.map.geometry import MapGeometry
from s3dash.map.picture import STRONGEST, Picture, curves, spread
from s3dash.state import ViewState
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.links import evidence
from s3dash.views.parts import legend_classes

_INTEGER_UNITS = ("count",)
_MISSING = {"not_published": "missing", "none": "missing", "unknown": "unknown", "stand_in": "unknown"}
"""What is not there at all is hatched; what exists but is not known for the region itself is dotted."""
_ZERO_APART = ("count", "eur", "sek", "eur_per_capita", "sek_per_capita", "strength")


@dataclass(frozen=True)
class Colouring:
    """CSS class and words of each drawn unit, and the legend's rows (class, label)."""

    classes: dict[str, str]
    values: dict[str, str]
    rows: list[tuple[str, str]]
    rule: str


def picture(context: Context, geometry: MapGeometry, colouring: Colouring) -> Picture:
    """Return what the map shows for the view."""
    state, dataset = context.state, context.dataset
    drawn = [
        (link.other, link.strength, f"{context.name(link.other)}: {evidence(context, link)}")
        for link in drawn_links(context)
    ]
    shown = [row for row in dataset.environment_list if row.kind in state.places]
    notes = {row.environment_id: _place_note(context, row.kind, row.town, row.confidence) for row in shown}
    return Picture(
        level=state.level,
        region=state.region or "",
        other=state.other or "",
        link=link_prefix(state),
        classes=colouring.classes,
        values=colouring.values,
        curves=curves(geometry, state.region, drawn) if state.region else [],
        places=spread(geometry, shown, notes),
        area=area_units(context, geometry),
    )


def drawn_links(context: Context) -> list[Link]:
    """The links that the map draws as curves, strongest first; of two regions that are selected only theirs."""
    return [link for link in context.links if context.state.other in (None, link.other)][:STRONGEST]


def link_prefix(state: ViewState) -> str:
    """The view's URL up to the value of `region`."""
    base = state.but(region=None)
    return f"{base.url}{'&' if base.query else '?'}region="


def _place_note(context: Context, kind: str, town: str, confidence: str) -> str:
    text = context.text
    words = [text(f"places.one.{kind}"), town]
    if confidence != "official":
        words.append(text(f"confidence.{confidence}_long"))
    return ", ".join(words)


def area_units(context: Context, geometry: MapGeometry) -> list[str]:
    """The drawn units of the chosen Interreg programme's area: counties or NUTS2 areas by level, and neighbours."""
    state = context.state
    if state.area is None:
        return []
    units = [unit for unit, shape in geometry.shapes.items() if shape.layer in (state.level, "neighbours")]
    return units_in_area(context.dataset, state.area, units)


def colouring(context: Context) -> Colouring:
    """Classify the measure and put every unit's value in words."""
    measure, text = context.measure, context.text
    if measure.unit == "yes_no":
        return _domain_colouring(context)
    zero_apart = measure.unit in _ZERO_APART
    ranked = {code: value for code, value in measure.values.items() if not (zero_apart and value == 0)}
    classes = classify(ranked, integer=measure.unit in _INTEGER_UNITS) if ranked else Classes((), {}, "quantiles")
    steps = spread_steps(len(classes.limits))
    css = {code: f"c{steps[number - 1]}" for code, number in classes.of.items()}
    rows = [
        (f"c{step}", _range(context, *limits))
        for step, limits in zip(steps, _limits(measure.unit, classes, ranked), strict=True)
    ]
    zeros = [code for code, value in measure.values.items() if zero_apart and value == 0]
    css.update(dict.fromkeys(zeros, "zero"))
    if zeros:
        rows.insert(0, ("zero", plain_value(context, 0)))
    values = {code: _words(context, code, value) for code, value in measure.values.items()}
    _add_missing(context, css, values, rows)
    return Colouring(css, values, rows, text(f"legend.rule.{classes.rule}") if classes.limits else "")


def _limits(unit: str, classes: Classes, values: dict[str, float]) -> list[tuple[float, float]]:
    """The limits of each class; for whole numbers its lowest and highest, so that no two classes name the same."""
    if unit not in _INTEGER_UNITS:
        return list(classes.limits)
    members = [
        [values[code] for code, number in classes.of.items() if number == i + 1] for i in range(len(classes.limits))
    ]
    return [(min(group), max(group)) for group in members]


def _range(context: Context, low: float, high: float) -> str:
    if low == high:
        return plain_value(context, low)
    return context.text("legend.range", low=plain_value(context, low), high=plain_value(context, high))


def spread_steps(count: int) -> list[int]:
    """Which of the five colours to use for fewer classes: far apart, the darkest for the highest."""
    return {0: [], 1: [4], 2: [2, 5], 3: [1, 3, 5], 4: [1, 2, 4, 5]}.get(count, [1, 2, 3, 4, 5])


def _domain_colouring(context: Context) -> Colouring:
    text, measure = context.text, context.measure
    names = {
        2.0: ("c5", "legend.primary"),
        1.0: ("c3", "legend.secondary"),
        0.0: ("zero", "legend.no_priority"),
    }
    css = {code: names[value][0] for code, value in measure.values.items()}
    values = {code: text(names[value][1]) for code, value in measure.values.items()}
    rows = [(css_class, text(key)) for css_class, key in names.values()]
    _add_missing(context, css, values, rows)
    return Colouring(css, values, rows, "")


def _add_missing(context: Context, css: dict[str, str], values: dict[str, str], rows: list[tuple[str, str]]) -> None:
    """Hatch the units without a value, each with its reason in words."""
    missing = context.measure.missing
    if context.measure.unit == "indicator" and missing:
        css.update(dict.fromkeys(missing, "missing"))
        values.update(dict.fromkeys(missing, context.text("no_data")))
        rows.append(("missing", context.text("no_data")))
        return
    for code, reason in missing.items():
        css[code] = _MISSING[reason]
        values[code] = context.text(f"missing.{reason}")
    reasons = set(missing.values())
    rows += [
        (css_class, context.text(f"missing.{reason}")) for reason, css_class in _MISSING.items() if reason in reasons
    ]


def _words(context: Context, code: str, value: float) -> str:
    """A unit's value with its unit, as said on hover."""
    text, measure, state = context.text, context.measure, context.state
    if measure.unit == "count":
        words = text.count(f"n.{measure.id}", int(value))
        if measure.id == "projects" and context.is_neighbour(code):
            words = f"{text('at_least')} {words}" if value else text("none_known")
    elif measure.unit == "indicator":
        words = f"{plain_value(context, value)} {context.dataset.indicator(measure.id).unit(state.lang)}"
    elif measure.unit == "strength":
        words = text("legend.strength_value", n=plain_value(context, value))
    else:
        words = text(f"legend.value.{measure.unit}", n=plain_value(context, value))
    if code in measure.stands_for:
        words += f" ({text('profile.borrowed', region=context.name(measure.stands_for[code]))})"
    return words


def plain_value(context: Context, value: float) -> str:
    """A value as a number of the measure's unit, which is not named, short enough for the legend."""
    text, measure = context.text, context.measure
    if measure.unit == "indicator":
        return text.number(value, context.dataset.indicator(measure.id).decimals)
    if measure.unit in ("eur", "sek"):
        return text.money(value, measure.unit.upper())
    decimals = 1 if measure.unit in ("eur_per_capita", "sek_per_capita") and abs(value) < 100 else 0
    return text.number(value, decimals)


def legend(context: Context, colours: Colouring) -> list[html.Element | None]:
    """The legend's content: title with unit and year, classes, hatched "no data", the rule of the classes."""
    text, state, measure = context.text, context.state, context.measure
    lacking = ""
    if state.colour == "links" and state.region is None:
        lacking = text("legend.links_need_region")
    elif state.colour == "domain" and state.domain is None:
        lacking = text("legend.domain_needs_choice")
    if lacking:
        return [html.P(lacking, id="legend-title", className="legend-title"), _overlays(context)]
    return [
        html.P(
            legend_title(context),
            id="legend-title",
            className="legend-title",
            **{"data-said": text("spoken.map_shows", title=legend_title(context), unit=legend_unit(context))},
        ),
        html.P(legend_unit(context), className="legend-unit"),
        legend_classes(colours.rows),
        html.P(colours.rule, className="legend-rule") if colours.rule else None,
        html.P(text(f"legend.note.{measure.unit}"), className="legend-rule")
        if text.has(f"legend.note.{measure.unit}")
        else None,
        _overlays(context),
    ]


def _overlays(context: Context) -> html.Element | None:
    """What the points and the outline are, where they are shown."""
    text, state = context.text, context.state
    rows = [html.Li([html.Span(className=f"point {kind}"), html.Span(text(f"places.{kind}"))]) for kind in state.places]
    if state.area:
        rows.append(html.Li([html.Span(className="outline"), html.Span(context.programme_name(state.area))]))
    return html.Ul(rows, className="legend-classes overlays") if rows else None


def legend_title(context: Context) -> str:
    """What the colours mean, as "Priority areas: energy"."""
    text, state, dataset = context.text, context.state, context.dataset
    if text.has(f"colour.{state.colour}"):
        title = text(f"colour.{state.colour}")
    else:
        title = dataset.indicator(state.colour).name(state.lang)
    if state.colour == "links" and state.region:
        return text("legend.links_of", region=context.name(state.region))
    if state.domain and state.colour in ("priorities", "domain", "eu", "eu_per_capita", "projects"):
        return f"{title}: {context.domain_name(state.domain)}"
    return title


def legend_unit(context: Context) -> str:
    """What the numbers of the legend are, and of when."""
    text, state, measure = context.text, context.state, context.measure
    if measure.unit == "indicator":
        return f"{context.dataset.indicator(measure.id).unit(state.lang)}, {measure.year}"
    return f"{text(f'legend.unit.{measure.unit}')}, {text.period(state.period)}"
