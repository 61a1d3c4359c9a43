"""Rows of a Swedish list of operations of 2021-2027, whichever authority keeps it, become items.

Amounts are taken as they are given: a grant is never worked out from a co-financing rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from s3dash.data.words import fold
from s3dash.sources import eu_codes, swedish
from s3dash.sources.listing import Cells
from s3dash.sources.parsing import country, share
from s3dash.sources.records import Fund, Item, ParticipationRow, Period, PlaceBasis, ProjectRow, Remark
from s3dash.sources.swedish import Placed
from s3dash.sources.swedish_header import UNITS

if TYPE_CHECKING:
    from s3dash.sources.places import Places

_FUNDS: dict[str, Fund] = {
    "eruf": "erdf", "erdf": "erdf", "europeiska regionala utvecklingsfonden": "erdf",
    "regionala utvecklingsfonden": "erdf", "regionalfonden": "erdf", "european regional development fund": "erdf",
    "fro": "jtf", "jtf": "jtf", "fonden for en rattvis omstallning": "jtf", "regionalfondsprogrammet": "erdf",
    "regionalfondsprogram": "erdf", "just transition fund": "jtf", "esf": "esf", "esf plus": "esf",
    "europeiska socialfonden": "esf", "europeiska socialfonden plus": "esf", "european social fund plus": "esf",
    "interreg": "interreg",
}  # fmt: skip
_FUND = re.compile(r"\b(?:" + "|".join(sorted(_FUNDS, key=len, reverse=True)) + r")\b")
_FUND_OF_OBJECTIVE: dict[str, Fund] = {"R": "erdf", "E": "esf", "J": "jtf", "I": "interreg"}
_OBJECTIVES = {"erdf": ("RSO", "12345"), "esf": ("ESO", "4"), "jtf": ("JSO", "8")}
"""Fund -> how its specific objectives begin and the policy objectives they may belong to."""
_BARE_OBJECTIVE = re.compile(r"(?<![\d.])(\d)\.(\d{1,2})(?![\d.])")
_UNITS = {fold(word): unit for word, unit in UNITS.items()}
_LOCATION = ("county", "nuts", "municipality", "postcode", "coordinates", "location")
"""Where a place may stand, the surest first."""
_RATE_TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class _Money:
    total: float | None
    grant: float | None
    currency: str | None


class SwedishOperations:
    """Turns rows into items, one list at a time.

    Parameters
    ----------
    places
        The tables of places.
    fund
        The fund of a row that says none, which then gets the note `fund_not_stated`.
    """

    def __init__(self, places: Places, fund: Fund) -> None:
        self._places = places
        self._fund = fund
        self._beneficiaries: dict[str, list[swedish.Organisation]] = {}

    def items(self, row: int, cells: Cells) -> Iterator[Item]:
        """Give the items of a row: one operation, and one of its beneficiaries or places."""
        remarks: list[Remark] = []
        title, name = cells.required("title"), cells.text("beneficiary")
        # A list without case numbers identifies its operations by who does what.
        ref = re.sub(r"\s", "", cells.required("case")) if "case" in cells else f"{fold(name or '')}|{fold(title)}"
        start, end = cells.days("start", "end")
        fund = self._fund_of(cells)
        period = _period(cells, start)
        money = _money(row, cells, remarks)
        who = swedish.organisation(name, cells.text("number"))
        seat, basis = self._seat(row, cells, who, remarks)
        place = self._location(row, cells, seat, remarks)
        programme = _programme(cells, fund, period)
        said = [cells.text(field) for field in ("objective", "field", "priority")]
        yield ProjectRow(
            row,
            ref,
            title,
            period,
            fund,
            title_en=cells.text("title_en"),
            summary=cells.prose("summary"),
            summary_en=cells.prose("summary_en"),
            programme=programme,
            cci=cells.text("cci"),
            programme_name=cells.text("programme"),
            start_date=start,
            end_date=end,
            objective=_objective(said[0] or "", fund),
            intervention_field=eu_codes.intervention_field(said[1] or ""),
            topics="; ".join(swedish.unique(filter(None, said))) or None,
            total_budget=money.total,
            eu_contribution=money.grant,
            currency=money.currency,
            amount_covers="project" if money.currency else None,
            regions=place.regions,
            unplaced=place.unknown,
            lead_organisation=self._lead(ref, who).name,
            lead_nuts=seat if who and self._lead(ref, who) == who else None,
            notes=swedish.unique(cells.notes),
            same_as=swedish.same_case(ref) if "case" in cells else (),
        )
        yield from self._participation(row, ref, cells, who, seat, basis)
        yield from remarks

    def _lead(self, ref: str, who: swedish.Organisation | None) -> swedish.Organisation:
        """Give the beneficiary that the list names first for an operation."""
        known = self._beneficiaries.get(ref)
        return known[0] if known else who or swedish.Organisation(None, None, None)

    def _participation(
        self,
        row: int,
        ref: str,
        cells: Cells,
        who: swedish.Organisation | None,
        seat: str | None,
        basis: PlaceBasis,
    ) -> Iterator[Item]:
        known = self._beneficiaries.setdefault(ref, [])
        if who is None or who in known:
            return
        said = cells.text("home")
        home = country(said) if said else "SE"
        if not home:
            yield Remark(row, "unknown country: the beneficiary is left out", said or "")
            return
        known.append(who)
        yield ParticipationRow(
            row,
            ref,
            who.name,
            home,
            role="lead" if known[0] == who else "partner",
            organisation_type=who.kind,
            organisation_number=who.number,
            nuts_id=seat,
            place=None if seat or who.kind else cells.text("city"),
            place_basis=basis,
        )

    def _fund_of(self, cells: Cells) -> Fund:
        said, cci = cells.text("fund") or "", (cells.text("cci") or "").upper()
        if known := _named_fund(said) or eu_codes.fund(said, cci):
            return known
        code = eu_codes.specific_objective(cells.text("objective") or "") or ""
        if known := _FUND_OF_OBJECTIVE.get(code[:1]) or _named_fund(cells.text("programme") or ""):
            return known
        cells.notes.append("fund_not_stated")
        return self._fund

    def _seat(
        self, row: int, cells: Cells, who: swedish.Organisation | None, remarks: list[Remark]
    ) -> tuple[str | None, PlaceBasis]:
        """Give the county of the beneficiary's town, else the one that a public body's own name says."""
        if who is None or country(cells.text("home") or "SE") != "SE":
            return None, "country_only"
        town = cells.text("city")
        if code := self._places.municipality(town) if town else None:
            return code, "seat"
        if town:
            remarks.append(Remark(row, "unknown town of a beneficiary", town))
        code = swedish.seat_by_name(self._places, who.name)
        return code, "named" if code else "country_only"

    def _location(self, row: int, cells: Cells, seat: str | None, remarks: list[Remark]) -> Placed:
        """Give where the operation is; in a list that has no such column, where its beneficiary is."""
        unknown: tuple[str, ...] = ()
        fields = [field for field in _LOCATION if field in cells]
        said = [cells.text(field) for field in fields]
        if "latitude" in cells and "longitude" in cells:
            fields.append("latitude")
            degrees = [(cells.text(field) or "").replace(",", ".") for field in ("latitude", "longitude")]
            said.append(", ".join(degrees) if all(degrees) else None)
        for text in said:
            place = swedish.placed(self._places, text)
            unknown = swedish.unique(unknown, place.unknown)
            if place.regions:
                unknown = place.unknown
                break
        else:
            place = Placed((seat,) if seat and not fields else (), ())
        remarks += [Remark(row, "unknown place of an operation", word) for word in unknown]
        return Placed(place.regions, unknown)


def _named_fund(said: str) -> Fund | None:
    """Give the fund that a text names; None where it names none or two."""
    named = {_FUNDS[name] for name in _FUND.findall(fold(said))}
    return named.pop() if len(named) == 1 else None


def _period(cells: Cells, start: str | None) -> Period:
    cci, said = cells.text("cci") or "", cells.text("period") or ""
    if said:
        try:
            return eu_codes.period(said, cci)
        except ValueError as error:
            raise ValueError(f"{cells.column('period')}: {error}") from None
    if cci[:4] in eu_codes.PERIODS:
        return eu_codes.PERIODS[cci[:4]]
    if start and start < "2021":
        raise ValueError(f"{cells.column('start')}: {start} is before 2021, and nothing says which period it is of")
    return "2021-2027"


def _programme(cells: Cells, fund: Fund, period: Period) -> str | None:
    """Give the programme where the list is sure to mean one of the dataset's."""
    if known := eu_codes.PROGRAMME_OF_CCI.get((cells.text("cci") or "").upper()):
        return known
    if fund == "jtf" and period == "2021-2027":
        return "jtf-2021"
    return swedish.programme(cells.text("programme"), period) if fund == "erdf" else None


