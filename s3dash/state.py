"""The view's state and its URL: one frozen :class:`ViewState`, read from and written to the address.

All that matters flows one way, URL -> page. Unknown or contradictory parameters never fail:
:func:`parse_view` drops them and says which, so that the page can tell the reader.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Literal, NamedTuple, cast
from urllib.parse import quote, quote_plus

from s3dash.data.dataset import Dataset
from s3dash.data.project_filter import Level, Order
from s3dash.query import LONGEST_VALUE, Ignored, Query
from s3dash.text import LANGUAGES

__all__ = ["LANGUAGES", "Ignored", "ViewState", "Vocabulary", "parse_path", "parse_view"]

PAGES = {
    "": "explore", "compare": "compare", "peers": "peers", "partners": "partners", "change": "change",
    "domains": "domains", "projects": "projects", "present": "present", "profile": "profile", "api": "api",
    "about": "about", "accessibility": "accessibility",
}  # fmt: skip
ITEM_PAGES = {"projects": "project", "organisations": "organisation", "domains": "domain", "present": "story"}
"""First part of the path of pages about one thing, whose id follows."""
PERIODS = ("2021-2027", "2014-2020")
"""The default first; in `s3dash.data.schema` they stand in the order of time."""
EVERY_PERIOD = "all"
"""Both periods at once; only the page of projects shows that."""
LEVELS = ("lan", "nuts2")
CURRENCIES = ("EUR", "SEK")
FUNDS = ("erdf", "esf", "cf", "jtf", "interreg", "horizon", "erdf_esf", "other")
ORDERS = ("newest", "largest", "title", "relevance")
YEARS = (2000, 2050)
"""First and last year that a project may be asked for."""
LARGEST_AMOUNT = 10**12
PLACES = ("university", "science_park", "cluster", "testbed", "research_infrastructure")
COLOURS = ("priorities", "domain", "eu", "eu_per_capita", "projects", "links")
MOST_COMPARED = 4
"""How many regions can stand side by side."""
SHOWS = {
    "explore": ("map", "list"),
    "peers": ("structure", "priorities", "projects"),
    "domains": ("matrix", "alignment", "overlap", "candidates"),
}
"""Pages with several views, the first of which is shown where none is chosen."""
CELLS = ("priorities", "projects", "eu", "lq_projects", "lq_eu")
SORTS = {
    "explore": ("geography", "-geography", "name", "-name", "value", "-value"),
    "domains": ("geography", "similarity"),
}
"""The orders of a page's list of regions, a minus before those that run the other way."""
GEOGRAPHY = "geography"
"""North to south: the order of every list of regions where none is chosen."""
PERS = ("total", "inhabitant")
EMBEDS = ("1", "page")
"""What is shown without what stands around it: the map or one chart alone; or the page."""
HIGHEST_STEP = 200
"""More than any story has."""
HEAVIEST = 4
"""The largest weight that a group of indicators can get; 1 is the normal one."""
ONLY_ON: dict[str, tuple[str, ...]] = {
    "other": ("explore", "projects"),
    "show": tuple(SHOWS),
    "cells": ("domains",),
    "sort": tuple(SORTS),
    "neighbours": ("domains",),
    "per": ("compare",),
    "abroad": ("peers",),
    "step": ("story",),
    "weights": ("peers",),
    **dict.fromkeys(
        ("q", "year_from", "year_to", "amount_min", "amount_max", "organisation", "partner", "baltic"), ("projects",)
    ),
}
"""Parameters that only some pages have; links to other pages leave them behind."""


@dataclass(frozen=True)
class Vocabulary:
    """What each parameter may say, taken from the dataset in force."""

    layers: dict[str, str]
    """Drawn unit -> its layer (`lan`, `nuts2`, `neighbours`)."""
    domains: frozenset[str]
    programmes: frozenset[str]
    interreg: frozenset[str]
    countries: frozenset[str]
    indicators: frozenset[str]

    @classmethod
    def of(cls, dataset: Dataset) -> Vocabulary:
        """Read the vocabulary off a loaded dataset."""
        layers = {code: layer for layer in (*LEVELS, "neighbours") for code in dataset.drawn(layer)}
        programmes = dataset.programmes
        areas = set(dataset.programme_areas["programme_id"])
        return cls(
            layers=layers,
            domains=frozenset(dataset.domains["domain_id"]),
            programmes=frozenset(programmes["programme_id"]),
            interreg=frozenset(programmes.loc[programmes["kind"] == "interreg", "programme_id"]).intersection(areas),
            countries=frozenset(dataset.region(c).country for c, layer in layers.items() if layer == "neighbours"),
            indicators=frozenset(dataset.indicators.loc[dataset.indicators["shown"], "indicator_id"]),
        )


