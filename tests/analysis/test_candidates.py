"""Candidates for joint priorities: more than half of the counties, and what a programme's focus says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.analysis.candidates import Area, Word, areas, mentions_of, programmes_covering
from s3dash.data.dataset import Dataset
from s3dash.data.store import ProjectFilter, ProjectStore
from tests.analysis.world import partner, project, world

NOW, BEFORE = "2021-2027", "2014-2020"
FOCUS = {"erdf-se22-2021": ("vind och mat", "wind and food"), "interreg-south-2021": ("mat", "nothing")}
WORDS = {
    "vind": ("energy", True),
    "wind": ("energy", False),
    "mat": ("food", True),
    "food": ("food", True),
    "kraft": ("energy", False),
    "power": ("energy", False),
}


def read(text: str) -> list[Word]:
    return [Word(*WORDS[word], (word,)) for word in text.split() if word in WORDS]


def with_focus(dataset: Dataset) -> Dataset:
    programmes = dataset.programmes.assign(
        focus_sv=[FOCUS.get(code, (None, None))[0] for code in dataset.programmes["programme_id"]],
        focus_en=[FOCUS.get(code, (None, None))[1] for code in dataset.programmes["programme_id"]],
    )
    return replace(dataset, programmes=programmes, programme_areas=dataset.programme_areas.assign(source_id="S0001"))


def found(period: str = NOW, *projects: dict[str, Any], **narrow: Any) -> dict[str, Area]:
    dataset = with_focus(world(list(projects)))
    every = areas(dataset, ProjectStore(dataset), ProjectFilter(period=period, **narrow), read)
    return {area.nuts_id: area for area in every}


def test_what_more_than_half_of_the_counties_have():
    area = found()["SE31"]
    assert (area.counties, area.listed) == (("SE311", "SE312"), ("SE311", "SE312"))
    (energy,) = area.candidates
    assert (energy.domain, energy.counties, energy.every, energy.own) == ("energy", ("SE311", "SE312"), True, False)


def test_half_is_not_most_and_the_area_s_own_strategy_is_no_county():
    # one county has blue, the other energy and food; food is the area's own too
    assert found()["SE22"].candidates == ()


def test_one_list_alone_is_compared_with_nothing():
    area = found(BEFORE)["SE22"]
    assert (area.listed, area.candidates) == (("SE224",), ())


def test_programmes_that_cover_an_area():
    dataset = with_focus(world())
    assert programmes_covering(dataset, "SE22", NOW) == (
        "interreg-south-2021",
        "interreg-sea-2021",
        "erdf-se22-2021",
    )
    assert programmes_covering(dataset, "SE31", NOW) == ("interreg-sea-2021", "interreg-isles-2021")
    assert programmes_covering(dataset, "SE31", BEFORE) == ()


def test_a_focus_that_is_not_known_is_told_from_one_that_is_silent():
    area = found()["SE22"]
    assert area.programmes == ("interreg-south-2021", "erdf-se22-2021")
    assert area.without_focus == ("interreg-sea-2021",)


def both_energy(dataset: Dataset) -> Dataset:
    """The world where SE221 has energy in place of blue."""
    rows = dataset.priority_domains.assign(
        domain_id=dataset.priority_domains["domain_id"].replace("blue", "energy")
    ).drop_duplicates()
    return replace(dataset, priority_domains=rows)


def test_programmes_beside_a_candidate_those_whose_focus_speaks_of_it_first():
    rows = [project(f"S{n}", domain_id="energy", partners=[partner("SE221", 5.0)]) for n in range(2)]
    rows.append(project("SEA", domain_id="energy", regions="SE224", programme_id="interreg-sea-2021"))
    rows.append(project("FAR", domain_id="energy", regions="SE224", programme_id="interreg-isles-2021"))
    dataset = both_energy(with_focus(world(rows)))
    store = ProjectStore(dataset)
    area = next(a for a in areas(dataset, store, ProjectFilter(period=NOW), read) if a.nuts_id == "SE22")
    (energy,) = area.candidates
    assert energy.projects == 4
    assert [(f.programme_id, f.projects, f.mention) for f in energy.funders] == [
        ("erdf-se22-2021", 0, "names"),
        ("interreg-south-2021", 2, None),
        ("interreg-isles-2021", 1, None),  # does not cover the area, but has a project there
        ("interreg-sea-2021", 1, None),
    ]
    assert (energy.funders[1].known_eur, energy.funders[1].known_projects) == (10.0, 2)
    (narrow,) = next(
        a for a in areas(dataset, store, ProjectFilter(period=NOW, programme="interreg-sea-2021"), read)
        if a.nuts_id == "SE22"
    ).candidates  # fmt: skip
    assert narrow.projects == 1


@pytest.mark.parametrize(
    ("texts", "mention"),
    [
        (("vind", "wind"), "names"),  # clear in one language, found in both
        (("kraft", "power"), "touches"),
        (("vind", "nothing"), None),  # an accident of one language
        (("vind", None), "names"),  # the only language there is
        (("", ""), None),
    ],
)
def test_how_a_focus_speaks_of_a_domain(texts, mention):
    assert mentions_of(texts, read).get("energy") == mention


TEXTS = st.lists(st.sampled_from([*WORDS, "other"]), max_size=5).map(" ".join)


@given(TEXTS, TEXTS)
def test_the_order_of_languages_does_not_matter(first, second):
    assert mentions_of([first, second], read) == mentions_of([second, first], read)
    assert set(mentions_of([first, second], read)) <= {word.domain for word in read(f"{first} {second}")}


def test_candidates_are_shared_by_most(site):
    for period in (NOW, BEFORE):
        for area in areas(site.dataset, site.store, ProjectFilter(period=period), read):
            for candidate in area.candidates:
                n = len(candidate.counties)
                assert n >= 2 and 2 * n > len(area.listed)
                assert candidate.every == (n == len(area.listed))
                assert set(candidate.counties) <= set(area.listed) <= set(area.counties)
