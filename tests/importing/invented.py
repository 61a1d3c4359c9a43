"""An invented source and a folder of snapshots that begins as the tiny dataset, for the tests of the import."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

from s3dash.classify import Classifier, read_overrides
from s3dash.data import snapshots
from s3dash.data.backend import check_store
from s3dash.data.check import STORE, read_dataset
from s3dash.data.dataset import Dataset, load_dataset
from s3dash.data.store import ProjectStore
from s3dash.importing import ImportRequest, Report, import_files
from s3dash.sources.records import Item, ParticipationRow, ProjectRow, ReadOptions, Reject, Remark, Source, SourceError
from tests.by_hand import GEODATA
from tests.data.tiny import write_tiny

_KINDS: dict[str, type] = {"project": ProjectRow, "part": ParticipationRow, "reject": Reject, "remark": Remark}


def read(files: Sequence[Path], _options: ReadOptions) -> Iterator[Item]:
    """Each line of a file is an item as JSON; the word `broken` ends it all."""
    for file in files:
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if line == "broken":
                raise SourceError(file, "this line is broken; download the file again", number)
            fields: dict[str, Any] = json.loads(line)
            fields |= {name: tuple(values) for name, values in fields.items() if isinstance(values, list)}
            fields.setdefault("row", number)
            yield _KINDS[fields.pop("kind")](**fields)


def one_each(files: Sequence[Path]) -> list[list[Path]]:
    """Say that every file can be read without the others."""
    return [[file] for file in files]


def read_for_ever(_files: Sequence[Path], _options: ReadOptions) -> Iterator[Item]:
    """A file without an end."""
    number = 0
    while True:
        number = number % 1_000_000 + 1
        yield ProjectRow(number, "1", "Again", "2021-2027", "erdf")


SOURCE = Source(
    source_id="invented",
    title="An invented list",
    publisher="Nobody",
    url="https://example.org/invented",
    licence="CC0",
    expects="lines of JSON",
    read=read,
    prefix="INV",
)
OTHER = replace(
    SOURCE, source_id="other", title="Another list", url="https://example.org/other", licence=None, prefix="OTH"
)
BESIDE = replace(SOURCE, groups=one_each)
ENDLESS = replace(BESIDE, read=read_for_ever)


def project(ref: str = "1", **fields: Any) -> dict[str, Any]:
    """A row of a project that no rule of the classifier decides."""
    row = {"kind": "project", "ref": ref, "title": f"Title {ref}", "period": "2021-2027", "fund": "erdf"}
    return row | {"programme": "erdf-se22-2021"} | fields


def interreg(ref: str = "1", **fields: Any) -> dict[str, Any]:
    """The same under the tiny dataset's Interreg programme."""
    return project(ref, fund="interreg", programme="interreg-south-baltic-2021") | fields


def part(
    ref: str = "1", organisation: str | None = "Region Blekinge", country: str = "SE", **fields: Any
) -> dict[str, Any]:
    """A row of a participation."""
    return {"kind": "part", "ref": ref, "organisation": organisation, "country": country} | fields


