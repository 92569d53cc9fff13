"""What a sign-off rested on, fact by fact, so that it can be said later what became of each."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BasisFact:
    """One fact that a sign-off rests on.

    `part` is the part of the facts that it is of; `about` whose it is, by id, and `name` what that
    was called then; `field` which of its facts; `key` tells several of one field apart, and `label`
    is what that one is called. `value` is plain text or a stored choice. `facts` fill the sentence
    where `label` is the code of one.
    """

    part: str
    about: str
    name: str
    field: str
    value: str
    key: str = ""
    label: str = ""
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What names it: the same fact of another day has the same place."""
        return self.part, self.about, self.field, self.key
