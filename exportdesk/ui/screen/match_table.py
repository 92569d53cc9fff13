"""The table of matches: one line for each listed party, its lists as chips, its keys."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QStyleOptionViewItem
from typing_extensions import override

from exportdesk.core.editions import OWN
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.matches import Match
from exportdesk.core.screenings import Verdict
from exportdesk.ui.matches import words
from exportdesk.ui.rates import strength_said
from exportdesk.ui.screen.match_rows import MatchRow
from exportdesk.ui.theme import Tone, px, tokens
from exportdesk.ui.widgets import ROW_ROLE, Column, TableView
from exportdesk.ui.widgets.row_delegate import Index, RowDelegate

STRENGTH_COLUMN, PARTY_COLUMN, LIST_COLUMN, COUNTRY_COLUMN = range(4)
_NAME, _SHORT_NAME = 220, 96  # what a listed party's name keeps beside the country, and the list
_TURN_KEYS = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}


class MatchTable(TableView[MatchRow]):
    """Right and Left open and close the party of the chosen line; letters are a name's.

    `turned` tells whether to open; `clicked_open` that the arrow of the chosen line was clicked;
    `typed` a letter. None decides: whoever types the next name here would decide with it.
    """

    typed = Signal(str)
    turned = Signal(bool)
    clicked_open = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        key = Qt.Key(event.key())
        shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if (plain or shifted) and event.text().isalpha():
            self.typed.emit(event.text())
        elif plain and key in _TURN_KEYS:
            self.turned.emit(_TURN_KEYS[key])
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if event.button() is not Qt.MouseButton.LeftButton or index.column() != 0:
            return
        if place.x() - self.visualRect(index).left() < px(36):
            self.clicked_open.emit()

    @override
    def _fit(self) -> None:
        super()._fit()
        self._give_up(self.viewport().width())

    def _give_up(self, room: int) -> None:
        """Show no more columns than there is room for: the country goes first, then the list."""
        header = self.horizontalHeader()
        shown = self._shown.columns
        wide = [header.sectionSize(at) or px(one.width) for at, one in enumerate(shown)]
        # As if all were decided already: no column goes because one becomes wider then.
        chips = max(wide[STRENGTH_COLUMN], px(shown[STRENGTH_COLUMN].width))
        left = room - chips - wide[LIST_COLUMN]
        header.blockSignals(True)  # this is no choice of the person's to be remembered
        header.setSectionHidden(LIST_COLUMN, left < px(_SHORT_NAME))
        header.setSectionHidden(COUNTRY_COLUMN, left < px(_NAME) + wide[COUNTRY_COLUMN])
        header.blockSignals(False)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters go to the name."""


class ListChips(RowDelegate):
    """Paints the lists of a whole party as chips, in two lines at most; other cells as usual."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, MatchRow) or not row.whole:
            super().paint(painter, option, index)
            return
        painter.save()
        self._paint_ground(painter, option, index, tokens())
        font = QFont(option.font)
        font.setPixelSize(px(12))
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        room = option.rect.adjusted(px(12), 0, -px(8), 0)
        lines = in_lines(
            [chip_of(seen.match) for seen in row.whole],
            lambda text: metrics.horizontalAdvance(text) + px(18),
            room.width(),
            px(4),
        )
        high = metrics.height() + px(4)
        top = room.top() + (room.height() - len(lines) * high - (len(lines) - 1) * px(4)) // 2
        for line in lines:
            left = room.left()
            for text in line:
                wide = min(metrics.horizontalAdvance(text) + px(18), room.width())
                _outline(painter, QRect(left, top, wide, high), text, font)
                left += wide + px(4)
            top += high + px(4)
        painter.restore()


def chip_of(match: Match) -> str:
    """Return the shortest name of a list: its code, of another country's what it begins with."""
    if match.source.startswith(("us-", OWN)):
        return match.list
    return match.list.partition("-")[0]


def _outline(painter: QPainter, chip: QRect, text: str, font: QFont) -> None:
    """Draw a chip that stands out on every ground, that of a chosen line too."""
    colours = tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(colours.edge))
    painter.setBrush(QColor(colours.card))
    painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
    painter.setFont(font)
    painter.setPen(QColor(colours.quiet))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


def in_lines(
    texts: Sequence[str], width_of: Callable[[str], int], room: int, gap: int
) -> list[list[str]]:
    """Return texts, each once, in at most two lines; the last says how many more do not fit."""
    texts = list(dict.fromkeys(texts))
    lines: list[list[str]] = [[]]
    used = 0
    for at, text in enumerate(texts):
        wide = width_of(text)
        left = len(texts) - at
        more = f"+{left}"
        last_line = len(lines) == 2
        needed = wide if left == 1 or not last_line else wide + gap + width_of(more)
        if lines[-1] and used + needed > room:
            if last_line:
                lines[-1].append(more)
                return lines
            lines.append([])
            used = 0
        lines[-1].append(text)
        used += wide + gap
    return lines


