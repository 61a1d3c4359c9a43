"""One import: an official file in, a new snapshot in force, or nothing changed at all."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import yaml

from s3dash.config import BUNDLED_DATA
from s3dash.data import snapshots, store_rows, store_tables
from s3dash.data.check import STORE
from s3dash.data.dataset import Dataset, load_dataset
from s3dash.importing import domains, reading, registers, staging
from s3dash.importing.reading import Told
from s3dash.sources.drafts import Counts
from s3dash.sources.places import Places
from s3dash.sources.records import ReadOptions, Reject, Source

ORIGINS = "origins"


@dataclass(frozen=True)
class ImportRequest:
    """What to import, and into which folder of snapshots.

    `base` is the dataset that the first snapshot begins as. `on_rows` is called after every batch with the rows read so
    far, `on_reject` with each row that cannot be used.
    """

    source: Source
    files: tuple[Path, ...]
    into: Path
    mapping: Path | None = None
    dry_run: bool = False
    base: Path = BUNDLED_DATA
    on_rows: Callable[[int], None] = lambda _rows: None
    on_reject: Callable[[Reject], None] = lambda _reject: None


@dataclass
class Report:
    """What an import did. `read` and `rejected` are rows of the files; the rest are projects (or values, units, ...).

    `snapshot` is the name of the new snapshot, None where nothing changed or nothing was written.
    """

    read: int = 0
    rejected: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    unplaced: int = 0
    differing: int = 0
    unclassified: int = 0
    programmes: list[str] = field(default_factory=list)
    remarks: Counter[str] = field(default_factory=Counter)
    snapshot: str | None = None

    @property
    def used(self) -> int:
        """How many things the import could use."""
        return self.new + self.changed + self.same


def import_files(request: ImportRequest) -> Report:
    """Read official files, merge them with the dataset in force and put the result in force.

    Until the last moment nothing that a running dashboard reads is touched.

    Raises
    ------
    SourceError
        If a file cannot be read at all.
    SnapshotError
        If the folder cannot take a snapshot.
    DatasetError
        If the dataset in force, or the new one, breaks the schema.
    """
    with _workplace(request) as workplace:
        base = snapshots.resolve(request.into)
        if base == request.into:
            base = request.base
        with snapshots.draft(workplace, base) as draft:
            report = _projects(request, base, draft) if request.source.kind == "projects" else _tables(request, draft)
            if report.snapshot is not None and not request.dry_run:
                files = ", ".join(file.name for file in request.files)
                report.snapshot = snapshots.publish(request.into, draft, f"{request.source.source_id}: {files}")
            else:
                report.snapshot = None
                if not request.dry_run:
                    snapshots.remove_old(request.into)  # one that was killed at its end may have left one too many
    return report


@contextmanager
def _workplace(request: ImportRequest) -> Iterator[Path]:
    """Give the folder where the draft is made; that of a dry run lies elsewhere and goes with it."""
    if request.dry_run:
        snapshots.refuse_plain_dataset(request.into)
        with TemporaryDirectory(prefix="s3dash-") as folder:
            yield Path(folder)
        return
    with snapshots.locked(request.into):
        yield request.into


def today() -> date:
    """Return the day of an import."""
    return datetime.now(UTC).date()


def _tables(request: ImportRequest, draft: Path) -> Report:
    """Import what changes tables or boundaries of the dataset."""
    report = Report()
    assert request.source.apply is not None
    told = Told(request.on_rows, request.on_reject)
    options = ReadOptions(places=Places.load(request.base), mapping=request.mapping)
    counts: Counts = request.source.apply(draft, told.rows_of(request.source.read(request.files, options)), today())
    for reject in counts.rejects:
        request.on_reject(reject)
    report.read, report.rejected = told.read, told.rejected + len(counts.rejects)
    report.new, report.changed, report.same = counts.new, counts.changed, counts.same
    report.remarks = told.remarks + Counter(remark.reason for remark in counts.remarks)
    if report.new or report.changed:
        dataset = load_dataset(draft)
        _write_store(draft, dataset, None)
        _date(draft, today())
        report.snapshot = draft.name
    return report


def _projects(request: ImportRequest, base: Path, draft: Path) -> Report:
    """Import projects and participations."""
    report = Report()
    dataset = load_dataset(base)
    day = today()
    work = draft / "work"
    work.mkdir()
    con = staging.open_database(work / "import.duckdb")
    try:
        told = Told(request.on_rows, request.on_reject)
        reading.read_into(work, request.source, request.files, request.mapping, request.base, told)
        report.read, report.rejected, report.remarks = told.read, told.rejected, told.remarks
        staging.read_rows(con, work)
        _old_rows(con, dataset)
        source = request.source
        report.differing = staging.join_rows(con)
        staging.match(con, source.prefix)
        register = registers.Registers(draft, dataset, day)
        source_id = register.source(source)
        report.programmes = register.programmes(con, source, source_id)
        found = staging.merge(con, source.prefix, source_id, day.isoformat())
        report.new, report.changed, report.same = found
        report.unplaced = _unplaced(con)
        overridden = domains.classify(con, request.into)
        report.unclassified = staging.count(con, "SELECT count(*) FROM merged WHERE domain_id IS NULL")
        if staging.is_news(con, source.prefix, day.isoformat()) or overridden:
            staging.settle(con, source.prefix, day.isoformat())
            if not request.dry_run:
                register.write()
                _write_store(draft, _load_draft(draft), con)
                _date(draft, day)
            report.snapshot = draft.name
    finally:
        con.close()
        shutil.rmtree(work, ignore_errors=True)
    return report


def _load_draft(draft: Path) -> Dataset:
    """Load a draft whose store is not written yet, and have its tables checked."""
    (draft / STORE).mkdir(exist_ok=True)
    return load_dataset(draft)


def _old_rows(con: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """`old_projects`, `old_parts` and `old_origins`: what the dataset in force holds."""
    if dataset.store is None:
        store_rows.rows_of_dataset(dataset, con)
        con.execute("ALTER TABLE project_rows RENAME TO old_projects")
        con.execute("ALTER TABLE participation_rows RENAME TO old_parts")
        con.execute(
            """
            CREATE TABLE old_origins AS
            SELECT split_part(source_ref, ':', 1) AS source, substr(source_ref, strpos(source_ref, ':') + 1) AS ref,
                   project_id, NULL::VARCHAR AS digest, []::VARCHAR[] AS same_as, first_seen, last_seen
            FROM old_projects WHERE source_ref IS NOT NULL
            """
        )
        return
    names = {
        "old_projects": ("projects", store_rows.PROJECT_ROWS),
        "old_parts": ("participations", store_rows.PARTICIPATION_ROWS),
        "old_origins": (ORIGINS, staging.ORIGINS),
    }
    for view, (table, columns) in names.items():
        file = store_tables.quoted(dataset.store / f"{table}.parquet")
        con.execute(f"CREATE VIEW {view} AS SELECT {', '.join(columns)} FROM read_parquet({file})")


def _unplaced(con: duckdb.DuckDBPyConnection) -> int:
    """How many of the import's projects name a place that no table knows, and no other place."""
    return staging.count(
        con,
        """
        SELECT count(*) FROM one WHERE place <> '' AND len(regions) = 0 AND lead_nuts IS NULL
               AND NOT EXISTS (SELECT 1 FROM parts WHERE parts.ref = one.ref AND parts.nuts_id IS NOT NULL)
        """,
    )


