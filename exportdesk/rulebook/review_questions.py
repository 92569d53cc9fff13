"""The questions asked on the way to a decision on a match."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from exportdesk.rulebook.provenance import Status

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
    citation: str = ""

    def question(self, code: str) -> Question:
        """Return a question by its code."""
        return next(one for one in self.questions if one.code == code)
