"""The tab of a customer's screening: matches of all its parties, and every decision on them."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.book import BookMatch
from exportdesk.core.customers import Customer
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import DecisionId, ListingUid, PartyId
from exportdesk.core.name_looks import NameDecision
from exportdesk.core.standing import MatchDecision
from exportdesk.core.words.mentioned import (
    listed_since,
    mentioned,
    mentioned_title,
    name_settled,
    shared_by,
)
from exportdesk.operations.name_looks import NameCase
from exportdesk.ui.customers.columns import decision_columns, decision_said, match_columns
from exportdesk.ui.customers.looking import CustomerView
from exportdesk.ui.customers.tab import ScrollingColumn, action_bar
from exportdesk.ui.customers.words import screened_words
from exportdesk.ui.dates import day_text
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import (
    EmptyState,
    StateStack,
    TableModel,
    TableView,
    button,
    label,
    px,
    restyle,
    selectable,
)
from exportdesk.wiring import Desk

_NO_LIMIT = (1 << 24) - 1  # Qt's own


class ScreeningTab(QWidget):
    """Tells what is asked for: `screened` now, a `recorded` screening, a decision `revoked`, a name
    `looked_at`.
    """

    screened = Signal()
    recorded = Signal()
    revoked = Signal(object, str)
    reviewed = Signal(object)
    looked_at = Signal(object)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._customer: Customer | None = None
        self._standing: frozenset[DecisionId] = frozenset()
        self._told: tuple[MatchDecision | NameDecision, ...] = ()
        self._followed: tuple[PartyId, ListingUid, DecisionId] | None = None
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
            TableModel(decision_columns(desk.list_title), identity=lambda decision: decision.id),
            _("Decisions on this customer"),
            key="customer-decisions",
            settings=shell.settings,
        )
        self._nothing = EmptyState(
            "shield-search", _("No possible match"), "", action=" ", call=self.look_at_name
        )
        self._name: NameCase | None = None
        self._shares = label("", wrap=True)
        self._look_at = button(_("Check the name…"), self.look_at_name, kind="link")
        self._states = StateStack(self.matches, self._nothing)
        self._decided_title = label("", "section")
        self._matches_title = label("", "section")
        self._reason = selectable(label("", wrap=True))
        self._reason.setContentsMargins(px(16), 0, px(16), px(4))
        # Room for two lines: rows do not move under the mouse where another one is chosen.
        self._reason.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._reason.setMinimumHeight(2 * self._reason.fontMetrics().lineSpacing() + px(8))
        self._area = ScrollingColumn(_("Screening"))
        self._lay_out()
        self.matches.chosen.connect(self._show_actions)
        self.matches.chosen.connect(self._follow)
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
        for one in (self.matches, self.decisions):
            one.moved.connect(self._bring_row)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(px(16), px(12), px(16), px(8))
        head.setSpacing(px(2))
        head.addWidget(self._last)
        head.addWidget(self._with)
        self._call = QWidget()
        self._call.setLayout(_title(self._shares, self._look_at, wide=True))
        self._decided = QWidget()
        below = QVBoxLayout(self._decided)
        below.setContentsMargins(0, 0, 0, px(8))
        below.setSpacing(0)
        below.addLayout(_title(self._decided_title, self._revoke))
        below.addWidget(self._reason)  # above the rows: below many of them nobody sees it
        below.addWidget(self.decisions)
        column = self._area.column
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._call)
        column.addLayout(_title(self._matches_title, self._review))
        column.addWidget(self._states, 1)
        column.addWidget(self._decided)
        column.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._area, 1)
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
        ) | {one.decision.id for one in view.names if one.decision and one.is_settled}
        self._told = view.decisions
        self.decisions.show_rows(view.decisions, choose_first=not view.matches)
        # After the decisions: the match that gets chosen chooses its own.
        self.matches.show_rows(view.matches, choose_first=True)
        self._matches_title.setText(
            ngettext("{count} match", "{count} matches", len(view.matches)).format(
                count=figure(len(view.matches))
            )
        )
        self._matches_title.setVisible(bool(view.matches))
        self._show_name(view)
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
        why = (
            _("Why it does not hold any more. The name is to be checked again.")
            if isinstance(decision, NameDecision)
            else _("Why it does not hold any more. The match comes back for review.")
        )
        said = decision_said(decision, self._desk.list_title)
        reason = self._shell.ask.text(
            self, _("Take this decision back"), f"{said}\n\n{why}", yes=_("Take back")
        )
        if reason is not None and reason.strip():
            self.revoked.emit(decision, reason)

    def _follow(self, match: BookMatch | None) -> None:
        """Choose the decision on the match that is chosen: what stands, else what was said last."""
        key = None if match is None else (match.party, match.match.uid, match.decision)
        if match is None or key == self._followed:  # looked up again: what a person chose stays
            self._followed = key
            return
        self._followed = key
        on_it = [
            one
            for one in self._told
            if isinstance(one, MatchDecision)
            and (one.party, one.uid) == (match.party, match.match.uid)
        ]
        standing = [one for one in self._told if one.id == match.decision]
        if standing + on_it:
            self.decisions.choose((standing + on_it)[0])
        else:  # nothing may be taken back of a match that nobody decided
            self.decisions.selectionModel().clear()

    def _share_room(self) -> None:
        """Make the tables as high as their rows: it is the tab that scrolls."""
        self.decisions.setFixedHeight(_height(self.decisions))
        rows = self.matches.model().rowCount()
        self._states.setMinimumHeight(_height(self.matches) if rows else 0)
        self._states.setMaximumHeight(_height(self.matches) if rows else _NO_LIMIT)

    def _bring_row(self) -> None:
        """Keep the row in sight to which a key led."""
        table, inner = self.sender(), self._area.widget()
        if isinstance(table, TableView) and inner is not None:
            row = table.visualRect(table.currentIndex())
            spot = table.viewport().mapTo(inner, row.center())
            self._area.ensureVisible(0, spot.y(), 0, row.height())

    def look_at_name(self) -> None:
        """Look at the name in view, whose names share its word."""
        if self._name is not None:
            self.looked_at.emit(self._name)

    def _show_name(self, view: CustomerView) -> None:
        """Show the first name that is to be looked at above the matches; without any, below."""
        names = sorted(view.names, key=lambda one: (one.is_settled, not one.shared.mention.begins))
        self._name = names[0] if names and view.row.screened_at else None
        calls = self._name is not None and bool(view.matches) and not self._name.is_settled
        self._call.setVisible(calls)
        if self._name is not None and calls:
            restyle(self._shares, tone="amber")
            self._shares.setText(_of_whom(self._name, mentioned_title(self._name.shared.mention)))

    def _say_nothing(self, view: CustomerView) -> None:
        self._nothing.draw("shield-search")
        name = self._name
        if name is not None and not name.is_settled:
            self._nothing.draw("alert-outline", "amber")
            said = mentioned(name.shared.mention)
            if name.since:
                said = f"{said} {listed_since(name.since)}"
            title = _of_whom(name, mentioned_title(name.shared.mention))
            self._nothing.say(title, said, action=_("Check the name…"))
        elif view.row.screened_at:
            said = _("Nobody on the lists of that day looks like this customer or who is related.")
            if name is not None and name.decision is not None:
                day = day_text(name.decision.at.local.date())
                said = f"{shared_by(name.shared.mention)} {name_settled(name.decision, day)}"
            self._nothing.say(
                _("No possible match found"), said, action=_("Look again…") if name else ""
            )
        else:
            self._nothing.say(
                _("Not screened yet"),
                _("It is screened in the background. Screen now does it at once.")
                if self._desk.book.current()
                else _("Screening begins once lists are there."),
            )
        self._states.show_empty()

    def _can_revoke(self, decision: MatchDecision | NameDecision) -> bool:
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
        reason = _("Reason: {reason}").format(reason=decision.reason) if decision else ""
        self._reason.setText(reason)
        self._revoke.setEnabled(decision is not None and self._can_revoke(decision))

    def _whole(self) -> Customer | None:
        return self._customer


def _height(table: TableView[Any]) -> int:
    head = table.horizontalHeader().sizeHint().height()
    return head + table.verticalHeader().length() + 2 * table.frameWidth()


def _title(shown: QWidget, action: QWidget, *, wide: bool = False) -> QHBoxLayout:
    around = QHBoxLayout()
    around.setContentsMargins(px(16), px(8), px(12), px(4))
    around.addWidget(shown, int(wide))
    if not wide:
        around.addStretch(1)
    around.addWidget(action)
    return around


def _of_whom(case: NameCase, said: str) -> str:
    """Return what is said of a name, with whose it is where it is not the customer's own."""
    if case.kept.is_customer:
        return said
    return _("{name}: {said}").format(name=case.kept.profile.name, said=said)
