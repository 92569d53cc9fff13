"""Reads the tables of the EAR from JSON that somebody made of the eCFR, one table a file."""

from collections.abc import Callable, Mapping
from typing import cast

from exportdesk.core.ear import EarTable
from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.country_rules import GROUPS
from exportdesk.rulebook.ear_controls import COLUMNS, read_control
from exportdesk.rulebook.ear_names import EarNames
from exportdesk.rulebook.ear_tables import (
    ChartRow,
    CountryChart,
    CountryGroups,
    EarTables,
    LicenseException,
    ListedEccn,
)
from exportdesk.rulebook.eccn import base_of, read_eccn
from exportdesk.rulebook.reading import Place

_MADE_OF = {
    EarTable.CHART: "countries",
    EarTable.GROUPS: "groups",
    EarTable.CONTROL_LIST: "entries",
    EarTable.EXCEPTIONS: "exceptions",
}


def read_json_table(head: Place, country_code: Callable[[str], str]) -> EarTables:
    """Return the one table that a JSON object holds, by the key it has. Raises BadInput."""
    names = EarNames(country_code)
    kinds = [table for table, key in _MADE_OF.items() if key in head.fields]
    if len(kinds) != 1:
        raise head.bad(
            "", Filled(_m("has not just one of {names}"), names=", ".join(_MADE_OF.values()))
        )
    match kinds[0]:
        case EarTable.CHART:
            return EarTables(chart=_chart(head, names))
        case EarTable.GROUPS:
            return EarTables(groups=_groups(head, names))
        case EarTable.EXCEPTIONS:
            return EarTables(exceptions=_exceptions(head))
        case _:
            return EarTables(entries=_entries(head, names))


def _chart(head: Place, names: EarNames) -> CountryChart:
    if head.texts("columns") != COLUMNS:
        raise head.bad("columns", Filled(_m("are not {names}"), names=", ".join(COLUMNS)))
    rows: dict[str, ChartRow] = {}
    for name, place in _members(head, "countries"):
        marks = place.texts("marks")
        for mark in marks:
            if mark not in COLUMNS:
                raise place.bad("marks", Filled(_m("{mark} is not a column"), mark=mark))
        _add(rows, names, ChartRow(name, frozenset(marks), _numbers(place, "footnotes")), place)
    for name, place in _members(head, "embargoed", may_lack=True):
        pointer = place.text("pointer")
        row = ChartRow(name, footnotes=_numbers(place, "footnotes"), pointer=pointer)
        _add(rows, names, row, place)
    notes = _object(head, "footnotes", may_lack=True)
    footnotes = {int(key): notes.text(key) for key in notes.fields if key.isdecimal()}
    return CountryChart(COLUMNS, rows, footnotes, tuple(names.unplaced))


def _add(rows: dict[str, ChartRow], names: EarNames, row: ChartRow, place: Place) -> None:
    code = names.code(row.name)
    if code in rows:
        raise place.bad(
            "",
            Filled(
                _m("{name} and {other} are the same country"),
                name=row.name,
                other=rows[code].name,
            ),
        )
    if code:
        rows[code] = row


def _groups(head: Place, names: EarNames) -> CountryGroups:
    found = _object(head, "groups")
    missing = [group for group in GROUPS if group not in found.fields]
    if missing:
        raise head.bad("groups", Filled(_m("there is no {names}"), names=", ".join(missing)))
    members = {group: names.codes(found.texts(group)) for group in GROUPS}
    return CountryGroups(members, tuple(dict.fromkeys(names.unplaced)))


def _exceptions(head: Place) -> Mapping[str, LicenseException]:
    found: dict[str, LicenseException] = {}
    for place in head.tables("exceptions"):
        for symbol in place.texts("symbols"):
            if symbol in found:
                raise place.bad("symbols", Filled(_m("{symbol} stands here twice"), symbol=symbol))
            found[symbol] = LicenseException(
                symbol, place.text("sectionNumber"), place.text("title")
            )
    return found


def _entries(head: Place, names: EarNames) -> Mapping[str, ListedEccn]:
    entries: dict[str, ListedEccn] = {}
    for place in head.tables("entries"):
        eccn = read_eccn(place.text("eccn"))
        if not eccn or base_of(eccn) != eccn:
            raise place.bad(
                "eccn",
                Filled(_m("{text} is not written like an ECCN's entry"), text=place.text("eccn")),
            )
        if eccn in entries:
            raise place.bad("eccn", Filled(_m("{eccn} stands here twice"), eccn=eccn))
        entries[eccn] = _entry(eccn, place, names)
    return entries


def _entry(eccn: str, place: Place, names: EarNames) -> ListedEccn:
    rows = place.tables("countryChart") if place.fields.get("countryChart") else []
    flags = _object(place, "licenceExceptionFlags", may_lack=True)
    return ListedEccn(
        eccn=eccn,
        heading=place.optional("heading"),
        reasons=_text_or_none(place, "reasonForControl"),
        controls=tuple(
            read_control(eccn, row.text("control"), row.text("countryChart"), names.code)
            for row in rows
        ),
        exceptions={symbol: flags.text(symbol) for symbol in flags.fields},
    )


def _members(head: Place, key: str, *, may_lack: bool = False) -> list[tuple[str, Place]]:
    found = _object(head, key, may_lack=may_lack)
    return [(name, _object(found, name)) for name in found.fields]


def _object(place: Place, key: str, *, may_lack: bool = False) -> Place:
    value = place.fields.get(key)
    if may_lack and value is None:
        value = {}
    if not isinstance(value, dict):
        raise place.bad(key, _m("is not a JSON object"))
    where = f"{place.where}, {key}" if place.where else key
    return Place(place.file, where, cast("dict[str, object]", value))


def _text_or_none(place: Place, key: str) -> str:
    return "" if place.fields.get(key) is None else place.optional(key)


def _numbers(place: Place, key: str) -> tuple[int, ...]:
    values = place.fields.get(key, [])
    if not isinstance(values, list) or not all(type(value) is int for value in values):
        raise place.bad(key, _m("is not a list of numbers"))
    return tuple(values)
