"""The sheet that settles a finding: by which remedy, with the fields that remedy needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from exportdesk.core.cases import License, RaisedFlag, Remedy, Resolution
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.standing import Evidence
from exportdesk.core.words import sentence
from exportdesk.diligence.weighing import Weighed, is_second_name, remedies
from exportdesk.operations.cases import CaseView
from exportdesk.ui.cases.dialog import Sheet
from exportdesk.ui.cases.evidence_box import EvidenceBox
from exportdesk.ui.cases.words import finding_words
from exportdesk.ui.certifications.scrolled_fields import ScrolledFields
from exportdesk.ui.products.words import ground_words
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import (
    CheckBox,
    ComboBox,
    DayField,
    FormGrid,
    button,
    label,
    line_edit,
    selectable,
    text_area,
)
from exportdesk.wiring import Desk

_FIELDS = {
    Remedy.LICENSE: ("license", "agency", "expires_on", "remarks"),
    Remedy.AGENCY_ANSWER: ("answer", "evidence"),
    Remedy.INQUIRY: ("inquiry", "answer", "evidence"),
    Remedy.EVIDENCE: ("reason", "evidence"),
    Remedy.REASON: ("reason",),
    Remedy.OVERRIDE: ("reason", "second_name"),
}


@dataclass(frozen=True, slots=True)
class Settled:
    """How a finding is to be settled. `others` are findings that the same license is for; `opens`
    says that what settled it is taken back, and nothing else.
    """

    finding: str
    code: str
    about: str
    remedy: Remedy
    reason: str = ""
    inquiry: str = ""
    answer: str = ""
    license: License | None = None
    evidence: tuple[Evidence, ...] = ()
    second_name: str = ""
    others: tuple[str, ...] = ()
    opens: bool = False


class ResolveSheet(Sheet):
    """`given` tells a `Settled`. What settles a finding already is changed here, or taken back."""

    help_topic = "due-diligence#what-is-open-and-what-settles-it"

    given = Signal(object)

    def __init__(
        self, parent: QWidget, desk: Desk, shell: Shell, view: CaseView, weighed: Weighed
    ) -> None:
        self._settled = weighed.resolution
        title = _("Resolve an open point") if weighed.is_open else _("Change what was recorded")
        super().__init__(parent, title, "", yes=_("Record it"), take=self._record)
        self._view, self._weighed = view, weighed
        self._operator = desk.settings().operator
        finding = weighed.finding
        above: list[QWidget] = [selectable(label(finding_words(weighed), "strong", wrap=True))]
        if finding.ground is not None:
            ground = ground_words(finding.ground)
            above.append(selectable(label(ground, "caption", wrap=True)))
        ways = [one for one in remedies(finding) if one.is_recorded]
        self.remedy: ComboBox[Remedy] = ComboBox(
            [(one, sentence(f"settle-{one.value}")) for one in ways]
        )
        if self._settled is not None:
            self.remedy.choose(self._settled.remedy)
        self.remedy.setAccessibleName(_("By what"))
        self.remedy.setHidden(len(ways) <= 1)
        self.remedy.picked.connect(self._show_fields)
        self._only = label(sentence(f"settle-{ways[0].value}") if ways else "", wrap=True)
        self._only.setHidden(len(ways) != 1)
        above += [self.remedy, self._only]
        former = _former(view, weighed)
        self.evidence = EvidenceBox(desk, shell, former.evidence if former else ())
        self._make_fields(former, above)
        self._offer_opening()
        self.evidence.changed.connect(self._attached)
        self._show_fields()
        self._ask, self._began = shell.ask, self._typed()

    def _typed(self) -> tuple[object, ...]:
        """Return what would be lost if the sheet went."""
        lines = (self.license, self.expires_on, self.remarks, self.second_name)
        areas = (self.reason, self.inquiry, self.answer)
        return (
            *(one.text().strip() for one in lines),
            *(one.toPlainText().strip() for one in areas),
            self.evidence.files,
        )

    @override
    def reject(self) -> None:
        """Leave; what was typed goes only if that is meant."""
        if self._typed() == self._began or self._ask.confirm(
            self,
            _("Leave without recording?"),
            _("What you typed here is lost then, and the point stays as it is."),
            yes=_("Leave"),
            danger=True,
        ):
            super().reject()

    def _make_fields(
        self, former: Resolution | RaisedFlag | None, above: Sequence[QWidget]
    ) -> None:
        held = self._view.case.licenses
        self.license = line_edit(_("D1234567"), longest=80)
        self.agency: ComboBox[str] = ComboBox(
            [("BIS", "BIS"), ("OFAC", "OFAC"), ("State", _("State"))]
        )
        agencies = self._weighed.finding.agencies
        if agencies:
            self.agency.choose(agencies[0])
        self.expires_on = DayField()
        self.remarks = line_edit(longest=500)
        settled = self._settled
        number = settled.license if settled is not None else ""
        license_ = self._view.case.license(number) or (held[-1] if held else None)
        if license_ is not None:
            self.license.setText(license_.number)
            self.agency.choose(license_.agency)
            self.expires_on.choose(license_.expires_on)
            self.remarks.setText(license_.remarks)
        self.reason = text_area(lines=3)
        self.inquiry = text_area(_("What you asked, whom, and when"), lines=3)
        self.answer = text_area(_("What was answered, by whom"), lines=3)
        self.second_name = line_edit(longest=120)
        if former is not None:
            self.inquiry.setPlainText(former.inquiry)
            self.answer.setPlainText(former.answer)
        if settled is not None:
            self.reason.setPlainText(settled.reason)
            self.second_name.setText(settled.second_name)
        self.others = CheckBox("")
        self._alike = [
            one.finding.key
            for one in self._view.assessment.open_for(Remedy.LICENSE)
            if one.finding.key != self._weighed.finding.key
        ]
        self._compose(above)

    def _offer_opening(self) -> None:
        """Offer to take back what settles it."""
        if self._settled is not None:
            self.reopen = button(_("&Open again"), self._open_again)
            self.reopen.setToolTip(_("Take back what was recorded: the point is open again."))
            self.foot.insertWidget(0, self.reopen)

    def _open_again(self) -> None:
        finding = self._weighed.finding
        self.given.emit(
            Settled(finding.key, finding.code, finding.about, self.remedy.value, opens=True)
        )
        self.accept()

    def _compose(self, above: Sequence[QWidget]) -> None:
        grid = self.grid = FormGrid(keeps_room=True)
        grid.add(_("&License number"), self.license, 6)
        grid.add(_("A&gency"), self.agency, 3)
        grid.add(_("E&xpires on"), self.expires_on, 3)
        grid.add(_("Re&marks"), self.remarks)
        grid.add(_("What was as&ked"), self.inquiry)
        grid.add(_("What was ans&wered"), self.answer)
        grid.add(_("&Reason"), self.reason)
        self.second_name.setMaximumWidth(px(266))  # what is wrong with it has the whole line
        grid.add(_("&Second person"), self.second_name, hint=_("Needed: somebody other than you."))
        grid.add(_("E&vidence"), self.evidence)
        for one in (self.license, self.expires_on, self.remarks, self.second_name):
            one.returnPressed.connect(self._record)
        count = len(self._alike)
        self.others.setText(
            ngettext(
                "It covers {count} other open point too",
                "It covers {count} other open points too",
                count,
            ).format(count=count)
        )
        who = self._operator or _("nobody: give your name in Settings first")
        by = label(_("Recorded by {name}.").format(name=who), "caption", wrap=True)
        self.fields = ScrolledFields([*above, grid, self.others, by])
        self.body.addWidget(self.fields, 1)
        self.resize(px(600), self.sizeHint().height())

    def _show_fields(self, _remedy: object = None) -> None:
        wanted = _FIELDS[self.remedy.value]
        for name in dict.fromkeys(each for names in _FIELDS.values() for each in names):
            self.grid.show_field(getattr(self, name), name in wanted)
        self.others.setVisible(self.remedy.value is Remedy.LICENSE and bool(self._alike))
        self.say_wrong("")
        self.fields.fit()
        getattr(self, wanted[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _attached(self) -> None:
        self.grid.unmark(self.evidence)
        self.fields.bring(self.evidence)  # of many files, some have a line of their own
        if self.evidence.files:
            self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _record(self) -> None:
        self.grid.clear_marks()
        if self._marks():
            self.fields.fit()
            lacks = [name for name in _FIELDS[self.remedy.value] if self._is_marked(name)]
            if lacks:
                getattr(self, lacks[0]).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        finding, remedy = self._weighed.finding, self.remedy.value
        wanted = _FIELDS[remedy]
        license_ = None
        if remedy is Remedy.LICENSE:
            license_ = License(
                self.license.text().strip(),
                self.agency.value,
                self.expires_on.value,
                self.remarks.text().strip(),
            )
        told = Settled(
            finding.key,
            finding.code,
            finding.about,
            remedy,
            reason=self.reason.toPlainText() if "reason" in wanted else "",
            inquiry=self.inquiry.toPlainText() if "inquiry" in wanted else "",
            answer=self.answer.toPlainText() if "answer" in wanted else "",
            license=license_,
            evidence=self.evidence.files if "evidence" in wanted else (),
            second_name=self.second_name.text() if "second_name" in wanted else "",
            others=tuple(self._alike) if license_ and self.others.isChecked() else (),
        )
        self.given.emit(told)
        self.accept()

    def _marks(self) -> bool:
        """Say what is missing; tell whether anything is."""
        wanted = _FIELDS[self.remedy.value]
        wrong = False
        for name, code, is_there in (
            ("license", "no_license", bool(self.license.text().strip())),
            ("inquiry", "no_inquiry", bool(self.inquiry.toPlainText().strip())),
            ("answer", "no_answer", bool(self.answer.toPlainText().strip())),
            ("reason", "no_reason", bool(self.reason.toPlainText().strip())),
            ("second_name", "no_second_name", self._has_second_name()),
            ("evidence", "no_evidence", bool(self.evidence.files)),
        ):
            if name in wanted and not is_there:
                words = sentence(f"lack-{code}")
                if name == "license":
                    words = _("Give the number of the license.")
                self.grid.mark(getattr(self, name), words)
                wrong = True
        if "expires_on" in wanted:
            wrong |= self._marks_date()
        if not self._operator.strip():
            self.say_wrong(_("Give your name in Settings first: it signs what is recorded."))
            wrong = True
        return wrong

    def _marks_date(self) -> bool:
        day: date | None = self.expires_on.value
        if self.expires_on.is_bad:
            self.grid.mark(self.expires_on, _("That is no date: write it like 2027-03-31."))
            return True
        if day is not None and day < self._view.facts.export_on:
            self.grid.mark(self.expires_on, sentence("lack-license_expired"))
            return True
        return False

    def _is_marked(self, name: str) -> bool:
        return bool(getattr(self, name).property("invalid"))

    def _has_second_name(self) -> bool:
        return is_second_name(self.second_name.text(), self._operator)


def _former(view: CaseView, weighed: Weighed) -> Resolution | RaisedFlag | None:
    """Return what was recorded before, to go on from."""
    finding = weighed.finding
    if finding.code == "red-flag":
        return view.case.flag(finding.about)
    return next(view.case.resolutions_of(finding.key), None)
