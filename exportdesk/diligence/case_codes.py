"""The findings of a case, code by code: at which step, what they lead to, what settles them."""

from collections.abc import Mapping
from dataclasses import dataclass

from exportdesk.core.cases import CaseStep, Outcome, Remedy
from exportdesk.rulebook import Consequence


@dataclass(frozen=True, slots=True)
class FindingKind:
    """How findings of one code are treated."""

    step: CaseStep
    leads_to: Outcome = Outcome.HOLD_RESOLVE
    settled_by: tuple[Remedy, ...] = ()
    then: Outcome = Outcome.NO_OBJECTION
    is_policy: bool = False


_STOP = Outcome.DO_NOT_SHIP
_LICENSE = Outcome.HOLD_LICENSE
_CONDITIONS = Outcome.CONDITIONS
_NOTE = Outcome.NO_OBJECTION

_FILL_IN = (Remedy.ANSWER,)
_SHOW = (Remedy.ANSWER, Remedy.EVIDENCE)
_ASK = (Remedy.INQUIRY, Remedy.AGENCY_ANSWER)
_PERMIT = (Remedy.LICENSE, Remedy.AGENCY_ANSWER)
_PERMIT_OR_SHOW = (*_PERMIT, Remedy.EVIDENCE)
_EXPLAIN = (Remedy.REASON, Remedy.EVIDENCE)


def _note(step: CaseStep) -> FindingKind:
    return FindingKind(step, _NOTE)


def _flag(step: CaseStep) -> FindingKind:
    return FindingKind(step, settled_by=_ASK)


def _licensed(step: CaseStep) -> FindingKind:
    return FindingKind(step, _LICENSE, _PERMIT_OR_SHOW, then=_CONDITIONS)


_TRIGGER, _CLASSES, _PARTIES = CaseStep.TRIGGER, CaseStep.CLASSIFICATION, CaseStep.PARTIES
_PLACE, _SCREEN, _OWNERS = CaseStep.DESTINATION, CaseStep.SCREENING, CaseStep.OWNERSHIP
_LOOK_UP, _PROFILE, _ORDER = CaseStep.TRADE_INTEGRITY, CaseStep.PROFILE, CaseStep.ORDER
_USE, _FLAGS, _LETTERS = CaseStep.END_USE, CaseStep.RED_FLAGS, CaseStep.LETTERS
_CERTIFY, _DECIDE = CaseStep.CERTIFICATION, CaseStep.DECISION

