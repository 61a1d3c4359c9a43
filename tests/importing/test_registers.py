"""Sources and programmes that an import adds to the dataset's registers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from s3dash.importing.registers import Registers
from s3dash.sources.drafts import read_table
from tests.importing.invented import OTHER, SOURCE, World, interreg, project


def programmes_of(world: World) -> dict[str, str]:
    return {row["source_ref"]: row["programme_id"] for row in world.rows() if row["source_ref"]}


def add_programme(world: World, row: str) -> None:
    file = world.base / "tables" / "programmes.csv"
    file.write_text(f"{file.read_text('utf-8')}{row}\n", encoding="utf-8")


def test_programmes_are_found_by_id_code_or_name(world: World) -> None:
    add_programme(world, "coded,Kodat,Coded,esf,2021-2027,2021SE05,,,,,,,,S0001,official")
    report = world.run(
        project("id"),
        project("cci", programme=None, cci="2021SE05", programme_name="Something else"),
        project("sv", programme=None, programme_name="REGIONALFONDEN Skåne - Blekinge"),
        project("en", programme=None, programme_name="ERDF Skane-Blekinge"),
        interreg("south", programme=None, programme_name="South Baltic"),
        interreg("old", programme=None, programme_name="South Baltic 2014", period="2014-2020"),
    )
    assert report.programmes == []
    assert programmes_of(world) == {
        "INV:id": "erdf-se22-2021",
        "INV:cci": "coded",
        "INV:sv": "erdf-se22-2021",
        "INV:en": "erdf-se22-2021",
        "INV:south": "interreg-south-baltic-2021",
        "INV:old": "interreg-south-baltic-2014",
    }


@pytest.mark.parametrize("fund", ["erdf", "esf", "cf", "jtf", "interreg", "horizon", "erdf_esf", "other"])
def test_an_unknown_programme_is_registered_once(world: World, fund: str) -> None:
    row = project("1", fund=fund, programme=None, programme_name="Löftesrik plan")
    assert world.run(row, project("2") | row | {"ref": "2"}).programmes == ["Löftesrik plan 2021-2027"]
    (programme_id,) = set(programmes_of(world).values())
    added = world.dataset().programme(programme_id)
    assert (added.period, added.kind == "interreg") == ("2021-2027", fund == "interreg")
    assert world.dataset().source(added.source_id).title == SOURCE.title
    newer = world.run(row | {"title": "New"}, row | {"ref": "3"})
    assert newer.programmes == []
    assert set(programmes_of(world).values()) == {programme_id}


@pytest.mark.parametrize(
    "rows",
    [
        [project(cci="2021XX01", programme=None), project("2", cci="2021XX01", programme=None, programme_name="Named")],
        [project(programme=None, programme_name="Plan"), project("2", programme=None, programme_name="PLAN")],
        [
            project(programme=None, programme_name="A 2021-2027"),
            interreg("2", programme=None, programme_name="A 2021-2027"),
        ],
        [
            project(programme=None, programme_name="Plan"),
            project("2", programme=None, programme_name="Plan", fund="esf"),
        ],
        [project(programme=None), project("2", programme="no such programme")],
        [project(programme="interreg-south-baltic-2021")],
        [project(programme=None, cci="=cmd|' /C calc'!A0", programme_name="漢字")],
        [project(programme=None, programme_name="x" * 500), project("2", programme=None, cci="y" * 500)],
    ],
)
def test_registered_programmes_are_valid_and_found_again(world: World, rows: list[dict[str, Any]]) -> None:
    """That the snapshot is valid is checked with every import."""
    assert world.run(*rows).programmes
    again = world.run(*(row | {"summary": "News"} for row in rows))
    assert (again.programmes, again.changed) == ([], len(rows))


def test_one_name_in_two_periods_is_two_programmes(world: World) -> None:
    row = project("1", programme=None, programme_name="Plan")
    report = world.run(row, row | {"ref": "2", "period": "2014-2020"})
    assert sorted(report.programmes) == ["Plan 2014-2020", "Plan 2021-2027"]


def test_a_source_is_registered_once_and_gets_the_day_of_the_last_import(world: World) -> None:
    world.run(project("1"), day="2026-12-01")
    world.run(project("1"), source=OTHER, day="2026-12-02")
    world.run(project("1", title="New"), day="2026-12-03")
    rows = read_table(world.force, "sources")[2:]
    assert [(row["source_id"], row["title"], row["accessed"], row["licence"]) for row in rows] == [
        ("S0003", "An invented list", "2026-12-03", "CC0"),
        ("S0004", "Another list", "2026-12-02", ""),
    ]
    assert {row["source_id"] for row in world.rows(source_ref="INV:1")} == {"S0003"}


def test_nothing_is_written_before_it_is_asked_for(world: World) -> None:
    world.run(project("1"))
    before = (world.force / "tables" / "sources.csv").read_bytes()
    register = Registers(world.force, world.dataset(), world.dataset().compiled)
    register.source(replace(OTHER, title="Never seen"))
    assert (world.force / "tables" / "sources.csv").read_bytes() == before
