from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.sources.parsing import amount, country, day, number, organisation_number, plain, share, text

GAPS = (" ", "\u00a0", "\u2009", "\u202f", "'", "’")


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("\ufeffÄrende\u00a0id \r\n 1", "Ärende id 1"),
        ("stöd¿ till ¿företag", "stöd till företag"),
        ("a\u200bb\u00adc\x00d\x07", "abcd"),
        ("first\u2028second", "first second"),
        (20200940, "20200940"),
        (20200940.0, "20200940"),
        (0.5, "0.5"),
        (datetime(2017, 1, 2), "2017-01-02 00:00:00"),
        ("xxl", "xxl"),
    ],
)
def test_text_is_one_clean_line(cell, read):
    assert text(cell) == read


@pytest.mark.parametrize(
    "cell",
    [None, "", "  ", "N.a.", "n/a", "-", "–", "x", "XX", "UPPGIFT SAKNAS", "null", "None", "NaN", "#N/A", "\ufeff"],
)
def test_words_for_nothing_are_none(cell):
    assert text(cell) is None
    assert plain(cell) is None
    assert number(cell) is None
    assert day(cell) is None


@given(st.text())
def test_text_holds_no_line_break_control_character_or_double_space(cell):
    line = text(cell)
    if line is not None:
        assert line == " ".join(line.split())
        assert not set(line) & set("\n\r\t\x00\u2028\ufeff\u200b¿")


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("<p>Ett <b>nytt</b>&nbsp;sätt</p><p>Två</p>", "Ett nytt sätt Två"),
        ("F&amp;U", "F&U"),
        ("&lt;p&gt;twice&lt;/p&gt; &amp;amp; more", "twice & more"),
        ("<style>p {}</style><script>alert(1)</script>kvar<!-- x -->", "kvar"),
        ("costs < 5 and > 3", "costs < 5 and > 3"),
        ("a &amp b & c", "a & b & c"),
        ("<br/>", None),
    ],
)
def test_plain_takes_html_out(cell, read):
    assert plain(cell) == read


@pytest.mark.parametrize(
    ("cell", "decimal", "read"),
    [
        ("4 973 906", None, 4973906),
        ("4\u00a0973\u00a0906,50", None, 4973906.5),
        ("4\u2009973\u2009906", ",", 4973906),
        ("1.234.567,89", None, 1234567.89),
        ("1,234,567.89", None, 1234567.89),
        ("1.234.567", None, 1234567),
        ("1,234,567", None, 1234567),
        ("2073781,25", None, 2073781.25),
        ("299250.5", None, 299250.5),
        ("1234.567", None, 1234.567),
        ("0.125", None, 0.125),
        ("1.234", ",", 1234),
        ("1.234", ".", 1.234),
        ("1,234", ".", 1234),
        ("12 345 kr", None, 12345),
        ("EUR 1 000", None, 1000),
        ("€5", None, 5),
        ("1 000 zł", None, 1000),
        ("1'234'567.00", None, 1234567),
        ("−5", None, -5),
        ("-0,5", None, -0.5),
        (",5", None, 0.5),
        ("1.5E+07", None, 15000000),
        ("1E3", None, 1000),
        (3929285, None, 3929285),
        (12.5, ",", 12.5),
        (Decimal("2.5"), None, 2.5),
    ],
)
def test_number_reads_what_the_sources_write(cell, decimal, read):
    assert number(cell, decimal) == read


@pytest.mark.parametrize(
    "cell",
    ["a lot", "1.234", "12,345", "1_000", "inf", "nan?", "1e999", "=SUM(A1:A9)", "1 2 3 x", "--5", "1,2,3", "12.34.567",
     "1..2", "5%", float("inf"), float("nan"), True, [1], "٣"],
)  # fmt: skip
def test_number_refuses_what_is_none_or_can_be_read_in_two_ways(cell):
    with pytest.raises(ValueError, match=r"no number|is not known"):
        number(cell)


@pytest.mark.parametrize(("cell", "decimal"), [("2073781.25", ","), ("2073781,25", "."), ("1.23.456", ",")])
def test_a_known_decimal_mark_is_not_bent(cell, decimal):
    with pytest.raises(ValueError, match="no number with the decimal mark"):
        number(cell, decimal)


