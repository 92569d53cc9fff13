"""Whose names share a word with ours, and what the person says of it: that none of them is meant,
or that one of them is to be decided as a match.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.listings import Listing
from exportdesk.core.words.mentioned import word_of
from exportdesk.ui.matches.reasons import name_reasons
from exportdesk.ui.names.detail import NamesakeDetail
from exportdesk.ui.widgets import Column, TableModel, TableView, button, px, restyle, text_area
from exportdesk.ui.widgets.flow import FlowBox
from exportdesk.ui.widgets.wide_sheet import WideSheet

if TYPE_CHECKING:
    from exportdesk.operations.name_looks import NameCase

_MOST_TOLD = 16  # lines of a hint
_ROOMY = 480
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NameSheet(WideSheet):
    """`given` tells the reason why none of them is meant, `opened` the row to be decided on."""

    given = Signal(str)
    opened = Signal(object)
    help_topic = "customers#a-name-to-check"

    def __init__(
        self,
        parent: QWidget,
        title: str,
        words: str,
        table: "TableView[Any]",
        *,
        may_settle: bool,
        may_open: bool,
        detail: NamesakeDetail | None = None,
    ) -> None:
        super().__init__(parent, title, wide=720 if detail is None else 980, high=620)
        self.table = table
        self._may_settle = may_settle
        self.reason = text_area(_("Why none of them is meant"), lines=2)
        self.reason.setAccessibleName(_("Reason"))
        self.reason.textChanged.connect(self._look)
        self._common = FlowBox(px(8))
        for said in name_reasons():
            made = button(said, self._take_common)
            made.setAutoDefault(False)
            self._common.flow.addWidget(made)
        self.take = button(_("&None of them"), self._give, kind="primary")
        self.open_match = button(_("May be &this one"), self._open)
        self.open_match.setToolTip(
            _("The chosen listed party becomes a possible match, to be decided as any other.")
        )
        leave = button(_("Cancel") if may_settle else _("Close"), self.reject)
        for one in (self.take, self.open_match, leave):
            one.setAutoDefault(False)
        below: Sequence[QWidget] = (self._common, self.reason) if may_settle else ()
        table.setMinimumHeight(px(90))
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.compose(
            table if detail is None else _beside(table, detail),
            (
                self.open_match if may_open else None,
                None,
                leave,
                self.take if may_settle else None,
            ),
            words=words,
            below=below,
        )
        table.chosen.connect(self._look)
        if detail is not None:
            table.chosen.connect(detail.show_listing)
            detail.show_listing(table.current)
        self._look()
        (self.reason if may_settle else table).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a low window the listed parties need the room: any reason can be typed.
        self._common.setVisible(self._may_settle and self.height() >= px(_ROOMY))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._give()
        else:
            super().keyPressEvent(event)

    def _take_common(self) -> None:
        made = self.sender()
        if isinstance(made, QPushButton):
            self.reason.setPlainText(made.text())
            cursor = self.reason.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            self.reason.setTextCursor(cursor)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self, _row: object = None) -> None:
        text = self.reason.toPlainText()
        self.take.setEnabled(bool(text.strip()) and self._may_settle)
        self.open_match.setEnabled(self.table.current is not None)
        for made in self._common.findChildren(QPushButton):
            restyle(made, kind="chosen" if made.text() == text else "")

    def _give(self) -> None:
        if self.take.isEnabled():
            self.given.emit(self.reason.toPlainText())
            self.accept()

    def _open(self) -> None:
        if self.table.current is not None:
            self.opened.emit(self.table.current)
            self.accept()


class _Row(QHBoxLayout):
    """Of parts that scroll by themselves: a long name above one of them asks for no more height."""

    @override
    def hasHeightForWidth(self) -> bool:
        return False


def _beside(table: "TableView[Any]", detail: NamesakeDetail) -> QWidget:
    both = QWidget()
    row = _Row(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(16))
    row.addWidget(table, 1)
    row.addWidget(detail, 1)
    return both


def _all_of(listing: Listing) -> str:
    """Return every name and address of a listing."""
    told = [name.text for name in listing.names]
    told += [f"{one.text} {one.country}".strip() for one in listing.addresses]
    return "\n".join(told[:_MOST_TOLD])


def listing_table(
    listings: Sequence[Listing],
    list_title: Callable[[str], str],
    country_name: Callable[[str], str],
    settings: QSettings,
) -> "TableView[Listing]":
    """Return a table of listed parties."""

    def countries(listing: Listing) -> str:
        return ", ".join(map(country_name, listing.countries))

    columns: tuple[Column[Listing], ...] = (
        Column(
            _("Listed party"),
            text=lambda one: one.name,
            subtitle=lambda one: list_title(one.list),
            hint=_all_of,
            key="name",
            width=150,
            roomy=300,
            stretch=True,
        ),
        Column(
            _("Country"),
            text=countries,
            below=countries,
            key="country",
            width=160,
            fitted=True,
            yields=True,
        ),
    )
    model = TableModel(columns, identity=lambda one: one.uid)
    table = TableView(model, _("Listed parties"), key="namesakes", settings=settings)
    table.show_rows(tuple(listings), choose_first=True)
    return table


def case_table(cases: "Sequence[NameCase]", settings: QSettings) -> "TableView[NameCase]":
    """Return a table of names of ours, each with the word it shares."""
    columns: tuple[Column[NameCase], ...] = (
        Column(
            _("Name"),
            text=lambda one: one.kept.profile.name,
            subtitle=lambda one: "" if one.kept.is_customer else one.customer.name,
            key="name",
            width=150,
            roomy=260,
            stretch=True,
        ),
        Column(
            _("Shares"),
            text=lambda one: word_of(one.shared.mention),
            key="word",
            width=160,
            fitted=True,
        ),
        Column(
            _("Listed parties"),
            text=lambda one: figure(one.shared.mention.listings),
            sort=lambda one: one.shared.mention.listings,
            key="count",
            width=110,
            right=True,
        ),
    )
    model = TableModel(columns, identity=lambda one: one.kept.id)
    table = TableView(model, _("Names that share a word"), key="shared-names", settings=settings)
    table.show_rows(tuple(cases), choose_first=True)
    return table
