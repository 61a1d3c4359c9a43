from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.sources.persons import is_contact_column, is_private_person, without_contacts
from tests.by_hand import GEODATA


@pytest.mark.parametrize(
    "name",
    [
        "projektledare", "Projektledare telnr", "telnr", "e-post", "E-mail", "projektledare_mail", "Contact person",
        "contactForm", "InvolvedPeople", "Yhteyshenkilö", "Puhelinnumero", "Sähköposti", "Osoba do kontaktu", "PESEL",
        "Kontaktpersons e-postadress", "Ansprechpartner", "Kontaktisik", "Telefon", "El. paštas", "Projekta vadītājs",
        "Handläggare", "Personnummer", "Mobil", "Fax",
    ],
)  # fmt: skip
def test_contact_columns_are_known_in_many_languages(name):
    assert is_contact_column(name)


@pytest.mark.parametrize(
    "name",
    [
        "Stödmottagare / Beneficiary", "Projektnamn", "Kontraktansvarlig partner / Beneficiary", "Mobility", "Telecom",
        "Postal_Code", "Projekta nosaukums", "Project name", "Programme", "Toteuttajan nimi", "Projektägare ort", "",
    ],
)  # fmt: skip
def test_other_columns_stay(name):
    assert not is_contact_column(name)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Frågor till a.b-c@example.se.", "Frågor till ."),
        ("Mail (mailto:x_y@sub.example.co) now", "Mail now"),
        ("x (at) example.org or y[at]example.org", "or"),
        ("Tel: 08-123 45 67 dagtid", "Tel: dagtid"),
        ("Ring +46 70 123 45 67!", "Ring !"),
        ("(+45) 33 44 55 66", ""),
        ("puh. 040 123 4567", "puh."),
        ("tālr. 67 123 456", "tālr."),
        ("00358 40 123 4567", ""),
        ("Växel 0912-345 67, epost", "Växel , epost"),
    ],
)
def test_addresses_and_telephone_numbers_go(text, left):
    assert without_contacts(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Under 2014-2020 och 2021-2027", "12 000 000 kr", "EUR 1.234.567,00", "dnr 2020-00123",
        "01-02-2017 - 31-12-2019",
        "2021SE16RFPR001", "500 000 000", "kl. 08:30-17", "100 300 200 300", "at home", "20200940", "0,5 % av 100 000",
        "Line\nbreaks  stay where nothing goes",
    ],
)  # fmt: skip
def test_amounts_years_and_case_numbers_stay(text):
    assert without_contacts(text) == text


@given(st.text(max_size=40), st.emails(), st.text(max_size=40))
def test_no_usual_address_is_left(before, address, after):
    if address.replace("@", "a").replace(".", "a").replace("-", "a").isalnum():
        assert address not in without_contacts(f"{before} {address} {after}")


@pytest.mark.parametrize(
    "name",
    [
        "Anna Exempelsson", "EXEMPELSSON, ANNA", "Anna-Karin von Exempel", "A. Exempelsson", "Nowak Jan", "ANNA NOWAK",
        "Firma Handlowa Jan Przykładowy", "Gospodarstwo Rolne Anna Przykładowa", "Anna Exempelssons Lantbruk",
        "Exempel enskild firma", "Matti Esimerkki Tmi", "FIE Mart Näide", "Muster e.K.",
        "Bäckerei Muster Inh. A. Muster",
        "osoba fizyczna", "Privatperson", "Fizinis asmuo", "Fiziska persona",
    ],
)  # fmt: skip
def test_a_name_of_a_person_is_hidden(name):
    assert is_private_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "Exempel AB", "Anna Exempelsson AB", "Ola Eksempel AS", "JAN PRZYKŁAD SA", "Sp. z o.o. Anna", "Muster GmbH",
        "Esimerkki Oy", "Näide OÜ", "SIA Piemērs", "UAB Pavyzdys", "Luleå tekniska universitet", "Arjeplogs kommun",
        "Region Dalarna", "Karolinska Institutet", "Max Planck Institut", "Anna Lindhs stiftelse", "Visit Dalarna",
        "Science Park Jönköping", "Länsstyrelsen", "Gmina Jan", "Tallinna Linnavalitsus", "Exempel", "", None,
        "Stockholms stad och dess alla grannar i norr", "Zakład Doskonalenia Zawodowego w Kielcach",
    ],
)  # fmt: skip
def test_an_organisation_is_shown(name):
    assert not is_private_person(name)


def test_the_organisations_of_the_bundled_projects_are_shown():
    with (GEODATA / "tables" / "participations.csv").open(encoding="utf-8") as file:
        names = {row["organisation"] for row in csv.DictReader(file)}
    assert [name for name in names if is_private_person(name)] == []
