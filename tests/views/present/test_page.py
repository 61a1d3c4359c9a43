"""The list of stories."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3dash.data.dataset import load_dataset
from s3dash.site import Site
from s3dash.state import LANGUAGES
from s3dash.views.present.page import present_page
from s3dash.views.present.steps import stories_of
from tests.data.tiny import write_tiny
from tests.views.dom import Element, context, shown


def page(site: Site, query: str = "", lang: str = "en") -> Element:
    return shown(present_page(context(site, query, lang, "present"), site.geometry).content)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_story_can_be_shown_from_any_of_its_steps(site: Site, lang: str) -> None:
    seen = page(site, lang=lang)
    stories = stories_of(site.dataset, site.store).shown
    assert seen.texts(".story-card h2")[0] == stories["seven-pictures"].title[lang]
    first = seen.select(".story-card")[0]
    assert [link["href"] for link in first.select(".play a")] == [
        f"/{lang}/present/seven-pictures",
        f"/files/{lang}/present/seven-pictures/slides.pptx",
    ]
    assert first.texts("ol a") == [step.heading[lang] for step in stories["seven-pictures"].steps]
    assert [a["href"] for a in first.select("ol a")][:2] == [
        f"/{lang}/present/seven-pictures",
        f"/{lang}/present/seven-pictures?step=2",
    ]


def test_a_template_asks_for_its_region_without_a_script(site: Site) -> None:
    form = page(site, "region=SE232").one("form")
    assert (form["action"], form["method"]) == ("/en/present/our-region", "get")
    assert form.one("select")["name"] == "region"
    codes = [option["value"] for option in form.select("option")]
    drawn = [code for layer in ("lan", "nuts2", "neighbours") for code in site.dataset.drawn(layer)]
    assert sorted(codes) == sorted(drawn)
    chosen = [option["value"] for option in form.select("option") if "selected" in option.attributes]
    assert chosen == ["SE232"]
    assert page(site, "region=SE232").texts(".story-card h2")[1] == "Västra Götaland and the Baltic Sea"


def test_data_without_stories_say_how_to_get_one(tiny_site: Site) -> None:
    seen = page(tiny_site)
    assert seen.one(".empty").text.startswith("There are no stories")
    assert not seen.select(".story-card") and not seen.select(".broken-stories")


def test_a_story_that_is_left_out_is_named_by_file_and_line(tiny_site: Site, tmp_path: Path) -> None:
    folder = write_tiny(tmp_path / "data")
    (folder / "stories").mkdir()
    (folder / "stories" / "bad.yml").write_text("title: A\nauthor: <b>\ndate: soon\nsteps: []\n", encoding="utf-8")
    seen = page(Site(load_dataset(folder), tiny_site.geometry))
    assert seen.one(".broken-stories summary").text == "One story cannot be shown"
    assert [text.split(":")[0] for text in seen.texts(".broken-stories li")] == [
        "stories/bad.yml, row 3, date",
        "stories/bad.yml, row 4, steps",
    ]


def test_every_key_is_on_the_page(site: Site) -> None:
    keys = ["→", "←", "Space", "Page Down", "Page Up", "Home", "End", "f", "b", "n", "q", "?", "Esc"]
    assert page(site).texts("kbd") == keys
