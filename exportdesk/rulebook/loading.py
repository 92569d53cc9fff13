"""Reads the rulebook's files and refuses what is not whole, saying where."""

import csv
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from exportdesk.core import resources
from exportdesk.core.errors import BadInput
from exportdesk.rulebook.countries import Countries, Country, fold
from exportdesk.rulebook.meanings import ADDRESS_ENTRY, OWN_LIST, Consequence, ListMeaning, Status
from exportdesk.rulebook.rulebook import Rulebook

MEANINGS_FILE = "list_meanings.toml"
COUNTRIES_FILE = "countries.csv"

# A rulebook that lacks one of these would leave a listing of a source we know without a text.
_EXPECTED = frozenset(
    f"SDN EL {ADDRESS_ENTRY} DPL UVL MEU ISN DTC SSI CAP NS-MBS CMIC PLC FSE"
    f" EU-FSF UK-SL UN-SC CA-SEMA CH-SECO AU-DFAT JP-EUL {OWN_LIST}".split()
)
_TEXTS = ("name", "agency", "what_it_means", "next_step", "citation", "source")
_KNOWN_KEYS = frozenset((*_TEXTS, "code", "consequence", "status", "as_of", "unverified_note"))
_COUNTRY_COLUMNS = ["code", "iso3", "name", "aliases"]


def load_rulebook(folder: Path | None = None) -> Rulebook:
    """Return the rulebook in `folder`, by default the one that comes with the program.

    Raises BadInput("rulebook-bad") naming file, place and reason where a file cannot be used.
    """
    folder = resources.path("rulebook") if folder is None else folder
    meanings_as_of, meanings, unknown = _meanings(folder / MEANINGS_FILE)
    countries_as_of, countries = _countries(folder / COUNTRIES_FILE)
    return Rulebook(max(meanings_as_of, countries_as_of), meanings, unknown, countries)


def _meanings(file: Path) -> tuple[date, Mapping[str, ListMeaning], ListMeaning]:
    try:
        table = tomllib.loads(_text(file))
    except tomllib.TOMLDecodeError as error:
        raise _bad(file, "", str(error)) from error
    as_of = _head(file, table)
    entries = table.get("list")
    if not isinstance(entries, list):
        raise _bad(file, "list", "there is no [[list]] table")
    meanings: dict[str, ListMeaning] = {}
    for number, entry in enumerate(entries, start=1):
        meaning = _meaning(file, f"list {number}", entry)
        if not meaning.code:
            raise _bad(file, f"list {number}, code", "is empty")
        if meaning.code in meanings:
            raise _bad(file, f"list {number}, code", f"{meaning.code} stands here twice")
        meanings[meaning.code] = meaning
    missing = sorted(_EXPECTED - meanings.keys())
    if missing:
        raise _bad(file, "list", f"no text for {', '.join(missing)}")
    return as_of, meanings, _meaning(file, "unknown", table.get("unknown"))


def _meaning(file: Path, where: str, entry: object) -> ListMeaning:
    if not isinstance(entry, dict):
        raise _bad(file, where, "is not a table")
    strange = sorted(set(entry) - _KNOWN_KEYS)
    if strange:
        raise _bad(file, f"{where}, {strange[0]}", "is not a key this program knows")
    code = entry.get("code")
    note = entry.get("unverified_note", "")
    if not isinstance(code, str) or not isinstance(note, str):
        raise _bad(file, f"{where}, code or unverified_note", "is not text")
    where = f"{where} ({code})" if code else where
    texts = {key: _required_text(file, where, entry, key) for key in _TEXTS}
    return ListMeaning(
        code=code,
        consequence=_consequence(file, where, entry),
        status=_status(file, where, entry),
        as_of=_day(file, where, entry),
        unverified_note=note.strip(),
        **texts,
    )


def _countries(file: Path) -> tuple[date, Countries]:
    lines = _text(file).splitlines()
    head = [line for line in lines if line.startswith("#")]
    if lines[: len(head)] != head:
        raise _bad(file, "", "the lines that begin with # do not stand at the top")
    facts = dict(_fact(line) for line in head)
    as_of = _head(file, {**facts, "as_of": _iso_or_text(facts.get("as_of", ""))})
    rows = csv.reader(lines[len(head) :], strict=True)
    found: dict[str, Country] = {}
    said: dict[str, str] = {}
    try:
        if next(rows, None) != _COUNTRY_COLUMNS:
            raise _bad(file, f"line {len(head) + 1}", "the columns are not code,iso3,name,aliases")
        for row in rows:
            where = f"line {len(head) + rows.line_num}"
            country = _country(file, where, row)
            if country.code in found:
                raise _bad(file, where, f"{country.code} stands here twice")
            for spelling in country.spellings:
                other = said.setdefault(_folded(file, where, spelling), country.code)
                if other != country.code:
                    raise _bad(file, where, f"“{spelling}” also means {other}")
            found[country.code] = country
    except csv.Error as error:
        raise _bad(file, f"line {len(head) + rows.line_num}", str(error)) from error
    if not found:
        raise _bad(file, "", "there are no countries")
    return as_of, Countries(found.values())


def _country(file: Path, where: str, row: list[str]) -> Country:
    if len(row) != len(_COUNTRY_COLUMNS):
        raise _bad(file, where, f"there are {len(row)} fields, not {len(_COUNTRY_COLUMNS)}")
    code, iso3, name, aliases = (field.strip() for field in row)
    if not _capitals(code, 2) or not _capitals(iso3, 3):
        raise _bad(file, where, "a code is not two and three capital letters")
    if not name:
        raise _bad(file, where, "there is no name")
    return Country(code, iso3, name, tuple(a for a in map(str.strip, aliases.split(";")) if a))


def _folded(file: Path, where: str, spelling: str) -> str:
    folded = fold(spelling)
    if not folded:
        raise _bad(file, where, f"“{spelling}” holds no letters")
    return folded


def _capitals(code: str, length: int) -> bool:
    return len(code) == length and code.isascii() and code.isalpha() and code.isupper()


def _head(file: Path, table: Mapping[str, object]) -> date:
    """Check what every file of the rulebook says of itself, and return its date."""
    _required_text(file, "", table, "source")
    _status(file, "", table)
    return _day(file, "", table)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _bad(file, "", error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise _bad(file, f"byte {error.start}", "is not UTF-8 text") from error


def _fact(line: str) -> tuple[str, str]:
    key, _colon, value = line.lstrip("# ").partition(":")
    return key.strip(), value.strip()


def _iso_or_text(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _required_text(file: Path, where: str, table: Mapping[str, object], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _bad(file, _place(where, key), "is missing or empty")
    return value.strip()


def _consequence(file: Path, where: str, table: Mapping[str, object]) -> Consequence:
    try:
        return Consequence(str(table.get("consequence")))
    except ValueError:
        wanted = ", ".join(Consequence)
        raise _bad(file, _place(where, "consequence"), f"is not one of {wanted}") from None


def _status(file: Path, where: str, table: Mapping[str, object]) -> Status:
    try:
        return Status(str(table.get("status")))
    except ValueError:
        raise _bad(file, _place(where, "status"), f"is not one of {', '.join(Status)}") from None


def _day(file: Path, where: str, table: Mapping[str, object]) -> date:
    value = table.get("as_of")
    if type(value) is not date:
        raise _bad(file, _place(where, "as_of"), "is not a date like 2026-11-22")
    return value


def _place(where: str, key: str) -> str:
    return f"{where}, {key}" if where else key


def _bad(file: Path, where: str, why: str) -> BadInput:
    return BadInput("rulebook-bad", file=file.name, where=where or "the file", why=why)