KINDS: Mapping[str, FindingKind] = {
    # products and tier
    "items-missing": FindingKind(_TRIGGER, settled_by=_FILL_IN),
    "trigger-high-priority": _note(_TRIGGER),
    "trigger-chosen": _note(_TRIGGER),
    "trigger-none": _note(_TRIGGER),
    "trigger-retired-code": FindingKind(_TRIGGER, settled_by=_SHOW),
    "trigger-hs-missing": FindingKind(_TRIGGER, settled_by=_FILL_IN),
    "item-quantity-missing": FindingKind(_TRIGGER, settled_by=_FILL_IN),
    "item-value-missing": _note(_TRIGGER),
    # jurisdiction and classification
    "jurisdiction-missing": FindingKind(_CLASSES, settled_by=_FILL_IN),
    "jurisdiction-itar": FindingKind(_CLASSES, _LICENSE, (Remedy.ELSEWHERE,)),
    "jurisdiction-other": FindingKind(_CLASSES, _LICENSE, _PERMIT),
    "eccn-missing": FindingKind(_CLASSES, settled_by=_FILL_IN),
    "eccn-doubtful": FindingKind(_CLASSES, settled_by=_SHOW),
    "eccn-not-checked": _note(_CLASSES),
    "product-faulty": FindingKind(_CLASSES, settled_by=_FILL_IN),
    "product-changed": FindingKind(_CLASSES, settled_by=(*_FILL_IN, Remedy.REASON)),
    "classification-basis-unknown": FindingKind(_CLASSES, settled_by=_SHOW, is_policy=True),
    # parties
    "party-missing": FindingKind(_PARTIES, settled_by=_FILL_IN),
    "party-unknown": FindingKind(_PARTIES, settled_by=_SHOW, then=_CONDITIONS),
    "party-unknown-passing": FindingKind(
        _PARTIES, settled_by=(*_FILL_IN, Remedy.REASON), is_policy=True
    ),
    "party-without-name": FindingKind(_PARTIES, settled_by=_FILL_IN),
    "party-without-address": FindingKind(_PARTIES, settled_by=_SHOW),
    "party-without-country": FindingKind(_PARTIES, settled_by=_FILL_IN),
    "party-forwards": _flag(_PARTIES),
    "party-bank-receives": _flag(_PARTIES),
    "party-embargoed": _licensed(_PARTIES),
    "party-near-embargo": _flag(_PARTIES),
    "party-elsewhere": FindingKind(_PARTIES, settled_by=(*_FILL_IN, Remedy.INQUIRY)),
    "party-uses-elsewhere": FindingKind(_PARTIES, settled_by=(*_FILL_IN, Remedy.INQUIRY)),
    # destination
    "destination-missing": FindingKind(_PLACE, settled_by=_FILL_IN),
    "destination-not-known": FindingKind(_PLACE, settled_by=_SHOW),
    "destination-embargo": _licensed(_PLACE),
    "destination-russia-belarus": _licensed(_PLACE),
    "destination-region": _licensed(_PLACE),
    "destination-region-open": FindingKind(_PLACE, settled_by=_FILL_IN),
    "destination-region-hint": FindingKind(_PLACE, settled_by=_SHOW),
    "destination-some-items": FindingKind(_PLACE, _CONDITIONS, (*_EXPLAIN, *_PERMIT)),
    "destination-coalition": _note(_PLACE),
    "destination-outside-coalition": _note(_PLACE),
    "destination-transshipment": FindingKind(_PLACE, _CONDITIONS, (Remedy.EVIDENCE,)),
    "destination-arms-embargo": _note(_PLACE),
    "destination-military-rule": _note(_PLACE),
    "route-embargo": _licensed(_PLACE),
    "route-transshipment": _flag(_PLACE),
    "route-missing": FindingKind(_PLACE, settled_by=_FILL_IN),
    "route-not-known": FindingKind(_PLACE, settled_by=_SHOW),
    "export-date-missing": FindingKind(_PLACE, settled_by=_FILL_IN),
    "export-date-past": FindingKind(_PLACE, settled_by=_FILL_IN),
    # screening
    "screening-missing": FindingKind(_SCREEN, settled_by=(Remedy.SCREEN,)),
    "screening-stale": FindingKind(_SCREEN, settled_by=(Remedy.SCREEN,)),
    "screening-no-open-match": _note(_SCREEN),
    "match-undecided": FindingKind(_SCREEN, settled_by=(Remedy.DECIDE,)),
    "match-undecided-address": FindingKind(_SCREEN, settled_by=(Remedy.DECIDE,)),
    "listed-block": FindingKind(_SCREEN, _STOP, _PERMIT),
    "listed-hold_license": _licensed(_SCREEN),
    "listed-address": _licensed(_SCREEN),
    "listed-document": FindingKind(_SCREEN, settled_by=(Remedy.EVIDENCE,), then=_CONDITIONS),
    "listed-review": FindingKind(_SCREEN, settled_by=_EXPLAIN, then=_CONDITIONS),
    "listed-red_flag": _flag(_SCREEN),
    "listed-ended": _note(_SCREEN),
    "lists-missing": FindingKind(_SCREEN, settled_by=(Remedy.UPDATE,)),
    "lists-not-in-use": FindingKind(_SCREEN, settled_by=(Remedy.UPDATE,)),
    "list-not-held": FindingKind(_SCREEN, settled_by=(Remedy.UPDATE,)),
    "lists-old": FindingKind(_SCREEN, settled_by=(Remedy.UPDATE,), is_policy=True),
    "lists-undated": FindingKind(_SCREEN, settled_by=(Remedy.UPDATE,), is_policy=True),
    "rulebook-old": FindingKind(_SCREEN, _CONDITIONS, (Remedy.UPDATE,), is_policy=True),
    # ownership
    "owners-not-asked": FindingKind(_OWNERS, settled_by=_SHOW),
    # look-up at the Trade Integrity Project
    "look-up-missing": FindingKind(_LOOK_UP, settled_by=_FILL_IN, is_policy=True),
    "look-up-old": FindingKind(_LOOK_UP, settled_by=_FILL_IN, is_policy=True),
    "look-up-ahead": FindingKind(_LOOK_UP, settled_by=_FILL_IN),
    "look-up-found": _flag(_LOOK_UP),
    "look-up-unclear": FindingKind(_LOOK_UP, settled_by=(*_FILL_IN, Remedy.INQUIRY)),
    "look-up-clean": _note(_LOOK_UP),
    # customer profile
    "customer-formed-after": _flag(_PROFILE),
    "customer-formed-perhaps-after": FindingKind(_PROFILE, settled_by=(*_FILL_IN, *_ASK)),
    "customer-formed-before": _note(_PROFILE),
    "customer-imports-other": _flag(_PROFILE),
    "customer-imports-none": _flag(_PROFILE),
    "customer-growth": _flag(_PROFILE),
    "customer-first-order": _note(_PROFILE),
    # end use
    "end-use-unknown": FindingKind(_USE, settled_by=_SHOW),
    "end-use-resale": FindingKind(_USE, _CONDITIONS, (Remedy.EVIDENCE,)),
    "end-use-military": _licensed(_USE),
    "end-use-weapons": FindingKind(_USE, _LICENSE, _PERMIT),
    "end-use-oil-gas": _licensed(_USE),
    "end-use-chips": _licensed(_USE),
    "end-use-onward": FindingKind(_USE, settled_by=_EXPLAIN, then=_CONDITIONS),
    "end-use-russia-belarus": FindingKind(_USE, _LICENSE, _PERMIT),
    # answers in general
    "answers-missing": FindingKind(_DECIDE, settled_by=_FILL_IN),
    "answer-unknown": FindingKind(_DECIDE, settled_by=_SHOW, is_policy=True),
    "answer-of-concern": FindingKind(_DECIDE, settled_by=_ASK),
    # red flags
    "red-flag": _flag(_FLAGS),
    "red-flags-not-named": FindingKind(_FLAGS, settled_by=_FILL_IN),
    "red-flags-not-looked": FindingKind(_FLAGS, settled_by=_FILL_IN),
    # letters
    "letter-red_flag": _flag(_LETTERS),
    "letter-supplier_list": _flag(_LETTERS),
    "letter-guardian": FindingKind(_LETTERS, settled_by=(Remedy.AGENCY_ANSWER,)),
    "letter-informed": FindingKind(_LETTERS, _LICENSE, _PERMIT),
    "letter-list-off": FindingKind(_LETTERS, settled_by=(Remedy.UPDATE,)),
    "letter-not-recorded": FindingKind(_LETTERS, settled_by=_FILL_IN),
    # certification
    "certification-missing": FindingKind(_CERTIFY, settled_by=(Remedy.CERTIFY,), is_policy=True),
    "certification-waiting": FindingKind(_CERTIFY, settled_by=(Remedy.CERTIFY,), is_policy=True),
    "certification-returned": FindingKind(_CERTIFY, settled_by=(Remedy.CERTIFY,), is_policy=True),
    "certification-refused": _flag(_CERTIFY),
    "certification-expired": FindingKind(_CERTIFY, settled_by=(Remedy.CERTIFY,), is_policy=True),
    "certification-other-items": FindingKind(
        _CERTIFY, settled_by=(Remedy.CERTIFY,), is_policy=True
    ),
    "certification-other-order": FindingKind(
        _CERTIFY, settled_by=(Remedy.CERTIFY,), is_policy=True
    ),
    "certification-other-period": FindingKind(
        _CERTIFY, settled_by=(Remedy.CERTIFY,), is_policy=True
    ),
    "certification-other-users": FindingKind(
        _CERTIFY, settled_by=(Remedy.CERTIFY,), is_policy=True
    ),
    "certification-accepted": _note(_CERTIFY),
    # license
    "license-likely": _licensed(_DECIDE),
    "license-depends": FindingKind(
        _DECIDE, _LICENSE, (*_FILL_IN, *_PERMIT_OR_SHOW), then=_CONDITIONS
    ),
    "license-not-checked": FindingKind(_DECIDE, settled_by=(*_EXPLAIN, *_PERMIT)),
    "license-not-indicated": _note(_DECIDE),
    "license-expired": FindingKind(_DECIDE, _LICENSE, _FILL_IN),
}

OF_PRODUCTS = frozenset(("license-likely", "license-depends", "license-not-checked"))
"""Findings of the decision that the license indicator tells where the products are classified."""

OWNERSHIP: Mapping[Consequence | None, FindingKind] = {
    Consequence.BLOCK: FindingKind(_OWNERS, _STOP, _PERMIT),
    Consequence.HOLD_LICENSE: FindingKind(_OWNERS, _LICENSE, _PERMIT_OR_SHOW, then=_CONDITIONS),
    Consequence.RED_FLAG: _flag(_OWNERS),
    None: FindingKind(_OWNERS, settled_by=_SHOW),
}
"""How findings of the ownership calculation are treated, by what they lead to."""

OWNERSHIP_NOTE = _note(_OWNERS)
OWNER_NOT_SCREENED = FindingKind(_OWNERS, settled_by=(Remedy.SCREEN,))
