"""The card of the first steps, with the demo beside them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.ui.demo import words_of_stage
from exportdesk.ui.home.cards import GoButton, RowsCard
from exportdesk.ui.home.first_steps import Step as FirstStep
from exportdesk.ui.home.first_steps import is_beginning, is_new
from exportdesk.ui.home.others import OtherLists
from exportdesk.ui.home.told_row import ToldRow
from exportdesk.ui.jobs import Step
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Chip, ProgressLine, button, label, px, restyle, rule
from exportdesk.ui.widgets.buttons import PushButton


class StepsCard(RowsCard):
    """The first steps; the next one's button is the filled one while nothing goes without it.

    `hidden_asked`: the person wants to see them no longer. In the demo itself (`is_demo`) it is not
    offered once more.
    """

    hidden_asked = Signal()

    def __init__(self, *, is_demo: bool, read_only: bool) -> None:
        super().__init__(_("To get started"))
        self.buttons: list[PushButton] = []
        self.others = OtherLists()
        self.progress = Chip()
        self.hide_button = button(_("&Hide these steps"), self.hidden_asked.emit, kind="link")
        self.demo = button(_("Open the demo"))
        self.demo_progress = ProgressLine()
        self.demo_progress.hide()
        self.head.addWidget(self.progress)
        if not read_only:
            self.head.addWidget(self.hide_button)
        self._is_demo = is_demo
        self._steps: Sequence[FirstStep] = ()
        self._lists_words = ""  # how far the lists are that are coming in
        self._lists_said: QLabel | None = None
        self._aside_row, self._between = self._aside(), rule()
        self.body.addWidget(self._between)
        self.body.addWidget(self._aside_row)
        self._offer_demo(True)

    def say_opening(self, opening: bool) -> None:
        """Show whether the demo is on its way. The button stays: it holds the keyboard."""
        self.demo.setText(_("Opening…") if opening else _("Open the demo"))
        self._demo_words.setVisible(not opening)
        if opening:
            self.demo_progress.begin(words_of_stage(""))
        else:
            self.demo_progress.end()

    def step_demo(self, step: Step) -> None:
        """Show how far the opening of the demo is."""
        self.demo_progress.say(words_of_stage(step.stage))
        self.demo_progress.step(step)

    def show_steps(self, steps: Sequence[FirstStep]) -> None:
        """Show `steps`."""
        self.others.setParent(self)  # kept, with what is open in it
        self._rows.removeWidget(self.others)
        self.clear_rows()
        self.buttons = []
        self._steps, self._lists_said = steps, None
        beginning = is_beginning(steps)
        next_one = next((step for step in steps if not step.done), None) if beginning else None
        for number, step in enumerate(steps, start=1):
            if step.done and not beginning:
                continue  # one line says so of all: this card stands above the day's work
            if self._rows.count():
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(number, step, step is next_one))
            if step.page == "lists" and not step.done:
                self._rows.addWidget(self.others)
        if not beginning:
            self._rows.insertWidget(0, _done_line([step.title for step in steps if step.done]))
            self._rows.insertWidget(1, rule())
        self.others.setVisible(not steps[0].done)
        self._place_aside(first=not steps[0].done)
        self._offer_demo(is_new(steps))
        done = sum(step.done for step in steps)
        words = _("{done} of {count} done").format(done=done, count=len(steps))
        self.progress.say(words, Tone.GREEN if done else Tone.GREY)
        self.progress.setVisible(done > 0)
        self.hide_button.setVisible(steps[0].done)  # without lists there is nothing else here

    def say_lists_under_way(self, words: str) -> None:
        """Say how far lists are that are coming in, in place of the offer to get them.

        With "" the offer is back once the steps are shown anew: they may have come.
        """
        before, self._lists_words = self._lists_words, words
        if self._lists_said is not None and words:
            self._lists_said.setText(words)
        elif words and not before and self._steps:
            self.show_steps(self._steps)

    def _offer_demo(self, offered: bool) -> None:
        for part in (self._aside_row, self._between):
            part.setVisible(offered and not self._is_demo)

    def _place_aside(self, *, first: bool) -> None:
        """Put the row about the demo above the steps, where whoever is new finds it, or below."""
        above = self.body.indexOf(self._aside_row) < self.body.indexOf(self._rows)
        if above == first:
            return
        self.body.removeWidget(self._aside_row)
        self.body.removeWidget(self._between)
        at = self.body.indexOf(self._rows) if first else self.body.count()
        parts = (self._aside_row, self._between) if first else (self._between, self._aside_row)
        for part in reversed(parts):
            self.body.insertWidget(at, part)

    def _aside(self) -> QWidget:
        row = ToldRow("lightbulb-outline")
        words = _(
            "New here? Look around in the demo first: a made-up company, apart from your own data."
        )
        self._demo_words = label(words, "quiet", wrap=True)
        row.said.addWidget(self._demo_words, 1)
        row.said.addWidget(self.demo_progress, 1)
        row.add_way(self.demo)
        return row

    def _row(self, number: int, step: FirstStep, is_next: bool) -> QWidget:
        glyph = "check-circle-outline" if step.done else f"numeric-{number}-circle-outline"
        row = ToldRow(glyph, "green" if step.done else ("accent" if is_next else "quiet"))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(label(step.title, "strong", wrap=True))
        if not step.done:
            said = label(step.words, "quiet", wrap=True)
            words.addWidget(said)
        row.said.addLayout(words, 1)
        if step.page == "lists" and self._lists_words and not step.done:
            said.setText(self._lists_words)
            self._lists_said = said
            row.add_way(self._lead(GoButton(_("Show the lists"), "lists")))
        elif step.done:
            row.said.addWidget(Chip(_("Done"), Tone.GREEN))
        else:
            made = self._lead(GoButton(step.action, step.page, step.subject))
            restyle(made, kind="primary" if is_next else "")
            self.buttons.append(made)
            if step.other:
                row.add_way(self._lead(GoButton(step.other, step.page, step.other_subject)))
            row.add_way(made)
        return row


def _done_line(titles: Sequence[str]) -> QWidget:
    """Return one line that names what is done."""
    row = ToldRow("check-circle-outline", "green")
    words = _("Done: {steps}").format(steps=", ".join(titles))
    row.said.addWidget(label(words, "quiet", wrap=True), 1)
    return row