def write_lines(path: Path, *items: dict[str, Any] | str) -> Path:
    """Write a file of the invented source."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [item if isinstance(item, str) else json.dumps(item) for item in items]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def write_base(folder: Path) -> Path:
    """Write the tiny dataset with the bundled taxonomy, and the bundled tables of places beside it."""
    write_tiny(folder)
    (folder / "places").symlink_to(GEODATA / "places")
    (folder / "tables" / "domains.csv").write_bytes((GEODATA / "tables" / "domains.csv").read_bytes())
    return folder


_load = cache(Classifier.load)
"""The classifier, whose files take longer to read than a small import takes."""


def load_classifier(overrides: Path | None = None) -> Classifier:
    """As `Classifier.load`, with its files read once."""
    domains = {"energy", "food", "ict", "mobility"}
    return replace(_load(), overrides=read_overrides(overrides, domains) if overrides else {})


@dataclass
class World:
    """A folder of snapshots into which a test imports, day by day."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    files: int = 0
    rejects: list[Reject] = field(default_factory=list)

    @property
    def base(self) -> Path:
        """The dataset that the first snapshot begins as."""
        return self.folder / "base"

    @property
    def into(self) -> Path:
        """The folder of snapshots."""
        return self.folder / "into"

    @property
    def force(self) -> Path:
        """The dataset folder in force."""
        return snapshots.resolve(self.into)

    def run(
        self, *items: dict[str, Any] | str, day: str = "2026-12-01", source: Source = SOURCE, **more: Any
    ) -> Report:
        """Import rows as a file of their own."""
        self.files += 1
        return self.import_files(
            write_lines(self.folder / f"file{self.files}.jsonl", *items), day=day, source=source, **more
        )

    def import_files(self, *files: Path, day: str = "2026-12-01", source: Source = SOURCE, **more: Any) -> Report:
        """Import files on a certain day; every snapshot that comes of it is checked."""
        self.monkeypatch.setattr("s3dash.importing.pipeline.today", lambda: date.fromisoformat(day))
        self.monkeypatch.setattr("s3dash.importing.domains.Classifier.load", load_classifier)
        request = ImportRequest(source, files, self.into, base=self.base, on_reject=self.rejects.append, **more)
        before = {path: contents(path) for path in self.folder.glob("into/snapshots/*")}
        report = import_files(request)
        for path, bytes_of in before.items():
            assert not path.exists() or contents(path) == bytes_of, "a snapshot never changes"
        if report.snapshot:
            assert_sound(self.force)
        return report

    def rows(self, table: str = "projects", **where: str) -> list[dict[str, Any]]:
        """Rows of the store in force, in the order of their projects."""
        return stored(self.force, table, **where)

    def project(self, project_id: str) -> dict[str, Any]:
        """The one row of a project."""
        (row,) = self.rows(project_id=project_id)
        return row

    def parts(self, project_id: str) -> list[dict[str, Any]]:
        """The participations of a project."""
        return sorted(self.rows("participations", project_id=project_id), key=lambda row: row["n"])

    def dataset(self) -> Dataset:
        """The dataset in force."""
        return load_dataset(self.force)

    def store(self) -> ProjectStore:
        """The store in force."""
        return ProjectStore(self.dataset())


def stored(folder: Path, table: str, **where: str) -> list[dict[str, Any]]:
    """Rows of a table of a snapshot's store, in the order of their projects."""
    with duckdb.connect() as con:
        answer = con.execute("SELECT * FROM read_parquet(?)", [str(folder / "store" / f"{table}.parquet")])
        names = [column[0] for column in answer.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    rows.sort(key=lambda row: [str(row.get(name)) for name in ("project_id", "ref", "n")])
    return [row for row in rows if all(row[name] == value for name, value in where.items())]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path there; folders too."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
    }


def assert_sound(folder: Path) -> None:
    """A snapshot passes the check of its tables, and its store refers to nothing that is not there."""
    assert [*read_dataset(folder)[1], *check_store(folder / STORE)] == []
    dataset = load_dataset(folder)
    projects = {row["project_id"]: row for row in stored(folder, "projects")}
    parts = stored(folder, "participations")
    assert len(projects) == len(stored(folder, "projects")), "an id is one project's"
    programmes = {row.programme_id: row for row in dataset.programme_list}
    sources = {row.source_id for row in dataset.source_list}
    for row in projects.values():
        assert programmes[row["programme_id"]].period == row["period"]
        assert (programmes[row["programme_id"]].kind == "interreg") == (row["fund"] == "interreg")
        assert row["source_id"] in sources
        assert (row["domain_id"] is None) or (row["domain_by"] in ("hand", "keywords", "rules", "override"))
        assert row["currency"] or (row["eu_contribution"] is None and row["total_budget"] is None)
        assert row["first_seen"] <= row["last_seen"]
    for row in parts:
        assert row["project_id"] in projects
        assert row["source_id"] in sources
    assert len({(row["project_id"], row["n"]) for row in parts}) == len(parts)
    assert {row["project_id"] for row in stored(folder, "origins")} <= projects.keys()
