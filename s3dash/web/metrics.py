"""Figures for Prometheus: requests, how long they take, what is kept, and which dataset is shown.

Several processes of gunicorn add theirs up in files (PROMETHEUS_MULTIPROC_DIR, which `gunicorn.conf.py` makes); any of
them answers for all.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING

import flask
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from s3dash import __version__
from s3dash.web.caching import Answers
from s3dash.web.route import method, route

if TYPE_CHECKING:
    from s3dash.site import Site

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class _Figures:
    """The figures of this process."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self.requests = Counter(
            "s3map_requests", "Requests answered.", ("route", "method", "status"), registry=registry
        )
        self.seconds = Histogram(
            "s3map_request_seconds", "Time until an answer begins.", ("route",), registry=registry, buckets=_SECONDS
        )
        self.kept = Counter(
            "s3map_kept_answers", "What became of requests for what can be kept: hit, miss, known (304), passed.",
            ("result",), registry=registry,
        )  # fmt: skip
        self.kept_bytes = Gauge(
            "s3map_kept_bytes", "Bytes that are kept.", ("what",), registry=registry, multiprocess_mode="livesum"
        )
        self.dataset = Gauge(
            "s3map_dataset", "Processes that show this edition of the data.", ("version", "edition", "date"),
            registry=registry, multiprocess_mode="livesum",
        )  # fmt: skip
        self.date = Gauge(
            "s3map_dataset_date_seconds", "The day of the data, as seconds since 1970.", registry=registry,
            multiprocess_mode="livemax",
        )  # fmt: skip
        self.switches = Counter(
            "s3map_snapshot_switches", "How often another snapshot came into force.", registry=registry
        )
        self.errors = Counter(
            "s3map_errors", "Errors in the log, by the part that wrote them.", ("logger",), registry=registry
        )


class _CountErrors(logging.Handler):
    def __init__(self, errors: Counter) -> None:
        super().__init__(logging.ERROR)
        self._errors = errors

    def emit(self, record: logging.LogRecord) -> None:
        self._errors.labels(record.name).inc()


class _Shown:
    """Which dataset the figures say that this process shows."""

    def __init__(self, figures: _Figures) -> None:
        self._figures = figures
        self._labels: tuple[str, str, str] | None = None
        self._process: int | None = None

    def see(self, site: Site) -> None:
        """Say so where it is another one than before, or another process."""
        dataset, figures = site.dataset, self._figures
        labels = (__version__, dataset.edition, dataset.data_date.isoformat())
        if (labels, os.getpid()) == (self._labels, self._process):
            return
        if self._labels is not None and self._process == os.getpid():
            figures.dataset.labels(*self._labels).set(0)
            figures.switches.inc()
        self._labels, self._process = labels, os.getpid()
        figures.dataset.labels(*labels).set(1)
        day = dataset.data_date
        figures.date.set(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def register_metrics(server: flask.Flask, current: Callable[[], Site], answers: Answers) -> None:
    """Add `/metrics` and count each request.

    Parameters
    ----------
    current
        Gives the site in force.
    answers
        Those that are kept.
    """
    figures = _Figures()
    shown = _Shown(figures)
    logging.getLogger().addHandler(_CountErrors(figures.errors))

    @server.before_request
    def begin() -> None:
        flask.g.counted_from = perf_counter()

    @server.after_request
    def count(response: flask.Response) -> flask.Response:
        taken, site = route(), current()
        figures.requests.labels(taken, method(), response.status_code).inc()
        figures.seconds.labels(taken).observe(perf_counter() - flask.g.get("counted_from", perf_counter()))
        if "kept" in flask.g:
            figures.kept.labels(flask.g.kept).inc()
        figures.kept_bytes.labels("answers").set(answers.of_site(site).bytes)
        figures.kept_bytes.labels("views").set(site.views.bytes)
        shown.see(site)
        return response

    @server.route("/metrics")
    def metrics() -> flask.Response:
        registry = figures.registry
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)
        return flask.Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
