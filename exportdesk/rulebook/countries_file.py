"""Reads `countries.csv`: what countries are called."""

from datetime import date
from functools import cache
from pathlib import Path

from exportdesk.core import resources
from exportdesk.core.country_spelling import fold
from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.countries import Countries, Country
from exportdesk.rulebook.reading import Place, bad, read_csv

COUNTRIES_FILE = "countries.csv"

_COLUMNS = ("code", "iso3", "name", "aliases")


def read_countries(file: Path) -> tuple[date, Countries]:
    """Return the file's date and its countries, no spelling of which means two of them."""
    head, rows = read_csv(file, _COLUMNS)
    found: dict[str, Country] = {}
    said: dict[str, str] = {}
    for row in rows:
        country = _country(row)
        if country.code in found:
            raise row.bad("", Filled(_m("{code} stands here twice"), code=country.code))
        for spelling in country.spellings:
            other = said.setdefault(_folded(row, spelling), country.code)
            if other != country.code:
                raise row.bad(
                    "",
                    Filled(_m("“{spelling}” also means {other}"), spelling=spelling, other=other),
                )
        found[country.code] = country
    if not found:
        raise bad(file, "", _m("there are no countries"))
    return head.day("as_of"), Countries(found.values())


@cache
def own_countries() -> Countries:
    """Return the countries of the rulebook that comes with the program."""
    return read_countries(resources.path("rulebook") / COUNTRIES_FILE)[1]


def _country(row: Place) -> Country:
    code, iso3, name, aliases = (row.optional(column) for column in _COLUMNS)
    if not is_capitals(code, 2) or not is_capitals(iso3, 3):
        raise row.bad("", _m("a code is not two and three capital letters"))
    if not name:
        raise row.bad("", _m("there is no name"))
    return Country(code, iso3, name, tuple(a for a in map(str.strip, aliases.split(";")) if a))


def _folded(row: Place, spelling: str) -> str:
    folded = fold(spelling)
    if not folded:
        raise row.bad("", Filled(_m("“{spelling}” holds no letters"), spelling=spelling))
    return folded


def is_capitals(code: str, length: int) -> bool:
    """Return whether `code` is that many capital letters from A to Z."""
    return len(code) == length and code.isascii() and code.isalpha() and code.isupper()
