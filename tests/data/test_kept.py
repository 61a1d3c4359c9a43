"""What is worked out is kept up to so many bytes, and by one thread however many ask."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.data.kept import Kept, Once
from s3dash.data.remembered import remembered
from tests.analysis.world import world

THREADS = 6


class Slow:
    """Works something out only once every thread has come to ask for it."""

    def __init__(self, threads: int) -> None:
        self.times = 0
        self._asking = threading.Barrier(threads)

    def ask_together(self, kept: Kept[str]) -> str:
        self._asking.wait()
        return kept.of("key", self.make)

    def make(self) -> str:
        self.times += 1
        return "value"


def test_what_is_kept_is_not_made_again() -> None:
    kept = Kept[str](1000, len)
    assert [kept.of(key, lambda key=key: key * 3) for key in ("a", "b", "a")] == ["aaa", "bbb", "aaa"]  # type: ignore[misc]
    assert kept.of("a", lambda: pytest.fail("it is there")) == "aaa"
    assert (len(kept), kept.bytes) == (2, 6)


def test_threads_that_ask_at_once_get_one_answer_that_is_made_once() -> None:
    slow, kept = Slow(THREADS), Kept[str](1000, len)
    with ThreadPoolExecutor(THREADS) as threads:
        answers = [threads.submit(slow.ask_together, kept) for _ in range(THREADS)]
        assert {answer.result() for answer in answers} == {"value"}
    assert slow.times == 1


def test_other_things_are_made_meanwhile() -> None:
    kept, begun, go_on = Kept[str](1000, len), threading.Event(), threading.Event()

    def slow() -> str:
        begun.set()
        go_on.wait()
        return "slow"

    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(kept.of, "slow", slow)
        begun.wait()
        assert kept.of("quick", lambda: "quick") == "quick"
        go_on.set()
        assert answer.result() == "slow"


def test_what_fails_is_not_kept_and_can_be_asked_again() -> None:
    kept = Kept[str](1000, len)
    with pytest.raises(ZeroDivisionError):
        kept.of("key", lambda: str(1 // 0))
    assert kept.of("key", lambda: "value") == "value"


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 200)), max_size=60))
def test_there_is_never_more_than_the_room(asked: list[tuple[int, int]]) -> None:
    kept = Kept[bytes](800, len)
    for key, size in asked:
        assert kept.of((key, size), lambda size=size: bytes(size)) == bytes(size)  # type: ignore[misc]
        assert 0 <= kept.bytes <= 800


def test_what_would_drive_out_too_much_is_given_but_not_kept() -> None:
    kept = Kept[bytes](800, len)
    assert len(kept.of("large", lambda: bytes(101))) == 101
    assert len(kept.of("small", lambda: bytes(100))) == 100
    assert (len(kept), kept.bytes) == (1, 100)


def test_nothing_is_left_of_turns_that_are_over() -> None:
    once = Once()
    with once.alone("a"), once.alone("b"):
        assert len(once._turns) == 2
    assert not once._turns


def test_an_answer_about_a_dataset_is_worked_out_once_by_many_threads() -> None:
    asking, times, dataset = threading.Barrier(THREADS), [], world()

    @remembered
    def answer(_dataset: object, word: str) -> str:
        times.append(word)
        return word.upper()

    def ask() -> str:
        asking.wait()
        return answer(dataset, "a")

    with ThreadPoolExecutor(THREADS) as threads:
        assert {thread.result() for thread in [threads.submit(ask) for _ in range(THREADS)]} == {"A"}
    assert times == ["a"]
