"""A field for a country: found by what it is called, told in place where nothing is called so."""

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    QStringListModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QStyledItemDelegate, QWidget
from typing_extensions import override

from exportdesk.core.country_names import also_called, spellings
from exportdesk.core.country_spelling import fold
from exportdesk.core.i18n import _
from exportdesk.ui.theme import px
from exportdesk.ui.widgets.completions import complete_with
from exportdesk.ui.widgets.fields import paint_chevron
from exportdesk.ui.widgets.text import label, restyle
from exportdesk.ui.widgets.unmoved import Unmoved

_SAME, _BEGINS, _ALSO_BEGINS, _WORD_BEGINS, _HOLDS, _NOT = range(6)
_ENOUGH = 3  # letters by which the other names, of which there are many, are searched


class CountryBox(Unmoved, QComboBox):
    """A country, found by typing any part of its name, another name of it or its code. The value
    is the ISO code.

    `picked` tells the code once one is chosen or the field is left. What is no country stays as it
    was typed and is told in `doubt`, which stands below the field; the value is the one before.
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
        self.doubt = label("", "mark", wrap=True)
        self.doubt.hide()
        self._line = QLineEdit()
        self.setLineEdit(self._line)
        # Words that say what belongs here are never text that is typed into.
        self._line.setPlaceholderText(self._names[0])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel takes no cursor with it
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMaxVisibleItems(14)
        self.setMinimumContentsLength(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.addItems(self._names)
        self.setEditText("")
        self._offered = [
            f"{name} ({code})" if code else name
            for code, name in zip(self._codes, self._names, strict=True)
        ]
        self._set_up_completer()
        self._line.textEdited.connect(self._offer)
        self._line.editingFinished.connect(self.settle)
        self.activated.connect(self.choose_at)

    def _set_up_completer(self) -> None:
        self._found_model = QStringListModel(self)
        finder = _Finder(self._found_model, self)
        finder.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        finder.setMaxVisibleItems(10)
        self._popup = complete_with(finder, _("Countries"))
        self._popup.setMinimumWidth(px(280))
        self._popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._popup.setItemDelegate(QStyledItemDelegate(self._popup))
        self.setCompleter(finder)
        finder.activated.connect(self._take_named)
        # Later: the list is shown once the key that was pressed is through.
        self._light_later = QTimer(self)
        self._light_later.setSingleShot(True)
        self._light_later.timeout.connect(self._light_first)

    @property
    def value(self) -> str:
        """The ISO code chosen, "" for none."""
        return self._told

    @property
    def is_bad(self) -> bool:
        """Whether something is typed that is no country."""
        return bool(self.doubt.text())

    def show_in_place(self) -> None:
        """Let the doubt be seen; without a place, it would be a window of its own."""
        if self.doubt.parentWidget() is not None:
            self.doubt.setVisible(self.is_bad)

    def choose(self, code: str) -> None:
        """Choose the country with this code ("" for none, and for a code not offered)."""
        self._show(self._codes.index(code) if code in self._codes else 0)

    def choose_at(self, place: int) -> None:
        """Choose the country at this place of the list and tell it."""
        before = self._told
        self._show(place)
        if self._told != before:
            self.picked.emit(self._told)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            QTimer.singleShot(0, self._line, self._select)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_chevron(self, "chevron-down")

    def _show(self, place: int) -> None:
        self._told = self._codes[place]
        self.setCurrentIndex(place)
        self.setEditText(self._names[place] if place else "")
        if not self._line.hasFocus():
            self._line.setCursorPosition(0)  # a long name shows its beginning
        self._say("")

    def _select(self) -> None:
        if self.hasFocus():  # the focus may have gone by in passing
            self._line.selectAll()

    def _take_named(self, name: str) -> None:
        if name in self._names:
            self.choose_at(self._names.index(name))

    def _offer(self, typed: str) -> None:
        """Offer what may be meant, the likeliest first."""
        self._say("")
        places, _sure = self._ranked(typed)
        self._found_model.setStringList([self._offered[place] for place in places])
        self._light_later.start()

    def _light_first(self) -> None:
        """Light the one that Enter takes, if there is one."""
        _places, sure = self._ranked(self._line.text())
        chosen = self._popup.selectionModel()
        if sure and self._popup.isVisible() and not self._popup.currentIndex().isValid():
            with QSignalBlocker(chosen):  # else it would be put into the field over what is typed
                chosen.setCurrentIndex(
                    self._popup.model().index(0, 0),
                    QItemSelectionModel.SelectionFlag.ClearAndSelect,
                )
            self._popup.viewport().update()

    def settle(self) -> None:
        """Make one country of what was typed, or say that it is none."""
        typed = self._line.text().strip()
        now = self._codes.index(self._told)
        if not typed:
            self.choose_at(0)
        elif typed in self._names:
            self.choose_at(self._names.index(typed))
        elif now and fold(typed) == fold(self._names[now]):
            self.choose_at(now)
        else:
            places, sure = self._ranked(typed)
            if sure:
                self.choose_at(places[0])
            else:
                self._say_doubt(typed, several=len(places) > 1)

    def _ranked(self, typed: str) -> tuple[list[int], bool]:
        """Return the places of what may be meant, and whether the first of them is."""
        sought = fold(typed)
        if not sought:
            return [], False
        ranks = [(_rank(sought, one, code), at) for at, (one, code) in self._countries()]
        found = sorted(pair for pair in ranks if pair[0] != _NOT)
        best = found[0][0] if found else _NOT
        sure = best <= _BEGINS or (
            bool(found) and (len(found) == 1 or (best == _ALSO_BEGINS and found[1][0] != best))
        )
        return [at for _rank_of, at in found], sure

    def _countries(self) -> list[tuple[int, tuple[str, str]]]:
        return list(enumerate(zip(self._names, self._codes, strict=True)))[1:]

    def _say_doubt(self, typed: str, *, several: bool) -> None:
        words = _("No country is called “{typed}”.")
        if several:
            words = _("“{typed}” may be several countries. Choose one.")
        self._say(words.format(typed=typed))

    def _say(self, words: str) -> None:
        if words == self.doubt.text():
            return
        self.doubt.setText(words)
        self.show_in_place()
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        restyle(self, invalid=bool(words))


class _Finder(QCompleter):
    """Shows a country with its code, and puts its name into the field."""

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data() or "").rpartition(" (")[0]


def _rank(sought: str, name: str, code: str) -> int:
    own, others = _called(name, code)
    if sought == code.casefold() or sought in own or sought in others:
        return _SAME
    if any(one.startswith(sought) for one in own):
        return _BEGINS
    enough = len(sought) >= _ENOUGH or not sought.isascii()
    if enough and any(one.startswith(sought) for one in others):
        return _ALSO_BEGINS
    if any(f" {sought}" in one for one in (*own, *(others if enough else ()))):
        return _WORD_BEGINS
    return _HOLDS if any(sought in one for one in own) else _NOT


@cache  # the same for every field, and there are many
def _called(name: str, code: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a country is called where the program speaks, and what else it is called."""
    own = dict.fromkeys(map(fold, (name, *spellings(code))))
    others = dict.fromkeys(fold(one) for one in also_called(code))
    return tuple(own), tuple(one for one in others if one not in own)
