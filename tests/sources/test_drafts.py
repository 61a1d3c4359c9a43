"""Tables of a draft: read and written byte by byte as they were, with their metadata and sources."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from s3dash.data.schema import TABLES
from s3dash.sources.drafts import SourceRegister, read_table, write_table
from tests.data.tiny import write_tiny

GEODATA = Path(__file__).parents[2] / "geodata"


@pytest.mark.parametrize("name", [name for name in TABLES if (GEODATA / TABLES[name].file).is_file()])
def test_a_bundled_table_is_written_as_it_was(tmp_path: Path, name: str) -> None:
    (tmp_path / "tables").mkdir()
    files = [TABLES[name].file, f"tables/{name}.meta.yml"]
    for file in files:
        (tmp_path / file).write_bytes((GEODATA / file).read_bytes())
    write_table(tmp_path, name, read_table(tmp_path, name))
    for file in files:
        assert (tmp_path / file).read_bytes() == (GEODATA / file).read_bytes(), file
    assert len(list((tmp_path / "tables").iterdir())) == 2


def test_the_metadata_says_how_many_rows_there_are_and_when_they_were_read(tmp_path: Path) -> None:
    folder = write_tiny(tmp_path / "draft")
    meta = folder / "tables" / "domains.meta.yml"
    meta.write_text("title: Domäner\nrows: 2\ndate_accessed: 2026-11-23\n", encoding="utf-8")
    rows = read_table(folder, "domains")
    write_table(folder, "domains", rows[:1], date(2027, 1, 15))
    assert yaml.safe_load(meta.read_text(encoding="utf-8")) == {
        "title": "Domäner", "rows": 1, "date_accessed": date(2027, 1, 15),
    }  # fmt: skip


def test_a_source_is_known_by_title_and_address(tmp_path: Path) -> None:
    folder = write_tiny(tmp_path / "draft")
    register = SourceRegister(folder, date(2027, 1, 15))
    assert register.id_of("A first source", "https://example.org/a") == "S0001"
    assert register.id_of("A first source", "https://example.org/b") == "S0003"
    assert register.id_of("A first source", "https://example.org/b") == "S0003"
    assert register.accessed_again("https://example.org/a")
    assert not register.accessed_again("https://example.org/c")
    register.save()
    assert [(row["source_id"], row["accessed"]) for row in read_table(folder, "sources")] == [
        ("S0001", "2027-01-15"), ("S0002", "2026-11-23"), ("S0003", "2027-01-15"),
    ]  # fmt: skip


def test_nothing_is_written_where_nothing_changed(tmp_path: Path) -> None:
    folder = write_tiny(tmp_path / "draft")
    before = (folder / "tables" / "sources.csv").stat().st_ino
    SourceRegister(folder, date(2027, 1, 15)).save()
    assert (folder / "tables" / "sources.csv").stat().st_ino == before
