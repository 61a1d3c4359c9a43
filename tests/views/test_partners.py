"""The partner finder: its numbers by hand, its sentences in every case, its rows, map and charts."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from s3dash.analysis.partner_finder import partners_of
from s3dash.text import Text
from s3dash.views.partners.known import gaps
from s3dash.views.partners.page import file_address, partners, partners_page
from s3dash.views.partners.ranking import FIRST
from s3dash.views.partners.words import best, reasons
from tests import by_hand, by_hand_partners
from tests.views.dom import context, queries_of, shown
from tests.views.figures import valid

CASES = [("SE232", "energy"), ("SE224", "blue"), ("SE331", None), ("SE33", None), ("PL63", "energy"), ("DK04", None)]
every_case = pytest.mark.parametrize(("region", "domain"), CASES)
both_languages = pytest.mark.parametrize("lang", ["en", "sv"])


def address(region, domain=None, period=None):
    query = f"region={region}"
    query += f"&domain={domain}" if domain else ""
    return query + (f"&period={period}" if period else "")


def here(site, region, domain=None, period=None, lang="en"):
    return context(site, address(region, domain, period), lang, "partners")


def page(site, *args, **kwargs):
    return partners_page(here(site, *args, **kwargs), site.geometry)


@every_case
def test_every_match_worked_out_by_hand(site, region, domain):
    found = partners(here(site, region, domain))
    layer = site.dataset.region(region).layer
    for side in found.sides:
        layers = {"sea": "neighbours", "sweden": layer if layer != "neighbours" else "lan"}
        others = [code for code in by_hand.drawn(layers[side.name]) if code != region]
        expected = by_hand_partners.matches(region, by_hand.NOW, domain, others)
        assert {p.nuts_id for p in side.partners} | set(side.without_reason) == set(others)
        for p in side.partners:
            match = expected[p.nuts_id]
            assert p.match == pytest.approx(match.value)
            parts = (p.priority_part, p.strength_part, p.joint_part, p.programme_part)
            assert parts == pytest.approx(match[:4])
            assert (p.joint_projects, p.joint_in_all) == (match.joint_projects, match.joint_in_all)
            assert {s.domain: s.projects for s in p.strengths} == match.projects
            if side.name == "sweden":
                assert {s.domain: len(s.environments or ()) for s in p.strengths} == match.environments
        for code in side.without_reason:
            assert not any((expected[code].priority, expected[code].strength, expected[code].joint))


@every_case
@both_languages
def test_the_page_tells_the_first_with_their_reasons_and_the_rest_in_a_line(site, region, domain, lang):
    view = here(site, region, domain, lang=lang)
    found = partners(view)
    content = shown(partners_page(view, site.geometry).content)
    assert content.one("h1").text.startswith(Text(lang)("partners.heading", region=view.name(region)))
    for side in found.sides:
        section = content.one(f"#partners-in-{side.name}")
        rows = section.select("li.match")
        assert [row["data-partner"] for row in rows] == [p.nuts_id for p in side.partners[:FIRST]]
        for row, partner in zip(rows, side.partners, strict=False):
            assert row.texts("dl.reasons dd") == [reason.words for reason in reasons(view, found, partner)]
            assert row.one(".rank").text == str(partner.rank)
            assert f"{partner.match:.0f}" in row.one(".match-value").text
        assert len(section.select("ol.further li")) == max(0, len(side.partners) - FIRST)


@every_case
@both_languages
def test_charts_are_whole(site, region, domain, lang):
    view = page(site, region, domain, lang=lang)
    assert [chart.id for chart in view.charts] == (
        ["partners-sweden"] if region in ("PL63", "DK04") else ["partners-sea", "partners-sweden"]
    )
    for chart in view.charts:
        figure = valid(chart)
        totals = [sum(bar) for bar in zip(*(trace.x for trace in figure.data), strict=True)]
        assert totals == pytest.approx([row[3] for row in chart.rows[:FIRST]], abs=0.3)


def test_a_neighbours_numbers_mean_at_least_and_environments_are_not_known(site):
    view = here(site, "SE232", "energy")
    found = partners(view)
    sea, sweden = found.sides
    for partner in sea.partners:
        (strength,) = partner.strengths
        assert strength.environments is None
        words = reasons(view, found, partner)[1].words
        assert words == "Nothing known" if not strength.projects else words.startswith("At least ")
    assert not any("at least" in reasons(view, found, p)[1].words.lower() for p in sweden.partners)
    assert any("for regions in Sweden only" in sentence for sentence in gaps(view, found))


def test_no_list_of_priorities_is_said_and_not_called_none(site):
    view = here(site, "SE224", "energy")
    found = partners(view)
    pomorskie = next(p for p in found.sides[0].partners if p.nuts_id == "PL63")
    assert reasons(view, found, pomorskie)[0].words == "Its priorities are not in the data"
    unlisted = [code for code in by_hand.drawn("neighbours") if not by_hand.priorities(code, by_hand.NOW)]
    sentence = next(s for s in gaps(view, found) if "no list of priorities" in s)
    assert sentence.startswith(f"{len(unlisted)} regions")
    assert all(by_hand.name_of(code, "en") in sentence for code in unlisted)


@both_languages
def test_what_the_region_has_itself(site, lang):
    text = Text(lang)
    own = shown(page(site, "SE232", "energy", lang=lang).content).one(".partners-own p").text
    n = len(by_hand.projects("SE232", by_hand.NOW, domain_id="energy"))
    assert text.count("n.projects", n) in own and text.count("partners.n_environments", 4) in own
    name = by_hand.the("domains", "blue")[f"name_{lang}"]
    assert (
        text("partners.own.none", domain=name, period="2021–2027")
        in shown(page(site, "SE224", "blue", lang=lang).content).one(".partners-own p").text
    )
    neighbour = shown(page(site, "DK04", "energy", lang=lang).content).one(".partners-own p").text
    assert text("partners.own.national") in neighbour and text.count("partners.at_least_projects", 2) in neighbour


def test_a_region_without_a_list_still_finds_who_has_something(site):
    unlisted = next(code for code in by_hand.drawn("lan") if not by_hand.priorities(code, by_hand.BEFORE))
    content = shown(page(site, unlisted, period=by_hand.BEFORE).content)
    assert "nothing can be said" in content.one(".partners-own p").text
    words = shown(page(site, unlisted, "energy", by_hand.BEFORE).content).one(".partners-own p").text
    assert "The data lacks its priorities for 2014–2020" in words
    assert "shares with a region in Sweden" in content.one("#partners-known").text


def side_with(site, matches):
    """A side with partners of given matches."""
    side = partners(here(site, "SE232", "energy")).sides[0]
    ranked = [
        replace(
            p,
            rank=1 + sum(m > match for m in matches),
            priority_part=0.0,
            strength_part=0.0,
            joint_part=0.0,
            programme_part=match / 25,
        )
        for p, match in zip(side.partners, matches, strict=False)
    ]
    return replace(side, partners=tuple(ranked))


def test_who_fits_best_with_ties_and_with_nobody(site):
    view = here(site, "SE232", "energy")
    assert best(view, side_with(site, [90, 80])) == "Midtjylland fits best around the Baltic Sea"
    assert best(view, side_with(site, [90, 90, 10])).endswith(" fit best around the Baltic Sea")
    assert best(view, side_with(site, [90, 90, 90, 90, 2])) == "4 regions fit equally well around the Baltic Sea"
    expected = "No region stands out around the Baltic Sea; the best match is 24 of 100"
    assert best(view, side_with(site, [24, 3])) == expected
    assert best(view, side_with(site, [])).startswith("The data gives no reason")


def test_what_is_known_of_environments_and_of_imported_lists(site, tiny_site):
    neighbour = gaps(here(site, "PL63", "energy"), partners(here(site, "PL63", "energy")))
    assert any("for regions in Sweden only" in sentence for sentence in neighbour)
    view = here(site, "SE232")
    imported = replace(view, dataset=replace(view.dataset, store=view.dataset.directory))
    assert any("incomplete for regions outside Sweden" in sentence for sentence in gaps(imported, partners(view)))
    assert not any("hardly any projects" in sentence for sentence in gaps(imported, partners(view)))


def test_a_side_without_reasons_says_so(tiny_site):
    content = shown(page(tiny_site, "SE224", "food", "2014-2020").content)
    assert content.one("#partners-in-sea .empty").text.startswith("The data gives no reason to choose")
    assert content.select(".downloads") == []
    assert page(tiny_site, "SE224", "food", "2014-2020").charts == ()


def test_links_lead_to_the_pair_and_to_the_rows(site):
    content = shown(page(site, "SE232", "energy").content)
    sea, sweden = (content.one(f"#partners-in-{name}") for name in ("sea", "sweden"))
    assert queries_of(sea, 'li[data-partner="DK04"] h4 a') == ["region=SE232&other=DK04&domain=energy"]
    (link,) = sweden.select('li[data-partner="SE332"] h4 a')
    assert link["href"].startswith("/en/compare?") and "with=SE232,SE332" in link["href"]
    finland = sea.one('li[data-partner="FI1D"] .evidence')
    assert "region=FI1D&domain=energy" in queries_of(finland, "a")
    assert site.state("/en/projects", "region=FI1D&domain=energy")[1] == []
    for a in content.select("a[data-view]"):
        path, _, query = a["href"].partition("?")
        assert site.state(path, query)[1] == [], a["href"]


def test_joint_projects_lead_to_as_many_on_either_side_of_the_sea(site):
    sides = partners(here(site, "SE232")).sides
    joint = {partner.nuts_id: partner.joint_projects for side in sides for partner in side.partners}
    abroad = set()
    for item in shown(page(site, "SE232").content).select("li[data-partner]"):
        code = item["data-partner"]
        for link in item.select(".evidence a"):
            if link["href"].startswith("/en/projects?") and f"other={code}" in link["href"]:
                state, ignored = site.state(*link["href"].split("?"))
                assert not ignored
                assert site.context(state).project_count == joint[code]
                abroad.add(code[:2] != "SE")
    assert abroad == {True, False}


def test_evidence_has_the_priorities_as_written_and_their_sources(site):
    content = shown(page(site, "SE232", "energy").content)
    evidence = content.one('li[data-partner="SE332"] .evidence')
    expected = [
        row["name_original"]
        for row in by_hand.priorities("SE332", by_hand.NOW)
        if "energy" in by_hand.domains_of_priority(row["priority_id"])
    ]
    assert evidence.texts(".priority .original") == expected
    assert len(evidence.select("a.source")) >= len(expected)


@both_languages
def test_one_domain_of_ones_own_or_all_can_be_chosen(site, lang):
    settings = shown(page(site, "SE232", "blue", lang=lang).settings)
    own = by_hand.domains("SE232", by_hand.NOW)
    queries = queries_of(settings, "a")
    assert queries[0] == "region=SE232"
    assert {query.partition("domain=")[2] for query in queries[1:]} == own | {"blue"}
    assert settings.one("[aria-current]").text == by_hand.the("domains", "blue")[f"short_{lang}"]


def test_the_map_has_each_candidate_and_the_legend_each_colour(site):
    view = page(site, "SE232", "energy")
    found = partners(here(site, "SE232", "energy"))
    assert set(view.map.classes) == {code for code in by_hand.drawn("lan", "neighbours") if code != "SE232"}
    assert view.map.values["DK04"] == "match 63"
    for code in found.sides[0].without_reason:
        assert (view.map.classes[code], view.map.values[code]) == ("zero", "no known reason")
    swatches = shown(view.legend).select(".swatch")
    assert {next(iter(s.classes - {"swatch"})) for s in swatches} == set(view.map.classes.values())
    assert (view.map.region, view.map.link) == ("SE232", "/en/partners?domain=energy&region=")


@both_languages
def test_without_a_region_the_page_says_what_to_do(site, lang):
    view = partners_page(context(site, "", lang, "partners"), site.geometry)
    content = shown(view.content)
    assert content.one("h1").text == Text(lang)("partners.start.heading")
    assert view.map is not None and view.map.classes == {} and view.charts == ()
    examples = [query for query in queries_of(content, "a[data-view]") if query.startswith("region=")]
    assert len(examples) == 4
    assert all(site.state(f"/{lang}/partners", query)[1] == [] for query in examples)


def test_files_have_the_parameters_of_the_page(site):
    view = here(site, "SE232", "energy", lang="sv")
    assert file_address(view.state, "csv") == "/sv/partners.csv?region=SE232&domain=energy"
    content = shown(partners_page(view, site.geometry).content)
    assert [a["href"] for a in content.select(".downloads a")] == [
        f"/sv/partners.{kind}?region=SE232&domain=energy" for kind in ("xlsx", "csv")
    ]


@pytest.mark.parametrize(("period", "lang"), [(by_hand.NOW, "en"), (by_hand.BEFORE, "sv")])
def test_every_region_has_a_page(site, period, lang):
    for code in by_hand.drawn("lan", "nuts2", "neighbours"):
        view = page(site, code, period=period, lang=lang)
        words = shown(view.content).text
        assert not re.search(r"[{}]|None(?! (known|of))", words), code
        for chart in view.charts:
            valid(chart)


def test_the_answer_is_the_same_for_every_level_of_a_neighbour(site):
    for level in ("lan", "nuts2"):
        found = partners_of(site.dataset, site.store, "FI19", by_hand.NOW, None, level)
        codes = {*found.sides[0].without_reason, *(p.nuts_id for p in found.sides[0].partners)}
        assert codes == set(by_hand.drawn(level))
