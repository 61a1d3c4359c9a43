"""Ten thousand hostile requests: nothing fails, leaks, comes back as markup or is left behind.

`python -m tests.fuzz 100000 7` asks more, under another seed.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s3dash.application import S3Map
from s3dash.site import _ROOM_FOR_VIEWS, Site
from tests.fuzz.answers import Answer, ask, faults
from tests.fuzz.requests import Asked, Fuzzer

NUMBER, SEED = 10_000, 20261124
USUAL = ("/sv/", "/view/en/?region=SE232", "/view/sv/projects?q=energi", "/api/v1/projects?limit=1", "/en/domains")
"""What visitors ask for; it is as quick afterwards as before."""


@pytest.fixture(scope="module")
def app(site: Site) -> S3Map:
    return S3Map(lambda: site)


@pytest.fixture
def quiet() -> Iterator[None]:
    """Refusals are told in the log, ten thousand of them."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


def test_ten_thousand_requests_do_no_harm(
    app: S3Map, site: Site, quiet: None, capsys: pytest.CaptureFixture[str]
) -> None:
    usual = [_asked(address) for address in USUAL]
    answers = [_bare(ask(app.server, one)) for one in usual]
    before, held = _time_of(app, usual), _held()
    wrong: list[str] = []
    statuses: Counter[int] = Counter()
    for asked in Fuzzer(SEED, app.callback_map).requests(NUMBER):
        answer = ask(app.server, asked)
        statuses[answer.status] += 1
        found = faults(asked, answer)
        if found:
            wrong.append(f"{', '.join(found)}: {asked}")
    after = _time_of(app, usual)
    with capsys.disabled():
        print(
            f"\n{NUMBER} hostile requests: {dict(sorted(statuses.items()))}; "
            f"usual ones then take {after / before:.2f} times as long"
        )
    assert not wrong, "\n".join(wrong[:10])
    assert statuses[200] > NUMBER / 10, "not all of them are refused at the door"
    assert [_bare(ask(app.server, one)) for one in usual] == answers
    assert 0 < site.views.bytes <= _ROOM_FOR_VIEWS
    threads, files = _held()
    assert threads <= held[0] and files <= held[1] + 2, "no thread and no open file is left behind"


def _asked(address: str) -> Asked:
    path, _, query = address.partition("?")
    return Asked(path=path.encode(), query=query.encode())


def _bare(answer: Answer) -> tuple[int, bytes]:
    return answer.status, answer.body


def _time_of(app: S3Map, usual: list[Asked]) -> float:
    """Seconds for what visitors ask, at best."""
    times = []
    for _ in range(5):
        began = perf_counter()
        for one in usual:
            ask(app.server, one)
        times.append(perf_counter() - began)
    return min(times)


def _held() -> tuple[int, int]:
    """Threads, and open files where the system tells."""
    folder = Path("/proc/self/fd")
    return threading.active_count(), len(os.listdir(folder)) if folder.exists() else 0


def test_the_same_seed_makes_the_same_requests(app: S3Map) -> None:
    first, second = (list(Fuzzer(1, app.callback_map).requests(200)) for _ in range(2))
    assert first == second != list(Fuzzer(2, app.callback_map).requests(200))


_TEXTS = st.text(max_size=40) | st.sampled_from(["/en/projects?q=a", "/sv/?region=SE232", "\0", "{nuts}", "../x"])
_LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _TEXTS
_TREES = st.recursive(
    _LEAVES, lambda trees: st.lists(trees, max_size=4) | st.dictionaries(_TEXTS, trees, max_size=4), max_leaves=12
)
_OFTEN = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@_OFTEN
@given(call=st.integers(0, 2), inputs=_TREES, state=_TREES)
def test_any_value_of_a_control_is_answered(app: S3Map, call: int, inputs: object, state: object) -> None:
    body = json.loads(json.dumps(Fuzzer(0, app.callback_map).calls[call]))
    for part, value in (("inputs", inputs), ("state", state)):
        body[part] = [one | {"value": value} for one in body[part]]
    asked = Asked("POST", b"/_dash-update-component", body=json.dumps(body).encode(), media_type="application/json")
    answer = ask(app.server, asked)
    assert answer.status in (200, 204)
    assert faults(asked, answer) == []


@_OFTEN
@given(steps=_TREES, title=_TREES, view=_TREES, extra=st.dictionaries(_TEXTS, _TREES, max_size=2))
def test_any_story_is_answered(
    app: S3Map, steps: object, title: object, view: object, extra: dict[str, object]
) -> None:
    told = [{"view": view, "heading": title, "text": "", "notes": ""}] if view else steps
    body = json.dumps({"title": title, "about": "", "author": "", "steps": told} | extra).encode()
    for path in (b"/stories/write", b"/stories/read"):  # JSON is YAML too
        asked = Asked("POST", path, body=body, media_type="application/json")
        answer = ask(app.server, asked)
        assert answer.status in (200, 400, 422)
        assert faults(asked, answer) == []
