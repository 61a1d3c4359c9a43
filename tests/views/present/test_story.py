"""The presenter's page before its script runs: the steps as data, and as a list to read."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient

from s3dash.site import Site
from s3dash.views.present.story import story_page
from tests.views.dom import context, read, shown


def test_the_steps_stand_there_to_read_and_for_the_script(site: Site) -> None:
    page = shown(story_page(context(site, "region=SE232", "sv", "present/our-region")))
    data = json.loads(page.one("#story").text)
    assert page.one("#handout h1").text == data["title"]["sv"] == "Västra Götaland och Östersjön"
    assert [a["href"] for a in page.select("#handout li a")] == [step["view"] for step in data["steps"]]
    assert page.texts("#handout li h2") == [step["heading"] for step in data["steps"]]
    assert data["steps"][0]["view"] == "/sv/?region=SE232"


def test_a_story_of_ones_own_is_only_in_the_browser(site: Site) -> None:
    page = shown(story_page(context(site, "", "en", "present/own")))
    assert not page.select("#story")
    assert page.one("#handout a")["href"] == "/en/present"


@pytest.mark.parametrize(("story", "own"), [("overlap", False), ("own", True)])
def test_the_page_is_whole_and_says_what_it_is(client: FlaskClient, story: str, own: bool) -> None:
    answer = client.get(f"/en/present/{story}")
    assert answer.status_code == 200
    page = read(re.sub(r"^<!DOCTYPE html>\s*", "", answer.get_data(as_text=True)))
    assert ("own" if own else "overlap") == page.one("body")["data-story"]
    assert "hidden" in page.one("#presenter").attributes
    assert page.one("#close")["href"] == "/en/present"
    assert any("/assets/story.js" in script.attributes.get("src", "") for script in page.select("script")) == own
    for element in page.one("#presenter").every():
        if element.tag == "button" and element.attributes.get("id") != "back":
            assert element.text or element["aria-label"]


@pytest.mark.parametrize("path", ["/sv/present/nothing", "/sv/present/overlap/more", "/xx/present/overlap"])
def test_a_story_that_there_is_not_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
