"""Words for stored choices: kinds, roles, strengths, verdicts, relations. One for all doors."""

from enum import StrEnum

from exportdesk.core.cases import CaseState, LookUpResult, Outcome, PartyAnswer
from exportdesk.core.certifications import CertificationState
from exportdesk.core.i18n import _
from exportdesk.core.i18n import mark as _m
from exportdesk.core.letters import LetterKind
from exportdesk.core.list_changes import ChangeKind, ListingField
from exportdesk.core.list_checks import CheckState
from exportdesk.core.listings import NameRole
from exportdesk.core.matches import Feature, Relation, Strength
from exportdesk.core.measurements import Variation
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.screenings import Verdict

# Pairs, not a mapping: a StrEnum member equals its text, and Feature and Relation share one.
_WORDS: tuple[tuple[StrEnum, str], ...] = (
    (PartyKind.PERSON, _m("Person")),
    (PartyKind.ORGANIZATION, _m("Organization")),
    (PartyKind.VESSEL, _m("Vessel")),
    (PartyKind.AIRCRAFT, _m("Aircraft")),
    (PartyKind.ADDRESS, _m("Address")),
    (PartyKind.UNKNOWN, _m("Not said")),
    (Role.PURCHASER, _m("Purchaser")),
    (Role.INTERMEDIATE_CONSIGNEE, _m("Intermediate consignee")),
    (Role.ULTIMATE_CONSIGNEE, _m("Ultimate consignee")),
    (Role.END_USER, _m("End user")),
    (Role.FREIGHT_FORWARDER, _m("Freight forwarder")),
    (Role.BANK, _m("Bank")),
    (Role.AGENT, _m("Agent")),
    (Role.OWNER, _m("Owner")),
    (Role.DIRECTOR, _m("Director")),
    (Role.OTHER, _m("Other")),
    (Role.NOT_SAID, _m("Not said")),
    (Strength.VERY_LIKELY, _m("Very likely")),
    (Strength.LIKELY, _m("Likely")),
    (Strength.POSSIBLE, _m("Possible")),
    (Strength.UNLIKELY, _m("Unlikely")),
    (Verdict.NOT_SAME, _m("Not the same party")),
    (Verdict.RESEARCH, _m("Needs research")),
    (Verdict.SAME, _m("Same party")),
    (Feature.NAME, _m("Name")),
    (Feature.LEGAL_FORM, _m("Legal form")),
    (Feature.COUNTRY, _m("Country")),
    (Feature.KIND, _m("Kind")),
    (Feature.ADDRESS, _m("Address")),
    (Feature.IDENTIFIER, _m("Identifier")),
    (Relation.SAME, _m("same")),
    (Relation.SIMILAR, _m("similar")),
    (Relation.SOUNDS_ALIKE, _m("sounds alike")),
    (Relation.OTHER_SCRIPT, _m("same, other script")),
    (Relation.ABBREVIATION, _m("abbreviation")),
    (Relation.LEGAL_FORM, _m("legal form")),
    (Relation.MISSING, _m("missing")),
    (Relation.EXTRA, _m("extra")),
    (Relation.GENERIC, _m("common word")),
    (Relation.DIFFERS, _m("differs")),
    (Relation.SAME_BUILDING, _m("same building")),
    (Relation.NOT_GIVEN, _m("not given")),
    (Variation.PUBLISHED, _m("as published")),
    (Variation.CASE, _m("capital and small letters changed")),
    (Variation.MARKS, _m("accents added or left out")),
    (Variation.ORDER, _m("words in another order")),
    (Variation.SWAPPED_LETTERS, _m("two letters swapped")),
    (Variation.DROPPED_LETTER, _m("a letter left out")),
    (Variation.ADDED_LETTER, _m("a letter too many")),
    (Variation.WRONG_LETTER, _m("a wrong letter")),
    (Variation.GLUED, _m("two words run together")),
    (Variation.SPLIT, _m("a word split in two")),
    (Variation.LEGAL_FORM_WRITTEN, _m("legal form written otherwise")),
    (Variation.LEGAL_FORM_DROPPED, _m("legal form left out")),
    (Variation.EXTRA_WORD, _m("a word added")),
    (Variation.MISSING_WORD, _m("a word left out")),
    (Variation.CYRILLIC, _m("in Cyrillic letters")),
    (Variation.GREEK, _m("in Greek letters")),
    (CheckState.UPDATED, _m("Updated")),
    (CheckState.UNCHANGED, _m("Nothing new")),
    (CheckState.REFUSED, _m("Not taken")),
    (CheckState.FAILED, _m("Could not be fetched")),
    (CheckState.BY_HAND, _m("Fetched by hand")),
    (NameRole.PRIMARY, _m("primary name")),
    (NameRole.ALIAS, _m("alias")),
    (NameRole.WEAK_ALIAS, _m("weak alias")),
    (NameRole.ORIGINAL_SCRIPT, _m("original script")),
    (ChangeKind.ADDED, _m("added")),
    (ChangeKind.REMOVED, _m("removed")),
    (ChangeKind.CHANGED, _m("changed")),
    (ListingField.NAME, _m("name")),
    (ListingField.ALIASES, _m("aliases")),
    (ListingField.WEAK_ALIASES, _m("weak aliases")),
    (ListingField.ORIGINAL_SCRIPT, _m("original script")),
    (ListingField.KIND, _m("kind")),
    (ListingField.LIST, _m("list")),
    (ListingField.ADDRESSES, _m("addresses")),
    (ListingField.IDENTIFIERS, _m("identifiers")),
    (ListingField.COUNTRIES, _m("countries")),
    (ListingField.BIRTH_DATES, _m("dates of birth")),
    (ListingField.PROGRAMS, _m("programs")),
    (ListingField.REQUIREMENT, _m("license requirement")),
    (ListingField.POLICY, _m("license policy")),
    (ListingField.CITATION, _m("citation")),
    (ListingField.START_DATE, _m("start date")),
    (ListingField.END_DATE, _m("end date")),
    (ListingField.TITLE, _m("title")),
    (ListingField.REMARKS, _m("remarks")),
    (ListingField.URL, _m("link")),
    (Outcome.DO_NOT_SHIP, _m("Do not ship")),
    (Outcome.HOLD_LICENSE, _m("Hold for license")),
    (Outcome.HOLD_RESOLVE, _m("Hold until resolved")),
    (Outcome.CONDITIONS, _m("Proceed with conditions")),
    (Outcome.NO_OBJECTION, _m("No objection found")),
    (CaseState.OPEN, _m("Open")),
    (CaseState.SIGNED, _m("Signed off")),
    (CaseState.WITHDRAWN, _m("Withdrawn")),
    (PartyAnswer.KEPT, _m("From the book")),
    (PartyAnswer.TYPED, _m("Typed in")),
    (PartyAnswer.SAME_AS, _m("Same as")),
    (PartyAnswer.UNKNOWN, _m("Not known")),
    (PartyAnswer.NONE, _m("Nobody")),
    (LookUpResult.NOT_FOUND, _m("Not found")),
    (LookUpResult.FOUND, _m("Found")),
    (LookUpResult.UNCLEAR, _m("Not clear")),
    (LetterKind.RED_FLAG, _m("Red flag letter")),
    (LetterKind.SUPPLIER_LIST, _m("Supplier list letter")),
    (LetterKind.GUARDIAN, _m("Project Guardian request")),
    (LetterKind.INFORMED, _m("Is-informed letter")),
    (CertificationState.NONE, _m("None")),
    (CertificationState.DRAFT, _m("Draft")),
    (CertificationState.SENT, _m("Sent")),
    (CertificationState.RETURNED, _m("Returned")),
    (CertificationState.ACCEPTED, _m("Accepted")),
    (CertificationState.REJECTED, _m("Rejected")),
    (CertificationState.EXPIRED, _m("Expired")),
    (CertificationState.REPLACED, _m("Replaced")),
)
_BY_CHOICE = {(type(choice), choice.value): words for choice, words in _WORDS}


def is_choice(choice: StrEnum) -> bool:
    """Whether there is a word for a stored choice."""
    return (type(choice), choice.value) in _BY_CHOICE


def word(choice: StrEnum) -> str:
    """Return what people read for a stored choice."""
    return _(_BY_CHOICE[type(choice), choice.value])
