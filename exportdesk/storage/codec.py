"""Core values as JSON text in a column, and back."""

from typing import TypeVar

import msgspec

T = TypeVar("T")


def to_json(value: object) -> str:
    """Return `value` (dataclasses, enums, dates, mappings) as JSON text."""
    return msgspec.json.encode(value).decode()


def from_json(text: str, kind: type[T]) -> T:
    """Return the `kind` that `text` holds. Raises msgspec.ValidationError on another shape."""
    return msgspec.json.decode(text, type=kind)
