"""Editions of the rulebook: taken in from a folder or zip archive, compared, kept side by side."""

import csv
import io
import json
import shutil
import tomllib
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exportdesk.core.canonical import sha256_hex
from exportdesk.core.errors import BadInput, Filled
from exportdesk.core.i18n import mark as _m
from exportdesk.rulebook.loading import RULEBOOK_FILES, load_rulebook
from exportdesk.rulebook.reading import END, bad, has_end, lines_of, read_text
from exportdesk.rulebook.rulebook import Rulebook

_LARGEST = 8 * 2**20
_NAMING = ("code", "list", "number", "hs6", "tier", "id")


@dataclass(frozen=True, slots=True)
class FileChanges:
    """What differs in one file: the rows that were added, removed and changed, by their names.

    `is_dated_anew` is whether what the file says of itself differs: its date, source or status.
    """

    file: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    is_dated_anew: bool = False

    def __bool__(self) -> bool:
        """Whether anything differs at all."""
        return bool(self.added or self.removed or self.changed or self.is_dated_anew)


@dataclass(frozen=True, slots=True)
class Edition:
    """One rulebook as it is kept: its name, newest date and fingerprint.

    `folder` is where its files are.
    """

    name: str
    as_of: date
    fingerprint: str
    folder: Path


def fingerprint(folder: Path) -> str:
    """Return the SHA-256 over the names and texts of a rulebook's files.

    Line ends and a byte order mark do not count: they say nothing, and checkouts differ in them.
    """
    texts = {name: read_text(folder / name) for name in RULEBOOK_FILES}
    told = "".join(f"{name}\0{sha256_hex(texts[name].encode())}\n" for name in sorted(texts))
    return sha256_hex(told.encode())


def edition_in(folder: Path) -> tuple[Edition, Rulebook]:
    """Return the rulebook in a folder and what names it. Raises BadInput where it is not whole."""
    rulebook = load_rulebook(folder)
    digest = fingerprint(folder)
    name = f"{rulebook.as_of.isoformat()}-{digest[:8]}"
    return Edition(name, rulebook.as_of, digest, folder), rulebook


def compared(old: Path, new: Path) -> tuple[FileChanges, ...]:
    """Return what differs between two whole rulebooks, row by row, file by file."""
    found = (_file_changes(old / name, new / name) for name in RULEBOOK_FILES)
    return tuple(changes for changes in found if changes)


def unpack_rulebook(source: Path, to: Path) -> tuple[str, ...]:
    """Copy the files of a rulebook from a folder or zip archive into the empty folder `to`.

    Returns the names of what else lay there and was left. Raises BadInput where it is neither, or
    a file is missing, cut off, or larger than any rulebook's.
    """
    if source.is_dir():
        found, left = _in_folder(source)
    elif zipfile.is_zipfile(source):
        found, left = _in_archive(source)
    else:
        raise BadInput("rulebook-not-one", file=source.name)
    missing = [name for name in RULEBOOK_FILES if name not in found]
    if missing:
        raise BadInput("rulebook-incomplete", file=source.name, missing=", ".join(missing))
    for name in RULEBOOK_FILES:
        (to / name).write_bytes(found[name])
        _check_end(to / name)
    return left


def _check_end(file: Path) -> None:
    """Refuse a file that was cut off between two rows, which reads like one that is whole."""
    if not has_end(read_text(file)):
        raise bad(
            file,
            "",
            Filled(_m("has no line “{end}” below its last row: it may have been cut off"), end=END),
        )


def keep_edition(edition: Edition, shelf: Path) -> Edition:
    """Copy an edition to its place on the shelf, where it stays; one that is there already stays.

    Raises OSError.
    """
    place = shelf / edition.name
    if not place.is_dir():
        part = shelf / f"{edition.name}.part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for name in RULEBOOK_FILES:
            shutil.copyfile(edition.folder / name, part / name)
        part.rename(place)
    return Edition(edition.name, edition.as_of, edition.fingerprint, place)


def _in_folder(source: Path) -> tuple[dict[str, bytes], tuple[str, ...]]:
    found, left = {}, []
    for file in sorted(source.iterdir()):
        if file.name not in RULEBOOK_FILES:
            left.append(file.name)
            continue
        try:
            if file.stat().st_size > _LARGEST:
                raise bad(file, "", _m("is larger than a file of a rulebook"))
            found[file.name] = file.read_bytes()
        except OSError as error:
            raise bad(file, "", error.strerror or str(error)) from error
    return found, tuple(left)


def _in_archive(source: Path) -> tuple[dict[str, bytes], tuple[str, ...]]:
    found: dict[str, bytes] = {}
    left = []
    try:
        with zipfile.ZipFile(source) as archive:
            for member in archive.infolist():
                # A zip of a folder has the folder's name before each file's.
                name = Path(member.filename).name
                if member.is_dir():
                    continue
                if name not in RULEBOOK_FILES:
                    left.append(member.filename)
                    continue
                if name in found:
                    raise bad(source, name, _m("stands here twice"))
                if member.file_size > _LARGEST:
                    raise bad(source, name, _m("is larger than a file of a rulebook"))
                found[name] = archive.read(member)
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
        raise BadInput("rulebook-not-one", file=source.name) from error
    return found, tuple(left)


def _file_changes(old: Path, new: Path) -> FileChanges:
    before, after = rows_of(old), rows_of(new)
    return FileChanges(
        file=new.name,
        added=tuple(name for name in after if name not in before),
        removed=tuple(name for name in before if name not in after),
        changed=tuple(
            name for name, row in after.items() if name and name in before and before[name] != row
        ),
        is_dated_anew=before[""] != after[""],
    )


def rows_of(file: Path) -> Mapping[str, str]:
    """Return the rows of a file by name, each as text; the head stands under ""."""
    content = read_text(file)
    return _csv_rows(content) if file.suffix == ".csv" else _toml_rows(content)


def _csv_rows(content: str) -> Mapping[str, str]:
    lines = lines_of(content)
    head = [line for line in lines if line.startswith("#")]
    table = csv.DictReader(io.StringIO("\n".join(lines[len(head) :])))
    rows = {"": "\n".join(head)}
    for row in table:
        rows[next(iter(row.values()))] = json.dumps(row, sort_keys=True)
    return rows


def _toml_rows(content: str) -> Mapping[str, str]:
    head: dict[str, object] = {}
    rows: dict[str, str] = {}
    for key, value in tomllib.loads(content).items():
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            for number, one in enumerate(value, start=1):
                rows[_name_of(key, number, one)] = _told(one)
        elif isinstance(value, dict):
            rows[key] = _told(value)
        else:
            head[key] = value
    return {"": _told(head), **rows}


def _name_of(kind: str, number: int, row: Mapping[str, object]) -> str:
    named = [str(row[key]) for key in _NAMING if key in row]
    return f"{kind} {' '.join(named) or number}"


def _told(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str)
