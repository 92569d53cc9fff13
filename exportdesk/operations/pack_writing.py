"""Writes a pack as a ZIP file or a folder: whole or not at all (same bytes for the same files)."""

import json
import os
import shutil
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override

from exportdesk.core.canonical import sha256_hex
from exportdesk.core.errors import BadInput, StorageFault
from exportdesk.core.progress import Progress
from exportdesk.storage.opening import fault

SUMS = "SHA256SUMS"
MANIFEST = "manifest.json"
README = "README.txt"
_NO_DATE = (1980, 1, 1, 0, 0, 0)  # the first a ZIP file can hold: a real one would differ each time

Fault = tuple[str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of a pack: its path in it, what it is, and its bytes once they are wanted."""

    name: str
    about: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Packed:
    """What was written where, and which files could not be: codes and facts for `core.words`."""

    path: Path
    files: int
    size: int
    faults: tuple[Fault, ...] = ()


class _Target(ABC):
    """Where files go: beside the place they are for, so that this appears whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.partial = path.with_name(f".{path.name}.{os.getpid()}.part")

    @abstractmethod
    def add(self, name: str, data: bytes) -> None:
        """Write one file."""

    @abstractmethod
    def finish(self) -> None:
        """Put the whole in its place."""

    @abstractmethod
    def give_up(self) -> None:
        """Leave nothing behind."""


class _Zip(_Target):
    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._archive = zipfile.ZipFile(self.partial, "w", zipfile.ZIP_DEFLATED, compresslevel=6)

    @override
    def add(self, name: str, data: bytes) -> None:
        told = zipfile.ZipInfo(name, _NO_DATE)
        told.compress_type = zipfile.ZIP_DEFLATED
        told.create_system = 3  # what wrote it would show in the bytes otherwise
        told.external_attr = 0o644 << 16
        self._archive.writestr(told, data)

    @override
    def finish(self) -> None:
        self._archive.close()
        with self.partial.open("rb+") as file:
            os.fsync(file.fileno())
        self.partial.replace(self.path)

    @override
    def give_up(self) -> None:
        self._archive.close()
        self.partial.unlink(missing_ok=True)


class _Folder(_Target):
    def __init__(self, path: Path) -> None:
        super().__init__(path)
        shutil.rmtree(self.partial, ignore_errors=True)
        self.partial.mkdir(parents=True)

    @override
    def add(self, name: str, data: bytes) -> None:
        file = self.partial / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    @override
    def finish(self) -> None:
        if self.path.is_dir():
            self.path.rmdir()  # an empty one: anything else was refused
        self.partial.replace(self.path)

    @override
    def give_up(self) -> None:
        shutil.rmtree(self.partial, ignore_errors=True)


def write_pack(
    path: Path,
    files: Sequence[PackFile],
    manifest: Mapping[str, object],
    progress: Progress,
    *,
    faults: Iterable[Fault] = (),
    replace: bool = False,
) -> Packed:
    """Write a pack to `path`: a ZIP file where that ends in .zip, else a new or empty folder.

    A file that is gone or altered is left out, told in the manifest and returned. With `replace`, a
    ZIP file that is there is replaced. Raises BadInput, StorageFault, Cancelled; nothing is left.
    """
    is_zip = path.suffix.lower() == ".zip"
    _refuse_taken(path, is_zip=is_zip, replace=replace)
    progress.stage("writing-pack")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        target = _Zip(path) if is_zip else _Folder(path)
        try:
            packed = _written(target, files, manifest, progress, list(faults))
            target.finish()
        except BaseException:
            target.give_up()
            raise
    except OSError as error:
        raise fault(error, path) from error
    return packed


def _written(
    target: _Target,
    files: Sequence[PackFile],
    manifest: Mapping[str, object],
    progress: Progress,
    faults: list[Fault],
) -> Packed:
    told: list[dict[str, object]] = []
    sums: list[tuple[str, str]] = []
    size = 0
    for done, file in enumerate(sorted(files, key=lambda one: one.name)):
        progress.step(done, len(files))
        try:
            data = file.read()
        except StorageFault as error:
            faults.append((error.code, dict(error.facts)))
            told.append({"file": file.name, "about": file.about, "missing": error.code})
            continue
        target.add(file.name, data)
        digest = sha256_hex(data)
        told.append({"file": file.name, "about": file.about, "size": len(data), "sha256": digest})
        sums.append((digest, file.name))
        size += len(data)
    whole = json.dumps({**manifest, "files": told}, ensure_ascii=False, indent=2, sort_keys=True)
    data = f"{whole}\n".encode()
    target.add(MANIFEST, data)
    sums.append((sha256_hex(data), MANIFEST))
    lines = "".join(f"{digest}  {name}\n" for digest, name in sums).encode()
    target.add(SUMS, lines)
    progress.step(len(files), len(files))
    return Packed(target.path, len(sums) + 1, size + len(data) + len(lines), tuple(faults))


def _refuse_taken(path: Path, *, is_zip: bool, replace: bool) -> None:
    if is_zip:
        taken = path.is_dir() or (path.exists() and not replace)
    else:
        taken = path.exists() and (not path.is_dir() or any(path.iterdir()))
    if taken:
        raise BadInput("pack-exists", path=str(path))
