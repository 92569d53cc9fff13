"""How a form goes to the customer: by e-mail, on paper, as a file; again after it was sent."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from exportdesk.core.certification_life import Certification, SentBy
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.operations.certification_batch import file_name
from exportdesk.operations.certifications import CERTIFICATION_CHANGES, Mail
from exportdesk.storage.opening import fault
from exportdesk.ui.ask import open_or_tell
from exportdesk.ui.certifications.telling import tell_of
from exportdesk.ui.choosing import Way
from exportdesk.ui.jobs import Step
from exportdesk.ui.mailing import Letter, Mailed
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page, Tone
from exportdesk.wiring import Desk

if TYPE_CHECKING:
    from exportdesk.ui.preview.printing import Sent

Then = Callable[[Certification], None]


class Handing(QObject):
    """Sends drafts, and hands forms over. `sent` tells a form that was sent, `failed` an error."""

    sent = Signal(object)
    failed = Signal(object)

    def __init__(self, page: Page, desk: Desk, shell: Shell) -> None:
        super().__init__(page)
        self._page, self._desk, self._shell = page, desk, shell
        self._path: Path | None = None
        self._shown: Path | None = None
        self._printer: object = None
        self._then: Then | None = None
        self.busy = False

    def send(self, one: Certification) -> None:
        """Ask how a draft goes out, and send it that way."""
        if self.busy or not self._is_signed():
            return
        at = self._shell.ask.way(
            self._page,
            _("How does {number} go to {name}?").format(
                number=one.title, name=one.customer_name or _("the customer")
            ),
            _told_before(one),
            _ways(),
        )
        if at == 0:
            self._ask_path(one, SentBy.EMAIL, self._write_and_mail)
        elif at == 1:
            self._begin_print(one)
        elif at == 2:
            self._ask_path(one, SentBy.FILE, self._write)
        elif at == 3:  # the last of the ways
            self._lock(one, SentBy.FILE, None)
        else:
            self._say_kept(one)

    def _say_kept(self, one: Certification) -> None:
        """Say what there is of one that did not go out after all."""
        words = _("Not sent. {number} is kept as a draft.").format(number=one.title)
        tell_of(self._shell, one, words, warn=True)

    def _is_signed(self) -> bool:
        """Tell whether it is known who sends; say where to give it where it is not."""
        if self._desk.company().name:
            return True
        self._page.banner.say(
            _("It would go out without your company's name."),
            Tone.AMBER,
            detail=_("The draft is kept. Say who you are, then send it."),
            action=_("Company details"),
            call=self._go_to_company,
        )
        return False

    def _go_to_company(self) -> None:
        self._shell.window.go("settings")

    def save(self, one: Certification) -> None:
        """Save the form that can be filled in; a draft is marked as one."""
        path = self._path_for(one)
        if path is None:
            return
        self._path = path
        if one.is_draft:
            desk = self._desk
            self._write_bytes(
                lambda: desk.certifications.paper(one, fillable=True, mark="DRAFT"), path
            )
        else:
            self._write(one)

    def email(self, one: Certification) -> None:
        """Open a message with the form of a sent one."""
        path = self._path_for(one)
        if path is not None:
            self._path = path
            self._write_and_mail(one)

    def print_out(self, one: Certification) -> None:
        """Print the flat paper of a sent one through the system's dialog; a draft is sent so."""
        if not self.busy:
            self._begin_print(one)

    # Sending

    def _ask_path(self, one: Certification, how: SentBy, then: Then) -> None:
        path = self._path_for(one)
        if path is None:
            self._say_kept(one)
        else:
            self._path = path
            self._lock(one, how, then)

    def _path_for(self, one: Certification) -> Path | None:
        if self.busy:
            return None
        path = self._shell.ask.save_file(
            self._page, _("Save the form"), file_name(one), _("PDF (*.pdf)")
        )
        return path if path is None or path.suffix else path.with_suffix(".pdf")

    def _lock(self, one: Certification, how: SentBy, then: Then | None) -> None:
        self._then, self.busy = then, True
        desk, path = self._desk, self._path if then in (self._write, self._write_and_mail) else None

        def work(_progress: Progress) -> Certification:
            if path is None:
                return desk.certifications.send(one.id, how)
            with place_for(path):  # first: it counts as sent only where there is a file to send
                return desk.certifications.send(one.id, how)

        self._shell.jobs.start(work, done=self._locked, failed=self._fail)

    def _locked(self, one: Certification) -> None:
        self.busy = False
        then, self._then = self._then, None
        self._shell.bus.tell(CERTIFICATION_CHANGES)
        self.sent.emit(one)
        words = _("{number} is locked now, and counts as sent.").format(number=one.title)
        tell_of(self._shell, one, words)
        if then is not None:
            then(one)

    # Files and e-mail

    def _write(self, one: Certification) -> None:
        path, desk = self._path, self._desk
        assert path is not None
        self._write_bytes(lambda: desk.certifications.paper(one, fillable=True), path)

    def _write_bytes(self, make: Callable[[], bytes], path: Path) -> None:
        self._shell.jobs.start(
            lambda _progress: written(path, make()), done=self._say_saved, failed=self._fail
        )

    def _say_saved(self, path: Path) -> None:
        self._say_where(_("Saved as {name}.").format(name=path.name), path, Tone.GREEN)

    def _write_and_mail(self, one: Certification) -> None:
        path, desk = self._path, self._desk
        assert path is not None

        def work(_progress: Progress) -> tuple[Path, Mail]:
            made = written(path, desk.certifications.paper(one, fillable=True))
            return made, desk.certifications.mail(one)

        self._shell.jobs.start(work, done=self._mail, failed=self._fail)

    def _mail(self, made: tuple[Path, Mail]) -> None:
        path, mail = made
        letter = Letter(mail.to, mail.subject, mail.body, path)
        match self._shell.ask.mail(self._page, letter):
            case Mailed.ATTACHED:
                words = _("Your mail program was asked to open a message with {name}.")
                detail = _("If none came up, or the file is not in it, send it yourself: {path}.")
                tone = Tone.GREEN
            case Mailed.TEXT_ONLY:
                words = _("A message is open. Attach {name} to it.")
                detail = _("The file is {path}. Drag it from its folder onto the message.")
                tone = Tone.AMBER
            case _:
                words = _("No mail program answered. Send {name} yourself.")
                detail = _("The file is {path}.")
                tone = Tone.AMBER
        self._say_where(words.format(name=path.name), path, tone, detail.format(path=path))

    def _say_where(self, words: str, path: Path, tone: Tone, detail: str = "") -> None:
        self._shown = path
        self._page.banner.say(
            words,
            tone,
            detail=detail or str(path),
            action=_("Open the folder"),
            call=self._open_folder,
        )

    def _open_folder(self) -> None:
        if self._shown is not None:
            open_or_tell(self._shell.ask, self._page, self._shown.parent)

    # Printing

    def _begin_print(self, one: Certification) -> None:
        desk = self._desk
        self.busy = True
        self._shell.background.start(
            lambda _progress: (one, desk.certifications.paper(one)),
            done=self._choose_printer,
            failed=self._fail,
        )

    def _choose_printer(self, made: tuple[Certification, bytes]) -> None:
        # QtPrintSupport is loaded when the first paper is printed.
        from PySide6.QtPrintSupport import QPrinter

        from exportdesk.ui.preview.paper import set_paper
        from exportdesk.ui.preview.printing import document_name

        one, pdf = made
        self.busy = False
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_paper(printer, pdf)
        printer.setDocName(document_name(file_name(one)))
        if not self._shell.ask.printer(self._page, printer):
            if one.is_draft:
                self._say_kept(one)
            return
        self._printer = printer
        if one.is_draft:
            self._lock(one, SentBy.PRINT, self._print)
        else:
            self._print(one)

    def _print(self, one: Certification) -> None:
        from PySide6.QtPrintSupport import QPrinter

        from exportdesk.ui.preview.printing import send

        printer, desk = self._printer, self._desk
        assert isinstance(printer, QPrinter)
        self.busy = True
        self._shell.background.start(
            lambda progress: send(desk.certifications.paper(one), printer, progress),
            done=self._say_printed,
            failed=self._fail,
            progress=self._say_printing,
        )

    def _say_printing(self, step: Step) -> None:
        from exportdesk.ui.preview.printing import step_told

        self._page.banner.say(step_told(step), Tone.GREY, closable=False)

    def _say_printed(self, sent: "Sent") -> None:
        from exportdesk.ui.preview.printing import told

        self.busy, self._printer = False, None
        if sent.file is not None:
            self._say_where(
                _("Saved as {name}.").format(name=sent.file.name), sent.file, Tone.GREEN
            )
        else:
            self._page.banner.say(told(sent), Tone.GREEN)

    def _fail(self, error: ExportDeskError) -> None:
        self.busy, self._printer, self._then = False, None, None
        self.failed.emit(error)


