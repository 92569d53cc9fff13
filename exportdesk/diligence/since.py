"""What may be different since a sign-off, and how: values that every door puts into words."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What of the facts of a case may be different."""

    PARTIES = "parties"
    ITEMS = "items"
    DESTINATION = "destination"
    DATES = "dates"
    ANSWERS = "answers"
    RESOLUTIONS = "resolutions"
    SCREENING = "screening"
    OWNERSHIP = "ownership"
    LETTERS = "letters"
    CERTIFICATION = "certification"
    HISTORY = "history"
    LICENSE = "license"
    POLICY = "policy"


class Ground(StrEnum):
    """What a sign-off rests on."""

    FACTS = "facts"
    LISTS = "lists"
    RULEBOOK = "rulebook"


class Became(StrEnum):
    """What became of one thing."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Since:
    """One thing that is different since the sign-off.

    `what` is a part of the facts, a list by its source, or the rulebook's file; `before` and
    `after` are what it was and is, "" for what is not there. `name` is whose it is (a party, a
    product, a rule by its title), "" where only the part is known; `field` which of its facts,
    `label` what that is called, or the code of a sentence that `facts` fill. `is_older` tells that
    the sign-off is from before the program kept each fact that one rests on.
    """

    ground: Ground
    what: str
    before: str = ""
    after: str = ""
    change: Became = Became.CHANGED
    name: str = ""
    field: str = ""
    label: str = ""
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    is_older: bool = False

    @property
    def is_told(self) -> bool:
        """Whether more is known than which part it is of."""
        return bool(self.name or self.field or self.label)
