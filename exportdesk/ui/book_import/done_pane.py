"""What an import did, and what was left out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from exportdesk.core.book import Kind
from exportdesk.core.i18n import _
from exportdesk.operations.book_import import Imported
from exportdesk.operations.table_import import AnyRow
from exportdesk.ui.book_import.words import done_words, left_words, rows_words
from exportdesk.ui.widgets import Card, button, label, px


class DonePane(Card):
    """Says what was done, and what the screening of it found. Tells the wishes to see the rows left
    out, to save them, to undo, to review.
    """

    review_asked = Signal()
    rest_asked = Signal()
    save_asked = Signal()
    undo_asked = Signal()

    def __init__(self, kind: Kind) -> None:
        super().__init__(_("Imported"), large=True)
        self._kind = kind
        self._same = label("", "quiet", wrap=True)
        self.left = label("", "quiet", wrap=True)
        self._next = label("", "quiet", wrap=True)
        self.review = button(_("Re&view"), self.review_asked.emit)
        self.rest = button(_("Show the &rows left out"), self.rest_asked.emit)
        self.save = button(_("&Save them as a file…"), self.save_asked.emit)
        self.undo = button(_("&Undo the import"), self.undo_asked.emit, kind="danger")
        row = QHBoxLayout()
        row.setSpacing(px(12))
        for made in (self.review, self.rest, self.save, self.undo):
            row.addWidget(made)
        row.addStretch(1)
        for part in (self._same, self.left, self._next):
            self.body.addWidget(part)
        self.body.addLayout(row)

    def show_done(self, done: Imported, rest: Sequence[AnyRow]) -> None:
        """Say what an import did; `rest` are the rows left out."""
        self.say(done_words(done, self._kind))
        self._same.setVisible(bool(done.same))
        self._same.setText(
            _("{rows} were in the book as they are.").format(rows=rows_words(done.same))
        )
        self.left.setVisible(bool(rest))
        told = [left_words(rest, self._kind)] if rest else []
        if any(one.faults for one in rest):  # of a row that is there twice nothing is wrong
            told.append(_("What should come in can be put right and imported."))
        self.left.setText(" ".join(told))
        self._next.setVisible(bool(done.ids) and self._kind is Kind.CUSTOMERS)
        self.say_screening(
            _("They are being screened now. Possible matches appear on Review."), matches=False
        )
        for made in (self.rest, self.save):
            made.setVisible(bool(rest))
        self.undo.setVisible(bool(done.ids))

    @property
    def screening_words(self) -> str:
        """What it says of the screening of what came in."""
        return self._next.text()

    def say_screening(self, words: str, *, matches: bool) -> None:
        """Say how the screening of what came in stands; with `matches` there is some to review."""
        self._next.setText(words)
        self.review.setVisible(matches)
