"""What the Screen page calls things: strengths, verdicts, relations, and a match in a sentence."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from PySide6.QtCore import QDate, QLocale

from exportdesk.core.editions import EditionUse
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.i18n import mark as _m
from exportdesk.core.listings import NameRole
from exportdesk.core.matches import Feature, Match, Reason, Relation, Strength
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.screenings import Verdict
from exportdesk.ui.theme import Tone

_STRENGTHS: Mapping[Strength, tuple[str, Tone]] = {
    Strength.VERY_LIKELY: (_m("Very likely"), Tone.RED),
    Strength.LIKELY: (_m("Likely"), Tone.RED),
    Strength.POSSIBLE: (_m("Possible"), Tone.AMBER),
    Strength.UNLIKELY: (_m("Unlikely"), Tone.GREY),
}
_VERDICTS: Mapping[Verdict, tuple[str, Tone]] = {
    Verdict.NOT_SAME: (_m("Not the same party"), Tone.GREY),
    Verdict.RESEARCH: (_m("Needs research"), Tone.AMBER),
    Verdict.SAME: (_m("Same party"), Tone.RED),
}
_SHORT_VERDICTS: Mapping[Verdict, str] = {
    Verdict.NOT_SAME: _m("Not the same"),
    Verdict.RESEARCH: _m("Research"),
    Verdict.SAME: _m("Same party"),
}
_KINDS: Mapping[PartyKind, str] = {
    PartyKind.UNKNOWN: _m("Any"),
    PartyKind.PERSON: _m("Person"),
    PartyKind.ORGANIZATION: _m("Organization"),
    PartyKind.VESSEL: _m("Vessel"),
    PartyKind.AIRCRAFT: _m("Aircraft"),
    PartyKind.ADDRESS: _m("Address"),
}
_ROLES: Mapping[Role, str] = {
    Role.NOT_SAID: _m("Not said"),
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
}
_RELATIONS: Mapping[Relation, tuple[str, Tone]] = {
    Relation.SAME: (_m("same"), Tone.GREEN),
    Relation.OTHER_SCRIPT: (_m("same, other script"), Tone.GREEN),
    Relation.LEGAL_FORM: (_m("legal form"), Tone.GREEN),
    Relation.SAME_BUILDING: (_m("same building"), Tone.GREEN),
    Relation.SIMILAR: (_m("similar"), Tone.ACCENT),
    Relation.SOUNDS_ALIKE: (_m("sounds alike"), Tone.ACCENT),
    Relation.ABBREVIATION: (_m("abbreviation"), Tone.ACCENT),
    Relation.GENERIC: (_m("common word"), Tone.GREY),
    Relation.MISSING: (_m("missing"), Tone.AMBER),
    Relation.EXTRA: (_m("extra"), Tone.AMBER),
    Relation.DIFFERS: (_m("differs"), Tone.AMBER),
    Relation.NOT_GIVEN: (_m("not given"), Tone.GREY),
}
_FEATURES: Mapping[Feature, str] = {
    Feature.NAME: _m("Name"),
    Feature.LEGAL_FORM: _m("Legal form"),
    Feature.COUNTRY: _m("Country"),
    Feature.KIND: _m("Type"),
    Feature.ADDRESS: _m("Address"),
    Feature.IDENTIFIER: _m("Identifier"),
}
_NAME_ROLES: Mapping[NameRole, str] = {
    NameRole.PRIMARY: _m("primary name"),
    NameRole.ALIAS: _m("alias"),
    NameRole.WEAK_ALIAS: _m("weak alias"),
    NameRole.ORIGINAL_SCRIPT: _m("original script"),
}
_ISO_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_MET = frozenset(Relation) - {
    Relation.MISSING,
    Relation.EXTRA,
    Relation.DIFFERS,
    Relation.NOT_GIVEN,
}


def strength(value: Strength) -> tuple[str, Tone]:
    """Return the word for a strength and the tone of its chip."""
    words, tone = _STRENGTHS[value]
    return _(words), tone


def verdict(value: Verdict) -> tuple[str, Tone]:
    """Return the words for a decision and the tone of its chip."""
    words, tone = _VERDICTS[value]
    return _(words), tone


def short_verdict(value: Verdict) -> str:
    """Return the fewest words for a decision, for a table."""
    return _(_SHORT_VERDICTS[value])


def kind(value: PartyKind) -> str:
    """Return the word for a kind of party; "Any" where it is not said."""
    return _(_KINDS[value])


def role(value: Role) -> str:
    """Return the words for a role."""
    return _(_ROLES[value])


def relation(value: Relation) -> tuple[str, Tone]:
    """Return how ours and theirs met, and the tone that goes with it."""
    words, tone = _RELATIONS[value]
    return _(words), tone


def feature(value: Feature) -> str:
    """Return what was compared."""
    return _(_FEATURES[value])


def name_role(value: NameRole) -> str:
    """Return how a list names a party."""
    return _(_NAME_ROLES[value])


def day(text: str | date) -> str:
    """Return a date as people here write it: `3 Mar 2022`; a text that is none, unchanged."""
    if isinstance(text, date):
        text = text.isoformat()
    found = _ISO_DAY.match(text)
    if found is None:
        return text
    shown = QDate(*(int(part) for part in found.groups()))
    return QLocale().toString(shown, "d MMM yyyy") if shown.isValid() else text


def lists_of(editions: Iterable[EditionUse]) -> str:
    """Return "the lists of 31 Jul 2026", for the sentence that nothing was found."""
    days = sorted({edition.published or edition.imported.local.date() for edition in editions})
    if not days:
        return _("the lists")
    if len(days) == 1:
        return _("the lists of {day}").format(day=day(days[0]))
    return _("the lists of {first} to {last}").format(first=day(days[0]), last=day(days[-1]))


def countries(codes: tuple[str, ...], name_of: Callable[[str], str]) -> str:
    """Return the first country by name, and how many more there are."""
    if not codes:
        return ""
    more = len(codes) - 1
    return f"{name_of(codes[0])} +{more}" if more else name_of(codes[0])


def agency_letters(agency: str) -> str:
    """Return the letters an agency is known by: "BIS" of "..., Bureau of ... (BIS)"."""
    found = re.search(r"\(([^()]+)\)\s*$", agency)
    return found.group(1) if found else agency


def met_words(reasons: Iterable[Reason]) -> tuple[int, int]:
    """Return how many of our name's words met one of theirs, and how many we have."""
    ours = [r for r in reasons if r.feature is Feature.NAME and r.ours.strip()]
    return sum(1 for r in ours if r.relation in _MET), len(ours)


