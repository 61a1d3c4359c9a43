"""Totals against pandas' own way of grouping."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.data.totals import KEYS, Totals

UNITS = ["", "SE", "SE224", "PL63"]
VALUES: dict[str, list[Any]] = {
    "period": ["2014-2020", "2021-2027"],
    "domain_id": [None, "energy", "food"],
    "fund": ["erdf", "interreg"],
    "programme_id": ["p1", "p2"],
    "start_year": [None, 2015, 2021],
    "kind": ["known", "shared", "elsewhere"],
}
cents = st.integers(0, 10**9).map(lambda n: n / 100)
rows = st.fixed_dictionaries(
    {"unit": st.sampled_from(UNITS)}
    | {name: st.sampled_from(values) for name, values in VALUES.items()}
    | {"projects": st.integers(1, 50), "eur": cents, "sek": cents}
)
wishes = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from([*VALUES[name], "unheard of"]) for name in KEYS if name != "start_year"}
)


def as_table(found: list[dict[str, Any]]) -> pd.DataFrame:
    """A table as it comes from the store: a year is a number with gaps."""
    table = pd.DataFrame(found, columns=["unit", *KEYS, "projects", "eur", "sek"])
    return table.astype({"start_year": "float64", "projects": "int32", "eur": "float64", "sek": "float64"})


@given(st.lists(rows, max_size=30), st.sampled_from(KEYS), st.sampled_from([*UNITS, "XX"]), wishes)
def test_sums_by_a_key_are_those_of_a_groupby(
    found: list[dict[str, Any]], key: str, unit: str, wanted: dict[str, str | None]
) -> None:
    table = as_table(found)
    chosen = table[table["unit"] == unit]
    for name, value in wanted.items():
        if value is not None:
            chosen = chosen[chosen[name] == value]
    expected = {
        None if pd.isna(word) else word: (int(group["projects"].sum()), group["eur"].sum(), group["sek"].sum())
        for word, group in chosen.groupby(key, dropna=False)
    }
    answer = Totals(table).by(key, unit, **wanted)
    assert answer.keys() == expected.keys()
    for word, (n, eur, sek) in expected.items():
        assert answer[word][0] == n
        assert answer[word][1:] == pytest.approx((eur, sek), abs=0.01)


def test_sums_are_plain_numbers_in_cents_whatever_the_order() -> None:
    row = {name: values[-1] for name, values in VALUES.items()} | {"unit": "SE", "projects": 1, "sek": 1.0}
    amounts = [0.1, 0.2, 1e9, 0.3]
    for order in (amounts, amounts[::-1]):
        (answer,) = Totals(as_table([row | {"eur": eur} for eur in order])).by("start_year", "SE").items()
        assert answer == (2021, (4, 1_000_000_000.6, 4.0))
        assert [type(part) for part in (answer[0], *answer[1])] == [int, int, float, float]


def test_the_order_of_rows_does_not_matter_and_units_stay_apart() -> None:
    row = {name: values[0] for name, values in VALUES.items()} | {"projects": 1, "eur": 1.0, "sek": 10.0}
    mixed = [row | {"unit": unit} for unit in ("SE", "", "PL63", "SE", "")]
    totals = Totals(as_table(mixed))
    assert {unit: totals.by("kind", unit)["known"] for unit in ("", "SE", "PL63")} == {
        "": (2, 2.0, 20.0),
        "SE": (2, 2.0, 20.0),
        "PL63": (1, 1.0, 10.0),
    }


def test_no_rows_at_all() -> None:
    totals = Totals(as_table([]))
    assert totals.by("kind", "") == totals.by("fund", "SE", period="2014-2020") == {}
