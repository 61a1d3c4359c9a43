"""The URL owns the state: round trip, contradictions, nonsense."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.state import (
    COLOURS,
    CURRENCIES,
    FUNDS,
    LEVELS,
    ORDERS,
    PAGES,
    PERIODS,
    PLACES,
    ViewState,
    Vocabulary,
    parse_path,
    parse_view,
)

VOCABULARY = Vocabulary(
    layers={"SE311": "lan", "SE224": "lan", "SE31": "nuts2", "PL63": "neighbours", "DK01": "neighbours"},
    domains=frozenset({"energy", "food"}),
    programmes=frozenset({"interreg-south-baltic-2021", "erdf-se31-2021"}),
    interreg=frozenset({"interreg-south-baltic-2021"}),
    countries=frozenset({"PL", "DK"}),
    indicators=frozenset({"gerd", "gdp_pps"}),
)


def optional(values):
    return st.none() | st.sampled_from(sorted(values))


@st.composite
def states(draw):
    """Any state without contradictions."""
    region = draw(optional(VOCABULARY.layers))
    layer = VOCABULARY.layers.get(region)
    far = [c for c, o in VOCABULARY.layers.items() if layer and (o == "neighbours") != (layer == "neighbours")]
    other = draw(optional(far)) if far else None
    level: Any = layer if layer in LEVELS else draw(st.sampled_from(LEVELS))
    if other and VOCABULARY.layers[other] in LEVELS:
        level = VOCABULARY.layers[other]
    return ViewState(
        lang=draw(st.sampled_from(["sv", "en"])),
        page=draw(st.sampled_from(list(PAGES.values()))),
        level=level,
        region=region,
        other=other,
        period=draw(st.sampled_from(PERIODS)),
        domain=draw(optional(VOCABULARY.domains)),
        fund=draw(optional(FUNDS)),
        programme=draw(optional(VOCABULARY.programmes)),
        colour=draw(st.sampled_from([*COLOURS, *sorted(VOCABULARY.indicators)])),
        currency=draw(st.sampled_from(CURRENCIES)),
        country=draw(optional(VOCABULARY.countries)),
        places=tuple(kind for kind in PLACES if draw(st.booleans())),
        area=draw(optional(VOCABULARY.interreg)),
        order=draw(st.sampled_from(ORDERS)),
        start=draw(st.integers(0, 10_000)),
    )


@given(states())
def test_a_state_survives_its_url(state):
    path, _, query = state.url.partition("?")
    page = parse_path(path)
    assert page is not None
    assert parse_view(*page, query, VOCABULARY) == (state, [])


@given(
    st.dictionaries(
        st.text(max_size=12) | st.sampled_from(["region", "level", "start", "places"]), st.text(max_size=20)
    )
)
def test_nonsense_never_fails_and_whatever_is_dropped_is_named(parameters):
    query = urlencode(parameters, errors="replace")
    state, ignored = parse_view("sv", "explore", query, VOCABULARY)
    kept = dict(pair.split("=", 1) for pair in state.query.split("&") if pair)
    named = {item.parameter for item in ignored}
    for name, value in parameters.items():
        assert not value or name in kept or name in named or getattr(state, name, None) is not None


@pytest.mark.parametrize(
    ("query", "expected", "reason"),
    [
        ("region=SE311&level=nuts2", {"level": "lan"}, "ignored.level_of_region"),
        ("region=SE31", {"level": "nuts2"}, None),
        ("other=PL63", {"other": None}, "ignored.other_alone"),
        ("region=SE311&other=SE224", {"other": None}, "ignored.other_same_side"),
        ("region=PL63&other=SE31", {"other": "SE31", "level": "nuts2"}, None),
        ("region=se311", {"region": "SE311"}, None),
        ("region=SE999", {"region": None}, "ignored.unknown_value"),
        ("start=-4", {"start": 0}, "ignored.unknown_value"),
        ("start=²", {"start": 0}, "ignored.unknown_value"),
        ("region=SE311&region=SE224", {"region": "SE311"}, "ignored.repeated"),
        ("nonsense=1", {}, "ignored.unknown_parameter"),
        ("places=cluster,cave", {"places": ("cluster",)}, "ignored.unknown_value"),
    ],
)
def test_contradictions_are_settled_and_told(query, expected, reason):
    state, ignored = parse_view("sv", "explore", query, VOCABULARY)
    assert {name: getattr(state, name) for name in expected} == expected
    assert [item.reason for item in ignored] == ([reason] if reason else [])


@pytest.mark.parametrize("path", ["/", "/de/", "/sv/nothing", "/sv/about/more", "/about", "//"])
def test_there_is_no_such_page(path):
    assert parse_path(path) is None


def test_choosing_another_region_leaves_the_pair_and_the_lists_page():
    state = ViewState(region="SE224", other="PL63", start=50).but(region="SE311")
    assert (state.other, state.start) == (None, 0)
