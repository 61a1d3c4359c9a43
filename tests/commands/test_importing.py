"""The import as a person types it: real files of every source, broken ones, and what is said."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import tests.sources.test_esf as esf
import tests.sources.test_interregbarometern as barometer
import tests.sources.test_keep as keep
import tests.sources.test_kohesio as kohesio
import tests.sources.test_tillvaxtverket as tvv
from s3dash.__main__ import main
from s3dash.commands.importing import Rejects
from s3dash.data import snapshots
from s3dash.data.dataset import load_dataset
from s3dash.sources import NAMES
from s3dash.sources.records import Reject
from tests.commands.broken_sources import BROKEN
from tests.importing.invented import assert_sound, contents, stored
from tests.sources.broken import broken_workbook

SAMPLE = 20
Say = pytest.CaptureFixture[str]


def write_esf(path: Path, *changes: dict[str, str]) -> Path:
    """A list of the ESF council; each row is the good one with changes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(esf.GOOD), delimiter=";")
        writer.writeheader()
        writer.writerows(esf.GOOD | change for change in changes)
    return path


KEY, TITLE, START = esf.ROLES.key, esf.ROLES.title, esf.ROLES.start or ""


def rows(count: int) -> list[dict[str, str]]:
    return [{KEY: f"2023/{n:05}", TITLE: f"Projekt {n}"} for n in range(count)]


# ---------------------------------------------------------------- what is said


def test_an_import_is_told_and_comes_into_force(into: Path, tmp_path: Path, capsys: Say) -> None:
    file = write_esf(tmp_path / "list.csv", *rows(2), {KEY: "2023/9", START: "1900-01-01"})
    assert main(["import", "esf", str(file), "--into", str(into)]) == 0
    out, err = capsys.readouterr()
    said = dict(line.rsplit(None, 1) for line in out.splitlines()[1:7])
    assert {name.strip(): int(number) for name, number in said.items()} == {
        "rows read": 3, "rejected": 1, "new": 2, "changed": 0, "same": 0, "unplaced": 0,
    }  # fmt: skip
    assert f"Rows that could not be used are in {into / 'rejects.csv'}" in out
    assert f"In force: {snapshots.resolve(into)}" in out
    assert err == "", "a bar is drawn on a terminal alone"
    assert_sound(snapshots.resolve(into))
    assert main(["check", str(into)]) == 0

    assert main(["import", "esf", str(file), "--into", str(into)]) == 0
    assert "Nothing has changed; the dataset in force stays." in capsys.readouterr().out


def test_rejects_have_row_reason_and_the_row_as_it_was(into: Path, tmp_path: Path) -> None:
    bad = {KEY: "2023/9", START: "1900-01-01", TITLE: '=HYPERLINK("http://x.example")'}
    file = write_esf(tmp_path / "list.csv", *rows(2), bad, {TITLE: ""})
    assert main(["import", "esf", str(file), "--into", str(into)]) == 0
    with (into / "rejects.csv").open(encoding="utf-8-sig", newline="") as read:
        found = list(csv.DictReader(read))
    assert [row["row"] for row in found] == ["4", "5"]
    assert START in found[0]["reason"] and "1900" in found[0]["reason"]
    assert json.loads(found[0]["original"])[TITLE] == bad[TITLE]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in found for cell in row.values())

    good = write_esf(tmp_path / "good.csv", *rows(3))
    assert main(["import", "esf", str(good), "--into", str(into)]) == 0
    assert not (into / "rejects.csv").exists(), "those of an earlier import are gone"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "a \ud800 half"])
def test_cells_of_rejects_are_harmless(tmp_path: Path, text: str) -> None:
    with Rejects(tmp_path / "below" / "rejects.csv") as rejects:
        rejects.add(Reject(1, text, {"a": text}))
        rejects.add(Reject(2, "why", [text, None, 1.5]))
    content = (tmp_path / "below" / "rejects.csv").read_text("utf-8-sig")
    (_, first, second) = csv.reader(io.StringIO(content))
    assert not first[1].startswith(("=", "+", "-", "@", "\t"))
    assert first[2].startswith("{") and second[2].startswith("[")


