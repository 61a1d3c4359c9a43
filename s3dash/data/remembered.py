"""Answers that stay with the dataset they are about."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from s3dash.data.dataset import Dataset

_Function = TypeVar("_Function", bound=Callable[..., Any])


def remembered(function: _Function) -> _Function:
    """Remember a function's answers with the dataset that is its first argument.

    They are forgotten with it: when another snapshot comes into force, nothing keeps the old one in memory. The further
    arguments, given by position, are few words of the dataset's own, so that there are never many answers.
    """

    @wraps(function)
    def ask(dataset: Dataset, *arguments: Any) -> Any:
        key = (function, *arguments)
        answers = dataset.answers
        if key not in answers:
            with dataset.once.alone(key):
                if key not in answers:  # another thread may have been quicker
                    answers[key] = function(dataset, *arguments)
        return answers[key]

    return ask  # type: ignore[return-value]
