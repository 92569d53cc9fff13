"""Certifications in the shape the command line prints as JSON: a contract scripts rest on."""

from datetime import date

from exportdesk.core.certification_life import CameBack, Certification, ReturnFinding
from exportdesk.core.certifications import Answers
from exportdesk.core.standing import Evidence
from exportdesk.core.words import sentence
from exportdesk.core.words.returned import finding_facts
from exportdesk.storage.certifications import CertificationRow


def certification_row(row: CertificationRow) -> dict[str, object]:
    """Return one line of the list of certifications."""
    return {
        "id": row.id,
        "number": row.number,
        "version": row.version,
        "state": row.state.value,
        "customer": row.customer or None,
        "customer_name": row.customer_name,
        "reference": row.reference,
        "country": row.country,
        "language": row.language,
        "items": row.items,
        "findings": row.findings,
        "dated": row.dated,
        "sent_at": row.sent_at or None,
        "returned_at": row.returned_at or None,
        "decided_at": row.decided_at or None,
        "expires_on": row.expires_on or None,
    }


def certification_value(one: Certification, day: date) -> dict[str, object]:
    """Return everything there is to say of one certification on a day."""
    form, sending, ruling = one.form, one.sending, one.ruling
    return {
        "id": one.id,
        "number": one.number,
        "version": form.version,
        "code": form.code.text,
        "state": one.standing(day).value,
        "customer": form.customer or None,
        "customer_name": one.customer_name,
        "record": form.record,
        "language": form.language,
        "wording": form.wording,
        "translation": form.translation,
        "dated": form.dated.isoformat(),
        "replaces": form.replaces,
        "expires_on": one.expires_on.isoformat() if one.expires_on else None,
        "items": [
            {
                "part": item.part,
                "description": item.description,
                "hs_code": item.hs_code,
                "eccn": item.eccn,
                "quantity": item.quantity,
                "unit": item.unit,
                "tier": item.tier,
            }
            for item in form.items
        ],
        "asked": answers_value(form.asked),
        "sent": None
        if sending is None
        else {
            "at": sending.at.utc_text,
            "by": sending.by,
            "how": sending.how.value,
            "fillable": _file(sending.fillable),
            "flat": _file(sending.flat),
        },
        "returns": [back_value(back) for back in one.returns],
        "decision": None
        if ruling is None
        else {
            "accepted": ruling.accepted,
            "name": ruling.name,
            "reason": ruling.reason,
            "at": ruling.at.utc_text,
        },
        "other_files": [_file(each) for each in one.other_files],
    }


def back_value(back: CameBack) -> dict[str, object]:
    """Return one answer that came back, what it says, and what was found."""
    return {
        "file": _file(back.file),
        "more_files": [_file(each) for each in back.more],
        "at": back.at.utc_text,
        "by": back.by,
        "came_as": back.came_as.value,
        "signature": back.signature.value,
        "signer": back.signer,
        "ink_signature_seen": back.ink_signature_seen,
        "holds": sorted(back.traits),
        "answers": answers_value(back.answers) if back.answers else None,
        "findings": [_finding(each) for each in back.findings],
    }


def finding_text(found: ReturnFinding) -> str:
    """Return the sentence of a finding."""
    return sentence(found.code, finding_facts(found))


def answers_value(told: Answers) -> dict[str, object]:
    """Return what a form says."""
    customer, order, use, signer = told.customer, told.order, told.use, told.signature
    return {
        "customer": {
            "legal_name": customer.legal_name,
            "other_names": customer.other_names,
            "registered_address": customer.registered_address,
            "physical_address": customer.physical_address,
            "country": customer.country,
            "website": customer.website,
            "registration_number": customer.registration_number,
            "formed_on": customer.formed_on,
        },
        "roles": sorted(told.roles),
        "order": {
            "reference": order.reference,
            "day": order.day,
            "period_from": order.period_from,
            "period_to": order.period_to,
        },
        "uses": sorted(use.uses),
        "other_use": use.other,
        "use_country": use.country,
        "use_countries": use.countries,
        "end_users": [
            {"name": one.name, "address": one.address, "country": one.country}
            for one in use.end_users
        ],
        "end_user_not_known": use.end_user_not_known,
        "confirmed": sorted(told.confirmed),
        "signature": {
            "name": signer.name,
            "title": signer.title,
            "company": signer.company,
            "signed_on": signer.signed_on,
            "place": signer.place,
            "authorized": signer.authorized,
        },
    }


def _finding(found: ReturnFinding) -> dict[str, object]:
    return {
        "code": found.code,
        "weight": found.weight.value,
        "field": found.field,
        "facts": dict(found.facts),
        "text": finding_text(found),
    }


def _file(one: Evidence) -> dict[str, object]:
    return {"name": one.name, "sha256": one.sha256, "size": one.size}
