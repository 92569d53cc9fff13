"""The parties of a screening as a strip of tabs: name, state, a cross to take one out."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _, ngettext
from exportdesk.core.screenings import Verdict
from exportdesk.ui.icons import icon
from exportdesk.ui.screen.draft import PartyDraft, worst
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import icon_button

_LONGEST = 28  # characters of a name in a tab


@dataclass(frozen=True, slots=True)
class _Look:
    text: str
    hint: str
    glyph: str
    colour: str


class PartyStrip(QTabBar):
    """Shows the parties, hidden while there is only one. `chosen`, `removed` tell a key."""

    chosen = Signal(int)
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[int] = []
        self._filling = False
        self.setAccessibleName(_("Parties of this screening"))
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setIconSize(QSize(px(16), px(16)))
        self.currentChanged.connect(self._tell_chosen)
        self.hide()

    def show_parties(self, parties: Sequence[PartyDraft], current: PartyDraft) -> None:
        """Show the parties with their states, `current` marked."""
        self._filling = True
        keys = [party.key for party in parties]
        if keys != self._keys:
            self._rebuild(keys)
        for at, party in enumerate(parties):
            look = _look(party, at + 1)
            self.setTabText(at, look.text)
            self.setTabToolTip(at, look.hint)
            self.setAccessibleTabName(at, look.hint)
            self.setTabIcon(at, icon(look.glyph, look.colour))
        self.setCurrentIndex(keys.index(current.key))
        self.setVisible(len(parties) > 1)
        self._filling = False

    def _rebuild(self, keys: list[int]) -> None:
        while self.count():
            self.removeTab(0)
        self._keys = keys
        for at, key in enumerate(keys):
            self.addTab("")
            cross = icon_button(_("Take this party out"), "close", self._remove)
            cross.setObjectName(str(key))
            cross.setIconSize(QSize(px(14), px(14)))
            cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setTabButton(at, QTabBar.ButtonPosition.RightSide, cross)

    @override
    def tabSizeHint(self, index: int) -> QSize:
        size = super().tabSizeHint(index)
        return QSize(size.width() + px(4), max(size.height(), px(36)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self._keys:
            self.removed.emit(self._keys[self.currentIndex()])
        else:
            super().keyPressEvent(event)

    def _tell_chosen(self, at: int) -> None:
        if not self._filling and 0 <= at < len(self._keys):
            self.chosen.emit(self._keys[at])

    def _remove(self) -> None:
        cross: QWidget | None = self.sender()  # type: ignore[assignment]
        if isinstance(cross, QToolButton):
            self.removed.emit(int(cross.objectName()))


def _look(party: PartyDraft, place: int) -> _Look:
    whole = party.party.name or party.party.address or party.party.identifier
    whole = whole or _("Party {number}").format(number=place)
    name = whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1].rstrip() + "…"
    state, glyph, colour = _state(party)
    return _Look(f"{name} · {state}".replace("&", "&&"), f"{whole}: {state}", glyph, colour)


def _state(party: PartyDraft) -> tuple[str, str, str]:
    if party.is_empty:
        return _("nothing typed yet"), "pencil-outline", "quiet"
    if not party.is_answered or party.answer is None or party.answer.result is None:
        return _("not screened yet"), "timer-sand-empty", "quiet"
    if party.undecided:
        left = ngettext("{count} to decide", "{count} to decide", party.undecided)
        return left.format(count=party.undecided), "alert-outline", "amber"
    if not party.matches:
        return _("no possible match"), "check", "green"
    verdict = worst(party)
    if verdict is Verdict.SAME:
        return _("same party"), "alert-octagon-outline", "red"
    if verdict is Verdict.RESEARCH:
        return _("needs research"), "magnify", "amber"
    return _("all decided"), "check", "green"
