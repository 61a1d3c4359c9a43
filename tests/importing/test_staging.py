"""Rows of one project together, projects that several sources know, and what becomes of each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.importing.invented import OTHER, SOURCE, World, interreg, part, project

SHARED = "title:interreg-south-baltic-2021|a shared sea"
SOUTH = interreg("7", title="A Shared Sea")


# ---------------------------------------------------------------- rows of one project


def test_rows_of_one_project_are_joined(world: World) -> None:
    money = {"total_budget": 900.0, "eu_contribution": 450.0, "currency": "EUR", "amount_covers": "project"}
    report = world.run(
        project("1", regions=["SE224"], notes=["amount_unclear"], **money),
        part("1", "Region Skåne", role="lead", nuts_id="SE224"),
        project("1", regions=["SE221", "SE224"], unplaced=["Atlantis"], **money),
        part("1", "Region Skåne", role="lead", nuts_id="SE224"),
        part("1", "Karlskrona kommun", nuts_id="SE221"),
        project("2"),
    )
    assert (report.new, report.differing) == (2, 0)
    row = world.project("INV-1")
    assert (row["total_budget"], row["eu_contribution"], row["currency"]) == (900, 450, "EUR")
    assert row["regions"] == "SE221 SE224"
    assert (row["place"], row["note"]) == ("Atlantis", "amount_unclear")
    assert (row["lead_organisation"], row["lead_nuts"]) == ("Region Skåne", "SE224")
    assert [p["organisation"] for p in world.parts("INV-1")] == ["Region Skåne", "Karlskrona kommun"]
    assert (row["sweden_kind"], row["sweden_eur"]) == ("known", 450), "the grant counts once"


def test_participations_with_an_amount_are_each_their_own(world: World) -> None:
    half = part("1", "Region Skåne", eu_contribution=50.0, currency="EUR")
    world.run(project("1"), half, half, part("1", "Region Skåne"))
    assert [p["eu_contribution"] for p in world.parts("INV-1")] == [50, 50, None]


def test_rows_that_differ_are_counted_and_the_first_one_speaks(world: World) -> None:
    report = world.run(
        project("1", title="First", eu_contribution=10.0, currency="EUR"),
        project("1", title="Second", eu_contribution=10.0, currency="EUR"),
        project("2", eu_contribution=10.0, currency="EUR"),
        project("2", eu_contribution=11.0, currency="EUR"),
        project("3"),
        project("3"),
    )
    assert report.differing == 2
    assert world.project("INV-1")["title"] == "First"
    assert world.project("INV-2")["eu_contribution"] == 10


def test_a_participation_without_its_project_is_nowhere(world: World) -> None:
    world.run(project("1"), part("2"))
    assert [p for p in world.rows("participations") if p["origin"] == "INV"] == []


# ---------------------------------------------------------------- ids


def test_ids_are_made_of_any_letters_and_never_shared(world: World) -> None:
    refs = ["2020/1:a", "2020/1 a", "åäö", "漢字", "x" * 300, "a'b\"c;--", "-", "A", "a", "ok-1_2"]
    report = world.run(*(project(ref, title=f"No {n}") for n, ref in enumerate(refs)))
    assert report.new == len(refs)
    ids = {row["title"]: row["project_id"] for row in world.rows() if row["source_ref"]}
    assert len(set(ids.values())) == len(refs)
    assert ids["No 9"] == "INV-ok-1_2"
    for project_id in ids.values():
        assert project_id.isascii() and project_id.replace("-", "").replace("_", "").isalnum() and len(project_id) < 60
    assert world.run(*(project(ref, title=f"No {n}") for n, ref in enumerate(refs))).same == len(refs)


def test_an_id_that_another_project_has_is_not_taken(world: World) -> None:
    file = world.base / "tables" / "projects.csv"
    file.write_text(file.read_text("utf-8").replace("P-BACK,Back", "INV-1,Back"), encoding="utf-8")
    for table in ("project_regions", "participations"):
        file = world.base / "tables" / f"{table}.csv"
        file.write_text(file.read_text("utf-8").replace("P-BACK", "INV-1"), encoding="utf-8")
    assert world.run(project("1")).new == 1
    (row,) = world.rows(source_ref="INV:1")
    assert row["project_id"].startswith("INV-1-")
    assert world.project("INV-1")["title"] == "Back"
    assert world.run(project("1", title="Newer")).changed == 1
    assert world.project(row["project_id"])["title"] == "Newer"


# ---------------------------------------------------------------- one project in several sources


def test_a_second_source_fills_only_what_is_blank(world: World) -> None:
    world.run(
        SOUTH | {"summary": "Ours", "start_date": "2022", "eu_contribution": 100.0, "currency": "EUR"},
        part("7", "Region Blekinge", nuts_id="SE221"),
    )
    other = interreg(
        "K1", title="A SHARED SEA!", title_en="A shared sea", summary="Theirs", end_date="2024", same_as=[SHARED],
        eu_contribution=999.0, currency="EUR", url="https://example.org/k1",
    )  # fmt: skip
    report = world.run(other, part("K1", "Gdynia", "PL"), part("K1", "Another Swede", "SE"), source=OTHER)
    assert (report.new, report.changed) == (0, 1)
    row = world.project("INV-7")
    assert (row["title"], row["summary"], row["start_date"], row["eu_contribution"]) == (
        "A Shared Sea",
        "Ours",
        "2022",
        100,
    )
    assert (row["title_en"], row["end_date"], row["url"]) == ("A shared sea", "2024", "https://example.org/k1")
    assert row["source_ref"] == "INV:7"
    assert [(p["organisation"], p["origin"]) for p in world.parts("INV-7")] == [
        ("Gdynia", "OTH"),
        ("Region Blekinge", "INV"),
    ]
    assert (
        world.run(other, part("K1", "Gdynia", "PL"), part("K1", "Another Swede", "SE"), source=OTHER).snapshot is None
    )


def test_the_first_source_goes_on_speaking_for_its_project(world: World) -> None:
    world.run(SOUTH | {"summary": "Ours"}, part("7", "Region Blekinge"))
    other = interreg("K1", title="Other words", summary="Theirs", same_as=[SHARED])
    world.run(other, part("K1", "Gdynia", "PL"), source=OTHER)
    world.run(other | {"summary": "Theirs, newer"}, part("K1", "Gdańsk", "PL"), source=OTHER)
    assert (world.project("INV-7")["title"], world.project("INV-7")["summary"]) == ("A Shared Sea", "Ours")
    assert [p["organisation"] for p in world.parts("INV-7")] == ["Gdańsk", "Region Blekinge"]
    world.run(SOUTH | {"summary": "Ours, newer"}, part("7", "Region Skåne"), part("7", "Sopot", "PL"))
    assert world.project("INV-7")["summary"] == "Ours, newer"
    assert [p["organisation"] for p in world.parts("INV-7")] == ["Region Skåne", "Sopot"], "nobody is counted twice"


def test_a_project_without_a_source_of_its_own_never_changes_hands(world: World) -> None:
    """The tiny dataset's projects were entered by hand: they have no id in any source."""
    row = interreg("K1", title="Unknown", summary="Theirs", same_as=["title:interreg-south-baltic-2021|unknown"])
    assert world.run(row, source=OTHER).changed == 1
    assert world.project("P-UNKNOWN")["source_ref"] is None
    world.run(row | {"title": "Renamed by them"}, source=OTHER)
    assert world.project("P-UNKNOWN")["title"] == "Unknown"
    assert len(world.rows()) == 6


