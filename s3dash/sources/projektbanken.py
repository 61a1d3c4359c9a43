"""Tillväxtverket's project bank of 2014-2020: a JSON array with a row per project of the Regional Fund."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from s3dash.data.words import fold
from s3dash.sources import swedish
from s3dash.sources.headers import Header
from s3dash.sources.listing import Cells, items_of, json_rows
from s3dash.sources.records import Item, ParticipationRow, PlaceBasis, ProjectRow, ReadOptions, Remark, Source

if TYPE_CHECKING:
    from s3dash.sources.places import Places

HEADER = Header(
    {
        "case": ["ärende-id"],
        "title": ["projektnamn"],
        "summary": ["projektbeskrivning"],
        "beneficiary": ["stödmottagare"],
        "sek": ["beviljat_belopp_sek"],
        "eur": ["beviljat_belopp_eur"],
        "start": ["projekt_starttid"],
        "end": ["projekt_sluttid"],
        "counties": ["län"],
        "municipalities": ["kommuner"],
        "area": ["område"],
        "priority": ["insatsområde"],
        "objective": ["tematiskt_mål"],
        # Keys of the project bank of 2007-2013 alone.
        "old_programme": ["målprogram"],
        "old_title": ["projektnamn_short"],
    },
    required=("case", "title"),
)

_OBJECTIVES = {
    "TO1": "forskning teknisk utveckling", "TO2": "ikt|informations och kommunikationsteknik",
    "TO3": "konkurrenskraften", "TO4": "koldioxidsnal ekonomi", "TO5": "klimatforandringar", "TO6": "skydda miljon",
    "TO7": "transporter", "TO8": "sysselsattning", "TO9": "social inkludering|social delaktighet",
    "TO10": "livslangt larande", "TO11": "institutionella kapaciteten",
}  # fmt: skip
"""Thematic objective -> words of its official Swedish name that no other objective has."""
_TECHNICAL_ASSISTANCE = "tekniskt stod"


def read(paths: Sequence[Path], options: ReadOptions) -> Iterator[Item]:
    """Give the items of some files."""
    for path in paths:
        yield from items_of(json_rows(path, HEADER), HEADER, partial(_items, options.places))


def _items(places: Places, row: int, cells: Cells) -> Iterator[Item]:
    if "old_programme" in cells or "old_title" in cells:
        raise ValueError("the row is of the period 2007-2013, which is not one of 2014-2020 and 2021-2027")
    objective, priority = cells.text("objective"), cells.text("priority")
    if _TECHNICAL_ASSISTANCE in fold(f"{objective} {priority}"):
        raise ValueError(f"{cells.column('objective')}: technical assistance runs the programme and is no project")
    ref = cells.required("case")
    area = cells.text("area")
    programme = swedish.programme(area, "2014-2020")
    place = swedish.placed(places, cells.text("counties"))
    if not place.regions:
        # The municipalities of a row lie in its counties, so they say something more only where no county is known.
        place = swedish.placed(places, cells.text("municipalities") or cells.text("counties"))
    start, end = cells.days("start", "end")
    grant, currency = _grant(cells)
    lead = swedish.organisation(cells.text("beneficiary"))
    seat = swedish.seat_by_name(places, lead.name) if lead else None
    yield ProjectRow(
        row,
        ref,
        cells.required("title"),
        "2014-2020",
        "erdf",
        summary=cells.prose("summary"),
        programme=programme,
        programme_name=area,
        start_date=start,
        end_date=end,
        objective=thematic_objective(objective),
        topics="; ".join(swedish.unique(filter(None, (objective, priority)))) or None,
        eu_contribution=grant,
        currency=currency,
        amount_covers="project" if grant else None,
        regions=place.regions,
        unplaced=place.unknown,
        lead_organisation=lead.name if lead else None,
        lead_nuts=seat,
        notes=tuple(cells.notes),
        same_as=swedish.same_case(ref),
    )
    if lead:
        # The source gives no address: only a public body's own name says where it is.
        basis: PlaceBasis = "named" if seat else "country_only"
        yield ParticipationRow(row, ref, lead.name, "SE", "lead", lead.kind, nuts_id=seat, place_basis=basis)
    for word in place.unknown:
        yield Remark(row, "unknown county or municipality", word)
    if area and not programme:
        yield Remark(row, "unknown programme area", area)
    if objective and not thematic_objective(objective):
        yield Remark(row, "unknown thematic objective", objective)


def _grant(cells: Cells) -> tuple[float | None, str | None]:
    """Give the granted EU support. The euro column is 0 in every row seen, and then says nothing."""
    for field, currency in (("sek", "SEK"), ("eur", "EUR")):
        if granted := cells.amount(field):
            return granted, currency
    return None, None


def thematic_objective(said: str | None) -> str | None:
    """Give the thematic objective by its Swedish name, which the programmes word a little differently.

    Examples
    --------
    >>> thematic_objective("Att öka tillgången till, användningen av och kvaliteten på IKT")
    'TO2'
    """
    folded = fold(said or "")
    found = [code for code, words in _OBJECTIVES.items() if re.search(rf"\b(?:{words})\b", folded)]
    return found[0] if len(found) == 1 else None


SOURCE = Source(
    source_id="projektbanken",
    title="Projektbanken 2014-2020",
    publisher="Tillväxtverket",
    url="http://projektbank.tillvaxtverket.se/projektbanken2020#page=eruf",
    licence=None,
    expects="the rows of the project bank as a JSON array",
    read=read,
    prefix="TVV",
)
