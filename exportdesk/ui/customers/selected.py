"""What is done to the customers that are selected in the table, once the person agreed."""

from PySide6.QtCore import QObject

from exportdesk.core.i18n import _
from exportdesk.core.ids import PartyId
from exportdesk.ui.book_import.exporting import Exporting
from exportdesk.ui.cases.subjects import NewCase
from exportdesk.ui.certifications.subjects import NewCertification, NewCertifications
from exportdesk.ui.customers.acting import Acting
from exportdesk.ui.customers.list_pane import ListPane
from exportdesk.ui.customers.words import customers_count
from exportdesk.ui.names.looking import NameLooking
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page


class Selected(QObject):
    """Does what is picked from the table's menu."""

    def __init__(
        self,
        page: Page,
        shell: Shell,
        acting: Acting,
        pane: ListPane,
        exporting: Exporting,
        names: NameLooking,
    ) -> None:
        super().__init__(page)
        self._names = names
        self._page, self._shell = page, shell
        self._acting, self._pane, self._exporting = acting, pane, exporting

    def act(self, key: str) -> None:
        """Do what `key` names (`ListPane.acted`)."""
        pane = self._pane
        if key == "export":
            self._exporting.export(pane.shown_work())
            return
        count = pane.selected
        if not count or self._acting.busy:
            return
        work = pane.selected_work()
        row = pane.table.current
        name = row.name if row is not None else ""
        if key == "screen":
            self._acting.screen(work)
        elif key == "name":
            self._names.look(work)
        elif key == "case":
            if row is not None:
                self._shell.window.go("cases", NewCase(row.id))
        elif key == "certify":
            self._shell.screening.start(work, done=self._certify, failed=self._page.show_trouble)
        elif key == "delete":
            if self.agrees_to_delete(count, name):
                self._acting.delete(work, count, name)
        else:
            self._tag(key, count)

    def _certify(self, customers: list[PartyId]) -> None:
        """Make a certification: of one customer in the form, of several at once."""
        if len(customers) == 1:
            self._shell.window.go("certifications", NewCertification(customers[0]))
        else:
            self._shell.window.go("certifications", NewCertifications(tuple(customers)))

    def agrees_to_delete(self, count: int, name: str) -> bool:
        """Ask whether they may go; `name` is that of the only one."""
        question = _("Delete {name}?").format(name=name)
        if count > 1:
            question = _("Delete {customers}?").format(customers=customers_count(count))
        return self._shell.ask.confirm(
            self._page,
            question,
            _(
                "Decisions, records and files stay. It can be brought back: with Undo, later from "
                "the Status filter, Deleted."
            ),
            yes=_("Delete"),
            danger=True,
        )

    def _tag(self, key: str, count: int) -> None:
        work = self._pane.selected_work()
        title = _("Add a tag") if key == "tag" else _("Take a tag away")
        known = ", ".join(self._pane.tags[:12])
        words = _("To {customers}. In use: {tags}") if known else _("To {customers}.")
        if key == "untag":
            words = _("From {customers}. In use: {tags}") if known else _("From {customers}.")
        said = words.format(customers=customers_count(count), tags=known)
        tag = self._shell.ask.text(self._page, title, said, yes=title)
        if tag is None or not tag.strip():
            return
        if key == "tag":
            self._acting.tag(work, count, add=tag.strip())
        else:
            self._acting.tag(work, count, drop=tag.strip())
