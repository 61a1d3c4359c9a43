"""The callbacks that run on the server: controls, rows of the grid, organisations; through Dash's own endpoint."""

from __future__ import annotations

import json
from typing import Any

import pytest

from s3dash.callbacks import organisations_at, rows_at
from s3dash.views.controls import CONTROLS, PROJECT_CONTROLS
from s3dash.views.grid import GRID
from tests import by_hand


@pytest.fixture(scope="module")
def ask(client):
    """Ask for the controls of an address as the browser does."""

    def answer(address):
        body = {
            "output": "..controls.children...grid.children..",
            "outputs": [{"id": "controls", "property": "children"}, {"id": "grid", "property": "children"}],
            "inputs": [{"id": "address", "property": "data", "value": address}],
            "state": [{"id": "grid", "property": "children", "value": []}],
            "changedPropIds": ["address.data"],
        }
        return client.post("/_dash-update-component", json=body)

    return answer


def values(node):
    """The value of each control in a tree of components."""
    found: dict[str, Any] = {}
    if isinstance(node, list):
        for child in node:
            found |= values(child)
    elif isinstance(node, dict):
        props = node.get("props", {})
        if str(props.get("id", "")).startswith("control-"):
            found[props["id"].removeprefix("control-")] = props.get("checked", props.get("value"))
        found |= values(props.get("children"))
    return found


@pytest.mark.parametrize("page", ["/sv/", "/sv/projects"])
def test_an_address_gets_its_controls(ask, page):
    answer = ask(f"{page}?region=SE311&domain=energy&places=cluster&period=2014-2020")
    assert answer.status_code == 200
    found = values(json.loads(answer.data)["response"]["controls"]["children"])
    assert set(found) == {"find", *CONTROLS, *(PROJECT_CONTROLS if "projects" in page else ())}
    assert (found["domain"], found["places"], found["period"]) == ("energy", ["cluster"], "2014-2020")


@pytest.mark.parametrize("address", ["/sv/nothing", "/", "", None, "http://[", "/sv/about", "/sv/projects/none"])
def test_nothing_is_sent_where_there_is_no_page(ask, address):
    answer = ask(address)
    assert answer.status_code in (200, 204)
    assert not answer.data or json.loads(answer.data).get("response", {}) == {}


def test_nonsense_in_the_address_does_no_harm(ask):
    answer = ask("/sv/?region=%00&domain=<script>&period=never&x=%ff")
    assert values(json.loads(answer.data)["response"]["controls"]["children"])["period"] == "2021-2027"


def test_the_browser_runs_the_rest_itself(client):
    """A choice leads to an address: that needs no server."""
    dependencies = json.loads(client.get("/_dash-dependencies").data)
    on_server = [d for d in dependencies if not d.get("clientside_function")]
    assert sorted(d["output"] for d in on_server) == [
        "..controls.children...grid.children..",
        "control-organisation.data",
        f"{GRID}.getRowsResponse",
    ]
    in_browser = [d["clientside_function"] for d in dependencies if d.get("clientside_function")]
    assert {f["namespace"] for f in in_browser} == {"s3map"}
    assert {f["function_name"] for f in in_browser} == {"address", "choose", "find"}


# The grid -------------------------------------------------------------------------------------------------------


def request(address="/en/projects", first=0, last=100, sort=()):
    return {"startRow": first, "endRow": last, "sortModel": list(sort), "context": {"address": address}}


def test_the_grid_comes_with_the_page_of_projects_alone(ask):
    for page, expected in (("/sv/projects", True), ("/sv/", False)):
        answer = json.loads(ask(page).data)["response"]
        assert (GRID in json.dumps(answer.get("grid", {}))) == expected


def test_rows_through_dash(client):
    body = {
        "output": f"{GRID}.getRowsResponse",
        "outputs": {"id": GRID, "property": "getRowsResponse"},
        "inputs": [{"id": GRID, "property": "getRowsRequest", "value": request("/en/projects?domain=energy")}],
        "changedPropIds": [f"{GRID}.getRowsRequest"],
    }
    answer = json.loads(client.post("/_dash-update-component", json=body).data)
    rows = answer["response"][GRID]["getRowsResponse"]
    assert rows["rowCount"] == len(by_hand.projects(period=by_hand.NOW, domain_id="energy"))
    assert len(rows["rowData"]) == min(rows["rowCount"], 100)


def test_rows_are_those_of_the_address(tiny_site):
    assert [row["id"] for row in rows_at(tiny_site, request("/en/projects?q=gdynia"))["rowData"]] == ["P-PARTNERS"]
    assert rows_at(tiny_site, request("http://here/en/projects?period=all"))["rowCount"] == 6


def test_the_head_of_a_column_decides_their_order(tiny_site):
    by_title = rows_at(tiny_site, request(sort=[{"colId": "title", "sort": "asc"}]))["rowData"]
    assert [row["id"] for row in by_title] == sorted(row["id"] for row in by_title)


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"context": None},
        request(address="/en/"),
        request(address="http://["),
        request(address="/de/projects"),
        {**request(), "startRow": "x"},
        {**request(), "sortModel": 5},
        {**request(), "sortModel": ["title"]},
    ],
)
def test_nonsense_gets_no_rows(tiny_site, odd):
    assert rows_at(tiny_site, odd) == {"rowData": [], "rowCount": 0}


# Organisations --------------------------------------------------------------------------------------------------


def test_organisations_are_found_as_one_types(tiny_site):
    assert [row["value"] for row in organisations_at(tiny_site, "gdy", "")] == ["pl-gdynia-city"]
    assert organisations_at(tiny_site, "", "") == []


def test_what_the_control_shows_of_the_chosen_one_finds_it_again(tiny_site):
    (row,) = organisations_at(tiny_site, "Region Skåne · SE", "se-region-skane")
    assert row == {"value": "se-region-skane", "label": "Region Skåne · SE"}


def test_a_long_text_is_no_problem(tiny_site):
    assert organisations_at(tiny_site, "x" * 100_000, "") == []
