"""The questions asked on the way to a decision on a match, read from their dated file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exportdesk.core import resources
from exportdesk.core.errors import BadInput
from exportdesk.rulebook.meanings import Status

QUESTIONS_FILE = "review_questions.toml"

# What the steps in `screening.assessing` know how to go on from.
EXPECTED: Mapping[str, tuple[str, ...]] = {
    "list": ("ofac", "us_other", "foreign", "own", "unknown"),
    "kind": ("same", "other", "unknown"),
    "name": ("all", "most", "one", "none"),
    "detail": ("enough", "ours_missing", "theirs_missing"),
    "exact": ("several", "one", "none"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that can be given."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `title` is what its answer is told under."""

    code: str
    title: str
    text: str
    help: str
    answers: tuple[Answer, ...]

    def answer(self, code: str) -> Answer:
        """Return an answer by its code."""
        return next(one for one in self.answers if one.code == code)


@dataclass(frozen=True, slots=True)
class ReviewQuestions:
    """All questions in their order, with what they follow and how well that was checked."""

    questions: tuple[Question, ...]
    name: str
    as_of: date
    source: str
    status: Status
    unverified_note: str = ""

    def question(self, code: str) -> Question:
        """Return a question by its code."""
        return next(one for one in self.questions if one.code == code)


def load_review_questions(folder: Path | None = None) -> ReviewQuestions:
    """Return the questions in `folder`, by default those that come with the program.

    Raises BadInput("rulebook-bad") with the place where the file is not whole.
    """
    file = (resources.path("rulebook") if folder is None else folder) / QUESTIONS_FILE
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _bad("", str(error)) from error
    given = table.get("question")
    if not isinstance(given, list):
        raise _bad("question", "there is no [[question]] table")
    questions = tuple(_question(f"question {at}", one) for at, one in enumerate(given, start=1))
    found = {one.code: tuple(answer.code for answer in one.answers) for one in questions}
    if found != dict(EXPECTED) or len(questions) != len(EXPECTED):
        raise _bad("question", "the questions or answers are not those the program asks")
    day = table.get("as_of")
    if type(day) is not date:
        raise _bad("as_of", "is not a date like 2026-11-22")
    return ReviewQuestions(
        questions,
        _text("", table, "name"),
        day,
        _text("", table, "source"),
        _status(table),
        str(table.get("unverified_note", "")).strip(),
    )


def _question(where: str, entry: object) -> Question:
    if not isinstance(entry, dict):
        raise _bad(where, "is not a table")
    answers = entry.get("answers")
    if not isinstance(answers, list) or not all(isinstance(one, dict) for one in answers):
        raise _bad(f"{where}, answers", "is not a list of tables")
    return Question(
        code=_text(where, entry, "code"),
        title=_text(where, entry, "title"),
        text=_text(where, entry, "text"),
        help=_text(where, entry, "help"),
        answers=tuple(
            Answer(_text(f"{where}, answers", one, "code"), _text(f"{where}, answers", one, "text"))
            for one in answers
        ),
    )


def _text(where: str, table: Mapping[str, object], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _bad(f"{where}, {key}" if where else key, "is missing or empty")
    return value.strip()


def _status(table: Mapping[str, object]) -> Status:
    try:
        return Status(str(table.get("status")))
    except ValueError:
        raise _bad("status", f"is not one of {', '.join(Status)}") from None


def _bad(where: str, why: str) -> BadInput:
    return BadInput("rulebook-bad", file=QUESTIONS_FILE, where=where or "the file", why=why)
