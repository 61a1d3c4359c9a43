"""Rows of cells made into rows by column name: finds the header, turns away what does not fit it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from s3dash.sources.headers import Header, Match, described
from s3dash.sources.records import SourceError
from s3dash.sources.texts import text

LONGEST_CELL = 1_000_000
"""Characters; a cell beyond is a fault of the file, such as a quote that never ends."""
_HEADER_WITHIN = 30
"""Rows of titles and explanations that may stand above a header."""
_LONGEST_MESSAGE = 4_000
RIGHT_FILE = "Is it the right file? If its columns have been renamed, give them the names that stand below."


@dataclass(slots=True)
class Ragged:
    """A row that does not fit the header: its cells as read, and why."""

    cells: list[Any]
    reason: str


Row: TypeAlias = "dict[str, Any] | Ragged"
Numbered: TypeAlias = "tuple[int, Sequence[Any] | Ragged]"


def rows_by_name(
    rows: Iterable[Numbered], path: Path | str, wanted: Header | None = None, ragged_ends: bool = False
) -> Iterator[tuple[int, Row]]:
    """Give each row below the header by column name, with its number; rows without content are left out.

    Parameters
    ----------
    rows
        Row numbers and cells, the header among them.
    path
        The file, for errors.
    wanted
        The header that is looked for: the first of the top rows that holds every required field; None: the first row
        that is not empty.
    ragged_ends
        Whether a row may be shorter than the header, or have empty cells beyond it, as in workbooks.

    Raises
    ------
    SourceError
        If there is no header, a required field has no column, or two columns have the same name.
    """
    rows = iter(rows)
    columns = _header(rows, path, wanted)
    named = all(columns)
    width = len(columns)
    for number, cells in rows:
        if isinstance(cells, Ragged):
            yield number, cells
        elif named and len(cells) == width:
            if any(cells):
                yield number, dict(zip(columns, cells, strict=True))
        elif any(cell not in (None, "") for cell in cells):
            yield number, _fitted(columns, cells, ragged_ends)


def _fitted(columns: Sequence[str], cells: Sequence[Any], ragged_ends: bool) -> Row:
    """Give a row that is not simply as wide as its header, which may have columns without a name."""
    short = len(columns) - len(cells)
    if short and not (ragged_ends and (short > 0 or not any(cells[len(columns) :]))):
        return Ragged(list(cells), f"the row has {len(cells)} cells, the header has {len(columns)}")
    full = [*cells, *[None] * short]
    return {name: cell for name, cell in zip(columns, full, strict=False) if name}


def _header(rows: Iterator[Numbered], path: Path | str, wanted: Header | None) -> list[str]:
    """Find the header and give its names, the empty text for a cell without one."""
    best: tuple[int, list[str], Match] | None = None
    for count, (number, cells) in enumerate(rows):
        if isinstance(cells, Ragged):
            raise SourceError(path, f"the header cannot be read: {cells.reason}", number)
        columns = [text(cell) or "" for cell in cells]
        match = wanted.match(columns) if wanted else Match({}, (), ())
        if any(columns) and not match.missing and (match.found or not wanted):
            _refuse_twins(columns, path, number)
            return columns
        if any(columns) and (best is None or len(match.found) > len(best[2].found)):
            best = number, columns, match
        if count >= _HEADER_WITHIN:
            break
    if best is None or wanted is None:
        raise SourceError(path, "there is no header: the table holds no row with text")
    number, columns, match = best
    raise SourceError(path, _no_header(columns, match, wanted)[:_LONGEST_MESSAGE], number)


def _no_header(columns: Sequence[str], match: Match, wanted: Header) -> str:
    gaps = [str(at) for at, name in enumerate(columns, 1) if not name and any(columns[at:])]
    if not any(columns[1:]):
        gaps = [str(at) for at in range(2, len(columns) + 1)]
    hint = f"; its cells {', '.join(gaps)} are empty or merged: split them, one name in each column" if gaps else ""
    what = f"no column for {', '.join(match.missing)} in the header{hint}"
    return f"{what}\n{RIGHT_FILE}\n{described(match, wanted.aliases)}"


def _refuse_twins(columns: Sequence[str], path: Path | str, line: int) -> None:
    twins = [repr(name) for name, count in Counter(columns).items() if name and count > 1]
    if twins:
        raise SourceError(path, f"the header has {', '.join(twins)[:300]} twice: rename or delete one", line)
