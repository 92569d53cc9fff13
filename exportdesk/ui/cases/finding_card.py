"""One finding of a case: how it stands, the sentence, what settles it, and what it rests on."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from exportdesk.core.cases import CaseStep, Remedy, Resolution
from exportdesk.core.citations import of_citation
from exportdesk.core.i18n import _
from exportdesk.core.words import sentence
from exportdesk.diligence.case_codes import OF_PRODUCTS
from exportdesk.diligence.weighing import Weighed, remedies
from exportdesk.ui.cases.words import finding_chip, finding_words, step_words
from exportdesk.ui.dates import moment_text
from exportdesk.ui.products.words import ground_words
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import Chip, ElidedLabel, button, label, selectable
from exportdesk.ui.widgets.buttons import PushButton
from exportdesk.ui.widgets.flow import FlowLayout

PRODUCT_CHANGED = "product-changed"


def link(words: str, call: Callable[..., object]) -> QPushButton:
    """Return a link below a finding."""
    return button(words, call, kind="link")


class FindingCard(QFrame):
    """`resolve_asked` tells the finding that is to be settled, `step_asked` a step to go to,
    `remedy_asked` a remedy that is done elsewhere.
    """

    resolve_asked = Signal(object)
    step_asked = Signal(object)
    remedy_asked = Signal(object)

    def __init__(
        self,
        weighed: Weighed,
        *,
        step: CaseStep | None,
        read_only: bool,
        whole: bool = False,
        ways: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """`step` is the one in view; `whole` shows the ground without asking for it; `ways` are
        links to what helps.
        """
        super().__init__()
        self.weighed = weighed
        self._step = step
        self._ways = ways
        self._why: QPushButton | None = None
        self.setProperty("kind", "panel")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(12), px(10), px(12), px(10))
        self._column.setSpacing(px(6))
        self._head()
        self.words = finding_words(weighed)
        said = selectable(label(self.words, wrap=True))
        self._column.addWidget(said)
        self.setAccessibleName(f"{finding_chip(weighed)[0]}: {self.words}")
        if weighed.is_open:
            self._what_settles()
        self._resolved()
        self._ground = selectable(label("", "caption", wrap=True))
        self._ground.hide()
        if whole:
            self._column.addWidget(self._ground)
            self._show_ground(whole)
        self._actions(read_only)
        if not whole:  # below the link that unfolds it, which stays under the pointer
            self._column.addWidget(self._ground)

    def _head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(Chip(*finding_chip(self.weighed)))
        cited = of_citation(self.weighed.finding.citation)
        citation = ElidedLabel(cited, "caption")
        citation.setToolTip(cited)
        row.addWidget(citation, 1)
        self._column.addLayout(row)

    def _what_settles(self) -> None:
        for lack in self.weighed.lacks:
            words = sentence(f"lack-{lack.value}")
            self._column.addWidget(label(words, "finding", wrap=True, tone=Tone.AMBER))
        ways = remedies(self.weighed.finding)
        if self._step is self.weighed.finding.step:
            # What is missing is asked for right beside it.
            ways = tuple(one for one in ways if one is not Remedy.ANSWER)
        said = [sentence(f"settle-{one.value}") for one in ways]
        if len(said) == 1:
            self._column.addWidget(selectable(label(said[0], "caption", wrap=True)))
        elif said:
            words = _("One of these settles it: {ways}").format(ways=" ".join(said))
            self._column.addWidget(selectable(label(words, "caption", wrap=True)))

    def _resolved(self) -> None:
        one = self.weighed.resolution
        if one is not None:
            for words in resolution_lines(one):
                self._column.addWidget(selectable(label(words, "caption", wrap=True)))

    def _show_ground(self, whole: bool) -> None:
        ground = self.weighed.finding.ground
        self._ground.setText(ground_words(ground) if ground and whole else "")
        self._ground.setAccessibleName(self._ground.text())
        self._ground.setVisible(bool(ground and whole))

    def _actions(self, read_only: bool) -> None:
        row = FlowLayout(px(4))
        finding = self.weighed.finding
        ways = remedies(finding)
        if not read_only and self.weighed.is_open:
            if finding.code == PRODUCT_CHANGED:
                words = _("Take it as it is now")
                row.addWidget(_RemedyButton(Remedy.ANSWER, words, self, kind=""))
            if any(one.is_recorded for one in ways):
                row.addWidget(link(_("Resolve…"), self._ask_resolve))
            for way, words in (
                (Remedy.DECIDE, _("Decide the match…")),
                (Remedy.SCREEN, _("Screen now")),
                (Remedy.UPDATE, _("Update the lists")),
            ):
                if way in ways:
                    row.addWidget(_RemedyButton(way, words, self))
        elif not read_only and self.weighed.resolution is not None:
            row.addWidget(link(_("Change or open again…"), self._ask_resolve))
        if self.leads_to is not self._step:
            words = _("Go to {step}").format(step=step_words(self.leads_to))
            row.addWidget(link(words, self._ask_step))
        for words, call in self._ways:
            row.addWidget(link(words, call))
        if finding.ground is not None and self._ground.isHidden():
            self._why = link(_("Why"), self._turn_ground)
            self._why.setAccessibleName(_("Why: the rule behind it"))
            row.addWidget(self._why)
        if row.count():
            self._column.addLayout(row)

    @property
    def leads_to(self) -> CaseStep:
        """The step where it can be seen to: the indicator's lines stand where goods are classed."""
        finding = self.weighed.finding
        return CaseStep.CLASSIFICATION if finding.code in OF_PRODUCTS else finding.step

    @property
    def is_unfolded(self) -> bool:
        """Whether the ground is in view because somebody asked for it."""
        return self._why is not None and self._ground.isVisible()

    def fold(self) -> None:
        """Fold the ground; the cursor goes to the link that unfolds it again."""
        if self._why is not None:
            self._why.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_ground(False)

    def _turn_ground(self) -> None:
        self._show_ground(self._ground.isHidden())

    def _ask_resolve(self) -> None:
        self.resolve_asked.emit(self.weighed)

    def _ask_step(self) -> None:
        self.step_asked.emit(self.leads_to)

    def ask_remedy(self, remedy: Remedy) -> None:
        """Tell a remedy that is done elsewhere."""
        self.remedy_asked.emit((remedy, self.weighed))


class _RemedyButton(PushButton):
    """A link to a remedy that is done elsewhere, or a button where it is done by one press."""

    def __init__(
        self, remedy: Remedy, words: str, card: FindingCard, *, kind: str = "link"
    ) -> None:
        super().__init__(words)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self._remedy, self._card = remedy, card
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        self._card.ask_remedy(self._remedy)


def resolution_lines(one: Resolution) -> list[str]:
    """Return how a finding was settled, line by line."""
    lines = []
    for words, text in (
        (_("Asked: {text}"), one.inquiry),
        (_("Answered: {text}"), one.answer),
        (_("Reason: {text}"), one.reason),
        (_("License: {text}"), one.license),
        (_("Evidence: {text}"), ", ".join(each.name for each in one.evidence)),
    ):
        if text:
            lines.append(words.format(text=text))
    who = one.by or _("nobody named")
    if one.second_name:
        who = _("{name} and {second}").format(name=who, second=one.second_name)
    when = moment_text(one.at) if one.at else ""
    lines.append(", ".join(part for part in (who, when) if part))
    return lines
