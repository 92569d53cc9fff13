"""The facts around a case, one by one and as text, and what became of them since."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from exportdesk.core.case_basis import BasisFact
from exportdesk.core.cases import CasePolicy
from exportdesk.core.customers import Profile, looks
from exportdesk.core.standing import MatchState
from exportdesk.diligence.case_facts import CaseFacts, ItemFacts, PartyFacts
from exportdesk.diligence.since import Became, Ground, Part, Since

WHOLE = ""
"""The field of the fact that somebody, or something, is there at all."""


def basis(facts: CaseFacts) -> tuple[BasisFact, ...]:
    """Return the facts around a case that may change after its sign-off.

    What is in the case itself is locked with it, and is not told again.
    """
    return tuple(_told(facts))


def became(before: Iterable[BasisFact], now: Iterable[BasisFact]) -> Iterator[Since]:
    """Yield what became of facts: those that are new, are gone, or have another value.

    Of somebody who is new or gone altogether only that is told.
    """
    old = {one.place: one for one in before}
    new = {one.place: one for one in now}
    for place in (*new, *(place for place in old if place not in new)):
        was, is_now = old.get(place), new.get(place)
        if was is not None and is_now is not None and was.value == is_now.value:
            continue
        if (was is None or is_now is None) and _is_told_whole(place, old, new):
            continue
        yield _since(was, is_now)


_Places = Mapping[tuple[str, str, str, str], BasisFact]


def _is_told_whole(place: tuple[str, str, str, str], old: _Places, new: _Places) -> bool:
    part, about, field, _key = place
    whole = (part, about, WHOLE, "")
    return field != WHOLE and (whole in old) != (whole in new)


def _since(was: BasisFact | None, is_now: BasisFact | None) -> Since:
    one = is_now or was
    if one is None:
        raise ValueError("a fact that was never there")
    change = Became.CHANGED if was and is_now else Became.NEW if is_now else Became.GONE
    return Since(
        Ground.FACTS,
        one.part,
        was.value if was else "",
        is_now.value if is_now else "",
        change,
        name=one.name,
        field=one.field,
        label=one.label,
        facts=one.facts,
    )


def _told(facts: CaseFacts) -> Iterator[BasisFact]:
    for party in facts.parties:
        yield from _party(party)
        yield from _screened(party)
        yield from _owned(party)
    for letter in facts.letters:
        touched = "; ".join(sorted(letter.touches))
        yield BasisFact(Part.LETTERS, letter.id, letter.number, WHOLE, touched)
    yield from _certified(facts)
    for order in facts.history:
        key = f"{order.hs6} {order.on.isoformat()} {order.quantity} {order.unit}".strip()
        yield BasisFact(Part.HISTORY, key, order.hs6, WHOLE, key)
    for item in facts.items:
        yield from _indicated(item)
        for field, now in item.outdated.items():
            yield BasisFact(Part.ITEMS, item.id, item.name, field, now)
    for source in facts.lists:
        day = source.published.isoformat() if source.published else ""
        yield BasisFact(Ground.LISTS, source.source, source.name, WHOLE, day)
    for one in fields(CasePolicy):
        value = getattr(facts.policy, one.name)
        text = ", ".join(value) if isinstance(value, tuple) else str(value)
        yield BasisFact(Part.POLICY, "policy", "", one.name, text)


def _party(party: PartyFacts) -> Iterator[BasisFact]:
    def fact(field: str, value: str) -> BasisFact:
        return BasisFact(Part.PARTIES, party.id, party.name, field, value)

    yield fact(WHOLE, ", ".join(party.roles))
    for field, texts in looks(party.profile).items():
        yield fact(field, "; ".join(texts))
    for one in fields(Profile):
        value = getattr(party.profile, one.name)
        if isinstance(value, str) and one.name not in looks(party.profile):
            yield fact(one.name, " ".join(value.split()))


def _screened(party: PartyFacts) -> Iterator[BasisFact]:
    """Yield what screening left of a party, as `case_prints` tells it apart."""
    part, about = Part.SCREENING, party.id
    yield BasisFact(part, about, party.name, "screening", party.screening)
    for match in party.matches:
        if match.state is not MatchState.NOT_SAME:
            value = "ended" if match.has_ended else match.state.value
            told = {"list": match.list}
            yield BasisFact(
                part, about, party.name, "match", value, match.uid, match.name or match.uid, told
            )


def _owned(party: PartyFacts) -> Iterator[BasisFact]:
    seen: dict[str, int] = {}
    for one in party.ownership.findings if party.ownership else ():
        told = {key: _text(value) for key, value in one.facts.items()}
        at = seen[one.code] = seen.get(one.code, 0) + 1
        value = " ".join((one.severity, *sorted(f"{k}={v}" for k, v in told.items())))
        yield BasisFact(
            Part.OWNERSHIP, party.id, party.name, "finding", value, f"{one.code} {at}", one.code,
            told,
        )  # fmt: skip


def _certified(facts: CaseFacts) -> Iterator[BasisFact]:
    one = facts.certification
    names = {item.id: item.name for item in facts.items}
    told = {
        "number": one.number,
        "state": one.state.value,
        "expires_on": one.expires_on.isoformat() if one.expires_on else "",
        "covers": ", ".join(sorted(names.get(item, item) for item in one.covers)),
    }
    for field, value in told.items():
        yield BasisFact(Part.CERTIFICATION, "certification", one.number, field, value)


def _indicated(item: ItemFacts) -> Iterator[BasisFact]:
    seen: dict[str, int] = {}
    for line in item.indication.lines if item.indication else ():
        told = {key: _text(value) for key, value in line.facts.items()}
        at = seen[line.code] = seen.get(line.code, 0) + 1
        yield BasisFact(
            Part.LICENSE, item.id, item.name, "license", line.verdict, f"{line.code} {at}",
            line.code, told,
        )  # fmt: skip
    for finding in item.checked.findings:
        told = {key: _text(value) for key, value in finding.facts.items()}
        yield BasisFact(
            Part.LICENSE, item.id, item.name, "product", "", finding.code, finding.code, told
        )


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
