"""`exportdesk customers` and `exportdesk products`: the book out to a table, and a step back."""

from pathlib import Path

import click

from exportdesk.cli.session import (
    DONE,
    Session,
    console,
    counted,
    desk_of,
    print_json,
    progress_bar,
    things_of,
)
from exportdesk.core.book import Act, Kind
from exportdesk.core.errors import BadInput
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.ids import BatchId
from exportdesk.operations.book_export import write_template
from exportdesk.operations.table_import import undo_of


def export_command(kind: Kind) -> click.Command:
    """Return the command `export` of customers or products."""

    @click.command(
        "export",
        help=_(
            "Write all {things} to FILE (.csv, .xlsx or .ods), in columns that `import` reads "
            "again. With --template, an empty table to fill in."
        ).format(things=things_of(kind)),
    )
    @click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
    @click.option("--template", is_flag=True, help="Only the headings.")
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
    @click.pass_obj
    def command(session: Session, file: Path, template: bool, as_json: bool) -> int:
        count = 0
        if template:
            write_template(kind, file)
        else:
            with desk_of(session.folder, existing=True) as desk, progress_bar() as progress:
                exports = desk.book_exports
                write = exports.customers if kind is Kind.CUSTOMERS else exports.products
                count = write(file, progress)
        if as_json:
            print_json({"file": str(file), kind.value: count})
        else:
            one = kind.value.removesuffix("s")
            console().print(f"{file}: {counted(count, one, kind.value)}", markup=False)
        return DONE

    return command


def undo_command(kind: Kind) -> click.Command:
    """Return the command `undo` of customers or products."""

    @click.command(
        "undo",
        help="Take back STEP, which an import names, or the last one. What was changed since stays "
        "as it is.",
    )
    @click.argument("step", required=False, default="")
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
    @click.pass_obj
    def command(session: Session, step: str, as_json: bool) -> int:
        with desk_of(session.folder, existing=True) as desk:
            book = desk.customers if kind is Kind.CUSTOMERS else desk.products
            standing = (
                one for one in book.steps() if one.act is not Act.UNDO and not one.undone_by
            )
            wanted = step or next((one.id for one in standing), "")
            if not wanted:
                raise BadInput("nothing-to-undo")
            undone = undo_of(kind, desk.customers, desk.products)(BatchId(wanted))
        touched = len(undone.customers if kind is Kind.CUSTOMERS else undone.products)
        if as_json:
            print_json({"step": wanted, "undone": touched, "left": list(undone.left)})
        else:
            one = kind.value.removesuffix("s")
            told = _("Taken back: {things}").format(things=counted(touched, one, kind.value))
            stay = _("; {count} changed since stay as they are")
            left = stay.format(count=figure(len(undone.left))) if undone.left else ""
            console().print(told + left, markup=False)
        return DONE

    return command
