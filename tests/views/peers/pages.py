"""The page as its tests read it."""

from __future__ import annotations

from s3dash.site import Site
from s3dash.views.analysis_page import AnalysisPage
from s3dash.views.peers.page import peers_page
from tests.views.dom import Element, context, shown


def page_of(site: Site, query: str = "", lang: str = "en") -> AnalysisPage:
    """The parts of the page."""
    return peers_page(context(site, query, lang, "peers"), site.geometry)


def peers_of_page(site: Site, query: str = "", lang: str = "en") -> Element:
    """Settings, content and legend as they are written out."""
    page = page_of(site, query, lang)
    return shown([page.settings, page.content, page.legend, page.facts])
