"""Which projects a question is about, and in which order they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Order = Literal["newest", "largest", "title", "relevance"]
Level = Literal["lan", "nuts2"]


@dataclass(frozen=True)
class ProjectFilter:
    """Which projects a question is about; None means any.

    `other` keeps the projects with participations in both areas, exactly those that :mod:`s3dash.data.store_joint`
    counts as joint; touching both by a stated coverage alone is not enough.
    `year_from` and `year_to` keep what runs in those years; amounts are EU contributions of whole projects in EUR;
    `partner` is the country of a participation; `baltic` keeps the projects with a partner in a neighbour country and
    one elsewhere. `text`: each of its words, or one that begins so, stands in a title, a summary or a name.
    """

    region: str | None = None
    other: str | None = None
    period: str | None = None
    domain: str | None = None
    fund: str | None = None
    programme: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    amount_min: float | None = None
    amount_max: float | None = None
    organisation: str | None = None
    partner: str | None = None
    baltic: bool = False
    text: str | None = None

    @property
    def in_totals(self) -> bool:
        """Whether the totals in memory know all that the filter names."""
        fine = ("year_from", "year_to", "amount_min", "amount_max", "organisation", "partner", "text", "other")
        return not self.baltic and all(getattr(self, name) is None for name in fine)
