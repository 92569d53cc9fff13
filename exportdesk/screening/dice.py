"""Chance that comes out the same on every machine: drawn from a hash of what it is for."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

_Item = TypeVar("_Item")


def lot(*parts: str) -> int:
    """Return the number that the parts draw; other parts draw another."""
    return int.from_bytes(sha256("\0".join(parts).encode()).digest()[:8], "big")


class Dice:
    """Draws one after the other, the same for the same parts."""

    def __init__(self, *parts: str) -> None:
        self._parts = parts
        self._throws = 0

    def below(self, count: int) -> int:
        """Return a number from 0 to `count` - 1."""
        self._throws += 1
        return lot(*self._parts, str(self._throws)) % count

    def one_of(self, items: Sequence[_Item]) -> _Item:
        """Return one of the items."""
        return items[self.below(len(items))]
