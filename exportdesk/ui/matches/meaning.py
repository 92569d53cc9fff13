"""What being on a list means, what to do next, and where it is written."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.citations import of_citation
from exportdesk.core.i18n import _, of_rulebook
from exportdesk.core.listings import Listing
from exportdesk.core.words import sentence
from exportdesk.rulebook import ListMeaning, Status, denial_order_ended
from exportdesk.ui.matches import words
from exportdesk.ui.matches.parts import flowing, say_in, section
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import Chip, label, restyle
from exportdesk.ui.widgets.flow import FlowLayout


class MeaningPane(QWidget):
    """What being on the list means and what to do next, with where it is written."""

    def __init__(self) -> None:
        super().__init__()
        self._chip = Chip()
        self._ended = flowing(tone=Tone.AMBER)
        self._means = flowing()
        self._next = flowing()
        self._citation = flowing("caption")
        self._unverified = flowing(tone=Tone.AMBER)
        head = FlowLayout(px(8))
        head.addWidget(section(_("What this listing means")))
        head.addWidget(self._chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(self._ended)
        column.addWidget(self._means)
        column.addWidget(label(_("What to do"), "strong"))
        column.addWidget(self._next)
        column.addWidget(self._unverified)
        column.addWidget(self._citation)

    def show_meaning(self, meaning: ListMeaning, listing: Listing, today: date) -> None:
        """Show what the rulebook says of the list of `listing`."""
        ended = denial_order_ended(listing, today)
        stops = meaning.consequence.stops and not ended
        tone = Tone.RED if stops else Tone.AMBER
        said = _("History") if ended else sentence(f"consequence-{meaning.consequence}")
        self._chip.say(said, Tone.GREY if ended else tone)
        say_in(
            self._ended,
            sentence("denial-order-ended", {"end_date": words.day(listing.end_date)})
            if ended
            else "",
        )
        say_in(self._means, of_rulebook(meaning.what_it_means))
        say_in(self._next, of_rulebook(meaning.next_step))
        status = sentence(f"status-{meaning.status}", {"as_of": words.day(meaning.as_of)})
        say_in(self._citation, f"{of_citation(meaning.citation)}\n{status}")
        restyle(
            self._citation,
            kind="caption" if meaning.status is Status.VERIFIED else "strong",
            tone="" if meaning.status is Status.VERIFIED else Tone.AMBER.value,
        )
        say_in(self._unverified, of_rulebook(meaning.unverified_note))
