"""National lists by their mappings: the real headers with invented rows, broken files, and lists that nobody knows."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from s3dash.sources.mapping import load, shipped
from s3dash.sources.national import SOURCE, mapping_for, source_of
from s3dash.sources.places import Places
from s3dash.sources.records import Item, ParticipationRow, ProjectRow, ReadOptions, Reject, Remark, SourceError
from tests.by_hand import GEODATA
from tests.sources.broken import Broken, Roles, assert_clean, assert_told, broken_csv, broken_workbook

few = settings(max_examples=30, deadline=None)
SAMPLES = Path(__file__).parents[2] / "../shared/samples"

FI = (
    "Koodi", "Rahasto", "Hankkeen nimi", "Tl", "Viranomainen", "Tila", "Aloituspvm", "Päättymispvm", "Toteuttajan nimi",
    "Myönnetty EU- ja valtion rahoitus", "Toteutunut EU- ja valtion rahoitus", "Suunniteltu julkinen rahoitus yhteensä",
    "Toteutunut julkinen rahoitus yhteensä",
)  # fmt: skip
FI_ROW = (
    "A70001", "EAKR", "Uusi kone", "1", " Keski-Suomen elinkeino-  liikenne- ja ympäristökeskus", "Toiminnassa",
    "1.3.2015", "28.2.2017", "KONEPAJA OY", "443909", "71641", "443909", "54941",
)  # fmt: skip
LV = (
    "SAM / pasākuma nr.", "Projekta nosaukums", "Finansējuma saņēmējs", "Kopējais finansējums", "ES finansējums",
    "Projekta īstenošanas vieta",
)  # fmt: skip
LV_ROW = ("1.2.1.", "Kompetences centrs", 'SIA "Centrs"', "64029231,00", "54424846,50", "Ogre, Ogres nov.")
LT = (
    "Projektas", "Kodas", "Pareiškėjas/ Vykdytojas", "Paraiškos būsena", "Projekto vertė paraiškoje",
    "Prašomas finansavimas", "Projekto išlaidų suma", "Finansavimas", "Išmokėta finansavimo suma",
    "Sutarties pasirašymo data",
)  # fmt: skip
LT_ROW = (
    "Naujos rinkos", "03.2.1-LVPA-K-801-01-0009", "UAB Rinkos", "Įgyvendinimas", "278847.49", "157609.45", "208134.89",
    "114921.1", "0", "2015-10-08",
)  # fmt: skip
PL = (
    "Tytuł projektu", "Nazwa beneficjenta", "Wartość projektu", "Dofinansowanie z EU", "Multimedia", "Dziedzina",
    "Czy projekt jest realizowany na obszarze większym niż jedna jednostka administracyjna?",
)  # fmt: skip
PL_ROW = ("Budowa drogi", "GMINA OLSZTYN", "1568930487.38", "867306201.54", "Nie", "transport", "Nie")
DK = (
    "Projektitel / Operation name", "Startdato / Operation start date", "Slutdato / Operation end date",
    "Prioritetsakse / Priority axis", "Budget / Budget", "EU-medfinansiering / Union co-financing",
    "EU-medfinansieringssats / Union co-financing rate", "Projektbeskrivelse", "Fond / Fund", "Region / Region",
    "Land / Country", "Kontraktansvarlig partner / Beneficiary name", "Vejnavn / Street name",
    "Postnr / Operation postcode", "Bynavn / City name", "Koordinat east / Coordinates east",
    "Koordinat north / Coordinates north", "Kontaktperson / Contacts", "Partere / Project partners",
)  # fmt: skip
DK_ROW = (
    "Vækst 2.0 ", "24.04.2014", "28.02.2017", "2 Flere vækstvirksomheder.\nUdvikle SMV", "15.414.794", "7.707.397",
    "50%", "Skabe vækst.\nSkriv til x@y.dk eller ring tlf. 22718716", "R", "Nordjylland", "Denmark",
    "Væksthus Nordjylland", "En vej 10", "9220", "Aalborg Øst", "560016.186", "6319238.093",
    "Nogen Nogensen,22718716,x@y.dk", "Den anden part A/S",
)  # fmt: skip
DE = (
    "Name des Begünstigten", "Bezeichnung des Vorhabens", "Zusammenfassung des Vorhabens", "Bewilligungs-datum",
    "Förderfähige Ausgaben des Vorhabens1)\n(in EUR)", "Investitionsort", "Interventions-bereich", "Finanzierungs-form",
    "Art\ndes Gebiets", "Thematisches Ziel", "Wirtschafts- zweig",
)  # fmt: skip
DE_ROW = (
    "Universität Musterstadt\nWeg 1\n18055 Musterstadt", "Beschaffung von Geräten", "Institut\nMikroskop", "6/29/2015",
    "5,819,053", "Musterstadt", "58", "1", "1", "1", "20",
)  # fmt: skip
LISTS: dict[str, tuple[Sequence[str], Sequence[str], str, str]] = {
    "fi_2014": (FI, FI_ROW, "utf-8", ","),
    "lv_2014": (LV, LV_ROW, "utf-8", ","),
    "lt_2014": (LT, LT_ROW, "utf-8", ","),
    "pl_2014": (PL, PL_ROW, "cp1250", ";"),
    "dk_2014": (DK, DK_ROW, "utf-8", ";"),
    "de80_2014": (DE, DE_ROW, "utf-8", ","),
}
"""Mapping -> header, a good row, encoding, separator."""


@pytest.fixture(scope="module")
def options() -> ReadOptions:
    return ReadOptions(Places.load(GEODATA))


def write(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8", separator: str = ",") -> Path:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def a_list(folder: Path, name: str, *changes: dict[str, str]) -> Path:
    """Write a list with a row for each of the changes to the good one."""
    header, good, encoding, separator = LISTS[name]
    rows = [[change.get(column, cell) for column, cell in zip(header, good, strict=True)] for change in changes or [{}]]
    return write(folder / f"{name}.csv", [header, *rows], encoding, separator)


def items(path: Path, options: ReadOptions) -> list[Item]:
    return list(SOURCE.read([path], options))


def only(path: Path, options: ReadOptions) -> tuple[ProjectRow, ParticipationRow]:
    project, participation = items(path, options)
    assert isinstance(project, ProjectRow)
    assert isinstance(participation, ParticipationRow)
    return project, participation


def the_reject(path: Path, options: ReadOptions) -> Reject:
    (reject,) = (item for item in items(path, options) if isinstance(item, Reject))
    return reject


# ---------------------------------------------------------------- the mappings that come along


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_known_by_its_header(tmp_path: Path, options: ReadOptions, name: str):
    assert mapping_for(a_list(tmp_path, name), options).path.stem == name


def test_every_mapping_that_comes_along_is_tested():
    assert set(shipped()) == set(LISTS)


def test_finland_gives_neither_of_the_amounts(tmp_path: Path, options: ReadOptions):
    project, participation = only(a_list(tmp_path, "fi_2014"), options)
    assert project == ProjectRow(
        2, "FI|A70001", "Uusi kone", "2014-2020", "erdf",
        cci="2014FI16M2OP001", programme_name="Kestävää kasvua ja työtä 2014-2020",
        start_date="2015-03-01", end_date="2017-02-28", lead_organisation="KONEPAJA OY",
    )  # fmt: skip
    assert participation == ParticipationRow(
        2, "FI|A70001", "KONEPAJA OY", "FI", role="lead", place_basis="country_only"
    )


def test_finland_names_the_fund_of_each_row(tmp_path: Path, options: ReadOptions):
    path = a_list(tmp_path, "fi_2014", {"Rahasto": "ESR"}, {"Koodi": "B", "Rahasto": "KEHA"})
    project, _, reject = items(path, options)
    assert isinstance(project, ProjectRow)
    assert project.fund == "esf"
    assert isinstance(reject, Reject)
    assert reject.reason == "Rahasto: 'KEHA' is no fund that the mapping knows"


def test_a_project_without_a_beneficiary_is_kept(tmp_path: Path, options: ReadOptions):
    (project,) = items(a_list(tmp_path, "fi_2014", {"Toteuttajan nimi": ""}), options)
    assert isinstance(project, ProjectRow)
    assert project.lead_organisation is None


def test_latvia_has_decimal_commas_and_lies_in_its_one_region(tmp_path: Path, options: ReadOptions):
    project, participation = only(a_list(tmp_path, "lv_2014"), options)
    assert (project.total_budget, project.eu_contribution, project.currency) == (64029231, 54424846.5, "EUR")
    assert (project.regions, project.unplaced) == (("LV00",), ())
    assert (project.fund, project.notes) == ("other", ("fund_not_stated",))
    assert (project.topics, project.start_date) == ("1.2.1.", None)
    assert participation.country == "LV"


def test_lithuania_counts_what_is_granted_and_rejects_applications(tmp_path: Path, options: ReadOptions):
    path = a_list(tmp_path, "lt_2014", {}, {"Paraiškos būsena": "Nesudaryta sutartis"}, {"Paraiškos būsena": ""})
    project, _, *rejects = items(path, options)
    assert isinstance(project, ProjectRow)
    assert project.ref == "LT|03.2.1-LVPA-K-801-01-0009"
    assert (project.total_budget, project.eu_contribution, project.amount_covers) == (208134.89, None, "project")
    assert project.start_date is None, "the day of the contract is not the start"
    assert [reject.reason for reject in rejects if isinstance(reject, Reject)] == [
        "Paraiškos būsena: 'Nesudaryta sutartis' does not say that the support is granted",
        "Paraiškos būsena: '' does not say that the support is granted",
    ]


def test_poland_is_read_in_its_old_encoding_and_in_zloty(tmp_path: Path, options: ReadOptions):
    path = a_list(tmp_path, "pl_2014", {}, {"Tytuł projektu": "Żłobek", "Dziedzina": "brak"})
    first, _, second, _ = items(path, options)
    assert isinstance(first, ProjectRow)
    assert isinstance(second, ProjectRow)
    assert (first.total_budget, first.eu_contribution, first.currency) == (1568930487.38, 867306201.54, "PLN")
    assert (first.topics, second.topics) == ("transport", None)
    assert second.title == "Żłobek"
    assert first.ref.startswith("PL|")
    assert first.ref != second.ref


def test_the_polish_list_of_another_period_is_not_taken_for_this_one(tmp_path: Path, options: ReadOptions):
    header = [f"{name} [zł]" if name in ("Wartość projektu", "Dofinansowanie z EU") else name for name in PL]
    path = write(tmp_path / "list.csv", [header, PL_ROW], "cp1250", ";")
    with pytest.raises(SourceError, match="no mapping that comes with S3 Map fits"):
        items(path, options)
    with pytest.raises(SourceError, match="not the list of pl_2014"):
        items(path, ReadOptions(options.places, Path("pl_2014")))


@pytest.mark.parametrize("separator", [";", ","])
def test_denmark_has_kroner_regions_and_no_contacts(tmp_path: Path, options: ReadOptions, separator: str):
    path = write(tmp_path / "list.csv", [DK, DK_ROW], "utf-8", separator)
    project, participation = only(path, options)
    assert (project.title, project.start_date, project.end_date) == ("Vækst 2.0", "2014-04-24", "2017-02-28")
    assert (project.total_budget, project.eu_contribution, project.currency) == (15414794, 7707397, "DKK")
    assert project.notes == ("amount_interpreted",)
    assert project.regions == ("DK05",)
    assert (project.fund, project.cci) == ("erdf", "2014DK16RFOP001")
    assert (participation.organisation, participation.place) == ("Væksthus Nordjylland", "Aalborg Øst")
    assert "Nogensen" not in repr((project, participation))
    assert "@" not in repr(project)
    assert "22718716" not in repr(project)


def test_a_danish_region_that_no_table_knows_is_kept_as_unplaced(tmp_path: Path, options: ReadOptions):
    project, _, remark = items(a_list(tmp_path, "dk_2014", {"Region / Region": "Tværregional"}), options)
    assert isinstance(project, ProjectRow)
    assert (project.regions, project.unplaced) == ((), ("Tværregional",))
    assert remark == Remark(2, "Region / Region: a place that no table knows", "Tværregional")


def test_a_country_that_no_table_knows_has_no_participation(tmp_path: Path, options: ReadOptions):
    project, remark = items(a_list(tmp_path, "dk_2014", {"Land / Country": "Atlantis"}), options)
    assert isinstance(project, ProjectRow)
    assert remark == Remark(2, "Land / Country: a country that no table knows", "Atlantis")


def test_a_reject_has_no_contacts(tmp_path: Path, options: ReadOptions):
    reject = the_reject(a_list(tmp_path, "dk_2014", {"Budget / Budget": "-5"}), options)
    assert reject.reason == "Budget / Budget: the amount -5 is negative"
    assert isinstance(reject.original, dict)
    assert "Kontaktperson / Contacts" not in reject.original
    assert "@" not in repr(reject)
    assert "22718716" not in repr(reject)


def test_mecklenburg_has_american_dates_and_addresses_below_names(tmp_path: Path, options: ReadOptions):
    project, participation = only(a_list(tmp_path, "de80_2014"), options)
    assert participation.organisation == project.lead_organisation == "Universität Musterstadt"
    assert (project.total_budget, project.eu_contribution, project.currency) == (5819053, None, "EUR")
    assert (project.objective, project.intervention_field) == ("TO1", "058")
    assert project.ref.startswith("DE80|")
    assert project.regions == ("DE80",)
    assert project.summary == "Institut Mikroskop"


@pytest.mark.parametrize("amount", ["158,87", "98,05", "25", "120"])
def test_an_amount_that_lost_its_noughts_is_unknown(tmp_path: Path, options: ReadOptions, amount: str):
    path = a_list(tmp_path, "de80_2014", {"Förderfähige Ausgaben des Vorhabens1)\n(in EUR)": amount})
    project, _, remark = items(path, options)
    assert isinstance(project, ProjectRow)
    assert (project.total_budget, project.currency, project.amount_covers) == (None, None, None)
    assert isinstance(remark, Remark)
    assert remark.value == amount


def test_a_natural_person_has_no_name_and_no_address(tmp_path: Path, options: ReadOptions):
    changed = {"Name des Begünstigten": "Hans Mustermann\nWeg 1\n18055 Musterstadt"}
    project, participation = only(a_list(tmp_path, "de80_2014", changed), options)
    assert (participation.organisation, participation.organisation_type) == (None, "private_person")
    assert project.lead_organisation is None
    assert "Mustermann" not in repr((project, participation))

    reject = the_reject(a_list(tmp_path, "de80_2014", changed | {"Bezeichnung des Vorhabens": ""}), options)
    assert "Mustermann" not in repr(reject)
    assert "Weg 1" not in repr(reject)


@pytest.mark.parametrize(
    ("sample", "name", "projects", "rejects"),
    [
        ("FI_erdf_2014_2020_first50.csv", "fi_2014", 50, 0),
        ("LT_all_2014_2020_first50.csv", "lt_2014", 27, 23),
        ("PL_erdf_2014_2020_first50.csv", "pl_2014", 50, 0),
    ],
)
def test_real_samples_are_read(options: ReadOptions, sample: str, name: str, projects: int, rejects: int):
    path = SAMPLES / sample
    if not path.exists():
        pytest.skip(f"the real sample {sample} is not here")
    found = items(path, options)
    assert mapping_for(path, options).path.stem == name
    assert sum(isinstance(item, ProjectRow) for item in found) == projects
    assert sum(isinstance(item, Reject) for item in found) == rejects
    for item in found:
        assert_clean(item)


# ---------------------------------------------------------------- ids


def test_rows_with_the_same_id_are_of_the_same_project(tmp_path: Path, options: ReadOptions):
    found = items(a_list(tmp_path, "fi_2014", {}, {"Toteuttajan nimi": "TOINEN OY"}), options)
    assert {item.ref for item in found if isinstance(item, ProjectRow | ParticipationRow)} == {"FI|A70001"}


def test_of_rows_that_cannot_be_told_apart_the_second_is_rejected(tmp_path: Path, options: ReadOptions):
    reject = the_reject(a_list(tmp_path, "dk_2014", {}, {"Budget / Budget": "1.000"}), options)
    assert reject.row > 2
    assert reject.reason == (
        "the same Projektitel / Operation name, Kontraktansvarlig partner / Beneficiary name, "
        "Startdato / Operation start date as in row 2: without an id the two cannot be told apart"
    )


def test_the_same_file_twice_gives_each_project_once(tmp_path: Path, options: ReadOptions):
    path = a_list(tmp_path, "pl_2014")
    found = list(SOURCE.read([path, path], options))
    assert sum(isinstance(item, ProjectRow) for item in found) == 2
    assert len({item.ref for item in found if isinstance(item, ProjectRow)}) == 1


@few
@given(title=st.text("abcäöŁŻ 12-", min_size=3).filter(lambda text: any(map(str.isalnum, text))))
def test_an_id_that_is_made_does_not_change_with_case_and_spaces(tmp_path_factory, title: str):
    options = ReadOptions(Places.load(GEODATA))
    folder = tmp_path_factory.mktemp("ids")
    refs = []
    for written in (title, f"  {title.upper()} ", title.replace(" ", "  ")):
        found = items(a_list(folder, "pl_2014", {"Tytuł projektu": written}), options)
        refs += [item.ref for item in found if isinstance(item, ProjectRow)]
    assert len(refs) == 3
    assert len(set(refs)) == 1


# ---------------------------------------------------------------- mappings of one's own


OWN = """
title: A list
publisher: An agency
url: https://agency.example/
country: SE
period: 2021-2027
fund: erdf
currency: SEK
decimal: ","
encodings: [utf-8-sig, cp1252]
separators: ";"
place: {by: county, separator: ","}
columns:
  id: Diarienummer
  title: [Namn]
  title_en: [Name]
  summary: [Sammanfattning]
  start: [Start]
  end: [Slut]
  beneficiary: [Stödmottagare]
  organisation_number: [Orgnr]
  beneficiary_postcode: [Postnummer]
  beneficiary_town: [Ort]
  total: [Budget]
  eu_contribution: [EU-stöd]
  objective: [Mål]
  cci: [CCI]
  url: [Webb]
  place: [Län]
