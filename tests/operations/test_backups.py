"""Backups of a real workspace: whole, verified, in the right place, or a clear error."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from exportdesk.core.changes import Changes
from exportdesk.core.company import Company
from exportdesk.core.errors import BadInput, ExportDeskError, ReadOnlyWorkspace, StorageFault
from exportdesk.core.progress import Cancelled, Silent
from exportdesk.core.words import say
from exportdesk.operations.backup_archive import (
    FOLDERS,
    KEY,
    MANIFEST,
    MARK,
    read_manifest,
    verify_archive,
)
from exportdesk.operations.backup_readme import README
from exportdesk.operations.backups import MARKER
from exportdesk.operations.salvaging import export_readable
from exportdesk.storage.opening import writing
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.shares import mounted_share
from tests.ui.desks import fill, listed_name, open_desk, ready_up, screen

QUIET = Silent()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with lists, a screening and its paper."""
    folder = tmp_path_factory.mktemp("filled") / "ws"
    with closing(open_desk(folder)) as desk:
        fill(desk)
        screen(desk, listed_name(desk))
    return folder


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(filled: Path, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    shutil.copytree(filled, tmp_path / "ws")
    with closing(open_desk(tmp_path / "ws", clock)) as made:
        yield made


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Generator[Path]:
    """A file system of twelve megabytes, where this machine lets us mount one."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("mounting a tiny file system takes the superuser on Linux")
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine does not let us mount a file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def dead_share(tmp_path: Path) -> Generator[Path]:
    with mounted_share(tmp_path / "net", cut_off=True) as folder:
        yield folder


def refused(desk: Desk, target: Path) -> ExportDeskError:
    with pytest.raises(ExportDeskError) as caught:
        desk.backups.make(target, QUIET)
    assert "?" not in say(caught.value)
    return caught.value


def daily_refused(desk: Desk) -> str:
    """Make the daily backup, which fails; return what is told, now and on the next start."""
    with pytest.raises(StorageFault) as caught:
        desk.backups.make_daily(QUIET)
    fault = desk.backups.status().fault
    assert fault is not None
    assert say(fault) == say(caught.value)
    with closing(open_desk(desk.folder)) as again:
        kept = again.backups.status().fault
        assert kept is not None
        assert say(kept) == say(caught.value)
    return caught.value.code


def test_one_file_holds_everything_and_says_so(desk: Desk, tmp_path: Path) -> None:
    made = desk.backups.make(tmp_path / "b.zip", QUIET)
    manifest = read_manifest(made.path)
    assert manifest == made.manifest
    assert manifest.company == "Calm Harbor Instruments"
    assert manifest.counts["screenings"] == 1
    assert [one.source for one in manifest.lists] == ["us-csl"]
    assert manifest.schema.keys() == {"workspace.db", "lists.db"}
    names = {part.name for part in manifest.parts}
    assert {"workspace.db", "lists.db", "catalogue.toml"} < names
    assert any(name.startswith("attachments/") for name in names)
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"workspace.db", "lists.db", "catalogue.toml", "attachments"}
    assert made.missing == ()
    with zipfile.ZipFile(made.path) as archive:
        archive.extract("workspace.db", tmp_path)
        told = archive.read(README).decode("ascii")
    assert "exportdesk restore" in told
    assert all(top in told for top in (*tops, MARK, MANIFEST, *FOLDERS, KEY))
    assert manifest.company not in told
    with closing(sqlite3.connect(tmp_path / "workspace.db")) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        assert db.execute("select count(*) from screenings").fetchone() == (1,)
    event = desk.workspace().events.newest(1)[0]
    assert event.kind == "backup_made"
    payload = desk.workspace().events.payload(event.seq)
    assert payload is not None
    assert payload["sha256"] == made.sha256
    assert payload["head"] == manifest.head
    assert desk.records.verify().sound
    assert list((desk.folder / "backups").iterdir()) == []


def test_it_is_made_while_others_write(desk: Desk, tmp_path: Path) -> None:
    ready_up(desk)
    stop = threading.Event()
    written: list[str] = []

    def write() -> None:
        while not stop.is_set():
            written.append(screen(desk, "Quiet Meadow Honey Farm").screening.number)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            made = desk.backups.make(tmp_path / f"{number}.zip", QUIET)
            verify_archive(made.path, QUIET)
            assert made.missing == ()  # each paper that is pointed at is in it
    finally:
        stop.set()
        writer.join()
    assert written
    assert desk.records.verify().sound


def test_what_is_there_is_replaced_only_when_asked(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "b.zip"
    target.write_text("mine")
    assert refused(desk, target).code == "backup-file-exists"
    assert target.read_text() == "mine"
    desk.backups.make(target, QUIET, replace_file=True)
    verify_archive(target, QUIET)


def test_a_damaged_workspace_does_not_count_as_backed_up(filled: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(filled, tmp_path / "ws"))
    with closing(sqlite3.connect(folder / "workspace.db")) as db:
        (root,) = db.execute("select rootpage from sqlite_master where name='customers'").fetchone()
        (size,) = db.execute("pragma page_size").fetchone()
        db.execute("pragma wal_checkpoint(truncate)")
    with (folder / "workspace.db").open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\x5a" * size)
    with closing(open_desk(folder, read_only=True)) as desk:
        error = refused(desk, tmp_path / "b.zip")
    assert error.code == "database-damaged"
    assert str(folder / "workspace.db") in say(error)
    assert list(tmp_path.glob("b.zip*")) == []


def test_a_paper_that_is_gone_is_told_and_the_rest_backed_up(desk: Desk, tmp_path: Path) -> None:
    paper = next(one for one in (desk.folder / "attachments").rglob("*") if one.is_file())
    paper.unlink()
    made = desk.backups.make(tmp_path / "b.zip", QUIET)
    assert len(made.missing) == 1
    verify_archive(made.path, QUIET)


class _StopsAtOnce(Silent):
    def step(self, done: int, total: int | None = None) -> None:
        raise Cancelled


def test_stopping_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        desk.backups.make(tmp_path / "b.zip", _StopsAtOnce())
    assert list(tmp_path.glob("b.zip*")) == []
    assert list((desk.folder / "backups").iterdir()) == []


def test_from_a_workspace_that_is_read_only(filled: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(filled, tmp_path / "ws"))
    with closing(open_desk(folder, read_only=True)) as desk:
        verify_archive(desk.backups.make(tmp_path / "b.zip", QUIET).path, QUIET)
        assert not desk.backups.is_due()
        with pytest.raises(ReadOnlyWorkspace):
            desk.backups.make_daily(QUIET)


def test_a_full_disk_is_said_and_what_was_there_stays(desk: Desk, tiny_disk: Path) -> None:
    desk.backups.plan(folder=tiny_disk, daily=True)
    first = desk.backups.make_daily(QUIET)
    (tiny_disk / "ballast").write_bytes(b"\0" * (shutil.disk_usage(tiny_disk).free - 50_000))
    assert daily_refused(desk) == "backup-no-room"
    verify_archive(first.path, QUIET)
    (tiny_disk / "ballast").unlink()
    desk.backups.make_daily(QUIET)
    assert desk.backups.status().fault is None


def test_a_disk_that_fills_up_meanwhile_is_said(
    desk: Desk, tiny_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Room is looked for before; another program takes it after that.
    monkeypatch.setattr(
        "exportdesk.operations.backup_archive.require_room", lambda _folder, _size: None
    )
    (tiny_disk / "ballast").write_bytes(b"\0" * (shutil.disk_usage(tiny_disk).free - 20_000))
    assert refused(desk, tiny_disk / "b.zip").code == "backup-disk-full"
    assert [one.name for one in tiny_disk.iterdir()] == ["ballast"]


def test_a_folder_that_is_unplugged_is_said_and_not_made_anew(desk: Desk, tiny_disk: Path) -> None:
    folder = tiny_disk / "backups"
    folder.mkdir()
    desk.backups.plan(folder=folder, daily=True)
    subprocess.run(["umount", "-l", str(tiny_disk)], check=True)
    try:
        assert daily_refused(desk) == "backup-folder-missing"
        assert not folder.exists()
        folder.mkdir()  # another disk that has a folder of that name
        assert daily_refused(desk) == "backup-folder-other"
        assert list(folder.iterdir()) == []
    finally:
        mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(tiny_disk)]
        subprocess.run(mount, check=True)


def test_a_share_that_nobody_answers_for_is_said_and_kept(desk: Desk, dead_share: Path) -> None:
    plan = replace(desk.backups.status().plan, folder=str(dead_share))
    with writing(desk.workspace().db):
        desk.workspace().settings.save_backup_plan(plan)
    assert daily_refused(desk) == "backup-unwritable"
    assert refused(desk, dead_share / "b.zip").code == "backup-unwritable"
    desk.backups.plan(folder=None, daily=True)
    with pytest.raises(StorageFault):
        desk.backups.plan(folder=dead_share, daily=True)


def test_a_full_disk_under_the_workspace_is_said_again_though_nothing_can_be_kept(
    filled: Path, tiny_disk: Path
) -> None:
    shutil.copytree(filled, tiny_disk / "ws")
    with closing(open_desk(tiny_disk / "ws")) as full:
        (tiny_disk / "ballast").write_bytes(b"\0" * shutil.disk_usage(tiny_disk).free)
        with pytest.raises(StorageFault) as caught:
            full.backups.make_daily(QUIET)
        assert full.backups.status().fault is not None
        assert not full.backups.is_due()  # not each minute anew
        assert caught.value.facts["folder"] == str(tiny_disk / "ws")
        (tiny_disk / "ballast").unlink()
        full.backups.make(tiny_disk / "b.zip", QUIET)
        assert full.backups.status().fault is None


def test_tables_that_find_the_disk_full_say_nothing_of_a_backup(
    filled: Path, tiny_disk: Path
) -> None:
    (tiny_disk / "ballast").write_bytes(b"\0" * shutil.disk_usage(tiny_disk).free)
    with pytest.raises(StorageFault) as caught:
        export_readable(filled / "workspace.db", tiny_disk / "tables", QUIET)
    assert caught.value.code == "disk-full"


def test_a_folder_that_cannot_be_written_is_said(desk: Desk, tiny_disk: Path) -> None:
    desk.backups.plan(folder=tiny_disk, daily=True)
    subprocess.run(["mount", "-o", "remount,ro", str(tiny_disk)], check=True)
    assert daily_refused(desk) == "backup-folder-read-only"
    desk.backups.plan(folder=None, daily=True)
    with pytest.raises(StorageFault) as caught:
        desk.backups.plan(folder=tiny_disk, daily=True)
    assert caught.value.code == "backup-folder-read-only"


def test_no_folder_is_chosen_that_would_be_lost_with_the_workspace(desk: Desk) -> None:
    for folder, code in (
        (desk.folder / "backups", "backup-folder-inside"),
        (desk.folder / "nowhere", "backup-folder-missing"),
    ):
        (desk.folder / "backups").mkdir(exist_ok=True)
        with pytest.raises(BadInput) as caught:
            desk.backups.plan(folder=folder, daily=True)
        assert caught.value.code == code
    assert desk.backups.status().is_own


def test_the_folder_is_kept_and_in_the_events(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "drive"
    folder.mkdir()
    assert desk.backups.plan(folder=folder, daily=True) == Changes.BACKUPS | Changes.EVENTS
    assert desk.backups.plan(folder=folder, daily=True) == Changes.NOTHING
    assert (folder / MARKER).is_file()
    assert desk.workspace().events.newest(1)[0].kind == "backup_plan_changed"
    made = desk.backups.make_daily(QUIET)
    assert made.path.parent == folder
    status = desk.backups.status()
    assert status.last is not None
    assert status.last_path == str(made.path)


def test_the_one_of_the_day_is_made_anew_where_more_was_done(desk: Desk, clock: FakeClock) -> None:
    first = desk.backups.make_daily(QUIET).path
    clock.advance(hours=2)
    assert not desk.backups.is_due()  # making one is no reason for another
    desk.backups.make(desk.folder.parent / "b.zip", QUIET)
    assert not desk.backups.is_due()
    desk.profile.save_company(Company(name="Calm Harbor Instruments"))
    assert desk.backups.is_due()
    second = desk.backups.make_daily(QUIET).path
    assert read_manifest(second).company == "Calm Harbor Instruments"
    assert list(second.parent.glob("*.zip")) == [second]
    assert first != second
    assert not desk.backups.is_due()


def test_one_a_day_and_old_ones_go_but_nothing_else(
    desk: Desk, clock: FakeClock, tmp_path: Path
) -> None:
    folder = tmp_path / "drive"
    folder.mkdir()
    desk.backups.plan(folder=folder, daily=True)
    foreign = ["exportdesk-ffffffffffff-20260101T000000Z.zip", "taxes.zip", "exportdesk.zip"]
    for name in foreign:
        (folder / name).write_text("not yours")
    made = []
    for _day in range(12):
        assert desk.backups.is_due()
        made.append(desk.backups.make_daily(QUIET).path)
        assert not desk.backups.is_due()
        clock.advance(days=1)
    left = {one.name for one in folder.glob("exportdesk-*Z.zip")} - {*foreign}
    assert {one.name for one in made[-7:]} <= left < {one.name for one in made}
    assert all((folder / name).read_text() == "not yours" for name in foreign)
    clock.advance(days=-30)  # the clock is set back
    assert desk.backups.is_due()
    back = desk.backups.make_daily(QUIET).path
    assert back.is_file()
    assert all((folder / name).is_file() for name in left)
    assert not desk.backups.is_due()


def test_what_a_killed_backup_left_is_taken_away(desk: Desk) -> None:
    desk.backups.make_daily(QUIET)
    place = desk.folder / "backups"
    owner = desk.backups.status().plan.owner
    stale = [place / "making-abc", place / "daily" / f"exportdesk-{owner}-x.zip.1.part"]
    fresh = place / "making-now"
    fresh.mkdir()
    stale[0].mkdir()
    stale[1].write_text("half")
    for one in stale:
        os.utime(one, (0, 0))
    desk.backups.make_daily(QUIET)
    assert not any(one.exists() for one in stale)
    assert fresh.is_dir()  # another program may be at work there
    desk.profile.save_company(Company("Still here"))


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux tells so")
def test_a_safe_start_holds_no_list_open_once_it_is_closed(filled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    shutil.copytree(filled, folder)
    with closing(open_desk(folder, read_only=True)) as safe:
        safe.leave_lists_out()
        safe.backups.make(tmp_path / "safe.zip", QUIET)
        assert str(folder / "lists.db") in _held()
    assert str(folder / "lists.db") not in _held()


def _held() -> list[str]:
    """Return the files that this process holds open."""
    return [str(one.readlink()) for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
