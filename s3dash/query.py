"""One query string read parameter by parameter: what can be used, and what had to be ignored and why."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

LONGEST_VALUE = 200


@dataclass(frozen=True)
class Ignored:
    """A parameter that the page could not use, and why (a key of the text catalogue)."""

    parameter: str
    value: str
    reason: str


_SPACES = re.compile(r"[\s\x00-\x1f\x7f]+")
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_WEIGHT = re.compile(r"([a-z_]+):(\d)", re.ASCII)


class Query:
    """The parameters of a query string, each read once; what cannot be used is put down in `ignored`."""

    def __init__(self, given: dict[str, str], ignored: list[Ignored]) -> None:
        self.given = given
        self.ignored = ignored

    @classmethod
    def of(cls, query: str, known: Container[str]) -> Query:
        """Split a query string, with or without its question mark, into the parameters that are known."""
        given: dict[str, str] = {}
        ignored: list[Ignored] = []
        for name, value in parse_qsl(query.removeprefix("?"), keep_blank_values=False, errors="replace"):
            if name not in known:
                ignored.append(Ignored(name[:LONGEST_VALUE], value[:LONGEST_VALUE], "ignored.unknown_parameter"))
            elif name in given:
                ignored.append(Ignored(name, value[:LONGEST_VALUE], "ignored.repeated"))
            else:
                given[name] = value[:LONGEST_VALUE]
        return cls(given, ignored)

    def drop(self, name: str, value: object, reason: str = "unknown_value") -> None:
        """Put down that a value is not used, and why (the end of a key of the text catalogue)."""
        self.ignored.append(Ignored(name, str(value), f"ignored.{reason}"))

    def choice(self, name: str, allowed: Iterable[str], default: str | None = None) -> str | None:
        """One of the allowed values, whatever its case."""
        value = self.given.get(name)
        if value is None:
            return default
        by_fold = {option.casefold(): option for option in allowed}
        if value.strip().casefold() not in by_fold:
            self.drop(name, value)
            return default
        return by_fold[value.strip().casefold()]

    def several(self, name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """Some of the allowed values, written with commas, in the order of the allowed ones."""
        chosen = self.given.get(name, "").split(",")
        for value in chosen:
            if value and value not in allowed:
                self.drop(name, value)
        return tuple(option for option in allowed if option in chosen)

    def ordered(self, name: str, allowed: Iterable[str], most: int) -> tuple[str, ...]:
        """Some of the allowed values, written with commas, in their own order, each once, `most` of them."""
        by_fold = {option.casefold(): option for option in allowed}
        chosen: dict[str, None] = {}
        for value in self.given.get(name, "").split(","):
            option = by_fold.get(value.strip().casefold())
            if value.strip() and option is None:
                self.drop(name, value)
            elif option and option not in chosen and len(chosen) == most:
                self.drop(name, value, "too_many")
            elif option:
                chosen[option] = None
        return tuple(chosen)

    def weights(self, name: str, heaviest: int) -> tuple[str, ...]:
        """Weights such as `size:2,skills:0`, each a whole number; sorted, without those of 1."""
        weights: dict[str, int] = {}
        for value in filter(None, self.given.get(name, "").split(",")):
            found = _WEIGHT.fullmatch(value)
            if found is None or int(found[2]) > heaviest or found[1] in weights:
                self.drop(name, value)
            else:
                weights[found[1]] = int(found[2])
        return tuple(f"{group}:{weight}" for group, weight in sorted(weights.items()) if weight != 1)

    def whole(self, name: str, lowest: int, highest: int) -> int | None:
        """A whole number within limits."""
        value = self.given.get(name)
        if value is None:
            return None
        if not (value.isascii() and value.isdigit() and lowest <= int(value) <= highest):
            self.drop(name, value)
            return None
        return int(value)

    def words(self, name: str) -> str | None:
        """Free text, each run of white space as one space; something in it must be a letter or a digit."""
        value = self.given.get(name)
        if value is None:
            return None
        text = _SPACES.sub(" ", value).strip()
        if not any(character.isalnum() for character in text):
            self.drop(name, value)
            return None
        return text

    def name(self, name: str) -> str | None:
        """An id of small letters, digits and hyphens; whether there is such a thing is for others to say."""
        value = self.given.get(name)
        if value is not None and not _NAME.fullmatch(value):
            self.drop(name, value)
            return None
        return value

    def country(self, name: str) -> str | None:
        """A two-letter country code; whether any project has a partner there is for the store to say."""
        value = self.given.get(name)
        if value is None:
            return None
        code = value.strip().upper()
        if not _COUNTRY.fullmatch(code):
            self.drop(name, value)
            return None
        return code

    def switch(self, name: str) -> bool:
        """Whether `1` is given."""
        return self.choice(name, ("1", "0")) == "1"
