"""What is different from the last case of the same customer: worth a second look."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from exportdesk.core.cases import Case, CaseParty, CaseStep, PartyAnswer
from exportdesk.core.customers import party_changes
from exportdesk.core.parties import Role
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.diligence.since import Part


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was: a code that has a sentence, at the step it belongs to."""

    code: str
    step: CaseStep
    about: str
    before: str = ""
    after: str = ""


def differences_of(facts: CaseFacts) -> tuple[Difference, ...]:
    """Return what is different from the last case of the customer, each at the step it belongs to.

    Who owns the parties is no part of a case; of the last one its sign-off tells it.
    """
    questions = facts.rulebook.questions
    found = []
    for one in differences(facts.last_case, facts.case):
        question = questions.get(one.about) if one.code == "differs-answer" else None
        found.append(replace(one, step=question.step) if question else one)
    return (*found, *_owners(facts))


def _owners(facts: CaseFacts) -> Iterator[Difference]:
    signed = facts.last_case.sign_off if facts.last_case else None
    if signed is None or not signed.basis:
        return
    behind = {role.value for role in (Role.OWNER, Role.DIRECTOR)}
    roles = {
        (one.about, one.name): behind.intersection(one.value.split(", "))
        for one in signed.basis
        if one.part == Part.PARTIES and not one.field
    }
    before = {key for key, held in roles.items() if held}
    after = {(one.id, one.name) for one in facts.parties if one.of}
    if {key for key, _name in before} != {key for key, _name in after}:
        names = ("; ".join(sorted(name for _key, name in each)) for each in (before, after))
        yield Difference("differs-owners", CaseStep.OWNERSHIP, "owners", *names)


def differences(last: Case | None, case: Case) -> tuple[Difference, ...]:
    """Return what is different from the last case, () where there is none."""
    if last is None:
        return ()
    return (*_parties(last, case), *_items(last, case), *_way(last, case), *_answers(last, case))


def _parties(last: Case, case: Case) -> Iterator[Difference]:
    for role in Role:
        before, after = last.of_role(role), case.of_role(role)
        if _keys(before) != _keys(after):
            yield Difference("differs-party", CaseStep.PARTIES, role, _named(before), _named(after))
            continue
        for one, other in zip(before, after, strict=False):
            if one.profile and other.profile:
                for change in party_changes(one.profile, other.profile):
                    yield Difference(
                        "differs-party-detail",
                        CaseStep.PARTIES,
                        f"{role}/{change.field}",
                        "; ".join(change.before),
                        "; ".join(change.after),
                    )


def _keys(parties: tuple[CaseParty, ...]) -> list[str]:
    """Return who they are: somebody of the book is the same under another name."""
    return sorted(one.party or _name(one) for one in parties)


def _named(parties: tuple[CaseParty, ...]) -> str:
    return "; ".join(sorted(map(_name, parties)))


def _name(one: CaseParty) -> str:
    if one.answer is PartyAnswer.SAME_AS:
        return f"= {one.same_as}"
    return one.profile.name if one.profile is not None else one.answer.value


def _items(last: Case, case: Case) -> Iterator[Difference]:
    before = {one.product.id: one for one in last.items}
    after = {one.product.id: one for one in case.items}
    for key, item in after.items():
        was = before.get(key)
        name = item.product.sku or item.product.description
        if was is None:
            yield Difference("differs-product-new", CaseStep.TRIGGER, name)
        else:
            if (was.value, was.currency) != (item.value, item.currency):
                values = (f"{one.value} {one.currency}".strip() for one in (was, item))
                yield Difference("differs-value", CaseStep.TRIGGER, name, *values)
            if was.product.jurisdiction != item.product.jurisdiction:
                whose = (one.product.jurisdiction.upper() for one in (was, item))
                yield Difference("differs-jurisdiction", CaseStep.CLASSIFICATION, name, *whose)
            if (was.quantity, was.unit) != (item.quantity, item.unit):
                amounts = (f"{one.quantity} {one.unit}".strip() for one in (was, item))
                yield Difference("differs-quantity", CaseStep.TRIGGER, name, *amounts)
            if was.product.hs_code != item.product.hs_code:
                codes = (was.product.hs_code, item.product.hs_code)
                yield Difference("differs-code", CaseStep.TRIGGER, name, *codes)
            if was.product.eccn != item.product.eccn:
                codes = (was.product.eccn, item.product.eccn)
                yield Difference("differs-eccn", CaseStep.CLASSIFICATION, name, *codes)
    for key, was in before.items():
        if after and key not in after:  # of a case without products nothing is left out yet
            name = was.product.sku or was.product.description
            yield Difference("differs-product-gone", CaseStep.TRIGGER, name)


def _way(last: Case, case: Case) -> Iterator[Difference]:
    was, is_now = last.destination, case.destination
    for name in ("country", "region", "address"):
        before, after = getattr(was, name), getattr(is_now, name)
        if before != after:
            yield Difference("differs-destination", CaseStep.DESTINATION, name, before, after)
    if last.route != case.route:
        before, after = " ".join(last.route), " ".join(case.route)
        yield Difference("differs-route", CaseStep.DESTINATION, "route", before, after)


def _answers(last: Case, case: Case) -> Iterator[Difference]:
    before = {one.code: one.value for one in last.answers}
    for one in case.answers:
        was = before.get(one.code, "")
        if was and one.value and was != one.value:
            yield Difference("differs-answer", CaseStep.ORDER, one.code, was, one.value)
