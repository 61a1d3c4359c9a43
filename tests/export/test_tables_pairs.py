"""What joins two regions in the workbook: as the panel, the pair and the comparison tell it."""

from __future__ import annotations

import pytest

from s3dash.analysis.links import link_between
from s3dash.analysis.priorities import domains_of
from s3dash.export.tables_pairs import pairs
from tests.views.dom import context


def test_a_region_has_its_links_as_the_panel_filters_them(site):
    view = context(site, "region=SE224&country=PL")
    found = list(pairs(view, ("SE224",)))
    assert [one.there for one in found] == [link.other for link in view.links]
    assert {one.there[:2] for one in found} == {"PL"}


@pytest.mark.parametrize("query", ["region=SE22&other=PL63", "region=PL63&other=SE22"])
def test_a_pair_is_its_link_from_either_side(site, query):
    view = context(site, query)
    (found,) = pairs(view, (view.state.region or "", view.state.other or ""))
    link = link_between(site.dataset, site.store, "SE22", "PL63", "2021-2027")
    assert found.strength == pytest.approx(link.strength)
    assert found.joint_projects == link.joint_projects
    assert found.domains == link.shared_domains and found.sources


def test_regions_of_one_side_have_no_strength_but_what_they_share(site):
    view = context(site, "with=SE232,SE224,DK01", page="compare")
    same, across, _ = pairs(view, view.state.compared)
    assert same.strength is None and across.strength is not None
    both = domains_of(site.dataset, "SE232", "2021-2027") & domains_of(site.dataset, "SE224", "2021-2027")
    assert set(same.domains) == both and same.joint_projects


def test_a_county_and_its_own_area_have_no_joint_projects(site):
    view = context(site, "with=SE224,SE22", page="compare")
    (found,) = pairs(view, view.state.compared)
    assert found.joint_projects is None


def test_a_programme_is_either_sure_or_perhaps(site):
    for code in ("SE232", "SE332", "DK01"):
        for one in pairs(context(site, f"region={code}"), (code,)):
            assert not set(one.programmes) & set(one.perhaps)
