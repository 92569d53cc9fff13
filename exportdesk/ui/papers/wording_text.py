"""One text of a wording: a field, and under it what the program or the English text says."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import icon_button, label, restyle, text_area

_LETTERS_A_LINE = 62
_MOST_LINES = 7


class WordingText(QWidget):
    """`changed` tells every change. Where it is not the program's text, that stands below, with the
    way back to it.
    """

    changed = Signal()

    def __init__(self, name: str, text: str, *, shipped: str | None, english: str = "") -> None:
        """`shipped` is the program's text, None where it has none; `english` the one that binds."""
        super().__init__()
        self._shipped = shipped
        longest = max(len(text), len(shipped or ""), len(english))
        self._keeps_lines = "\n" in (text or shipped or "")
        lines = min(_MOST_LINES, longest // _LETTERS_A_LINE + 1 + (2 if self._keeps_lines else 0))
        self.field = text_area(lines=lines)
        self.field.setPlainText(text)
        self.field.setAccessibleName(name)
        self.above = label(name, "label", wrap=True)
        self.above.setBuddy(self.field)
        self.back = icon_button(
            _("Back to the program's own words: {name}").format(name=name), "undo", self.go_back
        )
        self._below = label("", "caption", wrap=True)
        self._mark = label("", "mark", wrap=True)
        self.head = QHBoxLayout()
        self.head.setSpacing(px(2))
        self.head.addWidget(self.above, 1)
        self.head.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(self.head)
        column.addWidget(self.field)
        if english:
            words = _("English: {text}").format(text=english)
            self.field.setAccessibleDescription(words)
            column.addWidget(label(words, "caption", wrap=True))
        column.addWidget(self._below)
        column.addWidget(self._mark)
        self._mark.hide()
        self._compare()
        self.field.textChanged.connect(self._tell)

    @property
    def text(self) -> str:
        """What is typed, without stray spaces."""
        lines = (" ".join(line.split()) for line in self.field.toPlainText().splitlines())
        return ("\n" if self._keeps_lines else " ").join(lines).strip()

    @property
    def is_changed(self) -> bool:
        """Whether it says something else than the program's own."""
        return self._shipped is not None and self.text != self._shipped

    def rename(self, name: str) -> None:
        """Call it otherwise."""
        self.above.setText(name)
        self.field.setAccessibleName(name)
        words = _("Back to the program's own words: {name}").format(name=name)
        self.back.setToolTip(words)
        self.back.setAccessibleName(words)

    def go_back(self) -> None:
        """Say what the program's own says."""
        if self._shipped is not None:
            self.field.setPlainText(self._shipped)
            self.field.setFocus()

    def mark(self, words: str) -> None:
        """Say what is wrong with it, "" for nothing."""
        if bool(words) or not self._mark.isHidden():
            self._mark.setText(words)
            self._mark.setVisible(bool(words))
            restyle(self.field, invalid=bool(words))
            self.field.setAccessibleDescription(words)

    def _tell(self) -> None:
        self._compare()
        self.changed.emit()

    def _compare(self) -> None:
        changed = self.is_changed
        self.back.setVisible(changed)
        self._below.setVisible(changed)
        if changed:
            self._below.setText(_("The program's own: {text}").format(text=self._shipped))
