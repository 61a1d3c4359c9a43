"""Shared domains of the NUTS2 areas: worked out again from the tables, and the focus with its words marked."""

from __future__ import annotations

import pytest

from s3dash.views.domains.candidates import candidates_view
from s3dash.views.domains.focus import marked_focus, read_focus
from s3dash.views.html import to_html, to_plain
from tests import by_hand
from tests.views.dom import context, queries_of, shown
from tests.views.figures import valid


def page(site, query="", lang="en"):
    found = context(site, "&".join(filter(None, ["show=candidates", query])), lang, "domains")
    return shown(candidates_view(found, site.geometry).content)


def worked_out(area: str, period: str) -> dict[str, list[str]]:
    """Domain -> counties with it, where these are two and more than half of those that state priorities."""
    counties = by_hand.children(area)
    listed = [county for county in counties if by_hand.domains(county, period)]
    every = [row["domain_id"] for row in by_hand.table("domains")]
    found = {domain: by_hand.counties_with(domain, period, listed) for domain in every}
    return {domain: have for domain, have in found.items() if len(have) > 1 and 2 * len(have) > len(listed)}


@pytest.mark.parametrize("period", by_hand.PERIODS)
def test_every_candidate_of_every_area(site, period):
    content = page(site, f"period={period}")
    for area in by_hand.drawn("nuts2"):
        expected = worked_out(area, period)
        section = content.one(f"#area-{area}")
        rows = {row["data-domain"]: row for row in section.select("tbody tr")}
        assert set(rows) == set(expected)
        for domain, row in rows.items():
            projects = by_hand.projects(area, period, domain_id=domain)
            said = row.select("td")[2].text
            assert said.startswith(f"{len(projects)} project") if projects else said == "none known here"
            if projects:
                first = queries_of(row, "td a")[0]
                assert f"region={area}" in first and f"domain={domain}" in first
            shared = row.select("td")[0].text
            names = [by_hand.name_of(code, "en") for code in expected[domain]]
            assert all(name in shared for name in names) or shared.startswith(("all ", "both "))
        overview = [cell["data-area"] for cell in content.select(".shared td[data-area]")]
        assert overview.count(area) == len(expected)
    n = sum(len(worked_out(area, period)) for area in by_hand.drawn("nuts2"))
    assert content.one(".lead").text.startswith(f"{n} shared domains in ")


def test_an_area_of_one_county_and_one_without_lists_say_so(site):
    assert "one county, Stockholm" in page(site).one("#area-SE11").text
    earlier = page(site, "period=2014-2020")
    assert "None of the 2 counties" in earlier.one("#area-SE32").text
    assert "1 of 4 counties states priorities" in earlier.one("#area-SE21").text
    assert "fewer than two lists" in earlier.one("#area-SE21").text


def test_a_chosen_region_shows_its_area_alone(site):
    for region in ("SE311", "SE31"):
        content = page(site, f"region={region}")
        assert [section["id"] for section in content.select("section.area")] == ["area-SE31"]
        assert not [link for link in content.select(".shared a") if link["href"].startswith("#")]
    assert len(page(site, "region=PL63").select("section.area")) == 8


def test_a_programme_whose_focus_names_the_domain(site):
    section = page(site).one("#area-SE12")
    row = section.one('tr[data-domain="food"]')
    assert row.select("td")[1].text == "ERDF Östra Mellansverige names it"
    focus = section.one('li[data-programme="erdf-se12-2021"]')
    assert by_hand.the("programmes", "erdf-se12-2021")["focus_en"] in focus.text
    assert {"food", "smart industry", "e-health"} <= set(focus.texts("mark"))
    assert focus.select("a.source")


def test_what_no_focus_and_no_project_supports_is_said_first(site):
    content = page(site)
    lead = content.one(".lead").text
    gaps = [
        row for row in content.select("section.area tbody tr")
        if row.select("td")[1].text == "none that is known here" and row.select("td")[2].text == "none known here"
    ]  # fmt: skip
    assert f"{len(gaps)} of them have neither" in lead
    assert "construction and cities (North-Central Sweden)" in lead


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("query", ["", "period=2014-2020", "region=SE110", "region=SE332", "fund=erdf", "fund=esf"])
def test_every_state_has_a_whole_page(site, query, lang):
    found = context(site, f"show=candidates&{query}".rstrip("&"), lang, "domains")
    made = candidates_view(found, site.geometry)
    content = shown(made.content)
    assert len(content.select("h1")) == 1 and content.one(".lead").text
    assert "{" not in content.text and "None" not in content.text.replace("None of", "")
    (chart,) = made.charts
    valid(chart)
    ids = [element["id"] for element in content.select("[id]")]
    assert len(ids) == len(set(ids))


def test_words_are_marked_where_they_stand(site):
    ctx = context(site, "show=candidates", "en", "domains")
    text = "Energy, e-health and forests; the forest again."
    written = to_html(marked_focus(ctx, text, {"health", "forest_bio"}))
    assert written.count("<mark") == 3
    assert ">e-health</mark>" in written and "<mark title=\"forest\">forests</mark>" in written
    assert to_plain(marked_focus(ctx, text, {"energy"})) == text
    assert to_plain(marked_focus(ctx, text, set())) == text


def test_of_vaguer_words_the_first_is_marked(site):
    ctx = context(site, "show=candidates", "en", "domains")
    written = to_html(marked_focus(ctx, "circular economy and the environment", {"circular"}))
    assert written == '<mark title="circular and climate">circular</mark> economy and the environment'
    assert {word.domain for word in read_focus("smart specialisation")} == set()