@dataclass(frozen=True)
class ViewState:
    """Everything that decides what a page shows. Field names are the URL's parameter names."""

    lang: str = "sv"
    page: str = "explore"
    item: str | None = None
    """The id of the project, organisation, domain or story that the page is about; a part of the path."""
    level: Level = "lan"
    region: str | None = None
    other: str | None = None
    period: str = PERIODS[0]
    domain: str | None = None
    fund: str | None = None
    programme: str | None = None
    colour: str = "priorities"
    currency: str = "EUR"
    country: str | None = None
    places: tuple[str, ...] = ()
    area: str | None = None
    order: Order = "newest"
    start: int = 0
    year_from: int | None = None
    year_to: int | None = None
    amount_min: int | None = None
    amount_max: int | None = None
    organisation: str | None = None
    partner: str | None = None
    baltic: bool = False
    q: str | None = None
    show: str | None = None
    """Which of the page's views; None is its first."""
    cells: str = CELLS[0]
    """What the matrix of domains says."""
    sort: str = GEOGRAPHY
    neighbours: bool = False
    per: Literal["total", "inhabitant"] = "total"
    abroad: bool = False
    weights: tuple[str, ...] = ()
    """Weights of groups of indicators that are not 1, as `size:2`."""
    step: int = 1
    """Where a story stands."""
    embed: str = ""
    chart: str | None = None
    """The chart that is shown alone, where `embed` is `1`."""
    compared: tuple[str, ...] = ()
    """The regions chosen to stand side by side; the parameter is called `with`, and last, so that one can be added."""

    def but(self, **changes: object) -> ViewState:
        """Return this state with some fields changed, kept free of contradictions.

        Choosing another region leaves the bilateral view; any other change starts a list from its top. With words
        to look for the best match comes first, unless another order was chosen.
        """
        if "region" in changes and "other" not in changes:
            changes["other"] = None
        if "start" not in changes:
            changes["start"] = 0
        if "page" in changes and "item" not in changes:
            changes["item"] = None
        after = replace(self, **changes)  # type: ignore[arg-type]
        if after.page != self.page:
            after = replace(after, **_left_behind(after.page))  # type: ignore[arg-type]
            show = after.show if after.show in SHOWS.get(after.page, ()) else None
            sort = after.sort if after.sort in SORTS.get(after.page, ()) else GEOGRAPHY
            after = replace(after, show=show, sort=sort)
        if "order" not in changes and (self.order == default_order(self.q) or after.order == "relevance"):
            after = replace(after, order=default_order(after.q))
        if after.page != "projects" and after.other and same_side(after.region, after.other):
            after = replace(after, other=None)
        if after.period == EVERY_PERIOD and after.page != "projects":
            after = replace(after, period=PERIODS[0])
        return after

    def compare_with(self, code: str) -> ViewState:
        """The view with a region among those compared, or without it where it is one of them already."""
        if code in self.compared:
            return self.but(compared=tuple(one for one in self.compared if one != code))
        return self.but(compared=(*self.compared, code))

    def about(self, page: str, item: str) -> ViewState:
        """The page about one thing, whatever is filtered here: its address stays the same wherever one comes from."""
        kept = {"currency": self.currency, "embed": self.embed, "compared": self.compared}
        return ViewState(lang=self.lang, page=page, item=item, **kept)  # type: ignore[arg-type]

    @property
    def path(self) -> str:
        """The path of the page, `/sv/` or `/sv/projects` or `/sv/projects/TVV-1`."""
        return f"/{self.lang}/{_PATHS[self.page]}{quote(self.item, safe='') if self.item else ''}"

    @property
    def query(self) -> str:
        """The canonical query string: defaults left out, fields in their declared order."""
        return "&".join(
            f"{name}={_written(value)}"
            for name, (field, default) in _PARAMETERS.items()
            if (value := getattr(self, field)) != (default_order(self.q) if name == "order" else default)
        )

    @property
    def url(self) -> str:
        """Path and query of the view, ready for a link."""
        return f"{self.path}?{self.query}" if self.query else self.path


_PATHS = {page: name for name, page in PAGES.items()} | {page: f"{name}/" for name, page in ITEM_PAGES.items()}
_PARAMETERS = {
    "with" if field.name == "compared" else field.name: (field.name, field.default)
    for field in fields(ViewState)
    if field.name not in ("lang", "page", "item")
}
"""Parameter -> the field that it sets, and its default."""


def _left_behind(page: str) -> dict[str, object]:
    """The parameters that a page does not have, as they are when nothing is chosen."""
    return {name: _PARAMETERS[name][1] for name, pages in ONLY_ON.items() if page not in pages}


def same_side(region: str | None, other: str) -> bool:
    """Whether two regions lie on the same side of the sea: both in Sweden, or both outside it."""
    return region is not None and (region[:2] == "SE") == (other[:2] == "SE")


def default_order(q: str | None) -> Order:
    """The order of a list of projects where none is chosen."""
    return "relevance" if q else "newest"


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    return "1" if value is True else quote_plus(str(value))


class Where(NamedTuple):
    """What a path says: language, page, and what the page is about."""

    lang: str
    page: str
    item: str | None = None