"""
OWN_HEADER = (
    "Diarienummer", "Namn", "Name", "Sammanfattning", "Start", "Slut", "Stödmottagare", "Orgnr", "Postnummer", "Ort",
    "Budget", "EU-stöd", "Mål", "CCI", "Webb", "Län",
)  # fmt: skip
OWN_ROW = (
    "2021/12", "Ett <b>projekt</b>", "A project", "Om det. Mejl: x@y.se", "2022-01-01", "2023-12-31", "Kommunen AB",
    "SE556000475401", "98132", "Kiruna", "1 000 000,50", "400 000", "RSO1.1", "2021SE16FFPR001", "https://p.example/1",
    "Norrbotten, Västerbottens län, Atlantis",
)  # fmt: skip


def own(folder: Path, text: str = OWN, *rows: Sequence[str], encoding: str = "utf-8") -> tuple[Path, Path]:
    """Write a mapping and a list, and give both paths."""
    mapping = folder / "own.yml"
    mapping.write_text(text, "utf-8")
    return mapping, write(folder / "list.csv", rows or [OWN_HEADER, OWN_ROW], encoding, ";")


def test_a_mapping_of_ones_own_is_read(tmp_path: Path, options: ReadOptions):
    mapping, path = own(tmp_path)
    project, participation, remark = items(path, ReadOptions(options.places, mapping))
    assert isinstance(participation, ParticipationRow)
    assert project == ProjectRow(
        2, "SE|2021/12", "Ett projekt", "2021-2027", "erdf", title_en="A project", summary="Om det. Mejl:",
        cci="2021SE16FFPR001", start_date="2022-01-01", end_date="2023-12-31", objective="RSO1.1",
        total_budget=1000000.5, eu_contribution=400000, currency="SEK", amount_covers="project",
        regions=("SE332", "SE331"), unplaced=("Atlantis",), lead_organisation="Kommunen AB", url="https://p.example/1",
    )  # fmt: skip
    assert participation.organisation_number == "5560004754"
    assert remark == Remark(2, "Län: a place that no table knows", "Atlantis")


def test_the_second_encoding_is_tried_where_the_first_does_not_fit(tmp_path: Path, options: ReadOptions):
    mapping, path = own(tmp_path, OWN, OWN_HEADER, OWN_ROW, encoding="cp1252")
    project = items(path, ReadOptions(options.places, mapping))[0]
    assert isinstance(project, ProjectRow)
    assert project.lead_organisation == "Kommunen AB"


def test_a_workbook_is_read_by_the_same_mapping(tmp_path: Path, options: ReadOptions):
    book = openpyxl.Workbook()
    book.worksheets[0].append(["The list of operations"])
    for row in (OWN_HEADER, OWN_ROW):
        book.worksheets[0].append(list(row))
    book.save(tmp_path / "list.xlsx")
    mapping, _ = own(tmp_path)
    project = items(tmp_path / "list.xlsx", ReadOptions(options.places, mapping))[0]
    assert isinstance(project, ProjectRow)
    assert (project.row, project.ref) == (3, "SE|2021/12")


@pytest.mark.parametrize(
    ("way", "cell", "region"),
    [
        ("county", "Värmlands", "SE311"),
        ("municipality", "Kiruna", "SE332"),
        ("nuts", "SE232", "SE232"),
        ("region_name", "Skåne", "SE224"),
        ("coordinates", "59.33, 18.06", "SE110"),
        ("coordinates", "nowhere", None),
        ("postcode", "no postcode", None),
    ],
)
def test_a_place_is_found_in_the_way_that_the_mapping_says(
    tmp_path: Path, options: ReadOptions, way: str, cell: str, region: str | None
):
    mapping, path = own(
        tmp_path, OWN.replace('{by: county, separator: ","}', f"{{by: {way}}}"), OWN_HEADER, (*OWN_ROW[:-1], cell)
    )
    project = items(path, ReadOptions(options.places, mapping))[0]
    assert isinstance(project, ProjectRow)
    assert project.regions == ((region,) if region else ())
    assert project.unplaced == (() if region else (cell,))


def test_coordinates_may_stand_in_two_columns(tmp_path: Path, options: ReadOptions):
    text = OWN.replace('{by: county, separator: ","}', "{by: coordinates}").replace(
        "  place: [Län]", "  latitude: [Lat]\n  longitude: [Lon]"
    )
    mapping, path = own(tmp_path, text, (*OWN_HEADER[:-1], "Lat", "Lon"), (*OWN_ROW[:-1], "59,33", "18,06"))
    project = items(path, ReadOptions(options.places, mapping))[0]
    assert isinstance(project, ProjectRow)
    assert project.regions == ("SE110",)


def test_where_the_row_says_nothing_the_area_of_the_list_holds(tmp_path: Path, options: ReadOptions):
    text = OWN.replace('separator: ","}', "area: SE33}")
    mapping, path = own(tmp_path, text, OWN_HEADER, (*OWN_ROW[:-1], ""))
    project = items(path, ReadOptions(options.places, mapping))[0]
    assert isinstance(project, ProjectRow)
    assert project.regions == ("SE33",)


@pytest.mark.parametrize(
    ("column", "cell", "note"),
    [("Slut", "2021-01-01", "dates_reversed"), ("EU-stöd", "2 000 000", "amounts_disagree")],
)
def test_contradictions_of_the_list_are_kept_with_a_note(
    tmp_path: Path, options: ReadOptions, column: str, cell: str, note: str
):
    row = [cell if name == column else value for name, value in zip(OWN_HEADER, OWN_ROW, strict=True)]
    mapping, path = own(tmp_path, OWN, OWN_HEADER, row)
    project = items(path, ReadOptions(options.places, mapping))[0]
    assert isinstance(project, ProjectRow)
    assert note in project.notes


def test_the_number_of_a_person_is_not_kept(tmp_path: Path, options: ReadOptions):
    row = ["Anna Andersson" if value == "Kommunen AB" else value for value in OWN_ROW]
    mapping, path = own(tmp_path, OWN, OWN_HEADER, row)
    _, participation, *_ = items(path, ReadOptions(options.places, mapping))
    assert participation == ParticipationRow(
        2, "SE|2021/12", None, "SE", "lead", "private_person", place_basis="country_only"
    )


def test_rows_may_differ_in_currency(tmp_path: Path, options: ReadOptions):
    text = OWN.replace("currency: SEK\n", "") + "  currency: [Valuta]\n"
    rows = [(*OWN_ROW, "eur"), (*OWN_ROW, "kronor")]
    mapping, path = own(tmp_path, text, (*OWN_HEADER, "Valuta"), *rows)
    project, *_, reject = items(path, ReadOptions(options.places, mapping))
    assert isinstance(project, ProjectRow)
    assert project.currency == "EUR"
    assert isinstance(reject, Reject)
    assert reject.reason == "Valuta: 'KRONOR' is no currency code"


def test_an_area_that_is_no_region_of_today_is_told(tmp_path: Path, options: ReadOptions):
    mapping, path = own(tmp_path, OWN.replace('separator: ","}', "area: DE99}"))
    with pytest.raises(SourceError, match=r"own\.yml: place\.area: 'DE99' - expected a NUTS code of today"):
        items(path, ReadOptions(options.places, mapping))


def test_a_list_is_a_source_of_its_own(tmp_path: Path):
    source = source_of(load(own(tmp_path)[0]))
    assert (source.title, source.publisher, source.url) == ("A list", "An agency", "https://agency.example/")
    assert (source.source_id, source.prefix) == ("national", "NAT")


# ---------------------------------------------------------------- lists that nobody knows


UNKNOWN = (
    "Dnr",
    "Project titel",
    "Beneficiary name",
    "Starting date",
    "EU contribution (EUR)",
    "Status",
    "Fund",
    "Län",
    "Q",
)


def test_an_unknown_header_gets_a_mapping_to_start_from(tmp_path: Path, options: ReadOptions):
    row = ("1", "Ett", "Kommunen AB", "2015-01-01", "5", "Beslutat", "ERUF", "Skåne län", "")
    path = write(tmp_path / "list.csv", [UNKNOWN, row], separator="\t")
    with pytest.raises(SourceError) as error:
        items(path, options)
    text = error.value.message
    assert "recognised: 'Beneficiary name' is beneficiary" in text
    assert "unknown: 'Project titel' may be title" in text
    assert "unknown: 'Q'" in text

    start = text[text.index('title: ""') :]
    gaps = {
        'title: ""': "title: List", 'publisher: ""': "publisher: Agency", 'url: ""': "url: https://a.example/",
        'country: ""': "country: SE", 'period: ""': "period: 2014-2020", '{"": erdf}': "{ERUF: erdf}",
        'currency: ""': "currency: EUR", '{by: ""}': "{by: county}", 'granted: [""]': "granted: [Beslutat]",
    }  # fmt: skip
    for gap, filled in gaps.items():
        assert gap in start, gap
        start = start.replace(gap, filled)
    mapping = tmp_path / "filled.yml"
    mapping.write_text(start)
    assert load(mapping).separators == ["\t"]

    project, participation = items(path, ReadOptions(options.places, mapping))
    assert isinstance(project, ProjectRow)
    assert isinstance(participation, ParticipationRow)
    assert (project.title, project.eu_contribution, project.regions) == ("Ett", 5, ("SE224",))
    assert participation.organisation == "Kommunen AB"


@few
@given(
    columns=st.lists(
        st.sampled_from(
            [*UNKNOWN, *FI, *DK, "Title", "Titel", 'Name: "x"', "#", "it's", "Lat", "NUTS-kod", "- a", "{b"]
        ),
        min_size=2,
        max_size=12,
        unique=True,
    )
)
def test_a_mapping_to_start_from_lacks_nothing_but_what_is_to_be_filled_in(tmp_path_factory, columns: list[str]):
    options = ReadOptions(Places.load(GEODATA))
    path = write(tmp_path_factory.mktemp("unknown") / "list.csv", [columns, ["x"] * len(columns)])
    try:
        items(path, options)
    except SourceError as error:
        start = yaml.safe_load(error.message[error.message.index('title: ""') :])
        names = [name for aliases in start["columns"].values() for name in aliases if name]
        assert set(names) <= {" ".join(column.split()) for column in columns}
        assert len(names) == len(set(names))
        start |= {"title": "List", "publisher": "Agency", "url": "https://a.example/", "country": "SE"}
        start |= {"period": "2014-2020", "currency": "EUR"}
        start["fund"] = {"x": "erdf"} if "fund" in start["columns"] else "erdf"
        if "place" in start:
            start["place"]["by"] = "coordinates" if "latitude" in start["columns"] else "county"
        if "granted" in start:
            start["granted"] = ["x"]
        for name, aliases in start["columns"].items():
            start["columns"][name] = [alias or f"{name} that lacks" for alias in aliases]
        filled = path.with_name("filled.yml")
        filled.write_text(yaml.safe_dump(start, allow_unicode=True), "utf-8")
        load(filled)


def test_a_workbook_that_nobody_knows_gets_one_too(tmp_path: Path, options: ReadOptions):
    book = openpyxl.Workbook()
    book.worksheets[0].append(list(UNKNOWN))
    book.save(tmp_path / "list.xlsx")
    with pytest.raises(SourceError, match="A mapping to start from"):
        items(tmp_path / "list.xlsx", options)


def test_a_header_that_fits_several_mappings_lists_them(
    tmp_path: Path, options: ReadOptions, monkeypatch: pytest.MonkeyPatch
):
    both = {"one": shipped()["fi_2014"], "two": tmp_path / "two.yml"}
    both["two"].write_bytes(both["one"].read_bytes())
    monkeypatch.setattr("s3dash.sources.national.shipped", lambda: both)
    with pytest.raises(SourceError, match="choose one of fi_2014, two with --mapping"):
        items(a_list(tmp_path, "fi_2014"), options)


def test_a_named_mapping_that_does_not_fit_says_which_columns_lack(tmp_path: Path, options: ReadOptions):
    with pytest.raises(SourceError, match="no column for id, fund, title"):
        items(a_list(tmp_path, "lv_2014"), ReadOptions(options.places, Path("fi_2014")))


def test_a_list_without_rows_is_an_error(tmp_path: Path, options: ReadOptions):
    with pytest.raises(SourceError, match="no rows below the header"):
        items(write(tmp_path / "list.csv", [FI]), options)


# ---------------------------------------------------------------- broken files

ROLES = Roles(key="Koodi", title="Hankkeen nimi", start="Aloituspvm")
OWN_ROLES = Roles(key="Diarienummer", title="Namn", start="Start", amount="EU-stöd")


def cases(folder: Path, kind: str) -> list[Broken]:
    if kind == "xlsx":
        return broken_workbook(folder, OWN_HEADER, OWN_ROW, OWN_ROLES)
    if kind == "own":
        return broken_csv(folder, OWN_HEADER, OWN_ROW, OWN_ROLES, delimiter=";")
    return broken_csv(folder, FI, FI_ROW, ROLES)


@pytest.mark.parametrize("kind", ["shipped", "own", "xlsx"])
def test_broken_files_end_in_a_clear_message_or_rejects(tmp_path: Path, options: ReadOptions, kind: str):
    mapping, _ = own(tmp_path)
    broken = cases(tmp_path / "broken", kind)
    assert len(broken) >= 20
    named = ReadOptions(options.places, None if kind == "shipped" else mapping)
    for case in broken:
        assert_told(SOURCE, named, case)
