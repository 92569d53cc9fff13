"""What is done to certifications from the page: each act off the window's thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from exportdesk.core.certification_life import Certification
from exportdesk.core.certifications import CertificationState
from exportdesk.core.changes import Changes
from exportdesk.core.errors import BadInput, ExportDeskError
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import CertificationId
from exportdesk.core.progress import Progress
from exportdesk.core.words import say
from exportdesk.operations.certification_returns import Returned
from exportdesk.operations.certifications import CERTIFICATION_CHANGES
from exportdesk.storage.certifications import CertificationFilter, CertificationRow
from exportdesk.storage.opening import fault
from exportdesk.ui.certifications.accept_sheet import Acceptance, AcceptSheet
from exportdesk.ui.certifications.choosing import certification_picker
from exportdesk.ui.certifications.looking import CertificationView
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page, Tone
from exportdesk.wiring import Desk

_State = CertificationState
_BY_HAND = frozenset(
    f"returned-{code}"
    for code in ("no-code", "several-codes", "damaged", "encrypted", "too-long", "too-much-memory",
                 "not-pdf", "not-ours")
)  # fmt: skip
_OPEN = (_State.SENT, _State.RETURNED, _State.REJECTED)


@dataclass(frozen=True, slots=True)
class _Taken:
    """What became of files that came back."""

    returned: tuple[Returned, ...] = ()
    path: Path | None = None
    error: ExportDeskError | None = None


class Acting(QObject):
    """`changed` tells a certification that is another now, `returned` one that something came back
    for, `edit_asked` a draft to be changed, `failed` an error to be shown.
    """

    changed = Signal(object)
    returned = Signal(object)
    edit_asked = Signal(object)
    failed = Signal(object)

    def __init__(self, page: Page, desk: Desk, shell: Shell) -> None:
        super().__init__(page)
        self._page, self._desk, self._shell = page, desk, shell
        self._words = ""
        self._left: Path | None = None  # a file that a person has to say of whose it is

    # Drafts

    def new_version(self, one: Certification) -> None:
        """Begin the next version of a sent one, in the form."""
        certifications = self._desk.certifications
        self._begin(lambda _p: certifications.new_version(one.id), self._edit)

    def renew(self, one: Certification) -> None:
        """Begin one that is to take the place of one that ends, in the form."""
        certifications = self._desk.certifications
        self._begin(lambda _p: certifications.renew(one.id), self._edit)

    def _edit(self, one: Certification) -> None:
        self._shell.bus.tell(CERTIFICATION_CHANGES)
        self._shell.window.toast(_("{number} is a draft now.").format(number=one.title))
        self.edit_asked.emit(one)

    def discard(self, one: Certification) -> None:
        """Take a draft out of sight, once that is confirmed."""
        if self._shell.ask.confirm(
            self._page,
            _("Discard {number}?").format(number=one.title),
            _("The draft goes out of sight, and its number is not used again."),
            yes=_("Discard"),
            danger=True,
        ):
            certifications = self._desk.certifications
            self._words = _("{number} was discarded.").format(number=one.title)
            self._begin(lambda _p: certifications.discard(one.id), self._discarded)

    def _discarded(self, changes: Changes) -> None:
        self._shell.bus.tell(changes)
        self._shell.window.toast(self._words)

    # What came back

    def choose_file(self, one: Certification | None = None) -> None:
        """Ask for a file that came back, and take it in: for `one`, or for what its code says."""
        path = self._shell.ask.open_file(
            self._page,
            _("Take in what came back"),
            _("Forms and scans (*.pdf *.png *.jpg *.jpeg *.tif *.tiff);;All files (*)"),
        )
        if path is not None:
            self.take_in((path,), one.id if one is not None else None)

    def take_in(self, paths: Sequence[Path], certification: CertificationId | None = None) -> None:
        """Take files in, one after the other; stop at one of which it is not known whose it is."""
        if self._desk.read_only:
            return
        self._page.banner.clear()
        certifications = self._desk.certifications

        def work(progress: Progress) -> _Taken:
            found: list[Returned] = []
            for done, path in enumerate(paths):
                progress.step(done, len(paths))
                try:
                    found.append(certifications.receive(path, certification=certification))
                except ExportDeskError as error:
                    return _Taken(tuple(found), path, error)
            return _Taken(tuple(found))

        self._shell.background.start(work, done=self._taken, failed=self.failed.emit)

    def _taken(self, taken: _Taken) -> None:
        if taken.returned:
            self._shell.bus.tell(CERTIFICATION_CHANGES)
            last = taken.returned[-1]
            self.returned.emit(last.certification)
            count = sum(1 for found in last.back.findings if found.weight != "note")
            words = _("{number} is back. Nothing in it is other than asked.")
            if count:
                words = ngettext(
                    "{number} is back. {count} thing is not as asked.",
                    "{number} is back. {count} things are not as asked.",
                    count,
                )
            number = last.certification.title
            self._shell.window.toast(words.format(number=number, count=count), warn=bool(count))
        if taken.error is not None:
            self._not_taken(taken)

    def _not_taken(self, taken: _Taken) -> None:
        assert taken.error is not None
        self.failed.emit(taken.error)
        if isinstance(taken.error, BadInput) and taken.error.code in _BY_HAND:
            self._left = taken.path
            self._page.banner.say(
                say(taken.error),
                Tone.AMBER,
                action=_("Say which one it belongs to…"),
                call=self._ask_whose,
            )

    def _ask_whose(self) -> None:
        desk = self._desk
        wanted = CertificationFilter(states=_OPEN)
        self._shell.screening.start(
            lambda _progress: desk.certifications.list(wanted),
            done=self._offer,
            failed=self.failed.emit,
        )

    def _offer(self, rows: list[CertificationRow]) -> None:
        if not rows:
            self._page.banner.say(
                _("No certification is waiting for anything to come back."), Tone.AMBER
            )
            return
        sheet = certification_picker(self._page, rows)
        sheet.picked.connect(self._take_by_hand)
        sheet.open()

    def _take_by_hand(self, rows: tuple[CertificationRow, ...]) -> None:
        if self._left is not None:
            self.take_in((self._left,), rows[0].id)

    # Deciding

    def saw_signature(self, one: Certification) -> None:
        """Keep that a signature in ink was seen, once that is confirmed."""
        if self._shell.ask.confirm(
            self._page,
            _("Have you seen the signature on {number}?").format(number=one.title),
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
        sheet = AcceptSheet(self._page, one, self._desk.settings().operator)
        certifications = self._desk.certifications

        def take(said: Acceptance) -> None:
            def work(_progress: Progress) -> Certification:
                if said.ink_seen:
                    certifications.saw_signature(one.id)
                return certifications.accept(
                    one.id, said.name, said.reason, expires_on=said.expires_on
                )

            self._words = _("{number} is accepted.").format(number=one.title)
            self._begin(work, self._changed)

        sheet.told.connect(take)
        sheet.open()

    def reject(self, view: CertificationView) -> None:
        """Reject what came back, or take an acceptance back, once there is a reason."""
        one = view.one
        words = _("Why? It is kept with the certification.")
        if one.state is _State.SENT:
            words = _("Nothing came back. Why does it end here? It is kept with the certification.")
        elif one.state is _State.ACCEPTED:
            words = _("It was accepted. Why does it not count any more?")
        title = _("Reject {number}").format(number=one.title)
        reason = self._shell.ask.text(self._page, title, words)
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
        self._shell.window.toast(self._words)

    def _begin(self, work: Callable[[Progress], object], done: Callable[..., None]) -> None:
        self._page.banner.clear()
        self._shell.jobs.start(work, done=done, failed=self.failed.emit)
