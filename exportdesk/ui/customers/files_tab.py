"""The tab of a customer's files and papers: added, opened, saved, taken out of sight."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.i18n import _
from exportdesk.operations.customer_files import FILE
from exportdesk.storage.attachments import Paper
from exportdesk.ui.customers.looking import CustomerView
from exportdesk.ui.customers.tab import action_bar
from exportdesk.ui.customers.words import day_of, when
from exportdesk.ui.lists.words import size_text
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import (
    Column,
    EmptyState,
    StateStack,
    TableModel,
    TableView,
    button,
)
from exportdesk.ui.widgets.drop_sheet import FileDrops
from exportdesk.wiring import Desk


def file_columns(zone: str) -> tuple[Column[Paper], ...]:
    """Return the columns of the table of files."""
    return (
        Column(
            _("Name"),
            text=lambda f: f.name,
            icon=lambda f: "file-outline" if f.kind == FILE else "file-document-outline",
            speak=lambda f: f.name if f.kind == FILE else _("Record {name}").format(name=f.name),
            key="name",
            width=150,
            stretch=True,
        ),
        Column(
            _("Size"),
            text=lambda f: size_text(f.size),
            sort=lambda f: f.size,
            key="size",
            width=84,
            right=True,
        ),
        Column(
            _("Added"),
            text=lambda f: day_of(f.made_at, zone),
            hint=lambda f: when(f.made_at, zone),
            sort=lambda f: f.made_at,
            key="added",
            width=104,
        ),
    )


class FilesTab(QWidget):
    """Tells what is asked for: files `added`, one `opened`, `copied` out, or taken `away`."""

    added = Signal(list)
    opened = Signal(object)
    copied = Signal(object, object)
    away = Signal(object)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        model = TableModel(
            file_columns(desk.clock.now().zone), identity=lambda file: (file.kind, file.sha256)
        )
        self.table = TableView(
            model, _("Files of this customer"), key="customer-files", settings=shell.settings
        )
        self.add_button = button(_("&Add a file…"), self.choose, glyph="paperclip")
        self._open = button(_("&Open"), self.open, glyph="open-in-new")
        self._copy = button(_("Save a co&py…"), self.save_copy, glyph="download-outline")
        self._away = button(_("Remo&ve…"), self.remove, glyph="close")
        empty = EmptyState(
            "paperclip",
            _("No files yet"),
            _(
                "Letters, registration papers, photos: add them, or drop them here. "
                "A copy is kept as it is now."
            ),
            action="" if desk.read_only else _("Add a file"),
            call=self.choose,
        )
        self.states = StateStack(self.table, empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.states, 1)
        whole.addLayout(action_bar(self.add_button, self._open, self._copy, self._away))
        self.table.chosen.connect(self._show_actions)
        self.table.opened.connect(self.open)
        for words, call, keys in (
            (_("&Open"), self.open, ""),
            (_("Save a copy…"), self.save_copy, ""),
            (_("Remove…"), self.remove, "Del"),
        ):
            action = QAction(words, self.table)
            if keys:
                action.setShortcut(keys)
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(call)
            self.table.addAction(action)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        if not desk.read_only:
            FileDrops(self, _("Let go to attach"), lambda paths: self.added.emit([*paths]))

    def show_view(self, view: CustomerView) -> None:
        """Show the files of a customer."""
        had = self.table.hasFocus()
        self.table.show_rows(view.files, choose_first=True)
        if view.files:
            self.states.show_content()
        else:
            self.states.show_empty()
            if had:  # else the cursor would leave the page with it
                self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_actions()

    def choose(self) -> None:
        """Ask for a file and add it."""
        path = self._shell.ask.open_file(self, _("Add a file"), _("All files (*)"))
        if path is not None:
            self.added.emit([path])

    def open(self, _row: object = None) -> None:
        """Open the file that is chosen in the system's own program."""
        if self.table.current is not None:
            self.opened.emit(self.table.current)

    def save_copy(self) -> None:
        """Ask for a place and write the file there."""
        file = self.table.current
        if file is None:
            return
        path = self._shell.ask.save_file(self, _("Save a copy"), file.name, _("All files (*)"))
        if path is not None:
            self.copied.emit(file, path)

    def remove(self) -> None:
        """Take the file that is chosen out of sight, after asking."""
        file = self.table.current
        if file is None or not self._may_remove(file):
            return
        if self._shell.ask.confirm(
            self,
            _("Remove {name}?").format(name=file.name),
            _("It goes out of sight. The file itself and the record of it are kept."),
            yes=_("Remove"),
            danger=True,
        ):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)  # not on what removes the next one
            self.away.emit(file)

    def _may_remove(self, file: Paper) -> bool:
        return file.kind == FILE and not self._desk.read_only

    def _show_actions(self, _row: object = None) -> None:
        file = self.table.current
        self.add_button.setEnabled(not self._desk.read_only)
        for part in (self._open, self._copy):
            part.setEnabled(file is not None)
        self._away.setEnabled(file is not None and self._may_remove(file))
