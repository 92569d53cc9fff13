"""Letters from BIS on the Due diligence page: the list, one in full, and the form."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.clock import today
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import LetterId, PartyId, SourceKey
from exportdesk.core.letters import Letter
from exportdesk.core.progress import Progress
from exportdesk.core.words import say, sentence
from exportdesk.operations.letter_effects import LetterEffect
from exportdesk.operations.letter_lists import LetterParty
from exportdesk.operations.letters import LETTER_CHANGES, Letters, Recorded
from exportdesk.ui.jobs import Latest
from exportdesk.ui.letters.columns import Line, letter_columns
from exportdesk.ui.letters.detail import LetterDetail
from exportdesk.ui.letters.form import Draft, LetterForm
from exportdesk.ui.letters.words import changed_words, recorded_words
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import (
    Card,
    ElidedLabel,
    EmptyState,
    ProgressLine,
    SearchField,
    Splitter,
    StateStack,
    TableModel,
    TableView,
    px,
)
from exportdesk.ui.widgets.list_card import add_row_actions
from exportdesk.wiring import Desk

_NARROW = 860  # below this, the letter stands under the list

Effects = dict[LetterId, LetterEffect]
Opened = tuple[Letter, dict[PartyId, str], tuple[LetterParty, ...]]


class LettersPane(QWidget):
    """`turned` tells that the form was opened or closed, `failed` what went wrong; `said` a letter
    that was kept.
    """

    turned = Signal()
    failed = Signal(object)
    said = Signal(str)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._found: Latest[list[Letter]] = Latest(shell.screening)
        self._looking: Latest[Effects] = Latest(shell.background)
        self._lines: list[Line] = []
        self._effects: Effects = {}
        self._wanted = ""
        self._form: LetterForm | None = None
        self._draft: Draft | None = None
        self._former: Draft | None = None
        country = desk.country_name
        self.model = TableModel(letter_columns(country), identity=lambda line: line.id)
        self.table = TableView(
            self.model, _("Letters from BIS"), key="letters", settings=shell.settings
        )
        self.search = SearchField(_("Search number, reference, parties, goods"))
        self._count = ElidedLabel("", "caption")
        self._empty = EmptyState("email-outline", "", "", action=" ", call=self.record)
        self.states = StateStack(self.table, self._empty)
        self.detail = LetterDetail(desk, shell)
        self._line = ProgressLine(sentence)
        self._work = Card()
        self._work.body.addWidget(self._line)
        self._work.hide()
        self.faces = QStackedWidget()
        self._compose()
        self._connect()
        self.states.show_loading(_("Reading the letters…"))

    def _compose(self) -> None:
        listed = Card(flush=True)
        head = QHBoxLayout()
        head.setContentsMargins(px(14), px(14), px(14), px(8))
        head.addWidget(self.search)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(14), px(8), px(14), px(8))
        foot.addWidget(self._count, 1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.states, 1)
        column.addLayout(foot)
        listed.body.addLayout(column)
        self._panes = Splitter(
            listed, self.detail, key="letters", settings=self._shell.settings, shares=(9, 5)
        )
        self.faces.addWidget(self._panes)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(14))
        whole.addWidget(self._work)
        whole.addWidget(self.faces, 1)

    def _connect(self) -> None:
        self.search.searched.connect(self.look)
        self.table.chosen.connect(self._show_detail)
        self.table.opened.connect(self._edit_line)
        self.detail.edit_asked.connect(self.edit)
        self.detail.end_asked.connect(self.end)
        self.table.allow_columns()
        add_row_actions(self.table, ((_("Copy row"), self.table.copy_selection),))

    @property
    def form(self) -> LetterForm:
        """The form, made when it is first wanted."""
        if self._form is None:
            self._form = LetterForm(self._desk, self._shell)
            self.faces.addWidget(self._form)
        return self._form

    @property
    def is_form(self) -> bool:
        """Whether the form is in view."""
        return self._form is not None and self.faces.currentWidget() is self._form

    @property
    def is_busy(self) -> bool:
        """Whether a letter is being kept."""
        return not self._work.isHidden()

    # The list

    def look(self, *_what: object) -> None:
        """Look the letters up again."""
        desk, text = self._desk, self.search.text()
        self._found.start(
            lambda _progress: desk.letters.list(text), done=self._show, failed=self._fail
        )

    def show_letter(self, number: str) -> None:
        """Choose the letter of a number, once it is found."""
        self._wanted = number
        self.search.setText("")
        self.look()

    def _show(self, letters: list[Letter]) -> None:
        day = today(self._desk.clock)
        self._lines = [Line(one, day, self._effects.get(one.id)) for one in letters]
        self._fill()
        effects = self._desk.letter_effects

        def work(progress: Progress) -> Effects:
            return effects.of(letters, progress)

        self._looking.start(work, done=self._take_effects)

    def _take_effects(self, found: Effects) -> None:
        self._effects = found
        self._lines = [
            Line(one.letter, one.today, found.get(one.id, LetterEffect())) for one in self._lines
        ]
        self._fill()

    def _fill(self) -> None:
        self.table.show_rows(self._lines, choose_first=True)
        wanted = next((one for one in self._lines if one.letter.number == self._wanted), None)
        if wanted is not None:
            self._wanted = ""
            self.table.choose(wanted)
        if self._lines:
            self.states.show_content()
        else:
            self._say_empty()
            self.states.show_empty()
        total = len(self._lines)
        words = ngettext("{count} letter", "{count} letters", total).format(count=figure(total))
        self._count.setText(words if total else "")
        self._show_detail()

    def _say_empty(self) -> None:
        if self.search.text().strip():
            self._empty.say(_("Nothing found"), _("No letter holds these words."))
            return
        self._empty.say(
            _("No letters yet"),
            _(
                "If BIS wrote to you (a red-flag letter, a list of suppliers, a Project Guardian"
                " request, or that you need a license), record it here. Whoever it names is"
                " screened for, and it shows in every case that it touches."
            ),
            action="" if self._desk.read_only else _("Record a letter…"),
        )

    def _show_detail(self, _row: object = None) -> None:
        line = self.table.current
        listed = 0
        if line is not None and line.letter.source:
            edition = self._desk.lists.in_force(SourceKey(line.letter.source))
            listed = edition.listings if edition is not None else 0
        self.detail.show_line(line, listed)

    def _fail(self, error: ExportDeskError) -> None:
        self.states.show_error(_("The letters cannot be read"), say(error), self.look)

    # The form

    def record(self) -> None:
        """Begin a letter."""
        if not self._desk.read_only and not self.is_busy:
            self._open(None, {}, ())

    def _edit_line(self, _row: object = None) -> None:
        if self.table.current is not None:
            self.edit(self.table.current.letter)

    def edit(self, letter: Letter) -> None:
        """Change a letter."""
        if self._desk.read_only or self.is_busy:
            return
        workspace, letters = self._desk.workspace, self._desk.letters

        def work(_progress: Progress) -> Opened:
            named = workspace().customers.several(letter.customers)
            names = {one: found.name for one, found in named.items()}
            return letter, names, letters.parties(letter)

        self._shell.screening.start(work, done=self._edit_known, failed=self.failed.emit)

    def _edit_known(self, found: Opened) -> None:
        self._open(*found)

    def _open(
        self, letter: Letter | None, names: dict[PartyId, str], parties: tuple[LetterParty, ...]
    ) -> None:
        form = self.form
        form.load(letter, names, parties)
        self.faces.setCurrentWidget(form)
        self.turned.emit()
        form.take_cursor()

    def leave(self) -> bool:
        """Close the form; asks first where something would be lost. Tell whether it is closed."""
        if not self.is_form:
            return True
        if self.form.touched and not self._shell.ask.confirm(
            self,
            _("Leave without keeping this letter?"),
            _("What you typed for it is not kept."),
            yes=_("Leave"),
            danger=True,
        ):
            return False
        self._close_form()
        return True

    def _close_form(self) -> None:
        self.faces.setCurrentWidget(self._panes)
        self.turned.emit()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Keep what is typed, or say beside the field why that cannot be."""
        draft = self.form.read() if self.is_form and not self.is_busy else None
        if draft is None:
            return
        self._keep(draft)

    def _keep(self, draft: Draft) -> None:
        letters, self._draft = self._desk.letters, draft

        def work(progress: Progress) -> Recorded:
            return kept(letters, draft, progress)

        # An import takes as long as its table is, and may be stopped; it writes in the worker.
        runner = self._shell.background if draft.names_parties else self._shell.jobs
        words = _("Keeping the letter…")
        self._work.show()
        self._line.begin(words)
        job = runner.start(
            work,
            done=self._kept,
            failed=self._not_kept,
            cancelled=self._end_work,
            progress=self._line.step,
        )
        if self.is_busy and draft.names_parties:  # work done at once has ended already
            self._line.begin(words, job)
        self.turned.emit()

    def _kept(self, recorded: Recorded) -> None:
        self._end_work()
        if self.is_form:
            self._close_form()
        self._shell.bus.tell(recorded.changes)
        self.show_letter(recorded.letter.number)
        self.said.emit(recorded.letter.number)
        draft, number = self._draft, recorded.letter.number
        self._former = None
        if recorded.edition is None or draft is None or draft.was is None or not draft.was.source:
            self._shell.window.toast(recorded_words(number, screened=recorded.edition is not None))
            return
        words = changed_words(number, draft.had or (), draft.parties)
        if draft.had is None:
            self._shell.window.toast(words)
            return
        # The list can be again what it was before, and the letter, too.
        self._former = Draft(draft.was, recorded.letter, draft.had)
        self._shell.window.toast(words, action=_("Undo"), call=self.undo)

    def undo(self) -> None:
        """Make a letter and its list again what they were before they were changed last."""
        former, self._former = self._former, None
        if former is not None and not self.is_busy and not self.is_form:
            self._keep(former)

    def _not_kept(self, error: ExportDeskError) -> None:
        self._end_work()
        self.failed.emit(error)

    def _end_work(self) -> None:
        self._line.end()
        self._work.hide()
        self.turned.emit()

    # Ending

    def end(self, letter: Letter) -> None:
        """Say that a letter does not count any more, once there is a reason."""
        words = _("Why does it not count from today on? It stays on record.")
        if letter.source:
            words += " " + _("Its parties stay screened until their list is turned off.")
        title = _("{number} ended").format(number=letter.number)
        reason = self._shell.ask.text(self, title, words, yes=_("End it"))
        if not reason or not reason.strip():
            return
        letters, day = self._desk.letters, today(self._desk.clock)
        self._shell.jobs.start(
            lambda _progress: letters.end(letter, day, reason),
            done=self._ended,
            failed=self.failed.emit,
        )

    def _ended(self, letter: Letter) -> None:
        self._shell.bus.tell(LETTER_CHANGES)
        self.show_letter(letter.number)
        self._shell.window.toast(
            _("{number} does not count any more.").format(number=letter.number)
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = Qt.Orientation
        self._panes.setOrientation(way.Vertical if self.width() < px(_NARROW) else way.Horizontal)


def kept(letters: Letters, draft: Draft, progress: Progress) -> Recorded:
    """Keep a draft: a new letter, or a changed one."""
    if draft.was is None:
        return letters.add(
            draft.letter,
            progress,
            parties=draft.parties,
            table=draft.table,
            read_as=draft.read_as,
            list_name=draft.list_name,
        )
    if draft.was.source:
        return letters.change(
            draft.letter, progress, was=draft.was, parties=draft.parties, had=draft.had
        )
    if draft.names_parties:
        return letters.take_parties(
            draft.letter,
            progress,
            was=draft.was,
            parties=draft.parties,
            table=draft.table,
            read_as=draft.read_as,
            list_name=draft.list_name,
        )
    return Recorded(letters.save(draft.letter, was=draft.was), None, LETTER_CHANGES)
