"""The controls of a copy."""

from __future__ import annotations

from s3dash.kit.controls import kit_controls
from s3dash.state import ViewState
from tests.views.dom import shown


def test_the_map_offers_the_regions_and_choices_that_the_copy_holds(site):
    state = ViewState(lang="sv", period="2014-2020", colour="domain", domain="energy")
    page = shown(kit_controls(site.context(state), ("SE232", "PL63")))
    regions = page.select("#kit-regions option")
    assert [(option["data-nuts-id"], option["value"]) for option in regions] == [
        ("SE232", "Västra Götaland"), ("PL63", "Pomorskie"),
    ]  # fmt: skip
    assert "vastra gotaland" in regions[0]["data-words"].split(" | ")
    chosen = {one["data-parameter"]: one.one("option[selected]")["value"] for one in page.select("select")}
    assert chosen == {"period": "2014-2020", "colour": "domain", "domain": "energy"}
    assert [option["value"] for option in page.select("option[disabled]")] == ["domain"]
    assert page.one(".kit-remark").text == "Kopia utan nät, data 31\u00a0augusti\u00a02026"


def test_a_page_about_a_region_offers_only_another_region(site):
    page = shown(kit_controls(site.context(ViewState(lang="en", page="peers")), ("SE232",)))
    assert page.one("input")["placeholder"]
    assert not page.select("select")
