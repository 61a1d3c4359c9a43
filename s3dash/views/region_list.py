"""The map as a list: every region that the map draws, with its value, and all else that the map shows of it."""

from __future__ import annotations

from s3dash.analysis.links import Link
from s3dash.data.records import Environment
from s3dash.map.geometry import MapGeometry
from s3dash.state import GEOGRAPHY, ViewState
from s3dash.views import html
from s3dash.views.basket import compare_button
from s3dash.views.context import Context
from s3dash.views.links import evidence
from s3dash.views.listed_regions import Shown
from s3dash.views.map_view import Colouring, legend, legend_title, legend_unit, plain_value
from s3dash.views.original import region_language
from s3dash.views.parts import choices, environment_item, missing, view_link

_FIRST_WAY = {"geography": "geography", "name": "name", "value": "-value"}
"""The order that a click gives first: values begin with the highest."""
_NOTHING = "\u2013"


def show_switch(context: Context) -> html.Element:
    """The map, or the same as a list."""
    state, text = context.state, context.text
    switch = choices(
        "",
        [
            (text("region_list.show.map"), state.but(show=None, sort=GEOGRAPHY), state.show is None),
            (text("region_list.show.list"), state.but(show="list"), state.show == "list"),
        ],
    )
    switch.attributes["aria-label"] = text("region_list.show.label")
    return switch


def region_list(context: Context, geometry: MapGeometry, colours: Colouring) -> html.Node:
    """The regions of the level and the neighbours, below the legend; nothing where the map itself is shown."""
    if context.state.show != "list":
        return None
    shown = Shown.of(context, geometry, colours)
    return [html.Div(legend(context, colours), className="list-legend"), _tools(context), _table(context, shown)]


def _turned(sort: str) -> str:
    """The same order the other way round."""
    return sort.removeprefix("-") if sort.startswith("-") else f"-{sort}"


def _tools(context: Context) -> html.Element:
    """The order, and the country of the neighbours."""
    state, text, dataset = context.state, context.text, context.dataset
    chosen = state.sort.removeprefix("-")
    orders = [(text(f"region_list.by.{by}"), state.but(sort=way), by == chosen) for by, way in _FIRST_WAY.items()]
    codes = sorted({dataset.region(code).country for code in dataset.drawn("neighbours")}, key=context.country)
    countries = [(text("all"), state.but(country=None), state.country is None)]
    countries += [(context.country(code), state.but(country=code), code == state.country) for code in codes]
    order = choices(text("region_list.order"), orders)
    turn = view_link(text("region_list.turn"), state.but(sort=_turned(state.sort)), "turn")
    return html.Div(
        [html.Div([order, turn], className="list-order"), choices(text("region_list.country"), countries)],
        className="list-tools",
    )


def _table(context: Context, shown: Shown) -> html.Element:
    state, text = context.state, context.text
    caption = text(
        "region_list.caption",
        title=legend_title(context),
        unit=legend_unit(context),
        order=text(f"region_list.sorted.{state.sort}"),
    )
    groups = [(text(f"level.{state.level}_plural"), shown.own), (text("level.neighbours_plural"), shown.neighbours)]
    if state.sort.endswith("value"):
        groups.sort(key=lambda group: context.measure.values.keys().isdisjoint(group[1]))
    return html.Table(
        [
            html.Caption(caption),
            html.Thead(html.Tr(_head(context, shown))),
            *(_group(context, shown, name, codes) for name, codes in groups if codes),
        ],
        className="region-list",
    )


def _head(context: Context, shown: Shown) -> list[html.Th]:
    text = context.text
    heads = [
        _sorted_by(context, "name", text("fact.region")),
        _sorted_by(context, "value", text("region_list.value"), html.Small(legend_unit(context))),
    ]
    if shown.steps:
        of = html.Small(text("region_list.of_classes", n=len(shown.steps)))
        heads.append(html.Th([text("region_list.class"), of], scope="col", className="class"))
    if shown.ranks:
        of = html.Small(text("region_list.rank_of"))
        heads.append(html.Th([text("region_list.rank"), of], scope="col", className="rank"))
    return [*heads, html.Th(html.Span(text("region_list.compare"), className="unseen"), scope="col")]


def _sorted_by(context: Context, by: str, words: str, more: html.Node = None) -> html.Th:
    """The head of a column whose link sorts by it, the other way round where it does so already."""
    state = context.state
    chosen = state.sort.removeprefix("-") == by
    turned = state.sort.startswith("-")
    sign = ("\u25bc" if turned else "\u25b2") if chosen else "\u2195"
    link = view_link(
        [words, html.Span(sign, className="arrow", **{"aria-hidden": "true"})],
        state.but(sort=_turned(state.sort) if chosen else _FIRST_WAY[by]),
        "sort",
        id=f"sort-{by}",
    )
    attributes = {"aria-sort": "descending" if turned else "ascending"} if chosen else {}
    return html.Th([link, more], scope="col", className=by, **attributes)


