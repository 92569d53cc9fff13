"""`exportdesk backup` and `exportdesk restore`: the whole workspace in one file, and back."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from exportdesk.cli.session import (
    DONE,
    Session,
    complain,
    console,
    counted,
    desk_of,
    hold_confirmed,
    print_json,
    progress_bar,
)
from exportdesk.cli.unlocking import seal_of, secret_for
from exportdesk.core.backups import SKIPPED, BackupManifest
from exportdesk.core.errors import StorageFault
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.words import sentence
from exportdesk.operations.open_windows import window_has
from exportdesk.operations.restoring import change_over, get_ready, look_into, unseal_backup
from exportdesk.storage.sealing import Seal

_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Replace a file that is there.")
@_JSON
@click.pass_obj
def backup(session: Session, file: Path, replace: bool, as_json: bool) -> int:
    """Write workspace, attachments and lists to one FILE, verified before it counts.

    It may be made while a window is open. FILE may be a folder.
    """
    with desk_of(session.folder, existing=True) as desk, progress_bar() as progress:
        if file.is_dir():
            file = file / f"ExportDesk backup {desk.clock.now().local:%Y-%m-%d %H%M%S}.zip"
        made = desk.backups.make(file, progress, replace_file=replace)
    for name in made.missing:
        complain(sentence("attachment-missing", {"name": name}))
    if as_json:
        told = {"file": str(made.path), "size": made.size, "sha256": made.sha256}
        print_json({**told, "missing": list(made.missing), **_told(made.manifest)})
        return DONE
    out = console()
    out.print(
        _("{path}: {size} bytes, SHA-256 {sha}").format(
            path=made.path, size=figure(made.size), sha=made.sha256
        ),
        markup=False,
    )
    _show(made.manifest)
    return DONE


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--look", is_flag=True, help="Only say what is in FILE.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@_JSON
@click.pass_obj
def restore(session: Session, file: Path, look: bool, yes: bool, as_json: bool) -> int:
    """Put the backup FILE in the place of the workspace; what was there before is kept.

    In a terminal it says what is inside and asks first. Paper numbers then go on 100 later.
    """
    from exportdesk.wiring.desk import system_clock  # a call that only looks pays for no desk

    own = _seal_of_backup(file)
    manifest = look_into(file, own)
    if look:
        if as_json:
            print_json(_told(manifest))
        else:
            _show(manifest)
        return DONE
    folder = session.folder
    if window_has(folder):
        raise StorageFault("restore-window-open", path=str(folder))
    if not (yes or as_json) and sys.stdin.isatty():
        _show(manifest)
        question = _("Put this in the place of what is in {folder}? A copy of that is kept.")
        hold_confirmed(question.format(folder=folder))
    # One without a password is encrypted with the key of the workspace, which must be there.
    present = None if manifest.is_sealed else seal_of(folder)
    with progress_bar() as progress:
        actor = os.environ.get("USER") or os.environ.get("USERNAME") or ""
        get_ready(
            file, folder, progress, clock=system_clock(), actor=actor, seal=present, backup_seal=own
        )
    done = change_over(folder)
    kept = str(done.kept) if done is not None and done.kept is not None else ""
    if as_json:
        print_json({"folder": str(folder), "kept": kept, "skipped": SKIPPED, **_told(manifest)})
        return DONE
    _show(manifest)
    out = console()
    out.print(
        _("Restored to {folder}. Paper numbers go on {count} later.").format(
            folder=folder, count=SKIPPED
        ),
        markup=False,
    )
    if kept:
        out.print(_("What was there before is in {kept}").format(kept=kept), markup=False)
    return DONE


def _seal_of_backup(file: Path) -> Seal | None:
    """Return the key of a backup, None where it has no password."""
    if not look_into(file).is_sealed:
        return None
    return unseal_backup(file, secret_for(file))


def _show(manifest: BackupManifest) -> None:
    out = console()
    company = manifest.company or _("a company without a name")
    out.print(
        _("{company}, {made}, on {host}").format(
            company=company, made=manifest.made.text, host=manifest.host
        ),
        markup=False,
    )
    out.print(", ".join(_inside(manifest.counts)), markup=False)
    out.print(
        _("{events} events, head {head}").format(
            events=figure(manifest.events), head=manifest.head
        ),
        markup=False,
    )
    for each in manifest.lists:
        listings = counted(each.listings, "listing", "listings")
        out.print(f"{each.source}: {each.day}, {listings}", markup=False)
    out.print(_("Written by ExportDesk {program}").format(program=manifest.program), markup=False)


def _inside(counts: Mapping[str, int]) -> tuple[str, ...]:
    # Each is counted where it stands, so that installer.messages finds its two forms.
    return (
        counted(counts.get("customers", 0), "customer", "customers"),
        counted(counts.get("products", 0), "product", "products"),
        counted(counts.get("screenings", 0), "screening", "screenings"),
        counted(counts.get("cases", 0), "case", "cases"),
        counted(counts.get("certifications", 0), "certification", "certifications"),
        counted(counts.get("letters", 0), "letter from BIS", "letters from BIS"),
        counted(counts.get("issued_papers", 0), "other paper", "other papers"),
    )


def _told(manifest: BackupManifest) -> dict[str, object]:
    return {
        "company": manifest.company,
        "made": manifest.made.utc_text,
        "host": manifest.host,
        "program": manifest.program,
        "schema": dict(manifest.schema),
        "counts": dict(manifest.counts),
        "events": manifest.events,
        "head": manifest.head,
        "lists": [
            {"source": one.source, "edition": one.edition, "day": one.day, "listings": one.listings}
            for one in manifest.lists
        ],
        "files": len(manifest.parts),
        "unpacked": manifest.size,
    }
