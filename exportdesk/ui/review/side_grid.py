"""Ours and theirs side by side, field by field; what agrees is marked in word, sign and weight."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.comparisons import Agreement, Said, SideField, SideLine
from exportdesk.core.i18n import _
from exportdesk.core.parties import PartyKind
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.ui.matches import words as match_words
from exportdesk.ui.matches.facts import PublishedText
from exportdesk.ui.review import words
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import Chip, label, restyle

_MOST = 8  # values of one field; the listing in full has them all
_MARK = "✓ "
_NARROW, _LEAST = 480, 300


class SideGrid(QWidget):
    """One row for each field. Rows are kept and filled anew."""

    def __init__(self, country_name: Callable[[str], str]) -> None:
        super().__init__()
        self._country_name = country_name
        self._rows: list[tuple[QLabel, _Values, _Values, Chip]] = []
        self._narrow = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(10))
        for column, stretch in enumerate((0, 1, 1, 0)):
            self._grid.setColumnStretch(column, stretch)
        for column, text in enumerate(("", _("Yours"), _("Listed"), "")):
            self._grid.addWidget(label(text, "label"), 0, column)

    def show_lines(self, lines: Sequence[SideLine]) -> None:
        """Show these fields."""
        while len(self._rows) < len(lines):
            self._add_row()
        for at, (name, ours, theirs, chip) in enumerate(self._rows):
            shown = at < len(lines)
            for part in (name, ours, theirs):
                part.setVisible(shown)
            if not shown:
                chip.hide()
                continue
            line = lines[at]
            name.setText(sentence(f"side-{line.field}"))
            ours.show_values(self._said(line.field, line.ours), line.agreement)
            theirs.show_values(self._said(line.field, line.theirs), line.agreement)
            text, tone = words.agreement(line)
            chip.say(text, tone)
            chip.setAccessibleName(f"{name.text()}: {text}")

    @property
    def text(self) -> list[str]:
        """What is shown, line by line, as it is read out."""
        return [
            f"{name.text()} | {ours.text} | {theirs.text} | {chip.text()}"
            for name, ours, theirs, chip in self._rows
            if not name.isHidden()
        ]

    def _said(self, field: SideField, values: Sequence[Said]) -> list[Said]:
        def shown(text: str) -> str:
            if field is SideField.COUNTRIES:
                return self._country_name(text)
            if field is SideField.KIND:
                return word(PartyKind(text))
            return match_words.day(text) if field is SideField.DATES else text

        return [Said(shown(one.text), one.met) for one in values]

    def _add_row(self) -> None:
        self._rows.append((label("", "quiet"), _Values(), _Values(), Chip()))
        self._place(len(self._rows) - 1)

    def _place(self, at: int) -> None:
        """Set a row: what it comes to stands at its right or, if narrow, under what it is about."""
        name, ours, theirs, chip = self._rows[at]
        row, align = 2 * at + 1, Qt.AlignmentFlag
        high = 2 if self._narrow else 1
        self._grid.addWidget(name, row, 0, align.AlignTop)
        self._grid.addWidget(ours, row, 1, high, 1)
        self._grid.addWidget(theirs, row, 2, high, 1)
        if self._narrow:
            self._grid.addWidget(chip, row + 1, 0, align.AlignTop | align.AlignLeft)
        else:
            self._grid.addWidget(chip, row, 3, align.AlignTop | align.AlignRight)

    @override
    def minimumSizeHint(self) -> QSize:
        # As narrow as it may become: the chips go below the names then.
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), px(_LEAST)), hint.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            for at in range(len(self._rows)):
                self._place(at)


class _Values(QWidget):
    """What one side says: each value in a line, what agrees in strong words behind a tick."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[PublishedText] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(2))

    @property
    def text(self) -> str:
        """What is shown."""
        return "; ".join(line.text() for line in self._lines if not line.isHidden())

    def show_values(self, values: Sequence[Said], agreement: Agreement) -> None:
        """Show these values, those that agree first."""
        ordered = sorted(values, key=lambda one: not one.met)
        shown = [(f"{_MARK if one.met else ''}{one.text}", one.met) for one in ordered[:_MOST]]
        if len(ordered) > _MOST:
            shown.append((_("and {count} more").format(count=len(ordered) - _MOST), False))
        if not shown:
            shown = [(_("not given"), False)]
        while len(self._lines) < len(shown):
            line = PublishedText()
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
            line.setAlignment(side | Qt.AlignmentFlag.AlignTop)
            self._column.addWidget(line)
            self._lines.append(line)
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(shown))
            if at < len(shown):
                text, met = shown[at]
                line.say(text)
                quiet = not values or not agreement.is_compared
                restyle(line, kind="strong" if met else "quiet" if quiet else "")
