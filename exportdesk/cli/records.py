"""`exportdesk records`: checking them and writing them out."""

import re
from pathlib import Path

import click

from exportdesk.cli.packs import tell_of_check, tell_of_pack
from exportdesk.cli.session import (
    DONE,
    FAILED,
    Session,
    complain,
    console,
    date_of,
    desk_of,
    print_json,
    progress_bar,
)
from exportdesk.cli.unlocking import seal_of
from exportdesk.core.errors import BadInput, StorageFault
from exportdesk.core.events import GENESIS, Head
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.core.words import sentence
from exportdesk.operations import salvaging
from exportdesk.operations.integrity import Checked, check_files, unreadable
from exportdesk.operations.open_windows import window_has
from exportdesk.operations.pack_verifying import verify_pack
from exportdesk.operations.records import Verification
from exportdesk.operations.restoring import change_over
from exportdesk.storage.sealing import Seal

_NOTHING = Verification(Head(0, GENESIS), (), 0, 0)
_HASH = re.compile(r"[0-9a-f]{16,64}")


@click.group(no_args_is_help=False)
def records() -> None:
    """Everything that happened: check it, write it out."""


@records.command()
@click.option("--against", default=None, metavar="HASH", help="The hash printed on an older paper.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def verify(session: Session, against: str | None, as_json: bool) -> int:
    """Check the files, the chain of events, every saved screening and every paper."""
    head = None if against is None else "".join(against.split()).lower()
    if head is not None and not _HASH.fullmatch(head):
        raise BadInput("hash-bad", text=against)
    seal = seal_of(session.folder)  # asked for before a bar is drawn
    with progress_bar() as progress:
        checked = _checked(session.folder, progress, head or "", seal)
    faults = list(checked.words)
    found = checked.records or _NOTHING
    if found.known is False:
        faults.append(sentence("head-unknown", {"hash": head}))
    if as_json:
        print_json(
            {
                "sound": checked.sound,
                "events": found.head.count,
                "head": found.head.hash,
                "screenings": found.screenings,
                "papers": found.papers,
                "faults": faults,
                "files": {one.file: list(one.faults) for one in checked.files},
            }
        )
    else:
        out = console()
        for fault in faults:
            out.print(fault, markup=False)
        out.print(
            _(
                "{verdict}: {count} events, {screenings} screenings, {papers} papers; head {hash}"
            ).format(
                verdict=_("Sound") if checked.sound else _("NOT SOUND"),
                count=figure(found.head.count),
                screenings=figure(found.screenings),
                papers=figure(found.papers),
                hash=found.head.hash,
            ),
            markup=False,
        )
    return 0 if checked.sound else FAILED


@records.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def salvage(session: Session, as_json: bool) -> int:
    """Put what can be read of a damaged workspace.db in its place; the damaged one is kept.

    Restore a backup instead where there is a recent one: what cannot be read is lost here.
    """
    from exportdesk.wiring.desk import system_clock

    folder = session.folder
    if window_has(folder):
        raise StorageFault("restore-window-open", path=str(folder))
    seal = seal_of(folder)
    with progress_bar() as progress:
        done = salvaging.salvage(folder, progress, clock=system_clock(), seal=seal)
    kept = change_over(folder)
    where = "" if kept is None or kept.kept is None else str(kept.kept)
    if as_json:
        print_json({**_salvaged(done), "kept": where})
    else:
        _show_salvaged(done)
        console().print(_("What was there before is in {kept}").format(kept=where), markup=False)
    return DONE if done.whole else FAILED


@records.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def rescue(session: Session, folder: Path, as_json: bool) -> int:
    """Write every table of workspace.db that can be read to CSV files in a new FOLDER.

    For a workspace that cannot be opened any more; nothing of it is changed.
    """
    database, seal = session.folder / "workspace.db", seal_of(session.folder)
    with progress_bar() as progress:
        done = salvaging.export_readable(database, folder, progress, seal)
    if as_json:
        print_json({**_salvaged(done), "folder": str(folder)})
    else:
        _show_salvaged(done)
        console().print(_("Written to {folder}").format(folder=folder), markup=False)
    return DONE if done.whole else FAILED


@records.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--from", "first", metavar="DATE", help="From this day on.")
@click.option("--to", "last", metavar="DATE", help="Up to this day.")
@click.option(
    "--customer",
    metavar="REFERENCE",
    help="All there is of one customer instead, as an evidence pack; FOLDER may be a .zip file.",
)
@click.pass_obj
def export(
    session: Session, folder: Path, first: str | None, last: str | None, customer: str | None
) -> int:
    """Write papers, tables and the chain of events to a new FOLDER."""
    if customer is not None:
        if first or last:
            raise BadInput("export-customer-days")
        return _export_customer(session, customer, folder)
    with desk_of(session.folder, existing=True) as desk, progress_bar() as progress:
        written = desk.records.export(
            folder,
            progress,
            first=date_of(first) if first else None,
            last=date_of(last) if last else None,
        )
    for code, facts in written.faults:
        complain(sentence(code, facts))
    console().print(
        _("{screenings} screenings, {files} files in {folder}").format(
            screenings=figure(written.screenings),
            files=figure(written.files),
            folder=written.folder,
        ),
        markup=False,
    )
    return FAILED if written.faults else DONE


@records.command("check-pack")
@click.argument("pack", type=click.Path(path_type=Path, exists=True))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
def check_pack(pack: Path, as_json: bool) -> int:
    """Check an evidence PACK, a .zip file or a folder, against its own hashes."""
    with progress_bar() as progress:
        found = verify_pack(pack, progress)
    return tell_of_check(found, as_json=as_json)


def _checked(folder: Path, progress: Progress, head: str, seal: Seal | None) -> Checked:
    # A damaged file is told before anything is opened that would stumble over it.
    files = check_files(folder, progress, whole=True, seal=seal)
    if unreadable(files):
        return Checked(files, None)
    with desk_of(folder, existing=True) as desk:
        return Checked(files, desk.records.verify(head))


def _salvaged(done: salvaging.Salvaged) -> dict[str, object]:
    return {
        "whole": done.whole,
        "rows": done.read,
        "lost": [{"table": one.name, "read": one.read, "lost": one.lost} for one in done.lost],
    }


def _show_salvaged(done: salvaging.Salvaged) -> None:
    out = console()
    if done.lost:
        out.print(salvaging.table_words(done.lost), markup=False)
    out.print(
        _("{read} rows read, {what} lost").format(
            read=figure(done.read), what=_("nothing") if done.whole else _("SOMETHING")
        )
    )


def _export_customer(session: Session, reference: str, path: Path) -> int:
    with desk_of(session.folder, existing=True) as desk, progress_bar() as progress:
        found = desk.workspace().customers.by_reference(reference)
        if found is None:
            raise BadInput("customer-reference-unknown", reference=reference)
        packed = desk.packs.customer(found, path, progress)
    return tell_of_pack(packed)
