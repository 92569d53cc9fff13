"""`exportdesk lists`: what is in force, and taking in a file."""

from pathlib import Path

import click
from rich.table import Table

from exportdesk.cli.session import (
    Session,
    console,
    date_of,
    desk_of,
    print_json,
    progress_bar,
)
from exportdesk.core.editions import Edition
from exportdesk.core.ids import SourceKey
from exportdesk.core.words import sentence
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.lists import ListsStatus, SourceStatus
from exportdesk.operations.values import edition_value


@click.group(no_args_is_help=False)
def lists() -> None:
    """Control lists: their state, and taking in new ones."""


@lists.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def status(session: Session, as_json: bool) -> int:
    """Say which lists are in force and how old they are."""
    with desk_of(session.folder) as desk:
        found = desk.lists.status()
    if as_json:
        print_json(_status_value(found))
    else:
        _print_status(found)
    return 3 if found.freshness != "current" else 0


@lists.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def sources(session: Session, as_json: bool) -> None:
    """Say which sources of lists the program knows."""
    with desk_of(session.folder) as desk:
        catalogue = desk.lists.catalogue
    if as_json:
        print_json(
            [
                {
                    "key": source.key,
                    "name": source.name,
                    "agency": source.agency,
                    "url": source.url,
                    "lists": [
                        {"code": listed.code, "name": listed.name, "optional": listed.optional}
                        for listed in source.lists
                    ],
                }
                for source in catalogue.sources
            ]
        )
        return
    for source in catalogue.sources:
        console().print(f"{source.key}  {source.name} ({source.agency})", markup=False)
        for listed in source.lists:
            console().print(f"    {listed.code:8} {listed.title}", markup=False)


@lists.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", default="us-csl", show_default=True, help="Which source the file is of.")
@click.option("--published", metavar="DATE", help="The publisher's date, where the file has none.")
@click.option("--override", default="", metavar="REASON", help="Take a refused file all the same.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def import_(
    session: Session,
    file: Path,
    source: str,
    published: str | None,
    override: str,
    as_json: bool,
) -> None:
    """Take in a list FILE: JSON or CSV, plain, .gz or .zip."""
    request = ImportRequest(
        path=file.absolute(),
        source=SourceKey(source),
        published=date_of(published) if published else None,
        override_reason=override,
    )
    with desk_of(session.folder) as desk, progress_bar() as progress:
        edition = desk.lists.import_file(request, progress)
    if as_json:
        print_json(edition_value(edition))
    else:
        _print_edition(edition)


def _print_status(found: ListsStatus) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("source", "state", "published", "age", "listings", "name"):
        table.add_column(heading)
    for one in found.sources:
        edition = one.edition
        table.add_row(
            one.source.key,
            one.freshness.value,
            published_text(edition) if edition else "-",
            f"{one.age_days} d" if one.age_days is not None else "-",
            f"{edition.listings:,}" if edition else "-",
            one.source.name,
        )
    console().print(table)


def published_text(edition: Edition) -> str:
    """Return the publisher's date as the command line says it."""
    if edition.published is None:
        return "not known"
    return f"{edition.published}{' (as stated)' if edition.published_said else ''}"


def _print_edition(edition: Edition) -> None:
    out = console()
    out.print(
        f"{edition.source}: {edition.listings:,} listings, {edition.names:,} names in force; "
        f"published {published_text(edition)}; SHA-256 {edition.sha256}",
        markup=False,
    )
    for code, count in edition.counts.items():
        out.print(f"    {code:8} {count:>7,}", markup=False)
    for skipped in edition.skipped:
        rows = ", ".join(str(row) for row in skipped.rows)
        out.print(
            f"  skipped {skipped.count}: {sentence(skipped.reason)} (rows {rows})", markup=False
        )
    if edition.carried:
        out.print(f"  {sentence('list-carried', {'count': edition.carried})}", markup=False)
    for finding in edition.findings:
        out.print(f"  note: {sentence(finding.code, finding.facts)}", markup=False)


def _status_value(found: ListsStatus) -> dict[str, object]:
    return {
        "state": found.freshness.value,
        "listings": found.listings,
        "names": found.names,
        "sources": [_source_value(one) for one in found.sources],
    }


def _source_value(one: SourceStatus) -> dict[str, object]:
    return {
        "key": one.source.key,
        "name": one.source.name,
        "state": one.freshness.value,
        "age_days": one.age_days,
        "edition": edition_value(one.edition) if one.edition else None,
    }
