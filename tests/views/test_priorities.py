"""The section on priorities: every row and mark worked out from the tables, and what stands where there are none."""

from __future__ import annotations

import pytest

from s3dash.views.priorities import priorities_section
from tests import by_hand
from tests.views.dom import context, queries_of, shown
from tests.views.numbers import address, every_panel, every_view


def section(site, query, lang="en"):
    return shown(priorities_section(context(site, query, lang)))


def domain_name(domain, lang):
    return by_hand.the("domains", domain)[f"name_{lang}"]


def listed(names, lang):
    """Names with commas and an "and"."""
    return f" {'and' if lang == 'en' else 'och'} ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


@every_panel
@every_view
def test_groups_rows_and_changes(site, region, period, lang, currency):
    """A group for each primary domain, the largest first, marked new or kept; in it each priority as it is stated."""
    rows = by_hand.priorities(region, period)
    earlier = not rows and region == "PL63"
    shown_period = by_hand.BEFORE if earlier else period
    rows = rows or (by_hand.priorities(region, shown_period) if earlier else [])
    groups: dict[str, list[by_hand.Row]] = {}
    for row in rows:
        groups.setdefault(by_hand.domains_of_priority(row["priority_id"])[0], []).append(row)
    changes = by_hand.changes(region) if period == by_hand.NOW else {}
    page = section(site, address(region, period, currency), lang)
    assert bool(page.select("details.earlier")) == earlier
    words = {"new": ("new", "ny"), "kept": ("kept", "kvar")}
    found = {}
    for group in page.select("div.domain-group"):
        domain = queries_of(group, "h3 a")[0].partition("domain=")[2].partition("&")[0]
        assert group.texts("h3 a") == [domain_name(domain, lang)]
        marks = [words[changes[domain]][lang == "sv"]] if domain in changes else []
        assert group.texts("h3 .change") == marks
        found[domain] = group.texts("li .original")
    assert found == {domain: [row["name_original"] for row in group] for domain, group in groups.items()}
    sizes = [len(group) for group in found.values()]
    assert sizes == sorted(sizes, reverse=True)


@every_panel
@every_view
def test_each_row_has_its_other_domains_confidence_and_source(site, region, period, lang, currency):
    rows = {row["name_original"]: row for row in by_hand.priorities(region, period)}
    rows = rows or {row["name_original"]: row for row in by_hand.priorities(region, by_hand.BEFORE)}
    page = section(site, address(region, period, currency), lang)
    for item in page.select("li.priority"):
        row = rows[item.one(".original").text]
        further = [domain_name(d, lang) for d in by_hand.domains_of_priority(row["priority_id"])[1:]]
        also = "also" if lang == "en" else "även"
        assert (f"{also} {listed(further, lang)}" in item.text) if further else also not in item.texts("span")
        assert bool(item.select(".mark")) == (row["confidence"] != "official")
        url = by_hand.the("sources", row["source_id"])["url"]
        assert [link["href"] for link in item.select("a.source")] == ([url] if url else [])


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_is_gone(site, lang):
    gone = [domain for domain, change in by_hand.changes("SE311").items() if change == "gone"]
    assert gone, "Värmland has dropped domains: the test needs them"
    (note,) = (p for p in section(site, "region=SE311", lang).select("p.note") if p.select(".change"))
    for domain in gone:
        assert domain_name(domain, lang) in note.text
    others = {row["domain_id"] for row in by_hand.table("domains")} - set(gone)
    assert not [domain for domain in others if domain_name(domain, lang) in note.text]


@pytest.mark.parametrize("region", by_hand.drawn("lan"))
def test_gone_kept_and_new_of_every_county(site, region):
    changes = by_hand.changes(region)
    page = section(site, f"region={region}")
    shown_as_gone = [p.text for p in page.select("p.note") if p.select(".gone")]
    gone = [domain_name(domain, "en") for domain, change in changes.items() if change == "gone"]
    assert bool(shown_as_gone) == bool(gone)
    assert all(name in shown_as_gone[0] for name in gone)
    primary = {by_hand.domains_of_priority(row["priority_id"])[0] for row in by_hand.priorities(region, by_hand.NOW)}
    assert len(page.select("h3 .new")) == sum(changes.get(domain) == "new" for domain in primary)
    assert len(page.select("h3 .kept")) == sum(changes.get(domain) == "kept" for domain in primary)


