"""`exportdesk customers import` and `products import`: a table into the book, as one step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from exportdesk.cli.session import (
    DONE,
    NO_LISTS,
    WRONG_USE,
    Session,
    complain,
    console,
    counted,
    desk_of,
    print_json,
    progress_bar,
    things_of,
)
from exportdesk.core.book import Kind, Trigger
from exportdesk.core.errors import BadInput, ListsMissing
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.ids import PartyId
from exportdesk.core.progress import Progress
from exportdesk.core.words import sentence
from exportdesk.operations.book_import import Imported, RowAct
from exportdesk.operations.book_known import MetBy
from exportdesk.operations.book_screening import BookReport
from exportdesk.operations.table_import import (
    AnyMap,
    AnyRow,
    OpenedTable,
    Proposal,
    counts_of,
    left_out,
    left_out_table,
    slot_of,
    subject_of,
    why_left_out,
)
from exportdesk.tables import Choices, ColumnMap, write_table
from exportdesk.tables.vocabulary import folded
from exportdesk.wiring import Desk

_NOT_USED = "none"
_SHOWN = 20
_NUMBERS = tuple("123456789")
_TAB = {"tab": "\t", "\\t": "\t"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command line says of an import."""

    file: Path
    choices: Choices
    pairs: tuple[str, ...]
    on_duplicate: RowAct
    dry_run: bool
    rest: Path | None
    as_json: bool


def import_command(kind: Kind) -> click.Command:
    """Return the command `import` of customers or products."""
    fields = ", ".join(field.value for field in subject_of(kind).fields)

    @click.command("import", help=_help(kind))
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--sheet", default="", help="The sheet of a workbook; the first with rows.")
    @click.option("--encoding", default="", help="How a CSV is encoded, such as cp1252.")
    @click.option("--delimiter", default="", help="What stands between the cells of a CSV.")
    @click.option(
        "--header-row",
        type=click.IntRange(0),
        metavar="ROW",
        help="The row with the headings; 0 for none.",
    )
    @click.option(
        "--map",
        "pairs",
        multiple=True,
        metavar="FIELD=COLUMN",
        help=_(
            "What a column holds: {fields}; or {none}. A column is named by its heading or its "
            "number. May be given several times."
        ).format(fields=fields, none=_NOT_USED),
    )
    @click.option(
        "--on-duplicate",
        type=click.Choice(["update", "skip", "new"]),
        default="update",
        show_default=True,
        help=_("What to do with a row that seems to be in the book already."),
    )
    @click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
    @click.option(
        "--left-out",
        "rest",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Write the rows left out, with the reason, to a .csv, .xlsx or .ods.",
    )
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
    @click.pass_obj
    def command(
        session: Session,
        file: Path,
        sheet: str,
        encoding: str,
        delimiter: str,
        header_row: int | None,
        pairs: tuple[str, ...],
        on_duplicate: str,
        dry_run: bool,
        rest: Path | None,
        as_json: bool,
    ) -> int:
        choices = Choices(sheet, encoding, _TAB.get(delimiter, delimiter), header_row)
        asked = _Asked(file, choices, pairs, RowAct(on_duplicate), dry_run, rest, as_json)
        with desk_of(session.folder) as desk, progress_bar() as progress:
            return _import(desk, kind, asked, progress)

    return command


def _told(*, is_done: bool) -> str:
    if is_done:
        return _(
            "{new} new, {update} updated, {same} the same, {skip} skipped, {faulty} with errors"
        )
    return _(
        "{new} would be new, {update} would be updated, {same} the same, {skip} skipped, {faulty} "
        "with errors"
    )


def _help(kind: Kind) -> str:
    lead = _(
        "Bring {things} in from FILE (CSV, .xlsx, .ods, .xls, .xlsb), as one step that can be "
        "undone."
    ).format(things=things_of(kind))
    after = _("Then the customers are screened.") if kind is Kind.CUSTOMERS else ""
    rest = _(
        "Rows that cannot be taken are left out and named; the others are taken. Ends with 2 where "
        "no row can be."
    )
    return f"{lead} {after}".rstrip() + f"\n\n{rest}"


def _import(desk: Desk, kind: Kind, asked: _Asked, progress: Progress) -> int:
    opened = desk.table_imports.open(kind, asked.file, progress, asked.choices)
    opened = _mapped(opened, asked.pairs)
    if not opened.names_somebody:
        raise BadInput("map-needed", file=asked.file.name)
    proposal = desk.table_imports.plan(opened, progress)
    if asked.on_duplicate is not RowAct.UPDATE:
        met = [one for one in proposal.rows if one.met_by is not MetBy.NOTHING]
        proposal.put(desk.table_imports.chosen(proposal, met, asked.on_duplicate))
    if asked.rest is not None:
        write_table(asked.rest, *left_out_table(proposal, sentence("left-out-heading")), progress)
    nothing_sound = all(one.faults for one in proposal.rows)
    done: Imported | None = None
    report: BookReport | None = None
    if not (asked.dry_run or nothing_sound):
        done = desk.table_imports.take(proposal, progress)
        if kind is Kind.CUSTOMERS and done.ids:
            report = _screened(desk, done, progress)
    if asked.as_json:
        print_json(_value(proposal, done, report))
    else:
        _tell(proposal, done, report, asked)
    if nothing_sound:
        return WRONG_USE
    missing = done is not None and bool(done.ids) and kind is Kind.CUSTOMERS and report is None
    return NO_LISTS if missing else DONE


