"""Regions side by side: their priorities, their environments, and what joins each two of them.

What stands in numbers, money and indicators, is in :mod:`s3dash.analysis.comparison_numbers`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from s3dash.analysis.eligibility import ProgrammeLink, common_programmes
from s3dash.analysis.partner_evidence import national_programmes
from s3dash.analysis.priorities import Basis, Role, basis_of, roles_of
from s3dash.analysis.structure import structural_peers
from s3dash.data.dataset import Dataset, Environment
from s3dash.data.projects import Project
from s3dash.data.schema import PERIODS
from s3dash.data.store import ProjectFilter, ProjectStore

Standing = Role | Literal["none"]
"""A domain's role among a region's priorities, or that it is in none of them."""
Sharing = Literal["all", "some", "one", "stand_in", "other_period"]
SHARINGS: tuple[Sharing, ...] = ("all", "some", "one", "stand_in", "other_period")


@dataclass(frozen=True)
class DomainRow:
    """A domain that any of the regions prioritises in either period.

    `standings`: period -> a standing for each region, None where nothing is known of its priorities. `sharing` counts
    the regions whose own lists (or their parts') of the chosen period have the domain: all, several or one of them;
    `stand_in`: only a national strategy has it; `other_period`: only a list of the other period.
    """

    domain: str
    standings: Mapping[str, tuple[Standing | None, ...]]
    sharing: Sharing
    regions: tuple[str, ...]
    """The regions that `sharing` counts."""


@dataclass(frozen=True)
class PriorityComparison:
    """The domains of some regions, the most shared first.

    `bases`: period -> whose list stands for each region, None where the data has none. Only `counted` regions, with a
    list of their own or their parts' in the chosen period, decide what is shared.
    """

    regions: tuple[str, ...]
    period: str
    bases: Mapping[str, tuple[Basis | None, ...]]
    rows: tuple[DomainRow, ...]

    @property
    def counted(self) -> tuple[str, ...]:
        """The regions with a list of their own or their parts' in the chosen period."""
        return self._with("own", "part")

    @property
    def missing(self) -> tuple[str, ...]:
        """The regions of whose priorities in the chosen period nothing is known."""
        return self._with(None)

    @property
    def stand_ins(self) -> tuple[str, ...]:
        """The regions for which only their country's strategy stands."""
        return self._with("national")

    def shared_by(self, sharing: Sharing) -> tuple[str, ...]:
        """The domains shared in one way, in the order of the rows."""
        return tuple(row.domain for row in self.rows if row.sharing == sharing)

    def only(self, region: str) -> tuple[str, ...]:
        """The domains that no other counted region has."""
        return tuple(row.domain for row in self.rows if row.sharing == "one" and row.regions == (region,))

    def _with(self, *wanted: Basis | None) -> tuple[str, ...]:
        found = zip(self.regions, self.bases[self.period], strict=True)
        return tuple(code for code, basis in found if basis in wanted)


def compare_priorities(ds: Dataset, codes: Sequence[str], period: str) -> PriorityComparison:
    """Put the domains of some drawn units beside each other, in both periods.

    Parameters
    ----------
    codes
        The units; a NUTS2 area is seen with its counties, a neighbour without a list of its own with its country's.
    period
        The period that decides what is shared.

    Raises
    ------
    KeyError
        If there is no such region.
    """
    bases = {p: tuple(basis_of(ds, code, p) for code in codes) for p in PERIODS}
    roles = {p: [roles_of(ds, code, p) for code in codes] for p in PERIODS}
    counted = [code for code, basis in zip(codes, bases[period], strict=True) if basis in ("own", "part")]
    rows = []
    for domain in ds.domains["domain_id"]:
        of_domain: dict[str, tuple[Standing | None, ...]] = {
            p: tuple(
                None if basis is None else found.get(domain, "none")
                for found, basis in zip(roles[p], bases[p], strict=True)
            )
            for p in PERIODS
        }
        having = [
            code
            for code, found in zip(codes, of_domain[period], strict=True)
            if found in ("primary", "secondary")
        ]
        if not having and not any(found in ("primary", "secondary") for p in PERIODS for found in of_domain[p]):
            continue
        own = tuple(code for code in having if code in counted)
        rows.append(DomainRow(domain, of_domain, _sharing(len(own), len(counted), bool(having)), own))
    rows.sort(key=lambda row: (SHARINGS.index(row.sharing), -len(row.regions), ds.domain(row.domain).position))
    return PriorityComparison(tuple(codes), period, bases, tuple(rows))


def _sharing(having: int, of: int, any_list: bool) -> Sharing:
    if having == 0:
        return "stand_in" if any_list else "other_period"
    if having == 1:
        return "one"
    return "all" if having == of else "some"


@dataclass(frozen=True)
class Environments:
    """The known environments of a region; `in_data` is False where the data holds none of its country at all."""

    region: str
    found: tuple[Environment, ...]
    in_data: bool

    @property
    def domains(self) -> frozenset[str]:
        """The domains that any of them works in."""
        return frozenset(domain for environment in self.found for domain in environment.domains)

    def of_kind(self, kind: str) -> tuple[Environment, ...]:
        """Those of a kind, in the table's order."""
        return tuple(environment for environment in self.found if environment.kind == kind)


def compare_environments(ds: Dataset, codes: Sequence[str]) -> tuple[Environments, ...]:
    """Return the research and innovation environments of each region; KeyError if there is no such region."""
    return tuple(Environments(code, ds.environments_in(code), ds.knows_environments_of(code)) for code in codes)


@dataclass(frozen=True)
class Pair:
    """Two of the regions: joint projects, and programmes that could pay for new ones now.

    `inside`: one of the two lies in the other, and joint projects would mean nothing (None). Where a neighbour is one
    of them the number means "at least"; `newest` are some of the projects. `programmes` are Interreg programmes of
    2021-2027, the surest first; `regional` those of the regional fund whose area both lie in.
    """

    here: str
    there: str
    inside: bool
    joint_projects: int | None
    newest: tuple[Project, ...]
    programmes: tuple[ProgrammeLink, ...]
    regional: tuple[str, ...]


def pairs_of(ds: Dataset, store: ProjectStore, codes: Sequence[str], f: ProjectFilter) -> tuple[Pair, ...]:
    """Return each two of some drawn units, in their order.

    Parameters
    ----------
    f
        Period, fund, programme and domain of the joint projects; its regions are ignored.
    """
    joint = store.together(codes, f)
    return tuple(_pair(ds, here, there, *joint[here, there]) for here, there in combinations(codes, 2))


def _pair(ds: Dataset, here: str, there: str, joint: int, newest: list[Project]) -> Pair:
    inside = is_inside(ds, here, there)
    national = national_programmes(ds, here, there)
    return Pair(
        here=here,
        there=there,
        inside=inside,
        joint_projects=None if inside else joint,
        newest=() if inside else tuple(newest),
        programmes=common_programmes(ds, here, there),
        regional=tuple(code for code in national if ds.programme(code).kind == "erdf_regional"),
    )


def is_inside(ds: Dataset, here: str, there: str) -> bool:
    """Whether one of two regions lies in the other."""
    return here in ds.area(there) or there in ds.area(here)


def peers_to_add(ds: Dataset, nuts_id: str, compared: Sequence[str], room: int) -> tuple[str, ...]:
    """Return the regions most alike in structure to one of those compared that could stand beside them.

    Regions that are there already, or that lie in one of them, are left out; none where there is no room or no ranking.
    """
    if room <= 0:
        return ()
    ranked = (peer.nuts_id for peer in structural_peers(ds, nuts_id).peers)
    return tuple(code for code in ranked if not any(is_inside(ds, code, other) for other in compared))[:room]
