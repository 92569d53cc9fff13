"""One match whole: why it was proposed, what its list means, and the listing as published."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from exportdesk.core.i18n import _
from exportdesk.core.ids import SourceKey
from exportdesk.core.listings import Listing
from exportdesk.core.parties import Party
from exportdesk.core.screenings import SeenMatch
from exportdesk.core.words import sentence
from exportdesk.core.words.parties import Origin, requirement_title
from exportdesk.rulebook import ListMeaning
from exportdesk.screening.ofac_view import ofac_said, ofac_score
from exportdesk.ui.matches import words
from exportdesk.ui.matches.facts import Facts, PublishedText
from exportdesk.ui.matches.meaning import MeaningPane
from exportdesk.ui.matches.parts import Column, flowing, say_in, section
from exportdesk.ui.matches.whole_listing import ListingPane
from exportdesk.ui.matches.why_grid import WhyGrid
from exportdesk.ui.rates import strength_said
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import (
    Card,
    Chip,
    EmptyState,
    label,
    rule,
    selectable,
)

_LONGEST = 120  # characters of a name in the heading; the whole stands in the listing below


class MatchDetail(Card):
    """Shows one match; `foot` stands fixed below it."""

    def __init__(
        self,
        foot: QWidget,
        *,
        list_title: Callable[[str], str],
        country_name: Callable[[str], str],
        meaning_of: Callable[[Listing], ListMeaning],
        origin_of: Callable[[Listing], Origin],
        source_name: Callable[[SourceKey], str],
    ) -> None:
        super().__init__()
        self._origin_of = origin_of
        self._source_name = source_name
        self._list_title = list_title
        self._country_name = country_name
        self._meaning_of = meaning_of
        self._seen: SeenMatch | None = None
        self._empty = EmptyState("card-search-outline", "", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._whole(foot, country_name))
        self.body.addWidget(self._stack)
        self.show_nothing()

    def _whole(self, foot: QWidget, country_name: Callable[[str], str]) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self._name = PublishedText()
        self._name.setProperty("kind", "card-title")
        self._chip = Chip()
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._name, 1)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        self._line = selectable(label("", "caption", wrap=True))
        self._also = selectable(label("", "caption", wrap=True))
        self._together = selectable(label("", "caption", wrap=True))
        self._ofac = selectable(label("", "caption", wrap=True))
        self._ofac.setToolTip(sentence("ofac-score-method"))
        self._ofac.setAccessibleDescription(sentence("ofac-score-method"))
        under = QVBoxLayout()
        under.setSpacing(px(2))
        under.addWidget(self._line)
        under.addWidget(self._also)
        under.addWidget(self._together)
        under.addWidget(self._ofac)
        column.addLayout(head)
        column.addLayout(under)
        column.addWidget(self._scroller(country_name), 1)
        column.addWidget(rule())
        column.addWidget(foot)
        return whole

    def _scroller(self, country_name: Callable[[str], str]) -> QScrollArea:
        inner = Column()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, px(4), px(12), px(8))
        column.setSpacing(px(8))
        self._why = WhyGrid(country_name)
        self._sentence = flowing()
        self._meaning = MeaningPane()
        self._published = Facts()
        self._published_title = section(_("As published"))
        self._listing = ListingPane(country_name)
        parts: tuple[QWidget, ...] = (
            section(_("Why it matched")),
            self._why,
            self._sentence,
            self._meaning,
            self._published_title,
            self._published,
            self._listing,
        )
        for part in parts:
            if part in (self._meaning, self._published_title, self._listing):
                column.addSpacing(px(12))
            column.addWidget(part)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(_("The match in full"))
        self.area.setWidget(inner)
        return self.area

    def show_nothing(self, *, found_none: bool = False) -> None:
        """Show that no match is in view; where none was found, what was not looked at."""
        self._seen = None
        if found_none:
            self._empty.say(
                _("What this does not check"),
                _(
                    "Who owns or controls this party, what the goods are and what they are for, "
                    "and lists that are not loaded here. The record will say so."
                ),
            )
        else:
            self._empty.say(
                _("No match chosen"),
                _("Why a listing was proposed, and what it means, is shown here."),
            )
        self._stack.setCurrentIndex(0)

    def show_match(
        self, party: Party, seen: SeenMatch, today: date, *, together: tuple[str, str] = ("", "")
    ) -> None:
        """Show a match of `party`.

        `together` tells of other listings of the listed party: what joins them, and the lists.
        """
        former, self._seen = self._seen, seen
        meaning = self._meaning_of(seen.listing)
        name = seen.match.name
        self._name.say(name if len(name) <= _LONGEST else name[:_LONGEST].rstrip() + "…")
        self._name.setToolTip(name if len(name) > _LONGEST else "")
        self._name.setAccessibleName(seen.match.name)
        strength, tone = words.strength(seen.match.strength)
        self._chip.say(f"{strength}  {round(seen.match.score)}", tone)
        self._chip.setToolTip(strength_said(seen.match.strength))
        self._chip.setAccessibleDescription(self._chip.toolTip())
        points = ofac_score(party, seen.listing)
        say_in(self._ofac, "" if points is None else f"{ofac_said(points)}.")
        say_in(self._also, self._also_said(seen))
        joined, lists = together
        say_in(self._together, joined)
        self._together.setToolTip(lists)
        self._together.setAccessibleDescription(lists)
        self._why.show_reasons(seen.match.reasons)
        self._sentence.setText(words.why(seen))
        self._sentence.setVisible(bool(self._sentence.text()))
        if former is None or former.listing != seen.listing:
            self._show_listing(seen.listing, meaning, today)
        if former is None or former.match.uid != seen.match.uid:
            self.area.verticalScrollBar().setValue(0)
        self._stack.setCurrentIndex(1)

    def _also_said(self, seen: SeenMatch) -> str:
        sources = dict.fromkeys(SourceKey(uid.partition(":")[0]) for uid in seen.also)
        if not sources:
            return ""
        return sentence("listing-also", {"sources": ", ".join(map(self._source_name, sources))})

    def _show_listing(self, listing: Listing, meaning: ListMeaning, today: date) -> None:
        said = [
            f"{self._list_title(listing.list)} ({words.agency_letters(meaning.agency)})",
            _("listed {day}").format(day=words.day(listing.start_date))
            if listing.start_date
            else "",
            words.countries(listing.countries, self._country_name),
            _("no US list") if self._origin_of(listing) is Origin.FOREIGN else "",
        ]
        self._line.setText(" · ".join(part for part in said if part))
        self._line.setAccessibleName(self._line.text())
        self._meaning.show_meaning(meaning, listing, today)
        published = [
            (requirement_title(self._origin_of(listing)), listing.requirement),
            (_("License policy"), listing.policy),
        ]
        given = [(name, text) for name, text in published if text]
        self._published.show_pairs(given)
        self._published_title.setVisible(bool(given))
        self._published.setVisible(bool(given))
        self._listing.show_listing(listing)
