"""Files made of a view: `/files/<address of a page>/<name>`, under the parameters of the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import flask

from s3dash.data.words import fold
from s3dash.export import map_layers, slides, tables_xlsx
from s3dash.export.address import absolute
from s3dash.export.answers import attachment, context_asked
from s3dash.map.geometry import MapGeometry
from s3dash.views.context import Context
from s3dash.views.shell import title

if TYPE_CHECKING:
    from s3dash.site import Site


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its media type, for which views there is one, and how it is made.

    `make` gets the view, the boundaries and the view's whole address.
    """

    mimetype: str
    offered: Callable[[Context], bool]
    make: Callable[[Context, MapGeometry, str], bytes]


FILES: dict[str, FileKind] = {
    "slides.pptx": FileKind(slides.MIMETYPE, slides.offered, slides.slides),
    "tables.xlsx": FileKind(tables_xlsx.MIMETYPE, tables_xlsx.has_tables, tables_xlsx.tables),
    "map.geojson": FileKind(map_layers.GEOJSON, map_layers.has_layer, map_layers.geojson),
    "map.gpkg": FileKind(map_layers.GEOPACKAGE, map_layers.has_layer, map_layers.geopackage),
}
"""By the name at the end of the address."""


def register_files(server: flask.Flask, current: Callable[[], Site]) -> None:
    """Add the addresses of files.

    `current` gives the site in force; it is asked once for each file.
    """

    @server.route("/files/<path:page>/<name>")
    def file(page: str, name: str) -> flask.Response:
        site = current()
        context, kind = context_asked(site, f"/{page}"), FILES.get(name)
        if kind is None or not kind.offered(context):
            flask.abort(404)
        content = kind.make(context, site.geometry, absolute(context.state.url))
        return attachment(content, kind.mimetype, file_name(context, name))


def file_name(context: Context, name: str) -> str:
    """What the file is called: the view's title in plain letters, and the day."""
    words = "-".join(fold(title(context)).split())
    plain = "".join(letter for letter in words if letter.isascii())[:80].strip("-")
    return f"{plain}_{date.today().isoformat()}.{name.rpartition('.')[2]}"
