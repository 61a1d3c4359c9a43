"""Figures for Prometheus, as Prometheus reads them."""

from __future__ import annotations

import logging

import pytest
from prometheus_client.parser import text_string_to_metric_families

from s3dash.application import S3Map


@pytest.fixture
def root_handlers():
    root = logging.getLogger()
    before = root.handlers[:]
    yield
    root.handlers[:] = before


def figures(client):
    answer = client.get("/metrics")
    assert answer.status_code == 200 and answer.mimetype == "text/plain"
    assert answer.headers["Cache-Control"] == "no-cache"
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.get_data(as_text=True))
        for sample in family.samples
    }


@pytest.mark.usefixtures("root_handlers")
def test_requests_what_is_kept_and_which_data_are_shown(site, tiny_site):
    force = [tiny_site]
    client = S3Map(lambda: force[0], metrics=True).server.test_client()
    mark = client.get("/sv/?region=SE224").headers["ETag"]
    client.get("/sv/?region=SE224")
    client.get("/sv/?region=SE224", headers={"If-None-Match": mark})
    for number in range(50):
        client.get(f"/scan-{number}.php")
    logging.getLogger("s3dash.site").error("something failed")
    found = figures(client)
    assert found["s3map_requests_total", *sorted(("GET", "/<lang>/", "200"))] == 2
    assert found["s3map_requests_total", *sorted(("GET", "/<lang>/", "304"))] == 1
    assert found["s3map_requests_total", *sorted(("GET", "none", "404"))] == 50
    assert found["s3map_request_seconds_count", "/<lang>/"] == 3
    assert [found["s3map_kept_answers_total", what] for what in ("hit", "miss", "known")][:1] == [1]
    assert found["s3map_kept_answers_total", "known"] == 1 and found["s3map_kept_answers_total", "miss"] >= 1
    assert found["s3map_kept_bytes", "answers"] > 10_000 and found["s3map_kept_bytes", "views"] > 10_000
    assert found["s3map_errors_total", "s3dash.site"] == 1
    assert found["s3map_snapshot_switches_total",] == 0
    labels = {key: value for key, value in found.items() if key[0] == "s3map_dataset"}
    assert [value for key, value in labels.items() if tiny_site.dataset.edition in key] == [1]
    assert found["s3map_dataset_date_seconds",] > 1_500_000_000
    assert not [key for key in found if any("scan" in str(part) for part in key)], "labels stay few"

    force[0] = site
    client.get("/healthz")
    found = figures(client)
    shown = {edition: value for key, value in found.items() if key[0] == "s3map_dataset" for edition in key}
    assert (shown[site.dataset.edition], shown[tiny_site.dataset.edition]) == (1, 0)
    assert found["s3map_snapshot_switches_total",] == 1


def test_they_are_not_public_unless_asked_for(client):
    assert client.get("/metrics").status_code == 404
