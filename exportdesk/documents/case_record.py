"""The case record: what was asked, found, settled and signed for one shipment, and on what."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from exportdesk.core.company import Company
from exportdesk.core.i18n import _, in_english, ngettext
from exportdesk.core.papers import Letterhead
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.diligence.since import Since
from exportdesk.diligence.since_words import SinceNames, since_sentence
from exportdesk.documents.blocks import Chip, ChipRow, Field, Fields, Note, section
from exportdesk.documents.case_facts_said import fact_blocks, head_fields
from exportdesk.documents.case_found import (
    answer_blocks,
    condition_blocks,
    finding_blocks,
    flag_blocks,
)
from exportdesk.documents.case_licensing import authority_blocks, license_blocks
from exportdesk.documents.case_screened import names_of, ownership_blocks, screening_blocks
from exportdesk.documents.case_terms import outcome_chip, outcome_tone
from exportdesk.documents.case_values import CaseNames, CaseRecord
from exportdesk.documents.page import Paper, render, with_letterhead
from exportdesk.documents.record_lists import edition_blocks, oldest_warning
from exportdesk.documents.record_parts import (
    chain_blocks,
    field,
    not_advice,
    records_hash,
    unprintable,
)
from exportdesk.documents.text import Span, TextBlock
from exportdesk.documents.tokens import BODY, BODY_BOLD, LEAD, SMALL, SMALL_BOLD, TITLE


@in_english
def case_record(
    record: CaseRecord, company: Company, names: CaseNames, letterhead: Letterhead | None = None
) -> bytes:
    """Return the record of a case as PDF: the same bytes for the same values.

    One that nobody has signed is marked as a draft on every page.
    """
    case = record.case
    draft = _("DRAFT") if record.is_draft else ""
    title = _("Case record")
    short = record.head.hash[:16]
    paper = Paper(
        title=f"{title} ({draft})" if draft else title,
        number=case.number,
        notes=(record.made.text, records_hash(short)),
        code=f"EXPORTDESK {draft or 'CASE'} {case.number} {short}",
        company=company,
        country=names.country(company.country) if company.country else "",
        foot_note=_("Draft: not signed off. ") + not_advice() if draft else not_advice(),
        subject=_("Due diligence before an export"),
        producer=f"ExportDesk {record.program_version}",
        mark=draft,
    )
    return render(with_letterhead(paper, letterhead), _story(record, names))


def _story(record: CaseRecord, names: CaseNames) -> list[Flowable]:
    sign_off = record.case.sign_off
    outcome = sign_off.outcome if sign_off else record.flow.assessment.outcome
    chip = Chip(word(record.case.state)) if record.withdrawn else outcome_chip(outcome)
    blocks: list[Flowable] = [
        ChipRow([Span(_("Case record"), TITLE)], [chip], TITLE, before=0),
        TextBlock(_summary(record), LEAD, after=4),
        *_warnings(record),
    ]
    for number, (title, inside) in enumerate(_sections(record, names), start=1):
        blocks += [CondPageBreak(150), section(number, title), *inside]
    return blocks


def _sections(record: CaseRecord, names: CaseNames) -> Iterator[tuple[str, Sequence[Flowable]]]:
    yield _("This case"), head_fields(record)
    yield _("Outcome and sign-off"), [*_outcome(record, names), *condition_blocks(record)]
    yield _("Facts"), fact_blocks(record, names)
    yield _("Screening of each party"), screening_blocks(record, names)
    owned = ownership_blocks(record, names)
    if owned:
        yield _("Ownership"), owned
    yield _("Questions and answers"), answer_blocks(record)
    yield _("Red flags"), flag_blocks(record)
    yield _("Findings"), finding_blocks(record)
    yield _("License indicator"), license_blocks(record)
    yield _("Licenses, certification, look-up, letters"), authority_blocks(record, names)
    yield _("Lists used"), edition_blocks(record.editions, names.list_title)
    yield _("Rulebook used"), _rulebook(record)
    yield _("What this record does not say"), [*_limits(), *unprintable(names_of(record))]
    yield _("Record of events"), chain_blocks(record.head)


def _summary(record: CaseRecord) -> str:
    """Return the sentence under the title: who, where, how much is open."""
    case, facts = record.case, record.facts
    to = case.destination.country
    parties = ngettext("{n} party", "{n} parties", len(facts.parties)).format(n=len(facts.parties))
    goods = ngettext("{n} product", "{n} products", len(facts.items)).format(n=len(facts.items))
    waiting = len(record.flow.assessment.open)
    return _("{customer}: {goods} to {country}, {parties}, {open}.").format(
        customer=record.customer_name or _("Customer not provided"),
        goods=goods,
        country=facts.country_name(to) if to else _("a destination not provided"),
        parties=parties,
        open=ngettext("{n} open finding", "{n} open findings", waiting).format(n=waiting)
        if waiting
        else _("no open finding"),
    )


def _warnings(record: CaseRecord) -> list[Flowable]:
    notes: list[Flowable] = []
    if record.is_draft:
        text = _(
            "DRAFT. Nobody has signed this case off. It shows the case as of {when}, and this "
            "paper is not kept."
        ).format(when=record.made.text)
        notes.append(Note(text, "caution", style=BODY_BOLD))
    if record.drift is not None:
        notes.append(
            Note(
                _(
                    "CHANGED SINCE SIGN-OFF. What is signed stands under 2, with what changed. All "
                    "that follows it is as of {when}, when this paper was made."
                ).format(when=record.made.text),
                "caution",
                style=BODY_BOLD,
            )
        )
    return notes + [Note(text, "caution") for text in oldest_warning(record.editions)]


def _outcome(record: CaseRecord, names: CaseNames) -> list[Flowable]:
    if record.withdrawn is not None:
        return _withdrawn(record)
    sign_off = record.case.sign_off
    outcome = sign_off.outcome if sign_off else record.flow.assessment.outcome
    head = f"{word(outcome)}. "
    means = sentence(f"outcome-{outcome}-means").removeprefix(head)
    said = [Span(head, BODY_BOLD), Span(means, BODY)]
    blocks: list[Flowable] = [Note(said, outcome_tone(outcome))]
    if sign_off is None:
        return [*blocks, TextBlock(_("Not signed off."), SMALL_BOLD)]
    computed = word(sign_off.computed) if sign_off.computed else ""
    confirmed = record.case.export_confirmed
    blocks += [
        Fields(
            [
                field(_("Signed off by"), sign_off.name),
                Field(_("Date and time, with zone"), sign_off.at.text, 2.1),
                field(_("Planned export, confirmed"), confirmed.isoformat() if confirmed else ""),
            ]
        ),
        Fields(
            [field(_("Computed outcome"), computed), field(_("Reason"), sign_off.reason, 3.1)],
        ),
        Fields(
            [
                Field(_("Rulebook then"), sign_off.rulebook),
                field(_("SHA-256 of the rulebook then"), sign_off.rulebook_print, 3.1),
            ]
        ),
    ]
    return blocks + _changed(record, names)


def _withdrawn(record: CaseRecord) -> list[Flowable]:
    closing = record.withdrawn
    if closing is None:
        return []
    return [
        Note(_("Withdrawn: the order is off, and nothing was signed."), style=BODY_BOLD),
        Fields(
            [
                field(_("Withdrawn by"), closing.by),
                Field(_("Date and time, with zone"), closing.at.text, 2.1),
            ]
        ),
        Fields([field(_("Reason"), closing.reason)]),
    ]


def _changed(record: CaseRecord, names: CaseNames) -> list[Flowable]:
    drift = record.drift
    if drift is None:
        text = _("Nothing was different from the sign-off when this paper was made.")
        return [TextBlock(text, SMALL)]
    lines = [_since(one, names) for one in drift.since]
    now = _("As of {when} the case would come to: {outcome}.").format(
        when=record.made.text, outcome=word(drift.outcome)
    )
    head = _("Changed since the sign-off")
    said = [Span(f"{head}\n", SMALL_BOLD), Span("\n".join([*lines, now]), SMALL)]
    return [Note(said, "stop" if drift.is_worse else "caution")]


def _since(one: Since, names: CaseNames) -> str:
    return since_sentence(one, SinceNames(names.country, names.list_title, names.source))


def _rulebook(record: CaseRecord) -> list[Flowable]:
    used, rulebook = record.rulebook, record.facts.rulebook
    dates = [
        (_("high-priority list"), rulebook.high_priority.revision),
        (_("countries"), rulebook.countries_rules.as_of),
        (_("dated rules"), rulebook.switches.as_of),
        (_("ownership rules"), rulebook.ownership.as_of),
        (_("license rules"), rulebook.license_rules.as_of),
        (_("red flags"), rulebook.red_flags.as_of),
        (_("questions"), rulebook.questions.as_of),
    ]
    said = ";  ".join(f"{name}: {day.isoformat()}" for name, day in dates)
    return [
        Fields(
            [
                Field(_("Edition"), used.name),
                Field(_("SHA-256 over its files"), used.fingerprint, 3.1),
            ]
        ),
        TextBlock(
            [
                Span(_("Company policy.") + " ", SMALL_BOLD),
                Span(_policy(record), SMALL),
            ],
            SMALL,
            after=3,
        ),
        TextBlock(
            [
                Span(_("As of {date}.").format(date=used.as_of.isoformat()) + " ", SMALL_BOLD),
                Span(said, SMALL),
            ],
            SMALL,
        ),
    ]


def _policy(record: CaseRecord) -> str:
    """Return what the company asks of itself beyond the rules."""
    policy = record.facts.policy
    where = _("outside the coalition of like controls")
    if policy.certification_everywhere:
        where = _("everywhere")
    elif policy.certification_countries:
        where = _("outside the coalition of like controls, and for {countries}").format(
            countries=", ".join(map(record.facts.country_name, policy.certification_countries))
        )
    if policy.certification_not_for:
        where = _("{where}, but not for {countries}").format(
            where=where,
            countries=", ".join(map(record.facts.country_name, policy.certification_not_for)),
        )
    return _(
        "A certification is asked for tiers {tiers} {where}; lists may be {lists} days old, the "
        "rulebook {rulebook}, a look-up {look_up}; an order {growth} times the largest before is "
        "asked about; a customer counts as new for {newcomer} days."
    ).format(
        tiers=", ".join(policy.certification_tiers) or _("none"),
        where=where,
        lists=policy.list_days,
        rulebook=policy.rulebook_days,
        look_up=policy.look_up_days,
        growth=policy.growth_factor,
        newcomer=policy.newcomer_days,
    )


def _limits() -> list[Flowable]:
    limits = [
        (
            _("Whose record."),
            _(
                "This is the company's own record of what it asked, found and decided. It is not "
                "legal advice, and no agency made or confirmed it."
            ),
        ),
        (
            _("No permission."),
            _(
                "That no objection was found, or that a license is not indicated, holds for these "
                "facts, lists and rules on these dates only. It permits nothing that the law asks "
                "a license for."
            ),
        ),
        (
            _("What a person said."),
            _(
                "Facts, answers and evidence are as entered. The program compares and reckons; it "
                "does not know whether they are true. Only decisions and the sign-off are a "
                "person's judgment."
            ),
        ),
        (
            _("The rules."),
            _(
                "Rules are told in the rulebook's own words, up to the dates named. The published "
                "text decides; what is marked as not verified has to be read there first."
            ),
        ),
    ]
    return [
        TextBlock([Span(f"{head} ", SMALL_BOLD), Span(text, SMALL)], SMALL, after=3)
        for head, text in limits
    ]
