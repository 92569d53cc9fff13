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
    scripts: dict[tuple[str, str], None] = {}
    for part in parts:
        for variant in children(part, "spelling-variant"):
            scripts[variant.get("lang", ""), variant.get("script", "")] = None
    found = []
    for lang, script in scripts:
        choices = [_variants(part, lang, script) for part in parts]
        keeps_value = script.upper() in ("", "LATN")
        for number in range(max(map(len, choices))):
            words = [
                variants[min(number, len(variants) - 1)] if variants
                else _value(part) if keeps_value else ""
                for part, variants in zip(parts, choices, strict=True)
            ]  # fmt: skip
            found.append(" ".join(filter(None, words)))
    return found


def _variants(part: Element, lang: str, script: str) -> list[str]:
    told = [
        plain("".join(map(str, one.itertext())))
        for one in children(part, "spelling-variant")
        if (one.get("lang", ""), one.get("script", "")) == (lang, script)
    ]
    return [one for one in told if one not in _EMPTY]
