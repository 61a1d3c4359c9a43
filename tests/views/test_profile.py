"""The section on the profile: values with year, Swedish mean and range, worked out from the tables."""

from __future__ import annotations

import pytest

from s3dash.text import Text
from s3dash.views.profile import profile_section
from tests import by_hand
from tests.views.dom import context, queries_of, shown
from tests.views.numbers import address, every_panel, every_view, number


def section(site, query, lang="en"):
    return shown(profile_section(context(site, query, lang)))


def left(value, reading):
    """Where a mark stands on the line from the lowest to the highest value."""
    share = min(max((value - reading.low) / (reading.high - reading.low), 0), 1)
    return f"left:{100 * share:.1f}%"


@every_panel
@every_view
def test_values_years_mean_and_range(site, region, period, lang, currency):
    text = Text(lang)
    indicators = by_hand.shown_indicators()
    items = section(site, address(region, period, currency), lang).select("ul.profile li")
    assert len(items) == len(indicators)
    for item, indicator in zip(items, indicators, strict=True):
        decimals = int(indicator["decimals"])
        assert item.one("a.indicator").text == indicator[f"name_{lang}"]
        assert item.select("small")[0].text == indicator[f"unit_{lang}"]
        reading = by_hand.reading(indicator["indicator_id"], region)
        if reading is None:
            assert item.texts(".values") == [text("no_data")]
            continue
        assert item.one(".values strong").text == number(reading.value, lang, decimals)
        remarks = item.one(".values small").text.split(", ")
        assert remarks[0] == str(reading.year)
        assert (by_hand.name_of(reading.holder, lang) in remarks) == (reading.holder != region)
        assert (text("flag.derived") in remarks) == (reading.flag == "derived")
        assert item.one(".low").text == number(reading.low, lang, decimals)
        assert item.one(".high").text == number(reading.high, lang, decimals)
        assert reading.mean is not None
        assert item.one(".line .mean")["style"] == left(reading.mean, reading)
        assert item.one(".line .dot")["style"] == left(reading.value, reading)
        spoken = item.one(".scale")["aria-label"]
        assert number(reading.value, lang, decimals) in spoken
        assert number(reading.mean, lang, decimals) in spoken


@pytest.mark.parametrize("region", by_hand.drawn("lan", "nuts2", "neighbours"))
def test_every_region_has_its_own_latest_value_or_says_so(site, region):
    items = section(site, f"region={region}").select("ul.profile li")
    for item, indicator in zip(items, by_hand.shown_indicators(), strict=True):
        reading = by_hand.reading(indicator["indicator_id"], region)
        words = item.one(".values").text
        if reading is None:
            assert words == "no data"
        else:
            assert words.startswith(f"{number(reading.value, 'en', int(indicator['decimals']))} {reading.year}")


def test_the_area_stands_in_for_a_county_and_says_so(tiny_site):
    gdp, employment = section(tiny_site, "region=SE221").texts("ul.profile .values")
    assert gdp == "28,000 2021, derived"
    assert employment == "74.5 2023, South Sweden, break in series"
    assert "Dold" not in section(tiny_site, "region=SE221", "sv").text, "an indicator that is not shown"


def test_a_click_colours_the_map(tiny_site):
    assert queries_of(section(tiny_site, "region=SE221"), "a.indicator")[0] == "region=SE221&colour=gdp_pps"


def test_a_pair_has_both_values_on_one_line(tiny_site):
    page = section(tiny_site, "region=SE22&other=EE00")
    gdp, employment = page.select("ul.profile li")
    assert gdp.texts(".values span") == ["32,000 2022", "no data"]
    assert employment.texts(".values strong") == ["74.5", "76.0"]
    assert len(employment.select(".line .dot")) == 2
    assert "South Sweden" in page.one("p.profile-key").text and "Estonia" in page.one("p.profile-key").text


def test_one_value_draws_no_line(tiny_site):
    gdp = section(tiny_site, "region=EE00").select("ul.profile li")[0]
    assert not gdp.select(".scale")
    assert gdp.one(".values").text == "no data"


def test_environments_by_kind_with_their_marks(tiny_site, site):
    page = section(tiny_site, "region=SE22")
    assert page.texts(".places h4") == ["Universitiesshow on the map", "Science parks and incubatorsshow on the map"]
    university, park = page.select(".places li")
    assert university.select("a")[0]["href"] == "https://example.org/lu"
    assert park.text == "Blue ParkKarlskronaunverifiedsource"
    assert all(item.select(".source") for item in (university, park))
    assert [query.partition("places=")[2] for query in queries_of(page, "h4 a")] == ["university", "science_park"]
    assert not section(tiny_site, "region=PL63").select(".places"), "environments are known in Sweden only"
    for region in ("SE311", "SE33"):
        names = [row["name"] for row in by_hand.table("environments") if row["nuts_id"] in by_hand.area(region)]
        items = section(site, f"region={region}").select(".places li")
        assert sorted(item.text.removesuffix(item.one(".details").text) for item in items) == sorted(names)


def test_every_indicator_has_its_source(site):
    sources = {indicator["source_id"] for indicator in by_hand.shown_indicators()}
    page = section(site, "region=SE311")
    urls = {link["href"] for link in page.select("p.note a.source")}
    assert urls == {by_hand.the("sources", source)["url"] for source in sources}
