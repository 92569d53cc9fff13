"""The questions of a case: what is asked at which step, when, and what an answer raises."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exportdesk.core.cases import UNKNOWN, CaseStep
from exportdesk.rulebook.provenance import Provenance
from exportdesk.rulebook.red_flags import Situation


class QuestionKind(StrEnum):
    """How a question is answered. "unknown" is an answer to each but a text."""

    YES_NO = "yes_no"
    DATE = "date"
    TEXT = "text"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose from."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Raises:
    """What some answers lead to: a red flag of the rulebook by its id, or a finding by its code."""

    answers: frozenset[str]
    flag: str = ""
    finding: str = ""


@dataclass(frozen=True, slots=True)
class After:
    """The answers to an earlier question that make one worth asking."""

    question: str
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question. It is asked where all of `when` is so; where that is empty, always;
    and only `after` another was answered in one of some ways, where that is given.

    `every_order` is asked anew for each order; others keep their last answer.
    """

    code: str
    step: CaseStep
    kind: QuestionKind
    text: str
    why: str
    choices: tuple[Choice, ...]
    when: frozenset[Situation]
    every_order: bool
    raises: tuple[Raises, ...]
    provenance: Provenance
    after: After | None = None

    @property
    def values(self) -> tuple[str, ...]:
        """The answers there are, () where it may be anything."""
        if self.kind is QuestionKind.YES_NO:
            return ("yes", "no", UNKNOWN)
        if self.kind is QuestionKind.CHOICE:
            return (*(one.value for one in self.choices), UNKNOWN)
        return ()

    def takes(self, value: str) -> bool:
        """Whether `value` is an answer to it."""
        if self.values:
            return value in self.values
        if self.kind is QuestionKind.DATE:
            return value == UNKNOWN or is_day(value)
        return bool(value.strip())

    def is_ahead(self, value: str, today: date) -> bool:
        """Whether `value` is a day, month or year that has not begun: nothing happened then."""
        if self.kind is not QuestionKind.DATE or not is_day(value):
            return False
        return value > today.isoformat()[: len(value)]

    def raised_by(self, value: str) -> tuple[Raises, ...]:
        """Return what an answer leads to."""
        return tuple(one for one in self.raises if value in one.answers)


@dataclass(frozen=True, slots=True)
class SignGroup:
    """Red flags of one subject, each in few words, so that they can be looked for together.

    `signs` are the words by the id of the red flag; `provenance` says whose red flags they are.
    """

    code: str
    text: str
    signs: Mapping[str, str]
    provenance: Provenance


def is_day(text: str) -> bool:
    """Whether `text` is an ISO day, month or year that exists."""
    padded = {4: f"{text}-01-01", 7: f"{text}-01", 10: text}.get(len(text), "")
    try:
        date.fromisoformat(padded)
    except ValueError:
        return False
    return True


class Questions:
    """One edition of the questions, in the order in which they are asked."""

    def __init__(
        self, as_of: date, questions: Iterable[Question], groups: Iterable[SignGroup] = ()
    ) -> None:
        self.as_of = as_of
        self.groups = tuple(groups)
        self._questions = {one.code: one for one in questions}

    def all(self) -> tuple[Question, ...]:
        """Return every question."""
        return tuple(self._questions.values())

    def get(self, code: str) -> Question | None:
        """Return a question, None where this edition does not have it."""
        return self._questions.get(code)

    def asked(self, holds: Collection[Situation]) -> tuple[Question, ...]:
        """Return the questions that are asked where this holds."""
        return tuple(one for one in self._questions.values() if one.when <= set(holds))