def test_a_case_number_is_a_name_of_the_same_project(world: World) -> None:
    listed = replace(SOURCE, prefix="TVV")
    world.run(project("2020-0940", eu_contribution=90_000.0, currency="SEK"), source=listed)
    report = world.run(
        project("Q1", same_as=["case:SE|20200940"], total_budget=20_000.0, eu_contribution=8_000.0, currency="EUR"),
        source=OTHER,
    )
    assert (report.new, report.changed, report.same) == (0, 0, 1)
    row = world.project("TVV-2020-0940")
    assert (row["eu_contribution"], row["currency"]) == (90_000, "SEK")
    assert row["total_budget"] is None, "a budget in EUR is none in SEK"


def test_of_two_rows_that_claim_a_project_the_better_match_gets_it(world: World) -> None:
    world.run(SOUTH)
    report = world.run(
        interreg("K1", title="One", same_as=[SHARED]), interreg("K2", title="Two", same_as=[SHARED]), source=OTHER
    )
    assert (report.new, report.same) == (1, 1)
    assert {row["ref"]: row["project_id"] for row in world.rows("origins", source="OTH")} == {
        "K1": "INV-7",
        "K2": "OTH-K2",
    }
    again = world.run(
        interreg("K2", title="Two", same_as=[SHARED]), interreg("K1", title="One", same_as=[SHARED]), source=OTHER
    )
    assert again.snapshot is None, "the own id is the better match, in whatever order"


