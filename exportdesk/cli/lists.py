"""`exportdesk lists import`: taking in a file."""

from pathlib import Path
from typing import Any

import click

from exportdesk.cli.bundles import import_bundle
from exportdesk.cli.own_lists import OwnOptions, import_own, own_options
from exportdesk.cli.session import (
    DONE,
    Session,
    console,
    counted,
    date_of,
    desk_of,
    print_json,
    progress_bar,
    published_text,
)
from exportdesk.core.editions import OWN, Edition
from exportdesk.core.errors import BadInput
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.ids import SourceKey
from exportdesk.core.words import sentence
from exportdesk.lists import looks_like_bundle
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.values import edition_value


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", default="", help="Which source the file is of; us-csl unless told.")
@click.option("--published", metavar="DATE", help="The publisher's date, where the file has none.")
@click.option("--override", default="", metavar="REASON", help="Take a refused file all the same.")
@click.option("--bundle", "is_bundle", is_flag=True, help="The file is a bundle, whatever it is.")
@own_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def import_(
    session: Session,
    /,
    file: Path,
    source: str,
    published: str | None,
    override: str,
    is_bundle: bool,
    as_json: bool,
    **own: Any,
) -> int:
    """Take in a list FILE, plain, .gz or .zip; or a bundle, of which --source takes one list.

    With --source own:NAME the file is a table of your own.
    """
    said = OwnOptions(**own)
    if said.given and not source.startswith(OWN):
        raise BadInput("own-options-other")
    if is_bundle or looks_like_bundle(file):
        if published:
            raise BadInput("bundle-date-given")
        only = SourceKey(source) if source else None
        with desk_of(session.folder) as desk, progress_bar() as progress:
            return import_bundle(
                desk, file, progress, only=only, override=override, as_json=as_json
            )
    request = ImportRequest(
        path=file.absolute(),
        source=SourceKey(source or "us-csl"),
        published=date_of(published) if published else None,
        override_reason=override,
    )
    with desk_of(session.folder) as desk, progress_bar() as progress:
        if request.source.startswith(OWN):
            edition = import_own(desk, request, said, progress)
        else:
            edition = desk.lists.import_file(request, progress)
    if as_json:
        print_json(edition_value(edition))
    else:
        _print_edition(edition)
    return DONE


def _print_edition(edition: Edition) -> None:
    out = console()
    out.print(
        _("{source}: {listing}, {name} in force; published {edition}; SHA-256 {sha}").format(
            source=edition.source,
            listing=counted(edition.listings, "listing", "listings"),
            name=counted(edition.names, "name", "names"),
            edition=published_text(edition),
            sha=edition.sha256,
        ),
        markup=False,
    )
    for code, count in edition.counts.items():
        out.print(f"    {code:8} {figure(count):>7}", markup=False)
    for skipped in edition.skipped:
        rows = ", ".join(str(row) for row in skipped.rows)
        out.print(
            _("  skipped {count}: {reason} (rows {rows})").format(
                count=figure(skipped.count), reason=sentence(skipped.reason), rows=rows
            ),
            markup=False,
        )
    if edition.carried:
        out.print(f"  {sentence('list-carried', {'count': edition.carried})}", markup=False)
    for finding in edition.findings:
        out.print(
            _("  note: {said}").format(said=sentence(finding.code, finding.facts)), markup=False
        )
