"""Names of Interreg programmes, as keep.eu writes them, and the programmes of the dataset.

keep.eu writes the period, the strand and the countries before the programme's own name, not always alike:
`2014 - 2020 INTERREG V-A Finland - Estonia - Latvia - Sweden (Central Baltic)`, `2014 - 2020 INTERREG VB North Sea`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from s3dash.data.words import fold

if TYPE_CHECKING:
    from s3dash.sources.records import Period

_OWN_NAMES: dict[tuple[Period, str], str] = {
    ("2014-2020", "baltic sea region"): "interreg-baltic-sea-region-2014",
    ("2014-2020", "baltic sea"): "interreg-baltic-sea-region-2014",
    ("2014-2020", "botnia atlantica"): "interreg-botnia-atlantica-2014",
    ("2014-2020", "central baltic"): "interreg-central-baltic-2014",
    ("2014-2020", "north sea"): "interreg-north-sea-2014",
    ("2014-2020", "north sea region"): "interreg-north-sea-2014",
    ("2014-2020", "south baltic"): "interreg-south-baltic-2014",
    ("2014-2020", "sweden norway"): "interreg-sweden-norway-2014",
    ("2021-2027", "aurora"): "interreg-aurora-2021",
    ("2021-2027", "baltic sea region"): "interreg-baltic-sea-region-2021",
    ("2021-2027", "baltic sea"): "interreg-baltic-sea-region-2021",
    ("2021-2027", "central baltic"): "interreg-central-baltic-2021",
    ("2021-2027", "europe"): "interreg-europe-2021",
    ("2021-2027", "north sea"): "interreg-north-sea-2021",
    ("2021-2027", "north sea region"): "interreg-north-sea-2021",
    ("2021-2027", "northern periphery and arctic"): "interreg-npa-2021",
    ("2021-2027", "oresund kattegat skagerrak"): "interreg-oks-2021",
    ("2021-2027", "south baltic"): "interreg-south-baltic-2021",
    ("2021-2027", "sweden norway"): "interreg-sweden-norway-2021",
    ("2021-2027", "urbact iv"): "interreg-urbact-2021",
    ("2021-2027", "urbact"): "interreg-urbact-2021",
}
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
    found = {_OWN_NAMES.get((period, _INTERREG.sub("", fold(candidate)))) for candidate in candidates} - {None}
    return found.pop() if len(found) == 1 else None
