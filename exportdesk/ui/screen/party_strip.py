"""The parties of a screening side by side: name, state, a cross to take one out."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QToolButton, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _, ngettext
from exportdesk.core.screenings import Verdict
from exportdesk.core.words.mentioned import sharing
from exportdesk.ui.icons import beside_words, icon
from exportdesk.ui.screen.party_draft import PartyDraft, worst
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import button, icon_button
from exportdesk.ui.widgets.flow import FlowLayout

_LONGEST = 150  # of a name, at the usual size of text
_DONE = "check"
_ISOLATED = "\u2068{}\u2069"  # a name that runs from right to left leaves the rest in order


@dataclass(frozen=True, slots=True)
class _Look:
    text: str
    hint: str
    glyph: str
    colour: str


class PartyStrip(QWidget):
    """Shows the parties, hidden while there is only one. `chosen`, `removed` tell a key.

    The arrow keys go from one to the next; Delete takes out the one in focus.
    """

    chosen = Signal(int)
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[int] = []
        self._items: list[_Item] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self._flow = FlowLayout(px(8), parent=self)
        self.setAccessibleName(_("Parties of this screening"))
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What is said of each party."""
        return [item.shown.accessibleName() for item in self._items]

    def show_parties(self, parties: Sequence[PartyDraft], current: PartyDraft) -> None:
        """Show the parties with their states, `current` marked."""
        keys = [party.key for party in parties]
        if keys != self._keys:
            self._rebuild(keys)
        for at, (party, item) in enumerate(zip(parties, self._items, strict=True)):
            item.look(_look(party, at + 1))
            item.shown.setChecked(party is current)
        self.setVisible(len(parties) > 1)
        self._flow.invalidate()  # a shorter state asks for less room
        self.updateGeometry()

    def take_focus(self) -> None:
        """Put the focus on the party in view."""
        marked = self._group.checkedButton()
        if marked is not None:
            marked.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Delete and isinstance(focused, QPushButton):
            self.removed.emit(self._group.id(focused))
        else:
            super().keyPressEvent(event)

    def _rebuild(self, keys: list[int]) -> None:
        for item in self._items:
            self._group.removeButton(item.shown)
            self._flow.removeWidget(item)
            item.hide()
            item.deleteLater()
        self._keys = keys
        self._items = [_Item(self) for _key in keys]
        for key, item in zip(keys, self._items, strict=True):
            self._group.addButton(item.shown, key)
            item.cross.setObjectName(str(key))
            item.cross.clicked.connect(self._remove)
            self._flow.addWidget(item)
            item.show()

    def _remove(self) -> None:
        cross = self.sender()
        if isinstance(cross, QToolButton):
            self.removed.emit(int(cross.objectName()))


class _Item(QWidget):
    """One party: what chooses it, and the cross that takes it out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown = button("")
        self.shown.setCheckable(True)
        self.shown.setIconSize(beside_words())
        self.cross = icon_button(_("Take this party out"), "close")
        self.cross.setIconSize(QSize(px(14), px(14)))
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Delete does it
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(2))
        row.addWidget(self.shown)
        row.addWidget(self.cross)
        self._shows: _Look | None = None

    def look(self, look: _Look) -> None:
        """Show a party."""
        if look == self._shows:
            return
        self._shows = look
        self.shown.setText(look.text)
        # The one in view is bold: as much room for each, so that nothing moves or is cut.
        bold = QFont(self.shown.font())
        bold.setWeight(QFont.Weight.DemiBold)
        words = QFontMetrics(bold).horizontalAdvance(look.text.replace("&&", "&"))
        self.shown.setFixedWidth(words + beside_words().width() + px(2 * 14 + 18))
        self.shown.setToolTip(look.hint)
        self.shown.setAccessibleName(look.hint)
        self.shown.setIcon(icon(look.glyph, look.colour))
        self.cross.setToolTip(_("Take out {party}").format(party=look.hint))


def _look(party: PartyDraft, place: int) -> _Look:
    whole = party.party.name or party.party.address or party.party.identifier
    whole = whole or _("Party {number}").format(number=place)
    metrics = QFontMetrics(QGuiApplication.font())
    name = metrics.elidedText(whole, Qt.TextElideMode.ElideRight, px(_LONGEST))
    state, glyph, colour = _state(party)
    # A tick says by itself that nothing is left to do; the words are in the hint.
    text = _ISOLATED.format(name) + ("" if glyph == _DONE else f" · {state}")
    return _Look(text.replace("&", "&&"), f"{_ISOLATED.format(whole)}: {state}", glyph, colour)


def _state(party: PartyDraft) -> tuple[str, str, str]:
    if party.is_empty:
        return _("nothing typed yet"), "pencil-outline", "quiet"
    if not party.is_answered or party.answer is None or party.answer.result is None:
        return _("not screened yet"), "timer-sand-empty", "quiet"
    if party.undecided:
        left = ngettext("{count} to decide", "{count} to decide", party.undecided)
        return left.format(count=party.undecided), "alert-outline", "amber"
    if party.looked is not None:
        return _("name looked at"), _DONE, "green"
    if (mention := party.answer.result.mention) is not None:
        return sharing(mention), "alert-outline", "amber"
    if not party.matches:
        return _("no possible match"), _DONE, "green"
    verdict = worst(party)
    if verdict is Verdict.SAME:
        return _("same party"), "alert-octagon-outline", "red"
    if verdict is Verdict.RESEARCH:
        return _("needs research"), "magnify", "amber"
    return _("all decided"), _DONE, "green"
