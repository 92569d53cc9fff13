"""The sheet that adds a list of the user's own: a file, what it is, what its columns hold."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.clock import today
from exportdesk.core.editions import OWN
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _, of_rulebook
from exportdesk.core.ids import SourceKey
from exportdesk.core.parties import PartyKind
from exportdesk.core.text import tidy
from exportdesk.core.words import say
from exportdesk.lists import ColumnMapping, LetterKind, OwnCheck, OwnField, OwnTable
from exportdesk.lists.catalogue import LONGEST_OWN_NAME
from exportdesk.lists.own_columns import LIST_OF, TEMPLATE
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.own_lists import OwnFile, headings_in, mapping_under
from exportdesk.ui.jobs import Latest
from exportdesk.ui.lists.own_about import AboutCard
from exportdesk.ui.lists.own_findings import FindingsCard
from exportdesk.ui.lists.own_preview import PreviewTable
from exportdesk.ui.lists.own_reading import OwnReading
from exportdesk.ui.lists.own_words import rows_shown, short_name
from exportdesk.ui.lists.words import size_text
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Banner, Card, EmptyState, ProgressLine, Tone, button, label, px
from exportdesk.ui.widgets.copy_field import CopyField
from exportdesk.ui.widgets.grown import AsHighAsWords
from exportdesk.wiring import Desk

_ROWS = 20
_NARROW = 760  # below this, what was found stands under the table
_FOUND = 280


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """An own list to take in, and the row of headings its columns are remembered by."""

    request: ImportRequest
    header: tuple[str, ...]


class OwnSheet(AsHighAsWords):
    """Asks for everything an own list needs. `wanted` tells an OwnRequest; nothing is written."""

    wanted = Signal(object)
    wants_file = Signal()
    are_customers = Signal(object)  # the Path of a table of customers
    filled = Signal(bool)  # whether there is a table to take in

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk = desk
        self._opening: Latest[OwnFile] = Latest(shell.background)
        self._checking: Latest[OwnCheck] = Latest(shell.background)
        self._path = Path()
        self._file: OwnFile | None = None
        self._mapping = ColumnMapping(())
        self.touched = False
        own = desk.own_lists
        self.about = AboutCard(own.held, own.key_of, self._meaning)
        self.reading = OwnReading()
        self.preview = PreviewTable(after=self.reading.encoding)
        self.found = FindingsCard()
        self.empty = EmptyState(
            "table-arrow-right",
            _("Choose the table"),
            _(
                "A CSV file or a spreadsheet (.xlsx, .ods) with one party in each row: the parties "
                "of a letter, suspects, companies you do not deal with. Or drop it onto this page."
            ),
            action=_("Choose a &file…"),
            call=self._want_file,
            primary=True,
        )
        self.trouble = EmptyState(
            "table-alert", "", "", action=_("Choose another &file…"), call=self._want_file
        )
        self._line = ProgressLine()
        self._unknown = Banner()
        self._lay_out()
        self.about.changed.connect(self._touch)
        self.preview.mapped.connect(self._map)
        self.reading.headed.connect(self._head)
        self.reading.reread.connect(self._read_again)
        self.begin()

    @property
    def has_file(self) -> bool:
        """Whether a table is shown."""
        return self._file is not None

    def begin(self) -> None:
        """Ask for a file, and know nothing yet."""
        for work in (self._opening, self._checking):
            work.drop()
        self._file = None
        self.touched = False
        self.about.load("", None, free="", today=today(self._desk.clock))
        self._show(self._first)

    def open_file(self, path: Path, *, unknown: bool = False) -> None:
        """Open the table at `path`; `unknown` where it was handed over as a published list."""
        self._checking.drop()
        self._path = path
        self.found.praises = not unknown
        self._unknown.clear()
        if unknown:
            self._unknown.say(
                _("{file} is not a published control list that this program knows.").format(
                    file=short_name(path.name)
                ),
                Tone.AMBER,
                detail=_(
                    "Should it be one? Cancel, and download it again. What is added here are "
                    "parties that you screen others against, never your customers."
                ),
                action=_("Import as customers…"),
                call=self._tell_customers,
                closable=False,
            )
        self._line.begin(_("Looking at {file}").format(file=path.name))
        self._show(self._loading)
        desk = self._desk
        self._opening.start(
            lambda _progress: desk.own_lists.open(path), done=self._opened, failed=self._cannot
        )

    def take_in(self) -> None:
        """Tell what is to be taken in, or say what is still missing."""
        file = self._file
        if file is None:
            self._want_file()
            return
        if not self.about.check():
            return
        if self.reading.refused is not None:
            self.reading.refused.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not self._mapping.names_somebody:
            self.preview.choices[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        key = SourceKey(self._desk.own_lists.key_of(self.about.typed_name))
        table = replace(self._table(), letter=self.about.letter())
        self.wanted.emit(OwnRequest(ImportRequest(self._path, key, own=table), self._header()))

    def take_cursor(self) -> None:
        """Put the cursor where the person goes on."""
        if self.has_file:
            self.about.take_cursor()
        elif not self._failed.isHidden():
            self.trouble.action.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.empty.action.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._lower.setDirection(down if narrow else across)
        self.found.setMinimumWidth(px(220 if narrow else _FOUND))
        self.found.setMaximumWidth(16_777_215 if narrow else px(_FOUND))

    def _lay_out(self) -> None:
        self._columns = Card(_("Match the columns"))
        self._another = button(_("Choose &another file…"), self._want_file, kind="link")
        self._columns.head.addWidget(self._another)
        self._columns.body.addWidget(self.reading)
        self._columns.body.addWidget(self.preview, 100)
        self._columns.body.addStretch(1)
        self._columns.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._lower = QHBoxLayout()
        self._lower.setSpacing(px(14))
        self._lower.addWidget(self._columns, 1)
        self._lower.addWidget(self.found, 0)
        self._content = QWidget()
        inner = QVBoxLayout(self._content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(px(14))
        inner.addWidget(self._unknown)
        inner.addWidget(self.about)
        inner.addLayout(self._lower, 1)
        self._first = self._first_card()
        self._loading = Card()
        self._loading.body.addWidget(self._line)
        self._loading.body.addStretch(1)
        self._failed = Card(flush=True)
        self._failed.body.addWidget(self.trouble)
        self._faces = (self._first, self._loading, self._failed, self._content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        for face in self._faces:
            whole.addWidget(face)

    def _first_card(self) -> Card:
        card = Card(flush=True)
        card.body.addWidget(self.empty, 1)
        names = ",".join(field.value for field in TEMPLATE)
        self.template = CopyField(_("Headings of the template"), _("Copy the headings"), names)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(24), 0, px(24), px(24))
        foot.setSpacing(px(6))
        foot.addWidget(
            label(
                _("Any columns will do. If you make a new table, these headings need no choosing:"),
                "caption",
                wrap=True,
            )
        )
        foot.addWidget(self.template)
        card.body.addLayout(foot)
        return card

    def _show(self, face: QWidget) -> None:
        for one in self._faces:
            one.setVisible(one is face)
        self.updateGeometry()
        self.filled.emit(face is self._content)

    def _opened(self, file: OwnFile) -> None:
        first = self._file is None or not self.touched
        self._file = file
        self._line.end()
        if first or file.known is not None:
            free = self._free_name()
            name = file.known.source.removeprefix(OWN) if file.known else free
            letter = file.table.letter
            self.about.load(name, letter, free=free, today=today(self._desk.clock))
        self._fill(file)
        self._show(self._content)
        if self.isVisible():
            self.about.take_cursor()

    def _cannot(self, error: ExportDeskError) -> None:
        self._file = None
        self._line.end()
        self.trouble.say(
            _("This file cannot be read as a table"),
            say(error),
            action=_("Choose another &file…"),
        )
        self._show(self._failed)
        if self.isVisible():
            self.trouble.action.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, file: OwnFile) -> None:
        mapping = file.table.mapping or mapping_under(file.rows, 0)
        self.reading.load(file, mapping.skip)
        self._use(mapping)

    def _use(self, mapping: ColumnMapping) -> None:
        """Show the table under another mapping, and look it over."""
        file = self._file
        assert file is not None
        held = [at for at, field in enumerate(mapping.columns, start=1) if field is not None]
        width = max([1, file.width, *held])
        fields = (*mapping.columns, *[None] * width)[:width]
        self._mapping = ColumnMapping(fields, mapping.skip)
        rows = file.rows[mapping.skip : mapping.skip + _ROWS]
        rows = tuple(row for row in rows if any(map(str.strip, row)))
        self.preview.show_table(self._header(), rows, fields)
        self._columns.say(
            _("Match the columns"),
            f"{short_name(file.path.name)} · {size_text(file.size)} · {rows_shown(len(rows))}",
        )
        self._check()

    def _check(self) -> None:
        self._checking.drop()
        if not self._mapping.names_somebody:
            self.found.show_nobody()
            return
        desk, path, table, header = self._desk, self._path, self._table(), self._header()
        self.found.begin()
        self._checking.start(
            lambda progress: desk.own_lists.check(path, table, header, progress),
            done=self.found.show_check,
            failed=self.found.show_trouble,
            progress=self.found.step,
        )

    def _map(self, fields: tuple[OwnField | None, ...]) -> None:
        self.touched = True
        self._mapping = ColumnMapping(fields, self._mapping.skip)
        self._check()

    def _head(self, skip: int) -> None:
        file = self._file
        assert file is not None
        self.touched = True
        guess = mapping_under(file.rows, skip)
        if not any(guess.columns):  # nothing better to say: what was chosen holds
            guess = ColumnMapping(self._mapping.columns, skip)
        self._use(guess)

    def _read_again(self) -> None:
        self.touched = True
        desk, path, table = self._desk, self._path, self.reading.read_as()
        self._opening.start(
            lambda _progress: desk.own_lists.open(path, table),
            done=self._opened_again,
            failed=self._not_so,
        )

    def _opened_again(self, file: OwnFile) -> None:
        self._file = file
        self._fill(file)

    def _not_so(self, _error: ExportDeskError) -> None:
        self.reading.refuse(_("The file cannot be read so."))

    def _table(self) -> OwnTable:
        file = self._file
        assert file is not None
        return replace(file.table, mapping=self._mapping, letter=None)

    def _header(self) -> tuple[str, ...]:
        return headings_in(self._file.rows, self._mapping.skip) if self._file else ()

    def _free_name(self) -> str:
        """Return a name made of the file's, that no list in use has."""
        stem = tidy(self._path.stem.replace(":", " ").replace("_", " "))
        stem = "".join(letter for letter in stem if letter.isprintable())
        name, number = stem[:LONGEST_OWN_NAME].strip(), 1
        while name and self._desk.own_lists.held(name) is not None:
            number += 1
            name = f"{stem[: LONGEST_OWN_NAME - 6].strip()} {number}"
        return name

    def _meaning(self, kind: str) -> str:
        code = LIST_OF[LetterKind(kind)]
        meaning = self._desk.rulebook.meaning_of(code, PartyKind.UNKNOWN)
        return of_rulebook(meaning.what_it_means)

    def _touch(self) -> None:
        self.touched = True

    def _tell_customers(self) -> None:
        self.are_customers.emit(self._path)

    def _want_file(self) -> None:
        self.wants_file.emit()
