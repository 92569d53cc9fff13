"""The Country Chart: which reasons for control of an entry meet which columns."""

import re
from collections.abc import Iterator

from exportdesk.core.ear import EarTable
from exportdesk.core.words import sentence
from exportdesk.diligence.indication import (
    ExceptionHint,
    IndicationLine,
    LicenseVerdict,
    NotChecked,
)
from exportdesk.diligence.license_asked import Asked
from exportdesk.rulebook import (
    ChartRow,
    Control,
    ListedEccn,
    Note,
    Provenance,
    Status,
)

_CONTROL_LIST, _CHART = "Commerce Control List", "Commerce Country Chart"
_NO = re.compile(r"(?:N/A|No)\.?", re.IGNORECASE)
_ECCN = re.compile(r"[0-9][A-E][0-9]{3}")


def chart_lines(asked: Asked) -> Iterator[IndicationLine]:
    """Yield what the chart and the entry's own words say of the item and the destination."""
    notes = asked.rulebook.notes
    if asked.item.is_ear99:
        verdict = LicenseVerdict.NOT_INDICATED
        yield IndicationLine("license-ear99", verdict, notes.of("ear99"), {})
        return
    needed = notes.of("eccn-needed")
    if not asked.item.is_controlled:
        facts = {"text": asked.item.eccn}
        yield IndicationLine("license-no-eccn", LicenseVerdict.NOT_CHECKED, needed, facts)
        return
    facts = {"eccn": asked.item.written, "name": _CONTROL_LIST}
    if asked.tables.entries is None:
        yield IndicationLine("license-no-list", LicenseVerdict.NOT_CHECKED, needed, facts)
        return
    entry = asked.tables.entry(asked.item.written)
    if entry is None:
        yield IndicationLine("license-unknown-eccn", LicenseVerdict.NOT_CHECKED, needed, facts)
    elif not entry.controls:
        ground = _ground(asked, EarTable.CONTROL_LIST, entry.eccn, entry.heading)
        yield IndicationLine("license-in-words", LicenseVerdict.NOT_CHECKED, ground, facts)
    else:
        yield from _of_entry(asked, entry)


def chart_gaps(asked: Asked) -> Iterator[NotChecked]:
    """Yield which of the tables are not there, and footnotes of the chart that hold rules."""
    if not asked.item.is_controlled:
        return
    for table, held in (
        (EarTable.CONTROL_LIST, asked.tables.entries),
        (EarTable.CHART, asked.tables.chart),
        (EarTable.EXCEPTIONS, asked.tables.exceptions),
    ):
        if held is None:
            yield NotChecked("license-no-table", {"table": table})
    if asked.tables.groups is None:
        yield NotChecked("license-groups-of-rulebook", {})
    chart = asked.tables.chart
    row = chart.row(asked.country, asked.counts_as) if chart else None
    for number in row.footnotes if chart and row else ():
        words = chart.footnotes.get(number, "") if chart else ""
        yield NotChecked("license-chart-footnote", {"number": number, "words": words})


def _of_entry(asked: Asked, entry: ListedEccn) -> Iterator[IndicationLine]:
    for control in entry.controls:
        applies = asked.item.controls.get(control.key, control.is_for(asked.item.written))
        if applies is False:
            yield _line(asked, "license-other-paragraph", LicenseVerdict.NOT_INDICATED, control)
            continue
        for line in _of_control(asked, control):
            found = line
            if applies is None and line.verdict is LicenseVerdict.LIKELY_REQUIRED:
                found = _line(
                    asked, "license-paragraph-open", LicenseVerdict.DEPENDS, control, line
                )
            yield found
    yield from _footnotes(asked, entry)


def _of_control(asked: Asked, control: Control) -> Iterator[IndicationLine]:
    likely, clear = LicenseVerdict.LIKELY_REQUIRED, LicenseVerdict.NOT_INDICATED
    if control.columns:
        yield from _of_columns(asked, control)
    elif control.everywhere:
        yield _line(asked, "license-everywhere", likely, control)
    elif control.countries & asked.codes or (
        control.groups & asked.groups and not control.but_groups & asked.groups
    ):
        yield _line(asked, "license-named-place", likely, control)
    elif control.is_read and asked.rule is not None:
        yield _line(asked, "license-other-place", clear, control)
    else:
        yield _line(asked, "license-control-in-words", LicenseVerdict.NOT_CHECKED, control)


