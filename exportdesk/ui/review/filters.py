"""What of the queue is shown: search, list, strength, age, state; each choice with its count."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.matches import Strength
from exportdesk.core.standing import MatchState
from exportdesk.ui.matches import words as match_words
from exportdesk.ui.review import words
from exportdesk.ui.review.rows import Counts, Filters
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import ComboBox, SearchField

_AGES = (1, 7, 30, 90)
_NARROWEST = 110


class FilterBar(QWidget):
    """`changed` tells that something else is to be shown."""

    changed = Signal()

    def __init__(self, list_title: Callable[[str], str]) -> None:
        super().__init__()
        self._list_title = list_title
        self.search = SearchField(_("Search in Review"))
        self.search.setPlaceholderText(_("Your party, or the listed one"))
        self.list: ComboBox[str] = self._box(_("List"))
        self.strength: ComboBox[Strength | None] = self._box(_("Strength"))
        self.state: ComboBox[MatchState | None] = self._box(_("State"))
        self.age: ComboBox[int] = self._box(_("Found within"))
        self.search.searched.connect(self._tell)
        boxes: tuple[ComboBox[Any], ...] = (self.list, self.strength, self.state, self.age)
        grid = QGridLayout(self)
        grid.setContentsMargins(px(12), px(12), px(12), px(8))
        grid.setSpacing(px(8))
        grid.addWidget(self.search, 0, 0, 1, 2)
        for at, box in enumerate(boxes):
            box.picked.connect(self._tell)
            grid.addWidget(box, 1 + at // 2, at % 2)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        self.show_counts(Counts(0, {}, {}, {}))

    @property
    def value(self) -> Filters:
        """What is to be shown."""
        return Filters(
            self.search.text().strip(),
            self.list.value,
            self.strength.value,
            self.state.value,
            self.age.value,
        )

    def show_counts(self, counts: Counts) -> None:
        """Offer what there is, with how many matches each choice shows."""
        kept = self.list.value if self.list.count() else ""
        lists = dict(counts.lists)
        if kept:
            lists.setdefault(kept, 0)
        self.list.offer(
            [
                ("", _("All lists")),
                *((code, _counted(self._list_title(code), n)) for code, n in lists.items()),
            ]
        )
        self.strength.offer(
            [
                (None, _("Every strength")),
                *(
                    (one, _counted(match_words.strength(one)[0], counts.strengths.get(one, 0)))
                    for one in Strength
                ),
            ]
        )
        waiting = (MatchState.OPEN, MatchState.RETURNED, MatchState.RESEARCH)
        self.state.offer(
            [
                (None, _("Every state")),
                *((s, _counted(words.state(s)[0], counts.states.get(s, 0))) for s in waiting),
            ]
        )
        self.age.offer(
            [
                (0, _("Found at any time")),
                *(
                    (
                        days,
                        ngettext("Last {count} day", "Last {count} days", days).format(count=days),
                    )
                    for days in _AGES
                ),
            ]
        )

    def clear(self) -> None:
        """Show everything."""
        self.search.clear()
        self.search.search_now()
        self.list.choose("")
        self.strength.choose(None)
        self.state.choose(None)
        self.age.choose(0)
        self.changed.emit()

    def _tell(self, _value: object = None) -> None:
        self.changed.emit()

    def _box(self, name: str) -> ComboBox[Any]:
        made = ComboBox[Any]()
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumWidth(px(_NARROWEST))
        return made


def _within(days: int) -> str:
    return ngettext("Last {count} day", "Last {count} days", days).format(count=days)


def _counted(words: str, count: int) -> str:
    return _("{words} ({count})").format(words=words, count=figure(count))
