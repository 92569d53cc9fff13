"""The Trade Integrity Project: screened as an own list, or looked up by hand and written down."""

from dataclasses import replace
from datetime import date

from typing_extensions import override

from exportdesk.core.cases import LookUp, LookUpResult
from exportdesk.core.clock import today
from exportdesk.core.i18n import _
from exportdesk.core.standing import Evidence
from exportdesk.core.words.choices import word
from exportdesk.ui.cases.answer_box import Answers
from exportdesk.ui.cases.evidence_box import EvidenceBox
from exportdesk.ui.cases.fields import KeptArea
from exportdesk.ui.cases.steps.body import StepBody
from exportdesk.ui.widgets import FormGrid, button, label, selectable
from exportdesk.ui.widgets.why import Why


class TradeIntegrityStep(StepBody):
    """When it was looked up, with what result."""

    @override
    def fill(self) -> None:
        words = _("Search the web for the project; look up {names}")
        said = label(words.format(names=self._names()), wrap=True)
        reason = _(
            "It names firms that sent such goods on to Russia. The Open-Source Centre in the United"
            " Kingdom runs it, and BIS names its website in the guidance of July 10, 2024. Search"
            " the web for “Trade Integrity Project” and “Open-Source Centre”: no address is given"
            " here, as none was checked. Look the parties up there and say what came of it, or"
            " import its data as your own list: then it is screened by itself."
        )
        self.add(Why(selectable(said), reason, _("Trade Integrity Project")))
        if self.view.facts.has_look_up_list:
            self.filled(_("Its data is among your lists: everybody was screened against it."))
        if not self.read_only:
            self.row(
                button(_("Import as own list…"), self._import),
                None,
            )
        self._form()
        self.add_questions()

    def _form(self) -> None:
        held = self.view.case.trade_integrity
        grid = FormGrid()
        on = held.on if held else today(self.desk.clock)
        self._on = self.day_field("look-up-on", on, self._keep_day)
        self._on.end_at(today(self.desk.clock))
        grid.add(_("Looked up &on"), self._on, 5)
        self.add(grid)
        answers = Answers(
            "look-up",
            _("Result"),
            [(one.value, word(one)) for one in LookUpResult],
            held.result.value if held else "",
        )
        answers.setEnabled(not self.read_only)
        answers.picked.connect(self._keep_result)
        self.add(answers)
        if held is None:
            return
        note = KeptArea(
            "look-up-note", held.note, _("What was found, and how you read it"), lines=2
        )
        note.setAccessibleName(_("Note to the look-up"))
        note.setReadOnly(self.read_only)
        note.kept.connect(lambda text: self._keep(note=text))
        self.add(note)
        self._files = EvidenceBox(
            self.desk, self.shell, held.evidence, read_only=self.read_only, name="look-up-files"
        )
        self._files.changed.connect(lambda: self._keep(evidence=self._files.files))
        self.add(self._files)

    def _names(self) -> str:
        return ", ".join(one.name for one in self.view.facts.taking_part if one.name)

    def _keep_day(self, day: date | None) -> None:
        if day is not None and self.view.case.trade_integrity is not None:
            self._keep(on=day)

    def _keep_result(self, value: str) -> None:
        self._keep(result=LookUpResult(value))

    def _keep(
        self,
        *,
        on: date | None = None,
        result: LookUpResult | None = None,
        note: str | None = None,
        evidence: tuple[Evidence, ...] | None = None,
    ) -> None:
        day = on or self._on.value or today(self.desk.clock)
        by = self.desk.settings().operator
        held = self.view.case.trade_integrity or LookUp(day, LookUpResult.UNCLEAR, by=by)
        told = LookUp(
            day,
            result or held.result,
            held.note if note is None else note,
            by,
            held.evidence if evidence is None else evidence,
        )
        self.session.save(lambda case: replace(case, trade_integrity=told))

    def _import(self) -> None:
        self.shell.window.go("lists", "own")
