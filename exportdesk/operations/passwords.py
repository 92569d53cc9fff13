"""The password of a workspace: setting it, changing it, taking it away.

Setting it and taking it away are done as a restore is: a whole copy in the other form is made
beside the workspace and checked, and then only names are changed. What was there is kept.
"""

from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from exportdesk.core.clock import Clock
from exportdesk.core.errors import StorageFault
from exportdesk.core.events import Head
from exportdesk.core.progress import Progress
from exportdesk.core.sealed import KEY_FILE, is_sealed
from exportdesk.operations.backup_archive import require_room, sync_folder
from exportdesk.operations.encrypting import convert_papers, convert_workspace, papers_in
from exportdesk.operations.locked_fetching import FETCHING_FILE, note_for_fetching
from exportdesk.operations.restoring import Restored, change_over, note_ready, staging
from exportdesk.storage.opening import refused_as_fault, writing
from exportdesk.storage.sealing import (
    Seal,
    hold_password,
    new_seal,
    read_key_file,
    unseal,
    with_new_code,
    with_password,
    write_key_file,
)
from exportdesk.storage.workspace import Workspace

WORKSPACE, PAPERS = "workspace.db", "attachments"
CHANGED = (WORKSPACE, PAPERS, KEY_FILE)
"""What is changed over: the lists stay where they are, as they are."""

PASSWORD_SET = "password_set"
PASSWORD_REMOVED = "password_removed"
PASSWORD_CHANGED = "password_changed"
RECOVERY_CODE_CHANGED = "recovery_code_changed"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A password that is set: the code that opens the workspace too, shown this once.

    `kept_old` is the folder with the unencrypted files that were there before.
    """

    seal: Seal
    recovery_code: str = field(repr=False)
    kept_old: Path | None


@dataclass(frozen=True, slots=True)
class Unsealed:
    """A password that is gone. `kept_old` is the folder with the encrypted files of before."""

    kept_old: Path | None


def set_password(
    folder: Path, password: str, *, progress: Progress, clock: Clock, actor: str = ""
) -> Sealed:
    """Encrypt the workspace in `folder`. Nobody has it open.

    The copy of before stays until `unencrypted.delete_unencrypted`. Raises BadInput for a password
    that is too short, StorageFault, Cancelled; all is then as it was.
    """
    hold_password(password)
    if is_sealed(folder):
        raise StorageFault("password-set-already", path=str(folder))
    made = new_seal(password, clock.now().utc_text)
    with staging(folder) as staged:
        _convert(folder, staged, progress, of=None, to=made.seal)
        write_key_file(staged, made.key_file)
        _note_event(staged, made.seal, PASSWORD_SET, clock, actor)
        _note_ready(folder, staged, clock)
    done = _changed_over(folder)
    with closing(Workspace.open(folder, seal=made.seal)) as workspace:
        note_for_fetching(workspace)
    return Sealed(made.seal, made.recovery_code, None if done is None else done.kept)


def remove_password(
    folder: Path, secret: str, *, progress: Progress, clock: Clock, actor: str = ""
) -> Unsealed:
    """Take the password away: the workspace is then not encrypted. Nobody has it open.

    Raises StorageFault, also for a wrong password, Cancelled; all is then as it was.
    """
    seal = unseal(folder, secret)
    with staging(folder) as staged:
        _convert(folder, staged, progress, of=seal, to=None)
        _note_event(staged, None, PASSWORD_REMOVED, clock, actor)
        _note_ready(folder, staged, clock)
    done = _changed_over(folder)
    with suppress(OSError):
        (folder / FETCHING_FILE).unlink(missing_ok=True)
    return Unsealed(None if done is None else done.kept)


def change_password(folder: Path, old: str, new: str, *, clock: Clock, actor: str = "") -> None:
    """Give the workspace another password; `old` is the present one or the recovery code.

    The key stays: copies and backups made before still open with the password they had. May be
    called while the workspace is open. Raises BadInput, StorageFault.
    """
    hold_password(new)
    data, path = read_key_file(folder), folder / KEY_FILE
    seal = unseal(folder, old)
    write_key_file(folder, with_password(data, old, new, path))
    sync_folder(folder)
    _note_event(folder, seal, PASSWORD_CHANGED, clock, actor)


def new_recovery_code(folder: Path, password: str, *, clock: Clock, actor: str = "") -> str:
    """Make another recovery code and return it; the one before opens nothing any more.

    Nothing but backups made before. Raises StorageFault.
    """
    data, path = read_key_file(folder), folder / KEY_FILE
    seal = unseal(folder, password)
    data, code = with_new_code(data, password, path)
    write_key_file(folder, data)
    sync_folder(folder)
    _note_event(folder, seal, RECOVERY_CODE_CHANGED, clock, actor)
    return code


def _convert(
    folder: Path, staged: Path, progress: Progress, *, of: Seal | None, to: Seal | None
) -> None:
    progress.stage("sealing-copying")
    Workspace.open(folder, seal=of).close()  # brings it up to date, or says what is wrong with it
    with refused_as_fault(folder / WORKSPACE):
        files = (*folder.glob(f"{WORKSPACE}*"), *papers_in(folder))
        require_room(staged, sum(path.stat().st_size for path in files), named=folder)
    convert_workspace(folder / WORKSPACE, staged / WORKSPACE, progress, of=of, to=to)
    progress.stage("sealing-papers")
    convert_papers(folder, staged, progress, of=of, to=to)
    # Another program may have gone on working while papers were copied.
    if _newest(folder, of) != _newest(staged, to):
        raise StorageFault("copy-in-use", path=str(folder))


def _newest(folder: Path, seal: Seal | None) -> Head:
    with closing(Workspace.open(folder, seal=seal)) as workspace:
        return workspace.events.head()


def _note_event(folder: Path, seal: Seal | None, kind: str, clock: Clock, actor: str) -> None:
    with closing(Workspace.open(folder, seal=seal)) as workspace, writing(workspace.db):
        at = clock.now().utc_text
        workspace.events.append(kind, "workspace", {}, at=at, actor=actor)


def _note_ready(folder: Path, staged: Path, clock: Clock) -> None:
    sync_folder(staged)
    now = clock.now()
    note_ready(folder, staged, now, made=now, only=CHANGED)


def _changed_over(folder: Path) -> Restored | None:
    try:
        return change_over(folder)
    except StorageFault as error:
        if error.code != "restore-held":
            raise
        raise StorageFault("sealing-held", **error.facts) from error
