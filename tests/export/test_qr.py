"""QR codes: of pages here alone, with the address that the room reaches."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from urllib.parse import quote

import pytest
import segno
from flask.testing import FlaskClient

from s3dash.application import S3Map
from s3dash.export.address import CONFIG
from s3dash.export.qr import LONGEST, code
from s3dash.site import Site

SVG = "{http://www.w3.org/2000/svg}"


def asked(client: FlaskClient, address: str) -> str:
    """The address that is in the code for an address."""
    answer = client.get(f"/qr.svg?for={quote(address, safe='')}")
    assert answer.status_code == 200 and answer.mimetype == "image/svg+xml"
    title = ElementTree.fromstring(answer.get_data(as_text=True)).find(f"{SVG}title")
    assert title is not None and title.text
    return title.text


def dark(drawn: str) -> set[tuple[int, int]]:
    """The dark modules of a code, each by row and column, read off its line of runs."""
    path = ElementTree.fromstring(drawn).find(f"{SVG}path[@stroke]")
    assert path is not None
    found, row, column = set(), 0.0, 0
    for command, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: ?(-?[\d.]+))?", path.attrib["d"]):
        if command == "h":
            found |= {(int(row), column + step) for step in range(int(first))}
            column += int(first)
        else:
            column = int(first) + (column if command == "m" else 0)
            row = float(second) + (row if command == "m" else 0)
    return found


@pytest.mark.parametrize(
    "address",
    [
        "/sv/",
        "/en/?region=SE232&colour=eu#panel-projects",
        "/sv/compare?with=SE232,SE224",
        "/sv/projects?q=%C3%A5",
        "/en/present/own",
    ],
)
def test_a_page_has_a_code_with_its_whole_address(client: FlaskClient, address: str) -> None:
    assert asked(client, address) == f"http://localhost{address}"


def test_the_code_leads_where_the_room_can_go(tiny_site: Site) -> None:
    server = S3Map(lambda: tiny_site).server
    server.config[CONFIG] = "http://192.168.0.10:8050"
    assert asked(server.test_client(), "/sv/?region=SE232") == "http://192.168.0.10:8050/sv/?region=SE232"


@pytest.mark.parametrize(
    "address",
    ["", "sv/", "/", "/sv/nothing", "/healthz", "https://example.org/sv/", "//example.org/sv/", "@example.org/sv/"],
)
def test_nothing_but_pages_here_has_a_code(client: FlaskClient, address: str) -> None:
    assert client.get(f"/qr.svg?for={quote(address, safe='')}").status_code == 404


def test_an_address_too_long_to_be_read_from_afar_has_none(client: FlaskClient) -> None:
    short = f"/sv/?q={'a' * (LONGEST - len('http://localhost/sv/?q='))}"
    assert asked(client, short) == f"http://localhost{short}"
    assert client.get(f"/qr.svg?for={quote(f'{short}a', safe='')}").status_code == 414


def test_the_drawing_is_the_code_with_the_quiet_ground_that_readers_need() -> None:
    address = "http://192.168.0.10:8050/sv/?region=SE232"
    expected = segno.make(address, error="m", micro=False)
    modules = {
        (row + 4, column + 4)
        for row, line in enumerate(expected.matrix)
        for column, module in enumerate(line)
        if module
    }
    drawn = code(address)
    assert dark(drawn) == modules
    size = len(expected.matrix) + 8
    assert ElementTree.fromstring(drawn).attrib["viewBox"] == f"0 0 {size} {size}"
