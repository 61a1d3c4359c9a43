"""The numbers that official files hold: amounts and shares, with either decimal mark."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any

from s3dash.sources.texts import shown, text

HIGHEST_AMOUNT = 1e11

_SIMPLE = re.compile(r"-?\d{1,15}(?:\.\d{1,2})?", re.ASCII)
_SEPARATORS = str.maketrans(dict.fromkeys("'’` ", None) | {"−": "-"})
_CURRENCY = re.compile(r"^(?:eur|sek|dkk|nok|pln|€|kr\.?|zł)|(?:eur|euro|sek|dkk|nok|pln|€|kr\.?|zł)$", re.IGNORECASE)
_DIGITS = re.compile(r"[+-]?(?:\d[\d.,]*|[.,]\d+)", re.ASCII)
_SCIENTIFIC = re.compile(r"([+-]?\d+)(?:[.,](\d+))?[eE]([+-]?\d{1,3})", re.ASCII)
_OTHER_MARK = {",": ".", ".": ","}


def number(value: Any, decimal: str | None = None) -> float | None:
    """Read a number.

    Parameters
    ----------
    value
        A number, or text with spaces of any kind between thousands and either decimal mark.
    decimal
        The decimal mark of the source, `","` or `"."`. None works it out: of two different marks the last one is the
        decimal mark, a mark that comes more than once separates thousands, and any other is the decimal mark.

    Raises
    ------
    ValueError
        If it is no finite number, or if it can be read in two ways (`1.234` without a known decimal mark).
    """
    if type(value) is str:
        return _number(value, decimal)
    if value is None:
        return None
    if isinstance(value, bool):
        raise ValueError(f"{value} is no number")
    try:
        result = float(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{shown(value)} is no number") from None
    if not math.isfinite(result):
        raise ValueError(f"{result} is no number")
    return result


@lru_cache(maxsize=1 << 14)
def _number(value: str, decimal: str | None) -> float | None:
    if decimal != "," and _SIMPLE.fullmatch(value):
        return float(value)
    line = text(value)
    if line is None:
        return None
    compact = _CURRENCY.sub("", line.translate(_SEPARATORS)).strip()
    if scientific := _SCIENTIFIC.fullmatch(compact):
        whole, fraction, exponent = scientific.groups()
        return number(float(f"{whole}.{fraction or 0}e{exponent}"))
    if not _DIGITS.fullmatch(compact):
        raise ValueError(f"{shown(value)} is no number")
    mark = decimal or _decimal_mark(compact)
    whole, _, fraction = compact.partition(mark)
    groups = whole.lstrip("+-").split(_OTHER_MARK[mark])
    if not (fraction or "0").isdigit() or (len(groups) > 1 and (len(groups[0]) > 3 or not _thousands(groups))):
        raise ValueError(f"{shown(value)} is no number with the decimal mark {mark!r}")
    return number(float(f"{'-' if whole.startswith('-') else ''}{''.join(groups) or 0}.{fraction or 0}"))


def _decimal_mark(compact: str) -> str:
    """Work out the decimal mark of digits with marks between them."""
    comma, point = compact.rfind(","), compact.rfind(".")
    if comma >= 0 and point >= 0:
        return "," if comma > point else "."
    mark = "," if comma >= 0 else "."
    if compact.count(mark) > 1:
        return _OTHER_MARK[mark]
    whole, _, fraction = compact.lstrip("+-").partition(mark)
    if len(fraction) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0"):
        raise ValueError(f"{compact} may be {whole}{fraction} or {whole}.{fraction}: the decimal mark is not known")
    return mark


def _thousands(groups: list[str]) -> bool:
    return groups[0] != "" and all(len(group) == 3 for group in groups[1:])


def amount(value: Any, decimal: str | None = None, zero_is_unknown: bool = False) -> float | None:
    """Read an amount of money.

    Raises
    ------
    ValueError
        If it is no number, negative or over 100 billion.
    """
    result = number(value, decimal)
    if result is None or (zero_is_unknown and result == 0):
        return None
    if result < 0:
        raise ValueError(f"the amount {result:.15g} is negative")
    if result > HIGHEST_AMOUNT:
        raise ValueError(f"the amount {result:.15g} is over 100 billion")
    return result


def share(value: Any) -> float | None:
    """Read a share as a number from 0 to 1: `40%`, `40.0`, `0.4` and `90 %`.

    Without a per cent sign a number up to 1 is a share and one over 1 is per cent.

    Raises
    ------
    ValueError
        If it is no number from 0 to 100.
    """
    percent = isinstance(value, str) and value.rstrip().endswith("%")
    result = number(value.rstrip()[:-1] if percent else value)
    if result is None:
        return None
    if percent or result > 1:
        result /= 100
    if not 0 <= result <= 1:
        raise ValueError(f"{shown(value)} is no share from 0 to 100 per cent")
    return result
