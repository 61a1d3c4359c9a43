"""What is worked out once: by one thread, however many ask at the same time, and kept up to so many bytes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from cachetools import LRUCache

_Value = TypeVar("_Value")
_LARGEST_SHARE = 8
"""What takes more than this part of the room is not kept: it would drive out too much else."""


@dataclass
class _Turn:
    """The lock of a key, and how many threads hold it or wait for it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    threads: int = 0


class Once:
    """Lets one thread at a time work out the same thing; others that want it wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns: dict[Hashable, _Turn] = {}

    @contextmanager
    def alone(self, key: Hashable) -> Iterator[None]:
        """Wait until no other thread is at work on the key."""
        with self._lock:
            turn = self._turns.setdefault(key, _Turn())
            turn.threads += 1
        try:
            with turn.lock:
                yield
        finally:
            with self._lock:
                turn.threads -= 1
                if not turn.threads:
                    del self._turns[key]


class Kept(Generic[_Value]):
    """Values by key, the latest asked for, up to so many bytes.

    Parameters
    ----------
    room
        Bytes that all values may take together.
    size
        The bytes of a value.
    """

    def __init__(self, room: int, size: Callable[[_Value], int]) -> None:
        self._values: LRUCache[Hashable, _Value] = LRUCache(room, size)
        self._size = size
        self._largest = room // _LARGEST_SHARE
        self._lock = threading.Lock()
        self._once = Once()

    def of(self, key: Hashable, make: Callable[[], _Value]) -> _Value:
        """Return the value of a key; where there is none, one thread makes it. Nothing is kept where `make` raises."""
        found = self._get(key)
        if found is None:
            with self._once.alone(key):
                found = self._get(key)  # another thread may have been quicker
                if found is None:
                    found = make()
                    self._put(key, found)
        return found

    @property
    def bytes(self) -> int:
        """How much is kept now."""
        return int(self._values.currsize)

    def __len__(self) -> int:
        """How many values are kept now."""
        return len(self._values)

    def _get(self, key: Hashable) -> _Value | None:
        with self._lock:  # even to read changes which were used last
            return self._values.get(key)

    def _put(self, key: Hashable, value: _Value) -> None:
        if self._size(value) <= self._largest:
            with self._lock:
                self._values[key] = value
