"""How the texts are written: typographic signs, and one word for one thing."""

from __future__ import annotations

import re

import pytest

from s3dash.text import catalogue

_SIGNS = re.compile(r"(?<=\w)'|\"|\.\.\.|--|  | - (?!\d)|\d %|\d €")
"""Straight quotation marks and apostrophes, dots and hyphens for other signs, and spaces at which a line may break."""
_OTHER_WORDS = {
    "sv": {
        r"\bEU-bidrag": "EU-stöd",
        r"\bNuts ?\d": "NUTS2",
        r"\bFo[UI]-miljö": "forskningsmiljö",
        r"\bi datan\b|\bDatan\b": "materialet",
        r"\b[Kk]lassa[dt]": "har ett område",
        r"\bupptecknad": "finns i materialet",
        r"\b[Ll]adda ned\b": "ladda ner",
        r"\bS3 Map\b": "S3-kartan",
        r"\b(primär|sekundär)": "huvudområde, del av en prioritering",
        r"\bteknikpark|\bforskningspark": "science park",
        r"\b[Ss]lag av\b": "typ av",
    },
    "en": {
        r"\bR&I\b": "research environments",
        r"\b[Cc]lassified\b": "has a domain",
        r"\bround the\b": "around the",
        r"\btest beds?\b": "testbed",
        r"\bWeb site\b": "website",
        r"\b[Ll]ikeness\b": "similarity",
        r"\b(primary|secondary) domain": "main domain, part of a priority",
        r"\b[Dd]ata lack\b": "the data lacks",
    },
}
"""What a thing is not called -> what it is called."""


def texts(lang):
    """Those that are read on pages: not the pattern of the copy's file, whose lines are drawn with signs."""
    return {key: entry for key, entry in catalogue(lang).items() if key != "kit.readme"}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_signs_are_those_of_print(lang):
    wrong = {key: entry for key, entry in texts(lang).items() if _SIGNS.search(entry)}
    assert not wrong


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_thing_has_one_name(lang):
    wrong = [
        f"{key}: {found[0]} -> {better}"
        for key, entry in catalogue(lang).items()
        for said in [re.sub(r"{[^}]*}", "", entry)]
        for word, better in _OTHER_WORDS[lang].items()
        if (found := re.search(word, said))
    ]
    assert not wrong
