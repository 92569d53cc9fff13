"""Backups: where the daily ones go, one by hand, and putting one in the place of the workspace."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.backups import SKIPPED, BackupManifest
from exportdesk.core.changes import Changes
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.words import say, sentence
from exportdesk.operations.backups import TOUCHED, BackupMade, BackupStatus
from exportdesk.operations.backups_there import BackupThere, backups_there
from exportdesk.operations.restoring import Changeover, forget, get_ready, look_into
from exportdesk.storage.sealing import Seal
from exportdesk.ui.home.backup_note import last_words
from exportdesk.ui.jobs import Job, Latest
from exportdesk.ui.settings.backup_choice import BackupChoice
from exportdesk.ui.settings.backup_lock import BackupLock
from exportdesk.ui.settings.backup_words import inside_words, password_after, title_words
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import (
    Banner,
    Card,
    CheckBox,
    ProgressLine,
    button,
    label,
    px,
    selectable,
)
from exportdesk.ui.widgets.brought import area_around
from exportdesk.ui.widgets.copy_field import CopyField
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.wiring import Desk


class BackupCard(Card):
    """What is chosen here takes effect at once. A restore shows what is inside first."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("Backups"))
        self._desk, self._shell = desk, shell
        # Never behind an import: what stands here meanwhile may be true no more.
        self._looking: Latest[BackupStatus] = Latest(shell.screening)
        self._opening: Latest[BackupManifest] = Latest(shell.background)
        self._finding: Latest[tuple[BackupThere, ...]] = Latest(shell.background)
        self._status: BackupStatus | None = None
        self._source: Path | None = None  # the backup that is offered
        self._seal: Seal | None = None  # what opened the backup
        self._is_covered = False  # a password is to open it first
        self._busy = False
        self._began_at: QWidget | None = None  # where the cursor goes back to
        self.says = selectable(label("", "strong", wrap=True))
        self.banner = Banner()
        self.daily = CheckBox(_("Back up every day"))
        self.place = CopyField(_("Folder of daily backups"), _("Copy the path of the folder"), "")
        self.hint = label("", "caption", wrap=True)
        self.choose = button(_("Choose a folder…"), self.choose_folder)
        self.own = button(_("Back into the workspace"), self.use_own, kind="link")
        self.now = button(_("Back up now…"), self.back_up, glyph="backup-restore")
        self.restore = button(_("Restore…"), self.choose_backup)
        self.line = ProgressLine(sentence)
        self.choice = BackupChoice()
        self.choice.picked.connect(self.open)
        self.choice.other_asked.connect(self.choose_file)
        self.wrong = Banner()  # why a file is no backup, where one looks then
        self.offer = QWidget()
        self.offer_title = selectable(label("", "strong", wrap=True))
        self.offer_inside = selectable(label("", wrap=True))
        self.offer_password = selectable(label("", "strong", wrap=True))
        self.lock = BackupLock(shell.background)
        self.lock.opened.connect(self._unlocked)
        self.accept = button(_("Restore and reopen"), self.take)
        self.leave = button(_("Leave it"), self.forget)
        self._compose()
        self.daily.clicked.connect(self._turn)
        self.look()

    def _compose(self) -> None:
        for part in (self.says, self.daily):
            self.body.addWidget(part)
        self.body.addWidget(label(_("Folder of daily backups"), "label"))
        self.body.addWidget(self.place)
        self.body.addWidget(self.hint)
        self.body.addLayout(_row(self.choose, self.own))
        self.body.addLayout(_row(self.now, self.restore))
        # Below the buttons: what comes and goes moves nothing that may be under the pointer.
        for told in (self.line, self.banner):
            self.body.addWidget(told)
        self.body.addWidget(self.choice)
        self.body.addWidget(self.wrong)
        self.body.addWidget(self._compose_offer())
        self.line.hide()
        self.choice.hide()
        self.offer.hide()
        writable = not self._desk.read_only
        for one in (self.daily, self.choose, self.own):
            one.setEnabled(False)  # until it is known how they stand
        for one in (self.choose, self.own, self.restore):
            one.setVisible(writable)

    def _compose_offer(self) -> QWidget:
        column = QVBoxLayout(self.offer)
        column.setContentsMargins(0, px(4), 0, px(4))
        column.setSpacing(px(8))
        words = _(
            "It takes the place of everything in this workspace. What is here now is put aside in "
            "the folder “backups” of the workspace. New papers are numbered {count} further on, so "
            "that no number is given twice: papers made since the backup may carry those between."
        ).format(count=SKIPPED)
        quiet = label(words, "quiet", wrap=True)
        for part in (self.offer_title, self.offer_inside, self.lock, self.offer_password, quiet):
            column.addWidget(part)
        column.addLayout(_row(self.accept, self.leave))
        return self.offer

    def look(self) -> None:
        """Look at how backups stand."""
        backups = self._desk.backups
        if self._status is None or self._status.last is None:
            self.says.setText(_("Looking…"))
        self._looking.start(lambda _progress: backups.status(), done=self._show, failed=self._fail)

    def choose_folder(self) -> None:
        """Ask for the folder of daily backups."""
        folder = self._shell.ask.folder(self, _("Choose the folder of daily backups"))
        if folder is not None and self._status is not None:
            self._plan(folder, self._status.plan.daily)

    def use_own(self) -> None:
        """Put daily backups into the workspace again."""
        if self._status is not None:
            self._plan(None, self._status.plan.daily)

    def back_up(self) -> None:
        """Ask where to, and write a backup there."""
        day = self._desk.clock.now().local.date()
        name = _("ExportDesk backup {day}").format(day=day.isoformat()) + ".zip"
        path = self._shell.ask.save_file(self, _("Back up to"), name, _kinds())
        if path is None or self._busy:
            return
        if not path.suffix:
            path = path.with_name(f"{path.name}.zip")
        backups = self._desk.backups
        self._begin(sentence("backup-copying"))
        job = self._shell.background.start(
            # The dialog has asked already whether a file that is there may be replaced.
            lambda progress: backups.make(path, progress, replace_file=True),
            done=self._made,
            failed=self._fail,
            cancelled=self._stopped,
            finished=self._finish,
            progress=self.line.step,
        )
        self._let_stop(sentence("backup-copying"), job)

    def choose_backup(self) -> None:
        """Offer the backups that are there; where there is none, ask for a file."""
        backups, folder, seal = self._desk.backups, self._desk.folder, self._desk.seal
        self._finding.start(
            lambda _progress: backups_there(backups.status(), folder, seal),
            done=self._offer_those,
            failed=self._fail,
        )

    def _offer_those(self, found: tuple[BackupThere, ...]) -> None:
        if not found:
            self.choose_file()
            return
        self.choice.offer(found)
        self.choice.show()
        self.open(found[0].path)

    def choose_file(self) -> None:
        """Ask for a file, and show what is in it."""
        path = self._shell.ask.open_file(self, _("Choose a backup"), _kinds())
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Show what is in the backup at `path`; nothing is changed by that."""
        self.banner.clear()
        self.wrong.clear()
        self.accept.setEnabled(False)  # until it is known what is offered
        seal = self._desk.seal
        self._opening.start(
            lambda _progress: look_into(path, seal),
            done=partial(self._offer, path, seal),
            failed=self._refuse,
        )

    def forget(self) -> None:
        """Put away what was looked at; the cursor is where the look began."""
        self.restore.setFocus(Qt.FocusReason.OtherFocusReason)
        self._source = None
        for one in (self.choice, self.offer):
            one.hide()
        self.wrong.clear()
        self.lock.field.clear()

    def take(self) -> None:
        """Get the backup ready, and have the window closed and opened with it."""
        desk, source, seal = self._desk, self._source, self._seal
        if self._busy or source is None:
            return
        self.forget()
        self._begin(sentence("backup-unpacking"))
        job = self._shell.background.start(
            lambda progress: get_ready(
                source,
                desk.folder,
                progress,
                clock=desk.clock,
                actor=desk.settings().operator,
                seal=desk.seal,
                backup_seal=seal,
            ),
            done=self._reopen,
            failed=self._fail,
            cancelled=self._stopped,
            finished=self._finish,
            progress=self.line.step,
        )
        self._let_stop(sentence("backup-unpacking"), job)

    def _begin(self, words: str) -> None:
        self._busy = True
        # Asked of the window: while a dialog of the system goes, nothing has the focus yet.
        focused = self.window().focusWidget()
        self._began_at = focused if focused in (self.now, self.restore) else None
        self.banner.clear()
        self.line.begin(words)
        for one in (self.now, self.restore):
            one.setEnabled(False)

    def _let_stop(self, words: str, job: Job) -> None:
        if self._busy:  # work done at once has ended already
            self.line.begin(words, job)

    def _finish(self) -> None:
        self._busy = False
        self.line.end()
        for one in (self.now, self.restore):
            one.setEnabled(True)
        if self._began_at is not None:
            self._began_at.setFocus(Qt.FocusReason.OtherFocusReason)

    def _plan(self, folder: Path | None, daily: bool) -> None:
        backups = self._desk.backups
        self.banner.clear()
        self._shell.jobs.start(
            lambda _progress: backups.plan(folder=folder, daily=daily),
            done=self._planned,
            failed=self._fail,
        )

    def _turn(self, daily: bool) -> None:
        status = self._status
        if status is not None:
            self._plan(None if status.is_own else status.folder, daily)

    def _planned(self, changes: Changes) -> None:
        self._shell.bus.tell(changes)
        self.look()

    def _made(self, made: BackupMade) -> None:
        words = _("The backup was made, read once more and found complete: {path}").format(
            path=made.path
        )
        detail = "\n".join(sentence("attachment-missing", {"name": one}) for one in made.missing)
        self.banner.say(words, Tone.AMBER if made.missing else Tone.GREEN, detail=detail)
        self._shell.bus.tell(TOUCHED)
        self.look()

    def _refuse(self, error: ExportDeskError) -> None:
        """Say why the file is no backup; the one that was offered before still is."""
        self.wrong.say(say(error), Tone.RED)
        self.accept.setEnabled(not self._is_covered)
        if self._source is not None:
            self.choice.box.choose(self._source)
        QTimer.singleShot(0, self, partial(self._bring, self.wrong))

    def _offer(self, path: Path, seal: Seal | None, manifest: BackupManifest) -> None:
        if path != self._source:
            self.lock.close_on(path)
        self._source, self._seal = path, seal
        self.choice.show_file(path, manifest)
        self.offer_title.setText(title_words(manifest))
        self.offer_inside.setText(inside_words(manifest))
        self.offer_inside.setVisible(bool(self.offer_inside.text()))
        covered = self._is_covered = manifest.is_covered
        self.lock.setVisible(covered)
        self.accept.setEnabled(not covered)
        told = "" if covered else password_after(manifest, self._desk.seal)
        self.offer_password.setText(told)
        self.offer_password.setVisible(bool(told))
        self.offer.show()
        if self.choice.box.hasFocus():  # one goes on looking through them
            return
        first = self.lock.field.line if covered else self.leave
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, partial(self._bring, self.leave))  # once it has its height

    def _unlocked(self, seal: Seal) -> None:
        path = self._source
        if path is None:
            return
        self._opening.start(
            lambda _progress: look_into(path, seal),
            done=partial(self._offer, path, seal),
            failed=self._refuse,
        )

    def _bring(self, part: QWidget) -> None:
        area = area_around(self)
        if area is not None:
            area.ensureWidgetVisible(part, 0, px(24))

    def _reopen(self, _ready: Changeover) -> None:
        self.banner.say(
            _("The backup is ready. It is put in place when ExportDesk starts next."),
            Tone.GREEN,
            action=_("Do not restore it"),
            call=self.give_up,
        )
        if self._seal is not None:
            self._shell.bus.unsealed.emit(self._seal)
        self._shell.bus.restart_asked.emit()

    def give_up(self) -> None:
        """Leave the workspace as it is: the window was not closed for what was got ready."""
        folder = self._desk.folder
        self.banner.clear()
        self._shell.background.start(lambda _progress: forget(folder), failed=self._fail)

    def _stopped(self) -> None:
        self.banner.say(sentence("cancelled"), Tone.AMBER)

    def _fail(self, error: ExportDeskError) -> None:
        self.banner.say(say(error), Tone.RED)
        QTimer.singleShot(0, self, partial(self._bring, self.banner))
        self.look_again()

    def look_again(self) -> None:
        """Show what is kept again where something else was clicked and could not be kept."""
        if self._status is None:
            self.says.setText("")
        else:
            self._show(self._status)

    def _show(self, status: BackupStatus) -> None:
        self._status = status
        for one in (self.daily, self.choose, self.own):
            one.setEnabled(not self._desk.read_only)
        self.says.setText(last_words(status))
        self.says.setToolTip(status.last_path)
        self.daily.setChecked(status.plan.daily)
        self.place.show_text(str(status.folder))
        self.own.setVisible(not status.is_own and not self._desk.read_only)
        words = _(
            "Made while the window is open, and made anew each hour in which something changed. "
            "The newest of 7 days, 4 weeks and 12 months are kept."
        )
        if status.is_own:
            words += " " + _(
                "These are on the same disk as the workspace, and would be lost with it: choose a "
                "folder on another disk or on a network drive."
            )
        self.hint.setText(words)
        fault = status.fault
        if fault is not None and status.plan.daily and self.banner.isHidden():
            self.banner.say(say(fault), Tone.AMBER)


def _kinds() -> str:
    return _("Backups (*.zip);;All files (*)")


def _row(*buttons: QWidget) -> FlowLayout:
    row = FlowLayout(px(8))
    for one in buttons:
        row.addWidget(one)
    return row
