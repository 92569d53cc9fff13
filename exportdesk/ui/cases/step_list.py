"""The steps of a case: icon and word for how each stands, to leave and return to at will."""

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.cases import CaseState, CaseStep
from exportdesk.core.i18n import _
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.diligence.flow import StepState, StepView
from exportdesk.ui.cases.words import (
    finding_words,
    look_off,
    look_signed,
    signed_words,
    step_look,
    step_state_words,
    step_words,
)
from exportdesk.ui.icons import beside_words, icon
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import Card, ElidedLabel, restyle
from exportdesk.ui.widgets.buttons import PushButton

_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1}


class StepButton(PushButton):
    """One step. `asked` tells it; `moved` that the one above or below is wanted."""

    asked = Signal(object)
    moved = Signal(int)

    def __init__(self, step: CaseStep) -> None:
        super().__init__("")
        self.step = step
        self.wanted = 0  # how wide it has to be for nothing of it to be cut
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setProperty("kind", "step")
        self.setIconSize(beside_words())
        self._state = ElidedLabel("", "caption")
        self._state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._state.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._state)
        self.clicked.connect(self._tell)

    def show_step(
        self, view: StepView, *, ended: CaseState | None = None, not_taken: bool = False
    ) -> None:
        """Show how the step stands; nothing of it waits where the case has `ended`. It is open
        where a text in it was `not_taken`.
        """
        if not_taken and view.state in (StepState.DONE, StepState.PASSED_ON):
            view = replace(view, state=StepState.OPEN)
        is_off = ended is CaseState.WITHDRAWN
        # What is different since is told at the last step: that is still to be seen to.
        is_signed = ended is CaseState.SIGNED and view.step is not CaseStep.FOLLOW_UP
        waiting = 0 if is_off or is_signed else view.waiting
        differs = view.step is CaseStep.FOLLOW_UP and view.state is StepState.OPEN
        glyph, color = step_look(view.state, waiting=bool(waiting) or differs or not_taken)
        state = step_state_words(view.state)
        if is_off:
            (glyph, color), state = look_off(view), word(CaseState.WITHDRAWN)
        elif is_signed:
            (glyph, color), state = look_signed(view), signed_words(view)
        self.setText(step_words(view.step))
        self.setIcon(icon(glyph, color))
        # That a step is skipped is told by its sign, its color and its tooltip.
        self._state.setText(f"{waiting}" if waiting else "")
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)  # as the step in view is drawn
        wide = QFontMetrics(bold).horizontalAdvance(self.text())
        self._row.setContentsMargins(wide + px(44), 0, px(10), 0)
        self.wanted = wide + px(54) + QFontMetrics(self.font()).horizontalAdvance("00")
        why = sentence(view.moot.value) if view.moot and not is_off else ""
        rests_on = () if is_off else view.passed_on
        why = " ".join((why, *map(finding_words, rests_on))).strip()
        self.setToolTip(" ".join(part for part in (f"{state}.", why) if part))
        self.setAccessibleName(f"{step_words(view.step)}: {state}")
        counted = "" if is_off or is_signed else _("{count} open").format(count=waiting)
        self.setAccessibleDescription(why or counted)
        tells = is_off and view.step is CaseStep.FOLLOW_UP
        restyle(self, moot=view.state is StepState.MOOT and not tells)

    @override
    def sizeHint(self) -> QSize:
        # Where the window is low, they move together as far as the style sheet lets them.
        return super().sizeHint().expandedTo(QSize(0, px(34)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _MOVES.get(Qt.Key(event.key()))
        if move is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.moved.emit(move)
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self.asked.emit(self.step)


class StepList(Card):
    """`asked` tells the step to show."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(flush=True)
        self.setAccessibleName(_("Steps"))
        self.buttons = {step: StepButton(step) for step in CaseStep}
        column = QVBoxLayout()
        column.setSpacing(px(1))
        place = QWidget()
        place.setLayout(column)
        column.setContentsMargins(px(8), px(10), px(8), px(10))
        for made in self.buttons.values():
            made.asked.connect(self.asked)
            made.moved.connect(self._move)
            column.addWidget(made)
        column.addStretch(1)
        self.body.addWidget(place, 1)

    def show_steps(
        self,
        steps: tuple[StepView, ...],
        current: CaseStep,
        *,
        ended: CaseState | None = None,
        not_taken: Collection[CaseStep] = (),
    ) -> None:
        """Show how all stand, and which is in view; `ended`: signed off, or off undecided;
        `not_taken`: the steps where a text was not taken.
        """
        for view in steps:
            left = view.step in not_taken
            self.buttons[view.step].show_step(view, ended=ended, not_taken=left)
        self.buttons[current].setChecked(True)
        # Wide enough for every name and the figure after it, where that is not out of measure.
        widest = max(one.wanted for one in self.buttons.values()) + px(20)
        self.setMinimumWidth(max(px(196), min(widest, px(250))))

    def take_focus(self) -> None:
        """Put the focus on the step in view."""
        made = next((one for one in self.buttons.values() if one.isChecked()), None)
        if made is not None:
            made.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, by: int) -> None:
        steps = list(self.buttons.values())
        at = next((at for at, one in enumerate(steps) if one.hasFocus()), 0)
        wanted = steps[max(0, min(len(steps) - 1, at + by))]
        wanted.setFocus(Qt.FocusReason.TabFocusReason)
        wanted.click()
