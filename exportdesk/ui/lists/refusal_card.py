"""What the page says of a list file that was not taken in, and the ways on."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.editions import ListFinding, Severity
from exportdesk.core.errors import ListRefused
from exportdesk.core.i18n import _
from exportdesk.core.words import say, sentence
from exportdesk.ui.lists.words import severity_tone, severity_words
from exportdesk.ui.widgets import (
    Card,
    Chip,
    ElidedLabel,
    FormGrid,
    Glyph,
    button,
    icon_button,
    label,
    line_edit,
    px,
)
from exportdesk.ui.widgets.copy_field import CopyField
from exportdesk.ui.widgets.fitted_list import FittedList, words_row
from exportdesk.ui.widgets.flow import FlowLayout


class RefusalCard(Card):
    """Lists what the guard found, says what stays in force, offers another file or a reason why
    this one is used all the same.
    """

    another = Signal()
    retried = Signal()
    taken_anyway = Signal(str)
    date_asked = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._heading = label("", "section", wrap=True)
        self._file = ElidedLabel("", "caption")
        self._stays = label("", "strong", wrap=True)
        self._findings = FittedList(_("What was found in the file"))
        self.sentences: tuple[str, ...] = ()
        self._advice = label("", "quiet", wrap=True)
        self._address = CopyField(_("Address of the list"), _("Copy the address"))
        self._reason = line_edit(longest=300)
        self._build()

    def show_refusal(
        self,
        refused: ListRefused,
        path: Path | None,
        stays: str,
        address: str,
        *,
        fetched: str = "",
        heading: str = "",
        bundled: bool = False,
        dated: bool = False,
    ) -> None:
        """Show why the file at `path` was not taken; `stays` says what is in force.

        `fetched` says when it came from the publisher, for a file that was not imported by hand:
        then it can be fetched again, and the card takes no focus. `heading` stands in place of the
        usual one; `bundled` tells of a list that came in a bundle; `dated`: the date that it was
        judged by is one that a person gave, and may be another.
        """
        findings = refused.facts.get("findings")
        found: tuple[ListFinding, ...] = findings if isinstance(findings, tuple) else ()
        overridable = bool(refused.facts.get("overridable"))
        self._heading.setText(heading or _("This file was not imported"))
        self._file.setText(fetched or str(path))
        self._again.setVisible(bool(fetched))
        self._close.setVisible(not fetched)
        self._stays.setText(stays)
        found = found or (_as_finding(refused),)
        self.sentences = tuple(sentence(one.code, one.facts) for one in found)
        self._findings.show_rows([finding_row(one) for one in found])
        self._findings.setAccessibleDescription("\n".join(self.sentences))
        if bundled:
            advice = _("Better: update the lists on the other computer, and save them again.")
            if overridable:
                advice += " " + _(
                    "Use this list only when you know why it differs; the reason you give goes "
                    "on the record of events."
                )
        elif not address:  # a list of the user's own
            advice = _("Close this to choose other columns, or try another file.")
            if overridable:
                advice += " " + _("A reason you give for using it goes on the record of events.")
        elif fetched:
            advice = _("“Retry” fetches it again: often it is whole an hour later.")
            if overridable:
                advice += " " + _(
                    "Use this file only when you know why it differs; the reason you give goes "
                    "on the record of events."
                )
        elif overridable:
            advice = _(
                "Try a fresh download first, from the address below. Use this file only when you "
                "know why it differs; the reason you give goes on the record of events."
            )
        else:
            advice = _("Download the list again from this address, then import the new file.")
        self._advice.setText(advice)
        self._address.show_text(address)
        self._address.setVisible(bool(address) and not fetched and not bundled)
        self._date.setVisible(dated)
        self._anyway.setVisible(overridable)
        self._ask_reason(False)
        self._reason.clear()
        self.setAccessibleName(self._heading.text())
        if not fetched:
            self._other.setFocus(Qt.FocusReason.OtherFocusReason)

    def allow(self, allowed: bool) -> None:
        """Let its buttons work, or not while something else is under way."""
        for one in (self._again, self._other, self._anyway):
            one.setEnabled(allowed)

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
        self._close = icon_button(_("Close this message"), "close", self._shut)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(self._findings)
        self.body.addWidget(self._stays)
        self.body.addWidget(self._advice)
        self.body.addWidget(self._address)
        self._form = FormGrid()
        self._form.add(_("&Why may this file be used?"), self._reason, 12)
        self._reason.returnPressed.connect(self.use_anyway)
        self.body.addWidget(self._form)
        self._again = button(_("&Retry"), self._retry, glyph="refresh")
        self._other = button(_("Try &another file…"), self._try_another)
        self._date = button(_("Change the &date…"), self._ask_date)
        self._date.hide()
        self._anyway = button(_("Use it any&way…"), self.use_anyway, kind="danger")
        row = FlowLayout(px(8))
        row.addWidget(self._again)
        row.addWidget(self._other)
        row.addWidget(self._date)
        row.addWidget(self._anyway)
        self.body.addLayout(row)

    def _ask_reason(self, asked: bool) -> None:
        self._form.setVisible(asked)
        self._form.clear_marks()
        self._anyway.setText(_("Use it any&way") if asked else _("Use it any&way…"))

    def _retry(self) -> None:
        self.retried.emit()

    def _try_another(self) -> None:
        self.another.emit()

    def _ask_date(self) -> None:
        self.date_asked.emit()

    def _shut(self) -> None:
        self.closed.emit()


def finding_row(finding: ListFinding) -> QWidget:
    """Return one finding: how grave, and the sentence."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(px(10))
    severity = finding.severity
    chip = Chip(severity_words(severity), severity_tone(severity))
    line.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
    words = words_row(sentence(finding.code, finding.facts))
    line.addWidget(words, 1)
    return row


def _as_finding(refused: ListRefused) -> ListFinding:
    return ListFinding(say(refused), Severity.FATAL)
