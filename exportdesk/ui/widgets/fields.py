"""Fields: text, search, choices, countries."""

from collections.abc import Sequence
from functools import cache
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QWidget,
)
from typing_extensions import override

from exportdesk.core.country_names import spellings
from exportdesk.core.i18n import _
from exportdesk.core.text import folded
from exportdesk.ui.icons import icon, paint_glyph
from exportdesk.ui.theme import px, tokens
from exportdesk.ui.widgets.completions import complete_with
from exportdesk.ui.widgets.unmoved import Unmoved

V = TypeVar("V")

_SOUGHT_ROLE = Qt.ItemDataRole.UserRole + 1


def line_edit(hint: str = "", *, width: int = 0, longest: int = 0) -> QLineEdit:
    """Return a text field; `width` in characters asks for that much room, `longest` limits it."""
    field = QLineEdit()
    field.setPlaceholderText(hint)
    if width:
        field.setMinimumWidth(field.fontMetrics().averageCharWidth() * width)
    if longest:
        field.setMaxLength(longest)
    return field


def text_area(hint: str = "", *, lines: int = 3) -> QPlainTextEdit:
    """Return a field for some lines of plain text; Tab goes on to the next field."""
    field = QPlainTextEdit()
    field.setPlaceholderText(hint)
    field.setTabChangesFocus(True)
    field.setFixedHeight(field.fontMetrics().lineSpacing() * lines + px(20))
    return field


class CheckBox(QCheckBox):
    """A box to tick, with its words."""

    def __init__(self, text: str, ticked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setChecked(ticked)
        self.setMinimumHeight(px(34))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        element = QStyle.SubElement
        box = self.style().subElementRect(element.SE_CheckBoxIndicator, option, self)
        colours, ticked = tokens(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = colours.accent if ticked or self.hasFocus() else colours.quiet
        if not self.isEnabled():
            edge = colours.edge
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() and not ticked else 1))
        painter.setBrush(QColor(edge if ticked else colours.card))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        if ticked:
            paint_glyph(painter, box, "check-bold", QColor(colours.on_accent))
        words = self.style().subElementRect(element.SE_CheckBoxContents, option, self)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.setPen(QColor(colours.ink if self.isEnabled() else colours.quiet))
        painter.drawText(words, flags, self.text())
        if self.hasFocus():
            wide = painter.fontMetrics().boundingRect(words, flags, self.text())
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawLine(wide.bottomLeft() + QPoint(0, 2), wide.bottomRight() + QPoint(0, 2))


