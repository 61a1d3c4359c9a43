"""Regions like one region: by their priorities, their structure or their projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from s3dash.analysis.peers import Peer, peers_of
from s3dash.analysis.portfolios import PortfolioPeer, portfolio_peers
from s3dash.analysis.structure import StructuralPeer, structural_peers
from s3dash.analysis.traits import TRAITS
from s3dash.api.found import Found, listed
from s3dash.api.parameters import Arguments
from s3dash.api.regions import drawn_region, names_of, sources_of_shared
from s3dash.api.sources import source_of_file, sources_of
from s3dash.data.dataset import Dataset

if TYPE_CHECKING:
    from s3dash.site import Site

_DECIMALS = 6


def peers(site: Site, asked: Arguments) -> Found:
    """The regions most like a region, in what `by` says."""
    dataset, nuts_id = site.dataset, drawn_region(site.dataset, asked["nuts"])
    if asked["by"] == "structure":
        ranking = structural_peers(dataset, nuts_id)
        return listed(ranking.peers, lambda peer: _by_structure(dataset, nuts_id, peer))
    if asked["by"] == "projects":
        portfolios = portfolio_peers(dataset, site.store, nuts_id, asked["period"], asked["level"])
        return listed(portfolios.peers, lambda peer: _by_projects(dataset, nuts_id, peer))
    found = peers_of(dataset, nuts_id, asked["period"], asked["level"])
    return listed(found, lambda peer: _by_priorities(dataset, nuts_id, peer, asked["period"]))


def _row(dataset: Dataset, nuts_id: str, other: str, similarity: float, **more: Any) -> dict[str, Any]:
    """A row of any kind, with nothing of what only other kinds have."""
    nothing: dict[str, Any] = {
        "shared_domains": [], "basis": None, "coverage": None, "distance_shares": [], "projects": None
    }  # fmt: skip
    return {
        "nuts_id": nuts_id,
        "other": other,
        **names_of(dataset, other),
        "similarity": round(similarity, _DECIMALS),
        **nothing,
        **more,
    }


def _by_priorities(dataset: Dataset, nuts_id: str, peer: Peer, period: str) -> dict[str, Any]:
    sources = sources_of_shared(dataset, (nuts_id, peer.nuts_id), peer.shared_domains, period)
    return _row(
        dataset,
        nuts_id,
        peer.nuts_id,
        peer.similarity,
        shared_domains=list(peer.shared_domains),
        basis=peer.basis,
        sources=sources_of(dataset, sources),
    )


def _by_structure(dataset: Dataset, nuts_id: str, peer: StructuralPeer) -> dict[str, Any]:
    of_trait = {trait.id: trait.indicator or "population" for trait in TRAITS}
    known = set(dataset.indicators["indicator_id"])
    indicators = dict.fromkeys(of_trait[trait] for trait in peer.differences)
    return _row(
        dataset,
        nuts_id,
        peer.nuts_id,
        peer.likeness,
        coverage=round(peer.coverage, _DECIMALS),
        distance_shares=[{"group": group, "share": round(share, _DECIMALS)} for group, share in peer.shares.items()],
        sources=sources_of(dataset, (dataset.indicator(one).source_id for one in indicators if one in known)),
    )


def _by_projects(dataset: Dataset, nuts_id: str, peer: PortfolioPeer) -> dict[str, Any]:
    table = source_of_file(dataset, "tables/projects")
    return _row(
        dataset,
        nuts_id,
        peer.nuts_id,
        peer.likeness,
        shared_domains=list(peer.common),
        projects=peer.portfolio.classified,
        sources=[table] if table else [],
    )
