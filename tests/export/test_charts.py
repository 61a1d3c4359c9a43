"""The values of a chart as a file."""

from __future__ import annotations

import csv
import io

import pytest

from s3dash.export.charts import csv_text
from s3dash.views.chart import Chart


def test_the_file_has_raw_numbers_its_source_and_no_formula():
    chart = Chart(
        "money", "T", {}, ("Region", "EUR"), (("=cmd()", 1234567.5), ("Skåne", None), ("Åland", 0)), "alt", "Eurostat"
    )
    text = csv_text(chart, "Källa")
    assert text.startswith("\ufeff") and "\r\n" in text
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff")))) == [
        ["Region", "EUR", "Källa"],
        ["'=cmd()", "1234567.50", "Eurostat"],
        ["Skåne", "", "Eurostat"],
        ["Åland", "0", "Eurostat"],
    ]


@pytest.mark.parametrize(
    "path", ["/charts/sv/compare/nothing.csv", "/charts/sv/about/a.csv", "/charts/de/compare/a.csv", "/charts/x.csv"]
)
def test_there_is_no_such_chart(client, path):
    assert client.get(path).status_code == 404
