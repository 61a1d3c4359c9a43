"""The site: one loaded dataset with its map, and the view of any address in it."""

from __future__ import annotations

import atexit
import gc
import hashlib
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from s3dash.analysis import prepare
from s3dash.data import snapshots
from s3dash.data.dataset import Dataset, load_dataset
from s3dash.data.kept import Kept
from s3dash.data.postgresql import open_store
from s3dash.data.store import ProjectStore
from s3dash.data.stories import OWN, Story
from s3dash.map.geometry import MapGeometry, load_geometry
from s3dash.state import LANGUAGES, SHOWS, Ignored, ViewState, Vocabulary, Where, parse_path, parse_view
from s3dash.views.context import Context
from s3dash.views.page import View, view
from s3dash.views.present.steps import stories_of

_ROOM_FOR_VIEWS = 24 << 20
"""Bytes of views that a site keeps; the common ones take two thirds of it."""
_MARKED_FOLDERS = ("boundaries", "stories", "tables")
_TRY_AGAIN = 60.0
"""Seconds until a snapshot that could not be loaded is tried again."""
_LOG = logging.getLogger(__name__)


class Site:
    """Everything that a request needs, loaded once.

    Parameters
    ----------
    dataset, geometry
        The tables and the boundaries, loaded and checked.
    contact
        The e-mail address to which errors are reported; None if there is none.
    store
        The address of a PostgreSQL database for the projects; None for DuckDB.
    """

    def __init__(
        self, dataset: Dataset, geometry: MapGeometry, contact: str | None = None, store: str | None = None
    ) -> None:
        snapshots.hold(dataset.directory, self)
        self.dataset = dataset
        self.contact = contact
        self.geometry = geometry
        self.store = ProjectStore(dataset, open_store(store, dataset) if store else None)
        self.vocabulary = Vocabulary.of(dataset)
        prepare(dataset, self.store)
        self.views = Kept[View](_ROOM_FOR_VIEWS, lambda view: view.size)
        self.mark = _mark_of(dataset)

    @classmethod
    def load(cls, directory: Path, contact: str | None = None, store: str | None = None) -> Site:
        """Load a dataset's folder, or the snapshot in force.

        Raises
        ------
        SnapshotError, DatasetError, GeometryError, StoreError
            Where the folder, its tables, its boundaries or the database cannot be used.
        """
        folder = snapshots.resolve(directory)
        return cls(load_dataset(folder), load_geometry(folder / "boundaries"), contact, store)

    def state(self, path: str, query: str) -> tuple[ViewState, list[Ignored]] | None:
        """The state that an address stands for and what it ignores, or None where there is no such page."""
        where = parse_path(path)
        if where is None or not self._knows(where):
            return None
        return parse_view(where.lang, where.page, query, self.vocabulary, where.item)

    def _knows(self, where: Where) -> bool:
        """Whether the project, organisation, domain or story that a path names exists."""
        if where.item is None:
            return True
        ask: dict[str, Callable[[str], object]] = {
            "project": self.store.project,
            "organisation": self.store.organisation,
            "domain": self.dataset.domain,
            "story": self.story,
        }
        try:
            ask[where.page](where.item)
        except KeyError:
            return False
        return True

    def story(self, story_id: str) -> Story | None:
        """Return a story, or None for a visitor's own; KeyError if there is none of that id."""
        return None if story_id == OWN else stories_of(self.dataset, self.store).shown[story_id]

    def view(self, state: ViewState, ignored: list[Ignored]) -> View:
        """The view of a state; the latest ones are kept."""
        told = tuple(ignored)
        return self.views.of((state, told), lambda: self._build(state, told))

    def context(self, state: ViewState) -> Context:
        """The data seen through a state."""
        return Context(self.dataset, self.store, state, self.contact)

    def build_common_views(self) -> None:
        """Build what is asked for most ahead of the first visitor: the map with each region, the country's pages."""
        domains = self.dataset.domains["domain_id"]
        paths = ["/", *(f"/?region={region}" for region in self.vocabulary.layers)]
        paths += [f"/domains?show={show}" for show in SHOWS["domains"]]
        paths += ["/change", *(f"/domains/{domain}" for domain in domains)]
        for lang in LANGUAGES:
            for path in paths:
                page, _, query = path.partition("?")
                found = self.state(f"/{lang}{page}", query)
                assert found is not None
                self.view(*found)

    def _build(self, state: ViewState, ignored: tuple[Ignored, ...]) -> View:
        return view(self.context(state), self.geometry, ignored)


