"""What is different from the last case of the same customer: worth a second look."""

from collections.abc import Iterator
from dataclasses import dataclass

from exportdesk.core.cases import Case, CaseParty, CaseStep, PartyAnswer
from exportdesk.core.customers import party_changes
from exportdesk.core.parties import Role


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was: a code that has a sentence, at the step it belongs to."""

    code: str
    step: CaseStep
    about: str
    before: str = ""
    after: str = ""


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
            if (was.quantity, was.unit) != (item.quantity, item.unit):
                amounts = (f"{one.quantity} {one.unit}".strip() for one in (was, item))
                yield Difference("differs-quantity", CaseStep.TRIGGER, name, *amounts)
            if was.product.hs_code != item.product.hs_code:
                codes = (was.product.hs_code, item.product.hs_code)
                yield Difference("differs-code", CaseStep.TRIGGER, name, *codes)
            if was.product.eccn != item.product.eccn:
                codes = (was.product.eccn, item.product.eccn)
                yield Difference("differs-eccn", CaseStep.CLASSIFICATION, name, *codes)


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
