"""What the simulated viewers met, as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import quantiles

from tests.load.viewers import Sample

KINDS = ("page", "panel", "analysis", "projects", "file")


def percentile(seconds: Sequence[float], hundredth: int) -> float:
    """The time that so many hundredths of the answers took at most; 0 where there are none."""
    if len(seconds) < 2:
        return max(seconds, default=0.0)
    return quantiles(seconds, n=100, method="inclusive")[hundredth - 1]


def failures(samples: Sequence[Sample]) -> list[Sample]:
    """The answers that their visitors did not get."""
    return [sample for sample in samples if sample.failed]


def table(samples: Sequence[Sample]) -> str:
    """A line for each kind of answer: how many, how many failed, and how long they took."""
    lines = [
        "| answer | number | failed | median | 95 of 100 | 99 of 100 | longest | kB each |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for kind in KINDS:
        of_kind = [sample for sample in samples if sample.kind == kind]
        if of_kind:
            lines.append(_line(kind, of_kind))
    return "\n".join(lines)


def _line(kind: str, samples: Sequence[Sample]) -> str:
    seconds = [sample.seconds for sample in samples if not sample.failed]
    times = [percentile(seconds, 50), percentile(seconds, 95), percentile(seconds, 99), max(seconds, default=0.0)]
    size = sum(sample.size for sample in samples) / len(samples) / 1000
    cells = [kind, str(len(samples)), str(len(failures(samples))), *(f"{1000 * time:.0f} ms" for time in times)]
    return f"| {' | '.join(cells)} | {size:.1f} |"
