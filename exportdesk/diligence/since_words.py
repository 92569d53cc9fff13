"""What is different since a sign-off, as one sentence for window, paper and command line."""

from collections.abc import Callable
from dataclasses import dataclass

from exportdesk.core.certifications import CertificationState
from exportdesk.core.i18n import of_rulebook
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.standing import MatchState
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.diligence.since import Became, Ground, Part, Since

_LONGEST = 120
_YES_OR_NOT = frozenset(("gecc", "transshipment_2022", "certification_scope"))
"""Columns of the rulebook that say yes or are empty."""


@dataclass(frozen=True, slots=True)
class SinceNames:
    """What countries, lists and sources are called, and how a day (ISO text) is written."""

    country: Callable[[str], str]
    list_title: Callable[[str], str]
    source: Callable[[str], str]
    day: Callable[[str], str] = str


def since_sentence(one: Since, names: SinceNames) -> str:
    """Return one thing that is different as a sentence."""
    if one.ground is Ground.LISTS:
        return _list(one, names)
    if one.ground is Ground.RULEBOOK:
        return _rule(one, names)
    if not one.is_told:
        code = "since-facts-older" if one.is_older else "since-facts"
        return sentence(code, {"what": sentence(f"part-{one.what}")})
    code, told = _fact(one, names)
    return sentence(code, {"name": one.name, **told})


def _list(one: Since, names: SinceNames) -> str:
    days = {key: names.day(value) if value else "" for key, value in one.facts.items()}
    told = {"what": names.source(one.what), **days}
    if not one.before or not one.after:
        return sentence("since-lists-new" if one.after else "since-lists-gone", told)
    differ = one.facts.get("before") and one.facts.get("before") != one.facts.get("after")
    return sentence("since-lists-days" if differ else "since-lists", told)


def _rule(one: Since, names: SinceNames) -> str:
    if one.what == "rulebook":
        if one.label:
            return sentence(one.label)
        code = "since-rulebook-same-day" if one.before == one.after else "since-rulebook"
        return sentence(code, {"before": names.day(one.before), "after": names.day(one.after)})
    before, after, by_country = one.before, one.after, one.what == "country_rules.csv"
    if one.field in _YES_OR_NOT:
        before, after = (text or str(False) for text in (before, after))
    told = {
        "what": sentence(f"rules-{one.what}"),
        "name": _short(names.country(one.name) if by_country else of_rulebook(one.name)),
        "field": _named("rule", one.field),
        "before": _short(of_rulebook(before)),
        "after": _short(of_rulebook(after)),
    }
    if not one.name:
        return sentence("since-rules-others", told)
    return sentence(f"since-rule-{one.change}", told)


def _fact(one: Since, names: SinceNames) -> tuple[str, dict[str, str]]:
    """Return the code of a fact's sentence, and what fills it."""
    told = {"before": _short(one.before), "after": _short(one.after)}
    match one.what:
        case Part.PARTIES:
            return _party(one, names)
        case Part.SCREENING if one.field == "screening":
            return f"since-screening-{one.after}", told
        case Part.SCREENING:
            listed = names.list_title(one.facts.get("list", ""))
            states = {"before": _state(one.before), "after": _state(one.after)}
            return f"since-match-{one.change}", {"label": one.label, "list": listed, **states}
        case Part.OWNERSHIP:
            return f"since-ownership-{one.change}", {"said": sentence(one.label, one.facts)}
        case Part.LICENSE:
            said = {"said": sentence(one.label, one.facts)}
            if one.field == "product":
                return f"since-product-{one.change}", said
            return f"since-license-{one.change}", {**said, **_verdicts(one)}
        case Part.CERTIFICATION:
            if one.field == "expires_on":
                told = {
                    "before": names.day(one.before) if one.before else _short(""),
                    "after": names.day(one.after) if one.after else _short(""),
                }
            if one.field == "state":
                told = {key: word(CertificationState(value)) for key, value in told.items()}
            return f"since-certification-{one.field}", told
        case Part.POLICY:
            return "since-policy", {**told, "field": _named("policy", one.field)}
        case _:
            return f"since-{one.what}-{one.change}", told


def _party(one: Since, names: SinceNames) -> tuple[str, dict[str, str]]:
    before, after = one.before, one.after
    if not one.field:
        roles = {"before": _roles(before), "after": _roles(after)}
        code = "roles" if one.change is Became.CHANGED else one.change.value
        return f"since-parties-{code}", roles
    if one.field == "kind":
        before, after = (word(PartyKind(text)) if text else "" for text in (before, after))
    if one.field == "countries":
        before, after = (
            "; ".join(names.country(code) for code in text.split("; ") if code)
            for text in (before, after)
        )
    told = {"before": _short(before), "after": _short(after)}
    return "since-parties-changed", {"field": _named("since", one.field), **told}


def _roles(text: str) -> str:
    return ", ".join(word(Role(one)).lower() for one in text.split(", ") if one)


def _state(text: str) -> str:
    if not text:
        return sentence("since-nothing")
    return sentence("since-match-ended") if text == "ended" else word(MatchState(text)).lower()


def _verdicts(one: Since) -> dict[str, str]:
    return {
        key: sentence(f"license-verdict-{value}") if value else ""
        for key, value in (("before", one.before), ("after", one.after))
    }


def _named(kind: str, field: str) -> str:
    code = f"{kind}-{field}"
    said = sentence(code)
    return field.replace("_", " ") if said == code else said


def _short(text: str) -> str:
    if text in ("", "[]"):
        return sentence("since-nothing")
    if text in ("True", "False"):
        return sentence("since-yes" if text == "True" else "since-no")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
