"""What Swedish lists share: areas of programmes, places in words, case numbers, public bodies' own names."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.sources import swedish
from s3dash.sources.places import Places
from s3dash.sources.swedish import Organisation, Placed
from tests.by_hand import GEODATA

PLACES = Places.load(GEODATA)


@pytest.mark.parametrize(
    ("area", "programme"),
    [
        ("Övre Norrland", "erdf-se33-2014"),
        ("Småland med öarna", "erdf-se21-2014"),
        ("Regionalfondsprogram för Skåne-Blekinge", "erdf-se22-2014"),
        ("Nationellt regionalfondsprogram", "erdf-national-2014"),
        ("Stockholm och Västsverige", None),
        ("Sydpolen", None),
        (None, None),
    ],
)
def test_a_programme_is_known_by_its_area(area, programme):
    assert swedish.programme(area, "2014-2020") == programme


@pytest.mark.parametrize("period", ["2014-2020", "2021-2027"])
def test_every_programme_is_one_of_the_dataset(period):
    areas = ("Stockholm", "Östra Mellansverige", "Småland och öarna", "Skåne-Blekinge", "Västsverige",
             "Norra Mellansverige", "Mellersta Norrland", "Övre Norrland", "Nationellt program")  # fmt: skip
    with (GEODATA / "tables/programmes.csv").open(encoding="utf-8", newline="") as file:
        known = {row["programme_id"] for row in csv.DictReader(file)}
    assert len({swedish.programme(area, period) for area in areas} & known) == len(areas)


def test_the_counties_are_those_of_the_dataset():
    with (GEODATA / "tables/regions.csv").open(encoding="utf-8", newline="") as file:
        assert set(swedish.COUNTIES) == {row["nuts_id"] for row in csv.DictReader(file) if row["layer"] == "lan"}


@pytest.mark.parametrize(
    ("case", "same"),
    [
        ("23-017-S01", ("case:SE|2301701",)),
        ("2021SE05SFPR001_23-017-S01", ("case:SE|2301701",)),
        ("2020/00114", ("case:SE|202000114",)),
        ("20200940", ("case:SE|20200940",)),
        ("A-12", ()),
    ],
)
def test_a_case_is_known_by_its_digits(case, same):
    assert swedish.same_case(case) == same


@pytest.mark.parametrize(
    ("said", "placed"),
    [
        ("Norrbotten, Västerbotten", Placed(("SE332", "SE331"), ())),
        ("Region Jämtland Härjedalen", Placed(("SE322",), ())),
        ("Skåne / Atlantis", Placed(("SE224",), ("Atlantis",))),
        ("SE33", Placed(("SE33",), ())),
        ("SE999", Placed((), ("SE999",))),
        ("Samtliga län", Placed(swedish.COUNTIES, ())),
        ("Sverige", Placed((), ("Sverige",))),
        ("0.5, 0.5", Placed((), ("0.5, 0.5",))),
        (", ;", Placed((), ())),
        (None, Placed((), ())),
    ],
)
def test_places_in_words(said, placed):
    assert swedish.placed(PLACES, said) == placed


@given(said=st.text(max_size=40))
def test_no_word_is_lost_and_no_place_is_invented(said: str):
    placed = swedish.placed(PLACES, said)
    assert all(word in said for word in placed.unknown)
    assert not set(placed.regions) - set(swedish.COUNTIES) or any(letter.isalnum() for letter in said)


@pytest.mark.parametrize(
    ("name", "county"),
    [
        ("Arjeplogs kommun", "SE332"),
        ("Malmö stad", "SE224"),
        ("Stockholms Läns Landsting", "SE110"),
        ("Region Skåne", "SE224"),
        ("Region Kalmar län", "SE213"),
        ("Länsstyrelsen i Gävleborgs län", "SE313"),
        ("Länsstyrelsen Norrbotten", "SE332"),
        ("Skogsmuséet i Lycksele AB", None),
        ("Umeå universitet", None),
        (None, None),
    ],
)
def test_only_a_public_bodys_own_name_says_where_it_is(name, county):
    assert swedish.seat_by_name(PLACES, name) == county


@pytest.mark.parametrize(
    ("name", "number", "organisation"),
    [
        ("Luleå kommun", "212000-2742", Organisation("Luleå kommun", None, "2120002742")),
        (None, "SE212000274201", Organisation(None, None, "2120002742")),
        ("Påhittat Bygg", "400101-0000", Organisation(None, "private_person", None)),
        ("Påhittat Bygg", "19400101-0000", Organisation(None, "private_person", None)),
        ("Påhittat AB", "okänt", Organisation("Påhittat AB", None, None)),
        (None, None, None),
    ],
)
def test_who_takes_part(name, number, organisation):
    assert swedish.organisation(name, number) == organisation
