"""One question of a case: what the book knew filled in, the answers to choose from, a note."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from exportdesk.core.cases import UNKNOWN, Answer, Case, Origin
from exportdesk.core.clock import today
from exportdesk.core.i18n import _, of_rulebook
from exportdesk.core.standing import Evidence
from exportdesk.core.words import sentence
from exportdesk.diligence.flow import Asked
from exportdesk.rulebook import Question
from exportdesk.rulebook.questions import QuestionKind
from exportdesk.ui.cases.evidence_box import EvidenceBox
from exportdesk.ui.cases.fields import KeptArea, KeptLine
from exportdesk.ui.cases.giving_back import FORMED, GivingBack
from exportdesk.ui.cases.session import CaseSession
from exportdesk.ui.products.words import standing_words
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import button, keep_room, label, restyle, selectable
from exportdesk.ui.widgets.buttons import PushButton
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.ui.widgets.why import Why
from exportdesk.wiring import Desk


class AnswerButton(PushButton):
    """One answer; as wide as its words are when it is down, which are bold then."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setProperty("kind", "")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        hint, bold = super().sizeHint(), QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        words = self.text()
        wider = QFontMetrics(bold).horizontalAdvance(words)
        wider -= self.fontMetrics().horizontalAdvance(words)
        return QSize(hint.width() + max(0, wider), hint.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Answers(QWidget):
    """Buttons of which one may be down. `picked` tells its value."""

    picked = Signal(str)

    def __init__(self, code: str, name: str, choices: list[tuple[str, str]], value: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._values: dict[object, str] = {}
        self._group = QButtonGroup(self)
        flow = FlowLayout(px(8))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(flow)
        for one, words in choices:
            made = AnswerButton(words)
            made.setChecked(one == value)
            made.setObjectName(f"{code}={one}")
            made.setAccessibleName(f"{name} {words}")
            self._group.addButton(made)
            self._values[made] = one
            flow.addWidget(made)
        self._group.buttonClicked.connect(self._tell)

    def _tell(self, made: object) -> None:
        self.picked.emit(self._values[made])


class AnswerBox(QWidget):
    """`unfolded` tells that its note is to be shown."""

    unfolded = Signal()

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        session: CaseSession,
        asked: Asked,
        *,
        opened: set[str],
        read_only: bool,
    ) -> None:
        super().__init__()
        self._desk, self._shell, self._session = desk, shell, session
        self.asked, self._opened, self._read_only = asked, opened, read_only
        question = asked.question
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(6))
        self._asks = of_rulebook(question.text)
        said = label(self._asks, "strong", wrap=True)
        why = of_rulebook(question.why)
        rests_on = " ".join((why, standing_words(question.provenance))).strip()
        self._column.addWidget(Why(said, rests_on, self._asks))
        self._whence()
        self._field(question)
        self._note()

    def _say(self, words: str, tone: Tone = Tone.ACCENT) -> QLabel:
        made = selectable(label(words, "caption", wrap=True, tone=tone))
        self._column.addWidget(made)
        return made

    def _whence(self) -> None:
        answer = self.asked.answer
        if self.asked.question.kind is not QuestionKind.DATE:  # below it: it may come later there
            words, tone = self._of_book()
            if words:
                self._say(words, tone)
        is_as_before = answer is not None and answer.origin is Origin.LAST_CASE
        if answer is None or not (is_as_before or self._is_repeated):
            return
        said = self._say(_("As in the last case. Change it if it is different now."))
        if not is_as_before:  # its room stays: the answers are not to move
            keep_room(said)
            said.hide()

    def _of_book(self) -> tuple[str, Tone]:
        """Return what is to be said of what the book knows, "" where it knows nothing."""
        known = self.asked.known
        if known is None:
            return "", Tone.ACCENT
        if self.asked.value != known.value:
            return _("The book says otherwise."), Tone.AMBER
        return sentence(known.code, known.facts), Tone.ACCENT

    @property
    def _is_repeated(self) -> bool:
        """Whether the case began with the answer of the last one."""
        view, question = self._session.view, self.asked.question
        last = view.facts.last_case if view is not None else None
        if last is None or view is None or view.case.copied_from != last.id:
            return False
        return not question.every_order and last.answer(question.code) is not None

    def _field(self, question: Question) -> None:
        value = self.asked.value
        if question.kind in (QuestionKind.YES_NO, QuestionKind.CHOICE):
            answers = Answers(question.code, self._asks, choices_of(question), value)
            answers.setEnabled(not self._read_only)
            answers.picked.connect(self._keep)
            self._column.addWidget(answers)
        elif question.kind is QuestionKind.DATE:
            self._date(question, value)
        else:
            area = KeptArea(question.code, value)
            area.setAccessibleName(self._asks)
            area.setReadOnly(self._read_only)
            area.kept.connect(self._keep)
            self._column.addWidget(area)

    def _date(self, question: Question, value: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        shown = "" if value == UNKNOWN else value
        self._line = KeptLine(question.code, shown, _("2011, 2011-04 or 2011-04-19"), longest=10)
        self._line.setAccessibleName(self._asks)
        self._line.setMaximumWidth(px(240))
        self._line.setReadOnly(self._read_only)
        self._line.kept.connect(self._keep_date)
        unknown = Answers(question.code, self._asks, [(UNKNOWN, _("Not known"))], value)
        unknown.setEnabled(not self._read_only)
        unknown.picked.connect(self._keep)
        row.addWidget(self._line, 2)  # as wide as what it says while it is empty
        row.addWidget(unknown, 1)
        self._column.addLayout(row)
        self._below = selectable(label(" ", "caption", wrap=True))
        keep_room(self._below)  # said or taken back, it moves nothing under the pointer
        self._column.addWidget(self._below)
        self._say_below("")

    @property
    def _shows_note(self) -> bool:
        answer, question = self.asked.answer, self.asked.question
        wanted = bool(answer and (answer.note or answer.evidence))
        wanted = wanted or question.code in self._opened
        return wanted or bool(question.raised_by(self.asked.value)) or self.asked.value == UNKNOWN

    def _note_link(self) -> QPushButton:
        """Return what unfolds the note; its room is there before it is, so that nothing moves."""
        code = self.asked.question.code
        link = button(_("Add a note"), self._unfold, kind="link")
        link.setObjectName(f"unfold-{code}")
        link.setAccessibleName(_("Add a note to: {question}").format(question=self._asks))
        keep_room(link)
        if self._shows_note or not self.asked.value:
            link.hide()
        return link

    def _note(self) -> None:
        answer, code = self.asked.answer, self.asked.question.code
        if self._shows_note:
            if answer is not None and answer.note and answer.note_to:
                former = dict(choices_of(self.asked.question)).get(answer.note_to, answer.note_to)
                words = _("Written to the answer “{answer}” before:").format(answer=former)
                self._column.addWidget(selectable(label(words, "caption", wrap=True)))
            note = KeptArea(
                f"note-{code}",
                answer.note if answer else "",
                _("What explains it, who told you, what you looked at"),
                lines=2,
            )
            note.setAccessibleName(_("Note to: {question}").format(question=self._asks))
            note.setReadOnly(self._read_only)
            note.kept.connect(self._keep_note)
            self._column.addWidget(note)
            self._files = EvidenceBox(
                self._desk,
                self._shell,
                answer.evidence if answer else (),
                read_only=self._read_only,
                name=f"files-{code}",
            )
            self._files.attach.setText(_("Attach a file…"))  # one of several: no access key
            self._files.changed.connect(self._keep_files)
            self._column.addWidget(self._files)
        elif not self._read_only:
            self._column.addWidget(self._note_link())

    def _unfold(self) -> None:
        self._opened.add(self.asked.question.code)
        self.unfolded.emit()

    def _keep(self, value: str) -> None:
        self._session.do(self._answering(value=value))

    def _keep_date(self, value: str) -> None:
        question, words = self.asked.question, ""
        if value and not question.takes(value):
            words = _("Write a year, a month or a day: 2011, 2011-04, 2011-04-19.")
        elif question.is_ahead(value, today(self._desk.clock)):
            words = sentence("answer-ahead", {"value": value})
        restyle(self._line, invalid=bool(words))
        self._say_below(words)
        if not words:
            self._keep(value)
            self._offer_to_customer(value)

    def _say_below(self, wrong: str) -> None:
        """Say what is wrong with a date, or else what the book says of it."""
        words, tone = self._of_book()
        if wrong:
            restyle(self._below, kind="mark", tone="")
        else:
            restyle(self._below, kind="caption", tone=tone.value)
        self._below.setText(wrong or words)
        self._below.setAccessibleName(wrong or words)
        self._below.setVisible(bool(wrong or words))
        self._line.setAccessibleDescription(wrong)

    def _offer_to_customer(self, value: str) -> None:
        """Offer to keep in the customer record what it lacks."""
        if self.asked.question.code == FORMED:
            GivingBack(self._desk, self._shell, self._session).offer(value)

    def _keep_note(self, note: str) -> None:
        self._session.do(self._answering(note=note))

    def _keep_files(self) -> None:
        self._session.do(self._answering(evidence=self._files.files))

    def _answering(
        self,
        *,
        value: str | None = None,
        note: str | None = None,
        evidence: tuple[Evidence, ...] | None = None,
    ) -> Callable[[Case], Case]:
        """Return the act that keeps one part of the answer; the others stay as they are."""
        code, shown, cases = self.asked.question.code, self.asked.value, self._desk.cases

        def act(case: Case) -> Case:
            before = case.answer(code) or Answer(code, shown)
            return cases.answer(
                case,
                code,
                before.value if value is None else value,
                before.note if note is None else note,
                before.evidence if evidence is None else evidence,
            )

        return act

    def take_focus(self) -> None:
        """Put the focus on the first answer."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)


def choices_of(question: Question) -> list[tuple[str, str]]:
    """Return the answers to choose from, "not known" last."""
    if question.kind is QuestionKind.YES_NO:
        return [("yes", _("Yes")), ("no", _("No")), (UNKNOWN, _("Not known"))]
    return [
        *((one.value, of_rulebook(one.text)) for one in question.choices),
        (UNKNOWN, _("Not known")),
    ]