def _objective(said: str, fund: Fund) -> str | None:
    """Give the specific objective: `RSO1.1`, or `1.1` with the letters of the fund."""
    if code := eu_codes.specific_objective(said):
        return code
    letters, policies = _OBJECTIVES.get(fund, ("", ""))
    found = {(a, b) for a, b in _BARE_OBJECTIVE.findall(said) if a in policies}
    return "{}{}.{}".format(letters, *found.pop()) if len(found) == 1 else None


def _money(row: int, cells: Cells, remarks: list[Remark]) -> _Money:
    """Read the amounts. The grant stays unknown where the list gives only the rate."""
    total, grant = cells.amount("total"), cells.amount("grant")
    units = {}
    for field, value in (("total", total), ("grant", grant)):
        if value:
            units[field] = _unit(row, cells, field, remarks)
    if total and grant and units["total"][0] != units["grant"][0]:
        remarks.append(Remark(row, "total and grant are in two currencies: the total is left out"))
        total = None
    total = total * units["total"][1] if total else None
    grant = grant * units["grant"][1] if grant else None
    try:
        rate = share(cells.text("rate"))
    except ValueError as error:
        remarks.append(Remark(row, "unreadable co-financing rate", str(error)))
        rate = None
    if total and grant and (grant > total or (rate and abs(grant / total - rate) > _RATE_TOLERANCE)):
        cells.notes.append("amounts_disagree")
    currency = units["grant" if grant else "total"][0] if grant or total else None
    return _Money(total, grant, currency)


def _unit(row: int, cells: Cells, field: str, remarks: list[Remark]) -> tuple[str, float]:
    """Give the currency and the multiple of an amount, by its column's name or the column of currencies."""
    found = {_UNITS[word] for word in fold(cells.column(field)).split() if word in _UNITS}
    if len(found) == 1:
        return found.pop()
    said = (cells.text("currency") or "").upper()
    if said and not re.fullmatch("[A-Z]{3}", said):
        raise ValueError(f"{cells.column('currency')}: {said[:40]!r} is no currency code")
    if not said:
        remarks.append(Remark(row, "the currency is not stated: read as SEK", cells.column(field)))
    return said or "SEK", 1
