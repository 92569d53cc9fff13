"""Reads the words of a license requirement: what a control is for, and where it asks for a license.

Only what is written in one of a few fixed ways is understood. Everything else stays words, which
are shown and count as not checked.
"""

import re
from collections.abc import Callable

from exportdesk.rulebook.country_rules import GROUPS
from exportdesk.rulebook.ear_tables import Control, Scope

COLUMNS = (
    *("CB 1", "CB 2", "CB 3", "NP 1", "NP 2", "NS 1", "NS 2", "MT 1", "RS 1", "RS 2", "FC 1"),
    *("CC 1", "CC 2", "CC 3", "AT 1", "AT 2"),
)
"""The columns of the Country Chart in their order."""

_REASON = re.compile(r"([A-Z]{2})\b")
_WHOLE = re.compile(
    r"(?:(?:[A-Z]{2}|Russian industry sector sanctions?) appl(?:y|ies) to (?:the )?entire entry"
    r"(?:\.? |\.?$))+"
)
_WHOLE_AND_MORE = re.compile(
    r"(?P<control>[A-Z]{2} applies to (?:the )?entire entry)\.? (?P<rest>.+)"
)
_LIST = re.compile(
    r"(?:[0-9][A-E][0-9]{3})?\.?[a-z](?:\.[a-z0-9]+)*"
    r"(?:(?:, and |, or |, | and | or )(?:[0-9][A-E][0-9]{3})?\.?[a-z](?:\.[a-z0-9]+)*)*"
)
_ONE = re.compile(r"(?:(?P<entry>[0-9][A-E][0-9]{3})?\.)?(?P<paragraph>[a-z](?:\.[a-z0-9]+)*)")
_SEPARATOR = re.compile(r", and |, or |, | and | or ")
_EXCEPT = re.compile(
    r"[A-Z]{2} applies to (?:the )?entire entry,? except:? (?:for )?(?P<list>.+?)\.?"
)
_ONLY = re.compile(
    r"[A-Z]{2} applies to (?:items (?:controlled )?(?:by|in) |paragraphs? )?(?P<list>.+?)"
    r"(?: of this entry)?\.?"
)
_COLUMN = re.compile(r"([A-Z]{2}) Column (\d)")
_COLUMNS_ONLY = re.compile(
    r"(?:(?:[A-Z]{2} )?Column \d[.,;]? ?)+(?:See § [^ ]+ for license requirements\.?)?"
)
_BARE_COLUMN = re.compile(r"Column (\d)\.?")
_EVERYWHERE = re.compile(
    r"(?:To or within any destination worldwide|Worldwide control"
    r"|A license is required for all destinations)(?:\.|, (?:see|as specified in) ).*",
    re.DOTALL,
)
_GROUP = r"[A-E](?::\d)?"
_GROUP_LIST = rf"{_GROUP}(?:(?:, and |, or |, | and | or ){_GROUP})*"
_WITHIN = re.compile(
    rf"To or within (?:(?P<names>.+?) or )?(?:a )?destinations? specified in Country Groups? "
    rf"(?P<groups>{_GROUP_LIST}) of supplement no\. 1 to part 740 of the EAR"
    rf"(?:, excluding any destination also specified in Country Groups? (?P<but>{_GROUP_LIST}))?"
    rf"\. See § [^ ]+(?: of the EAR)?\.?"
)
_NAMES_ONLY = re.compile(r"(?P<names>[A-Z][^.()§]*?) ?\(see § [^ ]+\)\.?")
_REQUIRED_TO = re.compile(
    r"A license is required for items controlled by this entry (?:for export or reexport )?"
    r"to (?P<names>[^.]+?)(?: (?:or|and) transfer within (?P<again>[^.]+?))? for [a-z -]+ reasons\."
    r" The Commerce Country Chart is not designed to determine .*",
    re.DOTALL,
)
_PLAIN = re.compile(r"\s+")


def read_control(
    entry: str, control: str, requirement: str, country_code: Callable[[str], str]
) -> Control:
    """Return what a row of an entry's license requirements says."""
    text, asked = _one_line(control), _one_line(requirement)
    if text == asked and (both := _WHOLE_AND_MORE.fullmatch(text)):
        text, asked = both["control"], both["rest"]
    reason = found[1] if (found := _REASON.match(text)) else ""
    whole = bool(_WHOLE.fullmatch(text))
    paragraphs, excepted = ((), ()) if whole else _paragraphs(entry, text)
    countries, groups, but = _places(asked, country_code)
    return Control(
        entry=entry,
        text=text,
        requirement=asked,
        reason=reason,
        scope=Scope.WHOLE if whole else Scope.PART,
        paragraphs=paragraphs,
        excepted=excepted,
        columns=_columns(asked, reason),
        everywhere=bool(_EVERYWHERE.fullmatch(asked)) and "except" not in asked.partition(".")[0],
        countries=countries,
        groups=groups,
        but_groups=but,
    )


def _paragraphs(entry: str, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the paragraphs a control is for and those it is not for, where it says just that."""
    if found := _EXCEPT.fullmatch(text):
        return (), _listed(entry, found["list"])
    if found := _ONLY.fullmatch(text):
        return _listed(entry, found["list"]), ()
    return (), ()


def _listed(entry: str, text: str) -> tuple[str, ...]:
    if not _LIST.fullmatch(text):
        return ()
    found: list[str] = []
    for part in _SEPARATOR.split(text):
        one = _ONE.fullmatch(part)
        if one is None or one["entry"] not in (None, entry):
            return ()
        # In “.c.1.a and .b” the second may be .c.1.b as well as .b.
        if found and one["paragraph"].count(".") < found[-1].count("."):
            return ()
        found.append(one["paragraph"])
    return tuple(found)


def _columns(text: str, reason: str) -> tuple[str, ...]:
    if not _COLUMNS_ONLY.fullmatch(text):
        return ()
    named = [f"{reason} {number}" for reason, number in _COLUMN.findall(text)]
    if not named and (bare := _BARE_COLUMN.match(text)):
        named = [f"{reason} {bare[1]}"]
    return tuple(named) if all(name in COLUMNS for name in named) else ()


_Places = tuple[frozenset[str], frozenset[str], frozenset[str]]
_NOWHERE: _Places = (frozenset(), frozenset(), frozenset())


def _places(text: str, country_code: Callable[[str], str]) -> _Places:
    if found := _WITHIN.fullmatch(text):
        names = _codes(found["names"] or "", country_code)
        groups, but = _groups(found["groups"]), _groups(found["but"] or "")
        return _NOWHERE if names is None else (names, groups, but)
    found = _NAMES_ONLY.fullmatch(text) or _REQUIRED_TO.fullmatch(text)
    if found is None or found.groupdict().get("again") not in (None, found["names"]):
        return _NOWHERE
    names = _codes(found["names"], country_code)
    return _NOWHERE if names is None else (names, frozenset(), frozenset())


def _codes(names: str, country_code: Callable[[str], str]) -> frozenset[str] | None:
    """Return the codes of the countries named, None where one of the names is none."""
    if not names:
        return frozenset()
    codes = [country_code(name.strip()) for name in _SEPARATOR.split(names)]
    return frozenset(codes) if all(codes) else None


def _groups(text: str) -> frozenset[str]:
    named = _SEPARATOR.split(text) if text else []
    return frozenset(
        group for name in named for group in GROUPS if group == name or group.startswith(f"{name}:")
    )


def _one_line(text: str) -> str:
    return _PLAIN.sub(" ", text).strip()
