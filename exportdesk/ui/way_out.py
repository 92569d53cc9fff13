"""The ways out where a file of the workspace is damaged: a backup, what can be read, or tables."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.progress import Cancelled, Progress
from exportdesk.core.words import say, sentence
from exportdesk.operations.integrity import check_files
from exportdesk.operations.restoring import forget, get_ready, look_into
from exportdesk.operations.salvaging import (
    LISTS,
    WORKSPACE,
    FoundBackup,
    Salvaged,
    backups_of,
    begin_lists_anew,
    export_readable,
    lists_from,
    salvage,
    table_words,
)
from exportdesk.ui.ask import Ask
from exportdesk.ui.choosing import Way
from exportdesk.ui.dates import moment_text
from exportdesk.ui.passwords.asked import locked_backup
from exportdesk.ui.passwords.keys import Keys
from exportdesk.ui.settings.backup_words import (
    inside_words,
    no_password_after,
    password_after,
    title_words,
)
from exportdesk.ui.start_check import damage_of
from exportdesk.ui.waiting import wait_for
from exportdesk.wiring.desk import system_clock

if TYPE_CHECKING:
    from exportdesk.storage.sealing import Seal

T = TypeVar("T")
_KEY_FAULTS = ("key-file-damaged", "key-file-missing")


class WayOut:
    """Says what is damaged and offers ways on, until one is taken or the person turns away."""

    def __init__(
        self,
        ask: Ask,
        workspace: Path,
        unhandled: Callable[[BaseException], object],
        parent: QWidget | None = None,
        keys: Keys | None = None,
    ) -> None:
        """`keys` are those that were opened with a password."""
        self._ask, self._workspace, self._parent = ask, workspace, parent
        self._keys, self._unhandled = keys or Keys(), unhandled
        self._seal: Seal | None = None
        self._lost_key = False

    def offer(self, error: ExportDeskError) -> bool:
        """Offer the ways out of what `error` tells; return whether the program is to open again."""
        self._lost_key = error.code in _KEY_FAULTS
        if not self._lost_key:
            self._seal = self._keys.find(self._workspace)
            error = self._located(error)
        is_lists = Path(str(error.facts.get("path", ""))).name == LISTS
        shut = _("The control lists are damaged.") if is_lists else _("This workspace is damaged.")
        while True:
            newest = next(iter(self._backups()), None)
            ways = self._lists_ways(newest) if is_lists else self._ways(newest)
            if self._lost_key:  # nothing can be read without it, and each backup has it
                ways = [way for way in ways if way[2] not in (self._salvage, self._export)]
            taken = self._ask.way(
                self._parent, shut, say(error), [Way(name, words) for name, words, _call in ways]
            )
            if taken is None:
                return False
            try:
                if ways[taken][2]():
                    return True
            except ExportDeskError as refused:
                self._ask.trouble(self._parent, shut, say(refused))
            except Cancelled:
                self._ask.trouble(self._parent, sentence("cancelled"))

    def _backups(self) -> tuple[FoundBackup, ...]:
        """Return the backups there are; none where the person does not wait for them."""
        try:
            return self._wait(lambda _progress: backups_of(self._workspace, self._seal))
        except Cancelled:
            return ()

    def _located(self, error: ExportDeskError) -> ExportDeskError:
        """Find out which file it is where the error does not tell."""
        if Path(str(error.facts.get("path", ""))).name in (WORKSPACE, LISTS):
            return error
        folder = self._workspace
        try:
            found = self._wait(
                lambda progress: check_files(folder, progress, whole=False, seal=self._seal)
            )
        except Cancelled:
            return error
        return damage_of(found[0]) if found else error

    def _ways(self, newest: FoundBackup | None) -> list[tuple[str, str, Callable[[], bool]]]:
        ways = [
            (
                _("Restore a backup…"),
                _("Choose the file of a backup, wherever it is."),
                self._restore_chosen,
            ),
            (
                _("Salvage what can be read"),
                _(
                    "A new file is made of what is still readable, and you are told what is lost. "
                    "Best where there is no backup, or only an old one."
                ),
                self._salvage,
            ),
            (
                _("Write tables…"),
                _("What can be read goes into CSV files; the workspace stays as it is."),
                self._export,
            ),
        ]
        if newest is not None:
            words = _("What was done since then is lost. {path}").format(path=newest.path)
            name = _("Restore the backup of {when}").format(when=moment_text(newest.manifest.made))
            ways.insert(0, (name, words, lambda: self._restore(newest.path)))
        return ways

    def _lists_ways(self, newest: FoundBackup | None) -> list[tuple[str, str, Callable[[], bool]]]:
        ways = [
            (
                _("Fetch the lists again"),
                _(
                    "Your records are not touched. What is known of former editions is lost, and "
                    "nothing can be screened until lists are fetched."
                ),
                self._lists_anew,
            ),
            (
                _("Restore a backup…"),
                _("Choose the file of a backup, wherever it is."),
                self._restore_chosen,
            ),
        ]
        if newest is not None and newest.manifest.lists:
            words = _("Only the lists are taken from it; your records are not touched.")
            name = _("Take the lists from the backup of {when}").format(
                when=moment_text(newest.manifest.made)
            )
            ways.insert(0, (name, words, lambda: self._lists_from(newest.path)))
        return ways

    def _restore_chosen(self) -> bool:
        path = self._ask.open_file(
            self._parent, _("Choose a backup"), _("Backups (*.zip);;All files (*)")
        )
        return path is not None and self._restore(path)

    def _restore(self, path: Path) -> bool:
        manifest, seal = look_into(path, self._seal), self._seal
        if manifest.is_sealed and (seal is None or seal.mark != manifest.mark):
            seal = self._ask.unlock(self._parent, locked_backup(path, self._unhandled))
            if seal is None:
                return False
            manifest = look_into(path, seal)
        if self._lost_key and not manifest.is_sealed:
            words = no_password_after()
        else:
            words = password_after(manifest, self._seal)
        detail = "\n".join((inside_words(manifest), *((words,) if words else ()), _kept_words()))
        if not self._ask.confirm(
            self._parent, title_words(manifest), detail, yes=_("Restore and reopen")
        ):
            return False
        clock = system_clock()
        self._wait(
            lambda progress: get_ready(
                path, self._workspace, progress, clock=clock, seal=self._seal, backup_seal=seal
            )
        )
        if seal is not None:
            self._keys.keep(seal)
        return True

    def _salvage(self) -> bool:
        clock = system_clock()
        done = self._wait(
            lambda progress: salvage(self._workspace, progress, clock=clock, seal=self._seal)
        )
        detail = "\n".join((*_lost_words(done), _kept_words()))
        return (
            self._ask.confirm(
                self._parent, _salvaged_words(done), detail, yes=_("Use it and reopen")
            )
            or self._give_up()
        )

    def _give_up(self) -> bool:
        forget(self._workspace)
        return False

    def _export(self) -> bool:
        folder = self._ask.folder(self._parent, _("Choose an empty folder for the tables"))
        if folder is None:
            return False
        path = self._workspace / WORKSPACE
        done = self._wait(lambda progress: export_readable(path, folder, progress, self._seal))
        detail = "\n".join(_lost_words(done))
        self._ask.trouble(self._parent, _("Written to {folder}").format(folder=folder), detail)
        return False

    def _lists_anew(self) -> bool:
        begin_lists_anew(self._workspace, clock=system_clock())
        return True

    def _lists_from(self, path: Path) -> bool:
        clock = system_clock()
        self._wait(lambda progress: lists_from(path, self._workspace, progress, clock=clock))
        return True

    def _wait(self, work: Callable[[Progress], T]) -> T:
        return wait_for(work, sentence("integrity-checking"), self._unhandled, self._parent)


def _salvaged_words(done: Salvaged) -> str:
    if done.whole:
        return _("Everything could be read.")
    count = len(done.lost)
    return ngettext(
        "{rows} rows could be read; {count} table has losses.",
        "{rows} rows could be read; {count} tables have losses.",
        count,
    ).format(rows=figure(done.read), count=count)


def _lost_words(done: Salvaged) -> list[str]:
    lines = [table_words(done.lost)] if done.lost else []
    return [*lines, *(sentence(code, facts) for code, facts in done.faults)]


def _kept_words() -> str:
    return _("The damaged files are kept in the folder backups.")
