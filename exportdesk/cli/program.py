"""The commands, put together."""

from pathlib import Path

import click

from exportdesk import __version__
from exportdesk.cli.later import Later, LaterGroup
from exportdesk.cli.session import Doors, Session, default_folder, run
from exportdesk.core.book import Kind


def _book_commands(kind: Kind) -> Later:
    """Return what is done in the same way with customers and with products."""

    def import_() -> click.Command:
        from exportdesk.cli.book_import import import_command

        return import_command(kind)

    def export() -> click.Command:
        from exportdesk.cli.book import export_command

        return export_command(kind)

    def undo() -> click.Command:
        from exportdesk.cli.book import undo_command

        return undo_command(kind)

    return {"import": import_, "export": export, "undo": undo}


def _rescreen() -> click.Command:
    from exportdesk.cli.customers import rescreen_command

    return rescreen_command


def _check() -> click.Command:
    from exportdesk.cli.book_check import check

    return check


def _names() -> click.Command:
    from exportdesk.cli.names import names_command

    return names_command


def _customers() -> click.Command:
    return LaterGroup(
        "customers",
        help="The customers that are kept in the workspace.",
        no_args_is_help=False,
        later={"rescreen": _rescreen, "check": _check, "names": _names}
        | dict(_book_commands(Kind.CUSTOMERS)),
    )


def _products() -> click.Command:
    return LaterGroup(
        "products",
        help="The products that are kept in the workspace.",
        no_args_is_help=False,
        later=_book_commands(Kind.PRODUCTS),
    )


def _import_list() -> click.Command:
    from exportdesk.cli.lists import import_

    return import_


def _status() -> click.Command:
    from exportdesk.cli.lists_state import status

    return status


def _sources() -> click.Command:
    from exportdesk.cli.lists_state import sources

    return sources


def _update() -> click.Command:
    from exportdesk.cli.lists_update import update

    return update


def _changes() -> click.Command:
    from exportdesk.cli.list_history import changes

    return changes


def _bundle() -> click.Command:
    from exportdesk.cli.list_history import bundle

    return bundle


def _lists() -> click.Command:
    return LaterGroup(
        "lists",
        help="Control lists: their state, and importing new ones.",
        no_args_is_help=False,
        later={
            "import": _import_list,
            "status": _status,
            "sources": _sources,
            "update": _update,
            "changes": _changes,
            "bundle": _bundle,
        },
    )


def _demo() -> click.Command:
    from exportdesk.cli.demo import demo

    return demo


def _screen() -> click.Command:
    from exportdesk.cli.screen import screen

    return screen


def _measure() -> click.Command:
    from exportdesk.cli.measure import measure_command

    return measure_command


def _password() -> click.Command:
    from exportdesk.cli.password import password

    return password


def _records() -> click.Command:
    from exportdesk.cli.records import records

    return records


def _rulebook() -> click.Command:
    from exportdesk.cli.rulebook import rulebook

    return rulebook


def _schedule() -> click.Command:
    from exportdesk.cli.schedule import schedule

    return schedule


def _case() -> click.Command:
    from exportdesk.cli.case import case

    return case


def _certify() -> click.Command:
    from exportdesk.cli.certify import certify

    return certify


def _certifications() -> click.Command:
    from exportdesk.cli.certifications import certifications

    return certifications


def _letters() -> click.Command:
    from exportdesk.cli.letters import letters

    return letters


def _backup() -> click.Command:
    from exportdesk.cli.backup import backup

    return backup


def _restore() -> click.Command:
    from exportdesk.cli.backup import restore

    return restore


def _self_test() -> click.Command:
    from exportdesk.cli.self_test import self_test_command

    return self_test_command


def _version() -> click.Command:
    from exportdesk.cli.version import version

    return version


@click.group(
    cls=LaterGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    later={
        "backup": _backup,
        "case": _case,
        "certifications": _certifications,
        "certify": _certify,
        "customers": _customers,
        "demo": _demo,
        "letters": _letters,
        "lists": _lists,
        "measure": _measure,
        "password": _password,
        "products": _products,
        "records": _records,
        "restore": _restore,
        "rulebook": _rulebook,
        "schedule": _schedule,
        "screen": _screen,
        "self-test": _self_test,
        "version": _version,
    },
)
@click.option(
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False),
    help="The workspace folder; your own by default.",
)
@click.option(
    "--safe", is_flag=True, help="Open the window without lists and as at its first start."
)
@click.option(
    "--password-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Read the workspace's password from the first line of FILE; a terminal asks otherwise.",
)
@click.version_option(__version__, prog_name="ExportDesk")
@click.pass_context
def program(
    context: click.Context, workspace: Path | None, safe: bool, password_file: Path | None
) -> int | None:
    """Screen parties against control lists, offline. Without a command: open the window."""
    session: Session = context.obj
    context.obj = Session(workspace or session.folder, session.doors, password_file)
    if context.invoked_subcommand is None:
        context.exit(session.doors.open_window(context.obj.folder, safe))
    return None


def main(args: list[str], doors: Doors) -> int:
    """Run the command line `args` and return the exit code."""
    return run(program, args, Session(default_folder(), doors))
