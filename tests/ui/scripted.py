"""Questions answered beforehand."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from exportdesk.storage.sealing import Seal
from exportdesk.ui.choosing import Way
from exportdesk.ui.mailing import Letter, Mailed
from exportdesk.ui.passwords.code_paper import CodeSheet
from exportdesk.ui.passwords.locked import Locked, UnlockDialog


class ScriptedAsk:
    """Gives the answers put into `answers`, in order; notes every question in `asked`, and what
    stands below one, with the button that says yes, in `told`.

    A question nobody foresaw fails the test.
    """

    def __init__(self, *answers: object) -> None:
        self.answers: list[object] = list(answers)
        self.asked: list[str] = []
        self.told: list[str] = []
        self.troubles: list[str] = []
        self.opened: list[Path] = []
        self.opens = True
        self.pages: list[str] = []
        self.print_to: Path | None = None
        self.mails: list[Letter] = []
        self.mailed = Mailed.ATTACHED
        self.codes: list[str] = []

    def _answer(self, question: str) -> object:
        self.asked.append(question)
        assert self.answers, f"nobody foresaw the question: {question}"
        return self.answers.pop(0)

    def confirm(
        self,
        parent: QWidget | None,
        question: str,
        detail: str,
        *,
        yes: str,
        danger: bool = False,
    ) -> bool:
        self.told.append(f"{detail} {yes}")
        return bool(self._answer(question))

    def choose(
        self, parent: QWidget, question: str, detail: str, options: Sequence[str]
    ) -> int | None:
        answer = self._answer(question)
        if isinstance(answer, str):
            return list(options).index(answer)
        assert answer is None or isinstance(answer, int)
        return answer

    def way(
        self, parent: QWidget | None, question: str, detail: str, ways: Sequence[Way]
    ) -> int | None:
        """Take the way whose name holds the words answered, or none."""
        self.told.append(detail)
        answer = self._answer(question)
        if answer is None:
            return None
        found = [at for at, way in enumerate(ways) if str(answer) in way.name.replace("&", "")]
        assert found, f"no way {answer!r} among {[way.name for way in ways]}"
        return found[0]

    def text(
        self, parent: QWidget, title: str, label: str, value: str = "", *, yes: str = ""
    ) -> str | None:
        self.told.append(label)
        answer = self._answer(title)
        assert answer is None or isinstance(answer, str)
        return answer

    def open_file(self, parent: QWidget | None, title: str, kinds: str) -> Path | None:
        return self._path(title)

    def open_files(self, parent: QWidget | None, title: str, kinds: str) -> tuple[Path, ...]:
        answer = self._answer(title)
        assert isinstance(answer, tuple)
        assert all(isinstance(path, Path) for path in answer)
        return answer

    def save_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        path = self._path(title)
        return path / name if path is not None and path.is_dir() else path

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        return self._path(title)

    def _path(self, title: str) -> Path | None:
        answer = self._answer(title)
        assert answer is None or isinstance(answer, Path)
        return answer

    def trouble(self, parent: QWidget | None, sentence: str, detail: str = "") -> None:
        self.troubles.append(f"{sentence} {detail}".strip())

    def printer(self, parent: QWidget, printer: QPrinter) -> bool:
        """Print into the file `print_to`, or turn away."""
        if self.print_to is None:
            return False
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.print_to))
        return True

    def open_page(self, parent: QWidget, address: str) -> bool:
        self.pages.append(address)
        return True

    def tells_where(self, press: Callable[[], object], path: Path) -> bool:
        """Press what opens `path`; tell whether its place is told where no program opens it."""
        self.opens = False
        press()
        self.opens = True
        told = f"No program on this computer opens {path.name}. {path}"
        return self.opened[-1] == path and self.troubles[-1:] == [told]

    def open_outside(self, parent: QWidget, path: Path) -> bool:
        self.opened.append(path)
        return self.opens

    def unlock(self, parent: QWidget | None, locked: Locked) -> Seal | None:
        """Type what is answered into the real dialog, until it opens; None turns away.

        Two answers in a pair are the recovery code and a new password.
        """
        dialog = UnlockDialog(locked, parent)
        dialog.open()
        while dialog.isVisible():
            answer = self._answer(locked.title)
            if answer is None:
                dialog.reject()
            elif isinstance(answer, tuple):
                code, password = answer
                dialog.use_code()
                _type(dialog, dialog.code.line, code)
                dialog.new.first.line.setText(password)
                _type(dialog, dialog.new.second.line, password)
            else:
                _type(dialog, dialog.password.line, str(answer))
                self.told.append(dialog.password.mark)
        dialog.deleteLater()
        if dialog.fault is not None:
            raise dialog.fault
        return dialog.seal

    def keep_code(
        self,
        parent: QWidget | None,
        sheet: CodeSheet,
        unhandled: Callable[[BaseException], object],
    ) -> None:
        self.codes.append(sheet.code)

    def mail(self, parent: QWidget, letter: Letter) -> Mailed:
        self.mails.append(letter)
        return self.mailed


def _type(dialog: UnlockDialog, line: QLineEdit, words: object) -> None:
    """Type into a field of the dialog, press Enter, and wait for what comes of it."""
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, str(words))
    QTest.keyClick(line, Qt.Key.Key_Return)
    until = time.monotonic() + 20
    while dialog.busy and time.monotonic() < until:
        QTest.qWait(10)
