"""Worked cases: facts written short in `tests/data/cases/*.toml`, read into the program's own.

A case takes a base (`bases.toml`) and changes it; tables are merged, everything else is replaced.
Words in its texts:

- product: `hs|eccn|jurisdiction|quantity|unit|value|currency`
- role: `same:ROLE`, `unknown`, `none`, or `NAME|country|address|kind` for somebody else
- match: `PARTY|LIST|state`, the party by its role or `owner:A`
- letter: `kind|what it touches`; list: `source|current on|lists it holds`
- order: `hs6|day|quantity|unit`
- license: `agency|number|expires on`; look-up: `result|day`; certification: `state|expires on`
- owners: as in `tests/diligence/owners.py`, the purchaser is X
- book: products as the book has them by now, `` where as in the case
- resolved_as: what was otherwise when it was settled
- resolve: `code|remedy|what`, for every finding of that code; `what` takes something away again
"""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from exportdesk.core.cases import (
    Answer,
    Case,
    CaseItem,
    CaseParty,
    CasePolicy,
    Destination,
    License,
    LookUp,
    LookUpResult,
    PartyAnswer,
    RaisedFlag,
    Remedy,
    Resolution,
)
from exportdesk.core.certifications import CertificationState, CertifiedOrder
from exportdesk.core.clock import Moment
from exportdesk.core.customers import PartyAddress, PartyName, Profile
from exportdesk.core.ids import CaseId, LetterId, ListingUid, PartyId, ProductId
from exportdesk.core.letters import LetterKind
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.standing import Evidence, MatchState
from exportdesk.diligence import TypedProduct, check_product, ownership
from exportdesk.diligence.case_facts import (
    CaseFacts,
    CertificationFacts,
    ItemFacts,
    LetterFacts,
    ListFacts,
    PartyFacts,
    PartyMatch,
    PastOrder,
    ScreeningState,
    named_parties,
)
from exportdesk.diligence.case_findings import CaseFinding
from exportdesk.diligence.checks import check_case
from exportdesk.diligence.indication import Indication, IndicationLine, LicenseVerdict, worst
from exportdesk.rulebook import NO_INDEX, EccnEntry, EccnIndex, Rulebook, load_rulebook
from tests.diligence.owners import read_holdings, read_parties

FOLDER = Path(__file__).parents[1] / "data" / "cases"
TODAY = date(2026, 11, 22)
AT = Moment.of(datetime(2026, 11, 22, 15, 0, tzinfo=UTC), "America/New_York")
PROOF = (Evidence("0" * 64, "letter.pdf", 1200),)
INDEX = EccnIndex(
    date(2026, 7, 23), {code: EccnEntry(code, "") for code in ("3A001", "3A991", "9A610", "2B999")}
)
CUSTOMER = PartyId("customer")


@cache
def rulebook() -> Rulebook:
    """Return the program's rulebook."""
    return load_rulebook()


@cache
def tables() -> tuple[dict[str, Any], ...]:
    """Return every worked case as written, with the file it stands in."""
    found = []
    for file in sorted(FOLDER.glob("*.toml")):
        if file.name != "bases.toml":
            for case in tomllib.loads(file.read_text("utf-8"))["case"]:
                found.append(case | {"file": file.stem})
    return tuple(found)


@cache
def bases() -> dict[str, dict[str, Any]]:
    """Return the bases by name."""
    return tomllib.loads((FOLDER / "bases.toml").read_text("utf-8"))


