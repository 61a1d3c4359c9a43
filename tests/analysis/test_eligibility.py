from __future__ import annotations

from s3dash.analysis.eligibility import Eligibility, ProgrammeLink, in_common, surest_first


def test_what_two_regions_have_in_common_is_as_sure_as_the_less_sure_side() -> None:
    here: Eligibility = {"a": "stated", "b": "earlier_period", "c": "stated"}
    there: Eligibility = {"a": "part_of_country", "b": "stated", "d": "stated"}
    expected = (ProgrammeLink("b", "earlier_period"), ProgrammeLink("a", "part_of_country"))
    assert in_common(here, there) == in_common(there, here) == expected
    assert [link.is_sure for link in expected] == [True, False]


def test_the_surest_come_first_and_equals_by_id() -> None:
    links = [ProgrammeLink("z", "stated"), ProgrammeLink("a", "part_of_country"), ProgrammeLink("b", "stated")]
    assert [link.programme_id for link in surest_first(links)] == ["b", "z", "a"]
