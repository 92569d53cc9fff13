"""Restoring: everything back, what was there kept, and nothing done by halves."""

import json
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile

from exportdesk.core.errors import BadInput, ExportDeskError, StorageFault
from exportdesk.core.progress import Cancelled, Silent
from exportdesk.core.words import say
from exportdesk.operations import restoring
from exportdesk.operations.backup_archive import MANIFEST, MARK, verify_archive
from exportdesk.operations.backup_readme import README
from exportdesk.operations.open_windows import window_has
from exportdesk.operations.restoring import (
    change_over,
    finish_pending,
    forget,
    get_ready,
    is_pending,
    look_into,
)
from tests.fakes import FakeClock
from tests.ui.desks import fill, listed_name, open_desk, ready_up, screen

QUIET = Silent()


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one screening, and `b.zip` beside it, its backup."""
    folder = tmp_path_factory.mktemp("source") / "ws"
    with closing(open_desk(folder)) as desk:
        fill(desk)
        screen(desk, listed_name(desk))
        desk.backups.make(folder.parent / "b.zip", QUIET)
    return folder


@pytest.fixture
def backup(source: Path) -> Path:
    return source.parent / "b.zip"


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a workspace but what only serves the moment."""
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file() and one.suffix not in (".db-shm", ".db-wal")
    }


def restore(backup: Path, folder: Path) -> restoring.Restored:
    get_ready(backup, folder, QUIET, clock=FakeClock(), actor="Dana Whitfield")
    done = change_over(folder)
    assert done is not None
    return done


def refused(path: Path, folder: Path) -> ExportDeskError:
    """Hold that a file is refused and that nothing is made or changed by that."""
    before = tree(folder)
    with pytest.raises(BadInput) as caught:
        get_ready(path, folder, QUIET, clock=FakeClock())
    assert tree(folder) == before
    assert not is_pending(folder)
    assert not list((folder / "backups").glob("restoring-*"))
    assert "?" not in say(caught.value)
    return caught.value


