"""What is typed of a record and not saved, once the record was changed by another step."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")

_MAIL = ("email_domain", "email")  # typed in one field: both follow from what stands in it


def typed_over(before: T, typed: T, now: T) -> tuple[T, tuple[str, ...]]:
    """Return `now` with what was typed, and the names of the fields that are changed both ways.

    `before` is the record as it was when somebody began to type. What is typed stays also in fields
    that are changed both ways. Tags that were added are added, those taken out are taken out.
    """
    made: dict[str, Any] = {}
    both: list[str] = []
    for name in (one.name for one in fields(now)):  # type: ignore[arg-type] # a record
        was, ours, theirs = (getattr(one, name) for one in (before, typed, now))
        if is_dataclass(theirs):
            made[name], more = typed_over(was, ours, theirs)
            both += more
        elif name == "tags":
            left = [one for one in theirs if one in ours or one not in was]
            added = [one for one in ours if one not in was]
            made[name] = tuple(dict.fromkeys((*left, *added)))
        else:
            group = _MAIL if name in _MAIL else (name,)
            is_typed = any(getattr(typed, one) != getattr(before, one) for one in group)
            made[name] = ours if is_typed else theirs
            if is_typed and theirs not in (was, ours):
                both.append(group[0])
    return replace(now, **made), tuple(dict.fromkeys(both))  # type: ignore[type-var] # a record
