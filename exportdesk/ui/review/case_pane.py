"""One waiting match whole: ours and theirs, why it came back, what the list means."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from exportdesk.core.comparisons import SideLine
from exportdesk.core.i18n import _
from exportdesk.core.ids import SourceKey
from exportdesk.core.listings import Listing
from exportdesk.core.screenings import SeenMatch
from exportdesk.core.words.parties import Origin, requirement_title, ties_said
from exportdesk.operations.deciding import ReviewCase
from exportdesk.rulebook import ListMeaning
from exportdesk.screening.side_by_side import side_by_side
from exportdesk.ui.matches import words as match_words
from exportdesk.ui.matches.facts import Facts, PublishedText
from exportdesk.ui.matches.meaning import MeaningPane
from exportdesk.ui.matches.parts import Column, flowing, say_in, section
from exportdesk.ui.matches.whole_listing import ListingPane
from exportdesk.ui.matches.why_grid import WhyGrid
from exportdesk.ui.rates import strength_said
from exportdesk.ui.review import words
from exportdesk.ui.review.history import CameBack, Earlier
from exportdesk.ui.review.rows import QueueRow
from exportdesk.ui.review.side_grid import SideGrid
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import Card, Chip, EmptyState, label, rule, selectable

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Shown:
    """A case as it is in view, with both sides compared."""

    case: ReviewCase
    lines: tuple[SideLine, ...]

    @classmethod
    def of(cls, case: ReviewCase) -> "Shown":
        """Return a case with both sides compared."""
        return cls(case, side_by_side(case.kept.profile, case.listing, case.match.match))


class CasePane(Card):
    """Shows one case; `foot` stands fixed below it."""

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
        self._list_title = list_title
        self._country_name = country_name
        self._meaning_of = meaning_of
        self._origin_of = origin_of
        self._source_name = source_name
        self._of: tuple[str, str] = ("", "")
        self.empty = EmptyState("account-search-outline", "", "")
        self._several = EmptyState("checkbox-multiple-marked-outline", "", "")
        self._stack = QStackedWidget()
        for part in (self.empty, self._several, self._whole()):
            self._stack.addWidget(part)
        self._foot = foot
        self._rule = rule()
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._rule)
        self.body.addWidget(foot)
        self.show_nothing()

    def _whole(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self._name = PublishedText()
        self._name.setProperty("kind", "card-title")
        self._chip = Chip()
        self._state = Chip()
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self._name, 1)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        self._whose = selectable(label("", "caption", wrap=True))
        self._listed = selectable(label("", "caption", wrap=True))
        self._together = selectable(label("", "caption", wrap=True))
        under = QVBoxLayout()
        under.setSpacing(px(2))
        for part in (self._whose, self._listed, self._together):
            under.addWidget(part)
        column.addLayout(head)
        column.addLayout(under)
        column.addWidget(self._scroller(), 1)
        return whole

    def _scroller(self) -> QScrollArea:
        inner = Column()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, px(4), px(12), px(8))
        column.setSpacing(px(8))
        self.back = CameBack(self._country_name)
        self.sides = SideGrid(self._country_name)
        self._why = WhyGrid(self._country_name)
        self._sentence = flowing()
        self.meaning = MeaningPane()
        self._published = Facts()
        self._published_title = section(_("As published"))
        self.earlier = Earlier()
        self._listing = ListingPane(self._country_name)
        parts: tuple[QWidget, ...] = (
            self.back, section(_("Side by side")), self.sides, section(_("Why it matched")),
            self._why, self._sentence, self.meaning, self._published_title, self._published,
            self.earlier, self._listing,
        )  # fmt: skip
        apart = (parts[3], self.meaning, self._published_title, self.earlier, self._listing)
        for part in parts:
            if part in apart:
                column.addSpacing(px(10))
            column.addWidget(part)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(_("The match in full"))
        self.area.setWidget(inner)
        return self.area

    def show_nothing(self) -> None:
        """Show that no match is in view."""
        self._of = ("", "")
        self.empty.say(
            _("No match chosen"),
            _("Your party and the listing are shown here side by side, and what the list means."),
        )
        self._stack.setCurrentIndex(0)
        self._show_foot(False)

    def show_gone(self, why: str) -> None:
        """Show that the chosen match cannot be shown."""
        self.show_nothing()
        self.empty.say(_("Nothing to show"), why)

    def show_several(self, count: int, lists: str, parties: int) -> None:
        """Show that several matches are chosen at once."""
        self._of = ("", "")
        said = _("On: {lists}. They are of {parties} of your parties.").format(
            lists=lists, parties=parties
        )
        self._several.say(
            _("{matches} chosen").format(matches=words.matches_said(count)),
            said
            + " "
            + _("One reason is kept for all, and each gets a decision of its own. Choose one line "
                "to look at it."),
        )  # fmt: skip
        self._stack.setCurrentIndex(1)
        self._show_foot(True)

    def show_case(self, shown: Shown, row: QueueRow, today: date) -> None:
        """Show a case of a line."""
        case = shown.case
        match, listing = case.match.match, case.listing
        name = case.kept.profile.name
        self._name.say(name if len(name) <= _LONGEST else name[:_LONGEST].rstrip() + "…")
        self._name.setAccessibleName(name)
        strength, tone = match_words.strength(match.strength)
        self._chip.say(f"{strength}  {round(match.score)}", tone)
        self._chip.setToolTip(strength_said(match.strength))
        self._state.say(*words.state(case.match.state))
        found = words.found_text(case.match.found_at, today)
        say_in(self._whose, f"{words.whose(case.customer, case.kept)} · {found}")
        say_in(self._listed, self._listed_line(listing))
        say_in(
            self._together,
            _("Listed {count} times, joined by {ties}").format(
                count=len(row.whole), ties=ties_said(row.ties, most=1)
            )
            if row.whole
            else "",
        )
        standing = case.standing
        self.back.show_standing(standing)
        self.sides.show_lines(shown.lines)
        self._why.show_reasons(match.reasons)
        say_in(self._sentence, match_words.why(SeenMatch(match, listing)))
        self._show_listing(listing, today)
        self.earlier.show_decisions(case.earlier)
        of = (case.kept.id, listing.uid)
        if of != self._of:
            self.area.verticalScrollBar().setValue(0)
        self._of = of
        self._stack.setCurrentIndex(2)
        self._show_foot(True)

    def _listed_line(self, listing: Listing) -> str:
        meaning = self._meaning_of(listing)
        said = [
            listing.name,
            f"{self._list_title(listing.list)} ({match_words.agency_letters(meaning.agency)})",
            _("listed {day}").format(day=match_words.day(listing.start_date))
            if listing.start_date
            else "",
            match_words.countries(listing.countries, self._country_name),
            _("no US list") if self._origin_of(listing) is Origin.FOREIGN else "",
        ]
        return " · ".join(part for part in said if part)

    def _show_listing(self, listing: Listing, today: date) -> None:
        self.meaning.show_meaning(self._meaning_of(listing), listing, today)
        published = [
            (requirement_title(self._origin_of(listing)), listing.requirement),
            (_("License policy"), listing.policy),
        ]
        given = [(name, text) for name, text in published if text]
        self._published.show_pairs(given)
        self._published_title.setVisible(bool(given))
        self._published.setVisible(bool(given))
        self._listing.show_listing(listing)

    def _show_foot(self, on: bool) -> None:
        self._rule.setVisible(on)
        self._foot.setVisible(on)
