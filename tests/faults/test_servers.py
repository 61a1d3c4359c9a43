"""Slow clients, clients that go away and processes that are killed, against the servers as they are really started."""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from tests.browser.harness import free_port
from tests.faults.conftest import wait_until

ROOT = Path(__file__).parents[2]
COMMANDS = {
    "waitress": [sys.executable, "app.py"],
    "gunicorn": [sys.executable, "-m", "gunicorn", "--workers", "2", "--threads", "4", "app:server"],
}
SLOW = 40
"""Clients that stop half-way: more than any of the servers has threads."""
PATIENCE = 30.0
"""Seconds within which an answer must come; without slow clients it takes some hundredths of one."""


@dataclass
class Server:
    """A server that runs, and its processes."""

    name: str
    port: int
    process: subprocess.Popen[bytes]

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body of an address, by a connection of its own."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()

    def open(self, *lines: str) -> socket.socket:
        """A connection on which something has been sent."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        connection.sendall("\r\n".join(lines).encode())
        return connection

    def workers(self) -> list[int]:
        """The processes that answer, where there are several."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(child) for child in children]

    def files(self) -> int:
        """How many files and connections are open in its processes."""
        return sum(len(os.listdir(f"/proc/{pid}/fd")) for pid in self.workers() or [self.process.pid])


@contextmanager
def running(name: str) -> Iterator[Server]:
    """A server that answers, and is gone afterwards."""
    port = free_port()
    settings = {key: value for key, value in os.environ.items() if not key.startswith(("S3DASH_", "HOST"))}
    process = subprocess.Popen(
        COMMANDS[name],
        cwd=ROOT,
        env=settings | {"PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        server = Server(name, port, process)

        def up() -> bool:
            assert process.poll() is None, "it does not start"
            try:
                return server.get("/healthz")[0] == 200
            except OSError:
                return False

        wait_until(up)
        yield server
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="module", params=list(COMMANDS))
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """Each server in turn."""
    with running(request.param) as started:
        yield started


def test_others_are_answered_while_clients_send_their_requests_slowly(server: Server) -> None:
    """Visitors notice nothing: a request that is not whole yet occupies nobody."""
    with ExitStack() as stack:
        for number in range(SLOW):
            begun = ["GET /sv/ HTTP/1.1", "Host: x", "X-Slow: a"] if number % 2 else [""]
            stack.enter_context(server.open(*begun))
        assert server.get("/healthz")[0] == 200
        assert server.get("/sv/?region=SE232")[0] == 200
    assert server.get("/healthz")[0] == 200


def test_others_are_answered_while_clients_read_their_answers_slowly(server: Server) -> None:
    """Visitors notice nothing: an answer that nobody fetches waits outside the threads."""
    with ExitStack() as stack:
        for _ in range(SLOW):
            connection = stack.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.connect(("127.0.0.1", server.port))
            connection.sendall(b"GET /api/v1/projects.csv HTTP/1.1\r\nHost: x\r\n\r\n")
        assert server.get("/healthz")[0] == 200
        assert server.get("/sv/?region=SE232")[0] == 200
    assert server.get("/healthz")[0] == 200


def test_clients_that_go_away_in_the_middle_leave_nothing_open(server: Server) -> None:
    """Whoever closes the browser during a download takes nothing from the others, and no file stays open for it."""
    server.get("/en/projects.csv")
    before = server.files()
    for path in ("/en/projects.csv", "/en/projects.xlsx", "/api/v1/projects.csv", "/sv/") * 4:
        with server.open(f"GET {path} HTTP/1.1", "Host: x", "", "") as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            assert connection.recv(100)
    wait_until(lambda: server.files() <= before + 2)
    assert server.get("/en/projects.csv")[0] == 200


NONSENSE = (
    b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET /sv/\x00 HTTP/1.1\r\nHost: x\r\n\r\n", b"GET http://s3x.example/sv/ HTTP/1.1\r\nHost: y\r\n\r\n",
    b"GET //s3x.example/%2e%2e HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /sv/ HTTP/1.1\r\nHost: x\r\nA" + b"a" * 70_000 + b": b\r\n\r\n",
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /sv/ HTTP/1.1\r\n" + b"X: y\r\n" * 500 + b"\r\n",
    b"POST /stories/read HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"POST /stories/read HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999\r\n\r\nx",
    b"POST /stories/read HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
    b"POST /stories/read HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    b"POST /stories/read HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    b"GET /sv/ HTTP/1.1\r\nHost: x\r\nX-A: b\x00c\r\n\r\n", b"GET /sv/ HTTP/1.1\r\nHost : x\r\n folded\r\n\r\n",
    b"GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n\r\n",
)  # fmt: skip


def test_what_is_no_request_is_refused_and_the_next_one_answered(server: Server) -> None:
    """Neither the servers' own pages of errors nor ours tell anything of the inside."""
    for nonsense in NONSENSE:
        with server.open() as connection:
            said = b""
            with suppress(OSError):  # refused before all of it was sent
                connection.sendall(nonsense)
                connection.shutdown(socket.SHUT_WR)
                while part := connection.recv(1 << 16):
                    said += part
        assert b" 500 " not in said[:20] and b"Traceback" not in said and str(ROOT).encode() not in said, nonsense[:100]
        assert b"Server: waitress" not in said and b"Server: gunicorn" not in said
    assert server.get("/sv/?region=SE232")[0] == 200


@pytest.mark.parametrize("server", ["gunicorn"], indirect=True)
def test_a_killed_process_is_replaced_and_nothing_but_its_own_answers_is_lost(server: Server) -> None:
    """Visitors whose answer it was just sending see that the download failed; everybody else goes on."""
    before = set(server.workers())
    answers: list[int] = []
    failed: list[Exception] = []
    stop = threading.Event()

    def visit() -> None:
        while not stop.is_set():
            try:
                answers.append(server.get("/sv/?region=SE232")[0])
            except (OSError, HTTPException) as error:
                failed.append(error)

    visitors = [threading.Thread(target=visit) for _ in range(2)]
    for visitor in visitors:
        visitor.start()
    wait_until(lambda: len(answers) > 5)
    killed = min(before)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: len(set(server.workers()) - {killed}) == len(before))
    seen = len(answers)
    wait_until(lambda: len(answers) > seen + 5)
    stop.set()
    for visitor in visitors:
        visitor.join()
    assert set(answers) == {200}
    assert len(failed) <= len(visitors), "no more than was being answered at that moment"