def whole(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a case as written on top of its base."""
    merged = dict(bases()[table["base"]])
    if "base" in merged:
        merged = whole(merged)
    for key, value in table.items():
        if isinstance(value, dict):
            merged[key] = {**merged.get(key, {}), **value}
        else:
            merged[key] = value
    settled = merged_resolve(table)
    return merged | {"resolve": settled}


def merged_resolve(table: Mapping[str, Any]) -> list[str]:
    """Return what a case settles, on top of what its base does."""
    settled = list(table.get("resolve", ()))
    if "base" in table and table.get("base_resolve", True):
        settled = [*merged_resolve(bases()[table["base"]]), *settled]
    return settled


def scene(base: str, **changes: Any) -> CaseFacts:
    """Return the facts of a base with changes, as a table has them."""
    return facts_of({"base": base, **changes})


def facts_of(table: Mapping[str, Any]) -> CaseFacts:
    """Return the facts of a case as written, with what it says is settled recorded."""
    told = whole(table)
    facts = _facts(told)
    if "resolved_as" in table:
        left = {key: value for key, value in table.items() if key != "resolved_as"}
        earlier = facts_of(_changed(left, table["resolved_as"])).case
        return replace(facts, case=replace(facts.case, resolutions=earlier.resolutions))
    for text in told["resolve"]:
        facts = resolved(facts, *text.split("|"))
    return facts


def _changed(table: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table with changes, tables within merged."""
    return {
        **table,
        **{
            key: {**table.get(key, {}), **value} if isinstance(value, dict) else value
            for key, value in changes.items()
        },
    }


def resolved(facts: CaseFacts, code: str, remedy: str, *what: str) -> CaseFacts:
    """Return the facts with every finding of a code settled by a remedy."""
    case, found = facts.case, [one for one in check_case(facts) if one.code == code]
    assert found, f"there is no {code} to settle"
    return replace(
        facts,
        case=replace(
            case,
            resolutions=(*case.resolutions, *(resolution(one, remedy, *what) for one in found)),
        ),
    )


def resolution(finding: CaseFinding, remedy: str, *what: str) -> Resolution:
    """Return what settles a finding, whole, but for what is named as `no-...`."""
    whole = Resolution(
        finding=finding.key,
        remedy=Remedy(remedy),
        reason="We looked into it",
        inquiry="We asked how the goods are used",
        answer="In the customer's own meters",
        evidence=PROOF,
        by="Ann Lee",
        second_name="Bob Roe",
        at=AT,
        seen=finding.fingerprint,
    )
    for one in what:
        match one:
            case "no-reason":
                whole = replace(whole, reason=" ")
            case "no-inquiry":
                whole = replace(whole, inquiry="")
            case "no-answer":
                whole = replace(whole, answer="")
            case "no-evidence":
                whole = replace(whole, evidence=())
            case "no-name":
                whole = replace(whole, by="")
            case "same-name":
                whole = replace(whole, second_name="ANN  Lee")
            case "turned-name":
                whole = replace(whole, second_name="Lee, Ann")
            case "dot-name":
                whole = replace(whole, second_name=".")
            case "other-facts":
                whole = replace(whole, seen="1:" + "0" * 64)
            case _:
                whole = replace(whole, license=one)
    return whole


def _facts(told: Mapping[str, Any]) -> CaseFacts:
    today = date.fromisoformat(told.get("today", TODAY.isoformat()))
    case = _case(told)
    return CaseFacts(
        case=case,
        looked_on=today,
        rulebook=rulebook(),
        parties=_parties(told, case),
        items=tuple(_item_facts(one, told) for one in case.items),
        letters=tuple(_letter(at, one) for at, one in enumerate(told.get("letters", ()), 1)),
        letters_off=tuple(
            _letter(at, one) for at, one in enumerate(told.get("letters_off", ()), 7)
        ),
        certification=_certification(told, case),
        history=tuple(_order(one) for one in told.get("history", ())),
        lists=tuple(_list(one) for one in told.get("lists", ())),
        policy=CasePolicy(**_policy(told)),
        rulebook_print=told.get("rulebook_print", "r1"),
        has_look_up_list=told.get("has_look_up_list", False),
    )


def _policy(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in told.get("policy", {}).items()
    }


def _case(told: Mapping[str, Any]) -> Case:
    named = told["roles"]
    made = [_role(Role(role), text, told) for role, text in named.items() if text]
    look_up = told.get("look_up", "")
    return Case(
        id=CaseId("case-1"),
        number="D-2026-0001",
        customer=CUSTOMER,
        reference="PO-1",
        ordered_on=TODAY,
        export_on=_day(told.get("export_on", "")),
        is_chosen=told.get("is_chosen", False),
        parties=tuple(made),
        items=tuple(_item(at, one) for at, one in enumerate(told["products"], 1)),
        destination=Destination(**told["destination"]),
        route=tuple(told.get("route", ())),
        answers=tuple(Answer(code, value) for code, value in told["answers"].items() if value),
        flags=_flags(told),
        licenses=tuple(_license(one) for one in told.get("licenses", ())),
        trade_integrity=_look_up(look_up) if look_up else None,
    )


def _profile(told: Mapping[str, str]) -> Profile:
    address = PartyAddress(street=told.get("address", ""), country=told.get("country", ""))
    name = told.get("name", "")
    return Profile(
        names=(PartyName(name),) if name else (),
        kind=PartyKind(told.get("kind", "organization")),
        addresses=() if address.is_empty else (address,),
        website=told.get("website", ""),
        formed_on=told.get("formed_on", ""),
    )


def _role(role: Role, text: str, told: Mapping[str, Any]) -> CaseParty:
    if text in ("unknown", "none"):
        return CaseParty(role, PartyAnswer(text))
    if text.startswith("same:"):
        return CaseParty(role, PartyAnswer.SAME_AS, same_as=Role(text[5:]))
    if text == "customer":
        return CaseParty(role, PartyAnswer.KEPT, CUSTOMER, _profile(told["customer"]))
    name, country, address, kind = ([*text.split("|"), "", "", ""])[:4]
    typed = {"name": name, "country": country, "address": address, "kind": kind or "organization"}
    return CaseParty(role, PartyAnswer.TYPED, profile=_profile(typed))


def _flags(told: Mapping[str, Any]) -> tuple[RaisedFlag, ...]:
    flags = dict(told.get("flags", {}))
    if told.get("every_flag"):
        flags = {one.id: told["every_flag"] for one in rulebook().red_flags.all()} | flags
    return tuple(_flag(code, how) for code, how in flags.items())


def _flag(code: str, how: str) -> RaisedFlag:
    flag = RaisedFlag(code, by="Ann Lee", at=AT)
    if how == "open":
        return flag
    flag = replace(flag, inquiry="We asked", answer="They told us", evidence=PROOF)
    if how == "resolved":
        return replace(flag, resolved_by="Ann Lee", resolved_at=AT)
    return replace(flag, resolved_by="Ann Lee", evidence=()) if how == "told" else flag


def _item(at: int, text: str) -> CaseItem:
    parts = ([*text.split("|"), *[""] * 7])[:7]
    hs, eccn, jurisdiction, quantity, unit, value, currency = parts
    typed = TypedProduct(
        sku=f"P-{at}",
        description="Circuit",
        hs_code=hs,
        eccn=eccn,
        jurisdiction=jurisdiction,
        origin="US",
    )
    product = check_product(typed, rulebook(), INDEX, ProductId(f"p{at}")).product
    return CaseItem(product, quantity, unit, value, currency)


def _item_facts(item: CaseItem, told: Mapping[str, Any]) -> ItemFacts:
    product = item.product
    typed = TypedProduct(
        sku=product.sku,
        description=product.description,
        hs_code=product.hs_code,
        eccn=product.eccn,
        jurisdiction=product.jurisdiction,
        usml_category=told.get("usml_category", ""),
        origin="US",
    )
    index = INDEX if told.get("has_eccn_index", True) else NO_INDEX
    checked = check_product(typed, rulebook(), index, product.id)
    verdicts = told["indication"]
    at = int(product.id[1:])
    book = told.get("book", [])[at - 1 : at]
    kept = _item(at, book[0]).product if book else None
    if not told.get("indicated", True):
        return ItemFacts(item, checked, kept=kept)
    ground = rulebook().notes.of("ear99")
    lines = tuple(
        IndicationLine(f"line-{at}", LicenseVerdict(v), ground) for at, v in enumerate(verdicts)
    )
    return ItemFacts(item, checked, Indication(lines, worst(one.verdict for one in lines)), kept)


def _parties(told: Mapping[str, Any], case: Case) -> tuple[PartyFacts, ...]:
    states = told.get("screening", {})
    found = []
    for key, (named, roles) in named_parties(case).items():
        names = {role.value for role in roles}
        state = next((states[name] for name in names if name in states), "current")
        found.append(
            PartyFacts(
                id=key,
                profile=named.profile or Profile(),
                roles=roles,
                screening=ScreeningState(state),
                screened_on=TODAY,
                matches=_matches(told, names),
                ownership=_owned(told, key),
            )
        )
    for owner in told.get("screened_owners", ()):
        found.append(
            PartyFacts(
                id=PartyId(owner),
                profile=Profile(names=(PartyName(f"Owner {owner}"),)),
                roles=(Role.OWNER,),
                screening=ScreeningState(states.get(f"owner:{owner}", "current")),
                matches=_matches(told, {f"owner:{owner}"}),
                of=CUSTOMER,
            )
        )
    return tuple(found)


def _matches(told: Mapping[str, Any], names: set[str]) -> tuple[PartyMatch, ...]:
    found = []
    for at, text in enumerate(told.get("matches", ()), 1):
        who, listed, state, *ended = text.split("|")
        if who in names:
            kind = PartyKind.ADDRESS if listed == "EL-ADDR" else PartyKind.ORGANIZATION
            code = "EL" if listed == "EL-ADDR" else listed
            found.append(
                PartyMatch(
                    uid=ListingUid(f"{listed}:{at}"),
                    list=code,
                    name=f"Listed {at}",
                    state=MatchState(state),
                    meaning=rulebook().meaning_of(code, kind),
                    kind=kind,
                    has_ended=bool(ended),
                )
            )
    return tuple(found)


def _owned(told: Mapping[str, Any], key: PartyId) -> Any:
    owners = told.get("owners", {"parties": "", "holdings": "A>X:100"})
    if not owners.get("holdings") and not owners.get("told"):
        return None
    on = _day(told.get("export_on", "")) or TODAY
    held = read_holdings(owners.get("holdings", ""))
    parties = read_parties(owners.get("parties", ""), held, "X")
    if owners.get("unscreened"):
        parties = [replace(one, is_screened=one.id not in owners["unscreened"]) for one in parties]
    return ownership("X", parties, held, rulebook().ownership, on)


def _letter(at: int, text: str) -> LetterFacts:
    kind, touches = text.split("|")
    return LetterFacts(LetterId(f"l{at}"), f"L-2026-000{at}", LetterKind(kind), (touches,))


def _certification(told: Mapping[str, Any], case: Case) -> CertificationFacts:
    state, ends, *left = (told.get("certification", "none") + "|").split("|")
    covers = frozenset(one.product.id for one in case.items if one.product.id not in left)
    others = tuple(told.get("other_users", ()))
    only_for = CertifiedOrder(**told["only_for"]) if "only_for" in told else None
    if only_for is not None:
        covers = frozenset()
    known = CertificationState(state)
    return CertificationFacts(known, "C-2026-0001", _day(ends), covers, others, only_for)


def _order(text: str) -> PastOrder:
    hs6, day, quantity, unit = text.split("|")
    return PastOrder(hs6, date.fromisoformat(day), quantity, unit)


def _list(text: str) -> ListFacts:
    source, day, *codes = text.split("|")
    held = frozenset(codes[0].split()) if codes else None
    day, _space, undated = day.partition(" ")
    return ListFacts(
        source, source.upper(), f"{source}-1", _day(day), codes=held, undated=undated == "undated"
    )


def _license(text: str) -> License:
    agency, number, ends = text.split("|")
    return License(number, agency, _day(ends))


def _look_up(text: str) -> LookUp:
    result, day = text.split("|")
    return LookUp(date.fromisoformat(day), LookUpResult(result))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
