"""Every connection that the program made, in a table."""

from PySide6.QtWidgets import QWidget

from exportdesk.core.connections import VERSION_CHECK, Connection
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.operations.connections import SHOWN
from exportdesk.ui.dates import moment_text
from exportdesk.ui.jobs import Latest
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import (
    Column,
    EmptyState,
    StateStack,
    TableModel,
    TableView,
    button,
    label,
)
from exportdesk.ui.widgets.wide_sheet import WideSheet
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
            width=180,
            fitted=True,
        ),
        Column(
            _("Host"), text=_host, hint=_host, key="host", width=260, strong=True, fitted=True
        ),
        Column(
            _("What for"), text=_purpose, hint=_purpose, key="purpose", width=220, stretch=True,
        ),
        Column(_("Result"), text=_result, tone=_tone, key="result", width=150, fitted=True),
        Column(
            _("Received"),
            text=lambda r: _size(r.made.received),
            sort=lambda r: r.made.received,
            key="received",
            width=110,
            right=True,
            fitted=True,
        ),
    )  # fmt: skip


class ConnectionsSheet(WideSheet):
    """Shows them, the newest first."""

    help_topic = "settings#privacy"

    def __init__(self, parent: QWidget, desk: Desk, shell: Shell) -> None:
        title = _("Connections made")
        super().__init__(parent, title, wide=920, high=620, modal=False)
        self._desk = desk
        self._reading: Latest[list[Connection]] = Latest(shell.background)
        model = TableModel(connection_columns())
        self.table = TableView(model, title, key="connections", settings=shell.settings)
        empty = EmptyState(
            "lan-disconnect",
            _("No connection was made"),
            _("Each one is noted here once lists are fetched."),
        )
        self.stack = StateStack(self.table, empty)
        self._lay_out()
        self.look()

    def _lay_out(self) -> None:
        words = _(
            "Each request to a publisher of lists, or for a newer version, with what came of it. A "
            "request carries the program's name and version, and nothing about you, your customers "
            "or your screenings."
        )
        again = button(_("Look &again"), self.look, glyph="refresh")
        close = button(_("Close"), self.accept, kind="primary")
        self.more = label("", "caption", wrap=True)
        self.more.hide()
        self.compose(self.stack, (again, None, close), words=words, below=(self.more,))

    def look(self) -> None:
        """Read what is kept."""
        connections = self._desk.connections
        self._reading.start(lambda _progress: connections.newest(), done=self._show)

    def _show(self, found: list[Connection]) -> None:
        self.table.show_rows(found)
        more = _("These are the newest {count}. All of them are in the folder {folder}.")
        folder = self._desk.connections.folder
        self.more.setText(more.format(count=figure(len(found)), folder=folder))
        self.more.setVisible(len(found) >= SHOWN)
        if found:
            self.stack.show_content()
        else:
            self.stack.show_empty()


def _host(row: Connection) -> str:
    made = row.made
    if not made.via:
        return made.host
    return _("{host} through {proxy}").format(host=made.host, proxy=made.via)


def _purpose(row: Connection) -> str:
    purpose = row.made.purpose
    return _("Newer version of ExportDesk") if purpose == VERSION_CHECK else purpose


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
