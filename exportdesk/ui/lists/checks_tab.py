"""The log of a source: when it was asked, what happened, how much came."""

from collections.abc import Sequence

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.list_checks import ListCheck
from exportdesk.ui.dates import moment_text
from exportdesk.ui.lists.source_words import check_state, check_words
from exportdesk.ui.lists.words import size_text
from exportdesk.ui.widgets import (
    Column,
    EmptyState,
    StateStack,
    TableModel,
    TableView,
    label,
    px,
    selectable,
)
from exportdesk.ui.widgets.list_card import add_row_actions


class ChecksTab(QWidget):
    """Every check of one source, newest first; the one chosen in full below."""

    def __init__(self, settings: QSettings) -> None:
        super().__init__()
        model = TableModel(_columns(), identity=lambda c: (c.at.utc_text, c.state))
        self.table = TableView(model, _("Checks"), key="list-checks", settings=settings)
        self.table.allow_several()
        add_row_actions(self.table, ((_("Copy rows"), self.table.copy_selection),))
        self.table.chosen.connect(self._show_one)
        self.words = selectable(label("", wrap=True))
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.table, 1)
        below = QVBoxLayout()
        below.setContentsMargins(px(14), px(4), px(14), px(12))
        below.addWidget(self.words)
        inner.addLayout(below)
        empty = EmptyState(
            "history",
            _("No check yet"),
            _("Each time the publisher is asked for a newer list, the result is listed here."),
        )
        self._states = StateStack(content, empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._states)

    def show_checks(self, checks: Sequence[ListCheck]) -> None:
        """Show the checks of a source."""
        self.table.show_rows(checks, choose_first=True)
        if checks:
            self._states.show_content()
        else:
            self._states.show_empty()

    def _show_one(self, check: ListCheck | None) -> None:
        words = check_words(check) if check is not None else ""
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self.words.setVisible(bool(words))


def _columns() -> tuple[Column[ListCheck], ...]:
    return (
        Column(
            _("When"),
            text=lambda c: moment_text(c.at),
            sort=lambda c: c.at.utc_text,
            key="when",
            width=142,
        ),
        Column(
            _("State"),
            text=lambda c: check_state(c.state)[0],
            tone=lambda c: check_state(c.state)[1],
            key="state",
            width=100,
        ),
        Column(_("What happened"), text=check_words, key="what", width=110, stretch=True),
        Column(
            _("Size"),
            text=lambda c: size_text(c.size) if c.size else "–",
            sort=lambda c: c.size,
            key="size",
            width=66,
            right=True,
        ),
        Column(
            _("Tries"),
            text=lambda c: figure(c.tries) if c.tries else "–",
            sort=lambda c: c.tries,
            key="tries",
            width=56,
            right=True,
        ),
    )
