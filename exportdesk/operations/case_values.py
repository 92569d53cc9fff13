"""Cases and letters in the shape the command line prints as JSON: a contract scripts rest on."""

from collections.abc import Mapping
from datetime import date

from exportdesk.core.cases import (
    Answer,
    Case,
    CaseItem,
    CaseParty,
    License,
    LookUp,
    RaisedFlag,
    Resolution,
    SignOff,
)
from exportdesk.core.customers import Profile
from exportdesk.core.i18n import in_english
from exportdesk.core.letters import Letter
from exportdesk.core.standing import Evidence
from exportdesk.core.words import sentence
from exportdesk.diligence import Indication
from exportdesk.diligence.case_differences import Difference
from exportdesk.diligence.case_facts import CaseFacts, PartyFacts
from exportdesk.diligence.flow import StepView
from exportdesk.diligence.outcome import Drift
from exportdesk.diligence.since_words import SinceNames, since_sentence
from exportdesk.diligence.weighing import Weighed
from exportdesk.documents.case_values import Closing
from exportdesk.operations.cases import CaseView
from exportdesk.rulebook import Note
from exportdesk.storage.cases import CaseRow


def row_value(row: CaseRow, names: SinceNames, drift: Drift | None = None) -> dict[str, object]:
    """Return one line of the list of cases."""
    return {
        "id": row.id,
        "number": row.number,
        "state": row.state.value,
        "title": row.title,
        "customer": row.customer or None,
        "customer_name": row.customer_name,
        "reference": row.reference,
        "country": row.country,
        "export_on": row.export_on or None,
        "outcome": row.outcome.value,
        "open": row.open_findings,
        "next_step": row.next_step.value,
        "signed_by": row.signed_by or None,
        "signed_at": row.signed_at or None,
        "made_at": row.made_at,
        "changed_at": row.changed_at,
        "drift": None if drift is None else drift_value(drift, names),
    }


@in_english
def view_value(view: CaseView, names: SinceNames) -> dict[str, object]:
    """Return everything there is to say of a case."""
    case, facts = view.case, view.facts
    return {
        **case_value(case),
        "withdrawn": None if view.withdrawn is None else _withdrawn(view.withdrawn),
        "outcome": view.outcome.value,
        "next_step": view.flow.next.value,
        "inputs": view.inputs,
        "steps": [_step(one) for one in view.steps],
        "findings": [finding_value(one) for one in view.assessment.findings],
        "parties_facts": [_party_facts(one) for one in facts.parties],
        "indications": {
            one.name: _indication(one.indication) for one in facts.items if one.indication
        },
        "red_flags_left_out": {
            flag.id: sentence(one.code, one.facts)
            for one in view.flow.signs.left_out
            for flag in one.flags
        },
        **_grounds(facts),
        "differences": [_difference(one) for one in view.differences],
        "drift": None if view.drift is None else drift_value(view.drift, names),
    }


def case_value(case: Case) -> dict[str, object]:
    """Return what a person entered or confirmed."""
    return {
        "id": case.id,
        "number": case.number,
        "state": case.state.value,
        "title": case.title,
        "customer": case.customer or None,
        "reference": case.reference,
        "ordered_on": _day(case.ordered_on),
        "export_on": _day(case.export_on),
        "whole_flow": case.is_chosen,
        "parties": [_party(one) for one in case.parties],
        "items": [_item(one) for one in case.items],
        "destination": {
            "country": case.destination.country,
            "region": case.destination.region,
            "address": case.destination.address,
        },
        "route": list(case.route),
        "answers": {one.code: _answer(one) for one in case.answers if one.value},
        "red_flags": [_flag(one) for one in case.flags],
        "red_flags_not_seen": [
            {
                "flag": one.flag,
                "words": one.words,
                "by": one.by,
                "at": one.at.utc_text if one.at else None,
            }
            for one in case.looked
        ],
        "resolutions": [_resolution(one) for one in case.resolutions],
        "licenses": [_license(one) for one in case.licenses],
        "look_up": None if case.trade_integrity is None else _look_up(case.trade_integrity),
        "sign_off": None if case.sign_off is None else _sign_off(case.sign_off),
        "copied_from": case.copied_from,
    }


