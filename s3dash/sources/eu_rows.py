"""What rows of keep.eu and CORDIS have in common."""

from __future__ import annotations

from collections.abc import Iterator

from s3dash.data.words import fold
from s3dash.sources.listing import Cells
from s3dash.sources.records import Remark


def with_acronym(title: str, acronym: str | None) -> str:
    """Return a title with the acronym by which most know the project, unless it holds it already.

    Examples
    --------
    >>> with_acronym("Innovation hubs", "Smart-up"), with_acronym("Smart up the hubs", "SMART-UP")
    ('Innovation hubs (Smart-up)', 'Smart up the hubs')
    """
    return title if not acronym or fold(acronym) in fold(title) else f"{title} ({acronym})"


def unpublished(row: int, cells: Cells, *amounts: str) -> Iterator[Remark]:
    """Yield a remark on each amount of 0: it is not the same as none, but no sum that was granted."""
    for field in amounts:
        if cells.text(field) and not cells.amount(field):
            yield Remark(row, f"{cells.column(field)} is 0: kept as not published")
