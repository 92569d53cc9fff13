"""What the user changes in the catalogue of lists: a file in the workspace over the shipped one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

import msgspec

from exportdesk.core import resources
from exportdesk.core.editions import OWN
from exportdesk.core.errors import BadInput, Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.lists.catalogue import (
    Catalogue,
    ListTable,
    SourceTable,
    catalogue_in,
    catalogue_text,
    load_catalogue,
)

EDITS_FILE = "catalogue.toml"

_SOURCE_FIELDS = frozenset(field.name for field in fields(SourceTable))
_LIST_FIELDS = frozenset(field.name for field in fields(ListTable))
_REMARKS = frozenset({"as_of", "origin", "status"})
_PLACE = re.compile(r" - at `\$\.?(.*)`$")

Table = dict[str, object]


@dataclass(frozen=True, slots=True)
class EditedCatalogue:
    """The catalogue of a workspace, and why the user's changes are not in it, None where they are.

    With a fault the catalogue is the one that comes with the program.
    """

    catalogue: Catalogue
    fault: BadInput | None = None


def workspace_catalogue(workspace: Path) -> EditedCatalogue:
    """Return the shipped catalogue with the changes that the workspace's `catalogue.toml` makes.

    A source is found by its `key`, a list in it by its `code`; only the fields given are changed,
    and what is not found is added. A file that cannot be used changes nothing and stops nothing.
    """
    file = workspace / EDITS_FILE
    if not file.exists():
        return EditedCatalogue(load_catalogue())
    try:
        return EditedCatalogue(_edited(catalogue_text(file), file))
    except BadInput as fault:
        return EditedCatalogue(load_catalogue(), fault)


def _edited(edits: Mapping[str, object], file: Path) -> Catalogue:
    shipped = catalogue_text(resources.path("lists", EDITS_FILE))
    _check_keys(edits, _REMARKS | {"source"}, file, "")
    as_of = edits.get("as_of", shipped["as_of"])
    if type(as_of) is not date:
        raise _bad(file, "as_of", _m("is not a date like 2026-11-22"))
    sources = {str(source["key"]): source for source in _tables(shipped, "source", file, "")}
    seen: set[str] = set()
    for number, edit in enumerate(_tables(edits, "source", file, ""), start=1):
        key = _name(edit, "key", file, f"source {number}", seen)
        if key.startswith(OWN):
            raise _bad(file, f"source {number} ({key})", _m("an own list is not described here"))
        sources[key] = _source(sources.get(key, {}), edit, file, f"source {number} ({key})")
    whole = {**shipped, "as_of": as_of, "source": list(sources.values())}
    return catalogue_in(whole, file)


def _source(before: Table, edit: Table, file: Path, where: str) -> Table:
    """Return a source with the fields that `edit` gives, checked as one."""
    _check_keys(edit, _SOURCE_FIELDS, file, where)
    lists = {str(known["code"]): known for known in _tables(before, "list", file, where)}
    seen: set[str] = set()
    for number, listed in enumerate(_tables(edit, "list", file, where), start=1):
        place = f"{where}, list {number}"
        code = _name(listed, "code", file, place, seen)
        place = f"{place} ({code})"
        _check_keys(listed, _LIST_FIELDS, file, place)
        lists[code] = {**lists.get(code, {}), **listed}
        _check(lists[code], ListTable, file, place)
    source: Table = {**before, **edit, "list": list(lists.values())}
    _check(source, SourceTable, file, where)
    return source


def _check(table: Table, kind: type[ListTable | SourceTable], file: Path, where: str) -> None:
    try:
        msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        why = str(error)
        place = _PLACE.search(why)
        if place:
            raise _bad(file, f"{where}, {place[1]}", why[: place.start()]) from error
        raise _bad(file, where, why) from error
    for field in ("expected", "days", "first_byte"):
        number = table.get(field, 0)
        if isinstance(number, int) and number < 0:
            raise _bad(file, f"{where}, {field}", _m("is less than nothing"))


def _tables(table: Mapping[str, object], key: str, file: Path, where: str) -> list[Table]:
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise _bad(file, _place(where, key), Filled(_m("is not written [[{key}]]"), key=key))
    return found


def _name(table: Table, key: str, file: Path, where: str, seen: set[str]) -> str:
    name = table.get(key)
    if not isinstance(name, str) or not name.strip():
        raise _bad(file, _place(where, key), _m("is missing or empty"))
    if name in seen:
        raise _bad(file, _place(where, key), Filled(_m("{name} stands here twice"), name=name))
    seen.add(name)
    return name


def _check_keys(table: Mapping[str, object], known: frozenset[str], file: Path, where: str) -> None:
    strange = sorted(set(table) - known)
    if strange:
        raise _bad(file, _place(where, strange[0]), _m("is not a field this program knows"))


def _place(where: str, key: str) -> str:
    return f"{where}, {key}" if where else key


def _bad(file: Path, where: str, why: str) -> BadInput:
    return BadInput("catalogue-edits-bad", path=str(file), where=where, why=why)
