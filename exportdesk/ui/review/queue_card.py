"""The queue: filters, what waits, and what it means when nothing does."""

from collections.abc import Callable, Collection
from datetime import date

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.words import say
from exportdesk.operations.review_queue import Waiting
from exportdesk.ui.dates import moment_text
from exportdesk.ui.jobs import Step
from exportdesk.ui.matches import words as match_words
from exportdesk.ui.matches.grouped_model import GroupedModel
from exportdesk.ui.review import words
from exportdesk.ui.review.filters import FilterBar
from exportdesk.ui.review.queue_table import QueueTable, columns
from exportdesk.ui.review.rows import Counts, Key, QueueRow, fitting, key_of, rows_of
from exportdesk.ui.review.session import Queue
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import Card, EmptyState, StateStack, button, label

_MOST_ONE_BY_ONE = 50  # lines that are taken out; of more, the table is filled anew


class QueueCard(Card):
    """Shows what waits. `picked` tells that other lines are chosen."""

    picked = Signal()

    def __init__(
        self,
        *,
        list_title: Callable[[str], str],
        today: Callable[[], date],
        settings: QSettings,
        to_customers: Callable[[], object],
        screen: Callable[[], object],
        undo: Callable[[], object],
        to_names: Callable[[], object],
    ) -> None:
        super().__init__(flush=True)
        self._today = today
        self._opened: set[Key] = set()
        self._queue: Queue | None = None
        self._waiting: list[Waiting] = []
        self._gone: Collection[Key] = ()
        self.filters = FilterBar(list_title)
        self.filters.changed.connect(self.refilter)
        self._counts = label("", "caption", wrap=True)
        self._counts.setContentsMargins(px(14), 0, px(14), px(4))
        self._model: GroupedModel[QueueRow] = GroupedModel(
            columns(list_title, lambda: any(row.whole for row in self._model.rows), today),
            identity=lambda row: row.identity,
        )
        self.table = QueueTable(
            self._model, _("Matches that wait"), settings=settings, key="review"
        )
        self.table.watch()
        self.table.picked.connect(self.picked)
        self.table.turned.connect(self._turn)
        self.table.clicked_open.connect(self._turn_over)
        self._nothing = EmptyState("inbox-outline", "", "", action=" ", call=undo)
        self._may_undo = False
        self._no_customers = EmptyState(
            "account-group-outline",
            _("No customers yet"),
            _(
                "Customers that you keep are screened whenever they or the lists change. Whoever "
                "may be a listed party waits here for your decision."
            ),
            action=_("Go to Customers"),
            call=to_customers,
        )
        self._not_screened = EmptyState(
            "account-clock-outline",
            _("Customers not screened yet"),
            _("They have not been compared with the lists, so nothing can be said of them."),
            action=_("Screen them now"),
            call=screen,
        )
        self._none_fits = EmptyState(
            "filter-off-outline",
            _("No match fits the filters"),
            _("Others wait that are not shown."),
            action=_("Show all"),
            call=self.filters.clear,
        )
        self._stack = StateStack(self.table, self._nothing)
        for state in (self._no_customers, self._not_screened, self._none_fits):
            self._stack.addWidget(state)
        self.body.setSpacing(0)
        self.body.addWidget(self.filters)
        self.body.addWidget(self._counts)
        self.body.addWidget(self._stack, 1)
        # Not among the matches: a book of ten thousand may have hundreds of such names.
        self.names = button("", to_names, kind="link")
        self.names.setToolTip(
            _("Customers without a match, whose names begin as those of several listed parties")
        )
        self.names.hide()
        below = QHBoxLayout()
        below.setContentsMargins(px(8), 0, px(8), 0)
        below.addWidget(self.names)
        below.addStretch(1)
        self.body.addLayout(below)
        self.show_loading(_("Looking what waits…"))

    @property
    def rows(self) -> tuple[QueueRow, ...]:
        """The lines as shown."""
        return self._model.rows

    @property
    def chosen(self) -> tuple[QueueRow, ...]:
        """The lines that are selected."""
        return self.table.selected

    def make_ready(self) -> None:
        """Have the table styled while the queue is looked up, not when it is shown."""
        for part in (self.table, *self.table.findChildren(QWidget)):
            part.ensurePolished()

    def show_loading(self, said: str) -> None:
        """Show that something is being got ready."""
        self._stack.show_loading(said)

    def step(self, step: Step) -> None:
        """Show how far that is."""
        self._stack.progress.step(step)

    def show_failure(self, trouble: ExportDeskError, again: Callable[[], object]) -> None:
        """Show why the queue cannot be read."""
        self._stack.show_error(_("The queue could not be read"), say(trouble), again)

    def show_queue(self, queue: Queue, gone: Collection[Key], wanted: Key | None = None) -> None:
        """Show what waits, without what is `gone`; choose the line that shows `wanted`."""
        self._queue = queue
        self._count_all(queue)
        self._fill(gone, wanted)

    def take_out(self, gone: Collection[Key], wanted: Key | None) -> None:
        """Show the same queue without what is being decided."""
        leaving = frozenset(gone) - frozenset(self._gone)
        rows = self.rows
        places = [at for at, row in enumerate(rows) if _touches(row, leaving)]
        partly = any(not _leaves(rows[at], leaving) for at in places)
        if partly or len(places) > _MOST_ONE_BY_ONE or len(places) == len(rows):
            self._fill(gone, wanted)
            return
        self._gone = frozenset(gone)
        self._waiting = [line for line in self._waiting if key_of(line.best) not in leaving]
        selection = self.table.selectionModel()
        selection.blockSignals(True)
        self._model.take_out(places)
        selection.blockSignals(False)
        self._choose(wanted)
        self.picked.emit()

    def adopt(self, queue: Queue, gone: Collection[Key]) -> None:
        """Take a queue that shows just what is shown already."""
        self._queue = queue
        self._gone = frozenset(gone)
        self._count_all(queue)

    def _count_all(self, queue: Queue) -> None:
        self.filters.show_counts(queue.counts)
        self._say_counts(queue.counts, len(queue.found))
        self.names.setText(_("Names to check: {count}").format(count=figure(queue.names)))
        self.names.setVisible(bool(queue.names))

    def refilter(self) -> None:
        """Show what fits the filters; the chosen line stays if it does."""
        row = self.table.current
        self._fill(self._gone, row.key if row is not None else None)

    def after(self, leaving: Collection[Key]) -> Key | None:
        """Return the match to go on with when these leave: what is left of the line, the next
        line, else the one before.
        """
        rows, here = self.rows, self.table.currentIndex().row()
        for at in (*range(here, len(rows)), *range(here - 1, -1, -1)):
            left = [key_of(one) for one in rows[at].all if key_of(one) not in leaving]
            if left:
                return left[0]
        return None

    def step_by(self, by: int) -> None:
        """Choose the next line, or the one before."""
        place = self.table.currentIndex().row() + by
        if 0 <= place < len(self.rows):
            self.table.keep_only(place)

    def take_focus(self) -> None:
        """Put the focus on the queue, or on what says that nothing is left in it."""
        shown = self._stack.currentWidget() or self.table
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_undo(self, may: bool) -> None:
        """Offer, where nothing is left, to take the last decision back."""
        self._may_undo = may
        if self._stack.currentWidget() is self._nothing and self._queue is not None:
            self._show_empty(self._queue)

    def _fill(self, gone: Collection[Key], wanted: Key | None) -> None:
        self._gone = frozenset(gone)
        if self._queue is None:
            return
        fits = fitting(self._queue.found, self.filters.value, self._today(), self._gone)
        self._waiting = fits
        self._show_rows(wanted)
        if fits:
            self._stack.show_content()
        elif self._queue.found and not self.filters.value.is_empty:
            self._stack.setCurrentWidget(self._none_fits)
        else:
            self._show_empty(self._queue)
        self.picked.emit()

    def _show_rows(self, wanted: Key | None) -> None:
        rows = rows_of(self._waiting, self._opened)
        selection = self.table.selectionModel()
        selection.blockSignals(True)
        self.table.show_rows(rows)
        selection.blockSignals(False)
        self._choose(wanted)

    def _choose(self, wanted: Key | None) -> None:
        """Choose the line that shows a match, else the one where the last one was; tell nobody."""
        place = self._place_of(wanted)
        if place < 0 and self.rows:
            place = max(0, self.table.currentIndex().row())
        if place >= 0:
            self.table.choose_quietly(place)

    def _place_of(self, wanted: Key | None) -> int:
        """Return the line that shows a match, else the one that stands for it, else -1."""
        inside = -1
        if wanted is None:
            return inside
        for at, row in enumerate(self.rows):
            if row.key == wanted:
                return at
            if inside < 0 and row.whole and any(key_of(one) == wanted for one in row.whole):
                inside = at
        return inside

    def _show_empty(self, queue: Queue) -> None:
        if not queue.customers:
            self._stack.setCurrentWidget(self._no_customers)
        elif queue.last is None:
            self._stack.setCurrentWidget(self._not_screened)
        else:
            behind = _(" Customers or lists changed since: they have to be screened again.")
            self._nothing.say(
                _("Nothing waits for review"),
                _(
                    "In the last screening of your customers, {when}, no possible match is left "
                    "undecided. It says nothing of lists that are not in use, of owners you have "
                    "not entered, or of what the goods are for."
                ).format(when=moment_text(queue.last.at))
                + (behind if queue.is_behind else "")
                + _(" What was decided is taken back with the customer, under Screening."),
                action=_("Undo the last decision") if self._may_undo else "",
            )
            self._stack.show_empty()

    def _say_counts(self, counts: Counts, lines: int) -> None:
        said = words.matches_said(counts.all)
        if lines < counts.all:
            said = ngettext(
                "{matches} of {count} listed party",
                "{matches} of {count} listed parties",
                lines,
            ).format(matches=said, count=figure(lines))
        strengths = counts.strengths.items()
        parts = [match_words.strength_count(one, count) for one, count in strengths]
        self._counts.setText(f"{said}: {', '.join(parts)}" if parts else "")
        self._counts.setVisible(bool(parts))

    def _turn(self, opening: bool) -> None:
        """Open or close the chosen line; step into an open one, or back out of it."""
        row = self.table.current
        if row is None:
            return
        place = self._model.place_of(row)
        if row.whole and row.is_open is not opening:
            self._set_open(row, opening)
        elif row.whole and opening:
            self.table.keep_only(place + 1)
        elif row.is_part and not opening:
            heads = [at for at, one in enumerate(self.rows[:place]) if one.whole]
            self.table.keep_only(heads[-1])

    def _turn_over(self) -> None:
        row = self.table.current
        if row is not None and row.whole:
            self._set_open(row, not row.is_open)

    def _set_open(self, row: QueueRow, opening: bool) -> None:
        if opening:
            self._opened.add(row.key)
        else:
            self._opened.discard(row.key)
        self._show_rows(row.key)
        self.picked.emit()


def _touches(row: QueueRow, leaving: Collection[Key]) -> bool:
    return row.key in leaving or any(key_of(one) in leaving for one in row.whole)


def _leaves(row: QueueRow, leaving: Collection[Key]) -> bool:
    return all(key_of(one) in leaving for one in row.all)
