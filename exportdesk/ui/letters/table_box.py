"""A table of parties as it will be read: what its columns hold, and what the whole file has."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.words import say, sentence
from exportdesk.lists import ColumnMapping, OwnCheck, OwnField, OwnTable
from exportdesk.operations.own_lists import OwnFile, headings_in, mapping_under
from exportdesk.ui.jobs import Latest
from exportdesk.ui.lists.own_preview import PreviewTable
from exportdesk.ui.lists.own_words import short_name, would_become
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import button, label, selectable
from exportdesk.wiring import Desk

_ROWS = 5


class TableBox(QWidget):
    """`changed` tells that another table is there, or none any more, or that it is read otherwise.

    The headings are taken from where they are found; a table that needs its sheet or its encoding
    chosen by hand is better taken in on the Control lists page.
    """

    changed = Signal()

    def __init__(self, desk: Desk, shell: Shell, *, after: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._opening: Latest[OwnFile] = Latest(shell.background)
        self._checking: Latest[OwnCheck] = Latest(shell.background)
        self._file: OwnFile | None = None
        self._mapping = ColumnMapping(())
        self._asked = Path()
        self.name = label("", "strong")
        self.out = button(_("Take the table out"), self.forget, kind="link")
        self.preview = PreviewTable(after=after)
        self.preview.mapped.connect(self.take_mapping)
        self.said = selectable(label("", wrap=True))
        self.mark = label("", "mark", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self.name)
        head.addStretch(1)
        head.addWidget(self.out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(head)
        for one in (self.preview, self.said, self.mark):
            column.addWidget(one)

    @property
    def path(self) -> Path | None:
        """The table, None where there is none."""
        return self._file.path if self._file is not None else None

    @property
    def read_as(self) -> OwnTable | None:
        """How it is to be read."""
        file = self._file
        return replace(file.table, mapping=self._mapping) if file is not None else None

    def open_file(self, path: Path) -> None:
        """Open the table at `path`."""
        self._checking.drop()
        desk, self._asked = self._desk, path
        self._opening.start(
            lambda _progress: desk.own_lists.open(path), done=self._show, failed=self._fail
        )

    def forget(self) -> None:
        """Show no table any more."""
        for work in (self._opening, self._checking):
            work.drop()
        self._file = None
        self.hide()
        self.changed.emit()

    def check(self) -> QWidget | None:
        """Mark that no column names a party, and return the field to go to."""
        if self._file is None or self._mapping.names_somebody:
            return None
        self.mark.setText(sentence("own-nobody-named"))
        self.mark.show()
        return self.preview.choices[0]

    def _show(self, file: OwnFile) -> None:
        self._file = file
        mapping = file.table.mapping or mapping_under(file.rows, 0)
        held = [at for at, one in enumerate(mapping.columns, start=1) if one is not None]
        width = max([1, file.width, *held])
        fields = (*mapping.columns, *[None] * width)[:width]
        self._mapping = ColumnMapping(fields, mapping.skip)
        rows = file.rows[mapping.skip : mapping.skip + _ROWS]
        self.preview.show_table(headings_in(file.rows, mapping.skip), rows, fields)
        self.preview.show()
        self.name.setText(short_name(file.path.name))
        self.show()
        self.changed.emit()
        self._look_over()
        self.preview.choices[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def take_mapping(self, fields: tuple[OwnField | None, ...]) -> None:
        """Read the columns otherwise."""
        self._mapping = ColumnMapping(fields, self._mapping.skip)
        self.changed.emit()
        self._look_over()

    def _look_over(self) -> None:
        self.mark.hide()
        self.said.setText("")
        file, table = self._file, self.read_as
        if file is None or table is None or not self._mapping.names_somebody:
            self.check()
            return
        desk, path = self._desk, file.path
        header = headings_in(file.rows, self._mapping.skip)
        self._checking.start(
            lambda progress: desk.own_lists.check(path, table, header, progress),
            done=self._found,
            failed=self._not_read,
        )

    def _found(self, check: OwnCheck) -> None:
        said = [sentence(one.code, one.facts) for one in check.findings()]
        self.said.setText(" ".join([would_become(check), *said]))

    def _fail(self, error: ExportDeskError) -> None:
        self._file = None
        self.name.setText(short_name(self._asked.name))
        self.preview.hide()
        self.said.setText("")
        self.show()
        self.changed.emit()
        self._not_read(error)

    def _not_read(self, error: ExportDeskError) -> None:
        self.mark.setText(say(error))
        self.mark.show()
