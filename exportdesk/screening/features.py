"""A pair of names in plain figures: what the score is made of."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from exportdesk.screening.align import LEAST_REST, Alignment, Side
from exportdesk.screening.glossary import NUMBER_WORDS
from exportdesk.screening.glossary_plain import PLAIN_WORDS
from exportdesk.screening.sounds import skeleton

NAME_FEATURES: tuple[str, ...] = (
    "ours_met",  # share of the weight of our words that met
    "theirs_met",  # share of the weight of their words that met
    "weakest",  # likeness of the least like pair
    "information",  # weight that met, counted once
    "information_capped",
    "same_information",  # weight that met letter by letter
    "both_left",  # weight left on both sides: different words
    "ours_left",
    "theirs_left",
    "pairs",
    "whole_ratio",  # likeness of the names without spaces
    "sorted_ratio",  # likeness of the names with their words sorted
    "balance",  # geometric mean of the two shares
    "least_met",  # the smaller of the two shares
    "other_script",
    "consonantal",
    "one_word_ours",
    "one_word_theirs",
    "length_differs",  # not the same number of words
    "slips",  # letters that differ, in units of four
    "slips_capped",
    "length",  # letters of the shorter name, at most 24, in units of 24
    "loose",  # how unlike the least like pair is
    "initials",  # pairs that are an initial and a name
    "weightiest_left",  # the weightier of the words left, the lighter side counts
    "known_slip",  # how unlike the least like pair is of which ours is a known word of other sound
    "reread",  # our words were parted or joined to meet words of the lists
    "firsts_met",  # weight with which the first words of both names met
    "plain_left",  # of ours_left, the weight of words that say only what a company does, or where
    "numbers_differ",  # each name has a number that the other has not
    "whole_within",  # theirs met whole, word by word: the weight of its words that are not plain
)
_MOST_LETTERS = 24


def name_features(
    ours: Side, theirs: Side, alignment: Alignment, *, other_script: bool, consonantal: bool,
    spelled: tuple[Sequence[str], Sequence[str]], known: Sequence[bool],
    reread: bool,
) -> list[float]:  # fmt: skip
    """Return the figures of one pair of names, in the order of `NAME_FEATURES`.

    `spelled` are both names in the letters to compare as wholes: consonants where one side has no
    vowels. `known` says of each of our words whether lists or ordinary names have it: a known word
    is seldom a slip for another; `reread` that they are not the words as they stand.
    """
    ours_weights, theirs_weights = ours.weights, theirs.weights
    ours_total = sum(ours_weights) or 1.0
    theirs_total = sum(theirs_weights) or 1.0
    ours_met = theirs_met = information = same = 0.0
    weakest, initials = 1.0, 0
    for likeness, i_all, p_all in alignment.pairs:
        i, p = i_all[0], p_all[0]
        mine = ours_weights[i] if len(i_all) == 1 else sum(ours_weights[at] for at in i_all)
        other = theirs_weights[p] if len(p_all) == 1 else sum(theirs_weights[at] for at in p_all)
        less = mine if mine < other else other
        credit = likeness * likeness
        ours_met += credit * mine
        theirs_met += credit * other
        if likeness < weakest:
            weakest = likeness
        if len(i_all) == 1 and len(ours.keys[i]) == 1:
            initials += likeness < 1.0
            continue
        initials += len(p_all) == 1 and len(theirs.keys[p]) == 1
        information += credit * less
        if likeness == 1.0:
            same += less
    left = _left(ours, theirs, alignment)
    within = _whole_within(theirs, alignment, weakest)
    pairs = len(alignment.pairs)
    ours_left, theirs_left = left.ours, left.theirs
    if alignment.rest >= LEAST_REST:
        credit = alignment.rest * alignment.rest
        ours_met += credit * ours_left
        theirs_met += credit * theirs_left
        information += credit * min(ours_left, theirs_left) * 0.9
        ours_left *= 1 - credit
        theirs_left *= 1 - credit
        weakest = min(weakest, alignment.rest)
        pairs += 1
    whole, in_order, shorter, longer = _as_wholes(spelled, alignment)
    slips = (1 - whole) * longer / 4
    ours_share, theirs_share = ours_met / ours_total, theirs_met / theirs_total
    return [
        ours_share,
        theirs_share,
        weakest,
        information,
        min(information, 1.2),
        same,
        min(ours_left, theirs_left),
        ours_left,
        theirs_left,
        float(pairs),
        whole,
        in_order,
        math.sqrt(max(0.0, ours_share * theirs_share)),
        min(ours_share, theirs_share),
        float(other_script),
        float(consonantal),
        float(len(ours.keys) == 1),
        float(len(theirs.keys) == 1),
        float(len(ours.keys) != len(theirs.keys)),
        slips,
        min(slips, 1.0),
        min(shorter, _MOST_LETTERS) / _MOST_LETTERS,
        1 - weakest,
        float(initials),
        min(left.ours_weightiest, left.theirs_weightiest),
        _known_slip(ours, theirs, alignment, known),
        float(reread),
        _firsts_met(ours, theirs, alignment),
        left.ours_plain,
        _numbers_differ(ours, theirs, alignment),
        within,
    ]


class _Left(NamedTuple):
    """Weights of the words that did not meet: all of ours and theirs, and what is among them."""

    ours: float
    theirs: float
    ours_weightiest: float
    theirs_weightiest: float
    ours_plain: float


def _left(ours: Side, theirs: Side, alignment: Alignment) -> _Left:
    mine = [ours.weights[i] for i in alignment.ours_left]
    other = [theirs.weights[p] for p in alignment.theirs_left]
    plain = 0.0
    for i in alignment.ours_left:
        if ours.keys[i] in PLAIN_WORDS:
            plain += ours.weights[i]
    return _Left(sum(mine), sum(other), max(mine, default=0.0), max(other, default=0.0), plain)


def _as_wholes(
    spelled: tuple[Sequence[str], Sequence[str]], alignment: Alignment
) -> tuple[float, float, int, int]:
    """Return how like the names are without spaces and with words sorted, and both lengths."""
    one, other = "".join(spelled[0]), "".join(spelled[1])
    shorter, longer = sorted((len(one), len(other)))
    whole = Indel.normalized_similarity(one, other)
    if whole < 1.0 and len(alignment.pairs) + (alignment.rest >= LEAST_REST) > 1:
        # In the order of their words: "Given FAMILY" is "FAMILY, Given".
        turned = "".join(spelled[0][i] for i in _their_order(alignment))
        whole = max(whole, Indel.normalized_similarity(turned, other))
    in_order = Indel.normalized_similarity(
        " ".join(sorted(spelled[0])), " ".join(sorted(spelled[1]))
    )
    return whole, in_order, shorter, longer


def _known_slip(ours: Side, theirs: Side, alignment: Alignment, known: Sequence[bool]) -> float:
    """Return how unlike the least like pair is of which ours is a known word of other sound."""
    unlike = 0.0
    for likeness, i_all, p_all in alignment.pairs:
        if 1 - likeness <= unlike or len(i_all) > 1 or len(p_all) > 1 or not known[i_all[0]]:
            continue
        one, other = ours.keys[i_all[0]], theirs.keys[p_all[0]]
        if min(len(one), len(other)) > 1 and skeleton(one) != skeleton(other):
            unlike = 1 - likeness
    return unlike


def _numbers_differ(ours: Side, theirs: Side, alignment: Alignment) -> float:
    """Return 1 where both names have a number that did not meet: Ocean Star 5, Ocean Star 7."""
    mine = any(_is_number(ours.keys[i]) for i in alignment.ours_left)
    return float(mine and any(_is_number(theirs.keys[p]) for p in alignment.theirs_left))


def _is_number(key: str) -> bool:
    return key.isdigit() or key in NUMBER_WORDS


def _firsts_met(ours: Side, theirs: Side, alignment: Alignment) -> float:
    """Return the weight with which the first words of both names met."""
    for likeness, i_all, p_all in alignment.pairs:
        if 0 in i_all and 0 in p_all:
            return likeness * likeness * min(ours.weights[0], theirs.weights[0])
    return 0.0


def _whole_within(theirs: Side, alignment: Alignment, weakest: float) -> float:
    """Return what a listed name of several words says that stands in ours word by word, else 0."""
    if alignment.theirs_left or weakest < 1.0 or len(theirs.keys) < 2:
        return 0.0
    return sum(
        weight
        for key, weight in zip(theirs.keys, theirs.weights, strict=True)
        if key not in PLAIN_WORDS and len(key) > 1
    )


def _their_order(alignment: Alignment) -> list[int]:
    """Return the places of our words in the order of the words of theirs that they met."""
    met = sorted(alignment.pairs, key=lambda pair: pair.theirs)
    return [i for pair in met for i in pair.ours] + alignment.ours_left
