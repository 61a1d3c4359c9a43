"""The rows of a national list become items, as its mapping says."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from s3dash.data.words import fold
from s3dash.sources import eu_codes, parsing
from s3dash.sources.kohesio_rows import point
from s3dash.sources.mapping import Mapping as ListMapping
from s3dash.sources.national_cells import ListCells
from s3dash.sources.persons import is_private_person
from s3dash.sources.records import Fund, Item, ParticipationRow, ProjectRow, Remark, SourceError

if TYPE_CHECKING:
    from s3dash.sources.places import Places

_TOLERANCE = 1.01
"""How many times the whole budget the EU may pay before the list is said to contradict itself."""


class Rows:
    """Turns the rows of lists with one mapping into items; remembers the ids that it made.

    Raises
    ------
    SourceError
        If the mapping's area is no region of today.
    """

    def __init__(self, mapping: ListMapping, places: Places) -> None:
        self._mapping = mapping
        self._places = places
        self._made: dict[str, int] = {}
        area = mapping.place.area
        if area and places.nuts(area) != area:
            raise SourceError(mapping.path, f"place.area: {area!r} - expected a NUTS code of today, such as DE80")

    def items(self, number: int, cells: ListCells) -> Iterator[Item]:
        """Give the items of a row.

        Raises
        ------
        ValueError
            Naming the column in error.
        """
        mapping = self._mapping
        title = cells.required("title")
        self._refuse_not_granted(cells)
        start, end = cells.days("start", "end")
        fund = self._fund(cells)
        programme = mapping.programme_of(fund)
        cci = cells.text("cci") or programme.cci
        regions, unplaced = self._regions(cells)
        total, contribution = cells.amount("total"), cells.amount("eu_contribution")
        if total and contribution and contribution > total * _TOLERANCE:
            cells.notes.append("amounts_disagree")
        has_amount = bool(total or contribution)
        beneficiary = cells.text("beneficiary")
        person = is_private_person(beneficiary)
        url = cells.text("url")
        ref = self._ref(number, cells)

        yield ProjectRow(
            number,
            ref,
            title,
            mapping.period,
            fund,
            title_en=cells.text("title_en"),
            summary=cells.prose("summary"),
            summary_en=cells.prose("summary_en"),
            programme=eu_codes.PROGRAMME_OF_CCI.get(cci or ""),
            cci=cci,
            programme_name=cells.text("programme_name") or programme.name,
            start_date=start,
            end_date=end,
            objective=_objective(cells, mapping),
            intervention_field=eu_codes.intervention_field(cells.text("intervention_field") or ""),
            topics=cells.prose("topics"),
            total_budget=total,
            eu_contribution=contribution,
            currency=self._currency(cells) if has_amount else None,
            amount_covers="project" if has_amount else None,
            regions=regions,
            unplaced=unplaced,
            lead_organisation=None if person else beneficiary,
            url=url if url and url.startswith(("http://", "https://")) else None,
            notes=tuple(dict.fromkeys(cells.notes)),
        )
        if beneficiary:
            yield from self._participation(number, ref, cells, None if person else beneficiary)
        for reason, value in cells.remarks:
            yield Remark(number, reason, value)

    def _refuse_not_granted(self, cells: ListCells) -> None:
        if not self._mapping.granted:
            return
        status = cells.text("status")
        if not status or fold(status) not in map(fold, self._mapping.granted):
            raise ValueError(f"{cells.column('status')}: {status or ''!r} does not say that the support is granted")

    def _fund(self, cells: ListCells) -> Fund:
        fund = self._mapping.fund
        if isinstance(fund, str):
            return fund
        word = cells.required("fund")
        if word.casefold() not in fund:
            raise ValueError(f"{cells.column('fund')}: {word[:40]!r} is no fund that the mapping knows")
        return fund[word.casefold()]

    def _currency(self, cells: ListCells) -> str:
        stated = (cells.text("currency") or self._mapping.currency or "").upper()
        if len(stated) != 3 or not stated.isalpha():
            raise ValueError(f"{cells.column('currency')}: {stated[:40]!r} is no currency code")
        return stated

    def _ref(self, number: int, cells: ListCells) -> str:
        """Give the project's id: the list's own, or one made from what tells projects apart."""
        prefix = self._mapping.id_prefix or self._mapping.country
        if "id" in cells:
            return f"{prefix}|{cells.required('id')}"
        words = [fold(cells.text(field) or "") for field in self._mapping.id_from]
        ref = f"{prefix}|{hashlib.sha256('|'.join(words).encode()).hexdigest()[:16]}"
        first = self._made.setdefault(ref, number)
        if first != number:
            same = ", ".join(cells.column(field) for field in self._mapping.id_from)
            raise ValueError(f"the same {same} as in row {first}: without an id the two cannot be told apart")
        return ref

    def _regions(self, cells: ListCells) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the regions of a row and what it says of places that no table knows."""
        place = self._mapping.place
        area = (place.area,) if place.area else ()
        if place.by == "none":
            return area, ()
        said = _said(cells, place.separator)
        found = {text: self._find(place.by, text) for text in said}
        unplaced = tuple(text for text, region in found.items() if not region)
        for text in unplaced:
            cells.remark(f"{cells.column('place')}: a place that no table knows", text)
        return tuple(dict.fromkeys(region for region in found.values() if region)) or area, unplaced

    def _find(self, by: str, text: str) -> str | None:
        places, country = self._places, self._mapping.country
        if by == "coordinates":
            at = point(text)
            return places.point(*at) if at else None
        ways: dict[str, Callable[[], str | None]] = {
            "county": lambda: places.county(text),
            "municipality": lambda: places.municipality(text),
            "postcode": lambda: places.postcode(country, text),
            "nuts": lambda: places.nuts(text),
            "region_name": lambda: places.region_name(country, text),
        }
        return ways[by]()

    def _participation(self, number: int, ref: str, cells: ListCells, organisation: str | None) -> Iterator[Item]:
        """Give the beneficiary's part; a natural person has no name, number, town and postcode."""
        stated = cells.text("beneficiary_country")
        country = parsing.country(stated) if stated else self._mapping.country
        if not country:
            cells.remark(f"{cells.column('beneficiary_country')}: a country that no table knows", stated or "")
            return
        named = organisation is not None
        registered = cells.text("organisation_number") if named else None
        if country == "SE":
            registered = parsing.organisation_number(registered)
        town, postcode = (
            cells.text(field) if named else None for field in ("beneficiary_town", "beneficiary_postcode")
        )
        region = self._places.postcode(country, postcode) if postcode else None
        yield ParticipationRow(
            number,
            ref,
            organisation,
            country,
            role="lead",
            organisation_type=None if named else "private_person",
            organisation_number=registered,
            nuts_id=region,
            place=None if region else town,
            place_basis="stated" if region else "country_only",
        )


def _objective(cells: ListCells, mapping: ListMapping) -> str | None:
    stated = cells.text("objective") or ""
    if mapping.period == "2014-2020":
        return eu_codes.thematic_objective(stated)
    return eu_codes.specific_objective(stated)


def _said(cells: ListCells, separator: str | None) -> list[str]:
    """Give the places that a row names."""
    latitude, longitude = cells.text("latitude"), cells.text("longitude")
    if latitude and longitude:
        return [f"{latitude.replace(',', '.')},{longitude.replace(',', '.')}"]
    said = cells.text("place")
    if not said:
        return []
    parts = said.split(separator) if separator else [said]
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))
