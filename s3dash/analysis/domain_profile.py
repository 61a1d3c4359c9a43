"""One domain seen from everywhere: who prioritises it, what starts in it year by year, which environments work with it.

Of every unit and period there is one standing. A list of the unit's own, or of its parts, says `primary` (the domain is
the first of one of its priorities), `secondary` (it is only a further one) or `no`. Without such a list the standing is
`national` where the country's list stands in and has the domain, else `no_list`: nothing is known of the unit, which is
not a no. Only units with a list of their own are counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from s3dash.analysis.priorities import CURRENT, Change, Priority, basis_of, roles_of, with_counties
from s3dash.data.dataset import Dataset, Environment
from s3dash.data.remembered import remembered
from s3dash.data.schema import PERIODS
from s3dash.data.store import ProjectFilter, ProjectStore

Stand = Literal["primary", "secondary", "no", "national", "no_list"]
HAVING: tuple[Stand, ...] = ("primary", "secondary")
_STATING: tuple[Stand, ...] = (*HAVING, "no")


@dataclass(frozen=True)
class Standing:
    """What stands for a unit in one period, and its priorities in the domain, those whose first domain it is first."""

    stand: Stand
    priorities: tuple[Priority, ...]

    @property
    def has(self) -> bool:
        """Whether a list of the unit's own, or of its parts, has the domain."""
        return self.stand in HAVING

    @property
    def states(self) -> bool:
        """Whether there is such a list at all."""
        return self.stand in _STATING


@dataclass(frozen=True)
class Holder:
    """A unit's standing in both periods.

    `change` is None where the domain is in no list, or where a list of one of the periods is missing.
    """

    nuts_id: str
    before: Standing
    now: Standing

    def of(self, period: str) -> Standing:
        """The standing in a period."""
        return self.now if period == CURRENT else self.before

    @property
    def comparable(self) -> bool:
        """Whether both periods have a list."""
        return self.before.states and self.now.states

    @property
    def change(self) -> Change | None:
        """From the earlier period to the current one: `kept`, `new` or `gone`."""
        if not self.comparable or not (self.before.has or self.now.has):
            return None
        return "kept" if self.before.has and self.now.has else "new" if self.now.has else "gone"


@dataclass(frozen=True)
class Spread:
    """How widely a domain is prioritised among some units.

    In one period: `having` of the `stating` units with a list, of `units` in all. Between the periods: of the
    `compared` units that have both lists, how many `kept` the domain, have it `new`, or let it go (`gone`).
    """

    having: int
    stating: int
    units: int
    compared: int
    kept: int
    new: int
    gone: int


@dataclass(frozen=True)
class Starts:
    """The projects of a period that start in one year (None: not known), and what is known of their EU contribution.

    The sum is that of `known_projects` of the `projects`; where these are none, nothing is known, which is not zero.
    """

    period: str
    year: int | None
    projects: int
    known_projects: int
    known_eur: float
    known_sek: float


@remembered
def holders(ds: Dataset, domain: str, layer: str) -> tuple[Holder, ...]:
    """Return the standing of every drawn unit of a layer (`lan`, `nuts2`, `neighbours`), in the order of their codes.

    For a Swedish NUTS2 area its counties' priorities count too, as everywhere.

    Raises
    ------
    KeyError
        If there is no such domain.
    """
    ds.domain(domain)
    return tuple(Holder(code, *(standing(ds, code, domain, p) for p in PERIODS)) for code in ds.drawn(layer))


def standing(ds: Dataset, nuts_id: str, domain: str, period: str) -> Standing:
    """Return what a unit's priorities of a period say of a domain."""
    found = [priority for priority in with_counties(ds, nuts_id, period) if domain in priority.domains]
    found.sort(key=lambda priority: priority.domains[0] != domain)
    basis = basis_of(ds, nuts_id, period)
    if basis in (None, "national"):
        return Standing("national" if found else "no_list", tuple(found))
    if not found:
        return Standing("no", ())
    return Standing(roles_of(ds, nuts_id, period)[domain], tuple(found))


def spread(found: Iterable[Holder], period: str) -> Spread:
    """Count how many units have a domain in a period, and what has changed between the periods."""
    every = list(found)
    changes = [holder.change for holder in every]
    return Spread(
        having=sum(holder.of(period).has for holder in every),
        stating=sum(holder.of(period).states for holder in every),
        units=len(every),
        compared=sum(holder.comparable for holder in every),
        kept=changes.count("kept"),
        new=changes.count("new"),
        gone=changes.count("gone"),
    )


def starts(store: ProjectStore, f: ProjectFilter) -> tuple[Starts, ...]:
    """Return a domain's projects by period and start year, the unknown year last in its period.

    Parameters
    ----------
    f
        Which projects; its period is ignored, since all are wanted. Amounts are the area's, without a region Sweden's.
    """
    rows = [
        Starts(
            period, int(group.key) if group.key else None, group.projects, group.known_projects,
            group.known_eur, group.known_sek,
        )
        for period in PERIODS
        for group in store.by_year(replace(f, period=period))
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.period, row.year is None, row.year or 0)))


def environments(ds: Dataset, domain: str) -> dict[str, tuple[Environment, ...]]:
    """Return the research and innovation environments that work with a domain, by kind, in the table's order."""
    kinds: dict[str, list[Environment]] = {}
    for environment in ds.environment_list:
        if domain in environment.domains:
            kinds.setdefault(environment.kind, []).append(environment)
    return {kind: tuple(rows) for kind, rows in kinds.items()}
