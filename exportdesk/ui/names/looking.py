"""Has the person look at names, and keeps what is said of them, off the window's thread."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from exportdesk.core.changes import Changes
from exportdesk.core.clock import today
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import PartyId
from exportdesk.core.listings import Listing
from exportdesk.core.matches import Match
from exportdesk.core.name_looks import NameDecision
from exportdesk.core.progress import Progress
from exportdesk.core.words.mentioned import listed_since, mentioned, name_settled
from exportdesk.operations.name_looks import NameCase, NamesLooked
from exportdesk.ui.dates import day_text
from exportdesk.ui.matches.whole import Names
from exportdesk.ui.names.detail import NamesakeDetail
from exportdesk.ui.names.sheet import NameSheet, case_table, listing_table
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk

Did = Callable[[str, Callable[[], object]], object]
"""Says that something was done; the second takes it back."""


@dataclass(frozen=True, slots=True)
class _Shown:
    cases: tuple[NameCase, ...]
    listings: tuple[Listing, ...]


class NameLooking(QObject):
    """Shows names that share a word to be settled.

    `failed` tells an error to be shown, `ended` that what asked for a look is about to go.
    """

    failed = Signal(object)
    ended = Signal()

    def __init__(self, desk: Desk, shell: Shell, did: Did, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._shell, self._did, self._over = desk, shell, did, parent
        self._cases: tuple[NameCase, ...] = ()
        self.sheet: NameSheet | None = None

    def look(self, work: Callable[[Progress], Iterable[PartyId]]) -> None:
        """Show the names of customers that are to be looked at; `work` tells whose."""
        desk = self._desk

        def read(progress: Progress) -> _Shown:
            cases = desk.name_looks.cases(work(progress))
            waiting = tuple(one for one in cases if one.shared.mention.begins)
            unsettled = tuple(one for one in waiting or cases if not one.is_settled)
            return _shown(desk, unsettled or cases)

        self._shell.screening.start(read, done=self._show, failed=self.failed.emit)

    def look_at(self, case: NameCase) -> None:
        """Show one name."""
        desk = self._desk
        self._shell.screening.start(
            lambda _progress: _shown(desk, (case,)), done=self._show, failed=self.failed.emit
        )

    def revoke(self, decision: NameDecision, reason: str) -> None:
        """Take back what was said of a name."""
        desk = self._desk
        self._shell.jobs.start(
            lambda _progress: desk.name_looks.revoke([decision.id], reason),
            done=self._revoked,
            failed=self.failed.emit,
        )

    def _show(self, shown: _Shown) -> None:
        if not shown.cases:
            self._shell.window.toast(_("No name of these is to be checked."))
            return
        self._cases = shown.cases
        writes = not self._desk.read_only
        first, several = shown.cases[0], len(shown.cases) > 1
        settles = writes and not all(one.is_settled for one in shown.cases)
        desk, settings = self._desk, self._shell.settings
        sheet = NameSheet(
            self._over,
            _several_title(len(shown.cases)) if several else first.kept.profile.name,
            _several_words() if several else case_words(first),
            case_table(shown.cases, settings)
            if several
            else listing_table(shown.listings, desk.list_title, desk.country_name, settings),
            may_settle=settles,
            may_open=writes and not several,
            detail=None if several else NamesakeDetail(Names.of(desk), today(desk.clock)),
        )
        sheet.given.connect(self._settle)
        sheet.opened.connect(self._open)
        self.sheet = sheet
        sheet.open()

    def _settle(self, reason: str) -> None:
        desk, cases = self._desk, tuple(one for one in self._cases if not one.is_settled)
        self._shell.jobs.start(
            lambda _progress: desk.name_looks.settle(cases, reason),
            done=self._settled,
            failed=self.failed.emit,
        )

    def _settled(self, looked: NamesLooked) -> None:
        self.ended.emit()
        self._shell.bus.tell(looked.changes)
        count = len(looked.decisions)
        said = ngettext(
            "{name}: none of the listed parties is meant.",
            "{count} names were looked at: none of the listed parties is meant.",
            count,
        ).format(name=looked.decisions[0].name, count=figure(count))
        desk, made = self._desk, [one.id for one in looked.decisions]
        undone = _("Undone")

        def back() -> None:
            self._shell.jobs.start(
                lambda _progress: desk.name_looks.revoke(made, undone),
                done=self._taken_back,
                failed=self.failed.emit,
            )

        self._did(said, back)

    def _open(self, listing: Listing) -> None:
        desk, case = self._desk, self._cases[0]
        self._shell.screening.start(
            lambda _progress: desk.name_looks.propose(case, listing.uid),
            done=self._keep_open,
            failed=self.failed.emit,
        )

    def _keep_open(self, match: Match) -> None:
        desk, case = self._desk, self._cases[0]

        def kept(changes: Changes) -> None:
            self.ended.emit()
            self._shell.bus.tell(changes)
            self._did(
                _("{listed} waits in Review as a match of {name}.").format(
                    listed=match.name, name=case.kept.profile.name
                ),
                back,
            )

        def back() -> None:
            self._shell.jobs.start(
                lambda _progress: desk.name_looks.close_match(case, match),
                done=self._told_back,
                failed=self.failed.emit,
            )

        self._shell.jobs.start(
            lambda _progress: desk.name_looks.open_match(case, match),
            done=kept,
            failed=self.failed.emit,
        )

    def _revoked(self, looked: NamesLooked) -> None:
        self._shell.bus.tell(looked.changes)
        self._shell.window.toast(_("The decision was taken back. The name is to be checked again."))

    def _taken_back(self, looked: NamesLooked) -> None:
        self._told_back(looked.changes)

    def _told_back(self, changes: Changes) -> None:
        self._shell.bus.tell(changes)
        self._shell.window.toast(_("Taken back."))


def case_words(case: NameCase) -> str:
    """Return all that is said of one name: what it shares, who is new, what was said of it."""
    parts = [mentioned(case.shared.mention)]
    if case.decision is not None and case.is_settled:
        parts.append(name_settled(case.decision, day_text(case.decision.at.local.date())))
    elif case.since:
        parts.append(listed_since(case.since))
    return " ".join(parts)


def _shown(desk: Desk, cases: tuple[NameCase, ...]) -> _Shown:
    # Runs on the screening thread: it must hold no widget.
    if len(cases) != 1:
        return _Shown(cases, ())
    found = desk.lists.listings(cases[0].shared.uids).values()
    return _Shown(cases, tuple(sorted(found, key=lambda one: (one.name.casefold(), one.list))))


def _several_title(count: int) -> str:
    return ngettext("{count} name to check", "{count} names to check", count).format(
        count=figure(count)
    )


def _several_words() -> str:
    return _(
        "Each begins as several listed parties do, and none of these is close to the whole name. "
        "One reason is kept for all of them."
    )
