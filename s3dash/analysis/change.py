"""What the priorities were in 2014-2020 and are in 2021-2027, domain by domain.

A list is compared with the earlier list of the same region and with no other. Areas with several lists (the country,
a NUTS2 area, a neighbour whose parts have their own) are counted list by list, so that a region whose earlier list the
data lacks does not look like one that has begun with everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from s3dash.analysis.priorities import CURRENT, EARLIER, Priority, priorities_of
from s3dash.data.dataset import Dataset
from s3dash.data.remembered import remembered
from s3dash.data.schema import COUNTRY


@dataclass(frozen=True)
class DomainFlow:
    """What became of one domain: the regions whose lists keep, add or drop it.

    `no_earlier` have the domain now and `no_current` had it before, but the other list of theirs is not in the data:
    nothing can be said of them.
    """

    domain: str
    kept: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    no_earlier: tuple[str, ...]
    no_current: tuple[str, ...]

    @property
    def counts(self) -> tuple[int, int, int]:
        """In how many lists the domain is kept, new and gone."""
        return len(self.kept), len(self.new), len(self.gone)

    @property
    def before(self) -> int:
        """How many of the compared lists of 2014-2020 have the domain."""
        return len(self.kept) + len(self.gone)

    @property
    def now(self) -> int:
        """How many of the compared lists of 2021-2027 have the domain."""
        return len(self.kept) + len(self.new)


@dataclass(frozen=True)
class PriorityChange:
    """The two periods side by side, for a region or for an area with several lists.

    `compared` have lists of both periods; `no_earlier` and `no_current` lack one of them, `no_list` both. `flows` holds
    every domain of any of the lists: what most lists keep first, then what most have added. `lists` is (region, period)
    -> its priorities.
    """

    nuts_id: str
    compared: tuple[str, ...]
    no_earlier: tuple[str, ...]
    no_current: tuple[str, ...]
    no_list: tuple[str, ...]
    flows: tuple[DomainFlow, ...]
    lists: Mapping[tuple[str, str], tuple[Priority, ...]]

    @property
    def holders(self) -> tuple[str, ...]:
        """The regions whose lists the change is about, in the order of their codes."""
        return tuple(sorted((*self.compared, *self.no_earlier, *self.no_current, *self.no_list)))

    @property
    def alone(self) -> bool:
        """Whether it is about the list of one region, itself or its only part."""
        return len(self.holders) == 1

    @property
    def totals(self) -> tuple[int, int, int]:
        """Domains kept, new and gone, counted once for every list that does so."""
        kept, new, gone = (sum(len(getattr(flow, kind)) for flow in self.flows) for kind in ("kept", "new", "gone"))
        return kept, new, gone

    def of(self, holder: str) -> tuple[int, int, int] | None:
        """Domains that one region keeps, adds and drops; None where it lacks a list."""
        if holder not in self.compared:
            return None
        kept, new, gone = (
            sum(holder in getattr(flow, kind) for flow in self.flows) for kind in ("kept", "new", "gone")
        )
        return kept, new, gone

    def words(self, holder: str, period: str, domain: str) -> tuple[Priority, ...]:
        """The priorities of a region in a period that have a domain, as primary or secondary."""
        return tuple(p for p in self.lists.get((holder, period), ()) if domain in p.domains)


@remembered
def priority_change(ds: Dataset, nuts_id: str) -> PriorityChange:
    """Compare the two periods for a drawn unit or the country.

    For Sweden the counties are compared, for a NUTS2 area its counties, for a neighbour its own list and those of its
    parts, each with itself. A country's strategy that stands in for a neighbour says nothing of it and is left out.
    Primary and secondary domains count alike.

    Parameters
    ----------
    ds
        The dataset.
    nuts_id
        `SE`, a county, a Swedish NUTS2 area or a neighbour; KeyError if there is no such region.
    """
    lists = {(code, period): found for period in (EARLIER, CURRENT) for code, found in _lists(ds, nuts_id, period)}
    holders = _holders(ds, nuts_id) or sorted({code for code, _ in lists}) or [nuts_id]
    compared = tuple(code for code in holders if lists.get((code, EARLIER)) and lists.get((code, CURRENT)))
    no_earlier = tuple(code for code in holders if not lists.get((code, EARLIER)) and lists.get((code, CURRENT)))
    no_current = tuple(code for code in holders if lists.get((code, EARLIER)) and not lists.get((code, CURRENT)))
    before, now = (
        {code: frozenset(d for p in lists.get((code, period), ()) for d in p.domains) for code in holders}
        for period in (EARLIER, CURRENT)
    )

    def flow(domain: str) -> DomainFlow:
        return DomainFlow(
            domain=domain,
            kept=tuple(code for code in compared if domain in before[code] & now[code]),
            new=tuple(code for code in compared if domain in now[code] - before[code]),
            gone=tuple(code for code in compared if domain in before[code] - now[code]),
            no_earlier=tuple(code for code in no_earlier if domain in now[code]),
            no_current=tuple(code for code in no_current if domain in before[code]),
        )

    def rank(flow: DomainFlow) -> tuple[int, int, int, int]:
        every = 2 * len(flow.kept) + len(flow.new) + len(flow.gone)
        return (-every, -len(flow.new), -len(flow.no_earlier) - len(flow.no_current), ds.domain(flow.domain).position)

    domains = frozenset().union(*before.values(), *now.values())
    return PriorityChange(
        nuts_id=nuts_id,
        compared=compared,
        no_earlier=no_earlier,
        no_current=no_current,
        no_list=tuple(code for code in holders if code not in (*compared, *no_earlier, *no_current)),
        flows=tuple(sorted(map(flow, domains), key=rank)),
        lists=lists,
    )


def _holders(ds: Dataset, nuts_id: str) -> list[str]:
    """The Swedish regions whose lists are compared; none for a neighbour, where the lists themselves say that."""
    region = ds.region(nuts_id)
    if nuts_id == COUNTRY:
        return list(ds.drawn("lan"))
    if region.country != COUNTRY:
        return []
    return list(ds.children(nuts_id)) if region.level == "NUTS2" else [nuts_id]


def _lists(ds: Dataset, nuts_id: str, period: str) -> list[tuple[str, tuple[Priority, ...]]]:
    """The lists of a period by the region that each is about; a neighbour's own one under the code that is drawn."""
    found: dict[str, list[Priority]] = {}
    for code in _holders(ds, nuts_id) or [nuts_id]:
        for priority in priorities_of(ds, code, period):
            if priority.basis != "national":
                about = code if priority.basis == "own" else priority.nuts_id
                found.setdefault(about, []).append(priority)
    return [(code, tuple(priorities)) for code, priorities in found.items()]
