"""The Customers page."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from typing_extensions import override

from exportdesk.core.book import Kind
from exportdesk.core.changes import Changes
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.ids import CaseId, PartyId
from exportdesk.core.standing import CustomerStatus
from exportdesk.operations.customers import Kept
from exportdesk.storage.customer_rows import CustomerRow
from exportdesk.ui.book_check.host import BookCheckHost
from exportdesk.ui.book_checks import book_checks_of
from exportdesk.ui.book_import.host import ImportHost
from exportdesk.ui.customers.acting import Acting
from exportdesk.ui.customers.after_import import AfterImport
from exportdesk.ui.customers.bring_back import BringBack
from exportdesk.ui.customers.check_strip import CheckStrip
from exportdesk.ui.customers.detail import RELATED, Detail
from exportdesk.ui.customers.filters import Filters
from exportdesk.ui.customers.from_detail import FromDetail
from exportdesk.ui.customers.list_pane import ListPane
from exportdesk.ui.customers.looking import CustomerView, kept_view, view_work
from exportdesk.ui.customers.outside import Outside
from exportdesk.ui.customers.saving import Saving
from exportdesk.ui.customers.selected import Selected
from exportdesk.ui.customers.subjects import IMPORT, NAMES, NEW, DeletedTogether, OwnersOf
from exportdesk.ui.customers.typed import Typed
from exportdesk.ui.customers.words import left_words
from exportdesk.ui.jobs import Latest
from exportdesk.ui.names.looking import NameLooking
from exportdesk.ui.readiness import readiness_of
from exportdesk.ui.shell import Shell
from exportdesk.ui.unsaved import Unsaved
from exportdesk.ui.widgets import Page, Tone, px
from exportdesk.ui.widgets.in_turn import PanesInTurn
from exportdesk.wiring import Desk

_NARROW = 820  # below this, one pane is shown at a time
_SHOWN = (
    Changes.CUSTOMERS
    | Changes.DECISIONS
    | Changes.LISTS
    | Changes.SETTINGS
    | Changes.CERTIFICATIONS
    | Changes.PAPERS
    | Changes.CASES
)


class CustomersPage(Page):
    """Everybody we sell to, or may: found, edited, screened, with what was decided and why."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(
            _("Customers"),
            _(
                "Who you sell to, and who is related to them. Screened when added and when lists "
                "change."
            ),
        )
        self._desk, self._shell = desk, shell
        self._leads_back = False  # the banner has the way to a case
        self._looking: Latest[CustomerView] = Latest(shell.screening)
        self._in_view: PartyId | None = None
        checks = book_checks_of(desk, shell)
        self.acting = Acting(desk, shell, checks, self)
        self.import_button = self.add_action(
            _("&Import…"), self.begin_import, glyph="tray-arrow-down", hint=_("Ctrl+O")
        )
        self.check_button = self.add_action(
            _("Check customers"), self.begin_check, glyph="clipboard-check-outline"
        )
        self._new = self.add_action(
            _("New &customer"), self.new, glyph="plus", primary=True, hint=_("Ctrl+N")
        )
        self.strip = CheckStrip(checks, readiness_of(desk, shell), shell, self)
        self.filters = Filters(desk.country_name, desk.list_title)
        self.list = ListPane(desk, shell, checks, self.filters)
        self.detail = Detail(desk, shell, checks)
        self._panes = PanesInTurn(
            self.list,
            self.detail,
            table=self.list.table,
            inside=self.detail.tabs,
            back=_("All customers"),
            key="customers",
            settings=shell.settings,
            shares=(11, 10),
            beside=[self.filters],
        )
        for part in (self.strip, self.filters):
            self.body.addWidget(part)
        self.body.addWidget(self._panes, 1)
        self.importing = ImportHost(self, desk, shell, Kind.CUSTOMERS, beside=[self.strip])
        self.after_import = AfterImport(self.importing, checks, readiness_of(desk, shell))
        self.bringing_back = BringBack(self, desk, shell, self.acting, self.list, self.detail)
        self.names = NameLooking(desk, shell, self.acting.did, self)
        self.selected = Selected(
            self, shell, self.acting, self.list, self.importing.exporting, self.names
        )
        self.outside = Outside(self, desk, shell)
        self.unsaved = Unsaved(
            self, shell, "customers", save=self.detail.save_dirty, is_saving=self.acting.is_busy
        )
        self._typed = Typed(self, shell, self.detail, self.unsaved)
        self._saving = Saving(self, self.acting, self.detail, self.unsaved)
        self._asked = FromDetail(
            self,
            desk,
            shell,
            self.acting,
            self.detail,
            self.selected,
            self.outside,
            self.names,
            self._typed,
        )
        self._asked.given_up.connect(self._leave_new)
        self._asked.gone.connect(self._to_list)
        self.checking = BookCheckHost(self, desk, shell, self.acting, beside=[self.strip])
        self.checking.opened.connect(self.arrive)
        self.checking.closed.connect(self._panes.take_focus)
        if desk.read_only:
            self.import_button.setEnabled(False)
            self._new.setEnabled(False)
            self._new.setToolTip(_("This workspace is open for reading only."))
        self._connect()
        self.list.look()

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._go_into_detail)
        self.list.acted.connect(self.selected.act)
        self.list.wanted_new.connect(self.new)
        self.list.wanted_import.connect(self.begin_import)
        self.list.counted.connect(self._offer_check)
        detail, acting = self.detail, self.acting
        self._saving.kept.connect(self._show_kept)
        self.names.failed.connect(self.show_trouble)
        # The button that opened the sheet goes, and the one to delete the customer is next to it.
        self.names.ended.connect(self._panes.take_focus)
        acting.kept.connect(self._take_kept)
        acting.left.connect(self._say_left)
        for keys, call in (
            (QKeySequence(QKeySequence.StandardKey.Undo), acting.undo),
            (QKeySequence(QKeySequence.StandardKey.Save), detail.save),
        ):
            key = QShortcut(keys, self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.setAutoRepeat(False)
            key.activated.connect(call)

    # What the window asks

    @override
    def arrive(self, subject: object = None) -> None:
        if not self.importing.gives_way(subject):
            return
        if self._leads_back:  # it was of the case that somebody came from before
            self._leads_back = False
            self.banner.clear()
        if self.checking.is_open:
            if not subject:
                self.checking.sheet.take_cursor()
                return
            self.checking.close_sheet()
        if subject == NEW:
            self.new()
        elif subject == IMPORT:
            self.begin_import()
        elif isinstance(subject, Path):
            self.importing.open_file(subject)
        elif subject == NAMES:
            self.filters.ask_only(CustomerStatus.CHECK_NAME)
            self._to_list()
        elif isinstance(subject, OwnersOf):
            self.arrive(subject.customer)
            self.detail.tabs.setCurrentIndex(RELATED)
            self._leads_back = True
            self.banner.say(
                _("Owners are added here, as related parties."),
                action=_("Back to the case"),
                call=partial(self._back_to, subject.case),
            )
        elif isinstance(subject, DeletedTogether):
            self.bringing_back.tell_step(subject.batch)
        elif isinstance(subject, str) and subject:
            workspace = self._desk.workspace()
            customer = workspace.merged.now_of(PartyId(subject))
            if workspace.customer_rows.row_of(customer) is not None:
                self.list.choose(customer)
                self._panes.show_detail()
            elif (gone := workspace.customers.get(customer)) is not None:
                self.bringing_back.tell_gone(gone)
            else:
                self._panes.show_list()
                self.filters.search.setText(subject)
                self.filters.search.search_now()
            self._panes.take_focus()
        elif not self.detail.is_dirty:
            self._panes.take_focus()

    def _back_to(self, case: CaseId) -> None:
        self.banner.clear()
        self._shell.window.go("cases", case)

    @override
    def reload(self, changes: Changes) -> None:
        if changes & _SHOWN:
            self.list.look_again()
            self._look_at(self._in_view)
        self.checking.reload(changes)

    @override
    def refresh(self) -> None:
        self.checking.look_anew()
        self.reload(_SHOWN)

    @override
    def new(self) -> None:
        if (
            self._desk.read_only
            or self.importing.is_under_way
            or not self._typed.may_drop(self.new)
        ):
            return
        self.checking.close_sheet()
        self.banner.clear()
        self.importing.gives_way(NEW)
        self._looking.drop()
        self._in_view = None
        self._panes.show_detail()
        self.detail.begin_new()

    @override
    def print_out(self) -> None:
        if self.checking.is_open:
            return
        if self.detail.customer is not None and not self._desk.read_only:
            self.banner.clear()
            self.acting.record(self.detail.customer)

    @override
    def search(self) -> bool:
        if self.importing.is_open or self.checking.is_open:
            return False
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()
        return True

    @override
    def back(self) -> bool:
        if self.importing.back() or self.checking.back():
            return True
        if self.detail.related.is_editing:
            if self._typed.may_drop(self._panes.take_focus):
                self.detail.related.back()
            return True
        if self.detail.profile.is_new:
            if self._typed.may_drop(self._to_list):
                self._leave_new()
            return True
        if self._panes.shows_detail:
            self._to_list()
            return True
        if not self.filters.is_clear:
            self.filters.clear_all()
            return True
        if self.list.table.hasFocus():
            return False
        self.list.take_focus()
        return True

    @override
    def may_leave(self) -> bool:
        if not self.importing.may_leave():
            return False
        return not self.detail.is_dirty or self.unsaved.may_close(
            self._typed.question, _("It is not saved yet.")
        )

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.detail.is_dirty:
            self.unsaved.tell_left(event, self._typed.left)

    @property
    @override
    def has_work(self) -> bool:
        return self.importing.is_open or self.checking.is_open or self.detail.is_dirty

    @override
    def help_topic(self) -> str:
        if self.importing.is_open:
            return "importing-customers"
        if self.checking.is_open:
            return "customers#check-customers"
        return "who-owns-a-customer" if self.detail.tabs.currentIndex() == RELATED else ""

    @override
    def close_page(self) -> None:
        self.list.close_pane()
        self.checking.close_host()
        self._looking.drop()
        self.outside.close()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW)
        self.filters.break_line(narrow)
        self._panes.stand(narrow=narrow)

    def begin_import(self) -> None:
        """Begin to take customers in from a table."""
        if self._typed.may_drop(self.begin_import):
            self.importing.begin()

    def begin_check(self) -> None:
        """Begin to look over what is in the book."""
        if self._typed.may_drop(self.begin_check):
            self.checking.begin()

    def _offer_check(self, customers: int) -> None:
        self.detail.say_empty(is_any=customers > 0)
        self.check_button.setEnabled(customers > 0)
        self.check_button.setToolTip(
            _("Finds duplicates, and details that are missing or cannot be right.")
            if customers
            else _("There are no customers to check yet.")
        )

    # Who is in view

    def _choose(self, row: CustomerRow | None) -> None:
        if row is None:
            if not self.detail.profile.is_new and not self.detail.is_dirty:
                self._in_view = None
                self._looking.drop()
                self.detail.show_nothing()
            return
        if row.id == self._in_view:
            return
        unsaved = self.detail.profile.is_new or self.detail.is_dirty
        if unsaved and not self.list.table.hasFocus():
            return  # the table was only searched or read again
        if not self._typed.may_drop(partial(self.list.choose, row.id)):
            self._stay()
            return
        is_gone = row.status is CustomerStatus.DELETED
        self._in_view = None if is_gone else row.id
        if is_gone:
            self._looking.drop()
            self.detail.show_nothing((row.id, row.name))
        else:
            self._look_at(row.id)

    def _look_at(self, customer: PartyId | None) -> None:
        if customer is not None:
            self._looking.start(
                view_work(self._desk, customer), done=self._show, failed=self._cannot_show
            )

    def _show(self, view: CustomerView) -> None:
        if view.id == self._in_view and not self.detail.profile.is_new:
            self.detail.profile.offer_tags(self.list.tags)
            self.detail.show_view(view)

    def _cannot_show(self, error: ExportDeskError) -> None:
        if error.code != "customer-unknown":
            self.show_trouble(error)
        elif not self.detail.is_dirty:
            self._in_view = None
            self.detail.show_nothing()

    def _stay(self) -> None:
        if self._in_view is not None:
            rows = self._desk.workspace().customer_rows
            number = rows.row_of(self._in_view)
            if number is not None:
                self.list.table.choose_number(number)

    def _to_list(self) -> None:
        self._panes.show_list()
        self.list.take_focus()

    def _go_into_detail(self) -> None:
        if self.detail.view is not None:
            self._panes.show_detail()
            self.detail.take_focus()

    # What is done

    def _take_kept(self, kept: Kept) -> None:
        self._saving.take(kept, self._in_view)

    def _show_kept(self, customer: PartyId) -> None:
        """Show a customer as it was kept, before everybody else is told."""
        self._in_view = customer
        self.list.want(customer)
        # Reading all about it waits behind whatever is screened: what was kept is shown now.
        view = kept_view(self._desk, customer, self.detail.view)
        if view is None:
            self.detail.drop()  # it is in the book no more
        else:
            self._show(view)

    def _leave_new(self) -> None:
        row = self.list.table.current
        if row is None:
            self.detail.show_nothing()
        else:
            self._in_view = row.id
            self._look_at(row.id)
        self._to_list()

    def _say_left(self, count: int) -> None:
        self.banner.say(left_words(count), Tone.AMBER)
