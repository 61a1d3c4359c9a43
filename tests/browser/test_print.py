"""What comes out on paper: made by Chromium as PDF, read with poppler."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import Server, drawn_regions

PORTRAIT, LANDSCAPE = (210, 297), (297, 210)
"""A4 in millimetres."""
_MM = 25.4 / 72
"""Millimetres in a point."""
WIDTH, HEIGHT = 695, 1013
"""What a sheet of the profile has room for on A4, in CSS pixels: 184 mm by 268 mm."""


def printed(page: Page, folder: Path) -> Path:
    """The page as a PDF on A4, once all its charts are drawn."""
    page.wait_for_load_state("networkidle")
    page.evaluate("window.s3mapPrint.ready()")
    file = folder / "printed.pdf"
    page.pdf(path=file, format="A4", prefer_css_page_size=True, print_background=False)
    return file


def pages_of(file: Path) -> list[str]:
    """The text of each page."""
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    return text.removesuffix("\f").split("\f")


def size_of(file: Path) -> tuple[int, int]:
    told = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    found = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", told)
    assert found
    return round(float(found[1]) * _MM), round(float(found[2]) * _MM)


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("query", "lang", "words"),
    [
        ("region=SE214", "sv", ["Gotland", "Vad regionen vill", "Vad som finansieras", "Vem man kan ringa"]),
        ("region=SE332", "en", ["Norrbotten", "What the region wants", "What is funded", "Whom to call"]),
        ("level=nuts2&region=SE33", "sv", ["Övre Norrland", "Länen i Övre Norrland"]),
        ("region=FI1C&period=2014-2020", "en", ["South Finland", "The list for 2021–2027"]),
    ],
)
def test_a_profile_is_two_pages_of_a4(
    page: Page, server: Server, tmp_path: Path, query: str, lang: str, words: list[str]
) -> None:
    page.goto(f"{server.url}/{lang}/profile?{query}")
    file = printed(page, tmp_path)
    pages = pages_of(file)
    assert len(pages) == 2
    assert size_of(file) == PORTRAIT
    whole = plain(" ".join(pages))
    for word in words:
        assert word in whole
    address = f"{server.url}/{lang}/profile?{query}"
    for number, text in enumerate(pages, start=1):
        foot = plain(text)
        assert f"{'sida' if lang == 'sv' else 'page'} {number}/2" in foot
        assert "31 augusti 2026" in foot or "31 August 2026" in foot
        assert address in foot
    assert ("Källor:" if lang == "sv" else "Sources:") in pages[1]
    for control in ("Skriv ut eller spara", "Print or save", "Dela", "Share", "Exportera"):
        assert control not in whole


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_regions_sheets_have_room_on_their_pages(page: Page, server: Server, lang: str) -> None:
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.emulate_media(media="print")
    over = []
    for region in drawn_regions()[lang == "en" :: 2]:  # the languages take turns
        level = "level=nuts2&" if region.layer == "nuts2" else ""
        page.goto(f"{server.url}/{lang}/profile?{level}region={region.nuts_id}", wait_until="domcontentloaded")
        heights = page.evaluate(
            "[...document.querySelectorAll('.sheet'), document.querySelector('#printed')]"
            ".map((part) => part.getBoundingClientRect().height)"
        )
        front, back = heights[0], heights[1] + heights[2] + 10
        over += [(region.nuts_id, front, back)] if max(front, back) > HEIGHT else []
    assert not over


def test_the_map_its_legend_and_the_panel_without_controls(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(f"{server.url}/sv/?region=SE311")
    page.locator('#map a[data-nuts="SE311"]').wait_for()
    pages = pages_of(printed(page, tmp_path))
    first = plain(pages[0])
    for word in ("Antal prioriteringar", "inga uppgifter", "Värmland", "prioriteringar"):
        assert word in first
    whole = plain(" ".join(pages))
    for control in ("Dela", "Exportera", "Färglägg efter", "+ Jämför", "Alla 32 projekt", "visa på kartan"):
        assert control not in whole
    assert "Källor: regionernas strategier" in plain(pages[-1])
    assert all(f"{server.url}/sv/?region=SE311" in text for text in pages)
    assert f"sida {len(pages)}/{len(pages)}" in plain(pages[-1])


def test_the_address_is_that_of_the_view_one_has_come_to(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(f"{server.url}/en/?region=SE311")
    page.locator("#panel-links .links a").first.click()
    expect(page.locator("#printed-address")).to_contain_text("other=")
    pages = pages_of(printed(page, tmp_path))
    assert all("other=" in text for text in pages)
    assert page.url in re.sub(r"\s", "", pages[-1])


def test_both_charts_of_a_pair_are_whole_and_far_ones_are_drawn(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(f"{server.url}/sv/domains/energy")
    expect(page.locator("h1")).to_have_text("Energi och miljöteknik")
    pages = pages_of(printed(page, tmp_path))
    (charts,) = [text for text in pages if "Hur mycket EU-stöd är känt" in plain(text)]
    assert any(line.split().count("2026") == 2 for line in charts.splitlines())
    assert page.locator(".plot[data-drawn]").count() == page.locator("figure.chart .plot").count()


def test_the_drawings_are_as_before_when_one_has_printed(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(f"{server.url}/sv/change?region=SE232")
    page.evaluate("window.s3mapPrint.ready()")
    place = page.locator("#chart-projects .plot svg.main-svg").first
    before = place.bounding_box()
    printed(page, tmp_path)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(place).not_to_have_attribute("viewBox", re.compile("."))
    after = place.bounding_box()
    assert before and after and abs(before["width"] - after["width"]) < 2


def test_the_matrix_lies_across_the_paper_and_a_comparison_stands(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(f"{server.url}/sv/domains")
    file = printed(page, tmp_path)
    assert size_of(file) == LANDSCAPE
    assert len(pages_of(file)) == 1
    page.goto(f"{server.url}/sv/compare?with=SE232,SE224")
    file = printed(page, tmp_path)
    assert size_of(file) == PORTRAIT
    assert len(pages_of(file)) == 2
    assert "Livsmedel och lantbruk" in pages_of(file)[0]


def test_ctrl_p_and_the_button_print_once_everything_is_drawn(page: Page, server: Server) -> None:
    page.add_init_script(
        "window.prints = []; window.print = () => window.prints.push("
        "[document.querySelectorAll('.plot[data-drawn]').length, document.querySelectorAll('.plot').length])"
    )
    page.goto(f"{server.url}/sv/change?region=SE232")
    page.keyboard.press("Control+p")
    page.wait_for_function("() => window.prints.length === 1")
    drawn, every = page.evaluate("window.prints[0]")
    assert drawn == every > 5
    page.goto(f"{server.url}/sv/profile?region=SE232")
    page.get_by_role("button", name="Skriv ut eller spara som PDF").click()
    page.wait_for_function("() => window.prints.length === 1")


def test_from_the_panel_to_the_profile_and_back(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/?region=SE232&fund=erdf")
    page.get_by_role("link", name="Profile on two pages").click()
    expect(page).to_have_url(f"{server.url}/en/profile?region=SE232")
    page.get_by_role("link", name="2014–2020").click()
    expect(page.locator("#profile-wants .aside")).to_have_text("2014–2020")
    page.get_by_role("link", name="To the map").click()
    expect(page).to_have_url(f"{server.url}/en/?region=SE232&period=2014-2020")
