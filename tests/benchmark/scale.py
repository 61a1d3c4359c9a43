"""How the dashboard grows with its data: `python -m tests.benchmark --scale [PROJECTS ...]`.

For each size it writes invented lists of operations (:mod:`tests.benchmark.generate`), imports them with the command
that users have, opens the result as a web worker does, and asks what visitors ask, each question with other words
every time, so that nothing is answered from memory.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import cycle, islice, product
from pathlib import Path
from statistics import median
from time import perf_counter

from s3dash.data.store import Order, ProjectFilter
from s3dash.site import Site
from s3dash.state import Ignored, ViewState, parse_view
from s3dash.views.map_view import colouring
from tests.benchmark.generate import write_operations
from tests.browser.harness import memory_of

SIZES = (10_000, 100_000, 2_000_000)
LIMITS = {
    "import, a row": (50.0, "µs"),
    "import, memory of all its processes": (2000.0, "MB"),
    "panel": (50.0, "ms"),
    "filter to coloured map": (100.0, "ms"),
    "finer filter to coloured map": (100.0, "ms"),
    "text search, first page": (300.0, "ms"),
    "first page of a filtered table": (100.0, "ms"),
    "memory of a web worker": (1000.0, "MB"),
}
"""What must be reached: limit and unit."""
_ROOT = Path(__file__).parents[2]
_RUNS = 20


def main(sizes: list[int]) -> None:
    """Measure every size and print one table."""
    columns: list[dict[str, list[float]]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="s3dash-scale-") as folder:
            columns.append(_measure(Path(folder), size))
    heads = [f"{size:,} projects".replace(",", " ") for size in sizes]
    print(f"| what | target | {' | '.join(heads)} |")
    print(f"|---|--:|{'--:|' * len(heads)}")
    for name, (limit, unit) in LIMITS.items():
        cells = [
            f"{median(found[name]):.0f} ({min(found[name]):.0f}-{max(found[name]):.0f}) {unit}" for found in columns
        ]
        print(f"| {name} | <= {limit:g} {unit} | {' | '.join(cells)} |")


def _measure(folder: Path, size: int) -> dict[str, list[float]]:
    files, rows = write_operations(folder / "lists", size)
    seconds, memory = _import(files, folder / "data")
    shutil.rmtree(folder / "lists")
    print(f"{size} projects, {rows} rows: imported in {seconds:.0f} s, {rows / seconds:.0f} rows/s", file=sys.stderr)
    worker = [sys.executable, "-m", "tests.benchmark.scale", str(folder / "data")]
    answer = subprocess.run(worker, cwd=_ROOT, check=True, capture_output=True, text=True)
    found: dict[str, list[float]] = json.loads(answer.stdout)
    return {"import, a row": [1e6 * seconds / rows], "import, memory of all its processes": [memory], **found}


def _import(files: list[Path], into: Path) -> tuple[float, float]:
    """Import with the command; returns seconds and the largest sum of memory of its processes, in MB."""
    started = perf_counter()
    command = [sys.executable, "-m", "s3dash", "import", "kohesio", *map(str, files), "--into", str(into)]
    memory = 0.0
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.DEVNULL) as process:
        while True:
            try:
                process.wait(timeout=0.5)
                break
            except subprocess.TimeoutExpired:
                memory = max(memory, memory_of(process.pid))
    if process.returncode:
        raise SystemExit(f"The import ended with exit code {process.returncode}.")
    return perf_counter() - started, memory


def worker(directory: Path) -> dict[str, list[float]]:
    """What a web worker needs for its answers on a folder of snapshots: milliseconds by question, memory in MB."""
    site = Site.load(directory)
    layers = site.vocabulary.layers
    regions = [code for code, layer in layers.items() if layer in ("lan", "neighbours")]
    domains = sorted(site.vocabulary.domains)
    words = [word for (word,) in site.store._backend.rows(_common_words(site))]

    def panel(number: int) -> None:
        query = f"region={regions[number % len(regions)]}&domain={domains[number % len(domains)]}"
        site._build(*_state(site, query))

    def coloured(query: str) -> None:
        colouring(site.context(_state(site, query)[0]))

    def search(text: str) -> None:
        f = ProjectFilter(text=text)
        site.store.count(f)
        site.store.page(f, "relevance", limit=50)

    pairs = list(islice(cycle(product(domains, ("projects", "eu"))), _RUNS + 3))
    texts = [
        *words[:8],
        *(f"{a} {b}" for a, b in zip(words[8:16], words[16:24], strict=True)),
        *(w[:4] for w in words[24:40]),
    ]
    tables = [ProjectFilter(region=r, domain=d) for r, d in zip(regions, cycle(domains), strict=False)]
    numbers = range(_RUNS + 3)
    finer = [ProjectFilter(year_from=2015 + n % 9, amount_min=1000.0 * n) for n in numbers]
    orders: list[Order] = ["newest", "largest", "title"]
    questions: dict[str, list[Callable[[], object]]] = {
        "panel": [partial(panel, n) for n in numbers],
        "filter to coloured map": [partial(coloured, f"domain={d}&colour={c}") for d, c in pairs],
        "finer filter to coloured map": [partial(site.store.projects_by_unit, f) for f in finer],
        "text search, first page": [partial(search, text) for text in texts],
        "first page of a filtered table": [
            partial(site.store.page, replace(f, year_from=2016), order, limit=50)
            for f, order in zip(tables[: _RUNS + 3], cycle(orders), strict=False)
        ],
    }
    found = {name: _milliseconds(ask) for name, ask in questions.items()}
    # not ru_maxrss, which a process takes over from the one that started it
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    found["memory of a web worker"] = [int(peak.split()[1]) / 1000]
    return found


def _state(site: Site, query: str) -> tuple[ViewState, tuple[Ignored, ...]]:
    state, ignored = parse_view("sv", "explore", query, site.vocabulary)
    return state, tuple(ignored)


def _common_words(site: Site) -> object:
    """Words of the projects, the most common first: what is searched is found often."""
    table = site.store._backend.table("vocabulary")
    return table.filter(table.word.length() > 3).order_by(table.projects.desc()).limit(40).select("word")


def _milliseconds(ask: list[Callable[[], object]]) -> list[float]:
    """Ask each once; the first three warm up and do not count."""
    times = []
    for question in ask:
        started = perf_counter()
        question()
        times.append(1000 * (perf_counter() - started))
    return times[3:]


if __name__ == "__main__":
    print(json.dumps(worker(Path(sys.argv[1]))))
