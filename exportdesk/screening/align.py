"""Which of our words met which of theirs: one-to-one, two joined words for one included."""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA, Indel

from exportdesk.screening.neighbors import Neighbors

INITIAL = 0.85
_LEAST_JOINED = 0.8
_JOINED = 0.97
LEAST_REST = 0.78


class Pair(NamedTuple):
    """Our words and theirs (positions) that met, and how like they are."""

    likeness: float
    ours: tuple[int, ...]
    theirs: tuple[int, ...]


class Alignment(NamedTuple):
    """Pairs, what is left on both sides, and how like the two rests are when written together."""

    pairs: list[Pair]
    ours_left: list[int]
    theirs_left: list[int]
    rest: float


class Side(NamedTuple):
    """One name: its keys and their weights."""

    keys: Sequence[str]
    weights: Sequence[float]


def align(
    ours: Side, neighbors: Sequence[Neighbors], theirs: Side, numbers: Sequence[int]
) -> Alignment:
    """Return the best pairing, weighty words first. `numbers` are the word numbers of `theirs`."""
    proposals = _single(ours, neighbors, theirs, numbers)
    exact = sum(1 for proposal in proposals if proposal[1].likeness == 1.0)
    if exact < max(len(ours.keys), len(theirs.keys)) and len(ours.keys) + len(theirs.keys) > 2:
        proposals += _joined(ours, theirs, proposals)
    proposals.sort(key=lambda p: (-p[0], p[1]))
    ours_met: set[int] = set()
    theirs_met: set[int] = set()
    pairs: list[Pair] = []
    for _worth, pair in proposals:
        if ours_met.isdisjoint(pair.ours) and theirs_met.isdisjoint(pair.theirs):
            ours_met.update(pair.ours)
            theirs_met.update(pair.theirs)
            pairs.append(pair)
    ours_left = [at for at in range(len(ours.keys)) if at not in ours_met]
    theirs_left = [at for at in range(len(theirs.keys)) if at not in theirs_met]
    return Alignment(pairs, ours_left, theirs_left, _rest(ours, ours_left, theirs, theirs_left))


Proposal = tuple[float, Pair]


def _single(
    ours: Side, neighbors: Sequence[Neighbors], theirs: Side, numbers: Sequence[int]
) -> list[Proposal]:
    """Return every word of ours with every word of theirs that it may stand for."""
    found: list[Proposal] = []
    for i, key in enumerate(ours.keys):
        by_number = neighbors[i].by_number
        weight = ours.weights[i]
        for p, number in enumerate(numbers):
            likeness = by_number.get(number)
            if likeness is None:
                other = theirs.keys[p]
                if (len(key) != 1 and len(other) != 1) or key[0] != other[0]:
                    continue
                likeness = INITIAL
            found.append((likeness * (weight + theirs.weights[p]), Pair(likeness, (i,), (p,))))
    return found


def _joined(ours: Side, theirs: Side, single: list[Proposal]) -> list[Proposal]:
    """Return two neighboring words of one side with one of the other that they make up."""
    same_ours = {pair.ours[0] for _, pair in single if pair.likeness == 1.0}
    same_theirs = {pair.theirs[0] for _, pair in single if pair.likeness == 1.0}
    found: list[Proposal] = []
    for i, p, likeness in _makes_up(ours.keys, theirs.keys, same_ours, same_theirs):
        worth = ours.weights[i] + ours.weights[i + 1] + theirs.weights[p]
        found.append((likeness * worth, Pair(likeness, (i, i + 1), (p,))))
    for p, i, likeness in _makes_up(theirs.keys, ours.keys, same_theirs, same_ours):
        worth = theirs.weights[p] + theirs.weights[p + 1] + ours.weights[i]
        found.append((likeness * worth, Pair(likeness, (i,), (p, p + 1))))
    return found


def _makes_up(
    torn: Sequence[str], whole: Sequence[str], same_torn: set[int], same_whole: set[int]
) -> list[tuple[int, int, float]]:
    found: list[tuple[int, int, float]] = []
    wholes = [(p, key) for p, key in enumerate(whole) if p not in same_whole and len(key) >= 4]
    if not wholes:
        return found
    for i in range(len(torn) - 1):
        if i in same_torn and i + 1 in same_torn:
            continue
        joined = torn[i] + torn[i + 1]
        for p, key in wholes:
            if abs(len(key) - len(joined)) > 2:
                continue
            likeness = OSA.normalized_similarity(joined, key, score_cutoff=_LEAST_JOINED)
            if likeness:
                found.append((i, p, likeness * _JOINED))
    return found


def _rest(ours: Side, ours_left: list[int], theirs: Side, theirs_left: list[int]) -> float:
    if not ours_left or not theirs_left:
        return 0.0
    one = "".join(ours.keys[at] for at in ours_left)
    other = "".join(theirs.keys[at] for at in theirs_left)
    if len(one) < 3 or len(other) < 3:
        return 0.0
    return float(Indel.normalized_similarity(one, other))
