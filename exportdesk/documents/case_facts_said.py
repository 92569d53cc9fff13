"""The facts on the paper of a case: who, what, where to, when."""

from collections.abc import Sequence

from reportlab.platypus import CondPageBreak, Flowable

from exportdesk.core.cases import NO_REGION, Case, CaseParty, CaseState, PartyAnswer
from exportdesk.core.i18n import _
from exportdesk.core.products import Jurisdiction
from exportdesk.core.words.choices import word
from exportdesk.diligence.case_facts import ItemFacts, party_key
from exportdesk.documents.blocks import Field, Fields
from exportdesk.documents.case_terms import screening_said
from exportdesk.documents.case_values import CaseNames, CaseRecord
from exportdesk.documents.record_parts import field, given
from exportdesk.documents.tables import Column, Table
from exportdesk.documents.text import Span, TextBlock
from exportdesk.documents.tokens import SMALL, SMALL_BOLD, SMALL_QUIET
from exportdesk.rulebook.hs_codes import dotted


def fact_blocks(record: CaseRecord, names: CaseNames) -> list[Flowable]:
    """Return the parties, the goods, the way and the dates."""
    return [
        TextBlock([Span(_("Parties by role"), SMALL_BOLD)], SMALL, before=4, after=1),
        _parties(record, names),
        CondPageBreak(90),
        TextBlock([Span(_("Goods"), SMALL_BOLD)], SMALL, before=4, after=1),
        _goods(record, names),
        CondPageBreak(110),
        *_way(record, names),
    ]


def dates(case: Case) -> Fields:
    """Return the dates of a case."""
    signed = case.export_confirmed.isoformat() if case.export_confirmed else ""
    return Fields(
        [
            field(_("Ordered on"), case.ordered_on.isoformat() if case.ordered_on else ""),
            field(
                _("Planned date of export"), case.export_on.isoformat() if case.export_on else ""
            ),
            field(_("Confirmed at sign-off"), signed),
        ]
    )


def _parties(record: CaseRecord, names: CaseNames) -> Table:
    columns = [
        Column(_("Role"), 1.4),
        Column(_("Who"), 2.8),
        Column(_("Where"), 2.4),
        Column(_("How it was screened"), 1.5),
    ]
    rows: list[Sequence[str | Sequence[Span]]] = []
    for role in dict.fromkeys(one.role for one in record.case.parties):
        for at, one in enumerate(record.case.of_role(role)):
            rows.append((word(role), _who(record, one, at), *_where(record, one, at, names)))
    rows += [
        (
            ", ".join(word(role) for role in one.roles),
            [
                Span(given(one.name), SMALL),
                Span("\n" + _("behind {firm}").format(firm=record.name_of(one.of)), SMALL_QUIET),
            ],
            _places(one.profile.countries, names),
            screening_said(one.screening, one.screened_on),
        )
        for one in record.facts.parties
        if one.of
    ]
    return Table(columns, rows or [(_("not provided"), "", "", "")])


def _who(record: CaseRecord, one: CaseParty, at: int) -> list[Span]:
    match one.answer:
        case PartyAnswer.SAME_AS:
            return [Span(_("same as: {role}").format(role=word(one.same_as)), SMALL)]
        case PartyAnswer.UNKNOWN | PartyAnswer.NONE:
            said = [Span(word(one.answer), SMALL)]
            return said + ([Span(f"\n{one.note}", SMALL_QUIET)] if one.note else [])
        case _:
            pass
    found = record.facts.party(party_key(one, at))
    profile = found.profile if found else one.profile
    shown = [Span(given(profile.name if profile else ""), SMALL_BOLD)]
    further = [name.text for name in profile.names[1:]] if profile else []
    further += [f"{i.type} {i.number}".strip() for i in profile.identifiers] if profile else []
    further += [word(one.answer), *([one.note] if one.note else [])]
    return [*shown, Span("\n" + "\n".join(further), SMALL_QUIET)]


