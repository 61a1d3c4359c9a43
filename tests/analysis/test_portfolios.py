"""Similar projects: shares by domain counted by hand in the invented world."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.analysis.portfolios import FEWEST, Portfolio, overlap, portfolio, portfolio_peers
from s3dash.data.store import ProjectStore
from tests.analysis.world import project, world

NOW, BEFORE = "2021-2027", "2014-2020"


def several(prefix, n, regions, domain):
    return [project(f"{prefix}{i}", regions=regions, domain_id=domain) for i in range(n)]


PROJECTS = [
    *several("A", 6, "SE224", "energy"),
    *several("B", 4, "SE224", "food"),
    *several("C", 5, "SE224", None),
    *several("D", 5, "SE311", "energy"),
    *several("E", 15, "SE311", "health"),
    *several("F", 10, "PL63", "food"),
    *several("G", FEWEST - 1, "EE00", "energy"),
]
DS = world(PROJECTS)
STORE = ProjectStore(DS)


def found(region, **more):
    return portfolio_peers(DS, STORE, region, NOW, **more)


def test_projects_without_a_domain_are_counted_apart():
    own = portfolio(STORE, "SE224", NOW)
    assert (own.projects, own.classified) == (15, 10)
    assert own.share("energy") == 0.6
    assert own.share("blue") == 0


def test_the_overlap_by_hand():
    peers = {peer.nuts_id: peer for peer in found("SE224").peers}
    assert peers["SE311"].likeness == pytest.approx(0.25)  # energy: the smaller of 0.6 and 0.25
    assert peers["PL63"].likeness == pytest.approx(0.4)
    assert peers["PL63"].common == ("food",)
    assert [peer.nuts_id for peer in found("SE224").peers] == ["PL63", "SE311"]


def test_regions_with_too_few_projects_are_not_ranked():
    assert "EE00" in found("SE224").too_few
    assert "SE221" in found("SE224").too_few
    assert found("EE00").peers == ()
    assert found("EE00").own.classified == FEWEST - 1


def test_a_region_without_any_project():
    assert found("DK01").own == Portfolio("DK01", 0, {})
    assert portfolio_peers(DS, STORE, "SE224", BEFORE).peers == ()


def test_units_of_its_own_level_and_only_abroad_where_asked():
    assert [peer.nuts_id for peer in found("SE22").peers] == ["PL63", "SE31"]
    assert [peer.nuts_id for peer in found("SE224", abroad=True).peers] == ["PL63"]
    assert {peer.nuts_id for peer in found("PL63", level="nuts2").peers} == {"SE22", "SE31"}
    assert {peer.nuts_id for peer in found("PL63").peers} == {"SE224", "SE311"}


def test_only_drawn_regions_have_peers():
    with pytest.raises(KeyError):
        found("PL633")


COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 50), min_size=1)


def made(counts):
    return Portfolio("X", sum(counts.values()), counts)


@given(COUNTS, COUNTS, COUNTS)
def test_one_minus_the_overlap_is_a_metric(a, b, c):
    def d(here, there):
        return 1 - overlap(made(here), made(there))

    assert d(a, a) == pytest.approx(0)
    assert d(a, b) == pytest.approx(d(b, a))
    assert -1e-9 <= d(a, b) <= 1
    assert d(a, c) <= d(a, b) + d(b, c) + 1e-9
    assert (d(a, b) == 1) == set(a).isdisjoint(b)
