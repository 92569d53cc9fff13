"""What countries are called in the language of the interface.

The rulebook names them in English, and so does whatever is kept or printed. What a person sees goes
through here, when it is said; within `i18n.english()` it stays English.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from exportdesk.core import resources
from exportdesk.core.i18n import LANGUAGES, speaking
from exportdesk.core.text import folded

ENGLISH = "en"


class Names(NamedTuple):
    """The names of one language, by code and by the English name."""

    by_code: dict[str, str]
    by_english: dict[str, str]
    rows: tuple[tuple[str, str, str], ...]


def spoken_country(code: str, english: str) -> str:
    """Return what the country with this code is called; its English name where nobody knows."""
    return _names(speaking()).by_code.get(code, english)


def spoken_name(english: str) -> str:
    """Return what the country with this English name is called, the name itself for another."""
    return _names(speaking()).by_english.get(english, english)


@cache
def spellings(code: str) -> tuple[str, ...]:
    """Return what the country is called in English and every other language, as it is searched."""
    found = [one for language in LANGUAGES for one in _names(language).rows if one[0] == code]
    return tuple(dict.fromkeys(folded(name) for row in found for name in row[1:]))


@cache
def also_called(code: str) -> tuple[str, ...]:
    """Return what else the country is called, here and elsewhere: Turkey, UK, Ivory Coast."""
    return _aliases().get(code, ())


@cache
def _aliases() -> dict[str, tuple[str, ...]]:
    """Return the names by which addresses on lists are read, with the code of three letters."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows(resources.path("rulebook", "countries.csv")):
        names = map(str.strip, (row["iso3"], row["name"], *row["aliases"].split(";")))
        found[row["code"]] = tuple(name for name in names if name)
    return found


def names_file(language: str) -> Path:
    """Return the file with the names in one language."""
    return resources.path("locale", language, "countries.csv")


@cache
def _names(language: str) -> Names:
    file = names_file(language)
    if language == ENGLISH or not file.is_file():
        return Names({}, {}, ())
    rows = _rows(file)
    return Names(
        {row["code"]: row["name"] for row in rows},
        {row["english"]: row["name"] for row in rows},
        tuple((row["code"], row["english"], row["name"]) for row in rows),
    )


def _rows(file: Path) -> list[dict[str, str]]:
    lines = file.read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))
