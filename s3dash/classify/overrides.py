"""The operator's table of overrides: projects whose domain is known better than the rules can tell."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from pathlib import Path

from s3dash.sources.records import SourceError

_COLUMNS = ("project_id", "domain_id")
_OPTIONAL = ("reason",)
_THE_COLUMNS = "the columns are project_id, domain_id and, if you like, reason"
_ENCODING = "utf-8-sig"


def read_overrides(path: Path, domains: Collection[str]) -> dict[str, str]:
    """Read a CSV file with the columns project_id and domain_id, and perhaps reason.

    Parameters
    ----------
    path
        The file, in UTF-8.
    domains
        The domain_ids that may stand in it.

    Returns
    -------
    dict[str, str]
        Project -> domain.

    Raises
    ------
    SourceError
        Where the file cannot be read; it names file, row (the line in the file) and column.
    """
    found: dict[str, str] = {}
    for line, project_id, domain_id in _rows(path):
        if not project_id:
            raise SourceError(path, "is empty; give the project's id", line, "project_id")
        if project_id in found:
            raise SourceError(path, f"{project_id} stands here twice; keep one row", line, "project_id")
        if domain_id not in domains:
            known = ", ".join(sorted(domains))
            raise SourceError(path, f"{domain_id!r} is no domain; use one of {known}", line, "domain_id")
        found[project_id] = domain_id
    return found


def _rows(path: Path) -> Iterator[tuple[int, str, str]]:
    """Yield line, project and domain of each row that is not blank."""
    try:
        with path.open(encoding=_ENCODING, newline="") as file:
            reader = csv.DictReader(file, strict=True)
            _check_header(path, reader.fieldnames or ())
            for row in reader:
                if None in row:
                    raise SourceError(path, "has more cells than the header", reader.line_num)
                cells = [(row[column] or "").strip() for column in _COLUMNS]
                if any(cells):
                    yield reader.line_num, cells[0], cells[1]
    except OSError as error:
        raise SourceError(path, f"cannot be opened: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SourceError(path, f"is not UTF-8 (byte {error.start}); save it as CSV UTF-8") from error
    except csv.Error as error:
        raise SourceError(path, f"is no CSV file: {error}") from error


def _check_header(path: Path, columns: Collection[str]) -> None:
    for column in _COLUMNS:
        if column not in columns:
            raise SourceError(path, f"is missing from the header; {_THE_COLUMNS}", 1, column)
    for column in columns:
        if column not in (*_COLUMNS, *_OPTIONAL):
            raise SourceError(path, f"is not known; {_THE_COLUMNS}", 1, column)
