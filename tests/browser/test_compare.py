"""Journeys on the comparison: choosing and ordering regions, reading, on a phone, on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import LAPTOP, PHONE, Server

FOUR = "with=SE331,SE332,FI1D,NO07"


def names(page: Page) -> list[str]:
    return page.locator(".compared .name a").all_inner_texts()


def expect_order(page: Page, *codes: str) -> None:
    """The regions stand in an order, on the page and in its address."""
    expect(page).to_have_url(re.compile(f"with={','.join(codes)}(&|$)"))
    items = page.locator(".compared > li")
    expect(items).to_have_count(len(codes))
    for n, code in enumerate(codes):
        expect(items.nth(n)).to_have_attribute("data-code", code)


def test_regions_are_chosen_moved_and_removed(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/compare")
    page.get_by_role("link", name="Skåne and Hovedstaden").click()
    expect_order(page, "SE224", "DK01")
    expect(page.get_by_role("heading", level=1)).to_have_text("Skåne and Hovedstaden")

    page.locator("#control-find").fill("Värmland")
    page.get_by_role("option", name="Värmland").click()
    expect_order(page, "SE224", "DK01", "SE311")
    assert names(page) == ["Skåne", "Hovedstaden", "Värmland"]

    arrow = page.get_by_role("link", name="Move Värmland to the left")
    arrow.focus()
    page.keyboard.press("Enter")
    expect_order(page, "SE224", "SE311", "DK01")
    expect(page.get_by_role("link", name="Move Värmland to the left")).to_be_focused()
    page.keyboard.press("Enter")
    expect_order(page, "SE311", "SE224", "DK01")
    expect(page.get_by_role("link", name="Move Värmland to the right")).to_be_focused()

    first, last = page.locator(".compared > li").first, page.locator(".compared > li").last
    last.locator(".name .region-mark").drag_to(first.locator(".name .region-mark"))
    expect_order(page, "DK01", "SE311", "SE224")

    page.get_by_role("link", name="Remove Värmland").click()
    expect_order(page, "DK01", "SE224")
    page.go_back()
    expect_order(page, "DK01", "SE311", "SE224")


@pytest.mark.parametrize("viewport", [LAPTOP], indirect=True)
def test_what_differs_is_read_opened_and_drawn(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/compare?with=SE232,SE224,DK01")
    expect(page.locator("#compare-priorities .finding")).to_contain_text("prioriterar alla")

    row = page.locator("table.domains tbody", has_text="Life science och hälsa").first
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(row.locator(".more-row td").nth(1).locator(".original").first).to_be_visible()

    page.get_by_role("link", name="Per invånare").click()
    expect(page).to_have_url(re.compile("per=inhabitant"))
    expect(page.locator("#compare-funding .finding")).to_contain_text("per invånare")

    for name in ("eu-by-year", "projects-by-year"):
        chart = page.locator(f"#chart-{name}")
        chart.scroll_into_view_if_needed()
        expect(chart.locator(".plot[data-drawn] .bars path").first).to_be_attached()
    heading = page.locator(".compared > li").nth(1).bounding_box()
    cell = page.locator("table.bar-rows tbody tr").first.locator("td").nth(1).bounding_box()
    assert heading and cell
    assert heading["y"] == pytest.approx(0, abs=1), "the names stay in sight"
    assert heading["x"] == pytest.approx(cell["x"], abs=2), "columns stand below their names"

    page.locator("#chart-eu-by-domain a.n").first.click()
    expect(page).to_have_url(re.compile("/sv/projects\\?region=SE232&.*domain="))


@pytest.mark.parametrize("viewport", [PHONE], indirect=True)
def test_four_regions_fit_on_a_phone(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/compare?{FOUR}")
    expect(page.locator(".compared > li")).to_have_count(4)
    wide = page.locator(".comparison").evaluate(
        """root => [...root.querySelectorAll("*")]
            .filter((one) => !one.closest(".plot, .chart-foot .table, .spoken, caption, .column-names"))
            .filter((one) => one.getBoundingClientRect().right > 391).map((one) => one.outerHTML.slice(0, 90))"""
    )
    assert wide == []
    tool = page.locator(".compared .tool").first.bounding_box()
    assert tool is not None
    assert min(tool["width"], tool["height"]) >= 24, "a finger can hit it"


@pytest.mark.parametrize(("paper", "sheets"), [("A3", 1), ("A4", 2)])
@pytest.mark.parametrize("query", [FOUR, "with=SE12,SE21,SE22,SE23&period=2014-2020"])
def test_it_prints_on_one_sheet_of_a3_or_two_of_a4(
    page: Page, server: Server, query: str, paper: str, sheets: int
) -> None:
    page.goto(f"{server.url}/sv/compare?{query}")
    for name in ("eu-by-year", "projects-by-year"):
        page.locator(f"#chart-{name}").scroll_into_view_if_needed()
        expect(page.locator(f"#chart-{name} .plot[data-drawn]")).to_be_attached()
    printed = page.pdf(format=paper, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == sheets
