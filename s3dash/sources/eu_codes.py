"""Codes that the EU's own lists share: funds, programme codes (CCI), objectives and intervention fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from s3dash.sources.records import Fund, Period

PROGRAMME_OF_CCI = {
    "2014SE16RFOP001": "erdf-se22-2014",
    "2014SE16RFOP002": "erdf-se21-2014",
    "2014SE16RFOP003": "erdf-se23-2014",
    "2014SE16RFOP004": "erdf-se12-2014",
    "2014SE16RFOP005": "erdf-se11-2014",
    "2014SE16RFOP006": "erdf-se31-2014",
    "2014SE16RFOP007": "erdf-se32-2014",
    "2014SE16RFOP008": "erdf-se33-2014",
    "2014SE16RFOP009": "erdf-national-2014",
}
"""The programmes of the dataset whose programme code is known for certain."""

_CCI = re.compile(r"(2014|2021)([A-Z]{2})\d{2}([A-Z][A-Z0-9])[A-Z]{2}\d{3}")
PERIODS: dict[str, Period] = {"2014": "2014-2020", "2021": "2021-2027"}
"""First year, with which the codes of programmes begin -> period."""
_FUND_OF_CCI: dict[str, Fund] = {"RF": "erdf", "SF": "esf", "CF": "cf", "JT": "jtf"}
_FUND_OF_WORD: dict[str, Fund] = {
    "ERDF": "erdf", "ESF": "esf", "ESF+": "esf", "YEI": "esf", "CF": "cf", "COHESION": "cf", "JTF": "jtf",
    "INTERREG": "interreg", "ETC": "interreg",
}  # fmt: skip
_FUND_WORD = re.compile(r"[A-Z]+\+?")
_THEMATIC = re.compile(r"(?:TO|OT)?\s*0?(\d{1,2})", re.IGNORECASE)
_SPECIFIC = re.compile(r"\b([REIJ])SO\s?(\d)\.(\d{1,2})(?!\d)")
_FIELD = re.compile(r"\d{1,3}(?!\d)")
_SEPARATORS = re.compile(r"[|;]")


def several(cell: str) -> list[str]:
    """Split a cell that may hold several values (`SE110|SE121`) and drop the empty ones."""
    return [part.strip() for part in _SEPARATORS.split(cell) if part.strip()]


def fund(code: str, cci: str = "") -> Fund | None:
    """Return the fund by its official code or, where that says nothing, by the programme's CCI.

    A programme of territorial cooperation (`TC` in place of the country) is Interreg, whichever fund pays. None where
    neither code nor CCI says anything; `other` for every fund that has no name of its own here, and for mixtures.

    Examples
    --------
    >>> fund("ESF+"), fund("ERDF|ESF"), fund("ERDF", "2014TC16M5TN001"), fund("", "2021SE16JTPR001")
    ('esf', 'erdf_esf', 'interreg', 'jtf')
    """
    match = _CCI.fullmatch(cci)
    if match and match[2] == "TC":
        return "interreg"
    funds = {_FUND_OF_WORD[word] for word in _FUND_WORD.findall(code.upper()) if word in _FUND_OF_WORD}
    if "interreg" in funds:
        return "interreg"
    if len(funds) == 1:
        return funds.pop()
    if funds:
        return "erdf_esf" if funds == {"erdf", "esf"} else "other"
    if match and match[3] in _FUND_OF_CCI:
        return _FUND_OF_CCI[match[3]]
    return "other" if code else None


def period(text: str, cci: str = "") -> Period:
    """Return the programming period, by its text or else by the first year of the programme's CCI.

    Raises
    ------
    ValueError
        Where it is another period, or where nothing says which.
    """
    found = re.search(r"\d{4}", text)
    match = _CCI.fullmatch(cci)
    year = found[0] if found else match[1] if match else ""
    if year in PERIODS:
        return PERIODS[year]
    if not year:
        raise ValueError(f"{text!r} names no programming period" if text else "the programming period is not stated")
    raise ValueError(f"the period {text} is not one of 2014-2020 and 2021-2027")


def thematic_objective(cell: str) -> str | None:
    """Return the thematic objective as `TO1` to `TO11`; None where the cell names none or several."""
    matches = [_THEMATIC.fullmatch(part) for part in several(cell)]
    found = {f"TO{int(match[1])}" for match in matches if match and 1 <= int(match[1]) <= 11}
    return found.pop() if len(found) == 1 else None


def specific_objective(*cells: str) -> str | None:
    """Return the specific objective as `RSO1.1`; None where no cell or more than one objective names it."""
    found = {f"{letter}SO{a}.{b}" for cell in cells for letter, a, b in _SPECIFIC.findall(cell)}
    return found.pop() if len(found) == 1 else None


def intervention_field(cell: str) -> str | None:
    """Return the first category of intervention as three digits (`62` and `062 - ...` are `062`), or None."""
    match = _FIELD.match(cell.strip())
    return match[0].zfill(3) if match else None
