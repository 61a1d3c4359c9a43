"""How far projects reach: several units, across the sea, both; and half of them get less than what."""

from __future__ import annotations

from statistics import median
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s3dash.data.store import ProjectFilter, Reach
from tests.analysis.world import partner, project
from tests.data.stores import StoreOf

NOW = ProjectFilter(period="2021-2027")
NOTHING = Reach(0, 0, 0, 0, 0, None, None)


def of(domain: str, name: str, **changes: Any) -> dict[str, Any]:
    return project(name, domain_id=domain, **changes)


def test_a_joint_project_lies_in_several_units_or_has_a_partner_across_the_sea(store_of: StoreOf) -> None:
    store = store_of(
        of("energy", "ALONE", regions="SE221", eu_contribution=100.0),
        of("energy", "SEVERAL", regions="SE221 SE311", eu_contribution=300.0),
        of("energy", "WITHIN", regions="SE311 SE312", eu_contribution=500.0),
        of("energy", "ACROSS", partners=[partner("SE221", 40.0), partner("PL63")]),
        of("food", "BOTH", partners=[partner("SE221"), partner("SE312"), partner("EE001")]),
        of("energy", "WIDE", regions="SE22", eu_contribution=7.0),
        of("energy", "ABROAD", regions="PL63"),
        of("energy", "BEFORE", regions="SE221", period="2014-2020"),
        project("UNCLASSIFIED", regions="SE221"),
    )
    together, domains = store.reach(NOW)
    # what is known is Sweden's part: also of the project in two counties, which is shared for each of them
    assert domains["energy"] == Reach(4, 2, 1, 3, 4, 200.0, 2000.0)
    assert domains["food"] == Reach(1, 1, 1, 1, 0, None, None)
    assert together == Reach(5, 3, 2, 4, 4, 200.0, 2000.0)
    together, domains = store.reach(NOW, "nuts2")
    assert domains["energy"] == Reach(5, 1, 1, 2, 5, 100.0, 1000.0)
    assert together.several == 2
    assert store.reach(ProjectFilter(period="2014-2020"))[1]["energy"].placed == 1


def test_where_there_is_nothing(store_of: StoreOf) -> None:
    store = store_of(of("energy", "P", regions="SE221"))
    for nothing in (ProjectFilter(fund="esf"), ProjectFilter(text="?!")):
        assert store.reach(nothing) == (NOTHING, {})
        assert store.reach_examples(nothing) == []


def test_the_joint_projects_newest_first(store_of: StoreOf) -> None:
    store = store_of(
        of("energy", "OLD", regions="SE221 SE311", start_date="2021-01-01"),
        of("energy", "NEW", partners=[partner("SE221"), partner("PL63")], start_date="2023-01-01"),
        of("energy", "ALONE", regions="SE221", start_date="2024-01-01"),
        of("food", "OTHER", regions="SE221 SE311"),
    )
    energy = ProjectFilter(domain="energy")
    assert [p.project_id for p in store.reach_examples(energy)] == ["NEW", "OLD"]
    assert [p.project_id for p in store.reach_examples(energy, limit=1)] == ["NEW"]
    assert [p.project_id for p in store.reach_examples(energy, "nuts2")] == ["NEW", "OLD"]


PLACES = st.lists(st.sampled_from(["SE221", "SE224", "SE311", "SE312", "PL63", "EE001", "SE22"]), max_size=4)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(PLACES, st.sampled_from(["energy", "food", None])), max_size=8))
def test_reach_is_what_counting_the_rows_gives(store_of: StoreOf, rows: list[tuple[list[str], str | None]]) -> None:
    store = store_of(
        *(
            project(f"P{n}", domain_id=domain, partners=[partner(code, float(n + 1)) for code in codes])
            for n, (codes, domain) in enumerate(rows)
        )
    )
    counties = {"SE221", "SE224", "SE311", "SE312"}
    together, domains = store.reach(ProjectFilter())
    for domain in ("energy", "food"):
        placed = [(n, codes) for n, (codes, of_it) in enumerate(rows) if of_it == domain and counties & set(codes)]
        several = [len(counties & set(codes)) > 1 for _, codes in placed]
        across = [bool({"PL63", "EE001"} & set(codes)) for _, codes in placed]
        known = [(n + 1.0) * sum(code.startswith("SE") for code in codes) for n, codes in placed]
        reach = domains.get(domain, NOTHING)
        assert (reach.placed, reach.several, reach.across) == (len(placed), sum(several), sum(across))
        assert reach.joint == sum(a or b for a, b in zip(several, across, strict=True))
        assert reach.median_eur == (median(known) if known else None)
        assert reach.joint <= reach.placed
        assert max(reach.several, reach.across) <= reach.joint <= reach.several + reach.across
    assert together.placed == sum(reach.placed for reach in domains.values())
