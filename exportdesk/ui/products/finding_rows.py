"""What a check says of some fields: each finding with what it rests on, and a way to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.core.words import sentence
from exportdesk.diligence import Finding, Severity
from exportdesk.ui.products.words import ground_words, severity_look, severity_words
from exportdesk.ui.widgets import Glyph, TwoLineLabel, label, px, selectable
from exportdesk.ui.widgets.buttons import PushButton
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.ui.widgets.why import Why


@dataclass(frozen=True, slots=True)
class Fix:
    """A finding's remedy: the words on its button, the field it goes into, and what."""

    words: str
    field: str
    value: str


Shown = tuple[Finding, tuple[Fix, ...]]


class FindingRows(QWidget):
    """Findings one under the other; `fixed` tells the remedy that was taken."""

    fixed = Signal(object)

    def __init__(self, *, folded: bool = False, short: bool = False) -> None:
        """`folded` shows what a finding rests on only when it is asked for; `short` shows two lines
        of what is to be mended, and the rest when the pointer is on it or "Why?" is pressed.
        """
        super().__init__()
        self._folded, self._short = folded, short
        self._shown: list[Shown] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(8))
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences shown."""
        return tuple(sentence(one.code, one.facts) for one, _fixes in self._shown)

    def show_findings(self, shown: Sequence[Shown]) -> None:
        """Show `shown` in place of those before."""
        if list(shown) == self._shown:
            return  # nothing moves under the hand of whoever types
        self._shown = list(shown)
        while (item := self._column.takeAt(0)) is not None:
            former = item.widget()
            if former is not None:
                former.hide()
                former.deleteLater()
        grounds: set[str] = set()  # what several rest on is said once, below the first
        for finding, fixes in shown:
            rests_on = "" if finding.ground is None else ground_words(finding.ground)
            row = self._row(finding, fixes, "" if rests_on in grounds else rests_on)
            self._column.addWidget(row, 0, Qt.AlignmentFlag.AlignTop)
            grounds.add(rests_on)
        self.setVisible(bool(shown))

    def _row(self, finding: Finding, fixes: Sequence[Fix], rests_on: str) -> QWidget:
        row = QWidget()
        glyph, color = severity_look(finding.severity)
        mark = Glyph(glyph, color, 16)
        said = sentence(finding.code, finding.facts)
        is_short = self._short and finding.severity is not Severity.NOTE
        if is_short:
            words: QLabel = TwoLineLabel(said, "caption")
        else:
            words = selectable(label(said, "caption", wrap=True))
        if finding.severity is not Severity.NOTE:
            words.setProperty("kind", "finding")
        words.setAccessibleName(
            _("{severity}: {words}").format(severity=severity_words(finding.severity), words=said)
        )
        column = QVBoxLayout()
        column.setSpacing(px(2))
        if rests_on and self._folded:
            reason = f"{said}\n{rests_on}" if is_short else rests_on
            column.addWidget(Why(words, reason, said))
        else:
            column.addWidget(words)
            if rests_on:
                column.addWidget(selectable(label(rests_on, "caption", wrap=True)))
        if fixes:
            column.addLayout(self._fixes(fixes))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column, 1)
        return row

    def _fixes(self, fixes: Sequence[Fix]) -> FlowLayout:
        row = FlowLayout(px(8))
        for fix in fixes:
            made = _FixButton(fix)
            made.taken.connect(self.fixed)
            row.addWidget(made)
        return row


class _FixButton(PushButton):
    """A button that tells its remedy."""

    taken = Signal(object)

    def __init__(self, fix: Fix) -> None:
        super().__init__(fix.words)
        self.setProperty("kind", "link")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._fix = fix
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        self.taken.emit(self._fix)
