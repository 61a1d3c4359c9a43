"""Places and orders of values."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from s3dash.analysis.ranking import by_value, ranks

values = st.dictionaries(st.sampled_from("ABCDEFG"), st.floats(-5, 5) | st.sampled_from([0.0, 1.0, 2.0]))


@given(values)
def test_a_place_is_one_more_than_the_number_of_higher_values(values):
    assert ranks(values) == {
        code: 1 + sum(other > value for other in values.values()) for code, value in values.items()
    }


@given(st.permutations("ABCDEFG"), values, st.booleans())
def test_unknown_values_come_last_and_equal_ones_keep_their_order(codes, values, highest_first):
    ordered = by_value(codes, values, highest_first=highest_first)
    assert sorted(ordered) == sorted(codes)
    sign = -1 if highest_first else 1
    assert list(ordered) == sorted(
        codes, key=lambda code: (code not in values, sign * values.get(code, 0), codes.index(code))
    )
