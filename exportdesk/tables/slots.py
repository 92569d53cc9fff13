"""Where a column goes: a field, of which of several addresses or related parties, and its name."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

F = TypeVar("F", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Slot(Generic[F]):
    """What a column feeds.

    `group` counts addresses, or related parties of one role, from 1; `label` is the type of an
    identifier, or the role of an address that its heading says.
    """

    field: F
    group: int = 1
    label: str = ""

    @property
    def stored(self) -> str:
        """As one text, to be remembered."""
        return f"{self.field.value}@{self.group}@{self.label}"


def slot_from(text: str, fields: type[F]) -> Slot[F] | None:
    """Return the slot that `Slot.stored` wrote, None for anything else."""
    name, _, rest = text.partition("@")
    group, _, label = rest.partition("@")
    if name not in {field.value for field in fields} or not group.isdecimal() or len(group) > 3:
        return None
    return Slot(fields(name), max(1, int(group)), label)
