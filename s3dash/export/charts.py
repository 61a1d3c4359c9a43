"""The values of a chart as CSV, at an address beside that of its view."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import flask

from s3dash.data.cells import csv_cell
from s3dash.export.answers import attachment, context_asked
from s3dash.export.csv_file import BOM
from s3dash.views.chart import Chart
from s3dash.views.kinds import ANALYSIS_PAGES

if TYPE_CHECKING:
    from s3dash.site import Site


def register_charts(server: flask.Flask, current: Callable[[], Site]) -> None:
    """Add `/charts/<address of a page>/<chart>.csv`, under the parameters of the page.

    `current` gives the site in force; it is asked once for each file.
    """

    @server.route("/charts/<path:page>/<name>.csv")
    def chart_csv(page: str, name: str) -> flask.Response:
        site = current()
        context = context_asked(site, f"/{page}")
        build = ANALYSIS_PAGES.get(context.state.page)
        if build is None:
            flask.abort(404)
        charts = build(context, site.geometry).charts
        shown = next((chart for chart in charts if chart.id == name), None)
        if shown is None:
            flask.abort(404)
        content = csv_text(shown, context.text("chart.source_column"))
        return attachment(content, "text/csv", f"s3-map_{name}_{date.today().isoformat()}.csv")


def csv_text(shown: Chart, source: str) -> str:
    """The chart's table with raw numbers; each row names the source in a column of that heading."""
    buffer = io.StringIO()
    buffer.write(BOM)
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([csv_cell(value) for value in (*shown.columns, source)])
    writer.writerows([csv_cell(value) for value in (*row, shown.source)] for row in shown.rows)
    return buffer.getvalue()
