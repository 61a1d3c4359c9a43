"""A chart is a picture, a table and words, with its source and its files."""

from __future__ import annotations

import json

import pytest

from s3dash.views import html
from s3dash.views.chart import Chart, chart, csv_address, eurostat_source
from tests.views.dom import context, shown
from tests.views.figures import valid

FIGURE = {"data": [{"type": "bar", "x": [3.26, None], "y": ["Energy", "Food & <b>"]}], "layout": {"xaxis": {}}}
CHART = Chart(
    id="money",
    title="Energy gets most",
    figure=FIGURE,
    columns=("Domain", "EUR million", "Projects", "Since"),
    rows=(("Energy", 3.26, 12, "2021"), ("Food & <b>", None, 0, None)),
    alt="Energy gets 3.3 million euro.",
    source="lists of projects",
    note="Shared grants are left out.",
)


@pytest.fixture
def figure(tiny_site):
    return shown(chart(context(tiny_site, "with=SE221,SE224", page="compare"), CHART)).one("figure.chart")


def test_the_drawing_is_given_as_data_and_described_in_words(figure):
    assert figure["id"] == "chart-money"
    assert json.loads(figure["data-figure"]) == FIGURE
    assert figure["data-separators"] == ".,"
    plot = figure.one(".plot")
    assert (plot["role"], plot["aria-label"]) == ("img", "Energy gets most. Energy gets 3.3 million euro.")
    assert plot.text == "Energy gets 3.3 million euro.", "the words stand there until the drawing has come"


def test_the_table_tells_a_number_from_what_is_missing(figure):
    assert figure.texts(".table thead th") == list(CHART.columns)
    assert figure.texts(".table tbody tr") == ["Energy3.3122021", "Food & <b>no data0no data"]
    assert figure.texts("td.missing") == ["no data", "no data"]


def test_the_source_and_the_date_of_the_data_stand_below(figure, tiny_site):
    date = tiny_site.dataset.data_date
    assert figure.one(".chart-foot .source").text.startswith("Source: lists of projects. S3 Map, ")
    assert str(date.year) in figure["data-source"]
    assert figure.one(".note").text == "Shared grants are left out."


def test_the_file_has_the_view_s_own_address(figure):
    assert figure.one(".chart-files a")["href"] == "/charts/en/compare/money.csv?with=SE221,SE224"


def test_the_address_of_a_file_without_parameters(tiny_site):
    assert csv_address(context(tiny_site, page="domains", lang="sv"), "matrix") == "/charts/sv/domains/matrix.csv"


def test_a_body_of_its_own_stands_in_place_of_the_drawing(tiny_site):
    given = Chart("a", "T", FIGURE, ("A",), (("x",),), "words", "source", body=html.Div("own", className="own"))
    page = shown(chart(context(tiny_site, page="domains"), given))
    assert page.one(".own").text == "own" and not page.select(".plot")


def test_eurostat_s_datasets_are_named_once(site):
    source = eurostat_source(context(site, page="compare"), ["gdp_pps", "gdp_eu27"])
    assert source == "Eurostat (nama_10r_2gdp, nama_10r_3gdp)"


@pytest.mark.parametrize(
    "broken",
    [{"id": "Not So"}, {"alt": " "}, {"rows": ()}, {"rows": (("a",),)}, {"figure": {"data": [{"type": "nothing"}]}}],
)
def test_the_check_of_charts_finds_what_is_wrong(broken):
    valid(CHART)
    with pytest.raises((AssertionError, ValueError)):
        valid(Chart(**{**CHART.__dict__, **broken}))
