"""The sheet that brings a table in: the file, its columns, its rows, what was done."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.book import Kind
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.core.words import say, sentence
from exportdesk.operations.book_import import Imported, RowAct
from exportdesk.operations.published_lists import published_list
from exportdesk.operations.table_import import AnyMap, AnyRow, OpenedTable, Proposal, left_out
from exportdesk.ui.book_import.columns_pane import ROWS, ColumnsPane
from exportdesk.ui.book_import.done_pane import DonePane
from exportdesk.ui.book_import.rows_pane import RowsPane
from exportdesk.ui.book_import.words import Show
from exportdesk.ui.jobs import Job, Latest
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Card, EmptyState, ProgressLine, button
from exportdesk.ui.widgets.states import ShownStack
from exportdesk.wiring import Desk


class Stage(StrEnum):
    """Where the person is."""

    FILE = "file"
    WAIT = "wait"
    REFUSED = "refused"
    COLUMNS = "columns"
    ROWS = "rows"
    DONE = "done"


class ImportSheet(QWidget):
    """Asks for everything an import needs. Nothing is written before `take_in`.

    `turned` tells the stage, `imported` what was done, `changed` that another number of rows would
    be taken, `wants_lists` the file that is to be taken in as a control list.
    """

    turned = Signal(object)
    imported = Signal(object)
    changed = Signal()
    wants_file = Signal()
    wants_template = Signal()
    wants_lists = Signal(object)

    def __init__(self, desk: Desk, shell: Shell, kind: Kind) -> None:
        super().__init__()
        self._desk, self._shell, self._kind = desk, shell, kind
        # Answers while the person waits: never behind a write, or a screening of the book.
        self._opening: Latest[Any] = Latest(shell.screening)
        self._fixing = shell.screening
        self._opened: OpenedTable | None = None
        self._proposal: Proposal | None = None
        self._keeping: Job | None = None
        self.stage = Stage.FILE
        self.touched = False
        self._is_rest = False  # the rows are those that an import left out
        self.columns = ColumnsPane(kind)
        self.rows = RowsPane(kind, shell.settings)
        self.done = DonePane(kind)
        self.line = ProgressLine(sentence)
        self.empty = EmptyState(
            "table-arrow-right", _("Choose the table"), _what(kind),
            action=_("Choose a &file…"), call=self._want_file, primary=True,
        )  # fmt: skip
        self.trouble = EmptyState(
            "table-alert", "", "", action=_("Choose another &file…"), call=self._want_file
        )
        self._lay_out()
        self.columns.mapped.connect(self._map)
        self.columns.guess_asked.connect(self._guess)
        self.columns.file_asked.connect(self.wants_file)
        self.columns.list_asked.connect(self.wants_lists)
        self.columns.reading.headed.connect(self._head)
        self.columns.reading.reread.connect(self._read_again)
        self.rows.acts_wanted.connect(self._act)
        self.rows.cell_told.connect(self._fix)
        self.done.rest_asked.connect(self.show_rest)
        self.line.cancelled.connect(self.go_back)

    def _lay_out(self) -> None:
        first, waiting, refused = Card(flush=True), Card(), Card(flush=True)
        first.body.addWidget(self.empty, 1)
        self.template = button(
            _("Save an empty &template to fill in…"), self.wants_template.emit, kind="link"
        )
        first.body.addWidget(self.template, 0, Qt.AlignmentFlag.AlignHCenter)
        first.body.addSpacing(24)
        waiting.body.addWidget(self.line)
        waiting.body.addStretch(1)
        refused.body.addWidget(self.trouble)
        last = QWidget()
        column = QVBoxLayout(last)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.done)
        column.addStretch(1)
        self._faces: dict[Stage, QWidget] = {
            Stage.FILE: first, Stage.WAIT: waiting, Stage.REFUSED: refused,
            Stage.COLUMNS: self.columns, Stage.ROWS: self.rows, Stage.DONE: last,
        }  # fmt: skip
        self._stack = ShownStack()
        for face in self._faces.values():
            self._stack.addWidget(face)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    @property
    def proposal(self) -> Proposal | None:
        """What an import would do; None before the rows were looked at."""
        return self._proposal

    @property
    def taken(self) -> int:
        """How many rows would do something to the book."""
        return 0 if self._proposal is None else self._proposal.taken

    @property
    def left_out(self) -> int:
        """How many rows an import that is done left out."""
        if self.stage is not Stage.DONE or self._proposal is None:
            return 0
        return len(self._proposal.rows)

    @property
    def shows_rest(self) -> bool:
        """Whether the rows are shown that an import left out."""
        return self._is_rest and self.stage is Stage.ROWS

    @property
    def can_go_on(self) -> bool:
        """Whether the columns say who is meant."""
        return self._opened is not None and self._opened.names_somebody

    def begin(self) -> None:
        """Ask for a file, and know nothing yet."""
        self._opening.drop()
        self._opened = self._proposal = None
        self.touched = False
        self._turn(Stage.FILE)

    def open_file(self, path: Path) -> None:
        """Open the table at `path`."""
        self._wait(_("Looking at {file}").format(file=path.name))
        desk, kind = self._desk, self._kind

        def work(progress: Progress) -> tuple[OpenedTable, list[Any]]:
            opened = desk.table_imports.open(kind, path, progress)
            named = published_list(path, desk.lists.catalogue, progress)
            opened = replace(opened, published=named)
            return opened, desk.table_imports.first_drafts(opened, ROWS)

        self.touched = False
        job = self._opening.start(
            work, done=self._show_opened, failed=self._cannot, progress=self.line.step
        )
        if self.stage is Stage.WAIT:
            self.line.begin(_("Looking at {file}").format(file=path.name), job)

    def go_on(self) -> None:
        """Look at the rows."""
        opened = self._opened
        if opened is None or not opened.names_somebody:
            self.columns.take_cursor()
            return
        if self.columns.reading.refused is not None:
            self.columns.reading.refused.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._wait(_("Looking at the rows"))
        desk = self._desk

        def work(progress: Progress) -> Proposal:
            return desk.table_imports.plan(opened, progress)

        job = self._opening.start(
            work, done=self._show_rows, failed=self._cannot, progress=self.line.step
        )
        if self.stage is Stage.WAIT:
            self.line.begin(_("Looking at the rows"), job)

    def go_back(self) -> bool:
        """Go back one stage; tell whether there was one to go back to."""
        if self.stage is Stage.WAIT and self._keeping is not None:
            self._keeping.cancel()  # `_stay` follows, or `_finish` where it was quicker
            return True
        if self.stage is Stage.WAIT:
            self._opening.drop()
            if self._opened is None:
                self._turn(Stage.FILE)
            else:
                self._turn(Stage.COLUMNS)
            return True
        if self.shows_rest:
            self._turn(Stage.DONE)
            return True
        if self.stage is Stage.ROWS and self._opened is not None:
            self._turn(Stage.COLUMNS)
            return True
        return False

    def take_in(self) -> None:
        """Keep what the rows do."""
        proposal = self._proposal
        if proposal is None or not self.taken:
            return
        desk = self._desk
        self._wait(_("Keeping the rows"))

        def work(progress: Progress) -> tuple[Imported, Proposal]:
            done = desk.table_imports.take(proposal, progress)
            rest = Proposal(proposal.opened, proposal.reader, None)
            rest.fill(left_out(proposal))
            return done, rest

        job = self._shell.jobs.start(
            work, done=self._finish, failed=self._not_kept, cancelled=self._stay,
            progress=self.line.step,
        )  # fmt: skip
        if self.stage is Stage.WAIT:
            self._keeping = job
            self.line.begin(_("Keeping the rows"), job)

    def show_rest(self) -> None:
        """Show the rows that were left out, to be put right."""
        if self._proposal is not None:
            self._is_rest = True
            self.rows.show_proposal(self._proposal, Show.ALL)
            self._turn(Stage.ROWS)

    def take_cursor(self) -> None:
        """Put the cursor where the person goes on."""
        if self.stage is Stage.FILE:
            self.empty.action.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.stage is Stage.REFUSED:
            self.trouble.action.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.stage is Stage.COLUMNS:
            self.columns.take_cursor()
        elif self.stage is Stage.ROWS:
            self.rows.take_cursor()
        elif self.stage is Stage.DONE and not self.done.rest.isHidden():
            self.done.rest.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wait(self, words: str) -> None:
        self.line.begin(words)
        self._turn(Stage.WAIT)

    def _turn(self, stage: Stage) -> None:
        self.stage = stage
        self._stack.setCurrentWidget(self._faces[stage])
        self._stack.updateGeometry()
        self.turned.emit(stage)
        if self.isVisible():
            self.take_cursor()

    # The file and its columns

    def _show_opened(self, found: tuple[OpenedTable, Sequence[Any]]) -> None:
        self._opened, drafts = found
        self._proposal = None
        self.columns.show_table(self._opened, drafts)
        self._turn(Stage.COLUMNS)

    def _cannot(self, error: ExportDeskError) -> None:
        self._opened = None
        self.trouble.say(
            _("This file cannot be read as a table"), say(error),
            action=_("Choose another &file…"),
        )  # fmt: skip
        self._turn(Stage.REFUSED)

    def _use(self, opened: OpenedTable, *, chosen: bool = False) -> None:
        """Show the same table with other columns."""
        self._opened = opened
        self.touched = True
        self._proposal = None
        drafts = self._desk.table_imports.first_drafts(opened, ROWS)
        self.columns.show_table(opened, drafts, chosen=chosen)
        self.changed.emit()

    def _map(self, columns: AnyMap) -> None:
        assert self._opened is not None
        self._use(replace(self._opened, columns=columns, remembered=False), chosen=True)

    def _guess(self) -> None:
        if self._opened is not None:
            self._use(self._desk.table_imports.guessed(self._opened))

    def _head(self, number: int) -> None:
        assert self._opened is not None
        try:
            self._use(self._desk.table_imports.with_header(self._opened, number))
        except ExportDeskError as error:
            self.columns.reading.mark(self.columns.reading.headings, say(error))

    def _read_again(self) -> None:
        opened = self._opened
        assert opened is not None
        desk, kind, choices = self._desk, self._kind, self.columns.reading.read_as()
        self.touched = True

        def work(progress: Progress) -> tuple[OpenedTable, list[Any]]:
            again = desk.table_imports.open(kind, opened.path, progress, choices)
            again = replace(again, published=opened.published)
            return again, desk.table_imports.first_drafts(again, ROWS)

        self._opening.start(work, done=self._show_opened, failed=self._not_so)

    def _not_so(self, _error: ExportDeskError) -> None:
        self.columns.reading.refuse(_("The file cannot be read so."))

    # The rows

    def _show_rows(self, proposal: Proposal) -> None:
        self._proposal, self._is_rest = proposal, False
        self.rows.show_proposal(proposal)
        self._turn(Stage.ROWS)

    def _act(self, rows: Sequence[AnyRow], act: RowAct) -> None:
        proposal = self._proposal
        wanted = [one for one in rows if _may_become(one, act)]
        if proposal is None or not wanted:
            return
        desk = self._desk
        self._fixing.start(
            lambda _progress: desk.table_imports.chosen(proposal, wanted, act),
            done=self._put,
        )

    def _fix(self, one: AnyRow, column: int, text: str) -> None:
        proposal = self._proposal
        slot = proposal.opened.columns.columns[column] if proposal is not None else None
        if proposal is None or slot is None:
            return
        desk = self._desk
        self._fixing.start(
            lambda _progress: [desk.table_imports.fixed(proposal, one, slot.field, text, column)],
            done=self._put,
        )

    def _put(self, rows: Sequence[AnyRow]) -> None:
        if self._proposal is None or any(self._proposal.row(o.row.number) is None for o in rows):
            return
        self.touched = True
        self._proposal.put(rows)
        self.rows.show_again(rows)
        self.changed.emit()

    # What was done

    def _finish(self, found: tuple[Imported, Proposal]) -> None:
        self._keeping = None
        done, self._proposal = found
        self.touched = False
        self.done.show_done(done, self._proposal.rows)
        self._turn(Stage.DONE)
        self.imported.emit(done)

    def _not_kept(self, error: ExportDeskError) -> None:
        self._stay()
        self._shell.ask.trouble(self, _("Nothing was imported."), say(error))

    def _stay(self) -> None:
        self._keeping = None
        self._turn(Stage.ROWS)

    def _want_file(self) -> None:
        self.wants_file.emit()


def _may_become(one: AnyRow, act: RowAct) -> bool:
    if one.act is act and not (act is RowAct.NEW and one.faults):
        return False
    if one.act is RowAct.SAME:
        return act is RowAct.NEW
    return act is not RowAct.UPDATE or one.kept is not None


def _what(kind: Kind) -> str:
    if kind is Kind.CUSTOMERS:
        return _(
            "A CSV file or a spreadsheet with one customer in each row. Any columns will do: you"
            " see how they are understood before anything is kept. Or drop the file onto this page."
        )
    return _(
        "A CSV file or a spreadsheet with one product in each row. Any columns will do: you see how"
        " they are understood before anything is kept. Or drop the file onto this page."
    )
