"""Red flags: what to look for, and each that was seen with inquiry, answer and evidence."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from exportdesk.core.cases import RaisedFlag
from exportdesk.core.i18n import _, of_rulebook
from exportdesk.core.words import sentence
from exportdesk.diligence.flags_asked import SEEN
from exportdesk.diligence.flags_told import raised_by_facts
from exportdesk.diligence.weighing import Weighed
from exportdesk.rulebook import RedFlag
from exportdesk.ui.cases.finding_card import resolution_lines
from exportdesk.ui.cases.steps.body import Panel, StepBody, area_of, link
from exportdesk.ui.cases.steps.looking import Looking, NotAsked, source_words
from exportdesk.ui.cases.words import finding_chip
from exportdesk.ui.dates import moment_text
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Chip, button


class FlagsStep(StepBody):
    """Those that were raised, then what to look for."""

    @override
    def fill(self) -> None:
        found = [one for one in self.view.assessment.findings if one.finding.code == "red-flag"]
        if found:
            self.heading(_("Raised"))
        for one in found:
            self.add(self._raised(one))
        signs = self.view.flow.signs
        looking = self.looking = Looking(signs, self.view.case, read_only=self.read_only)
        question = self.desk.rulebook.questions.get(SEEN)
        if question is not None:
            looking.ask(question)
        looking.fill()
        looking.raised.connect(self._raise)
        looking.not_seen.connect(self._not_seen)
        looking.taken_back.connect(self._take_back)
        self.add(looking)
        self.still = looking
        if looking.is_of_many and not self.read_only:
            self._make_foot()
        self.add_questions()
        left = NotAsked(
            signs,
            frozenset(one.finding.about for one in found),
            opened=self.bench.opened,
            read_only=self.read_only,
        )
        left.raised.connect(self._raise)
        left.unfolded.connect(self.again)
        self.add(left)

    def _make_foot(self) -> None:
        """Make the button that answers for all groups; until their end was seen, it leads there."""
        is_raised = any(sign.is_raised for sign in self.view.flow.signs.signs)
        self._none = _("None of the others") if is_raised else _("None in any group")
        self._led = QElapsedTimer()
        made = self.foot = button(self._none, self.say_none_in_any, also=(_("Read on"),))
        made.setObjectName("none-of-all")
        # Answered, it stays where it is: the next click would meet what comes in its place.
        made.setEnabled(self.looking.waits)
        self._say_what_foot_does()

    @override
    def add_questions(self) -> None:
        """Put the questions in, but for the one that is answered sign by sign."""
        for asked in self.step_view.questions:
            if asked.question.code != SEEN:
                self.add_question(asked)

    def say_none_in_any(self) -> None:
        """Say that nothing was seen in what is left, once its end was in view; else go on to it."""
        area = area_of(self)
        if area is not None and self._leads_on:
            bar = area.verticalScrollBar()
            bar.setValue(bar.value() + area.viewport().height() * 9 // 10)
            self._led.start()
            self.moved()
        elif self._led.isValid() and self._led.elapsed() < _again_ms():
            self._led.start()  # clicked once more: that was meant to lead on
        else:
            self.looking.say_none_in_any()

    @override
    def moved(self) -> None:
        """Note that the end of the groups was in view."""
        area, last = area_of(self), self.looking.last
        if area is None or not last.isVisible():
            return
        end = last.mapTo(area.viewport(), last.rect().bottomLeft()).y()
        if end <= area.viewport().height():
            self.bench.opened.add(self._read)
            self._say_what_foot_does()

    def _say_what_foot_does(self) -> None:
        if self.foot is not None:
            self.foot.setText(_("Read on") if self._leads_on else self._none)

    @property
    def _leads_on(self) -> bool:
        """Whether the button leads on: something waits for an answer, and was not all in view."""
        return self.looking.waits and self._read not in self.bench.opened

    @property
    def _read(self) -> str:
        """What the bench notes of these signs, once they were read; others are to be read anew."""
        return " ".join(("read", *(one.flags[0].id for one in self.view.flow.signs.signs)))

    def _raise(self, code: str) -> None:
        cases = self.desk.cases
        self.session.do(lambda case: cases.flag(case, code))

    def _not_seen(self, flags: Mapping[str, str]) -> None:
        cases = self.desk.cases
        self.session.do(lambda case: cases.look_for(case, flags))

    def _take_back(self, flags: Collection[str]) -> None:
        cases = self.desk.cases
        self.session.do(lambda case: cases.unlook(case, flags))

    def _raised(self, weighed: Weighed) -> QWidget:
        flag = self.desk.rulebook.red_flags.of(weighed.finding.about)
        panel = Panel(of_rulebook(flag.text))
        panel.head.addWidget(Chip(*finding_chip(weighed)))
        panel.say(source_words(flag), "caption")
        held = self.view.case.flag(flag.id)
        if held is None:
            told = _("It follows from an answer in this case.")
            if flag.id in raised_by_facts(self.view.facts):
                told = _("It follows from the mail domain in the customer record.")
            panel.say(told, "caption")
        elif held.by:
            when = moment_text(held.at) if held.at else ""
            panel.say(
                _("Raised by {name} {when}").format(name=held.by, when=when).strip(), "caption"
            )
        if held is not None and held.note:
            panel.say(held.note)
        for lack in weighed.lacks:
            panel.say(sentence(f"lack-{lack.value}"), "finding", tone=Tone.AMBER)
        if weighed.resolution is not None:
            for words in resolution_lines(weighed.resolution):
                panel.say(words, "caption")
        elif held is not None and held.inquiry:
            panel.say(_("Asked: {text}").format(text=held.inquiry), "caption")
        if not self.read_only:
            self._actions(panel, weighed, held, flag)
        return panel

    def _actions(
        self, panel: Panel, weighed: Weighed, held: RaisedFlag | None, flag: RedFlag
    ) -> None:
        if weighed.is_open:
            panel.say(sentence("settle-inquiry"), "caption")
        words = _("Resolve…") if weighed.is_open else _("Change what was recorded…")
        resolve = link(
            words, lambda: self.resolve_asked.emit(weighed), f"resolve-{flag.id}", about=flag.id
        )
        panel.column.addWidget(resolve)
        if held is not None and not held.is_looked_into:
            cases = self.desk.cases
            panel.column.addWidget(
                link(
                    _("Raised by mistake"),
                    lambda: self.session.do(lambda case: cases.unflag(case, flag.id)),
                    f"unflag-{flag.id}",
                    about=flag.id,
                )
            )


def _again_ms() -> int:
    """Return how soon whoever clicked to read on clicks once more, without having read."""
    return 3 * QApplication.doubleClickInterval()
