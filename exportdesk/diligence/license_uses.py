"""Part 744: end uses that need a license whatever the item is."""

from collections.abc import Iterator

from exportdesk.diligence.indication import IndicationLine, LicenseVerdict, NotChecked
from exportdesk.diligence.license_asked import Asked
from exportdesk.diligence.license_items import EndUseAnswer
from exportdesk.rulebook import EndUseRule, MilitaryEndUse, Where

_LIKELY = LicenseVerdict.LIKELY_REQUIRED


def use_lines(asked: Asked) -> Iterator[IndicationLine]:
    """Yield what the end uses say that somebody was asked about and that matter for the place."""
    for rule in asked.rulebook.license_rules.end_uses:
        if rule.asked_as and _matters(asked, rule):
            code, verdict = _by_answer(asked, rule)
            facts = {
                "name": rule.name,
                "country": asked.country_name,
                "prompt": rule.prompt,
                "eccn": asked.item.written,
            }
            yield IndicationLine(code, verdict, rule.note, facts)


def use_gaps(asked: Asked) -> Iterator[NotChecked]:
    """Yield the end uses that nobody is asked about."""
    for rule in asked.rulebook.license_rules.end_uses:
        if not rule.asked_as and _matters(asked, rule):
            facts = {"name": rule.name, "citation": rule.note.provenance.citation}
            yield NotChecked("license-end-use-not-asked", facts)


def _matters(asked: Asked, rule: EndUseRule) -> bool:
    if rule.categories and asked.item.is_controlled:
        if asked.item.entry[0] not in rule.categories:
            return False
    elif rule.categories and asked.item.is_ear99:
        return False
    match rule.where:
        case Where.EVERYWHERE:
            return True
        case Where.MILITARY_END_USE:
            return asked.rule is None or bool(asked.rule.military_end_use)
        case Where.LISTED:
            return bool(rule.countries & asked.codes or rule.groups & asked.groups)


def _by_answer(asked: Asked, rule: EndUseRule) -> tuple[str, LicenseVerdict]:
    answer = asked.answer(rule.asked_as)
    if answer is EndUseAnswer.NO:
        return "license-end-use-no", LicenseVerdict.NOT_INDICATED
    if answer is not EndUseAnswer.YES:
        return "license-end-use-open", LicenseVerdict.NOT_CHECKED
    if rule.where is Where.MILITARY_END_USE:
        return _military(asked)
    if rule.is_partial:
        return "license-end-use-part", LicenseVerdict.DEPENDS
    return "license-end-use", _LIKELY


def _military(asked: Asked) -> tuple[str, LicenseVerdict]:
    if asked.rule is not None and asked.rule.military_end_use is MilitaryEndUse.ANY_ITEM:
        return "license-end-use", _LIKELY
    return in_supplement_2(asked)


def in_supplement_2(asked: Asked) -> tuple[str, LicenseVerdict]:
    """Return what Supplement No. 2 to part 744 says of the item."""
    listed = asked.rulebook.license_rules.military_items
    if not asked.item.written:
        return "license-place-no-eccn", LicenseVerdict.NOT_CHECKED
    if asked.item.entry in listed.codes:
        return "license-supplement-2", _LIKELY
    if asked.item.entry in listed.partial:
        return "license-supplement-2-part", LicenseVerdict.DEPENDS
    return "license-supplement-2-not", LicenseVerdict.NOT_INDICATED
