"""What happens on the Review page, without its widgets: the queue, deciding, taking back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from exportdesk.core.book import BookScreening
from exportdesk.core.errors import BadInput, ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.ids import DecisionId, ListingUid, PartyId
from exportdesk.core.progress import Progress
from exportdesk.core.standing import MatchState
from exportdesk.operations.deciding import Decided, Deciding, ReviewCase, Subject, Word
from exportdesk.operations.review_queue import ReviewQueue
from exportdesk.storage.book_matches import Queued
from exportdesk.ui.jobs import Latest
from exportdesk.ui.review.ask_panel import Draft
from exportdesk.ui.review.rows import Counts, Found, Key, counts_of, key_of
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk

_LARGEST_FILE = 50_000_000
Mark = tuple[PartyId, ListingUid, MatchState, DecisionId]
"""A waiting match and how it stands."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What was looked up in one go: what waits, how many customers, the last screening.

    `marks` tell whether it is the same queue as another.
    """

    found: tuple[Found, ...]
    counts: Counts
    marks: frozenset[Mark]
    customers: int
    last: BookScreening | None
    is_behind: bool
    names: int = 0  # customers of whom only the name is to be looked at


@dataclass(frozen=True, slots=True)
class Done:
    """One step that was decided, to be taken back as one."""

    decisions: tuple[DecisionId, ...]
    keys: tuple[Key, ...]


class Session(QObject):
    """The decisions of one sitting. What is being kept is gone from the queue at once."""

    looked = Signal()  # the queue is another
    decided = Signal(object)  # Decided, kept
    undone = Signal(object)  # the keys that wait again
    alike = Signal(object)  # identical cases of the case in view
    compared = Signal(bool)  # whether the lines chosen are the same question
    failed = Signal(object)  # an ExportDeskError: nothing was kept

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._queue = ReviewQueue(desk.deciding, desk.lists)
        self._looking: Latest[Queue] = Latest(shell.screening)
        self._likening: Latest[list[Queued]] = Latest(shell.screening)
        self._comparing: Latest[bool] = Latest(shell.screening)
        self._steps: list[Done] = []
        self._undoing = False
        self._came_back = False  # whether something was taken out of view that waits all the same
        self.queue: Queue | None = None
        self.is_same = False  # whether the newest queue is the former one, less what was decided
        self.pending: set[Key] = set()
        self._settled: set[Key] = set()

    @property
    def can_undo(self) -> bool:
        """Whether a decision of this sitting can be taken back."""
        return bool(self._steps) and not self._undoing

    def look(self, failed: Callable[[ExportDeskError], object]) -> None:
        """Look the queue up anew."""
        self._looking.start(_look(self._desk, self._queue), done=self._take, failed=failed)

    def _take(self, queue: Queue) -> None:
        former, self.queue = self.queue, queue
        gone, self._settled = self._settled, set()
        self.pending -= gone  # what was kept is read by now, and stands as it stands
        left = former.marks if former else frozenset()
        taken = frozenset(mark for mark in left if mark[:2] not in gone)
        self.is_same = former is not None and not self._came_back and queue.marks == taken
        self._came_back = False
        self.looked.emit()

    def case(self, key: Key) -> ReviewCase:
        """Return what there is to show of one match. Raises BadInput where it is gone."""
        return self._desk.deciding.case(*key)

    def liken(self, case: ReviewCase) -> None:
        """Look for identical cases; `alike` tells them."""
        deciding = self._desk.deciding
        self._likening.start(lambda _progress: deciding.alike(case), done=self._tell_alike)

    def _tell_alike(self, found: list[Queued]) -> None:
        self.alike.emit(found)

    def compare(self, lines: Sequence[Sequence[Queued]]) -> None:
        """Look whether these lines are the same question; `compared` tells."""
        deciding = self._desk.deciding
        self._comparing.start(
            lambda _progress: deciding.are_identical(lines), done=self._tell_compared
        )

    def _tell_compared(self, identical: bool) -> None:
        self.compared.emit(identical)

    def decide(self, first: Subject | None, others: Sequence[Queued], draft: Draft) -> None:
        """Keep what the person says of the case as it is in view and of `others` as they are."""
        keys = tuple(key_of(one) for one in others)
        if first is not None:
            keys = ((first.party, first.uid), *keys)
        self.pending.update(keys)
        kept = _Kept(self, keys)
        self._shell.jobs.start(
            _decide(self._desk.deciding, first, tuple(others), draft),
            done=kept.keep,
            failed=kept.fail,
        )

    def undo(self) -> None:
        """Take the last step back: its decisions are revoked, and stay in the history."""
        if not self.can_undo:
            return
        self._undoing = True
        step = self._steps[-1]
        deciding, reason = self._desk.deciding, _("Undone")
        self._shell.jobs.start(
            lambda _progress: deciding.revoke(step.decisions, reason),
            done=self._take_back,
            failed=self._not_undone,
            finished=self._undo_ended,
        )

    def _take_back(self, decided: Decided) -> None:
        step = self._steps.pop()
        self.pending.difference_update(step.keys)
        self.undone.emit(step.keys)
        self._shell.bus.tell(decided.changes)

    def _not_undone(self, error: ExportDeskError) -> None:
        self._steps.pop()  # somebody took it back or decided anew: it cannot be undone later either
        self.failed.emit(error)

    def _undo_ended(self) -> None:
        self._undoing = False

    def keep(self, keys: tuple[Key, ...], decided: Decided) -> None:
        """Note what was kept."""
        self._steps.append(Done(tuple(one.id for one in decided.decisions), keys))
        self._settled.update(keys)
        self._shell.bus.tell(decided.changes)
        self.decided.emit(decided)

    def fail(self, keys: tuple[Key, ...], error: ExportDeskError) -> None:
        """Note that nothing was kept: those matches wait as before."""
        self.pending.difference_update(keys)
        self._came_back = True
        self.failed.emit(error)


class _Kept(QObject):
    """Brings the outcome of one decision home with the matches it was of."""

    def __init__(self, session: Session, keys: tuple[Key, ...]) -> None:
        super().__init__(session)
        self._session, self._keys = session, keys

    def keep(self, decided: Decided) -> None:
        """Note what was kept."""
        self._session.keep(self._keys, decided)
        self.deleteLater()

    def fail(self, error: ExportDeskError) -> None:
        """Note that nothing was kept."""
        self._session.fail(self._keys, error)
        self.deleteLater()


def _look(desk: Desk, queue: ReviewQueue) -> Callable[[Progress], Queue]:
    # Runs on the screening thread: it must hold no widget.
    def look(_progress: Progress) -> Queue:
        found = tuple(Found.of(one) for one in queue.waiting())
        return Queue(
            found,
            counts_of([one.waiting for one in found]),
            frozenset(
                (*key_of(one), one.match.state, one.match.decision)
                for line in found
                for one in line.waiting.matches
            ),
            desk.workspace().customers.count(),
            next(iter(desk.book.last(1)), None),
            desk.book.is_due(),
            desk.name_looks.waiting(),
        )

    return look


def _decide(
    deciding: Deciding, first: Subject | None, others: tuple[Queued, ...], draft: Draft
) -> Callable[[Progress], Decided]:
    # Runs on the writing thread: it must hold no widget.
    def decide(_progress: Progress) -> Decided:
        word = Word(
            draft.verdict,
            draft.reason,
            draft.review_on,
            tuple((path.name, file_bytes(path)) for path in draft.files),
            draft.answers or {},
        )
        subjects = () if first is None else (first,)
        return deciding.decide((*subjects, *deciding.subjects(o.match for o in others)), word)

    return decide


def file_bytes(path: Path) -> bytes:
    """Return the bytes of a file that goes with a decision. Raises BadInput."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise BadInput("evidence-too-large", file=path.name, most=_LARGEST_FILE // 1_000_000)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise BadInput("file-missing", path=str(path)) from error
    except OSError as error:
        raise BadInput("file-unreadable", path=str(path), detail=error.strerror) from error
