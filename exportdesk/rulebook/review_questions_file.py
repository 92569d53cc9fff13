"""Reads `review_questions.toml`: the questions asked on the way to a decision on a match."""

from pathlib import Path

from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.provenance import Status
from exportdesk.rulebook.reading import Place, by_key, read_toml
from exportdesk.rulebook.review_questions import EXPECTED, Answer, Question, ReviewQuestions

QUESTIONS_FILE = "review_questions.toml"

_HEAD_KEYS = ("as_of", "name", "source", "status", "citation", "unverified_note", "question")
_KEYS = ("code", "title", "text", "help", "answers")


def read_review_questions(file: Path) -> ReviewQuestions:
    """Return the questions of the file: those, with those answers, that the program asks."""
    head = read_toml(file)
    head.only(_HEAD_KEYS)
    questions = tuple(_question(place) for place in head.tables("question"))
    by_key(head.tables("question"), lambda place: place.text("code"))
    if [one.code for one in questions] != list(EXPECTED):
        raise head.bad(
            "question", Filled(_m("the questions are not {names}"), names=", ".join(EXPECTED))
        )
    for one in questions:
        answers = tuple(answer.code for answer in one.answers)
        if answers != EXPECTED[one.code]:
            wanted = ", ".join(EXPECTED[one.code])
            raise head.bad(
                "question",
                Filled(_m("the answers of {code} are not {wanted}"), code=one.code, wanted=wanted),
            )
    return ReviewQuestions(
        questions,
        head.text("name"),
        head.day("as_of"),
        head.text("source"),
        head.choice("status", Status),
        head.optional("unverified_note"),
        head.optional("citation"),
    )


def _question(place: Place) -> Question:
    place.only(_KEYS)
    return Question(
        code=place.text("code"),
        title=place.text("title"),
        text=place.text("text"),
        help=place.text("help"),
        answers=tuple(
            Answer(one.text("code"), one.text("text")) for one in place.tables("answers")
        ),
    )
