"""Sums that are asked for at every click, kept in memory: projects and amounts by area and by what filters name."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

KEYS = ("period", "domain_id", "fund", "programme_id", "start_year", "kind")
_MISSING = -1


class Totals:
    """The table `totals` of the store as arrays, an area's rows side by side.

    Parameters
    ----------
    table
        Columns unit, the KEYS, projects, eur and sek; a row for each combination that occurs.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        table = table.sort_values("unit", kind="stable")
        units = table["unit"].to_numpy(dtype=object)
        edges = [0, *(np.flatnonzero(units[1:] != units[:-1]) + 1).tolist(), len(units)]
        self._rows = {units[start]: slice(start, end) for start, end in pairwise(edges) if end > start}
        self._codes: dict[str, np.ndarray] = {}
        self._words: dict[str, list[Any]] = {}
        self._code_of: dict[str, dict[Any, int]] = {}
        for key in KEYS:
            codes, words = pd.factorize(table[key])
            self._codes[key] = codes.astype("int32")
            self._words[key] = [_plain(word) for word in words]
            self._code_of[key] = {word: code for code, word in enumerate(self._words[key])}
        self._sums = np.column_stack(
            [table[name].to_numpy(dtype="float64", na_value=0.0) for name in ("projects", "eur", "sek")]
        )

    def by(self, key: str, unit: str, **wanted: str | None) -> dict[Any, tuple[int, float, float]]:
        """Return projects, EUR and SEK of an area by the values of a key; None is a value of its own.

        Sums are rounded to cents, so that the order of adding does not show.

        Parameters
        ----------
        key
            One of the KEYS.
        unit
            An area; the empty text is the whole dataset.
        wanted
            Only rows with these values; None means any.
        """
        rows = self._rows.get(unit)
        if rows is None:
            return {}
        chosen = np.ones(rows.stop - rows.start, dtype=bool)
        for name, value in wanted.items():
            if value is not None:
                chosen &= self._codes[name][rows] == self._code_of[name].get(value, _MISSING - 1)
        codes, sums = self._codes[key][rows][chosen], self._sums[rows][chosen]
        size = len(self._words[key]) + 1
        found = np.column_stack([np.bincount(codes + 1, weights=column, minlength=size) for column in sums.T])
        return {
            None if code == 0 else self._words[key][code - 1]: (int(n), round(float(eur), 2), round(float(sek), 2))
            for code, (n, eur, sek) in enumerate(found)
            if n
        }


def _plain(word: Any) -> Any:
    """A year as a whole number, a word as it is."""
    return int(word) if isinstance(word, float | np.integer) else word
