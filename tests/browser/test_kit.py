"""The copy in a folder: opened as a file, with no network, and clicked through."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from s3dash.kit.contents import Choice
from s3dash.kit.writing import FOLDER, write_kit
from s3dash.site import Site
from tests.browser.harness import PHONE, Watch, new_context, point_inside

REGIONS = ("SE231", "SE232", "SE23", "DK01", "PL63")
STORIES = ("seven-pictures", "our-region")


@pytest.fixture(scope="module")
def folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small copy, unpacked."""
    directory = tmp_path_factory.mktemp("a folder, å")
    write_kit(site, Choice(("sv", "en"), REGIONS, STORIES), directory / "kit.zip")
    with zipfile.ZipFile(directory / "kit.zip") as archive:
        archive.extractall(directory)
    return directory / FOLDER


@pytest.fixture
def watch() -> Watch:
    """Nothing but files may be asked for."""
    return Watch("file://")


@pytest.fixture
def opened(context: BrowserContext, folder: Path) -> Page:
    """The copy as a double click opens it, in a browser that has no network."""
    context.set_offline(True)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    page.wait_for_url("**/sv/index.html")
    return page


def click_region(page: Page, code: str) -> None:
    page.mouse.click(*point_inside(page, code))
    expect(page.locator(f'#region-panel[data-region="{code}"]')).to_be_visible()


def test_the_map_with_its_panels_colours_periods_and_languages(opened: Page) -> None:
    click_region(opened, "SE232")
    panel = opened.locator("#region-panel")
    for section in ("priorities", "projects", "links", "profile"):
        expect(panel.locator(f"#panel-{section}")).not_to_be_empty()
    assert opened.url.endswith("/sv/index.html?region=SE232")

    opened.select_option("#control-colour", "eu")
    expect(opened.locator("#legend .legend-title")).to_have_text("EU-stöd")
    expect(panel.locator("h1")).to_have_text("Västra Götaland")
    opened.select_option("#control-period", "2014-2020")
    expect(opened.locator("#legend .legend-unit")).to_contain_text("2014–2020")
    expect(panel.locator("#panel-priorities")).to_contain_text("2014–2020")

    opened.locator("#switches").get_by_role("link", name="English").click()
    opened.wait_for_url("**/en/index.html?*")
    expect(opened.locator('#region-panel[data-region="SE232"]')).to_contain_text("Priorities")
    expect(opened.locator("#control-colour")).to_have_value("eu")
    expect(opened.locator("#legend .legend-title")).to_have_text("EU contribution")
    opened.go_back()
    expect(opened.locator("#legend .legend-title")).to_have_text("EU-stöd")
    opened.locator("#switches").get_by_role("link", name="SEK").click()
    expect(opened.locator("#legend .legend-unit")).to_contain_text("kr")

    opened.locator("#level-switch").get_by_role("link", name="NUTS2").click()
    expect(opened.locator('#region-panel[data-region="SE23"]')).to_be_visible()
    expect(opened.locator("#map-svg")).to_have_attribute("data-level", "nuts2")
    opened.keyboard.press("Escape")
    expect(opened.locator('#region-panel[data-region=""]')).to_be_visible()


def test_a_region_is_found_by_a_part_of_its_name(opened: Page) -> None:
    box = opened.locator("#control-find")
    for typed, code in (("pomor", "PL63"), ("västra g", "SE232"), ("se231", "SE231")):
        box.fill(typed)
        box.press("Enter")
        expect(opened.locator(f'#region-panel[data-region="{code}"]')).to_be_visible()
    box.fill("atlantis")
    box.press("Enter")
    expect(opened.locator("#status")).to_have_text("Ingen region med det namnet")


def test_two_regions_together_and_their_links(opened: Page) -> None:
    click_region(opened, "SE232")
    opened.locator('#panel-links a[href*="other=DK01"]').first.click()
    expect(opened.locator("#region-panel h1")).to_contain_text("Hovedstaden")
    expect(opened.locator("#map-curves path.curve")).to_have_count(1)
    opened.select_option("#control-colour", "links")
    expect(opened.locator("#legend .legend-title")).to_contain_text("Västra Götaland")


def test_what_the_copy_lacks_is_said_and_nothing_breaks(opened: Page) -> None:
    click_region(opened, "SE232")
    before = opened.url
    opened.locator("#pages").get_by_role("link", name="Projekt").click()
    expect(opened.locator("body")).to_have_class(re.compile("told"))
    expect(opened.locator("#status")).to_have_text("Det finns inte i den här kopian, men i S3-kartan på nätet.")
    assert opened.url == before
    opened.locator('#panel-projects a[data-missing="page"]').first.click()
    assert opened.url == before
    opened.mouse.click(*point_inside(opened, "SE110"))
    expect(opened.locator("#status")).to_have_text("Det finns inte i den här kopian, men i S3-kartan på nätet.")
    assert opened.url == before
    expect(opened.locator('#map-svg a[aria-current="true"]')).to_have_attribute("data-nuts", "SE232")

    opened.select_option("#control-domain", "energy")
    expect(opened.locator("#legend")).to_contain_text("Energi")
    expect(opened.locator("#control-colour")).to_have_value("domain")
    click_region(opened, "SE232")
    expect(opened.locator("#notices")).to_contain_text("det närmaste")
    page = opened.url.partition("?")[0]
    opened.goto(f"{page}?region=SE232&domain=energy&colour=domain")
    expect(opened.locator("#notices")).to_contain_text("det närmaste")
    opened.wait_for_url("**/index.html?region=SE232")
    expect(opened.locator("#control-domain")).to_have_value("")
    opened.goto(f"{page}?region=SE999&colour=nonsense")
    expect(opened.locator("#region-panel h1")).to_be_visible()

    opened.locator("#export summary").click()
    shown = opened.locator("#export-menu :is(a, button):visible")
    assert shown.evaluate_all("all => all.map((one) => one.dataset.picture ?? Object.keys(one.dataset)[0])") == [
        "png", "svg", "print",
    ]  # fmt: skip


