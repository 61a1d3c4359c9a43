"""Structural distance: an example by hand, the axioms of a distance, coverage, and the order without a group."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.analysis.structure import ENOUGH, distance, ranking, structural_peers
from s3dash.analysis.traits import Scaled
from tests.analysis.test_traits import with_values
from tests.analysis.world import world

GROUPS = {"population": "size", "area": "size", "skills": "skills", "labour": "labour"}
TABLE = Scaled(
    GROUPS,
    {
        "population": {"A": 0.5, "B": 0.7, "C": 0.5, "D": 0.5},
        "area": {"A": 0.2, "B": 0.6, "C": 0.2, "D": 0.2},
        "skills": {"A": 0.9, "B": 0.6, "C": 0.1},
        "labour": {"A": 0.4, "B": 0.4},
    },
)


def test_the_distance_by_hand():
    found = distance(TABLE, "A", "B", {})
    # Size has two traits that share its weight of 1: 1/2 * 0.2^2 + 1/2 * 0.4^2 + 0.3^2 + 0 = 0.1 + 0.09, over 3.
    assert found.value == pytest.approx(sqrt(0.19 / 3))
    assert found.coverage == 1
    assert found.shares == pytest.approx({"size": 0.10 / 0.19, "skills": 0.09 / 0.19, "labour": 0.0})
    assert found.differences == pytest.approx({"population": 0.2, "area": 0.4, "skills": -0.3, "labour": 0.0})


def test_weights_by_hand():
    found = distance(TABLE, "A", "B", {"size": 3, "labour": 0})
    assert found.value == pytest.approx(sqrt((3 * 0.1 + 0.09) / 4))
    assert found.shares["size"] == pytest.approx(0.30 / 0.39)


def test_a_missing_trait_drops_out_and_the_others_weigh_more():
    found = distance(TABLE, "A", "C", {})
    assert found.value == pytest.approx(sqrt(0.8**2 / 2))
    assert found.coverage == pytest.approx(2 / 3)
    assert "labour" not in found.differences


def test_without_weight_or_without_anything_in_common_there_is_no_distance():
    assert distance(TABLE, "A", "B", dict.fromkeys(("size", "skills", "labour"), 0)).value is None
    assert distance(TABLE, "D", "C", {"size": 0}).value is None
    assert distance(TABLE, "D", "C", {"size": 0}).coverage == 0


def test_pairs_with_less_than_seven_tenths_in_common_are_not_ranked():
    found = ranking(TABLE, "A", ["B", "C", "D"], {})
    assert [peer.nuts_id for peer in found.peers] == ["B"]
    assert found.unranked == ("C", "D")  # 2/3 and 1/3 of the weight
    assert [peer.nuts_id for peer in ranking(TABLE, "A", ["B", "C", "D"], {"labour": 0}).peers] == ["B", "C"]


def test_a_region_with_too_few_figures_has_no_peers_and_its_coverage_is_said():
    found = ranking(TABLE, "D", ["A", "B", "C"], {})
    assert found.peers == () == found.without
    assert found.coverage == pytest.approx(1 / 3) and found.coverage < ENOUGH


def test_most_alike_first_and_equals_by_code():
    table = Scaled({"t": "g"}, {"t": {"me": 0.5, "Z": 0.6, "B": 0.4, "A": 0.9, "same": 0.5}})
    found = ranking(table, "me", ["Z", "A", "B", "same"], {})
    assert [peer.nuts_id for peer in found.peers] == ["same", "B", "Z", "A"]
    assert found.peers[0].likeness == 1
    assert found.peers[0].shares == {"g": 0.0}


def test_what_leaving_a_group_out_does():
    table = Scaled(
        {"x": "size", "y": "skills"},
        {
            "x": {"me": 0.0, **{f"R{n}": 0.1 * n for n in range(1, 8)}},
            "y": {"me": 0.0, "R1": 0.65, **{f"R{n}": 0.0 for n in range(2, 8)}},
        },
    )
    found = ranking(table, "me", [f"R{n}" for n in range(1, 8)], {})
    assert [peer.nuts_id for peer in found.peers] == ["R2", "R3", "R4", "R5", "R6", "R1", "R7"]
    size, skills = found.without
    assert (size.group, size.stay, size.come) == ("size", ("R2", "R3", "R4", "R5", "R6"), ())
    assert (skills.group, skills.stay, skills.come) == ("skills", ("R2", "R3", "R4", "R5"), ("R1",))
    assert found.peers[0].places == (1, 2)
    assert found.peers[5].places == (1, 7)


def test_one_group_alone_cannot_be_left_out():
    found = ranking(TABLE, "A", ["B"], {"skills": 0, "labour": 0})
    assert found.without == ()
    assert found.peers[0].places is None


def test_a_place_is_unknown_where_a_region_is_not_ranked_without_a_group():
    # C lacks labour; with labour, skills and two traits of size it has 3/4 of the weight, without size only 1/2.
    table = Scaled(
        {"a": "size", "b": "more", "skills": "skills", "labour": "labour"},
        {
            "a": {"A": 0.1, "B": 0.2, "C": 0.2},
            "b": {"A": 0.1, "B": 0.2, "C": 0.2},
            "skills": {"A": 0.1, "B": 0.2, "C": 0.2},
            "labour": {"A": 0.1, "B": 0.2},
        },
    )
    peers = {peer.nuts_id: peer for peer in ranking(table, "A", ["B", "C"], {}).peers}
    assert peers["B"].places is not None
    assert peers["C"].places is None


def test_regions_of_its_own_kind_and_only_abroad_where_asked():
    ds = with_values(
        tertiary={code: {2024: n} for n, code in enumerate(["SE22", "SE31", "DK01", "DK02", "PL63"])},
    )
    assert {peer.nuts_id for peer in structural_peers(ds, "DK01").peers} == {"SE22", "SE31", "DK02", "PL63"}
    assert {peer.nuts_id for peer in structural_peers(ds, "DK01", abroad=True).peers} == {"SE22", "SE31", "PL63"}
    assert {peer.nuts_id for peer in structural_peers(ds, "SE22", abroad=True).peers} == {"DK01", "DK02", "PL63"}
    assert [peer.nuts_id for peer in structural_peers(ds, "SE221").peers] == ["SE224", "SE311"]
    assert structural_peers(ds, "SE221", abroad=True).peers == ()


def test_a_county_without_a_population_is_not_ranked():
    assert structural_peers(world(), "SE221").unranked == ("SE312",)


@pytest.mark.parametrize("region", ["SE", "SE2", "XX"])
def test_only_drawn_regions_have_peers(region):
    with pytest.raises(KeyError):
        structural_peers(world(), region)


UNITS = ("A", "B", "C")
UNIT_VALUES = st.floats(0, 1)
WEIGHTS = st.fixed_dictionaries({group: st.integers(0, 4) for group in ("size", "skills", "labour")})


def tables(values):
    per_unit = st.fixed_dictionaries(dict.fromkeys(UNITS, values))
    return st.fixed_dictionaries(dict.fromkeys(GROUPS, per_unit)).map(
        lambda traits: Scaled(
            GROUPS,
            {trait: {u: v for u, v in units.items() if v is not None} for trait, units in traits.items()},
        )
    )


@given(tables(UNIT_VALUES), WEIGHTS.filter(lambda weights: any(weights.values())))
def test_with_every_figure_it_is_a_metric(table, weights):
    def d(here, there):
        return distance(table, here, there, weights).value

    assert d("A", "A") == 0
    assert d("A", "B") == pytest.approx(d("B", "A"))
    assert 0 <= d("A", "B") <= 1 + 1e-12
    assert d("A", "C") <= d("A", "B") + d("B", "C") + 1e-9


@given(tables(st.none() | UNIT_VALUES), WEIGHTS)
def test_with_figures_missing_it_is_still_the_same_from_either_side(table, weights):
    there, back = distance(table, "A", "B", weights), distance(table, "B", "A", weights)
    assert there.value == (None if back.value is None else pytest.approx(back.value))
    assert there.coverage == back.coverage
    assert there.differences == {trait: -difference for trait, difference in back.differences.items()}
    assert 0 <= there.coverage <= 1
    if there.value:
        assert sum(there.shares.values()) == pytest.approx(1)


@given(tables(UNIT_VALUES), WEIGHTS.filter(lambda weights: any(weights.values())))
def test_only_the_proportion_of_weights_matters(table, weights):
    twice = {group: 2 * weight for group, weight in weights.items()}
    assert distance(table, "A", "B", weights).value == pytest.approx(distance(table, "A", "B", twice).value)
