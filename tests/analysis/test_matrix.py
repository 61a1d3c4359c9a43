"""Every domain in every region, counted by hand in the invented world."""

from __future__ import annotations

import pytest

from s3dash.analysis.matrix import fundings, known, most_first, project_counts, standings, why_unknown
from s3dash.data.store import ProjectFilter, ProjectStore
from tests.analysis.world import partner, project, world

NOW, BEFORE = "2021-2027", "2014-2020"
DS = world()
STORE = ProjectStore(DS)
NOW_FILTER = ProjectFilter(period=NOW)
COUNTIES = DS.drawn("lan")
DOMAINS = ("energy", "food", "blue", "health")


def row(code, period=NOW, ds=DS):
    found = standings(ds, [code], period)
    return [found.of[code, domain] for domain in DOMAINS]


def test_a_domain_in_both_lists_in_one_or_in_none():
    # Skåne now: energy, food; before: food, health
    assert row("SE224") == ["chosen", "both", "none", "other"]
    assert row("SE224", BEFORE) == ["other", "both", "none", "chosen"]


def test_without_a_list_of_the_chosen_period_what_is_not_in_the_other_is_unknown():
    assert row("SE221") == ["none", "none", "chosen", "none"]
    assert row("SE221", BEFORE) == ["unknown", "unknown", "other", "unknown"]
    assert row("DE80") == ["unknown"] * 4


def test_a_national_list_is_told_apart_and_never_counted():
    assert row("DK01") == ["unknown", "national", "unknown", "unknown"]
    found = standings(DS, ("SE221", "DK01"), NOW)
    assert found.listed == {"SE221": {NOW}, "DK01": set()}
    assert (found.counties["food"], found.stating) == ((), 1)


def test_a_list_of_its_own_stands_before_its_countrys():
    # PL63 has a list now; its part PL633 had one before
    assert row("PL63") == ["chosen", "none", "both", "none"]


def test_the_regions_that_have_a_domain_and_how_many_have_a_list():
    found = standings(DS, (*COUNTIES, "PL63", "EE00"), NOW)
    assert found.counties == {
        "energy": ("SE224", "SE311", "SE312"), "food": ("SE224",), "blue": ("SE221",), "health": ("SE312",),
    }  # fmt: skip
    assert found.stating == 4
    assert standings(DS, COUNTIES, BEFORE).stating == 2
    assert found.listed["SE312"] == {NOW}


def test_a_nuts2_area_has_its_counties_domains():
    assert row("SE22") == ["chosen", "both", "chosen", "other"]


def test_projects_count_in_every_region_they_touch_and_once_in_the_country():
    counts = project_counts(DS, STORE, NOW_FILTER, (*COUNTIES, "PL63"))
    assert [counts[code, "energy"] for code in COUNTIES] == [0, 1, 1, 0]
    assert counts["SE", "energy"] == 2
    # without a domain: J2 in Skåne and Pomorskie, COVERS in Dalarna and Pomorskie
    assert [counts[code, None] for code in (*COUNTIES, "PL63", "SE")] == [0, 1, 0, 1, 2, 2]
    assert counts["SE", "health"] == 0


def test_all_domains_and_none_together_are_all_projects():
    counts = project_counts(DS, STORE, NOW_FILTER, COUNTIES)
    for code in (*COUNTIES, "SE"):
        of_region = ProjectFilter(region=code, period=NOW)
        assert sum(counts[code, domain] for domain in (None, *DOMAINS)) == STORE.count(of_region)


def test_known_grants_zero_and_what_is_not_known():
    found = fundings(DS, STORE, NOW_FILTER, "lan")
    assert known(found["SE224", "energy"], "EUR") == 60
    assert known(found["SE224", "energy"], "SEK") == 600
    assert why_unknown(found["SE224", "energy"]) is None
    assert why_unknown(found["SE311", "energy"]) == "not_published"
    assert (found["SE221", "energy"].projects, why_unknown(found["SE221", "energy"])) == (0, None)
    assert why_unknown(found["SE312", None]) == "shared"
    assert found["SE312", None].shared_eur == 500


def test_funding_by_domain_adds_up():
    found = fundings(DS, STORE, NOW_FILTER, "lan")
    whole = STORE.funding(ProjectFilter(region="SE224", period=NOW))
    assert sum(found["SE224", domain].projects for domain in (None, *DOMAINS)) == whole.projects
    assert sum(found["SE224", domain].known_eur for domain in (None, *DOMAINS)) == whole.known_eur


def test_a_grant_that_is_none_is_a_real_zero():
    ds = world([project("G", domain_id="food", partners=[partner("SE221", role="associated"), partner("PL63", 9.0)])])
    found = fundings(ds, ProjectStore(ds), ProjectFilter(), "lan")
    assert (found["SE221", "food"].no_grant_projects, why_unknown(found["SE221", "food"])) == (1, None)


def test_filters_apply_but_for_region_and_domain():
    f = ProjectFilter(region="SE224", domain="food", period=NOW, fund="interreg")
    assert project_counts(DS, STORE, f, COUNTIES) == project_counts(DS, STORE, NOW_FILTER, COUNTIES)
    assert project_counts(DS, STORE, ProjectFilter(fund="erdf"), COUNTIES)["SE", "energy"] == 0


def test_the_largest_first_and_equals_as_in_the_taxonomy():
    assert most_first(DS, {"food": 2, "blue": 3, "health": 2}) == ("blue", "food", "health", "energy")


def test_an_unknown_region_is_an_error():
    with pytest.raises(KeyError):
        standings(DS, ["XX"], NOW)
