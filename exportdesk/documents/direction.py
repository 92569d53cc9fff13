"""Right-to-left text: the level of every character, and the order of runs on a line."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Protocol, TypeVar

from bidi.algorithm import (
    explicit_embed_and_overrides,
    get_base_level,
    get_embedding_levels,
    get_empty_storage,
    resolve_implicit_levels,
    resolve_neutral_types,
    resolve_weak_types,
)

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# Overrides and embeddings are not honoured: a name must not be able to turn the text around it.
_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Levelled(Protocol):
    """Anything that stands at a level of embedding."""

    @property
    def level(self) -> int:
        """Even: left to right. Odd: right to left."""
        ...


T = TypeVar("T", bound=Levelled)


def without_controls(text: str) -> str:
    """Return `text` without embedding, override and isolate characters."""
    return _CONTROLS.sub("", text)


def levels(text: str) -> list[int] | None:
    """Return the level of every character by the Unicode algorithm; None where all are 0."""
    if not _RIGHT_TO_LEFT.search(text):
        return None
    storage = get_empty_storage()
    base = storage["base_level"] = get_base_level(text)
    storage["base_dir"] = "R" if base else "L"
    # Unassigned characters have no direction, which python-bidi does not allow for.
    known = "".join(char if unicodedata.bidirectional(char) else "A" for char in text)
    get_embedding_levels(known, storage)
    explicit_embed_and_overrides(storage)
    resolve_weak_types(storage)
    resolve_neutral_types(storage, False)
    resolve_implicit_levels(storage, False)
    found = iter(storage["chars"])
    result: list[int] = []
    for char in known:
        if unicodedata.bidirectional(char) == "BN":  # taken out by the algorithm: as the one before
            result.append(result[-1] if result else base)
        else:
            result.append(next(found)["level"])
    return result


def visual_order(runs: Sequence[T]) -> list[T]:
    """Return the runs of one line as they stand from left to right."""
    order = list(runs)
    highest = max((run.level for run in order), default=0)
    for level in range(highest, 0, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and order[end].level >= level:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = end + 1
    return order


def is_right_to_left(text: str) -> bool:
    """Return whether `text` as a whole is written from right to left, as its first letter is."""
    return _RIGHT_TO_LEFT.search(text) is not None and bool(get_base_level(text))
