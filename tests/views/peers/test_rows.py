"""The sentence above the list: equals are named together, many are counted."""

from __future__ import annotations

import pytest

from s3dash.views import html
from s3dash.views.peers.rows import Row, compare_first, finding, peer_list
from tests.views.dom import context, shown

OTHERS = ["SE31", "SE32", "PL63", "EE00", "LV00", "DK01", "DK02", "DK03", "DK04", "DK05"]


def rows(*likeness):
    return [Row(code, value, "because") for code, value in zip(OTHERS, likeness, strict=False)]


def words(site, *likeness, lang="en"):
    return html.to_plain(finding(context(site, "region=SE33", lang, "peers"), rows(*likeness)))


@pytest.mark.parametrize(
    ("likeness", "written"),
    [
        ([0.9], "Most like Upper Norrland: North-Central Sweden, 90 of 100."),
        ([0.9, 0.8], "Most like Upper Norrland: North-Central Sweden, 90 of 100. Next: Central Norrland (80)."),
        (
            [0.904, 0.896, 0.8, 0.8],
            "Most like Upper Norrland: North-Central Sweden and Central Norrland, 90 of 100. "
            "Next: Pomorskie and Estonia (80).",
        ),
        (
            [0.5] * 4 + [0.4] * 5,
            "4 regions are equally like Upper Norrland, more than all others: 50 of 100. Next: 5 regions (40).",
        ),
        ([0.0], "Most like Upper Norrland: North-Central Sweden, 0 of 100."),
    ],
)
def test_the_first_and_the_next(site, likeness, written):
    assert words(site, *likeness) == written


def test_in_swedish(site):
    assert words(site, 0.9, 0.8, lang="sv") == (
        "Norra Mellansverige liknar Övre Norrland mest: 90 av 100. Sedan följer Mellersta Norrland (80)."
    )


def test_nothing_without_rows(site):
    assert finding(context(site, "region=SE33", "en", "peers"), []) is None
    assert compare_first(context(site, "region=SE33", "en", "peers"), []) is None


def test_the_rest_is_behind_one_click(site):
    page = shown(peer_list(context(site, "region=SE33", "en", "peers"), rows(*[0.5] * 10)))
    assert page.one("summary").text == "Show all 2 others"
    assert [item.text for item in page.select("details .place-number")] == ["9", "10"]
    assert not shown(peer_list(context(site, "region=SE33", "en", "peers"), rows(0.5))).select("details")


def test_where_a_row_leads(site):
    page = shown(peer_list(context(site, "region=SE33&weights=size:2&abroad=1", "en", "peers"), rows(0.5)))
    name, compare, on_map = (link["href"] for link in page.select("a"))
    assert name == "/en/peers?level=nuts2&region=SE31&abroad=1&weights=size:2"
    assert compare == "/en/compare?level=nuts2&with=SE33,SE31"
    assert on_map == "/en/?level=nuts2&region=SE31"


def test_the_nearest_side_by_side(site):
    link = shown(compare_first(context(site, "region=SE33", "en", "peers"), rows(0.5, 0.4, 0.3, 0.2))).one("a")
    assert link.text == "Side by side with the nearest 3"
    assert link["href"].endswith("with=SE33,SE31,SE32,PL63")
