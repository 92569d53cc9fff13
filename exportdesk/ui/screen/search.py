"""Asks the lists about each party while it is typed: only the newest question counts."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.ids import ListingUid
from exportdesk.core.parties import Party
from exportdesk.core.progress import Progress
from exportdesk.core.screenings import DecidedBefore, PartyResult
from exportdesk.operations.lists_status import ReadyIndex
from exportdesk.ui.jobs import JobRunner, Latest
from exportdesk.ui.screen.party_draft import Answer, PartyDraft, question

PAUSE_MS = 40  # one key quickly after the other makes one question


class Screens(Protocol):
    """What answers: `operations.screening.Screenings`."""

    @property
    def ready(self) -> ReadyIndex | None: ...
    @property
    def names(self) -> int: ...
    def screen(self, party: Party, *, also: Sequence[ListingUid] = ()) -> PartyResult: ...
    def threshold(self) -> float: ...
    def decided_before(
        self, name: str, uids: Sequence[ListingUid]
    ) -> Mapping[ListingUid, DecidedBefore]: ...


class Search(QObject):
    """Brings an `Answer` for every party that is asked about.

    Each party has a `Latest` of its own: a newer question about it drops the older one, and a
    question about one party never drops that about another.
    """

    answered = Signal(object)

    def __init__(
        self, screens: Screens, runner: JobRunner, *, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._screens = screens
        self._runner = runner
        self._asked: dict[int, Latest[Answer]] = {}
        self._waiting: PartyDraft | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.flush)

    def soon(self, party: PartyDraft) -> None:
        """Ask about `party` once typing pauses for a moment."""
        if self._waiting is not None and self._waiting is not party:
            self.flush()
        self._waiting = party
        self._timer.start()

    def flush(self) -> None:
        """Ask at once what was to be asked soon."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.now(waiting)

    def now(self, party: PartyDraft) -> None:
        """Ask about `party` as it is."""
        latest = self._asked.setdefault(party.key, Latest(self._runner))
        if party.is_empty or self._screens.ready is None:
            latest.drop()
            return
        latest.start(
            _work(self._screens, party.key, question(party.party), party.opened), done=self._tell
        )

    def forget(self) -> None:
        """Drop every question."""
        self._timer.stop()
        self._waiting = None
        for latest in self._asked.values():
            latest.drop()
        self._asked.clear()

    def _tell(self, answer: Answer) -> None:
        self.answered.emit(answer)


def _work(
    screens: Screens, key: int, asked: Party, opened: Sequence[ListingUid]
) -> Callable[[Progress], Answer]:
    # Runs on the screening thread: it must hold no widget.
    def ask(_progress: Progress) -> Answer:
        began = time.perf_counter()
        try:
            result = screens.screen(asked, also=opened)
            uids = [seen.match.uid for seen in result.matches]
            threshold = 0.0 if result.matches else screens.threshold()
            before = screens.decided_before(asked.name, uids)
        except ExportDeskError as error:
            return Answer(key, asked, trouble=error)
        spent = (time.perf_counter() - began) * 1000
        return Answer(
            key, asked, result, before=before, ready=screens.ready,
            names=screens.names, milliseconds=spent, threshold=threshold,
        )  # fmt: skip

    return ask
