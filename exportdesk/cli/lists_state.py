"""`exportdesk lists status` and `sources`: what is in force, and what could be."""

import click
from rich.table import Table

from exportdesk.cli.session import (
    DONE,
    NO_LISTS,
    Session,
    console,
    desk_of,
    print_json,
    published_text,
)
from exportdesk.core.clock import Moment
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.i18n import mark as _m
from exportdesk.core.ids import SourceKey
from exportdesk.operations.lists_status import Dated, ListsStatus, SourceStatus
from exportdesk.operations.values import check_value, edition_value


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def status(session: Session, as_json: bool) -> int:
    """Say which lists are in force and how old they are.

    Ends with 3 if one is missing, old, or of a date that is not known.
    """
    with desk_of(session.folder) as desk:
        found = desk.lists.status()
    if as_json:
        print_json(status_value(found))
    else:
        _print_status(found)
    return standing(found)


@click.command()
@click.option("--on", "on", multiple=True, metavar="KEY", help="Use this source from now on.")
@click.option("--off", "off", multiple=True, metavar="KEY", help="Use this source no more.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def sources(session: Session, on: tuple[str, ...], off: tuple[str, ...], as_json: bool) -> None:
    """Say which sources of lists the program knows, or turn some on and off."""
    with desk_of(session.folder) as desk:
        for keys, turn_on in ((on, True), (off, False)):
            for key in keys:
                desk.lists.turn(SourceKey(key), turn_on)
        found = desk.lists.sources()
    if as_json:
        print_json([_source_value(one) for one in found])
        return
    for one in found:
        source = one.source
        agency = f" ({source.agency})" if source.agency else ""
        state = _("on") if one.on else _("off")
        console().print(f"{state:3}  {source.key}  {source.name}{agency}", markup=False)
        for listed in () if source.is_own else source.lists:
            console().print(f"        {listed.code:8} {listed.title}", markup=False)


def standing(found: ListsStatus) -> int:
    """Return how a command ends that says how the lists stand."""
    return DONE if found.freshness == "current" and not found.missing else NO_LISTS


def _print_status(found: ListsStatus) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in (
        _m("source"),
        _m("state"),
        _m("published"),
        _m("checked"),
        _m("confirmed"),
        _m("age"),
        _m("listings"),
        _m("name"),
    ):
        table.add_column(_(heading))
    for one in found.sources:
        edition = one.edition
        table.add_row(
            one.source.key,
            one.freshness.value,
            _dated_text(one),
            f"{one.check.at.local:%Y-%m-%d} {one.check.state.value}" if one.check else "-",
            one.confirmed.isoformat() if one.confirmed else "-",
            _("{days} d").format(days=one.age_days) if one.age_days is not None else "-",
            figure(edition.listings) if edition else "-",
            one.source.name,
        )
    console().print(table)
    for one in found.sources:
        if one.edition is not None and one.edition.bundle is not None:
            console().print(
                _("{key} came in {origin}").format(key=one.source.key, origin=one.edition.origin),
                markup=False,
            )


def _dated_text(one: SourceStatus) -> str:
    if one.edition is None:
        return "-"
    if one.dated is None or one.dated_by is Dated.PUBLISHED:
        return published_text(one.edition)
    return f"{one.dated} ({one.dated_by.value})"


def status_value(found: ListsStatus) -> dict[str, object]:
    """Return how the lists stand as plain values."""
    return {
        "state": found.freshness.value,
        "missing": found.missing,
        "listings": found.listings,
        "names": found.names,
        "sources": [_standing_value(one) for one in found.sources],
    }


def _standing_value(one: SourceStatus) -> dict[str, object]:
    return {
        "key": one.source.key,
        "name": one.source.name,
        "on": one.on,
        "state": one.freshness.value,
        "age_days": one.age_days,
        "dated": one.dated.isoformat() if one.dated else None,
        "dated_by": one.dated_by.value if one.dated else None,
        "confirmed": one.confirmed.isoformat() if one.confirmed else None,
        "edition": edition_value(one.edition) if one.edition else None,
        "check": check_value(one.check) if one.check else None,
        "next_check": _text(one.next_check),
    }


def _source_value(one: SourceStatus) -> dict[str, object]:
    source = one.source
    return _standing_value(one) | {
        "agency": source.agency,
        "country": source.country,
        "url": source.url,
        "page": source.page,
        "lists": [
            {"code": listed.code, "name": listed.name, "optional": listed.optional}
            for listed in source.lists
        ],
    }


def _text(moment: Moment | None) -> str | None:
    return moment.utc_text if moment is not None else None