def _write_store(draft: Path, dataset: Dataset, con: duckdb.DuckDBPyConnection | None) -> None:
    """Work out the store's tables and write each as a Parquet file.

    Without a database of an import the rows are those that the dataset has.
    """
    own = con is None
    work = draft / "derive"
    work.mkdir(exist_ok=True)
    if con is None:
        con = staging.open_database(work / "derive.duckdb")
        _old_rows(con, dataset)
        con.execute("CREATE TABLE project_rows AS SELECT * FROM old_projects")
        con.execute("CREATE TABLE participation_rows AS SELECT * FROM old_parts")
        con.execute("CREATE TABLE origins AS SELECT * FROM old_origins")
    try:
        store_tables.derive(con, dataset)
        folder = draft / STORE
        folder.mkdir(exist_ok=True)
        for table in (*store_tables.TABLES, ORIGINS):
            file = folder / f"{table}.parquet"
            file.unlink(missing_ok=True)  # the snapshot before shares it
            store_tables.write_parquet(con, table, file)
    finally:
        if own:
            con.close()
        shutil.rmtree(work, ignore_errors=True)
    for name in ("projects", "project_regions", "participations"):
        for ending in ("csv", "meta.yml"):
            (draft / "tables" / f"{name}.{ending}").unlink(missing_ok=True)


def _date(draft: Path, day: date) -> None:
    """Say in dataset.yml of which day the data is."""
    file = draft / "dataset.yml"
    about: dict[str, Any] = yaml.safe_load(file.read_text("utf-8-sig"))
    about |= {"data_date": max(about["data_date"], day), "compiled": day}
    snapshots.replace_text(file, yaml.safe_dump(about, allow_unicode=True, sort_keys=False))
