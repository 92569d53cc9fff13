"""`exportdesk lists`: the group of commands, and taking in a file."""

from pathlib import Path

import click

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
from exportdesk.operations.values import edition_value


@click.group(no_args_is_help=False)
def lists() -> None:
    """Control lists: their state, and taking in new ones."""


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
    for finding in edition.findings:
        out.print(f"  note: {sentence(finding.code, finding.facts)}", markup=False)
