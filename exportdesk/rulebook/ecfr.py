"""Reads the tables of the EAR from the XML of the eCFR: parts 738, 740 and 774 of title 15.

The forms are those of part 744, which was read from the official file, and of published accounts of
the other three. No official file of those three has been tried yet.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.country_rules import GROUPS
from exportdesk.rulebook.ear_controls import COLUMNS
from exportdesk.rulebook.ear_names import EarNames
from exportdesk.rulebook.ear_tables import (
    ChartRow,
    CountryChart,
    CountryGroups,
    EarTables,
    LicenseException,
)
from exportdesk.rulebook.ecfr_control_list import read_control_list
from exportdesk.rulebook.ecfr_tables import cells, rows, text
from exportdesk.rulebook.reading import bad

_SECTION = re.compile(r"740\.(\d+)")
_SYMBOL = re.compile(r"\(([A-Z]{3,4})\)")
_TITLE = re.compile(r"^§\s*740\.\d+\s*|\.$")
_FIRST_EXCEPTION = 3
_LETTERS = ("A", "D", "E")
_GROUP = re.compile(r"\b([ADE]:\d)\b")
_FOOTNOTE = re.compile(r"(\d{1,2})\s+(.+)", re.DOTALL)
_MARK = "X"


def read_ecfr(file: Path, content: bytes, country_code: Callable[[str], str]) -> EarTables:
    """Return the tables that the XML holds, of one part or of the whole title.

    Raises BadInput("rulebook-bad"): not XML, none of the tables, or one that is not whole.
    """
    root = _parsed(file, content)
    chart = _appendix(root, 738)
    groups = _appendix(root, 740)
    listed = _appendix(root, 774)
    exceptions = _exceptions(file, root)
    if chart is None and groups is None and listed is None and not exceptions:
        raise bad(file, "", _m("holds none of parts 738, 740 and 774 of title 15"))
    return EarTables(
        chart=None if chart is None else _chart(file, chart, EarNames(country_code)),
        groups=None if groups is None else _groups(file, groups, EarNames(country_code)),
        entries=None if listed is None else read_control_list(file, listed, country_code),
        exceptions=exceptions or None,
    )


def _parsed(file: Path, content: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise bad(file, "", Filled(_m("is not whole XML: {detail}"), detail=error.msg)) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise bad(file, "", _m("declares entities, which no official file does"))
    return root


def _appendix(root: Element, part: int) -> Element | None:
    wanted = f"supplement no. 1 to part {part}"
    found = (one for one in root.iter("DIV9") if (one.get("N") or "").casefold() == wanted)
    return next(found, None)


def _chart(file: Path, appendix: Element, names: EarNames) -> CountryChart:
    table = next((one for one in appendix.iter("TABLE") if _has_columns(one)), None)
    where = "Supplement No. 1 to part 738"
    if table is None:
        raise bad(
            file,
            where,
            Filled(_m("there is no table with the columns {names}"), names=", ".join(COLUMNS)),
        )
    found: dict[str, ChartRow] = {}
    footnotes: dict[int, str] = {}
    for row in rows(table):
        values = cells(row)
        if len(values) == 1:
            if note := _FOOTNOTE.fullmatch(text(values[0])):
                footnotes[int(note[1])] = note[2]
        elif values:
            _add(file, where, found, names, values)
    if not found:
        raise bad(file, where, _m("there are no countries"))
    return CountryChart(COLUMNS, found, footnotes, tuple(names.unplaced))


def _has_columns(table: Element) -> bool:
    heads = [text(cell) for cell in table.iter("TH")]
    return [head for head in heads if head in COLUMNS] == list(COLUMNS)


def _add(
    file: Path, where: str, found: dict[str, ChartRow], names: EarNames, values: list[Element]
) -> None:
    notes = tuple(int(t) for sup in values[0].iter("sup") if (t := text(sup)).isdecimal())
    name = text(values[0], without="sup")
    if not name:
        return
    code = names.code(name)
    if code in found:
        raise bad(
            file,
            where,
            Filled(
                _m("{name} and {other} are the same country"), name=name, other=found[code].name
            ),
        )
    if not code:
        return
    if len(values) == 2:  # one cell over all columns, which points to part 746
        found[code] = ChartRow(name, footnotes=notes, pointer=text(values[1]))
        return
    if len(values) != len(COLUMNS) + 1:
        raise bad(
            file,
            where,
            Filled(
                _m("{name} has {count} cells, not {wanted}"),
                name=name,
                count=len(values) - 1,
                wanted=len(COLUMNS),
            ),
        )
    marks = [text(value).upper() for value in values[1:]]
    if strange := [mark for mark in marks if mark not in ("", _MARK)]:
        raise bad(file, where, Filled(_m("{name} has the mark {text}"), name=name, text=strange[0]))
    marked = [column for column, mark in zip(COLUMNS, marks, strict=True) if mark]
    found[code] = ChartRow(name, frozenset(marked), notes)


def _groups(file: Path, appendix: Element, names: EarNames) -> CountryGroups:
    members: dict[str, set[str]] = {group: set() for group in GROUPS}
    for letter in _LETTERS:
        _group_table(file, appendix, letter, members, names)
    members["B"] = set(names.codes(_group_b(file, appendix)))
    return CountryGroups(
        {group: frozenset(codes) for group, codes in members.items()},
        tuple(dict.fromkeys(names.unplaced)),
    )


def _group_table(
    file: Path, appendix: Element, letter: str, members: dict[str, set[str]], names: EarNames
) -> None:
    where = f"Supplement No. 1 to part 740, Country Group {letter}"
    wanted = [group for group in GROUPS if group.startswith(f"{letter}:")]
    table = next((one for one in appendix.iter("TABLE") if _columns_of(one) == wanted), None)
    if table is None:
        raise bad(
            file,
            where,
            Filled(_m("there is no table with the columns {names}"), names=", ".join(wanted)),
        )
    for row in rows(table):
        values = cells(row)
        if len(values) != len(wanted) + 1:
            continue  # a note under the table
        name = text(values[0], without="sup")
        code = names.code(name) if name else ""
        for group, value in zip(wanted, values[1:], strict=True):
            mark = text(value, without="sup").upper()
            if mark not in ("", _MARK):
                raise bad(
                    file, where, Filled(_m("{name} has the mark {mark}"), name=name, mark=mark)
                )
            if mark and code:
                members[group].add(code)
    if not all(members[group] for group in wanted):
        raise bad(file, where, _m("a group has no members"))


def _columns_of(table: Element) -> list[str]:
    heads = (_GROUP.search(text(cell)) for cell in table.iter("TH"))
    return [head[1] for head in heads if head]


def _group_b(file: Path, appendix: Element) -> Iterator[str]:
    within = False
    found = False
    for one in appendix.iter():
        tag = one.tag
        if not isinstance(tag, str):
            continue
        if tag.startswith("HD"):
            if found:
                break
            within = "country group b" in text(one).casefold()
        elif within and tag == "LI" and (name := text(one, without="sup")):
            found = True
            yield name
    if not found:
        raise bad(file, "Supplement No. 1 to part 740, Country Group B", _m("there is no list"))


def _exceptions(file: Path, root: Element) -> Mapping[str, LicenseException]:
    found: dict[str, LicenseException] = {}
    for section in root.iter("DIV8"):
        number = _SECTION.fullmatch(section.get("N") or "")
        if number is None or int(number[1]) < _FIRST_EXCEPTION:
            continue
        head = section.find("HEAD")
        heading = "" if head is None else text(head)
        title = _TITLE.sub("", heading).strip()
        for symbol in _SYMBOL.findall(heading):
            if symbol in found:
                raise bad(
                    file,
                    f"section {number[0]}",
                    Filled(_m("{symbol} stands here twice"), symbol=symbol),
                )
            found[symbol] = LicenseException(symbol, number[0], title)
    return found
