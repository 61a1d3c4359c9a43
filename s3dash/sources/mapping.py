"""Mappings: what the columns of a national list of operations hold, written down in a small YAML file.

A mapping is checked when it is loaded; every fault is told with its key and what is expected there. The keys are the
fields of :class:`Mapping`, and those of `columns` are `s3dash.sources.mapping_schema.FIELDS`.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import yaml

from s3dash.sources.headers import Header
from s3dash.sources.mapping_schema import LISTS, faults_of, listed
from s3dash.sources.records import Fund, Period, SourceError

SHIPPED = Path(__file__).with_name("mappings")
"""The folder of the mappings that come with S3 Map."""

_LARGEST = 1_000_000


@dataclass(frozen=True)
class Place:
    """How a list says where a project takes place, by one of `s3dash.sources.mapping_schema.WAYS`.

    `separator` stands between several places in one cell. `area` is the NUTS code of today in which every project of
    the list lies; it holds where the row gives nothing that a table knows.
    """

    by: Literal["county", "municipality", "postcode", "nuts", "coordinates", "region_name", "none"] = "none"
    separator: str | None = None
    area: str | None = None


@dataclass(frozen=True)
class Programme:
    """The programme that pays, by its code (CCI) and name."""

    cci: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Mapping:
    """What the columns of a list hold and how its values are written."""

    path: Path
    title: str
    publisher: str
    url: str
    country: str
    period: Period
    fund: Fund | MappingType[str, Fund]
    """One fund, or the fund of each word in the column `fund`."""
    columns: MappingType[str, Sequence[str]]
    """Field -> names that its column may have; case, accents, white space and line breaks do not matter."""
    licence: str | None = None
    programme: Programme | MappingType[Fund, Programme] = Programme()
    """One programme, or one for each fund."""
    required: Sequence[str] = ("title",)
    """Fields whose columns must be there: by them a file is known."""
    not_with: Sequence[str] = ()
    """Columns, written exactly so, that tell that it is another list."""
    encodings: Sequence[str] = ("utf-8-sig",)
    separators: Sequence[str] = (",",)
    """What may stand between the cells; the one with which the header fits is taken."""
    decimal: str | None = None
    """The decimal mark, `,` or `.`; without it numbers that can be read in two ways are rejected."""
    date_order: Literal["dmy", "mdy"] = "dmy"
    currency: str | None = None
    place: Place = Place()
    granted: Sequence[str] = ()
    """Words in the column `status`; rows with another one are rejected."""
    id_from: Sequence[str] = ("title", "beneficiary", "start")
    """Fields that an id is made from where the list has none of its own."""
    id_prefix: str | None = None
    """What ids begin with; the country, unless several lists of one country number their projects alike."""
    first_line: Sequence[str] = ()
    """Fields of which only the first line of a cell counts (a name above an address)."""
    null_words: Sequence[str] = ()
    """Words that stand for "nothing", besides those that are known for every source."""
    notes: Sequence[str] = ()
    """Notes that hold for every project, codes of `s3dash.data.schema.NOTES`."""
    unreadable_amounts: Literal["reject", "unknown"] = "reject"
    """What becomes of a row with an amount that cannot be read."""
    smallest_amount: float = 1
    """Amounts below it are not believed: unknown."""
    header: Header = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "header", Header(self.columns, self.required))

    @cached_property
    def nothing(self) -> frozenset[str]:
        """The null words in small letters."""
        return frozenset(word.casefold() for word in self.null_words)

    def programme_of(self, fund: Fund) -> Programme:
        """Give the programme of a fund."""
        return self.programme if isinstance(self.programme, Programme) else self.programme.get(fund, Programme())


def shipped() -> dict[str, Path]:
    """Give the mappings that come with S3 Map, by name."""
    return {path.stem: path for path in sorted(SHIPPED.glob("*.yml"))}


def find(name: Path) -> Path:
    """Give the file of a mapping, by its path or the name of one that comes with S3 Map.

    Raises
    ------
    SourceError
        If there is neither.
    """
    if name.is_file():
        return name
    known = shipped()
    if str(name) not in known:
        raise SourceError(name, f"there is no such mapping; give a YAML file or one of: {', '.join(known)}")
    return known[str(name)]


def load(path: Path) -> Mapping:
    """Read a mapping and check it.

    Raises
    ------
    SourceError
        If it is no YAML or breaks the schema; the text names every key at fault and what is expected.
    """
    content = _read(path)
    faults = faults_of(content)
    if faults:
        raise SourceError(path, "\n  ".join(["this mapping cannot be used:", *faults]))
    words = content["fund"]
    content["fund"] = words if isinstance(words, str) else {word.casefold(): fund for word, fund in words.items()}
    programme = content.pop("programme", {})
    per_fund = any(isinstance(value, dict) for value in programme.values())
    settings: dict[str, Any] = {name: listed(value) if name in LISTS else value for name, value in content.items()}
    settings["columns"] = {name: listed(names) for name, names in content["columns"].items()}
    settings["place"] = Place(**content.get("place", {}))
    settings["programme"] = (
        {fund: Programme(**of) for fund, of in programme.items()} if per_fund else Programme(**programme)
    )
    return Mapping(path=path, **settings)


class _Loader(yaml.SafeLoader):
    """Refuses a key that is given twice, of which YAML would silently take the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} is given twice", node.start_mark)
        return super().construct_mapping(node, deep)


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LARGEST:
            raise SourceError(path, "this is too large for a mapping: is it the list itself?")
        content = yaml.load(path.read_text("utf-8-sig"), _Loader)
    except OSError as error:
        raise SourceError(path, f"the mapping cannot be opened: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise SourceError(path, f"this is no YAML: {' '.join(str(error).split())[:400]}") from None
    if not isinstance(content, dict):
        raise SourceError(path, "this is no mapping: expected keys such as title, country and columns")
    return content