def _of_columns(asked: Asked, control: Control) -> Iterator[IndicationLine]:
    chart = asked.tables.chart
    row = chart.row(asked.country, asked.counts_as) if chart else None
    for column in control.columns:
        if chart is None:
            code, verdict = "license-no-chart", LicenseVerdict.NOT_CHECKED
        elif row is None:
            code, verdict = "license-no-row", LicenseVerdict.NOT_CHECKED
        elif row.pointer:
            code, verdict = "license-chart-points", LicenseVerdict.NOT_CHECKED
        elif column in row.marks:
            code, verdict = "license-chart", LicenseVerdict.LIKELY_REQUIRED
        else:
            code, verdict = "license-chart-clear", LicenseVerdict.NOT_INDICATED
        yield _line(asked, code, verdict, control, column=column, row=row)


def _line(
    asked: Asked,
    code: str,
    verdict: LicenseVerdict,
    control: Control,
    of: IndicationLine | None = None,
    *,
    column: str = "",
    row: ChartRow | None = None,
) -> IndicationLine:
    table = EarTable.CHART if column and asked.tables.chart else EarTable.CONTROL_LIST
    words = f"{control.text}: {control.requirement}"
    facts = dict(of.facts) if of else _facts(asked, control, column, row)
    hints = of.exceptions if of else ()
    if verdict is LicenseVerdict.LIKELY_REQUIRED:
        hints = tuple(exception_hints(asked, asked.tables.entry(control.entry)))
    ground = of.ground if of else _ground(asked, table, control.entry, words)
    return IndicationLine(code, verdict, ground, facts, hints)


def _facts(asked: Asked, control: Control, column: str, row: ChartRow | None) -> dict[str, object]:
    return {
        "eccn": asked.item.written,
        "reason": control.reason,
        "column": column,
        "name": f"{_CHART}, {column}" if column else _CONTROL_LIST,
        "control": control.text,
        "requirement": control.requirement,
        "country": asked.country_name,
        "row": row.name if row else "",
        "pointer": row.pointer if row else "",
        "key": control.key,
    }


def _footnotes(asked: Asked, entry: ListedEccn) -> Iterator[IndicationLine]:
    """Yield the footnotes of the destination's row that name the entry: rules beside the marks."""
    chart = asked.tables.chart
    row = chart.row(asked.country, asked.counts_as) if chart else None
    for number in row.footnotes if chart and row else ():
        words = chart.footnotes.get(number, "") if chart else ""
        if entry.eccn in _ECCN.findall(words):
            ground = _ground(asked, EarTable.CHART, entry.eccn, words)
            facts = {"eccn": asked.item.written, "number": number, "country": asked.country_name}
            yield IndicationLine("license-footnote", LicenseVerdict.DEPENDS, ground, facts)


def exception_hints(asked: Asked, entry: ListedEccn | None) -> Iterator[ExceptionHint]:
    """Yield the list-based exceptions that the entry does not plainly rule out for the place."""
    for symbol, words in (entry.exceptions if entry else {}).items():
        if _NO.fullmatch(words):
            continue
        limited = asked.rulebook.license_rules.exceptions.get(symbol)
        if limited is not None and not limited.groups & asked.groups:
            continue
        known = (asked.tables.exceptions or {}).get(symbol)
        section, title = (known.section, known.title) if known else ("", "")
        yield ExceptionHint(symbol, section, title, words)


def _ground(asked: Asked, table: EarTable, eccn: str, words: str) -> Note:
    source = asked.tables.sources.get(table)
    supplement = "Supplement No. 1 to part 774"
    citation = f"{supplement}, ECCN {eccn}"
    if table is EarTable.CHART:
        citation = f"Supplement No. 1 to part 738; {citation}"
    provenance = Provenance(
        citation=citation,
        status=Status.SECONDARY,
        as_of=source.as_of if source else asked.rulebook.as_of,
        source=source.name if source else "",
        unverified_note=sentence(
            "ear-not-tried" if source and source.is_official else "ear-derived"
        ),
    )
    return Note(f"{table}-{eccn}", words, provenance)
