"""`exportdesk rulebook`: which one is in use, and taking in a newer one or tables of the EAR."""

from collections.abc import Sequence
from pathlib import Path

import click

from exportdesk.cli.session import DONE, Session, console, date_of, desk_of, print_json
from exportdesk.core.ear import EarTable
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, of_rulebook
from exportdesk.core.progress import Silent
from exportdesk.core.words import say, sentence
from exportdesk.operations.rulebooks import RulebookStatus, TakenRulebook, TakenTables
from exportdesk.rulebook import Edition, FileChanges, Supplement, TableSource
from exportdesk.wiring import Desk

_NAMED = 12


@click.group(no_args_is_help=False)
def rulebook() -> None:
    """What the program knows of regulation: its state, and taking in a newer one."""


@rulebook.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def status(session: Session, as_json: bool) -> int:
    """Say which rulebook is in use, which are kept, and which tables of the EAR are there."""
    with desk_of(session.folder) as desk:
        found = desk.rulebooks.status()
    if as_json:
        print_json(_status_value(found))
    else:
        _print_status(found)
    return DONE


@rulebook.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as-of", metavar="DATE", help="The day of tables whose file does not say it.")
@click.option("--older", is_flag=True, help="Take it although it is older than what is in use.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def import_(session: Session, file: Path, as_of: str | None, older: bool, as_json: bool) -> int:
    """Take in FILE: a rulebook (folder or zip), or tables of the EAR (XML of the eCFR, or JSON)."""
    day = date_of(as_of) if as_of else None
    with desk_of(session.folder) as desk:
        taken = desk.rulebooks.take_in(file.absolute(), as_of=day, older=older)
        _work_by_it(desk)
    if as_json:
        print_json(_taken_value(taken))
    elif isinstance(taken, TakenRulebook):
        _print_rulebook(taken)
    else:
        _print_tables(taken)
    return DONE


@rulebook.command()
@click.argument("edition")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def use(session: Session, edition: str, as_json: bool) -> int:
    """Use the kept EDITION from now on, or `own`: the one that comes with the program."""
    with desk_of(session.folder) as desk:
        chosen = desk.rulebooks.use(edition)
        _work_by_it(desk)
    if as_json:
        print_json(_edition_value(chosen))
    else:
        console().print(
            _("In use from now on: {chosen}").format(chosen=_edition_text(chosen)), markup=False
        )
    return DONE


def _work_by_it(desk: Desk) -> None:
    """Have customers stand as the rulebook says that was chosen just now."""
    if desk.is_other_rulebook_chosen:
        desk.take_chosen_rulebook()
        desk.standings_by_rules.catch_up(Silent())


def _print_status(found: RulebookStatus) -> None:
    out = console()
    whose = _("comes with the program") if found.in_use.is_own else _("imported")
    out.print(
        _("In use: {edition} ({whose})").format(
            edition=_edition_text(found.in_use.edition), whose=whose
        ),
        markup=False,
    )
    if found.own_is_newer:
        out.print(
            _("The program came with a newer one: {own}").format(own=_edition_text(found.own)),
            markup=False,
        )
    for edition in found.kept:
        out.print(_("  kept: {edition}").format(edition=_edition_text(edition)), markup=False)
    for name, error in found.broken.items():
        out.print(_("  broken: {name}: {error}").format(name=name, error=say(error)), markup=False)
    out.print(_("Tables of the EAR:"), markup=False)
    for table in EarTable:
        source = found.tables.get(table)
        told = sentence("ear-missing") if source is None else _source_text(source)
        out.print(f"  {table:20} {told}", markup=False)
    if found.tables_fault is not None:
        out.print(f"  {say(found.tables_fault)}", markup=False)
    supplements = found.in_use.rulebook.license_rules.supplements.values()
    if supplements:
        out.print(_("Supplements to part 746:"), markup=False)
    for one in supplements:
        lacks = of_rulebook(one.missing) or sentence("supplement-whole")
        out.print(f"  {of_rulebook(one.name)} ({of_rulebook(one.about)}): {lacks}", markup=False)


def _print_rulebook(taken: TakenRulebook) -> None:
    out = console()
    lead = _("In use from now on") if taken.is_new else _("In use already")
    out.print(f"{lead}: {_edition_text(taken.edition)}", markup=False)
    if not taken.changes:
        out.print(_("  Nothing in it differs from the one before."), markup=False)
    for one in taken.changes:
        out.print(f"  {one.file}: {_changes_text(one)}", markup=False)
        for word, names in ((_("added"), one.added), (_("removed"), one.removed)):
            _print_names(word, names)
        _print_names(_("changed"), one.changed)
    if taken.left:
        out.print(_("  Left: {left}").format(left=", ".join(taken.left)), markup=False)


def _print_names(word: str, names: Sequence[str]) -> None:
    if names:
        left = figure(len(names) - _NAMED)
        more = " " + _("and {count} more").format(count=left) if len(names) > _NAMED else ""
        console().print(f"    {word}: {', '.join(names[:_NAMED])}{more}", markup=False)


def _print_tables(taken: TakenTables) -> None:
    out = console()
    for table, source in taken.tables.sources.items():
        out.print(f"{table}: {_source_text(source)}", markup=False)
    if taken.unplaced:
        told = sentence("ear-unplaced", {"names": ", ".join(taken.unplaced)})
        out.print(_("  note: {told}").format(told=told), markup=False)


def _changes_text(changes: FileChanges) -> str:
    counts = (
        (len(changes.added), _("{count} added")),
        (len(changes.removed), _("{count} removed")),
        (len(changes.changed), _("{count} changed")),
    )
    told = [words.format(count=figure(count)) for count, words in counts if count]
    return ", ".join([*told, *([_("date or source changed")] if changes.is_dated_anew else [])])


def _edition_text(edition: Edition) -> str:
    return _("{edition}, as of {day}, SHA-256 {hash}").format(
        edition=edition.name, day=edition.as_of, hash=edition.fingerprint
    )


def _source_text(source: TableSource) -> str:
    how = sentence("ear-not-tried" if source.is_official else "ear-derived")
    told = _("as of {day}, {source}, SHA-256 {hash}. {how}")
    return told.format(day=source.as_of, source=source.name, hash=source.sha256, how=how)


def _edition_value(edition: Edition) -> dict[str, object]:
    return {
        "edition": edition.name,
        "as_of": edition.as_of.isoformat(),
        "fingerprint": edition.fingerprint,
    }


def _source_value(source: TableSource) -> dict[str, object]:
    return {
        "file": source.name,
        "as_of": source.as_of.isoformat(),
        "sha256": source.sha256,
        "official": source.is_official,
    }


def _status_value(found: RulebookStatus) -> dict[str, object]:
    in_use = found.in_use
    return {
        "in_use": {
            **_edition_value(in_use.edition),
            "own": in_use.is_own,
            "fault": None if in_use.fault is None else say(in_use.fault),
        },
        "own": _edition_value(found.own),
        "kept": [_edition_value(edition) for edition in found.kept],
        "broken": {name: say(error) for name, error in found.broken.items()},
        "tables": {
            str(table): None if table not in found.tables else _source_value(found.tables[table])
            for table in EarTable
        },
        "tables_fault": None if found.tables_fault is None else say(found.tables_fault),
        "supplements": [
            _supplement_value(one) for one in in_use.rulebook.license_rules.supplements.values()
        ],
    }


def _supplement_value(one: Supplement) -> dict[str, object]:
    told = one.note.provenance
    return {
        "name": one.name,
        "about": one.about,
        "whole": one.is_whole,
        "missing": one.missing,
        "chapters": sorted(one.chapters),
        "chapters_unverified": sorted(one.chapters_unverified),
        "codes": sorted(one.codes),
        "citation": told.citation,
        "status": told.status.value,
        "as_of": told.as_of.isoformat(),
        "source": told.source,
        "unverified_note": told.unverified_note,
    }


def _taken_value(taken: TakenRulebook | TakenTables) -> dict[str, object]:
    if isinstance(taken, TakenTables):
        sources = taken.tables.sources.items()
        return {
            "tables": {str(table): _source_value(source) for table, source in sources},
            "unplaced": list(taken.unplaced),
        }
    return {
        **_edition_value(taken.edition),
        "new": taken.is_new,
        "changes": [
            {
                "file": one.file,
                "added": list(one.added),
                "removed": list(one.removed),
                "changed": list(one.changed),
                "head_changed": one.is_dated_anew,
            }
            for one in taken.changes
        ],
        "left": list(taken.left),
    }
