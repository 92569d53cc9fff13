"""One letter in full: what it says, what it names, what it touches."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.letters import Letter
from exportdesk.core.standing import Evidence
from exportdesk.core.words.choices import word
from exportdesk.ui.cases.evidence_box import FileChip, open_evidence
from exportdesk.ui.cases.swapping import put_in
from exportdesk.ui.dates import day_text
from exportdesk.ui.letters.columns import Line
from exportdesk.ui.letters.words import item_words, listed_words, touches_words
from exportdesk.ui.matches.parts import Column
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import Card, Chip, button, label, rule, selectable
from exportdesk.ui.widgets.buttons import PushButton
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.wiring import Desk

_MOST = 40  # of each kind that a letter touches; the others are counted


class LetterDetail(Card):
    """`edit_asked` and `end_asked` tell the letter."""

    edit_asked = Signal(object)
    end_asked = Signal(object)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("Letter"))
        self._desk, self._shell = desk, shell
        self._line: Line | None = None
        self._chip = Chip()
        self.head.addWidget(self._chip)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(_("The letter in full"))
        self.edit = button(_("&Edit…"), self._ask_edit, glyph="pencil-outline")
        self.end = button(_("It e&nded…"), self._ask_end)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addStretch(1)
        foot.addWidget(self.end)
        foot.addWidget(self.edit)
        self.body.addWidget(self._area, 1)
        self.body.addLayout(foot)
        self.show_line(None)

    def show_line(self, line: Line | None, listed: int = 0) -> None:
        """Show a letter; `listed` is how many parties its list has."""
        self._line = line
        writable = line is not None and not self._desk.read_only
        self.edit.setVisible(writable)
        self.end.setVisible(writable and line is not None and line.counts)
        title = _("Letter")
        if line is not None:
            title = _("{kind} {number}").format(
                kind=word(line.letter.kind), number=line.letter.number
            )
        self.say(title)
        self._chip.say(*(line.state if line is not None else ("", Tone.GREY)))
        inner = Column()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, px(6), 0)
        column.setSpacing(px(8))
        if line is not None:
            self._fill(column, line, listed)
        column.addStretch(1)
        put_in(self._area, inner, self)

    def _fill(self, column: QVBoxLayout, line: Line, listed: int) -> None:
        letter = line.letter
        for words, value in (
            (_("Reference"), letter.reference),
            (_("Dated"), day_text(letter.dated) if letter.dated else ""),
            (_("Received"), day_text(letter.received_on) if letter.received_on else ""),
            (_("Ended"), _ended(letter)),
            (_("It asks"), letter.asks),
            (_("Parties"), self._parties(letter, listed)),
            (_("Goods"), "\n".join(map(item_words, letter.items))),
            (_("Places"), ", ".join(map(self._country, letter.countries))),
            (_("Notes"), letter.notes),
        ):
            if value:
                column.addWidget(label(words, "caption"))
                column.addWidget(selectable(label(value, wrap=True)))
        if letter.scans:
            column.addWidget(label(_("Scan"), "caption"))
            column.addWidget(self._scans(letter.scans))
        if line.effect is None or not line.counts:
            return
        column.addWidget(rule())
        column.addWidget(selectable(label(touches_words(line.effect), "strong", wrap=True)))
        for words, page, found in (
            (_("Customers"), "customers", line.effect.customers),
            (_("Products"), "products", line.effect.products),
            (_("Open cases"), "cases", line.effect.cases),
        ):
            if found:
                column.addWidget(label(words, "caption"))
                column.addWidget(self._links(page, found))

    def _parties(self, letter: Letter, listed: int) -> str:
        said = "\n".join(letter.parties)
        if letter.source:
            name = letter.source.partition(":")[2]
            said = "\n".join(one for one in (said, listed_words(listed, name)) if one)
        return said

    def _country(self, code: str) -> str:
        return self._desk.country_name(code)

    def _scans(self, scans: Iterable[Evidence]) -> QWidget:
        place = QWidget()
        flow = FlowLayout(px(6))
        place.setLayout(flow)
        for one in scans:
            flow.addWidget(FileChip(one, self._open, None))
        return place

    def _open(self, scan: Evidence) -> None:
        open_evidence(self, self._desk, self._shell, scan)

    def _links(self, page: str, found: Mapping[Any, str]) -> QWidget:
        place = QWidget()
        flow = FlowLayout(px(8))
        place.setLayout(flow)
        for one, name in list(found.items())[:_MOST]:
            flow.addWidget(PageLink(name, page, one, self._shell.window.go))
        if len(found) > _MOST:
            words = _("and {count} more").format(count=figure(len(found) - _MOST))
            flow.addWidget(label(words, "caption"))
        return place

    def _ask_edit(self) -> None:
        if self._line is not None:
            self.edit_asked.emit(self._line.letter)

    def _ask_end(self) -> None:
        if self._line is not None:
            self.end_asked.emit(self._line.letter)


class PageLink(PushButton):
    """A name that leads to its page."""

    def __init__(
        self, words: str, page: str, subject: object, go: Callable[[str, object], object]
    ) -> None:
        super().__init__(words)
        self._page, self._subject, self._go = page, subject, go
        self.setProperty("kind", "link")
        self.setAutoDefault(False)
        self.clicked.connect(self._follow)

    def _follow(self) -> None:
        self._go(self._page, self._subject)


def _ended(letter: Letter) -> str:
    if letter.ended_on is None:
        return ""
    return _("{day}: {reason}").format(day=day_text(letter.ended_on), reason=letter.end_reason)
