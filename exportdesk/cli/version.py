"""`exportdesk version`: which version this is, and whether there is a newer one."""

import click

from exportdesk import __version__
from exportdesk.cli.session import (
    FAILED,
    Session,
    complain,
    console,
    desk_of,
    print_json,
    progress_bar,
)
from exportdesk.core.i18n import _
from exportdesk.core.words import say


@click.command()
@click.option("--check", is_flag=True, help="Ask the publisher whether there is a newer one.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def version(session: Session, check: bool, as_json: bool) -> int:
    """Say which version this is. With --check: whether there is a newer one; installs nothing.

    Ends with 4 where that could not be found out.
    """
    if not check:
        if as_json:
            print_json({"version": __version__})
        else:
            console().print(f"ExportDesk {__version__}", markup=False)
        return 0
    with desk_of(session.folder, existing=True) as desk:
        checks = desk.version_checks
        with progress_bar() as progress:
            state = checks.check(progress, by_hand=True)
        fault, newer = checks.fault(), checks.newer_of(state)
    if as_json:
        found = None if newer is None else {"version": newer.version, "page": newer.page}
        print_json({"version": __version__, "newer": found, "fault": state.fault})
    elif fault is not None:
        complain(say(fault))
    elif newer is None:
        words = _("ExportDesk {version} is the newest version.")
        console().print(words.format(version=__version__), markup=False)
    else:
        words = _("ExportDesk {newer} is out: {page}. This is {version}.")
        console().print(
            words.format(newer=newer.version, page=newer.page, version=__version__), markup=False
        )
    return FAILED if fault is not None else 0
