"""The download as a person types it; what servers do wrong is tried in tests/sources/test_fetching.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from s3dash.__main__ import main
from s3dash.sources import NAMES, source
from s3dash.sources.fetching import FetchError
from s3dash.sources.records import Source
from tests.sources.test_fetching import DATA, Server

Say = pytest.CaptureFixture[str]


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


def test_a_file_is_downloaded_and_the_next_step_said(server: Server, tmp_path: Path, capsys: Say) -> None:
    def whole(request: object) -> None:
        request.send_response(200)  # type: ignore[attr-defined]
        request.send_header("Content-Length", str(len(DATA)))  # type: ignore[attr-defined]
        request.end_headers()  # type: ignore[attr-defined]
        request.wfile.write(DATA)  # type: ignore[attr-defined]

    server.script = [whole]
    assert main(["fetch", "kohesio", "--address", server.address, "--to", str(tmp_path / "new")]) == 0
    file = tmp_path / "new" / "list.csv"
    assert file.read_bytes() == DATA
    assert capsys.readouterr().out.endswith(f"{file}\nNow: python -m s3dash import kohesio {file} --into DIR\n")


def test_the_official_address_is_asked_for_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Say
) -> None:
    asked: list[tuple[Source | str, Path, str | None]] = []

    def fetch(wanted: Source | str, to: Path, *, name: str | None = None) -> Path:
        asked.append((wanted, to, name))
        return to / "file.csv"

    monkeypatch.setattr("s3dash.sources.fetching.fetch", fetch)
    name = next(iter(source("kohesio").addresses))
    assert main(["fetch", "kohesio", name, "--to", str(tmp_path)]) == 0
    assert asked == [(source("kohesio"), tmp_path, name)]
    assert f"import kohesio {tmp_path / 'file.csv'}" in capsys.readouterr().out


def test_a_failure_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Say) -> None:
    def fetch(*_given: object, **_more: object) -> Path:
        raise FetchError("https://example.org/list.csv", "there is no connection: try again later")

    monkeypatch.setattr("s3dash.sources.fetching.fetch", fetch)
    assert main(["fetch", "kohesio", "--to", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert out == "" and "https://example.org/list.csv" in err and "there is no connection" in err


def test_a_name_that_a_source_does_not_have_is_told(tmp_path: Path, capsys: Say) -> None:
    assert main(["fetch", "kohesio", "atlantis", "--to", str(tmp_path)]) == 1
    assert "atlantis" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_help_lists_every_address(capsys: Say) -> None:
    with pytest.raises(SystemExit):
        main(["fetch", "--help"])
    out = capsys.readouterr().out
    assert all(address in out for name in NAMES for address in source(name).addresses.values())
