"""The likeness that the page shows, worked out a second time from the tables."""

from __future__ import annotations

import pytest

from tests import by_hand, by_hand_peers
from tests.views.dom import Element
from tests.views.peers.pages import peers_of_page


def shown_likeness(page: Element) -> dict[str, int]:
    """Region -> the number beside its name, in the order of the list."""
    return {item["data-peer"]: int(item.one(".peer-value strong").text) for item in page.select("li.peer")}


def expected(likeness: dict[str, float]) -> dict[str, int]:
    return {code: round(100 * value) for code, value in likeness.items()}


@pytest.mark.parametrize("region", ["SE33", "SE11", "PL63", "EE00", "SE232", "SE331"])
@pytest.mark.parametrize("weights", [{}, {"size": 3, "density": 0}])
def test_likeness_in_structure(site, region, weights):
    words = ",".join(f"{group}:{weight}" for group, weight in sorted(weights.items()))
    page = peers_of_page(site, f"region={region}" + (f"&weights={words}" if words else ""))
    likeness = by_hand_peers.likeness(region, weights)
    assert shown_likeness(page) == expected(likeness)
    order = list(shown_likeness(page))
    assert [round(likeness[code], 9) for code in order] == sorted(
        (round(value, 9) for value in likeness.values()), reverse=True
    )


def test_a_region_with_half_of_the_figures_is_not_ranked(site):
    assert by_hand_peers.likeness("PL9") == {}
    page = peers_of_page(site, "region=PL9")
    assert not page.select("li.peer")
    assert "population, density and internet use" in page.one(".empty").text
    assert "50 per cent" in page.one(".empty").text


@pytest.mark.parametrize("region", ["SE232", "SE33", "LV00"])
def test_likeness_of_projects(site, region):
    page = peers_of_page(site, f"region={region}&show=projects")
    own = by_hand_peers.shares(region, by_hand.NOW)
    level = "nuts2" if region == "SE33" else "lan"
    expected_likeness = {}
    for other in by_hand.drawn(level, "neighbours"):
        theirs = by_hand_peers.shares(other, by_hand.NOW)
        if other != region and theirs:
            expected_likeness[other] = sum(min(share, theirs.get(domain, 0.0)) for domain, share in own.items())
    assert shown_likeness(page) == expected(expected_likeness)


@pytest.mark.parametrize("region", ["SE22", "SE311", "PL63"])
def test_likeness_of_priorities(site, region):
    page = peers_of_page(site, f"region={region}&show=priorities")
    weights, own = by_hand.weights(by_hand.NOW), by_hand.domains(region, by_hand.NOW)
    level = "nuts2" if region == "SE22" else "lan"
    expected_likeness = {}
    for other in by_hand.drawn(level, "neighbours"):
        theirs = by_hand.domains(other, by_hand.NOW)
        if other != region and own & theirs:
            both, either = own & theirs, own | theirs
            expected_likeness[other] = sum(weights[d] for d in both) / sum(weights[d] for d in either)
    assert shown_likeness(page) == expected(expected_likeness)


def test_the_figures_of_the_table(site):
    page = peers_of_page(site, "region=SE33", lang="en")
    figures = by_hand_peers.figures("SE33")
    cells = page.one("table.peer-figures tr.own").texts("td")
    assert cells[0] == f"{figures['population']['SE33']:,.0f}"
    assert cells[1] == f"{figures['density']['SE33']:.1f}"
    assert cells[2] == f"{figures['population_change']['SE33']:.2f}"
    assert cells[3] == f"{figures['tertiary']['SE33']:.1f}"
