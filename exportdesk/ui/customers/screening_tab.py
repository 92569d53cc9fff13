"""The tab of a customer's screening: matches of all its parties, and every decision on them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.book import BookMatch
from exportdesk.core.customers import Customer
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import DecisionId
from exportdesk.core.standing import MatchDecision
from exportdesk.core.words.mentioned import mentioned, mentioned_title
from exportdesk.ui.customers.columns import decision_columns, match_columns
from exportdesk.ui.customers.looking import CustomerView
from exportdesk.ui.customers.tab import action_bar
from exportdesk.ui.customers.words import screened_words
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import (
    EmptyState,
    StateStack,
    TableModel,
    TableView,
    button,
    label,
    px,
    selectable,
)
from exportdesk.wiring import Desk

_NO_LIMIT = (1 << 24) - 1  # Qt's own


class ScreeningTab(QWidget):
    """Tells what is asked for: `screened` now, a `recorded` screening, a decision `revoked`."""

    screened = Signal()
    recorded = Signal()
    revoked = Signal(object, str)
    reviewed = Signal(object)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._customer: Customer | None = None
        self._standing: frozenset[DecisionId] = frozenset()
        self._last = selectable(label("", wrap=True))
        self._with = label("", "caption", wrap=True)
        self.screen_button = button(_("Screen &now"), self.screened.emit, glyph="refresh")
        self.record_button = button(
            _("Save a &record"), self.recorded.emit, glyph="file-document-outline"
        )
        self._review = button(_("Re&view…"), self.review, kind="link")
        self._revoke = button(_("Take &back…"), self.revoke, kind="link")
        self.matches = TableView(
            TableModel(
                match_columns(self._whole, desk.list_title),
                identity=lambda match: (match.party, match.match.uid),
            ),
            _("Matches of this customer"),
            key="customer-matches",
            settings=shell.settings,
        )
        self.decisions = TableView(
            TableModel(decision_columns(), identity=lambda decision: decision.id),
            _("Decisions on this customer"),
            key="customer-decisions",
            settings=shell.settings,
        )
        self._nothing = EmptyState("shield-search", _("No possible match"), "")
        self._states = StateStack(self.matches, self._nothing)
        self._decided_title = label("", "section")
        self._matches_title = label("", "section")
        self._lay_out()
        self.matches.chosen.connect(self._show_actions)
        self.matches.opened.connect(self.review)
        self.decisions.chosen.connect(self._show_actions)
        for table, words, call in (
            (self.matches, _("Review…"), self.review),
            (self.matches, _("Copy row"), self.matches.copy_selection),
            (self.decisions, _("Take back…"), self.revoke),
            (self.decisions, _("Copy row"), self.decisions.copy_selection),
        ):
            action = QAction(words, table)
            action.triggered.connect(call)
            table.addAction(action)
            table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(px(16), px(12), px(16), px(8))
        head.setSpacing(px(2))
        head.addWidget(self._last)
        head.addWidget(self._with)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addLayout(_title(self._matches_title, self._review))
        whole.addWidget(self._states, 3)
        self._decided = QWidget()
        column = QVBoxLayout(self._decided)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(_title(self._decided_title, self._revoke))
        column.addWidget(self.decisions, 1)
        whole.addWidget(self._decided, 2)
        whole.addLayout(action_bar(self.screen_button, self.record_button, None))

    def show_view(self, view: CustomerView) -> None:
        """Show how a customer was screened and what was decided."""
        self._customer = view.customer
        zone = self._desk.clock.now().zone
        self._last.setText(screened_words(view.row.screened_at, zone, view.last))
        sources = [] if view.last is None else map(self._desk.source_name, view.last.sources)
        self._with.setText(
            _("Compared with: {lists}.").format(lists=", ".join(sources)) if view.last else ""
        )
        self._with.setVisible(view.last is not None)
        self._standing = frozenset(
            match.decision for match in view.matches if match.decision and not match.lapses
        )
        self.matches.show_rows(view.matches, choose_first=True)
        self.decisions.show_rows(view.decisions, choose_first=True)
        self._matches_title.setText(
            ngettext("{count} match", "{count} matches", len(view.matches)).format(
                count=figure(len(view.matches))
            )
        )
        self._matches_title.setVisible(bool(view.matches))
        if view.matches:
            self._states.show_content()
        else:
            self._say_nothing(view)
        self._decided_title.setText(
            ngettext("{count} decision", "{count} decisions", len(view.decisions)).format(
                count=figure(len(view.decisions))
            )
        )
        self._decided.setVisible(bool(view.decisions))
        self._share_room()
        self._show_actions()

    def review(self, _row: object = None) -> None:
        """Go to the match that is chosen, to decide it."""
        match = self.matches.current
        if match is not None:
            self.reviewed.emit(match)

    def revoke(self) -> None:
        """Take the decision that is chosen back, asking why."""
        decision = self.decisions.current
        if decision is None or not self._can_revoke(decision):
            return
        reason = self._shell.ask.text(
            self,
            _("Take this decision back"),
            _("Why it does not hold any more. The match comes back for review."),
        )
        if reason is not None and reason.strip():
            self.revoked.emit(decision, reason)

    def _share_room(self) -> None:
        """Give the matches no more room than they fill where decisions stand below them."""
        matches = self.matches
        rows = matches.verticalHeader().length() + matches.horizontalHeader().sizeHint().height()
        few = matches.model().rowCount() > 0 and not self._decided.isHidden()
        self._states.setMaximumHeight(rows + 2 if few else _NO_LIMIT)
        self._states.setMinimumHeight(min(rows + 2, px(110)) if few else 0)
        head = self.decisions.horizontalHeader().sizeHint().height()
        self.decisions.setMinimumHeight(
            head + min(2, max(1, self.decisions.model().rowCount())) * px(56)
        )

    def _say_nothing(self, view: CustomerView) -> None:
        self._nothing.draw("shield-search")
        if view.row.screened_at and view.mention is not None:
            self._nothing.draw("alert-outline", "amber")
            self._nothing.say(mentioned_title(view.mention), mentioned(view.mention))
        elif view.row.screened_at:
            self._nothing.say(
                _("No possible match found"),
                _("Nobody on the lists of that day looks like this customer or who is related."),
            )
        else:
            self._nothing.say(_("Not screened yet"), _("Screening begins once lists are there."))
        self._states.show_empty()

    def _can_revoke(self, decision: MatchDecision) -> bool:
        return decision.id in self._standing and not self._desk.read_only

    def _show_actions(self, _row: object = None) -> None:
        match: BookMatch | None = self.matches.current
        decision = self.decisions.current
        writes = not self._desk.read_only
        self.screen_button.setEnabled(writes)
        self.record_button.setEnabled(writes)
        self._review.setEnabled(match is not None)
        self._review.setVisible(match is not None)
        self._revoke.setVisible(decision is not None)
        self._revoke.setEnabled(decision is not None and self._can_revoke(decision))

    def _whole(self) -> Customer | None:
        return self._customer


def _title(shown: QWidget, action: QWidget) -> QHBoxLayout:
    around = QHBoxLayout()
    around.setContentsMargins(px(16), px(8), px(12), px(4))
    around.addWidget(shown)
    around.addStretch(1)
    around.addWidget(action)
    return around
