"""Eurostat's values into the table of indicators of a draft snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from s3dash.sources.drafts import Counts, Row, SourceRegister, read_table, write_table
from s3dash.sources.eurostat_series import SERIES, VIEW
from s3dash.sources.records import IndicatorRow, Item, Remark


def apply(folder: Path, items: Iterable[Item], today: date | None = None) -> Counts:
    """Write the values into a draft's `indicator_values`, and what hangs on them.

    Values that the items lack stay. The sources of the datasets get the new date of access; the latest populations go
    into `regions`, where amounts per inhabitant take them from.

    Parameters
    ----------
    folder
        A draft snapshot: tables in `tables/`, safe to overwrite.
    items
        What `s3dash.sources.eurostat.read` yields.
    """
    today = today or date.today()
    regions = read_table(folder, "regions")
    codes = {region["nuts_id"] for region in regions}
    indicators = {row["indicator_id"] for row in read_table(folder, "indicators")}
    rows = {(row["indicator_id"], row["nuts_id"], row["year"]): row for row in read_table(folder, "indicator_values")}
    counts, elsewhere, datasets = Counts(), 0, set()
    for item in items:
        if not isinstance(item, IndicatorRow) or item.indicator_id not in indicators:
            continue
        if item.nuts_id not in codes:
            elsewhere += 1
            continue
        key = (item.indicator_id, item.nuts_id, str(item.year))
        if _put(rows, key, item, counts):
            datasets.add(_dataset(item))
    if elsewhere:
        counts.remarks.append(Remark(0, f"{elsewhere} values of regions that the dataset does not have, left out"))
    if datasets:
        in_order = [rows[key] for key in sorted(rows)]
        write_table(folder, "indicator_values", in_order, today)
        if update_populations(regions, in_order):
            write_table(folder, "regions", regions)
        _say_accessed(folder, datasets, today)
    return counts


def _put(rows: dict[tuple[str, str, str], Row], key: tuple[str, str, str], item: IndicatorRow, counts: Counts) -> bool:
    """Put a value into the table; say whether that changed it."""
    old = rows.get(key)
    flag = item.flag or ""
    if old and float(old["value"]) == item.value and old["flag"] == flag:
        counts.same += 1
        return False
    counts.changed += old is not None
    counts.new += old is None
    indicator_id, nuts_id, year = key
    text = f"{item.value:.10f}".rstrip("0").rstrip(".") if item.value < 1e5 else f"{item.value:.15g}"
    rows[key] = {"indicator_id": indicator_id, "nuts_id": nuts_id, "year": year, "value": text, "flag": flag}
    return True


def _dataset(item: IndicatorRow) -> str:
    """Return the dataset that an indicator's values of a level come from."""
    if item.flag == "derived":
        return "nama_10r_3gdp"
    of_indicator = [series for series in SERIES if series.indicator_id == item.indicator_id]
    fitting = [series for series in of_indicator if len(item.nuts_id) in series.levels]
    return (fitting or of_indicator)[0].dataset


def _say_accessed(folder: Path, datasets: Iterable[str], today: date) -> None:
    register = SourceRegister(folder, today)
    for dataset in sorted(datasets):
        url = VIEW.format(dataset)
        if not register.accessed_again(url):
            register.id_of(f"Eurostat: {dataset}", url, "CC BY 4.0")
    register.save()


def update_populations(regions: Sequence[Row], values: Iterable[Row]) -> bool:
    """Give each drawn region its latest population; one without values of its own has the sum of its parts'.

    Returns
    -------
    bool
        Whether any region's population changed.
    """
    latest: dict[str, Row] = {}
    for row in values:
        if row["indicator_id"] == "population" and row["year"] >= latest.get(row["nuts_id"], row)["year"]:
            latest[row["nuts_id"]] = row
    changed = False
    for region in regions:
        parts = [other["nuts_id"] for other in regions if other["parent"] == region["nuts_id"]]
        found = _population(region["nuts_id"], parts, latest) if region["layer"] else None
        if found and found["population_year"] >= region["population_year"]:
            changed |= any(region[name] != text for name, text in found.items())
            region.update(found)
    return changed


def _population(code: str, parts: Sequence[str], latest: Mapping[str, Row]) -> Row | None:
    own = latest.get(code)
    if own:
        flag = "b" if own["flag"] == "bu" else own["flag"]
        return {"population": own["value"], "population_year": own["year"], "population_flag": flag}
    of_parts = [latest[part] for part in parts if part in latest]
    years = {row["year"] for row in of_parts}
    if not of_parts or len(of_parts) < len(parts) or len(years) > 1:
        return None
    people = sum(int(float(row["value"])) for row in of_parts)
    return {"population": str(people), "population_year": years.pop(), "population_flag": "derived"}
