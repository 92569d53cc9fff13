"""Answers, red flags and findings on the paper of a case, each with what settled it."""

from collections.abc import Sequence

from reportlab.platypus import CondPageBreak, Flowable

from exportdesk.core.cases import (
    UNKNOWN,
    Answer,
    Case,
    CaseStep,
    LookedFor,
    Origin,
    RaisedFlag,
    Resolution,
)
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.diligence.flags_asked import SEEN
from exportdesk.diligence.flags_told import raised_by_facts
from exportdesk.diligence.flow import Asked, StepState, StepView
from exportdesk.diligence.weighing import Stand, Weighed, remedies
from exportdesk.documents.blocks import Chip, ChipRow, Note, Pairs
from exportdesk.documents.case_signs import left_out_blocks, not_seen_blocks
from exportdesk.documents.case_terms import (
    CAUTION,
    cited,
    evidence_pair,
    evidence_said,
    ground_pairs,
    not_verified,
    outcome_tone,
    remedy_said,
    stand_chip,
    unverified_pair,
)
from exportdesk.documents.case_values import CaseRecord, TakenBack
from exportdesk.documents.record_parts import given, signed, signed_short
from exportdesk.documents.tables import Column, Table
from exportdesk.documents.text import Span, TextBlock
from exportdesk.documents.tokens import BODY_BOLD, SMALL, SMALL_BOLD, SMALL_QUIET
from exportdesk.rulebook import Question

Row = tuple[str, str | Sequence[Span]]
_LABEL = 104


def answer_blocks(record: CaseRecord) -> list[Flowable]:
    """Return every question that was asked, with the answer that counts and where it is from."""
    rows = [_answer(one, record) for step in record.flow.steps for one in step.questions]
    moot = [
        _("{step}: {why}").format(step=sentence(f"step-{one.step}"), why=sentence(one.moot.value))
        for one in record.flow.steps
        if one.state is StepState.MOOT and one.moot is not None
    ]
    columns = [Column(_("Question"), 2.5), Column(_("Answer"), 2.1), Column(_("From"), 2.0)]
    blocks: list[Flowable] = [Table(columns, rows)] if rows else []
    if not rows:
        blocks.append(TextBlock(_("Nothing was asked."), SMALL))
    if moot:
        left = _("Left out because the facts make it moot.")
        blocks.append(
            TextBlock([Span(left, SMALL_BOLD), Span(" " + " ".join(moot), SMALL)], SMALL, after=3)
        )
    return blocks


def _answer(one: Asked, record: CaseRecord) -> tuple[str, Sequence[Span], str]:
    told = one.answer
    value = _value_said(one.question, one.value)
    style = CAUTION if one.value == UNKNOWN else SMALL
    said = [Span(value or _("not answered"), style if value else CAUTION)]
    if told is not None and told.note:
        said.append(Span(f"\n{_note_said(one.question, told)}", SMALL_QUIET))
    if told is not None and told.evidence:
        said.append(Span("\n", SMALL))
        said += evidence_said(told.evidence)
    return one.question.text, said, _from(one, told, record.case)


def _note_said(question: Question, told: Answer) -> str:
    """Return a note as what it is: of the answer beside it, or written to another one before."""
    if not told.note_to:
        return _("Note: {note}").format(note=told.note)
    former = _value_said(question, told.note_to)
    return _("Note, written to the answer “{answer}” before: {note}").format(
        answer=former, note=told.note
    )


def _from(one: Asked, told: Answer | None, case: Case) -> str:
    is_told = told is not None and told.value == one.value
    if one.question.code == SEEN and one.value and not is_told:
        signs: list[RaisedFlag | LookedFor] = [*case.flags, *case.looked]
        newest = max((sign for sign in signs if sign.at), key=_when, default=None)
        return signed_short(newest.by, newest.at) if newest else ""
    if told is not None and told.value == one.value:
        last = _("as in the last case") if told.origin is Origin.LAST_CASE else ""
        return "\n".join(filter(None, (signed_short(told.by, told.at), last)))
    return sentence(one.known.code, one.known.facts) if one.known and one.value else ""


def _when(sign: RaisedFlag | LookedFor) -> str:
    return sign.at.utc_text if sign.at else ""


def _value_said(question: Question, value: str) -> str:
    """Return an answer in words: those of the choice, where there is one."""
    for choice in question.choices:
        if choice.value == value:
            return choice.text
    return {UNKNOWN: _("Not known"), "yes": _("Yes"), "no": _("No")}.get(value, value)


