"""The web application: addresses that are no pages, languages, headers, compression and cacheable files."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import threading
from pathlib import Path

import brotli
import pytest

from s3dash import __version__
from s3dash.application import asset_url, create_app
from s3dash.site import Site
from s3dash.text import Text
from tests.views.dom import read

ASSETS = Path(__file__).parents[1] / "assets"
SWEDISH, ENGLISH = Text("sv")("error.404.title"), Text("en")("error.404.title")


# Addresses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [
        ("sv", "sv"),
        ("sv-SE,sv;q=0.9,en;q=0.8", "sv"),
        ("en-GB,en;q=0.9", "en"),
        ("en;q=0.5,sv;q=0.4", "en"),
        ("de,en;q=0.3", "en"),
        ("de", "sv"),
        ("", "sv"),
        ("*", "sv"),
        ("nonsense;q=x,,", "sv"),
    ],
)
def test_the_root_leads_to_the_readers_language(client, accepted, lang):
    answer = client.get("/", headers={"Accept-Language": accepted})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/{lang}/"
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_root_keeps_the_query(client):
    query = "region=SE224&other=PL63&places=university,cluster"
    answer = client.get(f"/?{query}", headers={"Accept-Language": "en"})
    assert answer.headers["Location"] == f"/en/?{query}"
    assert client.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize("query", ["//example.org", "x=%0d%0aSet-Cookie:%20a=b", "x=\u00e5"])
def test_the_root_never_leads_elsewhere(client, query):
    answer = client.get("/", query_string=query, headers={"Accept-Language": "en"})
    assert answer.headers["Location"].startswith("/en/?")
    assert "Set-Cookie" not in answer.headers and "\n" not in answer.headers["Location"]


@pytest.mark.parametrize(
    ("path", "accepted", "title"),
    [
        ("/sv/nothing", "en", SWEDISH),
        ("/en/nothing", "sv", ENGLISH),
        ("/en/projects/nothing", "sv", ENGLISH),
        ("/en/about/more", "sv", ENGLISH),
        ("/nothing", "en", ENGLISH),
        ("/nothing", "sv-SE", SWEDISH),
        ("/nothing", "de", SWEDISH),
        ("/de/", "en", ENGLISH),
        ("/de/about", "en", ENGLISH),
        ("/about", "en", ENGLISH),
        ("/EN/", "en", ENGLISH),
        ("/assets/nothing.js", "en", ENGLISH),
        ("/assets/../app.py", "en", ENGLISH),
        ("/assets/%2e%2e/app.py", "en", ENGLISH),
        ("/assets/..%2fapp.py", "en", ENGLISH),
        ("/assets//etc/passwd", "en", ENGLISH),
        ("/../app.py", "en", ENGLISH),
        ("/sv/..%00", "en", SWEDISH),
        ("/\u00e5\u00e4\u00f6/%ff", "en", ENGLISH),
    ],
)
def test_there_is_no_such_page(client, path, accepted, title):
    answer = client.get(path, headers={"Accept-Language": accepted}, follow_redirects=True)
    assert answer.status_code == 404
    page = read(answer.get_data(as_text=True))
    assert page.one("main h1").text == title
    assert page.one("html")["lang"] == ("sv" if title == SWEDISH else "en")
    assert [client.get(link["href"]).status_code for link in page.select("main a")] == [200, 200]
    assert "waitress" not in page.text and "import" not in page.text


@pytest.mark.parametrize("path", ["/sv", "/en", "/sv/", "/en/projects/", "/sv/about/"])
def test_a_slash_more_or_less_does_not_matter(client, path):
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 200
    assert answer.get_data(as_text=True).count("<main") == 1


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("path", ["/", "/sv/", "/view/sv/", "/healthz", "/nothing"])
def test_nothing_can_be_written(client, method, path):
    assert getattr(client, method)(path).status_code in (404, 405, 302)


def test_the_health_check(client, site):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "version": __version__, "data": site.dataset.data_date.isoformat()}


# Headers --------------------------------------------------------------------------------------------------------

VIEWS = ["/sv/", "/en/projects", "/sv/about", "/view/en/?region=SE311"]


@pytest.fixture
def framed(monkeypatch, site):
    """Asks an application that two other sites may show in their pages."""
    monkeypatch.setattr(Site, "build_common_views", lambda self: None)
    origins = ("https://region.example.org", "http://127.0.0.1:9")
    return create_app(lambda: site, framed_by=origins).server.test_client()


def framed_by(answer):
    found = re.search(r"frame-ancestors ([^;]*);", answer.headers["Content-Security-Policy"])
    assert found
    return found[1]


@pytest.mark.parametrize(
    "path",
    ["/sv/?embed=1", "/en/?region=SE311&embed=1", "/sv/change?region=SE311&embed=1&chart=money", "/en/about?embed=1"],
)
def test_other_sites_may_show_what_is_made_for_it(framed, client, path):
    answer = framed.get(path)
    assert answer.status_code == 200
    assert framed_by(answer) == "'self' https://region.example.org http://127.0.0.1:9"
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and "X-Frame-Options" not in answer.headers
    assert framed_by(client.get(path)) == "'self'", "where whoever runs it names no other site"


@pytest.mark.parametrize(
    "path",
    [
        "/sv/",
        "/sv/?embed=page",
        "/sv/?embed=page&embed=1",
        "/sv/?embed=2",
        "/sv/?embed=",
        "/sv/nothing?embed=1",
        "/?embed=1",
        "/view/sv/?embed=1",
        "/embed/sv/?embed=1",
        "/api/v1/regions?embed=1",
        "/assets/map.js?embed=1",
        "/healthz?embed=1",
    ],
)
def test_no_other_site_may_show_anything_else(framed, path):
    assert framed_by(framed.get(path, buffered=True)) == "'self'"


@pytest.mark.parametrize("query", ["embed=1", "embed=page", "embed=PAGE", "embed=%201"])
@pytest.mark.parametrize("page", ["", "projects", "compare", "about", "domains/energy"])
def test_a_page_in_a_frame_has_none_of_dashs_scripts(client, page, query):
    answer = client.get(f"/sv/{page}?{query}")
    assert answer.status_code == 200
    scripts = read(answer.get_data(as_text=True)).select("script[src]")
    assert scripts and all(script["src"].startswith("/assets/") for script in scripts)


@pytest.mark.parametrize("path", VIEWS)
def test_the_time_spent_on_a_view_is_told(client, path):
    assert re.fullmatch(r"view;dur=\d+\.\d\d", client.get(path).headers["Server-Timing"])


def test_other_answers_tell_no_time(client):
    assert "Server-Timing" not in client.get("/healthz").headers


def test_the_page_asks_no_other_host(client):
    page = read(client.get("/sv/").get_data(as_text=True))
    for element in page.every():
        if element.tag in ("script", "link", "img", "iframe"):
            source = element.attributes.get("src") or element.attributes.get("href") or "/"
            assert source.startswith("/") and not source.startswith("//")


@pytest.mark.parametrize("path", ["/sv/about", "/en/about"])
def test_the_about_page_has_none_of_dashs_scripts(client, path):
    page = read(client.get(path).get_data(as_text=True))
    sources = [script.attributes.get("src", "") for script in page.select("script")]
    assert sources[:4] == [asset_url(f"{name}.js") for name in ("theme", "map", "focus", "view")]
    assert all(source.startswith("/assets/") for source in sources)


# Compression ----------------------------------------------------------------------------------------------------

_END_ID = re.compile(rb'"end_id":"[^"]*"')  # Dash's own, another in every page
DECODE = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("path", VIEWS)
@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip;q=0, br", "br"),
        ("identity", None),
        ("", None),
    ],
)
def test_answers_are_compressed_as_asked(client, path, accepted, encoding):
    plain = client.get(path).data
    answer = client.get(path, headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in answer.headers["Vary"]
    body = DECODE[encoding](answer.data) if encoding else answer.data
    assert _END_ID.sub(b"", body) == _END_ID.sub(b"", plain)
    assert encoding is None or len(answer.data) < len(body) / 2


def files_of_a_page(client):
    page = read(client.get("/sv/").get_data(as_text=True))
    sources = [script["src"] for script in page.select("script[src]")]
    return sources + [link["href"] for link in page.select("link") if "stylesheet" in link["rel"]]


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_the_same_file_is_compressed_once_and_stays_the_same(client, encoding):
    """Dash's own files are compressed once and kept, apart for each encoding and each file."""
    suites = [source for source in files_of_a_page(client) if source.startswith("/_dash-component-suites/")]
    assert len(suites) > 5
    for source in suites:
        plain = client.get(source).data
        first = client.get(source, headers={"Accept-Encoding": encoding})
        second = client.get(source, headers={"Accept-Encoding": encoding})
        assert first.headers.get("Content-Encoding") == second.headers.get("Content-Encoding") == encoding
        assert DECODE[encoding](first.data) == DECODE[encoding](second.data) == plain
    none = client.get(suites[0], headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in none.headers


# Files ----------------------------------------------------------------------------------------------------------


def test_the_url_of_an_asset_carries_its_content(client):
    for file in ASSETS.iterdir():
        url = asset_url(file.name)
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        assert url == f"/assets/{file.name}?v={digest[:12]}"
        answer = client.get(url, buffered=True)
        assert answer.status_code == 200 and answer.data == file.read_bytes()
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        without = client.get(f"/assets/{file.name}", buffered=True)
        assert "immutable" not in without.headers.get("Cache-Control", "")


@pytest.mark.parametrize("path", ["/sv/", "/en/projects", "/sv/about", "/sv/nothing"])
def test_every_file_of_a_page_has_a_hash_and_is_there(client, path):
    page = read(client.get(path).get_data(as_text=True))
    sources = [script["src"] for script in page.select("script[src]")]
    sources += [link["href"] for link in page.select("link") if link["rel"] in ("stylesheet", "icon")]
    assert any(source.startswith("/assets/") for source in sources)
    for source in sources:
        assert re.search(r"[?&]v=[0-9a-f]{12}$|\.v[\w]+m\d+", source), source
        answer = client.get(source, buffered=True)
        assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_a_page_and_its_errors_are_not_kept_for_long(client):
    for path in ("/sv/", "/en/projects", "/sv/nothing", "/healthz"):
        assert "immutable" not in client.get(path).headers.get("Cache-Control", "")
    assert client.get("/view/sv/").headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=60"


# The controls of a page -----------------------------------------------------------------------------------------


def layout(client, referrer):
    headers = {} if referrer is None else {"Referer": referrer}
    answer = client.get("/_dash-layout", headers=headers)
    assert answer.status_code == 200
    return json.loads(answer.data)


def test_the_layout_holds_the_controls_of_the_page_that_asks(client):
    text = json.dumps(layout(client, "http://localhost/sv/?region=SE311&domain=energy&period=2014-2020"))
    assert '"control-domain"' in text and '"value": "energy"' in text


@pytest.mark.parametrize(
    "referrer", [None, "", "nonsense", "http://localhost/nothing", "http://[", "http://localhost/sv/about\u00e5", "//["]
)
def test_without_a_known_page_the_layout_waits_for_the_address(client, referrer):
    text = json.dumps(layout(client, referrer))
    assert '"address"' in text and '"control-domain"' not in text


def test_common_views_are_built_in_the_background(monkeypatch, site):
    started = threading.Event()
    monkeypatch.setattr(Site, "build_common_views", lambda self: started.set())
    app = create_app(lambda: site)
    app.warming.begin()
    assert started.wait(5)
    assert app.server.test_client().get("/healthz").status_code == 200
