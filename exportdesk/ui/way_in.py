"""What comes before the window: an errand, the password; or why the workspace does not open."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile, QSettings

from exportdesk.core.errors import ExportDeskError, StorageFault
from exportdesk.core.i18n import _
from exportdesk.core.sealed import is_sealed
from exportdesk.core.words import say
from exportdesk.ui.ask import Ask
from exportdesk.ui.coming_forward import agrees_to_read, comes
from exportdesk.ui.passwords.keys import Keys
from exportdesk.ui.passwords.unseen import UnseenCode
from exportdesk.ui.starting import FAILED_TWICE, Starting


@dataclass(frozen=True, slots=True)
class Shut:
    """How it ended where no window opens: the exit code, whether to open again, and where."""

    code: int
    again: bool = False
    moved: Path | None = None


class WayIn:
    """Leads to the workspace in `folder`, or says why it cannot be opened, with ways on."""

    def __init__(
        self,
        ask: Ask,
        settings: QSettings,
        folder: Path,
        keys: Keys,
        starting: Starting,
        unhandled: Callable[[BaseException], object],
    ) -> None:
        self._ask, self._settings, self._folder, self._keys = ask, settings, folder, keys
        self._starting, self._unhandled = starting, unhandled

    def agrees_to_read(self, lock: QLockFile) -> bool:
        """Whether the workspace is to be read that `lock` says is open elsewhere."""
        if lock.error() is not QLockFile.LockError.LockFailedError:
            return True  # nothing can be written here: the desk says what that means
        return not comes(self._folder) and agrees_to_read(self._ask, self._folder)

    def wants_safety(self, *, read_only: bool) -> bool:
        """Whether starts failed before and the person wants a safe one."""
        failed = 0 if read_only else self._starting.failed
        if not read_only:
            self._starting.begin()
        if failed < FAILED_TWICE:
            return False
        return self._ask.confirm(
            None,
            _("ExportDesk did not start properly the last {count} times.").format(count=failed),
            _(
                "A safe start leaves out the control lists and where the window stood, and saves "
                "nothing. Your records can be looked at, backed up and restored there."
            ),
            yes=_("Start safely"),
        )

    @property
    def has_unseen_code(self) -> bool:
        """Whether the workspace has a recovery code that may never have been seen."""
        return is_sealed(self._folder) and UnseenCode(self._folder).is_noted

    def unlocks(self, *, read_only: bool) -> bool:
        """Have a workspace with a password opened; False where the person turns away.

        Raises StorageFault where its key file is damaged.
        """
        folder = self._folder
        if not is_sealed(folder) or self._keys.find(folder) is not None:
            return True
        from exportdesk.ui.passwords.asked import locked_workspace  # seldom needed

        # Who is asked for a password may take a day: that is no start that failed.
        failed = self._starting.failed
        if not read_only:
            self._starting.succeed()
        seal = self._ask.unlock(
            None, locked_workspace(folder, self._unhandled, read_only=read_only)
        )
        if seal is None:
            return False
        if not read_only:
            self._starting.go_on(failed)
        self._keys.keep(seal)
        return True

    def no_desk(self, error: ExportDeskError, *, read_only: bool) -> Shut:
        """Say why the workspace cannot be opened, with the ways out."""
        self._starting.succeed()  # it is no mystery why it does not open
        if error.code in ("database-damaged", "key-file-damaged", "key-file-missing"):
            if not read_only:
                again = self.finds_way(error)
                return Shut(0 if again else error.exit_code, again)
        elif error.code == "workspace-on-share":
            from exportdesk.ui.share_way import copy_instead  # seldom needed

            seal = self._keys.find(self._folder)
            copied = copy_instead(self._ask, self._settings, self._folder, self._unhandled, seal)
            return Shut(error.exit_code) if copied is None else Shut(0, True, copied)
        if read_only and error.code == "database-missing":
            # It is only missing because it could not be made: that is what the person can mend.
            error = StorageFault("folder-read-only", folder=self._folder)
        self._ask.trouble(None, _("This workspace cannot be opened."), say(error))
        return Shut(error.exit_code)

    def finds_way(self, error: ExportDeskError) -> bool:
        """Offer the ways out; tell whether the program is to open again."""
        from exportdesk.ui.way_out import WayOut  # seldom needed

        way_out = WayOut(self._ask, self._folder, self._unhandled, keys=self._keys)
        return way_out.offer(error)
