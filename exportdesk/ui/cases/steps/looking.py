"""Red flags to look for, subject by subject in few words; and what is left out, with the reason."""

from collections.abc import Callable, Collection, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.cases import UNKNOWN, Case
from exportdesk.core.i18n import _, ngettext, of_rulebook
from exportdesk.core.words import sentence
from exportdesk.diligence.flags_asked import SEEN, FlagsAsked, LeftOut, Sign, SignsTogether
from exportdesk.rulebook import Question, RedFlag
from exportdesk.ui.cases.answer_box import AnswerButton
from exportdesk.ui.cases.steps.body import Panel, link
from exportdesk.ui.products.words import standing_words
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import Chip, label, selectable
from exportdesk.ui.widgets.why import Why

_LEFT_OUT = "flags-left-out"


class Looking(QWidget):
    """`raised` tells a red flag that was seen, `not_seen` red flags that were not, with the words;
    `taken_back` those of which nothing is to be said any more.
    """

    raised = Signal(str)
    not_seen = Signal(object)
    taken_back = Signal(object)

    def __init__(self, asked: FlagsAsked, case: Case, *, read_only: bool) -> None:
        super().__init__()
        self._asked, self._case, self._read_only = asked, case, read_only
        self.last: QWidget = self
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(12))

    def ask(self, question: Question) -> None:
        """Put the question in that is answered by what is said of each."""
        if not self._asked.signs:
            return
        asks, why = of_rulebook(question.text), of_rulebook(question.why)
        rests_on = " ".join((why, standing_words(question.provenance))).strip()
        self._column.addWidget(Why(label(asks, "strong", wrap=True), rests_on, asks))
        told = {"no": _("No"), "yes": _("Yes"), UNKNOWN: _("Not known")}
        value = self._case.value(SEEN)
        if value:
            words = _("Answered for all at once: {answer}.").format(answer=told.get(value, value))
            made = label(words, "caption", wrap=True, tone=Tone.ACCENT)
            self._column.addWidget(selectable(made))

    def fill(self) -> None:
        """Put the subjects in."""
        for group in self._asked.groups:
            panel = self._group(group)
            self._column.addWidget(panel)
            self.last = panel

    @property
    def is_of_many(self) -> bool:
        """Whether there is more than one subject, whatever was answered."""
        return len(self._asked.groups) > 1

    @property
    def waits(self) -> bool:
        """Whether any subject waits for an answer."""
        return any(group.open for group in self._asked.groups)

    def say_none_in_any(self) -> None:
        """Say that none of those that are left was seen."""
        self._say_none([sign for group in self._asked.groups for sign in group.open])

    def _group(self, group: SignsTogether) -> QWidget:
        subject = of_rulebook(group.text)
        panel = Panel(subject or _("Others"))
        panel.column.setSpacing(px(4))
        for sign in group.signs:
            panel.column.addWidget(self._sign(sign))
        told = AnswerButton(
            _("None of the others") if any(one.is_raised for one in group.signs)
            else _("None of these")
        )  # fmt: skip
        told.setObjectName(f"none-{group.code}")
        told.setAccessibleName(f"{subject}: {told.text()}".removeprefix(": "))
        told.setChecked(not group.open)
        told.setEnabled(not self._read_only)
        told.clicked.connect(lambda: self._turn(group))
        if not all(one.is_raised for one in group.signs):
            panel.column.addSpacing(px(4))
            panel.column.addLayout(_at_left(told))
        return panel

    def _turn(self, group: SignsTogether) -> None:
        """Say that none of a subject was seen, or take that back."""
        if group.open:
            self._say_none(group.open)
            return
        looked = [flag.id for one in group.signs if one.looked for flag in one.flags]
        self.taken_back.emit(frozenset(looked))

    def _say_none(self, signs: Iterable[Sign]) -> None:
        self.not_seen.emit({flag.id: sign.words for sign in signs for flag in sign.flags})

    def _sign(self, sign: Sign) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        flag = sign.flags[0]
        sources = "; ".join(dict.fromkeys(source_words(one) for one in sign.flags))
        said = selectable(label(of_rulebook(sign.words), wrap=True))
        line.addWidget(
            Why(said, f"{of_rulebook(flag.question)} {sources}", of_rulebook(flag.text)), 1
        )
        if sign.is_raised:
            line.addWidget(Chip(_("Raised"), Tone.AMBER), 0, Qt.AlignmentFlag.AlignTop)
        elif not self._read_only:
            line.addWidget(_raise_link(flag, self.raised.emit), 0, Qt.AlignmentFlag.AlignTop)
        return row


class NotAsked(QWidget):
    """Red flags that nobody is asked about, by the reason. `raised` tells one that was seen all the
    same, `unfolded` that more is to be shown; `there` are those that are raised already.
    """

    raised = Signal(str)
    unfolded = Signal()

    def __init__(
        self, asked: FlagsAsked, there: Collection[str], *, opened: set[str], read_only: bool
    ) -> None:
        super().__init__()
        self._left_out, self._there, self._read_only = asked.left_out, there, read_only
        self._opened = opened
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(12))
        count = sum(len(one.flags) for one in self._left_out)
        if count and _LEFT_OUT not in opened:
            words = ngettext(
                "{count} red flag not asked about: why?",
                "{count} red flags not asked about: why?",
                count,
            )
            made = link(words.format(count=count), self._unfold)
            made.setObjectName(_LEFT_OUT)
            self._column.addLayout(_at_left(made))
        elif count:
            self._show()

    def _show(self) -> None:
        self._column.addWidget(label(_("Not asked about"), "section", wrap=True))
        reasons: dict[str, list[LeftOut]] = {}
        for one in self._left_out:
            reasons.setdefault(sentence(one.code, one.facts), []).append(one)
        for reason, left in reasons.items():
            self._column.addWidget(self._left(reason, left))

    def _left(self, reason: str, left: list[LeftOut]) -> QWidget:
        panel = Panel(reason)
        panel.column.setSpacing(px(4))
        for flag in (flag for one in left for flag in one.flags):
            row = QHBoxLayout()
            row.setSpacing(px(8))
            said = selectable(label(of_rulebook(flag.text), "caption", wrap=True))
            said.setToolTip(source_words(flag))
            row.addWidget(said, 1)
            if not self._read_only and flag.id not in self._there:
                made = _raise_link(flag, self.raised.emit)
                row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
            panel.column.addLayout(row)
        return panel

    def _unfold(self) -> None:
        self._opened.add(_LEFT_OUT)
        self.unfolded.emit()


def _raise_link(flag: RedFlag, call: Callable[[str], object]) -> QWidget:
    text = of_rulebook(flag.text)
    name = _("Raise: {text}").format(text=text)
    return link(_("Raise"), lambda: call(flag.id), name, about=text)


def _at_left(made: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(made)
    row.addStretch(1)
    return row


def source_words(flag: RedFlag) -> str:
    """Return whose warning sign it is, with its number there, and how well it was checked."""
    words = f"{of_rulebook(flag.source)} {flag.number}".strip()
    return f"{words}. {standing_words(flag.provenance)}"
