"""The figures by which regions are compared, and their scale from 0 to 1, counted by hand in an invented world."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.analysis.traits import GROUPS, TRAITS, figures, kind_of, scaled, scaled_beside, scaled_traits
from tests.analysis.world import world


def with_values(**indicators):
    """The invented world with other indicators: indicator -> code -> year -> value."""
    return world(
        indicators=[{"indicator_id": i, "position": n, "shown": True} for n, i in enumerate(indicators)],
        indicator_values=[
            {"indicator_id": i, "nuts_id": code, "year": year, "value": float(value), "flag": None}
            for i, codes in indicators.items()
            for code, years in codes.items()
            for year, value in years.items()
        ],
    )


def test_every_trait_has_a_group_and_none_is_about_how_it_goes():
    assert set(GROUPS) == {trait.group for trait in TRAITS}
    assert {"gdp_pps", "unemployment", "gerd"}.isdisjoint(trait.id for trait in TRAITS)


def test_a_county_is_compared_with_counties_and_everyone_else_with_nuts2_areas_and_neighbours():
    ds = world()
    assert [kind_of(ds, code) for code in ("SE224", "SE22", "PL63")] == ["lan", "nuts2", "nuts2"]
    with pytest.raises(KeyError):
        kind_of(ds, "PL633")


def test_population_and_density_come_from_the_table_of_regions():
    found = figures(world(), "lan")
    assert {code: figure.value for code, figure in found["population"].items()} == {
        "SE221": 10.0,
        "SE224": 20.0,
        "SE311": 5.0,
    }
    assert found["density"]["SE224"].value == 20 / 100
    assert found["density"]["SE224"].year == 2021


def test_population_change_is_per_year_over_at_most_ten_years():
    ds = with_values(population={"SE22": {2000: 1, 2013: 100, 2014: 100, 2023: 50, 2024: 121}, "SE31": {2024: 5}})
    change = figures(ds, "nuts2")["population_change"]
    assert set(change) == {"SE22"}
    assert change["SE22"].value == pytest.approx(100 * (1.21**0.1 - 1))
    assert change["SE22"].year == 2024


def test_the_latest_value_unless_others_have_had_newer_ones_for_long():
    ds = with_values(tertiary={"SE22": {2020: 30, 2024: 40}, "SE31": {2019: 35}, "DK01": {2018: 50}})
    found = figures(ds, "nuts2")["tertiary"]
    assert {code: (figure.value, figure.year) for code, figure in found.items()} == {
        "SE22": (40.0, 2024),
        "SE31": (35.0, 2019),
    }


def test_a_county_does_not_borrow_the_figure_of_its_nuts2_area():
    ds = with_values(tertiary={"SE22": {2024: 40}})
    assert figures(ds, "lan")["tertiary"] == {}
    assert set(scaled_traits(ds, "lan").values) == {"population", "density"}


def test_what_is_shown_beside_is_scaled_but_no_trait():
    ds = with_values(gerd={"SE22": {2024: 1}, "SE31": {2024: 3}}, tertiary={"SE22": {2024: 40}})
    assert scaled_beside(ds, "nuts2")["gerd"] == {"SE22": 0.0, "SE31": 1.0}
    assert set(scaled_traits(ds, "nuts2").values) == {"tertiary"}


def test_the_scale_by_hand():
    # 2nd and 98th percentile of 0, 10, ..., 100 are 2 and 98; half way is half way.
    values = {str(n): 10.0 * n for n in range(11)}
    found = scaled(values)
    assert found["0"] == 0
    assert found["10"] == 1
    assert found["1"] == pytest.approx((10 - 2) / 96)
    assert found["5"] == pytest.approx(0.5)


def test_one_extreme_region_does_not_squeeze_the_others():
    values = {str(n): float(n) for n in range(100)} | {"capital": 10_000.0}
    assert scaled(values)["50"] == pytest.approx(0.5, abs=0.01)
    assert scaled(values)["capital"] == 1


def test_no_values_equal_values_and_values_without_a_logarithm():
    assert scaled({}) == {}
    assert scaled({"a": 3.0, "b": 3.0}) == {"a": 0.0, "b": 0.0}
    assert set(scaled({"a": 0.0, "b": 3.0}, skewed=True)) == {"b"}


@given(st.dictionaries(st.text(max_size=3), st.floats(0.001, 1e9), max_size=20), st.booleans())
def test_scaling_keeps_the_order_and_the_limits(values, skewed):
    found = scaled(values, skewed)
    assert set(found) == set(values)
    assert all(0 <= value <= 1 for value in found.values())
    order = sorted(values, key=lambda code: values[code])
    assert [found[code] for code in order] == sorted(found.values())
