"""The site: one loaded dataset with its map, and the view of any address in it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from s3dash.analysis import prepare
from s3dash.data.dataset import Dataset, load_dataset
from s3dash.data.store import ProjectStore
from s3dash.map.geometry import MapGeometry, load_geometry
from s3dash.state import LANGUAGES, Ignored, ViewState, Vocabulary, parse_path, parse_view
from s3dash.views.context import Context
from s3dash.views.page import View, view

_KEPT_VIEWS = 256


class Site:
    """Everything that a request needs, loaded once.

    Parameters
    ----------
    dataset, geometry
        The tables and the boundaries, loaded and checked.
    """

    def __init__(self, dataset: Dataset, geometry: MapGeometry) -> None:
        self.dataset = dataset
        self.geometry = geometry
        self.store = ProjectStore(dataset)
        self.vocabulary = Vocabulary.of(dataset)
        prepare(dataset, self.store)
        self._view = lru_cache(maxsize=_KEPT_VIEWS)(self._build)

    @classmethod
    def load(cls, directory: Path) -> Site:
        """Load a dataset directory; raises DatasetError or GeometryError."""
        return cls(load_dataset(directory), load_geometry(directory / "boundaries"))

    def state(self, path: str, query: str) -> tuple[ViewState, list[Ignored]] | None:
        """The state that an address stands for and what it ignores, or None where there is no such page."""
        page = parse_path(path)
        return parse_view(*page, query, self.vocabulary) if page else None

    def view(self, state: ViewState, ignored: list[Ignored]) -> View:
        """The view of a state; the latest ones are kept."""
        return self._view(state, tuple(ignored))

    def context(self, state: ViewState) -> Context:
        """The data seen through a state."""
        return Context(self.dataset, self.store, state)

    def build_common_views(self) -> None:
        """Build what is asked for most, the overview and each region in both languages, ahead of the first visitor."""
        for lang in LANGUAGES:
            for region in (None, *self.vocabulary.layers):
                query = f"region={region}" if region else ""
                self.view(*parse_view(lang, "explore", query, self.vocabulary))

    def _build(self, state: ViewState, ignored: tuple[Ignored, ...]) -> View:
        return view(self.context(state), self.geometry, ignored)
