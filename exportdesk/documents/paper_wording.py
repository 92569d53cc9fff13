"""Reads the wording of statements and letters: the program's files, and a company's own instead.

Like the wording of certifications it is dated text with a version, not translated by gettext. A
file that lacks a text, or has a place that nothing fills, is refused with the place and the reason.
"""

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exportdesk.core import resources
from exportdesk.core.errors import BadInput
from exportdesk.core.papers import PaperKind
from exportdesk.documents.paper_texts import PASSAGES, PLACES, TEXTS, Passages
from exportdesk.documents.wording import Clause, Review, filled

ENGLISH = "en"
_LARGEST_FILE = 500_000
_MOST_CHARACTERS = 4_000
_HEAD = frozenset(
    (
        *("form", "language", "version", "dated", "status", "source", "must_be_checked"),
        *("review", "review_note", "saved_on", "saved_by", "texts", "clause", "ask"),
    )
)
_STATUSES = ("verified", "secondary", "unverified")


@dataclass(frozen=True, slots=True)
class PaperWording:
    """All texts of one form, as one file has them.

    `clauses` are what a statement confirms, or what a letter can ask for. `source` and `status` say
    what its statements of law rest on and how far that was checked; with `must_be_checked` the
    paper is a draft until a person did.
    """

    kind: PaperKind
    version: str
    dated: str
    status: str
    source: str
    review: Review
    review_note: str
    texts: Mapping[str, str]
    clauses: tuple[Clause, ...] = ()
    must_be_checked: bool = False
    is_own: bool = False

    @property
    def name(self) -> str:
        """What names this wording in a record: form, language and version."""
        return f"{self.kind} {ENGLISH} {self.version}"

    def text(self, key: str, **facts: str) -> str:
        """Return a text with its places filled."""
        return filled(self.texts[key], facts)

    def paragraphs(self, key: str, **facts: str) -> tuple[str, ...]:
        """Return a text cut at its empty lines."""
        parts = (part.strip() for part in self.text(key, **facts).split("\n\n"))
        return tuple(part for part in parts if part)

    def clause(self, id_: str) -> Clause | None:
        """Return a clause by its id."""
        return next((one for one in self.clauses if one.id == id_), None)


def read_paper_wording(kind: PaperKind, workspace: Path | None = None) -> PaperWording:
    """Return the texts of a form; a file in the workspace takes the place of the program's.

    Raises `BadInput` naming file, place and reason.
    """
    ours = resources.path("wording", kind.value, f"{ENGLISH}.toml")
    if workspace is not None:
        own = workspace / "wording" / kind.value / f"{ENGLISH}.toml"
        if own.is_file():
            theirs, known = _read(own, kind, is_own=True), _read(ours, kind)
            if theirs.version == known.version and _told(theirs) != _told(known):
                raise _bad(own, "version", "is that of the program's own text; give yours another")
            return theirs
    return _read(ours, kind)


def long_day(day: date) -> str:
    """Return a day as letters in English write it."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _told(wording: PaperWording) -> object:
    return dict(wording.texts), [(one.id, one.text) for one in wording.clauses]


def _read(file: Path, kind: PaperKind, *, is_own: bool = False) -> PaperWording:
    table = _table(file)
    strange = sorted(set(table) - _HEAD)
    if strange:
        raise _bad(file, strange[0], "is not a key this program knows")
    for key, value in (("form", kind.value), ("language", ENGLISH)):
        if table.get(key) != value:
            raise _bad(file, key, f'is not "{value}"')
    status, review = _text(file, table, "status"), _text(file, table, "review")
    if status not in _STATUSES:
        raise _bad(file, "status", f"is not one of {', '.join(_STATUSES)}")
    if review not in set(Review):
        raise _bad(file, "review", f"is not one of {', '.join(Review)}")
    must_be_checked = table.get("must_be_checked", False)
    if not isinstance(must_be_checked, bool):
        raise _bad(file, "must_be_checked", "is neither true nor false")
    return PaperWording(
        kind=kind,
        version=_text(file, table, "version"),
        dated=str(table.get("dated", "")),
        status=status,
        source=_text(file, table, "source"),
        review=Review(review),
        review_note=_text(file, table, "review_note"),
        texts=_texts(file, kind, table.get("texts")),
        clauses=_clauses(file, table, PASSAGES[kind]),
        must_be_checked=must_be_checked,
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


def _texts(file: Path, kind: PaperKind, table: object) -> Mapping[str, str]:
    if not isinstance(table, dict):
        raise _bad(file, "", "there is no [texts] table")
    strange = sorted(set(table) - set(TEXTS[kind]))
    if strange:
        raise _bad(file, f"texts, {strange[0]}", "is not a text of this form")
    texts = {key: _text(file, table, key, "texts, ") for key in TEXTS[kind]}
    for key, text in texts.items():
        _check_places(file, f"texts, {key}", text, PLACES.get(key, ()))
    return texts


def _clauses(file: Path, table: Mapping[str, object], wanted: Passages) -> tuple[Clause, ...]:
    found = table.get(wanted.key, [])
    other = next((key for key in ("clause", "ask") if key != wanted.key and key in table), None)
    if other is not None:
        raise _bad(file, other, "has no place in this form")
    if not isinstance(found, list) or len(found) > wanted.most:
        raise _bad(file, wanted.key, f"is no list of up to {wanted.most} tables")
    clauses: dict[str, Clause] = {}
    for number, one in enumerate(found, start=1):
        where = f"{wanted.key} {number}, "
        if not isinstance(one, dict) or set(one) - {"id", "text", "basis"}:
            raise _bad(file, where.rstrip(", "), "holds more than id, text and basis")
        id_ = _text(file, one, "id", where)
        if id_ in clauses or not id_.isidentifier() or not id_.isascii():
            raise _bad(file, f"{where}id", "is no plain word, or stands here twice")
        text = _text(file, one, "text", where)
        _check_places(file, f"{where}text", text, wanted.places, may_lack=True)
        basis = _text(file, one, "basis", where) if "basis" in one else ""
        clauses[id_] = Clause(id_, text, basis)
    missing = sorted(set(wanted.needed) - set(clauses))
    if missing:
        raise _bad(file, wanted.key, f"lacks {missing[0]}")
    return tuple(clauses.values())


def _text(file: Path, table: Mapping[str, object], key: str, where: str = "") -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _bad(file, f"{where}{key}", "is missing or empty")
    if len(value) > _MOST_CHARACTERS:
        raise _bad(file, f"{where}{key}", f"is longer than {_MOST_CHARACTERS} characters")
    return value.strip()


def _check_places(
    file: Path, where: str, text: str, allowed: tuple[str, ...], *, may_lack: bool = False
) -> None:
    try:
        parts = [part[1:] for part in string.Formatter().parse(text) if part[1] is not None]
    except ValueError as error:
        raise _bad(file, where, f"has a brace that does not belong there: {error}") from error
    for name, spec, conversion in parts:
        if name not in allowed or spec or conversion:
            raise _bad(file, where, f"has a place {{{name}}} that nothing fills")
    lacking = set(allowed) - {name for name, _spec, _conversion in parts}
    if lacking and not may_lack:
        raise _bad(file, where, f"lacks the place {{{min(lacking)}}}")


def _bad(file: Path, where: str, why: str) -> BadInput:
    form = file.parent.name
    return BadInput("paper-wording-bad", file=f"{form}/{file.name}", where=where or "it", why=why)


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
