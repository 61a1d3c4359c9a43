"""Free text, similar projects and organisations."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from s3dash.data.store import ProjectFilter, ProjectStore
from tests.analysis.world import partner, project
from tests.data.reference import Reference, invented
from tests.data.stores import StoreOf, full_world

# ------------------------------------------------------------ free text


@pytest.fixture(scope="module")
def texts(store_of: StoreOf) -> ProjectStore:
    return store_of(
        project("A", title="Vätgas i hamnen", summary="Båtar som går på el", start_date="2021"),
        project("B", title="Hamnar", summary_en="Hydrogen for ferries, the harbour's fuel", start_date="2022"),
        project("C", title="Øresund 100% grønt", title_en="The Sound all green", start_date="2023"),
        project("D", title="Straße des Wasserstoffs", partners=[named("Łódź University of Technology")]),
        project("E", title="C:\\temp a_b", lead_organisation="Institut d'Économie", start_date="2020"),
        project("F", title="Energi", summary="vätgas", start_date="2021"),
        project("G", title="Energiöverföring", start_date="2023"),
        project("H-2020", title="Ελληνική ενέργεια и энергия", start_date="2019"),
    )


def named(name: str | None, country: str = "SE", number: str | None = None, **changes: Any) -> dict[str, Any]:
    row = partner(None, country=country) | {"organisation": name, "organisation_number": number}
    return row | changes


def found(store: ProjectStore, text: str) -> list[str]:
    return [p.project_id for p in store.page(ProjectFilter(text=text), "relevance", limit=50)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vätgas", ["A", "F"]),  # the title before the summary
        ("VATGAS", ["A", "F"]),
        ("va\N{COMBINING DIAERESIS}tgas", ["A", "F"]),
        ("oresund", ["C"]),
        ("ØRESUND", ["C"]),
        ("strasse", ["D"]),
        ("STRAẞE", ["D"]),
        ("lodz", ["D"]),  # a partner's name
        ("economie institut", ["E"]),  # the lead's name, in any order
        ("hamn", ["B", "A"]),  # begins so
        ("hamnen", ["A"]),
        ("amnen", []),  # does not begin so
        ("energi", ["F", "G"]),  # the word itself before one that begins with it, though that is newer
        ("hydrogen harbour", ["B"]),
        ("hydrogen vätgas", []),  # each word must be there
        ("båtar båtar BATAR", ["A"]),
        ("sound green", ["C"]),  # the English title
        ("h 2020", ["H-2020"]),  # the project's id
        ("ελληνικη", ["H-2020"]),
        ("ЭНЕРГИЯ", ["H-2020"]),
    ],
)
def test_a_text_finds_every_word_or_one_that_begins_so(texts: ProjectStore, text: str, expected: list[str]) -> None:
    assert found(texts, text) == expected


def test_one_letter_is_a_beginning(texts: ProjectStore) -> None:
    assert set(found(texts, "h")) == {"A", "B", "H-2020"}


@pytest.mark.parametrize("text", ["", "  ", "%", "_", "'", '"', "\\", "--", ";", "…", "\0", "\ud800", "()*&|!:<->"])
def test_a_text_without_a_word_finds_nothing(texts: ProjectStore, text: str) -> None:
    f = ProjectFilter(text=text)
    assert texts.count(f) == 0
    assert not any((texts.page(f, "relevance"), texts.by_domain(f), list(texts.batches(f))))
    assert set(texts.projects_by_unit(f).values()) == {0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100%", ["C"]),
        ("10%0", []),
        ("%resund", []),
        ("a_b", ["E", "A"]),  # A is its id
        ("d'Économie", ["E"]),
        ("C:\\temp", ["E"]),
        ("'; DROP TABLE projects; --", []),
        ("energi\0", ["F", "G"]),
        ("(energi", ["F", "G"]),
        ("energi\N{ZERO WIDTH SPACE}", ["F", "G"]),
        ("\N{GRINNING FACE} energi", ["F", "G"]),
    ],
)
def test_signs_only_part_words(texts: ProjectStore, text: str, expected: list[str]) -> None:
    assert found(texts, text) == expected


def test_long_texts(texts: ProjectStore) -> None:
    assert found(texts, "x" * 500) == []
    assert found(texts, "energi " * 71) == ["F", "G"]
    assert found(texts, " ".join(f"word{n}" for n in range(70))) == []
    assert len(texts.terms(" ".join(f"word{n}" for n in range(70)))) == 12


def test_many_words_of_one_title(store_of: StoreOf) -> None:
    """Scores add up without end."""
    title = " ".join(f"word{n:02}" for n in range(40))
    assert found(store_of(project("P", title=title)), title) == ["P"]


def test_the_words_of_a_text_as_they_are_compared(texts: ProjectStore) -> None:
    assert texts.terms(" Vätgas, i VÄTGAS-hamnen 100% ") == ("vatgas", "i", "hamnen", "100")
    assert texts.terms("%") == ()


def test_a_search_may_be_ordered_otherwise(texts: ProjectStore) -> None:
    f = ProjectFilter(text="energi")
    assert [p.project_id for p in texts.page(f, "newest")] == ["G", "F"]
    assert [p.project_id for p in texts.page(ProjectFilter(), "relevance")] == [
        p.project_id for p in texts.page(ProjectFilter(), "newest")
    ]


# ------------------------------------------------------------ similar projects


def test_similar_projects_share_rare_words_and_come_from_elsewhere_first(store_of: StoreOf) -> None:
    store = store_of(
        project("ITSELF", title="Vätgas för sjöfart", regions="SE311", domain_id="energy"),
        project("DOMAIN", title="Vätgas i stål", regions="SE311", domain_id="energy"),
        project("OTHER", title="Vätgas i flyg", regions="SE224", domain_id="food"),
        project("HERE", title="Mat med sjöfart", regions="SE311"),
        project("THERE", title="Mat och sjöfart", regions="SE224"),
        project("ELSEWHERE", title="Fisk", regions="SE224", domain_id="energy"),
        *(project(f"X{n}", title="Något annat") for n in range(5)),
    )
    nearest = [p.project_id for p in store.similar("ITSELF")]
    assert nearest[0] == "DOMAIN"
    assert nearest.index("THERE") < nearest.index("HERE")
    assert set(nearest) == {"DOMAIN", "OTHER", "HERE", "THERE"}
    assert [p.project_id for p in store.similar("ITSELF", limit=1)] == ["DOMAIN"]
    assert store.similar("ELSEWHERE") == []


def test_no_project_is_similar_to_itself(store_of: StoreOf) -> None:
    rows = invented(seed=3, size=40)
    store = store_of(*rows)
    for row in rows[:10]:
        nearest = [p.project_id for p in store.similar(row["project_id"], limit=4)]
        assert row["project_id"] not in nearest
        assert len(nearest) == len(set(nearest)) <= 4


def test_a_project_without_words_is_similar_to_none(store_of: StoreOf) -> None:
    store = store_of(project("P", title="!?"), project("Q", title="!?"), project("R", title="a b"))
    assert store.similar("P") == store.similar("R") == []


# ------------------------------------------------------------ organisations


def test_organisations_are_found_by_a_part_of_the_name_most_projects_first(store_of: StoreOf) -> None:
    store = store_of(
        project("1", partners=[named("Lunds universitet"), named("Göteborgs universitet"), named("100% Ål_AB")]),
        project("2", partners=[named("Göteborgs Universitet"), named("Göteborgs universitet")]),
        project("3", partners=[named("Uniwersytet Łódzki", "PL"), named(None)]),
    )

    def names(text: str, **limit: int) -> list[str]:
        return [o.name for o in store.organisations(text, **limit)]

    assert names("UNIVERSITET") == ["Göteborgs universitet", "Lunds universitet"]
    assert names("universitet", limit=1) == ["Göteborgs universitet"]
    assert names("goteborgs univ") == ["Göteborgs universitet"]
    assert names("lodzki") == ["Uniwersytet Łódzki"]
    assert names("xyz") == names("") == names("%") == names("_") == names("\\") == names("'") == []
    assert names("100% ål_ab") == ["100% Ål_AB"]
    assert names("u" * 500) == []
    assert [o.projects for o in store.organisations("universitet")] == [2, 1]


def test_an_organisation_says_what_most_of_its_participations_say(store_of: StoreOf) -> None:
    at_home = {"nuts_id": "SE224", "organisation_type": "university"}
    store = store_of(
        project("1", partners=[named("Lunds universitet", **at_home)]),
        project("2", partners=[named("Lunds universitet", **at_home), named("LUNDS UNIVERSITET")]),
    )
    organisation = store.organisation("se-lunds-universitet")
    assert (organisation.name, organisation.organisation_type, organisation.country, organisation.nuts_id) == (
        "Lunds universitet", "university", "SE", "SE224",
    )  # fmt: skip
    assert organisation.projects == store.count(ProjectFilter(organisation="se-lunds-universitet")) == 2


def test_one_number_is_one_organisation_and_ids_do_not_depend_on_other_projects(store_of: StoreOf) -> None:
    rows = [
        project("1", partners=[named("Lunds universitet", number="2021003211"), named("Region Skåne")]),
        project("2", partners=[named("Lund University", number="2021003211"), named("REGION SKANE")]),
        project("3", partners=[named("Lund University", "DK", number="2021003211"), named("Region Skåne", "PL")]),
    ]

    def ids(store: ProjectStore) -> dict[str, list[str | None]]:
        return {row["project_id"]: [p.organisation_id for p in store.partners(row["project_id"])] for row in rows}

    more = [project(f"X{n}", partners=[named(f"Organisation {n}")]) for n in range(5)]
    found = ids(store_of(*rows))
    assert found == ids(store_of(*more, *reversed(rows)))
    assert found["1"] == found["2"] == ["se-lund-university", "se-region-skane"]
    assert found["3"] == ["dk-lund-university", "pl-region-skane"]


def test_private_persons_and_nameless_participations_are_no_organisations(store_of: StoreOf) -> None:
    person = named(None, number="5501011234", organisation_type="private_person", place="Smedjebacken")
    store = store_of(project("P", partners=[person, named(None), named("Ärlan")]))
    partners = store.partners("P")
    assert [p.organisation_id for p in partners] == [None, None, "se-arlan"]
    assert (partners[0].organisation_type, partners[0].place) == ("private_person", "Smedjebacken")
    assert store.project("P").partner_count == 3
    assert [o.organisation_id for o in store.organisations("a")] == ["se-arlan"]
    assert store.partners_of("se-arlan") == []


def test_names_of_other_alphabets_and_long_names_have_ids_of_their_own(store_of: StoreOf) -> None:
    names = ["Δήμος", "Дума", "X" * 300, "X" * 300 + "y", "!?", "???"]
    store = store_of(project("P", partners=[named(name, "PL") for name in names]))
    ids = [p.organisation_id for p in store.partners("P")]
    assert len(set(ids[:4])) == 4
    assert all(i is not None and len(i) <= 70 for i in ids)
    assert [store.organisation(i or "").organisation_id for i in ids] == ids


def test_partners_of_an_organisation_most_shared_projects_first(store_of: StoreOf) -> None:
    number = count(1)

    def joint(*names: str) -> dict[str, Any]:
        return project(f"P{next(number)}", partners=[named(name) for name in names])

    store = store_of(joint("A", "B", "C"), joint("A", "C", "C"), joint("B", "D"), joint("A"), joint("A", "B", "C"))
    shared = [(o.name, o.projects, n) for o, n in store.partners_of("se-a")]
    assert shared == [("C", 3, 3), ("B", 3, 2)]
    assert [n for _, n in store.partners_of("se-a", limit=1)] == [3]
    assert [(o.name, n) for o, n in store.partners_of("se-d")] == [("B", 1)]
    assert store.partners_of("se-nobody") == []


def test_organisations_of_many_projects_as_in_plain_python(store_of: StoreOf) -> None:
    rows = invented(seed=4, size=50)
    store, expected = store_of(*rows), Reference(full_world(), rows)
    members: dict[str, set[str]] = {}
    for row in expected.rows:
        for part in row["partners"]:
            if organisation := expected.organisation_id(part):
                members.setdefault(organisation, set()).add(row["project_id"])
    for organisation, projects in members.items():
        assert store.organisation(organisation).projects == len(projects)
        shared = {other: len(projects & its) for other, its in members.items() if other != organisation}
        found_shared = {o.organisation_id: n for o, n in store.partners_of(organisation)}
        assert found_shared == {other: n for other, n in shared.items() if n}
