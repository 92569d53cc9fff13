"""Statements for a party to sign: the UVL statement, and a customer's end-use statement."""

import string
from collections.abc import Sequence
from dataclasses import replace

from reportlab.platypus import Flowable, KeepTogether

from exportdesk.documents.blocks import Heading, Note, together
from exportdesk.documents.form_blocks import (
    ABSENT,
    ClauseRow,
    Entry,
    EntryRow,
    Label,
    Tick,
    TickRow,
)
from exportdesk.documents.page import render
from exportdesk.documents.paper_parts import paper_of, review_blocks, reviewed_words
from exportdesk.documents.paper_values import (
    PaperHead,
    PaperNames,
    StatementItem,
    StatementValues,
)
from exportdesk.documents.record_parts import unprintable
from exportdesk.documents.tables import Cell, Column, Table
from exportdesk.documents.text import Span, TextBlock
from exportdesk.documents.tokens import (
    BODY_BOLD,
    CAPTION,
    LEAD,
    SECTION,
    SMALL,
    SMALL_BOLD,
    TITLE,
    Style,
)
from exportdesk.documents.widgets import Blank
from exportdesk.documents.wording import Review, filled

_CLAUSE = Style(8.3, 11.4)
_LINES = 2 * 12.6 + 5
_SIGNED = 44.0


def statement(
    values: StatementValues, head: PaperHead, names: PaperNames, *, fillable: bool = False
) -> bytes:
    """Return a statement as PDF: the same bytes for the same values.

    `fillable` gives the file that is sent, else its flat twin. One whose wording nobody compared
    with the rule yet is marked as a draft on every page.
    """
    wording = values.wording
    exporter = head.company.name or wording.text("not_provided")
    paper = paper_of(
        head,
        names,
        title=wording.text("title"),
        subject=wording.text("title"),
        foot_note=wording.text("not_official", exporter=exporter),
        notes=(wording.text("wording", version=wording.version),),
        page_words=wording.texts["page"],
        mark="DRAFT" if values.is_draft else "",
    )
    story = _Statement(values, head, names, exporter).story()
    return render(paper, story, fillable=fillable)


