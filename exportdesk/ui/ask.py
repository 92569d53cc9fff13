"""Every question to the person goes through here, so that a test can answer it."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QSettings, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QMessageBox,
    QPushButton,
    QWidget,
)

from exportdesk.core.i18n import _
from exportdesk.ui.choosing import ChoosingDialog, Way
from exportdesk.ui.file_dialog import asked_path, asked_paths, file_dialog
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.line_dialog import LineDialog
from exportdesk.ui.mailing import Letter, Mailed, hand_over
from exportdesk.ui.widgets.text import restyle

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from exportdesk.storage.sealing import Seal
    from exportdesk.ui.passwords.code_paper import CodeSheet
    from exportdesk.ui.passwords.locked import Locked


class Ask(Protocol):
    """What may be asked of the person at the desk."""

    def confirm(
        self, parent: QWidget | None, question: str, detail: str, *, yes: str, danger: bool = False
    ) -> bool:
        """Ask a yes-or-no question; `yes` is the verb on the button ("Import anyway")."""
        ...

    def choose(
        self, parent: QWidget, question: str, detail: str, options: Sequence[str]
    ) -> int | None:
        """Ask to choose one of `options`; None when the person turns away."""
        ...

    def way(
        self, parent: QWidget | None, question: str, detail: str, ways: Sequence[Way]
    ) -> int | None:
        """Ask which way to go on, each told with what it means; None where none is taken."""
        ...

    def text(
        self, parent: QWidget, title: str, label: str, value: str = "", *, yes: str = ""
    ) -> str | None:
        """Ask for a line of text, which is not empty; None when the person turns away.

        `yes` is what the button does, "OK" where it is not said.
        """
        ...

    def open_file(self, parent: QWidget | None, title: str, kinds: str) -> Path | None:
        """Ask for a file to read; `kinds` as Qt wants it: "Lists (*.json *.csv);;All files (*)"."""
        ...

    def open_files(self, parent: QWidget | None, title: str, kinds: str) -> tuple[Path, ...]:
        """Ask for files to read, several or one; none where the person turns away."""
        ...

    def save_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to write a file called `name`."""
        ...

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        """Ask for a folder."""
        ...

    def trouble(self, parent: QWidget | None, sentence: str, detail: str = "") -> None:
        """Say that something went wrong, where a banner has no place."""
        ...

    def printer(self, parent: QWidget, printer: "QPrinter") -> bool:
        """Ask which printer and which pages."""
        ...

    def open_outside(self, parent: QWidget, path: Path) -> bool:
        """Open a file or folder in the system's own program."""
        ...

    def open_page(self, parent: QWidget, address: str) -> bool:
        """Open a page of the web in the browser."""
        ...

    def mail(self, parent: QWidget, letter: Letter) -> Mailed:
        """Open a message in the system's mail program; the person looks it over and sends it."""
        ...

    def unlock(self, parent: QWidget | None, locked: "Locked") -> "Seal | None":
        """Ask for a password until it is right; None where the person turns away.

        Raises StorageFault where what it opens is damaged.
        """
        ...

    def keep_code(
        self,
        parent: QWidget | None,
        sheet: "CodeSheet",
        unhandled: Callable[[BaseException], object],
    ) -> None:
        """Show a recovery code until the person says that it is kept."""
        ...


def open_or_tell(ask: Ask, parent: QWidget, path: Path) -> None:
    """Open a file or folder in the system's own program; where none does, say where it is."""
    if not ask.open_outside(parent, path):
        words = _("No program on this computer opens {name}.").format(name=path.name)
        ask.trouble(parent, words, str(path))


_READ, _WRITTEN = "ask/folder", "ask/folder-written"  # downloads are no place to save to


