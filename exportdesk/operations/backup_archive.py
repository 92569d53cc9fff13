"""The one file of a backup: written whole or not at all, read with suspicion."""

import errno
import hashlib
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec

from exportdesk.core.backups import BackupManifest, BackupPart
from exportdesk.core.errors import BadInput, ExportDeskError, StorageFault
from exportdesk.core.progress import Progress
from exportdesk.core.sealed import KEY_FILE
from exportdesk.operations.backup_covers import covered
from exportdesk.operations.backup_readme import README, README_TEXT
from exportdesk.storage.backup_copies import knows_schema
from exportdesk.storage.opening import refused_as_fault
from exportdesk.storage.sealing import Seal

FORMAT, VERSION = "exportdesk-backup", 2
PLAIN_VERSION = 1  # that of a workspace without a password can be read by older programs
MARK = "exportdesk-backup"
MARK_TEXT = b"A backup of an ExportDesk workspace. Restore it in ExportDesk, under Settings.\n"
MANIFEST = "manifest.json"
DATABASES = ("workspace.db", "lists.db")
FOLDERS = ("attachments", "rulebook", "wording")
KEY = KEY_FILE
FILES = (KEY, *DATABASES, "catalogue.toml")

_CHUNK = 1024 * 1024
_MOST_MANIFEST = 64 * _CHUNK
_SPARE = 8 * _CHUNK  # left free on a disk: one that is filled to the brim stops other programs too
_LEVEL = 3  # what 6 would save is a twentieth, for twice the time
_WORD = r"[A-Za-z0-9_-][A-Za-z0-9._ -]{0,99}"
_MEMBER = re.compile(
    r"workspace\.key|workspace\.db|lists\.db|catalogue\.toml|attachments/([0-9a-f]{2})/\1[0-9a-f]{62}"
    rf"|(?:rulebook|wording)/(?:{_WORD}/){{0,4}}{_WORD}"
)
_PAPER = re.compile(r"[0-9a-f]{64}")
_BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError)
_SEALED = ("workspace.", "attachments/")
_BESIDE = (MARK, README, MANIFEST)  # no parts; older backups have no README
_NO_DATE = (1980, 1, 1, 0, 0, 0)

