"""The tables of the store: what is worked out of sources' rows before any question is asked."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3dash.data import store_rows, store_tables
from s3dash.data.store import ProjectFilter
from s3dash.data.words import fold
from tests.analysis.world import partner, project
from tests.data.reference import invented
from tests.data.stores import StoreOf, full_world

# ------------------------------------------------------------ words are folded alike in SQL and in Python


def folds_alike(character: str) -> bool:
    """Whether SQL and Python both promise the same key for a text with a character.

    Such are the signs and letters of Europe's alphabets whose accents stand apart from them, and the accents. Not
    letters that are another one in a smaller or joined form (², ﬁ), nor those with two small letters (ς).
    """
    apart, compatible = (unicodedata.normalize(form, character) for form in ("NFD", "NFKD"))
    return (
        unicodedata.category(character) not in ("Cs", "Co", "Cn")
        and apart == compatible
        and (character.casefold() == character.lower() or character in "ßẞ")
        and character not in "\N{COMBINING GREEK YPOGEGRAMMENI}"
    )


BLOCKS = [(0x01, 0x483), (0x48A, 0x530), (0x1E00, 0x2000), (0x2010, 0x2028), (0x20A0, 0x20C0)]
"""Latin, Greek and Cyrillic with their accents, punctuation, signs of currencies."""
ALPHABET = [chr(code) for block in BLOCKS for code in range(*block) if folds_alike(chr(code))]


def in_sql(*texts: str) -> list[str]:
    con = duckdb.connect()
    con.register("given", pa.table({"n": range(len(texts)), "text": pa.array(texts, pa.string())}))
    return [key for (key,) in con.execute(f"SELECT {store_tables.folded('text')} FROM given ORDER BY n").fetchall()]


def test_every_letter_is_folded_alike() -> None:
    assert len(ALPHABET) > 1400
    assert set("abcåäöéøæłżđðþœıßğçñąęėųūžšāēģķļņõŁŻÅÄÖжя–“”€") <= set(ALPHABET)
    texts = [f"{before}{letter}{after}" for letter in ALPHABET for before, after in (("", ""), ("a", "B"), (" ", "-"))]
    assert in_sql(*texts) == [fold(text) for text in texts]


@given(st.lists(st.text(st.sampled_from(ALPHABET), max_size=40), max_size=20))
@settings(max_examples=40, deadline=None)
def test_every_text_is_folded_alike(texts: list[str]) -> None:
    assert in_sql(*texts) == [fold(text) for text in texts]


# ------------------------------------------------------------ amounts, years, places


def test_further_currencies_are_converted_over_euro(store_of: StoreOf) -> None:
    store = store_of(
        project("PLN", eu_contribution=450.0, currency="PLN", partners=[in_zloty(90.0), partner("SE224", 12.0)]),
        project("BEFORE", eu_contribution=42.0, currency="PLN", start_date="2016", period="2014-2020"),
        project("UNKNOWN", eu_contribution=450.0, currency="GBP", regions="PL63"),
    )
    found = store.project("PLN")
    assert (found.eu_contribution, found.currency, found.eu_eur, found.eu_sek) == (450.0, "PLN", 100.0, 1000.0)
    assert [(p.eu_eur, p.eu_sek) for p in store.partners("PLN")] == [(20.0, 200.0), (12.0, 120.0)]
    before = store.project("BEFORE")
    assert (before.eu_eur, before.eu_sek, before.rate_year, before.rate_basis) == (10.0, 90.0, 2014, "last_known")
    unknown = store.project("UNKNOWN")
    assert (unknown.eu_contribution, unknown.currency, unknown.eu_eur, unknown.eu_sek) == (450.0, "GBP", None, None)


def in_zloty(amount: float) -> dict[str, Any]:
    return partner("PL63", amount) | {"currency": "PLN"}


def test_amounts_are_in_whole_cents(store_of: StoreOf) -> None:
    found = store_of(project("P", eu_contribution=100.0, currency="SEK", start_date="2023")).project("P")
    assert (found.eu_eur, found.eu_sek) == (8.7, 100.0)


def test_what_nobody_has_granted_is_shown_and_not_counted(store_of: StoreOf) -> None:
    row = project("P", eu_contribution=100.0, regions="SE224", note="place_uncertain amount_applied_for")
    store = store_of(row, row | {"project_id": "Q", "note": "place_uncertain"})
    assert (store.project("P").eu_eur, store.project("P").note) == (100.0, "place_uncertain amount_applied_for")
    funding = store.funding(ProjectFilter())
    assert (funding.projects, funding.known_eur, funding.unpublished_projects) == (2, 100.0, 1)


def test_a_project_gains_what_its_participations_say(store_of: StoreOf) -> None:
    rows = [
        project("P", partners=[partner("PL63"), partner(None, country="FI"), partner("PL633"), partner("SE224")]),
        project("ALONE", partners=[]),
    ]
    store = store_of(*rows)
    found, alone = store.project("P"), store.project("ALONE")
    assert (found.partner_count, found.countries) == (4, ("FI", "PL", "SE"))
    assert (alone.partner_count, alone.countries) == (0, ())
    assert found.first_seen == found.last_seen == "2026-11-23"


@pytest.mark.parametrize(
    ("codes", "regions", "expected"),
    [
        ("PL63 SE224", "", True),
        ("PL63 FI", "", True),
        ("PL63", "SE224", True),
        ("PL63 PL633", "", False),
        ("SE224 FI", "", False),
        ("", "PL63 SE224", False),
    ],
)
def test_a_baltic_project_has_a_partner_across_the_sea_and_one_elsewhere(
    codes: str, regions: str, expected: bool
) -> None:
    row = project("P", partners=[partner(code) for code in codes.split()], regions=regions)
    assert [baltic for (baltic,) in table_of([row], "SELECT baltic FROM projects")] == [expected]


def test_projects_without_a_place_are_elsewhere_only_if_all_their_partners_are_abroad(store_of: StoreOf) -> None:
    store = store_of(
        project("NO PARTNERS"),
        project("SWEDISH", partners=[partner(None), partner(None, country="PL")]),
        project("POLISH", partners=[partner(None, country="PL")]),
        project("FAR", regions="FR10"),
        project("BOTH", regions="FR10 SE224"),
    )
    whole = store.funding(ProjectFilter())
    assert (whole.projects, whole.elsewhere_projects) == (5, 2)
    assert store.count(ProjectFilter(region="SE")) == 1


# ------------------------------------------------------------ the tables themselves


def table_of(rows: list[dict[str, Any]], query: str) -> list[tuple[Any, ...]]:
    con = duckdb.connect()
    dataset = full_world(*rows)
    store_rows.rows_of_dataset(dataset, con)
    store_tables.derive(con, dataset)
    return con.execute(query).fetchall()


def test_every_table_is_made_and_nothing_is_left_of_the_work() -> None:
    found = {name for (name,) in table_of(invented(1, 5), "SELECT table_name FROM duckdb_tables()")}
    assert found == {*store_tables.TABLES, "project_rows", "participation_rows"}


def test_a_word_counts_once_by_the_best_place_that_it_stands_in() -> None:
    row = project(
        "X1",
        title="Hav och hav",
        summary="hav mat",
        summary_en="Mat!",
        partners=[partner("SE224") | {"organisation": "MAT AB"}],
    )
    found = table_of([row], "SELECT word, weight FROM words JOIN vocabulary USING (word_id) ORDER BY word")
    title, organisation = store_tables.TITLE, store_tables.ORGANISATION
    assert found == [("ab", organisation), ("hav", title), ("mat", organisation), ("och", title), ("x1", title)]


def test_words_are_numbered_in_alphabetical_order_and_counted() -> None:
    found = table_of(invented(2, 30), "SELECT word, word_id, projects FROM vocabulary ORDER BY word_id")
    assert [word for word, _, _ in found] == sorted({word for word, _, _ in found})
    assert [number for _, number, _ in found] == list(range(len(found)))
    counted = table_of(invented(2, 30), "SELECT word_id, count(*) FROM words GROUP BY word_id ORDER BY word_id")
    assert [(number, n) for _, number, n in found] == counted


def test_tables_lie_in_the_order_in_which_questions_read_them() -> None:
    for table, order in store_tables.ORDERS.items():
        rows = table_of(invented(3, 30), f"SELECT {order} FROM {table}")
        assert rows == sorted(rows), table
    positions = table_of(invented(3, 30), "SELECT position FROM projects")
    assert positions == [(n,) for n in range(30)]


def test_each_order_ranks_every_project_once() -> None:
    for order in ("newest", "largest", "title"):
        ranks = table_of(invented(4, 30), f"SELECT rank_{order} FROM projects ORDER BY 1")
        assert ranks == [(n,) for n in range(1, 31)]


def test_titles_stand_in_the_swedish_alphabet(store_of: StoreOf) -> None:
    titles = ["ål", "zebra", "Ärla", "«abc»", "öl", "Ångström", "üte", "ytt", "Øre", "ära", "æon", "'b'"]
    store = store_of(*(project(f"P{n:02}", title=title) for n, title in enumerate(titles)))
    found = [p.title for p in store.page(ProjectFilter(), "title", limit=99)]
    assert found == ["«abc»", "'b'", "üte", "ytt", "zebra", "ål", "Ångström", "æon", "ära", "Ärla", "öl", "Øre"]


def test_rows_may_lack_columns() -> None:
    con = duckdb.connect()
    store_rows.create_rows(con)
    store_rows.insert(con, "project_rows", store_rows.PROJECT_ROWS, [{"project_id": "P", "title": "T"}, {}])
    assert con.execute("SELECT project_id, title, fund FROM project_rows").fetchall() == [
        ("P", "T", None),
        (None, None, None),
    ]


def test_what_importer_brought_a_participation() -> None:
    theirs, other = partner("SE224"), partner("SE311") | {"source_id": "S0002"}
    rows = [project("P", source_ref="keep:17", partners=[theirs, other]), project("Q", partners=[theirs])]
    found = table_of(rows, "SELECT project_id, source_id, origin FROM participations ORDER BY n")
    assert found == [("P", "S0001", "keep"), ("P", "S0002", None), ("Q", "S0001", "")]


def test_parquet_of_any_name_holds_the_table(tmp_path: Path) -> None:
    con = duckdb.connect()
    dataset = full_world(*invented(5, 10))
    store_rows.rows_of_dataset(dataset, con)
    store_tables.derive(con, dataset)
    file = tmp_path / "it's.parquet"
    store_tables.write_parquet(con, "projects", file)
    assert duckdb.read_parquet(str(file)).fetchall() == con.execute("SELECT * FROM projects").fetchall()
