"""Lists: pages that go through everything once, totals, and the same rows as a file."""

from __future__ import annotations

import pytest

from tests import by_hand
from tests.api.ask import get, items, table

LISTS = [
    ("/regions?limit=40", "nuts_id", 251),
    ("/projects?limit=137", "project_id", 988),
    ("/regions/SE232/projects?limit=50&order=title", "project_id", None),
    ("/regions/SE232/priorities?limit=5", "priority_id", None),
    ("/regions/SE232/links?limit=7", "other", 41),
    ("/regions/SE232/peers?limit=7", "other", None),
    ("/regions/SE232/indicators?limit=2", "indicator_id", None),
    ("/projects/IR-AUR-001/participations?limit=2", "organisation", 5),
    ("/domains?limit=3", "domain_id", 19),
    ("/programmes?limit=10", "programme_id", 39),
    ("/boundaries/neighbours?limit=10", "nuts_id", 41),
]
every_list = pytest.mark.parametrize(("path", "key", "size"), LISTS)


@every_list
def test_pages_go_through_every_row_once(api, path, key, size):
    first = get(api, path)
    rows = items(api, path)
    assert len(rows) == len({row[key] for row in rows}) == first["total"]
    assert size is None or size == first["total"]
    assert len(rows) > first["limit"] == len(first["items"])


@every_list
def test_the_file_has_every_row_in_the_same_order(api, path, key, size):
    address, _, query = path.partition("?")
    query = "&".join(part for part in query.split("&") if not part.startswith("limit"))
    rows = table(api, f"{address}.csv?{query}")
    assert [row[key] for row in rows] == [row[key] for row in items(api, path)]


def test_a_file_can_come_in_pages_too(api):
    answer = api.get("/api/v1/projects.csv?limit=2&offset=3&fund=erdf")
    assert answer.headers["Link"] == '</api/v1/projects.csv?fund=erdf&limit=2&offset=5>; rel="next"'
    total = sum(row["fund"] == "erdf" for row in by_hand.table("projects"))
    assert answer.headers["X-Total-Count"] == str(total)
    rows = table(api, "/projects.csv?limit=2&offset=3&fund=erdf")
    every = get(api, "/projects?limit=500&fund=erdf")["items"]
    assert [row["project_id"] for row in rows] == [row["project_id"] for row in every[3:5]]
    rest = table(api, "/projects.csv?offset=3&fund=erdf")
    assert len(rest) == total - 3 and rest[:2] == rows


def test_the_next_page_keeps_what_was_asked(tiny_api):
    page = get(tiny_api, "/projects?fund=interreg&limit=1")
    assert page["next"] == "/api/v1/projects?fund=interreg&limit=1&offset=1"
    assert tiny_api.get("/api/v1/projects?fund=interreg&limit=1").headers["Link"] == f'<{page["next"]}>; rel="next"'


def test_after_the_last_row_there_is_nothing(tiny_api):
    page = get(tiny_api, "/projects?offset=6")
    assert (page["total"], page["items"], page["next"]) == (6, [], None)
    assert "Link" not in tiny_api.get("/api/v1/projects?offset=6").headers


def test_a_hundred_rows_if_nothing_is_said(api):
    assert len(get(api, "/projects")["items"]) == 100
