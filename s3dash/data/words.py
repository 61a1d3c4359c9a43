"""Words compared without regard to case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

FOLDED_LETTERS = {
    "ø": "o", "æ": "ae", "å": "a", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t",
    "ß": "ss", "ς": "σ", "µ": "μ", "²": "2", "³": "3", "¹": "1", "ª": "a", "º": "o", "ﬁ": "fi", "ﬂ": "fl",
}  # fmt: skip
"""Letters that Unicode does not take an accent off."""
_LETTERS = str.maketrans(FOLDED_LETTERS)
_AFTER_Z = str.maketrans({"å": "zza", "ä": "zzb", "æ": "zzb", "ö": "zzc", "ø": "zzc"})
"""Letters that stand at the end of the Swedish alphabet; no name has two z before another letter of those."""
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_OTHER_ASCII = re.compile(r"[^0-9a-z]+")
_OTHER = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """Give the key under which a text is compared: lower case, no accents, a space for any run of other characters.

    Letters of other alphabets stay, so that a Greek or Cyrillic name keeps a key of its own.

    Examples
    --------
    >>> fold("  Region Östergötland, R&D-centre ")
    'region ostergotland r d centre'
    """
    if text.isascii():
        return _OTHER_ASCII.sub(" ", text.lower()).strip()
    # decomposed first, since what stands for a letter (™, 𝔸) may stand for a capital one
    lower = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", lower)
    return _OTHER.sub(" ", _ACCENTS.sub("", plain)).strip()


def alphabetical(name: str, lang: str) -> str:
    """Give the key by which names stand in alphabetical order, in Swedish with å, ä and ö after z.

    Examples
    --------
    >>> sorted(["Östergötland", "Åland", "Zealand", "Uppsala"], key=lambda name: alphabetical(name, "sv"))
    ['Uppsala', 'Zealand', 'Åland', 'Östergötland']
    """
    return fold(name.casefold().translate(_AFTER_Z)) if lang == "sv" else fold(name)