def lists_of(row: MatchRow) -> list[str]:
    """Return the codes of the lists that a line is about."""
    return list(dict.fromkeys(seen.match.list for seen in row.whole or (row.seen,)))


def columns(
    list_title: Callable[[str], str],
    country_name: Callable[[str], str],
    any_whole: Callable[[], bool],
    is_narrow: Callable[[], bool],
    is_tight: Callable[[], bool],
) -> tuple[Column[MatchRow], ...]:
    """Return the columns of the table.

    `any_whole`: whether some line is for a whole party; `is_narrow`, `is_tight`: whether the column
    of the country, and that of the list, is given up, so that it stands below the name.
    """

    def below(row: MatchRow) -> str:
        where = words.countries(row.match.countries, country_name) if is_narrow() else ""
        told = (_before(row), short_lists(row) if is_tight() else "", where, _subtitle(row))
        return " · ".join(part for part in told if part)

    def glyph(row: MatchRow) -> str:
        if row.whole:
            return "chevron-down" if row.is_open else "chevron-right"
        if row.is_part:
            return "subdirectory-arrow-right"
        return "circle-small" if any_whole() else ""  # so that all chips begin together

    def titles(row: MatchRow) -> str:
        return ", ".join(list_title(code) for code in lists_of(row))

    def short_lists(row: MatchRow) -> str:
        if row.whole:
            return ", ".join(lists_of(row))
        return words.short_title(list_title(row.match.list), row.match.list)

    return (
        Column(
            _("Match"),
            text=_state,
            tone=_tone,
            icon=glyph,
            speak=_spoken_state,
            hint=lambda row: strength_said(row.match.strength),
            sort=lambda row: -_best(row),
            width=148,
            fitted=True,
            key="strength",
        ),
        Column(
            _("Listed party"),
            text=lambda row: row.match.name,
            subtitle=below,
            hint=lambda row: row.match.name,
            stretch=True,
            width=_SHORT_NAME,
            key="party",
        ),
        Column(
            _("List"),
            text=short_lists,
            speak=titles,
            hint=titles,
            width=126,
            fitted=True,
            key="list",
        ),
        Column(
            _("Country"),
            text=lambda row: words.countries(row.match.countries, country_name),
            hint=lambda row: ", ".join(map(country_name, row.match.countries)),
            width=110,
            fitted=True,
            key="country",
        ),
    )


def _best(row: MatchRow) -> float:
    return max(seen.match.score for seen in row.whole or (row.seen,))


def _before(row: MatchRow) -> str:
    """Return what was decided before party or listing changed."""
    if row.before is None:
        return ""
    return _("before: {verdict}").format(verdict=words.verdict(row.before.verdict)[0])


def _subtitle(row: MatchRow) -> str:
    if not row.whole:
        return words.short_why(row.seen)
    lists = len(lists_of(row))
    if lists == 1:
        return ngettext(
            "one party, {count} listing", "one party, {count} listings", len(row.whole)
        ).format(count=len(row.whole))
    return _("one party on {count} lists").format(count=lists)


def _verdict(row: MatchRow) -> Verdict | None:
    """Return the gravest verdict on what a line stands for, None while anything is undecided."""
    found = [seen.decision for seen in row.whole or (row.seen,)]
    verdicts = {decision.verdict for decision in found if decision is not None}
    return None if None in found else next(v for v in words.GRAVEST_FIRST if v in verdicts)


def _state(row: MatchRow) -> str:
    verdict = _verdict(row)
    if verdict is not None:
        return words.short_verdict(verdict)
    if row.decided:
        return _("{decided} of {count} decided").format(decided=row.decided, count=len(row.whole))
    return words.strength(row.match.strength)[0]


def _tone(row: MatchRow) -> Tone:
    verdict = _verdict(row)
    if verdict is not None:
        return words.verdict(verdict)[1]
    return Tone.ACCENT if row.decided else words.strength(row.match.strength)[1]


def _spoken_state(row: MatchRow) -> str:
    said = _("{strength}, {score} of 100").format(
        strength=words.strength(row.match.strength)[0], score=round(row.match.score)
    )
    if row.whole:
        opened = _("open") if row.is_open else _("closed")
        return _("{said}, {decided} of {count} listings decided, {opened}").format(
            said=said, decided=row.decided, count=len(row.whole), opened=opened
        )
    if row.seen.decision is None:
        return ", ".join(
            part for part in (_("{said}, undecided").format(said=said), _before(row)) if part
        )
    return _("{said}, decided: {verdict}").format(
        said=said, verdict=words.verdict(row.seen.decision.verdict)[0]
    )