def test_the_page_about_the_missing_and_an_archive_that_is_not_unpacked(
    opened: Page, folder: Path, tmp_path: Path, watch: Watch
) -> None:
    opened.goto((folder / "en" / "gone.html").as_uri())
    expect(opened.get_by_role("heading")).to_have_text("The page is not in the copy")
    opened.get_by_role("link").click()
    expect(opened.locator("#map-svg")).to_be_visible()
    shutil.copy(folder / "index.html", tmp_path)
    opened.goto((tmp_path / "index.html").as_uri())
    expect(opened.locator("body")).to_contain_text("Packa upp hela mappen först.")
    watch.forget()  # the file that it looks for is not there


def test_a_story_is_shown_with_its_views_and_can_be_clicked(opened: Page) -> None:
    opened.locator("#pages").get_by_role("link", name="Presentera").click()
    opened.locator(".story-card a.button").first.click()
    heading, back = opened.locator("#step-heading"), opened.locator("#back")
    expect(heading).to_have_text("Vad vill länen bli bra på?")
    frame = opened.frame_locator("iframe.shown")
    expect(frame.locator("#map-svg")).to_be_visible()
    expect(frame.locator("#top")).to_have_count(0)
    frame.locator('#map a[data-nuts="SE232"]').dispatch_event("click")
    expect(frame.locator('#region-panel[data-region="SE232"]')).to_be_visible()
    back.click()
    expect(frame.locator('#region-panel[data-region="SE232"]')).to_have_count(0)
    expect(back).to_be_hidden()
    for key, words, seen in (
        ("ArrowRight", "Vem har valt vad?", ".matrix"),
        (" ", "Vad är nytt, vad finns kvar?", "figure.chart"),
        ("PageDown", "Vart går EU-stödet?", "#map-svg"),
        ("ArrowRight", "Följer pengarna orden?", "figure.chart"),
        ("ArrowRight", "Vilka arbetar redan över gränserna?", "#map-svg"),
        ("End", "Vilka borde ringa varandra?", "figure.chart"),
        ("Home", "Vad vill länen bli bra på?", "#map-svg"),
    ):
        opened.keyboard.press(key)
        expect(heading).to_have_text(words)
        expect(opened.frame_locator("iframe.shown").locator(seen).first).to_be_visible()
        expect(back).to_be_hidden()


def test_a_story_about_a_region_of_ones_choice(opened: Page) -> None:
    opened.locator("#pages").get_by_role("link", name="Presentera").click()
    region = opened.locator("select[name=region]")
    expect(region).to_be_enabled()
    assert set(region.locator("option:not([disabled])").evaluate_all("all => all.map((one) => one.value)")) == {
        "SE231", "SE232", "SE23",
    }  # fmt: skip
    region.select_option("SE231")
    opened.locator(".story-card form button").click()
    opened.wait_for_url("**/present_our-region_SE231.html")
    expect(opened.locator("#step-heading")).to_contain_text("Halland")
    shown = opened.frame_locator("iframe.shown")
    expect(shown.locator('#region-panel[data-region="SE231"]')).to_be_visible()
    opened.keyboard.press("End")
    expect(shown.locator("#page-content h1")).to_contain_text("Halland")


def test_charts_are_drawn_without_a_network(opened: Page, folder: Path) -> None:
    opened.goto((folder / "sv" / "domains.html").as_uri() + "?show=alignment")
    opened.locator(".plot").first.scroll_into_view_if_needed()
    expect(opened.locator(".plot[data-drawn]").first).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE], indirect=True, ids=["phone"])
def test_the_choices_are_at_hand_on_a_phone(opened: Page) -> None:
    opened.locator("#filters-toggle").click()
    opened.select_option("#control-colour", "projects")
    opened.locator("#filters-toggle").click()
    expect(opened.locator("#legend .legend-title")).to_have_text("Antal projekt")
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_browser_that_speaks_english_opens_it_in_english(browser, folder: Path) -> None:
    context = new_context(browser, PHONE, locale="en-GB")
    try:
        page = context.new_page()
        page.goto((folder / "index.html").as_uri())
        page.wait_for_url("**/en/index.html")
    finally:
        context.close()
