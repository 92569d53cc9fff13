"""Whether two addresses are one place: plain figures of both and a logistic sum of them.

The coefficients are in `resources/screening/addresses.json`, fitted on the labelled addresses in
`tests/data/addresses` by `tests/benchmarks/fit_addresses.py`. Two rules stand before the sum: house
numbers that differ are two places, and where neither number nor building meets nothing is known.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from exportdesk.core import resources
from exportdesk.core.matches import Relation
from exportdesk.screening.addresses import Place, same_inside, same_numbers
from exportdesk.screening.align import LEAST_REST, Alignment, Side
from exportdesk.screening.glossary_places import DIRECTIONS
from exportdesk.screening.scripts import Script

ADDRESS_FEATURES: tuple[str, ...] = (
    "most_met",  # the larger of the two shares of weight that met
    "least_met",
    "information",  # weight that met, counted once
    "building",  # weight of a building's name that met
    "building_left",  # building names on both sides that did not meet
    "both_left",  # other words left on both sides
    "towns_left",  # on both sides words beside street and building did not meet
    "one_left",  # words left on the side that has more
    "number_same",
    "street_apart",  # both name a street, and no word of the two streets met
    "kind_differs",  # street and road, sokak and cadde
    "direction_differs",  # North Road and South Road
    "postal_same",
    "postal_differs",
    "box_same",
)
_MOST_INFORMATION = 2.0
_LEAST_BUILDING = 0.5
# How far from being met what a change of lists may bring to meet can be: several times what words
# come to weigh more or less by a change of a twentieth of the lists (docs/decisions/0017).
_NEARLY = 0.75
_NEARLY_MET = 0.85
# Weight that must meet whatever else speaks for it.
_LEAST_INFORMATION = 0.4


def address_features(
    ours: Place, theirs: Place, sides: tuple[Side, Side], alignment: Alignment
) -> list[float]:
    """Return the figures of two addresses in the order of `ADDRESS_FEATURES`."""
    ours_side, theirs_side = sides
    alignment = _without_initials(alignment, sides)
    met_ours = met_theirs = information = building = 0.0
    for pair in alignment.pairs:
        credit = pair.likeness * pair.likeness
        mine = credit * sum(ours_side.weights[i] for i in pair.ours)
        other = credit * sum(theirs_side.weights[p] for p in pair.theirs)
        met_ours += mine
        met_theirs += other
        information += min(mine, other)
        names = theirs.named.issuperset(pair.theirs) or ours.named.issuperset(pair.ours)
        on_street = not (
            ours.street.isdisjoint(pair.ours) and theirs.street.isdisjoint(pair.theirs)
        )
        if names and not on_street:
            building += min(mine, other)
    left = [
        _left(place, side, places)
        for place, side, places in (
            (ours, ours_side, alignment.ours_left),
            (theirs, theirs_side, alignment.theirs_left),
        )
    ]
    rest = alignment.rest * alignment.rest if alignment.rest >= LEAST_REST else 0.0
    met_ours += rest * sum(left[0])
    met_theirs += rest * sum(left[1])
    information += rest * min(sum(left[0]), sum(left[1]))
    towns = min(
        len({*left_at} - place.named - place.street)
        for place, left_at in ((ours, alignment.ours_left), (theirs, alignment.theirs_left))
    )
    named, other_words = ([(1 - rest) * side[at] for side in left] for at in (0, 1))
    shares = (
        met_ours / (sum(ours_side.weights) or 1.0),
        met_theirs / (sum(theirs_side.weights) or 1.0),
    )
    if Script.HAN in (ours.script, theirs.script) and ours.script is not theirs.script:
        # Names of buildings are translated, streets are spelled.
        named = [0.0, 0.0]
    both_postal = bool(ours.postal and theirs.postal)
    return [
        max(shares),
        min(shares),
        min(information, _MOST_INFORMATION),
        min(building, _MOST_INFORMATION),
        min(named),
        min(other_words),
        float(bool(towns) and not rest),
        max(sum(left[0]), sum(left[1])) * (1 - rest),
        float(same_numbers(ours, theirs) is True),
        float(_streets_apart(ours, theirs, alignment)),
        float(bool(ours.kinds and theirs.kinds) and ours.kinds.isdisjoint(theirs.kinds)),
        float(_directions_differ(ours, theirs)),
        float(both_postal and not ours.postal.isdisjoint(theirs.postal)),
        float(both_postal and ours.postal.isdisjoint(theirs.postal)),
        float(not ours.boxes.isdisjoint(theirs.boxes)),
    ]


def _without_initials(alignment: Alignment, sides: tuple[Side, Side]) -> Alignment:
    """Return the alignment without pairs of a letter and a word, which mean nothing in a place."""
    ours, theirs = sides
    kept, ours_left, theirs_left = [], list(alignment.ours_left), list(alignment.theirs_left)
    for pair in alignment.pairs:
        one = sum(len(ours.keys[at]) for at in pair.ours)
        other = sum(len(theirs.keys[at]) for at in pair.theirs)
        if one != other and 1 in (one, other):
            ours_left += pair.ours
            theirs_left += pair.theirs
        else:
            kept.append(pair)
    return Alignment(kept, ours_left, theirs_left, alignment.rest)


def _streets_apart(ours: Place, theirs: Place, alignment: Alignment) -> bool:
    if not ours.street or not theirs.street:
        return False
    return not any(
        not ours.street.isdisjoint(pair.ours) and not theirs.street.isdisjoint(pair.theirs)
        for pair in alignment.pairs
    )


def _directions_differ(ours: Place, theirs: Place) -> bool:
    one, other = ({word.key for word in place.words} & DIRECTIONS for place in (ours, theirs))
    return bool(one and other) and one.isdisjoint(other)


def _left(place: Place, side: Side, places: Sequence[int]) -> tuple[float, float]:
    """Return the weight of what did not meet: names of buildings, other words."""
    named = sum(side.weights[at] for at in places if at in place.named)
    return named, sum(side.weights[at] for at in places) - named


def may_be_one(ours: Place, theirs: Place, figures: Sequence[float], *, share: float = 1.0) -> bool:
    """Return whether the two may be one place at all, before anything is weighed.

    A `share` of what must meet is enough.
    """
    same = same_numbers(ours, theirs)
    if same is False:
        # Two numbers that differ are two places, even in one street.
        return False
    by_name = dict(zip(ADDRESS_FEATURES, figures, strict=True))
    if by_name["box_same"] and not (ours.has_house and theirs.has_house):
        return True
    if by_name["information"] < share * _LEAST_INFORMATION:
        return False
    return same is True or by_name["building"] >= share * _LEAST_BUILDING


class AddressModel:
    """The coefficients of one data file."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._bias: float = content["bias"]
        self._terms = [float(content["terms"].get(name, 0.0)) for name in ADDRESS_FEATURES]

    def relation(self, ours: Place, theirs: Place, figures: Sequence[float]) -> Relation | None:
        """Return same or same building, None for another place."""
        if not may_be_one(ours, theirs, figures):
            return None
        if self._sum(figures) < 0:
            return None
        return Relation.SAME if same_inside(ours, theirs) else Relation.SAME_BUILDING

    def is_nearly_met(self, ours: Place, theirs: Place, figures: Sequence[float]) -> bool:
        """Return whether the two might be one place if their words weighed a little other."""
        return may_be_one(ours, theirs, figures, share=_NEARLY_MET) and (
            self._sum(figures) >= -_NEARLY
        )

    def _sum(self, figures: Sequence[float]) -> float:
        return self._bias + sum(
            term * figure for term, figure in zip(self._terms, figures, strict=True)
        )


@cache
def address_model(path: Path | None = None) -> AddressModel:
    """Return the model that comes with the program."""
    file = path or resources.path("screening", "addresses.json")
    return AddressModel(json.loads(file.read_text(encoding="utf-8")))
