"""The kinds of page: what of each depends on the address, its template, its stylesheets and scripts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from s3dash.map.geometry import MapGeometry
from s3dash.map.picture import Picture
from s3dash.views import html
from s3dash.views.about import about_page
from s3dash.views.accessibility import accessibility_page
from s3dash.views.analysis_page import AnalysisPage, tabs
from s3dash.views.api_page import api_page
from s3dash.views.change.page import change_page
from s3dash.views.compare.page import compare_page
from s3dash.views.context import Context
from s3dash.views.domain_page.page import domain_page
from s3dash.views.domains.page import domains_page
from s3dash.views.glossary import explained
from s3dash.views.little_map import counts_map
from s3dash.views.map_view import colouring, legend, picture
from s3dash.views.organisation_page import organisation_page
from s3dash.views.panel import panel
from s3dash.views.partners.page import partners_page
from s3dash.views.peers.page import peers_page
from s3dash.views.present.page import present_page
from s3dash.views.present.story import story_page
from s3dash.views.profile_page.page import profile_page
from s3dash.views.project_page import project_page
from s3dash.views.projects_page import (
    projects_head,
    projects_note,
    projects_sums,
    projects_table,
    projects_tools,
)
from s3dash.views.region_list import region_list, show_switch
from s3dash.views.shell import foot, level_switch

Parts: TypeAlias = tuple[Picture | None, dict[str, html.Node]]


def _explore(context: Context, geometry: MapGeometry) -> Parts:
    colours = colouring(context)
    return picture(context, geometry, colours), {
        "region-panel": [panel(context), foot(context)],
        "region-list": region_list(context, geometry, colours),
        "legend": None if context.state.show == "list" else legend(context, colours),
        "show-switch": show_switch(context),
        "level-switch": [level_switch(context), explained(context, "nuts2", "switch")],
    }


def _projects(context: Context, geometry: MapGeometry) -> Parts:
    drawn, colours = counts_map(context)
    return drawn, {
        "projects-head": projects_head(context),
        "projects-sums": projects_sums(context),
        "projects-tools": projects_tools(context),
        "projects-table": projects_table(context),
        "projects-note": projects_note(context),
        "legend": colours,
        "level-switch": level_switch(context),
    }


def _project(context: Context, geometry: MapGeometry) -> Parts:
    page = project_page(context)
    return page.map, {"page-content": page.content, "page-facts": page.facts, "legend": page.legend}


def _organisation(context: Context, geometry: MapGeometry) -> Parts:
    page = organisation_page(context)
    return page.map, {"page-content": page.content, "page-facts": page.facts, "legend": page.legend}


def _about(context: Context, geometry: MapGeometry) -> Parts:
    return None, {"page-content": about_page(context)}


def _accessibility(context: Context, geometry: MapGeometry) -> Parts:
    return None, {"page-content": accessibility_page(context)}


def _api(context: Context, geometry: MapGeometry) -> Parts:
    return None, {"page-content": api_page(context)}


ANALYSIS_PAGES: dict[str, Callable[[Context, MapGeometry], AnalysisPage]] = {
    "compare": compare_page,
    "peers": peers_page,
    "partners": partners_page,
    "change": change_page,
    "domains": domains_page,
    "domain": domain_page,
    "present": present_page,
    "profile": profile_page,
}


def _story(context: Context, geometry: MapGeometry) -> Parts:
    return None, {"page-content": story_page(context)}


def _analysis(context: Context, geometry: MapGeometry) -> Parts:
    page = ANALYSIS_PAGES[context.state.page](context, geometry)
    parts: dict[str, html.Node] = {
        "page-tabs": tabs(context),
        "page-settings": page.settings,
        "page-content": page.content,
    }
    if page.map:
        parts |= {"legend": page.legend, "page-facts": page.facts, "level-switch": level_switch(context)}
    return page.map, parts


@dataclass(frozen=True)
class Kind:
    """A kind of page: the map's picture and HTML by the id of the element it stands in, and the files around them."""

    parts: Callable[[Context, MapGeometry], Parts]
    template: str
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


def _of_analysis(*own_styles: str, script: str | None = None) -> Kind:
    return Kind(_analysis, "analysis.html", ("analysis", *own_styles), ("chart", *([script] if script else ())))


KINDS = {
    "explore": Kind(_explore, "explore.html", ("list",), scripts=("sheet",)),
    "compare": _of_analysis("compare", script="compare"),
    "peers": _of_analysis("peers"),
    "partners": _of_analysis("partners"),
    "change": _of_analysis("change"),
    "domains": _of_analysis("matrix", "alignment", "overlap", script="matrix"),
    "domain": _of_analysis("domain", "overlap"),
    "projects": Kind(_projects, "projects.html", scripts=("grid",)),
    "project": Kind(_project, "item.html"),
    "organisation": Kind(_organisation, "item.html"),
    "present": Kind(_analysis, "analysis.html", ("analysis", "present", "own"), ("chart", "own")),
    "story": Kind(_story, "story.html", ("present",), ("present",)),
    "profile": Kind(_analysis, "analysis.html", ("analysis", "profile"), ("chart",)),
    "api": Kind(_api, "plain.html"),
    "about": Kind(_about, "plain.html"),
    "accessibility": Kind(_accessibility, "plain.html"),
}
"""By the name of the page, as `ViewState.page` has it."""
