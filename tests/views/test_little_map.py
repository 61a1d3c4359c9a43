"""The small map: how many projects each unit has, or where a project's partners are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from s3dash.views.little_map import counts_map, drawn_units, partners_map
from tests.views.dom import context, shown


def test_it_counts_what_the_page_lists(tiny_site):
    here = context(tiny_site, "domain=energy", page="projects")
    drawn, legend = counts_map(here)
    assert drawn.values["SE221"] == "2 projects"
    assert drawn.values["SE224"] == "2 projects"
    assert drawn.values["EE00"] == "at least 1 project"
    assert set(drawn.classes) == {"SE221", "SE224", "PL63", "EE00"}
    assert drawn.link == "/en/projects?domain=energy&region="
    assert shown(legend).texts(".legend-classes li")


def test_the_filters_of_the_list_count_but_for_the_region(tiny_site):
    drawn, _ = counts_map(context(tiny_site, "region=SE224&q=partners", page="projects"))
    assert (drawn.values["SE221"], drawn.region) == ("1 project", "SE224")
    assert drawn.classes["EE00"] == "zero"
    assert drawn.link == "/en/projects?q=partners&region="


def test_on_the_page_of_an_organisation_a_click_leads_to_the_map(tiny_site):
    drawn, _ = counts_map(context(tiny_site, "currency=SEK", page="organisations/se-region-skane"))
    assert drawn.link == "/en/?currency=SEK&region="
    assert drawn.values["SE224"] == "2 projects"


def test_partners_by_role(tiny_site):
    here = context(tiny_site, page="projects/P-PARTNERS")
    project = here.store.project("P-PARTNERS")
    drawn, legend = partners_map(here, project, here.store.partners("P-PARTNERS"))
    assert drawn.classes == {"PL63": "c5", "SE221": "c3", "SE224": "c3"}
    assert drawn.values["PL63"] == "Gdynia City (Lead partner)"
    assert shown(legend).texts("li") == ["Lead partner", "Partner"]


def test_a_region_that_is_only_covered(tiny_site):
    here = context(tiny_site, page="projects/P-SHARED")
    drawn, _ = partners_map(here, here.store.project("P-SHARED"), here.store.partners("P-SHARED"))
    assert drawn.classes == {"SE224": "c5", "SE221": "c1"}


def test_a_project_without_a_place_on_the_map_says_so(tiny_site):
    here = context(tiny_site, page="projects/P-ALONE")
    drawn, legend = partners_map(here, replace(here.store.project("P-ALONE"), regions=("ES111",)), [])
    assert not drawn.classes
    assert shown(legend).text == "The source names no region that the map shows."


@pytest.mark.parametrize(
    ("code", "units"), [("SE221", ["SE221"]), ("PL633", ["PL63"]), ("SE22", []), ("SE", []), ("XX9", []), (None, [])]
)
def test_where_a_place_is_drawn(tiny_site, code, units):
    assert drawn_units(tiny_site.dataset, code) == units
