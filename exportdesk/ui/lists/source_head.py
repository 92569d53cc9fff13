"""The head of the source that is chosen: what it is, how it stands, what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from exportdesk.core.i18n import _, of_rulebook
from exportdesk.lists import Catalogue, Source
from exportdesk.ui.lists.source_table import SourceLine
from exportdesk.ui.lists.source_words import (
    held_words,
    last_check_words,
    meaning_words,
    next_check_words,
    supersedes_words,
    undated_words,
)
from exportdesk.ui.widgets import (
    Card,
    Chip,
    ElidedLabel,
    button,
    icon_button,
    label,
    px,
    selectable,
)
from exportdesk.ui.widgets.flow import FlowLayout


class SourceHead(Card):
    """Facts of a source, and its buttons. `update_asked`, `turn_asked` and `page_asked` tell what
    is wanted."""

    update_asked = Signal()
    turn_asked = Signal()
    page_asked = Signal(str)

    def __init__(self, catalogue: Catalogue, *, read_only: bool) -> None:
        super().__init__(_("Source"))
        self._catalogue = catalogue
        self._read_only = read_only
        self._line: SourceLine | None = None
        self._busy = False
        self.chip = Chip()
        self.head.insertWidget(1, self.chip)
        self.let_title_wrap()
        self.meaning = label("", "quiet", wrap=True)
        self.update_one = button(_("Update &this list"), self._ask_update, glyph="refresh")
        self.turn = button(_("Turn o&ff"), self._ask_turn)
        self.turn.setToolTip(_("Space on the list of sources does the same."))
        self._open = button(_("Open its &page"), self._open_page, glyph="open-in-new", kind="link")
        self._copy = icon_button(_("Copy the address"), "content-copy", self._copy_address)
        self._values: dict[str, QLabel] = {}
        self._names: dict[str, QLabel] = {}
        self._lay_out()

    def show_line(self, line: SourceLine, *, busy: bool) -> None:
        """Show a source; `busy`: nothing can be begun now."""
        self._line, self._busy = line, busy
        status = line.status
        if status is None:
            return
        source = status.source
        self.say(source.name)
        self.title.setAccessibleName(source.name)
        self.chip.say(*line.state)
        meaning = meaning_words(source)
        self.meaning.setText(meaning)
        self.meaning.setVisible(bool(meaning))
        self._say("agency", of_rulebook(source.agency))
        self._say("address", _address_words(source))
        self._say("date", undated_words(status))
        self._say("last", "" if source.is_own else last_check_words(status))
        self._say("next", "" if source.is_own else next_check_words(status))
        self._say("held", held_words(status))
        held = status.held_in is not None
        self._say("supersedes", "" if held else supersedes_words(source, self._catalogue))
        self._copy.setVisible(bool(source.url))
        self._open.setVisible(bool(source.page))
        self._open.setToolTip(source.page)
        self.update_one.setVisible(status.on and bool(source.url))
        self.update_one.setEnabled(not busy and not self._read_only)
        self.turn.setText(_("Turn o&ff") if status.on else _("Turn o&n"))
        self.turn.setEnabled(not self._read_only)

    @property
    def facts(self) -> dict[str, str]:
        """What is said, by name."""
        return {name: value.text() for name, value in self._values.items()}

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(1, 1)
        for row, (key, name) in enumerate(
            (
                ("agency", _("Agency")),
                ("address", _("Address")),
                ("date", _("Date")),
                ("last", _("Last check")),
                ("next", _("Next check")),
                ("supersedes", _("Replaces")),
                ("held", _("Included in")),
            )
        ):
            value = ElidedLabel() if key == "address" else selectable(label("", wrap=True))
            self._values[key], self._names[key] = value, label(name, "quiet")
            middle = key == "address"  # the button beside it is higher than a line
            side = Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag.AlignTop
            grid.addWidget(self._names[key], row, 0, side)
            grid.addWidget(value, row, 1)
            if key == "address":
                grid.addWidget(self._copy, row, 2)
        facts = QWidget()
        facts.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        buttons = FlowLayout(px(8))
        for one in (self.update_one, self.turn, self._open):
            buttons.addWidget(one)
        for part in (self.meaning, facts):
            self.body.addWidget(part)
        self.body.addLayout(buttons)

    def _say(self, key: str, words: str) -> None:
        value, name = self._values[key], self._names[key]
        value.setText(words)
        value.setAccessibleName(f"{name.text()}: {words}")
        for one in (value, name):
            one.setVisible(bool(words))

    def _ask_update(self) -> None:
        self.update_asked.emit()

    def _ask_turn(self) -> None:
        self.turn_asked.emit()

    def _copy_address(self) -> None:
        if self._line is not None and self._line.status is not None:
            QGuiApplication.clipboard().setText(self._line.status.source.url)

    def _open_page(self) -> None:
        if self._line is not None and self._line.status is not None:
            self.page_asked.emit(self._line.status.source.page)


def _address_words(source: Source) -> str:
    """Return where a source is fetched from; an own list is from nowhere."""
    if source.is_own:
        return ""
    return source.url or _("None: save the file from its page, and import it")
