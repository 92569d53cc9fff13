"""Saving customers or products, or an empty template, as a table for a spreadsheet program."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from exportdesk.core.book import Kind
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.progress import Progress
from exportdesk.operations.book_export import KINDS, write_template
from exportdesk.operations.table_import import Proposal, left_out_table
from exportdesk.tables import write_table
from exportdesk.ui.ask import open_or_tell
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page
from exportdesk.wiring import Desk


class Exporting(QObject):
    """Asks where, writes in the background, says when it is done."""

    def __init__(self, page: Page, desk: Desk, shell: Shell, kind: Kind) -> None:
        super().__init__(page)
        self._page, self._desk, self._shell, self._kind = page, desk, shell, kind
        self._path = Path()

    def export(self, chosen: Callable[[Progress], Iterable[Any]] | None = None) -> None:
        """Save all, or those whose ids `chosen` tells, in its order."""
        name = _("Customers") if self._kind is Kind.CUSTOMERS else _("Products")
        exports = self._desk.book_exports
        write = exports.customers if self._kind is Kind.CUSTOMERS else exports.products

        def work(path: Path, progress: Progress) -> int:
            return write(path, progress, None if chosen is None else chosen(progress))

        self._save(_("Export to a table"), f"{name}.xlsx", work)

    def save_template(self) -> None:
        """Save the empty table whose headings need no choosing."""
        customers = self._kind is Kind.CUSTOMERS
        name = _("Customers to import") if customers else _("Products to import")
        kind = self._kind

        def work(path: Path, _progress: Progress) -> int:
            write_template(kind, path)
            return 0

        self._save(_("Save the template"), f"{name}.xlsx", work)

    def save_rest(self, proposal: Proposal) -> None:
        """Save the rows that an import left out, with the reasons."""
        stem = proposal.opened.path.stem
        headings, rows = left_out_table(proposal, _("Why it was left out"))

        def work(path: Path, progress: Progress) -> int:
            write_table(path, headings, rows, progress)
            return len(rows)

        name = _("{file} - left out").format(file=stem)
        self._save(_("Save the rows left out"), f"{name}.xlsx", work)

    def _save(self, title: str, name: str, work: Callable[[Path, Progress], int]) -> None:
        parent: QWidget = self._page
        kinds = _("Excel (*.xlsx);;CSV (*.csv);;OpenDocument (*.ods)")
        path = self._shell.ask.save_file(parent, title, name, kinds)
        if path is None:
            return
        if path.suffix.lower() not in KINDS:
            path = path.with_name(f"{path.name}.xlsx")
        self._path = target = path
        self._page.banner.clear()
        self._shell.background.start(
            lambda progress: work(target, progress), done=self._say, failed=self._cannot
        )

    def _say(self, count: int) -> None:
        name = self._path.name
        if count:
            words = ngettext("{count} row saved: {file}", "{count} rows saved: {file}", count)
            words = words.format(count=figure(count), file=name)
        else:
            words = _("Saved: {file}").format(file=name)
        self._shell.window.toast(words, action=_("Open file"), call=self._open)

    def _open(self) -> None:
        open_or_tell(self._shell.ask, self._page, self._path)

    def _cannot(self, error: ExportDeskError) -> None:
        self._page.show_trouble(error)
