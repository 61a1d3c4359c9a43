"""Which Interreg programmes regions are eligible for, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from s3dash.analysis.priorities import CURRENT, EARLIER
from s3dash.data.dataset import Dataset
from s3dash.data.remembered import remembered
from s3dash.data.rows import rows_of

Certainty = Literal["stated", "earlier_period", "part_of_country"]
CERTAINTIES: tuple[Certainty, ...] = ("stated", "earlier_period", "part_of_country")
"""The surest first."""


@dataclass(frozen=True)
class ProgrammeLink:
    """A programme that both regions may be eligible for, and how sure that is.

    `stated`: the area's source names both. `earlier_period`: it names only a part of the country, and the
    region was in the same programme's area in 2014-2020. `part_of_country`: only that some of the country is
    eligible; listed, but not counted.
    """

    programme_id: str
    certainty: Certainty

    @property
    def is_sure(self) -> bool:
        """Whether more is known than that some part of the country is eligible."""
        return self.certainty != "part_of_country"


Eligibility = Mapping[str, Certainty]
"""Programme -> how sure it is that a unit is eligible for it; without those of which nothing says so."""


@remembered
def eligibility(ds: Dataset) -> dict[str, Eligibility]:
    """Return the programmes of 2021-2027 that each drawn unit is eligible for, or may be."""
    areas = _programme_areas(ds)
    current = [programme_id for programme_id in areas if ds.programme(programme_id).period == CURRENT]
    found: dict[str, Eligibility] = {}
    for layer in ("lan", "nuts2", "neighbours"):
        for code in ds.drawn(layer):
            certainties = {programme_id: _certainty(ds, code, programme_id, areas) for programme_id in current}
            found[code] = {programme_id: certainty for programme_id, certainty in certainties.items() if certainty}
    return found


def programmes_of(ds: Dataset, nuts_id: str) -> tuple[ProgrammeLink, ...]:
    """Return the Interreg programmes of 2021-2027 that a unit is, or may be, eligible for; the surest first."""
    return surest_first(ProgrammeLink(*one) for one in eligibility(ds)[nuts_id].items())


def common_programmes(ds: Dataset, here: str, there: str) -> tuple[ProgrammeLink, ...]:
    """Return the Interreg programmes of 2021-2027 that two drawn units are, or may be, both eligible for.

    Each is as sure as the less sure side, the surest first. The two may lie on the same side of the sea; a project then
    needs a partner in another country of the programme too.
    """
    every = eligibility(ds)
    return in_common(every[here], every[there])


def in_common(here: Eligibility, there: Eligibility) -> tuple[ProgrammeLink, ...]:
    """Return the programmes of both sides, each as sure as the less sure side; the surest first."""
    return surest_first(
        ProgrammeLink(programme, max(here[programme], there[programme], key=CERTAINTIES.index))
        for programme in here.keys() & there.keys()
    )


def surest_first(links: Iterable[ProgrammeLink]) -> tuple[ProgrammeLink, ...]:
    """Put programmes in order: the surest first, ties by id."""
    return tuple(sorted(links, key=lambda link: (CERTAINTIES.index(link.certainty), link.programme_id)))


def units_in_area(ds: Dataset, programme_id: str, units: Iterable[str]) -> list[str]:
    """Return the units that an Interreg programme's area covers or touches, of any period.

    Left out are units of which a source says only that some part of their country is eligible.
    """
    areas = _programme_areas(ds)
    sure = ("stated", "earlier_period")
    return [unit for unit in units if programme_id in areas and _certainty(ds, unit, programme_id, areas) in sure]


@remembered
def _programme_areas(ds: Dataset) -> dict[str, dict[str, str]]:
    """Interreg programme -> NUTS code of its area -> `whole` or `partial`."""
    interreg = {row["programme_id"] for row in rows_of(ds.programmes) if row["kind"] == "interreg"}
    areas: dict[str, dict[str, str]] = {}
    for row in rows_of(ds.programme_areas):
        if row["programme_id"] in interreg:
            areas.setdefault(row["programme_id"], {})[row["nuts_id"]] = row["coverage"]
    return areas


def _certainty(ds: Dataset, code: str, programme_id: str, areas: dict[str, dict[str, str]]) -> Certainty | None:
    """How sure it is that a unit lies in a programme's area; None where nothing says so."""
    inside, country, area = ds.area(code), ds.region(code).country, areas[programme_id]
    if not inside.isdisjoint(area) or area.get(country) == "whole":
        return "stated"
    if country not in area:
        return None
    before = areas.get(_in_earlier_period(programme_id), {})
    return "part_of_country" if inside.isdisjoint(before) else "earlier_period"


def _in_earlier_period(programme_id: str) -> str:
    """The id of the same programme a period before: `interreg-aurora-2021` -> `interreg-aurora-2014`."""
    return f"{programme_id.removesuffix(CURRENT[:4])}{EARLIER[:4]}"
