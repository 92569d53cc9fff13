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
from exportdesk.core.errors import BadInput
from exportdesk.core.words import sentence
from exportdesk.operations.pack_verifying import verify_pack

_HASH = re.compile(r"[0-9a-f]{64}")


@click.group(no_args_is_help=False)
def records() -> None:
    """Everything that happened: check it, write it out."""


@records.command()
@click.option("--against", default=None, metavar="HASH", help="The head printed on an older paper.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def verify(session: Session, against: str | None, as_json: bool) -> int:
    """Check the chain of events, every saved screening and every paper."""
    head = None if against is None else "".join(against.split()).lower()
    if head is not None and not _HASH.fullmatch(head):
        raise BadInput("hash-bad", text=against)
    with desk_of(session.folder, existing=True) as desk:
        found = desk.records.verify(head or "")
    faults = [sentence(code, facts) for code, facts in found.faults]
    if found.known is False:
        faults.append(sentence("head-unknown", {"hash": head}))
    if as_json:
        print_json(
            {
                "sound": found.sound,
                "events": found.head.count,
                "head": found.head.hash,
                "screenings": found.screenings,
                "papers": found.papers,
                "faults": faults,
            }
        )
    else:
        out = console()
        for fault in faults:
            out.print(fault, markup=False)
        out.print(
            f"{'Sound' if found.sound else 'NOT SOUND'}: {found.head.count} events, "
            f"{found.screenings} screenings, {found.papers} papers; head {found.head.hash}",
            markup=False,
        )
    return 0 if found.sound else FAILED


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
        f"{written.screenings} screenings, {written.files} files in {written.folder}", markup=False
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


def _export_customer(session: Session, reference: str, path: Path) -> int:
    with desk_of(session.folder, existing=True) as desk, progress_bar() as progress:
        found = desk.workspace().customers.by_reference(reference)
        if found is None:
            raise BadInput("customer-reference-unknown", reference=reference)
        packed = desk.packs.customer(found, path, progress)
    return tell_of_pack(packed)