def test_nothing_usable_is_a_failure_and_a_part_of_it_is_not(begun: Path, tmp_path: Path, capsys: Say) -> None:
    before = contents(begun)
    bad = [{START: "1900-01-01", KEY: str(n)} for n in range(8)]
    assert main(["import", "esf", str(write_esf(tmp_path / "bad.csv", *bad)), "--into", str(begun)]) == 1
    out, err = capsys.readouterr()
    assert err == "Nothing could be used; the dataset in force stays.\n"
    assert out.count("rejected, row") == 5 and "... and 3 more" in out
    assert {name: data for name, data in contents(begun).items() if name != "rejects.csv"} == before
    assert main(["import", "esf", str(write_esf(tmp_path / "part.csv", *bad, *rows(1))), "--into", str(begun)]) == 0


def test_a_dry_run_writes_nothing_at_all(into: Path, tmp_path: Path, capsys: Say) -> None:
    file = write_esf(tmp_path / "list.csv", *rows(2), {KEY: "9", START: "1900-01-01"})
    rejects = tmp_path / "mine.csv"
    before = contents(tmp_path)
    words = ["import", "esf", str(file), "--into", str(into), "--dry-run"]
    assert main([*words, "--rejects", str(rejects)]) == 0
    assert contents(tmp_path) == before
    out = capsys.readouterr().out
    assert "(dry run: nothing is written)" in out and "rejected, row 4" in out
    assert "In force" not in out and "Rows that could not be used are in" not in out
    assert main(["import", "esf", str(write_esf(tmp_path / "b.csv", {KEY: ""})), *words[3:]]) == 1
    assert capsys.readouterr().err == "Nothing could be used; the dataset in force stays.\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal(into: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    assert main(["import", "esf", str(write_esf(tmp_path / "l.csv", *rows(2))), "--into", str(into), "--dry-run"]) == 0
    assert "2 rows read" in terminal.getvalue()


def test_rejects_go_where_one_says(into: Path, tmp_path: Path, capsys: Say) -> None:
    file = write_esf(tmp_path / "list.csv", *rows(1), {KEY: "9", START: "1900-01-01"})
    mine = tmp_path / "new" / "mine.csv"
    assert main(["import", "esf", str(file), "--into", str(into), "--rejects", str(mine)]) == 0
    assert mine.is_file() and not (into / "rejects.csv").exists()


# ---------------------------------------------------------------- what is refused


def refused(capsys: Say, *arguments: str | Path) -> str:
    """Run an import that must fail in words; returns them."""
    assert main(["import", *map(str, arguments)]) == 1
    out, err = capsys.readouterr()
    assert out == "" and "Traceback" not in err
    return err


def test_a_missing_file_and_a_folder_are_told(into: Path, tmp_path: Path, capsys: Say) -> None:
    assert "none.csv: there is no such file; give the path" in refused(
        capsys, "esf", tmp_path / "none.csv", "--into", into
    )
    assert not into.exists()
    assert str(tmp_path) in refused(capsys, "esf", tmp_path, "--into", into)


def test_a_file_given_twice_would_count_twice(into: Path, tmp_path: Path, capsys: Say) -> None:
    file = write_esf(tmp_path / "list.csv", *rows(1))
    (tmp_path / "link.csv").symlink_to(file)
    assert "link.csv: is given twice" in refused(capsys, "esf", file, tmp_path / "link.csv", "--into", into)


def test_a_file_is_never_written_over_by_its_rejects(into: Path, tmp_path: Path, capsys: Say) -> None:
    file = write_esf(tmp_path / "list.csv", *rows(1))
    before = file.read_bytes()
    assert "choose another name" in refused(capsys, "esf", file, "--into", into, "--rejects", file)
    assert file.read_bytes() == before


def test_a_plain_dataset_is_refused(into: Path, tmp_path: Path, capsys: Say) -> None:
    file = write_esf(tmp_path / "list.csv", *rows(1))
    before = contents(tmp_path / "base")
    assert "is a dataset of its own" in refused(capsys, "esf", file, "--into", tmp_path / "base")
    assert "is not a folder" in refused(capsys, "esf", file, "--into", file)
    assert contents(tmp_path / "base") == before


