"""What should be mended in a product, in short; each leads to its field."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from exportdesk.core.i18n import _
from exportdesk.core.words import sentence
from exportdesk.core.words.product_problems import problem_in_short
from exportdesk.diligence import Finding
from exportdesk.ui.icons import beside_words, icon
from exportdesk.ui.products.words import severity_look
from exportdesk.ui.theme import px
from exportdesk.ui.widgets.buttons import PushButton
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.ui.widgets.text import keep_room

_MENDED = ("check-circle", "green")


class ProblemLinks(QWidget):
    """A row of links. `picked` tells the name of the field to go to."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Finding, ...] = ()
        self._of_kept: frozenset[tuple[str, str]] = frozenset()
        self.links: tuple[PushButton, ...] = ()
        self._flow = FlowLayout(px(10))
        self.setLayout(self._flow)
        self.hide()

    def show_problems(self, problems: Sequence[Finding], *, typed: bool = False) -> None:
        """Show these in place of those before; `typed`: of the same product, as it is typed."""
        self._shown = tuple(problems)
        if not typed:
            self._of_kept = frozenset(map(_key, problems))
        while (item := self._flow.takeAt(0)) is not None:
            former = item.widget()
            if former is not None:
                former.hide()
                former.deleteLater()
        self.links = tuple(map(self._link, problems))
        for made in self.links:
            self._flow.addWidget(made)
        self.setVisible(bool(problems))

    def mark_mended(self, left: Sequence[Finding]) -> None:
        """Turn those off that are not `left`, with a check mark; what was only typed wrong is gone
        then. They keep their place, and none comes: nothing must move under the hand of whoever
        types.
        """
        names = set(map(_key, left))
        for made, problem in zip(self.links, self._shown, strict=True):
            is_left = _key(problem) in names
            made.setVisible(is_left or _key(problem) in self._of_kept)
            made.setEnabled(is_left)
            made.setIcon(icon(*(severity_look(problem.severity) if is_left else _MENDED)))
            made.setToolTip(_said(problem) if is_left else _("Mended; save to keep it."))

    def pick_first(self) -> None:
        """Lead to the gravest one, if there is one."""
        if self._shown:
            self.picked.emit(self._shown[0].field)

    def _link(self, problem: Finding) -> PushButton:
        glyph, color = severity_look(problem.severity)
        made = PushButton(problem_in_short(problem.code), self)
        made.setProperty("kind", "link")
        made.setObjectName(problem.field)
        made.setAutoDefault(False)
        made.setIcon(icon(glyph, color))
        made.setIconSize(beside_words())
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        made.setToolTip(_said(problem))
        made.setAccessibleDescription(made.toolTip())
        keep_room(made)
        made.clicked.connect(self._tell)
        return made

    def _tell(self) -> None:
        self.picked.emit(self.sender().objectName())


def _key(problem: Finding) -> tuple[str, str]:
    return problem.field, problem.code


def _said(problem: Finding) -> str:
    return sentence(problem.code, problem.facts)
