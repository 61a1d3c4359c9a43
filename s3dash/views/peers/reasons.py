"""Why a region is like another, in words made from their differences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from s3dash.analysis.structure import StructuralPeer, Weights
from s3dash.analysis.traits import BESIDE, TRAITS, Kind, scaled_beside, scaled_traits
from s3dash.data.dataset import Dataset
from s3dash.views.context import Context

ALIKE, APART = 0.1, 0.2
"""Two regions are alike in a figure up to the first, and differ from the second, of its scale from 0 to 1."""
_MOST_ALIKE, _MOST_APART = 3, 2
"""How many are named, so that a reason stays one line."""


@dataclass(frozen=True)
class Reason:
    """What of two regions is alike, what differs (and whether the other has more), what is missing.

    The most alike and the most different come first. Only figures that have a weight are in `alike`, `apart` and
    `missing`; `beside` has those that are never counted and differ. `in_all`: whether all that counts is alike.
    """

    alike: tuple[str, ...]
    apart: tuple[tuple[str, bool], ...]
    beside: tuple[tuple[str, bool], ...]
    missing: tuple[str, ...]
    in_all: bool


def reason_of(ds: Dataset, kind: Kind, own: str, peer: StructuralPeer, weights: Weights) -> Reason:
    """Find what two regions of a kind have alike, and what not."""
    groups = scaled_traits(ds, kind).groups
    counted = [trait.id for trait in TRAITS if trait.id in groups and weights.get(trait.group, 1) > 0]
    known = {trait: peer.differences[trait] for trait in counted if trait in peer.differences}
    nearest = sorted(known, key=lambda trait: (abs(known[trait]), counted.index(trait)))
    alike = tuple(trait for trait in nearest if _within(known[trait], ALIKE))
    apart = tuple((trait, known[trait] > 0) for trait in reversed(nearest) if not _within(known[trait], APART, False))
    beside = []
    for indicator, values in scaled_beside(ds, kind).items():
        if own in values and peer.nuts_id in values:
            difference = values[peer.nuts_id] - values[own]
            if not _within(difference, APART, False):
                beside.append((indicator, difference > 0))
    return Reason(
        alike,
        apart,
        tuple(sorted(beside, key=lambda found: BESIDE.index(found[0]))),
        tuple(trait for trait in counted if trait not in known),
        len(alike) == len(counted),
    )


def _within(difference: float, limit: float, inclusive: bool = True) -> bool:
    """Whether a difference is at most (or below) a limit; rounded, so that a tenth is a tenth."""
    size = round(abs(difference), 9)
    return size <= limit if inclusive else size < limit


def reason_words(context: Context, reason: Reason, beside: bool = True) -> str:
    """The reason in a few short sentences."""
    text = context.text
    sentences = []
    if reason.in_all:
        sentences.append(text("peers.reason.all_alike"))
    elif reason.alike:
        sentences.append(text("peers.reason.alike", traits=trait_names(context, reason.alike[:_MOST_ALIKE])))
    if reason.apart:
        sentences.append(text("peers.reason.apart", traits=_differences(context, reason.apart[:_MOST_APART])))
    elif not reason.alike:
        sentences.append(text("peers.reason.close"))
    elif not reason.in_all:
        sentences.append(text("peers.reason.no_gap"))
    if reason.missing:
        sentences.append(text("peers.reason.missing", traits=trait_names(context, reason.missing)))
    if beside and reason.beside:
        sentences.append(text("peers.reason.beside", traits=_differences(context, reason.beside)))
    return " ".join(sentences)


def trait_names(context: Context, traits: Iterable[str]) -> str:
    """Traits within a sentence."""
    return context.text.names([context.text(f"peers.trait.{trait}") for trait in traits])


def _differences(context: Context, found: Iterable[tuple[str, bool]]) -> str:
    text = context.text
    return text.names([text(f"peers.more.{one}") if more else text(f"peers.less.{one}") for one, more in found])
