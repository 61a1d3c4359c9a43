"""What goes with every answer: marks and caches, other sites' pages, methods, problems."""

from __future__ import annotations

import flask
import pytest

from s3dash.api import register_api
from s3dash.web.caching import Answers, register_caching
from tests.api.ask import problem

PATHS = ["/regions", "/regions/SE224", "/projects.csv", "/boundaries/lan.geojson", "/openapi.json"]
every_path = pytest.mark.parametrize("path", PATHS)


@every_path
def test_an_answer_that_is_known_is_not_sent_again(tiny_api, path):
    first = tiny_api.get(f"/api/v1{path}")
    etag = first.headers["ETag"]
    assert first.status_code == 200 and first.headers["Cache-Control"] == "public, max-age=300"
    for known in (etag, f'"other", {etag}', etag.removeprefix("W/")):
        again = tiny_api.get(f"/api/v1{path}", headers={"If-None-Match": known})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == etag and again.headers["Cache-Control"] == "public, max-age=300"
        assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert tiny_api.get(f"/api/v1{path}", headers={"If-None-Match": '"other"'}).status_code == 200


def test_every_address_has_a_mark_of_its_own(tiny_api):
    paths = ["/regions", "/regions.csv", "/regions?layer=lan", "/regions?layer=nuts2", "/domains"]
    assert len({tiny_api.get(f"/api/v1{path}").headers["ETag"] for path in paths}) == len(paths)


def test_a_mistake_is_refused_even_with_a_mark(tiny_api):
    etag = tiny_api.get("/api/v1/regions").headers["ETag"]
    assert tiny_api.get("/api/v1/regions?limit=0", headers={"If-None-Match": etag}).status_code == 400


def test_the_site_in_force_answers(site, tiny_site):
    force = [site]
    server = flask.Flask("tests")
    register_api(server, lambda: force[0])
    register_caching(server, lambda: force[0], Answers(1 << 20))
    client = server.test_client()
    first = client.get("/api/v1/domains")
    force[0] = tiny_site
    second = client.get("/api/v1/domains", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.get_json()["total"], second.get_json()["total"]) == (19, 2)


@every_path
def test_head_says_what_get_would(tiny_api, path):
    get, head = tiny_api.get(f"/api/v1{path}"), tiny_api.head(f"/api/v1{path}")
    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Type", "ETag", "Cache-Control", "X-Total-Count", "Link"):
        assert head.headers.get(name) == get.headers.get(name)


@pytest.mark.parametrize("path", [*PATHS, "/regions/XX", "/regions?x=1", "/nothing"])
def test_pages_of_other_sites_may_read_everything(tiny_api, path):
    answer = tiny_api.get(f"/api/v1{path}", headers={"Origin": "https://example.org"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@every_path
def test_a_browser_may_ask_first(tiny_api, path):
    answer = tiny_api.options(f"/api/v1{path}", headers={"Origin": "https://example.org"})
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert answer.headers["Access-Control-Allow-Headers"] == "If-None-Match"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "QUERY"])
@every_path
def test_nothing_can_be_written(tiny_api, path, method):
    answer = tiny_api.open(f"/api/v1{path}", method=method)
    assert answer.status_code == 405
    assert answer.content_type == "application/problem+json"
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/v1", "/api/v2/regions", "/api/v1/regions/", "/api/v1/regions/a/b"]
)
def test_addresses_that_do_not_exist(tiny_api, path):
    answer = tiny_api.get(path)
    assert answer.status_code == 404 and answer.content_type == "application/problem+json"
    assert "openapi.json" in answer.get_json()["detail"]


def test_other_addresses_of_the_server_are_left_alone(tiny_api):
    answer = tiny_api.get("/apiary")
    assert answer.status_code == 404 and answer.mimetype == "text/html"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_every_fault_is_named_with_what_is_allowed(tiny_api):
    found = problem(tiny_api, "/projects?peroid=2021-2027&fund=none&limit=501&region=SE221&region=SE224&q=")
    assert {fault["parameter"]: fault["value"] for fault in found["errors"]} == {
        "peroid": "2021-2027", "fund": "none", "limit": "501", "region": "SE224", "q": "",
    }  # fmt: skip
    allowed = {fault["parameter"]: fault["allowed"] for fault in found["errors"]}
    assert "period" in allowed["peroid"] and "erdf" in allowed["fund"]
    assert allowed["limit"] == ["a whole number from 1 to 500"]
    assert all(fault["parameter"] in found["detail"] for fault in found["errors"])


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("year_from=2024&year_to=2023", "year_to"),
        ("amount_min=5&amount_max=4.5", "amount_max"),
        ("order=relevance", "order"),
        ("q=%20-%20", "q"),
        ("q=%00", "q"),
        ("organisation=nobody", "organisation"),
        ("partner=poland", "partner"),
        ("baltic=yes", "baltic"),
        ("amount_min=nan", "amount_min"),
        ("amount_min=-1", "amount_min"),
        ("limit=1e1", "limit"),
        ("offset=%EF%BC%91", "offset"),
        ("period=2021-2027%0A", "period"),
        ("domain=%ff", "domain"),
    ],
)
def test_values_that_are_not_allowed(tiny_api, query, parameter):
    assert [fault["parameter"] for fault in problem(tiny_api, f"/projects?{query}")["errors"]] == [parameter]


def test_a_list_without_parameters_takes_only_its_pages(tiny_api):
    allowed = problem(tiny_api, "/domains?lang=sv")["errors"][0]["allowed"]
    assert allowed == ["limit", "offset"]
    assert problem(tiny_api, "/regions/SE224?limit=1")["errors"][0]["allowed"] == []