def _where(record: CaseRecord, one: CaseParty, at: int, names: CaseNames) -> tuple[str, str]:
    if one.answer not in (PartyAnswer.KEPT, PartyAnswer.TYPED):
        return "", ""
    found = record.facts.party(party_key(one, at))
    profile = found.profile if found else one.profile
    lines = [
        ", ".join(part for part in (each.line, _country(each.country, names)) if part)
        for each in (profile.addresses if profile else ())
    ]
    screened = screening_said(found.screening, found.screened_on) if found else _("Not screened")
    return "\n".join(filter(None, lines)) or _("not provided"), screened


def _goods(record: CaseRecord, names: CaseNames) -> Table:
    columns = [
        Column("#", 0.3),
        Column(_("Product"), 2.6),
        Column(_("HS code, tier"), 1.3),
        Column(_("Jurisdiction, ECCN"), 1.3),
        Column(_("Origin"), 1.1),
        Column(_("Quantity"), 1.0, "right"),
        Column(_("Value"), 1.2, "right"),
    ]
    rows = [_item(at, one, names) for at, one in enumerate(record.facts.items, start=1)]
    return Table(columns, rows or [("", _("not provided"), "", "", "", "", "")])


def _item(at: int, one: ItemFacts, names: CaseNames) -> Sequence[str | Sequence[Span]]:
    product, item = one.item.product, one.item
    who = [
        product.description,
        product.manufacturer and _("made by {who}").format(who=product.manufacturer),
    ]
    code = dotted(product.hs_code) if product.hs_code.isdigit() else product.hs_code
    tier = one.high_priority.tier.tier.value if one.high_priority else ""
    tier_said = _("high-priority, tier {tier}").format(tier=tier) if tier else _("no tier")
    under = (
        "" if product.jurisdiction is Jurisdiction.NOT_KNOWN else product.jurisdiction.value.upper()
    )
    classified = product.eccn or product.usml_category
    return (
        str(at),
        [
            Span(given(product.sku), SMALL_BOLD),
            Span("".join(f"\n{part}" for part in who if part), SMALL_QUIET),
        ],
        [Span(given(code), SMALL), Span(f"\n{tier_said}", SMALL_BOLD if tier else SMALL_QUIET)],
        [Span(given(under), SMALL), Span(f"\n{given(classified)}", SMALL)],
        _country(product.origin, names) or _("not provided"),
        f"{item.quantity} {item.unit}".strip() or _("not provided"),
        f"{item.value} {item.currency}".strip() if item.value else _("not provided"),
    )


def _way(record: CaseRecord, names: CaseNames) -> list[Flowable]:
    to = record.case.destination
    region = _("in no region with rules of its own") if to.region == NO_REGION else to.region
    route = ", ".join(_country(code, names) for code in record.case.route)
    return [
        Fields(
            [
                field(_("Destination"), _country(to.country, names)),
                field(_("Region with rules of its own"), region, 1.3),
                field(_("Passing through"), route, 1.3),
            ]
        ),
        Fields([field(_("Address of destination"), to.address)]),
        dates(record.case),
    ]


def head_fields(record: CaseRecord) -> list[Flowable]:
    """Return number, customer, reference and title."""
    case = record.case
    copied = case.copied_from is not None
    return [
        Fields(
            [
                Field(_("Case"), given(case.number)),
                field(_("Customer"), record.customer_name, 2.1),
                field(_("Reference"), case.reference),
            ]
        ),
        Fields(
            [
                field(_("Title"), case.title, 2.1),
                Field(_("Repeat of an earlier case"), _("yes") if copied else _("no")),
                Field(_("State"), _state(record)),
            ]
        ),
    ]


def _state(record: CaseRecord) -> str:
    """Return how the case stands, in the words of the window."""
    case = record.case
    if case.state is CaseState.OPEN and not record.flow.assessment.outcome.lets_go:
        return _("On hold")
    return word(case.state)


def _places(codes: Sequence[str], names: CaseNames) -> str:
    return ", ".join(_country(code, names) for code in codes) or _("not provided")


def _country(code: str, names: CaseNames) -> str:
    return names.country(code) if code else ""
