"""The sources on the left of the Control lists page, grouped by whose lists they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem
from typing_extensions import override

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext, of_rulebook
from exportdesk.core.ids import SourceKey
from exportdesk.operations.lists_status import Freshness, SourceStatus
from exportdesk.ui.lists.own_words import own_kind
from exportdesk.ui.lists.source_words import age_words, listings_words, state_of
from exportdesk.ui.theme import Tone, px, tokens
from exportdesk.ui.widgets import ROW_ROLE, Column, TableModel, TableView
from exportdesk.ui.widgets.row_delegate import RowDelegate, paint_chip

Index = QModelIndex | QPersistentModelIndex
_HEADING = 34
_PAD = 12


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One row: the heading of a group (no `status`), or a source."""

    group: str
    status: SourceStatus | None = None
    updating: bool = False
    offline: bool = False

    @property
    def key(self) -> str:
        """What the row is told apart by."""
        return self.status.source.key if self.status else f"group:{self.group}"

    @property
    def state(self) -> tuple[str, Tone]:
        """The word on the chip, and its tone."""
        if self.status is None:
            return "", Tone.GREY
        return state_of(self.status, updating=self.updating, offline=self.offline)


def grouped(
    statuses: Sequence[SourceStatus], *, updating: str = "", offline: bool = False
) -> list[SourceLine]:
    """Return the rows of the table: each group that has a source under its heading."""
    lines = []
    for group, belongs in (
        (_("United States"), lambda s: not s.is_own and not s.is_foreign),
        (_("Other countries and the UN"), lambda s: not s.is_own and s.is_foreign),
        (_("Your own lists"), lambda s: s.is_own),
    ):
        members = [one for one in statuses if belongs(one.source)]
        if members:
            lines.append(SourceLine(group))
            lines += [
                SourceLine(group, one, one.source.key == updating, offline) for one in members
            ]
    return lines


def source_columns() -> tuple[Column[SourceLine], ...]:
    """Return the columns of the table."""
    return (
        Column(
            _("Source"),
            text=lambda line: line.status.source.name if line.status else line.group,
            subtitle=_from_whom,
            quiet=_is_quiet,
            speak=_spoken,
            key="source",
            width=140,
            stretch=True,
        ),
        Column(
            _("State, age, parties"),
            text=lambda line: line.state[0],
            subtitle=_standing,
            tone=lambda line: line.state[1] if line.status else None,
            speak=lambda line: f"{line.state[0]}, {_standing(line)}",
            key="state",
            width=190,
            fitted=True,
        ),
    )


