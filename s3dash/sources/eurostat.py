"""Eurostat's statistics by region: TSV, SDMX-CSV and JSON-stat 2.0, each plain or compressed with gzip.

A file holds one dataset with many units, ages and sexes; `eurostat_series` says which of its series are the indicators
of the dataset. Everything else in it is left out and counted. :func:`apply` writes the values into a draft.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from s3dash.data.schema import TABLES
from s3dash.sources import parsing
from s3dash.sources.eurostat_files import Line, opened
from s3dash.sources.eurostat_series import DATASETS, DOWNLOAD, PER_HEAD, SERIES, Series
from s3dash.sources.eurostat_table import apply
from s3dash.sources.records import IndicatorRow, Item, ReadOptions, Reject, Remark, Source, SourceError

__all__ = ["SOURCE", "apply", "read"]

_COLUMNS = {column.name: column for column in TABLES["indicator_values"].columns}
_FLAGS = frozenset(_COLUMNS["flag"].allowed) - {"derived"}
_HIGHEST = 1e12
"""No region's value comes near it in any unit: above it, a file is broken."""


class _Key(NamedTuple):
    indicator_id: str
    nuts_id: str
    year: int


@dataclass
class _Reading:
    """What has been read so far; values under codes of today win over those that a table of old codes places."""

    options: ReadOptions
    values: dict[_Key, IndicatorRow] = field(default_factory=dict)
    recoded: dict[_Key, IndicatorRow] = field(default_factory=dict)
    remarks: Counter[str] = field(default_factory=Counter)


def read(files: Sequence[Path], options: ReadOptions) -> Iterator[Item]:
    """Yield the values of the indicators in some files of Eurostat; see :data:`SERIES`."""
    reading = _Reading(options)
    for path in files:
        with opened(path, DATASETS) as table:
            if table.dataset is None:
                raise SourceError(
                    path,
                    "it does not say which Eurostat dataset it is, or holds none that S3 Map shows. Keep the name it "
                    f"has when downloaded, such as estat_{DATASETS[0]}.tsv.gz; the datasets are {', '.join(DATASETS)}",
                )
            series = [one for one in SERIES if one.dataset == table.dataset]
            for line in table.lines:
                if isinstance(line, Reject):
                    yield line
                else:
                    yield from _values(path, line, series, reading)
    for key, row in reading.recoded.items():
        if key not in reading.values:
            reading.values[key] = row
            if row.indicator_id != PER_HEAD:
                yield row
        else:
            reading.remarks["under an earlier NUTS code, where today's code has a value of its own"] += 1
    yield from _inhabitants(reading.values)
    for reason, count in sorted(reading.remarks.items()):
        yield Remark(0, f"{count} values {reason}")


def _values(path: Path, line: Line, series: Sequence[Series], reading: _Reading) -> Iterator[Item]:
    """Yield the values of one line if it belongs to an indicator."""
    found = _series_of(path, line, series)
    if found is None:
        reading.remarks["in other units, of other groups or of another level, left out"] += len(line.cells)
        return
    country = line.geo if re.fullmatch(r"[A-Z]{2}", line.geo) else None  # countries have no vintage
    nuts_id = country or reading.options.places.nuts(line.geo)
    if nuts_id is None:
        reading.remarks["of codes that are no NUTS region of today, left out"] += len(line.cells)
        return
    for period, text, flags in line.cells:
        if text in ("", ":"):
            reading.remarks["that Eurostat does not have (:)"] += 1
            continue
        try:
            row = _value(line.row, found, nuts_id, period, text)
        except ValueError as error:
            original = {"geo": line.geo, **line.where, "period": period, "value": text, "flags": flags}
            yield Reject(line.row, f"{line.geo} {period}: {error}", original)
            continue
        row.flag = _flag(flags, reading.remarks)
        yield from _keep(row, line, reading)


