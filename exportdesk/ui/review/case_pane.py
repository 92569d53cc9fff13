"""One waiting match whole: ours and theirs, why it came back, what the list means."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from exportdesk.core.comparisons import SideLine
from exportdesk.core.i18n import _
from exportdesk.core.screenings import SeenMatch
from exportdesk.core.words.parties import ties_said
from exportdesk.operations.deciding import ReviewCase
from exportdesk.screening.assessing import Known, known
from exportdesk.screening.side_by_side import side_by_side
from exportdesk.ui.matches import words as match_words
from exportdesk.ui.matches.parts import flowing, say_in, section
from exportdesk.ui.matches.whole import Heading, ListingParts, Names, beside_ring, scrolling
from exportdesk.ui.matches.why_grid import WhyGrid
from exportdesk.ui.review import words
from exportdesk.ui.review.history import CameBack, Earlier
from exportdesk.ui.review.rows import QueueRow
from exportdesk.ui.review.side_grid import SideGrid
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import Card, Chip, EmptyState, label, rule, selectable
from exportdesk.ui.widgets.states import Faces
from exportdesk.wiring import Desk


@dataclass(frozen=True, slots=True)
class Shown:
    """A case as it is in view, with both sides compared."""

    case: ReviewCase
    lines: tuple[SideLine, ...]

    @classmethod
    def of(cls, case: ReviewCase) -> "Shown":
        """Return a case with both sides compared."""
        return cls(case, side_by_side(case.kept.profile, case.listing, case.match.match))

    def known(self, desk: Desk) -> Known:
        """Return what the questions on the way to a verdict need not ask."""
        listing = self.case.listing
        return known(
            self.case.match.match,
            listing,
            desk.origin_of(listing),
            self.lines,
            desk.list_title(listing.list),
        )


class CasePane(Card):
    """Shows one case; `foot` stands fixed below it."""

    def __init__(self, foot: QWidget, names: Names) -> None:
        super().__init__()
        self._names = names
        self._of: tuple[str, str] = ("", "")
        self.empty = EmptyState("account-search-outline", "", "")
        self._several = EmptyState("checkbox-multiple-marked-outline", "", "")
        self._stack = Faces()
        for part in (self.empty, self._several, self._whole()):
            self._stack.addWidget(part)
        for part in (self.empty, self._several):  # what a case needs is not for them to say
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        beside_ring(self, foot, *self._heads)
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
        self._heading = Heading()
        self._state = Chip()
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self._heading.name, 1)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._heading.chip, 0, Qt.AlignmentFlag.AlignTop)
        self._whose = selectable(label("", "caption", wrap=True))
        self._listed = selectable(label("", "caption", wrap=True))
        self._together = selectable(label("", "caption", wrap=True))
        under = QVBoxLayout()
        under.setSpacing(px(2))
        for part in (self._whose, self._listed, self._together):
            under.addWidget(part)
        self._heads = (head, under)
        column.addLayout(head)
        column.addLayout(under)
        column.addWidget(self._scroller(), 1)
        return whole

    def _scroller(self) -> QScrollArea:
        country_name = self._names.country_name
        self.back = CameBack(country_name)
        self.sides = SideGrid(country_name)
        self._why = WhyGrid(country_name)
        self._sentence = flowing()
        self.earlier = Earlier()
        listing = self._listing = ListingParts(self._names)
        self.area = scrolling(
            (
                (self.back, 0),
                (section(_("Side by side")), 0),
                (self.sides, 0),
                (section(_("Why it matched")), 10),
                (self._why, 0),
                (self._sentence, 0),
                (listing.meaning, 10),
                (listing.title, 10),
                (listing.published, 0),
                (self.earlier, 10),
                (listing.whole, 10),
            )
        )
        self.area.setMinimumHeight(px(24))  # in a low window what is asked comes first
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
            + _("One reason can answer them together where they are the same question: the same "
                "name and country of yours, the same listing. Choose one line to look at it."),
        )  # fmt: skip
        self._stack.setCurrentIndex(1)
        self._show_foot(True)

    def show_case(self, shown: Shown, row: QueueRow, today: date) -> None:
        """Show a case of a line."""
        case = shown.case
        match, listing = case.match.match, case.listing
        name = case.kept.profile.name
        self._heading.show(name, match)
        self._state.say(*words.state(case.match.state))
        found = words.found_text(case.match.found_at, today)
        say_in(self._whose, f"{words.whose(case.customer, case.kept)} · {found}")
        say_in(self._listed, f"{listing.name} · {self._names.listed_line(listing)}")
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
        self._why.show_reasons(match, case.kept.profile.kind)
        say_in(self._sentence, match_words.why(SeenMatch(match, listing)))
        self._listing.show(listing, today)
        self.earlier.show_decisions(case.earlier)
        of = (case.kept.id, listing.uid)
        if of != self._of:
            self.area.verticalScrollBar().setValue(0)
        self._of = of
        self._stack.setCurrentIndex(2)
        self._show_foot(True)

    def _show_foot(self, on: bool) -> None:
        self._rule.setVisible(on)
        self._foot.setVisible(on)
