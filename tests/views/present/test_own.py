"""The editor of one's own story: empty from the server, with all that its script needs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from s3dash.data.stories import LONGEST, MOST_STEPS
from s3dash.site import Site
from s3dash.state import LANGUAGES
from s3dash.text import Text
from s3dash.views.present.own import own_story
from tests.views.dom import Element, context, shown

ASSETS = Path(__file__).parents[3] / "assets"


def editor(site: Site, lang: str) -> Element:
    return shown(own_story(context(site, "currency=SEK", lang, "present"))).one("#own-story")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_how_to_begin_in_the_words_of_the_menu(site: Site, lang: str) -> None:
    text, seen = Text(lang), editor(site, lang)
    assert text("export_menu.story") in seen.one("#own-beginning").text
    assert text("export_menu.label") in seen.one("#own-beginning").text
    assert seen.one("noscript").text == text("own_story.no_script")
    assert [a["href"] for a in seen.select("#own-tools a")] == [
        f"/{lang}/?currency=SEK",
        f"/{lang}/present/own?currency=SEK",
    ]


def test_without_a_script_nothing_is_shown_that_does_nothing(site: Site) -> None:
    seen = editor(site, "sv")
    for name in ("own-shared", "own-beginning", "own-editor", "own-tools", "own-link-row", "own-undo"):
        assert "hidden" in seen.one(f"#{name}").attributes, name


def test_every_box_has_a_name_and_takes_no_more_than_a_file_may_have(site: Site) -> None:
    seen = editor(site, "en")
    for box in [*seen.select("input[data-field]"), *seen.select("textarea")]:
        assert box["maxlength"] == str(LONGEST[box["data-field"]])
        assert box.attributes.get("aria-label") or (box.parent is not None and box.parent.one("span").text)
    fields = [box["data-field"] for box in seen.one("template").every() if "data-field" in box.attributes]
    assert fields == ["heading", "text", "notes"]


def test_the_script_finds_every_word_it_says(site: Site) -> None:
    seen, script = editor(site, "en"), (ASSETS / "own.js").read_text("utf-8")
    said = set(re.findall(r"words\(\)\.(\w+)", script)) | {"up", "down", "remove"}
    assert {re.sub("[A-Z]", lambda letter: f"-{letter[0].lower()}", name) for name in said} == {
        name.removeprefix("data-") for name in seen.attributes if name.startswith("data-")
    }


def test_the_script_has_the_limits_of_the_schema() -> None:
    script = (ASSETS / "story.js").read_text("utf-8")
    assert f"MOST_STEPS = {MOST_STEPS};" in script
    for name, most in LONGEST.items():
        assert re.search(rf"\b{name}: {most}\b", script), name
