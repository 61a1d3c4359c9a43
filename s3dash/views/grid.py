"""The grid of projects: a window on a list of any length, whose rows come from the server as they are scrolled to."""

from __future__ import annotations

from typing import Any

import dash_ag_grid as dag
from dash.development.base_component import Component

from s3dash.state import ViewState
from s3dash.views.context import Context
from s3dash.views.project_row import COLUMNS, grid_row

GRID = "projects-grid"
BLOCK = 100
"""Rows that are asked for at a time."""
_SORTED_BY = {"title": "title", "years": "newest", "amount": "largest"}
"""Column -> the order that a click on its head gives."""
_DIRECTION = {"title": "asc", "years": "desc", "amount": "desc"}


def grid(context: Context) -> Component:
    """The grid for a view."""
    text, state = context.text, context.state
    return dag.AgGrid(
        id=GRID,
        rowModelType="infinite",
        columnDefs=[_column(context, name) for name in COLUMNS],
        defaultColDef={"sortable": False, "resizable": True, "suppressMovable": True, "suppressHeaderMenuButton": True},
        getRowId="params.data.id",
        style={"height": None, "width": "100%"},
        dashGridOptions={
            "theme": {"function": "gridTheme(themeQuartz)"},
            "context": {"address": state.url},
            "localeText": {name: text(f"grid.{name}") for name in _LOCALE},
            "cacheBlockSize": BLOCK,
            "maxConcurrentDatasourceRequests": 1,
            "maxBlocksInCache": 20,
            "enableCellTextSelection": True,
            "animateRows": False,
            "suppressNoRowsOverlay": True,
            "tabToNextCell": {"function": "leaveGrid()"},
        },
        eventListeners={
            "rowClicked": ["openProject(params)"],
            "cellKeyDown": ["openProject(params)"],
            "sortChanged": ["sortProjects(params)"],
        },
    )


_LOCALE = ("loadingOoo", "ariaSortableColumn")
_WIDTHS: dict[str, dict[str, Any]] = {
    "title": {"flex": 2.3, "minWidth": 200},
    "lead": {"flex": 1, "minWidth": 145},
    "places": {"flex": 1},
    "years": {"width": 110},
    "domain": {"flex": 1.1, "minWidth": 168},
    "amount": {"width": 150, "type": "rightAligned"},
}


def _column(context: Context, name: str) -> dict[str, Any]:
    column: dict[str, Any] = {
        "colId": name,
        "field": name,
        "headerName": context.text(f"column.{name}"),
        "cellRenderer": f"Project{name.capitalize()}",
        "wrapText": True,
        **_WIDTHS[name],
    }
    if name in _SORTED_BY:
        first = _DIRECTION[name]
        column |= {"sortable": True, "sortingOrder": [first, None]}
        if context.state.order == _SORTED_BY[name]:
            column["sort"] = first
    return column


def order_of(sort_model: list[dict[str, Any]], state: ViewState) -> ViewState:
    """The view with the order that the head of a column asks for."""
    column = str(sort_model[0].get("colId")) if sort_model else ""
    return state.but(order=_SORTED_BY[column]) if column in _SORTED_BY else state


def grid_rows(context: Context, first: int, last: int) -> dict[str, Any]:
    """The rows from one to before another, and how many there are in all."""
    limit = max(0, min(last - first, BLOCK))
    projects = context.store.page(context.project_filter, order=context.state.order, limit=limit, offset=max(first, 0))
    return {"rowData": [grid_row(context, project) for project in projects], "rowCount": context.project_count}
