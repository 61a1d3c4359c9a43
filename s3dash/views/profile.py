"""The panel's section on the region's profile: indicators as a dot on a line, and its R&I environments."""

from __future__ import annotations

from s3dash.analysis.profile import Reading, flags_of, profile
from s3dash.state import PLACES
from s3dash.views import html
from s3dash.views.context import Context
from s3dash.views.glossary import explained
from s3dash.views.parts import empty, environment_item, note, section, source_link, view_link


def profile_section(context: Context) -> html.Section:
    """Indicators of the selected region, and of the other one in a bilateral view, then the environments there."""
    text, state = context.text, context.state
    readings = profile(context.dataset, context.region.nuts_id)
    others: list[Reading | None] = [None] * len(readings)
    if state.other:
        others = list(profile(context.dataset, state.other))
    parts: list[html.Element | None] = [_legend(context)]
    parts.append(
        html.Ul(
            [_row(context, mine, other) for mine, other in zip(readings, others, strict=True)],
            className="profile",
        )
    )
    parts.append(_borrowed_note(context, readings))
    if not context.is_neighbour(context.region.nuts_id) and not state.other:
        heading = [html.H3(text("places.heading")), explained(context, "environment", "places")]
        parts += [html.Div(heading, className="with-word"), environments(context)]
    return section("profile", text("section.profile"), parts)


def _legend(context: Context) -> html.P:
    text, state = context.text, context.state
    keys: list[object] = [html.Span(className="dot"), f"{context.name(context.region.nuts_id)} "]
    if state.other:
        keys += [html.Span(className="dot other"), f"{context.name(state.other)} "]
    keys += [
        html.Span(className="mean"),
        text("profile.mean"),
        html.Span(className="range"),
        text("profile.range"),
    ]
    return html.P(keys, className="profile-key")


def _row(context: Context, mine: Reading, other: Reading | None) -> html.Li:
    text, lang = context.text, context.state.lang
    indicator = context.dataset.indicator(mine.indicator_id)
    unit = indicator.unit(lang)
    values: list[object] = [_value(context, mine)]
    if other is not None:
        values.append(_value(context, other, "other"))
    marks: list[html.Element] = []
    scale = mine if mine.value is not None else other
    if scale is not None and scale.low is not None and scale.high is not None and scale.high > scale.low:
        if scale.swedish_mean is not None:
            marks.append(_mark("mean", scale.swedish_mean, scale))
        if other is not None and other.value is not None:
            marks.append(_mark("dot other", other.value, scale))
        if mine.value is not None:
            marks.append(_mark("dot", mine.value, scale))
    line: html.Element | None = None
    if marks and scale is not None and scale.low is not None and scale.high is not None:
        line = html.Div(
            [
                html.Span(text.number(scale.low, indicator.decimals), className="low"),
                html.Span(marks, className="line"),
                html.Span(text.number(scale.high, indicator.decimals), className="high"),
            ],
            className="scale",
            role="img",
            **{"aria-label": _spoken(context, mine, unit)},
        )
    colour = context.state.but(colour=indicator.indicator_id)
    return html.Li(
        [
            html.Div(
                [
                    html.Span([view_link(indicator.name(lang), colour, "indicator"), " ", html.Small(unit)]),
                    html.Span(values, className="values"),
                ]
            ),
            line,
        ]
    )


def _mark(class_name: str, value: float, scale: Reading) -> html.Span:
    low, high = scale.low or 0.0, scale.high or 0.0
    share = min(max((value - low) / (high - low), 0.0), 1.0)
    return html.Span(className=class_name, style={"left": f"{100 * share:.1f}%"})


def _value(context: Context, reading: Reading, class_name: str = "") -> html.Span:
    """The value with its year and what the source or the level says about it."""
    text = context.text
    if reading.value is None:
        return html.Span(text("no_data"), className=f"missing {class_name}".strip())
    decimals = context.dataset.indicator(reading.indicator_id).decimals
    remarks = [str(reading.year)]
    if reading.nuts_id != (context.state.other if class_name else context.state.region):
        remarks.append(context.name(reading.nuts_id))
    remarks += [text(f"flag.{flag}") for flag in flags_of(reading.flag)]
    return html.Span(
        [html.Strong(text.number(reading.value, decimals)), " ", html.Small(", ".join(remarks))],
        className=class_name or None,
    )


def _spoken(context: Context, reading: Reading, unit: str) -> str:
    text = context.text
    indicator = context.dataset.indicator(reading.indicator_id)
    value = text.number(reading.value, indicator.decimals) if reading.value is not None else text("no_data")
    mean = (
        text.number(reading.swedish_mean, indicator.decimals) if reading.swedish_mean is not None else text("no_data")
    )
    return text("profile.spoken", name=indicator.name(context.state.lang), value=value, unit=unit, mean=mean)


def _borrowed_note(context: Context, readings: list[Reading]) -> html.Element:
    text = context.text
    parts: list[object] = [text("profile.note", n=max((r.compared for r in readings), default=0)), " "]
    sources = dict.fromkeys(context.dataset.indicator(r.indicator_id).source_id for r in readings)
    for source_id in sources:
        parts += [source_link(context, source_id), " "]
    return note(parts)


def environments(context: Context) -> html.Element:
    """The research and innovation environments in the region, by kind; unverified ones marked."""
    text, state, dataset = context.text, context.state, context.dataset
    rows = dataset.environments_in(context.region.nuts_id)
    if not rows:
        return empty(text("places.none"))
    groups = []
    for kind in PLACES:
        of_kind = [row for row in rows if row.kind == kind]
        if not of_kind:
            continue
        on_map = state.but(places=tuple(sorted({*state.places, kind}, key=PLACES.index)))
        groups.append(
            html.Div(
                [
                    html.H4([text(f"places.{kind}"), view_link(text("places.show"), on_map, "aside")]),
                    html.Ul(
                        [
                            environment_item(context, row, row.town) for row in of_kind
                        ]
                    ),
                ],
                className="places",
            )
        )
    return html.Div(groups)
