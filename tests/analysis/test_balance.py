"""The country's money against the counties' choices: counted by hand, rules as properties, and the real numbers."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.analysis.balance import balance, rank_correlation
from s3dash.data.store import ProjectFilter, ProjectStore
from tests import by_hand, by_hand_alignment
from tests.analysis.test_alignment import PROJECTS
from tests.analysis.world import project, world

F = ProjectFilter(period="2021-2027")


def test_the_country_counted_by_hand():
    ds = world(PROJECTS)
    found = balance(ds, ProjectStore(ds), F)
    rows = {row.domain: row for row in found.domains}
    # Counties: energy 3 (SE224 SE311 SE312), food 1, blue 1, health 1; six choices, 2 140 EUR in a domain.
    assert list(rows) == ["energy", "food", "blue", "health"]
    assert [row.counties for row in rows.values()] == [3, 1, 1, 1]
    assert [row.part.eur for row in rows.values()] == [900.0, 600.0, 50.0, 590.0]
    assert [row.expected_eur for row in rows.values()] == pytest.approx([1070.0, *[2140 / 6] * 3])
    assert (found.counties, found.classified.eur, found.unclassified.eur) == (4, 2140.0, 100.0)
    assert [row.domain for row in found.most_above(3)] == ["food", "health"]
    assert [row.domain for row in found.most_below(3)] == ["blue", "energy"]
    # Ranks 4, 2, 2, 2 and 4, 3, 1, 2; four domains are too few to tell a connection from chance.
    assert found.correlation == pytest.approx(3 / (3 * 5) ** 0.5)
    assert found.connection == "none"


def test_a_country_without_lists_or_without_money():
    ds = world([], priorities=[], priority_domains=[])
    ds = world([], priorities=ds.priorities.to_dict("records"))
    empty = balance(ds, ProjectStore(ds), F)
    assert empty.correlation is None and empty.connection is None and empty.most_above(3) == empty.most_below(3) == []
    ds = world([])
    empty = balance(ds, ProjectStore(ds), F)
    assert empty.classified.eur == 0 and empty.correlation is None


def test_a_domain_whose_amounts_are_all_unknown_is_no_zero():
    ds = world([*PROJECTS[:1], project("U", domain_id="health", regions="SE224")])
    found = balance(ds, ProjectStore(ds), F)
    assert [row.domain for row in found.domains if not row.part.is_known] == ["health"]
    assert "health" not in [row.domain for row in found.most_below(4)]


def test_the_choices_hand_out_all_of_the_countrys_money():
    ds = world(PROJECTS)
    found = balance(ds, ProjectStore(ds), F)
    for amounts in ("eur", "sek"):
        given_out = sum(getattr(row, f"expected_{amounts}") for row in found.domains)
        assert given_out == pytest.approx(getattr(found.classified, amounts))
    assert sum(row.gap for row in found.domains) == pytest.approx(0, abs=0.05)


_NUMBERS = st.lists(st.integers(0, 6).map(float), min_size=2, max_size=12)


@given(st.data(), _NUMBERS)
def test_rank_correlation_is_symmetric_bounded_and_cares_for_order_alone(data, xs):
    ys = data.draw(st.lists(st.integers(0, 6).map(float), min_size=len(xs), max_size=len(xs)))
    found = rank_correlation(xs, ys)
    assert found == rank_correlation(ys, xs) or found == pytest.approx(rank_correlation(ys, xs))
    if found is None:
        assert len(set(xs)) == 1 or len(set(ys)) == 1
        return
    assert -1 - 1e-9 <= found <= 1 + 1e-9
    assert rank_correlation([x**3 for x in xs], ys) == pytest.approx(found)
    assert rank_correlation([-x for x in xs], ys) == pytest.approx(-found)
    assert found == pytest.approx(by_hand_alignment.rank_correlation(list(zip(xs, ys, strict=True))))


def test_the_limit_of_chance_is_about_right():
    """Of all orders of seven domains about one in twenty lies outside it."""
    first = list(range(7))
    found = [rank_correlation(first, order) for order in permutations(first)]
    outside = sum(abs(r or 0) > 1.96 / 6**0.5 for r in found) / len(found)
    assert 0.02 < outside < 0.06


@pytest.mark.parametrize("period", by_hand.PERIODS)
def test_the_country_of_the_bundled_data(site, period):
    found = balance(site.dataset, site.store, ProjectFilter(period=period))
    expected = by_hand_alignment.country(period)
    assert [row.domain for row in found.domains] == list(expected)
    for row in found.domains:
        counties, group, amount = expected[row.domain]
        assert (row.counties, row.part.projects, row.part.known_projects) == (counties, group.projects, group.known)
        assert (row.part.eur, row.part.sek) == pytest.approx(group.money, abs=0.5)
        assert (row.expected_eur, row.expected_sek) == pytest.approx(amount)
    known = [row for row in expected.values() if row.group.known or not row.group.unknown]
    pairs = [(float(row.counties), row.group.money.EUR) for row in known]
    assert found.correlation == pytest.approx(by_hand_alignment.rank_correlation(pairs))
