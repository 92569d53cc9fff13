"""Reads `questions.toml`: what a case asks."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from exportdesk.core.cases import UNKNOWN, CaseStep
from exportdesk.core.errors import Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.questions import (
    After,
    Choice,
    Question,
    QuestionKind,
    Questions,
    Raises,
    SignGroup,
)
from exportdesk.rulebook.reading import PROVENANCE_COLUMNS, Place, read_toml
from exportdesk.rulebook.red_flags import RedFlags, Situation

CASE_QUESTIONS_FILE = "questions.toml"

_HEAD_KEYS = ("as_of", "source", "status", "question", "sign_group")
_KEYS = (
    *("code", "step", "kind", "text", "why", "choice", "when", "every_order", "raises", "after"),
    *PROVENANCE_COLUMNS,
)

# Checks look at the answers to these.
_EXPECTED = {
    "formed_on": QuestionKind.DATE,
    "imports_before": QuestionKind.CHOICE,
    "route_direct": QuestionKind.YES_NO,
    "red_flags_seen": QuestionKind.YES_NO,
    "letters_known": QuestionKind.YES_NO,
}


def read_questions(file: Path, red_flags: RedFlags) -> Questions:
    """Return the questions of the file. The red flags they raise have to be there."""
    flags = frozenset(one.id for one in red_flags.all())
    head = read_toml(file)
    head.only(_HEAD_KEYS)
    questions: dict[str, Question] = {}
    for place in head.tables("question"):
        question = _question(place, flags)
        if question.code in questions:
            raise place.bad("code", Filled(_m("{code} stands here twice"), code=question.code))
        _check_after(question, questions, place)
        questions[question.code] = question
    for code, kind in _EXPECTED.items():
        if code not in questions or questions[code].kind is not kind:
            raise head.bad(
                "question", Filled(_m("there is no {code} of kind {kind}"), code=code, kind=kind)
            )
    return Questions(head.day("as_of"), questions.values(), _groups(head, red_flags))


def _groups(head: Place, red_flags: RedFlags) -> list[SignGroup]:
    """Return the groups of red flags; rulebooks from before there were any have none."""
    if "sign_group" not in head.fields:
        return []
    named: set[str] = set()
    groups: dict[str, SignGroup] = {}
    leaders = {one.id for one in red_flags.all() if not one.same_as}
    for place in head.tables("sign_group"):
        place.only(("code", "text", "signs", *PROVENANCE_COLUMNS))
        code, signs = place.text("code"), place.fields.get("signs")
        if code in groups:
            raise place.bad("code", Filled(_m("{code} stands here twice"), code=code))
        if not isinstance(signs, dict) or not signs:
            raise place.bad("signs", _m("is not a table of red flags"))
        told = Place(place.file, f"{place.where}, signs", signs, place.head)
        for flag in signs:
            if flag not in leaders:
                raise told.bad(flag, _m("is no red flag with a question of its own"))
            if flag in named:
                raise told.bad(flag, _m("stands in two groups"))
            named.add(flag)
        words = {one: told.text(one) for one in signs}
        groups[code] = SignGroup(code, place.text("text"), words, place.provenance())
    return list(groups.values())


def _question(place: Place, flags: Collection[str]) -> Question:
    place.only(_KEYS)
    kind = place.choice("kind", QuestionKind)
    question = Question(
        code=place.text("code"),
        step=place.choice("step", CaseStep),
        kind=kind,
        text=place.text("text"),
        why=place.optional("why"),
        choices=_choices(place, kind),
        when=frozenset(
            Place(place.file, place.where, {"when": word}).choice("when", Situation)
            for word in place.texts("when")
        ),
        every_order=place.truth("every_order"),
        raises=(),
        provenance=place.provenance(),
        after=_after(place),
    )
    return _with_raises(question, place, flags)


def _after(place: Place) -> After | None:
    told = place.fields.get("after")
    if told is None:
        return None
    if not isinstance(told, dict):
        raise place.bad("after", _m("is not a table"))
    inner = Place(place.file, f"{place.where}, after", told, place.head)
    inner.only(("question", "answers"))
    return After(inner.text("question"), frozenset(inner.texts("answers")))


def _check_after(question: Question, before: Mapping[str, Question], place: Place) -> None:
    """Refuse a question that waits for one that comes later, or for an answer that is none."""
    if question.after is None:
        return
    earlier = before.get(question.after.question)
    if earlier is None or not question.after.answers <= set(earlier.values):
        raise place.bad("after", _m("names no earlier question, or no answer to it"))


def _choices(place: Place, kind: QuestionKind) -> tuple[Choice, ...]:
    if kind is not QuestionKind.CHOICE:
        if "choice" in place.fields:
            raise place.bad("choice", Filled(_m("a question of kind {kind} has none"), kind=kind))
        return ()
    choices = []
    for row in place.tables("choice"):
        row.only(("value", "text"))
        choices.append(Choice(row.text("value"), row.text("text")))
    values = [one.value for one in choices]
    if UNKNOWN in values or len(set(values)) < len(values):
        raise place.bad(
            "choice", Filled(_m("a value stands there twice, or is {unknown}"), unknown=UNKNOWN)
        )
    return tuple(choices)


def _with_raises(question: Question, place: Place, flags: Collection[str]) -> Question:
    if "raises" not in place.fields:
        return question
    raised = []
    for row in place.tables("raises"):
        row.only(("answers", "flag", "finding"))
        answers = row.texts("answers")
        strange = [one for one in answers if one not in question.values]
        if strange or not answers:
            raise row.bad(
                "answers",
                Filled(_m("{text} is not an answer to it"), text=", ".join(strange) or "nothing"),
            )
        one = Raises(frozenset(answers), row.optional("flag"), row.optional("finding"))
        if bool(one.flag) == bool(one.finding):
            raise row.bad("", _m("names neither a flag nor a finding, or both"))
        if one.flag and one.flag not in flags:
            raise row.bad("flag", Filled(_m("there is no red flag {flag}"), flag=one.flag))
        raised.append(one)
    return replace(question, raises=tuple(raised))
