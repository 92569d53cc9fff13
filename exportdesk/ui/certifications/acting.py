"""What is done to certifications from the page: each act off the window's thread."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from exportdesk.core.certification_life import Certification
from exportdesk.core.certifications import CertificationState
from exportdesk.core.changes import Changes
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.operations.certifications import CERTIFICATION_CHANGES
from exportdesk.storage.opening import fault
from exportdesk.ui.certifications.accept_sheet import Acceptance, AcceptSheet
from exportdesk.ui.certifications.looking import CertificationView
from exportdesk.ui.certifications.telling import tell_of
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page
from exportdesk.wiring import Desk

_State = CertificationState


class Acting(QObject):
    """`changed` tells a certification that is another now, `edit_asked` a draft that is not
    kept yet, `failed` an error to be shown.
    """

    changed = Signal(object)
    edit_asked = Signal(object)
    failed = Signal(object)

    def __init__(self, page: Page, desk: Desk, shell: Shell) -> None:
        super().__init__(page)
        self._page, self._desk, self._shell = page, desk, shell
        self._words = ""
        self._discarding: Certification | None = None
        self._discarded_one: Certification | None = None
        self._sheet: AcceptSheet | None = None

    # Drafts

    def new_version(self, one: Certification) -> None:
        """Begin the next version of a sent one, in the form; nothing is kept yet."""
        certifications = self._desk.certifications
        self._begin(lambda _p: certifications.version(one.id), self.edit_asked.emit)

    def renew(self, one: Certification) -> None:
        """Begin one that is to take the place of one that ends, in the form."""
        certifications = self._desk.certifications
        self._begin(lambda _p: certifications.renewal(one.id), self.edit_asked.emit)

    def discard(self, one: Certification) -> None:
        """Take a draft out of sight, once that is confirmed."""
        if self._shell.ask.confirm(
            self._page,
            _("Discard {number}?").format(number=one.title),
            _("The draft goes out of sight, and its number is not used again. This can be undone."),
            yes=_("Discard"),
            danger=True,
        ):
            certifications = self._desk.certifications
            self._discarding = one
            self._begin(lambda _p: certifications.discard(one.id), self._discarded)

    def _discarded(self, changes: Changes) -> None:
        self._shell.bus.tell(changes)
        one, self._discarding = self._discarding, None
        if one is not None:
            self._discarded_one = one  # only now: what failed left nothing to bring back
            words = _("{number} was discarded.").format(number=one.title)
            self._shell.window.toast(words, action=_("Undo"), call=self.undo)

    def undo(self) -> None:
        """Bring the draft back that was discarded last."""
        one, self._discarded_one = self._discarded_one, None
        if one is not None:
            certifications = self._desk.certifications
            self._words = _("{number} is a draft again.").format(number=one.title)
            self._begin(lambda _p: certifications.put_back(one.id), self._changed)

    # Deciding

    def saw_signature(self, one: Certification) -> None:
        """Keep that a signature in ink was seen, once that is confirmed."""
        words = _("Have you seen the signature on {number}?")
        if one.last_return is not None and one.last_return.is_unread:
            words = _("Have you read {number}, and seen the signature on it?")
        if self._shell.ask.confirm(
            self._page,
            words.format(number=one.title),
            _("It is kept with your name and the moment."),
            yes=_("I have seen it"),
        ):
            certifications = self._desk.certifications
            self._words = _("Kept: a signature in ink was seen on {number}.").format(
                number=one.title
            )
            self._begin(lambda _p: certifications.saw_signature(one.id), self._changed)

    def accept(self, one: Certification) -> None:
        """Ask who accepts what came back, and why."""
        sheet = AcceptSheet(
            self._page,
            one,
            self._desk.settings().operator,
            self._desk.rulebook.policy.renew_months,
        )
        self._sheet = sheet
        sheet.finished.connect(self._forget_sheet)
        sheet.told.connect(partial(self._accept, one))
        sheet.open()

    def _accept(self, one: Certification, said: Acceptance) -> None:
        """Accept it; the sheet stays open until it is, with what is wrong."""
        certifications = self._desk.certifications

        def work(_progress: Progress) -> Certification:
            return certifications.accept(
                one.id,
                said.name,
                said.reason,
                expires_on=said.expires_on,
                ink_signature_seen=said.ink_seen,
            )

        self._page.banner.clear()
        self._shell.jobs.start(work, done=self._accepted, failed=self._not_accepted)

    def _accepted(self, one: Certification) -> None:
        if self._sheet is not None:
            self._sheet.accept()
        self._words = _("{number} is accepted.").format(number=one.title)
        self._changed(one)

    def _not_accepted(self, error: ExportDeskError) -> None:
        if self._sheet is not None:
            self._sheet.refuse(error)
        else:
            self.failed.emit(error)

    def _forget_sheet(self, _result: int) -> None:
        self._sheet = None  # it deletes itself

    def reject(self, view: CertificationView) -> None:
        """Reject what came back, or take an acceptance back, once there is a reason."""
        one = view.one
        words = _("Why? It is kept with the certification.")
        if one.state is _State.SENT:
            words = _("Nothing came back. Why does it end here? It is kept with the certification.")
        elif one.state is _State.ACCEPTED:
            words = _("It was accepted. Why does it not count any more?")
        title = _("Reject {number}").format(number=one.title)
        reason = self._shell.ask.text(self._page, title, words, yes=_("Reject"))
        if not reason or not reason.strip():
            return
        certifications = self._desk.certifications
        self._words = _("{number} is rejected.").format(number=one.title)
        self._begin(lambda _p: certifications.reject(one.id, reason), self._changed)

    def attach(self, one: Certification) -> None:
        """Ask for one more file, and keep it with a sent certification."""
        path = self._shell.ask.open_file(self._page, _("Add a file"), _("All files (*)"))
        if path is None:
            return
        certifications = self._desk.certifications

        def work(_progress: Progress) -> Certification:
            try:
                data = path.read_bytes()
            except OSError as error:
                raise fault(error, path) from error
            return certifications.attach(one.id, data, path.name)

        self._words = _("{name} was added.").format(name=path.name)
        self._begin(work, self._changed)

    def _changed(self, one: Certification) -> None:
        self._shell.bus.tell(CERTIFICATION_CHANGES)
        self.changed.emit(one)
        tell_of(self._shell, one, self._words)

    def _begin(self, work: Callable[[Progress], object], done: Callable[..., None]) -> None:
        self._page.banner.clear()
        self._shell.jobs.start(work, done=done, failed=self.failed.emit)
