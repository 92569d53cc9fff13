"""Taking in a list file from the window: a look, perhaps a question, the work, the outcome."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exportdesk.core.changes import Changes
from exportdesk.core.clock import today
from exportdesk.core.editions import Edition
from exportdesk.core.errors import ExportDeskError, ListRefused
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.ids import SourceKey
from exportdesk.core.progress import Progress
from exportdesk.core.words import say, sentence
from exportdesk.lists import Source
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.lists_status import SourceStatus
from exportdesk.operations.update_lists import UpdateOutcome
from exportdesk.ui.jobs import Step
from exportdesk.ui.lists.date_card import DateCard
from exportdesk.ui.lists.looks_like_card import LooksLikeCard
from exportdesk.ui.lists.own_sheet import OwnRequest
from exportdesk.ui.lists.peek import Look, look_at
from exportdesk.ui.lists.refusal_card import RefusalCard
from exportdesk.ui.lists.shares import IMPORTING
from exportdesk.ui.lists.words import in_force_words
from exportdesk.ui.lists_under_way import under_way_of
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Card, ProgressLine, label
from exportdesk.ui.widgets.grown import Grown
from exportdesk.wiring import Desk

# Steps while a file is unpacked count bytes, not rows; those are not worth reading.
_MOST_ROWS = 500_000
_DATES = frozenset(
    {"list-dated-ahead", "list-dated-long-ago", "list-dated-before", "list-dated-after"}
)


T = TypeVar("T")


class ImportPanel(Grown):
    """Shows what an import asks, how far it is, or why a file was refused; else nothing."""

    taken = Signal(object)  # the Edition
    dated = Signal(object)  # the Edition as it was whose date was changed
    failed = Signal(object)  # an ExportDeskError that is no refusal
    refused = Signal()
    stopped = Signal()
    turned = Signal()  # shows something else than before
    dismissed = Signal()  # a question or a refusal was closed
    wants_own = Signal(object)  # the Path of a table that is no published list
    wants_file = Signal()

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._under_way = under_way_of(shell.bus)
        self._source = desk.lists.catalogue.sources[0]
        self._path = Path()
        self._published: date | None = None
        self._date_unknown = False
        self._own: OwnRequest | None = None
        self._to_date: Edition | None = None
        self._before: Edition | None = None
        self._question = DateCard()
        self._refusal = RefusalCard()
        self.looks_like = LooksLikeCard()
        self._found: Source | None = None
        self._line = ProgressLine(sentence, shares=IMPORTING)
        self._rows = label("", "caption")
        self._work = Card()
        self._work.body.addWidget(self._line)
        self._work.body.addWidget(self._rows)
        self._busy = False
        self._done: Callable[[Any], object] | None = None
        self._lay_out()

    @property
    def busy(self) -> bool:
        """Whether a file is being taken in."""
        return self._busy

    @property
    def is_own(self) -> bool:
        """Whether the file taken in last is a list of the user's own."""
        return self._own is not None

    @property
    def active(self) -> bool:
        """Whether anything is shown."""
        return not self.isHidden()

    def take_in(self, path: Path, source: Source | None = None) -> None:
        """Take in the file at `path`; asks for its date first where it cannot carry one."""
        if self._busy:
            return
        self._source = source or self._source
        self._path, self._published, self._own = path, None, None
        self._to_date, self._date_unknown = None, False
        words = _("Looking at {file}").format(file=path.name)
        self._begin(words)
        job = self._shell.background.start(
            lambda progress: look_at(path, progress),
            done=self._looked,
            failed=self._fail,
            cancelled=self._stop,
            progress=self._line.step,
        )
        if self._busy and self._line.words == words:  # work done at once has gone on already
            self._line.begin(words, job)

    def change_date(self, edition: Edition) -> None:
        """Ask for another publisher's date of an edition, and give it that."""
        if self._busy:
            return
        self._to_date = edition
        self._question.ask_anew(edition, today(self._desk.clock))
        self._turn(self._question)

    def import_own(self, wanted: OwnRequest) -> None:
        """Take in a list of the user's own."""
        if self._busy:
            return
        self._own, self._published, self._date_unknown = wanted, None, False
        self._path = wanted.request.path
        self._source = self._desk.lists.catalogue.source(wanted.request.source)
        self._import("")

    def show_work(
        self, words: str, work: Callable[[Progress], T], done: Callable[[T], object]
    ) -> None:
        """Do other work that takes a list in, shown and stopped as an import is."""
        self._done = done
        self._begin(words)
        job = self._shell.background.start(
            work,
            done=self._end_work,
            failed=self._fail_work,
            cancelled=self._stop,
            progress=self._step,
        )
        if self._busy:  # work done at once has ended already
            self._line.begin(words, job)

    def take_refused(self, source: SourceKey, reason: str) -> None:
        """Take in the file of a source that was fetched and refused, because of `reason`."""
        updates = self._desk.updates
        self.show_work(
            _("Importing the file that was refused"),
            lambda progress: updates.take_anyway(source, reason, progress),
            self._taken_refused,
        )

    def _taken_refused(self, outcome: UpdateOutcome) -> None:
        self._shell.bus.tell(Changes.LISTS | Changes.EVENTS)
        if outcome.edition is not None:
            self.taken.emit(outcome.edition)

    def _end_work(self, result: object) -> None:
        self._end()
        if self._done is not None:
            self._done(result)

    def _fail_work(self, error: ExportDeskError) -> None:
        self._end()
        self.failed.emit(error)

    def dismiss(self) -> bool:
        """Close the question or the refusal; tell whether one was open."""
        if self._busy or self.isHidden():
            return False
        self._turn(None)
        self.dismissed.emit()
        return True

    def _lay_out(self) -> None:
        self._cards = (self._work, self._question, self.looks_like, self._refusal)
        for card in self._cards:
            self.column.addWidget(card)
            card.hide()
        self.hide()
        self._question.answered.connect(self._answered)
        self._question.closed.connect(self.dismiss)
        self.looks_like.agreed.connect(self._go_on_as_found)
        self.looks_like.another.connect(self.wants_file)
        self.looks_like.closed.connect(self.dismiss)
        self._refusal.another.connect(self.wants_file)
        self._refusal.date_asked.connect(self._correct_date)
        self._refusal.taken_anyway.connect(self._take_anyway)
        self._refusal.closed.connect(self.dismiss)

    def _turn(self, shown: QWidget | None) -> None:
        for card in self._cards:
            card.setVisible(card is shown)
        self.setVisible(shown is not None)
        self.turned.emit()

    def _begin(self, words: str) -> None:
        self._busy = True
        self._line.begin(words)
        self._rows.setText("")
        self._under_way.say_import()
        self._turn(self._work)

    def _looked(self, look: Look) -> None:
        self._busy = False
        self._under_way.end_import()
        if look.own:
            self._turn(None)
            self.wants_own.emit(self._path)
            return
        if self._source.is_own:  # a published list, whichever row of the page is chosen
            self._source = self._published_source(look.form)
        if self._ask_about(self._only_source_of(look.form)):
            return
        if not look.dateless:
            self._import("")
            return
        before = self._desk.lists.in_force(self._source.key)
        same = before if before is not None and before.sha256 == look.sha256 else None
        known = same.published if same is not None else None
        self._question.ask(self._path, look.named, today(self._desk.clock), known)
        self._turn(self._question)

    def _answered(self, published: date | None) -> None:
        self._published = published
        if self._to_date is None:
            # Where the date was known and stood ready, it is a person who says that it is not.
            self._date_unknown = published is None and self._question.knew
            self._import("")
            return
        edition, desk = self._to_date, self._desk
        self._shell.jobs.start(
            lambda _progress: desk.edition_dates.change(edition.id, published),
            done=self._date_changed,
            failed=self._fail,
        )

    def _date_changed(self, changes: Changes) -> None:
        before = self._to_date
        self._turn(None)
        self._shell.bus.tell(changes)
        if changes and before is not None:
            self.dated.emit(before)

    def _correct_date(self, words: str = "") -> None:
        """Ask again for the date that was given, which may be wrong."""
        self._turn(self._question)
        self._question.correct(self._published, words)

    def _take_anyway(self, reason: str) -> None:
        self._import(reason)

    def _import(self, override_reason: str) -> None:
        desk, own = self._desk, self._own
        request = ImportRequest(
            self._path,
            self._source.key,
            self._published,
            override_reason,
            date_unknown=self._date_unknown,
        )
        if own is not None:
            request = replace(own.request, override_reason=override_reason)

        def work(progress: Progress) -> Edition:
            if own is None:
                return desk.lists.import_file(request, progress)
            return desk.own_lists.take_in(request, own.header, progress)

        self._before = desk.lists.in_force(self._source.key)
        words = _("Importing {file}").format(file=self._path.name)
        self._begin(words)
        job = self._shell.background.start(
            work,
            done=self._take,
            failed=self._fail,
            cancelled=self._stop,
            progress=self._step,
        )
        if self._busy:  # work done at once has ended already
            self._line.begin(words, job)

    def _step(self, step: Step) -> None:
        self._line.step(step)
        if step.total and step.total <= _MOST_ROWS:
            counted = _("{done} of {total}").format(
                done=figure(step.done), total=figure(step.total)
            )
            # The steps to an index are counted too, and are nothing that a person knows.
            counted = "" if step.stage == "building-index" else counted
            self._rows.setText(counted or " ")
            self._under_way.say_import(counted)

    def _take(self, edition: Edition) -> None:
        self._end()
        self._shell.bus.tell(Changes.LISTS | Changes.EVENTS)
        before = self._before
        if before is not None and before.id == edition.id and before != edition:
            self.dated.emit(before)  # the same file with another date
            return
        self.taken.emit(edition)

    def _stop(self) -> None:
        self._end()
        self.stopped.emit()

    def _fail(self, error: ExportDeskError) -> None:
        self._end()
        if error.code in _DATES:
            self._correct_date(say(error))
            return
        if not isinstance(error, ListRefused):
            self.failed.emit(error)
            return
        if self._own is None and self._ask_about(self._named_by(error)):
            self.refused.emit()
            return
        status = self._status()
        stays = in_force_words(status)
        if self._source.is_own and status is None:
            stays = _("Nothing was imported. The lists in use are as they were.")
        self._turn(self._refusal)
        self._refusal.show_refusal(
            error, self._path, stays, self._source.url, dated=self._published is not None
        )
        self.refused.emit()

    def _end(self) -> None:
        self._busy = False
        self._under_way.end_import()
        self._line.end()
        self._turn(None)

    def _ask_about(self, found: Source | None) -> bool:
        """Ask whether the file is of the source it looks like; tell whether there is to ask."""
        if found is None or found.key == self._source.key:
            return False
        self._found = found
        self._turn(self.looks_like)
        self.looks_like.ask(self._path, self._source, found)
        return True

    def _go_on_as_found(self) -> None:
        if self._found is not None:
            self.take_in(self._path, self._found)

    def _only_source_of(self, form: str) -> Source | None:
        """Return the source of files of a form; None where that is not one, or it is chosen."""
        if not form or form in self._source.formats:
            return None
        fitting = [one for one in self._desk.lists.catalogue.sources if form in one.formats]
        return fitting[0] if len(fitting) == 1 else None

    def _named_by(self, error: ListRefused) -> Source | None:
        """Return the source that the reader took the file for, None where it did not say."""
        named = error.facts.get("looks_like")
        sources = self._desk.lists.catalogue.sources
        return next((one for one in sources if one.key == named), None)

    def _published_source(self, form: str) -> Source:
        sources = self._desk.lists.catalogue.sources
        return next((one for one in sources if form in one.formats), sources[0])

    def _status(self) -> SourceStatus | None:
        sources = self._desk.lists.status().sources
        return next((one for one in sources if one.source.key == self._source.key), None)
