"""Letters from BIS that touch the case."""

from collections.abc import Iterator

from exportdesk.core.letters import LetterKind
from exportdesk.diligence.case_answers import answered
from exportdesk.diligence.case_codes import KINDS
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.diligence.case_findings import CaseFinding, found, of_kind


def letters(facts: CaseFacts) -> Iterator[CaseFinding]:
    """Yield what each letter leads to, and whether one was received that is not recorded."""
    for one in facts.letters:
        code = f"letter-{one.kind}"
        said = {"number": one.number, "touches": ", ".join(one.touches), "asks": one.asks}
        informed = one.kind is LetterKind.INFORMED
        yield of_kind(
            KINDS[code],
            code,
            one.id,
            said,
            facts.rulebook.notes.of(code),
            agencies=("BIS",) if informed else (),
        )
    for one in facts.letters_off:
        yield found("letter-list-off", one.id, {"number": one.number, "list": one.touches[0]})
    question = facts.rulebook.questions.get("letters_known")
    if question and answered(facts, question) == "yes" and not facts.letters:
        yield found("letter-not-recorded")
