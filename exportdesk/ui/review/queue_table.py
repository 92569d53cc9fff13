"""The table of what waits: whose, which listed party, how strong; its keys."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from typing_extensions import override

from exportdesk.core.i18n import _, ngettext
from exportdesk.core.standing import MatchState
from exportdesk.ui.matches import words as match_words
from exportdesk.ui.rates import strength_said
from exportdesk.ui.review import words
from exportdesk.ui.review.rows import QueueRow
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import Column, TableView

_TURN_KEYS = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class QueueTable(TableView[QueueRow]):
    """Right and Left open and close a line for several listings; letters are left to the page.

    `turned` tells whether to open; `clicked_open` that the arrow of the chosen line was clicked;
    `picked` that other lines are selected.
    """

    turned = Signal(bool)
    clicked_open = Signal()
    picked = Signal()

    _is_quiet = False

    def watch(self) -> None:
        """Begin to tell what is selected."""
        self.allow_several()
        self.selectionModel().selectionChanged.connect(self._tell_picked)

    def _tell_picked(self, *_what: object) -> None:
        if not self._is_quiet:
            self.picked.emit()

    def choose_quietly(self, place: int) -> None:
        """Choose one line, and leave telling it to the caller."""
        self._is_quiet = True
        try:
            self.keep_only(place)
        finally:
            self._is_quiet = False

    def keep_only(self, place: int) -> None:
        """Choose one line, and no other."""
        index = self.model().index(place, 0)
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        self.scrollTo(index)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in _PLAIN
        key = Qt.Key(event.key())
        if plain and key in _TURN_KEYS:
            self.turned.emit(_TURN_KEYS[key])
        elif plain and event.text().strip() and event.text().isprintable():
            event.ignore()  # a key of the page, not the beginning of a name
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


def columns(
    list_title: Callable[[str], str],
    any_whole: Callable[[], bool],
    today: Callable[[], date],
) -> tuple[Column[QueueRow], ...]:
    """Return the columns of the queue. `any_whole`: whether some line stands for several."""

    def glyph(row: QueueRow) -> str:
        if row.whole:
            return "chevron-down" if row.is_open else "chevron-right"
        if row.is_part:
            return "subdirectory-arrow-right"
        return "circle-small" if any_whole() else ""

    def listed(row: QueueRow) -> str:
        if row.is_part:
            return " "  # its list says which listing it is
        if not row.whole:
            return row.match.name
        many = ngettext("{name}, {count} listing", "{name}, {count} listings", len(row.whole))
        return many.format(name=row.match.name, count=len(row.whole))

    def titles(row: QueueRow) -> str:
        return ", ".join(dict.fromkeys(list_title(one.match.match.list) for one in row.all))

    def told(row: QueueRow) -> str:
        if row.state is MatchState.OPEN:
            return words.found_text(row.queued.match.found_at, today())
        return words.state(row.state)[0]

    def below(row: QueueRow) -> str:
        said = titles(row), told(row)
        # Where there is no room for both, what became of it is seen.
        return " · ".join(said if row.state is MatchState.OPEN else reversed(said))

    return (
        Column(
            _("Strength"),
            text=lambda row: match_words.strength(row.match.strength)[0],
            tone=lambda row: match_words.strength(row.match.strength)[1],
            icon=glyph,
            speak=_spoken,
            hint=lambda row: strength_said(row.match.strength),
            sort=lambda row: (-row.match.score, row.queued.match.found_at),
            width=148,
            fitted=True,
            key="strength",
        ),
        Column(
            _("Your party"),
            text=lambda row: row.match.name if row.is_part else row.queued.party,
            subtitle=listed,
            stretch=True,
            width=120,
            roomy=300,
            key="party",
        ),
        Column(
            _("List"),
            text=titles,
            subtitle=told,
            below=below,
            speak=lambda row: f"{titles(row)}, {told(row)}",
            hint=titles,
            width=250,
            fitted=True,
            yields=True,
            own_line=True,
            key="list",
        ),
    )


def _spoken(row: QueueRow) -> str:
    said = _("{strength}, {score} of 100, {state}").format(
        strength=match_words.strength(row.match.strength)[0],
        score=round(row.match.score),
        state=words.state(row.state)[0],
    )
    if row.whole:
        turned = _("open") if row.is_open else _("closed")
        said = _("{said}, {turned}").format(said=said, turned=turned)
    return said
