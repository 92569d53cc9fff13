"""`exportdesk schedule`: the daily update in the system's own timer."""

import click

from exportdesk.cli.session import DONE, Session, console, print_json
from exportdesk.core.i18n import _
from exportdesk.operations.schedule import DEFAULT_TIME, Schedule, Scheduled, time_of

_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")


@click.group(no_args_is_help=False)
def schedule() -> None:
    """The daily update of lists, done by this system while you are logged on."""


@schedule.command()
@click.option(
    "--at", default=f"{DEFAULT_TIME:%H:%M}", metavar="HH:MM", show_default=True, help="When."
)
@_JSON
@click.pass_obj
def install(session: Session, at: str, as_json: bool) -> int:
    """Let the system run `lists update` for this workspace every day."""
    when = time_of(at)
    found = Schedule(session.folder).install(when)
    _tell(found, as_json)
    return DONE


@schedule.command()
@_JSON
@click.pass_obj
def remove(session: Session, as_json: bool) -> int:
    """Take the daily update of this workspace away."""
    _tell(Schedule(session.folder).remove(), as_json)
    return DONE


@schedule.command()
@_JSON
@click.pass_obj
def status(session: Session, as_json: bool) -> int:
    """Say whether the daily update of this workspace is set up."""
    _tell(Schedule(session.folder).status(), as_json)
    return DONE


def _tell(found: Scheduled, as_json: bool) -> None:
    if as_json:
        value = {"installed": found.installed, "timer": found.timer, "where": found.where}
        print_json(value)
    elif found.installed:
        console().print(
            _("Set up in {timer}: {where}").format(timer=found.timer, where=found.where),
            markup=False,
        )
    else:
        console().print(
            _("Not set up. On this system it is set up in {timer}.").format(timer=found.timer),
            markup=False,
        )
