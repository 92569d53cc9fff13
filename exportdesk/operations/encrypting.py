"""Copying a workspace into its other form: encrypted, or not."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from exportdesk.core.errors import StorageFault
from exportdesk.core.progress import Progress
from exportdesk.operations.backup_archive import is_paper_name
from exportdesk.storage.attachments import is_sealed_data, write_whole
from exportdesk.storage.backup_copies import check_whole
from exportdesk.storage.opening import refused_as_fault
from exportdesk.storage.sealing import Seal, read_key_file, write_key_file

_WORKSPACE, _PAPERS = "workspace.db", "attachments"


def convert_papers(
    source: Path, target: Path, progress: Progress, *, of: Seal | None, to: Seal | None
) -> None:
    """Copy the papers from one workspace's folder to another's in the other form, each read back.

    A paper that was altered stays as altered as it was. Raises StorageFault, Cancelled.
    """
    found = list(papers_in(source))
    for done, path in enumerate(found):
        progress.step(done, len(found))
        with refused_as_fault(path):
            data = _opened(path, of)
        place = target / _PAPERS / path.parent.name / path.name
        write_whole(place, data if to is None else to.close(data, path.name))
        with refused_as_fault(place):
            again = _opened(place, to)
        if hashlib.sha256(again).digest() != hashlib.sha256(data).digest():
            raise StorageFault("database-damaged", path=str(place), detail="")


def convert_workspace(
    source: Path, target: Path, progress: Progress, *, of: Seal | None, to: Seal | None
) -> None:
    """Make a copy of workspace.db in the other form, and hold that it is sound and whole.

    Nobody has `source` open in this process. Raises StorageFault.
    """
    # Read where there is a password: another library comes with it.
    from exportdesk.storage.sealed_sqlite import convert_database

    convert_database(source, target, of=of, to=to)
    progress.stage("sealing-checking")
    check_whole(target, seal=to)


def encrypt_unpacked(folder: Path, staged: Path, seal: Seal, progress: Progress) -> None:
    """Encrypt a backup that was unpacked, with the key of the workspace in `folder`.

    Raises StorageFault, Cancelled.
    """
    progress.stage("sealing-copying")
    plain, made = staged / f"plain-{_WORKSPACE}", staged / _WORKSPACE
    with refused_as_fault(made):
        made.replace(plain)
    convert_workspace(plain, made, progress, of=None, to=seal)
    with refused_as_fault(plain):
        plain.unlink()
    progress.stage("sealing-papers")
    convert_papers(staged, staged, progress, of=None, to=seal)
    write_key_file(staged, read_key_file(folder))


def papers_in(folder: Path) -> Iterator[Path]:
    """Yield the papers of a workspace, encrypted or not."""
    for path in sorted((folder / _PAPERS).glob("??/*")):
        if is_paper_name(path.name) and path.is_file() and not path.is_symlink():
            yield path


def _opened(path: Path, seal: Seal | None) -> bytes:
    data = path.read_bytes()
    if seal is None or not is_sealed_data(data):
        return data
    with suppress(ValueError):  # an altered one is carried on as it lies there, and told by a check
        return seal.open(data, path.name)
    return data
