"""One edition in full: its file, what the guard noted, what was skipped, its lists."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.editions import Edition
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.words import sentence
from exportdesk.lists import Source
from exportdesk.operations.edition_dates import may_be_dated
from exportdesk.ui.dates import day_text, moment_text
from exportdesk.ui.lists.columns import count_columns
from exportdesk.ui.lists.refusal_card import finding_row
from exportdesk.ui.lists.words import (
    ListCount,
    change_sentence,
    counts_of,
    file_name,
    is_own,
    published_note,
    published_text,
    size_text,
    skipped_text,
)
from exportdesk.ui.widgets import (
    Card,
    Chip,
    ElidedLabel,
    TableModel,
    TableView,
    Tone,
    button,
    icon_button,
    label,
    px,
    selectable,
)

_LONGEST_WORD = 32
_LEAST_HIGH = 260


class EditionDetail(Card):
    """Everything known of the edition that is chosen. `date_asked` tells that its date is wrong.

    `fitted`: its least height is another.
    """

    date_asked = Signal()
    fitted = Signal()

    def __init__(self, settings: QSettings, *, read_only: bool = False) -> None:
        super().__init__(_("Edition"), flush=True)
        self._read_only = read_only
        self._sha256 = ""
        self._shown: tuple[object, ...] | None = None
        self._model: TableModel[ListCount] = TableModel(count_columns(), identity=lambda c: c.code)
        self._counts = TableView(
            self._model, _("Lists in this edition"), key="edition-lists", settings=settings
        )
        self._counts.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.chip = Chip()
        self.head.insertWidget(1, self.chip)
        self._facts = QWidget()
        self._notes = QWidget()
        self._column = QVBoxLayout()
        self._area = QScrollArea()
        self._whole = False
        self._fit_later = QTimer(self)  # words that wrap have their height only then
        self._fit_later.setSingleShot(True)
        self._fit_later.setInterval(0)
        self._fit_later.timeout.connect(self._fit)
        self._lay_out()
        self._fit()

    def show_edition(
        self,
        source: Source,
        edition: Edition,
        previous: Edition | None,
        *,
        in_force: bool,
        in_use: bool = True,
    ) -> None:
        """Show `edition` beside the one before it; `in_use`: its source is not turned off."""
        shown = (source, edition, previous, in_force, in_use)
        if shown == self._shown:
            return  # the page looks again whenever anything changed; making it anew is not cheap
        self._shown = shown
        if in_force and not in_use:
            self.chip.say(_("Kept, not screened against"), Tone.GREY)
        else:
            words = _("In force") if in_force else _("Replaced")
            self.chip.say(words, Tone.GREEN if in_force else Tone.GREY)
        self._sha256 = edition.sha256
        self.say(_("Edition of {date}").format(date=moment_text(edition.imported)))
        facts, grid = _facts(edition, previous, self.copy_sha256)
        if may_be_dated(edition) and not self._read_only:
            change = button(_("C&hange its date…"), self._ask_date, kind="link")
            grid.addWidget(change, 0, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self._facts = self._swap(self._facts, facts)
        self._notes = self._swap(self._notes, _notes(edition))
        self._notes.setVisible(bool(edition.findings or edition.skipped))
        rows = counts_of(source, edition, previous)
        self._counts.show_rows(rows)
        # The table is as high as its rows: what scrolls is the whole of the card.
        high = self._counts.horizontalHeader().height()
        high += self._counts.verticalHeader().defaultSectionSize() * len(rows) + px(14)
        self._counts.setFixedHeight(high)
        self._fit_later.start()

    def stand_whole(self, whole: bool) -> None:
        """Be as high as what there is to tell, for a page that scrolls; or scroll by itself."""
        policy = Qt.ScrollBarPolicy
        bar = policy.ScrollBarAlwaysOff if whole else policy.ScrollBarAsNeeded
        self._area.setVerticalScrollBarPolicy(bar)
        self._whole = whole
        self._fit_later.start()

    def _fit(self) -> None:
        least = px(_LEAST_HIGH)
        if self._whole:
            needed = self._column.totalHeightForWidth(self._area.viewport().width())
            least = max(least, self.height() - self._area.viewport().height() + needed)
        if least != self.minimumHeight():
            self.setMinimumHeight(least)
            self.fitted.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_later.start()

    def copy_sha256(self) -> None:
        """Put the SHA-256 of the edition's file on the clipboard."""
        QGuiApplication.clipboard().setText(self._sha256)

    def _ask_date(self) -> None:
        self.date_asked.emit()

    def show_first(self) -> None:
        """Scroll to its beginning, where what there is to know of the edition stands."""
        self._area.verticalScrollBar().setValue(0)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("kind", "clear")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, px(8))
        self._column.setSpacing(px(12))
        self._column.addWidget(self._notes)
        self._column.addWidget(self._facts)
        self._column.addWidget(self._counts)
        self._column.addStretch(1)
        area = self._area
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        self.body.addWidget(area)

    def _swap(self, former: QWidget, now: QWidget) -> QWidget:
        self._column.replaceWidget(former, now)
        former.hide()
        former.deleteLater()
        return now


