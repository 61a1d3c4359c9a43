from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.analysis.domain_profile import (
    Holder,
    Spread,
    Stand,
    Standing,
    Starts,
    environments,
    holders,
    spread,
    starts,
)
from s3dash.data.store import ProjectFilter, ProjectStore
from s3dash.site import Site
from tests import by_hand
from tests.analysis.world import partner, project, world

NOW, BEFORE = "2021-2027", "2014-2020"


def stands(domain: str, layer: str) -> dict[str, tuple[str, str]]:
    return {holder.nuts_id: (holder.before.stand, holder.now.stand) for holder in holders(world(), domain, layer)}


def test_the_standing_of_every_unit_in_both_periods() -> None:
    assert stands("energy", "lan") == {
        "SE221": ("no_list", "no"),
        "SE224": ("no", "primary"),
        "SE311": ("no", "primary"),
        "SE312": ("no_list", "primary"),
    }
    assert stands("energy", "nuts2") == {"SE22": ("no", "primary"), "SE31": ("no", "primary")}
    assert stands("energy", "neighbours") == {
        "DE80": ("no_list", "no_list"),
        "DK01": ("national", "no_list"),  # Denmark's list had it; the one of today does not
        "DK02": ("national", "no_list"),
        "EE00": ("no_list", "primary"),  # a list of all that the unit is, counts as its own
        "PL63": ("no", "secondary"),
    }


def test_what_a_unit_says_stands_with_it_primary_first() -> None:
    here = next(holder for holder in holders(world(), "energy", "lan") if holder.nuts_id == "SE224")
    assert [priority.name_original for priority in here.now.priorities] == ["energy", "food+energy"]
    assert here.before.priorities == ()
    area = next(holder for holder in holders(world(), "food", "nuts2") if holder.nuts_id == "SE22")
    assert [(p.nuts_id, p.basis) for p in area.now.priorities] == [("SE22", "own"), ("SE224", "part")]


def test_only_lists_of_its_own_are_counted() -> None:
    lan, neighbours = holders(world(), "energy", "lan"), holders(world(), "energy", "neighbours")
    assert spread(lan, NOW) == Spread(having=3, stating=4, units=4, compared=2, kept=0, new=2, gone=0)
    assert spread(lan, BEFORE) == Spread(having=0, stating=2, units=4, compared=2, kept=0, new=2, gone=0)
    assert spread(neighbours, NOW) == Spread(having=2, stating=2, units=5, compared=1, kept=0, new=1, gone=0)
    assert spread(holders(world(), "blue", "neighbours"), NOW).kept == 1
    assert spread(holders(world(), "health", "lan"), NOW).gone == 1


def test_without_units_nothing_is_counted() -> None:
    assert spread([], NOW) == Spread(0, 0, 0, 0, 0, 0, 0)


def test_a_domain_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        holders(world(), "nothing", "lan")


_standings = st.builds(Standing, st.sampled_from(get_args(Stand)), st.just(()))
_holders = st.lists(st.builds(Holder, st.just("SE221"), _standings, _standings), max_size=12)


@given(_holders)
def test_numbers_of_a_spread_fit_together(rows: list[Holder]) -> None:
    for period in (NOW, BEFORE):
        found = spread(rows, period)
        assert 0 <= found.having <= found.stating <= found.units == len(rows)
        assert found.kept + found.new + found.gone <= found.compared <= found.stating
    now, before = spread(rows, NOW), spread(rows, BEFORE)
    assert now.kept + now.new <= now.having and before.kept + before.gone <= before.having


def dated(project_id: str, start: str | None, eur: float | None = None, **more: Any) -> dict[str, Any]:
    return project(project_id, start_date=start, domain_id="energy", partners=[partner("SE224", eur)], **more)


def test_starts_by_period_and_year_the_unknown_last() -> None:
    earlier = {"period": "2014-2020", "programme_id": "interreg-south-2014"}
    ds = world(
        [
            dated("A", "2023-01-01", 10.0),
            dated("B", "2023", 5.0),
            dated("C", None, 7.0),
            dated("D", "2022-02"),
            dated("E", "2021-03-01", 3.0, **earlier),
            dated("F", "2021-03-01", 2.0),
            project("G", start_date="2023-01-01", domain_id="food"),
        ]
    )
    assert starts(ProjectStore(ds), ProjectFilter(domain="energy", period=NOW)) == (
        Starts("2014-2020", 2021, 1, 1, 3.0, 30.0),
        Starts("2021-2027", 2021, 1, 1, 2.0, 20.0),
        Starts("2021-2027", 2022, 1, 0, 0.0, 0.0),
        Starts("2021-2027", 2023, 2, 2, 15.0, 172.5),
        Starts("2021-2027", None, 1, 1, 7.0, 70.0),
    )
    assert starts(ProjectStore(ds), ProjectFilter(domain="blue")) == ()


def test_environments_by_kind() -> None:
    places = [
        {"environment_id": code, "name": code, "kind": kind, "town": "T", "nuts_id": "SE224", "lat": 1.0, "lon": 2.0}
        for code, kind in (("a", "cluster"), ("b", "university"), ("c", "cluster"), ("d", "testbed"))
    ]
    of = [("a", "energy"), ("b", "food"), ("b", "energy"), ("c", "energy"), ("d", "food")]
    domains = [{"environment_id": code, "domain_id": domain} for code, domain in of]
    ds = replace(world(), environments=pd.DataFrame(places), environment_domains=pd.DataFrame(domains))
    found = environments(ds, "energy")
    assert {kind: [row.name for row in rows] for kind, rows in found.items()} == {
        "cluster": ["a", "c"],
        "university": ["b"],
    }
    assert environments(ds, "blue") == {}


@pytest.mark.parametrize("domain", [row["domain_id"] for row in by_hand.table("domains")])
def test_every_domain_of_the_bundled_data_as_by_hand(site: Site, domain: str) -> None:
    ds = site.dataset
    for period in by_hand.PERIODS:
        stating = [code for code in by_hand.drawn("lan") if by_hand.priorities(code, period)]
        found = spread(holders(ds, domain, "lan"), period)
        assert found.having == len(by_hand.counties_with(domain, period, stating))
        assert found.stating == len(stating)
    changes = [by_hand.changes(code).get(domain) for code in by_hand.drawn("lan", "neighbours")]
    found = spread((*holders(ds, domain, "lan"), *holders(ds, domain, "neighbours")), NOW)
    assert [found.kept, found.new, found.gone] == [changes.count(kind) for kind in ("kept", "new", "gone")]
