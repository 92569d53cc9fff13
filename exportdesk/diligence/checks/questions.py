"""What was answered: questions that are open, answers that raise something, red flags seen."""

from collections.abc import Iterator
from dataclasses import replace

from exportdesk.core.cases import UNKNOWN
from exportdesk.diligence.case_answers import answered, asked
from exportdesk.diligence.case_codes import KINDS
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.diligence.case_findings import CaseFinding, found
from exportdesk.diligence.checks.grounds import flag_ground, red_flag
from exportdesk.diligence.flags_asked import SEEN, seen
from exportdesk.diligence.flags_told import raised_by_facts
from exportdesk.rulebook import Note, Question

# Other checks say what "unknown" means to these.
_SAID_ELSEWHERE = ("route_direct", SEEN)

# The statement of law behind a finding that an answer raises, where the question's own is not it.
_GROUNDS = {
    "customer-imports-other": "import-patterns",
    "customer-imports-none": "import-patterns",
    "end-use-military": "military-end-use",
    "end-use-weapons": "prohibited-end-use",
    "end-use-oil-gas": "oil-and-gas",
    "end-use-russia-belarus": "russia-belarus",
}


def answers(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield how many questions are open at each step, and what the answers lead to."""
    missing: dict[str, list[Question]] = {}
    for question in asked(facts):
        value = seen(facts) if question.code == SEEN else answered(facts, question)
        if not value:
            missing.setdefault(question.step, []).append(question)
            continue
        raised = question.raised_by(value)
        for one in raised:
            if one.finding:
                yield _raised(facts, question, one.finding)
        if value == UNKNOWN and not raised and question.code not in _SAID_ELSEWHERE:
            said = {"question": question.text}
            finding = found("answer-unknown", question.code, said, _ground(question))
            yield replace(finding, step=question.step)
    for step, left in missing.items():
        said = {"count": str(len(left)), "step": step, "question": left[0].text}
        yield replace(found("answers-missing", step, said), step=left[0].step)


def red_flags(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield the red flags that an answer raises or that somebody saw."""
    raised = {one.flag: None for one in facts.case.flags}
    raised |= dict.fromkeys(raised_by_facts(facts))
    for question in asked(facts):
        for one in question.raised_by(answered(facts, question)):
            if one.flag:
                raised[one.flag] = None
    for flag in raised:
        known = red_flag(facts, flag)
        said = {"flag": flag, "text": known.text if known else flag}
        yield found("red-flag", flag, said, flag_ground(facts, flag))
    of_all = facts.rulebook.questions.get(SEEN)
    said_of_all = answered(facts, of_all) if of_all else ""
    ground = facts.rulebook.notes.of("know-your-customer")
    if said_of_all == "yes" and not facts.case.flags:
        yield found("red-flags-not-named", ground=ground)
    if said_of_all == UNKNOWN:
        yield found("red-flags-not-looked", ground=ground)


def _raised(facts: CaseFacts, question: Question, code: str) -> CaseFinding:
    note = _GROUNDS.get(code)
    ground = facts.rulebook.notes.of(note) if note else _ground(question)
    said = {"question": question.text}
    if code in KINDS:
        return found(code, question.code, said, ground)
    # A rulebook newer than the program may raise what it does not know yet.
    concern = found("answer-of-concern", f"{question.code}/{code}", said, ground)
    return replace(concern, step=question.step)


def _ground(question: Question) -> Note:
    return Note(f"question-{question.code}", question.why or question.text, question.provenance)
