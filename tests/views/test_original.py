"""Names and titles as their sources print them carry the language they are in; names that are translated do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from s3dash.analysis.priorities import priorities_of
from s3dash.views.original import foreign, home_of, priority_words, project_language, region_language
from tests.views.dom import context, shown


def test_a_name_takes_after_its_words_and_where_it_comes_from():
    assert shown(foreign("Przemysł jutra")).one(".original")["lang"] == "pl"
    assert shown(foreign("SLU", "SE331")).one("span")["lang"] == "sv"
    assert shown(foreign("SLU")).one("span")["lang"] == ""
    assert (home_of("FI20"), home_of("FI1B"), home_of("PL"), home_of("XX"), home_of(None)) == (
        "sv", "fi", "pl", None, None,
    )  # fmt: skip


def test_a_priority_that_its_source_has_in_english_is_english(site):
    row = priorities_of(site.dataset, "SE311", "2021-2027")[0]
    assert shown(priority_words(row)).one("span")["lang"] == "sv"
    english = replace(row, name_original="Kompetens", name_en="Kompetens")
    assert shown(priority_words(english)).one("span")["lang"] == "en"


def test_a_project_that_lies_in_sweden_alone_is_likely_swedish(tiny_site):
    project = context(tiny_site).store.project("P-ALONE")
    assert project_language(project, "MATLUST") == "sv"
    assert project_language(replace(project, regions=("SE221", "PL63")), "MATLUST") == ""
    assert project_language(project, "Sustainable food for all") == "en"


@pytest.mark.parametrize(
    ("lang", "code", "expected"),
    [
        ("sv", "PL21", "pl"),
        ("en", "PL21", "pl"),
        ("sv", "FI19", None),
        ("en", "FI1B", "fi"),
        ("sv", "DK02", None),
        ("en", "DK02", "da"),
        ("en", "FI20", "sv"),
        ("sv", "FI20", None),
        ("sv", "SE232", None),
        ("en", "SE232", "sv"),
        ("en", "SE22", None),
        ("en", "nowhere", None),
    ],
)
def test_a_region_without_a_name_in_the_pages_language(site, lang, code, expected):
    assert region_language(context(site, lang=lang), code) == expected