class SearchField(QLineEdit):
    """A search field. `searched` tells the words once typing pauses for a moment."""

    searched = Signal(str)

    def __init__(self, hint: str, *, pause_ms: int = 150, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.setProperty("kind", "search")
        self.addAction(icon("magnify", "quiet"), QLineEdit.ActionPosition.LeadingPosition)
        for action in self.findChildren(QAction):
            if action.objectName() == "_q_qlineeditclearaction":
                action.setIcon(icon("close", "quiet"))
                action.setText(_("Clear the search"))
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(pause_ms)
        self._timer.timeout.connect(self.search_now)
        self.textChanged.connect(self._wait)
        self.returnPressed.connect(self.search_now)

    def search_now(self) -> None:
        """Tell the words at once, if they are others than before."""
        self._timer.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.searched.emit(self._told)

    def _wait(self, _text: str) -> None:
        self._timer.start()


class ComboBox(Unmoved, QComboBox, Generic[V]):
    """A choice among values, each shown by its words. `picked` tells the value chosen."""

    picked = Signal(object)

    def __init__(
        self, choices: Sequence[tuple[V, str]] = (), *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setItemDelegate(QStyledItemDelegate(self))  # the default one ignores the style sheet
        self._values: list[V] = []
        self.offer(choices)
        self.activated.connect(self._tell)

    def offer(self, choices: Sequence[tuple[V, str]]) -> None:
        """Offer other choices; the value chosen stays if it is among them."""
        kept = self.value if self._values else None
        self.blockSignals(True)
        self.clear()
        self._values = [value for value, _words in choices]
        self.addItems([words for _value, words in choices])
        if kept in self._values:
            self.setCurrentIndex(self._values.index(kept))
        self.blockSignals(False)

    @property
    def value(self) -> V:
        """The value chosen."""
        return self._values[max(0, self.currentIndex())]

    def choose(self, value: V) -> None:
        """Choose `value`; do nothing if it is not offered."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_chevron(self, "chevron-down")

    def _tell(self, _place: int) -> None:
        self.picked.emit(self.value)


class CountryBox(Unmoved, QComboBox):
    """A country, found by typing any part of its name or its code. The value is the ISO code.

    `picked` tells the code once one is chosen or the field is left.
    """

    picked = Signal(str)

    def __init__(
        self,
        countries: Sequence[tuple[str, str]],
        *,
        none: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`countries` are (code, name), sorted by name; `none` are the words for no country."""
        super().__init__(parent)
        self._codes = ["", *(code for code, _name in countries)]
        self._names = [none or _("Any"), *(name for _code, name in countries)]
        self._told = ""
        self._line = QLineEdit()
        self.setLineEdit(self._line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel takes no cursor with it
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMaxVisibleItems(14)
        self.setMinimumContentsLength(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.addItems(self._names)
        offered = [
            f"{name} ({code})" if code else name
            for code, name in zip(self._codes, self._names, strict=True)
        ]
        self._offered = offered
        finder = _CountryFinder(offered, self._codes, self)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finder.setMaxVisibleItems(10)
        popup = complete_with(finder, _("Countries"))
        popup.setMinimumWidth(px(280))
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        popup.setItemDelegate(QStyledItemDelegate(popup))
        self.setCompleter(finder)
        finder.activated.connect(self._take_offered)
        self.activated.connect(self._tell)
        self._line.editingFinished.connect(self._settle)

    @property
    def value(self) -> str:
        """The ISO code chosen, "" for none."""
        return self._codes[max(0, self.currentIndex())]

    def choose(self, code: str) -> None:
        """Choose the country with this code ("" for none, and for a code not offered)."""
        at = self._codes.index(code) if code in self._codes else 0
        self.setCurrentIndex(at)
        self.setEditText(self._names[at])
        self._told = self._codes[at]

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            QTimer.singleShot(0, self._line, self._select)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_chevron(self, "chevron-down")

    def _select(self) -> None:
        if self.hasFocus():  # the focus may have gone by in passing
            self._line.selectAll()

    def _take_offered(self, words: str) -> None:
        if words in self._offered:
            self.choose_at(self._offered.index(words))

    def choose_at(self, place: int) -> None:
        """Choose the country at this place of the list and tell it."""
        self.setCurrentIndex(place)
        self.setEditText(self._names[place])
        self._tell(place)

    def _settle(self) -> None:
        """Make one country of what was typed, or go back to the one before."""
        typed = self._line.text().strip().casefold()
        place = self.currentIndex()
        if not typed:
            place = 0
        elif typed != self._names[max(0, place)].casefold():
            place = self._found(typed, place)
        self.choose_at(max(0, place))

    def _found(self, typed: str, otherwise: int) -> int:
        if typed.upper() in self._codes:
            return self._codes.index(typed.upper())
        names = [folded(name) for name in self._names]
        others = [spellings(code) for code in self._codes]
        typed = folded(typed)
        for test in (str.__eq__, str.startswith, str.__contains__):
            found = [at for at, name in enumerate(names) if test(name, typed)]
            found = found or [
                at for at, said in enumerate(others) if any(test(one, typed) for one in said)
            ]
            if len(found) == 1 or (found and test is not str.__contains__):
                return found[0]
        return otherwise

    def _tell(self, _place: int) -> None:
        if self.value != self._told:
            self._told = self.value
            self.picked.emit(self._told)


class _CountryFinder(QCompleter):
    """Finds a country by any part of its name, here or in English, with or without accents."""

    def __init__(self, offered: Sequence[str], codes: Sequence[str], parent: QWidget) -> None:
        model = QStandardItemModel(parent)
        for words, code in zip(offered, codes, strict=True):
            item = QStandardItem(words)
            item.setData(_sought(words, code), _SOUGHT_ROLE)
            model.appendRow(item)
        super().__init__(model, parent)
        self.setCompletionRole(_SOUGHT_ROLE)

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data() or "")  # what is put into the field is what was shown


@cache  # the same for every field, and there are many
def _sought(words: str, code: str) -> str:
    return "  ".join((words, folded(words), *spellings(code)))


def paint_chevron(field: QWidget, glyph: str) -> None:
    """Draw the mark of a field that opens, at its right edge."""
    painter = QPainter(field)
    side = px(16)
    spot = QRect(field.width() - side - px(8), (field.height() - side) // 2, side, side)
    if field.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        spot.moveLeft(px(8))
    paint_glyph(painter, spot, glyph, QColor(tokens().quiet))
