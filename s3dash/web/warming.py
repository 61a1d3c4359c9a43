"""The common views, built in the background while the dashboard serves already."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from s3dash.data.unavailable import DataUnavailable
from s3dash.site import spare_from_collection

if TYPE_CHECKING:
    from s3dash.site import Site

_PAUSE = 2.0
"""Seconds until it is tried again where the data cannot be read."""
_LOG = logging.getLogger(__name__)


class Warming:
    """Builds the common views once in each process.

    Parameters
    ----------
    current
        Gives the site in force.
    """

    def __init__(self, current: Callable[[], Site]) -> None:
        self._current = current
        self._begun_by: int | None = None
        self._done = threading.Event()
        self._pause = threading.Event()

    def begin(self) -> None:
        """Begin in a thread, unless this process has begun: a process that was forked from one has no thread of it."""
        if self._begun_by != os.getpid():
            self._begun_by = os.getpid()
            threading.Thread(target=self._build, name="common views", daemon=True).start()

    @property
    def done(self) -> bool:
        """Whether they are built."""
        return self._done.is_set()

    def _build(self) -> None:
        while not self._done.is_set():
            try:
                self._current().build_common_views()
                spare_from_collection()
            except DataUnavailable:
                self._pause.wait(_PAUSE)
                continue
            except Exception:  # the page itself will say so, and others can be shown
                _LOG.exception("A common view cannot be built.")
            self._done.set()
