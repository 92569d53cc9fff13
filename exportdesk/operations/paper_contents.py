"""Gathers what statements and letters say, and what a person has to mind before they go."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from exportdesk.core.cases import Case
from exportdesk.core.clock import Clock, today
from exportdesk.core.customers import Customer
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import CaseId, PartyId, ProductId
from exportdesk.core.papers import NO_CASE, LegalReview, PaperKind
from exportdesk.core.standing import MatchState
from exportdesk.core.text import tidy
from exportdesk.documents.paper_values import (
    LetterValues,
    StatementItem,
    StatementParty,
    StatementValues,
)
from exportdesk.documents.paper_wording import PaperWording, long_day, read_paper_wording
from exportdesk.documents.wording import Review
from exportdesk.operations.cases import Cases
from exportdesk.operations.paper_asking import Ask, asked_anyway, asked_of_case, asked_of_customer
from exportdesk.operations.paper_drafts import Caution, PaperDraft, RefusalScope, address_lines
from exportdesk.operations.paper_statements import (
    end_user_of,
    items_of_case,
    items_of_products,
    statement_party,
)
from exportdesk.operations.templates import Templates
from exportdesk.rulebook import Consequence, Rulebook
from exportdesk.storage.workspace import Workspace

_UVL = "UVL"


class PaperContentsOf:
    """Gathers drafts of statements and letters; keeps nothing. May be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        folder: Path,
        cases: Cases,
        templates: Templates,
        rulebook: Callable[[], Rulebook],
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._folder = folder
        self._cases = cases
        self._templates = templates
        self._rulebook = rulebook
        self._clock = clock

    def uvl_statement(
        self,
        customer: PartyId,
        *,
        party: PartyId | None = None,
        case: CaseId | None = None,
        products: Sequence[ProductId] = (),
    ) -> PaperDraft:
        """Return a UVL statement for the party that is listed, or for the one that is named."""
        of = self._customer(customer)
        listed = self._on_uvl(of)
        chosen = party or next(iter(listed), of.id)
        kept = of.kept(chosen)
        if kept is None:
            raise BadInput("customer-unknown", id=chosen)
        cautions = [] if chosen in listed else [Caution("caution-uvl-none", {"customer": of.name})]
        draft = self._statement(PaperKind.UVL_STATEMENT, of, kept.id, case, products)
        return replace(draft, cautions=(*cautions, *draft.cautions))

    def end_use_statement(
        self,
        customer: PartyId,
        *,
        case: CaseId | None = None,
        products: Sequence[ProductId] = (),
    ) -> PaperDraft:
        """Return an end-use statement for a customer."""
        of = self._customer(customer)
        return self._statement(PaperKind.END_USE_STATEMENT, of, of.id, case, products)

    def refusal_letter(
        self,
        customer: PartyId,
        *,
        case: CaseId | None = None,
        reference: str = "",
        scope: RefusalScope = RefusalScope.ORDER,
        mentions_payment: bool = False,
    ) -> PaperDraft:
        """Return a letter that says what we cannot do, without saying why.

        Nothing that was found goes into it: neither list nor match nor finding is at hand here.
        """
        of, wording = self._customer(customer), self._wording(PaperKind.REFUSAL_LETTER)
        payment = [wording.text("payment")] if mentions_payment else []
        after = (
            f"{wording.text('no_accusation')} {wording.text('no_details')}",
            " ".join([*payment, wording.text("no_waiver")]),
        )
        values = LetterValues(
            wording=wording,
            recipient=self._address(of),
            subject=wording.text(f"subject_{scope}"),
            reference=self._reference(case, reference),
            paragraphs=wording.paragraphs(f"body_{scope}"),
            after=after,
        )
        cautions = (Caution("caution-counsel"), *self._cautions(of))
        return PaperDraft(values, of.name, of.id, case or NO_CASE, cautions)

    def asks(self, customer: PartyId, case: CaseId | None = None) -> tuple[Ask, ...]:
        """Return what there is to ask a customer: for a case, or to complete its record."""
        of, wording = self._customer(customer), self._wording(PaperKind.INFORMATION_LETTER)
        if case is not None:
            found = self._case(case, of)
            return asked_of_case(self._cases.assess(found).assessment.open, of, wording)
        names = {one.id: one.profile.name for one in of.parties()}
        undecided = [
            names[one.party]
            for one in self._workspace().matches.of_customer(of.id)
            if one.state.is_undecided and names.get(one.party)
        ]
        return asked_of_customer(of, list(dict.fromkeys(undecided)), wording)

    def asked_anyway(self) -> tuple[Ask, ...]:
        """Return all that a customer can be asked of itself, to choose from."""
        return asked_anyway(self._wording(PaperKind.INFORMATION_LETTER))

    def information_letter(
        self,
        customer: PartyId,
        *,
        case: CaseId | None = None,
        reference: str = "",
        asks: Sequence[Ask] | None = None,
        return_by: date | None = None,
    ) -> PaperDraft:
        """Return a letter that asks for `asks`, for all that there is to ask where not given."""
        of, wording = self._customer(customer), self._wording(PaperKind.INFORMATION_LETTER)
        asked = self.asks(customer, case) if asks is None else tuple(asks)
        texts = tuple(text for text in (tidy(one.text) for one in asked) if text)
        if not texts:
            raise BadInput("asks-missing")
        company = self._workspace().settings.company()
        address = self._templates.letterhead().signatory.email or company.email
        answer_to = address or company.address_line or company.name
        if return_by is None:
            until = wording.text("return_when", address=answer_to)
        else:
            until = wording.text("return_by", day=long_day(return_by), address=answer_to)
        values = LetterValues(
            wording=wording,
            recipient=self._address(of),
            subject=wording.text("subject"),
            reference=self._reference(case, reference),
            paragraphs=(*wording.paragraphs("opening"), *wording.paragraphs("how_to")),
            asks=texts,
            after=(until, *wording.paragraphs("no_accusation")),
        )
        cautions = (
            *([] if address else [Caution("caution-no-return")]),
            *self._cautions(of),
            *_of_wording(wording, self._templates.letterhead().review),
        )
        return PaperDraft(values, of.name, of.id, case or NO_CASE, tuple(cautions))

    def _statement(
        self,
        kind: PaperKind,
        of: Customer,
        party: PartyId,
        case: CaseId | None,
        products: Sequence[ProductId],
    ) -> PaperDraft:
        wording = self._wording(kind)
        kept = of.kept(party)
        who = statement_party((kept or of).profile)
        found = self._case(case, of) if case else None
        user = end_user_of(found) if found else None
        template = self._templates.letterhead()
        values = StatementValues(
            wording=wording,
            party=who,
            reference=found.reference if found else "",
            destination=found.destination.country if found else "",
            end_user=statement_party(user) if user else StatementParty(),
            items=self._items(found, products),
            own_clauses=template.clauses_of(kind),
            record=found.number if found else "",
            is_checked=template.checked.get(kind) == wording.version,
        )
        cautions = list(_of_statement(values))
        if not values.is_draft:
            cautions += _of_wording(wording, template.review)
        return PaperDraft(values, who.name, of.id, case or NO_CASE, tuple(cautions))

    def _items(self, case: Case | None, products: Sequence[ProductId]) -> tuple[StatementItem, ...]:
        found = self._workspace().products.several(products)
        unknown = next((one for one in products if one not in found), None)
        if unknown is not None:
            raise BadInput("product-unknown", id=unknown)
        of_case = items_of_case(case) if case else ()
        return (*of_case, *items_of_products(found[one] for one in products))

    def _customer(self, customer: PartyId) -> Customer:
        workspace = self._workspace()
        found = workspace.customers.get(customer)
        if found is None or workspace.customers.is_deleted(customer):
            raise BadInput("customer-unknown", id=customer)
        return found

    def _case(self, case: CaseId, of: Customer) -> Case:
        found = self._cases.get(case)
        if self._workspace().merged.now_of(found.customer) != of.id:
            raise BadInput("case-other-customer", number=found.number, name=of.name)
        return found

    def _reference(self, case: CaseId | None, typed: str) -> str:
        if typed.strip() or case is None:
            return tidy(typed)
        return self._cases.get(case).reference

    def _wording(self, kind: PaperKind) -> PaperWording:
        return read_paper_wording(kind, self._folder)

    def _address(self, of: Customer) -> tuple[str, ...]:
        country = of.profile.country
        return address_lines(
            of, self._rulebook().countries.country_name(country) if country else ""
        )

    def _on_uvl(self, of: Customer) -> list[PartyId]:
        """Return the parties of a customer that are confirmed to be on the Unverified List."""
        return [
            one.party
            for one in self._workspace().matches.of_customer(of.id)
            if one.state is MatchState.SAME and one.match.list == _UVL
        ]

    def _cautions(self, of: Customer) -> Iterator[Caution]:
        """Yield what to mind before writing to a customer at all."""
        workspace = self._workspace()
        matches = workspace.matches.of_customer(of.id)
        confirmed = [one.match for one in matches if one.state is MatchState.SAME]
        meanings = [self._rulebook().meaning_of(one.list, one.kind) for one in confirmed]
        if any(one.consequence is Consequence.BLOCK for one in meanings):
            yield Caution("caution-blocked", {"customer": of.name})
        undecided = sum(1 for one in matches if one.state.is_undecided)
        if undecided:
            yield Caution("caution-undecided", {"customer": of.name, "count": undecided})
        day = today(self._clock)
        for letter in workspace.letters.all():
            if of.id in letter.customers and letter.counts_on(day):
                facts = {"customer": of.name, "letter": letter.number}
                yield Caution("caution-agency-letter", facts)


def _of_wording(wording: PaperWording, review: LegalReview) -> Iterator[Caution]:
    if wording.review is not Review.LAWYER and not review.by:
        yield Caution("caution-not-reviewed", {"version": wording.version})


def _of_statement(values: StatementValues) -> Iterator[Caution]:
    if values.is_draft:
        yield Caution("caution-uvl-draft")
    if values.party.is_box:
        yield Caution("caution-box", {"party": values.party.name})
    if not values.items:
        yield Caution("caution-no-items")
