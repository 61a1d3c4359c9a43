"""A dataset whose every text is an attack: it is shown, downloaded and presented as the text that it is."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from s3dash.application import S3Map
from s3dash.data.dataset import load_dataset
from s3dash.data.schema import TABLES
from s3dash.site import Site
from tests.data.tiny import write_tiny

EVIL = "=cmd|' /C calc'!A0 <script>alert(1)</script>\"'><img src=x onerror=alert(2)> {{7*7}} ${7*7} javascript:alert(3)"
EVIL_URL = "https://example.org/\"onmouseover=\"alert(4)\"><script>alert(5)</script>"
STORY = f"""\
title: {json.dumps(EVIL[:120])}
author: {json.dumps(EVIL[:120])}
date: 2026-11-24
steps:
- view: /?region=SE224
  heading: {json.dumps(EVIL[:120])}
  text: {json.dumps(EVIL)}
  notes: {json.dumps(EVIL)}
"""
PAGES = (
    "?region=SE224", "?region=SE221&places=university,science_park", "?colour=gdp_pps",
    "?region=SE224&other=PL63", "?region=PL63", "?embed=1&region=SE224", "projects", "projects?q=script",
    "projects/P-ALONE", "projects/P-PARTNERS", "compare?with=SE221,SE224", "peers?region=SE221",
    "partners?region=SE224", "change?region=SE224", "domains",
    "domains?show=alignment&region=SE224", "domains?show=overlap", "domains?show=candidates&region=SE22",
    "domains/energy", "profile?region=SE224", "present", "present/attack", "about", "api", "accessibility",
)  # fmt: skip
FILES = (
    "/sv/projects.csv", "/en/partners.csv?region=SE224", "/api/v1/projects.csv", "/api/v1/regions.csv",
    "/charts/sv/change/priorities.csv?region=SE224", "/charts/sv/domains/energy/organisations-sweden.csv",
)  # fmt: skip
WORKBOOKS = ("/sv/projects.xlsx", "/sv/partners.xlsx?region=SE224", "/files/sv//tables.xlsx?region=SE224")
_ODD = re.compile(r"(?!https?://|data:image/|mailto:)\s*[a-z]+:", re.IGNORECASE)
"""An address that runs something, or that a browser may take for one."""
_OWN_SCRIPTS = ("_dash-config", "_dash-renderer", "story")
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,\u202f ]*")


@pytest.fixture(scope="module")
def client(site: Site, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Asks the application on a dataset of attacks, on the real map."""
    folder = write_tiny(tmp_path_factory.mktemp("evil") / "data")
    for path in (folder / "tables").glob("*.csv"):
        _attack(path)
    (folder / "stories").mkdir()
    (folder / "stories" / "attack.yml").write_text(STORY, encoding="utf-8")
    evil = Site(load_dataset(folder), site.geometry)
    return S3Map(lambda: evil).server.test_client()


def _attack(path: Path) -> None:
    """Put the attack into every cell of a table that may hold any text or any address."""
    columns = {column.name: column for column in TABLES[path.stem].columns}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        for name, value in row.items():
            column = columns[name]
            if not value or column.allowed or column.refers:
                continue
            if column.kind == "text":
                row[name] = f"{EVIL} {number}"
            elif column.kind == "url":
                row[name] = f"{EVIL_URL}{number}"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns))
        writer.writeheader()
        writer.writerows(rows)


class _Watch(HTMLParser):
    """Notes what a page would run or fetch that the dashboard did not put there."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        source = values.get("src", "")
        own = source.startswith(("/assets/", "/_dash-component-suites/")) or values.get("id") in _OWN_SCRIPTS
        if tag == "script" and not own:
            self.found.append(f"script {values}")
        if tag == "img" and source == "x":
            self.found.append("img")
        for name, value in values.items():
            if name.startswith("on"):
                self.found.append(f"{tag} {name}")
            if name in ("href", "src", "action", "formaction") and _ODD.match(value):
                self.found.append(f"{tag} {name}={value}")


def attacks(html: str) -> list[str]:
    """What in a page would run."""
    watch = _Watch()
    watch.feed(html)
    watch.close()
    return watch.found


def strings(tree: object) -> Iterator[str]:
    """Every text in an answer of JSON."""
    if isinstance(tree, dict):
        for value in tree.values():
            yield from strings(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from strings(value)
    elif isinstance(tree, str):
        yield tree


def test_the_watch_sees_what_it_should() -> None:
    assert len(attacks(f"<p title=\"{EVIL}\">{EVIL}</p><a href=' javascript:x'>")) >= 4


def test_pages_show_attacks_as_text(client: FlaskClient) -> None:
    shown = 0
    for page in PAGES:
        answer = client.get(f"/sv/{page}")
        assert answer.status_code == 200, page
        assert not attacks(answer.text), page
        assert "{{7*7}}" in answer.text or EVIL[:4] not in answer.text, "no template in a text is filled in"
        shown += "&lt;script&gt;alert(1)" in answer.text
    assert shown > len(PAGES) / 2


def test_fragments_and_dialogs_show_attacks_as_text(client: FlaskClient) -> None:
    for page in PAGES:
        fragments = json.loads(client.get(f"/view/en/{page}").text)["fragments"]
        assert not [found for html in fragments.values() for found in attacks(html)], page
        assert not attacks(client.get(f"/embed/sv/{page}").text), page
    layout = client.get("/_dash-layout", headers={"Referer": "http://localhost/sv/projects"})
    assert "dangerously" not in layout.text.lower(), "no component writes HTML"


def test_addresses_are_shown_as_text(client: FlaskClient) -> None:
    evil = quote(EVIL)
    for path in (f"/sv/?region={evil}", f"/sv/projects?q={evil}", f"/sv/{evil}", f"/{evil}"):
        answer = client.get(path, headers={"Referer": EVIL, "Host": "localhost"})
        assert not attacks(answer.text), path
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize("path", FILES)
def test_no_cell_of_a_csv_file_is_a_formula(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    cells = [cell for row in csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))) for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r") and not _NUMBER.fullmatch(cell)]


@pytest.mark.parametrize("path", WORKBOOKS)
def test_no_cell_of_a_workbook_is_a_formula(client: FlaskClient, path: str) -> None:
    answer = client.get(path, buffered=True)
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.data))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.coordinate
                assert cell.hyperlink is None or (cell.hyperlink.target or "#").startswith(("http://", "https://", "#"))


def test_slides_link_to_nothing_but_the_web(client: FlaskClient) -> None:
    for path in ("/files/sv//slides.pptx?region=SE224", "/files/sv/present/attack/slides.pptx"):
        answer = client.get(path)
        assert answer.status_code == 200
        with zipfile.ZipFile(io.BytesIO(answer.data)) as deck:
            relations = " ".join(deck.read(name).decode() for name in deck.namelist() if name.endswith(".rels"))
        outside = re.findall(r'Target="([^"]*)" TargetMode="External"', relations)
        assert all(target.startswith(("http://", "https://")) for target in outside), outside


def test_what_is_data_stays_data(client: FlaskClient) -> None:
    for path in ("/api/v1/projects", "/api/v1/regions", "/api/v1/boundaries/lan.geojson"):
        answer = client.get(path)
        assert answer.mimetype in ("application/json", "application/geo+json")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert any("<script>" in text for text in strings(json.loads(answer.data))), "as it stands in the source"
