"""Every filter, alone and with others, against the answers that plain Python gives."""

from __future__ import annotations

from itertools import chain
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3dash.data.store import Order, ProjectFilter, ProjectStore
from tests.analysis.world import project
from tests.data.reference import Reference, invented
from tests.data.stores import StoreOf, full_world

AREAS = ["SE221", "SE224", "SE311", "SE312", "SE22", "SE31", "SE", "SE3", "PL63", "DK01", "EE00", "PL"]
TEXTS = [
    "energ", "ENERGI", "oresund", "hav", "havet vätgas", "lodz", "100%", "a_b", "l'eau", "%", "_", "", "xyz", "e",
    "universitet", "p01", "smart grid hav", "\\", "strasse", "region skane", "a b", "gdansk hav", "hav hav",
]  # fmt: skip
YEARS = [2013, 2015, 2018, 2021, 2023, 2030]
VALUES: dict[str, list[Any]] = {
    "region": AREAS,
    "other": AREAS,
    "period": ["2014-2020", "2021-2027", "1999"],
    "domain": ["energy", "food", "blue"],
    "fund": ["erdf", "interreg", "cf"],
    "programme": ["interreg-south-2021", "erdf-se22-2021"],
    "year_from": YEARS,
    "year_to": YEARS,
    "amount_min": [0.0, 1.0, 100.0, 175.5, 900.0],
    "amount_max": [0.0, 12.0, 175.5, 1000.0],
    "organisation": ["se-lund-university-lu", "se-lunds-universitet", "se-region-skane", "pl-region-skane", "xx-'"],
    "partner": ["SE", "PL", "EE", "FI"],
    "baltic": [True],
    "text": TEXTS,
}
filters = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in VALUES.items()}).map(
    lambda fields: ProjectFilter(**fields)
)
loose = st.dictionaries(st.sampled_from(list(VALUES)), st.integers(0, 99), min_size=1, max_size=3).map(
    lambda chosen: ProjectFilter(**{name: VALUES[name][n % len(VALUES[name])] for name, n in chosen.items()})
)
"""Filters of few fields, which leave some projects over."""
few = settings(max_examples=6, deadline=None)


@pytest.fixture(scope="module")
def crowd() -> Reference:
    rows = invented(seed=1, size=60)
    return Reference(full_world(), rows)


@pytest.fixture(scope="module")
def crowded(crowd: Reference, store_of: StoreOf) -> ProjectStore:
    return store_of(*crowd.rows)


def agree(store: ProjectStore, expected: Reference, f: ProjectFilter) -> None:
    """Check every answer about the projects of a filter."""
    wanted = expected.matching(f)
    assert store.count(f) == len(wanted)
    assert store.funding(f) == expected.funding(f)
    groups = {
        "domain_id": store.by_domain,
        "programme_id": store.by_programme,
        "fund": store.by_fund,
        "start_year": store.by_year,
    }
    for column, ask in groups.items():
        assert ask(f) == expected.groups(f, column), column
    assert store.projects_by_unit(f) == expected.projects_by_unit(f)
    assert store.funding_by_region(f, "lan") == expected.funding_by_region(f, "lan")
    assert store.funding_by_region(f, "nuts2") == expected.funding_by_region(f, "nuts2")
    for order in get_args(Order):
        assert [p.project_id for p in store.page(f, order, limit=99)] == expected.ids(f, order), order


@pytest.mark.parametrize("name", VALUES)
def test_each_filter_alone(crowded: ProjectStore, crowd: Reference, name: str) -> None:
    for value in VALUES[name]:
        f = ProjectFilter(**{name: value})
        assert sorted(p.project_id for p in crowded.page(f, limit=99)) == sorted(
            row["project_id"] for row in crowd.matching(f)
        ), f
        assert crowded.funding(f) == crowd.funding(f), f


@pytest.mark.parametrize("name", ["year_from", "amount_max", "organisation", "partner", "baltic", "text", "other"])
def test_every_answer_honours_a_filter(crowded: ProjectStore, crowd: Reference, name: str) -> None:
    value = next(value for value in VALUES[name] if 1 < len(crowd.matching(ProjectFilter(**{name: value}))) < 50)
    agree(crowded, crowd, ProjectFilter(**{name: value}))
    agree(crowded, crowd, ProjectFilter(region="SE22", **{name: value}))


@few
@given(f=loose | filters)
def test_filters_combine_as_in_plain_python(crowded: ProjectStore, crowd: Reference, f: ProjectFilter) -> None:
    agree(crowded, crowd, f)


@few
@given(seed=st.integers(0, 10_000), size=st.integers(0, 30), f=loose)
def test_so_they_do_for_any_projects(store_of: StoreOf, seed: int, size: int, f: ProjectFilter) -> None:
    rows = invented(seed, size)
    agree(store_of(*rows), Reference(full_world(), rows), f)


@given(f=loose, order=st.sampled_from(get_args(Order)), size=st.integers(1, 40))
@settings(max_examples=5, deadline=None)
def test_a_download_is_the_pages_walked_through_with_partners(
    crowded: ProjectStore, f: ProjectFilter, order: Order, size: int
) -> None:
    batches = list(crowded.batches(f, order, size=size))
    assert all(len(batch) == size for batch in batches[:-1])
    records = list(chain.from_iterable(batches))
    pages = [crowded.page(f, order, limit=25, offset=offset) for offset in (0, 25, 50)]
    assert [record.project for record in records] == list(chain.from_iterable(pages))
    for record in records[:3]:
        assert list(record.partners) == crowded.partners(record.project.project_id)


def test_projects_that_run_in_some_years(store_of: StoreOf) -> None:
    years: list[tuple[str | None, str | None]] = [
        ("2018-01-01", "2020-12-31"),
        ("2018", None),
        (None, "2020"),
        (None, None),
        ("2020-12-31", "2021"),
        ("2021-01-01", "2021-06-30"),
    ]
    store = store_of(*(project(f"P{n}", start_date=start, end_date=end) for n, (start, end) in enumerate(years)))

    def running(first: int | None, last: int | None) -> list[int]:
        return sorted(int(p.project_id[1:]) for p in store.page(ProjectFilter(year_from=first, year_to=last)))

    assert running(2020, 2020) == [0, 2, 4]
    assert running(2018, 2018) == [0, 1]
    assert running(2019, None) == [0, 2, 4, 5]
    assert running(None, 2018) == [0, 1]
    assert running(2021, 2022) == [4, 5]
    assert running(2022, 2019) == []
    assert running(None, None) == [0, 1, 2, 3, 4, 5]


def test_a_store_without_projects_answers_too(store_of: StoreOf) -> None:
    for f in (ProjectFilter(), ProjectFilter(region="SE"), ProjectFilter(text="hav"), ProjectFilter(baltic=True)):
        agree(store_of(), Reference(full_world(), []), f)
