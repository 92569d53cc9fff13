"""One case: its steps at the left, the step in view, and what was found at the right."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from exportdesk.core.cases import Case, CaseStep, Remedy
from exportdesk.core.i18n import _
from exportdesk.core.words import sentence
from exportdesk.diligence.weighing import Weighed
from exportdesk.operations.cases import CaseView
from exportdesk.ui.cases.acts import settling
from exportdesk.ui.cases.blanks import Blank, beside_blanks, lead_to
from exportdesk.ui.cases.finding_card import PRODUCT_CHANGED, FindingCard
from exportdesk.ui.cases.not_taken import at_step
from exportdesk.ui.cases.panes import StepPanes
from exportdesk.ui.cases.resolve_sheet import ResolveSheet, Settled
from exportdesk.ui.cases.session import CaseSession
from exportdesk.ui.cases.side_pane import SidePane
from exportdesk.ui.cases.step_list import StepList
from exportdesk.ui.cases.steps import BODIES, Bench, StepBody
from exportdesk.ui.cases.swapping import bring_to_top, hold, must_stay, names_in, put_in, rest
from exportdesk.ui.cases.typing import Typing, follow_each_other
from exportdesk.ui.cases.words import difference_words, ended, is_skipped, step_words
from exportdesk.ui.matches.parts import Column
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import Banner, Card, Splitter, button, label, restyle
from exportdesk.ui.widgets.why import Why
from exportdesk.wiring import Desk

_NARROW = 900  # below this, the step and its findings are shown in turn
_NARROWER = 676  # below this, the steps stand above it
_STEP_WIDE = 400  # what the widest step needs for none of its words to be cut
_STEP_HIGH = 460
_STEPS = list(CaseStep)


class CasePane(QWidget):
    """Shows the case of a session step by step."""

    step_shown = Signal(object)

    def __init__(self, desk: Desk, shell: Shell, session: CaseSession) -> None:
        super().__init__()
        self._desk, self._shell, self.session = desk, shell, session
        self.bench = Bench(desk, shell, session)
        self.step = CaseStep.TRIGGER
        self.view: CaseView | None = None
        self.body: StepBody | None = None
        self._drawn: tuple[CaseView, CaseStep] | None = None
        self._again = False
        self._takes_focus = False
        self.steps = StepList()
        self.side = SidePane()
        self._make_middle()
        self.panes = StepPanes(self.middle, self.side, settings=shell.settings)
        self._head.addWidget(self.panes.lead, 0, Qt.AlignmentFlag.AlignTop)
        self._outer = Splitter(
            self.steps, self.panes, key="case-steps", settings=shell.settings, shares=(2, 7)
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._outer)
        self._connect()

    def _make_middle(self) -> None:
        self.middle = Card()
        self.title = label("", "card-title", wrap=True)
        self._differs = Banner()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.back = button(_("Back"), self.go_back, hint="Alt+PgUp")
        self.next = button("", self.go_on, kind="primary", hint="Alt+PgDown")
        self._of_step = QHBoxLayout()  # what a step has in view at all times
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.next)
        self._head = QHBoxLayout()
        self._head.addWidget(self.title, 1)
        self.middle.body.addLayout(self._head)
        self.middle.body.addWidget(self.area, 1)
        # Below the step: an answer brings it or takes it away, and must not move the others.
        self.middle.body.addWidget(self._differs)
        self.middle.body.addLayout(self._of_step)
        self.middle.body.addLayout(foot)

    def _connect(self) -> None:
        self.session.shown.connect(self.show_view)
        self.steps.asked.connect(self.go_to)
        bar = self.area.verticalScrollBar()
        for signal in (bar.valueChanged, bar.rangeChanged):
            signal.connect(self._moved, Qt.ConnectionType.QueuedConnection)
        self.side.resolve_asked.connect(self.resolve)
        self.side.step_asked.connect(self.go_to)
        self.side.remedy_asked.connect(self.remedy)
        self.side.blank_asked.connect(self._fill_in)
        for keys, call in (("Alt+PgDown", self.go_on), ("Alt+PgUp", self.go_back)):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(call)

    # What is shown

    def show_view(self, view: CaseView) -> None:
        """Show a case as it is now; another one at the step that comes next."""
        fresh = self.view is None or self.view.case.id != view.case.id
        self.view = view
        if fresh:
            self.bench.opened.clear()
            self.step = view.flow.next
        elif view.case.is_locked and self.step is CaseStep.DECISION and view.case.sign_off:
            was_open = self._drawn is not None and not self._drawn[0].case.is_locked
            self.step = CaseStep.FOLLOW_UP if was_open else self.step
        self._draw()
        if fresh and self._takes_focus:
            self.take_focus()

    def go_to(self, step: CaseStep) -> None:
        """Show a step."""
        self.step = step
        self.settle()
        self.panes.show_step()
        self._draw()
        if self.steps.isAncestorOf(self.window().focusWidget() or self):
            self.steps.take_focus()
        self.area.verticalScrollBar().setValue(0)
        self._bring_step()
        self.step_shown.emit(step)

    def _bring_step(self) -> None:
        """Bring the step into view where the list of steps stands above it."""
        if self._outer.orientation() is Qt.Orientation.Vertical:
            bring_to_top(self.middle)

    def go_on(self) -> None:
        """Show the step after this one, past those that are skipped."""
        after = self._beside(1)
        if after is not None:
            self.go_to(after)

    def go_back(self) -> None:
        """Show the step before this one, past those that are skipped."""
        before = self._beside(-1)
        if before is not None:
            self.go_to(before)

    def _beside(self, way: int) -> CaseStep | None:
        """Return the next step that way that is not skipped, None where there is none."""
        at = _STEPS.index(self.step)
        around = _STEPS[at + 1 :] if way > 0 else _STEPS[:at][::-1]
        view = self.view
        return next((one for one in around if view is None or not is_skipped(view, one)), None)

    def take_focus(self) -> None:
        """Put the focus on the step in view, as soon as it is known which one that is."""
        self._takes_focus = self.session.view is None
        self.steps.take_focus()

    def fold(self) -> bool:
        """Fold a reason that was unfolded: that with the cursor, else the last; tell whether one
        was.
        """
        found: list[Why | FindingCard] = [*self.findChildren(Why), *self.findChildren(FindingCard)]
        unfolded = [one for one in found if one.is_unfolded]
        if not unfolded:
            return False
        focused = self.window().focusWidget()
        around = [one for one in unfolded if focused is not None and one.isAncestorOf(focused)]
        (around or unfolded)[-1].fold()
        return True

    def draw_again(self) -> None:
        """Draw the step anew: something was unfolded, or a choice was left."""
        self._again = True
        self._draw()

    def settle(self) -> None:
        """Have the field that is typed in tell what it holds before it goes."""
        focused = QGuiApplication.focusObject()
        settle = getattr(focused, "settle", None)
        if settle is not None and isinstance(focused, QWidget) and self.isAncestorOf(focused):
            settle()

    def _draw(self) -> None:
        view = self.view
        if view is None or (self._drawn == (view, self.step) and not self._again):
            return
        held = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if held or QApplication.activePopupWidget() is not None or must_stay(self.area):
            # What is pressed, open or asks must not be taken away from under the pointer.
            QTimer.singleShot(40, self, self._draw)
            return
        same_step = self._drawn is not None and self._drawn[1] is self.step
        same_case = self._drawn is not None and self._drawn[0].case.id == view.case.id
        self._drawn, self._again = (view, self.step), False
        held_focus = self.area.isAncestorOf(self.window().focusWidget() or self)
        typed = Typing.of(self.area) if same_step and same_case else Typing()
        scrolled = self.area.verticalScrollBar().value()
        stood = self.body.stands() if self.body is not None else 0
        told = self._told_high()
        self._show_steps()
        self.bench.rooms = {}
        held_names = names_in(self.area)
        if same_step and same_case and self.body is not None:
            self.body.leave()
        self._draw_step(view)
        # The decision shows all that is open by itself.
        if self.step is CaseStep.DECISION and self.side.isAncestorOf(
            QApplication.focusWidget() or self
        ):
            self.steps.take_focus()  # what was pressed there goes out of sight
        self._show_side(view)
        self._show_foot()
        self._order()
        if not self._went() and not typed.go_on(self.area) and held_focus:
            self.steps.take_focus()  # what was pressed is gone: better here than nowhere
        if same_step and same_case and self.body is not None:
            at = scrolled + self.body.stands() - stood
            hold(self.area, at, more=max(0, told - self._told_high()))
            if names_in(self.area) != held_names:
                rest(self.area)

    def _show_steps(self) -> None:
        if (view := self.view) is not None:
            left = {step for one in self.bench.not_taken(view.case) for step in one.steps}
            self.steps.show_steps(view.steps, self.step, ended=ended(view), not_taken=left)

    def _show_found(self) -> None:
        """Show what was found, and what a field could not take."""
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            QTimer.singleShot(40, self, self._show_found)  # what is pressed stays
        elif (view := self.view) is not None:
            self._show_side(view)

    def _show_side(self, view: CaseView) -> None:
        left, step = self.bench.not_taken(view.case), self.step
        waiting = view.flow.of(step).waiting + len(beside_blanks(at_step(left, step), view))
        has_findings = step is not CaseStep.DECISION  # which shows them by itself
        self.panes.say(step_words(step), 0 if ended(view) else waiting, has_findings=has_findings)
        self.side.show_view(view, step, left, read_only=self.session.is_read_only)

    def _told_high(self) -> int:
        """Return how high what is told below the step is, by its words of now."""
        return 0 if self._differs.isHidden() else self._differs.sizeHint().height()

    def _order(self) -> None:
        """Have the Tab key go where the eye goes: steps, the step, what is below and beside it."""
        last = list(self.steps.buttons.values())[-1]
        below = [one for one in (self.body.foot if self.body else None,) if one is not None]
        lead, found = self.panes.lead, self.panes.last
        follow_each_other(last, lead, self.area, *below, self.back, self.next, found)

    def _went(self) -> bool:
        """Put the cursor where an act wanted it; tell whether one did, and it is there."""
        wanted, self.bench.goes_to = self.bench.goes_to, ""
        field = self.area.findChild(QWidget, wanted) if wanted else None
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        return field is not None

    def _draw_step(self, view: CaseView) -> None:
        step = view.flow.of(self.step)
        self.title.setText(step_words(self.step))
        body = BODIES[self.step](self.bench, view, self.step)
        body.step_asked.connect(self.go_to)
        body.resolve_asked.connect(self.resolve)
        body.remedy_asked.connect(self.remedy)
        body.again.connect(self.draw_again)
        body.doubted.connect(self._show_steps)
        body.doubted.connect(self._show_found)
        inner = Column()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, px(10), 0)
        column.setSpacing(px(12))
        if step.moot is not None and view.withdrawn is None:  # nothing is to come of it
            column.addWidget(label(sentence(step.moot.value), "quiet", wrap=True))
        column.addWidget(body)
        column.addStretch(1)
        self.area.setAccessibleName(step_words(self.step))
        put_in(self.area, inner, self)
        self.body = body
        self._show_of_step(body.foot)
        QTimer.singleShot(0, self, self._moved)
        said = [difference_words(view, one) for one in step.differences]
        if said:
            words = _("Different from the last case of this customer")
            self._differs.say(words, Tone.ACCENT, detail="\n".join(said), closable=False)
        else:
            self._differs.clear()

    def _show_of_step(self, wanted: QPushButton | None) -> None:
        """Show the button of a step in place of the one before."""
        former = self._of_step.itemAt(0)
        before = former.widget() if former is not None else None
        if before is not None:
            if before.hasFocus():
                self.next.setFocus(Qt.FocusReason.OtherFocusReason)
            self._of_step.takeAt(0)
            before.hide()
            before.deleteLater()
        if wanted is not None:
            self._of_step.addWidget(wanted, 0, Qt.AlignmentFlag.AlignLeft)
            wanted.show()  # at once: the step above would get its room for a moment, and scroll

    def _moved(self) -> None:
        if self.body is not None and self.area.isAncestorOf(self.body):
            self.body.moved()

    def _show_foot(self) -> None:
        at = _STEPS.index(self.step)
        after = self._beside(1)
        self.back.setEnabled(self._beside(-1) is not None)
        place = _("Step {number} of {count}").format(number=at + 1, count=len(_STEPS))
        self.title.setToolTip(place)
        self.title.setAccessibleDescription(place)
        self.next.setHidden(after is None)
        filled = [one for one in self.area.findChildren(QPushButton) if _is_filled(one)]
        restyle(self.next, kind="" if filled else "primary")  # one filled button a page
        if after is not None:
            self.next.setText(_("Next: {step}").format(step=step_words(after)))

    # What is done

    def resolve(self, weighed: Weighed) -> None:
        """Ask how a finding is settled."""
        view = self.view
        if view is None or self.session.is_read_only:
            return
        sheet = ResolveSheet(self, self._desk, self._shell, view, weighed)
        sheet.given.connect(self._settle_finding)
        sheet.open()

    def _fill_in(self, blank: Blank) -> None:
        """Put the cursor into a field that is empty."""
        self.panes.show_step()
        if lead_to(blank, self.area):
            self._bring_step()

    def _settle_finding(self, told: Settled) -> None:
        case, cases = self.session.case, self._desk.cases
        self.session.do(settling(cases, told))
        if told.opens and case is not None:
            self._shell.window.toast(
                _("The point is open again."),
                action=_("Undo"),
                call=lambda: self._settle_again(told.finding, case),
            )

    def _settle_again(self, finding: str, before: Case) -> None:
        if self.session.case is not None and self.session.case.id == before.id:
            cases = self._desk.cases
            self.session.do(lambda case: cases.settle_again(case, finding, before))

    def remedy(self, asked: tuple[Remedy, Weighed]) -> None:
        """Do what settles a finding elsewhere."""
        remedy, weighed = asked
        if weighed.finding.code == PRODUCT_CHANGED and remedy is Remedy.ANSWER:
            self._take_product(weighed.finding.about)
        elif remedy is Remedy.DECIDE:
            self.go_to(CaseStep.SCREENING)
        elif remedy is Remedy.SCREEN:
            self.session.screen()
        elif remedy is Remedy.UPDATE:
            self._shell.window.go("lists", "update")

    def _take_product(self, about: str) -> None:
        items = self.view.facts.items if self.view is not None else ()
        self.session.take({one.id: one.kept for one in items if one.id == about and one.kept})

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panes.stand(narrow=self.width() < px(_NARROW))
        above = self.width() < px(_NARROWER)
        self._outer.setOrientation(Qt.Orientation.Vertical if above else Qt.Orientation.Horizontal)
        self.middle.setMinimumWidth(0 if above else px(_STEP_WIDE))
        # Where they stand one below the other, the page scrolls rather than any of them being cut.
        self.panes.setMinimumHeight(px(_STEP_HIGH) if above else 0)
        self.steps.setMinimumHeight(self.steps.sizeHint().height() if above else 0)

    @override
    def minimumSizeHint(self) -> QSize:
        # Side by side they need more: before that, they stand one above the other.
        parts = (self.steps, self.middle, self.side)
        least = max(self.steps.minimumWidth(), *(one.minimumSizeHint().width() for one in parts))
        return QSize(least, super().minimumSizeHint().height())


def _is_filled(one: QPushButton) -> bool:
    return bool(one.property("kind") == "primary")
