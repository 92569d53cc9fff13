"""A button that chooses which columns a table shows; the table remembers it."""

from collections.abc import Collection
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from exportdesk.core.i18n import _
from exportdesk.ui.widgets.buttons import icon_button
from exportdesk.ui.widgets.table_view import TableView


def column_choice(
    table: TableView[Any], names: Collection[str], *, always: Collection[str] = ()
) -> QToolButton:
    """Return a button with a menu of the columns of `table`.

    `names` are what its columns are remembered by, in their order; those in `always` cannot be
    hidden.
    """
    made = icon_button(_("Choose columns"), "view-column-outline")
    menu = QMenu(made)
    for at, name in enumerate(names):
        if name not in always:
            menu.addAction(_Column(table, at, menu))
    made.setMenu(menu)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return made


class _Column(QAction):
    """One column, ticked while it is shown."""

    def __init__(self, table: TableView[Any], at: int, menu: QMenu) -> None:
        title = table.model().headerData(at, table.horizontalHeader().orientation())
        super().__init__(str(title), menu)
        self._table = table
        self._at = at
        self.setCheckable(True)
        self.setChecked(not table.isColumnHidden(at))
        self.toggled.connect(self._show)

    def _show(self, shown: bool) -> None:
        self._table.show_column(self._at, shown)
