"""Money: yearly exchange rates, and which part of a grant belongs to an area.

The two rules here are the whole of how S3 Map counts euros and kronor. They work on plain
values and know nothing of tables, so that any store of projects can use them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

RateBasis = Literal["start_year", "last_known", "period_start"]
Kind = Literal["known", "shared", "unpublished", "no_grant"]


@dataclass(frozen=True, slots=True)
class Money:
    """One amount in both currencies; one of the two is the source's, the other is converted."""

    eur: float
    sek: float

    def __add__(self, other: Money) -> Money:
        """Add two amounts, currency by currency."""
        return Money(self.eur + other.eur, self.sek + other.sek)


NOTHING = Money(0.0, 0.0)


@dataclass(frozen=True)
class Rate:
    """The exchange rate that a project's amounts are converted with."""

    year: int
    sek_per_eur: float
    basis: RateBasis
    others: Mapping[str, float] = field(default_factory=dict)
    """Units of further currencies per EUR, of the same year."""


def rate_for(rates: Mapping[str, Mapping[int, float]], start_year: int | None, period: str) -> Rate:
    """Choose the exchange rates of a project.

    The ECB's yearly average of the start year (`start_year`); for a year without a rate the latest
    one before it (`last_known`); for a project without a start date the first rate of its period
    (`period_start`), which also serves a start before the first rate.

    Parameters
    ----------
    rates
        Currency -> year -> units per EUR; SEK has at least one year, which decides the year of all.
    start_year
        The year the project starts, if known.
    period
        The programming period, `2014-2020`.
    """
    known = rates["SEK"]
    basis: RateBasis
    if start_year is not None and start_year in known:
        year, basis = start_year, "start_year"
    elif start_year is not None and start_year > min(known):
        year, basis = max(other for other in known if other < start_year), "last_known"
    else:
        first = int(period[:4])
        year, basis = min((other for other in known if other >= first), default=max(known)), "period_start"
    others = {currency: of[year] for currency, of in rates.items() if currency != "SEK" and year in of}
    return Rate(year, known[year], basis, others)


@dataclass(frozen=True)
class PartnerShare:
    """What the money rule knows of one participation."""

    nuts_id: str | None
    amount: Money | None
    associated: bool


@dataclass(frozen=True)
class Grant:
    """What the money rule knows of one project.

    `places` are the codes of its regions, its lead and its partners. `coverage` are those that its
    published amount pays for: all of them, or only the Swedish ones where the source states the
    grant of the Swedish partners.
    """

    amount: Money | None
    places: frozenset[str]
    coverage: frozenset[str]
    lead_nuts: str | None
    shares: tuple[PartnerShare, ...]


class Attribution(NamedTuple):
    """What of a project's grant belongs to an area: the kind, and the amount (nothing if there is none)."""

    kind: Kind
    money: Money


def attribute(grant: Grant, area: frozenset[str]) -> Attribution:
    """Say what of a grant belongs to an area, without ever splitting a total.

    1. All that the grant pays for lies in the area: the whole grant is *known*; if the total is
       not published, the sum of the amounts published for partners in the area.
    2. Otherwise the sum of the amounts published for partners in the area is *known*; other
       partners' amounts never count, nor do amounts printed for associated partners, who get no grant.
    3. Otherwise, if only associated partners are in the area, it has *no grant*.
    4. Otherwise a published grant that pays for something in the area is *shared* (the whole of it, to
       be shown beside the known sum and never added to it); if there is none, the area's part is
       *unpublished*. A grant stated for the Swedish partners alone says nothing about an area elsewhere.

    Parameters
    ----------
    area
        Every NUTS code inside the area, as `Dataset.area` gives it.
    """
    within = bool(grant.coverage) and grant.coverage <= area
    if within and grant.amount is not None:
        return Attribution("known", grant.amount)
    here = [share for share in grant.shares if share.nuts_id in area]
    published = [share.amount for share in here if share.amount is not None and not share.associated]
    if published:
        return Attribution("known", sum(published, NOTHING))
    if here and _only_associated(grant, here, area):
        return Attribution("no_grant", NOTHING)
    if grant.amount is not None and (not grant.coverage or not grant.coverage.isdisjoint(area)):
        return Attribution("shared", grant.amount)
    return Attribution("unpublished", NOTHING)


def _only_associated(grant: Grant, here: list[PartnerShare], area: frozenset[str]) -> bool:
    """Whether every place by which the project touches the area is one of an associated partner."""
    if any(not share.associated for share in here) or grant.lead_nuts in area:
        return False
    return grant.places & area <= {share.nuts_id for share in here}
