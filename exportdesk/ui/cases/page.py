"""The Due diligence page: the list of cases, and the cases that are open, each behind a tab."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from typing_extensions import override

from exportdesk.core.cases import NOBODY, Case, CaseState, CaseStep
from exportdesk.core.changes import Changes
from exportdesk.core.customers import Customer
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.ids import CaseId, PartyId
from exportdesk.core.progress import Progress
from exportdesk.operations.case_file import NUMBERS as CASES
from exportdesk.operations.cases import CaseView
from exportdesk.operations.letters import NUMBERS as LETTERS
from exportdesk.ui.cases.acting import CaseActing
from exportdesk.ui.cases.beginning import Beginning
from exportdesk.ui.cases.case_pane import CasePane
from exportdesk.ui.cases.list_pane import CaseList, Show
from exportdesk.ui.cases.open_tabs import OpenTabs
from exportdesk.ui.cases.session import CaseSession
from exportdesk.ui.cases.since_banner import SinceBanner
from exportdesk.ui.cases.steps.decision import DecisionStep
from exportdesk.ui.cases.subjects import NewCase, NewLetter, RepeatOrder
from exportdesk.ui.cases.tabs import CASES_TAB, LETTERS_TAB, CaseTabs
from exportdesk.ui.cases.words import case_line, state_chip, step_topic
from exportdesk.ui.letters.actions import LetterActions
from exportdesk.ui.letters.pane import LettersPane
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import ElidedLabel, Page, label
from exportdesk.ui.widgets.states import ShownStack
from exportdesk.wiring import Desk

_SHOWN = (
    Changes.CASES
    | Changes.LETTERS
    | Changes.CUSTOMERS
    | Changes.PRODUCTS
    | Changes.LISTS
    | Changes.DECISIONS
    | Changes.SCREENINGS
    | Changes.SETTINGS
    | Changes.RULEBOOK
)


_NARROW = 900  # from here on, what a case is about has a line to itself


class CasesPage(Page):
    """Shows the list, or one case; several stay open at once, each behind a tab."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("Due diligence"))
        self._desk, self._shell = desk, shell
        self._purpose = _("From “may I ship this?” to a case that is signed off.")
        self.session = CaseSession(desk, shell, self)
        self.beginning = Beginning(self, desk, shell, self.session, self.open_case)
        self.list = CaseList(desk, shell)
        self.pane = CasePane(desk, shell, self.session)
        self.acting = CaseActing(self, desk, shell, pane=self.pane, beginning=self.beginning)
        self.letters = LettersPane(desk, shell)
        self.tabs = CaseTabs()
        self.stack = ShownStack()
        for face in (self.list, self.pane, self.letters):
            self.stack.addWidget(face)
        # One line where the page is wide: one that grew by a line would jump, and scroll for it.
        self.about = ElidedLabel("", "purpose")
        self.about_whole = label("", "purpose", wrap=True)
        for words in (self.about, self.about_whole):
            self.head_rows.addWidget(words)
        self._make_actions()
        self._since = SinceBanner(desk, self.banner, self._repeat_shown)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.stack, 1)
        self._connect()
        self._show_list()
        self._open_tabs = OpenTabs(desk, shell, self.tabs)
        self._open_tabs.bring_back()

    def _make_actions(self) -> None:
        self.record = self.add_action(
            _("Case &record"), self.print_out, glyph="file-document-outline", hint="Ctrl+P"
        )
        self.repeat = self.add_action(_("Repeat order"), self._repeat_shown, glyph="repeat")
        self.sign = self.add_action(_("Sign off…"), self.begin_sign_off)
        self.more = self.acting.menu()
        self.from_customer = self.add_action(
            _("From a &customer…"), self.acting.pick_customer, glyph="account-group-outline"
        )
        self.letter_actions = LetterActions(self, self.letters)
        self.new_button = self.add_action(
            _("&New case"), self.new, glyph="plus", primary=True, hint="Ctrl+N"
        )

    def _connect(self) -> None:
        self.list.opened.connect(self.open_case)
        self.list.new_asked.connect(self.new)
        self.list.repeat_asked.connect(self.beginning.repeat)
        self.list.withdraw_asked.connect(self.acting.withdraw_listed)
        self.session.shown.connect(self._show_head)
        self.session.failed.connect(self.show_trouble)
        self.session.kept.connect(self._kept)
        self.tabs.currentChanged.connect(self._turn)
        self.tabs.put_away.connect(self.session.let_go)
        close = QShortcut(QKeySequence.StandardKey.Close, self)
        close.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        close.activated.connect(self.tabs.close_current)
        self.letters.failed.connect(self.show_trouble)

    # What the window asks of a page

    @override
    def arrive(self, subject: object = None) -> None:
        """Be shown. `subject`: the id of a case or a customer, the number of a case or letter, a
        `Show`, a `NewCase`, a `RepeatOrder` or a `NewLetter`.
        """
        if isinstance(subject, str) and subject.startswith(f"{LETTERS}-"):
            self.tabs.setCurrentIndex(LETTERS_TAB)
            self.letters.show_letter(subject)
        elif isinstance(subject, NewLetter):
            self.tabs.setCurrentIndex(LETTERS_TAB)
            self.letters.record()
        elif isinstance(subject, NewCase):
            self.beginning.new(subject)
        elif isinstance(subject, RepeatOrder):
            self.beginning.repeat(subject.case)
        elif subject in set(Show):
            self.tabs.setCurrentIndex(CASES_TAB)
            self.list.show_only(Show(str(subject)))
        elif isinstance(subject, str) and subject:
            self._look_for(subject)
        elif self.is_list:
            self.list.look()
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.is_case:
            self.pane.take_focus()

    def _look_for(self, subject: str) -> None:
        desk = self._desk

        def work(_progress: Progress) -> Case | Customer | None:
            try:
                if subject.startswith(f"{CASES}-"):
                    return desk.cases.by_number(subject)
                return desk.cases.get(CaseId(subject))
            except ExportDeskError:
                return desk.workspace().customers.get(PartyId(subject))

        self._shell.screening.start(work, done=self._found, failed=self.show_trouble)

    def _found(self, found: Case | Customer | None) -> None:
        if isinstance(found, Case):
            self.open_case(found.id, found.number)
        elif found is not None:
            self.tabs.setCurrentIndex(CASES_TAB)
            self.list.of_customer(found.id, found.name)

    @override
    def reload(self, changes: Changes) -> None:
        if changes & _SHOWN:
            self.refresh()

    @override
    def refresh(self) -> None:
        if self.is_list:
            self.list.look()
        elif self.is_case:
            self.session.look()
        elif not self.letters.is_form:
            self.letters.look()

    @override
    def may_leave(self) -> bool:
        return self.letters.leave()

    @override
    def close_page(self) -> None:
        self._open_tabs.keep(self._drafts)

    @property
    def _drafts(self) -> frozenset[str]:
        """The cases behind tabs of which nothing was kept yet."""
        return frozenset(filter(self.session.holds, self.tabs.cases))

    @property
    @override
    def has_work(self) -> bool:
        # Tabs behind which nothing is under way are there again in a page that is made anew.
        under_way = self.is_case or self.session.is_busy or bool(self._drafts)
        return under_way or self.letters.is_form

    @override
    def help_topic(self) -> str:
        if self.is_letters:
            return "letters-from-bis"
        return step_topic(self.pane.step) if self.is_case else ""

    @override
    def search(self) -> bool:
        if self.is_letters and not self.letters.is_form:
            self.letters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        self.tabs.setCurrentIndex(CASES_TAB)
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()
        return True

    @override
    def back(self) -> bool:
        if self.is_letters and self.letters.is_form:
            self.letters.leave()
            return True
        if self.is_case and (self.pane.fold() or self.pane.panes.leave()):
            return True
        if not self.is_list:
            self.list.choose(self.tabs.case_at(self.tabs.currentIndex()))
            self.tabs.setCurrentIndex(CASES_TAB)
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if self.list.is_filtered:
            self.list.show_all()
            return True
        return False

    @override
    def new(self) -> None:
        """Begin a case: of the customer whose cases are listed, or empty; or a letter."""
        if self.is_letters:
            self.letters.record()
            return
        case = self.session.case
        if self.is_case and self.session.is_draft and case is not None and case.customer == NOBODY:
            self.pane.take_focus()  # it is a new one already
            return
        self.beginning.new(NewCase(self.list.customer if self.is_list else None))

    @override
    def print_out(self) -> None:
        """Show the case record: a draft, until the case is closed."""
        self.acting.handing.record()

    # Cases

    @property
    def is_list(self) -> bool:
        """Whether the list is in view."""
        return self.stack.currentWidget() is self.list

    @property
    def is_case(self) -> bool:
        """Whether a case is in view."""
        return self.stack.currentWidget() is self.pane

    @property
    def is_letters(self) -> bool:
        """Whether the letters are in view."""
        return self.stack.currentWidget() is self.letters

    def _kept(self, case: Case) -> None:
        self.tabs.say_number(case.id, case.number)
        words = _("{number} is open. Every step is saved by itself.").format(number=case.number)
        self._shell.window.toast(words)

    def _repeat_shown(self) -> None:
        if self.session.case is not None:
            self.beginning.repeat(self.session.case.id)

    def begin_sign_off(self) -> None:
        """Go to the sign-off."""
        self.pane.go_to(CaseStep.DECISION)
        if isinstance(self.pane.body, DecisionStep):
            self.pane.body.begin_sign_off()

    # Tabs

    def open_case(self, case: str, number: str = "") -> None:
        """Show a case behind its tab."""
        row = self.list.table.current
        named = number or (row.row.number if row is not None and row.id == case else "…")
        named = "" if self.session.holds(case) else named
        at = self.tabs.add_case(case, named)
        self.banner.clear()
        if self.tabs.currentIndex() == at:
            self._turn(at)
        else:
            self.tabs.setCurrentIndex(at)

    def _turn(self, at: int) -> None:
        self.pane.settle()  # what is typed goes into the case it was typed in
        case = self.tabs.case_at(at)
        self.banner.clear()
        if at == LETTERS_TAB:
            self._show_letters()
            return
        if not case:
            self._show_list()
            self.list.look()
            return
        self.stack.setCurrentWidget(self.pane)
        self._show_actions()
        self.session.open(CaseId(case))
        self.pane.take_focus()

    def _show_list(self) -> None:
        self.session.close()
        self.stack.setCurrentWidget(self.list)
        self._say(_("Due diligence"), self._purpose)

    def _show_letters(self) -> None:
        self.session.close()
        self.stack.setCurrentWidget(self.letters)
        self._say(
            _("Letters from BIS"),
            _("What BIS wrote to you. It shows in screening, and in every case that it touches."),
        )
        if not self.letters.is_form:
            self.letters.look()

    def _show_head(self, view: CaseView) -> None:
        case = view.case
        self.tabs.say_number(case.id, case.number)
        outcome = case.sign_off.outcome if case.sign_off else view.outcome
        words, tone = state_chip(case.state, outcome, changed=view.drift is not None)
        if not case.number:
            words, tone = _("Not kept yet"), Tone.GREY
        self.chip.say(words, tone)
        self._show_actions()
        self._say_about(view)
        self._since.show_view(view)

    def _say_about(self, view: CaseView) -> None:
        """Say whose case it is: on one line, or where that is too short, on as many as it takes."""
        whole, words = self.width() < px(_NARROW), case_line(view)
        number = view.case.number
        # Where the acts stand below the title, it stands between both.
        between = whole and not self.head.stands_beside(self.contentsRect().width() - 2 * px(28))
        title = _("Case {number}").format(number=number) if number else _("New case")
        self.say(title, words if between else "")
        self.about.setText(words)
        self.about_whole.setText(words)
        self.about.setHidden(whole)
        self.about_whole.setHidden(between or not whole)

    def _say(self, title: str, purpose: str) -> None:
        """Say what is shown in place of a case."""
        self.about.hide()
        self.about_whole.hide()
        self.say(title, purpose)
        self.chip.say("", Tone.GREY)
        self._show_actions()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.is_case and self.session.view is not None:
            self._say_about(self.session.view)

    def _show_actions(self) -> None:
        view, in_case = self.session.view, self.is_case
        writable = not self._desk.read_only
        locked = view is not None and view.case.is_locked
        is_kept = in_case and view is not None and bool(view.case.number)
        self.record.setVisible(is_kept)
        self.repeat.setVisible(in_case and writable and locked)
        is_open = view is not None and view.case.state is CaseState.OPEN
        # Not yet where New case has just been clicked: the second of two clicks would meet it.
        self.sign.setVisible(is_kept and writable and is_open)
        self.more.offer(self.acting.may() if in_case else ())
        self.new_button.setVisible(self.is_list and writable)
        self.from_customer.setVisible(self.is_list and writable)
        self.letter_actions.show_for(self.is_letters and writable)
