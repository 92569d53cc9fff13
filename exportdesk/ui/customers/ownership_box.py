"""What the owners of a customer make of it: what follows, and the calculation line by line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from exportdesk.core.citations import of_citation
from exportdesk.core.i18n import _, ngettext, of_rulebook
from exportdesk.core.words import sentence
from exportdesk.diligence import Finding, OwnershipResult, OwnershipSum, Severity, percent_text
from exportdesk.ui.standing_words import consequence_words
from exportdesk.ui.widgets import Chip, Tone, button, label, px, rule, selectable

_TONES = {Severity.ERROR: Tone.RED, Severity.WARNING: Tone.AMBER, Severity.NOTE: Tone.GREY}


class OwnershipBox(QWidget):
    """Hidden where no owner is entered."""

    def __init__(self) -> None:
        super().__init__()
        self._result: OwnershipResult | None = None
        self._open = False
        self._turner: QPushButton | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(8))
        self.hide()

    def show_result(self, result: OwnershipResult | None) -> None:
        """Show what the owners come to; nothing where none is entered."""
        if result == self._result:
            return
        self._result = result
        self._fill()

    @property
    def words(self) -> str:
        """All that is said, line by line."""
        return "\n".join(self._lines)

    def _fill(self) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._lines: list[str] = []
        self._turner = None
        result = self._result
        self.setVisible(result is not None)
        if result is None:
            return
        self._column.addWidget(rule())
        self._column.addWidget(label(_("Ownership"), "section"))
        for one in result.sums:
            self._column.addWidget(self._head(one))
        notes = [one for one in result.findings if one.severity is Severity.NOTE]
        for finding in result.findings:
            if finding.severity is not Severity.NOTE or self._open:
                self._column.addWidget(self._finding(finding))
        steps = [line for one in result.sums for line in one.lines()]
        if self._open:
            for one in result.sums:
                self._add(of_rulebook(one.rule.name), "label")
                for line in one.lines():
                    self._add(sentence(line.code, line.facts))
                for limit in one.limits:
                    self._add(of_rulebook(limit), "caption")
        words = (
            _("Hide the calculation")
            if self._open
            else ngettext(
                "Show the calculation and {count} note",
                "Show the calculation and {count} notes",
                len(notes),
            ).format(count=len(notes))
        )
        if steps or notes:
            self._turner = button(words, self._turn, kind="link")
            self._column.addWidget(self._turner, 0, Qt.AlignmentFlag.AlignLeft)

    def _head(self, one: OwnershipSum) -> QWidget:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        words = _(
            "{rule}: listed owners hold {total}\u00a0%, it applies from {threshold}\u00a0%"
        ).format(
            rule=of_rulebook(one.rule.name),
            total=percent_text(one.total),
            threshold=percent_text(one.rule.threshold),
        )
        self._lines.append(words)
        row.addWidget(selectable(label(words, "strong", wrap=True)), 1)
        chip = Chip(parent=place)
        row.addWidget(chip)
        if one.reached and one.state.in_force:
            stops = one.rule.consequence.stops
            chip.say(consequence_words(one.rule.consequence), Tone.RED if stops else Tone.AMBER)
        elif one.reached or one.total:
            chip.say(_("Red flag"), Tone.AMBER)
        elif one.could_reach and one.could_count:
            chip.say(_("Not settled"), Tone.AMBER)
        else:
            chip.say(_("None that counts"), Tone.GREY)
        return place

    def _finding(self, finding: Finding) -> QWidget:
        words = sentence(finding.code, finding.facts)
        if finding.ground is not None and finding.citation:
            words = _("{words} ({citation})").format(
                words=words, citation=of_citation(finding.citation)
            )
        self._lines.append(words)
        return selectable(label(words, wrap=True, tone=_TONES[finding.severity]))

    def _add(self, words: str, kind: str = "") -> None:
        self._lines.append(words)
        self._column.addWidget(selectable(label(words, kind, wrap=True)))

    def _turn(self) -> None:
        self._open = not self._open
        self._fill()
        if self._turner is not None:  # the one that was pressed is gone, and the cursor with it
            self._turner.show()  # the layout shows it a moment later only
            self._turner.setFocus(Qt.FocusReason.OtherFocusReason)
