"""The tab of what happened to a customer: every step with what it changed, and events."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from exportdesk.core.book import Act
from exportdesk.core.customer_changes import CustomerChange, customer_changes
from exportdesk.core.i18n import _
from exportdesk.core.ids import BatchId
from exportdesk.core.standing import MatchDecision
from exportdesk.ui.customers.looking import CustomerView
from exportdesk.ui.customers.tab import ScrollingColumn
from exportdesk.ui.customers.words import (
    DECISION_EVENTS,
    change_words,
    decision_words,
    event_words,
    step_words,
    undo_words,
    when,
)
from exportdesk.ui.widgets import button, label, px, rule, selectable
from exportdesk.wiring import Desk

_MOST = 60  # entries shown before the older ones are asked for


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: when, what, who, what it changed; by what it can be undone.

    `note` tells more of it; `undo` is what the button says that takes it back.
    """

    at: str
    what: str
    by: str
    changes: tuple[CustomerChange, ...] = ()
    undone: bool = False
    batch: BatchId | None = None
    note: str = ""
    undo: str = ""


def entries(view: CustomerView) -> list[Entry]:
    """Return what happened to a customer, newest first."""
    found = []
    for at, (batch, before, after) in enumerate(view.steps):
        told = () if before is None else customer_changes(before, after)
        found.append(
            Entry(
                batch.at.utc_text,
                step_words(batch),
                batch.by,
                told if after is not None else (),
                undone=bool(batch.undone_by),
                batch=batch.id
                if at == 0 and not batch.undone_by and batch.act is not Act.UNDO
                else None,
                undo=undo_words(batch.act),
            )
        )
    decisions = [one for one in view.decisions if isinstance(one, MatchDecision)]
    found += _decided(decisions)
    found += [
        Entry(event.at, event_words(event.kind), event.actor)
        for event in view.events
        # The steps tell of themselves, and so do the decisions, as far as they were read.
        if not event.kind.startswith("customers_")
        and not (decisions and event.kind in DECISION_EVENTS)
    ]
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def _decided(decisions: Sequence[MatchDecision]) -> list[Entry]:
    """Return an entry for each decision: several that were made together are one."""
    together: dict[tuple[str, str], list[MatchDecision]] = {}
    for one in decisions:
        together.setdefault((one.at.utc_text, f"{one.verdict}{one.reason}"), []).append(one)
    return [
        Entry(
            at,
            decision_words(made[0].verdict),
            made[0].by,
            note=_("{names}: {reason}").format(
                names=", ".join(dict.fromkeys(one.listing.name for one in made)),
                reason=made[0].reason,
            ),
        )
        for (at, _key), made in together.items()
    ]


class HistoryTab(QWidget):
    """`undone` tells the step to take back."""

    undone = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._zone = desk.clock.now().zone
        self._view: CustomerView | None = None
        self._whole = False
        self._batch: BatchId | None = None
        self.area = ScrollingColumn(_("History"))
        self._place = QWidget()
        self.area.column.addWidget(self._place)
        self.area.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        self.words = ""

    def show_view(self, view: CustomerView) -> None:
        """Show what happened to a customer."""
        if self._view is not None and self._view.id != view.id:
            self._whole = False
            self.area.verticalScrollBar().setValue(0)
        self._view = view
        if self.isVisible():
            self._fill()

    def fill(self) -> None:
        """Show what is known by now; called when the tab is turned to."""
        self._fill()

    def _fill(self) -> None:
        if self._view is None:
            return
        found = entries(self._view)
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        self._said: list[str] = []
        shown = found if self._whole else found[:_MOST]
        if not found:
            nothing = _("Nothing is recorded here yet: no change, no decision, no paper.")
            column.addWidget(label(nothing, "quiet", wrap=True))
            self._said.append(nothing)
        for at, entry in enumerate(shown):
            if at:
                column.addWidget(rule())
            column.addWidget(self._entry(entry))
        if len(shown) < len(found):
            more = _("Show {count} older").format(count=len(found) - len(shown))
            column.addWidget(button(more, self._show_whole, kind="link"))
        self.words = "\n".join(self._said)
        held_focus = self._place.isAncestorOf(QApplication.focusWidget() or self)
        self.area.column.replaceWidget(self._place, place)
        self._place.hide()
        self._place.deleteLater()
        self._place = place
        if held_focus:  # what was pressed is gone: the page keeps the focus
            self._take_focus()

    def _take_focus(self) -> None:
        """Put the focus on the words of the latest step: Enter must not undo another one there."""
        for one in self._place.findChildren(QLabel):
            if one.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                one.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _entry(self, entry: Entry) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        what = _("{what} (taken back)").format(what=entry.what) if entry.undone else entry.what
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(selectable(label(what, "quiet" if entry.undone else "strong")), 1)
        if entry.batch is not None and not self._desk.read_only:
            self._batch = entry.batch
            head.addWidget(button(entry.undo, self._undo, kind="link"))
        column.addLayout(head)
        by = entry.by or _("not said")
        line = _("{when}, {who}").format(when=when(entry.at, self._zone), who=by)
        column.addWidget(label(line, "caption"))
        self._said += [what, line]
        if entry.note:
            column.addWidget(selectable(label(entry.note, wrap=True)))
            self._said.append(entry.note)
        if entry.changes:
            column.addLayout(self._changes(entry.changes))
        return made

    def _changes(self, changes: tuple[CustomerChange, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(2))
        grid.setColumnStretch(1, 1)
        for row, change in enumerate(changes):
            name, before, after = change_words(change)
            said = _("{before} → {after}").format(before=before, after=after)
            grid.addWidget(label(name, "label"), row, 0)
            grid.addWidget(selectable(label(said, wrap=True)), row, 1)
            self._said.append(f"{name}: {said}")
        return grid

    def _undo(self) -> None:
        if self._batch is not None:
            self.undone.emit(self._batch)

    def _show_whole(self) -> None:
        self._whole = True
        self._fill()
