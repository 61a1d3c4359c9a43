"""The three forms of Eurostat's files, each read as lines: the codes of one series and its values by period."""

from __future__ import annotations

import gzip
import re
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from s3dash.sources.files import Ragged, open_text, read_csv, read_json
from s3dash.sources.records import Reject, SourceError

_LARGEST = 4_000_000_000
"""Bytes that a compressed file may unpack to; Eurostat's largest dataset by region has a fifth of it."""
_SMALL, _RATIO = 200_000_000, 100
"""Above so many bytes a file may not unpack to more than so many times its size: no list of numbers does."""
_TIME = ("time", "time_period")
"""What JSON-stat calls the dimension of the years, in small letters."""
_HEAD = 20_000


class Cell(NamedTuple):
    """A value as it stands in the file."""

    period: str
    value: str
    flags: str


@dataclass(frozen=True)
class Line:
    """Values of one series: `where` has the codes of its dimensions but for the region (`geo`) and the period."""

    row: int
    geo: str
    where: Mapping[str, str]
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """What a file holds: the code of its dataset (None if no known one), and its series and broken rows."""

    dataset: str | None
    lines: Iterator[Line | Reject]


@contextmanager
def opened(path: Path, known: Sequence[str]) -> Iterator[Table]:
    """Open a file, plain or compressed; its lines are read as they are taken.

    Parameters
    ----------
    path
        The file.
    known
        The codes of the datasets that it may hold.

    Raises
    ------
    SourceError
        The file cannot be read, or is in none of Eurostat's three forms; also while lines are taken.
    """
    with _plain(path) as file:
        try:
            form, head = _form(file)
            yield Table(_dataset_of(path, form, head, known), _READERS[form](file))
        except SourceError as error:
            # the file that is read may be an unpacked one, of which nobody knows
            raise SourceError(path, error.message, error.row, error.column) from None


def _dataset_of(path: Path, form: str, head: str, known: Sequence[str]) -> str | None:
    """Return the code of a file's dataset, by what it says of itself or else by its name; None if none is known."""
    codes = re.compile(f"(?<![a-z0-9])({'|'.join(known)})(?![a-z0-9])")
    said = {"csv": r"estat:\w+", "json": r'"extension"[^{}]*{[^{}]*?"id"\s*:\s*"\w+'}.get(form)
    found = re.search(said, head.lower(), re.DOTALL) if said else None
    of_itself = codes.search(found[0]) if found else None
    if found and not of_itself:
        return None
    by = of_itself or codes.search(path.name.lower())
    return by[1] if by else None


def _form(file: Path) -> tuple[str, str]:
    """Return which form a file has, and how it begins."""
    with open_text(file) as text:
        head = text.read(_HEAD).lstrip()
    first = head.split("\n", 1)[0]
    if head.startswith("<"):
        raise SourceError(file, "Eurostat answered with an XML message instead of data: download the file again")
    if head.startswith("{"):
        return "json", head
    if "\t" in first and re.search(r"\bgeo\\time", first, re.IGNORECASE):
        return "tsv", head
    if "OBS_VALUE" in first:
        return "csv", head
    raise SourceError(
        file,
        "this is none of Eurostat's forms: TSV begins with 'freq,unit,geo\\TIME_PERIOD', SDMX-CSV has a column "
        "OBS_VALUE, JSON-stat begins with {",
    )


@contextmanager
def _plain(path: Path) -> Iterator[Path]:
    """Give the file itself, or what is in it where it is compressed with gzip."""
    try:
        with path.open("rb") as file:
            compressed = file.read(2) == b"\x1f\x8b"
    except OSError:
        compressed = False  # `open_text` says what is wrong
    if not compressed:
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / path.name.removesuffix(".gz")
        _unpack(path, plain)
        yield plain


def _unpack(path: Path, plain: Path) -> None:
    most = min(max(_SMALL, _RATIO * path.stat().st_size), _LARGEST)
    size = 0
    try:
        with gzip.open(path) as packed, plain.open("wb") as file:
            while block := packed.read(1 << 20):
                size += len(block)
                if size > most:
                    raise SourceError(path, f"it unpacks to more than {most:,} bytes: this is no file of Eurostat")
                file.write(block)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise SourceError(path, f"the compressed file is damaged or cut off ({error}): download it again") from None
    except OSError as error:
        raise SourceError(path, f"it cannot be unpacked: {error.strerror or error}") from None


# ---------------------------------------------------------------- TSV


def _tsv(file: Path) -> Iterator[Line | Reject]:
    """A row per series, a column per year; the first cell holds the codes: `A,EUR_HAB,SE110`."""
    for row, cells in read_csv(file, delimiter="\t"):
        if isinstance(cells, Ragged):
            yield _ragged(row, cells)
            continue
        (head, key), *rest = cells.items()
        names = [name.strip() for name in re.split(r"\\", head)[0].split(",")]
        codes = [code.strip() for code in key.split(",")]
        if len(codes) != len(names):
            yield Reject(row, f"{key[:80]!r} has {len(codes)} codes, the header has {len(names)}", {head: key[:200]})
            continue
        where = dict(zip(names, codes, strict=True))
        geo = where.pop("geo", "")
        yield Line(row, geo, where, [_cell(period.strip(), text) for period, text in rest])


