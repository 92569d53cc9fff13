"""The list-change report: what differs between two editions, and whom of ours that touches."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from reportlab.platypus import CondPageBreak, Flowable

from exportdesk.core.editions import Edition
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.list_changes import (
    FieldChange,
    ListingChange,
    ListingField,
    TouchedCustomer,
    TouchedScreening,
)
from exportdesk.core.parties import PartyKind
from exportdesk.core.words.choices import is_choice, word
from exportdesk.documents import terms
from exportdesk.documents.blocks import Note, Pairs, section
from exportdesk.documents.page import render
from exportdesk.documents.paper_parts import paper_of
from exportdesk.documents.paper_values import ChangesValues, PaperHead, PaperNames
from exportdesk.documents.record_parts import chain_blocks, not_advice, unprintable
from exportdesk.documents.tables import Cell, Column, Table
from exportdesk.documents.text import Span, TextBlock
from exportdesk.documents.tokens import BODY, LEAD, QUIET, SMALL, SMALL_BOLD, TITLE, Style

MOST_ENTRIES = 2_000
"""Of each part; a report of more is for a spreadsheet, and says so."""

T = TypeVar("T")
_MOST_TEXTS = 12
_MOST_CHARACTERS = 400
_QUIET = Style(SMALL.size, SMALL.leading, QUIET)


def list_changes_report(values: ChangesValues, head: PaperHead, names: PaperNames) -> bytes:
    """Return the report as PDF: the same bytes for the same values."""
    paper = paper_of(
        head,
        names,
        title=_("List-change report"),
        subject=_("Differences between two editions of a control list"),
        foot_note=not_advice(),
    )
    return render(paper, _story(values, head, names))


def _story(values: ChangesValues, head: PaperHead, names: PaperNames) -> list[Flowable]:
    found = values.found
    blocks: list[Flowable] = [
        TextBlock(_("List-change report"), TITLE, role="H1"),
        TextBlock(_summary(values), LEAD, after=4),
    ]
    parts: list[tuple[str, Sequence[Flowable]]] = [
        (_("The two editions"), _editions(values)),
        (_("Changes by list"), _counts(values, names)),
        (_("Customers touched"), _customers(values)),
        (_("Saved screenings touched"), _screenings(values.touches.screenings)),
        (_("Added"), _entries(found.added, names)),
        (_("Removed"), _entries(found.removed, names)),
        (_("Changed"), _changed(found.changed)),
        (_("What this report does not say"), _limits(values)),
        (_("Record of events"), chain_blocks(head.head)),
    ]
    for number, (title, inside) in enumerate(parts, start=1):
        blocks += [CondPageBreak(90), section(number, title), *inside]
    shown = [change.name for change in found.all[: 3 * MOST_ENTRIES]]
    return [*blocks, *unprintable(shown)]


def _summary(values: ChangesValues) -> str:
    found = values.found
    customers = len({one.customer.id for one in values.touches.customers})
    told = _("{source}: {added} added, {removed} removed, {changed} changed. {touched}")
    touched = _("No customer of ours may be one of those that are new or changed.")
    if customers:
        touched = ngettext(
            "{n} customer of ours may be one of those that are new or changed.",
            "{n} customers of ours may be among those that are new or changed.",
            customers,
        ).format(n=f"{customers:,}")
    return told.format(
        source=values.source_name,
        added=f"{len(found.added):,}",
        removed=f"{len(found.removed):,}",
        changed=f"{len(found.changed):,}",
        touched=touched,
    )


def _editions(values: ChangesValues) -> list[Flowable]:
    found = values.found
    both = ((_("Before"), found.older), (_("After"), found.newer))
    return [Pairs([pair for name, one in both for pair in _edition(name, one)], label_width=130)]


def _edition(name: str, one: Edition) -> Iterator[tuple[str, str | Sequence[Span]]]:
    published = one.published.isoformat() if one.published else _("not known")
    yield _("{edition}: publisher's date").format(edition=name), [Span(published, SMALL_BOLD)]
    yield _("{edition}: imported").format(edition=name), one.obtained.text
    yield _("{edition}: listings").format(edition=name), f"{one.listings:,}"
    yield _("{edition}: SHA-256").format(edition=name), one.sha256


def _counts(values: ChangesValues, names: PaperNames) -> list[Flowable]:
    rows: list[Sequence[Cell]] = [
        (names.list_title(one.list), f"{one.added:,}", f"{one.removed:,}", f"{one.changed:,}")
        for one in values.found.by_list
    ]
    if not rows:
        return [TextBlock(_("Nothing that is shown of an entry is different."), BODY)]
    columns = [
        Column(_("List"), 4.0),
        Column(_("Added"), 1.0, "right"),
        Column(_("Removed"), 1.0, "right"),
        Column(_("Changed"), 1.0, "right"),
    ]
    blocks: list[Flowable] = [Table(columns, rows)]
    if values.found.unseen:
        text = ngettext(
            "{n} more entry differs only in what the program does not show.",
            "{n} more entries differ only in what the program does not show.",
            values.found.unseen,
        ).format(n=f"{values.found.unseen:,}")
        blocks.append(TextBlock(text, _QUIET))
    return blocks


def _customers(values: ChangesValues) -> list[Flowable]:
    touched = values.touches.customers
    if not touched:
        text = _("None scored {threshold} or more against an entry that is new or changed.")
        return [TextBlock(text.format(threshold=terms.score(values.threshold)), BODY)]
    columns = [
        Column(_("Customer"), 2.7),
        Column(_("Reference"), 1.1),
        Column(_("May be"), 2.7),
        Column(_("List"), 0.8),
        Column(_("Score"), 0.7, "right"),
        Column(_("What happened to the entry"), 2.6),
    ]
    return _cut_table(columns, touched, _customer)


def _customer(one: TouchedCustomer) -> Sequence[Cell]:
    customer = one.customer
    return (
        customer.name or _("(no name)"),
        customer.reference,
        one.match.matched_name or one.change.name,
        one.change.list,
        terms.score(one.match.score),
        _happened(one.change),
    )


def _screenings(touched: Sequence[TouchedScreening]) -> list[Flowable]:
    if not touched:
        return [TextBlock(_("None."), BODY)]
    columns = [
        Column(_("Screening"), 1.5),
        Column(_("Party"), 2.4),
        Column(_("Listing then"), 2.4),
        Column(_("Decision then"), 2.2),
        Column(_("What happened to the entry"), 2.3),
    ]
    return _cut_table(columns, touched, _screening)


def _screening(one: TouchedScreening) -> Sequence[Cell]:
    decision, _tone = terms.verdict(one.verdict)
    if one.reason:
        decision = f"{decision}: {one.reason}"
    day = one.at.local.date().isoformat()
    return (f"{one.number}\n{day}", one.party, one.listed, decision, _happened(one.change))


def _happened(change: ListingChange) -> str:
    fields = ", ".join(word(one.field) for one in change.fields)
    return f"{word(change.change)}: {fields}" if fields else word(change.change)


def _entries(changes: Sequence[ListingChange], names: PaperNames) -> list[Flowable]:
    if not changes:
        return [TextBlock(_("None."), BODY)]
    columns = [
        Column(_("List"), 0.8),
        Column(_("Name"), 3.4),
        Column(_("Other names"), 3.7),
        Column(_("Kind"), 1.4),
        Column(_("Country"), 1.5),
    ]

    def row(one: ListingChange) -> Sequence[Cell]:
        others = [name for name in one.names if name != one.name]
        kind = "" if one.kind is PartyKind.UNKNOWN else word(one.kind)
        countries = ", ".join(map(names.country, one.countries))
        return (one.list, one.name, _texts(others), kind, countries)

    return _cut_table(columns, changes, row)


def _changed(changes: Sequence[ListingChange]) -> list[Flowable]:
    if not changes:
        return [TextBlock(_("None."), BODY)]
    columns = [
        Column(_("List"), 0.8),
        Column(_("Name"), 2.8),
        Column(_("What"), 1.4),
        Column(_("Before"), 2.9),
        Column(_("After"), 2.9),
    ]
    kept = changes[:MOST_ENTRIES]
    rows: list[Sequence[Cell]] = []
    for one in kept:
        for place, changed in enumerate(one.fields):
            head = (one.list, one.name) if place == 0 else ("", "")
            rows.append((*head, word(changed.field), *_sides(changed)))
    return [Table(columns, rows), *_left_out(len(changes) - len(kept))]


def _sides(changed: FieldChange) -> tuple[Cell, Cell]:
    gone = [_said(changed.field, text) for text in changed.gone]
    new = [_said(changed.field, text) for text in changed.new]
    return _texts(gone) or [Span("\u2013", _QUIET)], _texts(new) or [Span("\u2013", _QUIET)]


def _said(field: ListingField, text: str) -> str:
    """Return a value in words, where it is kept as a code."""
    if field is ListingField.KIND:
        kind = PartyKind(text)
        return word(kind) if is_choice(kind) else text
    return text


def _texts(texts: Sequence[str]) -> str:
    shown = [_shortened(text) for text in texts[:_MOST_TEXTS]]
    if len(texts) > _MOST_TEXTS:
        shown.append(_("and {n} more").format(n=len(texts) - _MOST_TEXTS))
    return "; ".join(shown)


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}\u2026"


def _cut_table(
    columns: Sequence[Column], things: Sequence[T], row: Callable[[T], Sequence[Cell]]
) -> list[Flowable]:
    kept = things[:MOST_ENTRIES]
    return [Table(columns, [row(one) for one in kept]), *_left_out(len(things) - len(kept))]


def _left_out(count: int) -> list[Flowable]:
    if count <= 0:
        return []
    text = _("{n} more are not printed here; the export of changes has them all.")
    return [Note(text.format(n=f"{count:,}"), "caution", style=SMALL)]


def _limits(values: ChangesValues) -> list[Flowable]:
    text = _(
        "Customers are touched where they scored {threshold} or more against an entry that is new "
        "or changed; nobody has decided here whether they are the same. Parties related to a "
        "customer are screened with the book and are in Review. It is about this source alone."
    ).format(threshold=terms.score(values.threshold))
    return [TextBlock(text, SMALL)]