class QtAsk:
    """Asks with the system's dialogs; remembers the folders last read from and written to."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def confirm(
        self, parent: QWidget | None, question: str, detail: str, *, yes: str, danger: bool = False
    ) -> bool:
        """Ask a yes-or-no question; Cancel is the default where the answer costs something."""
        box, accept = question_box(parent, question, detail, yes=yes, danger=danger)
        box.exec()
        return box.clickedButton() is accept

    def choose(
        self, parent: QWidget, question: str, detail: str, options: Sequence[str]
    ) -> int | None:
        """Ask to choose one of `options`, one button each."""
        box = _box(parent, question, detail)
        buttons = [box.addButton(word, QMessageBox.ButtonRole.ActionRole) for word in options]
        box.addButton(QMessageBox.StandardButton.Cancel)
        if buttons:
            box.setDefaultButton(buttons[0])
        box.exec()
        clicked = box.clickedButton()
        return next((at for at, button in enumerate(buttons) if button is clicked), None)

    def way(
        self, parent: QWidget | None, question: str, detail: str, ways: Sequence[Way]
    ) -> int | None:
        """Ask which way to go on, one under the other."""
        dialog = ChoosingDialog(question, detail, ways, parent or QApplication.activeWindow())
        dialog.exec()
        return dialog.chosen

    def text(
        self, parent: QWidget, title: str, label: str, value: str = "", *, yes: str = ""
    ) -> str | None:
        """Ask for a line of text."""
        dialog = LineDialog(parent, title, label, value, yes=yes)
        return dialog.line if dialog.exec() == LineDialog.DialogCode.Accepted else None

    def open_file(self, parent: QWidget | None, title: str, kinds: str) -> Path | None:
        """Ask for a file to read."""
        dialog = file_dialog(parent, title, self._folder(_READ), kinds)
        return self._remember(asked_path(dialog), _READ)

    def open_files(self, parent: QWidget | None, title: str, kinds: str) -> tuple[Path, ...]:
        """Ask for files to read."""
        dialog = file_dialog(parent, title, self._folder(_READ), kinds, several=True)
        paths = asked_paths(dialog)
        self._remember(next(iter(paths), None), _READ)
        return paths

    def save_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to write a file."""
        dialog = file_dialog(parent, title, self._folder(_WRITTEN), kinds, save_as=name)
        return self._remember(asked_path(dialog), _WRITTEN)

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        """Ask for a folder."""
        return asked_path(file_dialog(parent, title, self._folder(_WRITTEN)))

    def trouble(self, parent: QWidget | None, sentence: str, detail: str = "") -> None:
        """Say that something went wrong; its words, a path among them, can be copied."""
        box = _box(parent, sentence, detail)
        box.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        box.exec()

    def printer(self, parent: QWidget, printer: "QPrinter") -> bool:
        """Ask which printer and which pages."""
        from PySide6.QtPrintSupport import QPrintDialog  # loaded when something is printed

        dialog = QPrintDialog(printer, parent)
        return dialog.exec() == QPrintDialog.DialogCode.Accepted

    def open_outside(self, parent: QWidget, path: Path) -> bool:
        """Open a file or folder in the system's own program."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def open_page(self, parent: QWidget, address: str) -> bool:
        """Open a page of the web in the browser."""
        return QDesktopServices.openUrl(QUrl(address))

    def mail(self, parent: QWidget, letter: Letter) -> Mailed:
        """Open a message in the system's mail program."""
        return hand_over(letter)

    def unlock(self, parent: QWidget | None, locked: "Locked") -> "Seal | None":
        """Ask in a dialog of its own."""
        from exportdesk.ui.passwords.locked import UnlockDialog  # seldom needed

        dialog = UnlockDialog(locked, parent)
        dialog.exec()
        dialog.deleteLater()
        if dialog.fault is not None:
            raise dialog.fault
        return dialog.seal

    def keep_code(
        self,
        parent: QWidget | None,
        sheet: "CodeSheet",
        unhandled: Callable[[BaseException], object],
    ) -> None:
        """Show it in a dialog of its own."""
        from exportdesk.ui.passwords.code_dialog import CodeDialog  # seldom needed

        runner = JobRunner(unhandled, name="printing")
        dialog = CodeDialog(sheet, self, runner, parent)
        dialog.exec()
        dialog.deleteLater()
        runner.close()

    def _folder(self, key: str) -> str:
        """Return where to begin: never nowhere, for Qt would take where a file was read last."""
        offered = [str(self._settings.value(key, "", type=str))]
        if key == _WRITTEN:
            place = QStandardPaths.StandardLocation.DocumentsLocation
            offered.append(QStandardPaths.writableLocation(place))
        for folder in filter(None, offered):
            with suppress(OSError):  # on a share that nobody answers for any more
                if Path(folder).is_dir() and (key == _READ or os.access(folder, os.W_OK)):
                    return folder
        return str(Path.home())

    def _remember(self, path: Path | None, key: str) -> Path | None:
        if path is not None:
            self._settings.setValue(key, str(path.parent))
        return path


def question_box(
    parent: QWidget | None, question: str, detail: str, *, yes: str, danger: bool
) -> tuple[QMessageBox, QPushButton]:
    """Return what asks a yes-or-no question, and its button that says yes."""
    box = _box(parent, question, detail)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    # The box has dressed it already as it was added: told its kind only, it would look plain.
    restyle(accept, kind="danger" if danger else "primary")
    box.setDefaultButton(cancel if danger else accept)
    return box, accept


def _box(parent: QWidget | None, sentence: str, detail: str) -> QMessageBox:
    # Without a parent it would wear no style, and could stand behind the window.
    box = QMessageBox(parent or QApplication.activeWindow())
    box.setWindowTitle(_("ExportDesk"))
    box.setText(sentence)
    box.setInformativeText(detail)
    return box