ManifestOf = Callable[[tuple[BackupPart, ...]], BackupManifest]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that goes into a backup, and its name there."""

    name: str
    path: Path


def may_be_part(name: str) -> bool:
    """Whether a file of this name may be in a backup; no other is ever written or unpacked."""
    return _MEMBER.fullmatch(name) is not None and ".." not in name


def is_paper_name(name: str) -> bool:
    """Whether a paper may be kept under this name: the hash of what it is."""
    return _PAPER.fullmatch(name) is not None


def write_archive(
    target: Path,
    sources: Iterable[Source],
    manifest_of: ManifestOf,
    progress: Progress,
    seal: Seal | None = None,
) -> tuple[BackupManifest, str]:
    """Write a backup to `target`, read it back, and only then give it that name.

    With `seal`, its sources are encrypted already, and so is what it says of the company.
    Returns what it says of itself, and the SHA-256 of the whole. Raises StorageFault, Cancelled;
    nothing is left then, and what was called `target` before is as it was.
    """
    wanted = list(sources)
    total = sum(one.path.stat().st_size for one in wanted)
    partial = partial_of(target)
    try:
        with archive_trouble(target):
            require_room(target.parent, total // 4)
            try:
                with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as z:
                    z.writestr(_info(MARK), MARK_TEXT)
                    z.writestr(_info(README), README_TEXT)
                    parts = tuple(_put_all(z, wanted, total, seal, progress))
                    manifest = manifest_of(parts)
                    told = manifest if seal is None else covered(manifest, seal)
                    z.writestr(_info(MANIFEST), msgspec.json.format(msgspec.json.encode(told)))
                with partial.open("rb+") as file:
                    os.fsync(file.fileno())
                progress.stage("backup-verifying")
                verify_archive(partial, progress)
                digest = _digest_of(partial)
                partial.replace(target)
                sync_folder(target.parent)
            except BaseException:
                with suppress(OSError):
                    partial.unlink(missing_ok=True)
                raise
    except BadInput as error:  # read back otherwise than it was written: the disk is at fault
        raise StorageFault("backup-not-sound", path=str(target)) from error
    return manifest, digest


def partial_of(target: Path) -> Path:
    """Return what a backup is called while this process writes it."""
    return target.with_name(f"{target.name}.{os.getpid()}.part")


def read_manifest(path: Path) -> BackupManifest:
    """Return what a backup says of itself, without unpacking it.

    Raises BadInput: no backup, damaged, of a newer program, or holding what no backup holds.
    """
    with _opened(path) as archive:
        return _manifest(archive, path)


def read_key_of(path: Path) -> bytes:
    """Return the key file in a backup of a workspace with a password.

    Raises BadInput as `read_manifest`, also where the backup has none.
    """
    with _opened(path) as archive:
        part = next((one for one in _manifest(archive, path).parts if one.name == KEY), None)
        if part is None or part.size > _CHUNK:
            raise BadInput("backup-damaged", path=str(path))
        data = archive.read(KEY)
        if hashlib.sha256(data).hexdigest() != part.sha256:
            raise BadInput("backup-damaged", path=str(path))
        return data


def verify_archive(path: Path, progress: Progress) -> BackupManifest:
    """Read every part of a backup and compare its hash. Raises BadInput, Cancelled."""
    with _opened(path) as archive:
        manifest = _manifest(archive, path)
        done = 0
        for part in manifest.parts:
            done = _take(archive, part, None, path, (done, manifest.size), progress)
    return manifest


def unpack_archive(path: Path, folder: Path, progress: Progress) -> BackupManifest:
    """Unpack a backup into `folder`, each part compared with its hash.

    No more bytes are written than the backup says beforehand, and none where there is no room for
    them. Raises BadInput, StorageFault, Cancelled.
    """
    with _opened(path) as archive:
        manifest = _manifest(archive, path)
        with refused_as_fault(folder / "x"):
            require_room(folder, manifest.size)
        done = 0
        for part in manifest.parts:
            target = folder / part.name
            with refused_as_fault(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("xb") as file:
                    done = _take(archive, part, file, path, (done, manifest.size), progress)
                    file.flush()
                    os.fsync(file.fileno())
    return manifest


def require_room(folder: Path, size: int, *, named: Path | None = None) -> None:
    """Hold that so many bytes fit there; a fault names `named` instead. Raises StorageFault."""
    free = shutil.disk_usage(folder).free
    if free < size + _SPARE:
        megabytes = -(-(size + _SPARE - free) // (1024 * 1024))
        raise StorageFault("backup-no-room", folder=str(named or folder), megabytes=megabytes)


@contextmanager
def archive_trouble(path: Path) -> Generator[None]:
    """Say in the user's terms what the system refused while a file at `path` was written."""
    try:
        yield
    except OSError as error:
        raise trouble(error, path) from error


def trouble(error: OSError, path: Path) -> ExportDeskError:
    """Return the error that says what the system refused there."""
    facts = {"folder": str(path.parent), "path": str(path), "detail": error.strerror or str(error)}
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StorageFault("backup-disk-full", **facts)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageFault("backup-folder-read-only", **facts)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return StorageFault("backup-folder-missing", **facts)
    return StorageFault("backup-unwritable", **facts)


