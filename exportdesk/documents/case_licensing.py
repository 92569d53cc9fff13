"""The license indicator on the paper of a case, and licenses, certification, look-up, letters."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from exportdesk.core.cases import LookUpResult
from exportdesk.core.certifications import CertificationState
from exportdesk.core.i18n import _
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.diligence.case_facts import ItemFacts
from exportdesk.diligence.indication import Indication, IndicationLine
from exportdesk.documents.blocks import ChipRow, Note, Pairs
from exportdesk.documents.case_terms import (
    CAUTION,
    cited,
    evidence_pair,
    filing_said,
    license_chip,
    marks_said,
    not_verified,
)
from exportdesk.documents.case_values import CaseNames, CaseRecord
from exportdesk.documents.record_parts import given, signed
from exportdesk.documents.tables import Column, Table
from exportdesk.documents.text import Span, TextBlock
from exportdesk.documents.tokens import BODY_BOLD, SMALL, SMALL_BOLD, SMALL_QUIET
from exportdesk.rulebook import Note as Ground

Row = tuple[str, str | Sequence[Span]]
_LABEL = 104


def license_blocks(record: CaseRecord) -> list[Flowable]:
    """Return what the license indicator says of each product, and what it did not look at."""
    blocks: list[Flowable] = [
        Note(
            _(
                "An indication, not a determination. That a license is not indicated on these "
                "grounds is no permission: other rules may ask for one."
            ),
            style=SMALL,
        ),
        TextBlock(marks_said(), SMALL_QUIET, after=2),
    ]
    for item in record.facts.items:
        blocks += _item(item)
    if not record.facts.items:
        blocks.append(TextBlock(_("No product is named."), SMALL))
    return blocks


def _item(item: ItemFacts) -> list[Flowable]:
    found = item.indication
    product = item.item.product
    title = [
        Span(given(item.name), BODY_BOLD),
        Span(f"   {product.eccn or _('no ECCN')}", SMALL_QUIET),
    ]
    if found is None:
        text = _("Nothing was worked out for this product: it was not checked.")
        return [
            CondPageBreak(70),
            ChipRow(title, [], BODY_BOLD),
            Note(text, "caution", style=SMALL),
        ]
    return [
        CondPageBreak(110),
        ChipRow(title, [license_chip(found.verdict)], BODY_BOLD),
        _lines(found),
        *_not_checked(found),
        *_filing(found),
        *not_verified(ground.provenance for ground in _grounds(found)),
    ]


def _grounds(found: Indication) -> Iterator[Ground]:
    yield from (line.ground for line in found.lines)
    yield from (hint.ground for hint in found.filing)


def _lines(found: Indication) -> Table:
    columns = [
        Column(_("Ground"), 3.3),
        Column(_("Indication"), 1.1),
        Column(_("Citation"), 2.0),
    ]
    rows = [
        (
            _line_said(line),
            [
                Span(
                    sentence(f"license-verdict-{line.verdict}"),
                    SMALL_BOLD if line.verdict.holds else SMALL,
                )
            ],
            cited(line.ground.provenance),
        )
        for line in _each_once(found.lines)
    ]
    return Table(columns, rows)


def _each_once(lines: Sequence[IndicationLine]) -> list[IndicationLine]:
    """Return the lines without those that read the same: a party counts in each of its roles."""
    kept: dict[tuple[str, str, str], IndicationLine] = {}
    for line in lines:
        said = sentence(line.code, line.facts)
        kept.setdefault((said, line.verdict.value, line.citation), line)
    return list(kept.values())


def _line_said(line: IndicationLine) -> list[Span]:
    said = [Span(sentence(line.code, line.facts), SMALL)]
    if line.exceptions:
        named = "; ".join(
            f"{one.symbol} {f'(§ {one.section})' if one.section else ''}".strip()
            for one in line.exceptions
        )
        look = _("Exceptions to look at, each with conditions of its own: {named}").format(
            named=named
        )
        said.append(Span(f"\n{look}", SMALL_QUIET))
    return said


def _not_checked(found: Indication) -> list[Flowable]:
    if not found.not_checked:
        return []
    text = "\n".join(sentence(one.code, one.facts) for one in found.not_checked)
    head = _("Not checked")
    return [Note([Span(f"{head}\n", SMALL_BOLD), Span(text, SMALL)], "caution")]


def _filing(found: Indication) -> list[Flowable]:
    if not found.filing:
        return []
    columns = [
        Column(_("Filing (EEI) and destination control statement"), 3.3),
        Column(_("Hint"), 1.1),
        Column(_("Citation"), 2.0),
    ]
    rows = [
        (sentence(one.code, one.facts), filing_said(one.need), cited(one.ground.provenance))
        for one in found.filing
    ]
    return [CondPageBreak(60), Table(columns, rows)]


def authority_blocks(record: CaseRecord, names: CaseNames) -> list[Flowable]:
    """Return licenses, certification, the look-up, and letters from BIS."""
    return [
        *_part(_("Licenses recorded"), _licenses(record)),
        *_part(_("Certification"), [_certification(record)]),
        *_part(_("Look-up at the Trade Integrity Project"), [_look_up(record)]),
        *_part(_("Letters from BIS"), _letters(record, names)),
    ]


def _part(title: str, blocks: Sequence[Flowable]) -> list[Flowable]:
    head = TextBlock([Span(title, SMALL_BOLD)], SMALL, before=5, after=1)
    return [CondPageBreak(60), head, *blocks]


def _licenses(record: CaseRecord) -> list[Flowable]:
    if not record.case.licenses:
        return [TextBlock(_("None was recorded."), SMALL)]
    columns = [
        Column(_("Agency"), 0.8),
        Column(_("Number"), 1.6),
        Column(_("Expires on"), 1.2),
        Column(_("Remarks"), 3.0),
    ]
    rows = [
        (
            given(one.agency),
            given(one.number),
            one.expires_on.isoformat() if one.expires_on else _("not provided"),
            given(one.remarks),
        )
        for one in record.case.licenses
    ]
    return [Table(columns, rows)]


def _certification(record: CaseRecord) -> Flowable:
    held = record.facts.certification
    if held.state is CertificationState.NONE:
        return TextBlock(_("There is none for this customer."), SMALL)
    covered = [one.name for one in record.facts.items if one.id in held.covers]
    rows: list[Row] = [
        (_("Number"), given(held.number)),
        (_("Status"), [Span(word(held.state), SMALL_BOLD)]),
        (_("Expires on"), held.expires_on.isoformat() if held.expires_on else _("not provided")),
        (_("Products of this case it names"), "; ".join(covered) or _("none")),
    ]
    return Pairs(rows, label_width=_LABEL)


def _look_up(record: CaseRecord) -> Flowable:
    held = record.case.trade_integrity
    if held is None:
        if record.facts.has_look_up_list:
            text = _("Everybody was screened against the imported data instead.")
        else:
            text = _("None was recorded.")
        return TextBlock(text, SMALL)
    clean = held.result is LookUpResult.NOT_FOUND
    rows: list[Row] = [
        (_("Date"), held.on.isoformat()),
        (_("Result"), [Span(word(held.result), SMALL_BOLD if clean else CAUTION)]),
        (_("Note"), given(held.note)),
        (_("Looked up by"), signed(held.by, None)),
        *evidence_pair(held.evidence),
    ]
    return Pairs(rows, label_width=_LABEL)


def _letters(record: CaseRecord, names: CaseNames) -> list[Flowable]:
    if not record.facts.letters:
        return [TextBlock(_("No recorded letter touches this case."), SMALL)]
    blocks: list[Flowable] = []
    for told in record.facts.letters:
        letter = record.letters.get(told.id)
        rows: list[Row] = [(_("Touches"), "; ".join(told.touches)), (_("Asks"), given(told.asks))]
        if letter is not None:
            dated = letter.dated.isoformat() if letter.dated else ""
            received = letter.received_on.isoformat() if letter.received_on else ""
            rows += [
                (_("Reference"), given(letter.reference)),
                (_("Dated, received"), f"{given(dated)}; {given(received)}"),
                *([(_("Its list"), names.source(letter.source))] if letter.source else []),
                *evidence_pair(letter.scans),
            ]
        title = f"{told.number}   {word(told.kind)}"
        blocks += [CondPageBreak(60), TextBlock([Span(title, SMALL_BOLD)], SMALL, before=3)]
        blocks.append(Pairs(rows, label_width=_LABEL))
    return blocks
