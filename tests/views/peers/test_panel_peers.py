"""The panel's section: the nearest regions with their reasons, and where to go on."""

from __future__ import annotations

import pytest

from s3dash.views.peers.panel_peers import peers_section
from tests.views.dom import context, shown
from tests.views.peers.pages import peers_of_page


def section(site, query, lang="en"):
    return shown(peers_section(context(site, query, lang))).one("#panel-peers")


@pytest.mark.parametrize("region", ["SE33", "PL63", "SE232"])
def test_the_same_regions_as_on_the_page(site, region):
    page, panel = peers_of_page(site, f"region={region}"), section(site, f"region={region}")
    first = page.select("li.peer")[:4]
    assert [item["data-peer"] for item in panel.select("li")] == [item["data-peer"] for item in first]
    assert panel.texts("li .value") == [f"{item.one('.peer-value strong').text} of 100" for item in first]
    assert panel.one("a.more")["href"].startswith("/en/peers?") and region in panel.one("a.more")["href"]


def test_counties_say_by_what_they_are_compared(site):
    assert section(site, "region=SE232").one(".note").text == "Compared by population, density and population change."


def test_a_region_that_cannot_be_ranked_says_why(site):
    panel = section(site, "region=PL9", "sv")
    assert not panel.select("li")
    assert "50 procent" in panel.one(".empty").text
