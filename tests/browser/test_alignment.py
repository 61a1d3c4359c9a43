"""Priorities against money, as a visitor clicks through it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import LAPTOP, PHONE, Server

PLACE = "#alignment-region"


def test_from_the_list_to_a_region_its_projects_and_back(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/domains?show=alignment")
    expect(page.locator("h1")).to_have_text("Does the money follow the priorities?")
    expect(page.locator(PLACE)).to_have_count(0)
    page.locator(".alignment-table").get_by_role("link", name="Show Värmland domain by domain").click()
    expect(page.locator(f'{PLACE}[data-region="SE311"] h2')).to_have_text("Värmland")
    expect(page.locator(".alignment-table [aria-current]")).to_have_text("Värmland")
    projects = page.locator(".domain-bars .bar-projects a").first
    count = re.sub(r"\D", "", projects.inner_text())
    projects.click()
    expect(page.locator("#projects-sums .count")).to_contain_text(count)
    page.go_back()
    expect(page.locator(f'{PLACE}[data-region="SE311"]')).to_be_visible()
    page.locator("#switches").get_by_text("SV", exact=True).click()
    expect(page.locator(f"{PLACE} .section-head .more")).to_have_text("Alla regioner")
    page.locator(f"{PLACE} .section-head .more").click()
    expect(page.locator(PLACE)).to_have_count(0)


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], indirect=True, ids=["laptop", "phone"])
def test_a_region_at_the_end_of_the_list_comes_into_sight_and_has_the_focus(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/domains?show=alignment&period=2014-2020")
    last = page.locator(".alignment-table th a").last
    last.scroll_into_view_if_needed()
    name = last.inner_text()
    last.click()
    expect(page.locator(f"{PLACE} h2")).to_have_text(name)
    expect(page.locator(f"{PLACE} h2")).to_be_in_viewport()
    expect(page.locator(PLACE)).to_be_focused()
    # the region without a list of priorities says so
    expect(page.locator(f"{PLACE} .empty")).to_contain_text("inga prioriteringar")


def test_the_country_is_drawn_and_its_values_are_a_file(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/domains?show=alignment")
    figure = page.locator("#chart-alignment-country")
    figure.scroll_into_view_if_needed()
    expect(figure.locator(".plot[data-drawn]")).to_be_visible()
    assert figure.locator(".textpoint").count() >= 18
    address = figure.locator(".chart-files a").get_attribute("href")
    lines = page.request.get(f"{server.url}{address}").text().strip().splitlines()
    figure.locator("summary").click()
    expect(figure.locator("tbody tr")).to_have_count(len(lines) - 1)
    with page.expect_download() as download:
        page.locator("#chart-alignment-regions [data-png]").click()
    assert download.value.suggested_filename.endswith(".png")
