"""Interreg programmes of the dataset by their own names, and how keep.eu writes those.

keep.eu writes the period, the strand and the countries before the programme's own name, not always alike:
`2014 - 2020 INTERREG V-A Finland - Estonia - Latvia - Sweden (Central Baltic)`, `2014 - 2020 INTERREG VB North Sea`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from s3dash.data.words import fold

if TYPE_CHECKING:
    from s3dash.sources.records import Period

OWN_NAMES: dict[Period, dict[str, str]] = {
    "2014-2020": {
        "baltic sea": "interreg-baltic-sea-region-2014",
        "baltic sea region": "interreg-baltic-sea-region-2014",
        "botnia atlantica": "interreg-botnia-atlantica-2014",
        "central baltic": "interreg-central-baltic-2014",
        "north sea": "interreg-north-sea-2014",
        "north sea region": "interreg-north-sea-2014",
        "south baltic": "interreg-south-baltic-2014",
        "sweden norway": "interreg-sweden-norway-2014",
    },
    "2021-2027": {
        "aurora": "interreg-aurora-2021",
        "baltic sea": "interreg-baltic-sea-region-2021",
        "baltic sea region": "interreg-baltic-sea-region-2021",
        "central baltic": "interreg-central-baltic-2021",
        "europe": "interreg-europe-2021",
        "north sea": "interreg-north-sea-2021",
        "north sea region": "interreg-north-sea-2021",
        "northern periphery and arctic": "interreg-npa-2021",
        "oresund kattegat skagerrak": "interreg-oks-2021",
        "ostersjoregionen": "interreg-baltic-sea-region-2021",
        "south baltic": "interreg-south-baltic-2021",
        "sverige norge": "interreg-sweden-norway-2021",
        "sweden norway": "interreg-sweden-norway-2021",
        "urbact": "interreg-urbact-2021",
        "urbact iv": "interreg-urbact-2021",
    },
}
"""Period -> own name of a programme, folded -> programme_id of the dataset."""
_BEFORE = re.compile(
    r"^\s*(?:\d{4}\s*[-–]\s*\d{4}\s*)?(?:interreg\s*)?(?:\b(?:IV|VI|V)[ -]?[ABCD]?\b\s*)?", re.IGNORECASE
)
_INTERREG = re.compile(r"^interreg ")
_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")


def programme_id(name: str, period: Period) -> str | None:
    """Return the dataset's programme of a name; None where it is not certain.

    The programme's own name is what stands in brackets at the end or, without them, after period and strand.

    Examples
    --------
    >>> programme_id("2014 - 2020 INTERREG VB North Sea", "2014-2020")
    'interreg-north-sea-2014'
    >>> programme_id("2014 - 2020 INTERREG VB North-West Europe", "2014-2020")
    """
    bare = _BEFORE.sub("", name)
    brackets = _BRACKETS.search(bare)
    candidates = [bare, _BRACKETS.sub("", bare), *([brackets[1]] if brackets else [])]
    names = {_INTERREG.sub("", fold(candidate)) for candidate in candidates}
    found = {OWN_NAMES[period][name] for name in names if name in OWN_NAMES[period]}
    return found.pop() if len(found) == 1 else None
