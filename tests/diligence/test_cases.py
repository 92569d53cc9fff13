"""Worked cases: facts in, findings and outcome out; each stands on a line of the facts."""

import re
from functools import cache
from typing import Any

import pytest

from exportdesk.core.cases import CaseStep, Outcome, Remedy
from exportdesk.core.words import known_codes, sentence
from exportdesk.diligence.case_codes import KINDS
from exportdesk.diligence.flow import StepState, flow
from exportdesk.diligence.weighing import Assessment, Stand, assess, remedies
from tests.diligence.case_tables import facts_of, rulebook, tables
from tests.real import real

TABLES = tables()
each_case = pytest.mark.parametrize(
    "table", TABLES, ids=[f"{one['file']}: {one['name']}" for one in TABLES]
)

# Nothing that can be said of today's rulebook and typed answers leads to these.
_ONLY_WITH_ANOTHER_RULEBOOK = {"answer-of-concern"}


@cache
def assessed() -> dict[str, Assessment]:
    return {one["name"]: assess(facts_of(one)) for one in TABLES}


@each_case
def test_a_worked_case(table: dict[str, Any]) -> None:
    result = assessed()[table["name"]]
    found = result.findings
    assert sorted({one.finding.code for one in result.open}) == table["findings"]
    assert result.outcome is Outcome(table["outcome"])
    settled = {w.finding.code for w in found if w.stand in (Stand.SETTLED, Stand.OVERRIDDEN)}
    assert settled >= set(table.get("settled", ()))
    noted = {one.finding.code for one in found if one.stand is Stand.NOTED}
    assert noted >= set(table.get("notes", ()))
    assert not noted & set(table.get("absent", ()))
    returned = [one.finding.code for one in found if one.stand is Stand.RETURNED]
    assert returned == table.get("returned", [])
    flagged = [one.finding.about for one in found if one.finding.code == "red-flag"]
    if "flagged" in table:
        assert flagged == table["flagged"]
    steps = flow(facts_of(table))
    moot = {one.step.value for one in steps.steps if one.state is StepState.MOOT}
    assert moot >= set(table.get("moot", ()))


def test_there_are_enough_cases_and_none_twice() -> None:
    names = [one["name"] for one in TABLES]
    assert len(names) >= 120
    assert len(set(names)) == len(names)


@pytest.mark.real_lists
@each_case
def test_a_case_stands_on_a_line_of_the_facts(table: dict[str, Any]) -> None:
    section, _colon, words = table["line"].partition(": ")
    lines = real("domain/facts.md").read_text("utf-8").splitlines()
    heading = re.compile(rf"^#+ {re.escape(section)}[. ]")
    begins = next(at for at, line in enumerate(lines) if heading.match(line))
    level = lines[begins].split()[0]
    body = []
    for line in lines[begins:]:
        if body and line.startswith("#") and len(line.split()[0]) <= len(level):
            break
        body.append(line)
    assert words in "\n".join(body)


def test_every_finding_is_exercised() -> None:
    said = {w.finding.code for result in assessed().values() for w in result.findings}
    assert KINDS.keys() - said == _ONLY_WITH_ANOTHER_RULEBOOK


def test_every_outcome_and_every_stand_is_exercised() -> None:
    assert {one.outcome for one in assessed().values()} == set(Outcome)
    stands = {w.stand for result in assessed().values() for w in result.findings}
    assert stands == set(Stand)


def test_every_step_has_findings_and_every_state_is_exercised() -> None:
    flows = [flow(facts_of(one)) for one in TABLES]
    steps = {(view.step, view.state) for one in flows for view in one.steps}
    assert {state for _step, state in steps} == set(StepState)
    with_findings = {view.step for one in flows for view in one.steps if view.findings}
    assert with_findings == set(CaseStep) - {CaseStep.FOLLOW_UP}


def test_every_red_flag_of_the_rulebook_is_raised_and_resolved() -> None:
    opened = assessed()["every red flag of the rulebook"]
    closed = assessed()["every red flag of the rulebook, resolved"]
    wanted = {one.id for one in rulebook().red_flags.all()}
    for result, is_open in ((opened, True), (closed, False)):
        flags = {
            one.finding.about
            for one in result.findings
            if one.finding.code == "red-flag" and one.is_open is is_open
        }
        assert flags == wanted


def test_every_question_raises_what_it_says() -> None:
    raised = {
        (one.flag or one.finding)
        for question in rulebook().questions.all()
        for one in question.raises
    }
    known = {one.id for one in rulebook().red_flags.all()} | KINDS.keys()
    assert raised <= known


def test_every_finding_has_a_sentence_without_a_gap() -> None:
    for result in assessed().values():
        for one in result.findings:
            assert one.finding.code in known_codes()
            said = sentence(one.finding.code, one.finding.facts)
            assert "{" not in said
            assert one.finding.facts.get("on") == "?" or "?" not in said.replace(
                str(one.finding.facts.get("question", "")), ""
            ).replace("before or after", "").removesuffix("?"), said


def test_every_open_finding_says_what_settles_it() -> None:
    for result in assessed().values():
        for one in result.open:
            assert remedies(one.finding)
            for remedy in remedies(one.finding):
                assert f"settle-{remedy}" in known_codes()


def test_what_rests_on_law_says_where_it_is_written() -> None:
    for result in assessed().values():
        for one in result.open:
            if one.finding.leads_to.rank <= Outcome.HOLD_LICENSE.rank:
                assert one.finding.citation, one.finding.code


def test_only_company_policy_can_be_overridden() -> None:
    for code, kind in KINDS.items():
        if kind.is_policy:
            assert kind.leads_to in (Outcome.HOLD_RESOLVE, Outcome.CONDITIONS), code
        assert Remedy.OVERRIDE not in kind.settled_by, code
