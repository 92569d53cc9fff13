"""The parts of a certification: each section as blocks, from the values and the wording."""

import math
import string
from collections.abc import Iterable, Mapping, Sequence

from reportlab.platypus import Flowable, KeepTogether

from exportdesk.core.certification_fields import SIGNATURE, end_user_rows
from exportdesk.core.certifications import (
    CERTIFIED_ROLES,
    Answers,
    CertificationForm,
    CertifiedEndUser,
    CertifiedItem,
    CertifiedOrder,
    IntendedUse,
)
from exportdesk.core.company import Company
from exportdesk.documents.form_blocks import (
    ABSENT,
    Beside,
    ClauseRow,
    Entry,
    EntryRow,
    Label,
    Tick,
    TickRow,
)
from exportdesk.documents.record_parts import unprintable
from exportdesk.documents.tables import Cell, Column, Table
from exportdesk.documents.text import Span, TextBlock
from exportdesk.documents.tokens import SMALL, SMALL_BOLD, Style
from exportdesk.documents.widgets import Blank
from exportdesk.documents.wording import WordingPair, filled

_CLAUSE = Style(8.3, 11.4)
_CLAUSE_BESIDE = Style(7.6, 10.4)
_LINES = 2 * 12.6 + 5  # the height of a box for an address
_SIGNED = 44.0
_HIGHEST = 250.0  # of a field to fill in: a longer value is scrolled
_DAY = 10
_NO_TIER = "\u2013"  # its code is on no tier of the list


