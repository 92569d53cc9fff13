"""What a case rested on at its sign-off, as fingerprints, and what is different since."""

import dataclasses
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date, datetime
from functools import cache

from exportdesk.core.canonical import canonical_json, sha256_hex
from exportdesk.core.cases import CasePolicy, SignOff
from exportdesk.core.standing import MatchState
from exportdesk.diligence.case_basis import basis, became
from exportdesk.diligence.case_facts import CaseFacts, PartyFacts
from exportdesk.diligence.since import Ground, Part, Since


def fact_prints(facts: CaseFacts) -> Mapping[str, str]:
    """Return one fingerprint for each part of the facts. The order of entries does not matter."""
    case = facts.case
    parts: Mapping[Part, object] = {
        Part.PARTIES: (_sorted(case.parties), _sorted((p.id, p.profile) for p in facts.parties)),
        Part.ITEMS: (
            *(_sorted(case.items), case.is_chosen),
            # What the book says by now, where it says something else.
            *[(one.id, one.outdated) for one in facts.items if one.outdated],
        ),
        Part.DESTINATION: (case.destination, case.route),
        Part.DATES: (case.ordered_on, case.export_on, case.reference),
        Part.ANSWERS: (
            *(_sorted(case.answers), case.trade_integrity),
            # Nothing was told apart by them before there were any.
            *([_sorted(case.looked)] if case.looked else []),
        ),
        Part.RESOLUTIONS: (_sorted(case.flags), _sorted(case.resolutions), _sorted(case.licenses)),
        Part.SCREENING: _sorted(_screened(one) for one in facts.parties),
        Part.OWNERSHIP: _sorted(_owned(one) for one in facts.parties),
        Part.LETTERS: _sorted(facts.letters),
        Part.CERTIFICATION: _certified(facts),
        Part.HISTORY: _sorted(facts.history),
        Part.LICENSE: _sorted(_indicated(facts)),
        Part.POLICY: _policy(facts.policy),
    }
    return {part.value: _print(value) for part, value in parts.items()}


def list_editions(facts: CaseFacts) -> Mapping[str, str]:
    """Return the edition of each list in use, by its source."""
    return {one.source: one.edition for one in facts.lists}


def changed_since(
    sign_off: SignOff, facts: CaseFacts, rules: Callable[[str], Iterable[Since]] = lambda _old: ()
) -> tuple[Since, ...]:
    """Return what is different since the sign-off: facts, lists, the rulebook.

    `rules` tells what differs between the rulebook of a fingerprint and the one in use. Of a part
    of which it was not kept what it was, only that it is different is told.
    """
    found: list[Since] = []
    told = list(became(sign_off.basis, basis(facts))) if sign_off.basis else []
    for part, now in fact_prints(facts).items():
        if sign_off.facts.get(part) != now:
            found += [one for one in told if one.what == part] or [
                Since(Ground.FACTS, part, is_older=not sign_off.basis)
            ]
    before, after = sign_off.lists, list_editions(facts)
    found += [
        Since(
            Ground.LISTS,
            source,
            before.get(source, ""),
            after.get(source, ""),
            facts=_days(source, sign_off, facts),
        )
        for source in sorted(before.keys() | after.keys())
        if before.get(source) != after.get(source)
    ]
    if sign_off.rulebook_print != facts.rulebook_print:
        now = facts.rulebook.as_of.isoformat()
        found.append(Since(Ground.RULEBOOK, "rulebook", sign_off.rulebook, now))
        found += rules(sign_off.rulebook_print)
    return tuple(found)


def _days(source: str, sign_off: SignOff, facts: CaseFacts) -> Mapping[str, str]:
    """Return the publisher's dates of the two editions of a list."""
    was = [one.value for one in sign_off.basis if (one.part, one.about) == ("lists", source)]
    now = [one.published for one in facts.lists if one.source == source]
    return {
        "before": next(iter(was), ""),
        "after": now[0].isoformat() if now and now[0] else "",
    }


def _screened(one: PartyFacts) -> object:
    """Return what screening left of a party: open and confirmed matches. Others come and go."""
    kept = [m for m in one.matches if m.state is not MatchState.NOT_SAME]
    return one.id, one.screening, _sorted((m.uid, m.state, m.has_ended) for m in kept)


def _owned(one: PartyFacts) -> object:
    found = one.ownership.findings if one.ownership else ()
    told = _sorted((f.code, f.severity, {k: str(v) for k, v in f.facts.items()}) for f in found)
    return one.id, one.of, one.ownership is None, told


def _certified(facts: CaseFacts) -> object:
    one = facts.certification
    return one.state, one.number, one.expires_on, sorted(one.covers)


def _indicated(facts: CaseFacts) -> list[object]:
    found: list[object] = []
    for one in facts.items:
        lines = (
            _sorted((line.code, line.verdict) for line in one.indication.lines)
            if one.indication
            else []
        )
        codes = sorted(finding.code for finding in one.checked.findings)
        found.append((one.id, one.indication is None, lines, codes))
    return found


def _sorted(values: Iterable[object]) -> list[object]:
    return sorted((_plain(one) for one in values), key=canonical_json)


def _policy(policy: CasePolicy) -> Mapping[str, object]:
    """Return a policy as it is told apart; what came later counts where it was changed."""
    told = {name: getattr(policy, name) for name in _field_names(CasePolicy) or ()}
    if policy.newcomer_days == CasePolicy().newcomer_days:
        del told["newcomer_days"]
    if not policy.certification_countries:
        del told["certification_countries"]
    if not policy.certification_not_for:
        del told["certification_not_for"]
    return told


def _print(value: object) -> str:
    return f"1:{sha256_hex(canonical_json(_plain(value)))}"


def _plain(value: object) -> object:
    if value is None or isinstance(value, str):
        return value
    names = _field_names(type(value))  # type: ignore[arg-type] # a type can always be hashed
    if names is not None:
        fields = ((name, getattr(value, name)) for name in names)
        return {name: _plain(inner) for name, inner in fields if inner not in ("", None)}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


@cache
def _field_names(kind: Hashable) -> tuple[str, ...] | None:
    """Return the fields of a dataclass, None for anything else: asked of every value there is."""
    if not (isinstance(kind, type) and dataclasses.is_dataclass(kind)):
        return None
    return tuple(each.name for each in dataclasses.fields(kind))
