"""The country's balance: how much a domain is prioritised against how much EU money it gets.

If Sweden's known money with a domain followed the counties' choices, a domain would get the share that it has of
all choices (a county's choice of a domain counts once, however many of its priorities are in it). What a domain gets
beyond or below that is its gap. The measure is S3 Map's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import sqrt
from typing import Literal

from s3dash.analysis.alignment import NOTHING, Part, by_domain, period_of
from s3dash.analysis.priorities import domain_counts
from s3dash.data.dataset import Dataset
from s3dash.data.store import ProjectFilter, ProjectStore

Connection = Literal["positive", "none", "negative"]


@dataclass(frozen=True)
class DomainBalance:
    """How many counties prioritise a domain, and what it gets in Sweden.

    `expected_eur` and `expected_sek`: what it would get if Sweden's known money with a domain followed the counties'
    choices, counties that prioritise it / all choices of a domain by a county.
    """

    domain: str
    counties: int
    part: Part
    expected_eur: float
    expected_sek: float

    @property
    def gap(self) -> float:
        """EUR above what the choices would give; negative below."""
        return self.part.eur - self.expected_eur


@dataclass(frozen=True)
class Balance:
    """The country: every domain of the taxonomy in its order, of how many counties, and the money without a domain.

    `correlation`: Spearman's rank correlation of counties and euro over the domains with a known amount; None where all
    counties or all amounts are equal.
    """

    domains: tuple[DomainBalance, ...]
    counties: int
    classified: Part
    unclassified: Part
    correlation: float | None

    @property
    def limit_of_chance(self) -> float:
        """How far from 0 chance alone brings the correlation in nineteen cases of twenty: 1.96 / sqrt(n - 1).

        Without any connection Spearman's coefficient of n pairs has mean 0 and variance 1 / (n - 1) (Kendall and
        Gibbons 1990, "Rank Correlation Methods", on tests of significance).
        """
        return 1.96 / sqrt(len(self._measured) - 1)

    @property
    def connection(self) -> Connection | None:
        """Whether more counties go with more (`positive`) or less money, beyond what chance alone gives."""
        if self.correlation is None:
            return None
        limit = self.limit_of_chance
        return "positive" if self.correlation > limit else "negative" if self.correlation < -limit else "none"

    def most_above(self, n: int) -> list[DomainBalance]:
        """The domains that get most beyond what the choices would give, largest gap first."""
        return sorted((row for row in self._measured if row.gap > 0), key=lambda row: -row.gap)[:n]

    def most_below(self, n: int) -> list[DomainBalance]:
        """The domains that lack most of what the choices would give, largest gap first."""
        return sorted((row for row in self._measured if row.gap < 0), key=lambda row: row.gap)[:n]

    @property
    def _measured(self) -> list[DomainBalance]:
        return [row for row in self.domains if row.part.is_known]


def balance(ds: Dataset, store: ProjectStore, f: ProjectFilter) -> Balance:
    """Hold what every domain gets in Sweden against the number of counties that prioritise it.

    Parameters
    ----------
    f
        Period (needed), fund and programme; region and domain are ignored.
    """
    shares = {share.domain: share for share in domain_counts(ds, period_of(f))}
    _, parts, unclassified = by_domain(store, replace(f, region=None, domain=None))
    classified = sum(parts.values(), NOTHING)
    choices = sum(len(share.counties) for share in shares.values())
    rows = []
    for domain in sorted(ds.domains["domain_id"], key=lambda domain: ds.domain(domain).position):
        counties = len(shares[domain].counties) if domain in shares else 0
        weight = counties / choices if choices else 0.0
        part = parts.get(domain, NOTHING)
        rows.append(DomainBalance(domain, counties, part, weight * classified.eur, weight * classified.sek))
    measured = [row for row in rows if row.part.is_known]
    return Balance(
        domains=tuple(rows),
        counties=max((share.of for share in shares.values()), default=0),
        classified=classified,
        unclassified=unclassified,
        correlation=rank_correlation([row.counties for row in measured], [row.part.eur for row in measured]),
    )


def rank_correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Spearman's rank correlation, -1 to 1, equal values sharing their mean rank; None where it is not defined.

    The correlation of the ranks, which holds with ties too (Kendall and Gibbons 1990, "Rank Correlation Methods").
    """
    a, b = _ranks(xs), _ranks(ys)
    middle = (len(a) + 1) / 2
    both = sum((x - middle) * (y - middle) for x, y in zip(a, b, strict=True))
    spread = sum((x - middle) ** 2 for x in a) * sum((y - middle) ** 2 for y in b)
    return both / sqrt(spread) if spread else None


def _ranks(values: Sequence[float]) -> list[float]:
    """1 for the smallest; equal values have the mean of the places that they take together."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    place = 0
    for _, group in groupby(order, key=values.__getitem__):
        tied = list(group)
        for position in tied:
            ranks[position] = place + (len(tied) + 1) / 2
        place += len(tied)
    return ranks
