"""What changed between two editions: entries field by field, and whom of ours that touches."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.editions import Edition
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.ids import EditionId
from exportdesk.core.list_changes import EditionDifference, ListingChange, Touches
from exportdesk.core.progress import Progress
from exportdesk.core.words import say
from exportdesk.lists import Source
from exportdesk.operations.changes_file import write_changes
from exportdesk.operations.list_changes import touched_by
from exportdesk.ui.jobs import Latest
from exportdesk.ui.lists.changes_rows import (
    TouchLine,
    change_columns,
    count_words,
    edition_words,
    field_rows,
    touch_columns,
    touch_lines,
    touch_rows,
)
from exportdesk.ui.papers.opening import PaperOpening
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import (
    ComboBox,
    EmptyState,
    FittedList,
    SearchField,
    StateStack,
    TableModel,
    TableView,
    button,
    label,
    px,
)
from exportdesk.ui.widgets.choice import Choice
from exportdesk.wiring import Desk

_ENTRIES, _TOUCHED = "entries", "touched"
_NARROW = 420
_LEAST = 300


class ChangesTab(QWidget):
    """Compares two editions of the source; looks for what is typed; exports what is shown."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._source: Source | None = None
        self._editions: tuple[Edition, ...] = ()
        self._pair: tuple[EditionId, EditionId] | None = None
        self._whole: EditionDifference | None = None
        self._found: EditionDifference | None = None
        self._touches: Touches | None = None
        self._comparing: Latest[EditionDifference] = Latest(shell.background)
        self._searching: Latest[EditionDifference] = Latest(shell.background)
        self._touching: Latest[Touches] = Latest(shell.background)
        self.older: ComboBox[EditionId] = ComboBox(())
        self.newer: ComboBox[EditionId] = ComboBox(())
        self.search = SearchField(_("Search names and numbers"))
        self.export = button(_("&Export…"), self.choose_target, glyph="tray-arrow-up")
        self._opening = PaperOpening(desk, shell, self)
        self.report = button(_("Report…"), self.open_report, glyph="file-document-outline")
        self.what = Choice(
            _("What to show"),
            [(_ENTRIES, _("Entries")), (_TOUCHED, _("Your customers and decisions"))],
        )
        self.counts = label("", "quiet", wrap=True)
        settings = shell.settings
        self.table: TableView[ListingChange] = TableView(
            TableModel(change_columns(desk.list_title), identity=lambda c: c.uid),
            _("Changed entries"),
            key="list-changes",
            settings=settings,
        )
        self.touched: TableView[TouchLine] = TableView(
            TableModel(touch_columns()), _("Touched"), key="list-touched", settings=settings
        )
        self.fields = FittedList(_("What changed in the entry"), tallest=150)
        self._empty = EmptyState("compare-horizontal", "", "")
        self._none = EmptyState("check-circle-outline", "", "")
        self._tables = QStackedWidget()
        self._pair_grid = QGridLayout()
        self._pair_words: list[QLabel] = []
        self._states = self._compose()
        self._connect()

    def show_source(self, source: Source, editions: Sequence[Edition]) -> None:
        """Offer the editions of a source; the two newest are chosen where none were."""
        if self._source == source and self._editions == tuple(editions):
            return
        self._source, self._editions = source, tuple(editions)
        choices = [(edition.id, edition_words(edition)) for edition in editions]
        for box, place in ((self.newer, 0), (self.older, 1)):
            box.offer(choices)
            if len(choices) > place:
                box.choose(choices[place][0])
        self._pair = self._whole = self._found = self._touches = None
        if len(choices) < 2:
            self._say_too_few(len(choices))
        elif self.isVisible():
            self.compare()

    def compare(self) -> None:
        """Compare the two editions chosen, if that was not done."""
        pair = (self.older.value, self.newer.value) if len(self._editions) > 1 else None
        if self._source is None or pair is None or pair == self._pair:
            return
        self._pair, self._whole, self._touches = pair, None, None
        source, desk = self._source.key, self._desk
        self._states.show_loading(_("Comparing the editions"))
        self._comparing.start(
            lambda _progress: desk.history.changes(source, *pair),
            done=self._compared,
            failed=self._fail,
        )

    def choose_target(self) -> None:
        """Ask where to and write what is shown."""
        if self._found is None:
            return
        kinds = _("Spreadsheet (*.xlsx);;CSV (*.csv)")
        name = f"{self._found.source}-changes.xlsx".replace(":", "-")
        path = self._shell.ask.save_file(self, _("Export the changes"), name, kinds)
        if path is None:
            return
        if path.suffix.lower() not in (".csv", ".xlsx"):
            path = path.with_name(f"{path.name}.xlsx")
        found, target = self._found, path

        def write(_progress: Progress) -> Path:
            write_changes([found], target)
            return target

        self._shell.background.start(write, done=self._written, failed=self._not_written)

    def open_report(self) -> None:
        """Open the report of what differs between the two editions, to be issued."""
        if self._source is not None and self._pair is not None:
            self._opening.list_changes(self._source.key, *self._pair)

    def _connect(self) -> None:
        self.older.picked.connect(self._pick)
        self.newer.picked.connect(self._pick)
        self.search.searched.connect(self._search)
        self.what.picked.connect(self._turn)
        self.table.chosen.connect(self._show_fields)
        self.touched.chosen.connect(self._show_touch)

    def _compose(self) -> StateStack:
        content = QWidget()
        for table in (self.table, self.touched, self._none):
            self._tables.addWidget(table)
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(px(8))
        above = QVBoxLayout()
        above.setContentsMargins(px(14), px(8), px(14), 0)
        above.setSpacing(px(8))
        for row in (self._pair_row(), self._search_row()):
            above.addLayout(row)
        above.addWidget(self.what)
        above.addWidget(self.counts)
        inner.addLayout(above)
        inner.addWidget(self._tables, 1)
        below = QHBoxLayout()
        below.setContentsMargins(px(14), 0, px(14), px(12))
        below.addWidget(self.fields)
        inner.addLayout(below)
        states = StateStack(content, self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(states)
        return states

    def _pair_row(self) -> QGridLayout:
        row = self._pair_grid
        row.setHorizontalSpacing(px(8))
        row.setVerticalSpacing(px(8))
        for at, (words, box) in enumerate(((_("F&rom"), self.older), (_("&To"), self.newer))):
            name = QLabel(words)
            name.setProperty("kind", "quiet")
            name.setBuddy(box)
            box.setAccessibleName(words.replace("&", ""))
            box.setMinimumContentsLength(12)
            row.addWidget(name, 0, 2 * at)
            row.addWidget(box, 0, 2 * at + 1)
            row.setColumnStretch(2 * at + 1, 1)
            self._pair_words.append(name)
        return row

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        place = (1, 0) if self.width() < px(_NARROW) else (0, 2)  # below the older one, or beside
        self._pair_grid.addWidget(self._pair_words[1], *place)
        self._pair_grid.addWidget(self.newer, place[0], place[1] + 1)

    @override
    def minimumSizeHint(self) -> QSize:
        # Narrow, the two editions stand one below the other.
        return QSize(px(_LEAST), super().minimumSizeHint().height())

    def _search_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        self.search.setAccessibleName(_("Search the changes"))
        row.addWidget(self.search, 1)
        row.addWidget(self.report)
        row.addWidget(self.export)
        return row

    def _pick(self, _edition: object) -> None:
        self.compare()

    def _compared(self, whole: EditionDifference) -> None:
        self._whole = whole
        self._search(self.search.text())

    def _search(self, text: str) -> None:
        whole = self._whole
        if whole is not None:
            self._searching.start(
                lambda _progress: whole.search(text), done=self._show, failed=self._fail
            )

    def _show(self, found: EditionDifference) -> None:
        self._found = found
        self.counts.setText(count_words(found))
        self.counts.setAccessibleName(self.counts.text())
        self.export.setEnabled(bool(found.all))
        self.table.show_rows(found.all, choose_first=True)
        self._states.show_content()
        self._turn(self.what.value)

    def _turn(self, what: str) -> None:
        if what == _TOUCHED:
            self._show_touched()
            return
        none = not self.table.model().rowCount()
        if none:
            searched = bool(self.search.text().strip())
            self._none.say(
                _("Nothing found") if searched else _("Nothing changed"),
                _("No changed entry has these words in a name or number.")
                if searched
                else _("Every entry is in both editions just as it was."),
            )
        self._tables.setCurrentWidget(self._none if none else self.table)
        self._show_fields(None if none else self.table.current)

    def _show_touched(self) -> None:
        whole = self._whole
        if whole is None or self._found is None:
            return
        if self._touches is None:
            self._states.show_loading(_("Comparing your customers and decisions"))
            desk = self._desk
            self._touching.start(
                lambda progress: desk.history.touched(whole, progress),
                done=self._take_touches,
                failed=self._fail,
                progress=self._states.progress.step,
            )
            return
        lines = touch_lines(touched_by(self._found, self._touches))
        self._none.say(
            _("Nobody is touched"),
            _("No customer and no saved match of yours has to do with these changes."),
        )
        self.touched.show_rows(lines, choose_first=True)
        self._tables.setCurrentWidget(self.touched if lines else self._none)
        self._show_touch(self.touched.current if lines else None)

    def _take_touches(self, touches: Touches) -> None:
        self._touches = touches
        self._states.show_content()
        self._turn(self.what.value)

    def _show_fields(self, change: ListingChange | None) -> None:
        self.fields.setVisible(change is not None)
        if change is not None:
            self.fields.show_rows(field_rows(change))

    def _show_touch(self, line: TouchLine | None) -> None:
        self.fields.setVisible(line is not None)
        if line is not None:
            self.fields.show_rows(touch_rows(line))

    def _say_too_few(self, count: int) -> None:
        title = _("Only one edition") if count else _("No edition yet")
        self._empty.say(
            title,
            _("From the second edition on, what was added, removed and changed is listed here."),
        )
        self._states.show_empty()

    def _fail(self, error: ExportDeskError) -> None:
        self._pair = None
        self._states.show_error(_("The editions cannot be compared"), say(error), self.compare)

    def _written(self, path: Path) -> None:
        self._shell.window.toast(_("Saved: {file}").format(file=path.name))

    def _not_written(self, error: ExportDeskError) -> None:
        self._states.show_error(_("The changes were not saved"), say(error), self._back)

    def _back(self) -> None:
        self._states.show_content()
