"""From figures for the browser to native charts and tables."""

from __future__ import annotations

from typing import Any

import pytest

from s3dash.export.slides.figure_tables import data_table, heat_table, legend_of
from s3dash.export.slides.figures import panels
from s3dash.export.slides.tables import cells
from s3dash.text import Text
from s3dash.views.chart import SERIES, Chart
from s3dash.views.kinds import ANALYSIS_PAGES
from tests.export.slides.files import view


def chart(*traces: dict[str, Any], rows: tuple[tuple[Any, ...], ...] = (("a", 1),), **layout: Any) -> Chart:
    return Chart("c", "T", {"data": list(traces), "layout": layout}, ("A", "B"), rows, "alt", "source")


def bar(x: list[Any], y: list[Any], **more: Any) -> dict[str, Any]:
    return {"type": "bar", "x": x, "y": y, "marker": {"color": SERIES[0]}, "name": "n", **more}


def test_lying_bars_are_read_from_the_top():
    up = bar([1, None], ["a", "b"], orientation="h")
    (panel,) = panels(chart(up))
    assert (panel.kind, panel.categories, panel.series[0].values) == ("bars", ("b", "a"), (None, 1))
    (panel,) = panels(chart(up, yaxis={"autorange": "reversed"}, xaxis={"title": {"text": "projects"}}))
    assert (panel.categories, panel.value_title, panel.series[0].colour) == (("a", "b"), "projects", "c5")


def test_years_without_a_bar_keep_their_place():
    (panel,) = panels(chart(bar([2015, 2018], [3, 4]), bar([2018], [1], name="m"), barmode="stack"))
    assert panel.categories == ("2015", "2016", "2017", "2018") and panel.stacked
    assert [one.values for one in panel.series] == [(3, None, None, 4), (None, None, None, 1)]


def test_panels_side_by_side_share_a_scale_and_one_without_bars_says_why():
    left = bar([10], ["a"], orientation="h", xaxis="x", yaxis="y")
    right = {"type": "scatter", "mode": "text", "x": [0], "y": ["b"], "text": ["not known"], "xaxis": "x", "yaxis": "y"}
    heads = [{"text": f"<b>{name}</b>", "xref": "paper", "xanchor": "left", "showarrow": False} for name in "PQ"]
    why = {"text": "no<br>sums", "xref": "paper", "xanchor": "center", "showarrow": False}
    one, other = panels(chart(left, right, annotations=[*heads, why], yaxis={"autorange": "reversed"}))
    assert (one.heading, one.unknown, one.most) == ("P", {"b": "not known"}, 12.5)
    assert (other.heading, other.remark, other.series) == ("Q", "no sums", ())


def test_lines_break_where_a_year_is_missing():
    line = {"type": "scatter", "mode": "lines+markers", "x": [2014, None, 2016], "y": [1.5, None, 2], "name": "n"}
    (panel,) = panels(chart(line))
    assert (panel.kind, panel.categories, panel.series[0].values) == ("lines", ("2014", "2015", "2016"), (1.5, None, 2))


def test_points_keep_their_names_and_a_line_is_a_line():
    dots = {"type": "scatter", "mode": "markers+text", "x": [1, 2], "y": [3.5, 4], "text": ["a", "b"], "name": "n"}
    rule = {"type": "scatter", "mode": "lines", "x": [0, 9], "y": [0, 9], "name": "even", "line": {"color": SERIES[1]}}
    (panel,) = panels(chart(dots, rule))
    assert panel.kind == "points" and panel.series[0].labels == ("a", "b") and not panel.series[0].joined
    assert panel.series[1].joined and panel.series[1].colour == "s2"


def test_one_mark_a_category_is_a_bar_and_a_line_across_is_what_it_is_held_against():
    dots = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [5, 7],
        "y": ["a", "b"],
        "text": ["5 of 9", ""],
        "name": "n",
    }
    rule = {
        "type": "scatter",
        "mode": "lines",
        "x": [6, 6],
        "y": ["a", "b"],
        "name": "all",
        "line": {"color": "#000000"},
    }
    (panel,) = panels(chart(dots, rule, yaxis={"range": [2, 0]}, xaxis={"range": [0, 10]}))
    assert (panel.categories, panel.ends["a"], panel.most) == (("a", "b"), "5 of 9", 10)
    assert panel.marks[0].values == {"a": 6, "b": 6}
    assert panels(chart({**dots, "y": ["a", "a"]})) == (), "several marks of one category are no bars"


def test_a_heat_map_is_a_table_of_colours():
    heat = {
        "type": "heatmap", "x": ["p", "q"], "y": ["r"], "z": [[0, 1]], "text": [["–", "5"]], "zmin": -0.5, "zmax": 1.5,
        "colorscale": [[0, "#ffffff"], [0.5, "#ffffff"], [0.5, "#123c5b"], [1, "#123c5b"]],
    }  # fmt: skip
    sign = {"type": "scatter", "x": [None], "y": [None], "name": "= both", "marker": {"color": "#96cbc4"}}
    assert panels(chart(heat, sign)) == ()
    table = heat_table(chart(heat, sign))
    assert table is not None and [cell.fill for cell in cells(table.rows[0])] == [None, "paper", "c5"]
    assert [cell.words[0].words for cell in cells(table.rows[0])] == ["r", "–", "5"]
    assert legend_of(chart(heat, sign)) == (("c2", "= both"),)
    assert heat_table(chart(bar([1], [1]))) is None


def test_other_figures_are_their_values_as_a_table():
    rows = tuple((f"r{n}", n + 0.25 if n else None) for n in range(30))
    table, left_out = data_table(Text("sv"), chart({"type": "sankey"}, rows=rows))
    assert left_out == 6 and len(table.rows) == 24
    assert [cells(row)[1].words[0].words for row in table.rows[:2]] == ["uppgift saknas", "1,2"]
    assert table.columns[1].align == "r"


PAGES = [
    ("/en/compare", "with=SE232,SE224,DK01"), ("/en/peers", "region=SE232"),
    ("/sv/peers", "region=SE232&show=projects"),
    ("/sv/partners", "region=SE232&domain=energy"), ("/en/change", "region=SE232"), ("/en/change", ""),
    ("/sv/domains", ""), ("/en/domains", "show=alignment"), ("/sv/domains", "show=overlap"),
    ("/en/domains", "show=candidates"), ("/sv/domains/energy", ""),
]  # fmt: skip


@pytest.mark.parametrize(("path", "query"), PAGES)
def test_every_chart_of_the_pages_is_native_or_a_table(site, path, query):
    context = view(site, path, query)
    charts = ANALYSIS_PAGES[context.state.page](context, site.geometry).charts
    assert charts
    for one in charts:
        native = panels(one)
        table = None if native else heat_table(one) or data_table(context.text, one)[0]
        assert native or (table and table.rows), one.id
        for panel in native:
            assert all(len(series.values) == len(panel.categories) for series in panel.series if not series.x), one.id
