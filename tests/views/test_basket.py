"""The regions chosen for comparison: seen on every page, added and removed by links."""

from __future__ import annotations

import pytest

from s3dash.views.basket import basket, compare_button
from tests.views.dom import context, shown


@pytest.mark.parametrize("page", ["", "projects", "projects/P-ALONE", "peers", "domains", "domains/energy", "about"])
def test_the_choice_is_seen_on_every_page_and_keeps_the_view(tiny_site, page):
    found = shown(basket(context(tiny_site, "with=SE221,PL63", page=page)))
    assert found.texts("a.chip") == ["Blekinge×", "Pomorskie×"]
    assert [link["href"] for link in found.select("a.chip")] == [f"/en/{page}?with=PL63", f"/en/{page}?with=SE221"]
    assert found.one("a.primary").text == "Compare 2"
    assert found.one("a.primary")["href"] == "/en/compare?with=SE221,PL63"


def test_no_choice_and_the_comparison_itself_have_no_basket(tiny_site):
    assert basket(context(tiny_site)) is None
    assert basket(context(tiny_site, "with=SE221", page="compare")) is None


def test_the_button_adds_and_removes(tiny_site):
    add = shown(compare_button(context(tiny_site, "region=SE224&with=SE221"), "SE224")).one("a")
    assert (add["href"], add["aria-pressed"]) == ("/en/?region=SE224&with=SE221,SE224", "false")
    inside = shown(compare_button(context(tiny_site, "region=SE221&with=SE221"), "SE221")).one("a")
    assert (inside["href"], inside["aria-pressed"]) == ("/en/?region=SE221", "true")


def test_a_fifth_region_cannot_be_added(tiny_site):
    full = context(tiny_site, "region=EE00&with=SE221,SE224,PL63,SE22")
    assert compare_button(full, "EE00") is None
    assert compare_button(full, "SE221") is not None
