"""Settling the name of a party on the Screen page that shares a word with listed ones."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from exportdesk.core.clock import today
from exportdesk.core.ids import PartyId
from exportdesk.core.listings import Listing
from exportdesk.core.matches import Mention
from exportdesk.core.name_looks import Namesake
from exportdesk.core.parties import Party
from exportdesk.core.progress import Progress, Silent
from exportdesk.core.words.mentioned import mentioned
from exportdesk.ui.matches.whole import Names
from exportdesk.ui.names.detail import NamesakeDetail
from exportdesk.ui.names.sheet import NameSheet, listing_table
from exportdesk.ui.screen.session import Session
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk

_KEY = PartyId("")


@dataclass(frozen=True, slots=True)
class _Shown:
    key: int
    name: str
    mention: Mention
    listings: tuple[Listing, ...]


class Naming(QObject):
    """Asks whether one of the listed parties is meant, and keeps the answer with the screening."""

    def __init__(self, desk: Desk, shell: Shell, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._shell, self._session, self._over = desk, shell, session, parent
        self._shown: _Shown | None = None
        self.sheet: NameSheet | None = None

    def settle(self) -> None:
        """Show whose names share the word of the party in view; or take back what was said."""
        current = self._session.current
        if current.looked is not None:
            self._session.look(current.key, "", ())
        elif current.answer is not None:
            self._shell.screening.start(
                _read(self._desk, current.key, current.asked),
                done=self._show,
                failed=self._session.failed.emit,
            )

    def _show(self, shown: _Shown | None) -> None:
        if shown is None or self._session.draft.party(shown.key) is None:
            return
        self._shown = shown
        desk = self._desk
        sheet = NameSheet(
            self._over,
            shown.name,
            mentioned(shown.mention),
            listing_table(shown.listings, desk.list_title, desk.country_name, self._shell.settings),
            may_settle=True,
            may_open=True,
            detail=NamesakeDetail(Names.of(desk), today(desk.clock)),
        )
        sheet.given.connect(self._take)
        sheet.opened.connect(self._open)
        self.sheet = sheet
        sheet.open()

    def _take(self, reason: str) -> None:
        if self._shown is not None:
            meant = tuple(Namesake(one.uid, one.list, one.name) for one in self._shown.listings)
            self._session.look(self._shown.key, reason, meant)

    def _open(self, listing: Listing) -> None:
        if self._shown is not None:
            self._session.open_match(self._shown.key, listing)


def _read(desk: Desk, key: int, party: Party) -> Callable[[Progress], _Shown | None]:
    # Runs on the screening thread: it must hold no widget.
    def read(_progress: Progress) -> _Shown | None:
        ready = desk.screenings.ready
        found = desk.screenings.sharing(ready, {_KEY: party}, Silent()) if ready else {}
        if _KEY not in found:
            return None
        mention, uids = found[_KEY]
        listings = desk.lists.listings(uids).values()
        order = sorted(listings, key=lambda one: (one.name.casefold(), one.list))
        return _Shown(key, party.name, mention, tuple(order))

    return read
