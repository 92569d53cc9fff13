"""A card with a list: what finds rows, the rows or why there are none, how many, what to do."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.ui.theme import px
from exportdesk.ui.widgets.action_row import ActionRow, say_words
from exportdesk.ui.widgets.buttons import icon_button
from exportdesk.ui.widgets.card import Card
from exportdesk.ui.widgets.flow import FlowBox
from exportdesk.ui.widgets.states import EmptyState, StateStack
from exportdesk.ui.widgets.table_view import RowsView, TableView
from exportdesk.ui.widgets.text import ElidedLabel

T = TypeVar("T")


class ListCard(Card, Generic[T]):
    """`table` stands in `states`, with `columns` to choose what it shows.

    Who derives from it says in `_none` why nothing is listed, and in `_act` what the button there
    does.
    """

    def __init__(self, table: TableView[T], glyph: str) -> None:
        super().__init__(flush=True)
        self.table = table
        table.allow_columns()
        self.columns = icon_button(_("Choose columns"), "view-column-outline", self._offer_columns)
        say_words(self.columns, _("Columns"))
        self.columns.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._count = ElidedLabel("", "caption")
        self._empty = EmptyState(
            glyph, "", "", action=" ", call=self._act, other=" ", other_call=self._act_other
        )
        self.states = StateStack(table, self._empty)

    @abstractmethod
    def _act(self) -> None:
        """Do what the button says that stands where nothing is listed."""

    @abstractmethod
    def _none(self) -> tuple[str, str, str]:
        """Return title, words and button of the state in which nothing is listed."""

    def _other(self) -> str:
        """Return the second button of that state, "" for none."""
        return ""

    def _act_other(self) -> None:
        """Do what that button says."""

    def _stand(self, *heads: QWidget | QLayout, actions: Sequence[QWidget] = ()) -> None:
        """Set `heads` above the table, and below it how many rows there are and `actions`."""
        self.foot = ActionRow(self._count, actions)
        column = QVBoxLayout()
        column.setSpacing(0)
        for head in heads:
            if isinstance(head, QLayout):
                column.addLayout(head)
            else:
                column.addWidget(head)
        column.addWidget(self.states, 1)
        column.addWidget(self.foot)
        self.body.addLayout(column)

    def _show_found(self, shown: Sequence[T], *, choose_first: bool = True) -> None:
        """Show these rows, or why there are none."""
        self.table.show_rows(shown, choose_first=choose_first)
        if shown:
            self.states.show_content()
            return
        title, words, action = self._none()
        self._empty.say(title, words, action=action, other=self._other())
        self.states.show_empty()

    def _offer_columns(self) -> None:
        drop_down(self.table.column_menu(self), self.columns)


def list_head(*lines: QWidget | Sequence[QWidget]) -> QVBoxLayout:
    """Return what stands above a list: a widget a line, or several of which the first grows."""
    head = QVBoxLayout()
    head.setContentsMargins(px(14), px(14), px(14), px(8))
    head.setSpacing(px(8))
    for line in lines:
        if isinstance(line, QWidget):
            head.addWidget(line)
            continue
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for at, one in enumerate(line):
            row.addWidget(one, 1 if at == 0 else 0)
        head.addLayout(row)
    return head


def list_foot(count: QWidget, *actions: QWidget) -> QHBoxLayout:
    """Return what stands below a list: how many rows, and actions that may go on in other lines."""
    line = FlowBox(px(8), apart=True)
    for one in (count, *actions):
        line.flow.addWidget(one)
    foot = QHBoxLayout()
    foot.setContentsMargins(px(14), px(8), px(14), px(8))
    foot.addWidget(line)
    return foot


def drop_down(menu: QMenu, under: QToolButton) -> None:
    """Show a menu below a button; it goes when it is closed."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(under.mapToGlobal(under.rect().bottomLeft()))


def add_row_actions(
    table: RowsView[Any], actions: Iterable[tuple[str, Callable[..., object]]]
) -> list[QAction]:
    """Give a table a menu of its rows, and return what stands in it."""
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    made: list[QAction] = []
    for words, call in actions:
        action = QAction(words, table)
        action.triggered.connect(call)
        table.addAction(action)
        made.append(action)
    return made
