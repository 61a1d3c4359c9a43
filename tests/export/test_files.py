"""Files of views: what the menu leads to is there, what it leaves out is not, and names are plain."""

from __future__ import annotations

from datetime import date

import pytest

from s3dash.export.files import FILES, file_name
from s3dash.views.export_menu import export_menu
from tests.views.dom import context, shown

VIEWS = [
    ("", ""),
    ("", "region=SE224"),
    ("", "region=SE224&other=PL63"),
    ("", "colour=links"),
    ("compare", ""),
    ("compare", "with=SE224,SE232"),
    ("projects", "q=vatten"),
    ("peers", "region=SE224"),
    ("domains/energy", ""),
    ("about", ""),
]


@pytest.mark.parametrize(("page", "query"), VIEWS)
def test_the_menu_has_exactly_the_files_that_there_are(site, page, query):
    view = context(site, query, "sv", page)
    links = [link["href"] for link in shown(export_menu(view, has_map=True)).select("a[data-file]")]
    listed = {href.partition("?")[0].rpartition("/")[2] for href in links if href.startswith("/files/")}
    assert listed == {name for name, kind in FILES.items() if kind.offered(view)}


@pytest.mark.parametrize(("page", "query"), [("", "region=SE224&colour=eu"), ("compare", "with=SE224,SE232")])
def test_every_link_of_the_menu_gives_a_file(site, client, page, query):
    view = context(site, query, "en", page)
    for link in shown(export_menu(view, has_map=page == "")).select("a[data-file]"):
        answer = client.get(link["href"])
        assert answer.status_code == 200 and len(answer.data) > 1000, link["href"]
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="')
        assert answer.headers["Cache-Control"].startswith("public, max-age=60")


@pytest.mark.parametrize(
    "path",
    [
        "/files/sv/tables.xlsx",
        "/files/sv/nothing.xlsx?region=SE224",
        "/files/de/tables.xlsx?region=SE224",
        "/files/sv/map.geojson?colour=links",
        "/files/sv/about/map.gpkg",
        "/files/sv/compare/tables.xlsx?with=SE224",
        "/files/sv/nowhere/tables.xlsx",
    ],
)
def test_there_is_no_such_file(client, path):
    assert client.get(path).status_code == 404


def test_a_file_is_called_after_its_view_in_plain_letters(site):
    name = file_name(context(site, "region=SE232&other=PL63", "sv"), "tables.xlsx")
    assert name == f"vastra-gotaland-pomorskie-s3-kartan_{date.today().isoformat()}.xlsx"
