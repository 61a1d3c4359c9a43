"""Orders of regions: by place, and so that likes stand together."""

from __future__ import annotations

from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from s3dash.analysis.seriation import Group, by_geography, by_similarity, seriate
from tests.analysis.world import world

NOW, BEFORE = "2021-2027", "2014-2020"
DS = world()


def apart(here, there):
    return abs(here - there)


def length(path, distance):
    return sum(distance(here, there) for here, there in pairwise(path))


def test_counties_are_grouped_by_area_and_both_go_from_north_to_south():
    down = {"SE221": 9.0, "SE224": 8.0, "SE311": 2.0, "SE312": 1.0}
    assert by_geography(DS, DS.drawn("lan"), down) == (
        Group("SE31", ("SE312", "SE311")), Group("SE22", ("SE224", "SE221")),
    )  # fmt: skip


def test_areas_and_neighbours_are_grouped_by_country():
    down = {"SE22": 5.0, "SE31": 1.0, "DK01": 6.0, "DK02": 7.0, "EE00": 2.0}
    found = by_geography(DS, ("SE22", "SE31", "DK02", "DK01", "EE00"), down)
    assert found == (Group("EE", ("EE00",)), Group("SE", ("SE31", "SE22")), Group("DK", ("DK01", "DK02")))


def test_equals_stand_next_to_each_other_and_regions_without_a_list_last():
    # Dalarna: energy and health; Värmland and Estonia: energy; Blekinge: blue; Pomorskie: blue and energy
    order = by_similarity(DS, ("DE80", "SE312", "SE221", "SE311", "PL63", "EE00"), NOW)
    assert order[-1] == "DE80"
    assert abs(order.index("SE311") - order.index("EE00")) == 1
    assert order == ("SE312", "SE311", "EE00", "PL63", "SE221", "DE80")


def test_where_nobody_has_a_list_the_order_stays():
    assert by_similarity(DS, ("SE312", "SE221", "DE80"), BEFORE) == ("SE312", "SE221", "DE80")


@given(st.lists(st.integers(0, 1000), max_size=12, unique=True))
def test_points_on_a_line_stand_in_their_order(points):
    found = list(seriate(points, apart))
    assert found in (sorted(points), sorted(points, reverse=True))
    assert not points or points.index(found[0]) <= points.index(found[-1])


@st.composite
def tables(draw):
    """Names with symmetric distances, in no particular geometry."""
    names = "abcdefg"[: draw(st.integers(0, 7))]
    far: dict[tuple[str, ...], int] = {}
    for here, there in permutations(names, 2):
        far[here, there] = far.get((there, here), draw(st.integers(0, 9)))
    return names, lambda here, there: 0 if here == there else far[here, there]


@given(tables())
def test_every_item_once_and_no_longer_than_as_given(table):
    names, distance = table
    found = seriate(names, distance)
    assert sorted(found) == sorted(names)
    assert length(found, distance) <= length(names, distance)
    assert found == seriate(names, distance)


def shorter_by_a_turn(path, distance):
    """Whether turning a piece of a path round makes it shorter."""
    return any(
        length((*path[:i], *reversed(path[i : j + 1]), *path[j + 1 :]), distance) < length(path, distance)
        for i in range(len(path))
        for j in range(i + 1, len(path))
    )


@given(tables())
def test_no_turn_and_no_move_makes_it_shorter(table):
    names, distance = table
    found = seriate(names, distance)
    assert not shorter_by_a_turn(found, distance)
    for i in range(len(found)):
        rest = (*found[:i], *found[i + 1 :])
        for at in range(len(found)):
            assert length((*rest[:at], found[i], *rest[at:]), distance) >= length(found, distance)
