"""What is written about requests and errors, and what never is."""

from __future__ import annotations

import io
import json
import logging
import logging.config
from collections.abc import Callable, Iterator

import flask
import pytest

from s3dash.application import S3Map
from s3dash.web.logs import log_settings, register_logs
from s3dash.web.route import route

WORDS = "Anna Andersson hemlig"


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], io.StringIO]]:
    """Begins a log of some kind; gives what is written."""
    loggers = [logging.getLogger(name) for name in (None, "s3dash.access", "gunicorn.error", "gunicorn.access")]
    before = [(logger, logger.handlers[:], logger.level, logger.propagate) for logger in loggers]

    def begin(kind: str) -> io.StringIO:
        stream = io.StringIO()
        settings = log_settings(kind)
        settings["handlers"]["stderr"]["stream"] = stream
        logging.config.dictConfig(settings)
        return stream

    yield begin
    for logger, handlers, level, propagate in before:
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)


def ask_hostile(client):
    headers = {"X-Forwarded-For": "192.0.2.99", "Referer": f"http://localhost/sv/?q={WORDS}", "User-Agent": "Agent007"}
    ids = {"REMOTE_ADDR": "192.0.2.77"}
    paths = (f"/sv/projects?q={WORDS}", f"/view/sv/projects?q={WORDS}", f"/sv/{WORDS}", f"/en/organisations/{WORDS}")
    for path in paths:
        client.get(path, headers=headers, environ_overrides=ids, buffered=True)
    client.post("/stories/read", data=WORDS, headers=headers, environ_overrides=ids, buffered=True)
    client.open("/sv/", method=WORDS.upper().replace(" ", ""), headers=headers, environ_overrides=ids, buffered=True)


def test_a_line_of_json_for_each_request_without_anything_about_who_asked_or_for_what(tiny_site, logged):
    stream = logged("json")
    client = S3Map(lambda: tiny_site).server.test_client()
    answer = client.get("/sv/?region=SE224", buffered=True)
    again = client.get("/sv/?region=SE224", headers={"If-None-Match": answer.headers["ETag"]}, buffered=True)
    ask_hostile(client)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    requests = [line for line in lines if line["logger"] == "s3dash.access"]
    assert len(requests) == 8
    first, second, *_ = requests
    assert (first["method"], first["route"], first["status"], first["kept"]) == ("GET", "/<lang>/", 200, "miss")
    assert first["bytes"] == len(answer.data) and first["ms"] >= 0 and first["time"].startswith("20")
    assert (first["reference"], second["reference"]) == (answer.headers["X-Request-Id"], again.headers["X-Request-Id"])
    assert first["reference"] != second["reference"]
    assert (second["status"], second["bytes"], second["kept"]) == (304, 0, "known")
    assert [line["route"] for line in requests[2:]] == [
        "/<lang>/projects", "/view/<lang>/projects", "none", "/<lang>/organisations/<path:item>", "/stories/read",
        "none",
    ]  # fmt: skip
    for word in (*WORDS.split(), "192.0.2", "Agent007", "HEMLIG"):
        assert word not in stream.getvalue()


def test_the_bytes_of_what_is_sent_while_it_is_made_are_counted(tiny_site, logged):
    stream = logged("json")
    client = S3Map(lambda: tiny_site).server.test_client()
    sent = client.get("/sv/projects.csv", headers={"Accept-Encoding": "br"}, buffered=True).data
    assert sent and json.loads(stream.getvalue())["bytes"] == len(sent)


def test_lines_of_text(tiny_site, logged):
    stream = logged("text")
    S3Map(lambda: tiny_site).server.test_client().get("/healthz", buffered=True)
    assert "INFO s3dash.access: GET /healthz 200 " in stream.getvalue()


def test_without_a_kind_only_errors_are_written(tiny_site, logged):
    stream = logged("")
    S3Map(lambda: tiny_site).server.test_client().get("/healthz", buffered=True)
    assert stream.getvalue() == ""
    logging.getLogger("s3dash.site").warning("mind")
    assert stream.getvalue().endswith("WARNING s3dash.site: mind\n")


class Own(Exception):
    """An exception of the dashboard's."""


Own.__module__ = "s3dash.somewhere"


@pytest.mark.parametrize("kind", ["", "text", "json"])
def test_an_exception_is_told_by_its_place_and_kind_not_by_what_was_asked(logged, kind):
    stream = logged(kind)
    server = flask.Flask("tests")
    register_logs(server)

    @server.route("/fail")
    def fail():
        try:
            raise ValueError(flask.request.args["q"])
        except ValueError as error:
            raise Own("The database is away.") from error

    assert server.test_client().get(f"/fail?q={WORDS}").status_code == 500
    written = stream.getvalue()
    for told in ("builtins.ValueError", "s3dash.somewhere.Own: The database is away.", "test_logs.py", "in fail"):
        assert told in written
    assert not any(word in written for word in WORDS.split())


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/sv/", "/<lang>/"),
        ("/en/compare?with=SE224", "/<lang>/compare"),
        ("/en/domains/energy", "/<lang>/domain/<item>"),
        ("/view/sv/domains", "/view/<lang>/domains"),
        ("/view/sv/x/y/z", "/view/none"),
        ("/wp-login.php", "none"),
        ("/sv/projects/1", "/<lang>/projects/<path:item>"),
        ("/api/v1/regions/SE224", "/api/v1/regions/<id:nuts>"),
    ],
)
def test_routes_are_few_whatever_is_asked(tiny_site, path, name):
    server = S3Map(lambda: tiny_site).server
    with server.test_request_context(path):
        assert route() == name
