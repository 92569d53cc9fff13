"""Opens cases from files, so that an order system can: what a file says, as a case."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from exportdesk.core.cases import (
    Answer,
    Case,
    CaseItem,
    CaseParty,
    CaseState,
    Destination,
    License,
    LookUp,
    LookUpResult,
    PartyAnswer,
)
from exportdesk.core.clock import Clock, today
from exportdesk.core.customers import PartyAddress, PartyName, Profile
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import CaseId, PartyId, ProductId, new_id
from exportdesk.core.listings import Identifier
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.products import Product
from exportdesk.diligence import Severity, TypedProduct
from exportdesk.operations.cases import Cases
from exportdesk.operations.products import Products
from exportdesk.operations.told_file import Told, read_told
from exportdesk.rulebook import Rulebook
from exportdesk.storage.cases import CaseFilter
from exportdesk.storage.opening import part_of_writing
from exportdesk.storage.workspace import Workspace

_ROLES = (
    Role.PURCHASER,
    Role.INTERMEDIATE_CONSIGNEE,
    Role.ULTIMATE_CONSIGNEE,
    Role.END_USER,
    Role.FREIGHT_FORWARDER,
    Role.BANK,
    Role.AGENT,
    Role.OTHER,
)
_OF_PRODUCT = (
    *("description", "hs_code", "eccn", "jurisdiction", "usml_category", "origin"),
    "manufacturer",
)
_SAME_AS = "same as "
_SAID = {"unknown": PartyAnswer.UNKNOWN, "none": PartyAnswer.NONE}


class CaseDocuments:
    """Opens cases from files. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        cases: Cases,
        products: Products,
        rulebook: Callable[[], Rulebook],
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._cases = cases
        self._products = products
        self._rulebook = rulebook
        self._clock = clock

    def open(self, path: Path, *, again: bool = False) -> Case:
        """Open a case as a file says and keep it.

        Raises BadInput where the file is not sound, or an open case of this customer has this
        reference already and it is not to be opened `again`; StorageFault.
        """
        case, customer = self.read(path)
        # One write: an order that is sent twice at the same moment is one case all the same.
        with part_of_writing(self._workspace().db):
            if case.reference and not again:
                self._refuse_second(case.reference, customer)
            return self._cases.open(case, customer)

    def _refuse_second(self, reference: str, customer: PartyId | None) -> None:
        for row in self._cases.list(CaseFilter(text=reference, customer=customer or None)):
            same = row.reference == reference and row.state is CaseState.OPEN
            if same and row.customer == (customer or ""):
                raise BadInput("case-there", reference=reference, number=row.number)

    def read(self, path: Path) -> tuple[Case, PartyId | None]:
        """Return the case that a file tells of, and its customer in the book. Raises BadInput."""
        told = read_told(path)
        customer = self._customer(told)
        parties = tuple(self._parties(told))
        bought = [one.party for one in parties if one.role is Role.PURCHASER]
        if customer and bought and bought != [customer]:
            raise told.wrong("parties.purchaser", "why-other-purchaser")
        case = Case(
            id=CaseId(new_id()),
            title=told.text("title"),
            reference=told.text("reference"),
            ordered_on=told.day("ordered_on"),
            export_on=told.day("export_on"),
            is_chosen=told.yes("whole_flow"),
            parties=parties,
            items=tuple(self._item(one) for one in told.tables("items")),
            destination=self._destination(told),
            route=tuple(self._country(told, "route", one) for one in told.texts("route")),
            answers=tuple(self._answers(told)),
            licenses=tuple(_licenses(told)),
            trade_integrity=_look_up(told.table("look_up")),
        )
        told.finish()
        return case, customer

    def _customer(self, told: Told) -> PartyId | None:
        reference = told.text("customer")
        return self._by_reference(told, "customer", reference) if reference else None

    def _by_reference(self, told: Told, key: str, reference: str) -> PartyId:
        found = self._workspace().customers.by_reference(reference)
        if found is None:
            raise told.wrong(key, "why-no-customer", reference=reference)
        return found

    def _parties(self, told: Told) -> Iterator[CaseParty]:
        parties = told.table("parties")
        if parties is None:
            return
        for role in _ROLES:
            value = parties.any(role.value)
            for at, one in enumerate(value if isinstance(value, list) else [value], start=1):
                if one is not None:
                    key = f"{role.value}[{at}]" if isinstance(value, list) else role.value
                    yield self._party(parties, key, role, one)
        parties.finish()

    def _party(self, parties: Told, key: str, role: Role, value: object) -> CaseParty:
        if isinstance(value, str):
            said = value.strip().lower()
            if said in _SAID:
                return CaseParty(role, _SAID[said])
            other = said.removeprefix(_SAME_AS).replace(" ", "_").replace("-", "_")
            if said.startswith(_SAME_AS) and other == role:
                raise parties.wrong(key, "why-same-as-itself")
            if not said.startswith(_SAME_AS) or other not in list(_ROLES):
                raise parties.wrong(key, "why-no-party")
            return CaseParty(role, PartyAnswer.SAME_AS, same_as=Role(other))
        told = parties.within(value, key)
        reference, note = told.text("customer"), told.text("note")
        if reference:
            party = self._by_reference(told, "customer", reference)
            kept = self._workspace().customers.get(party)
            told.finish()
            profile = kept.profile if kept else None
            return CaseParty(role, PartyAnswer.KEPT, party, profile, note=note)
        profile = self._profile(told)
        told.finish()
        return CaseParty(role, PartyAnswer.TYPED, profile=profile, note=note)

    def _profile(self, told: Told) -> Profile:
        names = (told.text("name", needed=True), *told.texts("other_names"))
        country = told.text("country")
        address = PartyAddress(
            street=told.text("address"),
            city=told.text("city"),
            region=told.text("region"),
            postal_code=told.text("postal_code"),
            country=self._country(told, "country", country) if country else "",
        )
        return Profile(
            names=tuple(PartyName(one) for one in names),
            kind=PartyKind(told.one_of("kind", list(PartyKind), PartyKind.ORGANIZATION)),
            addresses=() if address.is_empty else (address,),
            identifiers=tuple(Identifier("", one) for one in told.texts("identifiers")),
            website=told.text("website"),
            formed_on=told.text("formed_on"),
        )

    def _item(self, told: Told) -> CaseItem:
        sku = told.text("sku")
        workspace = self._workspace()
        kept = workspace.products.by_sku(sku) if sku else None
        if kept:
            for key in filter(told.__contains__, _OF_PRODUCT):
                raise told.wrong(key, "why-in-book", sku=sku)
        product = self._products.get(kept) if kept else self._typed_product(told, sku)
        controls = told.table("controls")
        answers = {key: controls.yes(key) for key in controls.keys()} if controls else {}  # noqa: SIM118 - no mapping
        item = CaseItem(
            product,
            quantity=told.number("quantity", above_zero=True),
            unit=told.text("unit"),
            value=told.number("value"),
            currency=told.currency("currency"),
            controls=answers,
        )
        told.finish()
        return item

    def _typed_product(self, told: Told, sku: str) -> Product:
        """Return a product that is not in the book, as the file describes it."""
        if sku and not any(key in told for key in _OF_PRODUCT):
            raise told.wrong("sku", "why-no-product", sku=sku)
        typed = TypedProduct(
            sku=sku or told.text("description", needed=True),
            description=told.text("description") or sku,
            hs_code=told.text("hs_code"),
            eccn=told.text("eccn"),
            jurisdiction=told.one_of("jurisdiction", ("ear", "itar", "other")),
            usml_category=told.text("usml_category"),
            origin=told.text("origin"),
            manufacturer=told.text("manufacturer"),
        )
        checked = self._products.check(typed, ProductId(new_id()))
        for one in checked.findings:
            if one.severity is Severity.ERROR and one.code != "sku-taken":
                raise told.wrong(one.field, one.code, **one.facts)
        return replace(checked.product, sku=sku)

    def _destination(self, told: Told) -> Destination:
        place = told.table("destination")
        if place is None:
            return Destination()
        country, region = place.text("country"), place.text("region")
        code = self._country(place, "country", country) if country else ""
        known = [one.code for one in self._rulebook().countries_rules.regions_of(code)]
        if region and region not in (*known, "none"):
            raise place.wrong("region", "why-not-one-of", words=", ".join((*known, "none")))
        found = Destination(code, region, place.text("address"))
        place.finish()
        return found

    def _answers(self, told: Told) -> Iterator[Answer]:
        answers = told.table("answers")
        if answers is None:
            return
        for code in answers.keys():  # noqa: SIM118 - it is no mapping
            question = self._rulebook().questions.get(code)
            if question is None:
                raise answers.wrong(code, "why-no-question")
            note = ""
            if isinstance(answers.any(code), dict):
                inner = answers.within(answers.any(code), code)
                value, note = inner.text("value", needed=True), inner.text("note")
                inner.finish()
            else:
                value = answers.text(code, needed=True)
            if not question.takes(value):
                raise answers.wrong(code, "why-no-answer", value=value)
            if question.is_ahead(value, today(self._clock)):
                raise answers.wrong(code, "why-still-to-come", value=value)
            yield Answer(code, value, note)

    def _country(self, told: Told, key: str, text: str) -> str:
        code = self._rulebook().countries.country_code(text)
        if not code:
            raise told.wrong(key, "why-no-country", text=text)
        return code


def _licenses(told: Told) -> Iterator[License]:
    """Yield the licenses, each number once: what is settled by one names it by its number."""
    seen: set[str] = set()
    for one in told.tables("licenses"):
        found = _license(one)
        if found.number in seen:
            raise one.wrong("number", "why-number-twice")
        seen.add(found.number)
        yield found


def _license(told: Told) -> License:
    found = License(
        told.text("number", needed=True),
        told.text("agency") or "BIS",
        told.day("expires_on"),
        told.text("remarks"),
    )
    told.finish()
    return found


def _look_up(told: Told | None) -> LookUp | None:
    if told is None:
        return None
    on, result = told.day("on"), told.one_of("result", list(LookUpResult))
    if on is None or not result:
        raise told.wrong("on" if on is None else "result", "why-missing")
    found = LookUp(on, LookUpResult(result), told.text("note"))
    told.finish()
    return found
