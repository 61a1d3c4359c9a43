from __future__ import annotations

import pytest

from s3dash.analysis.profile import Reading, profile
from tests.analysis.world import world

DS = world()


def reading(nuts_id: str, indicator_id: str) -> Reading:
    return next(r for r in profile(DS, nuts_id) if r.indicator_id == indicator_id)


def test_only_shown_indicators_in_their_order() -> None:
    assert [r.indicator_id for r in profile(DS, "SE22")] == ["employment", "gdp"]


def test_a_county_s_own_value_goes_before_that_of_its_nuts2_area() -> None:
    # The latest NUTS3 year is 2021, although the NUTS2 area has 2022; the comparison is of 2021 too.
    assert reading("SE311", "gdp") == Reading(
        indicator_id="gdp",
        value=18.0,
        year=2021,
        flag=None,
        nuts_id="SE311",
        swedish_mean=25.0,  # (30 + 20) / 2
        swedish_mean_of=2,
        low=20.0,  # of SE22 SE31 DK01 EE00 PL63
        high=60.0,
        compared=5,
        series=((2020, 17.0), (2021, 18.0)),
    )


def test_a_county_without_any_shows_its_nuts2_area_and_says_so() -> None:
    found = reading("SE311", "employment")
    assert (found.value, found.year, found.nuts_id) == (74.0, 2023, "SE31")
    assert (found.swedish_mean, found.low, found.high, found.compared) == (72.0, 70.0, 78.0, 3)
    assert reading("SE312", "gdp").nuts_id == "SE31"


def test_zero_is_a_value_and_missing_is_not_zero() -> None:
    zero, missing = reading("SE224", "gdp"), reading("PL63", "employment")
    assert (zero.value, zero.year) == (0.0, 2021)
    assert missing == Reading("employment", None, None, None, "PL63", None, 0, None, None, 0, ())


def test_a_year_without_swedish_values_has_no_swedish_mean() -> None:
    found = reading("EE00", "employment")
    assert (found.value, found.swedish_mean, found.swedish_mean_of, found.compared) == (80.0, None, 0, 1)


def test_an_unknown_region_is_an_error() -> None:
    with pytest.raises(KeyError):
        profile(DS, "XX")
