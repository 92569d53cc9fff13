"""Why: a common reason by one key, one's own words, files, a day to look again. Enter keeps it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _, ngettext
from exportdesk.core.screenings import Verdict
from exportdesk.core.words import sentence
from exportdesk.rulebook import ListMeaning
from exportdesk.ui.ask import Ask
from exportdesk.ui.matches import words as match_words
from exportdesk.ui.matches.parts import say_in
from exportdesk.ui.matches.reason_buttons import ReasonButtons
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import CheckBox, DayField, button, label, restyle, text_area
from exportdesk.ui.widgets.flow import FlowLayout

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the person says, before it is kept. `group` and `alike`: of what else it is said."""

    verdict: Verdict
    reason: str
    review_on: date | None = None
    files: tuple[Path, ...] = ()
    answers: Mapping[str, str] | None = None
    group: bool = False
    alike: bool = False


Objects = Callable[[str], str]
"""What the data says against a reason, "" for nothing."""


class AskPanel(QWidget):
    """Asks for the reason of a verdict. `given` tells a `Draft`; `left` that there is none."""

    given = Signal(object)
    left = Signal()

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self._ask = ask
        self._verdict = Verdict.NOT_SAME
        self._answers: Mapping[str, str] | None = None
        self._files: list[Path] = []
        self._today = date.min
        self._objects: Objects = _no_objection
        self._objected = ""
        self._title = label("", "strong", wrap=True)
        self._follows = label("", "strong", wrap=True)
        self._mark = label("", "mark", wrap=True)
        self.common = ReasonButtons(self._set_reason)
        self.group = CheckBox("")
        self.alike = CheckBox("")
        self.reason = text_area(_("Press a digit for a reason above, or type your own"), lines=2)
        self.reason.setAccessibleName(_("Reason"))
        self.reason.installEventFilter(self)
        self.reason.textChanged.connect(self._look)
        self.review_on = DayField(_("Never"))
        self.review_on.setAccessibleName(_("Look at it again on"))
        self.review_on.installEventFilter(self)
        self.attach = button(_("Attach &file…"), self._attach, kind="link", glyph="paperclip")
        self.take = button(_("Decide"), self._give, kind="primary", hint=_("Enter"))
        self._cancel = button(_("Cancel"), self.left.emit, kind="link", hint=_("Esc"))
        self._shown_files = FlowLayout(px(6))
        self._compose()

    def _compose(self) -> None:
        again = label(_("Look at it again o&n"), "quiet")
        again.setBuddy(self.review_on)
        day = QWidget()
        beside = QHBoxLayout(day)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(px(8))
        beside.addWidget(again)
        beside.addWidget(self.review_on)
        ends = QWidget()
        last = QHBoxLayout(ends)
        last.setContentsMargins(0, 0, 0, 0)
        last.setSpacing(px(8))
        for end in (self._cancel, self.take):
            last.addWidget(end)
        row = FlowLayout(px(8))
        for part in (day, self.attach, ends):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(label(_("Enter decides"), "caption"))
        column.addLayout(head)
        column.addWidget(self._follows)
        column.addLayout(self.common.flow)
        column.addWidget(self.reason)
        column.addWidget(self._mark)
        column.addLayout(self._shown_files)
        column.addWidget(self.group)
        column.addWidget(self.alike)
        column.addWidget(self.review_on.doubt)
        column.addLayout(row)
        below = (self.review_on, self.attach, self._cancel, self.take)
        order = (*self.common.buttons, self.reason, self.group, self.alike, *below)
        for one, after in pairwise(order):
            self.setTabOrder(one, after)

    def begin(
        self,
        verdict: Verdict,
        today: date,
        *,
        meaning: ListMeaning | None,
        history: bool,
        group: int = 0,
        alike: int = 0,
        several: int = 0,
        reason: str = "",
        answers: Mapping[str, str] | None = None,
        objects: Objects | None = None,
    ) -> None:
        """Ask why. `group`, `alike`: of how many others it may be said too; `several`: of how many
        chosen lines it will be. `objects` tells what the data says against a reason.
        """
        self._verdict, self._today, self._answers = verdict, today, answers
        self._objects = objects or _no_objection
        said = match_words.verdict(verdict)[0]
        self._title.setText(
            _("{verdict}, for {count} matches, because:").format(verdict=said, count=several)
            if several
            else _("{verdict}, because:").format(verdict=said)
        )
        self._say_follows(verdict, meaning, history=history)
        self.common.offer(verdict)
        self._offer_more(group, alike)
        self._files = []
        self._show_files()
        self.review_on.choose(None)
        self.reason.setPlainText(reason)
        say_in(self._mark, "")
        self._look()
        self._end_of_reason()

    def offer_alike(self, alike: int) -> None:
        """Offer to say it of `alike` other cases too, found meanwhile."""
        self._say_alike(alike)

    def fail(self, why: str) -> None:
        """Say what keeps it from being decided."""
        say_in(self._mark, why)

    @property
    def verdict(self) -> Verdict:
        """The verdict asked about."""
        return self._verdict

    @property
    def follows(self) -> str:
        """What is said to follow from the verdict, "" where nothing is."""
        return "" if self._follows.isHidden() else self._follows.text()

    def _say_follows(self, verdict: Verdict, meaning: ListMeaning | None, *, history: bool) -> None:
        said, tone = "", Tone.AMBER
        if verdict is Verdict.SAME and meaning is not None:
            if history:
                said = _("The order has run out: it is history, and stops nothing by itself.")
            else:
                tone = Tone.RED if meaning.consequence.stops else Tone.AMBER
                means = sentence(f"consequence-{meaning.consequence}-means")
                said = _("From then on, wherever this party comes up: {what}").format(what=means)
        say_in(self._follows, said)
        restyle(self._follows, tone=tone.value)

    def _offer_more(self, group: int, alike: int) -> None:
        self.group.setChecked(bool(group))
        self.group.setVisible(bool(group))
        self.group.setText(_("&All {count} listings of this party").format(count=group + 1))
        self.alike.setChecked(False)
        self._say_alike(alike)

    def _say_alike(self, alike: int) -> None:
        self.alike.setVisible(bool(alike))
        self.alike.setText(
            ngettext(
                "And the {count} &identical case: same name and country of yours, same listing",
                "And the {count} &identical cases: same name and country of yours, same listing",
                alike,
            ).format(count=alike)
        )

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key, plain = event.key(), event.modifiers() in _PLAIN
        if key == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._give()
            return True
        if watched is self.reason and plain and self._is_untouched() and event.text().isdigit():
            return self.common.pick(int(event.text()))
        if watched is self.reason and _is_letter(event) and self._goes_on():
            self.reason.insertPlainText(". ")  # what is typed then is a sentence of its own
        return False

    def _is_untouched(self) -> bool:
        """Whether nothing of the person's own stands in the reason: a digit chooses then."""
        text = self.reason.toPlainText()
        return not text.strip() or self.common.has(text)

    def _set_reason(self, text: str) -> None:
        self.reason.setPlainText(text)
        self._end_of_reason()

    def _goes_on(self) -> bool:
        """Whether the cursor stands right behind a common reason, to which words are added."""
        text = self.reason.toPlainText()
        at_end = self.reason.textCursor().position() == len(text)
        return at_end and self.common.has(text)

    def _end_of_reason(self) -> None:
        """Put the cursor where one goes on writing."""
        cursor = self.reason.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.reason.setTextCursor(cursor)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        text = self.reason.toPlainText()
        self.take.setEnabled(bool(text.strip()))
        self._objected = ""
        say_in(self._mark, "")
        self.common.mark(text)

    def _attach(self) -> None:
        path = self._ask.open_file(self, _("Attach a file"), _("All files (*)"))
        if path is not None and path not in self._files:
            self._files.append(path)
            self._show_files()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_files(self) -> None:
        while self._shown_files.count():
            item = self._shown_files.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, path in enumerate(self._files):
            made = button(path.name, self._detach, kind="link", glyph="close")
            made.setProperty("place", at)
            made.setAccessibleName(_("Do not attach {file}").format(file=path.name))
            made.setToolTip(made.accessibleName())
            self._shown_files.addWidget(made)
        self._shown_files.invalidate()

    def _detach(self) -> None:
        made = self.sender()
        if isinstance(made, QPushButton):
            del self._files[int(made.property("place"))]
            self._show_files()
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        reason = self.reason.toPlainText().strip()
        day = self.review_on.value
        if not reason:
            self.fail(sentence("reason-missing"))
        elif self.review_on.is_bad:
            self.fail("")  # it is said at the field
            self.review_on.say_doubt()
            self.review_on.setFocus(Qt.FocusReason.OtherFocusReason)
        elif day is not None and day <= self._today:
            self.fail(sentence("review-date-past", {"day": day.isoformat()}))
        elif self._objected != reason and (against := self._objects(reason)):
            self._objected = reason  # said once: then it is the person's word
            self.fail(against)
        else:
            group = not self.group.isHidden() and self.group.isChecked()
            alike = not self.alike.isHidden() and self.alike.isChecked()
            files = tuple(self._files)
            self.given.emit(
                Draft(self._verdict, reason, day, files, self._answers, group=group, alike=alike)
            )


def _no_objection(_reason: str) -> str:
    return ""


def _is_letter(event: QKeyEvent) -> bool:
    modifiers = Qt.KeyboardModifier
    command = modifiers.AltModifier | modifiers.ControlModifier | modifiers.MetaModifier
    return event.text()[:1].isalpha() and not event.modifiers() & command
