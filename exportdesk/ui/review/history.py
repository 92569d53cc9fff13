"""Why a match came back, and every decision made on it before."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.core.standing import Evidence, MatchDecision, Standing
from exportdesk.ui.dates import day_text, moment_text
from exportdesk.ui.matches import words as match_words
from exportdesk.ui.matches.facts import PublishedText
from exportdesk.ui.matches.parts import flowing, section
from exportdesk.ui.review import words
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import Chip, button, label, restyle
from exportdesk.ui.widgets.flow import FlowLayout


class CameBack(QFrame):
    """Why the last decision does not stand, with what changed before and after."""

    def __init__(self, country_name: Callable[[str], str]) -> None:
        super().__init__()
        self._country_name = country_name
        self.setProperty("kind", "banner")
        self.setProperty("tone", Tone.AMBER.value)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._why = label("", "strong", wrap=True)
        self._decided = flowing()
        self._cells: list[tuple[PublishedText, PublishedText, PublishedText]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(6))
        self._heads = [label(text, "label") for text in ("", _("Then"), _("Now"))]
        for column, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, column)
            self._grid.setColumnStretch(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(14), px(10), px(14), px(10))
        whole.setSpacing(px(8))
        whole.addWidget(self._why)
        whole.addLayout(self._grid)
        whole.addWidget(self._decided)

    @property
    def words(self) -> str:
        """Everything it says."""
        cells = [
            " | ".join(cell.text() for cell in row) for row in self._cells if not row[0].isHidden()
        ]
        return "\n".join([self._why.text(), *cells, self._decided.text()])

    def show_standing(self, standing: Standing | None) -> None:
        """Show why a match came back; hide where it did not."""
        back = standing is not None and bool(standing.lapses)
        self.setVisible(back)
        if standing is None or not back:
            return
        self._why.setText("\n".join(words.came_back(standing)))
        changed = words.changed_fields(standing, self._country_name)
        while len(self._cells) < len(changed):
            self._add_row()
        for head in self._heads:
            head.setVisible(bool(changed))
        for at, row in enumerate(self._cells):
            for cell, text in zip(
                row, changed[at] if at < len(changed) else ("",) * 3, strict=True
            ):
                cell.setVisible(at < len(changed))
                cell.say(text)
        self._decided.setText(_last(standing.decision))
        self._decided.setVisible(standing.decision.verdict is not None)
        self.setAccessibleName(self.words)

    def _add_row(self) -> None:
        row = (PublishedText(), PublishedText(), PublishedText())
        at = len(self._cells) + 1
        for column, cell in enumerate(row):
            cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(cell, at, column, Qt.AlignmentFlag.AlignTop)
        restyle(row[0], kind="quiet")
        restyle(row[2], kind="strong")
        self._cells.append(row)


def _last(decision: MatchDecision) -> str:
    if decision.verdict is None:
        return ""
    verdict = match_words.verdict(decision.verdict)[0]
    return _("Decided on {day}: {verdict}. {reason}").format(
        day=day_text(decision.at.local.date()), verdict=verdict, reason=decision.reason
    )


class Earlier(QWidget):
    """Every decision made on a match, newest first. `wanted` tells a file that is to be read."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(8))
        self._column.addWidget(section(_("Decided before")))
        self._entries: list[QWidget] = []
        self._files: dict[QPushButton, Evidence] = {}

    def show_decisions(self, decisions: Sequence[MatchDecision]) -> None:
        """Show them; hide where there are none."""
        for entry in self._entries:
            self._column.removeWidget(entry)
            entry.deleteLater()
        self._files = {}
        self._entries = [self._entry(one) for one in reversed(decisions)]
        for entry in self._entries:
            self._column.addWidget(entry)
        self.setVisible(bool(decisions))

    def _entry(self, decision: MatchDecision) -> QWidget:
        entry = QWidget()
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        head = FlowLayout(px(8))
        if decision.verdict is None:
            head.addWidget(Chip(_("Taken back"), Tone.GREY))
        else:
            head.addWidget(Chip(*match_words.verdict(decision.verdict)))
        by = _("{when}, {by}") if decision.by else _("{when}")
        said = by.format(when=moment_text(decision.at), by=decision.by)
        if decision.review_on is not None:
            said = _("{said}, to be looked at again on {day}").format(
                said=said, day=day_text(decision.review_on)
            )
        if decision.number:
            said = _("{said}, in screening {number}").format(said=said, number=decision.number)
        head.addWidget(label(said, "caption"))
        reason = flowing()
        reason.setText(decision.reason)
        reason.setAccessibleName(decision.reason)
        column.addLayout(head)
        column.addWidget(reason)
        if decision.evidence:
            files = FlowLayout(px(8))
            for one in decision.evidence:
                made = button(one.name, self._want, kind="link", glyph="paperclip")
                made.setToolTip(_("Save a copy of this file"))
                self._files[made] = one
                files.addWidget(made)
            column.addLayout(files)
        return entry

    def _want(self) -> None:
        made = self.sender()
        if isinstance(made, QPushButton) and made in self._files:
            self.wanted.emit(self._files[made])


def state_chip(standing: Standing | None) -> tuple[str, Tone]:
    """Return the chip that tells how a match stands by the last decision."""
    if standing is None or standing.decision.verdict is None:
        return "", Tone.GREY
    if standing.lapses:
        return _("Came back"), Tone.AMBER
    return match_words.verdict(standing.decision.verdict)
