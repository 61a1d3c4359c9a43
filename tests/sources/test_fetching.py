"""Downloads from a server that misbehaves in every way that official servers do."""

from __future__ import annotations

import errno
import hashlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from urllib3.util import Retry

from s3dash.sources.downloads import Files
from s3dash.sources.fetching import LONGEST_WAIT, FetchError, address_of, fetch, file_name
from s3dash.sources.records import Source

DATA = b"id,title\n" + b"".join(b"%d,a project\n" % number for number in range(4000))
HALF = len(DATA) // 2
ETAG = '"version-1"'
CHANGED = 'W/"weak"'

Behaviour = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Answers each request with the next behaviour of its script, the last one again and again."""

    def __init__(self) -> None:
        self.script: list[Behaviour] = []
        self.asked: list[dict[str, str]] = []
        self.go_on = threading.Event()
        self.closing = threading.Event()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.asked.append(dict(self.headers.items()))
                owner.script[min(len(owner.asked), len(owner.script)) - 1](self)
                self.close_connection = True

            def log_message(self, format: str, *args: Any) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = False

            def handle_error(self, request: Any, client_address: Any) -> None:
                """A client that hangs up is what some of the tests are about."""

        self._http = Quiet(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._http.server_address[1]}/data/list.csv"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def close(self) -> None:
        self.closing.set()
        self.go_on.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str | None) -> None:
    handler.send_response(status)
    said = {"Content_Length": str(len(body))} | headers
    for name, value in said.items():
        if value is not None:
            handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def answer(status: int, body: bytes = b"", **headers: str | None) -> Behaviour:
    return lambda handler: send(handler, status, body, **headers)


whole = answer(200, DATA, ETag=ETAG)
whole_without_version = answer(200, DATA)
broken_off = answer(200, DATA[:HALF], Content_Length=str(len(DATA)), ETag=ETAG)
broken_off_without_version = answer(200, DATA[:HALF], Content_Length=str(len(DATA)))


def rest(etag: str | None = ETAG) -> Behaviour:
    def behaviour(handler: BaseHTTPRequestHandler) -> None:
        start = int(handler.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        send(handler, 206, DATA[start:], ETag=etag, Content_Range=f"bytes {start}-{len(DATA) - 1}/{len(DATA)}")

    return behaviour


def fetched(server: Server, into: Path, **options: Any) -> tuple[Path, list[float]]:
    waits: list[float] = []
    return fetch(server.address, into, sleep=waits.append, timeouts=(5, 5), **options), waits


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_file_is_saved_with_its_checksum_address_and_day(server: Server, tmp_path: Path):
    server.script = [whole]
    told: list[tuple[int, int | None]] = []

    path, waits = fetched(server, tmp_path / "new", report=lambda done, total: told.append((done, total)))

    assert path == tmp_path / "new" / "list.csv"
    assert path.read_bytes() == DATA
    assert names(path.parent) == {"list.csv", "list.csv.sha256"}
    lines = (tmp_path / "new" / "list.csv.sha256").read_text().splitlines()
    assert lines[0] == f"# address: {server.address}"
    assert lines[1].startswith("# fetched: 20")
    assert lines[-1] == f"{hashlib.sha256(DATA).hexdigest()}  list.csv"
    assert told[-1] == (len(DATA), len(DATA))
    assert not waits
    assert server.asked[0]["Accept-Encoding"] == "identity"


def test_a_file_without_a_length_is_taken_to_its_end(server: Server, tmp_path: Path):
    server.script = [answer(200, DATA, Content_Length=None)]
    told: list[int | None] = []
    path, _ = fetched(server, tmp_path, report=lambda done, total: told.append(total))
    assert path.read_bytes() == DATA
    assert set(told) == {None}


def test_a_slow_server_is_waited_for(server: Server, tmp_path: Path):
    """Each piece is sent only when the one before has arrived: however slow, what comes is taken."""

    def drip(handler: BaseHTTPRequestHandler) -> None:
        send(handler, 200, b"", Content_Length=str(len(DATA)))
        for start in range(0, len(DATA), 9000):
            server.go_on.clear()
            handler.wfile.write(DATA[start : start + 9000])
            server.go_on.wait(10)

    server.script = [drip]
    path, waits = fetched(server, tmp_path, report=lambda done, total: server.go_on.set())
    assert path.read_bytes() == DATA
    assert not waits


def test_a_server_that_falls_silent_is_asked_for_the_rest(server: Server, tmp_path: Path):
    def silent_until_asked_for_the_rest(handler: BaseHTTPRequestHandler) -> None:
        if "Range" in handler.headers:
            rest()(handler)
        else:
            send(handler, 200, DATA[:HALF], Content_Length=str(len(DATA)), ETag=ETAG)
            server.closing.wait(10)

    server.script = [silent_until_asked_for_the_rest]
    path = fetch(server.address, tmp_path, sleep=lambda _: None, timeouts=(5, 0.05), retries=Retry(total=100))
    assert path.read_bytes() == DATA
    assert "Range" in server.asked[-1]


def test_a_server_that_never_answers_is_given_up(server: Server, tmp_path: Path):
    def nothing(handler: BaseHTTPRequestHandler) -> None:
        server.closing.wait(10)

    server.script = [nothing]
    with pytest.raises(FetchError, match=r"does not answer in time \(after 2 tries\)"):
        fetch(server.address, tmp_path, sleep=lambda _: None, timeouts=(5, 0.02), retries=Retry(total=1))
    assert not names(tmp_path)


def test_the_rest_of_a_truncated_file_is_asked_for(server: Server, tmp_path: Path):
    server.script = [broken_off, rest()]
    path, waits = fetched(server, tmp_path)
    assert path.read_bytes() == DATA
    assert server.asked[1]["Range"] == f"bytes={HALF}-"
    assert server.asked[1]["If-Range"] == ETAG
    assert len(waits) == 1


def test_a_later_run_goes_on_where_the_first_gave_up(server: Server, tmp_path: Path):
    server.script = [broken_off, answer(503), rest(None)]
    with pytest.raises(FetchError, match="503"):
        fetched(server, tmp_path, retries=Retry(total=1))
    assert names(tmp_path) == {"list.csv.part", "list.csv.part.json"}

    path, _ = fetched(server, tmp_path)

    assert path.read_bytes() == DATA
    assert "# etag: " + ETAG in (tmp_path / "list.csv.sha256").read_text()
    assert names(tmp_path) == {"list.csv", "list.csv.sha256"}


def test_a_truncated_file_is_never_kept(server: Server, tmp_path: Path):
    server.script = [broken_off_without_version]
    with pytest.raises(FetchError, match="broke off"):
        fetched(server, tmp_path)
    assert "list.csv" not in names(tmp_path)
    assert len(server.asked) == 6
    assert all("Range" not in asked for asked in server.asked), "without a version the rest may be of another file"


def test_a_server_without_ranges_sends_all_again(server: Server, tmp_path: Path):
    server.script = [broken_off, whole]
    path, _ = fetched(server, tmp_path)
    assert "Range" in server.asked[1]
    assert path.read_bytes() == DATA


@pytest.mark.parametrize(
    "changed",
    [
        rest('"version-2"'),
        answer(416, Content_Range=f"bytes */{HALF // 2}"),
        answer(206, DATA[10:], ETag=ETAG, Content_Range=f"bytes 10-{len(DATA) - 1}/{len(DATA)}"),
        answer(206, DATA[HALF:], ETag=ETAG),
    ],
    ids=["another version", "shorter than the part", "another rest", "a rest of no said place"],
)
def test_a_file_that_changed_meanwhile_is_taken_anew(server: Server, tmp_path: Path, changed: Behaviour):
    server.script = [broken_off, changed, whole]
    path, _ = fetched(server, tmp_path)
    assert path.read_bytes() == DATA
    assert "Range" not in server.asked[2]


def test_a_weak_version_is_no_proof_that_the_rest_fits(server: Server, tmp_path: Path):
    server.script = [answer(200, DATA[:HALF], Content_Length=str(len(DATA)), ETag=CHANGED), whole]
    assert fetched(server, tmp_path)[0].read_bytes() == DATA
    assert "Range" not in server.asked[1]


def test_a_part_of_another_address_is_not_gone_on_with(server: Server, tmp_path: Path):
    (tmp_path / "list.csv.part").write_bytes(b"other")
    (tmp_path / "list.csv.part.json").write_text('{"address": "http://other.example/list.csv", "etag": "\\"1\\""}')
    server.script = [whole]
    assert fetched(server, tmp_path)[0].read_bytes() == DATA
    assert "Range" not in server.asked[0]


@pytest.mark.parametrize("note", ["", "[1]", "no json", '{"size": 1}', '{"address": 1}'])
def test_a_part_without_a_readable_note_is_not_gone_on_with(tmp_path: Path, note: str):
    (tmp_path / "list.csv.part").write_bytes(b"x")
    (tmp_path / "list.csv.part.json").write_text(note)
    assert Files(tmp_path / "list.csv").part_begun("http://a.example/list.csv") is None


def test_errors_that_may_pass_are_tried_again_after_longer_and_longer_waits(server: Server, tmp_path: Path):
    server.script = [answer(500), answer(500), answer(503), whole]
    path, waits = fetched(server, tmp_path, retries=Retry(total=5, backoff_factor=0.5, backoff_max=100))
    assert path.read_bytes() == DATA
    assert waits == [0, 1, 2]


def test_waits_differ_so_that_clients_do_not_come_back_together(server: Server, tmp_path: Path):
    server.script = [answer(500)]
    with pytest.raises(FetchError):
        fetched(server, tmp_path)
    server.asked.clear()
    _, once = fetched_after_errors(server, tmp_path / "a")
    server.asked.clear()
    _, again = fetched_after_errors(server, tmp_path / "b")
    assert once != again


def fetched_after_errors(server: Server, into: Path) -> tuple[Path, list[float]]:
    server.script = [answer(500)] * 4 + [whole]
    return fetched(server, into)


@pytest.mark.parametrize(("said", "wait"), [("7", 7), ("99999", LONGEST_WAIT), ("soon", 0)])
def test_a_server_that_says_how_long_to_wait_is_obeyed_within_reason(
    server: Server, tmp_path: Path, said: str, wait: float
):
    server.script = [answer(503, Retry_After=said), whole]
    _, waits = fetched(server, tmp_path)
    assert waits == [wait]


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "not there any more"), (410, "not there any more"), (403, "refuses"), (401, "refuses"), (304, "refuses")],
)
def test_an_answer_that_will_not_change_is_final_and_says_what_to_do(
    server: Server, tmp_path: Path, status: int, words: str
):
    server.script = [answer(status)]
    with pytest.raises(FetchError, match=words) as error:
        fetched(server, tmp_path)
    assert server.address in str(error.value)
    assert "python -m s3dash import" in str(error.value)
    assert len(server.asked) == 1
    assert not names(tmp_path)


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html>\n<html><body>Not here</body></html>",
        b"\xef\xbb\xbf \r\n<HTML><body/></HTML>",
        b'<?xml version="1.0"?><!-- a page --><!doctype  html><html/>',
    ],
)
def test_a_web_page_instead_of_data_is_not_kept(server: Server, tmp_path: Path, page: bytes):
    server.script = [answer(200, page, Content_Type="text/csv")]
    with pytest.raises(FetchError, match="web page instead of the file"):
        fetched(server, tmp_path)
    assert not names(tmp_path)


def test_a_web_page_in_pieces_is_a_web_page(server: Server, tmp_path: Path):
    def pieces(handler: BaseHTTPRequestHandler) -> None:
        send(handler, 200, b"", Content_Length="15", ETag=ETAG)
        for piece in (b"<!doct", b"ype html>"):
            server.go_on.clear()
            handler.wfile.write(piece)
            server.go_on.wait(10)

    server.script = [pieces]
    with pytest.raises(FetchError, match="web page"):
        fetched(server, tmp_path, report=lambda done, total: server.go_on.set())
    assert not names(tmp_path)


def test_data_that_only_look_a_little_like_a_page_are_kept(server: Server, tmp_path: Path):
    server.script = [answer(200, b"<data/>", Content_Type="text/html")]
    assert fetched(server, tmp_path)[0].read_bytes() == b"<data/>"


def test_an_empty_answer_is_not_kept(server: Server, tmp_path: Path):
    server.script = [answer(200)]
    with pytest.raises(FetchError, match="empty"):
        fetched(server, tmp_path)
    assert not names(tmp_path)


def test_a_zip_that_is_none_is_not_kept(server: Server, tmp_path: Path):
    server.script = [answer(200, b"id,title\n")]
    with pytest.raises(FetchError, match=r"no \.zip file"):
        fetch(server.address.replace(".csv", ".zip"), tmp_path, sleep=lambda _: None)
    assert not names(tmp_path)


def test_what_was_there_before_stays_if_the_download_fails(server: Server, tmp_path: Path):
    (tmp_path / "list.csv").write_text("old")
    server.script = [answer(200, b"<html>")]
    with pytest.raises(FetchError):
        fetched(server, tmp_path)
    assert (tmp_path / "list.csv").read_text() == "old"
    assert names(tmp_path) == {"list.csv"}


def test_nothing_is_downloaded_if_nothing_is_newer(server: Server, tmp_path: Path):
    server.script = [answer(200, DATA, ETag=ETAG, Last_Modified="Mon, 02 Nov 2026 10:00:00 GMT"), answer(304)]
    first, _ = fetched(server, tmp_path)
    note = (tmp_path / "list.csv.sha256").read_text()

    second, _ = fetched(server, tmp_path)

    assert first == second
    assert second.read_bytes() == DATA
    assert server.asked[1]["If-None-Match"] == ETAG
    assert server.asked[1]["If-Modified-Since"] == "Mon, 02 Nov 2026 10:00:00 GMT"
    assert (tmp_path / "list.csv.sha256").read_text() == note


@pytest.mark.parametrize("spoil", ["list.csv", "list.csv.sha256"])
def test_a_file_that_was_changed_by_hand_is_downloaded_again(server: Server, tmp_path: Path, spoil: str):
    server.script = [whole]
    fetched(server, tmp_path)
    (tmp_path / spoil).write_text("")
    assert fetched(server, tmp_path)[0].read_bytes() == DATA
    assert "If-None-Match" not in server.asked[1]


def test_a_newer_file_takes_the_place_of_the_old_one(server: Server, tmp_path: Path):
    server.script = [whole, answer(200, b"id,title\n1,newer\n", ETag='"version-2"')]
    fetched(server, tmp_path)
    assert fetched(server, tmp_path)[0].read_bytes() == b"id,title\n1,newer\n"
    assert '# etag: "version-2"' in (tmp_path / "list.csv.sha256").read_text()


def test_without_a_network_the_message_says_what_to_do(server: Server, tmp_path: Path):
    server.close()
    waits: list[float] = []
    with pytest.raises(FetchError, match=r"cannot be reached.*\(after 6 tries\).*save the file and import it"):
        fetch(server.address, tmp_path, sleep=waits.append)
    assert len(waits) == 5
    assert not names(tmp_path)


@pytest.mark.parametrize(
    "address", ["ftp://a.example/list.csv", "file:///etc/hostname", "list.csv", "", "http://", "https:///list.csv"]
)
def test_only_addresses_of_the_web_are_fetched(tmp_path: Path, address: str):
    with pytest.raises(FetchError, match="begins with http"):
        fetch(address, tmp_path)


def test_an_address_that_cannot_be_asked_is_an_error(tmp_path: Path):
    with pytest.raises(FetchError, match="cannot be asked"):
        fetch("http://[half/list.csv", tmp_path)


def test_a_redirect_away_from_the_web_is_an_error(server: Server, tmp_path: Path):
    server.script = [answer(302, Location="file:///etc/hostname")]
    with pytest.raises(FetchError, match="cannot be asked"):
        fetched(server, tmp_path)


def test_a_folder_that_cannot_be_written_is_an_error(server: Server, tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(FetchError, match="cannot be saved"):
        fetched(server, tmp_path / "file")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://a.example/data/cordis-csv.zip", "cordis-csv.zip"),
        ("https://a.example/api/object?id=data/projects/2023/SE-pp14-20.csv", "SE-pp14-20.csv"),
        ("https://a.example/resource/557j-pmg8.json?$limit=50000&$order=id", "557j-pmg8.json"),
        ("https://a.example/data/export?sort=none", "export"),
        ("https://a.example/", "download"),
        ("https://a.example/a%2F..%2F..%2Fb%20c.csv", "b_c.csv"),
        ("https://a.example/..", "download"),
    ],
)
def test_a_file_is_named_after_its_address_and_stays_in_its_folder(address: str, name: str):
    assert file_name(address) == name


def a_source(addresses: dict[str, str]) -> Source:
    return Source(
        "tiny", "Tiny", "An agency", "https://a.example/", None, "a list", lambda *_: iter(()), addresses=addresses
    )


def test_a_source_is_fetched_from_its_official_address(server: Server, tmp_path: Path):
    server.script = [whole]
    assert fetch(a_source({"list": server.address}), tmp_path).read_bytes() == DATA
    assert address_of(a_source({"a": "https://a.example/a", "b": "https://a.example/b"}), "b") == "https://a.example/b"


@pytest.mark.parametrize(
    ("addresses", "name", "words"),
    [
        ({}, None, "no download address"),
        ({"a": "https://a.example/a", "b": "https://a.example/b"}, None, "several addresses; choose one of: a, b"),
        ({"a": "https://a.example/a"}, "c", "no address 'c'; choose one of: a"),
    ],
)
def test_a_source_without_that_address_says_which_there_are(addresses: dict[str, str], name: str | None, words: str):
    with pytest.raises(FetchError, match=words):
        address_of(a_source(addresses), name)


def test_a_full_disk_is_told_and_leaves_no_file(server: Server, tmp_path: Path):
    def full(done: int, total: int | None) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    server.script = [whole]
    with pytest.raises(FetchError, match=r"cannot be saved in .*: No space left on device"):
        fetched(server, tmp_path, report=full)
    assert "list.csv" not in names(tmp_path)


def test_a_run_that_is_stopped_leaves_no_file_and_the_next_goes_on(server: Server, tmp_path: Path):
    def stop(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    server.script = [whole, rest()]
    with pytest.raises(KeyboardInterrupt):
        fetched(server, tmp_path, report=stop)
    assert "list.csv" not in names(tmp_path)
    assert fetched(server, tmp_path)[0].read_bytes() == DATA
