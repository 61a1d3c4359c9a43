"""The operator's table of overrides."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3dash.classify import read_overrides
from s3dash.sources.records import SourceError

DOMAINS = {"energy", "food"}


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "overrides.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_it_maps_projects_to_domains(tmp_path):
    path = write(tmp_path, "\ufeffproject_id,domain_id,reason\r\nA-1,energy,wind farm\r\n\r\n , ,\r\nA-2, food ,\r\n")
    assert read_overrides(path, DOMAINS) == {"A-1": "energy", "A-2": "food"}


def test_the_reason_is_optional(tmp_path):
    assert read_overrides(write(tmp_path, "project_id,domain_id\nA-1,energy\n"), DOMAINS) == {"A-1": "energy"}


@pytest.mark.parametrize(
    ("content", "row", "column", "says"),
    [
        ("project_id,domain_id\nA-1,enrgy\n", 2, "domain_id", "energy, food"),
        ("project_id,domain_id\nA-1,\n", 2, "domain_id", "no domain"),
        ("project_id,domain_id\n,food\n", 2, "project_id", "empty"),
        ("project_id,domain_id\nA-1,food\nA-1,energy\n", 3, "project_id", "twice"),
        ("project_id;domain_id\nA-1;food\n", 1, "project_id", "missing"),
        ("project_id,domain_id,rason\nA-1,food,x\n", 1, "rason", "not known"),
        ("project_id,domain_id\nA-1,food,x\n", 2, "", "more cells"),
        ("project_id,domain_id\nA-1\n", 2, "domain_id", "no domain"),
        ("", 1, "project_id", "missing"),
        (b"project_id,domain_id\nA-\xe5,food\n", 0, "", "UTF-8"),
        ('project_id,domain_id\n"A-1"x,food\n', 0, "", "no CSV"),
    ],
)
def test_an_error_names_file_row_and_column(tmp_path, content, row, column, says):
    path = write(tmp_path, content)
    with pytest.raises(SourceError, match=says) as caught:
        read_overrides(path, DOMAINS)
    assert (caught.value.path, caught.value.row, caught.value.column) == (str(path), row, column)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"none\.csv.*cannot be opened"):
        read_overrides(tmp_path / "none.csv", DOMAINS)


def test_a_folder_is_no_table(tmp_path):
    with pytest.raises(SourceError, match="cannot be opened"):
        read_overrides(tmp_path, DOMAINS)
