"""Makes drafts of certifications, filled from customers, cases and products; keeps nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from exportdesk.core.certification_life import Certification
from exportdesk.core.certifications import ENGLISH, CertificationForm
from exportdesk.core.clock import Clock, today
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import CaseId, CertificationId, PartyId, ProductId, new_id
from exportdesk.core.papers import Letterhead, PaperKind
from exportdesk.core.products import Product
from exportdesk.documents.wording import WordingPair
from exportdesk.operations.certification_drafts import Ask, filled, item_of, items_of
from exportdesk.storage.workspace import Workspace


class CertificationMaking:
    """Makes drafts. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        wording: Callable[[str], WordingPair],
        tier: Callable[[Product], str],
        letterhead: Callable[[], Letterhead],
        clock: Clock,
    ) -> None:
        """`wording` gives the texts for a language, `tier` that of a product, "" for none.

        `letterhead` has the company's own clauses, and who signs for it.
        """
        self._workspace = workspace
        self.wording = wording
        self._tier = tier
        self._letterhead = letterhead
        self._clock = clock

    def prepared(
        self,
        customer: PartyId | None = None,
        case: CaseId | None = None,
        products: Sequence[ProductId] = (),
        language: str = ENGLISH,
    ) -> Certification:
        """Return a draft that is not kept, and has no number yet. Raises BadInput."""
        workspace = self._workspace()
        order = workspace.cases.get(case) if case else None
        if case and order is None:
            raise BadInput("case-unknown", id=case)
        customer = customer or (order.customer or None if order else None)
        customer = workspace.merged.now_of(customer) if customer else None
        holder = workspace.customers.get(customer) if customer else None
        if customer and (holder is None or workspace.customers.is_deleted(customer)):
            raise BadInput("customer-unknown", id=customer)
        items = list(items_of(order, self._tier)) if order and not products else []
        items += [item_of(self._product(one), self._tier) for one in products]
        ask = filled(holder, order, items)
        record = order.number if order else ""
        return self._form(ask, language, customer, case, record)

    def _product(self, product: ProductId) -> Product:
        found = self._workspace().products.get(product)
        if found is None:
            raise BadInput("product-unknown", id=product)
        return found

    def fitting(self, language: str) -> str:
        """Return a language, English where its translation does not fit the wording in use."""
        try:
            self.wording(language)
        except BadInput:
            return ENGLISH
        return language

    def worded(self, form: CertificationForm) -> CertificationForm:
        """Return a form that names the versions of the texts in use."""
        pair = self.wording(form.language)
        other = pair.translation.version if pair.translation else ""
        return replace(form, wording=pair.english.version, translation=other)

    def _form(
        self,
        ask: Ask,
        language: str,
        customer: PartyId | None,
        case: CaseId | None,
        record: str,
    ) -> Certification:
        head = self._letterhead()
        form = CertificationForm(
            id=CertificationId(new_id()),
            number="",
            dated=today(self._clock),
            customer=customer,
            language=language,
            items=ask.items,
            asked=ask.asked,
            own_clauses=head.clauses_of(PaperKind.CERTIFICATION),
            case=case,
            record=record,
            return_to=head.signatory.email or self._workspace().settings.company().email,
        )
        return Certification(self.worded(form), ask.customer_name)

    def again(
        self, kept: Certification, replaces: str, language: str | None = None
    ) -> CertificationForm:
        """Return the form of a new draft like one that was sent, in another language if told.

        Where the translation that it had does not fit the wording in use, it is in English.
        """
        return self.worded(
            replace(
                kept.form,
                id=CertificationId(new_id()),
                dated=today(self._clock),
                replaces=replaces,
                valid_until=None,
                language=language or self.fitting(kept.form.language),
            )
        )

    def renewal(self, kept: Certification, language: str | None = None) -> Certification:
        """Return a draft, not kept, under no number yet, of one that is to go on after `kept`.

        Raises BadInput: it was never sent.
        """
        if kept.is_draft:
            raise BadInput("certification-not-sent", number=kept.title)
        form = replace(self.again(kept, kept.number, language), number="", version=1)
        return Certification(form, kept.customer_name, replaces=kept.id)
