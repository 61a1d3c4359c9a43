"""Candidates for joint priorities: domains that all or most counties of a NUTS2 area have, and who could pay.

A domain is a candidate if more than half of the area's counties that state priorities in the period have it, and no
fewer than two. Beside it stand the programmes of the period that cover the area: what each says of its focus, and how
many projects it has there in the domain. A focus *names* a domain where a word speaks clearly for it, and *touches* it
where only vaguer words do. It must be so in each language in which the focus is given, so that a word's accident in one
of them does not count. Which word speaks for which domain is the reader's to say (in S3 Map the list of words by which
projects are classified), and every word is handed on, so that it can be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeAlias

from s3dash.analysis.eligibility import units_in_area
from s3dash.analysis.priorities import basis_of, domain_sharing, priorities_of
from s3dash.data.dataset import Dataset
from s3dash.data.remembered import remembered
from s3dash.data.store import ProjectFilter, ProjectStore

LEAST_COUNTIES = 2


class Word(NamedTuple):
    """A word found in a text: the domain it speaks for, whether clearly, and its parts as they begin, folded."""

    domain: str
    clear: bool
    parts: tuple[str, ...]


Reader: TypeAlias = Callable[[str], Iterable[Word]]
Mention: TypeAlias = Literal["names", "touches"]
Mentions: TypeAlias = Mapping[str, Mapping[str, Mention]]
"""Programme -> domain -> how its focus speaks of it."""


@dataclass(frozen=True)
class Funder:
    """A programme beside a candidate: its projects in area and domain, and how its focus speaks of the domain.

    `mention` is None where the focus does not speak of it, or is not known.
    """

    programme_id: str
    projects: int
    known_eur: float
    known_sek: float
    known_projects: int
    mention: Mention | None


@dataclass(frozen=True)
class Candidate:
    """A domain that `counties` of an area share; `every` one of those that state priorities, or most of them.

    `own` says that the area's own strategy has it. `projects` touch the area, whatever programme pays. `funders` cover
    the area or have projects in it: those whose focus speaks of the domain first, then by projects.
    """

    domain: str
    counties: tuple[str, ...]
    every: bool
    own: bool
    projects: int
    funders: tuple[Funder, ...]


@dataclass(frozen=True)
class Area:
    """One NUTS2 area: its counties, those that state priorities in the period, candidates, and programmes.

    `programmes` cover the area and their focus is known, that of the programmes `without_focus` is not. An area of one
    county has no candidates.
    """

    nuts_id: str
    counties: tuple[str, ...]
    listed: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    programmes: tuple[str, ...]
    without_focus: tuple[str, ...]


@remembered
def areas(ds: Dataset, store: ProjectStore, f: ProjectFilter, read: Reader) -> tuple[Area, ...]:
    """Return every Swedish NUTS2 area with its candidates, by code.

    Parameters
    ----------
    f
        Its period is that of priorities, programmes and projects; fund and programme narrow the projects.
    read
        Finds the words of a text that speak for a domain.
    """
    assert f.period
    mentions = {
        row.programme_id: mentions_of(_focus(ds, row.programme_id), read)
        for row in ds.programme_list
        if row.period == f.period
    }
    return tuple(_area(ds, store, replace(f, region=code), mentions) for code in ds.drawn("nuts2"))


def mentions_of(texts: Iterable[str], read: Reader) -> dict[str, Mention]:
    """Say how a focus, given in several languages, speaks of domains; see the module's head.

    Examples
    --------
    >>> def read(text):
    ...     return [Word("energy", word == "energy", (word,)) for word in text.split() if word in ("energy", "grid")]
    >>> mentions_of(["energy and food", "grid"], read), mentions_of(["energy", "food"], read)
    ({'energy': 'names'}, {})
    """
    found = [list(read(text)) for text in texts if text]
    if not found:
        return {}
    in_each = set.intersection(*({word.domain for word in words} for words in found))
    clear = {word.domain for words in found for word in words if word.clear}
    return {domain: "names" if domain in clear else "touches" for domain in sorted(in_each)}


def programmes_covering(ds: Dataset, nuts_id: str, period: str) -> tuple[str, ...]:
    """Return the programmes of a period whose area holds a Swedish NUTS2 area or a part of it, in the table's order."""
    return tuple(programme for programme, units in _coverage(ds, period).items() if nuts_id in units)


@remembered
def _coverage(ds: Dataset, period: str) -> dict[str, tuple[str, ...]]:
    """Programme -> the NUTS2 areas that its area holds or touches."""
    nuts2 = ds.drawn("nuts2")
    found = {}
    for programme in ds.programme_list:
        if programme.period == period:
            code, named = programme.programme_id, frozenset(ds.areas_of(programme.programme_id))
            if programme.kind == "interreg":
                found[code] = tuple(units_in_area(ds, code, nuts2))
            else:
                around = {unit: {*ds.area(unit), *_around(ds, unit)} for unit in nuts2}
                found[code] = tuple(unit for unit in nuts2 if not named.isdisjoint(around[unit]))
    return found


def _focus(ds: Dataset, programme_id: str) -> tuple[str, ...]:
    """A programme's focus in each language that has it."""
    return tuple(filter(None, (ds.programme(programme_id).focus(lang) for lang in ("sv", "en"))))


def _around(ds: Dataset, nuts_id: str) -> Iterable[str]:
    parent = ds.region(nuts_id).parent
    while parent:
        yield parent
        parent = ds.region(parent).parent


def _area(ds: Dataset, store: ProjectStore, f: ProjectFilter, mentions: Mentions) -> Area:
    assert f.region and f.period
    counties = ds.children(f.region)
    listed = tuple(county for county in counties if basis_of(ds, county, f.period))
    own = {domain for priority in priorities_of(ds, f.region, f.period) for domain in priority.domains}
    covering = programmes_covering(ds, f.region, f.period)
    candidates = []
    for share in domain_sharing(ds, f.region, f.period):
        n = len(share.counties)
        if n >= LEAST_COUNTIES and 2 * n > share.of:
            of_domain = replace(f, domain=share.domain)
            candidates.append(
                Candidate(
                    domain=share.domain,
                    counties=share.counties,
                    every=n == share.of,
                    own=share.domain in own,
                    projects=store.count(of_domain),
                    funders=_funders(store, of_domain, covering, mentions),
                )
            )
    return Area(
        nuts_id=f.region,
        counties=counties,
        listed=listed,
        candidates=tuple(candidates),
        programmes=tuple(code for code in covering if _focus(ds, code)),
        without_focus=tuple(code for code in covering if not _focus(ds, code)),
    )


def _funders(
    store: ProjectStore, f: ProjectFilter, covering: tuple[str, ...], mentions: Mentions
) -> tuple[Funder, ...]:
    """Programmes that cover the area and speak of the domain, and all that have projects in both."""
    groups = {group.key: group for group in store.by_programme(f) if group.key}
    found = []
    for code in {**dict.fromkeys(covering), **dict.fromkeys(groups)}:
        mention = mentions.get(code, {}).get(f.domain or "") if code in covering else None
        group = groups.get(code)
        if group is not None:
            found.append(Funder(code, group.projects, group.known_eur, group.known_sek, group.known_projects, mention))
        elif mention:
            found.append(Funder(code, 0, 0.0, 0.0, 0, mention))
    order = {"names": 0, "touches": 1, None: 2}
    return tuple(sorted(found, key=lambda funder: (order[funder.mention], -funder.projects, funder.programme_id)))
