"""The filters in words, and what is left when one of them goes."""

from __future__ import annotations

import pytest

from s3dash.views.filters import chips, filters, organisation_name
from tests.views.dom import context, shown


def words(site, query, lang="en"):
    return [(row.name, row.words) for row in filters(context(site, query, lang, "projects"))]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", []),
        ("q=wind", ("q", "“wind”")),
        ("region=SE221", ("region", "Blekinge")),
        ("domain=energy", ("domain", "Energy")),
        ("fund=erdf", ("fund", "Regional Development Fund (ERDF)")),
        ("programme=erdf-se22-2021", ("programme", "ERDF Skåne-Blekinge")),
        ("organisation=se-region-skane", ("organisation", "Region Skåne")),
        ("organisation=nobody", ("organisation", "nobody")),
        ("partner=PL", ("partner", "Partners in Poland")),
        ("partner=XK", ("partner", "Partners in XK")),
        ("baltic=1", ("baltic", "Baltic partners")),
        ("year_from=2022", ("year_from", "Years from 2022")),
        ("year_to=2022", ("year_from", "Years to 2022")),
        ("year_from=2022&year_to=2024", ("year_from", "Years 2022–2024")),
        ("year_from=2022&year_to=2022", ("year_from", "Years 2022")),
        ("amount_min=0&amount_max=2000000", ("amount_min", "EU contribution €0–€2.0m")),
    ],
)
def test_each_filter_in_words(tiny_site, query, expected):
    assert words(tiny_site, query) == ([expected] if expected else [])


def test_without_a_filter_the_others_stay(tiny_site):
    here = context(tiny_site, "year_from=2022&year_to=2024&amount_max=5&baltic=1&q=wind", page="projects")
    left = {row.name: row.without.query for row in filters(here)}
    assert left == {
        "q": "year_from=2022&year_to=2024&amount_max=5&baltic=1",
        "baltic": "year_from=2022&year_to=2024&amount_max=5&q=wind",
        "year_from": "amount_max=5&baltic=1&q=wind",
        "amount_min": "year_from=2022&year_to=2024&baltic=1&q=wind",
    }


def test_all_filters_go_with_one_click_but_for_the_period(tiny_site):
    page = shown(chips(context(tiny_site, "period=all&currency=SEK&domain=energy&q=wind&baltic=1", page="projects")))
    links = {link.text: link["href"] for link in page.select("a.more")}
    assert links["Remove the filters"] == "/en/projects?period=all&currency=SEK"
    assert links["Show on the map"] == "/en/?domain=energy&currency=SEK"
    assert not shown(chips(context(tiny_site, "domain=energy", page="projects"))).select("a.more")[1:]


def test_an_organisation_is_named(tiny_site):
    here = context(tiny_site)
    assert organisation_name(here, "se-region-skane") == "Region Skåne"
    assert organisation_name(here, "<b>") == "<b>"