def flag_blocks(record: CaseRecord) -> list[Flowable]:
    """Return each red flag with what was asked, what was answered, and evidence of it."""
    asked = len(record.flow.flags)
    looked = ngettext(
        "The rulebook names {n} red flag to look for here.",
        "The rulebook names {n} red flags to look for here.",
        asked,
    ).format(n=asked)
    raised = [one for one in record.flow.assessment.findings if one.finding.code == "red-flag"]
    none = ""
    if not raised and record.taken_back:
        none = _("None stands; what was raised was taken back.")
    elif not raised:
        none = _("None was raised, neither by a person nor by an answer.")
    blocks: list[Flowable] = [TextBlock(f"{looked} {none}".strip(), SMALL, after=2)]
    blocks += [_taken_back(record, one) for one in record.taken_back]
    for one in raised:
        blocks += _flag(record, one)
    return [*blocks, *not_seen_blocks(record), *left_out_blocks(record)]


def _taken_back(record: CaseRecord, one: TakenBack) -> Flowable:
    """Return what was raised and taken back: by whom each, when, and why."""
    known = {each.id: each for each in record.facts.rulebook.red_flags.all()}.get(one.raised.flag)
    words = _("{flag} Raised by {raised}; taken back by {back}, as raised by mistake.").format(
        flag=known.text if known else one.raised.flag,
        raised=signed(one.raised.by, one.raised.at),
        back=signed(one.by, one.at),
    )
    noted = _("Note: {note}").format(note=one.raised.note) if one.raised.note else ""
    return TextBlock(f"{words} {noted}".strip(), SMALL, after=2)


def _flag(record: CaseRecord, one: Weighed) -> list[Flowable]:
    code = one.finding.about
    known = {each.id: each for each in record.facts.rulebook.red_flags.all()}.get(code)
    told = record.case.flag(code)
    title = known.text if known else str(one.finding.facts.get("text", code))
    rows: list[Row] = []
    if known is not None:
        source = f"{known.source} {known.number}".strip()
        rows += [(_("Published by"), source), (_("Citation"), cited(known.provenance))]
        rows += unverified_pair(known.provenance)
    rows += _raised(told, by_mail=code in raised_by_facts(record.facts))
    settled = one.resolution
    shown = (told.inquiry, told.answer) if told else ("", "")
    if settled is not None and (settled.inquiry, settled.answer) != shown:
        rows += resolution_rows(record, settled)
    rows += _lacking(one)
    chips = [stand_chip(one.stand)]
    return [
        CondPageBreak(110),
        ChipRow([Span(title, SMALL_BOLD)], chips, SMALL_BOLD, before=8),
        Pairs(rows, label_width=_LABEL, after=4),
    ]


def _raised(told: RaisedFlag | None, *, by_mail: bool) -> list[Row]:
    """Return what is told of a flag that a person raised; of others, what did."""
    if told is None:
        what = (
            _("the mail domain in the customer record") if by_mail else _("an answer in this case")
        )
        return [(_("Raised by"), what)]
    rows: list[Row] = [(_("Raised by"), signed(told.by, told.at))]
    if told.note:
        rows.append((_("What was seen"), told.note))
    rows += [
        (_("Inquiry"), given(told.inquiry)),
        (_("Answer"), given(told.answer)),
        (_("Evidence"), evidence_said(told.evidence) or _("not provided")),
    ]
    if told.resolved_by:
        rows.append((_("Looked into by"), signed(told.resolved_by, told.resolved_at)))
    return rows


def finding_blocks(record: CaseRecord) -> list[Flowable]:
    """Return every finding, step by step: what was settled and how, and what is open."""
    blocks: list[Flowable] = []
    for step in record.flow.steps:
        blocks += _step(record, step)
    return blocks or [TextBlock(_("There is no finding."), SMALL)]


