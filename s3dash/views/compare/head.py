"""Above the blocks: who is compared, in which order, what kinds of regions they are, and their key figures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from s3dash.analysis.comparison import Environments, PriorityComparison, is_inside, peers_to_add
from s3dash.analysis.comparison_numbers import RegionFunding
from s3dash.analysis.priorities import with_counties
from s3dash.state import MOST_COMPARED, ViewState
from s3dash.views import html
from s3dash.views.compare.amounts import amount_words
from s3dash.views.compare.columns import Row, mark, table
from s3dash.views.context import Context
from s3dash.views.parts import missing, note, region_link, view_link


def region_row(context: Context) -> html.Ol:
    """The regions with their marks, each to be moved or removed; it stays in sight as the heading of all columns."""
    codes = context.state.compared
    return html.Ol([_region(context, n) for n in range(len(codes))], className=f"compared of-{len(codes)}")


def _region(context: Context, n: int) -> html.Li:
    state, text = context.state, context.text
    code = state.compared[n]
    name = context.name(code)
    tools = [
        _tool(context, "\u2190", "left", code, _moved(state, n, n - 1)) if n else None,
        _tool(context, "\u2192", "right", code, _moved(state, n, n + 1)) if n + 1 < len(state.compared) else None,
        _tool(context, "\u00d7", "remove", code, state.compare_with(code)),
    ]
    return html.Li(
        [
            html.Strong([mark(n), " ", region_link(context, code)], className="name"),
            html.Span(tools, className="tools", role="group", **{"aria-label": text("compare.tools", region=name)}),
        ],
        draggable="true",
        title=text("compare.drag"),
        **{"data-code": code},
    )


def _tool(context: Context, sign: str, name: str, code: str, target: ViewState) -> html.A:
    label = context.text(f"compare.{name}", region=context.name(code))
    return view_link(sign, target, "tool", **{"aria-label": label, "title": label, "data-tool": f"{name} {code}"})


def _moved(state: ViewState, here: int, there: int) -> ViewState:
    order = list(state.compared)
    order.insert(there, order.pop(here))
    return state.but(compared=tuple(order))


def peers_line(context: Context) -> html.Div | None:
    """Add the regions most like one of those compared; nothing where there is no room or none is like it."""
    state, text = context.state, context.text
    room = MOST_COMPARED - len(state.compared)
    links = []
    for code in state.compared:
        found = peers_to_add(context.dataset, code, state.compared, room)
        if found:
            label = text("compare.add_peers_of", region=context.name(code), peers=context.names(found))
            target = state.but(compared=(*state.compared, *found))
            words = f"+ {context.name(code)}"
            links.append(view_link(words, target, "choice", **{"aria-label": label, "title": label}))
    if not links:
        return None
    heading = html.Span(text("compare.add_peers"), className="choices-label")
    return html.Div([heading, *links], className="choices add-peers", role="group")


def kinds_note(context: Context) -> html.P | None:
    """Say that the regions are of different kinds or lie in each other; nothing where neither is so."""
    text, dataset, codes = context.text, context.dataset, context.state.compared
    words = []
    if len({dataset.region(code).level for code in codes}) > 1:
        kinds = dict.fromkeys(kind(context, code) for code in codes)
        words.append(text("compare.mixed", kinds=text.names([text(f"compare.kind.{one}") for one in kinds])))
    for here, there in combinations(codes, 2):
        if is_inside(dataset, here, there):
            inner, outer = (here, there) if here in dataset.area(there) else (there, here)
            words.append(text("compare.inside", inner=context.name(inner), outer=context.name(outer)))
    return note(" ".join(words)) if words else None


def kind(context: Context, code: str) -> str:
    """What a region is: `lan`, `nuts2`, or for a neighbour `country`, or its level of the NUTS."""
    region = context.dataset.region(code)
    if region.layer != "neighbours":
        return str(region.layer)
    whole = context.dataset.area(code) >= {region.country}
    return "country" if whole else f"neighbour_{region.level.lower()}"


def key_figures_table(
    context: Context,
    priorities: PriorityComparison,
    funding: Sequence[RegionFunding],
    environments: Sequence[Environments],
) -> html.Table:
    """The few facts that come first, a column for each region."""
    text, dataset, state = context.text, context.dataset, context.state
    bases = priorities.bases[state.period]
    years = sorted({region.population_year for region in funding if region.population_year})
    same_year = len(years) == 1
    rows = [
        Row(text("compare.key.kind"), tuple(_kind(context, code) for code in state.compared), "kind"),
        Row(
            text("compare.key.population", year=years[0]) if same_year else text("compare.key.population_years"),
            tuple(_population(context, region, same_year) for region in funding),
        ),
        Row(
            text("compare.key.priorities", period=text.period(state.period)),
            tuple(
                missing(text("compare.national" if basis == "national" else "no_data"))
                if basis in (None, "national")
                else text.number(len(with_counties(dataset, code, state.period)))
                for code, basis in zip(state.compared, bases, strict=True)
            ),
        ),
        Row(text("compare.key.projects"), tuple(projects_words(context, region) for region in funding)),
        Row(text("compare.key.eu"), tuple(amount_words(context, region) for region in funding)),
        Row(
            text("compare.key.environments"),
            tuple(text.number(len(one.found)) if one.found else missing(text("no_data")) for one in environments),
        ),
    ]
    return table(context, text("compare.key.caption"), rows, class_name="figures")


def projects_words(context: Context, region: RegionFunding) -> html.Node:
    """How many projects touch a region: at least so many where partner lists are incomplete."""
    text, n = context.text, region.total.projects
    if region.complete:
        return text.number(n)
    if not n:
        return missing(context.text("none_known"))
    return [html.Small(text("at_least")), " ", text.number(n)]


def _kind(context: Context, code: str) -> html.Node:
    region = context.dataset.region(code)
    words: list[html.Node] = [context.text(f"compare.kind.{kind(context, code)}"), " ", html.Small(code)]
    if region.layer == "lan" and region.parent:
        words.append(html.Small(f" \u00b7 {context.name(region.parent)}"))
    elif kind(context, code) != "country":
        words.append(html.Small(f" \u00b7 {context.country(region.country)}"))
    return words


def _population(context: Context, region: RegionFunding, same_year: bool) -> html.Node:
    if region.population is None:
        return missing(context.text("no_data"))
    number = context.text.number(region.population)
    return number if same_year else [number, " ", html.Small(str(region.population_year))]
