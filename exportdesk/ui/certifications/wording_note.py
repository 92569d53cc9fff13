"""What is said of a wording where it is chosen: its version, who reviewed it, what it lacks."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.core.words.certifications import lacks_words
from exportdesk.documents.wording import Review, Wording, WordingPair
from exportdesk.documents.wording_points import lacking
from exportdesk.ui.matches.parts import say_in
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import label, restyle


class WordingNote(QWidget):
    """Says of the English text, and of the translation beside it, who reviewed it."""

    def __init__(self) -> None:
        super().__init__()
        self._said = label("", "caption", wrap=True)
        self._lacks = label("", "finding", wrap=True)
        restyle(self._lacks, tone=Tone.AMBER.value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self._said)
        column.addWidget(self._lacks)
        self._said.hide()
        self._lacks.hide()

    def say(self, pair: WordingPair | None) -> None:
        """Say it of these texts, nothing for None."""
        told = (pair.english, pair.translation) if pair is not None else ()
        say_in(self._said, "\n".join(review_words(one) for one in told if one is not None))
        lacks = lacking(pair.english.texts, pair.english.clauses) if pair is not None else ()
        say_in(self._lacks, lacks_words(lacks))


def review_words(one: Wording) -> str:
    """Return which version a text is of, and who reviewed it."""
    if one.review is Review.NOT_REVIEWED:
        words = _("{language}, wording {version}: not reviewed by a lawyer yet.")
    elif one.review is Review.LANGUAGE:
        words = _("{language}, wording {version}: read over by a native speaker. {note}")
    else:
        words = _("{language}, wording {version}: reviewed by a lawyer. {note}")
    return words.format(language=one.name, version=one.version, note=one.review_note).strip()
