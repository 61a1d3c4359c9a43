"""Head and tabs of the pages of analysis."""

from __future__ import annotations

import pytest

from s3dash.state import ViewState
from s3dash.views.analysis_page import page_head, section_target, tabs
from tests.views.dom import context, shown


def test_the_tabs_of_comparison_go_on_with_the_region(tiny_site):
    page = shown(tabs(context(tiny_site, "region=SE221", page="peers")))
    assert page.texts("a") == ["Side by side", "Similar regions", "Find partners", "Over time"]
    assert [link["href"] for link in page.select("a")] == [
        "/en/compare?region=SE221&with=SE221",
        "/en/peers?region=SE221",
        "/en/partners?region=SE221",
        "/en/change?region=SE221",
    ]
    assert page.texts("a[aria-current]") == ["Similar regions"]


def test_the_tabs_of_domains_are_views_of_one_page(tiny_site):
    page = shown(tabs(context(tiny_site, "show=overlap&sort=similarity", page="domains")))
    assert [link["href"] for link in page.select("a")][:3] == [
        "/en/domains?sort=similarity",
        "/en/domains?show=alignment&sort=similarity",
        "/en/domains?show=overlap&sort=similarity",
    ]
    assert page.texts("a[aria-current]") == ["Overlap and gaps"]


def test_other_pages_have_no_tabs(tiny_site):
    assert tabs(context(tiny_site, page="domains/energy")) is None


@pytest.mark.parametrize(
    ("state", "page", "query"),
    [
        (ViewState(compared=("SE221", "PL63")), "peers", "region=SE221&with=SE221,PL63"),
        (ViewState(region="SE224", compared=("SE221",)), "peers", "region=SE224&with=SE221"),
        (ViewState(region="SE224"), "compare", "region=SE224&with=SE224"),
        (ViewState(region="SE224", compared=("SE221",)), "compare", "region=SE224&with=SE221"),
        (ViewState(), "compare", ""),
    ],
)
def test_where_the_other_page_is_about_the_same_regions(state, page, query):
    assert section_target(state, page).query == query


def test_the_head_has_its_sentence_only_where_there_is_one(tiny_site):
    here = context(tiny_site, page="domains")
    assert shown(page_head(here, "Title", "One sentence.")).one("p.lead").text == "One sentence."
    assert not shown(page_head(here, "Title")).select("p")
