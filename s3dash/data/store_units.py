"""Which areas each project touches, and what of its grant belongs to each, worked out in DuckDB by the money rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pyarrow as pa

from s3dash.data.dataset import Dataset
from s3dash.data.money import Grant, Money, PartnerShare, attribute
from s3dash.data.rows import rows_of
from s3dash.data.schema import COUNTRY

NOWHERE = ""
"""The area of projects that name no place: they may be Swedish, and no region has them."""
NOT_GRANTED = frozenset({"amount_applied_for", "prioritised_only"})
"""Remarks on an amount that nobody has granted yet: it is shown with its project, and counted nowhere."""
_BATCH = 20_000


def units(dataset: Dataset) -> list[str]:
    """The areas that questions may be about: what the map draws, and every wider area."""
    rows = rows_of(dataset.regions)
    return [row["nuts_id"] for row in rows if row["layer"] or row["level"] in ("NUTS0", "NUTS1", "NUTS2")]


def derive_touching(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Make `touching`: a row for each project and area that it touches, with what of the grant belongs to the area."""
    units_of: dict[str, list[str]] = {}
    areas = {unit: dataset.area(unit) for unit in units(dataset)}
    for unit, area in areas.items():
        for code in area:
            units_of.setdefault(code, []).append(unit)
    con.execute(
        "CREATE OR REPLACE TABLE touching (unit VARCHAR, position INTEGER, participates BOOLEAN, kind VARCHAR,"
        " eur DOUBLE, sek DOUBLE)"
    )
    for batch in _attributions(con, units_of, areas):
        columns = list(zip(*batch, strict=True)) or [()] * 6
        kinds = (pa.string(), pa.int32(), pa.bool_(), pa.string(), pa.float64(), pa.float64())
        attributed = pa.table(  # noqa: F841  (DuckDB reads it by its name)
            [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)],
            names=["unit", "position", "participates", "kind", "eur", "sek"],
        )
        con.execute("INSERT INTO touching SELECT * FROM attributed")


def _attributions(
    con: duckdb.DuckDBPyConnection, units_of: dict[str, list[str]], areas: dict[str, frozenset[str]]
) -> Iterator[list[tuple[Any, ...]]]:
    """Batches of rows of `touching`, by the money rule, for the projects that name a place the dataset knows."""
    codes = pa.table({"code": pa.array(list(units_of), pa.string())})
    con.register("known_codes", codes)
    answer = con.cursor()
    answer.register("known_codes", codes)
    answer.execute(
        """
        WITH placed AS (
            SELECT f.position, r.amount_covers, r.lead_nuts, r.regions, r.note
            FROM project_facts f JOIN project_rows r USING (project_id) JOIN derived d USING (position)
            WHERE d.nowhere OR r.lead_nuts IN (SELECT code FROM known_codes)
                  OR list_has_any(string_split(coalesce(r.regions, ''), ' '), (SELECT list(code) FROM known_codes))
                  OR position IN (SELECT position FROM participations WHERE nuts_id IN (SELECT code FROM known_codes))
        ), parts AS (
            SELECT position, list([nuts_id, role] ORDER BY n) AS who, list([eu_eur, eu_sek] ORDER BY n) AS amounts
            FROM participations SEMI JOIN placed USING (position) WHERE nuts_id IS NOT NULL GROUP BY position
        )
        SELECT p.position, d.eu_eur, d.eu_sek, p.amount_covers, p.lead_nuts, p.regions, p.note, parts.who, parts.amounts
        FROM placed p JOIN derived d USING (position) LEFT JOIN parts USING (position)
        """
    )
    while rows := answer.fetchmany(_BATCH):
        found = []
        for position, eur, sek, covers, lead, regions, note, who, amounts in rows:
            grant = _grant(_money(eur, sek), covers, lead, (regions or "").split(), note, who or (), amounts or ())
            partners = {code for code, _ in who or () if code}
            units_touched = dict.fromkeys(unit for code in grant.places for unit in units_of.get(code, ()))
            for unit in units_touched if grant.places else (NOWHERE,):
                area = areas[unit or COUNTRY]
                kind, money = attribute(grant, area)
                found.append((unit, position, not partners.isdisjoint(area), kind, money.eur, money.sek))
        yield found


def _grant(
    amount: Money | None,
    covers: str | None,
    lead: str | None,
    regions: list[str],
    note: str | None,
    who: Any,
    amounts: Any,
) -> Grant:
    places = frozenset(code for code in (*regions, lead, *(code for code, _ in who)) if code)
    swedish = frozenset(code for code in places if code.startswith(COUNTRY)) or frozenset({COUNTRY})
    granted = not note or NOT_GRANTED.isdisjoint(note.split())
    return Grant(
        amount=amount if granted else None,
        places=places,
        coverage=swedish if covers == "swedish_partners" else places,
        lead_nuts=lead,
        shares=tuple(
            PartnerShare(code, _money(eur, sek), role == "associated")
            for (code, role), (eur, sek) in zip(who, amounts, strict=True)
        ),
    )


def _money(eur: float | None, sek: float | None) -> Money | None:
    return None if eur is None or sek is None else Money(eur, sek)
