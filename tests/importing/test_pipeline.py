"""An import from file to snapshot: what is counted, what is kept, who labels, and that a dry run leaves no trace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s3dash.data import snapshots
from s3dash.data.dataset import DatasetError
from s3dash.sources.records import SourceError
from tests.importing.invented import OTHER, SOURCE, World, contents, interreg, part, project, write_base, write_lines

WIND, FOOD = "Vindkraft till havs", "Livsmedel och jordbruk"
"""Titles that the classifier decides."""


# ---------------------------------------------------------------- what is counted


def test_what_is_new_changed_the_same_and_rejected_is_counted(world: World) -> None:
    first = world.run(project("1"), project("2"), part("2"), {"kind": "reject", "reason": "no title"})
    assert (first.read, first.new, first.changed, first.same, first.rejected) == (4, 2, 0, 0, 1)
    assert [reject.reason for reject in world.rejects] == ["no title"]
    second = world.run(project("1"), project("2", title="New"), project("3"), {"kind": "remark", "reason": "odd"})
    assert (second.read, second.new, second.changed, second.same, second.rejected) == (4, 1, 1, 1, 0)
    assert second.used == 3
    assert second.remarks == {"odd": 1}


def test_projects_that_only_name_places_no_table_knows_are_unplaced(world: World) -> None:
    report = world.run(
        project("1", unplaced=["Atlantis"]),
        project("2", unplaced=["Atlantis"], regions=["SE221"]),
        project("3", unplaced=["Atlantis"], lead_nuts="SE221"),
        project("4", unplaced=["Atlantis"]),
        part("4", nuts_id="SE221"),
        project("5"),
    )
    assert report.unplaced == 1
    assert world.project("INV-1")["place"] == "Atlantis"


def test_the_same_file_twice_changes_nothing(world: World) -> None:
    rows = [
        project("1", regions=["SE221"], total_budget=1.5, currency="EUR", unplaced=["Ö"]),
        part("1"),
        project("å ä"),
    ]
    rows += [
        interreg("9", programme=None, programme_name="A plan of its own"),
        part("9", None, "PL", eu_contribution=3.0),
    ]
    rows[-1]["currency"] = "PLN"
    world.run(*rows)
    before = contents(world.into)
    report = world.run(*rows)
    assert (report.new, report.changed, report.same, report.snapshot) == (0, 0, 3, None)
    assert contents(world.into) == before


def test_a_file_without_any_row_leaves_all_as_it_was(world: World) -> None:
    report = world.run({"kind": "reject", "reason": "no title"})
    assert (report.used, report.snapshot) == (0, None)
    assert not (world.into / "current").exists()


def test_the_dataset_says_of_which_day_it_is(world: World) -> None:
    world.run(project("1"), day="2027-02-03")
    assert (world.dataset().data_date.isoformat(), world.dataset().compiled.isoformat()) == ("2027-02-03", "2027-02-03")
    about = snapshots.about(world.force)
    assert about and about.made_by == "invented: file1.jsonl" and about.previous is None


# ---------------------------------------------------------------- history


def test_when_a_row_was_seen_first_and_last_is_kept(world: World) -> None:
    def seen() -> dict[str, tuple[str, str]]:
        rows = world.rows("origins") + world.rows()
        return {row.get("ref") or row["project_id"]: (row["first_seen"], row["last_seen"]) for row in rows}

    world.run(project("1"), project("2"), day="2026-12-01")
    world.run(project("1"), project("3"), day="2026-12-05")
    report = world.run(project("1", title="New"), day="2026-12-09")
    assert (report.changed, report.same) == (1, 0)
    expected = {"1": ("2026-12-01", "2026-12-09"), "2": ("2026-12-01",) * 2, "3": ("2026-12-05",) * 2}
    assert {ref: days for ref, days in seen().items() if ref in expected} == expected
    assert {ref[4:]: days for ref, days in seen().items() if ref.startswith("INV-")} == expected
    assert seen()["P-ALONE"] == ("2026-11-23", "2026-11-23"), "what the dataset began with is as old as it"


def test_a_later_day_alone_is_worth_a_snapshot_and_counts_as_the_same(world: World) -> None:
    world.run(project("1"), day="2026-12-01")
    report = world.run(project("1"), day="2026-12-02")
    assert (report.same, report.changed, report.snapshot is not None) == (1, 0, True)
    assert world.project("INV-1")["last_seen"] == "2026-12-02"


def test_an_older_clock_takes_nothing_back(world: World) -> None:
    world.run(project("1"), day="2026-12-05")
    world.run(project("1", title="New"), day="2026-12-01")
    assert world.project("INV-1")["last_seen"] == "2026-12-05"


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.sampled_from(["x", "y"])), min_size=1, max_size=3))
def test_the_newest_word_on_each_project_holds(tmp_path_factory, monkeypatch, files: list[dict[str, str]]) -> None:
    """Whatever files come in whatever order, each project says what the last file with it said."""
    folder = tmp_path_factory.mktemp("order")
    write_base(folder / "base")
    world = World(folder, monkeypatch)
    said: dict[str, str] = {}
    last: dict[str, str] = {}
    for n, file in enumerate(files):
        day = f"2026-12-{n + 1:02}"
        report = world.run(*(project(ref, title=title) for ref, title in file.items()), day=day)
        assert report.new == len(file.keys() - said.keys())
        assert report.changed == sum(said.get(ref, title) != title for ref, title in file.items())
        assert report.same == sum(said.get(ref) == title for ref, title in file.items())
        said |= file
        last |= dict.fromkeys(file, day)
    rows = world.rows() if said else []
    stored = {row["source_ref"][4:]: row for row in rows if row["source_ref"]}
    assert {ref: row["title"] for ref, row in stored.items()} == said
    assert {ref: row["last_seen"] for ref, row in stored.items()} == last


# ---------------------------------------------------------------- domains


def label(world: World, project_id: str) -> tuple[str | None, str | None]:
    row = world.project(project_id)
    return row["domain_id"], row["domain_by"]


def override(world: World, *rows: str) -> None:
    world.into.mkdir(exist_ok=True)
    (world.into / "overrides.csv").write_text("\n".join(["project_id,domain_id", *rows, ""]), encoding="utf-8")


def test_rules_label_and_take_their_label_back(world: World) -> None:
    assert world.run(project("1", title=WIND), project("2")).unclassified == 1
    assert (label(world, "INV-1"), label(world, "INV-2")) == (("energy", "rules"), (None, None))
    assert world.project("INV-1")["domain_rule"]
    world.run(project("1", title=FOOD))
    assert label(world, "INV-1") == ("food", "rules")
    world.run(project("1", title="Words that say nothing"))
    assert label(world, "INV-1") == (None, None)
    assert world.project("INV-1")["domain_rule"] is None


def test_a_label_by_hand_is_never_replaced(world: World) -> None:
    same = interreg("K1", title="Unknown", summary=FOOD, same_as=["title:interreg-south-baltic-2021|unknown"])
    assert world.run(same, source=OTHER).changed == 1
    assert label(world, "P-UNKNOWN") == ("energy", "hand")


def test_the_users_table_wins_also_for_projects_that_are_not_in_the_file(world: World) -> None:
    override(world, "INV-1,food", "P-ALONE,ict", "P-BACK,energy", "NOT-THERE,food")
    report = world.run(project("1", title=WIND), project("2", title=WIND))
    assert report.new == 2
    assert {name: label(world, name) for name in ("INV-1", "INV-2", "P-ALONE", "P-BACK")} == {
        "INV-1": ("food", "override"),
        "INV-2": ("energy", "rules"),
        "P-ALONE": ("ict", "override"),
        "P-BACK": ("energy", "override"),
    }
    assert world.project("P-BACK")["last_seen"] == "2026-11-23", "the file did not have it"
    assert [p["organisation"] for p in world.parts("P-ALONE")] == ["Region Blekinge"]
    assert world.run(project("1", title=WIND), project("2", title=WIND)).snapshot is None


def test_a_change_of_the_users_table_alone_comes_into_force_with_any_import(world: World) -> None:
    rows = [project("1", title=WIND), project("2")]
    world.run(*rows)
    override(world, "INV-1,food", "INV-2,ict")
    report = world.run(*rows, day="2026-12-02")
    assert (report.changed, report.same, report.snapshot is not None) == (0, 2, True)
    assert (label(world, "INV-1"), label(world, "INV-2")) == (("food", "override"), ("ict", "override"))
    assert world.project("INV-1")["last_seen"] == "2026-12-02", "it was in the file as well"
    override(world, "INV-2,ict")
    world.run(*rows, day="2026-12-02")
    assert (label(world, "INV-1"), label(world, "INV-2")) == (("energy", "rules"), ("ict", "override"))


def test_a_wrong_table_of_the_user_is_told_and_changes_nothing(world: World) -> None:
    world.run(project("1"))
    override(world, "INV-1,astrology")
    before = contents(world.into)
    with pytest.raises(SourceError, match=r"overrides\.csv, row 2, column domain_id: 'astrology' is no domain"):
        world.run(project("2"))
    assert contents(world.into) == before


# ---------------------------------------------------------------- a dry run, and errors


@pytest.mark.parametrize("begun", [False, True])
def test_a_dry_run_says_the_same_and_writes_nothing(world: World, begun: bool, monkeypatch, tmp_path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    if begun:
        world.run(project("1"), project("2"))
    rows = [project("1", title="New"), project("3", programme=None), {"kind": "reject", "reason": "no title"}]
    file = write_lines(world.folder / "rows.jsonl", *rows)
    before = contents(world.folder)
    dry = world.import_files(file, dry_run=True)
    assert contents(world.folder) == before
    assert world.into.exists() == begun
    wet = world.import_files(file)
    assert dry.snapshot is None
    assert replace(wet, snapshot=None) == dry


def test_a_dry_run_leaves_nothing_behind_where_it_fails(world: World) -> None:
    with pytest.raises(SourceError):
        world.run(project("1"), "broken", dry_run=True)
    assert not world.into.exists()


def test_a_plain_dataset_is_refused(world: World) -> None:
    before = contents(world.base)
    elsewhere = World(world.folder, world.monkeypatch)
    elsewhere.into.symlink_to(world.base)
    for dry_run in (False, True):
        with pytest.raises(snapshots.SnapshotError, match="is a dataset of its own"):
            elsewhere.run(project("1"), dry_run=dry_run)
    assert contents(world.base) == before


def test_a_dataset_that_breaks_the_schema_never_comes_into_force(world: World) -> None:
    world.run(project("1"))
    before = contents(world.into)
    bad = replace(SOURCE, url="no address")
    with pytest.raises(DatasetError, match="url"):
        world.run(project("2"), source=bad)
    assert contents(world.into) == before


def test_two_imports_at_a_time_are_refused(world: World) -> None:
    world.run(project("1"))
    before = contents(world.into)
    with snapshots.locked(world.into), pytest.raises(snapshots.SnapshotError, match="is running: wait"):
        world.run(project("2"))
    assert contents(world.into) == before


def test_imports_into_a_folder_with_odd_letters_work(tmp_path: Path, monkeypatch) -> None:
    folder = tmp_path / 'it\'s a "folder" {å} %s [*]'
    folder.mkdir()
    write_base(folder / "base")
    world = World(folder, monkeypatch)
    world.run(project("1"))
    assert world.run(project("2")).new == 1
    assert world.store().project("INV-1").title == "Title 1"
