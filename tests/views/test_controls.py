"""The filters above the map: their values follow the state, their choices are those of the dataset."""

from __future__ import annotations

import pytest

from s3dash.data.words import fold
from s3dash.state import ViewState
from s3dash.views.controls import CONTROLS, control_values, controls, controls_key
from tests import by_hand
from tests.views.dom import context


def select(parts, name):
    """One control among those of a page."""
    (found,) = [part.children for part in parts if part.children.id == f"control-{name}"]
    return found


def options(control):
    """The values that a control offers."""
    return [item["value"] for entry in control.data for item in entry.get("items", [entry])]


def test_values_follow_the_state(site):
    here = context(site, "region=SE311&domain=energy&places=cluster,university&colour=gerd")
    values = control_values(here.state)
    assert values == {
        "period": "2021-2027",
        "domain": "energy",
        "fund": "",
        "programme": "",
        "colour": "gerd",
        "places": ["university", "cluster"],
        "area": "",
    }
    parts = controls(here)
    assert {name: select(parts, name).value for name in CONTROLS} == values


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("period", by_hand.PERIODS)
def test_every_choice_is_understood_by_the_address(site, lang, period):
    parts = controls(context(site, f"period={period}", lang))
    for name in CONTROLS:
        values = [value for value in options(select(parts, name)) if value]
        assert values and len(set(values)) == len(values)
        for value in values:
            context(site, f"{name}={value}", lang)


def test_the_domains_the_indicators_and_the_programmes_of_the_period(site):
    parts = controls(context(site))
    assert set(options(select(parts, "domain"))) == {"", *(row["domain_id"] for row in by_hand.table("domains"))}
    assert {row["indicator_id"] for row in by_hand.shown_indicators()} < set(options(select(parts, "colour")))
    programmes = {row["programme_id"] for row in by_hand.projects(period=by_hand.NOW)}
    assert set(options(select(parts, "programme"))) == {"", *programmes}
    areas = {row["programme_id"] for row in by_hand.table("programme_areas")}
    interreg = {row["programme_id"] for row in by_hand.table("programmes") if row["kind"] == "interreg"}
    assert set(options(select(parts, "area"))) == {"", *(areas & interreg)}


def test_a_chosen_programme_of_the_other_period_is_still_among_the_choices(site):
    here = context(site, "period=2014-2020&programme=erdf-se33-2014")
    assert here.state.programme in options(select(controls(here), "programme"))


def test_only_many_choices_can_be_searched(site, monkeypatch):
    here = context(site)
    assert not getattr(select(controls(here), "programme"), "searchable", False)
    monkeypatch.setattr("s3dash.views.controls._MANY", 3)
    programme = select(controls(here), "programme")
    assert programme.searchable and programme.filter == {"function": "findChoice"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("varmland", "SE311"),
        ("VÄRMLAND", "SE311"),
        ("SE311", "SE311"),
        ("17", "SE311"),
        ("Sydsverige", "SE22"),
        ("ovre norrland", "SE33"),
        ("lodzkie", "PL71"),
        ("swietokrzyskie", "PL72"),
        ("sjaelland", "DK02"),
        ("Estonia", "EE00"),
        ("eesti", "EE00"),
    ],
)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_region_is_found_by_name_code_and_county_code(site, typed, code, lang):
    find = select(controls(context(site, lang=lang)), "find")
    words = find.filter["options"]["words"]
    assert set(options(find)) == set(words) == set(by_hand.drawn("lan", "nuts2", "neighbours"))
    found = [region for region, folded in words.items() if fold(typed) in folded]
    assert code in found


def test_the_find_box_names_every_region_with_its_code(site):
    find = select(controls(context(site, lang="sv")), "find")
    labels = {item["value"]: item["label"] for group in find.data for item in group["items"]}
    assert labels == {code: f"{by_hand.name_of(code, 'sv')} · {code}" for code in labels}
    assert len(labels) == 70


@pytest.mark.parametrize("page", ["", "projects"])
def test_only_the_map_has_controls_of_the_map(site, page):
    parts = controls(context(site, page=page))
    hidden = {part.children.id for part in parts if getattr(part, "hidden", False)}
    assert hidden == ({"control-colour", "control-places", "control-area"} if page else set())


def test_the_key_changes_with_what_the_choices_depend_on():
    state = ViewState()
    assert controls_key(state) == controls_key(state.but(region="SE311", domain="energy"))
    others = [state.but(lang="en"), state.but(page="projects"), state.but(period="2014-2020")]
    assert len({controls_key(other) for other in [state, *others]}) == 4


def test_folding_takes_accents_and_case_away():
    assert [fold(name) for name in ("Łódzkie", "Sjælland", "Ø", "Vidurio Š", "Åland")] == [
        "lodzkie",
        "sjaelland",
        "o",
        "vidurio s",
        "aland",
    ]
