"""The clock is set, forward and back, by years, while the dashboard runs."""

from __future__ import annotations

import json
import logging
import time
from io import StringIO

import pytest

from s3dash.application import S3Map
from s3dash.site import Site
from s3dash.web.logs import JsonLines

YEARS = 3 * 365 * 86_400.0
ADDRESSES = ("/sv/", "/en/?region=SE221", "/en/projects", "/api/v1/projects", "/healthz")


class Clock:
    """What the system says that it is now."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ahead = 0.0
        real = time.time
        monkeypatch.setattr(time, "time", lambda: real() + self.ahead)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.mark.parametrize("wrong", [YEARS, -YEARS])
def test_visitors_notice_nothing_of_a_clock_that_goes_wrong_and_is_put_right(
    clock: Clock, tiny_site: Site, wrong: float
) -> None:
    """What is kept is shown on, and what is not is made; nothing waits for a time that never comes."""
    client = S3Map(lambda: tiny_site).server.test_client()
    before = [client.get(address).data for address in ADDRESSES]
    for ahead in (wrong, 0.0):
        clock.ahead = ahead
        answers = [client.get(address, headers={"If-None-Match": "x"}) for address in ADDRESSES]
        assert [answer.status_code for answer in answers] == [200] * len(ADDRESSES)
        assert [answer.data for answer in answers] == before
        assert client.get(f"/en/projects?year_from={2010 + int(ahead > 0)}").status_code == 200


@pytest.mark.parametrize("wrong", [YEARS, -YEARS])
def test_nobody_is_refused_for_longer_than_a_minute_whatever_the_clock_says(
    clock: Clock, tiny_site: Site, wrong: float
) -> None:
    """Who asked too much is told to come again in at most a minute, and is let in again then."""
    client = S3Map(lambda: tiny_site, {"api": 3}, room=1).server.test_client()

    def statuses() -> list[int]:
        answers = [client.get("/api/v1/domains") for _ in range(4)]
        assert all(1 <= int(answer.headers["Retry-After"]) <= 60 for answer in answers if answer.status_code == 429)
        return [answer.status_code for answer in answers]

    assert statuses() == [200, 200, 200, 429]
    clock.ahead = wrong
    assert statuses() == [200, 200, 200, 429]
    clock.ahead = 0.0
    assert statuses() == [200, 200, 200, 429]
    clock.ahead = 61.0
    assert statuses() == [200, 200, 200, 429]


def test_the_log_tells_how_long_an_answer_took_whatever_the_clock_says(clock: Clock, tiny_site: Site) -> None:
    """Durations come from a clock that nobody sets."""
    log = StringIO()
    handler = logging.StreamHandler(log)
    handler.setFormatter(JsonLines())
    access = logging.getLogger("s3dash.access")
    access.addHandler(handler)
    level, propagate = access.level, access.propagate
    access.setLevel(logging.INFO)
    try:
        server = S3Map(lambda: tiny_site).server

        @server.before_request
        def set_back() -> None:
            clock.ahead -= YEARS

        server.test_client().get("/en/projects", buffered=True)
    finally:
        access.removeHandler(handler)
        access.setLevel(level)
        access.propagate = propagate
    (line,) = log.getvalue().splitlines()
    assert 0 <= json.loads(line)["ms"] < 60_000
