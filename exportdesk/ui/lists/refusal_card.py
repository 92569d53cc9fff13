"""What the page says of a list file that was not taken in, and the ways on."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.editions import ListFinding, Severity
from exportdesk.core.errors import ListRefused
from exportdesk.core.i18n import _
from exportdesk.core.words import say, sentence
from exportdesk.ui.lists.words import severity_tone, severity_words
from exportdesk.ui.widgets import (
    Card,
    Chip,
    FormGrid,
    Glyph,
    button,
    icon_button,
    label,
    line_edit,
    px,
)
from exportdesk.ui.widgets.copy_field import CopyField

_TALLEST = 200


class RefusalCard(Card):
    """Lists what the guard found, says what stays in force, offers another file or a reason why
    this one is used all the same.
    """

    another = Signal()
    taken_anyway = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._heading = label("", "section", wrap=True)
        self._file = label("", "caption", wrap=True)
        self._stays = label("", "strong", wrap=True)
        self._findings = _Findings()
        self._advice = label("", "quiet", wrap=True)
        self._address = CopyField(_("Address of the list"), _("Copy the address"))
        self._reason = line_edit(longest=300)
        self._build()

    def show_refusal(self, refused: ListRefused, path: Path, stays: str, address: str) -> None:
        """Show why the file at `path` was not taken; `stays` says what is in force."""
        findings = refused.facts.get("findings")
        found = findings if isinstance(findings, tuple) else ()
        overridable = bool(refused.facts.get("overridable"))
        self._heading.setText(_("This file was not taken in"))
        self._file.setText(str(path))
        self._stays.setText(stays)
        self._findings.show_findings(found or (_as_finding(refused),))
        if overridable:
            advice = _(
                "Try a fresh download first, from the address below. Use this file only when you "
                "know why it differs; the reason you give stands on the record of events."
            )
        else:
            advice = _("Download the list again from this address, then import the new file.")
        self._advice.setText(advice)
        self._address.show_text(address)
        self._anyway.setVisible(overridable)
        self._ask_reason(False)
        self._reason.clear()
        self.setAccessibleName(self._heading.text())
        self._other.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The findings as shown."""
        return self._findings.sentences

    def use_anyway(self) -> None:
        """Ask for the reason; with one given, take the file."""
        if self._form.isHidden():
            self._ask_reason(True)
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        reason = self._reason.text().strip()
        if not reason:
            self._form.mark(self._reason, _("Say why. The reason is kept with the edition."))
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.taken_anyway.emit(reason)

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(self._heading)
        words.addWidget(self._file)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(Glyph("file-alert-outline", "red", 24), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        close = icon_button(_("Close this message"), "close", self._shut)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(self._findings)
        self.body.addWidget(self._stays)
        self.body.addWidget(self._advice)
        self.body.addWidget(self._address)
        self._form = FormGrid()
        self._form.add(_("&Why may this file be used?"), self._reason, 12)
        self._reason.returnPressed.connect(self.use_anyway)
        self.body.addWidget(self._form)
        self._other = button(_("Try &another file…"), self._try_another)
        self._anyway = button(_("&Use it anyway…"), self.use_anyway, kind="danger")
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._other)
        row.addWidget(self._anyway)
        row.addStretch(1)
        self.body.addLayout(row)

    def _ask_reason(self, asked: bool) -> None:
        self._form.setVisible(asked)
        self._form.clear_marks()
        self._anyway.setText(_("&Use it anyway") if asked else _("&Use it anyway…"))

    def _try_another(self) -> None:
        self.another.emit()

    def _shut(self) -> None:
        self.closed.emit()


class _Findings(QScrollArea):
    """Findings, one under the other; as high as they need, up to a limit."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("What was found in the file"))
        self.sentences: tuple[str, ...] = ()

    def show_findings(self, findings: Sequence[ListFinding]) -> None:
        """Show `findings`, in their order."""
        inner = QWidget()
        inner.setProperty("kind", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        for finding in findings:
            column.addWidget(finding_row(finding))
        self.setWidget(inner)
        self.sentences = tuple(sentence(f.code, f.facts) for f in findings)
        self.setAccessibleDescription("\n".join(self.sentences))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        inner = self.widget()
        if inner is None:
            return
        wanted = inner.heightForWidth(max(self.width(), px(200)))
        self.setFixedHeight(min(wanted, px(_TALLEST)))
        # Where all is seen there is nothing to scroll, and nothing to stop at with Tab.
        scrolls = wanted > px(_TALLEST)
        policy = Qt.FocusPolicy.StrongFocus if scrolls else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)


def finding_row(finding: ListFinding) -> QWidget:
    """Return one finding: how grave, and the sentence."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(px(10))
    severity = finding.severity
    chip = Chip(severity_words(severity), severity_tone(severity))
    line.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
    words = label(sentence(finding.code, finding.facts), wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    policy = words.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)  # rows no higher than their words
    words.setSizePolicy(policy)
    line.addWidget(words, 1)
    return row


def _as_finding(refused: ListRefused) -> ListFinding:
    return ListFinding(say(refused), Severity.FATAL)
