"""One match whole: why it was proposed, what its list means, and the listing as published."""

from datetime import date
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.core.ids import SourceKey
from exportdesk.core.parties import Party
from exportdesk.core.screenings import SeenMatch
from exportdesk.core.words import sentence
from exportdesk.screening.ofac_view import ofac_said, ofac_score
from exportdesk.ui.matches import words
from exportdesk.ui.matches.parts import flowing, say_in, section
from exportdesk.ui.matches.whole import Heading, ListingParts, Names, beside_ring, scrolling
from exportdesk.ui.matches.why_grid import WhyGrid
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import (
    Card,
    EmptyState,
    rule,
)

_LEAST = 2  # so high is what is told of a match at the least: three banners may stand above it


class _Whole(QWidget):
    """As high as its words and buttons need at its width: what a splitter gives less is cut off."""

    @override
    def minimumSizeHint(self) -> QSize:
        least, layout = super().minimumSizeHint(), self.layout()
        if layout is not None:
            least.setHeight(max(least.height(), layout.minimumHeightForWidth(self.width())))
        return least

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


def _taking_cursor(part: QWidget) -> list[QWidget]:
    """Return what takes the cursor in a part, in the order in which it was made."""
    within = (part, *part.findChildren(QWidget))
    return [one for one in within if one.focusPolicy() is not Qt.FocusPolicy.NoFocus]


class MatchDetail(Card):
    """Shows one match; `foot` stands fixed below it."""

    def __init__(self, foot: QWidget, names: Names) -> None:
        super().__init__()
        self._names = names
        self._seen: SeenMatch | None = None
        self._empty = EmptyState("card-search-outline", "", "")
        self._stack = QStackedWidget()
        self._foot = foot
        self._foot_rule = rule()
        self._is_whole = False
        self._fit_later = QTimer(self)  # words that wrap have their height only then
        self._fit_later.setSingleShot(True)
        self._fit_later.setInterval(0)
        self._fit_later.timeout.connect(self._fit)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._whole())
        self.body.addWidget(self._stack)
        self.show_nothing()

    def _whole(self) -> QWidget:
        whole = _Whole()
        column = self._column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self._heading = Heading()
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._heading.name, 1)
        head.addWidget(self._heading.chip, 0, Qt.AlignmentFlag.AlignTop)
        beside_ring(self, self._foot, head)
        column.addLayout(head)
        column.addWidget(self._scroller(), 1)
        column.addWidget(self._foot_rule)
        column.addWidget(self._foot)
        # From the list, Tab comes to what is done first, then to what is told.
        for one, after in pairwise((_taking_cursor(self._foot)[-1], *_taking_cursor(self.area))):
            self.setTabOrder(one, after)
        return whole

    def stand_whole(self, whole: bool) -> None:
        """Be as high as what there is to tell, for a page that scrolls, with what is done to the
        match at the head of it; or scroll by itself above that.
        """
        if whole is self._is_whole:
            return
        self._is_whole = whole
        policy = Qt.ScrollBarPolicy
        bar = policy.ScrollBarAlwaysOff if whole else policy.ScrollBarAsNeeded
        self.area.setVerticalScrollBarPolicy(bar)
        parts = (self._foot, self._foot_rule) if whole else (self._foot_rule, self._foot)
        for part in parts:
            self._column.removeWidget(part)
        at = self._column.indexOf(self.area)
        for place, part in enumerate(parts, start=at if whole else at + 1):
            self._column.insertWidget(place, part)
        self._fit_later.start()

    def _fit(self) -> None:
        # Beside the list it gives way to what is asked below it, or the whole page would scroll.
        least, inner = px(_LEAST), self.area.widget()
        if self._is_whole and inner is not None and self._stack.currentIndex():
            frame = self.area.height() - self.area.viewport().height()  # of the ring
            least = inner.heightForWidth(self.area.viewport().width()) + frame
        self.area.setMinimumHeight(least)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_later.start()

    def _scroller(self) -> QScrollArea:
        said = [flowing("caption") for _line in range(4)]
        self._line, self._also, self._together, self._ofac = said
        self._ofac.setToolTip(sentence("ofac-score-method"))
        self._ofac.setAccessibleDescription(sentence("ofac-score-method"))
        under = QWidget()
        lines = QVBoxLayout(under)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(2))
        for line in said:
            lines.addWidget(line)
        self._why = WhyGrid(self._names.country_name)
        self._sentence = flowing()
        listing = self._listing = ListingParts(self._names)
        self.area = scrolling(
            (
                (under, 0),
                (section(_("Why it matched")), 0),
                (self._why, 0),
                (self._sentence, 0),
                (listing.meaning, 12),
                (listing.title, 12),
                (listing.published, 0),
                (listing.whole, 12),
            )
        )
        return self.area

    def show_nothing(self, *, found_none: bool = False) -> None:
        """Show that no match is in view; where none was found, what was not looked at."""
        self._seen = None
        if found_none:
            self._empty.say(
                _("What this does not check"),
                _(
                    "Who owns or controls this party, what the goods are and what they are for, "
                    "and lists that are not in use here. The record will say so."
                ),
            )
        else:
            self._empty.say(
                _("No match chosen"),
                _("Why a listing was proposed, and what it means, is shown here."),
            )
        self._stack.setCurrentIndex(0)
        self._fit_later.start()

    def show_match(
        self, party: Party, seen: SeenMatch, today: date, *, together: tuple[str, str] = ("", "")
    ) -> None:
        """Show a match of `party`.

        `together` tells of other listings of the listed party: what joins them, and the lists.
        """
        former, self._seen = self._seen, seen
        self._heading.show(seen.match.name, seen.match)
        points = ofac_score(party, seen.listing)
        say_in(self._ofac, "" if points is None else f"{ofac_said(points)}.")
        say_in(self._also, self._also_said(seen))
        joined, lists = together
        say_in(self._together, joined)
        self._together.setToolTip(lists)
        self._together.setAccessibleDescription(lists)
        self._why.show_reasons(seen.match, party.kind)
        self._sentence.setText(words.why(seen))
        self._sentence.setVisible(bool(self._sentence.text()))
        if former is None or former.listing != seen.listing:
            self._line.setText(self._names.listed_line(seen.listing))
            self._line.setAccessibleName(self._line.text())
            self._listing.show(seen.listing, today)
        if former is None or former.match.uid != seen.match.uid:
            self.area.verticalScrollBar().setValue(0)
        self._stack.setCurrentIndex(1)
        self._fit_later.start()

    def _also_said(self, seen: SeenMatch) -> str:
        sources = dict.fromkeys(SourceKey(uid.partition(":")[0]) for uid in seen.also)
        if not sources:
            return ""
        return sentence(
            "listing-also", {"sources": ", ".join(map(self._names.source_name, sources))}
        )
