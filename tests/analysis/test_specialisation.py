"""Location quotients: rules that always hold, and an example worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.analysis.matrix import Key, fundings, project_counts
from s3dash.analysis.specialisation import location_quotient, money_quotients, project_quotients
from s3dash.data.store import Funding, ProjectFilter, ProjectStore
from tests.analysis.world import project, world

DOMAINS = ("energy", "food")
COUNTS = st.integers(0, 60)


def of_counts(**rows):
    """Counts of energy, food and no domain by region, with the country as the sum of the regions."""
    counts = {(code, domain): n for code, row in rows.items() for domain, n in zip((*DOMAINS, None), row, strict=True)}
    for domain in (*DOMAINS, None):
        counts["SE", domain] = sum(counts[code, domain] for code in rows)
    return counts


def test_by_hand():
    # 12 of A's 20 are energy; in the country 18 of 60: 0.6 / 0.3
    found = project_quotients(of_counts(A=(12, 8, 5), B=(6, 34, 0)), "AB", DOMAINS)
    assert found["A", "energy"].value == pytest.approx(2.0)
    assert found["A", "food"].value == pytest.approx((8 / 20) / (42 / 60))
    assert found["A", "energy"].projects == 12
    assert found["A", "energy"].expected == pytest.approx(20 * 18 / 60)


def test_projects_without_a_domain_change_nothing():
    some, many = (project_quotients(of_counts(A=(12, 8, n), B=(6, 34, 0)), "AB", DOMAINS) for n in (0, 500))
    assert some == many


def test_a_small_region_and_a_rare_domain_are_not_shown():
    found = project_quotients(of_counts(SMALL=(9, 0, 40), LARGE=(1, 90, 0)), ("SMALL", "LARGE"), DOMAINS)
    assert [found["SMALL", domain].hidden for domain in DOMAINS] == ["few", "few"]
    assert found["LARGE", "energy"].value is not None  # 91 x 10 / 100 = 9.1 expected
    rare = project_quotients(of_counts(A=(1, 10, 0), B=(0, 200, 0)), "AB", DOMAINS)
    assert (rare["A", "energy"].value, rare["A", "energy"].hidden) == (None, "few")
    assert rare["A", "food"].hidden is None


def test_a_domain_that_a_large_region_lacks_is_a_zero():
    assert project_quotients(of_counts(A=(0, 30, 0), B=(30, 0, 0)), "AB", DOMAINS)["A", "energy"].value == 0


def test_without_any_project_there_is_no_quotient():
    found = project_quotients(of_counts(A=(0, 0, 3)), "A", DOMAINS)
    assert {quotient.hidden for quotient in found.values()} == {"few"}


@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=5))
def test_the_regions_quotients_average_to_one_by_the_weight_of_the_regions(rows):
    # where regions share no project, as here
    counts = of_counts(**{f"R{n}": (*row, 0) for n, row in enumerate(rows)})
    whole = sum(counts["SE", domain] for domain in DOMAINS)
    for domain in DOMAINS:
        if counts["SE", domain]:
            mean = 0.0
            for n, row in enumerate(rows):
                region = location_quotient(counts[f"R{n}", domain], sum(row), counts["SE", domain], whole)
                mean += (region or 0.0) * sum(row) / whole
            assert mean == pytest.approx(1)


@given(st.integers(1, 50), st.integers(1, 50), st.integers(1, 50), st.integers(1, 50), st.integers(1, 9))
def test_shares_count_not_sizes(here, elsewhere, there, rest, times):
    quotient = location_quotient(here, here + elsewhere, here + there, here + elsewhere + there + rest)
    assert quotient == pytest.approx(
        location_quotient(times * here, times * (here + elsewhere), here + there, here + elsewhere + there + rest)
    )
    assert location_quotient(here, here + elsewhere, here, here + elsewhere) == pytest.approx(1)


def grant(projects=0, eur=0.0, unpublished=0):
    return Funding(projects + unpublished, eur, 10 * eur, projects, 0.0, 0.0, 0, unpublished, 0)


def test_money_rests_on_known_amounts_and_says_where_it_is_unknown():
    found: dict[Key, Funding] = {
        ("A", "energy"): grant(10, 300.0), ("A", "food"): grant(10, 100.0),
        ("B", "energy"): grant(0, 0.0, unpublished=4), ("B", "food"): grant(40, 600.0),
        ("SE", "energy"): grant(10, 300.0, unpublished=4), ("SE", "food"): grant(50, 700.0),
    }  # fmt: skip
    for currency in ("EUR", "SEK"):
        quotients = money_quotients(found, "AB", DOMAINS, currency)
        assert quotients["A", "energy"].value == pytest.approx((300 / 400) / (300 / 1000))
        assert (quotients["B", "energy"].value, quotients["B", "energy"].hidden) == (None, "unknown")
        assert quotients["B", "food"].value == pytest.approx(1 / 0.7)


def test_from_the_store_to_the_quotient():
    # ten projects in Skåne of which six about energy, thirty in Dalarna of which four
    projects = [
        project(f"P{n}", regions=code, eu_contribution=100.0, domain_id="energy" if n < energy else "food")
        for code, first, many, energy in (("SE224", 0, 10, 6), ("SE312", 100, 130, 104))
        for n in range(first, many)
    ]
    ds = world(projects)
    store = ProjectStore(ds)
    expected = (6 / 10) / (10 / 40)
    counts = project_quotients(project_counts(ds, store, ProjectFilter(), ds.drawn("lan")), ds.drawn("lan"), DOMAINS)
    money = money_quotients(fundings(ds, store, ProjectFilter(), "lan"), ds.drawn("lan"), DOMAINS, "EUR")
    for found in (counts, money):
        assert found["SE224", "energy"].value == pytest.approx(expected)
        assert found["SE221", "energy"].hidden == "few"
