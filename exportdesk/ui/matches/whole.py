"""What a match shown whole has wherever it stands: its heading, its listing, where it scrolls."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from exportdesk.core.i18n import _, of_rulebook
from exportdesk.core.ids import SourceKey
from exportdesk.core.listings import Listing
from exportdesk.core.matches import Match
from exportdesk.core.words.parties import Origin, requirement_title
from exportdesk.rulebook import ListMeaning
from exportdesk.ui.matches import words
from exportdesk.ui.matches.facts import Facts, PublishedText
from exportdesk.ui.matches.meaning import MeaningPane
from exportdesk.ui.matches.parts import Column, section
from exportdesk.ui.matches.whole_listing import ListingPane
from exportdesk.ui.rates import strength_said
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import Card, Chip
from exportdesk.wiring import Desk

RING = 6  # so far do the words stand off the ring that shows the focus
_LONGEST = 120  # characters of a name in the heading; the whole stands in the listing below


@dataclass(frozen=True, slots=True)
class Names:
    """What lists, countries and sources are called, and what a listing means."""

    list_title: Callable[[str], str]
    country_name: Callable[[str], str]
    meaning_of: Callable[[Listing], ListMeaning]
    origin_of: Callable[[Listing], Origin]
    source_name: Callable[[SourceKey], str]

    @classmethod
    def of(cls, desk: Desk) -> "Names":
        """Return the names a desk knows."""
        return cls(
            desk.list_title,
            desk.country_name,
            desk.meaning_of,
            desk.origin_of,
            desk.source_name,
        )

    def listed_line(self, listing: Listing) -> str:
        """Return list, day and countries of a listing in a line."""
        meaning = self.meaning_of(listing)
        agency = words.agency_letters(of_rulebook(meaning.agency))
        title = words.whole_title(self.list_title(listing.list), listing.list)
        said = [
            f"{title} ({agency})",
            _("listed {day}").format(day=words.day(listing.start_date))
            if listing.start_date
            else "",
            words.countries(listing.countries, self.country_name),
            _("no US list") if self.origin_of(listing) is Origin.FOREIGN else "",
        ]
        return " · ".join(part for part in said if part)


class Heading:
    """A name that may be long, and how strong the match is."""

    def __init__(self) -> None:
        self.name = PublishedText()
        self.name.setProperty("kind", "card-title")
        self.chip = Chip()

    def show(self, name: str, match: Match) -> None:
        """Show the name of a match."""
        short = name if len(name) <= _LONGEST else name[:_LONGEST].rstrip() + "…"
        self.name.say(short)
        self.name.setToolTip(name if short != name else "")
        self.name.setAccessibleName(name)
        strength, tone = words.strength(match.strength)
        self.chip.say(f"{strength}  {round(match.score)}", tone)
        self.chip.setToolTip(strength_said(match.strength))
        self.chip.setAccessibleDescription(self.chip.toolTip())


class ListingParts:
    """What a listing means, what was published of it, and the listing in full."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.meaning = MeaningPane()
        self.title = section(_("As published"))
        self.published = Facts()
        self.whole = ListingPane(names.country_name)

    def show(self, listing: Listing, today: date) -> None:
        """Show a listing."""
        self.meaning.show_meaning(self._names.meaning_of(listing), listing, today)
        published = [
            (requirement_title(self._names.origin_of(listing)), listing.requirement),
            (_("License policy"), listing.policy),
        ]
        given = [(name, text) for name, text in published if text]
        self.published.show_pairs(given)
        self.title.setVisible(bool(given))
        self.published.setVisible(bool(given))
        self.whole.show_listing(listing)


def scrolling(parts: Sequence[tuple[QWidget, int]]) -> QScrollArea:
    """Return the area in which these scroll, each with so much more room before it."""
    inner = Column()
    column = QVBoxLayout(inner)
    column.setContentsMargins(px(RING) - 2, px(4), px(12), px(8))
    column.setSpacing(px(8))
    for part, room in parts:
        if room:
            column.addSpacing(px(room))
        column.addWidget(part)
    column.addStretch(1)
    area = QScrollArea()
    area.setProperty("kind", "told")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(_("The match in full"))
    area.setWidget(inner)
    return area


def beside_ring(card: Card, foot: QWidget, *heads: QLayout) -> None:
    """Let the area of a card stand out to both sides, so that its words begin below the heads'."""
    around = card.layout()
    for part, sign in ((around, -1), (foot, 1), *((head, 1) for head in heads)):
        if part is not None:
            had = part.contentsMargins()
            more = sign * px(RING)
            part.setContentsMargins(had.left() + more, had.top(), had.right() + more, had.bottom())
