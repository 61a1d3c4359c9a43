"""Swedish and English: the catalogues in `sv/` and `en/`; numbers, money and dates as each language writes them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's parser in C, ten times as fast, where it was built with it."""
LANGUAGES = ("sv", "en")
"""The languages of the dashboard, each with a folder here; the first is the one where nothing else is asked for."""
_FOLDER = Path(__file__).parent
_NARROW_SPACE = "\u202f"
_NO_BREAK = "\u00a0"


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Return the flat catalogue (key -> text) of a language, `sv` or `en`: every file of its folder together.

    Raises
    ------
    ValueError
        If two files have the same key.
    """
    entries: dict[str, str] = {}
    for file in sorted((_FOLDER / lang).glob("*.yml")):
        rows = dict(_flatten(yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)))
        twice = sorted(entries.keys() & rows)
        if twice:
            raise ValueError(f"{file} has keys that another file of its folder has: {', '.join(twice)}")
        entries |= rows
    return entries


def _flatten(tree: dict, prefix: str = "") -> list[tuple[str, str]]:
    """Turn nested keys into dotted ones."""
    rows: list[tuple[str, str]] = []
    for key, value in tree.items():
        name = f"{prefix}{key}"
        rows += _flatten(value, f"{name}.") if isinstance(value, dict) else [(name, str(value))]
    return rows


class Text:
    r"""The words of one language: call it with a key of the catalogue.

    Examples
    --------
    >>> Text("en").count("n.projects", 1)
    '1 project'
    >>> Text("sv").number(1234.5, 1)
    '1\u202f234,5'
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._entries = catalogue(lang)

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key with its {names} filled in; KeyError where the catalogue lacks it."""
        entry = self._entries[key]
        return entry.format(**values) if values else entry

    def has(self, key: str) -> bool:
        """Say whether the catalogue has a key."""
        return key in self._entries

    def count(self, key: str, n: int, **values: object) -> str:
        """Return the singular (`key.one`) or plural (`key.other`) text for a number."""
        return self(f"{key}.{'one' if n == 1 else 'other'}", n=self.number(n), **values)

    def number(self, value: float, decimals: int = 0) -> str:
        """Write a number with the language's decimal mark and thousands separator."""
        text = f"{value:,.{decimals}f}".replace("-", "\u2212")
        if self.lang == "sv":
            text = text.replace(",", _NARROW_SPACE).replace(".", ",")
        return text

    def money(self, amount: float, currency: str) -> str:
        """Write an amount in EUR or SEK: whole units below a million, then millions, then billions."""
        for limit, scale, decimals in ((1e9, "billion", 2), (1e6, "million", 1), (0.0, "unit", 0)):
            # 999 960 would otherwise be written as 1 000 thousand
            if round(amount / (limit or 1), decimals) >= 1 or scale == "unit":
                return self(f"money.{currency}.{scale}", n=self.number(amount / (limit or 1), decimals))
        raise AssertionError

    def amount(self, eur: float, sek: float, currency: str) -> str:
        """Write whichever of two equal amounts is in the chosen currency."""
        return self.money(sek if currency == "SEK" else eur, currency)

    def names(self, items: list[str]) -> str:
        """Join names with commas and the language's 'and'."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self('and')} {items[-1]}"

    def period(self, period: str) -> str:
        """Write a period with an en dash."""
        return period.replace("-", "\u2013")

    def day(self, iso: str) -> str:
        """Write an ISO date as day month year; year and month, or year, where no more is known."""
        parts = iso.split("-")
        month = self(f"month.{int(parts[1])}") if len(parts) > 1 else ""
        day = str(int(parts[2])) if len(parts) > 2 else ""
        return _NO_BREAK.join(part for part in (day, month, parts[0]) if part)
