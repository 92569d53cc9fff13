"""The points of a match's reasons as whole numbers that add up to the score shown."""

import math
from collections.abc import Sequence

_NEAR = 1.5  # by so much what was rounded before may miss the score


def whole_points(effects: Sequence[float], score: float) -> list[int]:
    """Return each effect as a whole number; together they are the score as it is shown.

    What is left over after rounding down goes where most was cut off. Where the effects are not
    all that made the score (an identifier alone decides it), they add up to their own sum.
    """
    total = sum(effects)
    wanted = round(score if abs(total - score) < _NEAR else total)
    shown = [math.floor(effect) for effect in effects]
    telling = [at for at, effect in enumerate(effects) if effect]
    telling.sort(key=lambda at: shown[at] - effects[at])
    left = wanted - sum(shown)
    if telling:
        every, over = divmod(left, len(telling))
        for place, at in enumerate(telling):
            shown[at] += every + (place < over)
    return shown


def signed_points(points: int) -> str:
    """Return points with their sign, "" for none."""
    sign = "+" if points > 0 else "\u2212"
    return f"{sign}{abs(points)}" if points else ""
