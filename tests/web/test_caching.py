"""What is answered once is kept, marked, and never mixed up."""

from __future__ import annotations

import gzip
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import brotli
import flask
import pytest

from s3dash.application import S3Map, asset_url, create_app
from s3dash.data.dataset import load_dataset
from s3dash.export.address import CONFIG
from s3dash.site import Site
from s3dash.web import caching, compression
from s3dash.web.caching import Answers, register_caching
from tests.data.tiny import write_tiny

MINUTE = "public, max-age=60, stale-while-revalidate=60"
ADDRESSES = [
    "/sv/", "/en/?region=SE224", "/sv/projects?q=a", "/en/about", "/view/sv/?region=SE224", "/embed/sv/",
    "/qr.svg?for=/sv/", "/charts/sv/domains/matrix.csv", "/files/sv/tables.xlsx?region=SE224",
    "/files/sv/map.geojson?colour=eu", "/api/v1/regions", "/api/v1/regions/SE224",
]  # fmt: skip


@pytest.fixture(scope="module")
def application(tiny_site):
    return S3Map(lambda: tiny_site)


@pytest.fixture
def ask(application):
    return application.server.test_client()


@pytest.fixture
def made(monkeypatch):
    """The addresses whose view was asked for, in order."""
    asked = []
    view = Site.view

    def counted(site, state, ignored):
        asked.append(state.url)
        return view(site, state, ignored)

    monkeypatch.setattr(Site, "view", counted)
    return asked


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_was_answered_is_answered_the_same_and_known_by_its_mark(ask, address):
    first = ask.get(address)
    second, head = ask.get(address), ask.head(address)
    assert first.status_code == second.status_code == head.status_code == 200
    assert first.data == second.data and head.data == b""
    told = {name: first.headers.get(name) for name in ("ETag", "Cache-Control", "Content-Type", "Content-Disposition")}
    for other in (second, head):
        assert {name: other.headers.get(name) for name in told} == told
    assert first.headers["Vary"] == "Accept-Encoding" and "public" in first.headers["Cache-Control"]
    known = ask.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (known.status_code, known.data) == (304, b"")
    assert known.headers["ETag"] == first.headers["ETag"]
    assert known.headers["Cache-Control"] == first.headers["Cache-Control"]
    if first.mimetype == "text/html":
        policy = "Content-Security-Policy"
        assert known.headers[policy] == first.headers[policy], "a browser keeps those of the newest answer"


def test_what_is_known_or_kept_is_not_made(ask, made):
    address = "/view/en/?region=SE224&period=2014-2020"
    mark = ask.get(address).headers["ETag"]
    assert len(made) == 1
    assert ask.get(address, headers={"If-None-Match": mark}).status_code == 304
    assert ask.get(address, headers={"If-None-Match": f'"other", {mark}'}).status_code == 304
    assert ask.get(address, headers={"Accept-Encoding": "br"}).status_code == 200
    assert len(made) == 1
    assert ask.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_of_many_who_ask_at_once_one_is_waited_for(application, monkeypatch):
    times, asking, make_response = [], threading.Barrier(6), flask.make_response

    def counted(*parts):
        times.append(threading.get_ident())
        return make_response(*parts)

    def get():
        asking.wait()
        return application.server.test_client().get("/view/sv/?region=SE221&period=2014-2020").data

    monkeypatch.setattr(flask, "make_response", counted)
    with ThreadPoolExecutor(6) as threads:
        assert len({answer.result() for answer in [threads.submit(get) for _ in range(6)]}) == 1
    assert len(times) == 1


def test_each_form_is_made_once_and_says_the_same(ask, monkeypatch):
    made = []

    def counted(content, form):
        made.append(form)
        return compression.compressed(content, form)

    monkeypatch.setattr(caching, "compressed", counted)
    address = "/view/sv/?region=SE224&currency=SEK"
    decode = {None: bytes, "br": brotli.decompress, "gzip": gzip.decompress}
    said = set()
    for accepted in ("gzip", "br", "", "gzip, br;q=0.5", "br, gzip", "identity", "*"):
        answer = ask.get(address, headers={"Accept-Encoding": accepted})
        said.add(decode[answer.headers.get("Content-Encoding")](answer.data))
    assert len(said) == 1 and json.loads(said.pop())["region"] == "SE224"
    assert sorted(made) == ["", "", "br", "gzip"], "plain ones are rare and are not kept"


HEADERS = [
    {"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example"}, {"Referer": "https://evil.example/"},
    {"X-Forwarded-Proto": "https"}, {"Origin": "https://evil.example"}, {"Accept-Language": "en"},
    {"X-Forwarded-For": "192.0.2.7"}, {"Forwarded": "host=evil.example"}, {"X-Original-URL": "/en/"},
    {"Cookie": "session=evil"}, {"Accept": "application/json"}, {"User-Agent": "<evil>"},
]  # fmt: skip


