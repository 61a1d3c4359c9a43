"""Tillväxtverket's list of operations: its header changes, so every field is known by many names."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.sources import swedish
from s3dash.sources.places import Places
from s3dash.sources.records import Item, ParticipationRow, ProjectRow, ReadOptions, Reject, Remark, SourceError
from s3dash.sources.swedish_header import FIELDS
from s3dash.sources.tillvaxtverket import HEADER, SOURCE
from tests.by_hand import GEODATA
from tests.sources.broken import Roles, assert_clean, assert_told, broken_csv, broken_workbook

GOOD = {
    "Diarienummer": "20361234",
    "Stödmottagare": "Påhittade Energikontoret AB",
    "Organisationsnummer": "556000-4615",
    "Namn på insatsen": "Grön stål & påhitt",
    "Insatsens syfte och förväntade resultat": "Testbädd för   stål. Ring 0920-12 34 56.",
    "Startdatum": "2023-01-01",
    "Slutdatum": "2025-12-31",
    "Total kostnad (SEK)": "10 000 000",
    "EU-stöd (SEK)": "4 000 000",
    "Unionens medfinansieringsgrad": "40%",
    "Fond": "ERUF",
    "Specifikt mål": "RSO1.1 Utveckla och stärka forsknings- och innovationskapaciteten",
    "Län": "Norrbottens län, Västerbotten",
    "Typ av intervention": "062 Digitala tjänster",
    "Program": "Regionalfondsprogrammet för Övre Norrland 2021-2027",
    "Program CCI": "2021SE16RFPR008",
}
OPTIONS = ReadOptions(Places.load(GEODATA))
ROLES = Roles("Diarienummer", "Namn på insatsen", "Startdatum", "EU-stöd (SEK)")


@pytest.fixture(scope="module")
def options() -> ReadOptions:
    return OPTIONS


def items_of(
    tmp_path: Path, options: ReadOptions, *rows: dict[str, str], delimiter: str = ";", encoding: str = "utf-8-sig",
    above: str = "",
) -> list[Item]:  # fmt: skip
    path = tmp_path / "insatser.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        file.write(above)
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return list(SOURCE.read([path], options))


def one(items: list[Item]) -> ProjectRow:
    (project,) = [item for item in items if isinstance(item, ProjectRow)]
    return project


def without(*columns: str) -> dict[str, str]:
    return {column: cell for column, cell in GOOD.items() if column not in columns}


def renamed(**names: str) -> dict[str, str]:
    """The good row with the columns of some fields under other names."""
    found = HEADER.match(GOOD).found
    new = {found[field]: name for field, name in names.items()}
    return {new.get(column, column): cell for column, cell in GOOD.items()}


def test_a_row_becomes_a_project_and_its_beneficiary(tmp_path, options):
    project, lead = items_of(tmp_path, options, GOOD)
    assert project == ProjectRow(
        row=2,
        ref="20361234",
        title="Grön stål & påhitt",
        period="2021-2027",
        fund="erdf",
        summary=one([project]).summary,
        programme="erdf-se33-2021",
        cci="2021SE16RFPR008",
        programme_name="Regionalfondsprogrammet för Övre Norrland 2021-2027",
        start_date="2023-01-01",
        end_date="2025-12-31",
        objective="RSO1.1",
        intervention_field="062",
        topics="RSO1.1 Utveckla och stärka forsknings- och innovationskapaciteten; 062 Digitala tjänster",
        total_budget=10_000_000,
        eu_contribution=4_000_000,
        currency="SEK",
        amount_covers="project",
        regions=("SE332", "SE331"),
        lead_organisation="Påhittade Energikontoret AB",
        same_as=("case:SE|20361234",),
    )
    assert "0920" not in (one([project]).summary or "")
    assert lead == ParticipationRow(
        row=2,
        ref="20361234",
        organisation="Påhittade Energikontoret AB",
        country="SE",
        role="lead",
        organisation_number="5560004615",
        place_basis="country_only",
    )


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("above", ["", "Förteckning över insatser\r\nUppdaterad 2026-11-01; se nedan, tack\r\n\r\n"])
def test_any_usual_csv_is_read(tmp_path, options, delimiter, encoding, above):
    items = items_of(tmp_path, options, GOOD, delimiter=delimiter, encoding=encoding, above=above)
    assert one(items).title == "Grön stål & påhitt"
    assert one(items).eu_contribution == 4_000_000


def test_a_workbook_with_a_cover_and_a_title_is_read(tmp_path, options):
    book = openpyxl.Workbook()
    cover = book.worksheets[0]
    cover.append(["Om listan"])
    book.create_sheet("Anteckningar").append(["Rättelser", "Datum"])
    for name in ("Stockholm", "Norr"):
        sheet = book.create_sheet(name)
        sheet.append(["Förteckning över insatser"])
        sheet.append([])
        sheet.append(list(GOOD))
        sheet.append([f"{name}-20361234" if column == "Diarienummer" else cell for column, cell in GOOD.items()])
    book.move_sheet("Anteckningar", offset=2)
    path = tmp_path / "insatser.xlsx"
    book.save(path)
    projects = [item for item in SOURCE.read([path], options) if isinstance(item, ProjectRow)]
    assert [(project.row, project.ref) for project in projects] == [(4, "Stockholm-20361234"), (4, "Norr-20361234")]


def test_english_and_bilingual_headers_are_known(tmp_path, options):
    names = {
        "case": "Case number",
        "beneficiary": "Stödmottagare / Beneficiary",
        "title": "NAMN PÅ INSATSEN /\nOPERATION NAME",
        "summary": "Purpose of the operation and its expected or actual achievements",
        "start": "Start date",
        "total": "Total cost SEK",
        "grant": "EU contribution SEK",
        "county": "Location indicator",
        "programme": "Programme",
    }
    project = one(items_of(tmp_path, options, renamed(**names)))
    assert project.row == 3, "the header has two lines"
    assert replace(project, row=2) == one(items_of(tmp_path, options, GOOD))


def test_no_alias_names_two_fields():
    every = [alias for aliases in FIELDS.values() for alias in aliases]
    assert {field: HEADER.match(aliases[:1]).found for field, aliases in FIELDS.items()} == {
        field: {field: aliases[0]} for field, aliases in FIELDS.items()
    }
    assert len({alias.lower() for alias in every}) == len(every)


def test_an_unknown_header_is_answered_with_the_names_that_are_looked_for(tmp_path, options):
    with pytest.raises(SourceError) as raised:
        items_of(tmp_path, options, renamed(title="Insatsbenämning", beneficiary="Mottagare (beneficiaries)"))
    message = str(raised.value)
    assert "title, beneficiary" in message.splitlines()[0]
    assert "case" in message
    assert "'Mottagare (beneficiaries)' may be beneficiary" in message
    assert f"no column for title, such as {FIELDS['title'][0]!r}" in message
    assert "mapping" not in message, "this source takes none"


def test_a_grant_is_never_worked_out_from_the_rate(tmp_path, options):
    project = one(items_of(tmp_path, options, without("EU-stöd (SEK)")))
    assert (project.total_budget, project.eu_contribution) == (10_000_000, None)


def test_amounts_that_contradict_the_rate_get_a_note(tmp_path, options):
    assert one(items_of(tmp_path, options, GOOD | {"Unionens medfinansieringsgrad": "60"})).notes == (
        "amounts_disagree",
    )


@pytest.mark.parametrize(
    ("column", "cell", "amount", "currency"),
    [
        ("EU-stöd (SEK)", "4 000 000", 4e6, "SEK"),
        ("EU-stöd (SEK)", "4.000.000,50", 4_000_000.5, "SEK"),
        ("EU-stöd (tkr)", "4000", 4e6, "SEK"),
        ("EU contribution (EUR)", "350000.25", 350_000.25, "EUR"),
    ],
)
def test_amounts_are_in_the_currency_and_unit_of_their_column(tmp_path, options, column, cell, amount, currency):
    row = {**without("EU-stöd (SEK)", "Total kostnad (SEK)"), column: cell}
    project = one(items_of(tmp_path, options, row))
    assert (project.eu_contribution, project.currency) == (amount, currency)


def test_a_currency_that_is_not_stated_is_remarked(tmp_path, options):
    row = {**without("EU-stöd (SEK)", "Total kostnad (SEK)"), "EU-stöd": "5"}
    items = items_of(tmp_path, options, row)
    assert one(items).currency == "SEK"
    assert Remark(2, "the currency is not stated: read as SEK", "EU-stöd") in items
    assert one(items_of(tmp_path, options, row | {"Valuta": "eur"})).currency == "EUR"


def test_a_total_in_another_currency_than_the_grant_is_left_out(tmp_path, options):
    items = items_of(tmp_path, options, renamed(total="Total cost EUR"))
    assert (one(items).total_budget, one(items).currency) == (None, "SEK")
    assert Remark(2, "total and grant are in two currencies: the total is left out") in items


@pytest.mark.parametrize(
    ("column", "cell", "regions"),
    [
        ("Län", "Västra Götalands län; Skåne", ("SE232", "SE224")),
        ("Kommun", "Umeå kommun", ("SE331",)),
        ("NUTS 3", "SE332|SE331", ("SE332", "SE331")),
        ("Postnummer", "753 20", ("SE121",)),
        ("Koordinater", "65.58, 22.15", ("SE332",)),
        ("Koordinater", "Point(22.15 65.58)", ("SE332",)),
        ("Lokaliseringsindikator", "Luleå", ("SE332",)),
        ("Lokaliseringsindikator", "Hela Sverige", swedish.COUNTIES),
    ],
)
def test_a_place_may_be_given_in_any_way(tmp_path, options, column, cell, regions):
    project = one(items_of(tmp_path, options, {**without("Län"), column: cell}))
    assert (project.regions, project.unplaced) == (regions, ())


def test_latitude_and_longitude_may_have_columns_of_their_own(tmp_path, options):
    row = {**without("Län"), "Latitud": "65,58", "Longitud": "22,15"}
    assert one(items_of(tmp_path, options, row)).regions == ("SE332",)


def test_a_finer_column_places_what_the_county_does_not(tmp_path, options):
    row = GOOD | {"Län": "Atlantis län", "Kommun": "Luleå"}
    assert (one(items_of(tmp_path, options, row)).regions, one(items_of(tmp_path, options, row)).unplaced) == (
        ("SE332",),
        (),
    )


def test_a_place_that_no_table_knows_is_kept_and_counted(tmp_path, options):
    items = items_of(tmp_path, options, GOOD | {"Län": "Atlantis län"})
    assert (one(items).regions, one(items).unplaced) == ((), ("Atlantis län",))
    assert Remark(2, "unknown place of an operation", "Atlantis län") in items


@pytest.mark.parametrize(
    ("changes", "fund", "programme"),
    [
        ({}, "erdf", "erdf-se33-2021"),
        ({"Fond": "Fonden för en rättvis omställning"}, "jtf", "jtf-2021"),
        ({"Fond": "", "Specifikt mål": "JSO8.1", "Program CCI": ""}, "jtf", "jtf-2021"),
        ({"Fond": "Europeiska regionala utvecklingsfonden (ERUF)", "Program CCI": ""}, "erdf", "erdf-se33-2021"),
        ({"Fond": "", "Specifikt mål": "", "Program CCI": ""}, "erdf", "erdf-se33-2021"),
        ({"Program": "Nationella regionalfondsprogrammet"}, "erdf", "erdf-national-2021"),
        ({"Program": "Stockholm och Övre Norrland"}, "erdf", None),
    ],
)
def test_fund_and_programme(tmp_path, options, changes, fund, programme):
    project = one(items_of(tmp_path, options, GOOD | changes))
    assert (project.fund, project.programme) == (fund, programme)


def test_a_fund_that_is_not_stated_gets_a_note(tmp_path, options):
    project = one(items_of(tmp_path, options, without("Fond", "Specifikt mål", "Program CCI", "Program")))
    assert (project.fund, project.notes) == ("erdf", ("fund_not_stated",))


@pytest.mark.parametrize(
    ("said", "code"), [("1.3", "RSO1.3"), ("Mål 2.8 Rörlighet", "RSO2.8"), ("7.1", None), ("", None)]
)
def test_a_bare_number_is_an_objective_of_the_fund(tmp_path, options, said, code):
    assert one(items_of(tmp_path, options, GOOD | {"Specifikt mål": said})).objective == code


def test_an_earlier_period_is_told_from_the_cci_or_rejected(tmp_path, options):
    old = GOOD | {"Startdatum": "2016-05-01", "Slutdatum": "2018-05-01"}
    assert one(items_of(tmp_path, options, old | {"Program CCI": "2014SE16RFOP008"})).programme == "erdf-se33-2014"
    (reject,) = items_of(tmp_path, options, old | {"Program CCI": ""})
    assert isinstance(reject, Reject)
    assert reject.reason.startswith("Startdatum: 2016-05-01 is before 2021")
    (reject,) = items_of(tmp_path, options, GOOD | {"Programperiod": "2007-2013"})
    assert isinstance(reject, Reject)
    assert reject.reason.startswith("Programperiod: the period 2007-2013")


def test_rows_of_one_operation_name_its_lead_first(tmp_path, options):
    second = GOOD | {"Stödmottagare": "Luleå kommun", "Organisationsnummer": ""}
    items = items_of(tmp_path, options, GOOD, second, GOOD)
    partners = [item for item in items if isinstance(item, ParticipationRow)]
    assert [(partner.organisation, partner.role) for partner in partners] == [
        ("Påhittade Energikontoret AB", "lead"),
        ("Luleå kommun", "partner"),
    ]
    assert (partners[1].nuts_id, partners[1].place_basis) == ("SE332", "named")
    leads = {item.lead_organisation for item in items if isinstance(item, ProjectRow)}
    assert leads == {"Påhittade Energikontoret AB"}


def test_a_list_without_case_numbers_is_known_by_who_does_what(tmp_path, options):
    project = one(items_of(tmp_path, options, without("Diarienummer")))
    assert project.ref == "pahittade energikontoret ab|gron stal pahitt"
    assert project.same_as == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"Stödmottagare": "Enskild firma Karin Påhittad", "Organisationsnummer": ""},
        {"Stödmottagare": "Påhittad Bygg", "Organisationsnummer": "19400101-0000"},
    ],
)
def test_natural_persons_have_neither_name_nor_number(tmp_path, options, changes):
    project, person = items_of(tmp_path, options, GOOD | changes)
    assert isinstance(person, ParticipationRow)
    assert (person.organisation, person.organisation_type, person.organisation_number) == (
        None,
        "private_person",
        None,
    )
    assert one([project]).lead_organisation is None


def test_contact_columns_are_never_kept(tmp_path, options):
    contacts = {"Kontaktperson": "Karin Påhittad", "E-post": "karin@example.se", "Telefon": "0920-123456"}
    bad = GOOD | contacts | {"Startdatum": "1900-01-01"}
    items = items_of(tmp_path, options, GOOD | contacts, bad)
    assert isinstance(items[-1], Reject)
    assert items[-1].reason == "Startdatum: 1900-01-01 is before 2000"
    assert not any(word in repr(items) for word in ("Karin", "karin", "0920"))


def test_a_beneficiary_of_an_unknown_country_is_counted(tmp_path, options):
    project, remark = items_of(tmp_path, options, GOOD | {"Stödmottagarens land": "Utopia"})
    assert isinstance(project, ProjectRow)
    assert remark == Remark(2, "unknown country: the beneficiary is left out", "Utopia")


def test_a_header_without_rows_is_an_error(tmp_path, options):
    path = tmp_path / "insatser.csv"
    path.write_text(";".join(GOOD), encoding="utf-8")
    with pytest.raises(SourceError, match="no rows below the header"):
        list(SOURCE.read([path], options))


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8", ";"), ("cp1252", ",")])
def test_broken_csv_is_told(tmp_path, options, encoding, delimiter):
    cases = broken_csv(tmp_path, list(GOOD), list(GOOD.values()), ROLES, encoding, delimiter)
    assert len(cases) >= 20
    for case in cases:
        assert_told(SOURCE, options, case)


def test_broken_workbooks_are_told(tmp_path, options):
    cases = broken_workbook(tmp_path, list(GOOD), list(GOOD.values()), ROLES)
    assert len(cases) >= 20
    for case in cases:
        assert_told(SOURCE, options, case)


@given(row=st.fixed_dictionaries({column: st.text(max_size=30) for column in GOOD}))
def test_no_cell_can_break_the_reader(row: dict[str, Any], tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("any") / "insatser.csv"
    with path.open("w", encoding="utf-8", newline="", errors="ignore") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows([list(GOOD), list(GOOD.values()), list(row.values())])
    try:
        items = list(SOURCE.read([path], OPTIONS))
    except SourceError:
        return
    for item in items:
        assert_clean(item)
