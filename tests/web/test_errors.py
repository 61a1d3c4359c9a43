"""Errors: a page or JSON in the visitor's language with a reference that is in the log, and nothing of the inside."""

from __future__ import annotations

import errno
import logging
import re

import pytest
from flask.testing import FlaskClient

from s3dash.application import S3Map
from s3dash.data.postgresql import StoreError
from s3dash.site import Site
from s3dash.text import Text
from tests.views.dom import read

REFERENCE = re.compile(r"\b[2-9a-z]{4}-[2-9a-z]{4}\b")


def failing(error: Exception) -> FlaskClient:
    """Asks an application whose data fails with an error."""

    def current() -> Site:
        raise error

    return S3Map(current).server.test_client()


@pytest.mark.parametrize(
    ("path", "method", "status", "title"),
    [
        ("/sv/nothing", "GET", 404, 404),
        ("/_dash-component-suites/no/such.js", "GET", 404, None),
        ("/_dash-component-suites/dash/../../../app.py", "GET", 404, None),
        ("/en/", "POST", 405, 405),
        (f"/en/?q={'x' * 9000}", "GET", 414, 414),
        (f"/sv/?{'a=1&' * 200}", "GET", 400, 400),
        ("/stories/write", "POST", 400, None),
        ("/view/sv/nothing", "GET", 404, None),
    ],
)
def test_what_cannot_be_shown_is_said_in_words(
    client: FlaskClient, path: str, method: str, status: int, title: int | None
) -> None:
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"
    if title is None:
        assert answer.content_type == "application/problem+json"
        assert answer.json and answer.json["status"] == status and REFERENCE.fullmatch(answer.json["reference"])
    else:
        page = read(answer.text)
        assert page.one("h1").text == Text(str(page.one("html")["lang"]))(f"error.{title}.title")
        assert REFERENCE.fullmatch(page.one("code").text)
    assert answer.headers.get("Allow") == ("GET, HEAD, OPTIONS" if status == 405 else None)


@pytest.mark.parametrize(
    ("path", "accepted", "lang"),
    [
        ("/sv/about/x", "en", "sv"),
        ("/en/about/x", "sv", "en"),
        ("/files/en/x/slides.pptx", "sv", "en"),
        ("/x", "en", "en"),
        ("/x", "de", "sv"),
    ],
)
def test_the_page_is_in_the_language_that_was_asked_for(
    client: FlaskClient, path: str, accepted: str, lang: str
) -> None:
    page = read(client.get(path, headers={"Accept-Language": accepted}).text)
    assert page.one("html")["lang"] == lang
    assert page.one("h1").text == Text(lang)("error.404.title")


@pytest.mark.parametrize("path", ["/sv/", "/view/en/", "/api/v1/regions", "/sv/projects.csv", "/_dash-layout"])
def test_a_fault_shows_a_reference_that_is_in_the_log_and_nothing_else(
    path: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "s3dash.web.errors"):
        answer = failing(RuntimeError("the password is /etc/shadow")).get(path)
    assert answer.status_code == 500
    shown = REFERENCE.findall(answer.text)
    assert any(f"reference {one}" in caplog.text for one in shown) and "RuntimeError" in caplog.text
    assert not re.search(r"Traceback|RuntimeError|password|shadow|\.py", answer.text)


@pytest.mark.parametrize(
    "error", [StoreError("postgresql://user:secret@host/name"), MemoryError(), OSError(errno.ENOSPC, "full", "/tmp/x")]
)
def test_what_passes_by_itself_may_be_asked_for_again(error: Exception) -> None:
    for path in ("/sv/", "/api/v1/regions"):
        answer = failing(error).get(path)
        assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0
        assert "secret" not in answer.text and "/tmp" not in answer.text
    assert "" in [link["href"] for link in read(failing(error).get("/sv/").text).select("main a")]


def test_any_other_fault_of_a_file_does_not_pass() -> None:
    assert failing(FileNotFoundError(errno.ENOENT, "gone", "/srv/data")).get("/sv/").status_code == 500