def parse_path(path: str) -> Where | None:
    """Say which page a path leads to, or None where there is no such page."""
    parts = [part for part in path.split("/") if part]
    if not parts or parts[0] not in LANGUAGES:
        return None
    name, item = parts[1] if len(parts) > 1 else "", "/".join(parts[2:])
    if item:
        page = ITEM_PAGES.get(name)
        return Where(parts[0], page, item) if page and len(item) <= LONGEST_VALUE else None
    page = PAGES.get(name)
    return Where(parts[0], page) if page else None


def parse_view(
    lang: str, page: str, query: str, vocabulary: Vocabulary, item: str | None = None
) -> tuple[ViewState, list[Ignored]]:
    """Read a query string into a state, and list what had to be ignored.

    Parameters
    ----------
    lang, page, item
        As :func:`parse_path` gives them.
    query
        The address's query string, with or without its question mark.
    vocabulary
        The allowed values.

    Returns
    -------
    The state, free of contradictions, and the parameters it leaves out with the reason of each.
    """
    read = Query.of(query, _PARAMETERS)
    periods = (*PERIODS, EVERY_PERIOD) if page == "projects" else PERIODS
    q = read.words("q")
    state = ViewState(
        lang=lang,
        page=page,
        item=item,
        level=cast(Level, read.choice("level", LEVELS, "lan")),
        region=read.choice("region", vocabulary.layers),
        other=read.choice("other", vocabulary.layers),
        period=read.choice("period", periods, PERIODS[0]) or PERIODS[0],
        domain=read.choice("domain", vocabulary.domains),
        fund=read.choice("fund", FUNDS),
        programme=read.choice("programme", vocabulary.programmes),
        colour=read.choice("colour", (*COLOURS, *vocabulary.indicators), "priorities") or "priorities",
        currency=read.choice("currency", CURRENCIES, "EUR") or "EUR",
        country=read.choice("country", vocabulary.countries),
        places=read.several("places", PLACES),
        area=read.choice("area", vocabulary.interreg),
        order=cast(Order, read.choice("order", ORDERS, default_order(q))),
        start=read.whole("start", 0, 10**9 - 1) or 0,
        year_from=read.whole("year_from", *YEARS),
        year_to=read.whole("year_to", *YEARS),
        amount_min=read.whole("amount_min", 0, LARGEST_AMOUNT),
        amount_max=read.whole("amount_max", 0, LARGEST_AMOUNT),
        organisation=read.words("organisation"),
        partner=read.country("partner"),
        baltic=read.switch("baltic"),
        q=q,
        show=read.choice("show", SHOWS.get(page, ())),
        cells=read.choice("cells", CELLS, CELLS[0]) or CELLS[0],
        sort=read.choice("sort", SORTS.get(page, ()), GEOGRAPHY) or GEOGRAPHY,
        neighbours=read.switch("neighbours"),
        per=cast(Literal["total", "inhabitant"], read.choice("per", PERS, PERS[0])),
        abroad=read.switch("abroad"),
        weights=read.weights("weights", HEAVIEST),
        step=read.whole("step", 1, HIGHEST_STEP) or 1,
        embed=read.choice("embed", EMBEDS, "") or "",
        chart=read.name("chart"),
        compared=read.ordered("with", vocabulary.layers, MOST_COMPARED),
    )
    return _without_contradictions(state, vocabulary, read), read.ignored


def _without_contradictions(state: ViewState, vocabulary: Vocabulary, read: Query) -> ViewState:
    """Let the region decide the level, keep `other` only as the far end of a bilateral view, and ranges that hold."""
    layer = vocabulary.layers.get(state.region or "")
    if layer in LEVELS and layer != state.level:
        if "level" in read.given:
            read.drop("level", read.given["level"], "level_of_region")
        state = replace(state, level=cast(Level, layer))
    if state.other and layer is None:
        read.drop("other", state.other, "other_alone")
        state = replace(state, other=None)
    elif state.other:
        other_layer = vocabulary.layers[state.other]
        if state.other == state.region or (state.page != "projects" and same_side(state.region, state.other)):
            read.drop("other", state.other, "other_same_side")
            state = replace(state, other=None)
        elif layer not in LEVELS and other_layer in LEVELS:
            state = replace(state, level=cast(Level, other_layer))
    if state.chart and state.embed != "1":
        read.drop("chart", state.chart, "chart_alone")
        state = replace(state, chart=None)
    for low, high in (("year_from", "year_to"), ("amount_min", "amount_max")):
        lowest, highest = getattr(state, low), getattr(state, high)
        if lowest is not None and highest is not None and lowest > highest:
            read.drop(high, highest, "below_the_lowest")
            state = state.but(**{high: None, "start": state.start})
    for name, default in _left_behind(state.page).items():
        if getattr(state, name) != default:
            read.drop(name, read.given[name], "not_on_page")
            state = state.but(**{name: default, "start": state.start})
    if state.show == next(iter(SHOWS.get(state.page, ())), None):
        state = replace(state, show=None)
    if state.order == "relevance" and not state.q:
        read.drop("order", "relevance", "nothing_to_match")
        state = replace(state, order="newest")
    return state