class SiteInForce:
    """Gives the site of the snapshot in force; a new one is loaded beside the old one, which serves until then.

    It is loaded anew too when files of its store are replaced, or are back after they were gone. What cannot be loaded
    is tried again when something changes, and every minute.

    Parameters
    ----------
    directory
        A dataset's folder or a folder of snapshots.
    load
        Makes a site of the directory, such as `Site.load`; what it raises for the first site, this raises too.
    """

    def __init__(self, directory: Path, load: Callable[[Path], Site]) -> None:
        self._pointer = directory / snapshots.POINTER
        self._load = lambda: load(directory)
        self._loading = threading.Lock()
        self._failed: float | None = None
        self._seen = {self._pointer: _state_of(self._pointer)}
        self._site = self._load()
        self._watch(self._site)

    def __call__(self) -> Site:
        """Return the site in force now; cheap enough for every request."""
        if self._due() and self._loading.acquire(blocking=False):
            threading.Thread(target=self._renew, daemon=True).start()
        return self._site

    def _due(self) -> bool:
        """Whether something changed, or it is time to try again what failed."""
        if self._failed is not None and time.monotonic() >= self._failed + _TRY_AGAIN:
            return True
        return any(_state_of(path) != state for path, state in self._seen.items())

    def _watch(self, site: Site) -> None:
        """Notice from now on when files of a site's store change; tables and boundaries are in memory."""
        files = site.dataset.store.glob("*.parquet") if site.dataset.store else ()
        self._seen = {self._pointer: self._seen[self._pointer], **{file: _state_of(file) for file in files}}

    def _renew(self) -> None:
        """Load the new snapshot; one that cannot be loaded is said in the log and the old one goes on."""
        try:
            if not self._due():  # another thread was quicker
                return
            self._seen = {path: _state_of(path) for path in self._seen}
            self._failed = time.monotonic()
            site = self._load()
            site.build_common_views()
            self._watch(site)
            self._site = site
            self._failed = None
            spare_from_collection()  # a site refers to itself: the old one would keep its memory and its snapshot
        except Exception:
            _LOG.exception("The snapshot in force cannot be loaded; the one before goes on.")
        finally:
            self._loading.release()


def _mark_of(dataset: Dataset) -> str:
    """What tells this state of the data from any other, also where it has the same edition: a digest of its files.

    Those of the store, which are large and never written again, tell by their size and time.
    """
    digest = hashlib.sha256(repr((dataset.edition, dataset.data_date, dataset.compiled)).encode())
    for folder in _MARKED_FOLDERS:
        for path in sorted((dataset.directory / folder).rglob("*")):
            if path.is_file():
                digest.update(f"{path.relative_to(dataset.directory)}\0".encode())
                digest.update(path.read_bytes())
    for path in sorted(dataset.store.glob("*.parquet")) if dataset.store else ():
        state = path.stat()
        digest.update(f"{path.name} {state.st_size} {state.st_mtime_ns}".encode())
    return digest.hexdigest()


def _state_of(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file is written or replaced; None where there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    return (state.st_ino, state.st_size, state.st_mtime_ns)


atexit.register(gc.unfreeze)  # else DuckDB says at the end that its objects were left behind


def spare_from_collection() -> None:
    """Free what nobody refers to any more, and spare what is left at later collections.

    A site is a quarter of a million objects that stay: to look at them again takes 0.1 s, for which a visitor waits.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
