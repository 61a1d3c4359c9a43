"""Domains in which many regions work each for itself, and regions that stand alone in a domain.

A domain's *signs* of overlap, all of one period and one level (counties or NUTS2 areas):

1. **many**: at least a third of the regions that state priorities have it among them, and no fewer than three;
2. **spread**: the Herfindahl-Hirschman index (HHI) of its projects over the regions is at most 0.25. HHI = sum of
   s_i ** 2, s_i being the region's share of the regions' sum; 1 / HHI is the number of equally large regions that would
   give the same value. Over 0.25 a market counts as highly concentrated (U.S. Department of Justice and Federal Trade
   Commission, Horizontal Merger Guidelines, 2010, section 5.3);
3. **small**: half of its projects get less than half of all classified projects do (the median of Sweden's part of the
   EU contribution, where that is known, is lower);
4. **separate**: the share of joint projects is at most four fifths of that of all classified projects. A project is
   joint if it lies in several of the regions or has a partner across the sea.

Signs 2 to 4 need ten projects that lie in one of the regions (3: with a known amount; 4: and ten joint ones in all), so
that a few projects more or less do not decide; and nothing is said where fewer than half of the regions state
priorities. A project in three counties counts for each of them in the HHI of projects. The HHI of money is over what is
*known* for each region: shared and unpublished grants are in no region's part, and at least ten parts must be known.
The limits are S3 Map's own. A sign is a reason to look, not proof of duplicated work.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from s3dash.analysis.priorities import basis_of, domains_of
from s3dash.data.dataset import Dataset
from s3dash.data.remembered import remembered
from s3dash.data.store import Level, ProjectFilter, ProjectStore, Reach
from s3dash.data.store_joint import NO_REACH

Verdict = Literal["overlap", "separate", "together", "mixed", "thin", "alone", "few", "nobody", "unlisted"]
LEAST_PROJECTS = 10
"""So many projects a domain needs before its projects are judged, and an HHI is given."""
LEAST_REGIONS = 3
MANY = Fraction(1, 3)
CONCENTRATED = 0.25
SEPARATE = Fraction(4, 5)
"""Of the share of joint projects among all classified ones."""
LEAST_LISTED = Fraction(1, 2)
"""Of the level's regions, that must state priorities in the period."""


@dataclass(frozen=True)
class RegionPart:
    """One region's projects in a domain, and the EU contribution that is known for it."""

    nuts_id: str
    projects: int
    known_eur: float
    known_sek: float
    known_projects: int


@dataclass(frozen=True)
class Signs:
    """The four signs of overlap; None where there are too few projects to tell."""

    many: bool
    spread: bool | None
    small: bool | None
    separate: bool | None


@dataclass(frozen=True)
class Overlap:
    """How a domain is shared among regions, and what that amounts to.

    `regions` of the level have it among their priorities, of the `listed` ones that state any. `neighbours` state it
    themselves or in a part (a country's list standing in does not count), of `neighbours_listed`; so "at least".
    `projects` touch Sweden, `reach` is about those that lie in a unit of the level. `hhi_projects` and `hhi_money` are
    0..1, None below the base. `parts` has the regions with projects, most first. `verdict` is one of

    - `overlap`: all four signs;
    - `separate`: many regions, spread and separate projects that are not small, or not known to be;
    - `together`: many regions, and at least as large a share of joint projects as among all domains;
    - `mixed`: many regions, and none of the three;
    - `thin`: many regions, and too few projects to tell;
    - `alone`: one region, and neighbours across the sea have it too;
    - `few`: fewer regions than many, or one without company;
    - `nobody`: no region;
    - `unlisted`: too few regions state priorities in the period.
    """

    domain: str
    regions: tuple[str, ...]
    listed: int
    neighbours: tuple[str, ...]
    neighbours_listed: int
    projects: int
    reach: Reach
    parts: tuple[RegionPart, ...]
    hhi_projects: float | None
    hhi_money: float | None
    signs: Signs
    verdict: Verdict

    @property
    def joint_share(self) -> float | None:
        """Joint projects as a share of the placed ones, 0..1; None where there are none."""
        return joint_share(self.reach)


@dataclass(frozen=True)
class Overlaps:
    """Every domain in the taxonomy's order, and all classified projects together, which each is compared with."""

    domains: tuple[Overlap, ...]
    together: Reach

    def of(self, domain: str) -> Overlap:
        """One domain's; KeyError if the taxonomy has no such domain."""
        for overlap in self.domains:
            if overlap.domain == domain:
                return overlap
        raise KeyError(domain)


