"""`exportdesk customers check`: what to put right in the book."""

import click

from exportdesk.cli.session import (
    DONE,
    Session,
    console,
    counted,
    desk_of,
    print_json,
    progress_bar,
)
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.words import sentence
from exportdesk.operations.hygiene import HygieneFinding, Unclean

_SHOWN = 20


@click.command("check")
@click.option("--all", "with_aside", is_flag=True, help="Also what was put aside.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def check(session: Session, with_aside: bool, as_json: bool) -> int:
    """Say what in the book keeps screening from being good, and which customers may be one."""
    with desk_of(session.folder, existing=True) as desk, progress_bar() as progress:
        found = desk.hygiene.check(progress, with_aside=with_aside)
    if as_json:
        print_json([_value(one) for one in found])
        return DONE
    out = console()
    for what in Unclean:
        group = [one for one in found if one.what is what]
        if not group:
            continue
        title = sentence(f"hygiene-title-{what.value}")
        out.print(f"{title}: {counted(len(group), 'finding', 'findings')}", markup=False)
        for one in group[:_SHOWN]:
            out.print(f"  {_line(one)}", markup=False)
        if len(group) > _SHOWN:
            out.print(
                _("  and {count} more").format(count=figure(len(group) - _SHOWN)), markup=False
            )
    if not found:
        out.print(_("Nothing to put right."))
    return DONE


def _line(one: HygieneFinding) -> str:
    shared = f" ({one.value})" if one.value else ""
    return " | ".join(one.names) + shared


def _value(one: HygieneFinding) -> dict[str, object]:
    facts = {"count": len(one.customers), "value": one.value}
    return {
        "finding": one.key,
        "what": one.what.value,
        "says": sentence(f"hygiene-{one.what.value}", facts),
        "customers": [
            {"id": customer, "name": name}
            for customer, name in zip(one.customers, one.names, strict=True)
        ],
        "value": one.value or None,
        "put_aside": None
        if one.aside is None
        else {"reason": one.aside.reason, "at": one.aside.at},
    }
