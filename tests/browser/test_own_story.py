"""A story of one's own, from the first view to the room: collected, written, shown, sent as a link and as a file."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from s3dash.text import Text
from tests.browser.harness import LAPTOP, PHONE, Server, Watch, new_context

VIEWS = ("/?region=SE232&colour=eu", "/compare?with=SE232,SE224", "/domains")


def collect(page: Page, server: Server, lang: str = "sv", views: tuple[str, ...] = VIEWS) -> None:
    """Add views to the story by the menu that every page has."""
    for view in views:
        page.goto(f"{server.url}/{lang}{view}")
        page.locator("#export > summary").click()
        page.locator("[data-story-add]").click()


def edit(page: Page, server: Server, lang: str = "sv") -> Locator:
    """Open the editor; its steps."""
    page.goto(f"{server.url}/{lang}/present")
    expect(page.locator("#own-tools")).to_be_visible()
    return page.locator("#own-steps > li")


def headings(steps: Locator) -> list[str]:
    return [box.input_value() for box in steps.locator("[data-field=heading]").all()]


def told(page: Page) -> Locator:
    return page.locator("#own-said")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_story_is_collected_written_and_shown(page: Page, server: Server, lang: str) -> None:
    text = Text(lang)
    collect(page, server, lang)
    expect(page.locator("#status")).to_have_text(text("own_story.added", n=3))
    expect(page.locator("[data-story-count]")).to_have_text(text.count("own_story.count", 3))
    page.locator("[data-story-add]").click()
    expect(page.locator("#status")).to_have_text(text("own_story.same"))
    steps = edit(page, server, lang)
    expect(steps).to_have_count(3)
    first, second, third = headings(steps)
    assert "Västra Götaland" in first and "Skåne" in second and third
    page.get_by_label(text("own_story.name")).fill("Vår väg")
    steps.nth(0).get_by_label(text("own_story.text"), exact=True).fill("Ett stycke.\n\nEtt <b>till</b>.")
    steps.nth(0).locator("summary").click()
    steps.nth(0).get_by_role("textbox", name=text("own_story.notes")).fill("Fråga salen.")
    steps.nth(2).get_by_role("button", name=text("own_story.up", n=3)).click()
    expect(told(page)).to_have_text(text("own_story.moved", n=2, of=3))
    page.keyboard.press("Enter")  # the arrow is still at hand
    assert headings(steps) == [third, first, second]
    page.reload()
    assert headings(steps) == [third, first, second]
    page.locator("#own-tools").get_by_role("link", name=text("own_story.play"), exact=True).click()
    expect(page).to_have_url(f"{server.url}/{lang}/present/own")
    expect(page.locator("#story-title")).to_have_text("Vår väg")
    expect(page.locator("#step-heading")).to_have_text(third)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#step-text p")).to_have_text(["Ett stycke.", "Ett <b>till</b>."])
    shown = page.frame_locator("#views iframe.shown")
    expect(shown.locator('#map a[data-nuts="SE232"][aria-current]')).to_be_attached()


def test_a_step_is_dragged_by_its_grip_and_what_is_removed_comes_back(page: Page, server: Server) -> None:
    collect(page, server)
    steps = edit(page, server)
    first, second, third = headings(steps)
    page.locator("#own-editor").evaluate("(editor) => editor.scrollIntoView()")
    steps.nth(0).locator(".own-grip").drag_to(steps.nth(2).locator(".own-number"))
    expect(steps.nth(2).locator("[data-field=heading]")).to_have_value(first)
    assert headings(steps) == [second, third, first]
    steps.nth(1).get_by_role("button", name="Ta bort bild 2").click()
    assert headings(steps) == [second, first]
    expect(steps.nth(1).locator("[data-move=remove]")).to_be_focused()
    page.get_by_role("button", name="Ångra").click()
    assert headings(steps) == [second, third, first]
    page.get_by_role("button", name="Ta bort allt").click()
    expect(steps).to_have_count(0)
    expect(page.locator("#own-beginning")).to_be_visible()
    expect(page.get_by_role("button", name="Ångra")).to_be_focused()
    page.keyboard.press("Enter")
    expect(steps).to_have_count(3)


def test_a_link_holds_the_whole_story_and_leaves_the_readers_own_alone(
    page: Page, server: Server, browser: Browser, watch: Watch
) -> None:
    collect(page, server)
    steps = edit(page, server)
    page.get_by_label("Berättelsens titel").fill("Vår väg")
    page.get_by_role("button", name="Kopiera länk").click()
    expect(page.locator("#own-link-row")).to_be_visible()
    link = page.locator("#own-link").input_value()
    assert link.startswith(f"{server.url}/sv/present/own#story=") and len(link) < 1000
    expected = headings(steps)
    other = new_context(browser, LAPTOP)
    watch.follow(other)
    reader = other.new_page()
    collect(reader, server, views=("/domains/energy",))
    reader.goto(link)
    expect(reader.locator("#step-heading")).to_have_text(expected[0])
    reader.keyboard.press("End")
    expect(reader.locator("#step-heading")).to_have_text(expected[2])
    reader.reload()
    expect(reader.locator("#step-heading")).to_have_text(expected[2])
    kept = edit(reader, server)
    expect(kept).to_have_count(1)
    expect(reader.locator("#own-shared-title")).to_contain_text("Vår väg")
    reader.get_by_role("button", name="Gör den till min").click()
    assert headings(kept) == expected
    reader.get_by_role("button", name="Ångra").click()
    expect(kept).to_have_count(1)
    reader.goto(link[:-20])
    expect(reader.locator("#handout .lead")).to_have_text(Text("sv")("own_story.broken_link"))
    other.close()


def test_a_link_shows_only_pages_of_the_dashboard_and_never_anything_as_code(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sv/present")
    link = page.evaluate(
        """async () => {
          const story = { title: "<img src=x onerror=alert(1)>", steps: [{ view: "/", heading: "<b>A</b>" }] };
          const good = await s3mapStory.link(story);
          const bad = [..."https://example.org/|//example.org/|javascript:alert(1)|/sv\\\\example.org|".split("|")];
          const raw = { ...story, steps: bad.map((view) => ({ view, heading: "B" })).concat(story.steps) };
          return [good, await s3mapStory.link(raw), s3mapStory.clean(raw).steps.length];
        }"""
    )
    assert link[0] == link[1] and link[2] == 1
    page.goto(link[0])
    expect(page.locator("#step-heading")).to_have_text("<b>A</b>")
    expect(page.locator("#counter")).to_have_text("1 / 1")


def test_a_long_story_is_not_cut_but_sent_as_a_file(page: Page, server: Server) -> None:
    collect(page, server, views=VIEWS[:1])
    steps = edit(page, server)
    letters = Random(5).choices("abcdefghijklmnopqrstuvwxyzåäö ", k=16_000)  # nothing in them that repeats
    page.evaluate(
        """(all) => {
          const story = s3mapStory.kept(), [step] = story.steps;
          story.steps = all.map((notes) => ({ ...step, notes }));
          s3mapStory.keep(story);
        }""",
        ["".join(letters[at : at + 4000]) for at in range(0, len(letters), 4000)],
    )
    expect(steps).to_have_count(4)
    page.get_by_role("button", name="Kopiera länk").click()
    expect(told(page)).to_have_text(Text("sv")("own_story.too_long"))
    expect(page.locator("#own-link-row")).to_be_hidden()


def test_a_file_goes_out_and_comes_back(page: Page, server: Server, tmp_path: Path) -> None:
    collect(page, server)
    steps = edit(page, server)
    page.get_by_label("Berättelsens titel").fill("Vår väg")
    with page.expect_download() as download:
        page.get_by_role("button", name="Spara som fil").click()
    assert download.value.suggested_filename == "var-vag.yml"
    file = tmp_path / "story.yml"
    download.value.save_as(file)
    expected = headings(steps)
    assert [step["heading"] for step in yaml.safe_load(file.read_text("utf-8"))["steps"]] == expected
    page.get_by_role("button", name="Ta bort allt").click()
    page.locator("#own-file").set_input_files(file)
    expect(told(page)).to_have_text(re.compile("3 bilder"))
    assert headings(steps) == expected
    with page.expect_download() as slides:
        page.get_by_role("button", name="Ladda ner PowerPoint").click()
    assert slides.value.suggested_filename == "var-vag.pptx"


def test_a_file_that_cannot_be_used_is_said_line_by_line_and_changes_nothing(
    page: Page, server: Server, watch: Watch
) -> None:
    collect(page, server, views=VIEWS[:1])
    steps = edit(page, server)
    broken = b"title: A\nsteps:\n- view: /nothing\n  heading: B\n"
    page.locator("#own-file").set_input_files({"name": "a.yml", "mimeType": "text/yaml", "buffer": broken})
    expect(told(page)).to_have_text(Text("sv")("own_story.wrong"))
    expect(page.locator("#own-problems li")).to_have_text(re.compile("^Rad 3, steps: 1: view"))
    expect(steps).to_have_count(1)
    assert all("422" in line for line in watch.console)
    watch.forget()


def test_a_story_in_two_languages_is_changed_in_the_one_that_is_read(page: Page, server: Server) -> None:
    steps = edit(page, server)
    file = Path(__file__).parents[2] / "geodata" / "stories" / "overlap.yml"
    page.locator("#own-file").set_input_files(file)
    story = yaml.safe_load(file.read_text("utf-8"))
    expect(steps).to_have_count(len(story["steps"]))
    steps.nth(0).locator("[data-field=heading]").fill("Ny rubrik")
    english = edit(page, server, "en")
    assert headings(english) == [step["heading"]["en"] for step in story["steps"]]
    assert headings(edit(page, server))[0] == "Ny rubrik"


def test_what_is_added_in_another_tab_is_counted_here_at_once(context: BrowserContext, server: Server) -> None:
    here, there = context.new_page(), context.new_page()
    here.goto(f"{server.url}/sv/domains")
    steps = edit(there, server)
    collect(here, server, views=("/domains",))
    expect(steps).to_have_count(1)
    there.get_by_role("button", name="Ta bort bild 1").click()
    expect(here.locator("[data-story-count]")).to_have_text("")


@pytest.mark.parametrize("viewport", [PHONE], indirect=True)
def test_on_a_phone_everything_is_done_by_touch(page: Page, server: Server) -> None:
    collect(page, server, views=VIEWS[:2])
    steps = edit(page, server)
    first, second = headings(steps)
    steps.nth(0).get_by_role("button", name="Flytta ner bild 1").tap()
    assert headings(steps) == [second, first]
    for button in steps.nth(0).locator(".own-moves button").all():
        box = button.bounding_box()
        assert box and min(box["width"], box["height"]) >= 44
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
