"""Every connection that the program made, in a table."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.connections import Connection
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.ui.dates import moment_text
from exportdesk.ui.jobs import Latest
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import (
    Column,
    EmptyState,
    StateStack,
    TableModel,
    TableView,
    button,
    label,
)
from exportdesk.wiring import Desk

_GOOD = range(200, 400)


def connection_columns() -> tuple[Column[Connection], ...]:
    """Return the columns of the table."""
    return (
        Column(
            _("When"),
            text=lambda r: moment_text(r.at),
            hint=lambda r: r.at.text,
            sort=lambda r: r.at.utc_text,
            key="when",
            width=160,
        ),
        Column(_("Host"), text=_host, hint=_host, key="host", width=220, strong=True),
        Column(
            _("What for"), text=lambda r: r.made.purpose, hint=lambda r: r.made.purpose,
            key="purpose", width=220, stretch=True,
        ),
        Column(_("Result"), text=_result, tone=_tone, key="result", width=130),
        Column(
            _("Received"),
            text=lambda r: _size(r.made.received),
            sort=lambda r: r.made.received,
            key="received",
            width=110,
            right=True,
        ),
    )  # fmt: skip


class ConnectionsSheet(QDialog):
    """Shows them, the newest first."""

    def __init__(self, parent: QWidget, desk: Desk, shell: Shell) -> None:
        super().__init__(parent.window())
        self._desk = desk
        self._reading: Latest[list[Connection]] = Latest(shell.background)
        title = _("Connections made")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        model = TableModel(connection_columns())
        self.table = TableView(model, title, key="connections", settings=shell.settings)
        empty = EmptyState(
            "lan-disconnect",
            _("No connection was made"),
            _("Each one is noted here once lists are fetched."),
        )
        self.stack = StateStack(self.table, empty)
        self._compose(title)
        self.look()

    def _compose(self, title: str) -> None:
        words = _(
            "Each request to a publisher of lists, with what came of it. A request carries the "
            "program's name and version, and nothing about you, your customers or your screenings."
        )
        foot = QHBoxLayout()
        foot.addWidget(button(_("Look &again"), self.look, glyph="refresh"))
        foot.addStretch(1)
        foot.addWidget(button(_("Close"), self.accept, kind="primary"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(20), px(16), px(20), px(16))
        whole.setSpacing(px(12))
        whole.addWidget(label(title, "card-title"))
        whole.addWidget(label(words, "quiet", wrap=True))
        whole.addWidget(self.stack, 1)
        whole.addLayout(foot)
        room = (self.parentWidget() or self).size()
        self.resize(min(px(920), round(room.width() * 0.94)), min(px(620), room.height()))

    def look(self) -> None:
        """Read what is kept."""
        connections = self._desk.connections
        self._reading.start(lambda _progress: connections.newest(), done=self._show)

    def _show(self, found: list[Connection]) -> None:
        self.table.show_rows(found)
        if found:
            self.stack.show_content()
        else:
            self.stack.show_empty()


def _host(row: Connection) -> str:
    made = row.made
    if not made.via:
        return made.host
    return _("{host} through {proxy}").format(host=made.host, proxy=made.via)


def _result(row: Connection) -> str:
    status = row.made.status
    if not status:
        return _("No answer")
    if status == 304:
        return _("Unchanged")
    return _("Answered") if status in _GOOD else _("Refused ({status})").format(status=status)


def _tone(row: Connection) -> Tone:
    if row.made.status in _GOOD:
        return Tone.GREEN
    return Tone.AMBER if row.made.status else Tone.GREY


def _size(count: int) -> str:
    if count >= 1024 * 1024:
        return _("{size} MB").format(size=figure(count / (1024 * 1024), 1))
    return _("{size} KB").format(size=figure(-(-count // 1024))) if count else ""