def overlaps(ds: Dataset, store: ProjectStore, f: ProjectFilter, level: Level = "lan") -> Overlaps:
    """Return every domain's overlap among Sweden's regions of a level.

    Parameters
    ----------
    f
        Its period is that of priorities and projects; fund and programme narrow the projects. Region and domain must
        be None.
    """
    return _overlaps(ds, store, f, level)


def hhi(parts: Iterable[float]) -> float | None:
    """Return the Herfindahl-Hirschman index of some parts, between 1 / their number and 1; None if they sum to nothing.

    Examples
    --------
    >>> hhi([3, 1])
    0.625
    """
    sizes = list(parts)
    whole = sum(sizes)
    return sum((size / whole) ** 2 for size in sizes) if whole else None


def joint_share(reach: Reach) -> float | None:
    """Joint projects as a share of the placed ones, 0..1; None where there are none."""
    return reach.joint / reach.placed if reach.placed else None


@remembered
def _overlaps(ds: Dataset, store: ProjectStore, f: ProjectFilter, level: Level) -> Overlaps:
    assert f.period and f.region is None and f.domain is None
    together, by_domain = store.reach(f, level)
    have = {code: domains_of(ds, code, f.period) for code in ds.drawn(level)}
    across = {
        code: domains_of(ds, code, f.period)
        for code in ds.drawn("neighbours")
        if basis_of(ds, code, f.period) in ("own", "part")
    }
    listed = sum(bool(domains) for domains in have.values())
    enough = listed > 0 and listed >= LEAST_LISTED * len(have)
    found = []
    for domain in ds.domains.sort_values("position")["domain_id"]:
        regions = tuple(code for code, domains in have.items() if domain in domains)
        neighbours = tuple(code for code, domains in across.items() if domain in domains)
        of_domain = replace(f, domain=domain)
        reach = by_domain.get(domain, NO_REACH)
        parts = _parts(store, of_domain, level)
        hhi_projects, hhi_money = _concentrations(reach, parts)
        signs = _signs(len(regions), listed, reach, together, hhi_projects)
        verdict = _verdict(len(regions), len(neighbours), signs, reach, together)
        found.append(
            Overlap(
                domain=domain,
                regions=regions,
                listed=listed,
                neighbours=neighbours,
                neighbours_listed=len(across),
                projects=store.count(replace(of_domain, region="SE")),
                reach=reach,
                parts=parts,
                hhi_projects=hhi_projects,
                hhi_money=hhi_money,
                signs=signs,
                verdict=verdict if enough else "unlisted",
            )
        )
    return Overlaps(tuple(found), together)


def _parts(store: ProjectStore, f: ProjectFilter, level: Level) -> tuple[RegionPart, ...]:
    found = [
        RegionPart(code, funding.projects, funding.known_eur, funding.known_sek, funding.known_projects)
        for code, funding in store.funding_by_region(f, level).items()
        if funding.projects
    ]
    return tuple(sorted(found, key=lambda part: (-part.projects, part.nuts_id)))


def _concentrations(reach: Reach, parts: tuple[RegionPart, ...]) -> tuple[float | None, float | None]:
    """HHI of projects and of known money, each only above the base."""
    projects = hhi(part.projects for part in parts) if reach.placed >= LEAST_PROJECTS else None
    known = sum(part.known_projects for part in parts)
    return projects, hhi(part.known_eur for part in parts) if projects and known >= LEAST_PROJECTS else None


def _signs(regions: int, listed: int, reach: Reach, together: Reach, hhi_projects: float | None) -> Signs:
    small = separate = None
    if reach.median_eur is not None and together.median_eur is not None and reach.known_projects >= LEAST_PROJECTS:
        small = reach.median_eur < together.median_eur
    if reach.placed >= LEAST_PROJECTS and together.joint >= LEAST_PROJECTS:
        separate = Fraction(reach.joint, reach.placed) <= SEPARATE * Fraction(together.joint, together.placed)
    return Signs(
        many=regions >= LEAST_REGIONS and regions >= MANY * listed,
        spread=None if hhi_projects is None else hhi_projects <= CONCENTRATED,
        small=small,
        separate=separate,
    )


def _verdict(regions: int, neighbours: int, signs: Signs, reach: Reach, together: Reach) -> Verdict:
    if not signs.many:
        return "nobody" if not regions else "alone" if regions == 1 and neighbours else "few"
    if signs.separate is None:
        return "thin"
    if signs.spread and signs.separate:
        return "overlap" if signs.small else "separate"
    at_least = Fraction(reach.joint, reach.placed) >= Fraction(together.joint, together.placed)
    return "together" if at_least else "mixed"