def _withdrawn(told: Closing) -> dict[str, object]:
    return {"by": told.by, "at": told.at.utc_text, "reason": told.reason}


def finding_value(one: Weighed) -> dict[str, object]:
    """Return a finding, how it stands, and what it rests on."""
    found = one.finding
    return {
        "key": found.key,
        "code": found.code,
        "about": found.about,
        "step": found.step.value,
        "text": sentence(found.code, found.facts),
        "stand": one.stand.value,
        "open": one.is_open,
        "leads_to": found.leads_to.value,
        "weighs": one.weighs.value,
        "settled_by": [remedy.value for remedy in found.settled_by],
        "policy": found.is_policy,
        "lacks": [lack.value for lack in one.lacks],
        "ground": None if found.ground is None else _ground(found.ground),
        "next_steps": [step.note.text for step in found.next_steps],
    }


def drift_value(drift: Drift, names: SinceNames) -> dict[str, object]:
    """Return what is different since the sign-off."""
    return {
        "outcome": drift.outcome.value,
        "was": drift.was.value,
        "worse": drift.is_worse,
        "since": [since_sentence(one, names) for one in drift.since],
    }


def letter_value(letter: Letter) -> dict[str, object]:
    """Return a letter from BIS."""
    return {
        "id": letter.id,
        "number": letter.number,
        "kind": letter.kind.value,
        "reference": letter.reference,
        "dated": _day(letter.dated),
        "received_on": _day(letter.received_on),
        "asks": letter.asks,
        "notes": letter.notes,
        "source": letter.source or None,
        "parties": list(letter.parties),
        "customers": list(letter.customers),
        "items": [
            {"hs_code": one.hs_code, "eccn": one.eccn, "sku": one.sku, "text": one.text}
            for one in letter.items
        ],
        "countries": list(letter.countries),
        "scans": _files(letter.scans),
        "ended_on": _day(letter.ended_on),
    }


def _grounds(facts: CaseFacts) -> dict[str, object]:
    """Return what a case rests on beside what was entered."""
    return {
        "letters": [
            {"number": one.number, "kind": one.kind.value, "touches": list(one.touches)}
            for one in facts.letters
        ],
        "certification": {
            "state": facts.certification.state.value,
            "number": facts.certification.number,
            "expires_on": _day(facts.certification.expires_on),
        },
        "lists": [
            {"source": one.source, "edition": one.edition, "current_on": _day(one.current_on)}
            for one in facts.lists
        ],
        "rulebook": {
            "as_of": facts.rulebook.as_of.isoformat(),
            "fingerprint": facts.rulebook_print,
        },
        "looked_on": facts.looked_on.isoformat(),
    }


def _difference(one: Difference) -> dict[str, object]:
    return {
        "code": one.code,
        "step": one.step.value,
        "about": one.about,
        "before": one.before,
        "after": one.after,
    }


def _answer(one: Answer) -> dict[str, object]:
    return {
        "value": one.value,
        "note": one.note,
        "note_to": one.note_to or None,
        "by": one.by,
        "at": one.at.utc_text if one.at else None,
        "origin": one.origin.value,
        "evidence": _files(one.evidence),
    }


def _flag(one: RaisedFlag) -> dict[str, object]:
    return {
        "flag": one.flag,
        "note": one.note,
        "by": one.by,
        "inquiry": one.inquiry,
        "answer": one.answer,
        "resolved_by": one.resolved_by,
        "evidence": _files(one.evidence),
    }


def _license(one: License) -> dict[str, object]:
    return {
        "number": one.number,
        "agency": one.agency,
        "expires_on": _day(one.expires_on),
        "remarks": one.remarks,
    }


def _look_up(one: LookUp) -> dict[str, object]:
    return {
        "on": one.on.isoformat(),
        "result": one.result.value,
        "note": one.note,
        "evidence": _files(one.evidence),
    }


