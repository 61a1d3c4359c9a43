from __future__ import annotations

import pytest

from tests.load.report import failures, percentile, table
from tests.load.viewers import Sample


def sample(seconds: float = 0.1, status: int = 200, kind: str = "panel") -> Sample:
    return Sample(kind, 0.0, seconds, status, 2000, "/sv/")


@pytest.mark.parametrize(("hundredth", "expected"), [(50, 0.5), (95, 0.95), (99, 0.99)])
def test_a_percentile_is_the_time_that_so_many_took_at_most(hundredth, expected):
    assert percentile([n / 100 for n in range(101)], hundredth) == pytest.approx(expected)


def test_few_answers_have_percentiles_too():
    assert percentile([], 95) == 0
    assert percentile([0.2], 95) == 0.2


def test_an_error_a_refusal_and_a_broken_connection_are_failures():
    given = [sample(), sample(status=304), sample(status=500), sample(status=429), sample(status=0)]
    assert failures(given) == given[2:]


def test_the_table_counts_failures_and_leaves_them_out_of_the_times():
    rows = table([sample(0.1), sample(0.3), sample(9.0, status=0)]).splitlines()
    assert rows[2:] == ["| panel | 3 | 1 | 200 ms | 290 ms | 298 ms | 300 ms | 2.0 |"]
