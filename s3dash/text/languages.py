"""Which language a name or title is in, so that it can be read aloud as what it is.

Sources print titles in their own language and do not say which. A language is told by its function words, common words
of regional development and letters that only it has; a title of names and abbreviations alone has none.
"""

from __future__ import annotations

import re
from functools import lru_cache

HOME = {
    "SE": "sv", "DK": "da", "FI": "fi", "NO": "no", "EE": "et", "LV": "lv", "LT": "lt", "PL": "pl", "DE": "de",
    "AT": "de", "GB": "en", "IE": "en", "FR": "fr", "ES": "es", "IT": "it", "PT": "pt", "NL": "nl",
}  # fmt: skip
"""Country -> the language that most names from there are in."""
SWEDISH_ISLANDS = "FI20"
"""Åland, whose language is Swedish."""
UNKNOWN = ""
"""HTML's way to say that the language is not known."""

_WORDS = {
    "sv": "och för i av på med till att ett en den det från inom är som genom mot län regional hållbar hållbart "
    "hållbara utveckling förstudie näringsliv tillväxt företag samverkan hälsa energi skog industri industriell "
    "livsmedel teknik ekonomi bioekonomi innovation besöksnäring digitalisering material miljö klimat smart smarta "
    "transporter stad kultur kreativa näringar region kommun högskola universitetet strategi smart specialisering",
    "en": "and for of the in on with to from through a an by towards its health energy forest industry industrial food "
    "technology technologies economy bioeconomy innovation tourism digital manufacturing materials environment climate "
    "transport city culture creative industries university region regional development sustainable circular green "
    "clean advanced production services solutions life sciences science marine blue growth research business skills "
    "smart project network systems system new water mobility logistics care wellbeing tools engineering processes",
    "da": "og til af på med det den er fra gennem bæredygtig sundhed energi fødevarer region erhverv udvikling",
    "no": "og til av på med det den er fra gjennom næringsutvikling bærekraftig helse energi fylkeskommune ny hav "
    "og utvikling næring næringar smarte fornybar",
    "fi": "ja sekä tai on uudistaminen osaaminen kehittäminen yliopisto kaupunki liitto maakunta hyvinvointi terveys "
    "energia teknologia matkailu teollisuus ratkaisut älykäs kestävä kasvu biotalous digitalisaatio",
    "et": "ja ning või on eesti ülikool tervis energia tehnoloogia targa majandus",
    "lv": "un par ar no latvijas universitāte enerģija veselība pašvaldība plānošanas reģions",
    "lt": "ir su iš lietuvos universitetas energija sveikata savivaldybė naujos",
    "pl": "i w z na do oraz dla przemysł technologie technologii produkcja zdrowie energia energetyka żywność "
    "turystyka rozwój uniwersytet województwo branża inteligentne nowoczesne gmina miasto sektor medycyna",
    "de": "und für der die das mit von zur im am energie gesundheit wirtschaft universität industrie maritime medien "
    "verkehr ernährung stadt cluster land hochschule gesellschaft mobilität logistik optik",
}
_LETTERS = {
    "pl": "ąęłńśźż", "lv": "āēģīķļņ", "lt": "ėįųū", "et": "õ", "de": "ß", "sv": "", "da": "", "no": "", "fi": "",
}  # fmt: skip
_MORE = {
    "sv": re.compile(r"(ning|ningar|ningen|het|else|tion|isk|iska|ande|arna|erna|skap|ering|itet|teknik|näring\w*)$"),
    "en": re.compile(r"(tion|tions|ing|ness|ment|ity|ies|ogy|ism|ical|able|ship|ence|ance)$"),
    "fi": re.compile(r"(inen|uus|yys|isuus|ssa|ssä|lla|llä|iikka|minen|osaaminen|teollisuus)$"),
    "pl": re.compile(r"(owy|owa|owe|ność|ości|acja|acji|nych|ych|ego|enie|enia|stwo|ski|ska|skie)$"),
    "de": re.compile(r"(ung|ungen|keit|heit|schaft|wirtschaft|technik|lich|tät)$"),
    "da": re.compile(r"(erhverv\w*|hed|else)$"),
    "no": re.compile(r"(næring\w*|utvikling|else|sjon)$"),
}
_FUNCTION = 5
"""How many of a language's words in the list above are certain: they come first there."""
_AT_HOME = 2
"""What it counts that words come from where a language is spoken: as much as one of its words."""
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")


def _lists() -> dict[str, dict[str, int]]:
    return {
        lang: {word: 3 if place < _FUNCTION else 2 for place, word in enumerate(words.split())}
        for lang, words in _WORDS.items()
    }


_LISTS = _lists()


@lru_cache(maxsize=20_000)
def language_of(words: str, home: str | None = None) -> str:
    """The language of a name or title as a code (`sv`), :data:`UNKNOWN` where nothing tells.

    Parameters
    ----------
    home
        The language that is likely because of where the words come from.
    """
    score = dict.fromkeys(_WORDS, 0)
    found = [word.casefold() for word in _WORD.findall(words)]
    for word in found:
        for lang, known in _LISTS.items():
            score[lang] += known.get(word, 0)
        for lang, ending in _MORE.items():
            if len(word) > 4 and ending.search(word):
                score[lang] += 1
    letters = set("".join(found))
    for lang, own in _LETTERS.items():
        score[lang] += 4 * len(letters.intersection(own))
    if letters.intersection("åö") and not letters.intersection("øæ"):
        score["sv"] += 2 if letters.intersection("å") else 1
        score["fi"] += 1 if not letters.intersection("å") else 0
    if letters.intersection("øæ"):
        score["da"] += 3
        score["no"] += 3
    if home in score:
        score[home] += _AT_HOME
    best = max(score.values())
    likely = [lang for lang, points in score.items() if points == best]
    return likely[0] if best > 1 and len(likely) == 1 else UNKNOWN
