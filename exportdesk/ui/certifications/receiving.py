"""Taking in what came back: files one after the other, each with its certification or a reason.

Several for one certification that a person names are the pages of one answer, kept together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from exportdesk.core.certification_life import Certification
from exportdesk.core.certifications import CertificationState
from exportdesk.core.errors import BadInput, ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import CertificationId
from exportdesk.core.progress import Progress
from exportdesk.core.words import say
from exportdesk.operations.certification_pages import AnswerPage
from exportdesk.operations.certification_returns import Returned
from exportdesk.operations.certifications import CERTIFICATION_CHANGES
from exportdesk.storage.certifications import CertificationFilter, CertificationRow
from exportdesk.ui.certifications.choosing import certification_picker
from exportdesk.ui.certifications.subjects import FORM_KINDS
from exportdesk.ui.certifications.words import back_words
from exportdesk.ui.certifications.work_card import WorkCard
from exportdesk.ui.choosing import Way
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page, Tone
from exportdesk.wiring import Desk

_State = CertificationState
_BY_HAND = frozenset(
    f"returned-{code}"
    for code in ("no-code", "several-codes", "encrypted", "not-ours", "other-paper")
)
_OPEN = (_State.SENT, _State.RETURNED, _State.REJECTED)


@dataclass(frozen=True, slots=True)
class _Taken:
    """What became of files that came back."""

    returned: tuple[Returned, ...] = ()
    left: tuple[tuple[Path, ExportDeskError], ...] = ()
    wanted: CertificationId | None = None  # which a person said they belong to
    pages: tuple[Path, ...] = ()  # of one answer, where there are several


_Work = Callable[[Progress], _Taken]


class Receiving(QObject):
    """`returned` tells a certification that something came back for, `failed` an error.

    A file of which nobody but a person can say whose it is waits for that; the others are taken in.
    """

    returned = Signal(object)
    failed = Signal(object)

    def __init__(self, page: Page, desk: Desk, shell: Shell) -> None:
        super().__init__(page)
        self._page, self._desk, self._shell = page, desk, shell
        self._left: list[Path] = []  # of which a person has to say whose they are
        self._as_one: bool | None = None  # whether they are one answer; None: not asked yet
        self.card = WorkCard(shell.background)

    def choose_file(self, one: Certification | None = None) -> None:
        """Ask for what came back, and take it in: all for `one`, or each for what its code says."""
        title = _("Import PDFs or pictures")
        if one is not None:
            title = _("Choose all pages that came back for {number}").format(number=one.title)
        endings = " ".join(f"*{kind}" for kind in FORM_KINDS)
        kinds = _("Forms and scans ({endings});;All files (*)").format(endings=endings)
        paths = self._shell.ask.open_files(self._page, title, kinds)
        if paths:
            self.take_in(paths, one.id if one is not None else None)

    def take_in(
        self,
        paths: Sequence[Path],
        certification: CertificationId | None = None,
        refused: Sequence[Path] = (),
        *,
        all_the_same: bool = False,
    ) -> None:
        """Take files in, one after the other; what cannot be is told, and the rest goes on.

        Several of one `certification` are the pages of one answer: all are taken in, or none is.
        `refused` were let go with them and are no forms; `all_the_same` takes in what was told to
        be another paper, or damaged.
        """
        if self._desk.read_only:
            return
        if self.card.is_busy:
            self._page.banner.say(
                _("Other files are coming in. Let these go again when they are done."), Tone.AMBER
            )
            return
        self._page.banner.clear()
        self._as_one = None
        as_pages = certification is not None and len(paths) > 1
        if certification is not None and as_pages:
            work = self._taking_pages(tuple(paths), certification, all_the_same=all_the_same)
        else:
            work = self._taking_each(paths, certification, refused, all_the_same=all_the_same)
        if len(paths) > 1:
            self.card.start(
                work,
                _("Importing what came back…"),
                done=self._taken,
                failed=self._fail,
                cancelled=self._stopped_pages if as_pages else self._stopped,
            )
        else:
            self._shell.background.start(work, done=self._taken, failed=self._fail)

    def _taking_each(
        self,
        paths: Sequence[Path],
        certification: CertificationId | None,
        refused: Sequence[Path],
        *,
        all_the_same: bool,
    ) -> _Work:
        """Return what takes in files that are an answer each."""
        certifications = self._desk.certifications
        wrong = [(path, BadInput("returned-no-form", name=path.name)) for path in refused]

        def work(progress: Progress) -> _Taken:
            found: list[Returned] = []
            left: list[tuple[Path, ExportDeskError]] = [*wrong]
            for done, path in enumerate(paths):
                progress.step(done, len(paths))
                try:
                    found.append(
                        certifications.receive(
                            path,
                            certification=certification,
                            other_paper=all_the_same,
                            damaged=all_the_same,
                        )
                    )
                except ExportDeskError as error:
                    left.append((path, error))
            return _Taken(tuple(found), tuple(left), certification)

        return work

    def _taking_pages(
        self, paths: tuple[Path, ...], wanted: CertificationId, *, all_the_same: bool
    ) -> _Work:
        """Return what takes in files that are the pages of one answer."""
        certifications = self._desk.certifications
        page = partial(certifications.page, other_paper=all_the_same, damaged=all_the_same)

        def work(progress: Progress) -> _Taken:
            pages: list[AnswerPage] = []
            left: list[tuple[Path, ExportDeskError]] = []
            for done, path in enumerate(paths):
                progress.step(done, len(paths))
                try:
                    pages.append(page(path, wanted))
                except ExportDeskError as error:
                    left.append((path, error))
            progress.step(len(paths), len(paths))
            if left:
                return _Taken((), tuple(left), wanted, paths)
            try:
                found = certifications.receive_pages(wanted, pages)
            except ExportDeskError as error:
                return _Taken((), ((paths[0], error),), wanted, paths)
            return _Taken((found,), (), wanted, paths)

        return work

    def _taken(self, taken: _Taken) -> None:
        self.card.end()
        if taken.returned:
            self._shell.bus.tell(CERTIFICATION_CHANGES)
            self.returned.emit(taken.returned[-1].certification)
            self._say_taken(taken.returned)
        if taken.left and taken.pages:
            self._say_no_answer(taken)
        elif taken.left:
            self._say_left(taken)

    def _say_no_answer(self, taken: _Taken) -> None:
        """Say of each page why it cannot be taken in: without it, none was."""
        said = dict.fromkeys(say(error) for _path, error in taken.left)
        kept_whole = _("Nothing was imported: an answer is kept whole, with all its files.")
        may = all(_may_be_meant(error) for _path, error in taken.left)
        self._page.banner.say(
            kept_whole,
            Tone.AMBER,
            detail="\n".join(said),
            action=_("Import it all the same") if may else "",
            call=partial(self.take_in, taken.pages, taken.wanted, all_the_same=True),
        )

    def _say_taken(self, returned: Sequence[Returned]) -> None:
        odd = [sum(one.weight != "note" for one in found.back.findings) for found in returned]
        unread = sum(found.back.is_unread for found in returned)
        if len(returned) > 1 and unread:
            words = _(
                "{count} certifications are back; {odd} of them not as asked, {unread} for you to"
                " read."
            ).format(count=len(returned), odd=sum(map(bool, odd)), unread=unread)
        elif len(returned) > 1:
            words = _("{count} certifications are back; {odd} of them not as asked.").format(
                count=len(returned), odd=sum(map(bool, odd))
            )
        else:
            words = back_words(returned[0].certification, returned[0].back)
        self._shell.window.toast(words, warn=any(odd))

    def _say_left(self, taken: _Taken) -> None:
        """Say of each file that was not taken in why not, and offer to say whose some are."""
        self._left = [
            path
            for path, error in taken.left
            if isinstance(error, BadInput) and error.code in _BY_HAND
        ]
        (path, error), *more = taken.left
        if taken.wanted and not more and _may_be_meant(error):
            again = partial(self.take_in, (path,), taken.wanted, all_the_same=True)
            self._page.banner.say(
                say(error),
                Tone.AMBER,
                detail=_("Nothing was imported."),
                action=_("Import it all the same"),
                call=again,
            )
            return
        if not more and not self._left:
            self.failed.emit(error)
            return
        said = [say(error) for _path, error in taken.left]
        words, detail = said[0], ""
        if len(said) > 1:
            words = ngettext(
                "{count} file was not imported.", "{count} files were not imported.", len(said)
            ).format(count=len(said))
            detail = "\n".join(said)
        self._page.banner.say(
            words,
            Tone.AMBER,
            detail=detail,
            action=_("Say which one it belongs to…") if self._left else "",
            call=self._ask_whose,
        )

    def _ask_whose(self) -> None:
        count = len(self._left)
        if count > 1 and self._as_one is None:
            ways = (
                Way(_("The pages of one answer"), _("They are kept together.")),
                Way(_("Each is an answer"), _("You say of one after the other whose it is.")),
            )
            words = ngettext(
                "What is the {count} file?", "What are the {count} files?", count
            ).format(count=figure(count))
            names = ", ".join(path.name for path in self._left)
            at = self._shell.ask.way(self._page, words, names, ways)
            if at is None:
                return
            self._as_one = at == 0
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
        sheet = certification_picker(
            self._page, rows, [path.name for path in self._left][: None if self._as_one else 1]
        )
        sheet.picked.connect(self._take_by_hand)
        sheet.open()

    def _take_by_hand(self, rows: tuple[CertificationRow, ...]) -> None:
        if not self._left:
            return
        if self._as_one:
            self._page.banner.clear()
            self.take_in(tuple(self._left), rows[0].id, all_the_same=True)
            return
        path, *rest = self._left
        certification, certifications = rows[0].id, self._desk.certifications

        def work(_progress: Progress) -> _Taken:
            waiting = [(one, BadInput("returned-no-code", name=one.name)) for one in rest]
            try:
                # What it is was told before somebody said whose it is.
                found = certifications.receive(path, certification=certification, other_paper=True)
            except ExportDeskError as error:
                return _Taken((), ((path, error), *waiting))
            return _Taken((found,), tuple(waiting))

        self._page.banner.clear()
        self._shell.background.start(work, done=self._taken, failed=self._fail)

    def _stopped(self) -> None:
        self.card.end()
        self._shell.bus.tell(CERTIFICATION_CHANGES)
        self._page.banner.say(_("Stopped. What was imported until then is kept."), Tone.AMBER)

    def _stopped_pages(self) -> None:
        self.card.end()
        self._page.banner.say(_("Stopped. Nothing was imported."), Tone.AMBER)

    def _fail(self, error: ExportDeskError) -> None:
        self.card.end()
        self.failed.emit(error)


def _may_be_meant(error: ExportDeskError) -> bool:
    return error.code in ("returned-other-paper", "returned-damaged-chosen")
