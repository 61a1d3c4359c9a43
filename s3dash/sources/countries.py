"""The codes and names of countries, from the table beside this module."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from s3dash.data.words import fold

_TABLE = Path(__file__).with_name("countries.csv")


@cache
def names() -> dict[str, str]:
    """Give every known name of a country, folded, and its code of three letters -> ISO 3166 code."""
    return {fold(name): row["code"] for row in _rows() for name in row["names"].split("|")}


@cache
def codes() -> frozenset[str]:
    """Give the ISO 3166 codes of two letters, with XK for Kosovo."""
    return frozenset(row["code"] for row in _rows())


def _rows() -> list[dict[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