class _Statement:
    def __init__(
        self, values: StatementValues, head: PaperHead, names: PaperNames, exporter: str
    ) -> None:
        self._values, self._head, self._names, self._exporter = values, head, names, exporter
        self._wording = values.wording
        self._absent = self._wording.text("not_provided")

    def story(self) -> list[Flowable]:
        """Return the whole statement in reading order."""
        wording, text = self._wording, self._wording.text
        review = self._head.letterhead.review
        blocks: list[Flowable] = [
            TextBlock(text("title"), TITLE, role="H1", after=2),
            TextBlock(text("intro", exporter=self._exporter), LEAD, after=3),
            TextBlock(text("how_to"), SMALL, after=3),
        ]
        if self._values.is_draft:
            blocks.append(Note(text("to_check"), "caution", style=BODY_BOLD))
            blocks.append(TextBlock(f"{wording.source}. {wording.review_note}", CAPTION, after=2))
        elif wording.review is not Review.NOT_REVIEWED or not review_blocks(review):
            words = reviewed_words(wording.review, wording.review_note)
            blocks.append(TextBlock(words, CAPTION, after=2))
        blocks += [self._section(1, "section_party"), *self._party()]
        items = self._items()
        blocks += [together([self._section(2, "section_items"), items[0]]), *items[1:]]
        blocks.append(KeepTogether([self._section(3, "section_use"), *self._use()]))
        clauses = self._clauses()
        blocks.append(together([self._section(4, "section_confirm"), *clauses[:2]]))
        blocks += clauses[2:-1]
        # Nobody is to sign a page that states nothing.
        blocks.append(
            together(
                [
                    *clauses[-1:],
                    self._section(5, "section_signature"),
                    *self._signature(),
                    *self._exporter_only(),
                ]
            )
        )
        blocks += review_blocks(review)
        return [*blocks, *unprintable(self._printed())]

    def _section(self, number: int, key: str) -> Heading:
        return Heading(str(number), self._wording.text(key), SECTION, "", before=10, after=4)

    def _party(self) -> list[Flowable]:
        one = self._values.party
        rows: list[Flowable] = [
            EntryRow(
                [
                    self._entry("party_name", "legal_name", one.name, 1.25, needed=True),
                    self._entry("party_other_names", "other_names", one.other_names),
                ]
            ),
            EntryRow(
                [self._entry("party_address", "address", one.address, needed=True, least=_LINES)]
            ),
        ]
        if one.is_box:
            rows.append(TextBlock(self._wording.text("box_only"), SMALL_BOLD, after=3))
        rows.append(
            EntryRow(
                [
                    self._country("party_country", "country", one.country, needed=True),
                    self._entry("party_website", "website", one.website),
                    self._entry(
                        "party_registration_number", "registration_number", one.registration_number
                    ),
                ]
            )
        )
        return rows

    def _items(self) -> list[Flowable]:
        values, text = self._values, self._wording.text
        rows: list[Flowable] = [
            EntryRow(
                [
                    self._entry("reference", "order_reference", values.reference, 1.3),
                    self._country("destination", "destination", values.destination, needed=True),
                ]
            )
        ]
        if values.items:
            columns = [
                Column(text("line"), 0.6),
                Column(text("part"), 1.8),
                Column(text("description"), 3.4),
                Column(text("hs_code"), 1.1, whole=True),
                Column(text("eccn"), 1.3, whole=True),
                Column(text("quantity"), 1.2, "right", whole=True),
            ]
            items = [self._item(number, one) for number, one in enumerate(values.items, start=1)]
            rows.append(Table(columns, items))
        else:
            rows.append(TextBlock(text("no_items"), SMALL, after=3))
        several = Tick(Label(text("several")), Blank("several", text("several")), on=False)
        return [*rows, TickRow(None, [several])]

    def _item(self, number: int, item: StatementItem) -> Sequence[Cell]:
        told = (item.part, item.description, item.hs_code, item.eccn, item.quantity)
        return [str(number), *(each or [Span(self._absent, ABSENT)] for each in told)]

    def _use(self) -> list[Flowable]:
        values, user = self._values, self._values.end_user
        return [
            EntryRow(
                [self._entry("end_use", "end_use", values.end_use, needed=True, least=_LINES)]
            ),
            EntryRow(
                [
                    self._entry("end_user_name", "end_user_name", user.name, 1.5),
                    self._entry("end_user_address", "end_user_address", user.address, 2.0),
                    self._country("end_user_country", "end_user_country", user.country),
                ]
            ),
        ]

    def _clauses(self) -> list[Flowable]:
        text = self._wording.text
        rows: list[Flowable] = [TextBlock(text("confirm"), SMALL, after=3)]
        for letter, clause in zip(string.ascii_lowercase, self._wording.clauses, strict=False):
            said = filled(clause.text, {"exporter": self._exporter})
            if clause.basis:
                said += f" ({_unbroken(clause.basis)})"
            hint = f"{text('confirm')}: {letter}. {text('hint_required')}"
            blank = Blank(f"confirm_{clause.id}", hint, required=True)
            rows.append(ClauseRow(letter, Tick(Label(said), blank, on=False), _CLAUSE))
        own = [
            TextBlock([Span(f"{number}.  ", SMALL_BOLD), Span(said, _CLAUSE)], _CLAUSE, after=3)
            for number, said in enumerate(self._values.own_clauses, start=1)
        ]
        if own:
            heading = TextBlock(text("own_clauses"), SMALL_BOLD, before=2, after=2)
            rows += [KeepTogether([heading, own[0]]), *own[1:]]
        return rows

    def _signature(self) -> list[Flowable]:
        text = self._wording.text
        label = Label(text("signature"), required=True)
        signed = Entry(
            label, blank=Blank("signature", label.text, required=True), share=1.5, least=_SIGNED,
            signed=True,
        )  # fmt: skip
        authorized = Label(text("authorized"), required=True)
        blank = Blank("signer_authorized", text("authorized"), required=True)
        day = f"{text('signer_signed_on')}. {text('hint_date')}"
        return [
            ClauseRow("", Tick(authorized, blank, on=False), _CLAUSE),
            EntryRow([signed, Entry(Label(text("stamp")), least=_SIGNED)]),
            EntryRow(
                [
                    self._entry("signer_name", "signer_name", "", needed=True),
                    self._entry("signer_title", "signer_title", "", needed=True),
                    self._entry("signer_company", "signer_company", "", needed=True),
                ]
            ),
            EntryRow(
                [
                    Entry(
                        Label(text("signer_signed_on"), required=True),
                        blank=Blank("signer_signed_on", day, required=True, most=10),
                        absent=(self._absent,),
                    ),
                    self._entry("signer_place", "signer_place", "", 2.0),
                ]
            ),
        ]

    def _exporter_only(self) -> list[Flowable]:
        text = self._wording.text
        return [
            TextBlock(text("section_exporter", exporter=self._exporter), SMALL_BOLD, after=2),
            EntryRow(
                [
                    Entry(Label(text("received_on"))),
                    Entry(Label(text("checked_by")), share=1.4),
                    Entry(Label(text("record")), self._values.record or self._head.number),
                ]
            ),
        ]

    def _entry(
        self,
        name: str,
        key: str,
        value: str,
        share: float = 1.0,
        *,
        needed: bool = False,
        least: float = 0.0,
    ) -> Entry:
        label = Label(self._wording.text(key), required=needed)
        hint = f"{label.text}. {self._wording.text('hint_required')}" if needed else label.text
        blank = Blank(name, hint, required=needed, multiline=bool(least) or len(value) > 60)
        return Entry(label, value, "", blank, share, least, (self._absent,))

    def _country(self, name: str, key: str, code: str, *, needed: bool = False) -> Entry:
        """Return a country to choose, by its code; one that is none stays as it is written."""
        entry = self._entry(name, key, code, needed=needed)
        offered = self._names.countries
        known = not code or any(code == each for each, _name in offered)
        shown = self._names.country(code) if code else ""
        blank = entry.blank
        if blank is not None and known and offered:
            blank = replace(blank, choices=offered)
            return replace(entry, shown=shown, blank=blank)
        return replace(entry, value=shown)

    def _printed(self) -> list[str]:
        values = self._values
        told = [values.reference, values.end_use, self._exporter, *values.own_clauses]
        for one in (values.party, values.end_user):
            told += [one.name, one.other_names, one.address]
        for item in values.items:
            told += [item.part, item.description]
        return told


def _unbroken(basis: str) -> str:
    """Return citations, each of them on one line."""
    return "; ".join(one.replace(" ", "\u00a0") for one in basis.split("; "))
