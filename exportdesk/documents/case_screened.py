"""Screening and ownership on the paper of a case: each party, its matches, who decided, and why."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from exportdesk.core.i18n import _, ngettext
from exportdesk.core.standing import MatchDecision, MatchState
from exportdesk.core.words import sentence
from exportdesk.diligence.case_facts import PartyFacts, PartyMatch, ScreeningState
from exportdesk.diligence.ownership_view import OwnershipSum, percent_text
from exportdesk.documents import terms
from exportdesk.documents.blocks import Chip, ChipRow, Note, Pairs
from exportdesk.documents.case_terms import (
    CAUTION,
    cited,
    evidence_pair,
    match_chip,
    screening_chip,
    unverified_pair,
)
from exportdesk.documents.case_values import CaseNames, CaseRecord, roles_said
from exportdesk.documents.record_parts import given, signed
from exportdesk.documents.text import Span, TextBlock
from exportdesk.documents.tokens import BODY_BOLD, SMALL, SMALL_BOLD, SMALL_QUIET

Row = tuple[str, str | Sequence[Span]]


def screening_blocks(record: CaseRecord, names: CaseNames) -> list[Flowable]:
    """Return how each party was screened, and what became of its matches."""
    if not record.facts.parties:
        return [Note(_("No party is named, so nobody was screened."), "stop", style=BODY_BOLD)]
    blocks: list[Flowable] = []
    for party in record.facts.parties:
        blocks += _party(record, party, names)
    return blocks


def _party(record: CaseRecord, party: PartyFacts, names: CaseNames) -> list[Flowable]:
    title = [
        Span(given(party.name), BODY_BOLD),
        Span(f"   {roles_said(party.roles)}", SMALL_QUIET),
    ]
    count = len(party.matches)
    found = ngettext("{n} possible match", "{n} possible matches", count).format(n=count)
    chips = [screening_chip(party.screening)]
    blocks: list[Flowable] = [CondPageBreak(90), ChipRow(title, chips, BODY_BOLD, before=9)]
    blocks.append(TextBlock(_screened(party, found), SMALL_QUIET, after=3))
    for match in party.matches:
        blocks += _match(record, party, match, names)
    return blocks


def _screened(party: PartyFacts, found: str) -> str:
    if party.screening is ScreeningState.NOT_SCREENED or party.screened_on is None:
        return _("Nothing was compared for this party.")
    if not party.matches:
        found = _("no possible match found in the lists named below")
    return _("Last screened on {date}: {found}.").format(
        date=party.screened_on.isoformat(), found=found
    )


def _match(
    record: CaseRecord, party: PartyFacts, match: PartyMatch, names: CaseNames
) -> list[Flowable]:
    decision = record.decisions.get((party.id, match.uid))
    consequence, tone = terms.consequence(match.meaning.consequence)
    chips = [match_chip(match.state)]
    if match.state is MatchState.SAME and not match.has_ended:
        chips.insert(0, Chip(consequence, tone))
    score = decision.match.score if decision and decision.match else None
    rows: list[Row] = [
        (_("List"), _list_said(match, names)),
        (_("Listing number"), match.uid),
    ]
    if score is not None:
        rows.append((_("Score when decided"), terms.score(score)))
    if match.has_ended:
        rows.append((_("In force"), _("ended before the day of export by its published end date")))
    rows += _decision(decision, match.state)
    meaning = match.meaning
    rows += (
        [
            (_("What the list means"), meaning.what_it_means or _("not known")),
            (_("If the same party"), [Span(meaning.next_step, SMALL_BOLD)]),
        ]
        if match.state is not MatchState.NOT_SAME
        else []
    )
    return [
        CondPageBreak(80),
        ChipRow(
            [Span(match.name or _("(entry without a name)"), SMALL_BOLD)],
            chips,
            SMALL_BOLD,
            before=4,
        ),
        Pairs(rows, label_width=104, after=3),
    ]


def _list_said(match: PartyMatch, names: CaseNames) -> list[Span]:
    title = names.list_title(match.list)
    said = title if match.list in title else f"{title} ({match.list})"
    return [Span(said, SMALL_BOLD), Span(f"   {match.meaning.agency}", SMALL_QUIET)]


def _decision(decision: MatchDecision | None, state: MatchState) -> list[Row]:
    if decision is None:
        text = _("Nobody has yet said whether this is the same party.")
        return [(_("Decision"), [Span(text, CAUTION)])]
    verdict, _tone = terms.verdict(decision.verdict)
    rows: list[Row] = [
        (
            _("Decision"),
            [
                Span(f"{verdict}. ", SMALL_BOLD),
                Span(decision.reason or _("no reason given"), SMALL),
            ],
        ),
        (_("Decided by"), signed(decision.by, decision.at)),
        *evidence_pair(decision.evidence),
    ]
    if decision.review_on is not None:
        rows.append((_("Comes back on"), decision.review_on.isoformat()))
    if decision.verdict is not None and state in (MatchState.OPEN, MatchState.RETURNED):
        text = _(
            "This decision does not stand any more: the party, the listing or the day changed."
        )
        rows.append((_("Note"), [Span(text, CAUTION)]))
    return rows


def ownership_blocks(record: CaseRecord, names: CaseNames) -> list[Flowable]:
    """Return the ownership calculation of each party, line by line, rule by rule."""
    blocks: list[Flowable] = []
    for party in record.facts.taking_part:
        if party.ownership is None:
            continue
        blocks += [CondPageBreak(90), ChipRow(given(party.name), [], BODY_BOLD)]
        for each in party.ownership.sums:
            blocks += _sum(each)
    untold = [one.name for one in record.facts.taking_part if one.ownership is None]
    if untold:
        text = _("Nothing was calculated, for no owner is known in the book, of: {parties}")
        blocks.append(TextBlock(text.format(parties="; ".join(map(given, untold))), SMALL, after=3))
    return blocks


def _sum(each: OwnershipSum) -> Iterator[Flowable]:
    in_force = each.state.in_force
    reached = each.reached and in_force
    total = _("{total} %").format(total=percent_text(each.total))
    chip = Chip(total, "stop" if reached else "caution" if each.could_reach else "neutral")
    title = [Span(each.rule.name, SMALL_BOLD)]
    yield CondPageBreak(70)
    yield ChipRow(title, [chip], SMALL_BOLD, before=4)
    lines = "\n".join(sentence(line.code, line.facts) for line in each.lines())
    rows: list[Row] = [
        (_("Calculation"), lines),
        (_("In force"), [Span(each.state.sentence, SMALL)]),
        (_("Citation"), cited(each.state.provenance)),
        *unverified_pair(each.state.provenance),
    ]
    if each.could_be != each.total:
        most = _("up to {total} %, once what is open is known").format(
            total=percent_text(each.could_be)
        )
        rows.append((_("Could be"), [Span(most, CAUTION)]))
    if each.limits:
        rows.append((_("What it does not say"), "\n".join(each.limits)))
    yield Pairs(rows, label_width=104, after=3)


def names_of(record: CaseRecord) -> list[str]:
    """Return everything on the paper that may hold any script."""
    case = record.case
    texts = [case.title, case.reference, case.destination.address, record.customer_name]
    for party in record.facts.parties:
        texts += [one.text for one in party.profile.names]
        texts += [one.line for one in party.profile.addresses]
        texts += [one.name for one in party.matches]
    for item in case.items:
        texts += [item.product.sku, item.product.description, item.product.manufacturer]
    for answer in case.answers:
        texts += [answer.value, answer.note]
    for flag in case.flags:
        texts += [flag.note, flag.inquiry, flag.answer]
    for told in case.resolutions:
        texts += [told.reason, told.inquiry, told.answer, told.by, told.second_name]
        texts += [one.name for one in told.evidence]
    if case.sign_off is not None:
        texts += [case.sign_off.name, case.sign_off.reason]
    return texts
