"""A pair of names in plain figures: what the score is made of."""

import math
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from exportdesk.screening.align import LEAST_REST, Alignment, Side
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
    ours_total = sum(ours.weights) or 1.0
    theirs_total = sum(theirs.weights) or 1.0
    ours_met = theirs_met = information = same = 0.0
    weakest, initials = 1.0, 0
    for likeness, i_all, p_all in alignment.pairs:
        mine = ours.weights[i_all[0]] if len(i_all) == 1 else sum(ours.weights[i] for i in i_all)
        other = (
            theirs.weights[p_all[0]] if len(p_all) == 1 else sum(theirs.weights[p] for p in p_all)
        )
        credit = likeness * likeness
        ours_met += credit * mine
        theirs_met += credit * other
        weakest = min(weakest, likeness)
        if len(i_all) == 1 and len(ours.keys[i_all[0]]) == 1:
            initials += likeness < 1.0
            continue
        initials += len(p_all) == 1 and len(theirs.keys[p_all[0]]) == 1
        information += credit * min(mine, other)
        if likeness == 1.0:
            same += min(mine, other)
    ours_left = sum(ours.weights[i] for i in alignment.ours_left)
    theirs_left = sum(theirs.weights[p] for p in alignment.theirs_left)
    pairs = len(alignment.pairs)
    if alignment.rest >= LEAST_REST:
        credit = alignment.rest * alignment.rest
        ours_met += credit * ours_left
        theirs_met += credit * theirs_left
        information += credit * min(ours_left, theirs_left) * 0.9
        ours_left *= 1 - credit
        theirs_left *= 1 - credit
        weakest = min(weakest, alignment.rest)
        pairs += 1
    one, other_whole = "".join(spelled[0]), "".join(spelled[1])
    whole = Indel.normalized_similarity(one, other_whole)
    if whole < 1.0 and pairs > 1:
        # In the order of their words: "Given FAMILY" is "FAMILY, Given".
        turned = "".join(spelled[0][i] for i in _their_order(alignment))
        whole = max(whole, Indel.normalized_similarity(turned, other_whole))
    in_order = Indel.normalized_similarity(
        " ".join(sorted(spelled[0])), " ".join(sorted(spelled[1]))
    )
    slips = (1 - whole) * max(len(one), len(other_whole)) / 4
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
        min(len(one), len(other_whole), _MOST_LETTERS) / _MOST_LETTERS,
        1 - weakest,
        float(initials),
        _weightiest_left(ours, theirs, alignment),
        _known_slip(ours, theirs, alignment, known),
        float(reread),
        _firsts_met(ours, theirs, alignment),
    ]


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


def _firsts_met(ours: Side, theirs: Side, alignment: Alignment) -> float:
    """Return the weight with which the first words of both names met."""
    for likeness, i_all, p_all in alignment.pairs:
        if 0 in i_all and 0 in p_all:
            return likeness * likeness * min(ours.weights[0], theirs.weights[0])
    return 0.0


def _their_order(alignment: Alignment) -> list[int]:
    """Return the places of our words in the order of the words of theirs that they met."""
    met = sorted(alignment.pairs, key=lambda pair: pair.theirs)
    return [i for pair in met for i in pair.ours] + alignment.ours_left


def _weightiest_left(ours: Side, theirs: Side, alignment: Alignment) -> float:
    mine = max((ours.weights[i] for i in alignment.ours_left), default=0.0)
    other = max((theirs.weights[p] for p in alignment.theirs_left), default=0.0)
    return min(mine, other)