@pytest.mark.parametrize("headers", HEADERS, ids=lambda headers: next(iter(headers)))
def test_nobody_can_change_what_others_get(tiny_site, headers):
    """Whatever the first to ask sends, the next one gets what it would have got without it."""
    address = "/sv/change?region=SE224"
    alone = S3Map(lambda: tiny_site).server.test_client().get(address).get_data(as_text=True)
    ask = S3Map(lambda: tiny_site).server.test_client()
    ask.get(address, headers=headers)
    after = ask.get(address)
    assert "evil" not in after.get_data(as_text=True) and "evil" not in str(after.headers)
    assert without_ids(after.get_data(as_text=True)) == without_ids(alone)


def without_ids(page):
    return page.partition('id="_dash-config"')[0]


def test_the_address_of_the_dashboard_tells_answers_apart(application, ask):
    answers = [ask.get("/sv/about", headers={"Host": host}) for host in ("one.example", "two.example")]
    assert len({answer.headers["ETag"] for answer in answers}) == 2
    assert [b"http://one.example" in answer.data for answer in answers] == [True, False]
    application.server.config[CONFIG] = "https://s3.example"
    try:
        answers = [ask.get("/sv/about", headers={"Host": host}) for host in ("one.example", "two.example")]
    finally:
        application.server.config[CONFIG] = None
    assert len({answer.headers["ETag"] for answer in answers}) == 1
    assert all(b"https://s3.example" in answer.data and b"one.example" not in answer.data for answer in answers)


def test_the_mark_changes_with_what_is_answered(site, tiny_site, tmp_path, monkeypatch):
    def mark(of):
        return S3Map(lambda: of).server.test_client().get("/sv/about").headers["ETag"]

    first = mark(tiny_site)
    assert mark(tiny_site) == first and mark(site) != first
    folder = write_tiny(tmp_path / "data")
    elsewhere = Site(load_dataset(folder), site.geometry)
    assert elsewhere.mark == tiny_site.mark and mark(elsewhere) == first, "two machines that show the same"
    (folder / "stories").mkdir(exist_ok=True)
    (folder / "stories" / "new.yml").write_text("title: {}\n", encoding="utf-8")
    assert mark(Site(load_dataset(folder), site.geometry)) != first
    monkeypatch.setattr(caching, "release", lambda: "the next one")
    assert mark(tiny_site) != first
    monkeypatch.undo()

    class Tomorrow(date):
        @classmethod
        def today(cls):
            return cls(2100, 1, 1)

    monkeypatch.setattr(caching, "date", Tomorrow)
    assert mark(tiny_site) != first, "files have the day in their name"


def test_another_snapshot_has_answers_of_its_own_and_a_request_sees_one(site, tiny_site):
    force, asked = [tiny_site], []

    def current():
        asked.append(force[0])
        return force[0]

    ask = S3Map(current).server.test_client()
    first = ask.get("/api/v1/domains")
    assert len(asked) == 1
    force[0] = site
    second = ask.get("/api/v1/domains", headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200 and second.json["total"] != first.json["total"]
    assert ask.get("/view/sv/").json != {} and len(asked) == 3


def test_what_is_kept_goes_with_the_site_and_has_a_bound(tiny_site):
    answers = Answers(50_000)
    server = flask.Flask("tests")
    server.add_url_rule("/<lang>/<path:item>", "item", lambda lang, item: item[0] * 4000)
    register_caching(server, lambda: tiny_site, answers)
    ask = server.test_client()
    for number in range(300):
        assert ask.get(f"/sv/{number}?{number:0400}").status_code == 200
    assert 20_000 < answers.of_site(tiny_site).bytes <= 50_000
    assert len(answers.of_site(tiny_site)) < 300


def test_errors_and_what_is_sent_are_never_kept(ask):
    for answer in (ask.get("/sv/nothing"), ask.get("/view/sv/nothing"), ask.post("/stories/read", data="x")):
        assert answer.headers["Cache-Control"] == "no-store" and "ETag" not in answer.headers
    assert ask.get("/api/v1/regions?limit=x").status_code == 400
    assert ask.get("/api/v1/regions?limit=x").headers["Cache-Control"] == "no-store"
    for path in ("/healthz", "/_dash-layout", "/_dash-dependencies", "/"):
        assert "public" not in ask.get(path).headers.get("Cache-Control", "")


def test_a_page_for_others_keeps_who_may_show_it(tiny_site, monkeypatch):
    monkeypatch.setattr(Site, "build_common_views", lambda self: None)
    ask = create_app(lambda: tiny_site, framed_by=("https://region.example.org",)).server.test_client()
    made, kept = (ask.get("/sv/?embed=1") for _ in range(2))
    known = ask.get("/sv/?embed=1", headers={"If-None-Match": made.headers["ETag"]})
    assert [answer.status_code for answer in (made, kept, known)] == [200, 200, 304]
    for answer in (made, kept, known):
        assert "https://region.example.org" in answer.headers["Content-Security-Policy"]


def test_a_file_under_the_mark_of_another_release_is_not_kept_for_ever(ask):
    url = asset_url("map.js")
    assert ask.get(url).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for other in ("/assets/map.js?v=0123456789ab", "/assets/map.js", f"{url}0", f"{url}&v=x"):
        answer = ask.get(other)
        assert answer.status_code == 200 and answer.data == ask.get(url).data
        assert "immutable" not in answer.headers["Cache-Control"] or other == f"{url}&v=x"
