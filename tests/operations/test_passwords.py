"""A workspace with a password: nothing of it can be read, and everything works as before."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from exportdesk.core.errors import BadInput, StorageFault, WorkspaceLocked
from exportdesk.core.progress import Cancelled, Silent
from exportdesk.core.sealed import KEY_FILE, is_sealed
from exportdesk.core.words import say
from exportdesk.operations.backups_there import backups_there
from exportdesk.operations.diagnostics import diagnostics
from exportdesk.operations.integrity import check_files
from exportdesk.operations.passwords import (
    Sealed,
    change_password,
    new_recovery_code,
    remove_password,
    set_password,
)
from exportdesk.operations.places import copy_here
from exportdesk.operations.restoring import (
    change_over,
    finish_pending,
    forget,
    get_ready,
    is_pending,
    look_into,
    unseal_backup,
)
from exportdesk.operations.salvaging import backups_of, export_readable, salvage
from exportdesk.operations.unencrypted import delete_unencrypted, find_unencrypted
from exportdesk.storage import sealing
from exportdesk.storage.attachments import is_sealed_file
from exportdesk.storage.sealing import Seal, unseal
from exportdesk.storage.workspace import Workspace
from tests.fakes import FakeClock
from tests.storage.damaging import cut_off, random_pages, without_first_page
from tests.ui.desks import fill, listed_name, open_desk, ready_up, screen

QUIET = Silent()
PASSWORD = "Grüße vom Hafen"
COMPANY = b"Calm Harbor Instruments"


@pytest.fixture(scope="module", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """Let a password take a millisecond instead of a third of a second to try."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "_COST", 2**4)
        yield


@dataclass
class Made:
    """A workspace with a password, one screening with its paper, and backups of both forms."""

    folder: Path
    plain: Path
    sealed: Sealed
    plain_backup: Path
    backup: Path

    @property
    def seal(self) -> Seal:
        return self.sealed.seal


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    place = tmp_path_factory.mktemp("sealed")
    folder = place / "ws"
    with closing(open_desk(folder)) as desk:
        fill(desk)
        saved = screen(desk, listed_name(desk))
        desk.screenings.paper(saved.screening.number)
        desk.backups.make(place / "plain.zip", QUIET)
        desk.backups.make_daily(QUIET)
    shutil.copytree(folder, place / "plain")
    sealed = set_password(folder, PASSWORD, progress=QUIET, clock=FakeClock(), actor="Dana")
    with closing(open_desk(folder, seal=sealed.seal)) as desk:
        desk.backups.make(place / "sealed.zip", QUIET)
    return Made(folder, place / "plain", sealed, place / "plain.zip", place / "sealed.zip")


@pytest.fixture
def folder(made: Made, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made.folder, tmp_path / "ws"))


@pytest.fixture
def plain(made: Made, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made.plain, tmp_path / "plain"))


def readable(folder: Path) -> list[str]:
    """Return the files of a workspace in which its company can be read, backups unpacked."""
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                datas = [archive.read(one) for one in archive.namelist()]
        else:
            datas = [path.read_bytes()]
        if any(COMPANY in data or b"%PDF-" in data for data in datas):
            found.append(name)
    return found


def works(folder: Path, seal: Seal | None) -> None:
    """Hold that a workspace is whole: its files, its records, its paper."""
    assert check_files(folder, QUIET, whole=True, seal=seal) == ()
    with closing(open_desk(folder, seal=seal)) as desk:
        assert desk.records.verify().sound
        assert desk.integrity.whole(QUIET).sound
        (row,) = [one for one in desk.records.screenings() if one.number == "S-2026-0001"]
        assert row.number == "S-2026-0001"
        assert desk.screenings.paper("S-2026-0001").startswith(b"%PDF-")
        assert desk.company().name.encode() == COMPANY


def kinds(folder: Path, seal: Seal | None) -> list[str]:
    with closing(Workspace.open(folder, seal=seal)) as workspace:
        return [one.kind for one in workspace.events.newest(3)]


