"""Reasons in words: right for regions alike in all, in nothing, in between, and where figures are missing."""

from __future__ import annotations

import pytest

from s3dash.analysis.structure import structural_peers
from s3dash.data.store import ProjectStore
from s3dash.state import ViewState
from s3dash.views.context import Context
from s3dash.views.peers.reasons import Reason, reason_of, reason_words
from tests.analysis.test_traits import with_values


def words(lang="en", with_beside=True, **changes):
    empty = Reason(alike=(), apart=(), beside=(), missing=(), in_all=False)
    ds = with_values()
    context = Context(ds, ProjectStore(ds), ViewState(lang=lang, page="peers", region="SE22"))
    return reason_words(context, Reason(**{**empty.__dict__, **changes}), with_beside)


MORE_DENSE, FEWER, BETTER = ("density", True), ("population", False), ("gerd", True)


@pytest.mark.parametrize(
    ("reason", "written"),
    [
        ({"alike": ("population", "tertiary"), "in_all": True}, "Similar in all that counts."),
        (
            {"alike": ("population",), "apart": (MORE_DENSE,)},
            "Similar population. Differs: more densely populated.",
        ),
        (
            {"alike": ("population", "density", "tertiary", "employment")},
            "Similar population, density and level of education. Nothing else differs much.",
        ),
        ({"apart": (MORE_DENSE, FEWER, BETTER)}, "Differs: more densely populated and fewer inhabitants."),
        ({}, "Nothing differs much, but nothing is quite the same either."),
        (
            {"alike": ("population",), "missing": ("internet_daily",)},
            "Similar population. Nothing else differs much. No data: internet use.",
        ),
        (
            {"alike": ("population",), "in_all": True, "beside": (BETTER,)},
            "Similar in all that counts. Besides: higher R&D spending.",
        ),
    ],
)
def test_every_kind_of_reason(reason, written):
    assert words(**reason) == written


def test_in_swedish_and_without_what_stands_beside():
    found = words("sv", False, alike=("population", "tertiary"), apart=(FEWER,), beside=(BETTER,))
    assert found == "Lika i folkmängd och utbildningsnivå. Skiljer sig: färre invånare."


# Scales run from the 2nd to the 98th percentile of 0 and 100 (and of what lies between), so close to n / 100.
VALUES = {"SE22": 50, "SE31": 53, "DK01": 85, "DK02": 0, "PL63": 100, "EE00": 65}


def reason(other, weights=None, **more):
    ds = with_values(
        tertiary={code: {2024: value} for code, value in VALUES.items()},
        employment={code: {2024: 70 + n} for n, code in enumerate(VALUES) if code != "EE00"},
        gerd={"SE22": {2024: 1}, "DK01": {2024: 3}, "SE31": {2024: 1.1}},
        **more,
    )
    ranking = structural_peers(ds, "SE22", weights)
    peer = next(peer for peer in ranking.peers if peer.nuts_id == other)
    return reason_of(ds, "nuts2", "SE22", peer, weights or {})


def test_what_is_alike_and_what_differs():
    assert reason("SE31").alike == ("tertiary",)
    assert ("tertiary", True) in reason("DK01").apart
    assert ("tertiary", False) in reason("DK02").apart


def test_figures_without_weight_are_not_spoken_of():
    assert reason("DK01", {"labour": 0}).apart == (("tertiary", True),)
    assert reason("SE31", {"labour": 0}).in_all


def test_what_one_of_them_lacks_is_said_where_it_counts():
    assert reason("EE00", {"skills": 4}).missing == ("employment",)
    assert reason("EE00", {"labour": 0}).missing == ()


def test_what_is_never_counted_is_apart_from_the_rest():
    assert reason("DK01").beside == (("gerd", True),)
    assert reason("SE31").beside == ()
    assert reason("PL63").beside == ()  # not known there