def test_another_import_that_runs_is_left_alone(begun: Path, tmp_path: Path, capsys: Say) -> None:
    (begun / "rejects.csv").write_text("row,reason,original\n", encoding="utf-8")
    with snapshots.locked(begun):
        before = contents(begun)
        said = refused(capsys, "esf", write_esf(tmp_path / "list.csv", *rows(1)), "--into", begun)
        assert contents(begun) == before
    assert said == f"Another import into {begun} is running: wait until it has ended.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", "kohesioo", "a.csv", "--into", "x"], "invalid choice: 'kohesioo'"),
        (["import", "esf", "a.csv"], "required: --into"),
        (["import", "esf", "--into", "x"], "required: FILE"),
        (["improt"], "invalid choice: 'improt'"),
        ([], "required: command"),
    ],
)
def test_a_wrong_command_says_what_there_is(capsys: Say, words: list[str], said: str) -> None:
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code == 2
    assert said in capsys.readouterr().err


def test_the_help_lists_every_source(capsys: Say) -> None:
    with pytest.raises(SystemExit) as end:
        main(["import", "--help"])
    assert end.value.code == 0
    out = capsys.readouterr().out
    assert all(f"\n  {name} " in out for name in NAMES)


def test_a_wrong_mapping_is_told(into: Path, tmp_path: Path, capsys: Say) -> None:
    file = write_esf(tmp_path / "list.csv", *rows(1))
    wrong = tmp_path / "wrong.yml"
    wrong.write_text("title: [", encoding="utf-8")
    for mapping in (wrong, tmp_path / "missing.yml", Path("atlantis")):
        said = refused(capsys, "national", file, "--into", into, "--mapping", mapping)
        assert mapping.name in said and len(said) > 40
    assert "a mapping is for the source national" in refused(capsys, "esf", file, "--into", into, "--mapping", wrong)
    assert not into.exists()


def test_an_unknown_header_gets_a_mapping_to_start_from(into: Path, tmp_path: Path, capsys: Say) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Projektets nummer;Benämning;Belopp i kronor\n1;Ett;2\n", encoding="utf-8")
    said = refused(capsys, "national", file, "--into", into)
    assert "no mapping that comes with S3 Map fits this header" in said and "Benämning" in said


def test_a_name_that_no_terminal_can_show_is_no_fault(into: Path, tmp_path: Path, capsys: Say) -> None:
    file = write_esf(tmp_path / "Förteckning ’24\udcff.csv", *rows(1))
    assert main(["import", "esf", str(file), "--into", str(into)]) == 0
    assert main(["rollback", str(into), "--list"]) == 0


# ---------------------------------------------------------------- real readers into the tiny dataset


def test_kohesio_meets_a_project_of_the_swedish_list(into: Path, tmp_path: Path, capsys: Say) -> None:
    """One operation, of which the Swedish list knows the county and Kohesio the postcode and the money in EUR."""
    ours = tmp_path / "tvv.csv"
    with ours.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(tvv.GOOD), delimiter=";")
        writer.writeheader()
        writer.writerow(tvv.GOOD | {"Diarienummer": "20201234"})
    assert main(["import", "tillvaxtverket", str(ours), "--into", str(into)]) == 0
    (before,) = [row for row in stored(snapshots.resolve(into), "projects") if row["source_ref"]]
    theirs = tmp_path / "kohesio.csv"
    good = kohesio.GOOD_OLD | {"Operation_Local_Identifier": "20201234"}
    with theirs.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, kohesio.OLD)
        writer.writeheader()
        writer.writerow({column: good.get(column, "") for column in kohesio.OLD})
    assert main(["import", "kohesio", str(theirs), "--into", str(into)]) == 0
    folder = snapshots.resolve(into)
    assert_sound(folder)
    (after,) = [row for row in stored(folder, "projects") if row["source_ref"]]
    same = ("project_id", "title", "eu_contribution", "currency", "source_ref", "source_id", "programme_id")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert (before["regions"], after["regions"]) == ("", "SE332"), "a blank is filled"
    assert len(load_dataset(folder).programme_list) == 4, "a programme that no project needs is not registered"
    origins = {(row["source"], row["project_id"]) for row in stored(folder, "origins")}
    assert origins == {("TVV", before["project_id"]), ("KOH", before["project_id"])}


