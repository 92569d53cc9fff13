"""Beside the step: what was found there, and what the case comes to so far."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout

from exportdesk.core.cases import CaseState, CaseStep
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.parties import Role
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.diligence.flow import StepState, StepView
from exportdesk.diligence.weighing import Stand, Weighed
from exportdesk.operations.cases import CaseView
from exportdesk.ui.cases.blanks import Blank, beside_blanks, blanks, is_blank
from exportdesk.ui.cases.finding_card import FindingCard
from exportdesk.ui.cases.not_taken import NotTaken, at_step
from exportdesk.ui.cases.swapping import hold, put_in
from exportdesk.ui.cases.words import finding_words, outcome_chip, step_words, withdrawn_words
from exportdesk.ui.dates import day_text
from exportdesk.ui.matches.parts import Column
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import Card, Chip, button, label, rule, selectable
from exportdesk.ui.widgets.elided_link import ElidedLink

_VACANT = "party-missing"
_ORDER = (Stand.OPEN, Stand.RETURNED, Stand.OVERRIDDEN, Stand.SETTLED, Stand.NOTED)


_NOTES = "notes-more"


def _as_one(found: list[Weighed]) -> Iterator[Weighed]:
    """Yield findings, those of roles that nobody has yet as one: it asks for one thing."""
    vacant = [one for one in found if one.finding.code == _VACANT and one.is_open]
    for one in found:
        if one not in vacant:
            yield one
        elif one is vacant[0]:
            roles = ", ".join(word(Role(str(each.finding.facts["role"]))) for each in vacant)
            facts = {**one.finding.facts, "role": roles}
            yield replace(one, finding=replace(one.finding, facts=facts))


class SidePane(Card):
    """`resolve_asked` tells a finding to settle, `step_asked` a step, `remedy_asked` a remedy,
    `blank_asked` a `Blank` to fill in.
    """

    resolve_asked = Signal(object)
    step_asked = Signal(object)
    remedy_asked = Signal(object)
    blank_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Findings"))
        self.setAccessibleName(_("Findings of this step"))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(_("Findings of this step"))
        self.cards: list[FindingCard] = []
        self._unfolded: set[CaseStep] = set()  # whose notes are in view
        self._noted: list[Weighed] = []
        self._more: QPushButton
        self._notes: list[FindingCard] = []
        self._column: QVBoxLayout
        self._shown: tuple[CaseView, CaseStep, bool] | None = None
        self._title = label(_("Outcome so far"), "section")
        self._chip = Chip()
        self._words = selectable(label("", "caption", wrap=True))
        self._rules = selectable(label("", "caption", wrap=True))
        self._all = button(_("See everything open"), self._see_all, kind="link")
        self.body.addWidget(self._area, 1)
        self.body.addWidget(rule())
        self.body.addWidget(self._title)
        self.body.addWidget(self._chip)
        self.body.addWidget(self._words)
        self.body.addWidget(self._rules)
        self.body.addWidget(self._all)

    def show_view(
        self, view: CaseView, step: CaseStep, left: Sequence[NotTaken] = (), *, read_only: bool
    ) -> None:
        """Show what was found at a step, open things first, and what was `left` in fields of the
        case that could not take it.
        """
        found = sorted(
            view.flow.of(step).findings, key=lambda one: (_ORDER.index(one.stand), one.weighs.rank)
        )
        inner = Column()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, px(6), 0)
        column.setSpacing(px(10))
        if self._shown is None or self._shown[0].case.id != view.case.id:
            self._unfolded.clear()  # each case begins folded
        self._shown = (view, step, read_only)
        empty = [] if read_only else blanks(found, view, step, at_step(left, step))
        told = [one for one in found if not (empty and is_blank(one))]
        noted = [one for one in told if one.stand is Stand.NOTED]
        told = [one for one in told if one not in noted]
        self.cards = [self._card(one, step, read_only=read_only) for one in _as_one(told)]
        for card in self.cards:
            column.addWidget(card)
        if empty:
            column.addWidget(label(_("To fill in"), "section"))
            self._add_blanks(column, empty)
        told_of = self._add_passed_on(column, view.flow.of(step))
        self._noted = noted
        if noted:
            self._add_notes(column)
        if not found and not empty and not told_of:
            words = _("Nothing found here.")
            column.addWidget(label(words, "quiet", wrap=True))
        column.addStretch(1)
        scrolled = self._area.verticalScrollBar().value()
        put_in(self._area, inner, self)
        self._area.verticalScrollBar().setValue(scrolled)
        self._show_outcome(view, len(beside_blanks(left, view)))

    def _add_notes(self, column: QVBoxLayout) -> None:
        """Add a link, and below it what is only noted at this step: it asks for nothing.

        The link stays where it is when it is pressed: pressed again, it folds them.
        """
        self._more = button("", self._turn_notes, kind="link")
        self._more.setObjectName(_NOTES)
        column.addWidget(self._more)
        self._notes = []
        self._column = column
        self._show_notes()

    def _show_notes(self) -> None:
        assert self._shown is not None
        _view, step, read_only = self._shown
        unfolded = step in self._unfolded
        words = ngettext("Show {count} note", "Show {count} notes", len(self._noted))
        self._more.setText(_("Hide notes") if unfolded else words.format(count=len(self._noted)))
        if unfolded and not self._notes:
            self._notes = [self._card(one, step, read_only=read_only) for one in self._noted]
            self.cards += self._notes
            below = self._column.indexOf(self._more) + 1
            for at, card in enumerate(self._notes, below):
                self._column.insertWidget(at, card)
        for card in self._notes:
            card.setVisible(unfolded)

    def _turn_notes(self) -> None:
        if self._shown is None:
            return
        step = self._shown[1]
        self._unfolded ^= {step}
        at = self._area.verticalScrollBar().value()
        self._show_notes()
        hold(self._area, at)

    def _add_blanks(self, column: QVBoxLayout, empty: list[Blank]) -> None:
        rows = QVBoxLayout()
        rows.setSpacing(px(2))
        for at, one in enumerate(empty):
            made = ElidedLink(one.words)
            made.clicked.connect(partial(self.blank_asked.emit, one))
            made.setObjectName(f"blank-{at}")
            made.setToolTip(one.means)
            made.setAccessibleDescription(one.means)
            rows.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(rows)

    def _add_passed_on(self, column: QVBoxLayout, at: StepView) -> bool:
        """Add where that is told which keeps a step from being done though nothing waits in it."""
        passed_on = at.passed_on if at.state is StepState.PASSED_ON else ()
        for step in dict.fromkeys(one.finding.step for one in passed_on):
            there = [one for one in passed_on if one.finding.step is step]
            count = sum(one.finding.lacking for one in there)
            words = _("{step}: {count} open").format(step=step_words(step), count=count)
            made = button(words, partial(self.step_asked.emit, step), kind="link")
            made.setObjectName(f"open-at-{step.value}")
            made.setToolTip("\n".join(map(finding_words, there)))
            made.setAccessibleDescription(made.toolTip())
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return bool(passed_on)

    def _card(self, weighed: Weighed, step: CaseStep, *, read_only: bool) -> FindingCard:
        card = FindingCard(weighed, step=step, read_only=read_only)
        card.resolve_asked.connect(self.resolve_asked)
        card.step_asked.connect(self.step_asked)
        card.remedy_asked.connect(self.remedy_asked)
        return card

    def _show_outcome(self, view: CaseView, left: int) -> None:
        sign_off = view.case.sign_off
        if view.case.state is CaseState.WITHDRAWN and sign_off is None:
            self._show_off(view)
            return
        self._title.setText(_("Signed off as") if sign_off else _("Outcome so far"))
        outcome = sign_off.outcome if sign_off else view.outcome
        self._chip.say(*outcome_chip(outcome))
        count = view.assessment.waiting + left
        waiting = ngettext("{count} point is open.", "{count} points are open.", count).format(
            count=count
        )
        # What has to be settled is told by the count; anything else by what the outcome means.
        means = sentence(f"outcome-{outcome.value}-means")
        rules = _("Rulebook of {day}.").format(day=day_text(view.facts.rulebook.as_of))
        locked = [_("Locked as it was signed. To go on, use Repeat order.")] if sign_off else []
        self._rules.setText("\n".join((*locked, rules)))
        self._words.setText(waiting if count and not sign_off else means)
        self._words.setAccessibleName(self._words.text())
        self._all.setVisible(bool(count))

    def _show_off(self, view: CaseView) -> None:
        """Say of a case that was withdrawn only that, by whom and why: it was not decided."""
        self._title.setText(_("How it ended"))
        self._chip.say(word(CaseState.WITHDRAWN), Tone.GREY)
        said = withdrawn_words(view)
        self._words.setText(said[0] if said else _("The case was withdrawn. It stays as it was."))
        self._words.setAccessibleName(self._words.text())
        self._rules.setText("\n".join(said[1:]))
        self._all.hide()

    def _see_all(self) -> None:
        self.step_asked.emit(CaseStep.DECISION)