class CertificationParts:
    """One form with everything its sections need."""

    def __init__(
        self,
        form: CertificationForm,
        wording: WordingPair,
        company: Company,
        answers: Answers,
        country_names: Mapping[str, str],
        *,
        fillable: bool = False,
    ) -> None:
        self.form, self.wording, self.answers = form, wording, answers
        self.exporter = company.name or wording.english.text("not_provided")
        self._countries = country_names
        self._most = _HIGHEST if fillable else math.inf
        self._choices = tuple(sorted(country_names.items(), key=lambda pair: pair[1]))
        other = wording.translation
        self._language = other.language if other else ""
        english, theirs = wording.both("not_provided")
        self._absent = (f"{english} / {theirs}", english) if theirs else (english,)

    def text(self, key: str, **facts: str) -> str:
        """Return a text in English."""
        return self.wording.english.text(key, **facts)

    def label(self, key: str, *, required: bool = False, **facts: str) -> Label:
        """Return a text in both languages."""
        english, other = self.wording.both(key, **facts)
        return Label(english, other, self._language, self.wording.is_mirrored, required)

    def customer(self) -> list[Flowable]:
        """Return who the customer is, and its roles."""
        one = self.answers.customer
        entry, address = self._entry, self._address
        names = [
            entry("customer_legal_name", "legal_name", one.legal_name, 1.25, needed=True),
            entry("customer_other_names", "other_names", one.other_names),
        ]
        registered, physical = "registered_address", "physical_address"
        places = [
            address(f"customer_{registered}", registered, one.registered_address, needed=True),
            address(f"customer_{physical}", physical, one.physical_address),
        ]
        number = "registration_number"
        rest = [
            self._country("customer_country", "country", one.country, needed=True),
            entry("customer_website", "website", one.website),
            entry(f"customer_{number}", number, one.registration_number),
            self._day("customer_formed_on", "formed_on", one.formed_on, 0.7),
        ]
        roles = [
            self._tick(f"role_{role}", f"role_{role}", role in self.answers.roles)
            for role in CERTIFIED_ROLES
        ]
        prompt = self.label("roles", required=True)
        return [self._row(names), self._row(places), self._row(rest), TickRow(prompt, roles)]

    def order(self) -> list[Flowable]:
        """Return what the certification covers: an order, or a period.

        Made for one order it has no room for a period; where that is open, the customer says it.
        """
        one = self.answers.order
        fields = [
            self._entry("order_reference", "order_reference", one.reference, 1.3),
            self._day("order_day", "order_day", one.day, 0.8),
        ]
        asked = self.form.asked.order
        is_one_order = bool(asked.reference or asked.day) and not _has_period(asked)
        if not is_one_order or _has_period(one):
            fields += [
                self._day("order_period_from", "order_period_from", one.period_from, 1.1),
                self._day("order_period_to", "order_period_to", one.period_to, 0.8),
            ]
        return [self._row(fields)]

    def items(self) -> list[Flowable]:
        """Return the table of items."""
        if not self.form.items:
            return [Beside(self.label("no_items"), SMALL)]
        columns = [
            Column(self._head("line"), 0.62),
            Column(self._head("part"), 1.75),
            Column(self._head("description"), 3.2),
            Column(self._head("hs_code"), 1.05, whole=True),
            Column(self._head("eccn"), 1.0, whole=True),
            Column(self._head("tier"), 0.95),
            Column(self._head("quantity"), 1.15, "right", whole=True),
        ]
        rows = [self._item(number, one) for number, one in enumerate(self.form.items, start=1)]
        return [Table(columns, rows)]

    def use(self) -> list[Flowable]:
        """Return what is done with the items, and where."""
        use = self.answers.use
        uses = [self._tick(f"use_{one}", f"use_{one}", one in use.uses) for one in IntendedUse]
        where = [
            self._entry("use_other_text", "use_other_text", use.other),
            self._country("use_country", "use_country", use.country, needed=True),
            self._entry("use_countries", "use_countries", use.countries),
        ]
        return [TickRow(self.label("uses", required=True), uses, most=5), self._row(where)]

    def end_users(self) -> list[Flowable]:
        """Return by whom the items are used in the end."""
        key = "end_user_not_known"
        return [
            Beside(self.label("end_users"), SMALL_BOLD, after=2),
            *(self._end_user(row) for row in range(end_user_rows(self.answers))),
            TickRow(None, [self._tick(key, key, self.answers.use.end_user_not_known)]),
        ]

    def _end_user(self, row: int) -> Flowable:
        known = self.answers.use.end_users[row : row + 1]
        one = known[0] if known else CertifiedEndUser()
        name = f"end_user_{row + 1}"
        entries = [
            self._entry(f"{name}_name", "end_user_name", one.name, 1.5),
            self._entry(f"{name}_address", "end_user_address", one.address, 2.0),
            self._country(f"{name}_country", "end_user_country", one.country, 1.0),
        ]
        return self._row(entries, after=4)

    def clauses(self) -> list[Flowable]:
        """Return what the customer confirms, clause by clause, and the exporter's own terms."""
        rows: list[Flowable] = [Beside(self.label("confirm", required=True), SMALL, after=3)]
        rows += [self._clause(at) for at in range(len(self.wording.english.clauses))]
        own = [
            TextBlock([Span(f"{number}.  ", SMALL_BOLD), Span(text, _CLAUSE)], _CLAUSE, after=3)
            for number, text in enumerate(self.form.own_clauses, start=1)
        ]
        if own:
            heading = Beside(self.label("own_clauses"), SMALL_BOLD, after=2)
            rows += [KeepTogether([heading, own[0]]), *own[1:]]
        return rows

    def _clause(self, at: int) -> Flowable:
        clause, other = self.wording.english.clauses[at], self.wording.translation
        letter = string.ascii_lowercase[at]
        facts = {"exporter": self.exporter}
        mirrored = self.wording.is_mirrored
        theirs = filled(other.clauses[at].text, facts, mirrored=mirrored) if other else ""
        label = Label(filled(clause.text, facts), theirs, self._language, mirrored)
        hint = f"{self.label('confirm').text}: {letter}. {self.label('hint_required').text}"
        tick = Tick(
            label,
            Blank(f"confirm_{clause.id}", hint, required=True),
            clause.id in self.answers.confirmed,
        )
        return ClauseRow(letter, tick, _CLAUSE_BESIDE if other else _CLAUSE)

    def signature(self) -> list[Flowable]:
        """Return where it is signed, by whom, and with what authority."""
        one = self.answers.signature
        entry = self._entry
        label = self.label("signature", required=True)
        signed = Entry(
            label, blank=Blank(SIGNATURE, label.text, required=True), share=1.5, least=_SIGNED,
            signed=True,
        )  # fmt: skip
        authorized = self._tick("signer_authorized", "authorized", one.authorized, needed=True)
        return [
            ClauseRow("", authorized),
            self._row([signed, Entry(self.label("stamp"), least=_SIGNED)]),
            self._row(
                [
                    entry("signer_name", "signer_name", one.name, needed=True),
                    entry("signer_title", "signer_title", one.title, needed=True),
                    entry("signer_company", "signer_company", one.company, needed=True),
                ]
            ),
            self._row(
                [
                    self._day("signer_signed_on", "signer_signed_on", one.signed_on, needed=True),
                    entry("signer_place", "signer_place", one.place, 2.0),
                ]
            ),
        ]

    def exporter_only(self) -> list[Flowable]:
        """Return the boxes that the exporter fills in."""
        ends = self.form.valid_until.isoformat() if self.form.valid_until else ""
        title = self.label("section_exporter", exporter=self.exporter)
        return [
            Beside(title, SMALL_BOLD, after=2),
            self._row(
                [
                    Entry(self.label("received_on")),
                    Entry(self.label("checked_by"), share=1.4),
                    Entry(self.label("record"), self.form.record or self.form.number, share=1.3),
                    Entry(self.label("valid_until"), ends),
                ]
            ),
        ]

    def unprintable(self) -> list[Flowable]:
        """Return a note on characters that no font has."""
        return unprintable(self._printed())

    def _printed(self) -> Iterable[str]:
        one, use = self.answers.customer, self.answers.use
        yield from (one.legal_name, one.other_names, one.registered_address, one.physical_address)
        yield from (use.other, use.countries, self.answers.order.reference, self.exporter)
        for user in use.end_users:
            yield from (user.name, user.address)
        for item in self.form.items:
            yield from (item.part, item.description, item.unit)
        yield from self.form.own_clauses

    def _row(self, entries: Sequence[Entry], after: float = 5) -> Flowable:
        return EntryRow(entries, after=after, most=self._most)

    def _entry(
        self, name: str, key: str, value: str, share: float = 1.0, *, needed: bool = False
    ) -> Entry:
        label = self.label(key, required=needed)
        blank = Blank(name, self._hint(label), required=needed, multiline=len(value) > 60)
        return Entry(label, value, "", blank, share, absent=self._absent)

    def _address(self, name: str, key: str, value: str, *, needed: bool = False) -> Entry:
        label = self.label(key, required=needed)
        blank = Blank(name, self._hint(label), required=needed, multiline=True)
        return Entry(label, value, "", blank, least=_LINES, absent=self._absent)

    def _day(
        self, name: str, key: str, value: str, share: float = 1.0, *, needed: bool = False
    ) -> Entry:
        label = self.label(key, required=needed)
        hint = f"{self._hint(label)} {self.label('hint_date').text}"
        most = 0 if len(value) > _DAY else _DAY
        blank = Blank(name, hint, required=needed, most=most)
        return Entry(label, value, "", blank, share, absent=self._absent)

    def _country(
        self, name: str, key: str, value: str, share: float = 1.0, *, needed: bool = False
    ) -> Entry:
        """Return a country to choose; one that is written and no code stays as it is written."""
        label = self.label(key, required=needed)
        known = value in self._countries or not value
        blank = Blank(
            name, self._hint(label), required=needed, choices=self._choices if known else ()
        )
        shown = self._countries.get(value, value)
        return Entry(label, value, shown, blank, share, absent=self._absent)

    def _tick(self, name: str, key: str, on: bool, *, needed: bool = False) -> Tick:
        label = self.label(key, required=needed)
        return Tick(label, Blank(name, self._hint(label), required=needed), on)

    def _hint(self, label: Label) -> str:
        needed = self.label("hint_required").text
        return f"{label.text}. {needed}" if label.required else label.text

    def _head(self, key: str) -> str:
        """Return the head of a column: both languages, one under the other."""
        english, other = self.wording.both(key)
        return english if other in ("", english) else f"{english}\n{other}"

    def _item(self, number: int, item: CertifiedItem) -> Sequence[Cell]:
        quantity = f"{item.quantity} {item.unit}".strip()
        tier = item.tier or (_NO_TIER if item.hs_code else "")
        told = (item.part, item.description, hs_text(item.hs_code), item.eccn, tier, quantity)
        return [str(number), *(each or [Span(self._absent[0], ABSENT)] for each in told)]


def _has_period(order: CertifiedOrder) -> bool:
    return bool(order.period_from or order.period_to)


def hs_text(code: str) -> str:
    """Return the digits of an HS code as tariffs print them: 8532.21, 8532.21.0040."""
    if not code.isdigit() or len(code) < 6:
        return code
    rest = f".{code[6:]}" if len(code) > 6 else ""
    return f"{code[:4]}.{code[4:6]}{rest}"
