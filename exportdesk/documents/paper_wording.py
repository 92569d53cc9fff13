"""Reads the wording of statements and letters: the program's files, and a company's own instead.

Like the wording of certifications it is dated text with a version, not translated by gettext. A
file that lacks a text, or has a place that nothing fills, is refused with the place and the reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exportdesk.core import resources
from exportdesk.core.papers import PaperKind
from exportdesk.documents.paper_texts import PASSAGES, PLACES, TEXTS, Passages
from exportdesk.documents.wording import Clause, Review, filled
from exportdesk.documents.wording_reading import WordingFile

ENGLISH = "en"
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
    ours = _file(resources.path("wording", kind.value, f"{ENGLISH}.toml"))
    if workspace is not None:
        own = _file(workspace / "wording" / kind.value / f"{ENGLISH}.toml")
        if own.path.is_file():
            theirs, known = _read(own, kind, is_own=True), _read(ours, kind)
            own.check_version(
                same_version=theirs.version == known.version,
                same_texts=_told(theirs) == _told(known),
            )
            return theirs
    return _read(ours, kind)


def long_day(day: date) -> str:
    """Return a day as letters in English write it."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _told(wording: PaperWording) -> object:
    return dict(wording.texts), [(one.id, one.text) for one in wording.clauses]


def _read(file: WordingFile, kind: PaperKind, *, is_own: bool = False) -> PaperWording:
    table = file.table()
    file.check_keys(table, _HEAD)
    for key, value in (("form", kind.value), ("language", ENGLISH)):
        if table.get(key) != value:
            raise file.bad(key, "why-not-this", wanted=value)
    status = file.text(table, "status")
    if status not in _STATUSES:
        raise file.bad("status", "why-not-one-of", words=", ".join(_STATUSES))
    must_be_checked = table.get("must_be_checked", False)
    if not isinstance(must_be_checked, bool):
        raise file.bad("must_be_checked", "why-not-yes")
    return PaperWording(
        kind=kind,
        version=file.text(table, "version"),
        dated=str(table.get("dated", "")),
        status=status,
        source=file.text(table, "source"),
        review=file.choice(table, "review", Review),
        review_note=file.text(table, "review_note"),
        texts=file.texts(table.get("texts"), TEXTS[kind], PLACES),
        clauses=_clauses(file, table, PASSAGES[kind]),
        must_be_checked=must_be_checked,
        is_own=is_own,
    )


def _clauses(
    file: WordingFile, table: Mapping[str, object], wanted: Passages
) -> tuple[Clause, ...]:
    found = table.get(wanted.key, [])
    other = next((key for key in ("clause", "ask") if key != wanted.key and key in table), None)
    if other is not None:
        raise file.bad(other, "why-no-place")
    if not isinstance(found, list) or len(found) > wanted.most:
        raise file.bad(wanted.key, "why-not-so-many", most=wanted.most)
    clauses: dict[str, Clause] = {}
    for number, one in enumerate(found, start=1):
        where = f"{wanted.key} {number}, "
        clause = file.clause(one, where, wanted.places)
        if clause.id in clauses or not clause.id.isidentifier() or not clause.id.isascii():
            raise file.bad(f"{where}id", "why-id")
        clauses[clause.id] = clause
    missing = sorted(set(wanted.needed) - set(clauses))
    if missing:
        raise file.bad(wanted.key, "why-lacks", id=missing[0])
    return tuple(clauses.values())


def _file(path: Path) -> WordingFile:
    called = f"{path.parent.name}/{path.name}"
    return WordingFile(path, "paper-wording-bad", called, _MOST_CHARACTERS)


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
