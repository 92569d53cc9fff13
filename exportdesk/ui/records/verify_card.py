"""What a check of the records found."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.words import sentence
from exportdesk.operations.records import Verification
from exportdesk.ui.widgets import (
    Card,
    FormGrid,
    Glyph,
    button,
    icon_button,
    label,
    line_edit,
    px,
    selectable,
)
from exportdesk.ui.widgets.copy_field import CopyField
from exportdesk.ui.widgets.fitted_list import FittedList, words_row


class VerifyCard(Card):
    """Says that the records are sound, or lists each fault."""

    closed = Signal()
    compared = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._glyph = Glyph("check-decagram-outline", "green", 24)
        self._heading = selectable(label("", "section", wrap=True))
        self._words = selectable(label("", wrap=True))
        self._faults = FittedList(_("What was found"))
        self._hash_words = label("", "caption", wrap=True)
        self._hash = CopyField(_("Hash of the last event"), _("Copy the hash"))
        self._form = FormGrid()
        self.older = self._form.add(
            _("&Hash printed on a paper (to compare)"), line_edit(longest=200), 12
        )
        self.older.returnPressed.connect(self.compare)
        self._compare = button(_("Co&mpare"), self.compare)
        self._build()
        self.hide()

    @property
    def hash(self) -> str:
        """The hash shown."""
        return self._hash.text

    @property
    def words(self) -> str:
        """What it says."""
        return f"{self._heading.text()} {self._words.text()}"

    def show_result(self, found: Verification) -> None:
        """Show what a check found."""
        if found.sound:
            self._glyph.draw("check-decagram-outline", "green")
            self._heading.setText(_("The records are sound"))
            words = _("Checked: {counts}. All are as they were written.")
            if found.known:
                words += " " + _("The hash from the paper is in the chain.")
        elif not found.faults:
            self._glyph.draw("alert-circle-outline", "red")
            self._heading.setText(_("The hash from the paper is not in this chain"))
            words = _(
                "Checked: {counts}, all of them sound. Was the hash copied right? If it was, the "
                "paper comes from another workspace, or the end of the chain was cut off since."
            )
        else:
            self._glyph.draw("alert-circle-outline", "red")
            self._heading.setText(_("The records are not as they were written"))
            words = _(
                "Checked: {counts}. What is listed here was changed outside ExportDesk, or the "
                "disk is failing. Keep the workspace as it is, and compare it with a backup."
            )
        self._words.setText(words.format(counts=_counts(found)))
        self._faults.show_rows([words_row(sentence(*fault)) for fault in found.faults])
        self._faults.setVisible(bool(found.faults))
        self._hash_words.setText(
            _(
                "The hash of the last event, no. {seq}. Noted elsewhere, it shows later that "
                "nothing before it was changed or cut off."
            ).format(seq=figure(found.head.count))
        )
        self._hash.show_text(found.head.hash)
        self.setAccessibleName(self.words)
        self.show()

    def compare(self) -> None:
        """Ask for a check against the hash that is typed."""
        text = self.older.text().strip()
        if text:
            self.compared.emit(text)

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(px(4))
        words.addWidget(self._heading)
        words.addWidget(self._words)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        close = icon_button(_("Close this message"), "close", self._shut)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(self._faults)
        self.body.addWidget(self._hash_words)
        self.body.addWidget(self._hash)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._form, 1)
        row.addWidget(self._compare, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)

    def _shut(self) -> None:
        self.hide()
        self.closed.emit()


def _counts(found: Verification) -> str:
    """Return what was checked: `13 events, 5 screenings, 1 paper`."""
    parts = (
        (ngettext("{count} event", "{count} events", found.head.count), found.head.count),
        (ngettext("{count} screening", "{count} screenings", found.screenings), found.screenings),
        (ngettext("{count} paper", "{count} papers", found.papers), found.papers),
    )
    return ", ".join(words.format(count=figure(count)) for words, count in parts)
