"""Rows of Kohesio's list of operations, whatever file they come in, become items.

A row stands for one operation, one of its beneficiaries and one of its places, and millions of them are read: what
rows share is worked out once and kept. The amounts are those of the operation: they are given to no beneficiary and
split over no place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from s3dash.sources.kohesio_parts import (
    BENEFICIARY,
    CODES,
    ELSEWHERE,
    ENTITY,
    SUBJECT,
    Beneficiary,
    Parts,
    point,
    words,
)
from s3dash.sources.listing import harmless
from s3dash.sources.parsing import amount, day, share
from s3dash.sources.persons import without_contacts
from s3dash.sources.records import Item, ParticipationRow, ProjectRow, Reject, Remark
from s3dash.sources.swedish import same_case

if TYPE_CHECKING:
    from s3dash.sources.places import Places

__all__ = ["FIELDS", "REQUIRED", "Operations", "point", "words"]

FIELDS: dict[str, list[str]] = {
    "id": ["Operation_Unique_Identifier"],
    "local_id": ["Operation_Local_Identifier"],
    "title_en": ["Operation_Name_English"],
    "title": ["Operation_Name_Programme_Language"],
    "country": ["Country"],
    "country_code": ["CountryCode", "Country_Code"],
    "start": ["Operation_Start_Date"],
    "end": ["Operation_End_Date"],
    "rate": ["Cofinancing_Rate"],
    "total": ["Total_Eligible_Expenditure_amount"],
    "currency": ["Total_Eligible_Expenditure_Currency"],
    "eu_budget": ["Project_EU_Budget"],
    "beneficiary": ["Beneficiary_Unique_Identifier"],
    "beneficiary_name": ["Beneficiary_Name"],
    "beneficiary_local_id": ["Beneficiary_Local_Identifier"],
    "coordinates": ["Location_Indicator_latitude_longitude"],
    "category": ["Category_Of_Intervention"],
    "category_label": ["Category_Label"],
    "thematic": ["Thematic_Objective_ID"],
    "thematic_label": ["Thematic_Objective_Label"],
    "policy": ["Policy_Objective_ID"],
    "policy_label": ["Policy_Objective_Label"],
    "specific": ["Specific_Objective_ID", "Specific_Objective"],
    "specific_label": ["Specific_Objective_Label"],
    "fund": ["Fund_Code"],
    "fund_name": ["Fund_Name"],
    "cci": ["Programme_Code"],
    "programme": ["Programme_Name"],
    "period": ["Programming_Period"],
    "nuts3": ["NUTS3_Code"],
    "nuts2": ["NUTS2_Code"],
    "nuts3_label": ["NUTS3_Label"],
    "region": ["Region", "Region3"],
    "summary_en": ["Operation_Summary_English"],
    "summary": ["Operation_Summary_Programme_Language"],
}
"""Field -> the columns that may hold it."""
REQUIRED = ("id", "title", "eu_budget")

_OPERATION = (
    "id", "local_id", "title", "title_en", "summary", "summary_en", "start", "end", "total", "eu_budget", "rate",
)  # fmt: skip
_ABSENT = ""
"""The name of a column that is always empty: files differ in which columns they have."""
_HIDDEN = "beneficiary_local_identifier"
"""A sole trader's number is a personal identity number, so the report of rejected rows never has the column."""
_PAGE = "https://kohesio.ec.europa.eu/en/projects/"
_ANY_OF_THEM = re.compile(r"[0-9@(\[]")
_DIGITS_OR_AT = re.compile(r"[0-9][0-9 ()/.–-]{4}|@|[(\[]a")
_USUAL_AMOUNT = re.compile(r"[1-9][0-9]{0,9}(?:\.[0-9]+)?")
_RATE_TOLERANCE = 0.01
"""How far the stated co-financing rate may be from the amounts before the source is said to contradict itself."""


class Columns:
    """Takes the cells of one part of a row at a time."""

    def __init__(self, found: Mapping[str, str]) -> None:
        def cells_of(fields: Sequence[str]) -> Callable[[Mapping[str, str]], tuple[str, ...]]:
            return itemgetter(*(found.get(field, _ABSENT) for field in fields))

        self.operation = cells_of(_OPERATION)
        self.subject = cells_of(SUBJECT)
        self.codes = cells_of(CODES)
        self.elsewhere = cells_of(ELSEWHERE)
        self.beneficiary = cells_of(BENEFICIARY)