def short_why(match: Match) -> str:
    """Return what a row says under the listed name: the name that met, or what met."""
    if match.matched_name and match.matched_name != match.name:
        label = _("by: {name}") if _by_other_than_name(match) else _("alias: {name}")
        return label.format(name=match.matched_name)
    return ", ".join(_facts(match))


def summary(match: Match) -> str:
    """Return why a listing was proposed, in one plain sentence."""
    facts = _facts(match)
    if not facts:
        return ""
    said = ", ".join(facts)
    name = match.matched_name
    if name and name != match.name and not _by_other_than_name(match):
        return _("Against the alias “{name}”: {facts}.").format(name=name, facts=said)
    return _("{facts}.").format(facts=said[:1].upper() + said[1:])


def _by_other_than_name(match: Match) -> bool:
    met, _all = met_words(match.reasons)
    return met == 0


def _facts(match: Match) -> list[str]:
    met, every = met_words(match.reasons)
    facts = []
    if every and met == every:
        facts.append(_("every word met") if every > 1 else _("the word met"))
    elif met:
        facts.append(
            ngettext("{met} of {every} word met", "{met} of {every} words met", every).format(
                met=met, every=every
            )
        )
    sayings = {
        (Feature.IDENTIFIER, True): _("same identifier"),
        (Feature.ADDRESS, True): _("address met"),
        (Feature.COUNTRY, True): _("same country"),
        (Feature.COUNTRY, False): _("other country"),
        (Feature.KIND, False): _("other type"),
    }
    for (what, good), words in sayings.items():
        if any(r.feature is what and _says(r, good) for r in match.reasons):
            facts.append(words)
    return facts


def _says(reason: Reason, good: bool) -> bool:
    return reason.relation in _MET if good else reason.relation is Relation.DIFFERS
