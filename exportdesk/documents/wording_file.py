"""Reads the wording of certifications: the program's files, and a company's own in their place.

A file that lacks a text, has one nobody prints, or translates another English version is refused
with the place and the reason, because what it would print is to be signed.
"""

import re
from pathlib import Path

from exportdesk.core import resources
from exportdesk.core.certifications import ENGLISH
from exportdesk.core.errors import BadInput
from exportdesk.documents.wording import Clause, Direction, Review, Wording, WordingPair
from exportdesk.documents.wording_reading import WordingFile
from exportdesk.documents.wording_texts import PLACES, TEXTS

FORM = "certification"
LANGUAGES = (ENGLISH, "tr", "zh", "ar", "ru", "es", "kk")
MOST_CLAUSES = 20
_MOST_CHARACTERS = 2_000

_HEAD = (
    *("form", "language", "name", "english_name", "direction", "version", "translates"),
    *("review", "review_note", "saved_on", "saved_by", "texts", "clause"),
)
VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")


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
    ours = _file(resources.path("wording", FORM, f"{language}.toml"))
    if own is not None and (own / f"{language}.toml").is_file():
        file = _file(own / f"{language}.toml")
        theirs = _read(file, language, is_own=True)
        if ours.path.is_file():
            known = _read(ours, language)
            file.check_version(
                same_version=theirs.version == known.version,
                same_texts=theirs.fingerprint == known.fingerprint,
            )
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


def _read(file: WordingFile, language: str, *, is_own: bool = False) -> Wording:
    table = file.table()
    file.check_keys(table, _HEAD)
    if table.get("form") != FORM:
        raise file.bad("form", "why-not-this", wanted=FORM)
    if table.get("language") != language:
        raise file.bad("language", "why-not-language", wanted=language)
    version = file.text(table, "version")
    if not VERSION.fullmatch(version):
        raise file.bad("version", "why-not-version")
    return Wording(
        language=language,
        name=file.text(table, "name"),
        english_name=file.text(table, "english_name"),
        direction=file.choice(table, "direction", Direction),
        version=version,
        translates="" if language == ENGLISH else file.text(table, "translates"),
        review=file.choice(table, "review", Review),
        review_note=file.text(table, "review_note"),
        texts=file.texts(table.get("texts"), TEXTS, PLACES),
        clauses=_clauses(file, table.get("clause")),
        is_own=is_own,
    )


def _clauses(file: WordingFile, tables: object) -> tuple[Clause, ...]:
    if not isinstance(tables, list) or not 0 < len(tables) <= MOST_CLAUSES:
        raise file.bad("clause", "why-clauses", most=MOST_CLAUSES)
    clauses: dict[str, Clause] = {}
    for number, table in enumerate(tables, start=1):
        where = f"clause {number}, "
        clause = file.clause(table, where, ("exporter",))
        if not _ID.fullmatch(clause.id) or clause.id in clauses:
            raise file.bad(f"{where}id", "why-id")
        clauses[clause.id] = clause
    return tuple(clauses.values())


def _file(path: Path) -> WordingFile:
    return WordingFile(path, "wording-bad", path.name, _MOST_CHARACTERS)