def _screened(desk: Desk, done: Imported, progress: Progress) -> BookReport | None:
    """Screen whom the import touched; None, and a line that says so, where no list is in force."""
    try:
        return desk.book.screen(progress, trigger=Trigger.IMPORT, customers=map(PartyId, done.ids))
    except ListsMissing:
        complain(sentence("import-not-screened"))
        return None


def _mapped(opened: OpenedTable, pairs: Sequence[str]) -> OpenedTable:
    columns: AnyMap = opened.columns
    kinds = subject_of(opened.kind).kinds
    for pair in pairs:
        field, group, place = _pair(pair, opened)
        if field is None:
            columns = columns.with_column(place, None)
            continue
        if kinds[field].once:  # the column that had it before is not it
            columns = ColumnMap(
                tuple(None if s is not None and s.field == field else s for s in columns.columns)
            )
        heading = opened.table.headings[place] if opened.table.header else ""
        columns = columns.with_column(place, slot_of(opened.kind, field, heading, group))
    return replace(opened, columns=columns)


def _pair(pair: str, opened: OpenedTable) -> tuple[Any, int, int]:
    """Return what a column holds (None for nothing), of which of several addresses or related
    parties, and which column it is. Raises BadInput.
    """
    name, _, column = pair.partition("=")
    name, _, number = name.partition(":")
    name = folded(name).replace(" ", "_")
    group = int(number) if number in _NUMBERS else 1
    fields = {field.value: field for field in subject_of(opened.kind).fields}
    if (name != _NOT_USED and name not in fields) or number not in ("", *_NUMBERS):
        known = ", ".join((*fields, _NOT_USED))
        raise BadInput("map-field", text=pair, fields=known)
    headings = opened.table.headings
    named = [folded(heading) for heading in headings]
    if folded(column) and folded(column) in named:
        return fields.get(name), group, named.index(folded(column))
    if column.strip().isdecimal() and 1 <= int(column) <= len(headings):
        return fields.get(name), group, int(column) - 1
    told = ", ".join(headings)[:200]
    raise BadInput("map-column", text=pair, file=opened.path.name, columns=told)


def _tell(
    proposal: Proposal, done: Imported | None, report: BookReport | None, asked: _Asked
) -> None:
    out = console()
    for note in proposal.opened.table.notes:
        complain(sentence(note.code, note.facts))
    counts = counts_of(proposal.rows)
    out.print(
        _told(is_done=done is not None).format(
            new=figure(counts["new"]),
            update=figure(counts["update"]),
            same=figure(counts["same"]),
            skip=figure(counts["skip"]),
            faulty=figure(counts["faulty"]),
        ),
        markup=False,
    )
    gone = left_out(proposal)
    for one in gone[:_SHOWN]:
        click.echo(
            _("  row {number}: {one}").format(number=one.row.number, one=why_left_out(one)),
            err=True,
        )
    if len(gone) > _SHOWN:
        more = counted(len(gone) - _SHOWN, "row", "rows")
        click.echo(
            _("  and {more} more; --left-out FILE writes all of them").format(more=more), err=True
        )
    doubtful = sum(1 for one in proposal.rows if one.is_taken and one.row.problems)
    if doubtful:
        complain(sentence("import-cells-left", {"count": doubtful}))
    if done is not None and done.ids:
        kind = proposal.opened.kind.value
        out.print(
            _("To undo: exportdesk {kind} undo {batch}").format(kind=kind, batch=done.batch),
            markup=False,
        )
    if report is not None:
        screened = counted(report.screening.parties, "party", "parties")
        found = counted(len(report.opened), "possible match", "possible matches")
        out.print(
            _("Screened {screened}: {found} to review").format(screened=screened, found=found),
            markup=False,
        )


def _value(
    proposal: Proposal, done: Imported | None, report: BookReport | None
) -> dict[str, object]:
    counts = counts_of(proposal.rows)
    columns = zip(proposal.opened.table.headings, proposal.opened.columns.columns, strict=True)
    return {
        "file": proposal.opened.path.name,
        "taken": done is not None,
        "step": done.batch if done is not None and done.ids else None,
        "rows": len(proposal.rows),
        "counts": {
            "new": counts["new"],
            "updated": counts["update"],
            "same": counts["same"],
            "skipped": counts["skip"],
            "faulty": counts["faulty"],
        },
        "columns": {heading: slot.field.value if slot else None for heading, slot in columns},
        "remembered": proposal.opened.remembered,
        "left_out": [
            {"row": one.row.number, "act": one.act.value, "why": why_left_out(one)}
            for one in left_out(proposal)
        ],
        "problems": [
            _problem(one, problem) for one in proposal.rows for problem in one.row.problems
        ],
        "duplicates": [
            {"row": one.row.number, "met_by": one.met_by.value, "act": one.act.value}
            for one in proposal.rows
            if one.met_by is not MetBy.NOTHING
        ],
        "screened": None
        if report is None
        else {
            "parties": report.screening.parties,
            "opened": len(report.opened),
            "returned": len(report.returned),
        },
    }


def _problem(one: AnyRow, problem: Any) -> dict[str, object]:
    return {
        "row": one.row.number,
        "column": problem.facts.get("column"),
        "field": problem.field.value if problem.field is not None else None,
        "code": problem.code,
        "says": sentence(problem.code, problem.facts),
    }
