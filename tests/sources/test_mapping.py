"""Mappings: what comes along is right, and what is wrong in one's own is told with its key and what is expected."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from s3dash.sources.mapping import Mapping, Place, Programme, find, load, shipped
from s3dash.sources.mapping_schema import FIELDS
from s3dash.sources.records import SourceError

GOOD = """\
title: A list
publisher: An agency
url: https://agency.example/
licence:
country: "NO"
period: 2021-2027
fund: {R: erdf, S: esf}
programme: {erdf: {cci: 2021NO16RFPR001, name: One}, esf: {name: Two}}
currency: NOK
place: {by: nuts, separator: "|"}
columns:
  title: Title
  fund: [Fund]
  total: [Total]
  place: [Where]
required: title
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "list.yml"
    path.write_text(text, "utf-8")
    return path


def test_a_mapping_is_read(tmp_path: Path):
    path = written(tmp_path, GOOD)
    assert load(path) == Mapping(
        path, "A list", "An agency", "https://agency.example/", "NO", "2021-2027", {"r": "erdf", "s": "esf"},
        {"title": ["Title"], "fund": ["Fund"], "total": ["Total"], "place": ["Where"]},
        programme={"erdf": Programme("2021NO16RFPR001", "One"), "esf": Programme(None, "Two")},
        currency="NOK", place=Place("nuts", "|"), required=["title"],
    )  # fmt: skip
    assert load(path).programme_of("erdf").name == "One"
    assert load(path).programme_of("cf") == Programme()


@pytest.mark.parametrize("name", shipped())
def test_what_comes_along_is_right_and_says_what_it_leaves_out(name: str):
    mapping = load(find(Path(name)))
    assert mapping.required
    assert mapping.path.read_text("utf-8").startswith("# ")


def test_the_fields_are_those_that_the_records_have():
    assert {"id", "title", "eu_contribution", "place"} < set(FIELDS)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("title: A list\n", "", "title: is missing - expected a text"),
        ("title: A list", "titel: A list", "titel: is no key (did you mean title?) - expected one of title"),
        ("title: A list", 'title: ""', "title: '' - expected a text"),
        ("title: A list", "title: [A, list]", "title: ['A', 'list'] - expected a text"),
        ("url: https://agency.example/", "url: agency.example", "url: 'agency.example' - expected an address"),
        (
            'country: "NO"',
            "country: NO",
            "country: False - expected the two-letter code of a country in capitals and q",
        ),
        ('country: "NO"', "country: Norge", "country: 'Norge' - expected the two-letter code"),
        ('country: "NO"', "country: UK", "country: 'UK' - expected the two-letter code"),
        ("period: 2021-2027", "period: 2007-2013", "period: '2007-2013' - expected one of 2014-2020, 2021-2027"),
        ("period: 2021-2027", "period: 2021", "period: 2021 - expected one of"),
        ("fund: {R: erdf, S: esf}", "fund: ERDF", "fund: 'ERDF' - expected one of erdf, esf, cf"),
        ("fund: {R: erdf, S: esf}", "fund: {}", "fund: {} - expected one of erdf"),
        ("fund: {R: erdf, S: esf}", "fund: {R: eruf}", "fund: {'R': 'eruf'} - expected"),
        ("fund: {R: erdf, S: esf}", "fund: [erdf]", "fund: ['erdf'] - expected"),
        ("fund: {R: erdf, S: esf}", "fund: erdf", "fund: expected the fund of each word of columns.fund"),
        ("  fund: [Fund]\n", "", "columns.fund: is missing - expected the names of its column, for the words of fund"),
        ("{cci: 2021NO16RFPR001, name: One}", "{cci: 7}", "programme: "),
        ("currency: NOK", "currency: kr", "currency: 'kr' - expected a code of three capitals, such as EUR"),
        ("currency: NOK\n", "", "currency: is missing - expected a code such as EUR, for the amounts"),
        ("by: nuts", "by: parish", "place.by: 'parish' - expected one of county, municipality, postcode, nuts"),
        ("by: nuts", "way: nuts", "place.way: is no key - expected one of by, separator, area"),
        ('separator: "|"', "separator: 1", "place.separator: 1 - expected one to five characters"),
        ('place: {by: nuts, separator: "|"}', "place: nuts", "place: 'nuts' - expected by, separator and area"),
        ('place: {by: nuts, separator: "|"}\n', "", "place.by: is missing - expected one of county"),
        ("  place: [Where]\n", "", "columns.place: is missing - expected the names of its column, for place.by"),
        ("  title: Title\n", "", "columns.title: is missing - expected the names of its column, for every list"),
        ("  title: Title", "  title: []", "columns.title: [] - expected a list of column names"),
        ("  title: Title", "  title: [1]", "columns.title: [1] - expected a list of column names"),
        ("  title: Title", "  titel: Title", "columns.titel: is no key (did you mean title?)"),
        (
            "  title: Title",
            "  title: [Title, fund]",
            "columns.fund: 'Fund' - expected a name that columns.title has not",
        ),
        (
            "required: title",
            "required: [start]",
            "columns.start: is missing - expected the names of its column, for req",
        ),
        ("required: title", "required: [begin]", "required: ['begin'] - expected a list of fields of columns"),
        ("required: title", "encodings: [utf-99]", "encodings: ['utf-99'] - expected a list of encodings that Python"),
        ("required: title", "encodings: hex", "encodings: 'hex' - expected a list of encodings that Python knows"),
        ("required: title", "separators: ab", "separators: 'ab' - expected characters"),
        ("required: title", "separators: []", "separators: [] - expected characters"),
        ("required: title", 'decimal: "\'"', 'decimal: "\'" - expected one of ,, .'),
        ("required: title", "date_order: ymd", "date_order: 'ymd' - expected one of dmy, mdy"),
        (
            "required: title",
            "granted: [Ja]",
            "columns.status: is missing - expected the names of its column, for granted",
        ),
        ("required: title", "notes: [hello]", "notes: ['hello'] - expected a list of notes: dates_reversed"),
        ("required: title", "id_prefix: se", "id_prefix: 'se' - expected two to eight capitals and digits"),
        ("required: title", "smallest_amount: true", "smallest_amount: True - expected a number"),
        ("required: title", "unreadable_amounts: ok", "unreadable_amounts: 'ok' - expected one of reject, unknown"),
        (
            "  total: [Total]",
            "  total: [Total]\n  status: [S]",
            "granted: is missing - expected the words of columns.st",
        ),
        ("  total: [Total]", "  total: [Total]\n  latitude: [L]", "columns.longitude: is missing"),
        ("  total: [Total]", "  total: [Total]\n  longitude: [L]", "columns.latitude: is missing"),
        ("  total: [Total]", "  total: [Total]\n  total: [Sum]", "this is no YAML: the key 'total' is given twice"),
        ("required: title", "required: {", "this is no YAML"),
        ("required: title", "? [a, b]\n: c", "this is no YAML"),
        ("required: title", "when: 2021-13-45", "this is no YAML"),
        ("required: title", "!!python/object/apply:os.getcwd []", "this is no YAML"),
    ],
)
def test_a_fault_is_told_with_file_key_and_what_is_expected(tmp_path: Path, old: str, new: str, fault: str):
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new))
    with pytest.raises(SourceError) as error:
        load(path)
    assert str(error.value).startswith(f"{path}: ")
    assert fault in str(error.value)
    assert len(str(error.value)) < 2_000


