"""Why a listing was proposed, word by word: ours, theirs, how they met, what it did."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.core.matches import Feature, Match, Reason, Relation
from exportdesk.core.parties import PartyKind
from exportdesk.core.points import signed_points, whole_points
from exportdesk.core.words.choices import word
from exportdesk.core.words.parties import by_its_name
from exportdesk.ui.matches import words
from exportdesk.ui.matches.facts import PublishedText
from exportdesk.ui.matches.parts import flowing, say_in
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import label, restyle

_Cells = tuple[PublishedText, PublishedText, QLabel, QLabel]


class WhyGrid(QWidget):
    """One row for each comparison. Rows are kept and filled anew: this changes at every key."""

    def __init__(self, country_name: Callable[[str], str]) -> None:
        super().__init__()
        self._country_name = country_name
        self._rows: list[_Cells] = []
        self._guessed = False
        self._grid = QGridLayout()
        self._made_of = flowing("caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(self._grid)
        column.addWidget(self._made_of)
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(8))
        for at, stretch in enumerate((4, 5, 0, 0)):
            self._grid.setColumnStretch(at, stretch)
        for at, text in enumerate((_("Yours"), _("Listed"), _("How they met"), _("Points"))):
            head = label(text, "label")
            if at == 3:
                head.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(head, 0, at)

    def show_reasons(self, match: Match, entered: PartyKind) -> None:
        """Show the comparisons of a match for a party that was `entered` as this kind."""
        reasons = match.reasons
        points = whole_points([reason.effect for reason in reasons], match.score)
        self._guessed = entered is PartyKind.UNKNOWN
        while len(self._rows) < len(reasons):
            self._add_row()
        for at, cells in enumerate(self._rows):
            shown = at < len(reasons)
            if shown:
                self._fill(cells, reasons[at], points[at])
            for cell in cells:
                cell.setVisible(shown)
        say_in(self._made_of, _made_of(reasons, points, match.score))

    def _add_row(self) -> None:
        ours, theirs = PublishedText(), PublishedText()
        how, points = label("", "strong"), label("", "quiet")
        points.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        top, row = Qt.AlignmentFlag.AlignTop, len(self._rows) + 1
        for column, cell in enumerate((ours, theirs)):
            # By mouse only: each would be a stop of the Tab key otherwise.
            cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            # Absolute: words of a script that runs the other way stand in the column all the same.
            cell.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | top)
            self._grid.addWidget(cell, row, column)
        self._grid.addWidget(how, row, 2, top)
        self._grid.addWidget(points, row, 3, top)
        self._rows.append((ours, theirs, how, points))

    def _fill(self, cells: _Cells, reason: Reason, count: int) -> None:
        ours, theirs, how, points = cells
        mine, other = self._words(reason)
        met, tone = words.relation(reason.relation)
        ours.say(mine)
        theirs.say(other)
        restyle(theirs, kind="" if reason.theirs else "quiet")
        told = reason.relation is not Relation.NOT_GIVEN
        restyle(ours, kind="strong" if reason.ours and told else "quiet")
        how.setText(met if told else "")
        restyle(how, tone=tone.value)
        shown = signed_points(count)
        points.setText(shown)
        points.setAccessibleName(_("{points} points").format(points=shown))

    def _words(self, reason: Reason) -> tuple[str, str]:
        what = word(reason.feature)
        ours, theirs = reason.ours, reason.theirs
        if reason.feature is Feature.COUNTRY:
            ours, theirs = self._countries(ours), self._countries(theirs)
        if reason.feature is Feature.KIND:
            ours, theirs = _kind(ours), _kind(theirs)
            ours = by_its_name(ours) if self._guessed and ours else ours
        ours = ours or _("{what} not given").format(what=what)
        if not theirs:
            if reason.feature in (Feature.NAME, Feature.LEGAL_FORM):
                theirs = _("not in the listed name")
            elif reason.feature is Feature.ADDRESS:
                # A listing that names only a town stands beside this with it.
                theirs = _("no street address given")
            else:
                theirs = _("not given")
        if not reason.ours and reason.feature is Feature.NAME:
            ours = _("not in yours")
        return ours, theirs

    def _countries(self, text: str) -> str:
        return ", ".join(self._country_name(code.strip()) for code in text.split(",") if code)


def _kind(text: str) -> str:
    return words.kind(PartyKind(text)) if text in tuple(PartyKind) else text


def _made_of(reasons: Sequence[Reason], points: Sequence[int], score: float) -> str:
    """Return what the points are of, as far as that is so: a number alone may decide the score."""
    said = []
    if sum(points) == round(score):
        said.append(_("The points add up to the score, which is 100 at most."))
    each = zip(reasons, points, strict=True)
    if any(count for one, count in each if one.feature is not Feature.NAME):
        said.append(
            _(
                "What is beside the name counts by how much the score would change without it: "
                "much, where the name alone says little."
            )
        )
    return " ".join(said)
