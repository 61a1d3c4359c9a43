from __future__ import annotations

import gc
import weakref

from s3dash.analysis import prepare
from s3dash.data.remembered import remembered
from s3dash.data.store import ProjectStore
from tests.analysis.world import world


def test_an_answer_is_worked_out_once_for_each_dataset_and_question() -> None:
    asked = []

    @remembered
    def answer(dataset: object, word: str) -> str:
        asked.append((dataset, word))
        return word.upper()

    one, other = world(), world()
    assert [answer(one, "a"), answer(one, "a"), answer(one, "b"), answer(other, "a")] == ["A", "A", "B", "A"]
    assert asked == [(one, "a"), (one, "b"), (other, "a")]


def test_nothing_keeps_a_dataset_that_is_no_longer_in_force() -> None:
    dataset = world()
    store = ProjectStore(dataset)
    prepare(dataset, store)
    gone: list[weakref.finalize] = [weakref.finalize(dataset, str), weakref.finalize(store, str)]
    del dataset, store
    gc.collect()
    assert [one.alive for one in gone] == [False, False]
