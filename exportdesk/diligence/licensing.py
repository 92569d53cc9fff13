"""The license indicator: on which grounds a license is likely required, ground by ground.

It never says that an item may go. "Not indicated" is said of single grounds, with their citation,
and of all of them together only where every one of them was looked at.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from exportdesk.core.products import Jurisdiction
from exportdesk.diligence.indication import (
    Indication,
    IndicationLine,
    LicenseVerdict,
    NotChecked,
    worst,
)
from exportdesk.diligence.license_asked import Asked
from exportdesk.diligence.license_chart import chart_gaps, chart_lines
from exportdesk.diligence.license_filing import filing_hints
from exportdesk.diligence.license_items import Destination, LicenseItem, ListedParty
from exportdesk.diligence.license_parties import bars_exceptions, party_lines
from exportdesk.diligence.license_places import place_gaps, place_lines
from exportdesk.diligence.license_uses import use_gaps, use_lines
from exportdesk.rulebook import Covers, EarTables, Rulebook


def indicate(
    item: LicenseItem,
    destination: Destination,
    parties: Iterable[ListedParty],
    rulebook: Rulebook,
    tables: EarTables,
    on: date,
    *,
    end_uses: Mapping[str, str] | None = None,
) -> Indication:
    """Return what is indicated for an item on its way to a destination on the day of export.

    `parties` are those whose listing was confirmed, with the ones that count as listed because of
    their owners. `end_uses` are answers (yes, no, unknown) by the code of the question.
    """
    asked = Asked(
        item=item,
        country=destination.country,
        region=destination.region,
        parties=tuple(parties),
        answers=end_uses or {},
        rulebook=rulebook,
        tables=tables,
        on=on,
        rule=rulebook.countries_rules.of(destination.country),
    )
    if item.jurisdiction in (Jurisdiction.ITAR, Jurisdiction.OTHER):
        return _elsewhere(asked)
    lines = _careful(asked, _lines(asked))
    verdict = worst(line.verdict for line in lines)
    gaps = (*chart_gaps(asked), *place_gaps(asked), *use_gaps(asked))
    return Indication(lines, verdict, gaps, tuple(filing_hints(asked, verdict)))


def _elsewhere(asked: Asked) -> Indication:
    """Return that the item is under other rules, which this program does not know."""
    code = f"license-{asked.item.jurisdiction}"
    ground = asked.rulebook.notes.of("itar")
    verdict = LicenseVerdict.NOT_CHECKED
    line = IndicationLine(code, verdict, ground, {"item": asked.item.label})
    return Indication((line,), verdict, (NotChecked(code, {"item": asked.item.label}),))


def _lines(asked: Asked) -> tuple[IndicationLine, ...]:
    first = []
    if asked.item.jurisdiction is Jurisdiction.NOT_KNOWN:
        first.append(_open(asked, "license-jurisdiction-open", "itar"))
    if asked.rule is None:
        code = "license-place-unknown" if asked.country else "license-no-destination"
        first.append(_open(asked, code, "eccn-needed"))
    return (
        *first,
        *chart_lines(asked),
        *place_lines(asked),
        *use_lines(asked),
        *party_lines(asked),
    )


def _open(asked: Asked, code: str, ground: str) -> IndicationLine:
    facts = {"country": asked.country_name, "item": asked.item.label}
    note = asked.rulebook.notes.of(ground)
    return IndicationLine(code, LicenseVerdict.NOT_CHECKED, note, facts)


def _careful(asked: Asked, lines: tuple[IndicationLine, ...]) -> tuple[IndicationLine, ...]:
    """Return the lines without what could be read as a permission.

    For a place under embargo nothing is said to be not indicated. Where a listed party bars license
    exceptions, none is named; where part 746 asks for a license, only those that its rule names.
    """
    places = asked.rulebook.license_rules.of_place(asked.country, asked.region)
    is_embargoed = any(rule.covers is Covers.ALL for rule in places)
    if is_embargoed or (asked.rule is not None and asked.rule.is_group_e):
        lines = tuple(x for x in lines if x.verdict is not LicenseVerdict.NOT_INDICATED)
    rules = {rule.note for rule in places}
    is_held = any(line.ground in rules and line.verdict.holds for line in lines)
    bars_all = bars_exceptions(asked)
    return tuple(
        replace(line, exceptions=()) if bars_all or (is_held and line.ground not in rules) else line
        for line in lines
    )
