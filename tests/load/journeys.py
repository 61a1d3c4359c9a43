"""What a viewer does: a journey of views over the map, the analysis pages and the projects."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["page", "panel", "analysis", "projects"]
VIEWS = 15
_WORDS = ("skog", "battery", "hälsa", "energi", "turism", "digital", "kluster", "forest", "vatten", "stål")
_COLOURS = ("eu", "eu_per_capita", "projects", "links")


@dataclass(frozen=True)
class Step:
    """One view of a journey."""

    kind: Kind
    """`page`: a whole page is opened; else the view of an address, as a click inside the dashboard fetches it."""
    address: str
    """Path and query, with the language."""


def journey(seed: int, regions: Sequence[str], domains: Sequence[str], views: int = VIEWS) -> list[Step]:
    """The journey of one viewer: the same seed makes the same one.

    Parameters
    ----------
    regions
        Codes of the drawn regions.
    domains
        Ids of the domains.
    """
    choose = random.Random(seed)
    lang = choose.choice(("sv", "sv", "en"))
    steps = [Step("page", f"/{lang}/")]
    roam = _roam(choose, lang, regions, domains)
    while len(steps) < views:
        steps.append(next(roam))
    return steps


def _roam(choose: random.Random, lang: str, regions: Sequence[str], domains: Sequence[str]) -> Iterator[Step]:
    swedish = [code for code in regions if code.startswith("SE")]
    abroad = [code for code in regions if not code.startswith("SE")]
    while True:
        region = choose.choice(swedish)
        chance = choose.random()
        if chance < 0.55:
            yield Step("panel", f"/{lang}/?region={choose.choice(regions)}")
            yield Step("panel", f"/{lang}/?region={region}&colour={choose.choice(_COLOURS)}")
        elif chance < 0.7:
            yield Step("panel", f"/{lang}/?region={region}&other={choose.choice(abroad)}")
            yield Step("panel", f"/{lang}/?region={region}&domain={choose.choice(domains)}&period=2014-2020")
        elif chance < 0.8:
            yield Step("page", f"/{lang}/projects?region={region}")
            yield Step("projects", f"/{lang}/projects?region={region}&q={choose.choice(_WORDS)}")
        elif chance < 0.9:
            yield Step("page", f"/{lang}/compare?with={region},{choose.choice(abroad)}")
            yield Step("analysis", f"/{lang}/compare?with={region},{choose.choice(swedish)},{choose.choice(abroad)}")
        else:
            yield Step("page", f"/{lang}/domains/{choose.choice(domains)}")
            yield Step("analysis", f"/{lang}/domains?show={choose.choice(('alignment', 'overlap', 'candidates'))}")
