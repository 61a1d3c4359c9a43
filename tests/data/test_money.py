"""The money rules, each case by hand, and what must hold for any project."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.data.money import NOTHING, Attribution, Grant, Money, PartnerShare, Rate, attribute, rate_for

RATES = {"SEK": {2014: 9.0, 2015: 9.5, 2021: 10.0, 2024: 11.5}}
VARMLAND = frozenset({"SE311"})
NORRA_MELLANSVERIGE = frozenset({"SE31", "SE311", "SE312", "SE313"})
SWEDEN = NORRA_MELLANSVERIGE | {"SE", "SE3", "SE33", "SE331"}
POMORSKIE = frozenset({"PL63", "PL633"})


def share(nuts_id: str | None, eur: float | None, *, associated: bool = False) -> PartnerShare:
    return PartnerShare(nuts_id, None if eur is None else Money(eur, 10 * eur), associated)


def grant(
    eur: float | None,
    *shares: PartnerShare,
    regions: str = "",
    lead: str | None = None,
    swedish: bool = False,
) -> Grant:
    codes = {*regions.split(), *([lead] if lead else []), *(s.nuts_id for s in shares if s.nuts_id)}
    return Grant(
        amount=None if eur is None else Money(eur, 10 * eur),
        places=frozenset(codes),
        coverage=frozenset(c for c in codes if c.startswith("SE") or not swedish),
        lead_nuts=lead,
        shares=shares,
    )


def known(eur: float) -> Attribution:
    return Attribution("known", Money(eur, 10 * eur))


def shared(eur: float) -> Attribution:
    return Attribution("shared", Money(eur, 10 * eur))


UNPUBLISHED = Attribution("unpublished", NOTHING)
NO_GRANT = Attribution("no_grant", NOTHING)


def test_a_grant_for_one_county_belongs_to_it_and_to_what_contains_it() -> None:
    project = grant(500.0, regions="SE311", lead="SE311")
    assert [attribute(project, area) for area in (VARMLAND, NORRA_MELLANSVERIGE, SWEDEN)] == [
        known(500.0)
    ] * 3


def test_a_grant_for_two_counties_is_shared_by_each_and_known_for_their_nuts2_area() -> None:
    project = grant(500.0, regions="SE311 SE312")
    assert attribute(project, VARMLAND) == shared(500.0)
    assert attribute(project, frozenset({"SE312"})) == shared(500.0)
    assert attribute(project, NORRA_MELLANSVERIGE) == known(500.0)


def test_a_lead_elsewhere_makes_a_grant_shared() -> None:
    assert attribute(grant(500.0, regions="SE311", lead="SE331"), VARMLAND) == shared(500.0)


def test_partners_own_amounts_are_known_where_the_whole_is_not() -> None:
    project = grant(500.0, share("SE311", 120.0), share("SE311", 30.0), share("SE331", 350.0), swedish=True)
    assert attribute(project, VARMLAND) == known(150.0)
    assert attribute(project, frozenset({"SE331"})) == known(350.0)
    assert attribute(project, SWEDEN) == known(500.0)


def test_the_published_whole_goes_before_the_sum_of_partners() -> None:
    assert attribute(grant(500.0, share("SE311", 120.0), share("SE311", None)), VARMLAND) == known(500.0)


def test_partners_amounts_serve_where_the_whole_is_not_published() -> None:
    assert attribute(grant(None, share("SE311", 120.0), share("SE311", None)), VARMLAND) == known(120.0)


def test_the_amount_of_a_foreign_partner_never_counts_for_sweden() -> None:
    project = grant(None, share("SE311", None), share("PL633", 266.0), swedish=True)
    assert attribute(project, SWEDEN) == UNPUBLISHED
    assert attribute(project, POMORSKIE) == known(266.0)


def test_a_grant_of_the_swedish_partners_is_sweden_s_alone() -> None:
    project = grant(500.0, share("SE311", None), share("PL633", None), swedish=True)
    assert attribute(project, VARMLAND) == known(500.0)
    assert attribute(project, POMORSKIE) == UNPUBLISHED


def test_a_grant_of_the_whole_project_with_a_partner_abroad_is_shared() -> None:
    project = grant(500.0, share("SE311", None), share("PL633", None))
    assert attribute(project, SWEDEN) == shared(500.0)
    assert attribute(project, POMORSKIE) == shared(500.0)


def test_associated_partners_have_no_grant() -> None:
    project = grant(500.0, share("SE311", None, associated=True), share("SE331", 500.0), swedish=True)
    assert attribute(project, VARMLAND) == NO_GRANT
    assert attribute(project, frozenset({"SE331"})) == known(500.0)


def test_an_amount_printed_for_an_associated_partner_does_not_count() -> None:
    project = grant(500.0, share("SE311", 211.0, associated=True), share("SE331", 500.0), swedish=True)
    assert attribute(project, VARMLAND) == NO_GRANT


def test_an_area_with_an_associated_and_another_partner_has_a_grant() -> None:
    project = grant(500.0, share("SE311", None, associated=True), share("SE311", None), share("SE331", None))
    assert attribute(project, VARMLAND) == shared(500.0)


def test_a_lead_beside_an_associated_partner_has_a_grant() -> None:
    project = grant(None, share("SE311", None, associated=True), lead="SE311")
    assert attribute(project, VARMLAND) == UNPUBLISHED


def test_a_region_covered_beside_an_associated_partner_s_may_have_a_grant() -> None:
    project = grant(None, share("SE311", None, associated=True), regions="SE312")
    assert attribute(project, VARMLAND) == NO_GRANT
    assert attribute(project, NORRA_MELLANSVERIGE) == UNPUBLISHED


def test_a_project_known_only_as_a_nuts2_area_is_no_county_s() -> None:
    assert attribute(grant(500.0, regions="SE31"), NORRA_MELLANSVERIGE) == known(500.0)


def test_a_grant_without_any_place_is_shared() -> None:
    assert attribute(grant(500.0), SWEDEN) == shared(500.0)


def test_nothing_published_is_unpublished_not_zero() -> None:
    assert attribute(grant(None, regions="SE311"), VARMLAND) == UNPUBLISHED


@pytest.mark.parametrize(
    ("start_year", "period", "expected"),
    [
        (2015, "2014-2020", Rate(2015, 9.5, "start_year")),
        (2026, "2021-2027", Rate(2024, 11.5, "last_known")),
        (2017, "2014-2020", Rate(2015, 9.5, "last_known")),
        (None, "2014-2020", Rate(2014, 9.0, "period_start")),
        (None, "2021-2027", Rate(2021, 10.0, "period_start")),
        (2013, "2014-2020", Rate(2014, 9.0, "period_start")),
        (None, "2028-2034", Rate(2024, 11.5, "period_start")),
    ],
)
def test_the_rate_is_that_of_the_start_year_or_the_nearest_that_is_known(
    start_year: int | None, period: str, expected: Rate
) -> None:
    assert rate_for(RATES, start_year, period) == expected


def test_further_currencies_have_the_rates_of_the_same_year() -> None:
    rates = {"SEK": {2014: 9.0, 2015: 10.0}, "PLN": {2014: 4.0}}
    assert rate_for(rates, 2014, "2014-2020").others == {"PLN": 4.0}
    assert rate_for(rates, 2015, "2014-2020").others == {}


amounts = st.floats(min_value=1, max_value=1e9)
CODES = ["SE311", "SE312", "SE31", "SE331", "SE33", "SE", "PL633", "PL63"]
shares = st.builds(
    share, st.sampled_from([None, *CODES]), st.none() | amounts.map(round), associated=st.booleans()
)
grants = st.builds(
    lambda eur, shares, regions, lead, swedish: grant(
        eur, *shares, regions=" ".join(regions), lead=lead, swedish=swedish
    ),
    st.none() | amounts.map(round),
    st.lists(shares, max_size=5),
    st.sets(st.sampled_from(CODES), max_size=3),
    st.sampled_from([None, *CODES]),
    st.booleans(),
)


@given(grants)
def test_counties_known_sums_never_exceed_the_larger_of_grant_and_partners_amounts(project: Grant) -> None:
    counties = [attribute(project, frozenset({code})) for code in ("SE311", "SE312", "SE331")]
    total = sum(result.money.eur for result in counties if result.kind == "known")
    of_partners = sum(s.amount.eur for s in project.shares if s.amount and not s.associated)
    whole = project.amount.eur if project.amount else 0.0
    assert total <= max(whole, of_partners)


@given(grants)
def test_only_a_known_or_shared_attribution_has_an_amount(project: Grant) -> None:
    for area in (VARMLAND, NORRA_MELLANSVERIGE, SWEDEN, POMORSKIE):
        kind, money = attribute(project, area)
        assert (money == NOTHING) == (kind in ("unpublished", "no_grant"))


@given(grants, shares.filter(lambda s: s.nuts_id not in NORRA_MELLANSVERIGE))
def test_a_partner_elsewhere_never_adds_to_an_area_s_known_sum(project: Grant, partner: PartnerShare) -> None:
    places = project.places | ({partner.nuts_id} if partner.nuts_id else set())
    larger = Grant(project.amount, places, project.coverage, project.lead_nuts, (*project.shares, partner))
    for area in (VARMLAND, NORRA_MELLANSVERIGE):
        before, after = attribute(project, area), attribute(larger, area)
        assert after.money.eur <= before.money.eur or after.kind != "known"