def _facts(
    edition: Edition, previous: Edition | None, copy: Callable[[], object]
) -> tuple[QWidget, QGridLayout]:
    published = published_text(edition)
    if edition.published is not None:
        published = _("{date} ({how})").format(date=published, how=published_note(edition))
    elif is_own(edition):
        published = _("Not published: a list of your own")
    facts = [
        (_("Published"), published),
        (_("Changes"), change_sentence(edition, previous)),
        (
            _("Read"),
            _(
                "{rows} rows: {listings} listings with {names} names as published; "
                "each is compared once"
            ).format(
                rows=figure(edition.read),
                listings=figure(edition.listings),
                names=figure(edition.names),
            ),
        ),
        (_("File"), f"{file_name(edition)} ({size_text(edition.size)}, {edition.format})"),
        (_("From"), edition.origin),
        (_("SHA-256"), _broken(edition.sha256)),
    ]
    if edition.letter is not None:
        dated = day_text(edition.letter.dated) if edition.letter.dated else _("no date given")
        told = edition.letter.reference or _("no reference given")
        facts.insert(1, (_("Letter"), _("{reference}, {day}").format(reference=told, day=dated)))
    if edition.carried:
        facts.insert(2, (_("Carried over"), sentence("list-carried", {"count": edition.carried})))
    if edition.override_reason:
        facts.insert(1, (_("Taken although"), edition.override_reason))
    place, grid = _grid(facts)
    copier = icon_button(_("Copy SHA-256"), "content-copy", copy)
    corner = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
    grid.addWidget(copier, len(facts) - 1, 2, corner)
    return place, grid


def _broken(digest: str) -> str:
    """Return a hash in groups of eight, so that it wraps and can be compared by eye."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _grid(facts: Sequence[tuple[str, str]]) -> tuple[QWidget, QGridLayout]:
    place = QWidget()
    grid = QGridLayout(place)
    grid.setContentsMargins(px(14), 0, px(14), 0)
    grid.setHorizontalSpacing(px(16))
    grid.setVerticalSpacing(px(6))
    grid.setColumnStretch(1, 1)
    for row, (name, words) in enumerate(facts):
        grid.addWidget(label(name, "quiet"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_value(name, words), row, 1)
    return place, grid


def _value(name: str, words: str) -> QLabel:
    if max(map(len, words.split())) > _LONGEST_WORD:  # a path: nothing to wrap at
        made: QLabel = ElidedLabel(words)
        made.setAccessibleName(f"{name}: {words}")
        return made
    made = selectable(label(words, wrap=True))
    made.setAccessibleName(f"{name}: {words}")
    return made


def _notes(edition: Edition) -> QWidget:
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(px(14), 0, px(14), 0)
    column.setSpacing(px(6))
    if edition.findings:
        column.addWidget(label(_("What to know about this edition"), "strong"))
    for finding in edition.findings:
        column.addWidget(finding_row(finding))
    if edition.skipped:
        column.addWidget(label(_("Rows that were not taken"), "strong"))
    for skipped in edition.skipped:
        words = selectable(label(skipped_text(skipped), wrap=True))
        column.addWidget(words)
    return place
