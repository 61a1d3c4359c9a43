"""The region in a few sentences: true in every case, in both languages."""

from __future__ import annotations

import pytest

from s3dash.analysis.priorities import Priority
from s3dash.text import Text
from s3dash.views.profile_page.short import in_short, primary_domains
from tests import by_hand
from tests.views.dom import context
from tests.views.numbers import money, number


def told(site, query, lang="en"):
    return in_short(context(site, query, lang))


def test_a_county_with_everything(tiny_site):
    assert told(tiny_site, "region=SE224") == (
        "Skåne has 1 priority area for 2021–2027, mainly in food. The data has 4 projects of 2021–2027. "
        "The EU contribution to the region is known for 2 of them: €900. The domain with most projects is energy (2). "
        "In structure it is most like Blekinge. The strongest link across the sea is to Pomorskie. "
        "Domains since 2014–2020: 1 kept, 1 new."
    )
    assert told(tiny_site, "region=SE224", "sv") == (
        "Skåne har 1 prioritering för 2021–2027, främst inom livsmedel. 4 projekt 2021–2027 finns i materialet. "
        "EU-stödet hit är känt för 2 av dem: 900 €. Området med flest projekt är energi (2). "
        "I struktur liknar den mest Blekinge. Den starkaste länken över havet går till Pomorskie. "
        "Områden sedan 2014–2020: 1 kvar, 1 nytt."
    ).replace("900 €", Text("sv").money(900, "EUR"))


def test_a_list_that_is_missing_is_said_and_the_other_one_pointed_to(tiny_site):
    assert told(tiny_site, "region=SE221&period=2014-2020").startswith(
        "The data lacks the priorities of Blekinge for 2014–2020, but has those for 2021–2027. "
        "The data has no projects of 2014–2020."
    )
    assert told(tiny_site, "region=EE00").startswith(
        "The data lacks the priorities of Estonia for 2021–2027. At least one project of 2021–2027 is known there."
    )
    assert "Domains since" not in told(tiny_site, "region=SE221")


def test_a_nuts2_area_is_told_by_its_counties(tiny_site):
    said = told(tiny_site, "region=SE22&level=nuts2")
    assert said.startswith(
        "The counties in South Sweden together prioritise 2 domains for 2021–2027. "
        "The most shared domain is energy (2 of 2 counties)."
    )
    assert "most shared" not in told(tiny_site, "region=SE22&level=nuts2&period=2014-2020")


def test_a_national_strategy_is_not_called_the_regions_own(site):
    said = told(site, "region=DK03")
    assert said.startswith("The data has no list of Syddanmark’s own for 2021–2027; the national strategy of Denmark")


def test_where_nothing_is_known_there_is_no_link(site):
    assert "strongest link" not in told(site, "region=NO09")
    assert "No projects of 2021–2027 are known there." in told(site, "region=NO09")


@pytest.mark.parametrize("code", by_hand.drawn("lan"))
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_numbers_are_those_of_the_tables(site, code, lang):
    said = told(site, f"region={code}", lang)
    rows = by_hand.projects(code, by_hand.NOW)
    assert f"{number(len(rows), lang)} proje" in said
    seen = by_hand.sums(rows, code)
    if "known" in seen.projects:
        assert money(seen.money["known"], lang, "EUR") in said
    assert by_hand.name_of(by_hand.links(code, by_hand.NOW)[0].other, lang) in said


@pytest.mark.parametrize("code", by_hand.drawn("lan", "nuts2", "neighbours"))
@pytest.mark.parametrize("period", by_hand.PERIODS)
def test_every_region_has_whole_sentences(site, code, period):
    level = "&level=nuts2" if len(code) == 4 and code.startswith("SE") else ""
    query = f"region={code}{level}" + (f"&period={period}" if period != by_hand.NOW else "")
    for lang in ("sv", "en"):
        said = told(site, query, lang)
        assert said.endswith(".") and "  " not in said and ", ." not in said and " ." not in said and "{" not in said


def test_domains_come_with_the_most_frequent_first():
    def row(*domains: str) -> Priority:
        return Priority("P", "SE224", by_hand.NOW, "x", None, domains, "official", "S", None, "own")

    assert primary_domains([row("food"), row("energy", "food"), row("energy"), row()]) == ["energy", "food"]
    assert primary_domains([]) == []