def test_keep_and_interregbarometern_meet_in_one_project(into: Path, tmp_path: Path) -> None:
    ours = tmp_path / "barometer.json"
    theirs = tmp_path / "keep.xlsx"
    title = "Ett påhittat samarbete"
    row = barometer.GOOD | {"projektnamn": title, "program": "South Baltic", "nuts3": "Skåne län"}
    ours.write_text(json.dumps([row]), encoding="utf-8")
    countries = "Poland - Denmark - Germany - Lithuania - Sweden"
    programme = {"Programme": f"2021 - 2027 Interreg VI-A {countries} (South Baltic)"}
    place = {"NUTS3 code (or equivalent)": "PL633", "Country code": "PL", "Organisation in English": "Gdynia City"}
    keep.workbook(
        theirs,
        [keep.NEW | programme | {"Project name in English": title.upper()}],
        [keep.PARTNER_NEW | programme, keep.PARTNER_NEW | programme | place],
    )

    def run(source: str, file: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        assert main(["import", source, str(file), "--into", str(into)]) == 0
        folder = snapshots.resolve(into)
        assert_sound(folder)
        (found,) = [row for row in stored(folder, "projects") if row["title"].lower() == title.lower()]
        return found, stored(folder, "participations", project_id=found["project_id"])

    before, parts = run("interregbarometern", ours)
    assert [(part["country"], part["nuts_id"]) for part in parts] == [("SE", "SE224")]
    after, more = run("keep", theirs)
    same = ("project_id", "title", "programme_id", "source_ref", "eu_contribution", "start_date", "end_date")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert before["programme_id"] == "interreg-south-baltic-2021"
    assert after["total_budget"] == keep.NEW["Project's total budget / expenditure"]
    assert after["url"] == keep.NEW["Website"]
    assert {(part["country"], part["origin"]) for part in more} == {("SE", "IR"), ("PL", "KEEP")}, (
        "partners are added for countries without any"
    )
    force = snapshots.resolve(into)
    for source, file in (("interregbarometern", ours), ("keep", theirs)):
        run(source, file)
    assert snapshots.resolve(into) == force


# ---------------------------------------------------------------- broken files of every source


@pytest.mark.parametrize("source", NAMES)
def test_broken_files_end_in_words_and_leave_the_dataset_in_force(
    begun: Path, tmp_path: Path, capsys: Say, source: str
) -> None:
    cases = BROKEN[source](tmp_path / "broken")
    assert len(cases) >= (16 if source in ("gisco", "priorities") else SAMPLE)
    errors = [case for case in cases if case.expects == "error"]
    others = [case for case in cases if case.expects != "error"]
    sample = [*errors, *others[:: max(1, len(others) // max(6, SAMPLE - len(errors)))]]
    assert len(sample) >= min(SAMPLE, len(cases))
    before = contents(begun)
    for case in sample:
        # those that can be used are only tried: what becomes of good rows is no matter of this test
        dry = [] if case.expects == "error" else ["--dry-run"]
        code = main(["import", source, str(case.path), "--into", str(begun), *dry])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err, case.name
        assert contents(begun) == before, case.name
        if case.expects == "error":
            assert code == 1, case.name
            assert case.path.name in err and len(err) > len(str(case.path)) + 10, (case.name, err)
        elif case.expects != "told":
            assert code == 0, (case.name, out, err)
            assert ("rejected, row" in out) == (case.expects == "rejects"), (case.name, out)


def test_a_workbook_of_another_kind_is_told(begun: Path, tmp_path: Path, capsys: Say) -> None:
    made: Callable[..., Any] = broken_workbook
    cases = made(tmp_path / "books", list(esf.GOOD), list(esf.GOOD.values()), esf.ROLES)
    for case in cases[:3]:
        assert main(["import", "priorities", str(case.path), "--into", str(begun)]) == 1
        assert case.path.name in capsys.readouterr().err
    assert load_dataset(snapshots.resolve(begun)).store is None
