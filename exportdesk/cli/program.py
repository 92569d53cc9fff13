"""The commands, put together."""

from pathlib import Path

import click

from exportdesk import __version__
from exportdesk.cli import (
    book,
    book_check,
    book_import,
    case,
    customers,
    demo,
    letters,
    list_history,
    lists,
    lists_state,
    lists_update,
    measure,
    products,
    records,
    rulebook,
    schedule,
    screen,
    self_test,
)
from exportdesk.cli.session import Doors, Session, default_folder, run
from exportdesk.core.book import Kind


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False),
    help="The workspace folder; your own by default.",
)
@click.version_option(__version__, prog_name="ExportDesk")
@click.pass_context
def program(context: click.Context, workspace: Path | None) -> int | None:
    """Screen parties against control lists, offline. Without a command: open the window."""
    session: Session = context.obj
    context.obj = Session(workspace or session.folder, session.doors)
    if context.invoked_subcommand is None:
        context.exit(session.doors.open_window(context.obj.folder))
    return None


lists.lists.add_command(lists_state.status)
lists.lists.add_command(lists_state.sources)
lists.lists.add_command(lists_update.update)
program.add_command(demo.demo)
lists.lists.add_command(list_history.changes)
lists.lists.add_command(list_history.bundle)
program.add_command(lists.lists)
for group, kind in ((customers.customers, Kind.CUSTOMERS), (products.products, Kind.PRODUCTS)):
    group.add_command(book_import.import_command(kind))
    group.add_command(book.export_command(kind))
    group.add_command(book.undo_command(kind))
    program.add_command(group)
customers.customers.add_command(book_check.check)
program.add_command(screen.screen)
program.add_command(measure.measure_command)
program.add_command(records.records)
program.add_command(rulebook.rulebook)
program.add_command(schedule.schedule)
program.add_command(case.case)
program.add_command(letters.letters)
program.add_command(self_test.self_test_command)


def main(args: list[str], doors: Doors) -> int:
    """Run the command line `args` and return the exit code."""
    return run(program, args, Session(default_folder(), doors))
