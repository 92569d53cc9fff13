"""Setting and taking away the password while the window is closed, and what is said after."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.progress import Cancelled
from exportdesk.core.words import say, sentence
from exportdesk.operations.passwords import Sealed, remove_password, set_password
from exportdesk.operations.restoring import is_pending
from exportdesk.operations.unencrypted import Deleted, delete_unencrypted
from exportdesk.ui.alarms import PASSWORD, Alarms
from exportdesk.ui.ask import Ask, open_or_tell
from exportdesk.ui.bus import Bus
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.passwords.code_paper import CodeSheet
from exportdesk.ui.passwords.keys import Keys
from exportdesk.ui.passwords.left_words import deleted_words
from exportdesk.ui.passwords.unseen import UnseenCode
from exportdesk.ui.theme import Tone
from exportdesk.ui.waiting import wait_for

Unhandled = Callable[[BaseException], object]


class Errand(Protocol):
    """Work that wants the workspace closed: `run` does it, `tell` says what came of it after."""

    def run(self, ask: Ask, keys: Keys, unhandled: Unhandled) -> None:
        """Do it; what goes wrong is said, and the workspace is then as it was."""
        ...

    def tell(self, alarms: Alarms, background: JobRunner, bus: Bus, ask: Ask) -> None:
        """Say it in the window that is open again."""
        ...


class SetPassword:
    """Encrypts the workspace, shows the recovery code, and deletes what can still be read."""

    def __init__(
        self,
        folder: Path,
        password: str,
        *,
        deletes: bool,
        company: str,
        clock: Clock,
        actor: str,
    ) -> None:
        self._folder, self._password, self._deletes = folder, password, deletes
        self._company, self._clock, self._actor = company, clock, actor
        self._done: Sealed | None = None
        self._alarms: Alarms | None = None
        self._bus: Bus | None = None

    def run(self, ask: Ask, keys: Keys, unhandled: Unhandled) -> None:
        """Encrypt it, and show the code until it is kept."""
        password, self._password = self._password, ""
        unseen = UnseenCode(self._folder)
        unseen.note()
        try:
            done = wait_for(
                lambda progress: set_password(
                    self._folder, password, progress=progress, clock=self._clock, actor=self._actor
                ),
                sentence("sealing-copying"),
                unhandled,
            )
        except (ExportDeskError, Cancelled) as error:
            if not is_pending(self._folder):  # what is only held up goes on at the next start
                unseen.forget()
            _say_undone(ask, _("The password was not set."), error)
            return
        self._done = done
        keys.keep(done.seal)
        made = self._clock.now().text
        sheet = CodeSheet(done.recovery_code, self._company, self._folder, made)
        ask.keep_code(None, sheet, unhandled)
        unseen.forget()

    def tell(self, alarms: Alarms, background: JobRunner, bus: Bus, ask: Ask) -> None:
        """Delete what was agreed to be deleted, now that the encrypted workspace is open."""
        done = self._done
        if done is None:
            return
        self._alarms, self._bus = alarms, bus
        if not self._deletes:
            _say_kept(done, alarms, ask)
            return
        folder, clock, actor, seal = self._folder, self._clock, self._actor, done.seal
        background.start(
            lambda _progress: delete_unencrypted(folder, seal, clock=clock, actor=actor),
            done=self._deleted,
            failed=self._not_deleted,
        )

    def _deleted(self, deleted: Deleted) -> None:
        words, detail = deleted_words(deleted)
        tone = Tone.AMBER if deleted.left or deleted.by_hand else Tone.GREEN
        self._say(f"{_set_words()} {words}", tone, detail)
        if self._bus is not None:
            self._bus.tell(Changes.EVENTS | Changes.BACKUPS)

    def _not_deleted(self, error: ExportDeskError) -> None:
        self._say(_set_words(), Tone.AMBER, say(error))

    def _say(self, words: str, tone: Tone, detail: str) -> None:
        if self._alarms is not None:
            self._alarms.say(PASSWORD, words, tone, detail=detail)


class RemovePassword:
    """Takes the encryption away again."""

    def __init__(self, folder: Path, secret: str, *, clock: Clock, actor: str) -> None:
        self._folder, self._secret = folder, secret
        self._clock, self._actor = clock, actor
        self._is_done = False

    def run(self, ask: Ask, keys: Keys, unhandled: Unhandled) -> None:
        """Decrypt the workspace."""
        secret, self._secret = self._secret, ""
        try:
            wait_for(
                lambda progress: remove_password(
                    self._folder, secret, progress=progress, clock=self._clock, actor=self._actor
                ),
                sentence("sealing-copying"),
                unhandled,
            )
        except (ExportDeskError, Cancelled) as error:
            _say_undone(ask, _("The password was not removed."), error)
            return
        self._is_done = True

    def tell(self, alarms: Alarms, background: JobRunner, bus: Bus, ask: Ask) -> None:
        """Say that it is gone."""
        if self._is_done:
            alarms.say(
                PASSWORD,
                _("The password was removed: the workspace is not encrypted any more."),
                Tone.GREEN,
                detail=_("Backups made before are still encrypted, and open with that password."),
            )


def _say_kept(done: Sealed, alarms: Alarms, ask: Ask) -> None:
    kept = done.kept_old
    if kept is None:
        alarms.say(PASSWORD, _set_words(), Tone.GREEN)
        return
    alarms.say(
        PASSWORD,
        _set_words(),
        Tone.AMBER,
        detail=_(
            "The copy from before is kept in the folder “backups” of the workspace and is not "
            "encrypted. It can be deleted in Settings."
        )
        + f"\n{kept}",
        action=_("Open the folder"),
        call=lambda: open_or_tell(ask, alarms, kept),
    )


def _set_words() -> str:
    return _("The password is set: the workspace is encrypted.")


def _say_undone(ask: Ask, words: str, error: ExportDeskError | Cancelled) -> None:
    told = say(error) if isinstance(error, ExportDeskError) else sentence("cancelled")
    ask.trouble(None, words, told)