@given(
    st.integers(min_value=-(10**12), max_value=10**12),
    st.integers(min_value=0, max_value=99),
    st.sampled_from([*GAPS, ".", ","]),
    st.sampled_from([".", ","]),
)
def test_number_reads_every_usual_way_to_write_an_amount(whole, cents, gap, mark):
    if gap != mark:
        written = f"{whole:,}".replace(",", gap) + f"{mark}{cents:02}"
        expected = float(f"{whole}.{cents:02}")
        assert number(written, mark) == expected
        assert number(written) == expected


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("-250000", "negative"), ("999999999999999999", "over 100 billion"), (1e11 + 1, "over 100 billion")],
)
def test_amount_refuses_negative_and_astronomical_ones(cell, reason):
    with pytest.raises(ValueError, match=reason):
        amount(cell)


def test_amount_of_zero_may_mean_unknown():
    assert amount("0") == 0
    assert amount("0,00", zero_is_unknown=True) is None
    assert amount(1e11) == 1e11


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("2017-01-02", "2017-01-02"),
        ("2016-10-14 01:17:38", "2016-10-14"),
        ("2023-01-01T00:00:00", "2023-01-01"),
        ("02/01/2017", "2017-01-02"),
        ("1.3.2015", "2015-03-01"),
        ("25.05.2020 00:00", "2020-05-25"),
        ("24.04.2014.", "2014-04-24"),
        ("20170102", "2017-01-02"),
        ("2017/01/02", "2017-01-02"),
        ("2019", "2019"),
        (2019, "2019"),
        ("2019-05", "2019-05"),
        ("05/2019", "2019-05"),
        (42737, "2017-01-02"),
        (42737.75, "2017-01-02"),
        ("42737", "2017-01-02"),
        (datetime(2017, 1, 2, 3), "2017-01-02"),
        (date(2017, 1, 2), "2017-01-02"),
    ],
)
def test_day_reads_what_the_sources_write(cell, read):
    assert day(cell) == read


def test_a_source_may_write_the_month_first():
    assert day("11/28/2023 08:41:07", order="mdy") == "2023-11-28"


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("1900-01-01", "1900-01-01 is before 2000"),
        ("2999-12-31", "2999-12-31 is after 2050"),
        (datetime(1900, 1, 1), "before 2000"),
        ("2023-13-45", "no day of the calendar"),
        ("2023-02-30", "no day of the calendar"),
        ("2019-00", "no day of the calendar"),
        ("0000-00-00", "no day of the calendar"),
        ("next spring", "no date"),
        (5, "no date"),
        (True, "no date"),
        ("1/2-2017", "no date"),
    ],
)
def test_day_refuses_what_is_none(cell, reason):
    with pytest.raises(ValueError, match=reason):
        day(cell)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2050, 12, 31)))
def test_a_day_is_the_same_in_every_way_to_write_it(moment):
    serial = (moment - date(1899, 12, 30)).days
    ways = [moment, moment.isoformat(), f"{moment:%d/%m/%Y}", f"{moment:%d.%m.%Y}", f"{moment:%Y%m%d}", serial]
    assert {day(way) for way in ways} == {moment.isoformat()}


@pytest.mark.parametrize(
    ("cell", "read"),
    [("40%", 0.4), ("40.0", 0.4), (0.4, 0.4), ("90 %", 0.9), ("0,5 %", 0.005), (1, 1), ("100", 1), ("", None)],
)
def test_share_is_from_0_to_1(cell, read):
    assert share(cell) == read


@pytest.mark.parametrize("cell", ["140%", "-5", "101", "half"])
def test_share_refuses_what_is_none(cell):
    with pytest.raises(ValueError, match=r"no share|no number"):
        share(cell)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("UK", "GB"), ("EL", "GR"), ("se", "SE"), ("SWE", "SE"), ("Sverige", "SE"), ("SWEDEN", "SE"), ("Suomi", "FI"),
        ("Ruotsi", "SE"), ("Deutschland", "DE"), ("Lietuva", "LT"), ("Polska", "PL"), ("Czech Republic", "CZ"),
        ("Türkiye", "TR"), ("The Netherlands", "NL"), ("Åland Islands", "AX"), ("XX", None), ("Atlantis", None),
        ("", None), (None, None), (46, None), ("Kongo", None),
    ],
)  # fmt: skip
def test_country_knows_codes_and_names(cell, code):
    assert country(cell) == code


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("212000-3005", "2120003005"), ("SE212000300501", "2120003005"), ("162120003005", "2120003005"),
        ("SE 212000-1157", "2120001157"), (2120003005, "2120003005"), ("2120003005", "2120003005"),
        ("196001011234", None), ("600101-1234", None), ("6001011234", None), ("21200030", None), ("DE123456789", None),
        ("212000300501", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_organisation_number_is_ten_digits_and_never_a_person(cell, read):
    assert organisation_number(cell) == read