@every_view
def test_shared_by_n_of_m_counties(site, period, lang, currency):
    """Övre Norrland: each domain with how many of its counties share it, and which."""
    counties = [county for county in by_hand.children("SE33") if by_hand.priorities(county, period)]
    rows = []
    for domain in by_hand.table("domains"):
        have = by_hand.counties_with(domain["domain_id"], period, counties)
        if have:
            value = f"{len(have)} {'of' if lang == 'en' else 'av'} {len(counties)} "
            names = ", ".join(by_hand.name_of(county, lang) for county in have)
            rows.append((-len(have), int(domain["position"]), domain[f"name_{lang}"], value, names))
    items = section(site, address("SE33", period, currency), lang).select("ul.shares li")
    assert [(item.one("strong").text, item.one(".details").text) for item in items] == [
        (name, names) for *_, name, _, names in sorted(rows)
    ]
    for item, (*_, value, _) in zip(items, sorted(rows), strict=True):
        assert item.one(".value").text.startswith(value)


def test_marks_of_confidence_and_of_a_stand_in(tiny_site, site):
    page = section(tiny_site, "region=SE224&period=2014-2020")
    assert page.texts(".mark") == ["secondary source"]
    unverified = section(tiny_site, "region=PL63")
    assert unverified.texts(".mark") == ["unverified"]
    assert unverified.texts("span.source") == ["source"], "a source without a page is named, not linked"
    national = next(code for code in by_hand.drawn("neighbours") if by_hand.is_national(code, by_hand.NOW))
    assert "national strategy of Denmark" in section(site, f"region={national}").one(".mark.wide").text


def test_the_english_name_stands_where_it_says_more(tiny_site):
    assert section(tiny_site, "region=SE221").texts(".translation") == ["Energy"]
    text = "Energi"
    assert section(tiny_site, "region=SE221").texts(".original") == [text]


def test_an_empty_section_says_why(tiny_site, site):
    assert "no priorities for Estonia in 2021–2027" in section(tiny_site, "region=EE00").one("p.empty").text
    norway = next(code for code in by_hand.drawn("neighbours") if code.startswith("NO"))
    period = next((p for p in by_hand.PERIODS if not by_hand.priorities(norway, p)), None)
    assert period is not None
    assert "need no smart specialisation" in section(site, f"region={norway}&period={period}").one("p.empty").text


def test_the_list_of_the_other_period_is_offered(tiny_site):
    page = section(tiny_site, "region=SE221&period=2014-2020")
    assert page.one("details.earlier summary").text == "The list of Blekinge for 2021–2027 (1)"
    assert queries_of(page, "details.earlier p a") == ["region=SE221"]


def test_a_domain_filter_that_leaves_nothing_says_so(tiny_site):
    assert "No priority here is in Food" in section(tiny_site, "region=SE221&domain=food").one("p.empty").text
    secondary = section(tiny_site, "region=SE224&domain=energy")
    assert secondary.texts(".original") == ["Livsmedel"], "a secondary domain counts"


def test_no_comparison_where_a_list_is_missing(tiny_site):
    assert "cannot be shown" in section(tiny_site, "region=SE221").text
    page = section(tiny_site, "region=SE224")
    assert page.texts(".change") == ["new"]
    assert "No domain of 2014–2020 has been dropped" in page.text, "energy is a secondary domain now"


def test_domains_of_a_nuts2_area(tiny_site):
    page = section(tiny_site, "region=SE22")
    assert [item.text for item in page.select("ul.shares li")] == [
        "Energy2 of 2 countiesBlekinge, Skåne",
        "Food1 of 2 countiesSkåne",
    ]
