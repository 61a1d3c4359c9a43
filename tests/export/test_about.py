"""What a file says of itself, in its name and on its own sheet."""

from __future__ import annotations

from datetime import date

import pytest

from s3dash.export.about import about_rows, file_name
from tests.views.dom import context

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("query", "lang", "name"),
    [
        ("", "en", "s3-map-projects_2021-2027_2026-11-24.csv"),
        ("period=all&region=SE224", "sv", "s3-kartan-projekt_all_skane_2026-11-24.csv"),
        ("q=%2F..%2F%22wind%22%0A", "en", "s3-map-projects_2021-2027_wind_2026-11-24.csv"),
        ("q=%CE%B5%CE%BD", "en", "s3-map-projects_2021-2027_2026-11-24.csv"),
    ],
)
def test_the_name_says_filter_and_day_in_plain_letters(tiny_site, query, lang, name):
    assert file_name(context(tiny_site, query, lang, "projects"), TODAY, "csv") == name


def test_a_long_search_makes_no_long_name(tiny_site):
    name = file_name(context(tiny_site, "q=" + "word+" * 39, page="projects"), TODAY, "csv")
    assert len(name) < 150


def test_the_sheet_says_filter_day_method_and_sources(tiny_site):
    here = context(tiny_site, "q=gdynia&baltic=1", page="projects")
    rows = about_rows(here, "https://s3.example.org/x", TODAY, 1, {"S0001"})
    by_name = {name: value for name, value in rows if name}
    assert by_name["File made on"] == TODAY
    assert by_name["State of the data"] == date(2026, 8, 31)
    assert by_name["The same list on the web"] == "https://s3.example.org/x"
    assert by_name["Words looked for"] == "gdynia"
    assert by_name["Only with partners around the Baltic Sea"] == "yes"
    assert by_name["Number of projects"] == 1
    assert "never split" in str(by_name["How money is counted"])
    assert "https://example.org/a" in str(by_name["A first source"])
    assert "General knowledge, no page" not in by_name
    assert "not published or unknown" in "".join(str(value) for name, value in rows if not name)


def test_no_filter_is_said_to_be_none(tiny_site):
    rows = dict(about_rows(context(tiny_site, page="projects"), "", TODAY, 6, set()))
    assert rows["Filters"] == "none"
