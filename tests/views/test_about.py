"""The about page: the article of each language with the list of sources in it."""

from __future__ import annotations

import pytest

from s3dash.views.about import about_page
from tests import by_hand
from tests.views.dom import context, shown


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_source_with_its_link_date_and_licence(site, lang):
    page = shown(about_page(context(site, lang=lang, page="about")))
    sources = by_hand.table("sources")
    items = page.select("ul.sources li")
    assert len(items) == len(sources)
    assert str(len(sources)) in page.one("details summary").text
    for item, source in zip(items, sources, strict=True):
        assert source["accessed"][:4] in item.text
        assert [link["href"] for link in item.select("a")] == ([source["url"]] if source["url"] else [])
        assert source["licence"] in item.text


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_links_into_the_article_lead_somewhere(site, lang):
    page = shown(about_page(context(site, lang=lang, page="about")))
    assert page.select("#method") and page.select("#method-links")
    ids = {element["id"] for element in page.every() if "id" in element.attributes}
    inside = {link["href"][1:] for link in page.select("a[href]") if link["href"].startswith("#")}
    assert inside <= ids
    assert "{{" not in page.text


def test_a_source_without_a_page_or_licence(tiny_site):
    page = shown(about_page(context(tiny_site, page="about")))
    first, second = page.select("ul.sources li")
    assert "CC BY 4.0" in first.text and first.one("a")["href"] == "https://example.org/a"
    assert not second.select("a") and "licence not stated" in second.text