def _cell(period: str, text: str) -> Cell:
    """Read "5400 p": a value, then flags; a colon is a missing value."""
    value, _, flags = text.strip().partition(" ")
    if value.startswith(":"):  # ":c" stands in some older files
        value, flags = ":", value[1:] + flags
    return Cell(period, value, flags.strip())


# ---------------------------------------------------------------- SDMX-CSV


def _csv(file: Path) -> Iterator[Line | Reject]:
    """A row per value; codes stand in columns with names in lower case, their labels in columns beside them."""
    for row, cells in read_csv(file):
        if isinstance(cells, Ragged):
            yield _ragged(row, cells)
            continue
        lacking = [name for name in ("geo", "TIME_PERIOD", "OBS_VALUE") if name not in cells]
        if lacking:
            raise SourceError(file, f"there is no column {', '.join(lacking)}", 1)
        where = {name: code.strip() for name, code in cells.items() if re.fullmatch(r"[a-z][a-z0-9_]*", name)}
        geo = where.pop("geo")
        value = cells["OBS_VALUE"].strip() or ":"
        yield Line(row, geo, where, [Cell(cells["TIME_PERIOD"].strip(), value, cells.get("OBS_FLAG", "").strip())])


def _ragged(row: int, ragged: Ragged) -> Reject:
    return Reject(row, ragged.reason, [str(cell)[:200] for cell in ragged.cells[:20]])


# ---------------------------------------------------------------- JSON-stat


def _json(file: Path) -> Iterator[Line | Reject]:
    """Values by their flat position in the cube of all dimensions; each is yielded as a line of its own."""
    content = read_json(file)
    names, sizes, codes = _cube(file, content)
    values, status = content.get("value"), content.get("status") or {}
    if not isinstance(values, dict | list):
        raise SourceError(file, "the dataset has no values")
    positions = values.items() if isinstance(values, dict) else enumerate(values)
    total = 1
    for size in sizes:
        total *= size
    for number, (position, value) in enumerate(positions, 1):
        if not str(position).isdecimal() or not str(position).isascii() or int(position) >= total:
            yield Reject(number, f"{str(position)[:40]!r} is no position in a dataset of {total} values")
            continue
        at = int(position)
        flags = status if isinstance(status, str) else _flags_at(status, at)
        of_value: dict[str, str] = {}
        for name, size, of_name in zip(reversed(names), reversed(sizes), reversed(codes), strict=True):
            at, index = divmod(at, size)
            of_value[name] = of_name[index]
        period = of_value.pop(next(name for name in names if name.lower() in _TIME))
        geo = of_value.pop("geo")
        text = ":" if value is None else value if isinstance(value, str) else repr(value)
        yield Line(number, geo, of_value, [Cell(period, text[:100], flags)])


def _flags_at(status: Any, at: int) -> str:
    if isinstance(status, list):
        found = status[at] if at < len(status) else ""
    else:
        found = status.get(str(at), "") if isinstance(status, dict) else ""
    return found if isinstance(found, str) else ""


def _cube(file: Path, content: Any) -> tuple[list[str], list[int], list[list[str]]]:
    """Return the dimensions of a dataset, their sizes, and their codes in order."""
    if isinstance(content, dict) and (message := content.get("error") or content.get("warning")):
        said = message[0] if isinstance(message, list) and message else message
        label = said.get("label", said) if isinstance(said, dict) else said
        raise SourceError(file, f"Eurostat answered with a message instead of data: {str(label)[:300]}")
    if not isinstance(content, dict) or content.get("class") != "dataset":
        raise SourceError(file, "this JSON is no JSON-stat 2.0 dataset: its class should be 'dataset'")
    try:
        names, sizes = list(map(str, content["id"])), list(map(int, content["size"]))
        codes = [_codes(content["dimension"][name]["category"]) for name in names]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SourceError(file, f"the dataset's dimensions are damaged ({error!r}): download it again") from None
    if [len(of_name) for of_name in codes] != sizes:
        raise SourceError(file, "the dataset's dimensions do not have the sizes that it says: download it again")
    if "geo" not in names or {name.lower() for name in names}.isdisjoint(_TIME):
        raise SourceError(file, f"the dimensions geo and time are needed; the dataset has {', '.join(names)[:300]}")
    return names, sizes, codes


def _codes(category: Mapping[str, Any]) -> list[str]:
    """Return the codes of a dimension in their order; one with a single code may leave out the index."""
    index = category["index"] if "index" in category else list(category["label"])
    if isinstance(index, Mapping):
        in_order = sorted(index, key=lambda code: int(index[code]))
        if [int(index[code]) for code in in_order] != list(range(len(in_order))):
            raise ValueError("the positions of a dimension leave one out")
        return list(map(str, in_order))
    return [str(code) for code in index]


_READERS = {"tsv": _tsv, "csv": _csv, "json": _json}
