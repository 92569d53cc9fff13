"""The texts of a certification in one language: what they are, and how English goes with another.

They are reviewed text with a version, not translated by gettext: what a customer signed has to be
found again word by word.
"""

import hashlib
import string
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

_LEFT_TO_RIGHT = "\u200e"


class Review(StrEnum):
    """Who has looked at a text."""

    NOT_REVIEWED = "not_reviewed"
    LANGUAGE = "language"  # read by somebody who has the language as their own
    LAWYER = "lawyer"


class Direction(StrEnum):
    """Where a line begins."""

    LEFT = "ltr"
    RIGHT = "rtl"


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that the customer confirms. `basis` is where the rule behind it is written."""

    id: str
    text: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """All texts of the form in one language, as one file has them.

    `translates` is the version of the English text that this is a translation of, "" for English.
    `review_note` says in plain words how far the text was checked.
    """

    language: str
    name: str
    english_name: str
    direction: Direction
    version: str
    translates: str
    review: Review
    review_note: str
    texts: Mapping[str, str]
    clauses: tuple[Clause, ...]
    is_own: bool = False

    @property
    def fingerprint(self) -> str:
        """A hash over every text, in the order of their names."""
        digest = hashlib.sha256()
        told = [*sorted(self.texts.items()), *((one.id, one.text) for one in self.clauses)]
        for key, text in [("language", self.language), *told]:
            digest.update(f"{key}\0{text}\0".encode())
        return digest.hexdigest()

    @property
    def clause_ids(self) -> tuple[str, ...]:
        """The clauses in their order."""
        return tuple(one.id for one in self.clauses)

    def text(self, key: str, **facts: str) -> str:
        """Return a text with its places filled."""
        mirrored = self.direction is Direction.RIGHT
        return filled(self.texts[key], facts, mirrored=mirrored)


@dataclass(frozen=True, slots=True)
class WordingPair:
    """What one paper is printed with: English, and the courtesy translation if there is one."""

    english: Wording
    translation: Wording | None = None

    @property
    def is_mirrored(self) -> bool:
        """Whether the translation is written from right to left."""
        return self.translation is not None and self.translation.direction is Direction.RIGHT

    def both(self, key: str, **facts: str) -> tuple[str, str]:
        """Return a text in English and in the other language, "" where there is none."""
        other = self.translation
        return self.english.text(key, **facts), other.text(key, **facts) if other else ""


def filled(text: str, facts: Mapping[str, str], *, mirrored: bool = False) -> str:
    """Return `text` with its named places filled; what a fact holds is never taken for a place.

    A name that ends with a full stop ends a sentence with one, not two. In a text that is written
    from right to left a Latin name keeps its own full stop at its right.
    """
    for place, value in facts.items():
        if value.endswith("."):
            text = text.replace(f"{{{place}}}.", f"{{{place}}}")
    if mirrored:
        facts = {place: f"{value}{_LEFT_TO_RIGHT}" for place, value in facts.items()}
    return string.Formatter().vformat(text, (), facts)