def sync_folder(folder: Path) -> None:
    """Have the system keep what was renamed, where it lets a folder be opened for that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _put_all(
    archive: zipfile.ZipFile,
    sources: list[Source],
    total: int,
    seal: Seal | None,
    progress: Progress,
) -> Generator[BackupPart]:
    done = 0
    for source in sources:
        found, size = hashlib.sha256(), 0
        info = _info(source.name)
        if seal is not None and source.name.startswith(_SEALED):
            info.compress_type = zipfile.ZIP_STORED  # what is encrypted does not become smaller
        with (
            source.path.open("rb") as file,
            archive.open(info, "w", force_zip64=True) as out,
        ):
            while chunk := file.read(_CHUNK):
                out.write(chunk)
                found.update(chunk)
                size += len(chunk)
                progress.step(min(done + size, total), total)
        done += size
        yield BackupPart(source.name, size, found.hexdigest())


def _info(name: str) -> zipfile.ZipInfo:
    told = zipfile.ZipInfo(name, _NO_DATE)
    told.compress_type = zipfile.ZIP_DEFLATED
    told.create_system = 3
    told.external_attr = 0o600 << 16
    return told


@contextmanager
def _opened(path: Path) -> Generator[zipfile.ZipFile]:
    try:
        if not path.is_file():
            raise BadInput("file-missing", path=str(path))
        with zipfile.ZipFile(path) as archive:
            yield archive
    except _BROKEN as error:
        code = "backup-damaged" if _begins_as_one(path) else "backup-not-one"
        raise BadInput(code, path=str(path)) from error
    except OSError as error:
        detail = error.strerror or str(error)
        raise BadInput("file-unreadable", path=str(path), detail=detail) from error


def _begins_as_one(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as file:
        head = file.read(30 + len(MARK))
        return head.startswith(b"PK\x03\x04") and head[30:] == MARK.encode()
    return False


def _manifest(archive: zipfile.ZipFile, path: Path) -> BackupManifest:
    members = {one.filename: one for one in archive.infolist()}
    if MARK not in members:
        raise BadInput("backup-not-one", path=str(path))
    told = members.get(MANIFEST)
    if told is None or told.file_size > _MOST_MANIFEST:
        raise BadInput("backup-damaged", path=str(path))
    with archive.open(told) as file:
        data = file.read(_MOST_MANIFEST)
    _refuse_newer(data, path)
    for beside in filter(None, map(members.get, (MARK, README))):
        if beside.file_size > _CHUNK:
            raise BadInput("backup-damaged", path=str(path))
        archive.read(beside)  # a flipped bit is found there, too
    try:
        manifest = msgspec.json.decode(data, type=BackupManifest)
    except msgspec.MsgspecError as error:
        raise BadInput("backup-damaged", path=str(path)) from error
    names = [part.name for part in manifest.parts]
    strange = [name for name in names if not may_be_part(name)]
    if strange:
        raise BadInput("backup-strange-part", path=str(path), name=strange[0])
    sizes = {part.name: part.size for part in manifest.parts}
    there = {name: one.file_size for name, one in members.items() if name not in _BESIDE}
    is_twice = len({*names}) < len(names) or len(members) < len(archive.infolist())
    has_key = KEY in sizes
    if is_twice or sizes != there or "workspace.db" not in sizes or has_key != manifest.is_sealed:
        raise BadInput("backup-damaged", path=str(path))
    return manifest


class _Kind(msgspec.Struct):
    """What is read of a manifest first: the rest of a newer one may look otherwise."""

    format: str = ""
    version: int = 0
    program: str = ""
    schema: dict[str, str] = {}


def _refuse_newer(data: bytes, path: Path) -> None:
    try:
        kind = msgspec.json.decode(data, type=_Kind)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise BadInput("backup-damaged", path=str(path)) from error
    if kind.format != FORMAT:
        raise BadInput("backup-not-one", path=str(path))
    known = all(
        knows_schema(name, schema) for name, schema in kind.schema.items() if name in DATABASES
    )
    if kind.version > VERSION or not known:
        raise BadInput("backup-too-new", path=str(path), program=kind.program)


def _take(
    archive: zipfile.ZipFile,
    part: BackupPart,
    out: IO[bytes] | None,
    path: Path,
    share: tuple[int, int],
    progress: Progress,
) -> int:
    """Read one part to its end, into `out` if given, and return how much is done by then."""
    found, size = hashlib.sha256(), 0
    with archive.open(part.name) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > part.size:
                break
            found.update(chunk)
            if out is not None:
                out.write(chunk)
            progress.step(min(share[0] + size, share[1]), share[1])
    if size != part.size or found.hexdigest() != part.sha256:
        raise BadInput("backup-damaged", path=str(path))
    return share[0] + size


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
