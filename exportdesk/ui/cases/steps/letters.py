"""Letters from BIS that touch the case."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from exportdesk.core.cases import CaseStep
from exportdesk.core.i18n import _
from exportdesk.core.words.choices import word
from exportdesk.diligence.case_facts import LetterFacts
from exportdesk.ui.cases.evidence_box import FileChip, open_evidence
from exportdesk.ui.cases.steps.body import Panel, StepBody


class LettersStep(StepBody):
    """Each letter that names a party, a product or a place of the case."""

    @override
    def fill(self) -> None:
        for one in self.view.facts.letters:
            self.add(self._letter(one))
        is_said = self.view.flow.of(CaseStep.LETTERS).moot is not None  # above it, by the answer
        if not self.view.facts.letters and not is_said:
            self.say(_("No recorded letter touches this case."), "quiet")
        self.add_questions()

    def _letter(self, letter: LetterFacts) -> QWidget:
        panel = Panel(_("{kind} {number}").format(kind=word(letter.kind), number=letter.number))
        panel.say(_("It names: {touches}.").format(touches=", ".join(letter.touches)), "caption")
        if letter.asks:
            panel.say(letter.asks)
        kept = self.desk.workspace().letters.get(letter.id)
        for scan in kept.scans if kept else ():
            panel.column.addWidget(
                FileChip(scan, lambda one: open_evidence(self, self.desk, self.shell, one), None)
            )
        return panel
