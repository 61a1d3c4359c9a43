"""The filters of the list of projects: their values follow the address, organisations are found as one types."""

from __future__ import annotations

import pytest

from s3dash.views.controls import CONTROLS, PROJECT_CONTROLS, SWITCHES, control_values, controls
from s3dash.views.project_controls import COUNTRIES, chosen_organisation, organisation_choices
from tests.views.dom import context

QUERY = "organisation=se-region-skane&partner=PL&baltic=1&year_from=2020&year_to=2022&amount_min=0&amount_max=5000"


def by_id(component, found=None):
    """Every component with an id in a tree."""
    found = {} if found is None else found
    if isinstance(component, list | tuple):
        for child in component:
            by_id(child, found)
    elif hasattr(component, "_prop_names"):
        if getattr(component, "id", None):
            found[component.id] = component
        by_id(getattr(component, "children", None), found)
    return found


def test_values_follow_the_address(tiny_site):
    here = context(tiny_site, QUERY, page="projects")
    parts = by_id(controls(here))
    values = control_values(here.state)
    for name in (*CONTROLS, *PROJECT_CONTROLS):
        shown = getattr(parts[f"control-{name}"], "checked" if name in SWITCHES else "value")
        assert shown == values[name], name
    assert (values["amount_min"], values["baltic"], values["year_to"]) == (0, True, 2022)


def test_without_filters_they_are_empty(tiny_site):
    values = control_values(context(tiny_site, page="projects").state)
    assert {name: values[name] for name in PROJECT_CONTROLS} == {
        **dict.fromkeys(PROJECT_CONTROLS, ""),
        "organisation": None,
        "baltic": False,
    }


def test_the_map_has_none_of_them(tiny_site):
    assert set(control_values(context(tiny_site).state)) == set(CONTROLS)
    assert not {f"control-{name}" for name in PROJECT_CONTROLS} & set(by_id(controls(context(tiny_site))))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_country_has_a_name(tiny_site, lang):
    options = by_id(controls(context(tiny_site, "partner=XK", lang, "projects")))["control-partner"].data
    named = {option["value"]: option["label"] for option in options}
    assert set(named) == {"", "XK", *COUNTRIES}
    assert named["XK"] == "XK" and all(len(name) > 2 for code, name in named.items() if code != "XK")


def test_an_organisation_is_found_by_a_part_of_its_name_without_accents(tiny_site):
    choices = organisation_choices(tiny_site.store, "SKANE", None)
    assert choices == [{"value": "se-region-skane", "label": "Region Skåne · SE"}]
    assert organisation_choices(tiny_site.store, "", None) == []


def test_the_chosen_one_stays_among_the_choices(tiny_site):
    chosen = chosen_organisation(context(tiny_site), "se-region-skane")
    values = [choice["value"] for choice in organisation_choices(tiny_site.store, "gdynia", chosen)]
    assert values == ["se-region-skane", "pl-gdynia-city"]
    assert chosen_organisation(context(tiny_site), "nobody") == ("nobody", "nobody")
    assert chosen_organisation(context(tiny_site), "") is None
