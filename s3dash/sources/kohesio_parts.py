"""What rows of Kohesio's list share, worked out once: programmes and objectives, places, beneficiaries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from s3dash.sources import eu_codes, swedish
from s3dash.sources.eu_codes import several
from s3dash.sources.parsing import country, plain, text
from s3dash.sources.persons import is_private_person
from s3dash.sources.records import Fund, Period
from s3dash.sources.texts import printable

if TYPE_CHECKING:
    from s3dash.sources.places import Places

SUBJECT = (
    "country", "country_code", "fund", "fund_name", "cci", "programme", "period", "currency", "category",
    "category_label", "thematic", "thematic_label", "policy", "policy_label", "specific", "specific_label",
)  # fmt: skip
"""The fields of a :class:`Subject`."""
CODES = ("nuts3", "nuts2")
ELSEWHERE = ("coordinates", "nuts3_label", "region")
BENEFICIARY = ("beneficiary_name", "beneficiary_local_id", "beneficiary")

ENTITY = re.compile(r"(?:.*/)?(Q\d{1,12})", re.ASCII)
"""The address of an entity, which ends with its Q id."""
_CURRENCY = re.compile("[A-Z]{3}")
_COORDINATE = re.compile(r"-?\d{1,3}(?:\.\d+)?", re.ASCII)
_NOWHERE = "multiple locations"
_KEPT = 1 << 16


@dataclass(frozen=True, slots=True)
class Subject:
    """What the rows of one programme, objective and category share."""

    country: str | None
    fund: Fund
    period: Period
    programme: str | None
    cci: str | None
    programme_name: str | None
    currency: str
    objective: str | None
    intervention_field: str | None
    topics: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """Who got the support; a natural person has neither name nor number nor seat.

    `seat` is the county that a Swedish public body's own name says. The source gives no address.
    """

    name: str | None
    kind: str | None = None
    number: str | None = None
    seat: str | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """Regions of today that a row names, what no table knows, and reasons and values that the report counts."""

    regions: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()

    def or_else(self, other: Location) -> Location:
        """Give the other location, with what was found on the way to it."""
        unplaced = () if other.regions else (*self.unplaced, *other.unplaced)
        return Location(other.regions, unplaced, (*self.remarks, *other.remarks))


class Parts:
    """Reads the parts of a row from its cells; equal cells are read once.

    Parameters
    ----------
    places
        The tables of places.
    names
        Names of beneficiaries by their Q id, for files that have the id alone.
    period
        The period of a file that does not say it.
    """

    def __init__(self, places: Places, names: Mapping[str, str], period: str) -> None:
        self._places = places
        self._names = names
        self._period = period
        self.subject = lru_cache(_KEPT)(self._subject)
        self.codes = lru_cache(_KEPT)(self._codes)
        self.elsewhere = lru_cache(_KEPT)(self._elsewhere)
        self.beneficiary = lru_cache(_KEPT)(self._beneficiary)

    def _subject(self, *cells: str) -> Subject:
        """Read the fields `SUBJECT`; a ValueError names the column in error."""
        cell = dict(zip(SUBJECT, cells, strict=True))
        cci = (text(cell["cci"]) or "").upper()
        fund = eu_codes.fund(text(cell["fund"]) or text(cell["fund_name"]) or "", cci)
        labels = (words(cell[name]) for name in ("category_label", "specific_label", "thematic_label", "policy_label"))
        currency = (text(cell["currency"]) or "EUR").upper()
        if not _CURRENCY.fullmatch(currency):
            raise ValueError(f"Total_Eligible_Expenditure_Currency: {currency[:40]!r} is no currency code")
        try:
            period = eu_codes.period(text(cell["period"]) or self._period, cci)
        except ValueError as error:
            raise ValueError(f"Programming_Period: {error}") from None
        objectives = [cell[name] for name in ("specific", "specific_label", "policy", "policy_label")]
        return Subject(
            country=country(cell["country_code"]) or country(cell["country"]),
            fund=fund or "other",
            period=period,
            programme=eu_codes.PROGRAMME_OF_CCI.get(cci),
            cci=cci or None,
            programme_name=words(cell["programme"]),
            currency=currency,
            objective=eu_codes.specific_objective(*objectives) or eu_codes.thematic_objective(cell["thematic"]),
            intervention_field=eu_codes.intervention_field(cell["category"]),
            topics="; ".join(dict.fromkeys(label for label in labels if label)) or None,
            notes=() if fund else ("fund_not_stated",),
        )

    def _codes(self, nuts3: str, nuts2: str) -> Location:
        """Give the regions by NUTS code, of the finest level that has a known one."""
        remarks: list[tuple[str, str]] = []
        for cell in (nuts3, nuts2):
            codes = [code for part in several(cell) if (code := text(part)) and code.lower() != _NOWHERE]
            regions = {code: self._places.nuts(code) for code in codes}
            remarks += [("unknown NUTS code", code) for code, region in regions.items() if not region]
            known = tuple(dict.fromkeys(region for region in regions.values() if region))
            if known:
                return Location(known, remarks=tuple(remarks))
        return Location(unplaced=tuple(dict.fromkeys(code for _, code in remarks)), remarks=tuple(remarks))

    def _elsewhere(self, coordinates: str, nuts3_label: str, region: str) -> Location:
        """Give the regions by coordinates, else what the row says of its place."""
        points = [point(part) for part in several(coordinates)]
        found = [self._places.point(*latlon) for latlon in points if latlon]
        regions = tuple(dict.fromkeys(code for code in found if code))
        if regions:
            return Location(regions)
        said, where = words(nuts3_label) or words(region), words(coordinates)
        remarks = (("coordinates outside the drawn regions", where),) if where else ()
        return Location(unplaced=tuple(filter(None, (said or where,))), remarks=remarks)

    def _beneficiary(self, name: str, local_id: str, entity: str, country: str | None) -> Beneficiary | None:
        """Give who got the support; its number is that of its country, else its Q id."""
        found = ENTITY.fullmatch(entity)
        named = words(name) or (self._names.get(found[1]) if found else None)
        number = text(local_id)
        if country == "SE":
            known = swedish.organisation(named, number)
            kind, number = (known.kind, known.number) if known else (None, None)
        else:
            kind = "private_person" if named and is_private_person(named) else None
        if kind:
            return Beneficiary(None, kind)
        if not (named or found):
            return None
        seat = swedish.seat_by_name(self._places, named) if country == "SE" else None
        return Beneficiary(named, None, number or (found[1] if found else None), seat)


def words(cell: str) -> str | None:
    """Return a text of one line without markup. Most cells are so already, and long: those pass as they are."""
    marked = "<" in cell or "&" in cell or "¿" in cell or "  " in cell
    if len(cell) > 20 and not marked and cell.isprintable() and cell[0] != " " != cell[-1]:
        return cell
    return printable(plain(cell))


def point(cell: str) -> tuple[float, float] | None:
    """Read `59.86,17.64` or `Point(17.64 59.86)` as latitude and longitude; None where it is neither."""
    numbers = [float(part) for part in _COORDINATE.findall(cell)]
    if len(numbers) != 2:
        return None
    latitude, longitude = reversed(numbers) if "point" in cell.lower() else numbers
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