def _step(one: StepView) -> dict[str, object]:
    return {
        "step": one.step.value,
        "state": one.state.value,
        "moot": one.moot.value if one.moot else None,
        "open": len(one.open),
        "questions": [
            {"question": asked.question.code, "text": asked.question.text, "value": asked.value}
            for asked in one.questions
        ],
    }


def _party(one: CaseParty) -> dict[str, object]:
    return {
        "role": one.role.value,
        "answer": one.answer.value,
        "party": one.party or None,
        "same_as": one.same_as.value or None,
        "note": one.note,
        "profile": None if one.profile is None else _profile(one.profile),
    }


def _profile(one: Profile) -> dict[str, object]:
    return {
        "name": one.name,
        "other_names": [name.text for name in one.names[1:]],
        "kind": one.kind.value,
        "addresses": [{"line": each.line, "country": each.country} for each in one.addresses],
        "identifiers": [each.number for each in one.identifiers],
        "website": one.website,
        "formed_on": one.formed_on,
    }


def _party_facts(one: PartyFacts) -> dict[str, object]:
    return {
        "party": one.id,
        "name": one.name,
        "roles": [role.value for role in one.roles],
        "of": one.of or None,
        "screening": one.screening.value,
        "screened_on": _day(one.screened_on),
        "matches": [
            {
                "uid": match.uid,
                "list": match.list,
                "name": match.name,
                "state": match.state.value,
                "meaning": match.meaning.name,
                "consequence": match.meaning.consequence.value,
            }
            for match in one.matches
        ],
    }


def _item(one: CaseItem) -> dict[str, object]:
    product = one.product
    return {
        "sku": product.sku,
        "description": product.description,
        "hs_code": product.hs_code,
        "eccn": product.eccn,
        "jurisdiction": product.jurisdiction.value,
        "origin": product.origin,
        "quantity": one.quantity,
        "unit": one.unit,
        "value": one.value,
        "currency": one.currency,
        "controls": dict(one.controls),
    }


def _indication(found: Indication) -> dict[str, object]:
    return {
        "verdict": found.verdict.value,
        "lines": [
            {
                "code": line.code,
                "verdict": line.verdict.value,
                "text": sentence(line.code, line.facts),
                "ground": _ground(line.ground),
                "exceptions": [hint.symbol for hint in line.exceptions],
            }
            for line in found.lines
        ],
        "not_checked": [sentence(one.code, one.facts) for one in found.not_checked],
        "filing": [
            {"need": one.need.value, "text": sentence(one.code, one.facts)} for one in found.filing
        ],
    }


def _ground(ground: Note) -> Mapping[str, object]:
    told = ground.provenance
    return {
        "text": ground.text,
        "citation": told.citation,
        "status": told.status.value,
        "as_of": told.as_of.isoformat(),
        "source": told.source,
        "unverified_note": told.unverified_note,
    }


def _resolution(one: Resolution) -> dict[str, object]:
    return {
        "finding": one.finding,
        "remedy": one.remedy.value,
        "reason": one.reason,
        "inquiry": one.inquiry,
        "answer": one.answer,
        "license": one.license,
        "by": one.by,
        "second_name": one.second_name,
        "at": one.at.utc_text if one.at else None,
        "evidence": _files(one.evidence),
    }


def _sign_off(one: SignOff) -> dict[str, object]:
    return {
        "outcome": one.outcome.value,
        "computed": one.computed.value if one.computed else None,
        "name": one.name,
        "reason": one.reason,
        "at": one.at.utc_text,
        "zone": one.at.zone,
        "export_on": one.export_on.isoformat(),
        "rulebook": one.rulebook,
        "rulebook_print": one.rulebook_print,
        "lists": dict(one.lists),
        "facts": dict(one.facts),
    }


def _files(evidence: tuple[Evidence, ...]) -> list[dict[str, object]]:
    return [{"name": one.name, "sha256": one.sha256, "size": one.size} for one in evidence]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
