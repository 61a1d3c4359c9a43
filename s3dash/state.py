"""The view's state and its URL: one frozen :class:`ViewState`, read from and written to the address.

All that matters flows one way, URL -> page. Unknown or contradictory parameters never fail:
:func:`parse_view` drops them and says which, so that the page can tell the reader.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Literal, cast
from urllib.parse import parse_qsl

from s3dash.data.dataset import Dataset

Level = Literal["lan", "nuts2"]
Order = Literal["newest", "largest"]
LANGUAGES = ("sv", "en")
PAGES = {"": "explore", "projects": "projects", "about": "about"}
PERIODS = ("2021-2027", "2014-2020")
LEVELS = ("lan", "nuts2")
CURRENCIES = ("EUR", "SEK")
FUNDS = ("erdf", "interreg", "erdf_esf")
ORDERS = ("newest", "largest")
PLACES = ("university", "science_park", "cluster", "testbed", "research_infrastructure")
COLOURS = ("priorities", "domain", "eu", "eu_per_capita", "projects", "links")
_LONGEST_VALUE = 200


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
class Ignored:
    """A parameter that the page could not use, and why (a key of the text catalogue)."""

    parameter: str
    value: str
    reason: str


@dataclass(frozen=True)
class ViewState:
    """Everything that decides what a page shows. Field names are the URL's parameter names."""

    lang: str = "sv"
    page: str = "explore"
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

    def but(self, **changes: object) -> ViewState:
        """Return this state with some fields changed, kept free of contradictions.

        Choosing another region leaves the bilateral view; any other change starts a list from its top.
        """
        if "region" in changes and "other" not in changes:
            changes["other"] = None
        if "start" not in changes:
            changes["start"] = 0
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def path(self) -> str:
        """The path of the page, `/sv/` or `/sv/projects`."""
        return f"/{self.lang}/{_PATHS[self.page]}"

    @property
    def query(self) -> str:
        """The canonical query string: defaults left out, fields in their declared order."""
        values = self.__dict__
        # every value is a word of the vocabulary or a number: nothing needs quoting
        return "&".join(
            f"{name}={','.join(value) if isinstance(value, tuple) else value}"
            for name, default in _PARAMETERS.items()
            if (value := values[name]) != default
        )

    @property
    def url(self) -> str:
        """Path and query of the view, ready for a link."""
        return f"{self.path}?{self.query}" if self.query else self.path


_PATHS = {page: name for name, page in PAGES.items()}
_PARAMETERS = {field.name: field.default for field in fields(ViewState) if field.name not in ("lang", "page")}


def parse_path(path: str) -> tuple[str, str] | None:
    """Return (language, page) of a path, or None where there is no such page."""
    parts = [part for part in path.split("/") if part]
    if not parts or parts[0] not in LANGUAGES or len(parts) > 2:
        return None
    page = PAGES.get(parts[1] if len(parts) == 2 else "")
    return (parts[0], page) if page else None


def parse_view(lang: str, page: str, query: str, vocabulary: Vocabulary) -> tuple[ViewState, list[Ignored]]:
    """Read a query string into a state, and list what had to be ignored.

    Parameters
    ----------
    lang, page
        As :func:`parse_path` gives them.
    query
        The address's query string, with or without its question mark.
    vocabulary
        The allowed values.

    Returns
    -------
    The state, free of contradictions, and the parameters it leaves out with the reason of each.
    """
    given: dict[str, str] = {}
    ignored: list[Ignored] = []
    for name, value in parse_qsl(query.removeprefix("?"), keep_blank_values=False, errors="replace"):
        if name not in _PARAMETERS:
            ignored.append(Ignored(name[:_LONGEST_VALUE], value[:_LONGEST_VALUE], "ignored.unknown_parameter"))
        elif name in given:
            ignored.append(Ignored(name, value[:_LONGEST_VALUE], "ignored.repeated"))
        else:
            given[name] = value[:_LONGEST_VALUE]

    def choose(name: str, allowed: Iterable[str], default: str | None = None) -> str | None:
        value = given.get(name)
        if value is None:
            return default
        by_fold = {option.casefold(): option for option in allowed}
        if value.strip().casefold() not in by_fold:
            ignored.append(Ignored(name, value, "ignored.unknown_value"))
            return default
        return by_fold[value.strip().casefold()]

    places = []
    for kind in given.get("places", "").split(","):
        if kind in PLACES and kind not in places:
            places.append(kind)
        elif kind:
            ignored.append(Ignored("places", kind, "ignored.unknown_value"))
    start = given.get("start", "0")
    if not (start.isascii() and start.isdigit() and len(start) < 10):
        ignored.append(Ignored("start", start, "ignored.unknown_value"))
        start = "0"

    state = ViewState(
        lang=lang,
        page=page,
        level=cast(Level, choose("level", LEVELS, "lan")),
        region=choose("region", vocabulary.layers),
        other=choose("other", vocabulary.layers),
        period=choose("period", PERIODS, PERIODS[0]) or PERIODS[0],
        domain=choose("domain", vocabulary.domains),
        fund=choose("fund", FUNDS),
        programme=choose("programme", vocabulary.programmes),
        colour=choose("colour", (*COLOURS, *vocabulary.indicators), "priorities") or "priorities",
        currency=choose("currency", CURRENCIES, "EUR") or "EUR",
        country=choose("country", vocabulary.countries),
        places=tuple(kind for kind in PLACES if kind in places),
        area=choose("area", vocabulary.interreg),
        order=cast(Order, choose("order", ORDERS, "newest")),
        start=int(start),
    )
    return _without_contradictions(state, vocabulary, given, ignored), ignored


def _without_contradictions(
    state: ViewState, vocabulary: Vocabulary, given: dict[str, str], ignored: list[Ignored]
) -> ViewState:
    """Let the region decide the level, and keep `other` only as the far end of a bilateral view."""
    layer = vocabulary.layers.get(state.region or "")
    if layer in LEVELS and layer != state.level:
        if "level" in given:
            ignored.append(Ignored("level", given["level"], "ignored.level_of_region"))
        state = replace(state, level=cast(Level, layer))
    if state.other and layer is None:
        ignored.append(Ignored("other", state.other, "ignored.other_alone"))
        state = replace(state, other=None)
    elif state.other:
        other_layer = vocabulary.layers[state.other]
        if (layer == "neighbours") == (other_layer == "neighbours"):
            ignored.append(Ignored("other", state.other, "ignored.other_same_side"))
            state = replace(state, other=None)
        elif other_layer in LEVELS:
            state = replace(state, level=cast(Level, other_layer))
    return state
