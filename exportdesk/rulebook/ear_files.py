"""Files with tables of the EAR: recognized, dated, and kept beside the rulebook.

A folder holds the files as they came, named by their hash, and `tables.json`, which says which of
them is in use for which table. Files that were in use before stay.
"""

import gzip
import json
import re
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

from exportdesk.core.canonical import sha256_hex
from exportdesk.core.ear import EarTable
from exportdesk.core.errors import BadInput, Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.ear_json import read_json_table
from exportdesk.rulebook.ear_tables import NO_TABLES, EarTables, TableSource
from exportdesk.rulebook.reading import Place, bad, iso_or_text

MANIFEST = "tables.json"

_GZIP = b"\x1f\x8b"
_LARGEST = 200 * 2**20
_DAY = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)(?!\d)")
_ISSUED = re.compile(
    rb"/on/(\d{4}-\d\d-\d\d)/|<(?:AMDDATE|DATE)>\s*([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}), (\d{4})"
)
# Not strptime, which knows the months of the user's language only.
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def looks_like_tables(file: Path) -> bool:
    """Return whether a file may hold tables of the EAR: XML or JSON, plain or as .gz."""
    try:
        start = _content(file)[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    except (BadInput, OSError):
        return False
    # In another encoding it may be a table all the same: reading it says what is wrong with it.
    return start.startswith((b"<", b"{", *_UTF_16))


def read_ear_file(
    file: Path, country_code: Callable[[str], str], as_of: date | None = None
) -> EarTables:
    """Return the tables in a file, with where they come from.

    Their day is the one in the file, else `as_of`, else the one in the file's name. Raises
    BadInput: "rulebook-bad" naming place and reason, "ear-date-missing".
    """
    content = _content(file)
    is_json = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    if is_json:
        head = Place(file, "", _object(file, content))
        tables, day = read_json_table(head, country_code), _json_day(head)
    else:
        from exportdesk.rulebook.ecfr import read_ecfr  # brings an XML library

        tables, day = read_ecfr(file, content, country_code), _xml_day(content)
    day = day or as_of or _named_day(file)
    if day is None:
        raise BadInput("ear-date-missing", file=file.name)
    source = TableSource(file.name, sha256_hex(content), day, is_official=not is_json)
    held = {
        EarTable.CHART: tables.chart,
        EarTable.GROUPS: tables.groups,
        EarTable.EXCEPTIONS: tables.exceptions,
        EarTable.CONTROL_LIST: tables.entries,
    }
    return tables.with_newer(
        EarTables(sources={table: source for table, found in held.items() if found is not None})
    )


def keep_tables(file: Path, tables: EarTables, folder: Path) -> None:
    """Copy the file into `folder` and take its tables into use there. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    content = _content(file)
    kept = _kept_name(sha256_hex(content))
    _write(folder / kept, gzip.compress(content, mtime=0))
    manifest = _manifest(folder)
    for table, source in tables.sources.items():
        manifest[table] = {
            "name": source.name,
            "sha256": source.sha256,
            "as_of": source.as_of.isoformat(),
        }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    _write(folder / MANIFEST, text.encode())


def kept_tables(folder: Path, country_code: Callable[[str], str]) -> EarTables:
    """Return the tables in use in `folder`, NO_TABLES where there are none.

    Raises BadInput where one of the files is not what was kept.
    """
    tables = NO_TABLES
    known: dict[str, EarTables] = {}
    for table, entry in _manifest(folder).items():
        sha256, name, day = (entry.get(key, "") for key in ("sha256", "name", "as_of"))
        file = folder / _kept_name(sha256)
        if sha256 not in known:
            if sha256_hex(_content(file)) != sha256:
                raise bad(
                    folder / MANIFEST,
                    table,
                    Filled(_m("{name} is not the file that was kept"), name=file.name),
                )
            known[sha256] = read_ear_file(file, country_code, _day(day))
        tables = tables.with_newer(_one_of(known[sha256], EarTable(table), name))
    return tables


def _one_of(tables: EarTables, table: EarTable, name: str) -> EarTables:
    source = tables.sources[table]
    named = TableSource(name, source.sha256, source.as_of, source.is_official)
    return EarTables(
        chart=tables.chart if table is EarTable.CHART else None,
        groups=tables.groups if table is EarTable.GROUPS else None,
        entries=tables.entries if table is EarTable.CONTROL_LIST else None,
        exceptions=tables.exceptions if table is EarTable.EXCEPTIONS else None,
        sources={table: named},
    )


def _manifest(folder: Path) -> dict[str, dict[str, str]]:
    file = folder / MANIFEST
    if not file.is_file():
        return {}
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise bad(file, "", Filled(_m("cannot be read: {detail}"), detail=str(error))) from error
    wanted = {str(table) for table in EarTable}
    if not isinstance(found, dict) or not found.keys() <= wanted:
        raise bad(file, "", _m("is not a list of tables"))
    if not all(isinstance(entry, dict) for entry in found.values()):
        raise bad(file, "", _m("is not a list of tables"))
    return found


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST:
            raise bad(file, "", _m("is too large to be a part of title 15"))
        content = file.read_bytes()
        if not content.startswith(_GZIP):
            return content
        unpacker = zlib.decompressobj(wbits=31)
        unpacked = unpacker.decompress(content, _LARGEST)
    except (OSError, zlib.error) as error:
        raise bad(file, "", getattr(error, "strerror", None) or str(error)) from error
    if not unpacker.eof:
        raise bad(file, "", _m("is cut off, or too large to be a part of title 15"))
    return unpacked


def _object(file: Path, content: bytes) -> dict[str, object]:
    try:
        value = json.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        raise bad(file, "", Filled(_m("is not JSON: {detail}"), detail=str(error))) from error
    if not isinstance(value, dict):
        raise bad(file, "", _m("is not a JSON object"))
    return value


def _json_day(head: Place) -> date | None:
    return head.day("ecfrIssueDate") if "ecfrIssueDate" in head.fields else None


def _xml_day(content: bytes) -> date | None:
    found = _ISSUED.search(content[: 2**20])
    if found is None:
        return None
    if found[1]:
        return _day(found[1].decode())
    month = found[2].decode()
    if month not in _MONTHS:
        return None
    return _day(f"{found[4].decode()}-{_MONTHS.index(month) + 1:02}-{int(found[3]):02}")


def _named_day(file: Path) -> date | None:
    found = _DAY.search(file.name)
    return _day(found[1]) if found else None


def _day(text: str) -> date | None:
    found = iso_or_text(text)
    return found if isinstance(found, date) else None


def _kept_name(sha256: str) -> str:
    return f"{sha256[:16]}.gz"


def _write(file: Path, content: bytes) -> None:
    part = file.with_suffix(".part")
    part.write_bytes(content)
    part.replace(file)
