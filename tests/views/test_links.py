"""The section on Baltic links: order, strength and the four kinds of evidence, worked out from the tables."""

from __future__ import annotations

import pytest

from s3dash.text import Text
from s3dash.views.links import links_section
from tests import by_hand
from tests.views.dom import context, queries_of, shown
from tests.views.numbers import address, every_panel, every_view


def section(site, query, lang="en"):
    return shown(links_section(context(site, query, lang)))


def evidence(link, region, period, lang):
    """The four kinds of evidence in words."""
    text, words = Text(lang), []
    if link.domains:
        short = [by_hand.the("domains", domain)[f"short_{lang}"] for domain in link.domains]
        words.append(text.count("links.shared_domains", len(short), names=", ".join(short)))
        if by_hand.is_national(link.other, period):
            words[-1] += f" ({text('links.national_basis')})"
    if link.joint:
        words.append(text.count("links.joint_projects", link.joint))
    if link.programmes:
        names = [by_hand.the("programmes", programme)[f"name_{lang}"] for programme in link.programmes]
        short = [name.removeprefix("Interreg ").removesuffix(" 2021-2027") for name in names]
        words.append(text("links.programmes", names=text.names(short)))
    if link.partnerships:
        both = [by_hand.the("partnerships", partnership) for partnership in link.partnerships]
        names = [row[f"theme_{lang}" if row["kind"] == "macro_region" else "name"] for row in both]
        words.append(text("links.partnerships", names=text.names(names)))
    return "; ".join(words)


@every_panel
@every_view
def test_every_link_with_its_evidence(site, region, period, lang, currency):
    page = section(site, address(region, period, currency), lang)
    expected = [link for link in by_hand.links(region, period) if link.strength > 0]
    assert expected
    by_code = {link.other: link for link in expected}
    order = [item["data-link"] for item in page.select("li[data-link]")]
    assert sorted(order) == sorted(by_code)
    found = [by_code[code] for code in order]
    assert [link.strength for link in found] == pytest.approx([link.strength for link in expected])
    for item, link in zip(page.select("ol.links li"), found[:6], strict=True):
        assert item.one(".details").text == evidence(link, region, period, lang)
        assert item.one(".bar-track span")["style"] == f"width:{link.strength:.0f}%"
        assert item.one(".link-name").text.startswith(by_hand.name_of(link.other, lang))
    for item, link in zip(page.select("ol.further li"), found[6:], strict=True):
        assert item.text == f"{by_hand.name_of(link.other, lang)}: {evidence(link, region, period, lang)}"
    if expected[6:]:
        assert page.one("ol.further")["start"] == "7"
        assert str(len(expected) - 6) in page.one("summary").text


@pytest.mark.parametrize(
    "region",
    ["SE311", "SE33", "PL63"],
)
def test_equal_links_stand_in_the_order_of_their_codes(site, region):
    """Övre Norrland is as near to Innlandet (two programmes) as to Sjælland (two projects, a programme): 16.67."""
    order = [item["data-link"] for item in section(site, f"region={region}").select("li[data-link]")]
    assert order == [link.other for link in by_hand.links(region, by_hand.NOW) if link.strength > 0]


@every_panel
def test_the_programmes_open_to_the_region(site, region):
    items = section(site, f"region={region}").select("ul.plain li")
    certainty = by_hand.eligible(region)
    names = {by_hand.the("programmes", p)["name_en"].removesuffix(" 2021-2027"): rank for p, rank in certainty.items()}
    remarks = ["parts of the country", "2014–2020", "is in the programme area"]
    assert {item.select("a")[0].text for item in items} == set(names)
    for item in items:
        assert remarks[names[item.select("a")[0].text]] in item.one(".details").text
        assert item.select("a.source"), "every programme's area has a source"


def test_links_of_a_neighbour_are_to_the_level_shown(site):
    counties = section(site, "region=PL63")
    areas = section(site, "region=PL63&level=nuts2")
    assert {len(item["data-link"]) for item in counties.select("li[data-link]")} == {5}
    expected = [link.other for link in by_hand.links("PL63", by_hand.NOW, "nuts2") if link.strength > 0]
    assert [item["data-link"] for item in areas.select("li[data-link]")] == expected


@pytest.mark.parametrize("region", ["SE311", "SE33"])
def test_filter_by_country_and_domain(site, region):
    page = section(site, f"region={region}&country=FI")
    assert {item["data-link"][:2] for item in page.select("li[data-link]")} == {"FI"}
    assert page.texts(".choices a[aria-current]") == ["Finland"]
    page = section(site, f"region={region}&domain=energy")
    expected = [link.other for link in by_hand.links(region, by_hand.NOW) if "energy" in link.domains]
    assert [item["data-link"] for item in page.select("li[data-link]")] == expected


def test_a_click_opens_the_pair(tiny_site):
    page = section(tiny_site, "region=SE221")
    assert queries_of(page, "ol.links a") == ["region=SE221&other=PL63"], "what all have in common is no link"


def test_evidence_in_words(tiny_site):
    page = section(tiny_site, "region=SE224")
    pomorskie = page.select("ol.links li")[0]
    assert pomorskie["data-link"] == "PL63"
    # South Baltic 2021-2027 names only Poland's coast, but Pomorskie was in its area before
    assert pomorskie.one(".details").text == (
        "1 shared domain: energy; at least 2 joint projects; both eligible in Interreg South Baltic; "
        "both in Skåne-Pomorskie and All countries"
    )


def test_no_links_says_why(tiny_site):
    page = section(tiny_site, "region=SE221&country=EE&domain=food")
    assert "Remove country or domain" in page.one("p.empty").text


def test_how_the_ranking_is_counted_is_a_click_away(tiny_site):
    assert section(tiny_site, "region=SE221").one(".section-head a")["href"] == "/en/about?region=SE221#method-links"
