"""From a heading to the field it names: whole, without its number, or one of its two languages."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import TypeVar

from exportdesk.tables.fields import CUSTOMER_KINDS, PRODUCT_KINDS, FieldKind
from exportdesk.tables.vocabulary import folded

F = TypeVar("F", bound=StrEnum)

_PIECES = re.compile(r"[/|()\[\]\n]| - ")
_BEFORE = re.compile(
    r"(customer|client|company|account|contact|primary|billing|bill to|shipping|ship to|sold to"
    r"|delivery|registered|mailing|invoice|kunden|entity|party|supplier|vendor|business|main"
    r"|product|item|part)\s+(.+)"
)
_NUMBER = re.compile(r"\b(\d{1,2})\b")
_SIGNS = str.maketrans({"%": " percent ", "#": " no ", "№": " no ", "*": " "})


def heading_key(heading: str) -> str:
    """Return a heading as it is compared."""
    return folded(heading.translate(_SIGNS))


def label_of(field: StrEnum) -> str:
    """Return the heading of a field in a table of ours: `legal_name` is "Legal name"."""
    label = field.value.replace("_", " ")
    short = {
        "sku": "SKU",
        "eccn": "ECCN",
        "hs code": "HS code",
        "hs schedule": "HS schedule",
        "email": "E-mail",
    }
    if label in short:
        return short[label]
    return label[0].upper() + label[1:].replace(" id", " ID").replace("sml ", "SML ")


def words_of(kinds: Mapping[F, FieldKind]) -> dict[str, F]:
    """Return every heading that means a field, as it is compared.

    A word that several fields know belongs to the first; our own headings come before all.
    """
    guessed = {field: kind for field, kind in kinds.items() if kind.guessed}
    found = {heading_key(label_of(field)): field for field in guessed}
    for field, kind in guessed.items():
        for word in kind.words.split("|"):
            found.setdefault(folded(word), field)
    return found


@cache
def known_headings() -> frozenset[str]:
    """Return the headings of customers and of products, as they are compared."""
    return frozenset(words_of(CUSTOMER_KINDS)) | frozenset(words_of(PRODUCT_KINDS))


def without_owner(key: str) -> tuple[str, str]:
    """Return a heading without the word that says whose it is, and that word: "billing city"."""
    found = _BEFORE.fullmatch(key)
    return (found[2], found[1]) if found else (key, "")


def lookup(heading: str, known: Mapping[str, F]) -> tuple[F | None, int]:
    """Return the field that a heading names, and the number in it (1 where there is none)."""
    key = heading_key(heading)
    if key in known:
        return known[key], 1
    numbers = _NUMBER.findall(key)
    if len(numbers) == 1:
        bare = " ".join(_NUMBER.sub(" ", key).split())
        if bare in known:
            return known[bare], max(1, int(numbers[0]))
    pieces = [heading_key(piece) for piece in _PIECES.split(heading)]
    fields = {known[piece] for piece in pieces if piece in known}
    return (fields.pop(), 1) if len(fields) == 1 else (None, 1)
