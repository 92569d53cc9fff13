"""What a look over the whole of a table found, beside its first rows."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.editions import ListFinding, Severity
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.words import say, sentence
from exportdesk.lists import OwnCheck
from exportdesk.ui.jobs import Step
from exportdesk.ui.lists.own_words import would_become
from exportdesk.ui.lists.words import severity_tone, severity_words
from exportdesk.ui.widgets import Card, Chip, ProgressLine, Tone, label, px, selectable


class FindingsCard(Card):
    """Counts over the whole file, and what to know before it is taken in."""

    def __init__(self) -> None:
        super().__init__(_("The whole file"))
        self.sentences: tuple[str, ...] = ()
        self.fatal = False
        self.praises = True  # not a table of a form that may be meant as something else
        self._line = ProgressLine()
        self._line.hide()
        self.summary = selectable(label("", wrap=True))
        self._rows = QWidget()
        self.body.addWidget(self._line)
        self.body.addWidget(self.summary)
        self.body.addWidget(self._rows)
        self.body.addStretch(1)

    @override
    def minimumSizeHint(self) -> QSize:
        # Words that wrap need the height they have at this width, and the page scrolls for it.
        hint = super().minimumSizeHint()
        return QSize(px(220), max(hint.height(), self.heightForWidth(max(self.width(), px(220)))))

    def begin(self) -> None:
        """Show that a look is under way."""
        self._line.begin(_("Looking over the whole file…"))
        self.summary.setText("")
        self.summary.hide()
        self._show(())

    def step(self, step: Step) -> None:
        """Show how far the look is."""
        self._line.step(step)

    def show_check(self, check: OwnCheck) -> None:
        """Show what the look found."""
        self._line.end()
        self._say(would_become(check))
        self._show(check.findings(), good=self.praises)

    def show_trouble(self, error: ExportDeskError) -> None:
        """Show why the file cannot be read to its end."""
        self._line.end()
        self._say("")
        self._show((ListFinding(say(error), Severity.FATAL),))

    def show_nobody(self) -> None:
        """Show that no column names a party."""
        self._line.end()
        self._say("")
        self._show((ListFinding("own-nobody-named", Severity.FATAL),))

    def _say(self, words: str) -> None:
        self.summary.setText(words)
        self.summary.setAccessibleName(words)
        self.summary.setVisible(bool(words))

    def _show(self, findings: Sequence[ListFinding], *, good: bool = False) -> None:
        self.sentences = tuple(sentence(one.code, one.facts) for one in findings)
        self.fatal = any(one.severity is Severity.FATAL for one in findings)
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, px(4), 0, 0)
        column.setSpacing(px(12))
        for one, words in zip(findings, self.sentences, strict=True):
            column.addWidget(_finding(severity_words(one.severity), severity_tone(one.severity),
                                      words))  # fmt: skip
        if good and not findings:
            column.addWidget(_finding(_("Good"), Tone.GREEN, _("Nothing odd was found.")))
        self.body.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows
        self.setAccessibleDescription("\n".join([self.summary.text(), *self.sentences]))
        self.updateGeometry()


def _finding(state: str, tone: Tone, words: str) -> QWidget:
    """Return one finding, narrow: how grave, and the sentence under it."""
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(4))
    column.addWidget(Chip(state, tone))
    column.addWidget(selectable(label(words, wrap=True)))
    return row
