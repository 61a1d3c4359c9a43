"""Links of a copy."""

from __future__ import annotations

import json

import pytest

from s3dash.kit.contents import Choice, contents
from s3dash.kit.links import Links, file_of, key
from s3dash.state import ViewState

HERE = ViewState(lang="sv", region="SE232")


@pytest.mark.parametrize(
    ("state", "file"),
    [
        (ViewState(), "index"),
        (ViewState(page="domains", show="overlap"), "domains"),
        (ViewState(page="domain", item="energy"), "domains_energy"),
        (ViewState(page="story", item="our-region", region="SE23"), "present_our-region_SE23"),
        (ViewState(page="project", item="a/b ö"), "projects_a-b--"),
    ],
)
def test_a_page_has_a_file_whose_name_every_system_can_write(state, file):
    assert file_of(state) == file


def test_the_key_of_a_view_does_not_depend_on_the_order_of_parameters():
    assert key(ViewState(region="SE232", level="nuts2", currency="SEK")) == "currency=SEK&level=nuts2&region=SE232"


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("/sv/?region=SE23&level=nuts2", "?~level=nuts2&region=SE23"),
        ("/sv/", "?~region="),
        ("/sv/?region=SE232&colour=eu#panel-projects", "?~colour=eu#panel-projects"),
        ("/sv/about#method", "about.html#method"),
        ("/sv/domains?region=SE232", "domains.html"),
        ("/sv/present?region=SE232", "present.html"),
        ("/sv/present/our-region?region=SE232&step=3", "present_our-region_SE232.html?step=3"),
        ("/sv/present/seven-pictures?region=SE232", "present_seven-pictures.html"),
        ("/sv/peers?region=SE232", "peers.html?region=SE232"),
        ("/sv/domains?region=SE232&show=candidates", None),
        ("/sv/projects/ERDF-1", None),
        ("/sv/projects?region=SE232", None),
        ("/sv/?region=SE232&with=SE232", None),
        ("/sv/?region=SE232&order=largest", None),
        ("/sv/?region=SE232&show=list", None),
        ("/en/?region=SE232", None),
        ("/files/sv/slides.pptx?region=SE232", None),
    ],
)
def test_an_address_has_its_place_in_the_copy_or_none(kit, address, local):
    assert kit.links.address(address, HERE, relative=True) == local


def test_a_region_that_the_copy_lacks_is_no_dead_link(kit):
    assert kit.links.rewrite('<a href="/sv/?region=SE110">', HERE, relative=True) == (
        '<a href="gone.html" data-missing="page">'
    )


def test_in_html_links_are_rewritten_and_others_left(kit):
    html = (
        '<a href="/sv/?region=SE232&amp;colour=eu">a</a><a href="https://example.org/sv/">b</a>'
        '<a href="#top">c</a><a href="/charts/sv/change/x.csv">d</a>'
    )
    assert kit.links.rewrite(html, ViewState(lang="sv"), relative=False) == (
        '<a href="index.html?region=SE232&amp;colour=eu">a</a><a href="https://example.org/sv/">b</a>'
        '<a href="#top">c</a><a href="gone.html" data-missing="file">d</a>'
    )


def test_within_a_page_a_link_that_would_change_nothing_is_none(kit):
    here = ViewState(lang="sv", page="domains", show="alignment")
    assert kit.links.address("/sv/domains?show=overlap", here, relative=True) == "?~show=overlap"
    assert kit.links.address("/sv/domains", here, relative=True) == "?~show="
    assert kit.links.address("/sv/domains?show=alignment&region=SE232#alignment-region", here, relative=True) is None
    assert kit.links.address("/sv/domains?show=alignment&currency=SEK", here, relative=True) is None


def test_the_other_language_keeps_what_is_chosen(site):
    choice = Choice(("sv", "en"), ("SE232",), ())
    links = Links({lang: contents(site, choice, lang) for lang in choice.languages}, site.vocabulary)
    assert links.address("/en/?region=SE232", HERE, relative=True) == "../en/index.html?~"
    assert links.address("/en/?region=SE232", HERE, relative=False) == "../en/index.html?region=SE232"
    assert links.address("/en/about", ViewState(lang="sv", page="about"), relative=False) == "../en/about.html"


def test_the_steps_of_a_story_say_where_their_frames_are(kit):
    told = {"steps": [{"view": "/sv/?region=SE232#panel-links"}, {"view": "/sv/domains"}, {"view": "/sv/api"}]}
    html = f'<script type="application/json" id="story">{json.dumps(told)}</script>'
    written = kit.links.rewrite(html, ViewState(lang="sv", page="story", item="x"), relative=False)
    steps = json.loads(written.partition(">")[2].rpartition("</")[0])["steps"]
    assert [(step["view"], step["frame"]) for step in steps] == [
        ("/sv/?region=SE232#panel-links", "index.html?region=SE232&embed=page#panel-links"),
        ("/sv/domains", "domains.html?embed=page"),
        ("/sv/api", "gone.html?embed=page"),
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (ViewState(lang="sv", region="SE232", places=("cluster",)), ViewState(lang="sv", region="SE232")),
        (
            ViewState(lang="sv", region="SE232", domain="energy", colour="domain"),
            ViewState(lang="sv", region="SE232"),
        ),
        (ViewState(lang="sv", region="SE110"), None),
        (ViewState(lang="sv", page="domains", region="SE232", currency="SEK"), ViewState(lang="sv", page="domains")),
    ],
)
def test_the_nearest_view_has_the_same_question_and_fewer_conditions(kit, asked, found):
    assert kit.links.find(asked) == found
