"""What can be done with the certification in view: what comes next, and a menu of the rest.

The first button is what the state asks for, the second what else is often done then; the menu
stands at the end and holds the rest in one order, so that nothing changes its place.
"""

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from exportdesk.core.certifications import CertificationState
from exportdesk.core.i18n import _
from exportdesk.ui.certifications.looking import CertificationView
from exportdesk.ui.icons import icon
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import button, restyle
from exportdesk.ui.widgets.flow import FlowLayout

_State = CertificationState
_MAIN: Mapping[CertificationState, str] = {
    _State.DRAFT: "send",
    _State.SENT: "receive",
    _State.RETURNED: "accept",
    _State.REJECTED: "receive",
    _State.EXPIRING: "renew",
    _State.EXPIRED: "renew",
}
_BESIDE: Mapping[CertificationState, tuple[str, ...]] = {
    _State.DRAFT: ("edit",),
    _State.SENT: ("save",),
    _State.RETURNED: ("reject",),
    _State.REJECTED: ("version",),
}
_ELSE = ("save", "print")  # of those that only count, or do not any more


class Acts(QWidget):
    """The buttons and the menu. `ask` gets the key of what is asked for."""

    def __init__(self, parent: QWidget, ask: Callable[[str], object]) -> None:
        super().__init__(parent)
        self._ask_for = ask
        self.main = ""
        self.actions_by_key: dict[str, QAction] = {}
        self.buttons: dict[str, QPushButton] = {}
        row = FlowLayout(px(8))
        around = QHBoxLayout(self)
        around.setContentsMargins(px(16), px(8), px(16), px(10))
        around.addLayout(row)
        mains = set(_MAIN.values())
        shown = mains.union(_ELSE, *_BESIDE.values())
        hints = _hints()
        for key, words, glyph, kind in _acts():
            action, hint = QAction(words, self), hints.get(key, "")
            action.setObjectName(key)
            action.setToolTip(hint)
            action.triggered.connect(self._ask)
            self.actions_by_key[key] = action
            if key in shown:
                made = button(
                    words, self._ask, glyph=glyph, kind=kind or _kind(key in mains), hint=hint
                )
                made.setObjectName(key)
                made.hide()
                self.buttons[key] = made
                row.addWidget(made)
        self.more = button(_("&More"), self.open_menu, glyph="dots-horizontal")
        row.addWidget(self.more)

    def offer(self, state: CertificationState, may: Collection[str]) -> None:
        """Show what may be done with one in this state."""
        self.main = _MAIN.get(state, "") if _MAIN.get(state, "") in may else ""
        beside = [key for key in _BESIDE.get(state, _ELSE) if key in may]
        out = {self.main, *beside} - {""}
        pressed = next((key for key, made in self.buttons.items() if made.hasFocus()), "")
        for key, made in self.buttons.items():
            made.setVisible(key in out)
        if pressed and pressed not in out:  # what comes next, not whatever stands after it
            follows = self.buttons.get(self.main or "".join(beside[:1]), self.more)
            follows.setFocus(Qt.FocusReason.OtherFocusReason)
        for key, action in self.actions_by_key.items():
            action.setVisible(key in may and key not in out)
        self.more.setVisible(bool(set(may) - out))

    def open_menu(self) -> None:
        """Show the rest of what can be done."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        for action in self.actions_by_key.values():
            menu.addAction(action)
        menu.adjustSize()
        spot = self.more.mapToGlobal(self.more.rect().topRight())
        menu.popup(spot - menu.rect().bottomRight())

    def _ask(self) -> None:
        self._ask_for(self.sender().objectName())


def mark_primary(made: QPushButton, glyph: str, *, is_primary: bool) -> None:
    """Fill a button, or leave it plain: one filled button a page."""
    made.setIcon(icon(glyph, "on_accent" if is_primary else "ink"))
    restyle(made, kind=_kind(is_primary))


def _kind(is_primary: bool) -> str:
    return "primary" if is_primary else ""


def _acts() -> tuple[tuple[str, str, str, str], ...]:
    """Return the key, words, glyph and kind of each act, in the order in which they stand."""
    return (
        ("send", _("&Send…"), "send-outline", ""),
        ("accept", _("&Accept…"), "check", ""),
        ("renew", _("Rene&w…"), "autorenew", ""),
        ("edit", _("&Edit"), "pencil-outline", ""),
        ("receive", _("Import a PDF or pict&ure…"), "tray-arrow-down", ""),
        ("seen", _("Signature in in&k seen"), "draw-pen", ""),
        ("save", _("Save as PD&F…"), "content-save-outline", ""),
        ("print", _("&Print…"), "printer-outline", ""),
        ("email", _("E-&mail…"), "email-outline", ""),
        ("version", _("C&orrect and resend…"), "content-duplicate", ""),
        ("attach", _("A&dd a file…"), "paperclip", ""),
        ("reject", _("Re&ject…"), "", "danger"),
        ("discard", _("&Discard…"), "", "danger"),
    )


def _hints() -> dict[str, str]:
    """Return what those do of which a name alone leaves a doubt."""
    return {
        "receive": _("Several pictures or scans chosen together are kept as one answer."),
        "renew": _(
            "Begins one with a number of its own, for the time after this one ends. This one"
            " counts until the new one is accepted."
        ),
        "version": _(
            "Begins the next version under the same number, where something asked in this one is"
            " wrong or missing."
        ),
    }


def acts_of(view: CertificationView, state: CertificationState) -> set[str]:
    """Return what can be done with a certification where it stands."""
    again = {"print", "save", "email", "attach"}
    newest = {"version"} if view.is_newest else set()
    match state:
        case _State.DRAFT:
            return {"edit", "send", "save", "discard"}
        case _State.SENT:
            return again | newest | {"receive", "reject"}
        case _State.RETURNED:
            return again | newest | {"accept", "reject", "receive", "seen"}
        case _State.REJECTED:
            return again | newest | {"receive", "accept", "seen"}
        case _State.ACCEPTED | _State.EXPIRING:
            return again | newest | {"renew", "reject"}
        case _State.EXPIRED:
            return again | {"renew"}
        case _:
            return {"print", "save", "receive"}
