"""`exportdesk customers rescreen`: all customers against the lists in force."""

import click
from rich.table import Table

from exportdesk.cli.names import calling_names, name_value, print_names
from exportdesk.cli.rescreen import (
    STANDING,
    match_value,
    rescreen,
    rescreen_value,
    tell_rescreened,
)
from exportdesk.cli.session import (
    DONE,
    MATCHES,
    NO_LISTS,
    Session,
    complain_of_old,
    console,
    desk_of,
    print_json,
    progress_bar,
)
from exportdesk.core.book import Trigger
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.i18n import mark as _m
from exportdesk.core.words import sentence
from exportdesk.storage.book_matches import Queued

_SHOWN = 50


@click.command("rescreen")
@click.option("--changed", is_flag=True, help="Only what changed since the last screening.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def rescreen_command(session: Session, changed: bool, as_json: bool) -> int:
    """Screen all customers and everyone related to them.

    Ends with 1 where a match is undecided or confirmed, else with 3 where a list in use is missing,
    too old or of a date not known. Decisions that stand are not asked for again.
    """
    with desk_of(session.folder, existing=True) as desk:
        with progress_bar() as progress:
            report = rescreen(desk, progress, Trigger.ASKED, whole=not changed)
        standing = desk.deciding.queue(*STANDING)
        is_old = complain_of_old(desk, desk.lists.uses())
        missing = desk.lists.status().missing
        names = calling_names(desk)
    if as_json:
        value = rescreen_value(report) or {}
        told = {
            "standing": [_value(one) for one in standing],
            "names": [name_value(one) for one in names],
        }
        print_json(value | told)
    else:
        tell_rescreened(report)
        _print(standing)
        if names:
            print_names(names)
    if standing:
        return MATCHES
    return NO_LISTS if is_old or missing else DONE


def _value(one: Queued) -> dict[str, object]:
    named = {"party_name": one.party, "customer_name": one.customer, "role": one.role.value}
    return match_value(one.match) | named


def _print(standing: list[Queued]) -> None:
    if not standing:
        return
    table = Table(box=None, pad_edge=False)
    for heading in (
        _m("score"),
        _m("state"),
        _m("party"),
        _m("customer"),
        _m("list"),
        _m("listed party"),
    ):
        table.add_column(_(heading), justify="right" if heading == "score" else "left")
    for one in standing[:_SHOWN]:
        match = one.match.match
        state = sentence(f"match-state-{one.match.state}")
        table.add_row(
            str(round(match.score)), state, one.party, one.customer, match.list, match.name
        )
    console().print(table)
    if len(standing) > _SHOWN:
        console().print(
            _("and {count} more").format(count=figure(len(standing) - _SHOWN)), markup=False
        )
