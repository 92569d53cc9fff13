"""Names in several scripts: which is which, and those that publishers write into one text."""

import re
from collections.abc import Iterable

from exportdesk.core.listings import ListedName, NameRole
from exportdesk.lists.scripts import is_mostly_latin, letters_by_script
from exportdesk.lists.text import plain

_BETWEEN = re.compile(r"[;；]|(?:(?<=\s)|^)[a-z]\)(?=\s)")
# What publishers say of a name in the name itself.
_LABEL = re.compile(
    r"\b(?:original script|in arabic(?: script)?|arabic|russian|belarusian|ukrainian|cyrillic"
    r"|farsi|persian|chinese|korean|hebrew)\s*:"
    r"|\b(?:(?:previously|formerly) listed as|nom de guerre)\b[.,:]?"
    r"|(?<=\()\s*(?:original script|birth name|combat name)\s*(?=\))",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"[(（][\s.,]*[)）]")
_OPENING, _CLOSING = "(（", ")）"
_EDGES = " \t\r\n;,；、"
# Fewer letters are an initial or a legal form, not a name of its own.
# The longest real text of names has 400 characters. What is longer is no name to take apart.
_LONGEST = 2_000
_LEAST_LATIN, _LEAST_OTHER = 4, 2


def split_names(text: str) -> list[str]:
    """Return the names in a text that joins several by semicolons or in several scripts.

    `Latin (original script: other; other 2)` and `other (Latin)` are names of their own; what is in
    parentheses in the same script as what is before them belongs to it.
    """
    if len(text) > _LONGEST:
        return [plain(text)]
    found: dict[str, None] = {}
    for piece in _at_top_level(_NOTHING.sub(" ", _LABEL.sub(" ", text))):
        for name in _by_script(piece):
            bare = plain(name).strip(_EDGES)
            if bare:
                found[bare] = None
    return list(found)


def _at_top_level(text: str) -> list[str]:
    """Split at semicolons, but not inside parentheses."""
    if not _BETWEEN.search(text):
        return [text]
    pieces, start = [], 0
    for match in _BETWEEN.finditer(text):
        if _depth(text[start : match.start()]) == 0:
            pieces.append(text[start : match.start()])
            start = match.end()
    return [*pieces, text[start:]]


def _depth(text: str) -> int:
    return sum(text.count(sign) for sign in _OPENING) - sum(text.count(sign) for sign in _CLOSING)


def _by_script(text: str) -> list[str]:
    latin, other = letters_by_script(text)
    if not latin or not other:
        return [text]
    outer, groups = _parenthesized(text)
    outer_latin = is_mostly_latin(outer)
    inner: list[str] = []
    for group in groups:
        group_latin, group_other = letters_by_script(group)
        strange = group_other > 0 if outer_latin else group_latin > 0
        if strange and outer.strip(_EDGES):
            inner.append(group)
        else:
            outer = outer.replace("\0", f"({group})", 1)
            continue
        outer = outer.replace("\0", " ", 1)
    if not inner:
        return _at_one_change(text)
    names = _at_one_change(outer)
    for group in inner:
        names += [name for piece in _BETWEEN.split(group) for name in _at_one_change(piece)]
    return names


def _parenthesized(text: str) -> tuple[str, list[str]]:
    """Return the text with a NUL for each outermost parenthesis, and what was in them."""
    outer: list[str] = []
    groups: list[str] = []
    depth, start = 0, 0
    for place, sign in enumerate(text):
        if sign in _OPENING:
            if depth == 0:
                start = place + 1
            depth += 1
        elif sign in _CLOSING and depth:
            depth -= 1
            if depth == 0:
                groups.append(text[start:place])
                outer.append("\0")
        elif not depth and sign != "\0":
            outer.append(sign)
    if depth:
        groups.append(text[start:])
        outer.append("\0")
    return "".join(outer), groups


def _at_one_change(text: str) -> list[str]:
    """Split `Latin words other words` where the script changes once, between two words."""
    words = text.split()
    kinds = [is_mostly_latin(word) if any(c.isalpha() for c in word) else None for word in words]
    changes = [
        place
        for place in range(1, len(words))
        if kinds[place] is not None
        and (before := [kind for kind in kinds[:place] if kind is not None])
        and before[-1] is not kinds[place]
    ]
    if len(changes) != 1:
        return [text]
    halves = [" ".join(words[: changes[0]]), " ".join(words[changes[0] :])]
    for half in halves:
        latin, other = letters_by_script(half)
        if latin < _LEAST_LATIN and other < _LEAST_OTHER:
            return [text]
    return halves


class NameList:
    """Collects the names of one party in their order, each once, each with its role."""

    def __init__(self) -> None:
        self._primary = ""
        self._roles: dict[str, NameRole] = {}

    def primary(self, text: str) -> None:
        """Take the main name. What it holds beside itself becomes further names."""
        whole = plain(text).strip(_EDGES)
        names = split_names(whole)
        if not names:
            return
        if all(map(is_mostly_latin, names)):
            names = [whole, *names]
        if self._primary:
            self._take(names, NameRole.ALIAS)
            return
        self._primary = next(filter(is_mostly_latin, names), names[0])
        self._take([name for name in names if name != self._primary], NameRole.ALIAS)

    def also(self, text: str, role: NameRole = NameRole.ALIAS) -> None:
        """Take another name, or several in one text."""
        self._take(split_names(text), role)

    def _take(self, names: Iterable[str], role: NameRole) -> None:
        for name in names:
            fitting = role if is_mostly_latin(name) else NameRole.ORIGINAL_SCRIPT
            if self._roles.get(name) in (None, NameRole.WEAK_ALIAS):
                self._roles[name] = fitting

    def names(self) -> tuple[ListedName, ...]:
        """Return the names, the primary one first; the first other one where there is none."""
        others = dict(self._roles)
        primary = self._primary
        if not primary and others:
            strong = [name for name, role in others.items() if role is NameRole.ALIAS]
            primary = (strong or list(others))[0]
        others.pop(primary, None)
        first = (ListedName(primary, NameRole.PRIMARY),) if primary else ()
        return first + tuple(ListedName(name, role) for name, role in others.items())


_IMO = re.compile(
    r"(?:^|[.;]\s+)(?:company number )?(?:International Maritime Organi[sz]ation \()?IMO\)?"
    r"(?:\s+(?:number|no\.?))?\s*:?\s*(\d{7})\b",
    re.IGNORECASE,
)
_IMO_PLAIN = re.compile(r"\b(\d{7})\b")


def imo_in(remarks: str) -> list[str]:
    """Return the IMO numbers that a remark gives as the party's own, at the start of a sentence."""
    return list(dict.fromkeys(_IMO.findall(remarks)))


def imo_number(cell: str) -> str:
    """Return the seven digits of an IMO number as published (`IMO 1234567`), else the text."""
    found = _IMO_PLAIN.search(cell) or re.search(r"(\d{7})$", cell)
    return found.group(1) if found else plain(cell)
