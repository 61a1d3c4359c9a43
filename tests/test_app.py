"""`python app.py` as a user starts it: it serves, or says in one sentence why it cannot."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest

from tests.browser.harness import free_port
from tests.by_hand import GEODATA

ROOT = Path(__file__).parents[1]


@contextmanager
def starting(**environment: str) -> Iterator[subprocess.Popen[str]]:
    """The dashboard as a process of its own, ended in any case."""
    settings = {name: value for name, value in os.environ.items() if name not in ("HOST", "PORT", "S3DASH_DATA")}
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=settings | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def refusal(**environment: str) -> str:
    """What a start that must fail says; checks that it is said well."""
    with starting(**environment) as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == 1, (out, err)
    assert "Traceback" not in err and "Error" not in err
    assert err.startswith("S3 Map cannot start: ")
    assert out == ""
    return err


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the bundled dataset, to be broken."""
    copy = tmp_path / "data"
    copy.mkdir()
    for name in ("tables", "boundaries"):
        shutil.copytree(GEODATA / name, copy / name)
    shutil.copy(GEODATA / "dataset.yml", copy)
    return copy


def test_a_good_start_answers(data):
    """On a copy of the data, so that S3DASH_DATA is seen to work too."""
    port = free_port()
    with starting(PORT=str(port), S3DASH_DATA=str(data)) as process:
        url = f"http://127.0.0.1:{port}"
        until = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:
                    health = json.load(answer)
                break
            except URLError:
                assert process.poll() is None and time.monotonic() < until, "it does not start"
                time.sleep(0.1)
        assert health["status"] == "ok"
        with urllib.request.urlopen(f"{url}/en/?region=SE311", timeout=30) as page:
            assert b">V\xc3\xa4rmland</h1>" in page.read()
            assert "Server" not in page.headers, "the server does not say what it is"
        assert process.stdout is not None
        assert process.stdout.readline() == f"S3 Map is on {url}\n"
        process.terminate()  # while the common views are being built
        assert process.wait(60) == 0, "it stops in good order"


def test_a_taken_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refusal(PORT=str(port))
    assert f"127.0.0.1:{port}" in said and "PORT" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("environment", "names"),
    [
        ({"PORT": "abc"}, ["PORT", "'abc'", "whole number"]),
        ({"HOST": "no host"}, ["HOST", "'no host'"]),
        ({"HOST": "192.0.2.1"}, ["192.0.2.1", "HOST"]),
        ({"S3DASH_DATA": "/no/such/folder"}, ["S3DASH_DATA", "/no/such/folder"]),
    ],
)
def test_a_wrong_setting_is_named(environment, names):
    said = refusal(**{"PORT": str(free_port()), **environment})
    assert all(name in said for name in names), said
    assert said.count("\n") == 1


def test_a_broken_cell_is_named_with_file_row_column_and_value(data):
    file = data / "tables" / "priorities.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(i for i, line in enumerate(lines) if ",SE311,2021-2027," in line)
    lines[place] = lines[place].replace(",SE311,2021-2027,", ",SE399,2021-2027,")
    file.write_text("".join(lines), encoding="utf-8")
    said = refusal(PORT=str(free_port()), S3DASH_DATA=str(data))
    assert all(word in said for word in ("priorities.csv", "nuts_id", "SE399", "(1 violation")), said
    assert f" {place + 1}" in said, "the line in the file"


def test_a_missing_table_is_named(data):
    (data / "tables" / "projects.csv").unlink()
    assert "projects.csv" in refusal(PORT=str(free_port()), S3DASH_DATA=str(data))


@pytest.mark.parametrize("layer", ["lan", "land"])
def test_a_missing_boundaries_file_is_named(data, layer):
    (data / "boundaries" / f"{layer}.geojson").unlink()
    assert f"{layer}.geojson" in refusal(PORT=str(free_port()), S3DASH_DATA=str(data))
