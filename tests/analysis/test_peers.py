"""Similar priorities: the weighted Jaccard index of the domains, counted by hand in the invented world."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.analysis.peers import peers_of, similarity
from tests.analysis.world import world

NOW, BEFORE = "2021-2027", "2014-2020"
# Seven lists now: the four counties', Pomorskie's, Estonia's, and Denmark's that stands in for two neighbours.
LISTS = 7
IDF = {domain: log((LISTS + 1) / (n + 1)) + 1 for domain, n in {"energy": 5, "food": 2, "blue": 2, "health": 1}.items()}


def found(region, period=NOW, **more):
    return {peer.nuts_id: peer for peer in peers_of(world(), region, period, **more)}


def test_the_similarity_by_hand():
    peers = found("SE312")  # energy, health
    assert peers["SE311"].similarity == pytest.approx(IDF["energy"] / (IDF["energy"] + IDF["health"]))
    every = sum(IDF[domain] for domain in ("energy", "health", "blue"))
    assert peers["PL63"].similarity == pytest.approx(IDF["energy"] / every)
    assert peers["SE311"].shared_domains == ("energy",)


def test_equal_profiles_are_wholly_similar():
    assert found("SE311")["EE00"].similarity == 1
    assert found("SE311")["EE00"].basis == "own"
    assert found("SE224")["DK01"].basis == "national"


def test_units_of_its_own_level_and_neighbours_that_share_a_domain():
    assert set(found("SE224")) == {"SE311", "SE312", "PL63", "EE00", "DK01", "DK02"}
    assert set(found("SE22")) == {"SE31", "PL63", "EE00", "DK01", "DK02"}


def test_a_neighbour_is_compared_with_the_level_asked_for():
    assert set(found("PL63")) == {"SE221", "SE224", "SE311", "SE312", "EE00"}
    assert set(found("PL63", level="nuts2")) == {"SE22", "SE31", "EE00"}
    assert found("PL63", level="nuts2")["SE22"].basis == "own"


def test_most_similar_first_equals_by_code():
    peers = peers_of(world(), "SE224", NOW)
    assert [peer.similarity for peer in peers] == sorted((peer.similarity for peer in peers), reverse=True)
    assert [peer.nuts_id for peer in peers if peer.basis == "national"][:2] == ["DK01", "DK02"]


def test_the_rarest_shared_domain_stands_first():
    assert found("SE22")["SE31"].shared_domains == ("energy",)
    assert found("PL63", level="nuts2")["SE22"].shared_domains == ("blue", "energy")


def test_a_region_without_priorities_has_no_peers():
    assert found("SE221", BEFORE) == {}
    assert found("DE80") == {}


def test_similarity_is_the_same_from_either_side():
    assert found("SE312")["PL63"].similarity == found("PL63")["SE312"].similarity


@pytest.mark.parametrize("region", ["SE", "SE2", "XX"])
def test_only_drawn_regions_have_peers(region):
    with pytest.raises(KeyError):
        peers_of(world(), region, NOW)


SETS = st.frozensets(st.sampled_from("abcdef"))
WEIGHTS = {letter: 1.0 + n / 3 for n, letter in enumerate("abcdef")}


@given(SETS, SETS)
def test_the_index_of_two_sets(here, there):
    value = similarity(here, there, WEIGHTS)
    assert value == similarity(there, here, WEIGHTS)
    assert 0 <= value <= 1
    assert (value == 1) == (here == there and bool(here))
    assert (value == 0) == here.isdisjoint(there)
