"""The list of projects as people use it: searching, filtering, sorting, opening, downloading."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests import by_hand
from tests.browser.harness import LAPTOP, PHONE, Server, new_context, point_inside

PROJECTS = len(by_hand.projects(period=by_hand.NOW))
ROW = "#projects-grid .ag-center-cols-container .ag-row"
TITLE = f"{ROW} .grid-project a"


def open_list(page: Page, server: Server, query: str = "", lang: str = "en") -> None:
    """Open the list and wait for the filters, and for the grid where it is needed."""
    page.goto(f"{server.url}/{lang}/projects{'?' if query else ''}{query}")
    expect(page.locator("#control-baltic")).to_be_attached()


def parameters(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def count(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator("#projects-sums .count").inner_text()))


def test_searching_while_typing_marks_what_is_found_and_is_one_step_back(page: Page, server: Server) -> None:
    open_list(page, server, "period=all")
    expect(page.locator(TITLE).first).to_be_visible()
    page.locator("#search input[type=search]").press_sequentially("ENERGI", delay=40)
    expect(page.locator("a.chip[data-filter=q]")).to_contain_text("ENERGI")
    expect(page.locator("#projects-grid mark, #projects-table mark").first).to_be_visible()
    expect(page.locator(".choices a[aria-current]", has_text="Best match")).to_be_visible()
    assert parameters(page) == {"period": "all", "q": "ENERGI"}
    assert 0 < count(page) < len(by_hand.table("projects"))
    page.go_back()
    expect(page.locator("#projects-sums .count")).to_contain_text(f"{len(by_hand.table('projects'))}")
    expect(page.locator("#search input[type=search]")).to_have_value("")


def test_enter_searches_at_once_and_the_chip_takes_it_back(page: Page, server: Server) -> None:
    open_list(page, server)
    page.locator("#search input[type=search]").fill("hydrogen")
    page.keyboard.press("Enter")
    expect(page.locator("#projects-table mark").first).to_have_text(re.compile("hydrogen", re.IGNORECASE))
    expect(page.locator("#grid")).to_be_hidden()
    page.locator("a.chip[data-filter=q]").click()
    expect(page.locator("#projects-sums .count")).to_have_text(f"{PROJECTS} projects")
    expect(page.locator(TITLE).first).to_be_visible()
    assert parameters(page) == {}


def test_filters_become_chips_the_map_follows_and_a_chip_removes_its_filter(page: Page, server: Server) -> None:
    open_list(page, server)
    page.locator("#control-domain").click()
    page.get_by_role("option", name="Energy & cleantech", exact=True).click()
    expect(page.locator("a.chip[data-filter=domain]")).to_contain_text("Energy & cleantech")
    rows = by_hand.projects(period=by_hand.NOW, domain_id="energy")
    expect(page.locator("#projects-sums .count")).to_have_text(f"{len(rows)} projects")
    here = by_hand.projects("SE224", by_hand.NOW, domain_id="energy")
    label = f"{len(here)} project{'' if len(here) == 1 else 's'}"
    expect(page.locator('#map a[data-nuts="SE224"]')).to_have_attribute("aria-label", re.compile(f"{label}$"))

    page.locator("label", has_text="Only with Baltic partners").click()
    expect(page.locator("a.chip[data-filter=baltic]")).to_be_visible()
    page.locator("#control-year_from").fill("2024")
    expect(page.locator("a.chip[data-filter=year_from]")).to_have_text(re.compile("from 2024"))
    assert parameters(page) == {"domain": "energy", "baltic": "1", "year_from": "2024"}

    page.locator("a.chip[data-filter=domain]").click()
    expect(page.locator("#control-domain")).to_have_value("All domains")
    page.locator("a.chip[data-filter=baltic]").click()
    expect(page.locator("#control-baltic")).not_to_be_checked()
    page.locator("a.chip[data-filter=year_from]").click()
    expect(page.locator("#control-year_from")).to_have_value("")
    expect(page.locator("#projects-sums .count")).to_have_text(f"{PROJECTS} projects")


def test_an_organisation_is_found_while_typing_and_partners_by_country(page: Page, server: Server) -> None:
    open_list(page, server)
    page.locator("#control-organisation").click()
    page.keyboard.type("malmo univ")
    page.get_by_role("option", name=re.compile("Malmö Universitet", re.IGNORECASE)).first.click()
    expect(page.locator("a.chip[data-filter=organisation]")).to_contain_text(re.compile("malmö", re.IGNORECASE))
    expect(page.locator("#control-organisation")).to_have_value(re.compile("malmö", re.IGNORECASE))
    page.locator("#control-partner").click()
    page.get_by_role("option", name="Denmark", exact=True).click()
    expect(page.locator("a.chip[data-filter=partner]")).to_have_text(re.compile("Partners in Denmark"))
    assert set(parameters(page)) == {"organisation", "partner"}
    page.locator(".chips a.more", has_text="Remove the filters").click()
    expect(page.locator("#projects-sums .count")).to_have_text(f"{PROJECTS} projects")
    expect(page.locator("#control-organisation")).to_have_value("")


def test_a_click_into_a_choice_lets_one_type_over_it_without_accents(page: Page, server: Server) -> None:
    open_list(page, server, lang="sv")
    page.locator("#control-partner").click()
    page.keyboard.type("osterr")
    expect(page.get_by_role("option")).to_have_text(["Österrike"])
    page.keyboard.press("Enter")
    expect(page.locator("a.chip[data-filter=partner]")).to_have_text(re.compile("Österrike"))


def test_a_click_on_the_little_map_filters_by_the_region(page: Page, server: Server) -> None:
    open_list(page, server)
    page.mouse.click(*point_inside(page, "SE332"))
    expect(page.locator("h1")).to_have_text("Projects in Norrbotten")
    assert parameters(page) == {"region": "SE332"}
    assert count(page) == len(by_hand.projects("SE332", by_hand.NOW))
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_have_text("All projects")


def amounts(page: Page) -> list[str]:
    return page.locator(f'{ROW}[row-index="0"] [col-id="amount"] span').first.all_inner_texts()


def test_the_head_of_a_column_and_the_choice_above_sort_alike(page: Page, server: Server) -> None:
    open_list(page, server)
    expect(page.locator(TITLE).first).to_be_visible()
    head = page.locator('#projects-grid .ag-header-cell[col-id="amount"]')
    head.click()
    page.wait_for_url("**?order=largest")
    expect(page.locator("#projects-tools .choice[aria-current]")).to_have_text("Largest")
    expect(head).to_have_attribute("aria-sort", "descending")
    largest = max((row for row in by_hand.projects(period=by_hand.NOW) if by_hand.grant(row)), key=_euro)
    expect(page.locator(f'{ROW}[row-index="0"] .grid-project a')).to_have_text(" ".join(largest["title"].split()))
    page.locator("#projects-tools .choice", has_text="Title").click()
    expect(page.locator('#projects-grid .ag-header-cell[col-id="title"]')).to_have_attribute("aria-sort", "ascending")
    expect(head).to_have_attribute("aria-sort", "none")
    page.go_back()
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(page.locator(f'{ROW}[row-index="0"] .grid-project a')).to_have_text(" ".join(largest["title"].split()))


def _euro(row: by_hand.Row) -> float:
    amount = by_hand.grant(row)
    return amount.EUR if amount else 0.0


def test_rows_further_down_come_when_they_are_scrolled_to(page: Page, server: Server) -> None:
    open_list(page, server)
    expect(page.locator(TITLE).first).to_be_visible()
    page.locator("#projects-grid .ag-body-viewport").evaluate("view => view.scrollTo(0, view.scrollHeight)")
    expect(page.locator(f'{ROW}[row-index="{PROJECTS - 1}"] .grid-project a')).to_be_visible()


def test_a_row_opens_its_project_which_leads_to_an_organisation_and_back(page: Page, server: Server) -> None:
    open_list(page, server, "region=SE224")
    row = page.locator(f'{ROW}[row-index="0"]')
    title = row.locator(".grid-project a").inner_text()
    row.locator('[col-id="years"]').click()
    expect(page.locator("h1")).to_have_text(title)
    page.locator("#project-partners tbody th a").first.click()
    expect(page.locator("#organisation-projects h2")).to_be_visible()
    name = page.locator("h1").inner_text()
    page.locator("#organisation-projects a.more").click()
    expect(page.locator("a.chip[data-filter=organisation]")).to_contain_text(name)
    for _ in range(3):
        page.go_back()
    expect(page.locator("h1")).to_have_text("Projects in Skåne")


def test_the_keyboard_opens_a_project(page: Page, server: Server) -> None:
    open_list(page, server)
    expect(page.locator(TITLE).first).to_be_visible()
    title = page.locator(f'{ROW}[row-index="1"] .grid-project a').inner_text()
    page.locator('#projects-grid .ag-header-cell[col-id="title"]').focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)


def test_the_files_hold_what_is_filtered(page: Page, server: Server, tmp_path: Path) -> None:
    open_list(page, server, "region=SE311&domain=forest_bio")
    expected = {row["project_id"] for row in by_hand.projects("SE311", by_hand.NOW, domain_id="forest_bio")}
    assert expected
    with page.expect_download() as download:
        page.locator(".downloads a", has_text="CSV").click()
    assert "varmland" in download.value.suggested_filename
    text = download.value.path().read_bytes().decode("utf-8-sig")
    assert {row["Id"] for row in csv.DictReader(io.StringIO(text, newline=""))} == expected
    with page.expect_download() as download:
        page.locator(".downloads a", has_text="Excel").click()
    download.value.save_as(tmp_path / "list.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    assert {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)} == expected


def test_only_the_list_loads_the_grid(page: Page, server: Server) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    for path in ("", "about", "projects/IR-AUR-001"):
        page.goto(f"{server.url}/en/{path}")
    page.goto(f"{server.url}/en/")
    expect(page.locator("#control-domain")).to_be_attached()
    assert not [url for url in asked if "ag_grid" in url or "grid.js" in url]


def test_without_scripts_the_list_can_be_searched_and_turned(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}/en/projects?currency=SEK")
    assert page.locator("#projects-table tbody tr").count() == 50
    page.locator(".pager a", has_text="Next").click()
    assert parameters(page) == {"currency": "SEK", "start": "50"}
    page.locator("#search input[type=search]").fill("hydrogen")
    page.locator("#search button").click()
    assert parameters(page) == {"currency": "SEK", "q": "hydrogen"}
    expect(page.locator("#projects-table mark").first).to_be_visible()
    page.locator("#projects-table tbody th a").first.click()
    expect(page.locator("#project-money h2")).to_be_visible()
    context.close()


def test_on_a_phone_a_row_is_one_column_and_the_filters_are_a_sheet(browser: Browser, server: Server) -> None:
    context = new_context(browser, PHONE)
    page = context.new_page()
    open_list(page, server)
    row = page.locator(f'{ROW}[row-index="0"]')
    expect(row.locator(".details")).to_be_visible()
    assert row.locator(".ag-cell").count() == 1
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    page.locator("#filters-toggle").tap()
    expect(page.locator("#control-colour")).to_be_hidden()
    page.locator("#control-fund").tap()
    page.get_by_role("option", name="Interreg", exact=True).tap()
    page.locator("#filters-toggle").tap()
    expect(page.locator("a.chip[data-filter=fund]")).to_be_visible()
    title = row.locator(".grid-project a").inner_text()
    row.locator(".details").tap()
    expect(page.locator("h1")).to_have_text(title)
    open_list(page, server, "q=energi")
    expect(page.locator("#projects-table")).to_be_visible()
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0, "a short list is a plain table"
    context.close()


@pytest.mark.parametrize("viewport", [LAPTOP], indirect=True)
def test_printed_the_list_is_a_plain_table(page: Page, server: Server) -> None:
    open_list(page, server)
    expect(page.locator(TITLE).first).to_be_visible()
    expect(page.locator("#projects-table")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("#projects-table tbody tr").first).to_be_visible()
    expect(page.locator("#grid")).to_be_hidden()
    expect(page.locator("#search")).to_be_hidden()