def _group(context: Context, shown: Shown, name: str, codes: tuple[str, ...]) -> html.Tbody:
    heading = html.Th([name, html.Small(context.text.number(len(codes)))], scope="rowgroup", colspan=shown.columns)
    rows = [row for code in codes for row in _rows(context, shown, code)]
    return html.Tbody([html.Tr(heading, className="group"), *rows])


def _rows(context: Context, shown: Shown, code: str) -> list[html.Tr]:
    """A region's row, and below it what the map draws there."""
    state = context.state
    chosen = " chosen" if code in (state.region, state.other) else ""
    row = html.Tr(
        [
            _name(context, code),
            html.Td(_value(context, shown.colours, code), className="value"),
            html.Td(_class(context, shown, code), className="class") if shown.steps else None,
            html.Td(_rank(context, shown, code), className="rank") if shown.ranks else None,
            html.Td(_compare(context, code), className="compare"),
        ],
        className=f"unit{chosen}",
        **{"data-row": code},
    )
    notes = _notes(context, shown, code)
    if not notes:
        return [row]
    about = html.Span(f"{context.name(code)}: ", className="unseen")
    return [row, html.Tr(html.Td([about, *notes], colspan=shown.columns), className=f"notes{chosen}")]


def _name(context: Context, code: str) -> html.Th:
    state = context.state
    current = {"aria-current": "true"} if code == state.region else {}
    country = html.Small(context.country(context.dataset.region(code).country)) if context.is_neighbour(code) else None
    name = html.Span(context.name(code), lang=region_language(context, code))
    link = view_link(name, context.about(code), "row", id=f"row-{code}", **current)
    return html.Th([link, html.Small(code), country], scope="row")


def _value(context: Context, colours: Colouring, code: str) -> list[html.Node]:
    """The colour and the number, or the words that stand in for it."""
    text, measure = context.text, context.measure
    swatch = html.Span(className=f"swatch {colours.classes[code]}") if code in colours.classes else None
    if code not in measure.values:
        words = colours.values.get(code)
        return [swatch, missing(words) if words else _none(text("region_list.no_value"))]
    value = measure.values[code]
    if measure.unit == "yes_no":
        return [swatch, colours.values[code]]
    words = plain_value(context, value)
    if measure.id == "projects" and context.is_neighbour(code):
        words = f"{text('at_least')} {words}" if value else text("none_known")
    source = measure.stands_for.get(code)
    borrowed = html.Small(text("profile.borrowed", region=context.name(source))) if source else None
    return [swatch, html.Span([words, borrowed])]


def _class(context: Context, shown: Shown, code: str) -> html.Node:
    number = shown.steps.get(shown.colours.classes.get(code, ""))
    return str(number) if number else _none(context.text("region_list.no_class"))


def _rank(context: Context, shown: Shown, code: str) -> html.Node:
    rank = shown.ranks.get(code)
    return str(rank) if rank else _none(context.text("region_list.no_rank"))


def _none(words: str) -> list[html.Node]:
    """A dash that is read as words."""
    return [html.Span(_NOTHING, **{"aria-hidden": "true"}), html.Span(words, className="unseen")]


def _compare(context: Context, code: str) -> html.A | None:
    """The button that adds a region to those compared; where there is little room, its sign alone."""
    button = compare_button(context, code)
    if button is None:
        return None
    sign, _, words = str(button.children).partition(" ")
    button.children = [sign, html.Span(f" {words}", className="word")]
    button.attributes["id"] = f"compare-{code}"
    return button


def _notes(context: Context, shown: Shown, code: str) -> list[html.Element]:
    """The link to what is selected, the programme area and the environments, where the map shows them."""
    state, text = context.state, context.text
    notes: list[html.Element] = []
    if code in shown.links:
        notes.append(_link_note(context, *shown.links[code]))
    if code in shown.area and state.area:
        words = text("region_list.in_area", programme=context.programme_name(state.area))
        notes.append(html.P([html.Span(className="outline"), words]))
    places = [one for one in context.dataset.environments_in(code) if one.kind in state.places]
    if places:
        notes.append(
            html.Ul(
                [_place(context, one) for one in places],
                className="row-places",
            )
        )
    return notes


def _place(context: Context, environment: Environment) -> html.Li:
    """An environment as the map shows it: the colour of its kind, then its name and what is known of it."""
    kind = context.text(f"places.one.{environment.kind}")
    item = environment_item(context, environment, f"{kind}, {environment.town}")
    return html.Li([html.Span(className=f"point {environment.kind}"), html.Span(item.children)])


def _link_note(context: Context, number: int, link: Link) -> html.P:
    """One of the links that the map draws as curves: which it is, and what it consists of."""
    state, text = context.state, context.text
    pair: ViewState = state.but(region=link.region, other=link.other)
    words = text("region_list.link", n=number, region=context.name(link.region))
    to_pair = view_link(words, pair, "pair", id=f"pair-{link.other}")
    return html.P([html.Span(className="curved"), to_pair, f" {evidence(context, link)}"])
