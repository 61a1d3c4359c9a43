"""Every domain in every region at once: its place among the priorities, its projects, its known grants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Literal, TypeAlias

from s3dash.analysis.priorities import CURRENT, EARLIER, basis_of, domains_of
from s3dash.data.dataset import Dataset
from s3dash.data.schema import COUNTRY
from s3dash.data.store import Funding, Level, ProjectFilter, ProjectStore

Standing = Literal["both", "chosen", "other", "national", "none", "unknown"]
"""A domain's place in a region's two lists of priorities, seen from the period that is chosen.

`both`: in both lists. `chosen`: in that of the chosen period only. `other`: in that of the other period only.
`national`: not in a list of the region's, but its country's stands in for the chosen period and has it. `none`: the
region has a list of the chosen period, without it. `unknown`: there is no list of the chosen period.
"""
Reason = Literal["shared", "not_published"]
Key: TypeAlias = "tuple[str, str | None]"
"""A region and a domain; None for projects without a domain."""


@dataclass(frozen=True)
class Standings:
    """The domains in the priorities of some regions.

    `of` has every region with every domain of the taxonomy. `listed` says for which periods a region has a list of its
    own or of its parts. `counties`: domain -> the Swedish regions that have it in the chosen period, of the
    `stating` ones that have a list of it.
    """

    of: dict[tuple[str, str], Standing]
    listed: dict[str, frozenset[str]]
    counties: dict[str, tuple[str, ...]]
    stating: int


def standings(ds: Dataset, codes: Iterable[str], period: str) -> Standings:
    """Say where each domain stands in each region, primary and secondary domains alike.

    Parameters
    ----------
    codes
        Drawn units; a NUTS2 area's list holds its counties' too.
    period
        The chosen period.

    Raises
    ------
    KeyError
        If there is no such region.
    """
    other = EARLIER if period == CURRENT else CURRENT
    of: dict[tuple[str, str], Standing] = {}
    listed: dict[str, frozenset[str]] = {}
    codes = tuple(codes)
    every = tuple(ds.domains["domain_id"])
    for code in codes:
        own = {p: domains_of(ds, code, p) for p in (period, other) if basis_of(ds, code, p) in ("own", "part")}
        national = frozenset() if period in own else domains_of(ds, code, period)
        listed[code] = frozenset(own)
        for domain in every:
            of[code, domain] = _standing(domain, own.get(period), own.get(other, frozenset()), national)
    swedish = [code for code in codes if ds.region(code).country == COUNTRY]
    return Standings(
        of=of,
        listed=listed,
        counties={d: tuple(code for code in swedish if of[code, d] in ("both", "chosen")) for d in every},
        stating=sum(period in listed[code] for code in swedish),
    )


def _standing(
    domain: str, chosen: frozenset[str] | None, other: frozenset[str], national: frozenset[str]
) -> Standing:
    if chosen is not None and domain in chosen:
        return "both" if domain in other else "chosen"
    if domain in other:
        return "other"
    if domain in national:
        return "national"
    return "unknown" if chosen is None else "none"


def project_counts(ds: Dataset, store: ProjectStore, f: ProjectFilter, codes: Iterable[str]) -> dict[Key, int]:
    """Count the projects that touch each region and Sweden (`SE`, each once), by domain and without one (None).

    A project counts in every region that it touches. A neighbour's number means "at least".
    """
    found: dict[Key, int] = {}
    codes = tuple(codes)
    for domain in (None, *ds.domains["domain_id"]):
        chosen = replace(f, region=None, domain=domain)
        units = store.projects_by_unit(chosen)
        found |= {(code, domain): units[code] for code in codes}
        found[COUNTRY, domain] = store.count(replace(chosen, region=COUNTRY))
    for code in (*codes, COUNTRY):
        found[code, None] -= sum(found[code, domain] for domain in ds.domains["domain_id"])
    return found


def fundings(ds: Dataset, store: ProjectStore, f: ProjectFilter, level: Level) -> dict[Key, Funding]:
    """Return the funding of each Swedish unit of a level and of Sweden (`SE`), by domain and without one (None)."""
    found: dict[Key, Funding] = {}
    domains = tuple(ds.domains["domain_id"])
    for domain in (None, *domains):
        chosen = replace(f, region=None, domain=domain)
        found |= {(code, domain): funding for code, funding in store.funding_by_region(chosen, level).items()}
        found[COUNTRY, domain] = store.funding(replace(chosen, region=COUNTRY))
    for code in (*ds.drawn(level), COUNTRY):
        found[code, None] = _less(found[code, None], (found[code, domain] for domain in domains))
    return found


def known(funding: Funding, currency: str) -> float:
    """The known sum in a currency, `EUR` or `SEK`."""
    return funding.known_sek if currency == "SEK" else funding.known_eur


def why_unknown(funding: Funding) -> Reason | None:
    """Say why no amount is known although there are grants; None where one is, or where there are none: zero.

    `shared`: only whole grants that pay for other regions too are published. `not_published`: none is.
    """
    if not funding.is_unknown:
        return None
    return "shared" if funding.shared_projects else "not_published"


def most_first(ds: Dataset, values: Mapping[str, float]) -> tuple[str, ...]:
    """Return every domain, the largest value first, equals in the taxonomy's order; those without a value last."""
    domains = tuple(ds.domains["domain_id"])
    return tuple(sorted(domains, key=lambda domain: (-values.get(domain, 0), ds.domain(domain).position)))


def _less(total: Funding, parts: Iterable[Funding]) -> Funding:
    """What of a funding is left without some parts of it."""
    rest = {field.name: getattr(total, field.name) for field in fields(Funding)}
    for part in parts:
        rest = {name: round(value - getattr(part, name), 2) for name, value in rest.items()}
    return Funding(**rest)
