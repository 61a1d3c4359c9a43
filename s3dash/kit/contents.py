"""What a copy holds: which views of the map, which colours of it, which other pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from s3dash.map.picture import STRONGEST
from s3dash.site import Site
from s3dash.state import COLOURS, CURRENCIES, LANGUAGES, LEVELS, PERIODS, ViewState
from s3dash.views.present.steps import stories_of, told

FILTERS = ("fund", "programme")
"""Parameters by which a story may narrow the map down."""
_PLAIN = ViewState()
_TEXT_PAGES = ("about", "accessibility", "present")


class KitError(Exception):
    """A copy that cannot be made as asked for; the text says why."""


@dataclass(frozen=True)
class Choice:
    """What was asked for: languages, regions (NUTS codes of drawn units), stories (ids)."""

    languages: tuple[str, ...]
    regions: tuple[str, ...]
    stories: tuple[str, ...]

    @classmethod
    def of(
        cls, site: Site, languages: Sequence[str] = (), regions: Sequence[str] = (), stories: Sequence[str] = ()
    ) -> Choice:
        """Check what was asked for; what is left empty means all there is.

        Raises
        ------
        KitError
            If a region or a story does not exist.
        """
        units = site.vocabulary.layers
        told_here = stories_of(site.dataset, site.store).shown
        for kind, asked, known in (
            ("language", languages, LANGUAGES), ("region", regions, units), ("story", stories, told_here),
        ):  # fmt: skip
            wrong = [one for one in asked if one not in known]
            if wrong:
                raise KitError(f"There is no {kind} {wrong[0]}: choose among {', '.join(known) or 'none'}.")
        return cls(
            tuple(lang for lang in LANGUAGES if lang in (languages or LANGUAGES)),
            tuple(unit for unit in units if unit in (regions or units)),
            tuple(story for story in told_here if story in (stories or told_here)),
        )


@dataclass(frozen=True)
class Contents:
    """The states that a copy holds in one language, each of them once.

    `panels` are views of the map with what stands beside it, in the plain colour; `colours` are the map's colours
    without a region, or with one where they depend on it. The two together give every view of the map.
    `pages` are the views of all other pages.
    """

    panels: tuple[ViewState, ...]
    colours: tuple[ViewState, ...]
    pages: tuple[ViewState, ...]


def contents(site: Site, choice: Choice, lang: str) -> Contents:
    """List what the copy holds in one language."""
    steps = list(_steps(site, choice, lang))
    on_map = [state for state in steps if state.page == "explore"]
    regions = list(_regions(site, choice, lang))
    panels = [*_countries(site, lang), *regions, *_pairs(site, regions)]
    for state in on_map:
        if state.region is None and not state.domain and any(getattr(state, name) for name in FILTERS):
            kept = {name: getattr(state, name) for name in (*FILTERS, "period")}
            panels += [one.but(**kept) for one in regions if _is_first(one)]
    panels += [plain(state) for state in on_map]
    colours = [*_colours(site, choice, lang), *(colours_of(one) for state in on_map for one in (state, plain(state)))]
    pages = [ViewState(lang=lang, page=page) for page in _TEXT_PAGES]
    pages += _stories(site, choice, lang)
    others = [bare(state) for state in steps if state.page != "explore"]
    pages += [*(first_of(state) for state in others), *others]
    return Contents(_once(panels), _once(colours), _once(pages))


def bare(state: ViewState) -> ViewState:
    """A state without what only the browser decides: the frame it is in, the step of a story, the basket."""
    kept = {} if state.page == "compare" else {"compared": ()}
    return state.but(embed="", chart=None, step=1, **kept)


def plain(state: ViewState) -> ViewState:
    """A view of the map in its plain colour: with a domain that is the domain's own."""
    return bare(state).but(colour="domain" if state.domain else _PLAIN.colour)


def colours_of(state: ViewState) -> ViewState:
    """The state on which the map's colours depend: without the region, unless they show the links of one."""
    if state.colour == "links" and state.region:
        return bare(state).but(other=None)
    return bare(state).but(region=None)


def first_of(state: ViewState) -> ViewState:
    """The page of a state with nothing chosen on it."""
    return ViewState(lang=state.lang, page=state.page, item=state.item)


def _once(states: Iterable[ViewState]) -> tuple[ViewState, ...]:
    return tuple(dict.fromkeys(states))


def _is_first(state: ViewState) -> bool:
    return state.period == _PLAIN.period and state.currency == _PLAIN.currency and state.other is None


def _countries(site: Site, lang: str) -> Iterator[ViewState]:
    """The map without a region: in general, and with each domain."""
    for period in PERIODS:
        for level in LEVELS:
            for currency in CURRENCIES:
                yield ViewState(lang=lang, level=level, period=period, currency=currency)  # type: ignore[arg-type]
            for domain in sorted(site.vocabulary.domains):
                yield ViewState(lang=lang, level=level, period=period, domain=domain, colour="domain")  # type: ignore[arg-type]


def _regions(site: Site, choice: Choice, lang: str) -> Iterator[ViewState]:
    """Every region; a neighbour is seen beside counties and beside NUTS2 areas."""
    for region in choice.regions:
        layer = site.vocabulary.layers[region]
        for level in (layer,) if layer in LEVELS else LEVELS:
            for period in PERIODS:
                for currency in CURRENCIES:
                    yield ViewState(lang=lang, region=region, level=level, period=period, currency=currency)  # type: ignore[arg-type]


def _pairs(site: Site, regions: Iterable[ViewState]) -> Iterator[ViewState]:
    """Each region together with those that the map draws its curves to, in the latest period."""
    for state in regions:
        if _is_first(state):
            yield from (state.but(other=link.other) for link in site.context(state).links[:STRONGEST])


def _colours(site: Site, choice: Choice, lang: str) -> Iterator[ViewState]:
    """Every colour of the map; that of links for each region."""
    names = [*(colour for colour in COLOURS if colour not in ("domain", "links")), *sorted(site.vocabulary.indicators)]
    for country in _countries(site, lang):
        if country.domain:
            yield country
        else:
            yield from (country.but(colour=name) for name in ("links", *names))
    yield from (state.but(colour="links") for state in _regions(site, choice, lang))


def _stories(site: Site, choice: Choice, lang: str) -> Iterator[ViewState]:
    """The presenter's pages: one for each story, and for each Swedish region where a story is told about one."""
    shown = stories_of(site.dataset, site.store).shown
    for name in choice.stories:
        story = ViewState(lang=lang, page="story", item=name)
        yield story
        if shown[name].region is not None:
            yield from (story.but(region=one.region, level=one.level) for one in _tellers(site, choice, lang))


def _tellers(site: Site, choice: Choice, lang: str) -> list[ViewState]:
    """The regions that a story can be told about: those in Sweden."""
    return [one for one in _regions(site, choice, lang) if _is_first(one) and one.region in _swedish(site)]


def _swedish(site: Site) -> set[str]:
    return {code for code, layer in site.vocabulary.layers.items() if layer in LEVELS}


def _steps(site: Site, choice: Choice, lang: str) -> Iterator[ViewState]:
    """The view of every step of every story."""
    shown = stories_of(site.dataset, site.store).shown
    for state in _stories(site, choice, lang):
        story = told(site.context(state), shown[state.item or ""], lang)
        yield from (step.state for step in story.steps)
