from __future__ import annotations

from tests.benchmark.measure import _durations
from tests.benchmark.report import Result, Target, markdown

CLICK = Target("desktop", "click to panel painted", 100, "ms")


def test_the_median_decides() -> None:
    assert Result(CLICK, (10, 100, 5000)).verdict == "ok"
    assert Result(CLICK, (10, 101, 102)).verdict == "over"
    assert Result(CLICK, ()).verdict == "not measured"


def test_table_shows_target_median_and_span() -> None:
    last = markdown([Result(CLICK, (61.4, 70, 80.6))]).splitlines()[-1]
    assert last == "| desktop | click to panel painted | <= 100 ms | 70 ms | 61 - 81 ms | 3 | ok |"


def test_only_the_time_of_the_view_is_read_from_the_header() -> None:
    assert _durations("db;dur=1, view;dur=3.25, total;dur=9") == [3.25]
    assert _durations('view;desc="panel";dur=4') == [4.0]
    assert _durations("") == []
