"""`exportdesk customers names`: whose names are to be looked at, and what was said of them."""

from collections.abc import Sequence

import click
from rich.table import Table

from exportdesk.cli.session import DONE, Session, console, desk_of, print_json
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.i18n import mark as _m
from exportdesk.core.words.mentioned import word_of
from exportdesk.operations.name_looks import NameCase
from exportdesk.wiring import Desk

_SHOWN = 50


@click.command("names")
@click.option("--all", "every", is_flag=True, help="Those that were looked at, too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def names_command(session: Session, every: bool, as_json: bool) -> int:
    """Say whose names begin as those of listed parties, without a match.

    As of the last screening of the customers. They are looked at on the Customers page.
    """
    with desk_of(session.folder, existing=True) as desk:
        found = calling_names(desk, every=every)
    if as_json:
        print_json([name_value(one) for one in found])
    else:
        print_names(found)
    return DONE


def calling_names(desk: Desk, *, every: bool = False) -> list[NameCase]:
    """Return the names of all customers that are to be looked at; `every`: settled ones, too."""
    workspace = desk.workspace()
    whose = workspace.customers.holders(workspace.shared_names.all())
    found = desk.name_looks.cases(whose.values())
    chosen = (one for one in found if one.shared.mention.begins and (every or not one.is_settled))
    return sorted(chosen, key=lambda one: one.kept.profile.name.casefold())


def name_value(one: NameCase) -> dict[str, object]:
    """Return a name as JSON."""
    said = one.decision
    return {
        "customer": one.customer.id,
        "customer_name": one.customer.name,
        "party": one.kept.id,
        "party_name": one.kept.profile.name,
        "role": one.kept.role.value,
        "word": one.shared.mention.word,
        "alike": one.shared.mention.alike,
        "listings": one.shared.mention.listings,
        "uids": list(one.shared.uids),
        "settled": one.is_settled,
        "lapses": [lapse.value for lapse in one.lapses],
        "decision": None
        if said is None
        else {"reason": said.reason, "by": said.by, "at": said.at.utc_text},
    }


def print_names(found: Sequence[NameCase]) -> None:
    """Print names line by line, the first of very many."""
    count = len(found)
    if not count:
        console().print(_("No name begins as those of listed parties."))
        return
    said = ngettext(
        "{count} name begins as those of several listed parties:",
        "{count} names begin as those of several listed parties:",
        count,
    )
    console().print(said.format(count=figure(count)), markup=False)
    table = Table(box=None, pad_edge=False)
    for heading in (_m("name"), _m("customer"), _m("shares"), _m("listed parties"), _m("said")):
        right = heading == "listed parties"
        table.add_column(_(heading), justify="right" if right else "left")
    for one in found[:_SHOWN]:
        mention = one.shared.mention
        table.add_row(
            one.kept.profile.name,
            one.customer.name,
            word_of(mention),
            figure(mention.listings),
            one.decision.reason if one.decision is not None and one.is_settled else "",
        )
    console().print(table)
    if count > _SHOWN:
        console().print(_("and {count} more").format(count=figure(count - _SHOWN)), markup=False)
