"""Deciding one match: three verdicts, a reason asked for in place, and what was decided."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.core.parties import Party
from exportdesk.core.screenings import DecidedBefore, Decision, SeenMatch, Verdict
from exportdesk.core.words import sentence
from exportdesk.rulebook import ListMeaning
from exportdesk.ui.dates import moment_text
from exportdesk.ui.matches import words
from exportdesk.ui.matches.reasons import objection
from exportdesk.ui.matches.verdict_buttons import offer_same, verdict_words
from exportdesk.ui.screen.reason_row import ReasonRow
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import (
    CheckBox,
    Chip,
    button,
    label,
    restyle,
    selectable,
)
from exportdesk.ui.widgets.brought import InSight
from exportdesk.ui.widgets.flow import FlowLayout

VERDICT_KEYS = {
    Verdict.NOT_SAME: "Ctrl+Shift+N",
    Verdict.RESEARCH: "Ctrl+Shift+R",
    Verdict.SAME: "Ctrl+Shift+S",
}
"""The keys that ask for a decision: letters as on Review, held, for names are typed here."""


class DecisionBar(QWidget):
    """`decided` tells a verdict and a reason; `undone` that the decision is taken back."""

    decided = Signal(object, str)
    undone = Signal()
    left = Signal()  # the reason was not given after all

    def __init__(self, country_name: Callable[[str], str]) -> None:
        super().__init__()
        self._country_name = country_name
        self._objected = ""
        self._asked = Party("")
        self._seen: SeenMatch | None = None
        self._party: tuple[SeenMatch, ...] = ()
        self._whole = False
        self._together = CheckBox("")
        self._meaning: ListMeaning | None = None
        self._earlier: Decision | None = None
        self._verdict = Verdict.NOT_SAME
        self._offer = _Offer()
        self._offer.asked.connect(self.ask)
        self._offer.kept.connect(self._keep_earlier)
        self._reason = ReasonRow()
        self._reason.given.connect(self._decide)
        self._reason.left.connect(self._leave)
        self._made = _Made()
        self._made.changed.connect(self._change)
        self._made.undone.connect(self.undone)
        self._parts = (self._offer, self._reason, self._made)
        self._sight = InSight(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._together)
        for part in self._parts:
            column.addWidget(part)
        self._show(self._offer)

    @property
    def together(self) -> tuple[SeenMatch, ...]:
        """The other listings of the same party that are to be decided with the one in view."""
        if self._seen is None or self._together.isHidden() or not self._together.isChecked():
            return ()
        return tuple(one for one in self._party if one.match.uid != self._seen.match.uid)

    @property
    def is_asking(self) -> bool:
        """Whether a reason is being asked for."""
        return not self._reason.isHidden()

    def show_match(
        self,
        asked: Party,
        seen: SeenMatch,
        meaning: ListMeaning,
        earlier: Decision | None,
        *,
        history: bool,
        before: DecidedBefore | None = None,
        party: tuple[SeenMatch, ...] = (),
        whole: bool = False,
    ) -> None:
        """Show how this match of the party asked about stands.

        `history`: the listing has run out and stops nothing.

        `earlier` was decided on this very party before it changed, `before` for another of the same
        name. `party` are all listings of the party where it has several; `whole` tells that the
        person chose them together.
        """
        same = self._seen is not None and self._seen.match.uid == seen.match.uid
        asking = same and self.is_asking and seen.decision is None
        self._party, self._asked = party, asked
        if not (same and self._whole is whole):
            self._together.setChecked(whole)
        self._whole = whole
        if asking:
            self._seen = seen
            return
        offered = earlier or (before.decision if before else None)
        self._seen, self._earlier = seen, offered
        self._meaning = None if history else meaning
        said = "" if offered is None else words.decided_words(offered, None if earlier else before)
        self._offer.say(meaning, said, history=history)
        if seen.decision is None:
            self._show(self._offer)
        else:
            self._made.say(seen.decision, meaning, history=history)
            self._show(self._made)

    def ask(self, verdict: Verdict) -> None:
        """Ask for the reason of a verdict."""
        if self._seen is None:
            return
        self._verdict = verdict
        made = self._seen.decision
        self._objected = ""
        said = made.reason if made and made.verdict is verdict else ""
        self._reason.begin(verdict, said, self._meaning if verdict is Verdict.SAME else None)
        self._show(self._reason)
        self._reason.take_focus()
        self._sight.ask()

    def leave(self) -> bool:
        """Stop asking; tell whether a reason was being asked for."""
        if not self.is_asking:
            return False
        self._leave()
        return True

    def _leave(self) -> None:
        undecided = self._seen is None or self._seen.decision is None
        self._show(self._offer if undecided else self._made)
        self.left.emit()

    def _change(self) -> None:
        self._show(self._offer)
        self._offer.take_focus()

    def _keep_earlier(self) -> None:
        if self._earlier is not None:
            self.decided.emit(self._earlier.verdict, self._earlier.reason)

    def _decide(self, reason: str) -> None:
        against = ""
        if self._seen:
            against = objection(reason, self._seen.match, self._asked, self._country_name)
        if against and self._objected != reason:
            self._objected = reason  # said once: then it is the person's word
            self._reason.object_with(against)
            self._sight.ask()
            return
        self._show(self._offer)
        self.decided.emit(self._verdict, reason)

    def _show(self, part: QWidget) -> None:
        # Not a stack: that is as high as its highest page, and the listing needs the room.
        for other in self._parts:
            other.setVisible(other is part)
        several = len(self._party) > 1
        self._together.setVisible(several and part is not self._made)
        if several:
            self._together.setText(
                _("Decide all {count} listings of this party").format(count=len(self._party))
            )


class _Offer(QWidget):
    """The three verdicts, and an earlier one to keep where there is one."""

    asked = Signal(object)
    kept = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._earlier = label("", "caption", wrap=True)
        self._keep = button(_("Keep it"), self.kept.emit, kind="link")
        self._not_same = button(
            verdict_words(Verdict.NOT_SAME), self._ask_not_same, hint=_("Ctrl+Shift+N")
        )
        self._research = button(
            verdict_words(Verdict.RESEARCH), self._ask_research, hint=_("Ctrl+Shift+R")
        )
        self._same = button("", self._ask_same, hint=_("Ctrl+Shift+S"))
        earlier = QHBoxLayout()
        earlier.addWidget(self._earlier, 1)
        earlier.addWidget(self._keep, 0, Qt.AlignmentFlag.AlignTop)
        row = FlowLayout(px(8))
        row.addWidget(self._not_same)
        row.addWidget(self._research)
        row.addWidget(self._same)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(earlier)
        column.addLayout(row)

    def say(self, meaning: ListMeaning, earlier: str, *, history: bool) -> None:
        """Offer the verdicts in the words that go with the list, and an earlier one, if any."""
        offer_same(self._same, meaning, history=history, key=_("Ctrl+Shift+S"))
        for part in (self._earlier, self._keep):
            part.setVisible(bool(earlier))
        self._earlier.setText(earlier)

    def take_focus(self) -> None:
        """Put the focus on the first verdict."""
        self._not_same.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_not_same(self) -> None:
        self.asked.emit(Verdict.NOT_SAME)

    def _ask_research(self) -> None:
        self.asked.emit(Verdict.RESEARCH)

    def _ask_same(self) -> None:
        self.asked.emit(Verdict.SAME)


class _Made(QWidget):
    """What was decided, and what follows from it."""

    changed = Signal()
    undone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chip = Chip()
        self._outcome = Chip()
        self._reason = selectable(label("", wrap=True))
        self._follows = selectable(label("", "strong", wrap=True, tone=Tone.RED))
        top = QHBoxLayout()
        top.setSpacing(px(8))
        top.addWidget(self._chip)
        top.addWidget(self._outcome)
        top.addStretch(1)
        top.addWidget(button(_("Change…"), self.changed.emit, kind="link"))
        top.addWidget(button(_("Undo"), self.undone.emit, kind="link"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(top)
        column.addWidget(self._follows)
        column.addWidget(self._reason)

    def say(self, decision: Decision, meaning: ListMeaning, *, history: bool) -> None:
        """Show a decision."""
        text, tone = words.verdict(decision.verdict)
        self._chip.say(text, tone)
        confirmed = decision.verdict is Verdict.SAME
        follows = confirmed and not history
        outcome_tone = Tone.RED if meaning.consequence.stops else Tone.AMBER
        self._outcome.say(
            sentence(f"consequence-{meaning.consequence}") if follows else "", outcome_tone
        )
        self._follows.setVisible(follows)
        if follows:
            self._follows.setText(sentence(f"consequence-{meaning.consequence}-means"))
            restyle(self._follows, tone=outcome_tone.value)
        by = _(" ({by}, {time})") if decision.by else _(" ({time})")
        said = by.format(by=decision.by, time=moment_text(decision.at))
        self._reason.setText(decision.reason + said)
        self._reason.setAccessibleName(self._reason.text())
