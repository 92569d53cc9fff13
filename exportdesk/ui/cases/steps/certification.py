"""Certification: whether the customer's signed statement is there, and for what it is asked."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.certifications import CertificationState
from exportdesk.core.i18n import _
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.diligence.case_facts import CertificationFacts, ItemFacts, policy_of
from exportdesk.diligence.checks.certification import items_to_certify
from exportdesk.ui.cases.steps.body import Panel, StepBody, link
from exportdesk.ui.certifications.subjects import NewCertification
from exportdesk.ui.dates import day_text
from exportdesk.ui.papers.opening import PaperOpening
from exportdesk.ui.products.words import ground_words
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Chip, button, label

_TONES = {
    CertificationState.ACCEPTED: Tone.GREEN,
    CertificationState.REJECTED: Tone.RED,
    CertificationState.EXPIRED: Tone.AMBER,
    CertificationState.NONE: Tone.GREY,
}
_UNDER_WAY = (
    CertificationState.DRAFT,
    CertificationState.SENT,
    CertificationState.RETURNED,
)
"""Where another one would only be in the way."""
_GOES_ON = (
    *_UNDER_WAY,
    CertificationState.REJECTED,
    CertificationState.EXPIRING,
    CertificationState.EXPIRED,
)
"""Where what comes next is done to the one there is, on its page."""


class CertificationStep(StepBody):
    """How the newest certification of this customer stands."""

    @override
    def fill(self) -> None:
        facts = self.view.facts
        wanted = items_to_certify(facts)
        if wanted:
            names = ", ".join(one.name for one in wanted)
            is_proposed = facts.policy.certifies_like(policy_of(self.desk.rulebook.policy))
            by = (
                _("By the recommended setting, a signed certification is asked for {products}.")
                if is_proposed
                else _("By your own policy, a signed certification is asked for {products}.")
            )
            self.say(by.format(products=names))
        else:
            self.say(sentence("moot-no-certification"), "quiet")
        if wanted:
            self.say(ground_words(self.desk.rulebook.policy.certification), "caption")
        held = facts.certification
        self._say_held(held, goes_on=self._goes_on(wanted))
        self._add_acts(wanted)
        if wanted or held.number:
            words = _(
                "An accepted certification settles the point that asks for one, and no red flag."
            )
            self.say(words, "caption")
        self._say_papers()
        self.add_questions()

    def _goes_on(self, wanted: Sequence[ItemFacts]) -> bool:
        """Tell whether what comes next is done to the one there is."""
        held = self.view.facts.certification
        if held.only_for is not None and held.state is not CertificationState.REJECTED:
            return False  # nothing done to it leads on here
        return bool(wanted and held.number) and held.state in _GOES_ON

    def _say_held(self, held: CertificationFacts, *, goes_on: bool) -> None:
        panel = Panel(held.number or _("Certification"))
        panel.head.addWidget(Chip(word(held.state), _TONES.get(held.state, Tone.AMBER)))
        if held.expires_on:
            panel.say(_("Ends on {day}").format(day=day_text(held.expires_on)), "caption")
        if held.covers:
            items = self.view.facts.items
            names = ", ".join(one.name for one in items if one.id in held.covers)
            panel.say(_("It names {products}.").format(products=names), "caption")
        if held.number and not goes_on:
            panel.head.addWidget(link(_("Open it"), self._open, "open-certification"))
        self.add(panel)

    def _add_acts(self, wanted: Sequence[ItemFacts]) -> None:
        """Fill the button of what comes next: with the one there is, or making one."""
        held, goes_on, acts = self.view.facts.certification, self._goes_on(wanted), list[QWidget]()
        if goes_on:
            shown = button(_("Open it"), self._open, kind="primary")
            shown.setObjectName("open-certification")
            acts.append(shown)
        if not self.read_only and (held.state not in _UNDER_WAY or held.only_for is not None):
            lacks = any(one.id not in held.covers for one in wanted)
            make = button(
                _("&Make a certification"), self._make, glyph="file-sign",
                kind="primary" if lacks and not goes_on else "",
            )  # fmt: skip
            make.setObjectName("make-certification")
            acts.append(make)
        if acts:
            self.row(*acts, None)

    def _say_papers(self) -> None:
        """Lead to statements and letters of this case, and to those that were issued."""
        case = self.view.case
        issued = self.desk.papers.list(case=case.id)
        if not case.customer or not case.number or (self.read_only and not issued):
            return
        self._opening = PaperOpening(self.desk, self.shell, self)
        panel = Panel(_("Statements and letters"))
        for one in issued:
            words = _("{paper} {number}").format(
                paper=sentence(f"paper-{one.kind}"), number=one.number
            )
            line = QHBoxLayout()
            line.addWidget(label(words, wrap=True), 1)
            line.addWidget(label(day_text(one.at.local.date()), "caption"))
            shown = button(_("Open it"), self._show_paper, kind="link")
            shown.setObjectName(one.number)
            shown.setAccessibleName(_("Open {number}").format(number=one.number))
            line.addWidget(shown)
            panel.column.addLayout(line)
        self.add(panel)
        if not self.read_only:
            made = button(
                _("Statement or &letter…"), self._ask_paper, glyph="file-document-edit-outline"
            )
            made.setObjectName("make-paper")
            panel.column.addWidget(made)

    def _ask_paper(self) -> None:
        case = self.view.case
        if case.customer:
            self._opening.ask(case.customer, case)

    def _show_paper(self) -> None:
        self._opening.show_issued(self.sender().objectName())

    def _make(self) -> None:
        """Make one for this case: who, what and whereto are filled in from it."""
        case, window = self.view.case, self.shell.window
        asked = NewCertification(case.customer or None, case.id)
        self.session.keep_first(lambda: window.go("certifications", asked))

    def _open(self) -> None:
        self.shell.window.go("certifications", self.view.facts.certification.number)
