from __future__ import annotations

from typing import Any

import pytest

from s3dash.analysis import prepare
from s3dash.analysis.links import links_of
from s3dash.analysis.measures import Measure, measure
from s3dash.data.store import ProjectStore
from tests.analysis.world import world

NOW = "2021-2027"
DS = world()
STORE = ProjectStore(DS)
NOT_PUBLISHED = dict.fromkeys(DS.drawn("neighbours"), "not_published")


def colour(name: str, level: Any = "lan", **chosen: Any) -> Measure:
    return measure(DS, STORE, name, level, NOW, **chosen)


def test_numbers_of_priorities() -> None:
    found = colour("priorities")
    assert found.values == {"SE221": 1, "SE224": 2, "SE311": 1, "SE312": 2, "EE00": 1, "PL63": 1}
    assert found.missing == {"DK01": "stand_in", "DK02": "stand_in", "DE80": "none"}
    assert colour("priorities", "nuts2").values == {"SE22": 4, "SE31": 3, "EE00": 1, "PL63": 1}


def test_numbers_of_priorities_of_one_domain_may_be_a_real_zero() -> None:
    assert colour("priorities", domain="energy").values == {
        "SE221": 0,
        "SE224": 2,
        "SE311": 1,
        "SE312": 1,
        "EE00": 1,
        "PL63": 1,
    }


def test_a_domain_is_primary_secondary_or_none() -> None:
    found = colour("domain", domain="energy")
    assert found.values == {"SE221": 0, "SE224": 2, "SE311": 2, "SE312": 2, "EE00": 2, "PL63": 1}
    assert found.missing == {"DK01": "stand_in", "DK02": "stand_in", "DE80": "none"}
    assert colour("domain").values == {}


def test_known_grants_and_why_others_are_not() -> None:
    # SE221 has no project: zero. The grants of SE311 and SE312 are unpublished or shared: unknown.
    found = colour("eu")
    assert (found.values, found.unit) == ({"SE221": 0.0, "SE224": 60.0}, "eur")
    assert found.missing == NOT_PUBLISHED | {"SE311": "unknown", "SE312": "unknown"}
    assert (colour("eu", currency="SEK").values["SE224"], colour("eu", currency="SEK").unit) == (600.0, "sek")
    assert colour("eu", domain="food").values == dict.fromkeys(DS.drawn("lan"), 0.0)


def test_known_grants_per_inhabitant() -> None:
    found = colour("eu_per_capita")
    assert (found.values, found.unit, found.year) == ({"SE221": 0.0, "SE224": 3.0}, "eur_per_capita", 2021)
    assert colour("eu_per_capita", fund="erdf").missing == NOT_PUBLISHED | {"SE312": "unknown"}
    assert colour("eu_per_capita", currency="SEK").unit == "sek_per_capita"


def test_numbers_of_projects() -> None:
    assert colour("projects").values == {
        "SE221": 0,
        "SE224": 2,
        "SE311": 1,
        "SE312": 1,
        "DE80": 0,
        "DK01": 0,
        "DK02": 1,
        "EE00": 1,
        "PL63": 3,
    }
    assert colour("projects", domain="energy").values["SE224"] == 1
    assert sum(colour("projects", programme="interreg-sea-2021").values.values()) == 0


def test_strength_of_links_to_the_selected_region() -> None:
    assert colour("links").values == {}
    assert colour("links", region="SE224").values == {
        link.other: link.strength for link in links_of(DS, STORE, "SE224", NOW)
    }
    assert set(colour("links", "nuts2", region="PL63").values) == {"SE22", "SE31"}


def test_an_indicator_shows_one_year_for_all() -> None:
    # 2021 has seven values, 2022 five: fewer than four fifths.
    found = colour("gdp")
    assert (found.year, found.unit) == (2021, "indicator")
    assert found.values == {
        "SE221": 30,
        "SE224": 0,
        "SE311": 18,
        "SE312": 20,
        "DK01": 60,
        "EE00": 22,
        "PL63": 24,
    }
    assert found.stands_for == {"SE221": "SE22", "SE312": "SE31"}
    assert found.missing == {"DE80": "unknown", "DK02": "unknown"}
    assert colour("gdp", "nuts2").year == 2022


def test_an_indicator_without_values_is_unknown_everywhere() -> None:
    ds = world(
        indicator_values=[{"indicator_id": "x", "nuts_id": "SE", "year": 2020, "value": 1.0, "flag": None}]
    )
    found = measure(ds, ProjectStore(ds), "gdp", "lan", NOW)
    assert (found.values, found.year, set(found.missing.values())) == ({}, None, {"unknown"})


def test_a_unit_is_either_measured_or_missing() -> None:
    for level in ("lan", "nuts2"):
        units = set(DS.drawn(level) + DS.drawn("neighbours"))
        for name in ("priorities", "eu", "eu_per_capita", "projects", "gdp", "employment"):
            found = colour(name, level)
            assert found.values.keys() | found.missing.keys() == units
            assert not found.values.keys() & found.missing.keys()


def test_an_unknown_colour_is_an_error() -> None:
    with pytest.raises(KeyError):
        colour("nonsense")


def test_preparing_changes_nothing() -> None:
    before = colour("links", region="SE224")
    prepare(DS, STORE)
    assert colour("links", region="SE224") == before
