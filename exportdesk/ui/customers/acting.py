"""What is done to customers from the page: each act off the window's thread, told and undoable."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from exportdesk.core.customers import Customer
from exportdesk.core.errors import BadInput, ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import BatchId, PartyId
from exportdesk.core.progress import Progress
from exportdesk.core.screenings import PartyResult
from exportdesk.core.standing import MatchDecision
from exportdesk.operations.customer_files import Filed
from exportdesk.operations.customers import Kept
from exportdesk.operations.deciding import Decided
from exportdesk.operations.screening import Saved
from exportdesk.storage.attachments import Paper
from exportdesk.ui.book_checks import BookChecks
from exportdesk.ui.customers.words import customers_count
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk

_MOST_STEPS = 50


@dataclass(frozen=True, slots=True)
class _Undo:
    """How the last act is taken back: a step of the book, a file that is to come back, a call."""

    batch: BatchId | None = None
    file: Paper | None = None
    filed: bool = False  # the file was added: taking that back is taking it away
    back: Callable[[], object] | None = None


class Acting(QObject):
    """Does things to customers. `kept` tells what a step did, `undone` what taking one back did;
    `failed` an error to be shown.
    """

    kept = Signal(object)
    undone = Signal(object)
    failed = Signal(object)
    left = Signal(int)  # so many were left as they are by an undo
    idle = Signal()

    def __init__(self, desk: Desk, shell: Shell, checks: BookChecks, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._shell, self._checks = desk, shell, checks
        self._done: list[_Undo] = []
        self._words = ""
        self.busy = False

    def is_busy(self) -> bool:
        """Tell whether something is being done."""
        return self.busy

    def save(self, customer: Customer, *, is_new: bool) -> None:
        """Keep a customer."""
        desk = self._desk
        words = _("{name} was added.") if is_new else _("{name} was saved.")
        self._step(
            lambda _progress: desk.customers.save(customer), words.format(name=customer.name)
        )

    def delete(self, work: Callable[[Progress], list[PartyId]], count: int, name: str) -> None:
        """Take customers out of the book; `work` tells who."""
        desk = self._desk
        words = _("{name} was deleted.").format(name=name)
        if count > 1:
            words = _("{customers} were deleted.").format(customers=customers_count(count))
        self._step(lambda progress: desk.customers.delete(work(progress)), words)

    def tag(
        self,
        work: Callable[[Progress], list[PartyId]],
        count: int,
        *,
        add: str = "",
        drop: str = "",
    ) -> None:
        """Give customers a tag, or take one away."""
        desk = self._desk
        words = ngettext(
            "The tag of {count} customer was changed.",
            "The tags of {count} customers were changed.",
            count,
        ).format(count=figure(count))
        tags, gone = [add] if add else [], [drop] if drop else []
        self._step(lambda progress: desk.customers.tag(work(progress), add=tags, drop=gone), words)

    def merge(self, kept: Customer, other: Customer) -> None:
        """Make one customer of two: `kept` stays."""
        desk, first, second = self._desk, kept.id, other.id
        words = _("{other} was merged into {name}.").format(other=other.name, name=kept.name)
        self._step(lambda _progress: desk.customers.merge(first, second), words)

    def did(self, words: str, back: Callable[[], object]) -> None:
        """Say that something was done beside the book; `back` takes it back."""
        self._remember(_Undo(back=back))
        self._shell.window.toast(words, action=_("Undo"), call=self.undo)

    def undo(self) -> None:
        """Take the last act back."""
        if not self._done or self.busy:
            return
        last = self._done.pop()
        if last.batch is not None:
            self.undo_step(last.batch)
        elif last.file is not None:
            self._undo_file(last.file, filed=last.filed)
        elif last.back is not None:
            last.back()

    def undo_step(self, batch: BatchId) -> None:
        """Take one step back."""
        desk = self._desk
        self._done = [one for one in self._done if one.batch != batch]
        self._words = ""
        self._begin(lambda _progress: desk.customers.undo(batch), self._undone)

    def screen(self, work: Callable[[Progress], list[PartyId]]) -> None:
        """Screen customers now; `work` tells whom."""
        self._shell.jobs.start(work, done=self._checks.ask, failed=self.failed.emit)

    def revoke(self, decision: MatchDecision, reason: str) -> None:
        """Take a decision back."""
        desk = self._desk
        self._words = _("The decision was taken back. The match is back for review.")
        self._begin(lambda _progress: desk.deciding.revoke([decision.id], reason), self._decided)

    # Files

    def add_files(self, customer: PartyId, paths: list[Path]) -> None:
        """Keep copies of files."""
        desk = self._desk
        self._words = ngettext("{name} was added.", "{count} files were added.", len(paths)).format(
            name=paths[0].name, count=len(paths)
        )
        self._begin(lambda _progress: desk.files.add(customer, paths), self._filed)

    def take_away(self, file: Paper) -> None:
        """Take a file out of sight."""
        desk = self._desk
        self._words = _("{name} was removed.").format(name=file.name)
        self._begin(lambda _progress: desk.files.take_away(file), self._file_gone)

    def copy_file(self, file: Paper, path: Path) -> None:
        """Write a copy of a file."""
        desk = self._desk
        self._shell.jobs.start(
            lambda _progress: desk.files.write(file, path),
            done=self._say_copied,
            failed=self.failed.emit,
        )

    # Records

    def record(self, customer: PartyId) -> None:
        """Screen a customer with everyone related, save it, and show the paper."""
        desk = self._desk
        if self.busy:
            return
        self.busy = True
        self._shell.screening.start(
            lambda _progress: (customer, desk.customer_records.results(customer)),
            done=self._save_record,
            failed=self._fail,
        )

    def _save_record(self, found: tuple[PartyId, tuple[PartyResult, ...]]) -> None:
        customer, results = found
        desk = self._desk
        open_ones = sum(result.count(None) for result in results)
        if open_ones and not self._shell.ask.confirm(
            None,
            _("Save the record with undecided matches?"),
            ngettext(
                "{count} match is undecided; the record will say so.",
                "{count} matches are undecided; the record will say so.",
                open_ones,
            ).format(count=open_ones),
            yes=_("Save undecided"),
        ):
            self._end()
            return
        self._shell.jobs.start(
            lambda _progress: desk.customer_records.save(customer, results),
            done=self._recorded,
            failed=self._fail,
            finished=self._end,
        )

    def _recorded(self, saved: Saved) -> None:
        number = saved.screening.number
        self._shell.bus.tell(saved.changes)
        self._shell.window.preview(
            saved.paper, _("Record {number}").format(number=number), f"{number}.pdf"
        )

    # How acts end

    def _step(self, work: Callable[[Progress], Kept], words: str) -> None:
        self._words = words
        self._begin(work, self._kept)

    def _begin(self, work: Callable[[Progress], object], done: Callable[..., object]) -> None:
        self.busy = True
        self._shell.jobs.start(work, done=done, failed=self._fail, finished=self._end)

    def _kept(self, kept: Kept) -> None:
        self._tell(kept)
        if kept.customers:
            self._remember(_Undo(batch=kept.batch))
            self._shell.window.toast(self._words, action=_("Undo"), call=self.undo)

    def _undone(self, kept: Kept) -> None:
        self.undone.emit(kept)
        self._tell(kept)
        self._shell.window.toast(_("Taken back."))
        if kept.left:
            self.left.emit(len(kept.left))

    def _tell(self, kept: Kept) -> None:
        self.kept.emit(kept)
        self._shell.bus.tell(kept.changes)
        self._checks.edited(kept.customers)

    def _decided(self, decided: Decided) -> None:
        self._shell.bus.tell(decided.changes)
        self._shell.window.toast(self._words)

    def _filed(self, filed: Filed) -> None:
        self._shell.bus.tell(filed.changes)
        if len(filed.files) == 1:
            self._remember(_Undo(file=filed.files[0], filed=True))
            self._shell.window.toast(self._words, action=_("Undo"), call=self.undo)
        else:
            self._shell.window.toast(self._words)

    def _file_gone(self, filed: Filed) -> None:
        self._shell.bus.tell(filed.changes)
        self._remember(_Undo(file=filed.files[0]))
        self._shell.window.toast(self._words, action=_("Undo"), call=self.undo)

    def _undo_file(self, file: Paper, *, filed: bool) -> None:
        desk = self._desk
        work = desk.files.take_away if filed else desk.files.bring_back
        self._begin(lambda _progress: work(file), self._file_undone)

    def _file_undone(self, filed: Filed) -> None:
        self._shell.bus.tell(filed.changes)
        self._shell.window.toast(_("Taken back."))

    def _say_copied(self, path: Path) -> None:
        self._shell.window.toast(_("Saved as {name}.").format(name=path.name))

    def _remember(self, undo: _Undo) -> None:
        self._done.append(undo)
        del self._done[:-_MOST_STEPS]

    def _fail(self, error: ExportDeskError) -> None:
        self.busy = False
        if isinstance(error, BadInput) and error.code == "batch-undone-already":
            return
        self.failed.emit(error)

    def _end(self) -> None:
        self.busy = False
        self.idle.emit()
