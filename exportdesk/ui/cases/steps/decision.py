"""The decision: what the case comes to, what is open and would settle it, and the sign-off."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.cases import CaseState, CaseStep, License, Outcome
from exportdesk.core.i18n import _, ngettext, of_rulebook
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.diligence.weighing import Stand, Weighed
from exportdesk.ui.cases.blanks import beside_blanks, unread_words
from exportdesk.ui.cases.finding_card import FindingCard
from exportdesk.ui.cases.not_taken import NotTaken
from exportdesk.ui.cases.steps.body import Panel, StepBody, area_of, link
from exportdesk.ui.cases.steps.classification import lacks_tables
from exportdesk.ui.cases.steps.signed import signed_panel
from exportdesk.ui.cases.swapping import stay
from exportdesk.ui.cases.words import outcome_chip, step_words, withdrawn_words
from exportdesk.ui.dates import day_text
from exportdesk.ui.products.words import ground_words
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import Chip, ComboBox, FormGrid, button, label, line_edit, text_area
from exportdesk.ui.widgets.flow import FlowLayout

_OPENED = "decision-settled"
_AGREED = "sign-day-agreed "  # and the day that the case took from the sign-off


class DecisionStep(StepBody):
    """The outcome, then everything open with the worst first, then the sign-off."""

    @override
    def fill(self) -> None:
        self._outcome()
        if self._is_off:
            self.add_questions()
            return
        waiting, count = self.view.assessment.open, self._count
        if count:
            self.heading(
                ngettext("{count} open point", "{count} open points", count).format(count=count)
            )
        for left in self._left:
            self._unread(left)
        for one in waiting:
            self._card(one)
        self._conditions()
        self._next_steps()
        self._licenses()
        self._settled()
        if not self.read_only:
            self._sign_off()
        self.add_questions()

    @property
    def _is_off(self) -> bool:
        """Whether the case was withdrawn undecided: nothing waits for anybody."""
        case = self.view.case
        return case.state is CaseState.WITHDRAWN and case.sign_off is None

    def _outcome(self) -> None:
        sign_off = self.view.case.sign_off
        if self._is_off:
            panel = Panel(word(CaseState.WITHDRAWN))
            panel.setProperty("tone", Tone.GREY.value)
            panel.say(_("The case was withdrawn. It stays as it was."))
            for told in withdrawn_words(self.view):
                panel.say(told, "caption")
            self.add(panel)
            return
        outcome = sign_off.outcome if sign_off else self.view.outcome
        words, tone = outcome_chip(outcome)
        panel = Panel()
        panel.head.addWidget(label(words, "card-title", wrap=True), 1)
        count = self._count
        if count:
            panel.head.addWidget(
                Chip(ngettext("{count} open", "{count} open", count).format(count=count), tone)
            )
        else:
            panel.head.addWidget(Chip(_("Nothing open"), tone))
        panel.setProperty("tone", tone.value)
        panel.say(sentence(f"outcome-{outcome.value}-means"))
        facts = self.view.facts
        panel.say(
            _("On the rulebook of {day}, and {lists}.").format(
                day=day_text(facts.rulebook.as_of),
                lists=ngettext(
                    "{count} list source", "{count} list sources", len(facts.lists)
                ).format(count=len(facts.lists)),
            ),
            "caption",
        )
        self.add(panel)
        if sign_off is not None:
            self.add(signed_panel(self.view.case, sign_off))

    @property
    def _left(self) -> list[NotTaken]:
        """What was typed into a field and not taken: nobody else tells of it."""
        return beside_blanks(self.bench.not_taken(self.view.case), self.view)

    @property
    def _count(self) -> int:
        return self.view.assessment.waiting + len(self._left)

    def _unread(self, left: NotTaken) -> None:
        panel = Panel()
        panel.head.addWidget(Chip(sentence("stand-open"), Tone.AMBER))
        panel.head.addStretch(1)
        panel.say(unread_words(left, self.view))
        step = left.steps[0]
        words = _("Go to {step}").format(step=step_words(step))
        row = FlowLayout(px(4))
        row.addWidget(link(words, lambda: self._go_to_field(left.name, step)))
        panel.column.addLayout(row)
        self.add(panel)

    def _go_to_field(self, name: str, step: CaseStep) -> None:
        self.bench.goes_to = name
        self.step_asked.emit(step)

    def _card(self, weighed: Weighed) -> None:
        card = FindingCard(
            weighed, step=CaseStep.DECISION, read_only=self.read_only, ways=self._ways(weighed)
        )
        card.resolve_asked.connect(self.resolve_asked)
        card.step_asked.connect(self.step_asked)
        card.remedy_asked.connect(self.remedy_asked)
        self.add(card)

    def _ways(self, weighed: Weighed) -> list[tuple[str, Callable[[], object]]]:
        """Return what helps where the indicator had no table to look into."""
        found = weighed.finding
        items = self.view.facts.items
        lacks = any(one.id == found.about and lacks_tables(one.indication) for one in items)
        if found.code != "license-not-checked" or not lacks or self.read_only:
            return []
        return [(_("Load the tables…"), lambda: self.shell.window.go("settings", "rulebook"))]

    def _conditions(self) -> None:
        found = [one for one in self.view.assessment.conditions if not one.is_open]
        if found:
            self.heading(_("Conditions"))
        for one in found:
            self._card(one)

    def _next_steps(self) -> None:
        steps = self.view.assessment.next_steps
        if not steps:
            return
        self.heading(_("What to do about listed parties"))
        since = self.view.facts.looked_on
        for one in steps:
            words = ground_words(one.note)
            due = one.due(since)
            if due is not None:
                words = _("By {day}, counted from today: {words}").format(
                    day=day_text(due), words=words
                )
            self.say(f"•  {words}")

    def _licenses(self) -> None:
        held = self.view.case.licenses
        if not held:
            return
        self.heading(_("Licenses"))
        for one in held:
            until = (
                _("ends {day}").format(day=day_text(one.expires_on))
                if one.expires_on
                else _("no end given")
            )
            parts = (of_rulebook(one.agency), one.number, until, one.remarks)
            line = QHBoxLayout()
            line.addWidget(label("  ·  ".join(part for part in parts if part), wrap=True), 1)
            if not self.read_only:
                words = _("Take off")
                line.addWidget(
                    link(words, partial(self._drop, one), f"off-{one.number}", about=one.number)
                )
            self.column.addLayout(line)

    def _drop(self, one: License) -> None:
        self.session.save(
            lambda case: replace(
                case, licenses=tuple(each for each in case.licenses if each != one)
            )
        )

    def _settled(self) -> None:
        done = (Stand.OVERRIDDEN, Stand.SETTLED, Stand.NOTED)  # first what a person may change
        found = [
            one
            for stand in done
            for one in self.view.assessment.findings
            if one.stand is stand and one.weighs is not Outcome.CONDITIONS
        ]
        if not found:
            return
        if _OPENED not in self.bench.opened:
            count = len(found)
            words = ngettext(
                "Show {count} settled or noted point",
                "Show {count} settled and noted points",
                count,
            ).format(count=count)
            self.add(link(words, self._unfold, "settled-more"))
            return
        self.heading(_("Settled and noted"))
        for one in found:
            self._card(one)

    def _unfold(self) -> None:
        self.bench.opened.add(_OPENED)
        self.again.emit()

    # The sign-off

    def _sign_off(self) -> None:
        panel = Panel(_("Sign off"))
        # What is wrong has its line already: the next click is to meet what it was meant for.
        grid = self.grid = FormGrid(keeps_room=True)
        computed = self.view.outcome
        self.outcome: ComboBox[Outcome] = ComboBox(
            [
                (one, word(one) if one is computed else _("{outcome} (stricter)").format(
                    outcome=word(one)
                ))
                for one in reversed(Outcome)
                if one.rank <= computed.rank
            ]
        )  # fmt: skip
        self.outcome.setObjectName("sign-outcome")
        self.outcome.choose(computed)
        grid.add(_("O&utcome"), self.outcome, 6)
        self.name = line_edit(longest=120)
        self.name.setObjectName("sign-name")
        self.name.setText(self.desk.settings().operator)
        self.name.setCursorPosition(0)  # where it is longer than the field, its beginning is seen
        self.name.setMinimumWidth(px(120))  # with less beside the outcome, it has its own row
        grid.add(_("&Name"), self.name, 6)
        planned = self.view.case.export_on
        self.day = self.day_field("sign-day", planned, lambda _day: None)
        self.day.setMaximumWidth(px(240))  # what is wrong with it has the whole line
        grid.add(_("Planned date of e&xport"), self.day, 12)
        self.reason = text_area(lines=3)
        self.reason.setObjectName("sign-reason")
        self.reason.setPlainText(self.bench.unread.get(self._typed_reason, ""))
        self.reason.textChanged.connect(self._hold_reason)
        grid.add(_("Re&ason"), self.reason, 12)
        panel.column.addWidget(grid)
        self.sign = button(_("&Sign off"), self.sign_off, kind="primary")
        self.sign.setObjectName("sign-off")
        said = QVBoxLayout()
        said.setSpacing(px(4))
        # Beside the button, not above it: in the lowest window all of the form is in view at once.
        said.addWidget(grid.mark_of(self.reason))
        said.addWidget(self._agreed(planned))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addLayout(said, 1)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        panel.column.addLayout(row)
        self.add(panel)
        self.sign_panel: QWidget = panel

    @property
    def _typed_reason(self) -> tuple[str, str]:
        return self.view.case.id, "sign-reason"

    def _hold_reason(self) -> None:
        """Have the reason still be there after a look at another step."""
        self.bench.unread[self._typed_reason] = self.reason.toPlainText()

    def _agreed(self, planned: date | None) -> QWidget:
        """Return what is said of a date that the case has just taken from here."""
        told = label("", "caption", wrap=True, tone=Tone.AMBER)
        if planned is not None and _AGREED + planned.isoformat() in self.bench.opened:
            words = _(
                "The case goes by {day} now and comes to “{outcome}”. Look at it again, then sign."
            )
            told.setText(words.format(day=day_text(planned), outcome=word(self.view.outcome)))
        told.setHidden(not told.text())
        return told

    def begin_sign_off(self) -> None:
        """Bring the sign-off into view."""
        if not self.read_only:
            QTimer.singleShot(0, self.sign_panel, self._bring_sign_off)

    def _bring_sign_off(self) -> None:
        """Scroll the form to where its head is seen, at least its button, and put the cursor into
        what it lacks.
        """
        around = area_of(self)
        inner = around.widget() if around is not None else None
        if around is not None and inner is not None:
            top = self.sign_panel.mapTo(inner, self.sign_panel.rect().topLeft()).y()
            too_high = max(0, self.sign_panel.height() - around.viewport().height())
            around.verticalScrollBar().setValue(top + too_high)
            outer = area_of(around.parentWidget() or self)
            if outer is not None and outer is not around:  # in a low window the page scrolls, too
                outer.ensureWidgetVisible(self.sign, 0, px(12))
        lacks = self.reason if self.name.text().strip() else self.name
        lacks.setFocus(Qt.FocusReason.OtherFocusReason)

    def sign_off(self) -> None:
        """Sign off, or say what stands in the way."""
        self.grid.clear_marks()
        outcome, day = self.outcome.value, self.day.value
        wrong: list[QWidget] = []
        if not self.name.text().strip():
            self.grid.mark(self.name, sentence("sign-off-name-missing"))
            wrong.append(self.name)
        if (outcome.lets_go or self.day.text().strip()) and self._marks_day(day):
            wrong.append(self.day)
        if not self.reason.toPlainText().strip():
            self.grid.mark(self.reason, sentence("sign-off-reason-missing"))
            wrong.append(self.reason)
        if wrong:
            self._lead_to(wrong[0])
        elif outcome.lets_go and day != self.view.case.export_on:
            self._agree_on(day)
        else:
            self._sign(outcome, day)

    def _lead_to(self, lacks: QWidget) -> None:
        """Put the cursor into what is missing or wrong, in view with what is said of it."""
        area = area_of(self)
        if area is not None:
            area.ensureWidgetVisible(lacks, 0, px(28))
        lacks.setFocus(Qt.FocusReason.OtherFocusReason)

    def _marks_day(self, day: date | None) -> bool:
        words = ""
        if self.day.is_bad:
            words = _("That is no date: write it like 2027-03-31.")
        elif day is None:
            words = sentence("sign-off-date-missing")
        elif day < self.view.facts.looked_on:
            words = sentence("sign-off-date-past")
        if words:
            self.grid.mark(self.day, words)
        return bool(words)

    def _agree_on(self, day: date | None) -> None:
        """Take another date into the case: what was computed goes by it."""
        if day is None:
            return
        self.bench.opened.add(_AGREED + day.isoformat())
        self.session.save(lambda case: replace(case, export_on=day))

    def _sign(self, outcome: Outcome, day: date | None) -> None:
        stay(self, True)  # drawn anew meanwhile, it would take the question along
        is_sure = self.shell.ask.confirm(
            self,
            _("Sign off as “{outcome}”?").format(outcome=word(outcome)),
            self._what_follows(outcome, day),
            yes=_("Sign off"),
        )
        stay(self, False)
        if not is_sure:
            return
        cases = self.desk.cases
        name, reason = self.name.text(), self.reason.toPlainText()
        worse = outcome if outcome is not self.view.outcome else None
        self.session.do(lambda case: cases.sign(case, name, reason, day, worse), apart=True)

    def _what_follows(self, outcome: Outcome, day: date | None) -> str:
        """Return what a person says yes to: the day that is confirmed, and that it is locked."""
        words = []
        if outcome is not self.view.outcome:  # what was computed is explained above
            words.append(sentence(f"outcome-{outcome.value}-means"))
        if day is not None:
            words.append(_("Planned date of export: {day}.").format(day=day_text(day)))
        if self.session.is_draft:
            words.append(_("The case gets its number, is kept, and is locked then."))
        else:
            words.append(_("The case is locked then."))
        if not outcome.lets_go:
            words.append(_("To take it up again, use Repeat order."))
        return " ".join(words)
