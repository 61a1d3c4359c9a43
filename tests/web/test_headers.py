"""The headers that protect whoever reads an answer."""

from __future__ import annotations

import base64
import hashlib
import platform
import re

import pytest
from flask.testing import FlaskClient

from s3dash.application import create_app
from s3dash.site import Site
from tests.views.dom import read

PAGES = (
    "/sv/", "/en/projects", "/sv/compare?with=SE232,SE224", "/sv/about", "/en/present", "/sv/nothing", "/sv/?embed=1",
)  # fmt: skip
OTHERS = (
    "/", "/view/en/?region=SE311", "/healthz", "/assets/map.js", "/qr.svg?for=/sv/", "/api/v1/domains",
    "/sv/partners.csv?region=SE224", "/_dash-layout",
)  # fmt: skip


def policy(client: FlaskClient, path: str) -> dict[str, list[str]]:
    """The answer's Content-Security-Policy: name of a directive -> its sources."""
    header = client.get(path, buffered=True).headers["Content-Security-Policy"]
    return {name: sources for name, *sources in (rule.split() for rule in header.split(";"))}


@pytest.mark.parametrize("path", [*PAGES, *OTHERS])
def test_every_answer_has_them_and_no_cookie(client: FlaskClient, path: str) -> None:
    headers = client.get(path, buffered=True, headers={"Cookie": "a=b"}).headers
    rules = policy(client, path)
    assert rules["default-src"] == ["'none'"]
    assert rules["frame-ancestors"] == ["'self'"]
    assert "http" not in headers["Content-Security-Policy"], "nothing comes from another host"
    assert "unsafe-eval" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"] and "fullscreen" not in headers["Permissions-Policy"]
    assert "Set-Cookie" not in headers and "Server" not in headers and "X-Powered-By" not in headers
    assert "Strict-Transport-Security" not in headers, "not by TLS"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_runs_only_its_own_scripts(client: FlaskClient, path: str) -> None:
    rules = policy(client, path)
    assert rules["script-src"][0] == "'self'" and rules["script-src-attr"] == ["'none'"]
    page = read(client.get(path).text)
    for script in page.select("script"):
        if script.attributes.get("type") == "application/json":
            continue
        if "src" not in script.attributes:
            digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in rules["script-src"]
    assert all(source == "'self'" or source.startswith("'sha256-") for source in rules["script-src"])
    assert not [name for element in page.every() for name in element.attributes if name.startswith("on")]
    assert not page.select("style"), "style sheets are files"


@pytest.mark.parametrize(
    ("path", "inline"), [("/sv/", True), ("/sv/domains", True), ("/sv/about", False), ("/sv/x", False)]
)
def test_styles_may_stand_in_a_page_only_where_a_library_writes_them(
    client: FlaskClient, path: str, inline: bool
) -> None:
    assert ("'unsafe-inline'" in policy(client, path)["style-src-elem"]) == inline


@pytest.mark.parametrize("path", ["/qr.svg?for=/sv/", "/assets/favicon.svg", "/api/v1/domains", "/assets/map.js"])
def test_what_is_no_page_runs_nothing(client: FlaskClient, path: str) -> None:
    assert policy(client, path).keys() & {"script-src", "connect-src", "frame-src"} == set()


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/sv/", "same-origin"),
        ("/assets/map.js", "same-origin"),
        ("/view/sv/", "same-origin"),
        ("/sv/?embed=1", "cross-origin"),
        ("/api/v1/regions", "cross-origin"),
    ],
)
def test_other_sites_may_use_what_is_made_for_them(client: FlaskClient, path: str, who: str) -> None:
    assert client.get(path, buffered=True).headers["Cross-Origin-Resource-Policy"] == who


@pytest.mark.parametrize(
    ("proxies", "forwarded", "secure"),
    [(0, "https", False), (1, "https", True), (1, "http", False), (1, "https, http", False), (2, "https, http", True)],
)
def test_tls_is_believed_of_as_many_proxies_as_there_are(
    monkeypatch: pytest.MonkeyPatch, site: Site, proxies: int, forwarded: str, secure: bool
) -> None:
    monkeypatch.setattr(Site, "build_common_views", lambda self: None)
    client = create_app(lambda: site, proxies=proxies).server.test_client()
    answer = client.get("/sv/about", headers={"X-Forwarded-Proto": forwarded, "X-Forwarded-Host": "evil.example"})
    headers = answer.headers
    assert "evil.example" not in answer.text
    assert ("Strict-Transport-Security" in headers) == secure
    assert headers.get("Cross-Origin-Opener-Policy") == ("same-origin" if secure else None)


@pytest.mark.parametrize("host", ["evil\"><script>", "a b", "evil.example/x", "a@b", "\\"])
def test_a_host_that_is_none_gets_nowhere(client: FlaskClient, host: str) -> None:
    answer = client.get("/sv/about", headers={"Host": host})
    assert answer.status_code == 400 or not re.search(r"[\"<> @]", re.findall(r'data-base="([^"]*)"', answer.text)[0])


def test_a_page_does_not_tell_what_the_server_runs_on(client: FlaskClient) -> None:
    config = read(client.get("/sv/").text).one("#_dash-config").text
    assert platform.python_version() not in config and "python" not in config.lower()