def test_nothing_can_be_read_and_everything_works(made: Made, folder: Path) -> None:
    assert is_sealed(folder)
    assert made.sealed.kept_old is not None
    kept = f"backups/{made.sealed.kept_old.name}"
    old = [name for name in readable(folder) if not name.startswith((kept, "backups/daily/"))]
    assert old == []
    assert KEY_FILE not in repr(made.seal)
    assert os.name != "posix" or (folder / KEY_FILE).stat().st_mode & 0o077 == 0
    for secret in (
        PASSWORD,
        "Gru\u0308\u00dfe vom Hafen",
        made.sealed.recovery_code,
        made.sealed.recovery_code.lower().replace("-", " ").replace("0", "o"),
    ):
        assert unseal(folder, secret).mark == made.seal.mark
    with pytest.raises(WorkspaceLocked) as caught:
        Workspace.open(folder)
    assert caught.value.code == "workspace-locked"
    assert caught.value.exit_code == 5
    works(folder, made.seal)
    with closing(open_desk(folder, seal=made.seal)) as desk:
        ready_up(desk)
        again = screen(desk, listed_name(desk)).screening.number
        assert desk.screenings.paper(again).startswith(b"%PDF-")
        assert "password: yes, SQLCipher" in diagnostics(desk.workspace(), desk.lists, desk.clock)
        assert "password_set" in [one.kind for one in desk.workspace().events.all()]
    assert all(is_sealed_file(one) for one in (folder / "attachments").glob("??/*"))
    with closing(open_desk(folder, read_only=True, seal=made.seal)) as reading:
        assert reading.records.verify().sound
        with closing(open_desk(folder, read_only=True, seal=made.seal)) as second:
            assert len(second.records.screenings()) == 2


def test_a_wrong_password_is_said_and_a_mistyped_code_is_told_apart(
    made: Made, folder: Path
) -> None:
    code = made.sealed.recovery_code
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    for secret, expected in (("another one", "password-wrong"), (wrong, "recovery-code-mistyped")):
        with pytest.raises(WorkspaceLocked) as caught:
            unseal(folder, secret)
        assert caught.value.code == expected
        assert say(caught.value)
    with pytest.raises(BadInput) as short:
        set_password(folder, "7 chars", progress=QUIET, clock=FakeClock())
    assert short.value.code == "password-too-short"
    with pytest.raises(StorageFault) as twice:
        set_password(folder, PASSWORD, progress=QUIET, clock=FakeClock())
    assert twice.value.code == "password-set-already"


