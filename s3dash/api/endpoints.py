"""The addresses of the API: what each takes, finds and answers. Routes, OpenAPI document and help page read this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from s3dash.api import boundaries, catalogues, peers, projects, region_fields, regions
from s3dash.api import parameters as p
from s3dash.api.fields import Field
from s3dash.api.found import Found
from s3dash.api.sources import FUNDING
from s3dash.text import Text

if TYPE_CHECKING:
    from s3dash.site import Site

Format = Literal["json", "csv", "geojson"]
MEDIA_TYPES: dict[Format, str] = {
    "json": "application/json",
    "csv": "text/csv",
    "geojson": "application/geo+json",
}
BASE = "/api/v1"


@dataclass(frozen=True)
class PathParameter:
    """An id in the path; `words` names the list it is one of, `example` one that the bundled dataset has."""

    name: str
    example: str
    words: str = ""


@dataclass(frozen=True)
class Endpoint:
    """One address.

    `find` returns the rows; where an address leads to `one` thing, that alone. `row` are the fields of a row, named
    `schema` in the OpenAPI document; `about` the members of a list beside its rows.
    """

    name: str
    path: str
    schema: str
    row: tuple[Field, ...]
    find: Callable[[Site, p.Arguments], Found] | None = None
    one: Callable[[Site, p.Arguments], dict[str, Any]] | None = None
    parameters: tuple[p.Parameter, ...] = ()
    about: tuple[Field, ...] = ()
    formats: tuple[Format, ...] = ("json", "csv")

    def takes(self, format_: Format) -> tuple[p.Parameter, ...]:
        """The parameters of the query in a format: lists come in pages, a file has every row unless told otherwise."""
        if self.one or format_ == "geojson":
            return self.parameters
        return (*self.parameters, *(p.PAGING if format_ == "json" else p.CSV_PAGING))

    def address(self, format_: Format) -> str:
        """The path in a format, with its {parameters}."""
        return self.path if format_ == "json" else f"{self.path}.{format_}"

    @property
    def path_parameter(self) -> PathParameter | None:
        """The id in the path."""
        return next((found for found in _IDS if f"{{{found.name}}}" in self.path), None)

    def summary(self, lang: str = "en") -> str:
        """What the address gives, in a language."""
        return Text(lang)(f"api.address.{self.name}")


_IDS = (
    PathParameter("nuts", "SE232", "region"),
    PathParameter("layer", "lan", "layer"),
    PathParameter("id", "IR-AUR-001"),
)
_OF_PERIOD = (p.ONE_PERIOD, p.LEVEL)
_NOT_REGION = tuple(parameter for parameter in p.OF_PROJECTS if parameter is not p.REGION)

ENDPOINTS = (
    Endpoint("regions", "/regions", "Region", region_fields.REGION, regions.regions, parameters=(p.LAYER, p.COUNTRY)),
    Endpoint("region", "/regions/{nuts}", "RegionDetail", region_fields.REGION_DETAIL, one=regions.region),
    Endpoint(
        "region_priorities",
        "/regions/{nuts}/priorities",
        "Priority",
        region_fields.PRIORITY,
        regions.priorities,
        parameters=(p.PERIOD, p.DOMAIN),
    ),
    Endpoint(
        "region_projects",
        "/regions/{nuts}/projects",
        "Project",
        projects.PROJECT,
        projects.projects_of_region,
        parameters=(*_NOT_REGION, p.ORDER),
        about=(FUNDING,),
    ),
    Endpoint(
        "region_links",
        "/regions/{nuts}/links",
        "Link",
        region_fields.LINK,
        regions.links,
        parameters=(*_OF_PERIOD, p.DOMAIN, p.NEIGHBOUR_COUNTRY),
    ),
    Endpoint(
        "region_peers",
        "/regions/{nuts}/peers",
        "Peer",
        region_fields.PEER,
        peers.peers,
        parameters=(p.PEERS_BY, *_OF_PERIOD),
    ),
    Endpoint(
        "region_indicators", "/regions/{nuts}/indicators", "Indicator", region_fields.INDICATOR, regions.indicators
    ),
    Endpoint(
        "projects",
        "/projects",
        "Project",
        projects.PROJECT,
        projects.projects,
        parameters=(*p.OF_PROJECTS, p.ORDER),
        about=(FUNDING,),
    ),
    Endpoint("project", "/projects/{id}", "ProjectDetail", projects.PROJECT_DETAIL, one=projects.project),
    Endpoint(
        "project_participations",
        "/projects/{id}/participations",
        "Participation",
        projects.PARTICIPATION,
        projects.participations,
    ),
    Endpoint("domains", "/domains", "Domain", catalogues.DOMAIN_ROW, catalogues.domains),
    Endpoint(
        "programmes",
        "/programmes",
        "Programme",
        catalogues.PROGRAMME_ROW,
        catalogues.programmes,
        parameters=(p.PERIOD, p.KIND),
    ),
    Endpoint(
        "boundaries",
        "/boundaries/{layer}",
        "Boundary",
        boundaries.BOUNDARY,
        boundaries.boundaries,
        parameters=(p.COLOUR, p.ONE_PERIOD, p.DOMAIN, p.FUND, p.PROGRAMME, p.REGION, p.CURRENCY),
        formats=("json", "csv", "geojson"),
    ),
)
