"""The URL owns the state: round trip, contradictions, nonsense."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any
from urllib.parse import unquote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.state import (
    CELLS,
    COLOURS,
    CURRENCIES,
    EMBEDS,
    EVERY_PERIOD,
    FUNDS,
    GEOGRAPHY,
    HEAVIEST,
    HIGHEST_STEP,
    ITEM_PAGES,
    LARGEST_AMOUNT,
    LEVELS,
    MOST_COMPARED,
    ONLY_ON,
    ORDERS,
    PAGES,
    PERIODS,
    PERS,
    PLACES,
    SHOWS,
    SORTS,
    YEARS,
    ViewState,
    Vocabulary,
    parse_path,
    parse_view,
    same_side,
)

VOCABULARY = Vocabulary(
    layers={"SE311": "lan", "SE224": "lan", "SE31": "nuts2", "PL63": "neighbours", "DK01": "neighbours"},
    domains=frozenset({"energy", "food"}),
    programmes=frozenset({"interreg-south-baltic-2021", "erdf-se31-2021"}),
    interreg=frozenset({"interreg-south-baltic-2021"}),
    countries=frozenset({"PL", "DK"}),
    indicators=frozenset({"gerd", "gdp_pps"}),
)


DEFAULTS: dict[str, Any] = {field.name: field.default for field in fields(ViewState)}


def optional(values):
    return st.none() | st.sampled_from(sorted(values))


words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=15).filter(
    lambda word: any(character.isalnum() for character in word)
)
"""Words of free text, of any alphabet and with any punctuation."""
phrases = st.lists(words, min_size=1, max_size=4).map(" ".join)


@st.composite
def ranges(draw, lowest, highest):
    """A lower and an upper limit, either of them perhaps open."""
    low, high = draw(st.none() | st.integers(lowest, highest)), draw(st.none() | st.integers(lowest, highest))
    return (high, low) if low is not None and high is not None and low > high else (low, high)


@st.composite
def states(draw):
    """Any state without contradictions."""
    region = draw(optional(VOCABULARY.layers))
    layer = VOCABULARY.layers.get(region)
    page = draw(st.sampled_from([*PAGES.values(), *ITEM_PAGES.values()]))
    far = [c for c in VOCABULARY.layers if region and c != region and (page == "projects" or not same_side(region, c))]
    other = draw(optional(far)) if far else None
    level: Any = layer if layer in LEVELS else draw(st.sampled_from(LEVELS))
    if other and layer not in LEVELS and VOCABULARY.layers[other] in LEVELS:
        level = VOCABULARY.layers[other]
    q = draw(st.none() | phrases)
    years, amounts = draw(ranges(*YEARS)), draw(ranges(0, LARGEST_AMOUNT))
    embed = draw(st.sampled_from(["", *EMBEDS]))
    weights = draw(st.dictionaries(st.sampled_from(["size", "skills"]), st.integers(0, HEAVIEST)))
    state = ViewState(
        lang=draw(st.sampled_from(["sv", "en"])),
        page=page,
        item=draw(words.filter(lambda word: "/" not in word)) if page in ITEM_PAGES.values() else None,
        level=level,
        region=region,
        other=other,
        period=draw(st.sampled_from([*PERIODS, EVERY_PERIOD] if page == "projects" else PERIODS)),
        domain=draw(optional(VOCABULARY.domains)),
        fund=draw(optional(FUNDS)),
        programme=draw(optional(VOCABULARY.programmes)),
        colour=draw(st.sampled_from([*COLOURS, *sorted(VOCABULARY.indicators)])),
        currency=draw(st.sampled_from(CURRENCIES)),
        country=draw(optional(VOCABULARY.countries)),
        places=tuple(kind for kind in PLACES if draw(st.booleans())),
        area=draw(optional(VOCABULARY.interreg)),
        order=draw(st.sampled_from([order for order in ORDERS if q or order != "relevance"])),
        start=draw(st.integers(0, 10_000)),
        year_from=years[0],
        year_to=years[1],
        amount_min=amounts[0],
        amount_max=amounts[1],
        organisation=draw(st.none() | phrases),
        partner=draw(st.none() | st.sampled_from(["PL", "DE", "XK"])),
        baltic=draw(st.booleans()),
        q=q,
        show=draw(st.none() | st.sampled_from(SHOWS[page][1:])) if page in SHOWS else None,
        cells=draw(st.sampled_from(CELLS)),
        sort=draw(st.sampled_from(SORTS[page])) if page in SORTS else GEOGRAPHY,
        neighbours=draw(st.booleans()),
        per=draw(st.sampled_from(PERS)),
        abroad=draw(st.booleans()),
        weights=tuple(f"{group}:{weight}" for group, weight in sorted(weights.items()) if weight != 1),
        step=draw(st.integers(1, HIGHEST_STEP)),
        embed=embed,
        chart=draw(st.none() | st.just("money-by-domain")) if embed == "1" else None,
        compared=tuple(
            draw(st.lists(st.sampled_from(sorted(VOCABULARY.layers)), max_size=MOST_COMPARED, unique=True))
        ),
    )
    state = replace(state, **{name: DEFAULTS[name] for name, pages in ONLY_ON.items() if page not in pages})
    return replace(state, order="newest") if state.order == "relevance" and not state.q else state


@given(states())
def test_a_state_survives_its_url(state):
    path, _, query = state.url.partition("?")
    assert state.url.isascii() and " " not in state.url
    where = parse_path(unquote(path))
    assert where is not None
    assert parse_view(where.lang, where.page, query, VOCABULARY, where.item) == (state, [])


_NAMES = ("region", "level", "start", "places", "q", "organisation", "partner", "baltic", "year_from", "amount_max")


@given(
    st.dictionaries(
        st.text(max_size=12) | st.sampled_from([*_NAMES]), st.text(max_size=20)
    )
)
def test_nonsense_never_fails_and_whatever_is_dropped_is_named(parameters):
    query = urlencode(parameters, errors="replace")
    state, ignored = parse_view("sv", "explore", query, VOCABULARY)
    kept = dict(pair.split("=", 1) for pair in state.query.split("&") if pair)
    named = {item.parameter for item in ignored}
    for name, value in parameters.items():
        assert not value or name in kept or name in named or getattr(state, name, None) is not None
    assert parse_view("sv", "explore", state.query, VOCABULARY) == (state, [])


@pytest.mark.parametrize(
    ("query", "expected", "reason"),
    [
        ("region=SE311&level=nuts2", {"level": "lan"}, "ignored.level_of_region"),
        ("region=SE31", {"level": "nuts2"}, None),
        ("other=PL63", {"other": None}, "ignored.other_alone"),
        ("region=SE311&other=SE224", {"other": "SE224", "level": "lan"}, None),
        ("region=SE311&other=SE31", {"other": "SE31", "level": "lan"}, None),
        ("region=SE311&other=SE311", {"other": None}, "ignored.other_same_side"),
        ("region=PL63&other=SE31", {"other": "SE31", "level": "nuts2"}, None),
        ("region=se311", {"region": "SE311"}, None),
        ("region=SE999", {"region": None}, "ignored.unknown_value"),
        ("start=-4", {"start": 0}, "ignored.unknown_value"),
        ("start=²", {"start": 0}, "ignored.unknown_value"),
        ("region=SE311&region=SE224", {"region": "SE311"}, "ignored.repeated"),
        ("nonsense=1", {}, "ignored.unknown_parameter"),
        ("places=cluster,cave", {"places": ("cluster",)}, "ignored.unknown_value"),
        ("year_from=2023&year_to=2021", {"year_from": 2023, "year_to": None}, "ignored.below_the_lowest"),
        ("amount_min=5&amount_max=4", {"amount_min": 5, "amount_max": None}, "ignored.below_the_lowest"),
        ("year_from=2021&year_to=2021", {"year_from": 2021, "year_to": 2021}, None),
        ("year_from=1999", {"year_from": None}, "ignored.unknown_value"),
        ("year_to=soon", {"year_to": None}, "ignored.unknown_value"),
        ("amount_min=-1", {"amount_min": None}, "ignored.unknown_value"),
        ("amount_max=1e6", {"amount_max": None}, "ignored.unknown_value"),
        ("amount_max=" + "9" * 150, {"amount_max": None}, "ignored.unknown_value"),
        ("partner=pl", {"partner": "PL"}, None),
        ("partner=Poland", {"partner": None}, "ignored.unknown_value"),
        ("partner=p%C3%BE", {"partner": None}, "ignored.unknown_value"),
        ("baltic=1", {"baltic": True}, None),
        ("baltic=0", {"baltic": False}, None),
        ("baltic=maybe", {"baltic": False}, "ignored.unknown_value"),
        ("q=%20gr%C3%B6n%0A%09energi+", {"q": "grön energi", "order": "relevance"}, None),
        ("q=...", {"q": None}, "ignored.unknown_value"),
        ("q=wind&order=newest", {"q": "wind", "order": "newest"}, None),
        ("order=relevance", {"order": "newest"}, "ignored.nothing_to_match"),
        ("period=all", {"period": "all"}, None),
    ],
)
def test_contradictions_are_settled_and_told(query, expected, reason):
    state, ignored = parse_view("sv", "projects", query, VOCABULARY)
    assert {name: getattr(state, name) for name in expected} == expected
    assert [item.reason for item in ignored] == ([reason] if reason else [])


@pytest.mark.parametrize(
    "path", ["/", "/de/", "/sv/nothing", "/sv/about/more", "/about", "//", "/sv/projects/" + "x" * 201]
)
def test_there_is_no_such_page(path):
    assert parse_path(path) is None


def test_choosing_another_region_leaves_the_pair_and_the_lists_page():
    state = ViewState(region="SE224", other="PL63", start=50).but(region="SE311")
    assert (state.other, state.start) == (None, 0)


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/sv/projects/", ("sv", "projects", None)),
        ("/sv/projects/TVV-1", ("sv", "project", "TVV-1")),
        ("/en/projects/2014/LT 1", ("en", "project", "2014/LT 1")),
        ("/en/organisations/se-1", ("en", "organisation", "se-1")),
        ("/en/organisations", None),
    ],
)
def test_a_page_about_one_thing_has_its_id_in_the_path(path, where):
    assert parse_path(path) == where


def test_both_periods_at_once_are_only_for_the_list_of_projects():
    state, ignored = parse_view("sv", "explore", "period=all", VOCABULARY)
    assert (state.period, [item.reason for item in ignored]) == (PERIODS[0], ["ignored.unknown_value"])
    assert ViewState(page="projects", period=EVERY_PERIOD).but(page="explore").period == PERIODS[0]


def test_the_best_match_comes_first_unless_another_order_was_chosen():
    plain = ViewState(page="projects")
    found = plain.but(q="wind")
    assert (found.order, found.query) == ("relevance", "q=wind")
    assert found.but(q=None) == plain
    largest = plain.but(order="largest")
    assert largest.but(q="wind").order == "largest"
    assert found.but(order="newest").query == "order=newest&q=wind"
    assert found.but(order="newest").but(q="water").order == "newest"


def test_another_page_leaves_behind_what_it_does_not_have():
    state = ViewState(page="projects", q="wind", region="SE311", other="PL63", domain="energy", compared=("SE311",))
    there = state.but(page="domains")
    assert there == ViewState(page="domains", region="SE311", domain="energy", compared=("SE311",))
    peers = ViewState(page="peers", region="SE311", show="projects", abroad=True, weights=("size:3",))
    assert peers.but(page="compare") == ViewState(page="compare", region="SE311")
    assert peers.but(page="domains") == ViewState(page="domains", region="SE311"), "which has other views"
    listed = ViewState(show="list", sort="-value", region="SE311")
    assert listed.but(page="domains") == ViewState(page="domains", region="SE311")
    assert listed.but(region="SE224", colour="eu") == ViewState(show="list", sort="-value", region="SE224", colour="eu")


@pytest.mark.parametrize(
    ("page", "query", "expected", "reasons"),
    [
        ("compare", "with=SE311,pl63", {"compared": ("SE311", "PL63")}, []),
        ("compare", "with=SE311,SE311,,PL63", {"compared": ("SE311", "PL63")}, []),
        ("compare", "with=SE311,XX1", {"compared": ("SE311",)}, ["unknown_value"]),
        ("compare", "with=SE311,SE224,PL63,DK01,SE31", {"compared": ("SE311", "SE224", "PL63", "DK01")}, ["too_many"]),
        ("explore", "with=SE311", {"compared": ("SE311",)}, []),
        ("explore", "show=matrix", {"show": None}, ["unknown_value"]),
        ("explore", "show=list&sort=-value", {"show": "list", "sort": "-value"}, []),
        ("explore", "show=map", {"show": None}, []),
        ("explore", "sort=similarity", {"sort": "geography"}, ["unknown_value"]),
        ("domains", "show=matrix", {"show": None}, []),
        ("domains", "sort=-value", {"sort": "geography"}, ["unknown_value"]),
        ("domains", "show=overlap&cells=lq_eu&neighbours=1", {"show": "overlap", "cells": "lq_eu"}, []),
        ("domains", "q=wind", {"q": None}, ["not_on_page"]),
        ("peers", "weights=skills:0,size:3,labour:1", {"weights": ("size:3", "skills:0")}, []),
        ("peers", "weights=size:9", {"weights": ()}, ["unknown_value"]),
        ("peers", "weights=size:2,size:3", {"weights": ("size:2",)}, ["unknown_value"]),
        ("explore", "embed=1&region=SE311", {"embed": "1"}, []),
        ("domains", "embed=1&chart=matrix", {"embed": "1", "chart": "matrix"}, []),
        ("domains", "chart=matrix", {"chart": None}, ["chart_alone"]),
        ("domains", "embed=1&chart=A%20B", {"chart": None}, ["unknown_value"]),
        ("story", "step=3", {"step": 3}, []),
        ("story", "step=0", {"step": 1}, ["unknown_value"]),
        ("explore", "abroad=1", {"abroad": False}, ["not_on_page"]),
    ],
)
def test_the_pages_of_analysis_take_their_own_parameters(page, query, expected, reasons):
    state, ignored = parse_view("sv", page, query, VOCABULARY)
    assert {name: getattr(state, name) for name in expected} == expected
    assert [item.reason for item in ignored] == [f"ignored.{reason}" for reason in reasons]


def test_two_regions_on_one_side_are_a_pair_for_the_list_of_projects_alone():
    state, ignored = parse_view("sv", "explore", "region=SE311&other=SE224", VOCABULARY)
    assert (state.other, [item.reason for item in ignored]) == (None, ["ignored.other_same_side"])
    assert ViewState(page="projects", region="SE311", other="SE224").but(page="explore").other is None
    assert ViewState(page="projects", region="SE311", other="PL63").but(page="explore").other == "PL63"


def test_a_region_is_added_to_those_compared_and_taken_away():
    state = ViewState(region="SE311").compare_with("SE311").compare_with("PL63")
    assert state.url == "/sv/?region=SE311&with=SE311,PL63"
    assert state.compare_with("SE311").compared == ("PL63",)
    assert state.about("project", "A").compared == ("SE311", "PL63"), "the choice is seen on every page"


def test_the_address_of_a_project_is_the_same_wherever_one_comes_from():
    state = ViewState(lang="en", page="projects", currency="SEK", region="SE311", q="wind", start=50)
    assert state.about("project", "A/B å").url == "/en/projects/A%2FB%20%C3%A5?currency=SEK"
    assert state.about("project", "A").but(page="projects").item is None
