"""`python -m tests.fuzz [NUMBER] [SEED]`: asks so many hostile requests and tells what is wrong with the answers."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from time import perf_counter

from s3dash.application import S3Map
from s3dash.site import Site
from tests.by_hand import GEODATA
from tests.fuzz.answers import ask, faults
from tests.fuzz.requests import Fuzzer

_SHOWN = 20


def main(number: int, seed: int) -> int:
    """Ask, and tell; returns 1 where anything is wrong."""
    logging.disable()
    site = Site.load(GEODATA)
    app = S3Map(lambda: site)
    statuses: Counter[int] = Counter()
    slowest: list[tuple[float, str]] = []
    wrong = 0
    for asked in Fuzzer(seed, app.callback_map).requests(number):
        began = perf_counter()
        answer = ask(app.server, asked)
        slowest = sorted([*slowest, (perf_counter() - began, repr(asked)[:200])], reverse=True)[:_SHOWN]
        statuses[answer.status] += 1
        found = faults(asked, answer)
        wrong += bool(found)
        if found and wrong <= _SHOWN:
            print(", ".join(found), repr(asked)[:600], sep="\n  ")
    print(f"{number} requests, {wrong} with something wrong; statuses {dict(sorted(statuses.items()))}; the slowest:")
    for seconds, what in slowest:
        print(f"  {seconds * 1000:6.0f} ms  {what}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(*map(int, (sys.argv[1:] + ["10000", "1"][len(sys.argv) - 1 :])[:2])))
