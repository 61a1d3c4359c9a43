"""What was measured, against what it must reach: as a Markdown table and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from tests.benchmark.measure import ANALYSES


@dataclass(frozen=True)
class Target:
    """One line of what the dashboard promises."""

    profile: str
    """`desktop`, `phone` or `server`."""
    name: str
    limit: float
    unit: str
    """`kB` (1000 bytes), `MB`, `s`, `ms` or `` for a plain count."""
    digits: int = 0


TARGETS = (
    Target("desktop", "first view over the wire", 700, "kB"),
    Target("desktop", "map visible", 0.6, "s", 2),
    Target("desktop", "panel usable", 1.2, "s", 2),
    Target("desktop", "filters and find box usable", 1.2, "s", 2),
    Target("desktop", "click to region lit", 50, "ms"),
    Target("desktop", "click to panel painted", 100, "ms"),
    Target("desktop", "presenter: a move", 200, "ms"),
    Target("desktop", "console problems and requests to other hosts", 0, ""),
    Target("phone", "first view over the wire", 700, "kB"),
    Target("phone", "map visible", 2.5, "s", 2),
    Target("phone", "panel usable", 5.5, "s", 2),
    Target("phone", "filters and find box usable", 5.5, "s", 2),
    Target("phone", "click to region lit", 50, "ms"),
    Target("phone", "click to panel painted", 400, "ms"),
    Target("phone", "console problems and requests to other hosts", 0, ""),
    Target("server", "ready after start", 5, "s", 1),
    Target("server", "time of a panel", 10, "ms", 1),
    Target("server", "time of a whole page", 10, "ms", 1),
    *(Target("desktop", f"{name}: usable", 1.5, "s", 2) for name in ANALYSES),
    *(Target("phone", f"{name}: usable", 15, "s", 1) for name in ANALYSES),
    *(Target("server", f"{name}: time of a new view", 100, "ms", 1) for name in ANALYSES),
    Target("server", "memory at the end", 400, "MB"),
)


@dataclass(frozen=True)
class Result:
    """The measured values of one target, in its unit; empty when it could not be measured."""

    target: Target
    values: tuple[float, ...]

    @property
    def verdict(self) -> str:
        """`ok`, `over` (the median decides) or `not measured`."""
        if not self.values:
            return "not measured"
        return "ok" if median(self.values) <= self.target.limit else "over"

    def as_dict(self) -> dict[str, object]:
        """The result for the JSON file."""
        return {
            "profile": self.target.profile,
            "name": self.target.name,
            "unit": self.target.unit,
            "target": self.target.limit,
            "median": median(self.values) if self.values else None,
            "values": list(self.values),
            "verdict": self.verdict,
        }


def markdown(results: Iterable[Result]) -> str:
    """A table with one line for each result; numbers carry their unit."""
    lines = [
        "| profile | what | target | median | min - max | runs | |",
        "|---|---|--:|--:|--:|--:|---|",
    ]
    for result in results:
        target, values = result.target, result.values
        limit = _number(target.limit, target, exact=True)
        middle = _number(median(values), target) if values else ""
        span = f"{min(values):.{target.digits}f} - {_number(max(values), target)}" if len(values) > 1 else ""
        cells = (target.profile, target.name, f"<= {limit}", middle, span, str(len(values)), result.verdict)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _number(value: float, target: Target, exact: bool = False) -> str:
    text = f"{value:g}" if exact else f"{value:.{target.digits}f}"
    return f"{text} {target.unit}".rstrip()
