from __future__ import annotations

from s3dash.analysis.priorities import (
    DomainShare,
    basis_of,
    domain_changes,
    domain_counts,
    domain_sharing,
    domains_of,
    priorities_of,
)
from tests.analysis.world import world

NOW, BEFORE = "2021-2027", "2014-2020"
DS = world()


def test_a_county_has_its_own_priorities_with_the_primary_domain_first() -> None:
    found = priorities_of(DS, "SE224", NOW)
    assert [(p.name_original, p.domains, p.basis) for p in found] == [
        ("energy", ("energy",), "own"),
        ("food+energy", ("food", "energy"), "own"),
    ]


def test_a_nuts2_area_has_its_own_priorities_only_but_its_counties_domains_too() -> None:
    assert [p.nuts_id for p in priorities_of(DS, "SE22", NOW)] == ["SE22"]
    assert domains_of(DS, "SE22", NOW) == {"blue", "energy", "food"}
    assert (basis_of(DS, "SE22", NOW), basis_of(DS, "SE31", NOW)) == ("own", "part")


def test_a_neighbour_has_those_of_its_parts() -> None:
    assert [(p.nuts_id, p.basis) for p in priorities_of(DS, "PL63", BEFORE)] == [("PL633", "part")]


def test_a_country_drawn_as_one_unit_is_that_unit() -> None:
    assert [(p.nuts_id, p.basis) for p in priorities_of(DS, "EE00", NOW)] == [("EE", "own")]


def test_a_country_stands_in_for_its_units_and_says_so() -> None:
    for unit in ("DK01", "DK02"):
        assert [(p.nuts_id, p.basis) for p in priorities_of(DS, unit, NOW)] == [("DK", "national")]
    assert priorities_of(DS, "DE80", NOW) == []
    assert basis_of(DS, "DE80", NOW) is None


def test_changes_between_the_periods() -> None:
    assert domain_changes(DS, "SE224") == {"food": "kept", "energy": "new", "health": "gone"}
    assert domain_changes(DS, "PL63") == {"blue": "kept", "energy": "new"}
    assert domain_changes(DS, "SE31") == {"energy": "new", "health": "new", "blue": "gone"}


def test_no_changes_are_told_where_a_period_is_unknown_or_only_national() -> None:
    assert domain_changes(DS, "SE312") is None
    assert domain_changes(DS, "DK01") is None


def test_counties_that_share_a_domain() -> None:
    assert domain_sharing(DS, "SE31", NOW) == [
        DomainShare("energy", ("SE311", "SE312"), 2),
        DomainShare("health", ("SE312",), 2),
    ]
    assert domain_sharing(DS, "SE31", BEFORE) == [DomainShare("blue", ("SE311",), 1)]
    assert domain_sharing(world(priorities=[], priority_domains=[]), "SE31", NOW) == []


def test_a_domain_of_the_area_s_own_strategy_alone_is_shared_by_none() -> None:
    ds = world()
    own = ds.priority_domains.copy()
    food_of_se22 = ds.priorities.query("nuts_id == 'SE22'")["priority_id"].item()
    own.loc[own["priority_id"] == food_of_se22, "domain_id"] = "health"
    changed = world(priority_domains=own.to_dict("records"))
    assert DomainShare("health", (), 2) in domain_sharing(changed, "SE22", NOW)


def test_domains_among_the_counties_that_state_any() -> None:
    assert domain_counts(DS, NOW) == [
        DomainShare("energy", ("SE224", "SE311", "SE312"), 4),
        DomainShare("food", ("SE224",), 4),
        DomainShare("blue", ("SE221",), 4),
        DomainShare("health", ("SE312",), 4),
    ]
    assert [(s.domain, len(s.counties), s.of) for s in domain_counts(DS, BEFORE)] == [
        ("food", 1, 2),
        ("blue", 1, 2),
        ("health", 1, 2),
        ("energy", 0, 2),
    ]
