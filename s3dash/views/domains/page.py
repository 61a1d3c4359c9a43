"""The page of domains: which of its views the address asks for."""

from __future__ import annotations

from collections.abc import Callable

from s3dash.map.geometry import MapGeometry
from s3dash.state import SHOWS
from s3dash.views.analysis_page import AnalysisPage
from s3dash.views.context import Context
from s3dash.views.domains.alignment import alignment_view
from s3dash.views.domains.candidates import candidates_view
from s3dash.views.domains.matrix import matrix_view
from s3dash.views.domains.overlap import overlap_view

_VIEWS: dict[str, Callable[[Context, MapGeometry], AnalysisPage]] = {
    "matrix": matrix_view,
    "alignment": alignment_view,
    "overlap": overlap_view,
    "candidates": candidates_view,
}


def domains_page(context: Context, geometry: MapGeometry) -> AnalysisPage:
    """The matrix, or the view that is asked for."""
    return _VIEWS[context.state.show or SHOWS["domains"][0]](context, geometry)
