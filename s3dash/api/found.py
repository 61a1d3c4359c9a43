"""What a request finds: rows that can be had by the page or all in a stream, and facts about them as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from s3dash.api.fields import Row


@dataclass(frozen=True)
class Found:
    """The rows of an answer.

    `page(limit, offset)` returns some of them, `every()` goes through all of them in the same order without holding
    them; `about` are members of the answer beside the rows.
    """

    total: int
    page: Callable[[int, int], Iterable[Row]]
    every: Callable[[], Iterator[Row]]
    about: dict[str, Any] = field(default_factory=dict)

    def rows(self, limit: int | None, offset: int) -> Iterator[Row]:
        """Go through `limit` rows after the first `offset` ones, or through all that follow."""
        return islice(self.every(), offset, None) if limit is None else iter(self.page(limit, offset))


def listed(records: Sequence[Any], row: Callable[[Any], Row], about: dict[str, Any] | None = None) -> Found:
    """What is found in a list at hand, made into rows when they are asked for."""
    return Found(
        total=len(records),
        page=lambda limit, offset: map(row, records[offset : offset + limit]),
        every=lambda: map(row, records),
        about=about or {},
    )
