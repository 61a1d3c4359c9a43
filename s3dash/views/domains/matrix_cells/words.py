"""Sentences about the largest, the rest and the missing, as all kinds of cells use them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from s3dash.views.context import Context

MOST_NAMED = 3
"""More equals than this are counted, not named."""
LONGEST_LIST = 6
_Key = TypeVar("_Key")


def units(context: Context, n: int) -> str:
    """The word for n Swedish units of the level: county, counties, NUTS2 area ..."""
    return context.text(f"matrix.units.{context.state.level}.{'one' if n == 1 else 'other'}")


def largest(values: Mapping[_Key, float]) -> tuple[float, list[_Key]]:
    """The largest value and every key that has it; 0 and none where there is nothing above zero."""
    most = max(values.values(), default=0)
    return (most, [key for key, value in values.items() if value == most]) if most > 0 else (0, [])


def short_names(context: Context, domains: Iterable[str]) -> list[str]:
    """Domains in a word or two each."""
    return [context.domain_short(domain) for domain in domains]


def about_the_first(context: Context, key: str, first: list[str], **values: str) -> str:
    """A headline about the domain or the domains with the largest number: `key.one`, `.other` or `.many`."""
    text = context.text
    if len(first) > MOST_NAMED:
        return text(f"{key}.many", k=text.number(len(first)), **values)
    names = text.names(short_names(context, first))
    return text(f"{key}.{'one' if len(first) == 1 else 'other'}", names=names, **values)


def about_regions(context: Context, key: str, codes: list[str], n: str) -> str:
    """Which region or regions have most: `key.one` or `.other`; nothing where there is none, or too many have."""
    if not 0 < len(codes) <= MOST_NAMED:
        return ""
    names = context.names(codes)
    return context.text(f"{key}.{'one' if len(codes) == 1 else 'other'}", names=names, n=n)


def listed(context: Context, key: str, domains: list[str]) -> str:
    """A sentence that names some domains (`key.few`) or says how many they are (`.many`); nothing for none."""
    text, level = context.text, context.state.level
    if not domains:
        return ""
    values = {"one": units(context, 1), "all": text(f"matrix.all_units.{level}")}
    if len(domains) > LONGEST_LIST:
        return text(f"{key}.many", k=text.number(len(domains)), **values)
    return text(f"{key}.few", names=text.names(short_names(context, domains)), **values)


def joined(sentences: Iterable[str]) -> str:
    """Sentences one after the other, empty ones left out."""
    return " ".join(sentence for sentence in sentences if sentence)


def that_unit(context: Context) -> str:
    """The word for the Swedish unit that is spoken of, in Swedish in its definite form."""
    return context.text(f"matrix.that_unit.{context.state.level}")
