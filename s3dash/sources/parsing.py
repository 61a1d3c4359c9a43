"""The values that official files hold: texts, numbers, days, shares, countries and organisation numbers.

Every function takes a cell as it was read (text from CSV, any type from JSON or a workbook) and gives None where the
cell says nothing. Values are never guessed: what can be read in two ways is a ValueError that says so. The functions
are called dozens of times a row, so each has a quick way out for the usual cell.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from s3dash.data.words import fold
from s3dash.sources.countries import codes, names
from s3dash.sources.numbers import amount, number, share
from s3dash.sources.texts import plain, shown, text

__all__ = ["amount", "country", "day", "fold", "number", "organisation_number", "plain", "share", "text"]

FIRST_YEAR, LAST_YEAR = 2000, 2050

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})\.?)?)?(?:[T ]\d{1,2}:\d\d.*)?", re.ASCII)
_NATIONAL = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\.?(?: \d{1,2}[:.]\d\d.*)?", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})[./-](\d{4})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_EXCEL_EPOCH = date(1899, 12, 30)


def day(value: Any, order: str = "dmy") -> str | None:
    """Read a calendar day as ISO text; only a year or a month stays `2019` or `2019-05`.

    Parameters
    ----------
    value
        ISO text, `dd/mm/yyyy`, `dd.mm.yyyy`, either with a time of day, an Excel serial number, a date or a datetime.
    order
        `dmy` or `mdy`: what comes first where the year is last.

    Raises
    ------
    ValueError
        If there is no such day, or if it is outside the years 2000 to 2050.
    """
    if type(value) is str:
        return _day(value, order)
    if value is None:
        return None
    if isinstance(value, date):
        return _within(value.year, value.month, value.day)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _day(f"{value:.15g}", order)
    raise ValueError(f"{shown(value)} is no date")


@lru_cache(maxsize=1 << 14)
def _day(value: str, order: str) -> str | None:
    line = text(value)
    if line is None:
        return None
    if found := _NATIONAL.fullmatch(line):
        first, _, second, year = found.groups()
        d, m = (second, first) if order == "mdy" else (first, second)
        return _within(int(year), int(m), int(d))
    if found := _ISO.fullmatch(line) or _COMPACT.fullmatch(line):
        return _within(*(int(part) for part in found.groups() if part))
    if found := _MONTH.fullmatch(line):
        return _within(int(found[2]), int(found[1]))
    if _SERIAL.fullmatch(line) and 20_000 <= float(line) <= 60_000:
        moment = _EXCEL_EPOCH + timedelta(days=int(float(line)))
        return _within(moment.year, moment.month, moment.day)
    raise ValueError(f"{shown(value)} is no date")


def _within(year: int, month: int | None = None, day_: int | None = None) -> str:
    written = "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day_) if part is not None)])
    try:
        date(year, 1 if month is None else month, 1 if day_ is None else day_)
    except ValueError:
        raise ValueError(f"{written} is no day of the calendar") from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{written} is " + (f"before {FIRST_YEAR}" if year < FIRST_YEAR else f"after {LAST_YEAR}"))
    return written


_OFFICIAL = {"UK": "GB", "EL": "GR"}
"""The Commission's own codes -> ISO 3166."""


def country(value: Any) -> str | None:
    """Give the ISO 3166 code of a country; None if no table knows the code or name.

    Takes a code of two or three letters, the Commission's UK and EL, and names in English, Swedish and the languages
    of the EU, EFTA and the Baltic Sea countries.
    """
    return _country(value) if type(value) is str else None


@lru_cache(maxsize=1 << 12)
def _country(value: str) -> str | None:
    code = value.strip().upper()
    if len(code) == 2:
        code = _OFFICIAL.get(code, code)
        return code if code in codes() else None
    return names().get(fold(value))


_ORGANISATION_NUMBER = re.compile(r"(?:16)?(\d{6})[- ]?(\d{4})|SE[ -]?(\d{6})[- ]?(\d{4})(?:[- ]?01)?", re.ASCII)


def organisation_number(value: Any) -> str | None:
    """Give a Swedish organisation number as ten digits; None if it is none.

    Takes `212000-3005`, the VAT number `SE212000300501` and the twelve digits `162120003005`. A personal identity
    number, under which a sole trader is registered, is none: its third digit is 0 or 1.
    """
    line = text(value)
    found = _ORGANISATION_NUMBER.fullmatch(line.upper()) if line else None
    if not found:
        return None
    digits = "".join(part for part in found.groups() if part)
    return digits if digits[2] >= "2" else None
