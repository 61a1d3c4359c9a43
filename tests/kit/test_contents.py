"""What a copy holds."""

from __future__ import annotations

import pytest

from s3dash.kit.contents import Choice, KitError, colours_of, contents, plain
from s3dash.state import LANGUAGES, ViewState


def test_without_a_choice_it_is_all_there_is(site):
    choice = Choice.of(site)
    assert choice.languages == LANGUAGES
    assert set(choice.regions) == set(site.vocabulary.layers)
    assert {"seven-pictures", "our-region", "overlap"} <= set(choice.stories)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"languages": ["fi"]}, "There is no language fi: choose among sv, en."),
        ({"regions": ["SE232", "XX1"]}, "There is no region XX1"),
        ({"stories": ["none"]}, "There is no story none: choose among "),
    ],
)
def test_what_does_not_exist_is_said(site, asked, said):
    with pytest.raises(KitError, match=said):
        Choice.of(site, **asked)


def test_every_view_is_there_once_in_its_language(kit):
    for states in (kit.contents.panels, kit.contents.colours, kit.contents.pages):
        assert len(set(states)) == len(states)
        assert {state.lang for state in states} == {"sv"}


def test_a_region_is_there_in_both_periods_and_currencies_and_with_its_strongest_links(kit, site):
    found = [state for state in kit.contents.panels if state.region == "SE232"]
    plainly = {(s.period, s.currency) for s in found if not s.other and not s.fund}
    assert len(plainly) == 4
    pairs = {state.other for state in found if state.other}
    strongest = [link.other for link in site.context(ViewState(region="SE232")).links[:5]]
    assert pairs == set(strongest)
    beside = {state.level for state in kit.contents.panels if state.region == "PL63"}
    assert beside == {"lan", "nuts2"}


def test_every_step_of_every_story_is_there(kit, site):
    stories = [state for state in kit.contents.pages if state.page == "story"]
    assert {(state.item, state.region) for state in stories} == {
        ("seven-pictures", None), ("our-region", None), ("our-region", "SE232"), ("our-region", "SE23"),
    }  # fmt: skip
    pages = {state.page for state in kit.contents.pages}
    assert pages == {"story", "domains", "change", "peers", "partners", "about", "accessibility", "present"}
    shown = ViewState(lang="sv", page="peers", region="SE23", level="nuts2")
    assert kit.links.holds(shown)


def test_a_view_of_the_map_is_a_panel_and_a_colour():
    state = ViewState(region="SE232", other="PL63", colour="eu", embed="page")
    assert plain(state) == ViewState(region="SE232", other="PL63")
    assert colours_of(state) == ViewState(colour="eu")
    assert colours_of(ViewState(region="SE232", colour="links")) == ViewState(region="SE232", colour="links")


def test_a_map_that_a_story_narrows_down_can_be_clicked(kit):
    assert kit.links.holds(ViewState(lang="sv", colour="projects", fund="interreg"))
    assert kit.links.holds(ViewState(lang="sv", colour="projects", fund="interreg", region="SE232"))


def test_a_copy_without_stories_has_no_presenter(site):
    held = contents(site, Choice(("en",), ("SE110",), ()), "en")
    assert {state.page for state in held.pages} == {"about", "accessibility", "present"}
