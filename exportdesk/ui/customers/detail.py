"""One customer beside the table: who it is and how it stands, and a tab for each side of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.i18n import _
from exportdesk.core.ids import PartyId
from exportdesk.core.standing import CustomerStatus
from exportdesk.core.words.mentioned import mentioned
from exportdesk.ui.book_checks import BookChecks
from exportdesk.ui.customers.cases_tab import CasesTab
from exportdesk.ui.customers.certifications_tab import CertificationsTab
from exportdesk.ui.customers.files_tab import FilesTab
from exportdesk.ui.customers.history_tab import HistoryTab
from exportdesk.ui.customers.looking import CustomerView
from exportdesk.ui.customers.profile_tab import ProfileTab
from exportdesk.ui.customers.related_tab import RelatedTab
from exportdesk.ui.customers.screening_tab import ScreeningTab
from exportdesk.ui.shell import Shell
from exportdesk.ui.standing_words import customer_chip, customer_status_said
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import (
    Card,
    Chip,
    ElidedLabel,
    EmptyState,
    StateStack,
    Tabs,
    TwoLineLabel,
    icon_button,
    px,
)
from exportdesk.ui.widgets.action_row import say_words
from exportdesk.wiring import Desk

PROFILE, RELATED, SCREENING, CERTIFICATIONS, CASES, FILES, HISTORY = range(7)
_ROOMY = 620  # from this width on, the tabs say all their words
_BESIDE = 14  # the tabs


class Detail(Card):
    """Shows a customer. `deleted` tells that the one in view is to go, `called` that the person
    wants to look at its name, `wanted_back` who is to come back that was deleted.
    """

    deleted = Signal()
    called = Signal()
    wanted_back = Signal(object)

    def __init__(self, desk: Desk, shell: Shell, checks: BookChecks) -> None:
        super().__init__(flush=True)
        self._desk, self._checks = desk, checks
        self._view: CustomerView | None = None
        self.name = TwoLineLabel("", "card-title")
        self.about = ElidedLabel("", "caption")
        self.status = Chip()
        self._delete = icon_button(
            _("Delete this customer…"), "trash-can-outline", self.deleted.emit
        )
        self.look = icon_button(_("Check the name…"), "account-search-outline", self.called.emit)
        say_words(self.look, _("Check…"))
        self.look.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.look.hide()
        self.profile = ProfileTab(desk)
        self.related = RelatedTab(desk, shell)
        self.screening = ScreeningTab(desk, shell)
        self.certifications = CertificationsTab(desk, shell)
        self.cases = CasesTab(desk, shell)
        self.files = FilesTab(desk, shell)
        self.history = HistoryTab(desk)
        self.tabs = Tabs(_("What to show of the customer"))
        self._roomy = False
        self._papers = ("", "")  # the words of the tab of certifications, and short ones
        self._undone_of: PartyId | None = None
        self._panes = QStackedWidget()
        self._nothing = EmptyState(
            "account-group-outline",
            _("No customer chosen"),
            _("Choose one in the table to see its profile, matches, files and history."),
            action=" ",
            call=self._ask_back,
        )
        self._nothing.action.hide()
        self._gone: tuple[PartyId, str] | None = None  # one that was deleted, and its name
        self._is_any = True
        whole = self._lay_out()
        self.states = StateStack(whole, self._nothing)
        self.body.addWidget(self.states)
        self.states.show_empty()
        self.tabs.currentChanged.connect(self._turn)
        self.history.undone.connect(self._note_undone)
        self.profile.turned.connect(self._show_tabs)
        checks.stepped.connect(self._show_status)
        checks.ended.connect(self._show_status)

    def _lay_out(self) -> QWidget:
        self.tabs.setProperty("kind", "close")
        self.tabs.setUsesScrollButtons(True)
        for pane in (
            self.profile,
            self.related,
            self.screening,
            self.certifications,
            self.cases,
            self.files,
            self.history,
        ):
            self.tabs.addTab("")
            self._panes.addWidget(pane)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(self.name)
        words.addWidget(self.about)
        head = QHBoxLayout()
        head.setContentsMargins(px(16), px(12), px(10), px(2))
        head.setSpacing(px(8))
        head.addLayout(words, 1)
        head.addWidget(self.status, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.look, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._delete, 0, Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout()
        line.setContentsMargins(px(6), 0, px(6), 0)
        line.addWidget(self.tabs, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(line)
        column.addWidget(self._panes, 1)
        self._show_tabs()
        return whole

    @property
    def view(self) -> CustomerView | None:
        """What is shown, None for nothing or a new customer."""
        return self._view

    @property
    def customer(self) -> PartyId | None:
        """The id of the customer in view."""
        return self._view.id if self._view is not None else None

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed and not saved."""
        return self.profile.is_dirty or self.related.is_dirty

    @property
    def typed_name(self) -> str:
        """How the customer in view is called, "" for a new one that has no name yet."""
        return self.profile.read().name or (self._view.customer.name if self._view else "")

    def begin_new(self) -> None:
        """Begin a customer."""
        self._view = None
        self.states.show_content()
        self.tabs.setCurrentIndex(PROFILE)
        self.name.setText(_("New customer"))
        self.about.setText(_("Its name is enough to begin with. It is screened once saved."))
        self.status.say("", Tone.GREY)
        self._delete.hide()
        self.look.hide()
        for at in range(RELATED, HISTORY + 1):
            self.tabs.setTabEnabled(at, False)
        self.profile.begin()

    def show_view(self, view: CustomerView) -> None:
        """Show a customer; what is being typed about the same one stays."""
        if self._undone_of not in (None, view.id) and self.tabs.currentIndex() == HISTORY:
            # It was taken back and is gone: the next one's Undo must not lie under the mouse.
            self.tabs.setCurrentIndex(PROFILE)
        self._undone_of = None if self._undone_of != view.id else self._undone_of
        self._view = view
        self.states.show_content()
        for at in range(RELATED, HISTORY + 1):
            self.tabs.setTabEnabled(at, True)
        profile = view.customer.profile
        self.name.setText(view.customer.name)
        country = self._desk.country_name(profile.country)
        about = (view.customer.reference, country, ", ".join(view.customer.tags))
        self.about.setText("  ·  ".join(part for part in about if part) or " ")
        self._delete.setVisible(not self._desk.read_only)
        self.profile.show_customer(view.customer)
        self.related.show_view(view)
        self.screening.show_view(view)
        self.certifications.show_view(view)
        self.cases.show_view(view)
        self.files.show_view(view)
        self.history.show_view(view)
        self._show_tabs()
        self._show_status()

    def show_nothing(self, gone: tuple[PartyId, str] | None = None) -> None:
        """Show that no customer is chosen, or one that was deleted: its id and its name."""
        self._view, self._gone = None, gone
        self.profile.drop()
        self._say_nothing()
        self.states.show_empty()

    def say_empty(self, *, is_any: bool) -> None:
        """Say what stands here, where no customer is chosen; `is_any` to choose."""
        self._is_any = is_any
        self._say_nothing()

    def _ask_back(self) -> None:
        if self._gone is not None:
            self.wanted_back.emit(self._gone[0])

    def _say_nothing(self) -> None:
        if self._gone is not None:
            self._nothing.say(
                _("{name} was deleted").format(name=self._gone[1]),
                _("Its cases, papers and records stay."),
                action="" if self._desk.read_only else _("Bring back"),
            )
            return
        self._nothing.say(
            _("No customer chosen"),
            _("Choose one in the table to see its profile, matches, files and history.")
            if self._is_any
            else _("The customer chosen in the table stands here, once there is one."),
        )

    def save(self) -> None:
        """Keep what is typed in the tab in view (Ctrl+S)."""
        if self.tabs.currentIndex() == PROFILE:
            self.profile.save()
        elif self.tabs.currentIndex() == RELATED:
            self.related.save()

    def save_dirty(self) -> None:
        """Keep what is typed, wherever it is."""
        is_seen = self.tabs.currentIndex() == RELATED and self.related.is_dirty
        if not is_seen and (self.profile.is_dirty or self.profile.is_new):
            self.tabs.setCurrentIndex(PROFILE)
            self.profile.save()
        else:
            self.tabs.setCurrentIndex(RELATED)
            self.related.save()

    def take_focus(self) -> None:
        """Put the cursor on the tabs."""
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def drop(self) -> None:
        """Forget what was typed and not saved."""
        self.profile.drop()
        self.related.back()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._roomy is not (self.width() >= px(_ROOMY)):
            self._show_tabs()
        self._fit_tabs()

    def _note_undone(self, _batch: object) -> None:
        self._undone_of = self.customer

    def _turn(self, place: int) -> None:
        self._panes.setCurrentIndex(place)
        if place == HISTORY:
            self.history.fill()

    def _show_tabs(self) -> None:
        view = self._view
        others = len(view.customer.related) if view else 0
        files = len(view.files) if view else 0
        papers = len(view.certifications) + len(view.papers) if view else 0
        cases = len(view.cases) if view else 0
        self._roomy = self.width() >= px(_ROOMY)
        related = _("Related parties") if self._roomy else _("Related")
        if others:
            related = _("{words} {count}").format(words=related, count=others)
        dirty = self.profile.is_dirty
        self._papers = (
            _("Certifications {count}").format(count=papers or "").rstrip(),
            _("Certif. {count}").format(count=papers or "").rstrip(),
        )
        words = (
            _("Profile •") if dirty else _("Profile"),
            related,
            _("Screening"),
            self._papers[0],
            _("Cases {count}").format(count=cases) if cases else _("Cases"),
            _("Files {count}").format(count=files) if files else _("Files"),
            _("History"),
        )
        for at, said in enumerate(words):
            self.tabs.setTabText(at, said)
        self._fit_tabs()
        whole = _("Certifications, statements and letters")
        self.tabs.setTabToolTip(CERTIFICATIONS, whole)
        if papers:
            whole = _("{words} {count}").format(words=whole, count=papers)
        self.tabs.setAccessibleTabName(CERTIFICATIONS, whole)
        self.tabs.setTabToolTip(RELATED, _("Related parties"))
        self.tabs.setTabToolTip(PROFILE, _("There is something unsaved") if dirty else "")

    def _fit_tabs(self) -> None:
        """Set the tabs closer together where not all of them would be seen otherwise."""
        room = self.width() - px(_BESIDE)
        self.tabs.setTabText(CERTIFICATIONS, self._papers[0])
        if self._needed(12, 8) > room:
            self.tabs.setTabText(CERTIFICATIONS, self._papers[1])
        kind = "close" if self._needed(13, 13) <= room else "tight"
        if kind == "tight" and self._needed(12, 13) <= room:
            kind = "near"
        self.tabs.stand(kind)

    def _needed(self, letters: int, beside: int) -> int:
        """Return the room that the tabs need in letters so high, each as if it were in view."""
        font = QFont(self.tabs.font())
        font.setPixelSize(px(letters))
        font.setWeight(QFont.Weight.DemiBold)
        said = [self.tabs.tabText(at) for at in range(self.tabs.count())]
        bold = [QFontMetrics(font).horizontalAdvance(words) for words in said]
        return sum(bold) + px(beside) * len(said)

    def _show_status(self, _what: object = None) -> None:
        view, check = self._view, self._checks.check
        if view is None:
            return
        is_first = not view.row.screened_at
        named = check is not None and (check.customers is not None or is_first)
        if check is not None and named and check.covers(view.id):
            self.status.say(_("Screening…"), Tone.GREY)
            return
        row = view.row
        self.look.setVisible(row.status is CustomerStatus.CHECK_NAME)
        self.status.say(*customer_chip(row.status, row.consequence))
        self.status.setToolTip(mentioned(row.mention) or customer_status_said(row.status))