def _step(record: CaseRecord, step: StepView) -> list[Flowable]:
    weighty = [one for one in step.findings if one.stand is not Stand.NOTED]
    noted = [one for one in step.findings if one.stand is Stand.NOTED]
    if step.step is CaseStep.RED_FLAGS:
        weighty = [one for one in weighty if one.finding.code != "red-flag"]
    if not weighty and not noted:
        return []
    title = sentence(f"step-{step.step}")
    blocks: list[Flowable] = [
        CondPageBreak(110),
        TextBlock([Span(title, BODY_BOLD)], BODY_BOLD, before=8, after=1),
    ]
    for one in weighty:
        blocks += _finding(record, one)
    if noted:
        columns = [Column(_("Noted"), 3.4), Column(_("Citation"), 2.4)]
        rows = [(_said(one), _citation(one)) for one in noted]
        blocks.append(Table(columns, rows))
        grounds = (one.finding.ground for one in noted)
        blocks += not_verified(ground.provenance for ground in grounds if ground)
    return blocks


def _said(one: Weighed) -> str:
    return sentence(one.finding.code, one.finding.facts)


def _citation(one: Weighed) -> Sequence[Span] | str:
    ground = one.finding.ground
    return cited(ground.provenance) if ground else _("company's own facts")


def _finding(record: CaseRecord, one: Weighed) -> list[Flowable]:
    chips = [stand_chip(one.stand)]
    if one.is_open:
        chips.insert(0, Chip(word(one.weighs), outcome_tone(one.weighs)))
    rows: list[Row] = list(ground_pairs(one.finding.ground))
    if one.finding.is_policy:
        rows.append((_("Kind"), _("the company's own policy, no rule of an agency")))
    if one.resolution is not None:
        rows += resolution_rows(record, one.resolution)
        if one.weighs is not one.finding.then or one.weighs.rank < 4:
            rows.append((_("Counts as"), word(one.weighs)))
    rows += _lacking(one)
    return [
        CondPageBreak(80),
        ChipRow([Span(_said(one), SMALL_BOLD)], chips, SMALL_BOLD, before=5),
        *([Pairs(rows, label_width=_LABEL, after=3)] if rows else []),
    ]


def _lacking(one: Weighed) -> list[Row]:
    """Return why what was recorded settles nothing, and what would settle it."""
    if not one.is_open:
        return []
    rows: list[Row] = []
    if one.lacks:
        why = " ".join(sentence(f"lack-{lack}") for lack in one.lacks)
        rows.append((_("Not settled"), [Span(why, CAUTION)]))
    ways = "\n".join(sentence(f"settle-{remedy}") for remedy in remedies(one.finding))
    return [*rows, (_("What would settle it"), ways)] if ways else rows


def resolution_rows(record: CaseRecord, told: Resolution) -> list[Row]:
    """Return how a finding was settled, by whom, when and on what evidence."""
    rows: list[Row] = [(_("Settled by"), [Span(remedy_said(told.remedy), SMALL_BOLD)])]
    if told.license:
        held = record.case.license(told.license)
        agency = f"{held.agency} " if held else ""
        rows.append((_("License"), f"{agency}{told.license}"))
    texts = ((_("Reason"), told.reason), (_("Inquiry"), told.inquiry), (_("Answer"), told.answer))
    rows += [(label, text) for label, text in texts if text]
    rows += evidence_pair(told.evidence)
    rows.append((_("Recorded by"), signed(told.by, told.at)))
    if told.second_name:
        rows.append((_("Second person"), told.second_name))
    return rows


def condition_blocks(record: CaseRecord) -> list[Flowable]:
    """Return the conditions under which the goods may go, and the steps the rulebook names."""
    blocks: list[Flowable] = []
    conditions = record.flow.assessment.conditions
    if conditions:
        text = "\n".join(f"{at}. {_said(one)}" for at, one in enumerate(conditions, start=1))
        lets_go = record.flow.assessment.outcome.lets_go
        head = _("Conditions") if lets_go else _("Conditions, once nothing else is in the way")
        blocks.append(Note([Span(f"{head}\n", SMALL_BOLD), Span(text, SMALL)], "caution"))
    steps = record.flow.assessment.next_steps
    if steps:
        rows = [
            (str(at), _with_days(step.note.text, step.business_days), cited(step.note.provenance))
            for at, step in enumerate(steps, start=1)
        ]
        columns = [
            Column("#", 0.25),
            Column(_("Next steps for a listed party"), 3.2),
            Column(_("Citation"), 2.2),
        ]
        blocks.append(Table(columns, rows))
        blocks += not_verified(step.note.provenance for step in steps)
    return blocks


def _with_days(text: str, days: int | None) -> str:
    return text if days is None else f"{text} " + _("(within {n} business days)").format(n=days)
