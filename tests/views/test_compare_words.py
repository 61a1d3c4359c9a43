"""The sentences of the comparison hold in every case: ties, what is missing, zero, one region alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.analysis.comparison import DomainRow, Environments, Pair, PriorityComparison, Sharing, Standing
from s3dash.analysis.comparison_numbers import IndicatorRow, IndicatorValue, RegionFunding
from s3dash.analysis.eligibility import ProgrammeLink
from s3dash.data.dataset import Environment
from s3dash.data.store import Funding
from s3dash.text import Text
from s3dash.views.compare.environments import environments_words
from s3dash.views.compare.funding_words import funding_words
from s3dash.views.compare.indicators_words import indicators_words
from s3dash.views.compare.pairs import pairs_words
from s3dash.views.compare.priorities import priorities_words
from tests.views.dom import context

NOW = "2021-2027"
VG, SK, VS, DK, NO = "SE232", "SE224", "SE311", "DK01", "NO07"
NAMES = {VG: "Västra Götaland", SK: "Skåne", VS: "Värmland", DK: "Hovedstaden", NO: "Northern Norway"}


def words_of(site, function, *codes, lang="en", more=""):
    """A function that gives the sentences about what it gets, as seen by a comparison of some regions."""
    view = context(site, f"with={','.join(codes)}{more}", lang, "compare")
    return lambda found: str(function(view, found))


# ------------------------------------------------------------ priorities


def priorities(bases, **domains):
    """A comparison by hand: region -> basis, and domain -> the counted regions that have it."""
    codes = tuple(bases)
    counted = [code for code in codes if bases[code] in ("own", "part")]
    rows = []
    for domain, having in domains.items():
        found: tuple[Standing | None, ...] = tuple("primary" if code in having else "none" for code in codes)
        sharing: Sharing = "one" if len(having) == 1 else "all" if len(having) == len(counted) else "some"
        rows.append(DomainRow(domain, {"2014-2020": found, NOW: found}, sharing, tuple(having)))
    period_bases = tuple(bases.values())
    return PriorityComparison(codes, NOW, {"2014-2020": period_bases, NOW: period_bases}, tuple(rows))


OWN = {VG: "own", SK: "own", DK: "part"}


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            priorities({VG: "own", SK: "own"}, energy=[VG, SK], health=[VG, SK], food=[SK]),
            "Västra Götaland and Skåne both prioritise energy and health. Only Skåne has food.",
        ),
        (
            priorities(OWN, energy=[VG, SK, DK], food=[VG, SK]),
            "Västra Götaland, Skåne and Hovedstaden all prioritise energy.",
        ),
        (
            priorities({VG: "own", SK: "own"}, energy=[VG], food=[SK]),
            "Västra Götaland and Skåne have no domain in common in 2021–2027. Only Västra Götaland has energy. "
            "Only Skåne has food.",
        ),
        (
            priorities(OWN, energy=[VG, SK]),
            "No domain is a priority of all of Västra Götaland, Skåne and Hovedstaden in 2021–2027.",
        ),
        (
            priorities({VG: "own", SK: None}, energy=[VG]),
            "Only Västra Götaland has a list in the data for 2021–2027, so nothing can be compared. "
            "The data lacks a list for Skåne in 2021–2027.",
        ),
        (
            priorities({VG: None, SK: None}),
            "The data lacks a list for Västra Götaland and Skåne in 2021–2027.",
        ),
        (
            priorities({VG: "own", SK: "own", DK: "national"}, energy=[VG, SK]),
            "Västra Götaland and Skåne both prioritise energy. Of Hovedstaden only the national strategy is known; "
            "it is shown, but not counted as shared.",
        ),
        (
            priorities({VG: "own", SK: "own"}, energy=[VG], food=[VG], health=[VG], ict=[VG], mining=[VG]),
            "Västra Götaland and Skåne have no domain in common in 2021–2027. "
            "Only Västra Götaland has energy, food, health and 2 more.",
        ),
    ],
)
def test_priorities(site, found, said):
    assert words_of(site, priorities_words, *found.regions)(found) == said


def test_priorities_in_swedish(site):
    found = priorities(OWN, energy=[VG, SK, DK])
    said = words_of(site, priorities_words, *found.regions, lang="sv")(found)
    assert said == "Västra Götaland, Skåne och Hovedstaden prioriterar alla energi."


# ------------------------------------------------------------ money and projects


def funding(code, eur=0.0, known=None, projects=None, shared=0, unpublished=0, population=100):
    """A region with a known sum in so many projects, and projects of other kinds."""
    known = (1 if eur else 0) if known is None else known
    every = known + shared + unpublished if projects is None else projects
    rest = every - known - shared - unpublished
    total = Funding(every, eur, 10 * eur, known, 0.0, 0.0, shared, unpublished, rest)
    return RegionFunding(code, code.startswith("SE"), population, 2021, total, {}, {})


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            [funding(VG, 2e6, 5), funding(SK, 3e6, 4)],
            "Skåne has the largest known EU contribution: €3.0m, against €2.0m for Västra Götaland. "
            "Most projects are known for Västra Götaland: 5, against 4 for Skåne.",
        ),
        (
            [funding(VG, 2e6, 5), funding(SK, 2_010_000, 5)],
            "The known EU contribution is the same for Skåne and Västra Götaland: €2.0m. "
            "The same number of projects is known for Västra Götaland and Skåne: 5 each.",
        ),
        (
            [funding(VG, 9, 2), funding(SK, 9, 2), funding(VS, 4, 1)],
            "Västra Götaland and Skåne have the largest known EU contribution, €9 each, against €4 for Värmland. "
            "Most projects are known for Västra Götaland and Skåne, 2 each, against 1 for Värmland.",
        ),
        (
            [funding(VG, 9, 3), funding(DK, 0, 0, unpublished=7)],
            "The known EU contribution for Västra Götaland is €9. "
            "Most projects are known for Hovedstaden: at least 7, against 3 for Västra Götaland. "
            "For Hovedstaden there are no complete sums, so the money there is not compared.",
        ),
        (
            [funding(DK, 0, 0, unpublished=7), funding(NO, 500, 1, unpublished=6)],
            "The same number of projects is known for Hovedstaden and Northern Norway: at least 7 each. "
            "For Hovedstaden and Northern Norway there are no complete sums, so the money there is not compared.",
        ),
        (
            [funding(VG, 0, 0, shared=2), funding(SK, 9, 1)],
            "The known EU contribution for Skåne is €9. "
            "Most projects are known for Västra Götaland: 2, against 1 for Skåne. "
            "For Västra Götaland no amount is known for the region alone.",
        ),
        (
            [funding(VG), funding(SK)],
            "The data holds no projects for Västra Götaland and Skåne in 2021–2027.",
        ),
        (
            [funding(VG, 9, 1, shared=1), funding(SK, 7, 1, shared=1, unpublished=2)],
            "Västra Götaland has the largest known EU contribution: €9, against €7 for Skåne. "
            "Most projects are known for Skåne: 4, against 2 for Västra Götaland. "
            "Grants shared with other regions or not published are not in the sums (1 project for Västra Götaland and "
            "3 projects for Skåne), so the true order may be another.",
        ),
        (
            [funding(VG, 9, 1, shared=1), funding(DK, 0, 0, unpublished=1)],
            "The known EU contribution for Västra Götaland is €9. "
            "Most projects are known for Västra Götaland: 2, against at least 1 for Hovedstaden. "
            "For Hovedstaden there are no complete sums, so the money there is not compared. "
            "Grants shared with other regions or not published are not in the sum (1 project for Västra Götaland).",
        ),
    ],
)
def test_funding(site, found, said):
    assert words_of(site, funding_words, *(region.region for region in found))(found) == said


def test_funding_per_inhabitant_may_have_another_order(site):
    found = [funding(VG, 900, 1, population=100), funding(SK, 1000, 1, population=1000)]
    total = words_of(site, funding_words, VG, SK)(found)
    per_head = words_of(site, funding_words, VG, SK, more="&per=inhabitant")(found)
    assert total.startswith("Skåne has the largest known EU contribution: €1,000, against €900")
    most = "Västra Götaland has the largest known EU contribution per inhabitant: €9.0, against €1.0"
    assert per_head.startswith(most)
    swedish = words_of(site, funding_words, VG, SK, lang="sv", more="&currency=SEK&per=inhabitant")(found)
    most = "Västra Götaland har störst känt EU-stöd per invånare: 90,0\u00a0kr, mot 10,0\u00a0kr för Skåne."
    assert swedish.startswith(most)


def test_a_region_without_a_population_has_no_amount_per_inhabitant(site):
    found = [replace(funding(VG, 900, 1), population=None), funding(SK, 500, 1)]
    said = words_of(site, funding_words, VG, SK, more="&per=inhabitant")(found)
    assert said.startswith("The known EU contribution per inhabitant for Skåne is €5.0.")


@given(amounts=st.lists(st.integers(0, 10**9), min_size=2, max_size=3))
def test_whoever_is_named_first_has_most(site, amounts):
    codes = (VG, SK, VS)[: len(amounts)]
    found = [funding(code, float(eur), 1) for code, eur in zip(codes, amounts, strict=True)]
    said = words_of(site, funding_words, *codes)(found)
    first = said.split(" ha")[0]
    most = Text("en").money(max(amounts), "EUR")
    named = {code for code in codes if NAMES[code] in first}
    if "is the same" in said.split(".")[0]:
        named = set(codes)
    written = {code: Text("en").money(eur, "EUR") for code, eur in zip(codes, amounts, strict=True)}
    assert named == {code for code in codes if written[code] == most}


# ------------------------------------------------------------ indicators


def indicator(indicator_id, *values, year=2020, low=0.0, high=100.0, holders=None):
    codes = holders or (VG, SK, DK)[: len(values)]
    cells = tuple(
        None if value is None else IndicatorValue(float(value), year or 2019, None, code)
        for code, value in zip(codes, values, strict=True)
    )
    return IndicatorRow(indicator_id, year, cells, low, high, 49, None)


GERD = (
    "They differ most in “R&D spending, share of GDP”: "
    "3.00 for Västra Götaland, 2.00 for Skåne (per cent of GDP, 2020)."
)
NOTHING = "No indicator can be compared for the same year and for different places."


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            [indicator("gerd", 3, 2), indicator("tertiary", 40.5, 40)],
            f"{GERD} They are most alike in “Higher education, aged 25-64”: 40.5 for Västra Götaland, 40.0 for Skåne "
            "(per cent of people aged 25-64, 2020).",
        ),
        (
            [indicator("tertiary", 40, 40), indicator("gerd", 3, 2)],
            f"{GERD} They are alike in “Higher education, aged 25-64”: 40.0 (per cent of people aged 25-64, 2020).",
        ),
        ([indicator("gerd", 3, 2)], GERD),
        ([indicator("gerd", 3, 3)], "They have the same values in every indicator that can be compared."),
        ([], NOTHING),
        ([indicator("population", 3, 50), indicator("gerd", 3, 2, year=None), indicator("tertiary", 3, None)], NOTHING),
        ([indicator("employment", 70, 70, holders=("SE23", "SE23"))], NOTHING),
        (
            [indicator("gerd", 3, 2, holders=("SE23", SK))],
            GERD.replace("for Västra Götaland", "for Västra Götaland (West Sweden)"),
        ),
    ],
)
def test_indicators(site, found, said):
    assert words_of(site, indicators_words, VG, SK)(found) == said


def test_ends_that_several_regions_have(site):
    said = words_of(site, indicators_words, VG, SK, DK)([indicator("gerd", 3, 2, 3)])
    assert "3.00 for Västra Götaland and Hovedstaden, 2.00 for Skåne" in said


# ------------------------------------------------------------ environments


def environments(code, *domains, n=1, in_data=True):
    one = Environment("e", "E", "university", "T", code, 0.0, 0.0, None, "official", "S0001", tuple(domains))
    return Environments(code, (one,) * n, in_data)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            [environments(VG, "energy", "food", n=3), environments(SK, "food")],
            "Research and innovation environments in the data: 3 for Västra Götaland and 1 for Skåne. "
            "Only Västra Götaland has any in energy.",
        ),
        (
            [environments(VG, "food"), environments(SK, "food")],
            "Research and innovation environments in the data: 1 for Västra Götaland and 1 for Skåne. "
            "Västra Götaland and Skåne have them in the same domains.",
        ),
        (
            [environments(VG, "food"), environments(SK, n=0), environments(DK, n=0, in_data=False)],
            "Research and innovation environments in the data: 1 for Västra Götaland. The data names none for Skåne. "
            "For Hovedstaden the data holds no environments: only those in Sweden have been compiled.",
        ),
        (
            [environments(DK, n=0, in_data=False), environments(NO, n=0, in_data=False)],
            "For Hovedstaden and Northern Norway the data holds no environments: "
            "only those in Sweden have been compiled.",
        ),
    ],
)
def test_environments(site, found, said):
    assert words_of(site, environments_words, *(one.region for one in found))(found) == said


# ------------------------------------------------------------ links


def pair(here, there, joint, *programmes, certainty="stated"):
    links = tuple(ProgrammeLink(one, certainty) for one in programmes)
    return Pair(here, there, joint is None, joint, (), links, ())


AURORA, SEA = "interreg-aurora-2021", "interreg-baltic-sea-region-2021"
CLOSED = "No Interreg programme is certain to be open to all of them."


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([pair(VG, SK, 1)], f"Västra Götaland and Skåne have 1 project together. {CLOSED}"),
        ([pair(VG, DK, 2)], f"Västra Götaland and Hovedstaden have at least 2 projects together. {CLOSED}"),
        ([pair(VG, SK, 0)], f"No joint projects are known. {CLOSED}"),
        (
            [pair(VG, SK, 0), pair(VG, DK, 0), pair(SK, DK, 0)],
            f"No joint projects are known between any of them. {CLOSED}",
        ),
        ([pair("SE23", VG, None)], f"One of the two lies in the other, so joint projects would mean nothing. {CLOSED}"),
        (
            [pair(VG, SK, 3), pair(VG, DK, 3), pair(SK, DK, 0)],
            "Most joint projects: Västra Götaland–Skåne and Västra Götaland–Hovedstaden (at least 3). "
            f"None are known for Skåne–Hovedstaden. {CLOSED}",
        ),
        (
            [pair(VG, SK, 3, SEA), pair(VG, DK, 1, SEA, AURORA), pair(SK, DK, 1, SEA)],
            "Most joint projects: Västra Götaland–Skåne (3). Open to all of them now: Interreg Baltic Sea Region.",
        ),
        (
            [pair(VG, SK, 0, SEA, certainty="part_of_country")],
            f"No joint projects are known. {CLOSED}",
        ),
    ],
)
def test_links(site, found, said):
    codes = dict.fromkeys(code for one in found for code in (one.here, one.there))
    assert words_of(site, pairs_words, *codes)(found) == said