def _keep(row: IndicatorRow, line: Line, reading: _Reading) -> Iterator[Item]:
    """Yield a value the first time it comes; one that comes again with another number is rejected."""
    key = _Key(row.indicator_id, row.nuts_id, row.year)
    recoded = line.geo != row.nuts_id
    known = (reading.recoded if recoded else reading.values).setdefault(key, row)
    if known is not row and (known.value, known.flag) != (row.value, row.flag):
        reason = f"{line.geo} {row.year} stands in row {known.row} already, with the value {known.value:.10g}"
        yield Reject(line.row, reason, {"geo": line.geo, "period": str(row.year), "value": f"{row.value:.10g}"})
    elif known is row and not recoded and row.indicator_id != PER_HEAD:
        yield row


def _series_of(path: Path, line: Line, series: Sequence[Series]) -> Series | None:
    """Return the series that a line belongs to.

    Raises
    ------
    SourceError
        The file lacks a dimension that tells the series apart, or has one that S3 Map does not know.
    """
    where = {name: code for name, code in line.where.items() if name != "freq"}
    expected = series[0].where.keys()  # the series of one dataset have the same dimensions
    missing = sorted(expected - where.keys() - set(series[0].may_lack))
    unknown = sorted(where.keys() - expected)
    if missing or unknown:
        what = f"lacks the dimension {', '.join(missing)}" if missing else f"has the dimension {', '.join(unknown)}"
        raise SourceError(
            path,
            f"{series[0].dataset} {what}: Eurostat has changed the dataset, or the file was not saved as downloaded. "
            f"Expected are {', '.join(sorted(expected))}, geo and the years",
            line.row,
        )
    if line.where.get("freq", "A") != "A":
        return None
    for one in series:
        if len(line.geo) in one.levels and all(one.where[name] == code for name, code in where.items()):
            return one
    return None


def _value(row: int, series: Series, nuts_id: str, period: str, text: str) -> IndicatorRow:
    """Return a value; ValueError says why it cannot be one."""
    value = parsing.number(text, ".")
    if not re.fullmatch(r"[0-9]{4}", period) or not _COLUMNS["year"].accepts(period):
        raise ValueError(f"{period!r} is no year from 1990 to 2100")
    if value is None:
        raise ValueError(f"{text!r} is no number")
    if value < 0:
        raise ValueError(f"{text} is below 0")
    if value > _HIGHEST or (series.share and value > 100):
        raise ValueError(f"{text} is above {'100 per cent' if series.share else 'anything a region can have'}")
    return IndicatorRow(row, series.indicator_id, nuts_id, int(period), value)


def _flag(text: str, remarks: Counter[str]) -> str | None:
    """Return Eurostat's flags as the dataset keeps them; the one that warns most where it keeps no such combination.

    Eurostat's own estimates (s) are estimates (e).
    """
    letters = "".join(sorted(set(text.lower().replace("s", "e")) & set("abcdefghijklmnopqrstuvwxyz")))
    if not letters or letters in _FLAGS:
        return letters or None
    kept = next((letter for letter in "ubep" if letter in letters), None)
    remarks[f"with the flag {text}, {f'shown as {kept}' if kept else 'which is not shown'}"] += 1
    return kept


def _inhabitants(values: Mapping[_Key, IndicatorRow]) -> Iterator[IndicatorRow]:
    """Yield how many inhabitants NUTS3 areas have: their GDP divided by their GDP per inhabitant (about 0.3 %)."""
    for key, row in values.items():
        per_head = values.get(key._replace(indicator_id=PER_HEAD))
        if key.indicator_id == "gdp_mio_eur" and per_head and per_head.value:
            people = round(row.value * 1e6 / per_head.value)
            yield IndicatorRow(row.row, "population", key.nuts_id, key.year, people, "derived")


SOURCE = Source(
    source_id="eurostat",
    title="Eurostat, statistics by region",
    publisher="Eurostat",
    url="https://ec.europa.eu/eurostat/databrowser",
    licence="CC BY 4.0",
    expects=f"a dataset as TSV, SDMX-CSV or JSON-stat 2.0, also with .gz: {', '.join(DATASETS)}",
    read=read,
    kind="indicators",
    apply=apply,
    addresses={dataset: DOWNLOAD.format(dataset) for dataset in DATASETS},
)
"""Eurostat's datasets, from which the indicators come."""
