"""The words of each domain: how a stem is written, and which stems a text holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from s3dash.data.words import fold

STEMS = Path(__file__).with_name("stems.yml")
NEUTRAL = ""
"""The domain of words that look like a stem and are none."""
SILENT = "-"
"""The domain of words that keep the others from deciding."""
WHOLE = 3
"""Stems of so few letters are whole words; of more, they are how a word begins."""
_REMEMBERED = 100_000


@dataclass(frozen=True, eq=False, slots=True)
class Stem:
    """A word, the beginning of one, or several that follow each other, and the domain that it speaks for.

    `text` is as written in the list, without its mark; `words` are folded. A stem is equal to
    itself alone, which keeps counting them quick.
    """

    text: str
    words: tuple[str, ...]
    domain_id: str
    language: str
    strong: bool
    whole: bool = False
    inside: bool = False

    def follows(self, words: Sequence[str], start: int) -> bool:
        """Tell whether the stem's further words stand behind its first, which stands at a position of a text."""
        if len(words) < start + len(self.words):
            return False
        for part, word in zip(self.words[1:], words[start + 1 :], strict=False):
            if not word.startswith(part) or (len(part) <= WHOLE and word != part):
                return False
        return True


class Found(NamedTuple):
    """What a token holds.

    `counted` are the stems of its words; `singles` the same with None for each word without, and neutral ones too;
    `phrases` the stems of several words that one of its words (by position) may begin, the longest first. `seconds`
    are, of a token of one word, how the word behind it begins where such a stem goes on.
    """

    counted: tuple[Stem, ...]
    singles: tuple[Stem | None, ...]
    phrases: tuple[tuple[int, Stem], ...]
    seconds: tuple[str, ...]


NOTHING = Found((), (), (), ())


def read(path: Path = STEMS) -> list[Stem]:
    """Read the stems of a file like `stems.yml`, in its order; its head explains how they are written."""
    tree: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    stems = [*_written(NEUTRAL, tree["neutral"], strong=False), *_written(SILENT, tree["silent"], strong=True)]
    for domain_id, kinds in tree["domains"].items():
        for kind, languages in kinds.items():
            stems += _written(domain_id, languages, strong=kind == "strong")
    return stems


def _written(domain_id: str, languages: Mapping[str, str], strong: bool) -> Iterator[Stem]:
    for language, line in languages.items():
        for written in line.split(","):
            text = written.strip()
            mark, text = (text[0], text[1:]) if text[:1] in ("~", "=") else ("", text)
            words = tuple(fold(text).split())
            whole = mark == "=" or (len(words) == 1 and len(words[0]) <= WHOLE)
            yield Stem(text, words, domain_id, language, strong, whole, mark == "~")


class Vocabulary:
    """Finds the stems of a text, token by token; what a token holds is remembered, within bounds.

    Of several stems that fit a word's beginning the longest counts, before any that fits inside; words that belong
    to a stem of several words do not count by themselves.
    """

    def __init__(self, stems: Iterable[Stem]) -> None:
        self.stems = tuple(stems)
        self._begins: dict[str, Stem] = {}
        self._whole: dict[str, Stem] = {}
        self._inside: dict[str, Stem] = {}
        self._phrases: dict[str, list[Stem]] = defaultdict(list)
        for stem in self.stems:
            word = stem.words[0]
            if len(stem.words) > 1:
                self._phrases[word].append(stem)
                continue
            if stem.whole:
                self._whole.setdefault(word, stem)
                continue
            self._begins.setdefault(word, stem)
            if stem.inside:
                self._inside.setdefault(word, stem)
        self._span = max((len(stem.words) for stem in self.stems), default=1)
        self._known: dict[str, Found] = {}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, [*self._begins, *self._phrases]), default=0)

    def find(self, text: str) -> list[Stem]:
        """Return the stems of a text, each once, in the text's order."""
        tokens = text.split()
        known = self._known
        found: dict[Stem, None] = {}
        skip = 0
        for position, token in enumerate(tokens):
            holds = known.get(token)
            if holds is None:
                holds = self._look_up(token)
            if skip or (holds.phrases and self._goes_on(holds, tokens, position)):
                skip = self._collect(found, tokens, position, holds, skip)
            else:
                for single in holds.counted:
                    found[single] = None
        return list(found)

    @staticmethod
    def _goes_on(holds: Found, tokens: list[str], position: int) -> bool:
        """Tell, quickly, whether a stem of several words may begin at a token; when in doubt it may."""
        if not holds.seconds:
            return True
        behind = fold(tokens[position + 1]) if position + 1 < len(tokens) else "-"
        return not behind or behind.startswith(holds.seconds)

    def _collect(self, found: dict[Stem, None], tokens: list[str], position: int, holds: Found, skip: int) -> int:
        """Add what a token holds, stems of several words first; return how many later words such a stem has taken."""
        own = len(fold(tokens[position]).split())
        words: list[str] = []
        for token in tokens[position:]:
            words += fold(token).split()
            if len(words) >= own + self._span:
                break
        for start in range(own):
            if skip:
                skip -= 1
                continue
            stem = next((s for at, s in holds.phrases if at == start and s.follows(words, start)), None)
            if stem is not None:
                skip = len(stem.words) - 1
            elif holds.singles:
                stem = holds.singles[start]
            if stem is not None and stem.domain_id:
                found[stem] = None
        return skip

    def _look_up(self, token: str) -> Found:
        words = fold(token).split()
        singles = tuple(self._single(word) for word in words)
        phrases = tuple((start, stem) for start, word in enumerate(words) for stem in self._beginning(word))
        counted = tuple(stem for stem in singles if stem is not None and stem.domain_id)
        seconds = tuple({stem.words[1] for _, stem in phrases}) if len(words) == 1 else ()
        holds = Found(counted, singles, phrases, seconds) if phrases or any(singles) else NOTHING
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[token] = holds
        return holds

    def _single(self, word: str) -> Stem | None:
        if word in self._whole:
            return self._whole[word]
        for length in range(min(len(word), self._longest), WHOLE, -1):
            stem = self._begins.get(word[:length])
            if stem is not None:
                return stem
        inside = [stem for part, stem in self._inside.items() if part in word]
        return max(inside, key=lambda stem: len(stem.words[0]), default=None)

    def _beginning(self, word: str) -> list[Stem]:
        """Return the stems of several words that a word may begin, the longest first."""
        lengths = range(1, min(len(word), self._longest) + 1)
        found = [stem for length in lengths for stem in self._phrases.get(word[:length], ())]
        fits = [stem for stem in found if len(stem.words[0]) > WHOLE or stem.words[0] == word]
        return sorted(fits, key=lambda stem: -sum(map(len, stem.words)))
