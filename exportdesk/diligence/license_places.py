"""Part 746: embargoes, Russia and Belarus, and regions with rules of their own."""

from collections.abc import Iterator

from exportdesk.diligence.indication import (
    ExceptionHint,
    IndicationLine,
    LicenseVerdict,
    NotChecked,
)
from exportdesk.diligence.license_asked import Asked
from exportdesk.diligence.license_items import EndUseAnswer
from exportdesk.rulebook import Covers, PlaceRule, SpecialRule
from exportdesk.rulebook.hs_codes import hs6_of

_LIKELY = LicenseVerdict.LIKELY_REQUIRED
_OPEN = LicenseVerdict.NOT_CHECKED


def place_lines(asked: Asked) -> Iterator[IndicationLine]:
    """Yield what part 746 says of the destination."""
    rules = asked.rulebook.license_rules
    for rule in rules.of_place(asked.country, asked.region):
        found = _of_rule(asked, rule)
        if found is not None:
            code, verdict = found
            yield _line(asked, rule, code, verdict)
    if not asked.region:
        for rule in rules.places:
            names = [
                one.name
                for one in asked.rulebook.countries_rules.regions_of(asked.country)
                if one.code in rule.regions
            ]
            if names:
                facts = {"regions": ", ".join(names), "country": asked.country_name}
                verdict = LicenseVerdict.DEPENDS
                yield IndicationLine("license-region-open", verdict, rule.note, facts)


def place_gaps(asked: Asked) -> Iterator[NotChecked]:
    """Yield what of part 746 is not looked at for the destination."""
    has_rules = asked.rulebook.license_rules.of_place(asked.country, asked.region)
    special = asked.rule.special if asked.rule else SpecialRule.NONE
    if asked.rule is not None and special is SpecialRule.SOME_ITEMS and not has_rules:
        facts = {"country": asked.country_name, "note": asked.rule.note}
        yield NotChecked("license-place-note", facts)
    if asked.item.origin != "US":
        yield NotChecked("license-foreign-made", {"origin": asked.item.origin})


def _of_rule(asked: Asked, rule: PlaceRule) -> tuple[str, LicenseVerdict] | None:
    """Return what a rule says of the item, None where it is not about such an item."""
    item = asked.item
    if rule.covers is Covers.ALL:
        return "license-embargo", _LIKELY
    if rule.covers is Covers.END_USE:
        return _by_answer(asked, rule)
    if rule.covers is Covers.FOREIGN_MADE:
        return None if item.origin == "US" else ("license-place-foreign", _OPEN)
    if not item.written:
        return "license-place-no-eccn", _OPEN
    if rule.covers is Covers.WITH_ECCN:
        return ("license-place-eccn", _LIKELY) if item.is_controlled else None
    if rule.covers is Covers.ECCNS and item.entry in rule.eccns:
        return "license-place-eccn", _LIKELY
    return _of_ear99(asked, rule) if item.is_ear99 else None


def _of_ear99(asked: Asked, rule: PlaceRule) -> tuple[str, LicenseVerdict]:
    """Return what a rule on EAR99 items says: by code of the HS as far as its codes are known."""
    hs6 = hs6_of(asked.item.hs_code)
    if hs6 and (hs6 in rule.codes or hs6[:2] in rule.chapters):
        return "license-place-code", _LIKELY
    if hs6 and hs6[:2] in rule.chapters_unverified:
        return "license-place-code-unverified", _LIKELY
    if not hs6 and (rule.codes or rule.chapters):
        return "license-place-no-code", _OPEN
    return "license-place-supplement", _OPEN


def _by_answer(asked: Asked, rule: PlaceRule) -> tuple[str, LicenseVerdict]:
    match asked.answer(rule.end_use):
        case EndUseAnswer.YES:
            return "license-place-end-use", _LIKELY
        case EndUseAnswer.NO:
            return "license-end-use-no", LicenseVerdict.NOT_INDICATED
        case _:
            return "license-end-use-open", _OPEN


def _line(asked: Asked, rule: PlaceRule, code: str, verdict: LicenseVerdict) -> IndicationLine:
    held = asked.rulebook.license_rules.supplements.get(rule.supplement)
    facts = {
        "rule": rule.name,
        "country": asked.country_name,
        "eccn": asked.item.written,
        "hs": asked.item.hs_code,
        "chapter": hs6_of(asked.item.hs_code)[:2],
        "spares": rule.spares,
        "supplement": rule.supplement,
        "listed": f"{held.name} ({held.about})" if held else rule.supplement or rule.name,
        "missing": held.missing if held else "",
        "name": rule.name,
    }
    hints = tuple(
        ExceptionHint(one.symbol, one.section)
        for one in rule.exceptions
        if one.since <= asked.on and (asked.item.is_ear99 or not one.ear99_only)
    )
    if code == "license-embargo" and rule.spares:
        code = "license-embargo-but"
    # What is not held is told with the source of the list itself; the rule is named beside it.
    by_list = held if held and code == "license-place-supplement" else None
    ground = by_list.note if by_list else rule.note
    return IndicationLine(code, verdict, ground, facts, hints if verdict is _LIKELY else ())
