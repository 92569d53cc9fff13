"""The words papers use for stored choices."""

from collections.abc import Mapping

from exportdesk.core.i18n import _
from exportdesk.core.i18n import mark as _m
from exportdesk.core.matches import Feature, Relation, Strength
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.screenings import Verdict
from exportdesk.documents.tokens import Tone

_KINDS: Mapping[PartyKind, str] = {
    PartyKind.PERSON: _m("Person"),
    PartyKind.ORGANIZATION: _m("Organization"),
    PartyKind.VESSEL: _m("Vessel"),
    PartyKind.AIRCRAFT: _m("Aircraft"),
    PartyKind.ADDRESS: _m("Address"),
    PartyKind.UNKNOWN: _m("not said"),
}
_ROLES: Mapping[Role, str] = {
    Role.PURCHASER: _m("Purchaser"),
    Role.INTERMEDIATE_CONSIGNEE: _m("Intermediate consignee"),
    Role.ULTIMATE_CONSIGNEE: _m("Ultimate consignee"),
    Role.END_USER: _m("End user"),
    Role.FREIGHT_FORWARDER: _m("Freight forwarder"),
    Role.BANK: _m("Bank"),
    Role.AGENT: _m("Agent"),
    Role.OWNER: _m("Owner"),
    Role.DIRECTOR: _m("Director"),
    Role.OTHER: _m("Other"),
    Role.NOT_SAID: _m("not provided"),
}
_STRENGTHS: Mapping[Strength, str] = {
    Strength.VERY_LIKELY: _m("very likely"),
    Strength.LIKELY: _m("likely"),
    Strength.POSSIBLE: _m("possible"),
    Strength.UNLIKELY: _m("unlikely"),
}
_FEATURES: Mapping[Feature, str] = {
    Feature.NAME: _m("Name"),
    Feature.LEGAL_FORM: _m("Legal form"),
    Feature.COUNTRY: _m("Country"),
    Feature.KIND: _m("Kind"),
    Feature.ADDRESS: _m("Address"),
    Feature.IDENTIFIER: _m("Identifier"),
}
_RELATIONS: Mapping[Relation, str] = {
    Relation.SAME: _m("same"),
    Relation.SIMILAR: _m("similar spelling"),
    Relation.SOUNDS_ALIKE: _m("sounds alike"),
    Relation.OTHER_SCRIPT: _m("same in another script"),
    Relation.ABBREVIATION: _m("abbreviation"),
    Relation.LEGAL_FORM: _m("legal form"),
    Relation.MISSING: _m("not in the listing"),
    Relation.EXTRA: _m("only in the listing"),
    Relation.GENERIC: _m("same, a common word"),
    Relation.DIFFERS: _m("differs"),
    Relation.SAME_BUILDING: _m("same building"),
    Relation.NOT_GIVEN: _m("not given"),
}
_VERDICTS: Mapping[Verdict | None, tuple[str, Tone]] = {
    Verdict.NOT_SAME: (_m("Not the same party"), "good"),
    Verdict.RESEARCH: (_m("Needs research"), "caution"),
    Verdict.SAME: (_m("Same party"), "stop"),
    None: (_m("Undecided"), "caution"),
}
_CONSEQUENCES: Mapping[str, tuple[str, Tone]] = {
    "block": (_m("Stop"), "stop"),
    "hold_license": (_m("License likely required"), "stop"),
    "document": (_m("Statement needed"), "caution"),
    "review": (_m("Restricted"), "caution"),
    "red_flag": (_m("Red flag"), "caution"),
}
_STATUSES: Mapping[str, str] = {
    "verified": _m("checked against the published text"),
    "secondary": _m("taken from a secondary source; check the published text"),
    "unverified": _m("NOT VERIFIED: check the published text before relying on it"),
}


def kind(value: PartyKind) -> str:
    """Return the word for a kind of party."""
    return _(_KINDS[value])


def role(value: Role) -> str:
    """Return the word for a role."""
    return _(_ROLES[value])


def score(value: float) -> str:
    """Return a score as printed: without a needless fraction."""
    return f"{value:.1f}".removesuffix(".0")


def strength(value: Strength) -> str:
    """Return the word for the strength of a match."""
    return _(_STRENGTHS[value])


def feature(value: Feature) -> str:
    """Return the word for what was compared."""
    return _(_FEATURES[value])


def relation(value: Relation) -> str:
    """Return the words for how ours and theirs met."""
    return _(_RELATIONS[value])


def verdict(value: Verdict | None) -> tuple[str, Tone]:
    """Return the words for a decision, None being none yet, and the tone of its chip."""
    words, tone = _VERDICTS[value]
    return _(words), tone


def consequence(value: str) -> tuple[str, Tone]:
    """Return the words for what a confirmed match asks for, and the tone of their chip."""
    words, tone = _CONSEQUENCES.get(value, (_m("Red flag"), "caution"))
    return _(words), tone


def status(value: str) -> str:
    """Return how far a statement about the rules has been checked."""
    return _(_STATUSES.get(value, _STATUSES["unverified"]))
