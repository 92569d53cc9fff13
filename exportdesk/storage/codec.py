"""Core values as JSON text in a column, and back."""

from typing import TypeVar

import msgspec

T = TypeVar("T")


def to_json(value: object) -> str:
    """Return `value` (dataclasses, enums, dates, mappings) as JSON text."""
    return msgspec.json.encode(value).decode()


def to_ordered_json(value: object) -> str:
    """Return `value` as the same JSON text each time: sets have no order of their own."""
    return msgspec.json.encode(value, order="deterministic").decode()


def from_json(text: str, kind: type[T]) -> T:
    """Return the `kind` that `text` holds. Raises msgspec.ValidationError on another shape."""
    return msgspec.json.decode(text, type=kind)
