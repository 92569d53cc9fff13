"""Reads the wording of certifications: the program's files, and a company's own in their place.

A file that lacks a text, has one nobody prints, or translates another English version is refused
with the place and the reason, because what it would print is to be signed.
"""

import re
import string
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from exportdesk.core import resources
from exportdesk.core.certifications import ENGLISH
from exportdesk.core.errors import BadInput
from exportdesk.documents.wording import Clause, Direction, Review, Wording, WordingPair
from exportdesk.documents.wording_texts import PLACES, TEXTS

FORM = "certification"
LANGUAGES = (ENGLISH, "tr", "zh", "ar", "ru", "es", "kk")
MOST_CLAUSES = 20
_MOST_CHARACTERS = 2_000
_LARGEST_FILE = 500_000

_HEAD = (
    *("form", "language", "name", "english_name", "direction", "version", "translates"),
    *("review", "review_note", "saved_on", "saved_by", "texts", "clause"),
)
VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
Choice = TypeVar("Choice", bound=StrEnum)


def own_folder(workspace: Path) -> Path:
    """Return where a workspace keeps its own wording of certifications."""
    return workspace / "wording" / FORM


def wording_languages(own: Path | None = None) -> tuple[str, ...]:
    """Return the languages there is a file for: the program's, then those a company added."""
    files = sorted(own.glob("*.toml")) if own is not None and own.is_dir() else []
    added = [file.stem for file in files if file.stem not in LANGUAGES]
    return (*LANGUAGES, *added)


def read_wording(language: str, own: Path | None = None) -> Wording:
    """Return the texts in `language`; a file in the folder `own` takes the place of the program's.

    Raises `BadInput` naming file, place and reason.
    """
    ours = resources.path("wording", FORM, f"{language}.toml")
    if own is not None and (own / f"{language}.toml").is_file():
        theirs = _read(own / f"{language}.toml", language, is_own=True)
        if ours.is_file():
            _check_version(theirs, _read(ours, language), own / f"{language}.toml")
        return theirs
    if language not in LANGUAGES:
        raise BadInput("wording-no-language", language=language, known=", ".join(LANGUAGES))
    return _read(ours, language)


def read_pair(language: str, own: Path | None = None) -> WordingPair:
    """Return what a paper in `language` is printed with: English, and its translation if another.

    Raises `BadInput` where the translation is not one of the English text that is in use.
    """
    english = read_wording(ENGLISH, own)
    if language == ENGLISH:
        return WordingPair(english)
    other = read_wording(language, own)
    if other.translates != english.version or other.clause_ids != english.clause_ids:
        raise BadInput(
            "wording-other-version",
            language=other.english_name,
            translates=other.translates,
            version=english.version,
        )
    return WordingPair(english, other)


def _check_version(theirs: Wording, ours: Wording, file: Path) -> None:
    """Refuse other words under the version of ours: nobody could tell later which were signed."""
    if theirs.version == ours.version and theirs.fingerprint != ours.fingerprint:
        raise _bad(file, "version", "is that of the program's own text; give yours another")


def _read(file: Path, language: str, *, is_own: bool = False) -> Wording:
    table = _table(file)
    strange = sorted(set(table) - set(_HEAD))
    if strange:
        raise _bad(file, strange[0], "is not a key this program knows")
    if table.get("form") != FORM:
        raise _bad(file, "form", f'is not "{FORM}"')
    if table.get("language") != language:
        raise _bad(file, "language", f'is not "{language}", as the name of the file says')
    version = _told(file, table, "version")
    if not VERSION.fullmatch(version):
        raise _bad(file, "version", "is not up to 40 letters, digits, dots and hyphens")
    return Wording(
        language=language,
        name=_told(file, table, "name"),
        english_name=_told(file, table, "english_name"),
        direction=_choice(file, table, "direction", Direction),
        version=version,
        translates="" if language == ENGLISH else _told(file, table, "translates"),
        review=_choice(file, table, "review", Review),
        review_note=_told(file, table, "review_note"),
        texts=_texts(file, table.get("texts")),
        clauses=_clauses(file, table.get("clause")),
        is_own=is_own,
    )


def _table(file: Path) -> Mapping[str, object]:
    try:
        if file.stat().st_size > _LARGEST_FILE:
            raise _bad(file, "", "it is larger than any wording")
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise _bad(file, "", error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise _bad(file, f"byte {error.start}", "is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise _bad(file, "", str(error)) from error


def _texts(file: Path, table: object) -> Mapping[str, str]:
    if not isinstance(table, dict):
        raise _bad(file, "", "there is no [texts] table")
    strange = sorted(set(table) - set(TEXTS))
    if strange:
        raise _bad(file, f"texts, {strange[0]}", "is not a text of this form")
    texts = {key: _told(file, table, key, "texts, ") for key in TEXTS}
    for key, text in texts.items():
        _check_places(file, f"texts, {key}", text, PLACES.get(key, ()))
    return texts


def _clauses(file: Path, tables: object) -> tuple[Clause, ...]:
    if not isinstance(tables, list) or not 0 < len(tables) <= MOST_CLAUSES:
        raise _bad(file, "clause", f"there is not one [[clause]] table, or over {MOST_CLAUSES}")
    clauses: dict[str, Clause] = {}
    for number, table in enumerate(tables, start=1):
        where = f"clause {number}, "
        if not isinstance(table, dict) or set(table) - {"id", "text", "basis"}:
            raise _bad(file, where.rstrip(", "), "holds more than id, text and basis")
        id_ = _told(file, table, "id", where)
        if not _ID.fullmatch(id_) or id_ in clauses:
            raise _bad(file, f"{where}id", "is no plain word, or stands here twice")
        text = _told(file, table, "text", where)
        _check_places(file, f"{where}text", text, ("exporter",))
        basis = _told(file, table, "basis", where) if "basis" in table else ""
        clauses[id_] = Clause(id_, text, basis)
    return tuple(clauses.values())


def _told(file: Path, table: Mapping[str, object], key: str, where: str = "") -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _bad(file, f"{where}{key}", "is missing or empty")
    if len(value) > _MOST_CHARACTERS:
        raise _bad(file, f"{where}{key}", f"is longer than {_MOST_CHARACTERS} characters")
    return value.strip()


def _choice(file: Path, table: Mapping[str, object], key: str, kind: type[Choice]) -> Choice:
    try:
        return kind(str(table.get(key)))
    except ValueError:
        raise _bad(file, key, f"is not one of {', '.join(kind)}") from None


def _check_places(file: Path, where: str, text: str, allowed: tuple[str, ...]) -> None:
    """Refuse a place in braces that nothing fills, and one that has to stand there but does not."""
    try:
        parts = [part[1:] for part in string.Formatter().parse(text) if part[1] is not None]
    except ValueError as error:
        raise _bad(file, where, f"has a brace that does not belong there: {error}") from error
    for name, spec, conversion in parts:
        if name not in allowed or spec or conversion:
            raise _bad(file, where, f"has a place {{{name}}} that nothing fills")
    if where.startswith("texts"):
        missing = set(allowed) - {name for name, _spec, _conversion in parts}
        if missing:
            raise _bad(file, where, f"lacks the place {{{min(missing)}}}")


def _bad(file: Path, where: str, why: str) -> BadInput:
    return BadInput("wording-bad", file=file.name, where=where or "the file", why=why)
