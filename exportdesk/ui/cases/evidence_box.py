"""Files that go with an answer or a resolution: attached, looked at, taken off again."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.errors import BadInput, ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.standing import Evidence
from exportdesk.core.words import say
from exportdesk.core.words.quoted import quoted
from exportdesk.operations.opened_copies import copy_of
from exportdesk.ui.cases.swapping import stay
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import button, icon_button, label, px
from exportdesk.ui.widgets.buttons import PushButton
from exportdesk.ui.widgets.drop_sheet import FileDrops
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.wiring import Desk

_PDF = b"%PDF-"
_WIDEST = 280  # of the name of a file: it stands beside the button that attached it


class EvidenceBox(QWidget):
    """`changed` tells that other files go with it. Files can be dropped onto it, too."""

    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        files: Iterable[Evidence] = (),
        *,
        read_only: bool = False,
        name: str = "",
    ) -> None:
        """`name` is what its parts are found by when the step is drawn again."""
        super().__init__()
        self._desk, self._shell = desk, shell
        self._read_only = read_only
        self._files = list(files)
        self._name = name
        self._coming = 0
        self._had_focus = False
        self._flow = FlowLayout(px(6))
        self._mark = label("", "mark", wrap=True)
        self._mark.hide()
        self.attach = button(_("Attach a &file…"), self.choose, glyph="paperclip")
        self.attach.setObjectName(name)
        self.setFocusProxy(self.attach)
        if read_only:
            self.attach.hide()
        else:
            FileDrops(self, _("Let go to attach"), self._keep_all)
        # Beside the button: the first file moves nothing, and the button stays under the pointer.
        self._flow.addWidget(self.attach)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(self._flow)
        column.addWidget(self._mark)
        self._fill()

    @property
    def files(self) -> tuple[Evidence, ...]:
        """The files."""
        return tuple(self._files)

    def load(self, files: Iterable[Evidence]) -> None:
        """Show these files, in place of those before."""
        self._files = list(files)
        self._mark.hide()
        self._fill()

    def choose(self) -> None:
        """Ask for a file, and keep it."""
        stay(self, True)  # a step that is drawn anew would take the dialog along
        path = self._shell.ask.open_file(self, _("Attach a file"), _("All files (*)"))
        if path is not None:
            self._keep(path)
        stay(self, bool(self._coming))

    def _keep_all(self, paths: Iterable[Path]) -> None:
        for path in paths:
            self._keep(path)

    def _keep(self, path: Path) -> None:
        cases = self._desk.cases

        def work(_progress: object) -> Evidence:
            try:
                data = path.read_bytes()
            except OSError as error:
                raise BadInput(
                    "file-unreadable", path=path.name, detail=str(error.strerror)
                ) from error
            return cases.attach(data, path.name)

        self._had_focus = self._had_focus or self.attach.hasFocus()
        self._coming += 1
        self.attach.setEnabled(False)
        stay(self, True)
        self._shell.jobs.start(work, done=self._add, failed=self._fail)

    def _add(self, one: Evidence) -> None:
        self._give_back()
        self._mark.hide()
        if one not in self._files:
            self._files.append(one)
            self._fill()
            self.changed.emit()

    def _give_back(self) -> None:
        """Let the button be pressed again; the focus it had is its own again."""
        self._coming -= 1
        if self._coming:
            return
        stay(self, False)
        self.attach.setEnabled(True)
        if self._had_focus:
            self.attach.setFocus(Qt.FocusReason.OtherFocusReason)
        self._had_focus = False

    def _fail(self, error: ExportDeskError) -> None:
        self._give_back()
        self._mark.setText(say(error))
        self._mark.show()

    def _fill(self) -> None:
        while (item := self._flow.takeAt(1)) is not None:
            former = item.widget()
            if former is not None:
                former.hide()
                former.deleteLater()
        for one in self._files:
            take_off = None if self._read_only else self._take_off
            chip = FileChip(one, self._look, take_off)
            chip.name.setObjectName(f"{self._name}-{one.sha256}" if self._name else "")
            self._flow.addWidget(chip)

    def _take_off(self, one: Evidence) -> None:
        self._files = [each for each in self._files if each != one]
        self._fill()
        self.attach.setFocus(Qt.FocusReason.OtherFocusReason)  # the cross that was pressed is gone
        self.changed.emit()

    def _look(self, one: Evidence) -> None:
        open_evidence(self, self._desk, self._shell, one)


class FileChip(QWidget):
    """The name of a file, to open it, and a cross to take it off."""

    def __init__(
        self,
        one: Evidence,
        look: Callable[[Evidence], object],
        take_off: Callable[[Evidence], object] | None,
    ) -> None:
        super().__init__()
        self._one, self._look, self._take_off = one, look, take_off
        short = self.fontMetrics().elidedText(one.name, Qt.TextElideMode.ElideMiddle, px(_WIDEST))
        name = self.name = PushButton(short.replace("&", "&&"))
        if short != one.name:
            name.setToolTip(one.name)
            name.setAccessibleName(one.name)
        name.setProperty("kind", "link")
        name.setAutoDefault(False)
        name.setCursor(Qt.CursorShape.PointingHandCursor)
        name.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(name)
        if take_off is not None:
            words = _("Take off {name}").format(name=one.name)
            row.addWidget(icon_button(words, "close", self._drop))

    def _open(self) -> None:
        self._look(self._one)

    def _drop(self) -> None:
        if self._take_off is not None:
            self._take_off(self._one)


def open_evidence(parent: QWidget, desk: Desk, shell: Shell, one: Evidence) -> None:
    """Show a paper here, and any other file in the system's own program, from a copy."""
    window = parent.window()  # the step may be drawn anew meanwhile

    def outside(data: bytes) -> None:
        try:
            copy = copy_of(data, one.name)
        except OSError as error:
            words = quoted(error.strerror or str(error))
            shell.ask.trouble(window, _("The file cannot be opened."), words)
            return
        if shell.ask.open_outside(window, copy):
            shell.window.toast(_("{name} opens in another program.").format(name=one.name))
        else:
            words = _("No program on this computer opens {name}.").format(name=one.name)
            shell.ask.trouble(window, words)

    def show(data: bytes) -> None:
        if data.startswith(_PDF):
            try:
                shell.window.preview(data, one.name, one.name)
            except ExportDeskError:
                outside(data)  # another program may make more of it
        else:
            outside(data)

    def fail(error: ExportDeskError) -> None:
        shell.ask.trouble(window, _("The file cannot be opened."), say(error))

    shell.jobs.start(lambda _progress: desk.cases.read(one), done=show, failed=fail)
