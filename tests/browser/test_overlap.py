"""Journeys from a flag to its rows: overlap of domains, and what the counties of a NUTS2 area share."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import LAPTOP, PHONE, Server


@pytest.mark.parametrize("viewport", [LAPTOP], indirect=True)
def test_from_a_sign_of_overlap_to_the_projects_behind_it(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/en/domains?show=overlap")
    expect(page.locator("#chart-overlap .plot[data-drawn]")).to_have_count(1)
    page.locator('.overlap-table tr[data-domain="health"] th a').click()
    heading = page.locator("#overlap-domain")
    expect(heading).to_contain_text("Life science & health")
    expect(heading).to_be_in_viewport()
    row = page.locator(".region-rows tbody tr").first
    count = row.locator("td").first.inner_text()
    county = row.locator("th").inner_text()
    row.locator("a").click()
    expect(page.locator("#projects-head h1")).to_contain_text(county)
    expect(page.locator("body")).to_have_attribute("data-rows", count)
    page.go_back()
    expect(heading).to_be_attached()
    page.go_back()
    lone = page.locator('ul.alone [data-domain="blue"]')
    lone.get_by_role("link", name="Schleswig-Holstein").click()
    expect(page.locator("#region-panel h1")).to_contain_text("Blekinge")
    expect(page.locator("#region-panel h1")).to_contain_text("Schleswig-Holstein")


@pytest.mark.parametrize("viewport", [PHONE], indirect=True)
def test_from_a_shared_domain_to_its_area_and_projects(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/domains?show=candidates")
    cell = page.locator('.shared tr[data-domain="forest_bio"] td[data-area="SE31"] a')
    expect(cell).to_have_text("\u25cf 3/3")
    cell.click()
    area = page.locator("#area-SE31")
    expect(area.locator("h2")).to_be_in_viewport()
    row = area.locator('tr[data-domain="forest_bio"]')
    expect(row).to_contain_text("alla 3 län")
    row.get_by_role("link", name="4 projekt").click()
    expect(page.locator("#projects-head h1")).to_contain_text("Norra Mellansverige")
    expect(page.locator("body")).to_have_attribute("data-rows", "4")
    page.go_back()
    expect(area).to_be_attached()
