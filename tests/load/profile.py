"""Where a server's processor time goes: the same journeys in this process, counted by the code that is running."""

from __future__ import annotations

import cProfile
import pstats
from collections import Counter
from pathlib import Path

from s3dash.application import create_app
from s3dash.config import BUNDLED_DATA
from s3dash.site import Site
from tests.load.journeys import Step, journey

_PLACES = {
    "compressing": ("brotli", "zlib", "gzip", "flask_compress"),
    "asking the store (DuckDB, Ibis)": ("duckdb", "ibis", "sqlglot", "s3dash/data"),
    "working out (analysis, tables)": ("s3dash/analysis", "pandas", "numpy"),
    "writing HTML and JSON": ("s3dash/views", "s3dash/text", "s3dash/map", "jinja2", "markupsafe", "json", "html"),
    "the web framework": ("flask", "werkzeug", "dash/", "http/", "urllib"),
}
"""What code is counted as, by a part of its file's path or its name; the first that fits."""
_REST = "everything else"
_JOURNEYS = 40


def table() -> str:
    """Milliseconds an answer by kind of work, for answers that are new and for the same ones asked again."""
    site = Site.load(BUNDLED_DATA)
    client = create_app(lambda: site).server.test_client()
    regions = [code for code, layer in site.vocabulary.layers.items() if layer != "nuts2"]
    steps = [step for seed in range(_JOURNEYS) for step in journey(seed, regions, sorted(site.vocabulary.domains))]

    def ask(step: Step) -> None:
        address = step.address if step.kind == "page" else f"/view{step.address}"
        client.get(address, headers={"Accept-Encoding": "br"})

    columns = []
    for _ in ("asked for the first time", "asked again"):
        measured = cProfile.Profile()
        measured.enable()
        for step in steps:
            ask(step)
        measured.disable()
        columns.append(_by_place(measured))
    lines = ["| ms an answer | first time (some were asked before) | again |", "|---|--:|--:|"]
    for place in (*_PLACES, _REST):
        cells = " | ".join(f"{1000 * column[place] / len(steps):.2f}" for column in columns)
        lines.append(f"| {place} | {cells} |")
    return "\n".join(lines)


def _by_place(measured: cProfile.Profile) -> Counter[str]:
    """Seconds by place: what is built in counts for the code that called it, but for compressing."""
    seconds: Counter[str] = Counter()
    for (file, _, name), (_, _, own, _, callers) in pstats.Stats(measured).stats.items():  # type: ignore[attr-defined]
        if file == "~" and _place(name) == _REST:
            for (calling_file, _, calling_name), figures in callers.items():
                seconds[_place(f"{calling_file} {calling_name}")] += figures[2]
        else:
            seconds[_place(f"{Path(file).as_posix()} {name}")] += own
    return seconds


def _place(code: str) -> str:
    return next((place for place, signs in _PLACES.items() if any(sign in code for sign in signs)), _REST)
