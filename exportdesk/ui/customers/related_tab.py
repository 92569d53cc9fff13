"""The tab of who is related to a customer: owners, directors, banks, each screened too."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from exportdesk.core.book import BookMatch
from exportdesk.core.customers import Customer, RelatedParty
from exportdesk.core.i18n import _
from exportdesk.core.ids import PartyId
from exportdesk.rulebook import Consequence
from exportdesk.ui.customers.columns import related_columns
from exportdesk.ui.customers.looking import CustomerView
from exportdesk.ui.customers.ownership_box import OwnershipBox
from exportdesk.ui.customers.related_editor import RelatedEditor
from exportdesk.ui.customers.tab import ScrollingColumn, action_bar
from exportdesk.ui.shell import Shell
from exportdesk.ui.standing_words import party_chip
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import EmptyState, StateStack, TableModel, TableView, button, px
from exportdesk.wiring import Desk


class RelatedTab(QWidget):
    """`saved` tells the customer to keep, `cancelled` that the form is to go without that,
    `collided` in which fields something is typed that were changed by another step meanwhile.
    """

    saved = Signal(object)
    cancelled = Signal()
    collided = Signal(object)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._customer: Customer | None = None
        self._matches: Mapping[PartyId, Sequence[BookMatch]] = {}
        self._screened: frozenset[PartyId] = frozenset()
        model = TableModel(
            related_columns(self._whole, desk.country_name, self._chip),
            identity=lambda related: related.id,
        )
        self.table = TableView(model, _("Related parties"), key="related", settings=shell.settings)
        self.add_button = button(_("&Add…"), self.add, glyph="plus")
        self._edit = button(_("&Edit…"), self.edit, glyph="pencil-outline")
        self._remove = button(_("Remo&ve…"), self.remove, glyph="close")
        empty = EmptyState(
            "account-multiple-outline",
            _("Nobody related yet"),
            _(
                "Add owners with their shares, directors, end users, forwarders and banks. "
                "Each is screened as the customer is."
            ),
            action="" if desk.read_only else _("Add a related party"),
            call=self.add,
        )
        self._states = StateStack(self.table, empty)
        self.ownership = OwnershipBox()
        self._editor: RelatedEditor | None = None
        self._stack = QStackedWidget()
        self._lay_out()
        self.table.chosen.connect(self._show_actions)
        self.table.opened.connect(self.edit)
        for words, call, keys in (
            (_("Edit…"), self.edit, ""),
            (_("Remove…"), self.remove, "Del"),
            (_("Copy row"), self.table.copy_selection, ""),
        ):
            action = QAction(words, self.table)
            if keys:
                action.setShortcut(keys)
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(call)
            self.table.addAction(action)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _lay_out(self) -> None:
        self._states.setMinimumHeight(px(190))
        area = ScrollingColumn(_("Related parties"))
        area.column.setContentsMargins(0, 0, 0, 0)
        area.column.addWidget(self._states, 1)
        inner = QVBoxLayout()
        inner.setContentsMargins(px(16), 0, px(16), px(12))
        inner.addWidget(self.ownership)
        area.column.addLayout(inner)
        shown = QWidget()
        whole = QVBoxLayout(shown)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addLayout(action_bar(self.add_button, self._edit, self._remove, None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(shown)
        column.addWidget(self._stack)

    @property
    def editor(self) -> RelatedEditor:
        """The form, made when it is first wanted: the page is shown sooner without."""
        if self._editor is None:
            self._editor = RelatedEditor(self._desk)
            self._editor.saved.connect(self.saved)
            self._editor.cancelled.connect(self.cancelled)
            self._editor.collided.connect(self.collided)
            self._stack.addWidget(self._editor)
        return self._editor

    @property
    def is_editing(self) -> bool:
        """Whether a related party is being typed."""
        return self._editor is not None and self._stack.currentWidget() is self._editor

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed and not saved."""
        return self.is_editing and self.editor.is_dirty

    def show_view(self, view: CustomerView) -> None:
        """Show who is related to a customer."""
        if self._customer is None or self._customer.id != view.id:
            self._stack.setCurrentIndex(0)
        elif self.is_editing:
            self.editor.go_on_with(view.customer)
        former = (
            self._customer if self._customer and self._customer.id == view.id else view.customer
        )
        self._customer = view.customer
        matches: dict[PartyId, list[BookMatch]] = {}
        for match in view.matches:
            matches.setdefault(match.party, []).append(match)
        self._matches, self._screened = matches, view.screened
        had = any(one.hasFocus() for one in (self.table, self._edit, self._remove))
        self.table.show_rows(view.customer.related, choose_first=True)
        known = {one.id for one in former.related}
        for added in [one for one in view.customer.related if one.id not in known][-1:]:
            self.table.choose(added)  # what is done next is done to the one that just came
        if view.customer.related:
            self._states.show_content()
        else:
            self._states.show_empty()
            if had:  # else the cursor would leave the page with what it was on
                self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ownership.show_result(view.ownership)
        self._show_actions()

    def back(self) -> bool:
        """Leave the form without saving; tell whether it was open."""
        if not self.is_editing:
            return False
        self._close_editor()
        return True

    def save(self) -> None:
        """Keep what is typed."""
        if self.is_editing:
            self.editor.save()

    def add(self) -> None:
        """Begin a related party."""
        if self._customer is not None and not self._desk.read_only:
            self._stack.setCurrentWidget(self.editor)
            self.editor.begin(self._customer)

    def edit(self, _row: object = None) -> None:
        """Change the one that is chosen."""
        row = self.table.current
        if self._customer is not None and row is not None and not self._desk.read_only:
            self._stack.setCurrentWidget(self.editor)
            self.editor.edit(self._customer, row)

    def remove(self) -> None:
        """Take the one that is chosen out, after asking."""
        row, customer = self.table.current, self._customer
        if row is None or customer is None or self._desk.read_only:
            return
        left = customer.without_related(row.id)
        hanging = len(customer.related) - len(left.related) - 1
        detail = _("Its matches go with it. Decisions and records stay. This can be undone.")
        if hanging:
            detail = _("Whoever is related through it goes too. ") + detail
        question = _("Remove {name}?").format(name=row.profile.name)
        if self._shell.ask.confirm(self, question, detail, yes=_("Remove"), danger=True):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)  # not on what removes the next one
            self.saved.emit(left)

    def _close_editor(self) -> None:
        self._stack.setCurrentIndex(0)
        there = self.table if self.table.isVisible() else self.add_button
        there.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_actions(self, _row: object = None) -> None:
        writes = not self._desk.read_only
        self.add_button.setEnabled(writes)
        for part in (self._edit, self._remove):
            part.setEnabled(writes and self.table.current is not None)

    def _whole(self) -> Customer | None:
        return self._customer

    def _chip(self, related: RelatedParty) -> tuple[str, Tone]:
        return party_chip(
            self._matches.get(related.id, ()),
            screened=related.id in self._screened,
            led_to=self._led_to,
        )

    def _led_to(self, match: BookMatch) -> Consequence:
        return self._desk.rulebook.meaning_of(match.match.list, match.match.kind).consequence
