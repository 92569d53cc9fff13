"""The words that the lists and ordinary names have: what decides how a name is read."""

from collections.abc import Container
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of listed names, how such words sound (skeletons), and words of ordinary names."""

    words: Container[str]
    sounds: Container[str]
    ordinary: Container[str]

    def knows(self, key: str) -> bool:
        """Return whether the lists or ordinary names have this word."""
        return key in self.words or key in self.ordinary