@pytest.mark.parametrize("damage", ["flipped", "cut", "gone", "newer", "greedy"])
def test_a_damaged_key_file_is_told_apart_from_a_wrong_password(
    made: Made, folder: Path, damage: str
) -> None:
    path = folder / KEY_FILE
    data = path.read_bytes()
    match damage:
        case "flipped":
            path.write_bytes(data.replace(b'"key": "', b'"key": "A', 1))
        case "cut":
            path.write_bytes(data[: len(data) // 2])
        case "newer":
            path.write_bytes(data.replace(b'"format": 1', b'"format": 2'))
        case "greedy":  # one from elsewhere asks for all the memory there is
            path.write_bytes(data.replace(b'"n": 16', b'"n": 1099511627776'))
        case _:
            path.unlink()
            with pytest.raises(StorageFault) as lost:
                Workspace.open(folder)
            assert lost.value.code == "key-file-missing"
            return
    with pytest.raises(StorageFault) as caught:
        unseal(folder, PASSWORD)
    expected = "key-file-too-new" if damage == "newer" else "key-file-damaged"
    assert caught.value.code == expected
    assert "?" not in say(caught.value)


@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_without_its_key_file_a_workspace_takes_any_backup(
    made: Made, folder: Path, damage: str
) -> None:
    path = folder / KEY_FILE
    path.write_bytes(path.read_bytes()[:40]) if damage == "cut" else path.unlink()
    get_ready(made.plain_backup, folder, QUIET, clock=FakeClock())
    done = change_over(folder)
    assert done is not None
    assert done.kept is not None
    assert (done.kept / "workspace.db").read_bytes() == (made.folder / "workspace.db").read_bytes()
    assert (done.kept / KEY_FILE).is_file() == (damage == "cut"), "what opens nothing is kept too"
    works(folder, None)


def test_an_unencrypted_file_that_was_put_there_is_not_taken_for_the_encrypted_one(
    made: Made, folder: Path
) -> None:
    shutil.copy(made.plain / "workspace.db", folder / "workspace.db")
    with pytest.raises(StorageFault) as caught:
        Workspace.open(folder, seal=made.seal)
    assert caught.value.code == "database-not-encrypted"
    assert "workspace.key" in say(caught.value)


def test_another_password_and_another_code_leave_the_key_as_it_is(made: Made, folder: Path) -> None:
    before = (folder / "workspace.db").read_bytes()
    change_password(folder, made.sealed.recovery_code, "a new password", clock=FakeClock())
    code = new_recovery_code(folder, "a new password", clock=FakeClock())
    for gone in (PASSWORD, made.sealed.recovery_code):
        with pytest.raises(WorkspaceLocked):
            unseal(folder, gone)
    assert unseal(folder, code).mark == unseal(folder, "a new password").mark == made.seal.mark
    assert len((folder / "workspace.db").read_bytes()) == len(before)
    assert kinds(folder, made.seal)[:2] == ["recovery_code_changed", "password_changed"]
    assert not list(folder.glob("*.part"))


def test_the_password_is_taken_away(made: Made, folder: Path) -> None:
    with pytest.raises(WorkspaceLocked):
        remove_password(folder, "a wrong one", progress=QUIET, clock=FakeClock())
    done = remove_password(folder, PASSWORD, progress=QUIET, clock=FakeClock())
    assert not is_sealed(folder)
    assert done.kept_old is not None
    assert (done.kept_old / KEY_FILE).is_file()
    assert not any(is_sealed_file(one) for one in (folder / "attachments").glob("??/*"))
    assert kinds(folder, None)[0] == "password_removed"
    works(folder, None)


def test_what_is_readable_of_before_is_found_and_deleted(made: Made, folder: Path) -> None:
    with closing(Workspace.open(folder, seal=made.seal)) as workspace:
        found = find_unencrypted(workspace)
    assert len(found.folders) == 1
    assert [one.parent.name for one in found.copies] == ["daily"]
    (found.folders[0] / "a note of mine.txt").write_text("kept", "utf-8")
    done = delete_unencrypted(folder, made.seal, clock=FakeClock(), actor="Dana")
    assert (done.count, done.left) == (2, ())
    assert readable(folder) == []
    assert (found.folders[0] / "a note of mine.txt").is_file(), "somebody else's file is gone"
    assert kinds(folder, made.seal)[0] == "unencrypted_deleted"
    assert delete_unencrypted(folder, made.seal, clock=FakeClock()).count == 0


def test_only_what_the_encrypted_workspace_holds_too_is_deleted(
    made: Made, folder: Path, tmp_path: Path
) -> None:
    with closing(open_desk(tmp_path / "another")) as desk:
        fill(desk)
        others = desk.backups.make_daily(QUIET).path
    daily = folder / "backups/daily"
    moved = Path(shutil.copy(others, daily / others.name))
    by_hand = Path(shutil.copy(made.plain_backup, daily / "before the fair.zip"))
    aside = folder / "backups/papers-without-records-20261120T170000Z"
    aside.mkdir()
    paper = aside / hashlib.sha256(b"%PDF-1.7 nowhere else").hexdigest()
    paper.write_bytes(b"%PDF-1.7 nowhere else")
    done = delete_unencrypted(folder, made.seal, clock=FakeClock())
    assert set(done.left) == {moved, paper}
    assert moved.is_file()
    assert paper.is_file()
    assert by_hand.is_file()
    with closing(Workspace.open(folder, seal=made.seal)) as workspace:
        (kept,) = [one for one in daily.glob("*.zip") if one not in (moved, by_hand)]
        assert look_into(kept, made.seal).is_sealed, "one that is encrypted came first"
        assert workspace.settings.backup_state().path == str(kept)


def test_a_copy_with_records_that_are_nowhere_else_is_not_deleted(made: Made, folder: Path) -> None:
    with closing(Workspace.open(folder, seal=made.seal)) as workspace:
        (kept,) = find_unencrypted(workspace).folders
    with closing(open_desk(kept)) as desk:  # another program had it open and went on working
        desk.profile.save_company(desk.company())
        desk.backups.plan(folder=None, daily=False)
    done = delete_unencrypted(folder, made.seal, clock=FakeClock())
    assert done.left == (kept,)
    assert (kept / "workspace.db").is_file()


def opens(folder: Path) -> bool:
    try:
        Workspace.open(folder).close()
    except StorageFault as error:
        return error.code not in ("restore-unfinished", "workspace-locked")
    return True


@pytest.mark.parametrize("at", range(1, 7))
def test_a_changeover_that_is_cut_off_anywhere_is_finished_at_the_next_start(
    at: int, plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    done = 0
    rename = Path.replace

    def replace(self: Path, target: Path) -> Path:
        nonlocal done
        if is_pending(plain):
            done += 1
            if done == at:
                raise Killed
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        try:
            set_password(plain, PASSWORD, progress=QUIET, clock=FakeClock())
        except Killed:
            # Before the first rename it opens as it was; in between nobody gets in, nor half of it.
            assert opens(plain) is (at == 1)
        else:
            assert done < at
    finish_pending(plain)
    seal = unseal(plain, PASSWORD)
    works(plain, seal)


def test_stopping_or_a_small_disk_leaves_all_as_it_was(
    made: Made, plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopping(Silent):
        def stage(self, name: str) -> None:
            if name == "sealing-papers":
                raise Cancelled

    with pytest.raises(Cancelled):
        set_password(plain, PASSWORD, progress=Stopping(), clock=FakeClock())
    usage = shutil.disk_usage(plain)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=0))
    with pytest.raises(StorageFault) as caught:
        set_password(plain, PASSWORD, progress=QUIET, clock=FakeClock())
    assert caught.value.code == "backup-no-room"
    assert not is_sealed(plain)
    assert not is_pending(plain)
    assert not list((plain / "backups").glob("restoring-*"))
    works(plain, None)


def test_what_another_program_kept_meanwhile_is_not_left_behind(plain: Path) -> None:
    class Meanwhile(Silent):
        def stage(self, name: str) -> None:
            if name == "sealing-papers":
                with closing(open_desk(plain)) as other:
                    other.backups.plan(folder=None, daily=False)

    with pytest.raises(StorageFault) as caught:
        set_password(plain, PASSWORD, progress=Meanwhile(), clock=FakeClock())
    assert caught.value.code == "copy-in-use"
    works(plain, None)


def test_a_backup_tells_nothing_without_its_password(made: Made, tmp_path: Path) -> None:
    manifest = look_into(made.backup)
    assert manifest.is_sealed
    assert manifest.is_covered
    assert (manifest.company, manifest.host, manifest.counts, manifest.events) == ("", "", {}, 0)
    seal = unseal_backup(made.backup, PASSWORD)
    told = look_into(made.backup, seal)
    assert told.company.encode() == COMPANY
    assert told.counts["screenings"] == 1
    place = tmp_path / "place"
    place.mkdir()
    shutil.copy(made.backup, place / "b.zip")
    assert readable(place) == []
    with closing(open_desk(made.folder, seal=made.seal)) as desk:
        (there, *_) = backups_there(desk.backups.status(), made.folder, made.seal)
        assert there.manifest.company.encode() == COMPANY


def restored(path: Path, folder: Path, **seals: Seal | None) -> None:
    get_ready(path, folder, QUIET, clock=FakeClock(), **seals)
    change_over(folder)


def test_a_backup_with_a_password_brings_it_along(made: Made, tmp_path: Path) -> None:
    new = tmp_path / "new"
    with pytest.raises(WorkspaceLocked) as caught:
        get_ready(made.backup, new, QUIET, clock=FakeClock())
    assert caught.value.code == "backup-locked"
    restored(made.backup, new, backup_seal=unseal_backup(made.backup, made.sealed.recovery_code))
    works(new, unseal(new, PASSWORD))
    assert readable(new) == []


def test_a_backup_of_the_same_key_leaves_todays_password(made: Made, folder: Path) -> None:
    change_password(folder, PASSWORD, "the one of today", clock=FakeClock())
    restored(made.backup, folder, seal=made.seal)
    works(folder, unseal(folder, "the one of today"))


def test_a_backup_of_before_the_password_is_encrypted(made: Made, folder: Path) -> None:
    with pytest.raises(WorkspaceLocked) as caught:
        get_ready(made.plain_backup, folder, QUIET, clock=FakeClock())
    assert caught.value.code == "workspace-locked"
    delete_unencrypted(folder, made.seal, clock=FakeClock())
    restored(made.plain_backup, folder, seal=made.seal)
    assert readable(folder) == []
    works(folder, unseal(folder, PASSWORD))


def test_an_unencrypted_workspace_takes_a_backup_with_a_password(made: Made, plain: Path) -> None:
    restored(made.backup, plain, backup_seal=unseal_backup(made.backup, PASSWORD))
    seal = unseal(plain, PASSWORD)
    works(plain, seal)
    with closing(Workspace.open(plain, seal=seal)) as workspace:
        assert find_unencrypted(workspace).folders, "what was there is readable and not told"


@pytest.mark.parametrize("damage", [random_pages, cut_off, without_first_page])
def test_damage_is_found_and_salvaged(
    damage: Callable[[Path], None], made: Made, folder: Path, tmp_path: Path
) -> None:
    damage(folder / "workspace.db")
    with pytest.raises(WorkspaceLocked):
        check_files(folder, QUIET, whole=True)
    assert check_files(folder, QUIET, whole=True, seal=made.seal)
    assert check_files(folder, QUIET, whole=False, seal=made.seal)
    assert backups_of(folder)
    if damage is without_first_page:
        with pytest.raises(StorageFault) as caught:
            salvage(folder, QUIET, clock=FakeClock(), seal=made.seal)
        assert caught.value.code == "salvage-nothing"
        assert not is_pending(folder)
        return
    with pytest.raises(WorkspaceLocked):
        salvage(folder, QUIET, clock=FakeClock())
    found = export_readable(folder / "workspace.db", tmp_path / "out", QUIET, made.seal)
    assert found.read
    done = salvage(folder, QUIET, clock=FakeClock(), seal=made.seal)
    assert done.read
    assert not [one for one in readable(folder / "backups") if one.startswith("restoring-")]
    change_over(folder)
    assert check_files(folder, QUIET, whole=True, seal=made.seal) == ()
    assert kinds(folder, made.seal)[0] == "workspace_salvaged"
    forget(folder)


def test_a_copy_from_elsewhere_needs_the_password_to_be_looked_at(
    made: Made, tmp_path: Path
) -> None:
    with pytest.raises(WorkspaceLocked):
        copy_here(made.folder, tmp_path / "copy", QUIET, lambda: ())
    assert not (tmp_path / "copy").exists()
    copy_here(made.folder, tmp_path / "copy", QUIET, lambda: (), seal=made.seal)
    works(tmp_path / "copy", unseal(tmp_path / "copy", PASSWORD))