def _told_before(one: Certification) -> str:
    """Return what is to be known before a draft is locked."""
    locked = _("From then on it is locked. To correct it, you send another version.")
    if one.form.items:
        return locked
    none = _("No item is named on it, so the customer would confirm nothing of any goods.")
    return f"{none} {locked}"


def _ways() -> tuple[Way, ...]:
    """Return how a form can go out, each with what is done then."""
    return (
        Way(_("By e-mail…"), _("Saves the form, and opens a message with it.")),
        Way(_("Print it…"), _("To be filled in and signed by hand.")),
        Way(_("Save a PDF…"), _("The form to fill in on screen. You send it yourself.")),
        Way(_("It went already"), _("Makes nothing, only counts it as sent.")),
    )


@contextmanager
def place_for(path: Path) -> Iterator[None]:
    """Make sure that a file can be written; leave none behind where what is done then fails.

    Raises StorageFault.
    """
    try:
        was_there = path.exists()  # raises where the folder may not be looked into
        path.open("ab").close()
    except OSError as error:
        raise fault(error, path) from error
    try:
        yield
    except BaseException:
        if not was_there:
            path.unlink(missing_ok=True)
        raise


def written(path: Path, data: bytes) -> Path:
    """Write a file and return where it is. Raises StorageFault."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise fault(error, path) from error
    return path
