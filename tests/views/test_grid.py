"""The grid's rows: the same words as the plain table, in the order that its address or a column's head asks for."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from s3dash.views.grid import BLOCK, grid, grid_rows, order_of
from s3dash.views.project_row import grid_row
from tests import by_hand
from tests.views.dom import context


def rows_of(site, query="", first=0, last=BLOCK, lang="en"):
    return grid_rows(context(site, query, lang, "projects"), first, last)


def test_a_row_has_the_words_of_the_plain_table(tiny_site):
    rows = {row["id"]: row for row in rows_of(tiny_site)["rowData"]}
    alone, shared, unknown = (rows[f"P-{name}"] for name in ("ALONE", "SHARED", "UNKNOWN"))
    assert alone["href"] == "/en/projects/P-ALONE"
    assert (alone["title"], alone["summary"], alone["lead"]) == (["Alone"], ["A project."], ["Region Blekinge"])
    assert (alone["amount"], alone["known"], alone["years"]) == ("€1,000", True, "2022–2024")
    assert (shared["places"], shared["covers"]) == ("Blekinge, Skåne", "shared by 2 regions")
    assert (unknown["amount"], unknown["known"], unknown["lead"]) == ("not published", False, ["not stated"])
    assert rows["P-PARTNERS"]["guessed"] == "guessed" and not shared["guessed"]
    assert json.loads(json.dumps(rows)) == rows


def test_the_chosen_region_comes_first_and_unknown_ones_are_named_by_country(tiny_site):
    here = context(tiny_site, "region=SE224", page="projects")
    codes = ("ES111", "ES300", "PL633", "EE001", "SE221", "SE224", "UKM50")
    row = grid_row(here, replace(here.store.project("P-SHARED"), regions=codes))
    assert row["places"] == "Skåne, Blekinge, Trójmiejski, Northern Estonia and 3 more"
    row = grid_row(here, replace(here.store.project("P-SHARED"), regions=("UKM50", "ES111", "ES300")))
    assert row["places"] == "United Kingdom, Spain"


def test_found_words_are_cut_out(tiny_site):
    (row,) = rows_of(tiny_site, "q=alone")["rowData"]
    assert row["title"] == ["", "Alone", ""]
    (row,) = rows_of(tiny_site, "q=gdynia")["rowData"]
    assert row["elsewhere"] == "found among its partners"


def test_blocks_hold_every_project_once(site):
    count = len(by_hand.projects(period=by_hand.NOW))
    ids = []
    for first in range(0, count, BLOCK):
        block = rows_of(site, first=first, last=first + BLOCK)
        assert block["rowCount"] == count
        ids += [row["id"] for row in block["rowData"]]
    assert len(ids) == len(set(ids)) == count


@pytest.mark.parametrize(("first", "last"), [(0, 10**9), (-5, 3), (5, 2), (10**9, 10**9 + 100)])
def test_an_odd_window_is_answered_within_bounds(site, first, last):
    assert len(rows_of(site, first=first, last=last)["rowData"]) <= BLOCK


def test_the_head_of_a_column_decides_the_order(tiny_site):
    state = context(tiny_site, "q=wind", page="projects").state
    assert order_of([], state).order == "relevance"
    assert order_of([{"colId": "amount", "sort": "desc"}], state).order == "largest"
    assert order_of([{"colId": "years"}], state).order == "newest"
    assert order_of([{"colId": "nothing"}], state).order == "relevance"


@pytest.mark.parametrize(("query", "sorted_by"), [("", "years"), ("order=largest", "amount"), ("q=x", None)])
def test_the_grid_shows_by_which_column_it_is_sorted(tiny_site, query, sorted_by):
    component: Any = grid(context(tiny_site, query, page="projects"))
    sorts = [column["colId"] for column in component.columnDefs if "sort" in column]
    assert sorts == ([sorted_by] if sorted_by else [])
    assert component.dashGridOptions["context"]["address"].startswith("/en/projects")
