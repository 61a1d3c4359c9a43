"""The dataset: every table as a DataFrame, and quick answers about single rows.

:func:`load_dataset` reads and checks a folder once; the object is then only read, and threads may share it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from s3dash.data.check import STORE, read_dataset
from s3dash.data.kept import Once
from s3dash.data.records import (
    Domain,
    Environment,
    Indicator,
    Partnership,
    Process,
    Programme,
    Region,
    Source,
    records,
)
from s3dash.data.rules import Cells
from s3dash.data.schema import TABLES, Column, Table, Violation

__all__ = [
    "Dataset", "DatasetError", "Domain", "Environment", "Indicator", "Partnership", "Process", "Programme",
    "Region", "Source", "load_dataset",
]  # fmt: skip


class DatasetError(Exception):
    """A dataset that breaks the schema; its text lists every violation, one a line."""

    def __init__(self, directory: Path, violations: list[Violation]) -> None:
        super().__init__(directory, violations)
        self.directory = directory
        self.violations = violations

    def __str__(self) -> str:
        head = f"{self.directory} is not a valid dataset ({len(self.violations)} violations):"
        return "\n".join([head, *(f"  {violation}" for violation in self.violations)])


def load_dataset(directory: Path) -> Dataset:
    """Read a dataset's folder and check it against the schema.

    Parameters
    ----------
    directory
        Folder with `dataset.yml`, `tables/` and `boundaries/`.

    Raises
    ------
    DatasetError
        If the folder breaks the schema anywhere; it lists every place.
    """
    tables, violations = read_dataset(directory)
    if violations:
        raise DatasetError(directory, violations)
    about = yaml.safe_load((directory / "dataset.yml").read_text("utf-8-sig"))
    frames = {name: _frame(TABLES[name], cells) for name, cells in tables.items()}
    store = directory / STORE
    return Dataset(directory, about["data_date"], about["compiled"], **frames, store=store if store.is_dir() else None)


def _frame(table: Table, cells: Cells) -> pd.DataFrame:
    columns = {column.name: _series(column, cells.columns[column.name]) for column in table.columns}
    return pd.DataFrame(columns)


def _series(column: Column, values: list[str]) -> pd.Series:
    """Give a column its type: int, float, bool or text; a missing value where a cell is empty."""
    if column.kind == "boolean":
        return pd.Series([value == "true" for value in values], dtype=bool)
    if column.kind == "number":
        return pd.Series([float(value) if value else None for value in values], dtype="float64")
    if column.kind == "integer":
        numbers = [int(value) if value else None for value in values]
        return pd.Series(numbers, dtype="int64" if column.required else "Int64")
    return pd.Series([value or None for value in values], dtype="str")


@dataclass(frozen=True, eq=False)
class Dataset:
    """Every table of the dataset under its name, with the columns and types of `s3dash.data.schema`.

    In a snapshot, projects and participations lie in the folder `store` as Parquet (`s3dash.data.store_tables`), and
    the three tables about them are None here.

    Empty cells are missing values (NaN or NA). The helpers below return plain Python and are cached;
    those for one row raise KeyError where there is no such row.
    """

    directory: Path
    data_date: date
    compiled: date
    sources: pd.DataFrame
    regions: pd.DataFrame
    domains: pd.DataFrame
    priorities: pd.DataFrame
    priority_domains: pd.DataFrame
    programmes: pd.DataFrame
    programme_areas: pd.DataFrame
    partnerships: pd.DataFrame
    partnership_members: pd.DataFrame
    indicators: pd.DataFrame
    indicator_values: pd.DataFrame
    environments: pd.DataFrame
    environment_domains: pd.DataFrame
    s3_process: pd.DataFrame
    exchange_rates: pd.DataFrame
    projects: Any = None
    project_regions: Any = None
    participations: Any = None
    store: Path | None = None

    @cached_property
    def answers(self) -> dict[Any, Any]:
        """What :func:`s3dash.data.remembered.remembered` keeps of this dataset."""
        return {}

    @cached_property
    def once(self) -> Once:
        """Lets one thread work out each of the answers."""
        return Once()

    @cached_property
    def edition(self) -> str:
        """What tells this state of the data from any other: a snapshot's name, or a digest of the files."""
        if self.store:
            return self.directory.name
        digest = hashlib.sha256()
        for path in sorted(self.directory.glob("tables/*.csv")):
            digest.update(path.read_bytes())
        return digest.hexdigest()[:16]

    def region(self, nuts_id: str) -> Region:
        """Return a region."""
        return self._regions[nuts_id]

    def has_region(self, nuts_id: str) -> bool:
        """Say whether the dataset knows a code."""
        return nuts_id in self._regions

    def drawn(self, layer: str) -> tuple[str, ...]:
        """Return the codes of a drawn layer (`lan`, `nuts2`, `neighbours`), sorted."""
        return self._drawn.get(layer, ())

    def children(self, nuts_id: str) -> tuple[str, ...]:
        """Return the codes one level below a region, sorted."""
        return self._children.get(nuts_id, ())

    def area(self, nuts_id: str) -> frozenset[str]:
        """Return every code inside a region: itself, its descendants, and the codes whose map unit it is."""
        return self._areas[nuts_id]

    def source(self, source_id: str) -> Source:
        """Return a source."""
        return self._sources[source_id]

    def domain(self, domain_id: str) -> Domain:
        """Return a domain."""
        return self._domains[domain_id]

    def programme(self, programme_id: str) -> Programme:
        """Return a programme."""
        return self._programmes[programme_id]

    def partnership(self, partnership_id: str) -> Partnership:
        """Return a partnership."""
        return self._partnerships[partnership_id]

    def indicator(self, indicator_id: str) -> Indicator:
        """Return an indicator."""
        return self._indicators[indicator_id]

    def process_of(self, nuts_id: str) -> Process | None:
        """Return who is responsible for a county's strategy; None for other regions."""
        return self._processes.get(nuts_id)

    def areas_of(self, programme_id: str) -> tuple[str, ...]:
        """Return the codes that a programme's area names; none where its area is not known."""
        return tuple(code for code, _ in self._programme_areas.get(programme_id, ()))

    def area_sources(self, programme_id: str, *nuts_ids: str) -> tuple[str, ...]:
        """Return the sources that name some regions, their parts or countries in a programme's area."""
        return self._sources_about(self._programme_areas.get(programme_id, ()), nuts_ids)

    def member_sources(self, partnership_id: str, *nuts_ids: str) -> tuple[str, ...]:
        """Return the sources that name some regions, their parts or countries as members of a partnership."""
        return self._sources_about(self._members.get(partnership_id, ()), nuts_ids)

    def environments_in(self, nuts_id: str) -> tuple[Environment, ...]:
        """Return the research and innovation environments in a region, in the table's order."""
        area = self.area(nuts_id)
        return tuple(environment for environment in self.environment_list if environment.nuts_id in area)

    def knows_environments_of(self, nuts_id: str) -> bool:
        """Whether the table has environments of a region's country at all; else there being none is not known."""
        return self.region(nuts_id).country in self.environment_countries

    @cached_property
    def environment_countries(self) -> frozenset[str]:
        """The countries that the table has environments of."""
        return frozenset(self.region(environment.nuts_id).country for environment in self.environment_list)

    @cached_property
    def source_list(self) -> tuple[Source, ...]:
        """Every source."""
        return tuple(self._sources.values())

    @cached_property
    def programme_list(self) -> tuple[Programme, ...]:
        """Every programme."""
        return tuple(self._programmes.values())

    @cached_property
    def environment_list(self) -> tuple[Environment, ...]:
        """Every research and innovation environment, with its domains."""
        domains = _grouped(self.environment_domains, "environment_id", "domain_id")
        domains_of = {key: tuple(values) for key, values in domains.items()}
        return tuple(records(Environment, self.environments, domains=domains_of))

    @cached_property
    def _regions(self) -> dict[str, Region]:
        return {region.nuts_id: region for region in records(Region, self.regions)}

    @cached_property
    def _drawn(self) -> dict[str, tuple[str, ...]]:
        layers: defaultdict[str, list[str]] = defaultdict(list)
        for code, region in self._regions.items():
            if region.layer:
                layers[region.layer].append(code)
        return {layer: tuple(sorted(codes)) for layer, codes in layers.items()}

    @cached_property
    def _children(self) -> dict[str, tuple[str, ...]]:
        children: defaultdict[str, list[str]] = defaultdict(list)
        for code, region in self._regions.items():
            if region.parent:
                children[region.parent].append(code)
        return {parent: tuple(sorted(codes)) for parent, codes in children.items()}

    @cached_property
    def _areas(self) -> dict[str, frozenset[str]]:
        inside: dict[str, set[str]] = {code: {code} for code in self._regions}
        for code, region in self._regions.items():
            above: Region | None = region
            while above is not None:
                inside[above.nuts_id].add(code)
                above = self._regions[above.parent] if above.parent else None
            if region.map_unit:
                inside[region.map_unit].add(code)
        return {code: frozenset(codes) for code, codes in inside.items()}

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.source_id: source for source in records(Source, self.sources)}

    @cached_property
    def _domains(self) -> dict[str, Domain]:
        return {domain.domain_id: domain for domain in records(Domain, self.domains)}

    @cached_property
    def _programmes(self) -> dict[str, Programme]:
        return {programme.programme_id: programme for programme in records(Programme, self.programmes)}

    @cached_property
    def _partnerships(self) -> dict[str, Partnership]:
        return {row.partnership_id: row for row in records(Partnership, self.partnerships)}

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {indicator.indicator_id: indicator for indicator in records(Indicator, self.indicators)}

    @cached_property
    def _processes(self) -> dict[str, Process]:
        return {process.nuts_id: process for process in records(Process, self.s3_process)}

    @cached_property
    def _programme_areas(self) -> dict[str, list[tuple[str, str]]]:
        return _grouped(self.programme_areas, "programme_id", "nuts_id", "source_id")

    @cached_property
    def _members(self) -> dict[str, list[tuple[str, str]]]:
        return _grouped(self.partnership_members, "partnership_id", "nuts_id", "source_id")

    def _sources_about(self, rows: Iterable[tuple[str, str]], nuts_ids: Iterable[str]) -> tuple[str, ...]:
        """Sources of the rows whose code lies in one of the regions or around it, each once."""
        about = dict.fromkeys(
            source
            for code, source in rows
            if any(code in self.area(nuts_id) or nuts_id in self.area(code) for nuts_id in nuts_ids)
        )
        return tuple(about)


def _grouped(table: pd.DataFrame, key: str, *columns: str) -> dict[str, list]:
    """Key -> the values of a column, or of several together, in the table's order."""
    groups: defaultdict[str, list] = defaultdict(list)
    if table.empty:
        return groups
    for group, *values in zip(table[key], *(table[column] for column in columns), strict=True):
        groups[group].append(values[0] if len(values) == 1 else tuple(values))
    return dict(groups)
