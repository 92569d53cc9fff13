"""`exportdesk letters`: letters from BIS, recorded from files."""

from pathlib import Path

import click
from rich.table import Table

from exportdesk.cli.session import (
    DONE,
    Session,
    console,
    desk_of,
    print_json,
    progress_bar,
)
from exportdesk.core.book import Trigger
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.i18n import mark as _m
from exportdesk.core.words.choices import word
from exportdesk.operations.case_values import letter_value
from exportdesk.operations.letter_document import read_letter_file

_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")


@click.group(no_args_is_help=False)
def letters() -> None:
    """Letters from BIS: recording them, and which there are."""


@letters.command()
@click.argument("file", type=click.Path(path_type=Path))
@_JSON
@click.pass_obj
def add(session: Session, file: Path, as_json: bool) -> int:
    """Record the letter that FILE (.json or .toml) describes.

    The parties it names are taken in as a list of your own, and all customers are screened against
    them.
    """
    with desk_of(session.folder) as desk, progress_bar() as progress:
        told = read_letter_file(file.absolute(), desk.workspace().customers.by_reference)
        recorded = desk.letters.add(
            told.letter,
            progress,
            parties=told.parties,
            table=told.table,
            list_name=told.list_name,
            scans=told.scans,
        )
        opened = 0
        if recorded.edition is not None:
            report = desk.book.screen(progress, trigger=Trigger.LISTS)
            opened = len(report.opened)
    value = letter_value(recorded.letter)
    if as_json:
        listed = recorded.edition.listings if recorded.edition else 0
        print_json(value | {"listings": listed, "new_matches": opened})
        return DONE
    out = console()
    out.print(f"{recorded.letter.number}  {word(recorded.letter.kind)}", markup=False)
    if recorded.edition is not None:
        edition = recorded.edition
        named = ngettext("{count} party", "{count} parties", edition.listings)
        found = ngettext(
            "{count} new possible match to review",
            "{count} new possible matches to review",
            opened,
        )
        out.print(
            _("  {named} in the list {list}; {found}").format(
                named=named.format(count=figure(edition.listings)),
                list=edition.source,
                found=found.format(count=figure(opened)),
            ),
            markup=False,
        )
    return DONE


@letters.command("list")
@click.argument("text", nargs=-1)
@_JSON
@click.pass_obj
def list_letters(session: Session, text: tuple[str, ...], as_json: bool) -> int:
    """List the letters, the newest first; with TEXT those that hold every word."""
    with desk_of(session.folder, existing=True) as desk:
        found = desk.letters.list(" ".join(text))
        customers = desk.workspace().customers.several(
            sorted({each for one in found for each in one.customers})
        )
    if as_json:
        print_json([letter_value(one) for one in found])
        return DONE
    table = Table(box=None, pad_edge=False)
    for heading in (_m("Number"), _m("Kind"), _m("Date"), _m("Reference"), _m("Names")):
        table.add_column(_(heading))
    for one in found:
        ours = (customers[each].name for each in one.customers if each in customers)
        names = [*one.parties, *ours, *(item.name for item in one.items), *one.countries]
        dated = one.dated.isoformat() if one.dated else ""
        table.add_row(one.number, word(one.kind), dated, one.reference, ", ".join(names))
    console().print(table)
    return DONE
