"""Names in the Swiss list: parts in their order, each with its spellings in other scripts."""

from lxml.etree import _Element as Element

from exportdesk.core.listings import NameRole
from exportdesk.lists.name_parts import NameList
from exportdesk.lists.text import plain
from exportdesk.lists.xml import children, text

_LOW = "low"
_TITLES = frozenset({"title", "suffix-title"})
_EMPTY = frozenset({"", "-"})


def names_of(identities: list[Element]) -> NameList:
    """Return all names of a party: of its main identity first, then of the others."""
    names = NameList()
    for identity in sorted(identities, key=lambda one: one.get("main") != "true"):
        is_main = identity.get("main") == "true" or len(identities) == 1
        for name in _primary_first(children(identity, "name")):
            is_primary = is_main and name.get("name-type", "primary-name") == "primary-name"
            low = name.get("quality", "").casefold() == _LOW
            role = NameRole.WEAK_ALIAS if low else NameRole.ALIAS
            parts = _parts(name)
            whole = " ".join(filter(None, (_value(part) for part in parts)))
            if is_primary:
                names.primary(whole)
            else:
                names.also(whole, role)
            for spelled in _spellings(parts):
                names.also(spelled, role)
    return names


def titles_of(identities: list[Element]) -> list[str]:
    """Return what is given as a title among the parts of the names."""
    found = [
        _value(part)
        for identity in identities
        for part in children(identity, "name", "name-part")
        if part.get("name-part-type") in _TITLES
    ]
    return list(dict.fromkeys(filter(None, found)))


def _primary_first(names: list[Element]) -> list[Element]:
    return sorted(names, key=lambda name: name.get("name-type") != "primary-name")


def _parts(name: Element) -> list[Element]:
    parts = [
        part for part in children(name, "name-part") if part.get("name-part-type") not in _TITLES
    ]
    return sorted(parts, key=_order)


def _order(part: Element) -> int:
    order = part.get("order", "")
    return int(order) if order.isascii() and order.isdigit() and len(order) < 6 else 0


def _value(part: Element) -> str:
    value = text(part, "value")
    return "" if value in _EMPTY else value


def _spellings(parts: list[Element]) -> list[str]:
    """Return the whole name in every other spelling that some of its parts have.

    In Latin letters a part without that spelling stays as it is; in another script it is left out.
    """
    variants = [_variants(part) for part in parts]
    found = []
    for key in dict.fromkeys(key for of_part in variants for key in of_part):
        keeps_value = key[1].upper() in ("", "LATN")
        choices = [
            of_part.get(key) or ([_value(part)] if keeps_value else [""])
            for part, of_part in zip(parts, variants, strict=True)
        ]
        for number in range(max(map(len, choices))):
            words = [choice[min(number, len(choice) - 1)] for choice in choices]
            found.append(" ".join(filter(None, words)))
    return found


def _variants(part: Element) -> dict[tuple[str, str], list[str]]:
    """Return the other spellings of a part by language and script."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in children(part, "spelling-variant"):
        told = plain("".join(map(str, one.itertext())))
        if told not in _EMPTY:
            found.setdefault((one.get("lang", ""), one.get("script", "")), []).append(told)
    return found
