"""Where a workspace may be, whom its files are for, and the clock it is worked by."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from exportdesk.core.clock import parse_utc
from exportdesk.core.errors import BadInput, ReadOnlyWorkspace, StorageFault
from exportdesk.core.mounts import Mount
from exportdesk.core.parties import Party, PartyKind
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import PartyResult
from exportdesk.core.words import say
from exportdesk.operations.leftovers import put_aside, unclaimed
from exportdesk.operations.places import copy_here, keep_private, refuse_share
from exportdesk.wiring import Desk
from tests.fakes import NOON, FakeClock
from tests.sampling import sample
from tests.small_files import fill_up, small_disk
from tests.ui.desks import fill, listed_name, open_desk, ready_up, screen

QUIET = Silent()
POSIX = pytest.mark.skipif(os.name != "posix", reason="rights of files are told as POSIX does")


def office(folder: Path) -> Callable[[], tuple[Mount, ...]]:
    """Return what a system tells that has `folder` on a share."""
    return lambda: (Mount(folder.anchor, "ext4"), Mount(str(folder), "cifs"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled") / "office" / "ws"
    with closing(open_desk(folder)) as desk:
        fill(desk)
        screen(desk, listed_name(desk))
    return folder


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(filled, tmp_path / "ws")
    with closing(open_desk(tmp_path / "ws")) as made:
        yield made


def test_a_workspace_on_a_share_is_refused_with_the_reason(filled: Path) -> None:
    with pytest.raises(StorageFault) as caught:
        refuse_share(filled, office(filled.parent))
    assert "network share (cifs)" in say(caught.value)
    assert "Copy it to a disk of this computer" in say(caught.value)
    refuse_share(filled)


def test_it_is_copied_here_whole(filled: Path, tmp_path: Path) -> None:
    copy_here(filled, tmp_path / "here", QUIET, office(filled.parent))
    with closing(open_desk(tmp_path / "here")) as desk:
        assert desk.records.verify().sound
        assert [row.number for row in desk.records.screenings()] == ["S-2026-0001"]
        assert desk.lists.status().listings > 0


def test_it_is_not_copied_onto_a_share_or_over_anything(filled: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageFault, match="on-share"):
        copy_here(filled, tmp_path / "there" / "ws", QUIET, office(tmp_path))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(BadInput, match="not-empty"):
        copy_here(filled, tmp_path / "full", QUIET)
    with pytest.raises(BadInput, match="copy-no-workspace"):
        copy_here(tmp_path / "full", tmp_path / "new", QUIET)
    assert not (tmp_path / "new").exists()
    assert (tmp_path / "full" / "mine.txt").read_text() == "mine"


def test_one_that_somebody_writes_to_is_not_kept_by_half(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shutil.copyfile

    def copy_while_written(source: Path, target: Path) -> Path:
        done = real(source, target)
        if source.name == "workspace.db":
            screen(desk, listed_name(desk))
        return done

    ready_up(desk)
    monkeypatch.setattr("exportdesk.operations.places.shutil.copyfile", copy_while_written)
    with pytest.raises(StorageFault, match="copy-in-use"):
        copy_here(desk.folder, tmp_path / "here", QUIET)
    assert not (tmp_path / "here").exists()


def test_a_clock_moved_back_is_told_and_the_order_of_events_stays(
    filled: Path, tmp_path: Path
) -> None:
    shutil.copytree(filled, tmp_path / "ws")
    clock = FakeClock(NOON - timedelta(days=400))
    with closing(open_desk(tmp_path / "ws", clock)) as desk:
        trouble = desk.integrity.clock_fault()
        assert trouble is not None
        assert "before the last record" in say(trouble)
        assert "?" not in say(trouble)
        ready_up(desk)
        number = screen(desk, listed_name(desk)).screening.number
        assert number.endswith("-0002")
        assert desk.integrity.clock_fault() is not None, "one record must not end the warning"
        assert desk.records.verify().sound
        events = list(desk.workspace().events.all())
        assert [one.seq for one in events] == list(range(1, len(events) + 1))
        assert parse_utc(events[-1].at) < parse_utc(events[0].at)
        status = desk.lists.status()
        assert (status.oldest_days or 0) >= 0
        assert all((one.age_days or 0) >= 0 for one in desk.lists.sources())
        assert desk.backups.is_due()
        clock.at = NOON
        assert desk.integrity.clock_fault() is None


def test_a_full_disk_keeps_what_was_there(tmp_path: Path, filled: Path) -> None:
    with small_disk(tmp_path / "disk", "24m") as disk:
        shutil.copytree(filled, disk / "ws", ignore=shutil.ignore_patterns("backups"))
        with closing(open_desk(disk / "ws")) as desk:
            ready_up(desk)
            result = screen_only(desk)
            fill_up(disk / "filler")
            with pytest.raises(StorageFault) as caught:
                save_often(desk, result)
            assert "full" in say(caught.value)
            kept = len(desk.records.screenings())
            (disk / "filler").unlink()
            desk.screenings.save([result])  # there is room again, and all goes on
            assert len(desk.records.screenings()) == kept + 1
            assert desk.integrity.whole(QUIET).sound


def screen_only(desk: Desk) -> PartyResult:
    return desk.screenings.screen(Party(listed_name(desk), PartyKind.ORGANIZATION))


def save_often(desk: Desk, result: PartyResult) -> None:
    for _ in range(200):
        desk.screenings.save([result])


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder to which anybody finds a way; pytest's own are for one user alone."""
    folder = Path(tempfile.mkdtemp(prefix="exportdesk-tests-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@POSIX
@pytest.mark.parametrize("what", sample(["folder"], ["workspace.db", "lists.db", "folder"]))
def test_what_may_not_be_written_is_opened_for_reading_by_the_program(
    what: str, filled: Path, tmp_path: Path, open_place: Path
) -> None:
    """As another user than the superuser, to whom nothing is read-only."""
    if os.geteuid() != 0:
        pytest.skip("becoming somebody else takes the superuser")
    checkout = Path(__file__).parents[2]
    if not all(one.stat().st_mode & stat.S_IXOTH for one in (checkout, *checkout.parents)):
        pytest.skip("nobody else may read this checkout, and the other user reads its resources")
    nobody = 65534
    place = open_place
    shutil.copytree(filled, place / "ws", ignore=shutil.ignore_patterns("index"))
    (place / "ws" / "window.lock").touch(0o444)  # as a window leaves it that was killed
    for path in (place, *place.rglob("*")):
        os.chown(path, nobody, nobody)
    locked = place / "ws" if what == "folder" else place / "ws" / what
    locked.chmod(0o555 if what == "folder" else 0o444)
    before = (place / "ws" / "workspace.db").read_bytes()
    shutil.copytree(filled, tmp_path / "first")
    # Once as before, so that all code is read: the other user may not read Python's own.
    code = f"""
import os
from contextlib import suppress
from pathlib import Path
from exportdesk.cli.session import desk_of
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.progress import Silent
from exportdesk.core.words import say
from exportdesk.operations.integrity import check_files
from exportdesk.operations.open_windows import window_has
check_files(Path({str(tmp_path / "first")!r}), Silent(), whole=True)
with desk_of(Path({str(tmp_path / "first")!r})) as desk:
    desk.records.screenings(), desk.lists.status(), desk.profile.save_settings
with suppress(ExportDeskError), desk_of(Path({str(tmp_path / "none")!r}), existing=True):
    pass
os.setuid({nobody})
with desk_of(Path({str(place / "ws")!r})) as desk:
    print("rows", len(desk.records.screenings()), desk.lists.status().listings > 0, desk.read_only)
print("sound", check_files(Path({str(place / "ws")!r}), Silent(), whole=True) == ())
print("window", window_has(Path({str(place / "ws")!r})))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(checkout), "HOME": str(place)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    # A file of its own may be locked alone: what can be read is read, and nothing is written to it.
    assert "rows 1 True" in done.stdout, done.stdout
    assert "sound True" in done.stdout, done.stdout
    assert "window False" in done.stdout, done.stdout
    assert ("True True" in done.stdout) is (what != "lists.db"), done.stdout
    assert (place / "ws" / "workspace.db").read_bytes() == before


@POSIX
def test_nobody_else_may_look_into_a_workspace(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    folder.mkdir(mode=0o755)
    keep_private(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    keep_private(tmp_path / "missing")


def test_papers_without_a_record_are_put_aside_only_when_asked(desk: Desk) -> None:
    workspace = desk.workspace()
    assert unclaimed(workspace).paths == ()
    lost = workspace.attachments.path(workspace.attachments.put(b"of nobody"))
    young = unclaimed(workspace)
    assert young.paths == (lost,)
    put_aside(workspace, young, desk.clock.now(), actor="Dana")
    assert lost.is_file(), "its record may be on the way"
    os.utime(lost, (1, 1))
    desk.integrity.sweep()
    assert lost.is_file(), "sweeping takes no paper"
    aside = put_aside(workspace, unclaimed(workspace), desk.clock.now(), actor="Dana")
    assert not lost.exists()
    assert (aside / lost.name).read_bytes() == b"of nobody"
    assert desk.records.events(1)[0].kind == "papers_put_aside"
    assert desk.records.verify().sound
    (aside / lost.name).replace(lost)
    assert unclaimed(workspace).paths == (lost,), "killed before it moved, it is found again"


def test_a_paper_is_moved_only_once_that_is_noted(desk: Desk) -> None:
    workspace = desk.workspace()
    lost = workspace.attachments.path(workspace.attachments.put(b"of nobody"))
    os.utime(lost, (1, 1))
    found = unclaimed(workspace)
    workspace.db.execute(
        "create trigger full_disk before insert on events begin select raise(abort, 'full'); end"
    )
    with pytest.raises(sqlite3.Error):
        put_aside(workspace, found, desk.clock.now(), actor="Dana")
    assert lost.is_file()


def test_what_killed_programs_left_is_swept_at_the_next_start(desk: Desk, tmp_path: Path) -> None:
    gone = dead_process()
    backups = desk.folder / "backups"
    partial = tmp_path / f"by hand.zip.{gone}.part"
    partial.write_text("half")
    making = backups / f"making-{gone}-abc"
    making.mkdir(parents=True)
    (making / "partial.txt").write_text(str(partial), "utf-8")
    (backups / f"restoring-{gone}-abc").mkdir()
    half = desk.folder / "attachments" / "ab" / f"{'ab' * 32}.{gone}.part"
    half.parent.mkdir(parents=True, exist_ok=True)
    half.write_text("half")
    alive = backups / f"restoring-{os.getpid()}-xyz"
    alive.mkdir()
    mine = tmp_path / "by hand.zip.part"
    mine.write_text("not ours")
    desk.integrity.sweep()
    if os.name == "posix":
        assert not partial.exists()
        assert not half.exists()
        assert [one.name for one in backups.glob("*ing-*")] == [alive.name]
    assert mine.exists()


def dead_process() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    return ended.pid


def test_a_read_only_desk_sweeps_and_changes_nothing(desk: Desk) -> None:
    left = desk.folder / "backups" / f"restoring-{dead_process()}-abc"
    left.mkdir(parents=True)
    with closing(open_desk(desk.folder, read_only=True)) as reading:
        reading.integrity.sweep()
        with pytest.raises(ReadOnlyWorkspace):
            reading.backups.make_daily(QUIET)
    assert left.is_dir()


def test_a_safe_start_leaves_the_lists_out_and_backs_them_up_all_the_same(
    filled: Path, tmp_path: Path
) -> None:
    shutil.copytree(filled, tmp_path / "ws")
    with closing(open_desk(tmp_path / "ws", read_only=True)) as desk:
        desk.leave_lists_out()
        assert desk.lists.status().listings == 0
        assert len(desk.records.screenings()) == 1
        made = desk.backups.make(tmp_path / "b.zip", QUIET)
    assert made.manifest.lists
    assert made.manifest.lists[0].listings > 0