def test_all_faults_are_told_at_once(tmp_path: Path):
    with pytest.raises(SourceError) as error:
        load(written(tmp_path, GOOD.replace("A list", '""').replace("by: nuts", "by: x").replace("NOK", "nok")))
    assert all(key in error.value.message for key in ("title: ''", "place.by: 'x'", "currency: 'nok'"))


@pytest.mark.parametrize("text", ["", "a list", "[1, 2]", "\x00", "42", "Title,Fund\n1,2\n"])
def test_what_is_no_mapping_is_told(tmp_path: Path, text: str):
    with pytest.raises(SourceError, match="this is no"):
        load(written(tmp_path, text))


def test_what_cannot_be_a_mapping_is_not_read(tmp_path: Path):
    (tmp_path / "list.yml").write_bytes(b"\xff\xfe\xfd")
    with pytest.raises(SourceError, match="no YAML"):
        load(tmp_path / "list.yml")
    with pytest.raises(SourceError, match="too large"):
        load(written(tmp_path, "#" * 1_000_001))
    with pytest.raises(SourceError, match="cannot be opened"):
        load(tmp_path)


def test_an_unknown_name_lists_the_known_ones(tmp_path: Path):
    with pytest.raises(SourceError, match=r"no such mapping; give a YAML file or one of: .*fi_2014"):
        find(Path("xx_1999"))
    path = written(tmp_path, GOOD)
    assert find(path) == path
    assert find(Path("fi_2014")) == shipped()["fi_2014"]


_PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
_ANY = st.recursive(
    _PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
)


@settings(deadline=None)
@given(key=st.sampled_from([*Mapping.__dataclass_fields__]), value=_ANY)
def test_whatever_stands_at_a_key_it_is_taken_or_told(tmp_path_factory, key: str, value: object):
    content = yaml.safe_load(GOOD) | {key: value}
    path = tmp_path_factory.mktemp("any") / "list.yml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    try:
        load(path)
    except SourceError as error:
        assert key in error.message or "columns" in error.message or "no YAML" in error.message
