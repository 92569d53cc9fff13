"""Whether the program looks for a newer version of itself, and what came of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.releases import Release
from exportdesk.core.words import say, sentence
from exportdesk.operations.newer_version import VersionChecks
from exportdesk.ui.dates import moment_text
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import px
from exportdesk.ui.version_checks import version_looks_of
from exportdesk.ui.widgets import CheckBox, button, label, restyle
from exportdesk.ui.widgets.flow import FlowLayout
from exportdesk.wiring import Desk


class VersionBox(QWidget):
    """A switch, a line and buttons. `turned` tells that the person moved the switch."""

    turned = Signal(bool)

    def __init__(self, desk: Desk, shell: Shell, beside: QWidget) -> None:
        """`beside` stands behind the buttons."""
        super().__init__()
        self._desk, self._ask = desk, shell.ask
        self._newer: Release | None = None
        self._checks: VersionChecks = desk.version_checks
        self._looks = version_looks_of(desk, shell)
        self.switch = CheckBox(_("Look for a newer version once a day"))
        self.now = button(_("Check now"), self._looks.ask)
        self.words = label("", "caption", wrap=True)
        self.open = button(_("Open the page"), self._open)
        buttons = FlowLayout(px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.switch)
        column.addWidget(self.words)
        column.addSpacing(px(6))
        column.addLayout(buttons)
        for part in (self.now, self.open, beside):
            buttons.addWidget(part)
        self.switch.clicked.connect(self.turned)
        self._looks.stepped.connect(self.look)
        self._looks.failed.connect(self._say_trouble)
        self.look()

    def begin(self) -> None:
        """Ask at once where that is due: a person has just switched it on."""
        self._looks.look()

    def look(self) -> None:
        """Show how it stands."""
        checks, writable = self._checks, not self._desk.read_only
        self.switch.setChecked(checks.is_on)
        for one in (self.switch, self.now):
            one.setVisible(checks.address is not None)  # nothing to switch on is offered
        self.switch.setEnabled(writable)
        self.now.setEnabled(writable and checks.is_on and not self._looks.busy)
        self._newer = checks.newer()
        self.open.setVisible(self._newer is not None)
        words, tone = self._said()
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.switch.setAccessibleDescription(words)
        restyle(self.words, tone=tone)

    def _said(self) -> tuple[str, str]:
        checks = self._checks
        if checks.address is None:
            return sentence("version-no-address"), ""
        host = checks.address.host
        if not checks.is_on:
            return _("It would ask {host}, and install nothing.").format(host=host), ""
        if self._looks.busy:
            return _("Asking {host}…").format(host=host), ""
        asked, fault, newer = checks.asked(), checks.fault(), self._newer
        if asked is None:
            return _("{host} was not asked yet.").format(host=host), ""
        if fault is not None:
            return f"{say(fault)} {_when(moment_text(asked))}", "amber"
        if newer is None:
            said = _("{version} is the newest version.").format(version=checks.version)
        else:
            said = _("{newer} is out. This is {version}.").format(
                newer=newer.version, version=checks.version
            )
        return f"{said} {_when(moment_text(asked))}", ""

    def _open(self) -> None:
        if self._newer is not None:
            self._ask.open_page(self, self._newer.page)

    def _say_trouble(self, error: ExportDeskError) -> None:
        self.words.setText(say(error))
        self.words.show()
        restyle(self.words, tone="amber")


def _when(moment: str) -> str:
    return _("Asked: {when}.").format(when=moment)
