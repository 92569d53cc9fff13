"""Filing an export (EEI) and the destination control statement: hints by 758.1 and 758.6."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from exportdesk.core.figures import Amount
from exportdesk.diligence.indication import FilingHint, FilingNeed, LicenseVerdict
from exportdesk.diligence.license_asked import Asked
from exportdesk.rulebook import Consequence, FilingKind, FilingRule, FilingWhen
from exportdesk.rulebook.eccn import is_9x515, is_600_series


def filing_hints(asked: Asked, verdict: LicenseVerdict) -> Iterator[FilingHint]:
    """Yield each ground for filing the export, and the statement, with what was not checked.

    Where the export is filed on one ground, none is said to be not indicated: it would be misread.
    """
    hints = list(_hints(asked, verdict))
    is_filed = any(_is_needed(one) for one in hints)
    for one in hints:
        if one.need is not FilingNeed.NOT_INDICATED or not is_filed:
            yield one


def _is_needed(hint: FilingHint) -> bool:
    return hint.need is FilingNeed.REQUIRED and hint.code != f"filing-{FilingKind.STATEMENT}"


def _hints(asked: Asked, verdict: LicenseVerdict) -> Iterator[FilingHint]:
    for rule in asked.rulebook.license_rules.filings:
        found = _need(asked, rule, verdict)
        if found is not None:
            code, need = found
            facts = {
                "country": asked.country_name,
                "eccn": asked.item.written,
                "value": _dollars(asked.item.value_usd),
                "together": _dollars(_together(asked)),
                "hs": asked.item.hs_code,
                "limit": Amount.of(rule.over_usd, 0),
                "why": rule.note.text,
            }
            yield FilingHint(code, need, rule.note, facts)


def _need(asked: Asked, rule: FilingRule, verdict: LicenseVerdict) -> tuple[str, FilingNeed] | None:
    """Return what one rule says, None where it is about something else."""
    if rule.when is FilingWhen.NOT_LOOKED_AT:
        return "filing-not-looked-at", FilingNeed.NOT_CHECKED
    if rule.when is FilingWhen.VALUE:
        return _by_value(asked, rule)
    if rule.when is FilingWhen.LICENSE:
        if verdict.holds:
            return "filing-license", FilingNeed.REQUIRED
        is_open = verdict is LicenseVerdict.NOT_CHECKED
        return ("filing-license-open", FilingNeed.NOT_CHECKED) if is_open else None
    if not _is_there(asked, rule):
        return None
    item = asked.item
    if rule.when is FilingWhen.CONTROLLED and not item.written:
        return "filing-no-eccn", FilingNeed.NOT_CHECKED
    is_so = {
        FilingWhen.GROUPS: True,
        FilingWhen.MILITARY_ITEMS: is_600_series(item.written) or is_9x515(item.written),
        FilingWhen.CONTROLLED: item.is_controlled,
        FilingWhen.ECCNS: item.entry in rule.eccns,
        FilingWhen.UNVERIFIED_PARTY: any(_unverified(asked)),
    }[rule.when]
    return (f"filing-{rule.kind}", FilingNeed.REQUIRED) if is_so else None


def _is_there(asked: Asked, rule: FilingRule) -> bool:
    if not rule.countries and not rule.groups:
        return True
    return bool(rule.countries & asked.codes or rule.groups & asked.groups)


def _by_value(asked: Asked, rule: FilingRule) -> tuple[str, FilingNeed]:
    value, together = asked.item.value_usd, _together(asked)
    if value is not None and value > rule.over_usd:
        return "filing-value", FilingNeed.REQUIRED
    if together is not None and together > rule.over_usd:
        return "filing-value-together", FilingNeed.REQUIRED
    if value is None:
        return "filing-value-open", FilingNeed.NOT_CHECKED
    if asked.item.others_usd is None:
        return "filing-value-others-open", FilingNeed.NOT_CHECKED
    perhaps = asked.item.open_usd
    if perhaps is None or (together or value) + perhaps > rule.over_usd:
        return "filing-value-code-open", FilingNeed.NOT_CHECKED
    return "filing-value-under", FilingNeed.NOT_INDICATED


def _together(asked: Asked) -> Decimal | None:
    """Return what all lines under the code are worth, None where the value of one is not known."""
    value, others = asked.item.value_usd, asked.item.others_usd
    return None if value is None or others is None else value + others


def _dollars(value: Decimal | None) -> str:
    return "" if value is None else Amount.of(value, 2)


def _unverified(asked: Asked) -> Iterable[bool]:
    for party in asked.parties:
        meaning = asked.rulebook.meaning_of(party.listing.list, party.listing.kind)
        yield meaning.consequence is Consequence.DOCUMENT
