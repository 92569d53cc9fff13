"""`exportdesk lists changes` and `lists bundle`: editions compared, and taken elsewhere."""

from collections.abc import Sequence
from pathlib import Path

import click

from exportdesk.cli.session import (
    DONE,
    Session,
    complain,
    console,
    desk_of,
    print_json,
    progress_bar,
)
from exportdesk.core.editions import Edition
from exportdesk.core.errors import BadInput
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.ids import SourceKey
from exportdesk.core.list_changes import EditionDifference, ListingChange, Touches
from exportdesk.core.words import say
from exportdesk.core.words.choices import word
from exportdesk.operations.changes_file import (
    check_changes_target,
    difference_value,
    touch_text,
    write_changes,
)
from exportdesk.operations.list_changes import touched_by
from exportdesk.wiring import Desk

_SHOWN = 200


@click.command()
@click.argument("source", required=False, default="")
@click.option("--from", "first", default="", metavar="EDITION|DATE", help="The older edition.")
@click.option("--to", "last", default="", metavar="EDITION|DATE", help="The newer edition.")
@click.option("--search", default="", metavar="TEXT", help="Only these names or uids.")
@click.option("--out", "out_file", type=click.Path(path_type=Path), help=".csv or .xlsx")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def changes(
    session: Session,
    source: str,
    first: str,
    last: str,
    search: str,
    out_file: Path | None,
    as_json: bool,
) -> int:
    """Say what changed between two editions of SOURCE, or of every list, and whom it touches.

    Without --from and --to these are the last two. A DATE is the edition in force on that day.
    """
    if out_file is not None:
        check_changes_target(out_file)
    with desk_of(session.folder) as desk, progress_bar() as progress:
        progress.stage("comparing-editions")
        found = _differences(desk, source, first, last)
        touches = [desk.history.touched(one, progress) for one in found]
    seen = [one.search(search) for one in found]
    met = [touched_by(one, touched) for one, touched in zip(seen, touches, strict=True)]
    if out_file is not None:
        write_changes(seen, out_file)
    if as_json:
        print_json([difference_value(one, touched) for one, touched in zip(seen, met, strict=True)])
    else:
        for one, touched in zip(seen, met, strict=True):
            _print(one, touched, shown=0 if out_file else _SHOWN)
    return DONE


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def bundle(session: Session, file: Path, as_json: bool) -> int:
    """Write the lists in force to one FILE, for a computer without a network."""
    with desk_of(session.folder) as desk, progress_bar() as progress:
        written = desk.bundles.write(file.absolute(), progress)
    verified = written.verified
    if as_json:
        print_json(
            {
                "file": str(written.path),
                "size": verified.size,
                "sha256": verified.sha256,
                "made": verified.bundle.made.utc_text,
                "sources": {
                    one.source: {"edition": one.edition.id, "listings": one.listings}
                    for one in verified.bundle.sources
                },
            }
        )
        return DONE
    out = console()
    for one in verified.bundle.sources:
        out.print(
            _("{source}: {listings} listings, {edition}").format(
                source=one.source, listings=figure(one.listings), edition=_dated(one.edition)
            ),
            markup=False,
        )
    out.print(
        _("{path}: {size} bytes, read back and found whole; SHA-256 {sha}").format(
            path=written.path, size=figure(verified.size), sha=verified.sha256
        ),
        markup=False,
    )
    return DONE


def _differences(desk: Desk, source: str, first: str, last: str) -> list[EditionDifference]:
    """Return the difference of one source, or of all; of all, what cannot be compared is told."""
    if source:
        return [desk.history.between(SourceKey(source), first, last)]
    found = []
    for key in desk.history.sources():
        try:
            found.append(desk.history.between(key, first, last))
        except BadInput as error:
            if error.code == "date-bad":
                raise
            complain(say(error))
    return found


def _print(found: EditionDifference, touches: Touches, *, shown: int) -> None:
    out = console()
    out.print(
        f"{found.source}: {_dated(found.older)} -> {_dated(found.newer)}: "
        f"{_counted(len(found.added), len(found.removed), len(found.changed))}",
        markup=False,
    )
    for count in found.by_list:
        told = _counted(count.added, count.removed, count.changed)
        out.print(f"    {count.list:8} {told}", markup=False)
    for change in found.all[:shown]:
        _print_change(change)
    left = len(found.all) - shown
    if shown and left > 0:
        out.print(
            _("  ... and {left} more: --out FILE or --json tells all of them").format(
                left=figure(left)
            ),
            markup=False,
        )
    touched: Sequence[str] = [
        *(touch_text(one) for one in touches.customers),
        *(f"{one.number}: {touch_text(one)}" for one in touches.screenings),
    ]
    for text in touched:
        out.print(f"  ! {text}", markup=False)


def _print_change(change: ListingChange) -> None:
    out = console()
    out.print(
        f"  {word(change.change):8} {change.list:8} {change.name}  ({change.uid})", markup=False
    )
    for field in change.fields:
        for text in field.gone:
            out.print(f"      {word(field.field)}: - {text}", markup=False)
        for text in field.new:
            out.print(f"      {word(field.field)}: + {text}", markup=False)


def _counted(added: int, removed: int, changed: int) -> str:
    return _("{added} added, {removed} removed, {changed} changed").format(
        added=figure(added), removed=figure(removed), changed=figure(changed)
    )


def _dated(edition: Edition) -> str:
    if edition.published:
        return _("published {day}").format(day=edition.published)
    return _("imported {day}").format(day=edition.imported.local.date())
