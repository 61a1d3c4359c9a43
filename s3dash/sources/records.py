"""What a reader of an official file yields: rows about projects and participations, or rows it could not use.

A reader speaks the project's terms and knows nothing of the dataset. It may yield several rows of one project (a
source with a row per beneficiary or place does): the import joins rows with the same `ref`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from s3dash.sources.places import Places

Fund = Literal["erdf", "esf", "cf", "jtf", "interreg", "horizon", "erdf_esf", "other"]
Period = Literal["2014-2020", "2021-2027"]
Role = Literal["lead", "partner", "associated"]
PlaceBasis = Literal["stated", "named", "region_named", "coordinates", "country_only", "seat"]


class SourceError(Exception):
    """A file that cannot be read at all; the text names file, row and column and says what to do."""

    def __init__(self, path: Path | str, message: str, row: int = 0, column: str = "") -> None:
        super().__init__(path, message, row, column)
        self.path = str(path)
        self.message = message
        self.row = row
        self.column = column

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.path}{row}{column}: {self.message}"


@dataclass(slots=True)
class ProjectRow:
    """What one row of a source says of a project; None where it says nothing.

    `ref` is the project's id in its source. `same_as` are names under which another source may know the same project:
    `title:<programme_id>|<folded title>` for Interreg, `case:SE|<case number, digits only>` for Swedish
    case numbers. Amounts are in `currency`, never converted, and None where not published. `regions` are NUTS
    codes of today that the project covers, `unplaced` what the source says of a place that no table knows.
    `programme` is a programme_id of the dataset where the reader is sure of it; else `cci` and `programme_name`
    as the source has them. Dates are ISO, perhaps only a year or a month. `topics` are words of the source about the
    subject (themes, categories), for the classifier alone.
    """

    row: int
    ref: str
    title: str
    period: Period
    fund: Fund
    title_en: str | None = None
    summary: str | None = None
    summary_en: str | None = None
    programme: str | None = None
    cci: str | None = None
    programme_name: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    objective: str | None = None
    """Thematic objective `TO1`..`TO11` or specific objective `RSO1.1`, `ISO6.1`, `ESO4.1`, `JSO8.1`."""
    intervention_field: str | None = None
    """EU code, three digits with leading zeros (`062`), of the period's own list."""
    topics: str | None = None
    total_budget: float | None = None
    eu_contribution: float | None = None
    currency: str | None = None
    amount_covers: Literal["project", "swedish_partners"] | None = None
    regions: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    lead_organisation: str | None = None
    lead_nuts: str | None = None
    url: str | None = None
    notes: tuple[str, ...] = ()
    """Codes of `s3dash.data.schema.NOTES`."""
    same_as: tuple[str, ...] = ()


@dataclass(slots=True)
class ParticipationRow:
    """What one row of a source says of one organisation's part in a project.

    A natural person has the organisation_type `private_person` and no name. `nuts_id` is a NUTS code of today or None;
    `place` is what the source says of the place where no table knows it. `eu_contribution` only where the source gives
    it for that organisation.
    """

    row: int
    ref: str
    organisation: str | None
    country: str
    role: Role = "partner"
    organisation_type: str | None = None
    """One of `s3dash.data.schema.ORGANISATION_TYPES`, or `private_person`."""
    organisation_number: str | None = None
    """The source's id of the organisation (Swedish organisation number of ten digits, PIC, VAT number)."""
    nuts_id: str | None = None
    place: str | None = None
    place_basis: PlaceBasis = "stated"
    eu_contribution: float | None = None
    currency: str | None = None


@dataclass(slots=True)
class Reject:
    """A row that cannot be used: why, in words, and its cells as read (contact data removed)."""

    row: int
    reason: str
    original: Mapping[str, Any] | Sequence[Any] = field(default_factory=dict)


@dataclass(slots=True)
class Remark:
    """A row that is used, with something about it that the report counts (`unknown county name`, ...)."""

    row: int
    reason: str
    value: str = ""


@dataclass(slots=True)
class IndicatorRow:
    """One statistical value: indicator of the dataset, NUTS code of today, year, value and Eurostat's flag."""

    row: int
    indicator_id: str
    nuts_id: str
    year: int
    value: float
    flag: str | None = None


@dataclass(slots=True)
class PriorityRow:
    """One priority of a region in a period, with its domains (the first is the primary one)."""

    row: int
    nuts_id: str
    period: Period
    name_original: str
    name_en: str
    domains: tuple[str, ...]
    confidence: Literal["official", "secondary", "inferred"]
    source_title: str
    source_url: str | None
    source_year: int | None


Item: TypeAlias = "ProjectRow | ParticipationRow | IndicatorRow | PriorityRow | Reject | Remark"


@dataclass(frozen=True)
class ReadOptions:
    """What a reader may need beside its files."""

    places: Places
    mapping: Path | None = None
    """A mapping's YAML file, or the name of one that comes with S3 Map; only for the source `national`."""


@dataclass(frozen=True)
class Source:
    """An official source: who publishes it, how its files are read, and what its rows become.

    `read` is a generator of items; it raises :class:`SourceError` where the files cannot be read at all. `prefix`
    begins the project ids (`TVV-20200940`).
    """

    source_id: str
    title: str
    publisher: str
    url: str
    licence: str | None
    expects: str
    """The files it takes, in words: `the project list, CSV or XLSX`."""
    read: Callable[[Sequence[Path], ReadOptions], Iterator[Item]]
    kind: Literal["projects", "indicators", "boundaries", "priorities"] = "projects"
    prefix: str = ""
    apply: Callable[..., Any] | None = None
    """For other kinds than projects: writes items into a draft snapshot, `apply(folder, items, today) -> Counts`."""
    groups: Callable[[Sequence[Path]], list[list[Path]]] | None = None
    """Divides files into groups that can be read one without the other, in order; None: all belong together."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Official download addresses by a short name, for `python -m s3dash fetch`."""