def test_the_same_title_under_another_programme_is_another_project(world: World) -> None:
    world.run(SOUTH)
    older = interreg("K1", title="A Shared Sea", programme="interreg-south-baltic-2014", period="2014-2020")
    report = world.run(older | {"same_as": ["title:interreg-south-baltic-2014|a shared sea"]}, source=OTHER)
    assert report.new == 1


# ---------------------------------------------------------------- what a newer file says


def test_what_a_newer_file_leaves_blank_is_kept(world: World) -> None:
    full = project(
        "1", title_en="English", summary="Words", summary_en="English words", start_date="2022-01-01", end_date="2024",
        objective="RSO1.1", intervention_field="010", total_budget=20.0, eu_contribution=10.0, currency="EUR",
        amount_covers="project", lead_organisation="Region Blekinge", lead_nuts="SE221", url="https://example.org/1",
        regions=["SE221"], unplaced=["Atlantis"], notes=["amount_unclear"],
    )  # fmt: skip
    world.run(full, part("1", "Region Blekinge", role="lead", nuts_id="SE221"))
    before, parts = world.project("INV-1"), world.parts("INV-1")
    assert world.run(project("1", title="New title")).changed == 1
    after = world.project("INV-1")
    assert after["title"] == "New title"
    kept = before.keys() - {"title", "rank_title"}
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert world.parts("INV-1") == parts


@pytest.mark.parametrize(
    ("newer", "expected"),
    [
        ({"eu_contribution": 5.0, "currency": "EUR"}, (5, 20, "EUR")),
        ({"total_budget": 30.0, "currency": "EUR"}, (10, 30, "EUR")),
        ({"eu_contribution": 100.0, "currency": "SEK"}, (100, None, "SEK")),
        ({"total_budget": 300.0, "currency": "SEK"}, (10, 20, "EUR")),
    ],
)
def test_amounts_of_two_currencies_are_never_mixed(
    world: World, newer: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    world.run(project("1", eu_contribution=10.0, total_budget=20.0, currency="EUR"))
    world.run(project("1", **newer))
    row = world.project("INV-1")
    assert (row["eu_contribution"], row["total_budget"], row["currency"]) == expected


def test_a_budget_keeps_its_currency_where_another_source_knows_the_grant(world: World) -> None:
    world.run(SOUTH | {"total_budget": 1_000.0, "currency": "SEK"})
    grant = interreg("K1", eu_contribution=50.0, currency="EUR", same_as=[SHARED])
    world.run(grant, source=OTHER)
    row = world.project("INV-7")
    assert (row["total_budget"], row["eu_contribution"], row["currency"]) == (1_000, None, "SEK")


def test_partners_that_a_newer_file_names_replace_the_old_ones(world: World) -> None:
    world.run(project("1"), part("1", "Old"), part("1", "Stays"))
    world.run(project("1"), part("1", "Stays"), part("1", "New"))
    assert [p["organisation"] for p in world.parts("INV-1")] == ["Stays", "New"]


def test_another_order_of_rows_is_no_change(world: World) -> None:
    rows = [project("1"), part("1", "A"), part("1", "B"), project("2", regions=["SE224", "SE221"])]
    world.run(*rows)
    assert world.run(*reversed(rows)).snapshot is None


# ---------------------------------------------------------------- currencies


def test_currencies_are_converted_where_the_rate_is_known(world: World) -> None:
    with (world.base / "tables" / "exchange_rates.csv").open("a", encoding="utf-8") as file:
        file.write("PLN,2022,4.0,S0001\nDKK,2022,8.0,S0001\n")
    rows = [
        project(currency, eu_contribution=800.0, currency=currency, start_date="2022-05-01", regions=["SE221"])
        for currency in ("PLN", "DKK", "NOK")
    ]
    world.run(*rows, part("NOK", "Oslo", "NO", eu_contribution=800.0, currency="NOK"))
    eur = {row["currency"]: row["eu_eur"] for row in world.rows() if row["project_id"].startswith("INV-")}
    assert eur == {"PLN": 200.0, "DKK": 100.0, "NOK": None}
    kinds = {row["project_id"]: row["sweden_kind"] for row in world.rows()}
    assert (kinds["INV-PLN"], kinds["INV-NOK"]) == ("known", "unpublished")
    assert world.project("INV-NOK")["eu_contribution"] == 800, "it is kept as it was published"
    assert world.parts("INV-NOK")[0]["eu_contribution"] == 800