def rewritten(backup: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Write a backup anew with other members; the manifest is as `change` leaves it."""
    with zipfile.ZipFile(backup) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    change(members)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target


def retold(backup: Path, target: Path, change: Callable[[dict[str, object]], None]) -> Path:
    """Write a backup anew with another manifest."""

    def again(members: dict[str, bytes]) -> None:
        told = json.loads(members[MANIFEST])
        change(told)
        members[MANIFEST] = json.dumps(told).encode()

    return rewritten(backup, target, again)


def test_a_backup_from_before_they_had_a_readme_is_restored(backup: Path, tmp_path: Path) -> None:
    def without(members: dict[str, bytes]) -> None:
        del members[README]

    older = rewritten(backup, tmp_path / "older.zip", without)
    assert verify_archive(older, QUIET) == verify_archive(backup, QUIET)
    stranger = rewritten(backup, tmp_path / "x.zip", lambda members: members.update({"x": b""}))
    assert refused(stranger, tmp_path / "ws").code == "backup-damaged"


def test_another_computer_gets_everything_and_numbers_go_on_later(
    backup: Path, source: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new" / "ws"
    done = restore(backup, new)
    assert done.kept is None
    with closing(open_desk(new)) as desk:
        verified = desk.records.verify()
        assert verified.sound, verified.faults
        assert desk.company().name == "Calm Harbor Instruments"
        assert [row.number for row in desk.records.screenings()] == ["S-2026-0001"]
        assert desk.lists.status().listings == 167
        ready_up(desk)
        assert screen(desk, listed_name(desk)).screening.number == "S-2026-0102"
        restored = next(e for e in desk.workspace().events.all() if e.kind == "workspace_restored")
        assert restored.actor == "Dana Whitfield"
        manifest = look_into(backup)
        assert desk.workspace().events.contains(manifest.head)
        assert desk.records.verify().sound
        assert desk.backups.is_due()
        assert desk.backups.status().plan.owner == ""  # another computer's files are not its own
        last = desk.backups.status().last  # what was restored from is a backup of it
        assert last is not None
        assert (last.at, desk.backups.status().last_path) == (manifest.made.at, str(backup))
    assert (new / "catalogue.toml").read_bytes() == (source / "catalogue.toml").read_bytes()
    assert not list((new / "backups").glob("restoring-*"))


def test_each_kind_of_paper_goes_on_later_even_one_never_made(backup: Path, tmp_path: Path) -> None:
    restore(backup, tmp_path / "ws")
    with closing(sqlite3.connect(tmp_path / "ws" / "workspace.db")) as db:
        last = dict(db.execute("select kind, last from counters"))
    assert last == {"S": 101, "D": 100, "C": 100, "L": 100, "P": 100}


def test_what_was_there_is_kept_and_opens(backup: Path, source: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(source, tmp_path / "ws"))
    with closing(open_desk(folder)) as desk:
        ready_up(desk)
        later = screen(desk, listed_name(desk)).screening.number
    done = restore(backup, folder)
    assert done.kept is not None
    with closing(open_desk(folder)) as desk:
        assert later not in {row.number for row in desk.records.screenings()}
        assert desk.records.verify().sound
    with closing(open_desk(done.kept)) as desk:
        assert later in {row.number for row in desk.records.screenings()}
        assert desk.records.verify().sound


def test_a_workspace_that_cannot_be_opened_is_no_hindrance(
    backup: Path, source: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(source, tmp_path / "ws"))
    (folder / "workspace.db").write_bytes(b"\0" * 4096)
    with pytest.raises(StorageFault):
        open_desk(folder)
    done = restore(backup, folder)
    assert done.kept is not None
    assert (done.kept / "workspace.db").read_bytes() == b"\0" * 4096
    with closing(open_desk(folder)) as desk:
        assert desk.records.verify().sound


def test_getting_ready_changes_nothing_and_can_be_forgotten(
    backup: Path, source: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(source, tmp_path / "ws"))
    before = tree(folder)
    with closing(open_desk(folder)):
        get_ready(backup, folder, QUIET, clock=FakeClock())
    assert is_pending(folder)
    forget(folder)
    assert tree(folder) == before


def test_another_try_takes_the_place_of_the_first(backup: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    get_ready(backup, folder, QUIET, clock=FakeClock())
    get_ready(backup, folder, QUIET, clock=FakeClock())
    assert len(list((folder / "backups").glob("restoring-*"))) == 1


class _Stops(Silent):
    def step(self, done: int, total: int | None = None) -> None:
        raise Cancelled


def test_stopping_leaves_nothing(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        get_ready(backup, tmp_path / "ws", _Stops(), clock=FakeClock())
    assert tree(tmp_path / "ws") == {}


@pytest.mark.parametrize("at", range(1, 14))
def test_a_changeover_that_is_cut_off_anywhere_is_finished_at_the_next_start(
    backup: Path, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    folder = Path(shutil.copytree(source, tmp_path / "ws"))
    with closing(open_desk(folder)) as desk:
        ready_up(desk)
        later = screen(desk, listed_name(desk)).screening.number
    get_ready(backup, folder, QUIET, clock=FakeClock())
    count = 0
    real = Path.replace

    def cut(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == at:
            raise KeyboardInterrupt  # as a kill: nothing after it is done
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", cut)
        try:
            change_over(folder)
        except KeyboardInterrupt:
            assert is_pending(folder)
    if is_pending(folder) and not (folder / "workspace.db").exists():
        with pytest.raises(StorageFault, match="restore-unfinished"):
            open_desk(folder)  # no new workspace takes the place of the one on its way
    finish_pending(folder)
    assert not is_pending(folder)
    with closing(open_desk(folder)) as desk:
        assert desk.records.verify().sound
        assert later not in {row.number for row in desk.records.screenings()}
    (kept,) = (folder / "backups").glob("before-restore-*")
    with closing(open_desk(kept)) as desk:
        assert desk.records.verify().sound
        assert later in {row.number for row in desk.records.screenings()}


def test_no_changeover_under_an_open_window(backup: Path, source: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(source, tmp_path / "ws"))
    assert not window_has(folder)
    lock = QLockFile(str(folder / "window.lock"))
    assert lock.tryLock(0)
    assert window_has(folder)
    get_ready(backup, folder, QUIET, clock=FakeClock())
    assert finish_pending(folder) is None
    assert is_pending(folder)
    lock.unlock()
    assert not window_has(folder)
    assert finish_pending(folder) is not None


def test_a_lock_that_a_dead_window_left_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / "window.lock").write_text("1\nexportdesk\nelsewhere\n")
    assert not window_has(tmp_path)


def test_a_wrong_file_is_refused(backup: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    text, other = tmp_path / "notes.txt", tmp_path / "other.zip"
    text.write_text("nothing of ours")
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("workspace.db", b"x")
    for path, code in (
        (text, "backup-not-one"),
        (other, "backup-not-one"),
        (tmp_path / "gone.zip", "file-missing"),
        (tmp_path, "file-missing"),
    ):
        with pytest.raises(BadInput) as caught:
            get_ready(path, folder, QUIET, clock=FakeClock())
        assert caught.value.code == code
    assert not folder.exists()


def test_one_that_is_cut_off_anywhere_is_refused(
    backup: Path, source: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(source, tmp_path / "ws"))
    data, cut = backup.read_bytes(), tmp_path / "cut.zip"
    for share in (0.05, 0.3, 0.6, 0.9, 0.999):
        cut.write_bytes(data[: int(len(data) * share)])
        assert refused(cut, folder).code == "backup-damaged"


def test_a_flipped_bit_anywhere_is_found(backup: Path, source: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(source, tmp_path / "ws"))
    data, bad = bytearray(backup.read_bytes()), tmp_path / "bad.zip"
    found = []
    for at in inside(backup):
        changed = data.copy()
        changed[at] ^= 0x40
        bad.write_bytes(changed)
        if not unpacks_alike(bad, backup):  # in repeating data, another way back may be as good
            found.append(refused(bad, folder).code)
    assert len(found) > 10
    assert {*found} == {"backup-damaged"}


def unpacks_alike(one: Path, other: Path) -> bool:
    try:
        with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
            return all(first.read(name) == second.read(name) for name in second.namelist())
    except (zipfile.BadZipFile, zlib.error):
        return False


def inside(backup: Path) -> Iterator[int]:
    """Yield places in what each member holds: what a header says of its day, nobody relies on."""
    with zipfile.ZipFile(backup) as archive:
        members = archive.infolist()
    data = backup.read_bytes()
    for one in members:
        at = one.header_offset
        begin = at + 30 + sum(struct.unpack("<HH", data[at + 26 : at + 30]))
        size = one.compress_size
        yield from {begin + size * tenth // 10 for tenth in ((5,) if size < 10_000 else (1, 5, 9))}


@pytest.mark.parametrize(
    "name",
    [
        "../evil", "/tmp/evil", "attachments/../../evil", "rulebook/../workspace.db", "C:/evil",
        "wording/..", "rulebook/.hidden/x", "logs/exportdesk.log", "attachments/ab/cd",
        "rulebook\\evil", "workspace.db-wal", "wording/a/b/c/d/e/f.toml", "rulebook/a\x00b",
    ],
)  # fmt: skip
def test_a_part_that_no_backup_holds_is_refused(
    backup: Path, source: Path, tmp_path: Path, name: str
) -> None:
    folder = Path(shutil.copytree(source, tmp_path / "ws"))

    def smuggle(members: dict[str, bytes]) -> None:
        told = json.loads(members[MANIFEST])
        told["parts"].append({"name": name, "size": 4, "sha256": "0" * 64})
        members[MANIFEST] = json.dumps(told).encode()
        members[name] = b"evil"

    error = refused(rewritten(backup, tmp_path / "evil.zip", smuggle), folder)
    assert error.code in ("backup-strange-part", "backup-damaged")
    assert not (tmp_path / "evil").exists()
    assert not Path("/tmp/evil").exists()


def test_a_part_that_nobody_told_of_is_refused(backup: Path, source: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(source, tmp_path / "ws"))
    extra = rewritten(backup, tmp_path / "x.zip", lambda them: them.update({"../evil": b"evil"}))
    assert refused(extra, folder).code == "backup-damaged"


def test_a_bomb_is_refused_before_it_goes_off(backup: Path, source: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(source, tmp_path / "ws"))
    bomb = tmp_path / "bomb.zip"
    digest = "ab" + "0" * 62
    name = f"attachments/ab/{digest}"

    def told(size: int) -> Callable[[dict[str, bytes]], None]:
        def again(members: dict[str, bytes]) -> None:
            manifest = json.loads(members[MANIFEST])
            manifest["parts"].append({"name": name, "size": size, "sha256": digest})
            members[MANIFEST] = json.dumps(manifest).encode()
            members[name] = b"\0" * 30_000_000

        return again

    # It says that it is small, and so does the archive's own directory.
    rewritten(backup, bomb, told(10))
    data = bytearray(bomb.read_bytes())
    entry = data.rfind(name.encode())
    head = entry - 46
    assert data[head : head + 4] == b"PK\x01\x02"
    data[head + 24 : head + 28] = struct.pack("<I", 10)
    bomb.write_bytes(data)
    assert refused(bomb, folder).code == "backup-damaged"
    # It says truly that it is larger than any disk: said before a byte is written.
    rewritten(backup, bomb, told(1 << 60))
    assert refused(bomb, folder).code == "backup-damaged"  # the archive holds less


def test_a_disk_that_is_too_small_is_said_before_anything_is_written(
    backup: Path, tmp_path: Path
) -> None:
    tiny = tmp_path / "tiny"
    tiny.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("mounting a tiny file system takes the superuser on Linux")
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(tiny)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine does not let us mount a file system")
    try:
        with pytest.raises(StorageFault) as caught:
            get_ready(backup, tiny / "ws", QUIET, clock=FakeClock())
        assert caught.value.code == "backup-no-room"
        assert tree(tiny) == {}
    finally:
        subprocess.run(["umount", "-l", str(tiny)], check=True)


def test_one_of_a_newer_program_is_refused_with_its_version(
    backup: Path, source: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(source, tmp_path / "ws"))

    def newer_format(told: dict[str, object]) -> None:
        told |= {"version": 3, "program": "9.1", "parts": "told otherwise by then"}

    def newer_schema(told: dict[str, object]) -> None:
        told |= {"program": "9.1", "schema": {"workspace.db": "0999_later", "lists.db": ""}}

    for number, change in enumerate((newer_format, newer_schema)):
        error = refused(retold(backup, tmp_path / f"{number}.zip", change), folder)
        assert error.code == "backup-too-new"
        assert "9.1" in say(error)


def test_a_database_of_a_newer_program_is_refused_whatever_the_manifest_says(
    source: Path, tmp_path: Path
) -> None:
    later = Path(shutil.copytree(source, tmp_path / "later"))
    with closing(open_desk(later)) as desk:
        desk.workspace().db.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('workspace', '0999_later', '')"
        )
        desk.workspace().db.conn.commit()
        copy = tmp_path / "later.db"
        with closing(sqlite3.connect(copy)) as db:
            desk.workspace().db.conn.backup(db)
            db.execute("pragma journal_mode = delete")
    folder = Path(shutil.copytree(source, tmp_path / "ws"))
    data = copy.read_bytes()

    def other(members: dict[str, bytes]) -> None:
        import hashlib

        told = json.loads(members[MANIFEST])
        for part in told["parts"]:
            if part["name"] == "workspace.db":
                part |= {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        members["workspace.db"] = data
        members[MANIFEST] = json.dumps(told).encode()

    error = refused(rewritten(source.parent / "b.zip", tmp_path / "n.zip", other), folder)
    assert error.code == "backup-too-new"


def test_another_kind_of_manifest_is_refused(backup: Path, source: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(source, tmp_path / "ws"))
    changes: dict[str, Callable[[dict[str, bytes]], object]] = {
        "no manifest": lambda them: them.pop(MANIFEST),
        "no JSON": lambda them: them.update({MANIFEST: b"{"}),
        "very deep": lambda them: them.update({MANIFEST: b"[" * 100_000}),
        "a list": lambda them: them.update({MANIFEST: b"[]"}),
        "no database": lambda them: them.pop("workspace.db"),
        "no lists": lambda them: them.pop("lists.db"),
        "another database": lambda them: them.update({"workspace.db": b"x"}),
    }
    for number, change in enumerate(changes.values()):
        path = rewritten(backup, tmp_path / f"{number}.zip", lambda them, c=change: c(them))  # type: ignore[misc] # a lambda with a default
        assert refused(path, folder).code == "backup-damaged"
    path = rewritten(backup, tmp_path / "z.zip", lambda them: them.pop(MARK) and None)
    assert refused(path, folder).code == "backup-not-one"


def test_a_note_that_is_damaged_or_leads_elsewhere_is_not_followed(
    backup: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "ws"
    get_ready(backup, folder, QUIET, clock=FakeClock())
    note = folder / "restore.json"
    whole = json.loads(note.read_text())
    for text in ("{", json.dumps(whole | {"kept": "../../elsewhere"})):
        note.write_text(text)
        with pytest.raises(ExportDeskError) as caught:
            change_over(folder)
        assert caught.value.code == "restore-note-damaged"
    note.write_text(json.dumps(whole))
    assert change_over(folder) is not None
