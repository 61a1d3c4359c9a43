"""The archive."""

from __future__ import annotations

import re
import zipfile
from html import unescape

from s3dash.kit.contents import Choice
from s3dash.kit.writing import write_kit


def test_every_link_and_every_file_that_a_page_needs_is_in_the_folder(kit):
    pages = sorted(kit.folder.rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        text = page.read_text("utf-8")
        addresses = re.findall(r'(?:href|src|action|data-plotly)="([^"]*)"', text)
        for address in map(unescape, addresses):
            if address.startswith(("#", "http:", "https:", "mailto:", "?")):
                continue
            assert not address.startswith("/"), (page.name, address)
            file = address.partition("#")[0].partition("?")[0]
            assert (page.parent / file).is_file(), (page.name, address)


def test_no_page_asks_for_what_needs_a_server(kit):
    for page in kit.folder.glob("sv/*.html"):
        text = page.read_text("utf-8")
        assert "_dash" not in text
        assert not re.search(r"/(connection|embed|own|qr|story)\.js", text)


def test_the_text_beside_it_says_what_it_is_in_both_languages(kit, site):
    raw = (kit.folder / "README.txt").read_bytes()
    text = raw.decode()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    for words in ("Data: 31 augusti 2026.", "Data: 31 August 2026.", "3 regioner", "3 regions", "index.html"):
        assert words in text
    assert "Smart specialisation in Sweden in seven pictures" in text
    assert not re.search(r"[{}\u00a0\u202f]", text)


def test_the_sizes_that_are_told_are_those_of_the_files(kit):
    files = [file for file in kit.folder.rglob("*") if file.is_file()]
    assert kit.written.files == len(files)
    assert kit.written.unpacked == sum(file.stat().st_size for file in files)
    assert kit.written.packed == kit.archive.stat().st_size < 3_000_000


def test_a_region_is_small_so_that_all_of_them_fit(kit):
    """With 70 regions in two languages, 30 kB each and 6 MB of all else, a copy stays below 15 MB unpacked."""
    sizes = {file.stem: file.stat().st_size for file in (kit.folder / "data/sv/index").glob("*.js")}
    assert (sizes["SE232"] + sizes["SE23"] + sizes["PL63"]) / 3 < 55_000


def test_the_same_choice_gives_the_same_bytes(site, tmp_path):
    choice = Choice(("en",), ("SE110",), ())
    told: list[str] = []
    write_kit(site, choice, tmp_path / "new" / "a.zip", told.append)
    write_kit(site, choice, tmp_path / "b.zip")
    assert (tmp_path / "new" / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert {"index.html", "en/index.html", "data/en/index/SE110.js", "assets/kit.js"} <= set(told)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "new"]
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert archive.testzip() is None
        assert not [name for name in archive.namelist() if not name.startswith("s3-map/")]
