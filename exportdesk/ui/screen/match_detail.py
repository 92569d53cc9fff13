"""One match whole: why it was proposed, what its list means, and the listing as published."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.core.ids import SourceKey
from exportdesk.core.listings import Listing
from exportdesk.core.parties import Party
from exportdesk.core.screenings import SeenMatch
from exportdesk.core.words import sentence
from exportdesk.core.words.parties import Origin, requirement_title
from exportdesk.rulebook import ListMeaning, Status, denial_order_ended
from exportdesk.screening import ofac_said, ofac_score
from exportdesk.ui.rates import strength_said
from exportdesk.ui.screen import words
from exportdesk.ui.screen.facts import Facts, PublishedText
from exportdesk.ui.screen.flow import FlowLayout
from exportdesk.ui.screen.listing_text import as_text, listing_pairs, record_text
from exportdesk.ui.screen.why_grid import WhyGrid
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import (
    Card,
    Chip,
    EmptyState,
    button,
    label,
    restyle,
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
        inner = _Column()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, px(4), px(12), px(8))
        column.setSpacing(px(8))
        self._why = WhyGrid(country_name)
        self._sentence = _text()
        self._meaning = _Meaning()
        self._published = Facts()
        self._published_title = _title(_("As published"))
        self._listing = _Whole(country_name)
        parts: tuple[QWidget, ...] = (
            _title(_("Why it matched")),
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
        _say(self._ofac, "" if points is None else f"{ofac_said(points)}.")
        _say(self._also, self._also_said(seen))
        joined, lists = together
        _say(self._together, joined)
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


class _Column(QWidget):
    """What scrolls: as high as its texts are at the width there is."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "clear")

    @override
    def minimumSizeHint(self) -> QSize:
        # The layout's own says how high the texts are where they are narrowest, and a scroll area
        # would leave that much room below them.
        return QSize(super().minimumSizeHint().width(), 0)


class _Meaning(QWidget):
    """What being on the list means and what to do next, with where it is written."""

    def __init__(self) -> None:
        super().__init__()
        self._chip = Chip()
        self._ended = _text(tone=Tone.AMBER)
        self._means = _text()
        self._next = _text()
        self._citation = _text("caption")
        self._unverified = _text(tone=Tone.AMBER)
        head = FlowLayout(px(8))
        head.addWidget(_title(_("What this listing means")))
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
        _say(
            self._ended,
            sentence("denial-order-ended", {"end_date": words.day(listing.end_date)})
            if ended
            else "",
        )
        _say(self._means, meaning.what_it_means)
        _say(self._next, meaning.next_step)
        status = sentence(f"status-{meaning.status}", {"as_of": words.day(meaning.as_of)})
        _say(self._citation, f"{meaning.citation}\n{status}")
        restyle(
            self._citation,
            kind="caption" if meaning.status is Status.VERIFIED else "strong",
            tone="" if meaning.status is Status.VERIFIED else Tone.AMBER.value,
        )
        note = meaning.unverified_note
        _say(self._unverified, _("Not checked: {note}").format(note=note) if note else "")


class _Whole(QWidget):
    """The listing in full, and the publisher's record unchanged."""

    def __init__(self, country_name: Callable[[str], str]) -> None:
        super().__init__()
        self._country_name = country_name
        self._shown: Listing | None = None
        self._facts = Facts()
        self._record = QPlainTextEdit()
        self._record.setReadOnly(True)
        self._record.setTabChangesFocus(True)
        self._record.setAccessibleName(_("The publisher's record, unchanged"))
        self._record.setFixedHeight(px(240))
        self._record.hide()
        self._toggle = button("", self._turn, kind="link")
        head = QHBoxLayout()
        head.addWidget(_title(_("The listing in full")))
        head.addStretch(1)
        head.addWidget(
            button(_("Copy"), self._copy, kind="link", hint=_("Copy the listing as text")),
            0,
            Qt.AlignmentFlag.AlignBottom,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(self._facts)
        column.addWidget(self._toggle)
        column.addWidget(self._record)
        self._say_toggle()

    def show_listing(self, listing: Listing) -> None:
        """Show another listing."""
        self._shown = listing
        self._facts.show_pairs(listing_pairs(listing, self._country_name))
        self._toggle.setVisible(bool(listing.record))
        if not self._record.isHidden():
            self._record.setPlainText(record_text(listing.record))

    def _turn(self) -> None:
        self._record.setVisible(self._record.isHidden())
        if self._shown is not None and not self._record.isHidden():
            self._record.setPlainText(record_text(self._shown.record))
        self._say_toggle()

    def _say_toggle(self) -> None:
        self._toggle.setText(
            _("Show the publisher's record")
            if self._record.isHidden()
            else _("Hide the publisher's record")
        )

    def _copy(self) -> None:
        if self._shown is not None:
            pairs = listing_pairs(self._shown, self._country_name)
            QGuiApplication.clipboard().setText(as_text(self._shown.name, pairs))


def _title(text: str) -> QLabel:
    return label(text, "section")


def _text(kind: str = "", *, tone: Tone | None = None) -> QLabel:
    made = selectable(label("", kind, wrap=True, tone=tone))
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def _say(shown: QLabel, text: str) -> None:
    shown.setText(text)
    shown.setAccessibleName(text)
    shown.setVisible(bool(text))