class SourceModel(TableModel[SourceLine]):
    """Rows of which the headings cannot be chosen."""

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index)
        if row is not None and row.status is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class SourceTable(TableView[SourceLine]):
    """Shows the sources. `picked` tells the `SourceStatus` chosen, `toggled` Space on one."""

    picked = Signal(object)
    toggled = Signal()

    def __init__(self, settings: QSettings) -> None:
        model = SourceModel(source_columns(), identity=lambda line: line.key)
        super().__init__(model, _("Sources"), key="list-sources", settings=settings)
        self._lines = model
        self._keep_order()
        self.setItemDelegate(_Delegate(self))
        self.chosen.connect(self._tell_picked)

    def _keep_order(self) -> None:
        """Sort by no column, as an earlier version may have kept it: the groups are the order."""
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(False)
        header.setSectionsClickable(False)
        self._lines.sort(-1)

    @property
    def lines(self) -> tuple[SourceLine, ...]:
        """The rows as shown."""
        return self._lines.rows

    @property
    def status(self) -> SourceStatus | None:
        """How the source that is chosen stands."""
        line = self.current
        return line.status if line is not None else None

    def show_lines(self, lines: Sequence[SourceLine]) -> None:
        """Show the rows; the first source is chosen where none was."""
        self.show_rows(lines)
        self._give_heights()
        for at, line in enumerate(lines):
            if line.status is None:
                self.setSpan(at, 0, 1, len(self._lines.columns))
            elif self.columnSpan(at, 0) > 1:
                self.setSpan(at, 0, 1, 1)
        if self.status is None and len(lines) > 1:
            self.choose_place(1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_heights()

    def _give_heights(self) -> None:
        """Make rows higher whose name takes several lines."""
        room = self.columnWidth(0) - px(2 * _PAD)
        for at, line in enumerate(self._lines.rows):
            high = _HEADING
            if line.status is not None:
                lines = name_lines(line.status.source.name, room, _name_font(self.font(), line))
                high = 56 + 18 * (len(lines) - 1)
            if self.rowHeight(at) != px(high):
                self.setRowHeight(at, px(high))

    def choose_key(self, key: SourceKey) -> bool:
        """Choose the source called `key`; tell whether it is there."""
        for line in self._lines.rows:
            if line.key == key:
                return self.choose(line)
        return False

    @override
    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        super().scrollTo(index, hint)
        if index.row() == 1:
            self.scrollToTop()  # the heading above the first source belongs to it

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            if not event.isAutoRepeat() and self.status is not None:
                self.toggled.emit()
            return
        super().keyPressEvent(event)

    def _tell_picked(self, line: SourceLine | None) -> None:
        self.picked.emit(line.status if line is not None else None)


class _Delegate(RowDelegate):
    """Paints headings as headings."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(ROW_ROLE)
        if not isinstance(line, SourceLine):
            return
        if line.status is not None and index.column():
            self._paint_state(painter, option, index, line)
            return
        if line.status is not None:
            self._paint_name(painter, option, index, line)
            return
        painter.save()
        colours = tokens()
        painter.fillRect(option.rect, QColor(colours.background))
        painter.setPen(QColor(colours.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        font = QFont(option.font)
        font.setPixelSize(px(12))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.quiet))
        room = option.rect.adjusted(px(12), 0, -px(12), 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, line.group)
        painter.restore()

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, line: SourceLine
    ) -> None:
        """Paint the name whole, in the lines it needs, and below it whose list it is."""
        painter.save()
        colours = tokens()
        self._paint_ground(painter, option, index, colours)
        room = option.rect.adjusted(px(_PAD), 0, -px(_PAD), 0)
        font = _name_font(option.font, line)
        small = QFont(option.font)
        small.setPixelSize(px(12))
        names = name_lines(str(index.data()), room.width(), font)
        ink = colours.quiet if _is_quiet(line) else colours.ink
        told = [(words, font, ink) for words in names]
        told.append((_from_whom(line), small, colours.quiet))
        high = sum(QFontMetrics(shape).height() for _words, shape, _ink in told) + px(4)
        top = room.top() + (room.height() - high) // 2
        for words, shape, color in told:
            metrics = QFontMetrics(shape)
            top += px(4) if shape is small else 0
            place = QRect(room.left(), top, room.width(), metrics.height())
            painter.setFont(shape)
            painter.setPen(QColor(color))
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(place, Qt.TextFlag.TextSingleLine, shown)
            top += metrics.height()
        painter.restore()

    def _paint_state(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, line: SourceLine
    ) -> None:
        """Paint the chip, and below it age and parties."""
        painter.save()
        colours = tokens()
        self._paint_ground(painter, option, index, colours)
        room = option.rect.adjusted(px(4), 0, -px(8), 0)
        above = (room.height() - px(56)) // 2  # beside a name of several lines too
        room.adjust(0, above, 0, -above)
        small = QFont(option.font)
        small.setPixelSize(px(12))
        words = _standing(line)
        high = QFontMetrics(small).height()
        chip = QRect(room)
        if words:
            chip.setHeight(room.height() - high - px(4))
        paint_chip(painter, chip, *line.state, option.font)
        if words:
            below = QRect(room.left() + px(9), chip.bottom() - px(1), room.width() - px(9), high)
            painter.setFont(small)
            painter.setPen(QColor(colours.quiet))
            shown = QFontMetrics(small).elidedText(
                words, Qt.TextElideMode.ElideRight, below.width()
            )
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


def name_lines(name: str, room: int, font: QFont) -> tuple[str, ...]:
    """Return a name in as many lines as it needs; only a word that is too long by itself is cut."""
    metrics = QFontMetrics(font)
    lines: list[str] = []
    for word in name.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _name_font(base: QFont, line: SourceLine) -> QFont:
    font = QFont(base)
    font.setWeight(QFont.Weight.Normal if _is_quiet(line) else QFont.Weight.DemiBold)
    return font


def _standing(line: SourceLine) -> str:
    """Return the age and the listings of a source, "" where it was never taken in."""
    if line.status is None:
        return ""
    if line.status.held_in is not None:
        held = line.status.held_in.listings
        return ngettext("{count} listing", "{count} listings", held).format(count=figure(held))
    if line.status.edition is None:
        return ""
    if line.status.freshness is Freshness.UNKNOWN:  # an age beside it would read as the list's
        return listings_words(line.status)
    return f"{age_words(line.status)} · {listings_words(line.status)}"


def _from_whom(line: SourceLine) -> str:
    """Return the agency of a source; of an own list, what it is."""
    if line.status is None:
        return ""
    source, edition = line.status.source, line.status.edition
    if source.is_own:
        return own_kind(edition.counts if edition is not None else ()) or _("Own list")
    return of_rulebook(source.agency)


def _is_quiet(line: SourceLine) -> bool:
    return line.status is not None and not line.status.on and line.status.held_in is None


def _spoken(line: SourceLine) -> str:
    if line.status is None:
        return line.group
    status = line.status
    held = status.held_in
    more = held.source.name if held is not None else age_words(status)
    return ", ".join((status.source.name, line.state[0], more, line.group))
