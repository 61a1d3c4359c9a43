"""Stories against the pages they lead to, and a story told about a region in a language."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from s3dash.data.dataset import load_dataset
from s3dash.data.stories import parse_story
from s3dash.site import Site
from s3dash.state import LANGUAGES
from s3dash.views.present.steps import page_violations, stories_of, told, vocabulary_of
from tests.data.tiny import write_tiny
from tests.views.dom import context

HEAD = "title: A title\nauthor: S3 Map\ndate: 2026-11-24\n"


def wrong(site: Site, view: str, region: str = "") -> str:
    """What is expected instead of a view; nothing where it is right."""
    head = f"{HEAD}region: {region}\n" if region else HEAD
    story, found = parse_story(f"{head}steps:\n- view: {view}\n  heading: A\n", "a", "stories/a.yml")
    assert story is not None, found
    violations = page_violations(story, site.dataset, vocabulary_of(site.dataset), lambda: site.store)
    assert {violation.file for violation in violations} <= {"stories/a.yml"}
    return violations[0].expected if violations else ""


@pytest.mark.parametrize(
    "view",
    [
        "/", "/?region=SE224&other=PL63", "/sv/compare?with=SE221,SE224", "/domains?show=overlap", "/domains/energy",
        "/projects/P-ALONE", "/projects?q=energi", "/about#method", "/profile?region=SE224",
    ],
)  # fmt: skip
def test_a_step_can_show_any_page(tiny_site: Site, view: str) -> None:
    assert wrong(tiny_site, view) == ""


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("/nowhere", "the address of a page"),
        ("/api/v1/regions", "the address of a page"),
        ("/domains/alchemy", "the page of one domain"),
        ("/projects/NONE-1", "the page of one project"),
        ("/organisations/NONE-1", "the page of one organisation"),
        ("/present", "not itself about presenting"),
        ("/present/own", "not itself about presenting"),
        ("/?region=SE999", "not region=SE999"),
        ("/?colour=red", "not colour=red"),
        ("/?level=nuts2&region=SE221", "not level=nuts2"),
        ("/?embed=page", "an address without embed"),
    ],
)
def test_a_step_that_leads_nowhere_is_told(tiny_site: Site, view: str, expected: str) -> None:
    assert expected in wrong(tiny_site, view)


def test_a_template_needs_a_region_of_the_map(tiny_site: Site) -> None:
    assert wrong(tiny_site, "/?region={nuts}", "SE221") == ""
    assert wrong(tiny_site, "/?region={nuts}", "BE10") == "a region that the map draws"


def test_a_broken_story_is_left_out_and_named_in_the_log(
    tiny_site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = write_tiny(tmp_path / "data")
    (folder / "stories").mkdir()
    (folder / "stories" / "good.yml").write_text(f"{HEAD}steps:\n- view: /\n  heading: A\n", encoding="utf-8")
    (folder / "stories" / "lost.yml").write_text(f"{HEAD}steps:\n- view: /lost\n  heading: A\n", encoding="utf-8")
    site = Site(load_dataset(folder), tiny_site.geometry)
    with caplog.at_level(logging.WARNING):
        stories = stories_of(site.dataset, site.store)
        assert stories_of(site.dataset, site.store) is stories
    assert list(stories.shown) == ["good"]
    assert [(violation.file, violation.row) for violation in stories.broken] == [("stories/lost.yml", 5)]
    assert caplog.text.count("stories/lost.yml, row 5") == 1
    assert site.state("/sv/present/good", "") is not None and site.state("/sv/present/own", "") is not None
    assert site.state("/sv/present/lost", "") is None


def test_a_story_is_told_in_each_language(site: Site) -> None:
    story = stories_of(site.dataset, site.store).shown["seven-pictures"]
    shown = told(context(site, lang="en"), story)
    assert shown.heading == story.title["en"] and shown.region is None
    assert {step.state.lang for step in shown.steps} == {"en"}
    assert told(context(site, lang="en"), story, "sv").steps[0].url == "/sv/"
    assert json.loads(shown.script)["steps"][0] == {
        "view": "/en/",
        "heading": story.steps[0].heading["en"],
        "text": story.steps[0].text["en"],
        "notes": story.steps[0].notes["en"],
    }


def test_no_text_can_end_the_script_it_stands_in(site: Site) -> None:
    story = stories_of(site.dataset, site.store).shown["overlap"]
    sly = replace(story, title=dict.fromkeys(LANGUAGES, "</script><script>alert(1)</script><!--"))
    shown = told(context(site), sly)
    assert "<" not in shown.script
    assert json.loads(shown.script)["title"]["sv"].startswith("</script>")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_region_can_be_any_region_of_the_map(site: Site, lang: str) -> None:
    story = stories_of(site.dataset, site.store).shown["our-region"]
    vocabulary = vocabulary_of(site.dataset)
    for code in vocabulary.layers:
        asked = context(site, f"region={code}", lang, "present/our-region")
        shown = told(asked, story)
        assert shown.heading.startswith(asked.name(code)) and shown.region == code
        for step in shown.steps:
            assert step.state.region == code
            found = site.state(step.state.path, step.state.query)
            assert found is not None and found == (step.state, [])
            assert not {"{", "}"} & set(step.heading + step.text + step.notes)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_step_of_every_story_leads_to_a_view_and_to_its_place_in_it(site: Site, lang: str) -> None:
    for story in stories_of(site.dataset, site.store).shown.values():
        for step in told(context(site, lang=lang), story).steps:
            view = site.view(step.state, [])
            if step.place:
                assert any(f'id="{step.place}"' in fragment for fragment in view.fragments.values())
