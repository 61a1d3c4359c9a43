"""Records made of rows."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

import pytest

from s3dash.data.projects import Organisation, Participation, Project, columns_of, read_records


def test_columns_are_the_fields_in_their_order() -> None:
    assert columns_of(Organisation)[:3] == ["organisation_id", "name", "organisation_type"]
    assert columns_of(Participation)[:4] == ["project_id", "organisation", "organisation_id", "organisation_type"]
    assert {"regions", "countries", "partner_count", "first_seen"} <= set(columns_of(Project))


def test_a_row_becomes_a_record() -> None:
    row = ("se-lund", "Lund", None, "SE", "SE224", 3)
    assert [astuple(found) for found in read_records(Organisation, [row])] == [row]
    assert read_records(Organisation, []) == []


@pytest.mark.parametrize(
    ("cell", "expected"), [("SE224 PL63", ("SE224", "PL63")), ("SE", ("SE",)), ("", ()), (None, ())]
)
def test_lists_are_words_parted_by_a_space(cell: str | None, expected: tuple[str, ...]) -> None:
    names = columns_of(Project)
    row: list[Any] = list(names)
    row[names.index("regions")] = row[names.index("countries")] = cell
    (found,) = read_records(Project, [row])
    assert found.regions == found.countries == expected
    assert (found.title, found.last_seen) == ("title", "last_seen")


def test_a_row_with_too_few_cells_is_an_error() -> None:
    with pytest.raises(TypeError):
        read_records(Organisation, [("se-lund", "Lund")])
