"""Whether the dashboard is alive, and whether visitors should be sent to it."""

from __future__ import annotations

import threading
import time

import pytest

from s3dash import __version__
from s3dash.application import create_app
from s3dash.data.unavailable import DataUnavailable
from s3dash.site import Site
from s3dash.web import warming


@pytest.fixture
def building(monkeypatch):
    """Common views that are built once this is set."""
    go_on = threading.Event()
    monkeypatch.setattr(Site, "build_common_views", lambda self: go_on.wait())
    yield go_on
    go_on.set()


def finish(app):
    app.warming.begin()
    assert app.warming._done.wait(10)


def test_it_is_alive_before_it_is_ready(tiny_site, building):
    app = create_app(lambda: tiny_site)
    ask = app.server.test_client()
    alive, ready = ask.get("/healthz"), ask.get("/readyz")
    assert (alive.status_code, alive.json["status"]) == (200, "ok")
    assert (ready.status_code, ready.headers["Retry-After"], ready.headers["Cache-Control"]) == (503, "2", "no-store")
    assert ready.json["status"] == "waiting" and ready.json["lacking"] == ["The common views are being built."]
    assert ask.get("/en/about").status_code == 200, "whoever comes is answered all the same"
    building.set()
    finish(app)
    ready = ask.get("/readyz")
    assert (ready.status_code, ready.json) == (200, {"status": "ready", "version": __version__})


def test_it_is_not_ready_while_the_store_cannot_be_read(tiny_site, building, monkeypatch):
    building.set()
    app = create_app(lambda: tiny_site)
    finish(app)
    ask, asked, now = app.server.test_client(), [], [100.0]

    def away():
        asked.append("store")
        raise DataUnavailable("postgresql://user:secret@host/ cannot be reached")

    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(tiny_site.store, "check", away)
    for _ in range(20):
        answer = ask.get("/readyz")
        assert answer.status_code == 503 and answer.json["lacking"] == ["The store of projects cannot be read."]
        assert "secret" not in answer.get_data(as_text=True)
    assert len(asked) == 1, "asked once a second at most"
    assert ask.get("/healthz").status_code == 200, "to restart it would not help"
    monkeypatch.undo()
    monkeypatch.setattr(time, "monotonic", lambda: 101.0)
    assert ask.get("/readyz").status_code == 200


def test_views_are_built_when_the_data_come_back(tiny_site, monkeypatch):
    tries = []

    def build(self):
        tries.append(self)
        if len(tries) < 3:
            raise DataUnavailable("away")

    monkeypatch.setattr(warming, "_PAUSE", 0)
    monkeypatch.setattr(Site, "build_common_views", build)
    finish(create_app(lambda: tiny_site))
    assert len(tries) == 3


def test_a_view_that_cannot_be_built_does_not_keep_the_others_from_visitors(tiny_site, monkeypatch, caplog):
    monkeypatch.setattr(Site, "build_common_views", lambda self: 1 // 0)
    app = create_app(lambda: tiny_site)
    finish(app)
    assert app.server.test_client().get("/readyz").status_code == 200
    assert "A common view cannot be built." in caplog.text


def test_the_first_request_begins_it_whatever_server_runs_the_dashboard(tiny_site, monkeypatch):
    begun = []
    monkeypatch.setattr(Site, "build_common_views", lambda self: begun.append(self))
    app = create_app(lambda: tiny_site)
    assert begun == []
    for _ in range(3):
        app.server.test_client().get("/healthz")
    assert app.warming._done.wait(10) and begun == [tiny_site]
