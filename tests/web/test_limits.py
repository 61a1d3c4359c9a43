"""How much may be asked: in bytes, in a minute, and at once."""

from __future__ import annotations

import threading
import time

import flask
import pytest
from flask.testing import FlaskClient
from werkzeug.exceptions import ServiceUnavailable

from s3dash.application import S3Map
from s3dash.config import LIMITS
from s3dash.site import Site
from s3dash.web.limits import LARGEST_BODY, Turns, visitor
from tests.views.dom import read


@pytest.fixture
def limited(tiny_site: Site) -> FlaskClient:
    """Asks an application that allows two of each in a minute."""
    return S3Map(lambda: tiny_site, dict.fromkeys(LIMITS, 2)).server.test_client()


@pytest.mark.parametrize(
    "path",
    ["/sv/projects.csv", "/sv/partners.csv?region=SE224", "/view/en/projects?q=gdynia", "/en/projects?q=gdynia"],
)
def test_a_third_one_in_the_minute_is_refused_in_words(limited: FlaskClient, path: str) -> None:
    for n in range(2):
        assert limited.get(f"{path}{'&' if '?' in path else '?'}year_from={2020 + n}", buffered=True).status_code == 200
    answer = limited.get(f"{path}{'&' if '?' in path else '?'}year_from=2022")
    assert answer.status_code == 429 and 1 <= int(answer.headers["Retry-After"]) <= 60
    if not path.startswith("/view"):
        assert "" in [link["href"] for link in read(answer.text).select("main a")], "it can be tried again"


def test_a_limit_is_each_visitors_own(limited: FlaskClient) -> None:
    def status(address: str, query: str) -> int:
        return limited.get(f"/api/v1/regions?{query}", environ_base={"REMOTE_ADDR": address}).status_code

    assert [status("192.0.2.1", f"limit={n}") for n in range(1, 4)] == [200, 200, 429]
    assert status("192.0.2.2", "limit=4") == 200
    answers = [status(f"2001:db8::{n}", f"limit={n + 4}") for n in range(1, 4)]
    assert answers == [200, 200, 429], "a visitor has a whole network"


def test_pages_are_not_limited(limited: FlaskClient) -> None:
    assert {limited.get(f"/view/sv/?region=SE224&start={n}").status_code for n in range(10)} == {200}


def test_a_forwarded_address_is_not_believed_by_itself(limited: FlaskClient) -> None:
    asked = [limited.get(f"/api/v1/domains?limit={n}", headers={"X-Forwarded-For": f"192.0.2.{n}"}) for n in (1, 2, 3)]
    assert asked[-1].status_code == 429


def test_after_the_minute_it_goes_on_also_where_the_clock_is_set_back(
    limited: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(1, 4):
        answer = limited.get(f"/api/v1/domains?limit={n}")
    assert answer.status_code == 429
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 100_000)
    assert int(limited.get("/api/v1/domains?limit=4").headers.get("Retry-After", "1")) <= 60
    monkeypatch.setattr(time, "time", lambda: real() + 61)
    assert limited.get("/api/v1/domains?limit=5").status_code == 200


def test_without_an_address_all_share_a_limit() -> None:
    with flask.Flask("tests").test_request_context("/", environ_base={"REMOTE_ADDR": ""}):
        assert visitor() == "unknown"


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/_dash-update-component", LARGEST_BODY + 1, 400),
        ("/_dash-update-component", 300_000, 413),
        ("/stories/write", 1_000_001, 413),
        ("/sv/", 10, 405),
    ],
)
def test_a_body_has_a_largest_size(client: FlaskClient, path: str, size: int, status: int) -> None:
    assert client.post(path, data=b"x" * size, content_type="application/json").status_code == status


def test_a_few_dear_files_are_made_at_once_and_some_more_wait_for_their_turn() -> None:
    two, lock, at_work, made = threading.Barrier(2), threading.Lock(), [0], [0]

    def view() -> None:
        with lock:
            at_work[0] += 1
            assert at_work[0] <= 2
        two.wait(30)
        with lock:
            at_work[0] -= 1
            made[0] += 1

    turn = Turns(at_once=2, waiting=2, longest_wait=30).around(view)
    threads = [threading.Thread(target=turn) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert made == [4]


@pytest.mark.parametrize("waiting", [0, 1])
def test_more_are_told_to_come_again(waiting: int) -> None:
    """Also whoever has waited for as long as one should."""
    turns = Turns(at_once=1, waiting=waiting, longest_wait=0)
    second = turns.around(lambda: "file")

    def first() -> str:
        with pytest.raises(ServiceUnavailable) as refused:
            second()
        assert int(refused.value.get_response().headers["Retry-After"]) > 0
        return "file"

    assert turns.around(first)() == second() == "file"


def test_a_failure_frees_its_place() -> None:
    def broken() -> str:
        raise RuntimeError

    turn = Turns(at_once=1, waiting=0, longest_wait=0).around(broken)
    for _ in range(3):
        with pytest.raises(RuntimeError):
            turn()
