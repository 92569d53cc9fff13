"""Reads the Commerce Control List from the XML of the eCFR (Supplement No. 1 to part 774)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml.etree import _Element as Element

from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.ear_controls import read_control
from exportdesk.rulebook.ear_tables import Control, ListedEccn
from exportdesk.rulebook.ecfr_tables import cells, rows, text
from exportdesk.rulebook.reading import bad

_WHERE = "Supplement No. 1 to part 774"
_ENTRY = re.compile(r"([0-9][A-E][0-9]{3})\b[\s.—-]*(.*)", re.DOTALL)
_REASONS = re.compile(r"Reasons? for Control\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_EXCEPTION = re.compile(r"([A-Z]{3,4})\s*:\s*(.+)", re.DOTALL)
_CHART = re.compile(r"country\s*chart", re.IGNORECASE)
_CONTROLS = re.compile(r"control\(s\)", re.IGNORECASE)


@dataclass(slots=True)
class _Draft:
    eccn: str
    heading: str
    reasons: str = ""
    controls: list[Control] = field(default_factory=list)
    exceptions: dict[str, str] = field(default_factory=dict)


def read_control_list(
    file: Path, appendix: Element, country_code: Callable[[str], str]
) -> Mapping[str, ListedEccn]:
    """Return the entries of the list with their license requirements and exceptions."""
    drafts: dict[str, _Draft] = {}
    draft: _Draft | None = None
    for element in appendix.iter("FP-2", "FP-1", "TABLE", "P"):
        if (started := _heading(element)) is not None:
            if started.eccn in drafts:
                raise bad(file, _WHERE, Filled(_m("{eccn} stands here twice"), eccn=started.eccn))
            draft = drafts[started.eccn] = started
        elif draft is not None and element.tag == "FP-1":
            _read_line(draft, text(element))
        elif draft is not None and element.tag == "TABLE":
            draft.controls += _requirements(draft.eccn, element, country_code)
    if not drafts:
        raise bad(file, _WHERE, _m("there are no entries"))
    return {eccn: _entry(one) for eccn, one in drafts.items()}


def _heading(element: Element) -> _Draft | None:
    """Return the entry that an element begins: its number and heading stand alone in bold."""
    bold = element.find("B")
    if element.tag not in ("FP-2", "P") or bold is None or (element.text or "").strip():
        return None
    found = _ENTRY.fullmatch(text(bold))
    return _Draft(found[1], found[2]) if found else None


def _read_line(draft: _Draft, line: str) -> None:
    if found := _REASONS.fullmatch(line):
        draft.reasons = draft.reasons or found[1]
    elif found := _EXCEPTION.fullmatch(line):
        draft.exceptions.setdefault(found[1], found[2])


def _requirements(
    eccn: str, table: Element, country_code: Callable[[str], str]
) -> Iterator[Control]:
    heads = [text(cell) for cell in table.iter("TH")]
    is_asked = any(map(_CHART.search, heads)) or bool(heads and _CONTROLS.fullmatch(heads[0]))
    if not is_asked:
        return  # a table of something else, as the one of coatings in 2E003
    for row in rows(table):
        values = [text(cell) for cell in cells(row)]
        if values and values[0]:
            asked = values[1] if len(values) > 1 and values[1] else values[0]
            yield read_control(eccn, values[0], asked, country_code)


def _entry(draft: _Draft) -> ListedEccn:
    return ListedEccn(
        draft.eccn, draft.heading, draft.reasons, tuple(draft.controls), draft.exceptions
    )