class Operations:
    """Turns rows into items.

    Parameters
    ----------
    places
        The tables of places.
    found
        Field -> column, as :class:`~s3dash.sources.headers.Header` finds them.
    names
        Names of beneficiaries by their Q id, for files that have the id alone.
    period
        The period of a file that does not say it.
    """

    def __init__(
        self, places: Places, found: Mapping[str, str], names: Mapping[str, str] | None = None, period: str = ""
    ) -> None:
        self._columns = Columns(found)
        self._parts = Parts(places, names or {}, period)
        self._lead: tuple[str, Beneficiary | None] = ("", None)
        # An operation stands in one row after the other, a row a beneficiary: it is read once.
        self._said: tuple[tuple[str, ...], ...] = ()
        self._said_of: tuple[str, str | None] = ("", None)

    def items(self, number: int, row: dict[str, str]) -> Iterable[Item]:
        """Give the items of a row by column name; one in error is rejected."""
        row[_ABSENT] = ""
        try:
            return self._read(number, row)
        except ValueError as error:
            return (Reject(number, str(error), _harmless(row)),)

    def _read(self, number: int, row: Mapping[str, str]) -> list[Item]:
        columns = self._columns
        operation = columns.operation(row)
        said = (operation, columns.subject(row), columns.codes(row), columns.elsewhere(row))
        if said == self._said and (again := self._beneficiary_alone(number, row)):
            return [again]
        entity, case, title, title_en, summary, summary_en, start, end, total, eu, rate = operation
        found = ENTITY.fullmatch(entity)
        if not found:
            raise ValueError(f"Operation_Unique_Identifier: {entity[:80]!r} does not end with a Q number")
        ref = found[1]
        subject = self._parts.subject(*said[1])
        location = self._parts.codes(*said[2])
        if not location.regions:
            location = location.or_else(self._parts.elsewhere(*said[3]))
        beneficiary = self._parts.beneficiary(*columns.beneficiary(row), subject.country)

        named, english = words(title), words(title_en)
        if not (named or english):
            raise ValueError("Operation_Name_Programme_Language and Operation_Name_English: both are empty")
        first, last = _day("Operation_Start_Date", start), _day("Operation_End_Date", end)
        budget = _amount("Total_Eligible_Expenditure_amount", total)
        contribution = _amount("Project_EU_Budget", eu)
        notes = subject.notes
        if first and last and last < first[: len(last)]:
            notes = (*notes, "dates_reversed")
        if budget and contribution and _contradict(rate, contribution / budget):
            notes = (*notes, "amounts_disagree")
        has_amount = bool(budget or contribution)

        items: list[Item] = [
            ProjectRow(
                number,
                ref,
                named or english or "",
                subject.period,
                subject.fund,
                title_en=english,
                summary=_prose(summary),
                summary_en=_prose(summary_en),
                programme=subject.programme,
                cci=subject.cci,
                programme_name=subject.programme_name,
                start_date=first,
                end_date=last,
                objective=subject.objective,
                intervention_field=subject.intervention_field,
                topics=subject.topics,
                total_budget=budget or None,
                eu_contribution=contribution or None,
                currency=subject.currency if has_amount else None,
                amount_covers="project" if has_amount else None,
                regions=location.regions,
                unplaced=location.unplaced,
                lead_organisation=beneficiary.name if beneficiary else None,
                lead_nuts=beneficiary.seat if beneficiary else None,
                url=_PAGE + ref,
                notes=notes,
                same_as=same_case(case) if case and subject.country == "SE" else (),
            )
        ]
        if beneficiary:
            items.append(self._participation(number, ref, beneficiary, subject.country))
        if location.remarks:
            items += [Remark(number, reason, value) for reason, value in location.remarks]
        self._said, self._said_of = said, (ref, subject.country)
        if budget == 0 or contribution == 0:
            column = "Project_EU_Budget" if contribution == 0 else "Total_Eligible_Expenditure_amount"
            items.append(Remark(number, f"{column} is 0: kept as not published"))
        return items

    def _beneficiary_alone(self, number: int, row: Mapping[str, str]) -> Item | None:
        """The item of a row that says of its operation what the row before says; None where it names nobody."""
        ref, country = self._said_of
        beneficiary = self._parts.beneficiary(*self._columns.beneficiary(row), country)
        return self._participation(number, ref, beneficiary, country) if beneficiary else None

    def _participation(self, number: int, ref: str, beneficiary: Beneficiary, country: str | None) -> Item:
        """The beneficiary's part. The places of the row are those of the operation, not its own."""
        if not country:
            return Remark(number, "Country is not stated or not known: the beneficiary is left out")
        if self._lead[0] != ref:
            self._lead = (ref, beneficiary)
        return ParticipationRow(
            number,
            ref,
            beneficiary.name,
            country,
            role="lead" if self._lead[1] == beneficiary else "partner",
            organisation_type=beneficiary.kind,
            organisation_number=beneficiary.number,
            nuts_id=beneficiary.seat,
            place_basis="named" if beneficiary.seat else "country_only",
        )


def _prose(cell: str) -> str | None:
    """Return a summary without addresses and telephone numbers; few hold what either of them needs."""
    prose = words(cell)
    if prose and (found := _ANY_OF_THEM.search(prose)) and _DIGITS_OR_AT.search(prose, found.start()):
        return without_contacts(prose) or None
    return prose


def _contradict(rate: str, of_amounts: float) -> bool:
    """Say whether the amounts contradict the stated co-financing rate, or the EU pays more than the whole."""
    if of_amounts > 1 + _RATE_TOLERANCE:
        return True
    try:
        stated = share(rate)
    except ValueError:
        return False
    return bool(stated) and abs((stated or 0) - of_amounts) > _RATE_TOLERANCE


def _harmless(row: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a rejected row as the report may show them."""
    return {column: harmless(cell) for column, cell in row.items() if cell and column.lower() != _HIDDEN}


def _day(column: str, cell: str) -> str | None:
    try:
        return day(cell)
    except ValueError as error:
        raise ValueError(f"{column}: {error}") from None


def _amount(column: str, cell: str) -> float | None:
    """Read an amount; one under 1 is no sum that a programme grants and becomes 0."""
    if _USUAL_AMOUNT.fullmatch(cell):
        return float(cell)
    try:
        value = amount(cell, ".")
        return 0.0 if value is not None and value < 1 else value
    except ValueError as error:
        raise ValueError(f"{column}: {error}") from None
