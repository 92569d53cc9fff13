"""The Screen page: what it is made of, and what stands where."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from exportdesk.core.changes import Changes
from exportdesk.core.clock import today
from exportdesk.core.i18n import _
from exportdesk.core.parties import Party
from exportdesk.core.screenings import SeenMatch, Verdict
from exportdesk.operations.screening import Saved
from exportdesk.rulebook import denial_order_ended
from exportdesk.ui.demo import name_to_try
from exportdesk.ui.jobs import Step
from exportdesk.ui.matches import words
from exportdesk.ui.matches.whole import Names
from exportdesk.ui.readiness import ReadyState, readiness_of
from exportdesk.ui.screen.buttons import ScreenButtons
from exportdesk.ui.screen.customers import Keeping, Offering
from exportdesk.ui.screen.decision_bar import VERDICT_KEYS, DecisionBar
from exportdesk.ui.screen.draft import ScreeningDraft, draft_of
from exportdesk.ui.screen.match_detail import MatchDetail
from exportdesk.ui.screen.match_list import MatchList
from exportdesk.ui.screen.naming import Naming
from exportdesk.ui.screen.one_party import gravest, said_together
from exportdesk.ui.screen.panes import MatchPanes
from exportdesk.ui.screen.party_form import PartyForm
from exportdesk.ui.screen.party_strip import PartyStrip
from exportdesk.ui.screen.session import Session
from exportdesk.ui.screen.telling import Telling
from exportdesk.ui.screen.who_line import WhoLine, keep
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.typed_names import typed_names_of
from exportdesk.ui.widgets import Banner, Card, Page
from exportdesk.ui.widgets.brought import Brought
from exportdesk.wiring import Desk


class ScreenPage(Page):
    """Screens one or several parties, has each match decided, and saves the record."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(
            _("Screen a party"),
            _(
                "Checks every name, alias, address and identifier on your control lists. "
                "Works offline."
            ),
        )
        self._desk, self._shell = desk, shell
        self._in_view: SeenMatch | None = None
        self._threshold = desk.screenings.threshold()
        self._readiness = readiness_of(desk, shell)
        self.session = Session(
            desk.screenings, screening=shell.screening, jobs=shell.jobs, parent=self
        )
        self.offering = Offering(desk, shell, self)
        self.keeping = Keeping(desk, shell, self)
        self.telling = Telling(self, self.session, shell)
        self.naming = Naming(desk, shell, self.session, self)
        self._build()
        self._connect()
        self._show_standing()
        self._show_draft()
        self._show_actions()

    def _build(self) -> None:
        self.buttons = ScreenButtons(
            self,
            keep=self.keep_as_customer,
            new=self.new,
            add=self.add_party,
            save=self.print_out,
        )
        countries = self._desk.countries
        self.age_banner = Banner()
        self.who = WhoLine(typed_names_of(self._shell))
        self.parties = PartyStrip()
        self.form = PartyForm(countries.choices())
        self._form_card = Card()
        self._form_card.body.setSpacing(px(12))
        self._form_card.body.addWidget(self.parties)
        self._form_card.body.addWidget(self.form)
        self.matches = MatchList(
            list_title=self._desk.list_title,
            country_name=countries.spoken_name,
            settings=self._shell.settings,
            to_lists=self._go_to_lists,
            try_name=name_to_try(self._desk.folder),
        )
        self.bar = DecisionBar(countries.spoken_name)
        self.detail = MatchDetail(self.bar, Names.of(self._desk))
        self._panes = MatchPanes(self.matches, self.detail, self._shell.settings)
        # What is said stands below the form: it must not move under the hand that fills it in.
        self.banner.setParent(None)  # Tab comes to it where it stands
        for part in (self._form_card, self.age_banner, self.telling.held, self.who, self.banner):
            self.body.addWidget(part)
        self.body.addWidget(self._panes, 1)
        Brought(self._panes, self.matches.table, self.detail)

    def _connect(self) -> None:
        session = self.session
        self.form.changed.connect(session.edit)
        self.form.renamed.connect(self._rename)
        self.form.referred.connect(session.refer)
        self.form.entered.connect(self.matches.take_focus)
        self.form.named.connect(self.offering.type)
        self.form.picked.connect(self.offering.take)
        self.offering.found.connect(self.form.offer)
        self.offering.chosen.connect(self.form.fill_in)
        self.keeping.failed.connect(self.show_trouble)
        self.keeping.changed.connect(self._show_actions)
        self.parties.chosen.connect(session.choose)
        self.parties.removed.connect(session.remove)
        self.matches.shown.connect(self._show_match)
        self.matches.chosen.connect(self._choose_match)
        self.matches.typed.connect(self.form.begin_with)
        self.matches.called.connect(self.naming.settle)
        self.matches.tried.connect(self.arrive)
        self.matches.kept.connect(session.keep_sleeping)
        self.bar.decided.connect(self._decide)
        self.bar.undone.connect(self._undo_decision)
        self.bar.left.connect(self.matches.take_focus)
        session.renewed.connect(self._show_draft)
        session.answered.connect(self._show_results)
        session.decided.connect(self._show_decisions)
        session.touched.connect(self._show_actions)
        session.saved.connect(self._keep_paper)
        session.failed.connect(self.show_trouble)
        self.who.given.connect(self._keep_who)
        self.who.elsewhere.connect(self._go_to_settings)
        self._readiness.changed.connect(self._follow_lists)
        self._readiness.stepped.connect(self._step)
        keyed: dict[str, Callable[[], None]] = {
            "Ctrl+Return": self.add_party,
            "Ctrl+S": self.print_out,
        }
        keyed |= {keys: partial(self._ask, one) for one, keys in VERDICT_KEYS.items()}
        for keys, call in keyed.items():
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.setAutoRepeat(False)
            key.activated.connect(call)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WindowShortcut)  # also from the sidebar
        undo.activated.connect(self.telling.undo)

    # What the window asks

    @override
    def arrive(self, subject: object = None) -> None:
        self._show_standing()
        sent = draft_of(subject)
        if sent is not None:
            self._begin(sent)
        # Over what was saved the next name is typed, which begins another screening.
        is_done = self.session.current.is_empty or self.session.draft.saved is not None
        if sent is not None or isinstance(subject, str) or is_done:
            self.form.begin()

    @override
    def reload(self, changes: Changes) -> None:
        if changes & (Changes.COMPANY | Changes.SETTINGS | Changes.LISTS):
            self._show_standing()
        threshold = self._desk.screenings.threshold()
        if changes & Changes.SETTINGS and threshold != self._threshold:
            self._threshold = threshold
            self.session.ask_again()

    @override
    def new(self) -> None:
        self._begin(ScreeningDraft())
        self.form.begin()

    @override
    def print_out(self) -> None:
        saved = self.session.draft.saved
        if saved is not None:
            self._shell.window.preview(
                self.session.draft.paper,
                _("Record {number}").format(number=saved.number),
                f"{saved.number}.pdf",
            )
        elif self.buttons.save.isEnabled():
            self.banner.clear()
            self.session.save()

    @override
    def back(self) -> bool:
        if self.bar.leave():
            return True
        focused = QApplication.focusWidget()
        if focused is None or not self.banner.isAncestorOf(focused):
            return False
        self.banner.clear()
        self.matches.take_focus()
        return True

    @override
    def search(self) -> bool:
        self.form.begin()
        return True

    @property
    @override
    def has_work(self) -> bool:
        return not self.session.draft.is_blank or self.session.held is not None

    @override
    def may_leave(self) -> bool:
        may_save = self.buttons.save.isEnabled() and self.session.draft.is_unsaved_work
        return self.telling.may_leave(may_save=may_save)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._panes.fit(self.width())

    @override
    def close_page(self) -> None:
        self.session.close()
        self.offering.close()

    def add_party(self) -> None:
        """Add another party to the screening and begin with its name."""
        self.session.add()
        self.form.begin()

    def keep_as_customer(self) -> None:
        """Keep the party in view, as it was saved, as a customer; show the one it is already."""
        saved, current = self.session.draft.saved, self.session.current
        if saved is None or current.is_empty:
            return
        there = self.keeping.customer(saved.number, current.key, current.party)
        if there is not None:
            self._shell.window.go("customers", there)
        else:
            self.keeping.keep(current.result, saved.number, current.key)

    def _begin(self, draft: ScreeningDraft) -> None:
        self.banner.clear()
        self.session.begin(draft)

    # What is shown

    def _show_draft(self) -> None:
        draft = self.session.draft
        self.form.load(draft.current.party, draft.reference)
        self.parties.show_parties(draft.parties, draft.current)
        self._show_results()

    def _show_results(self) -> None:
        party = self.session.current
        if self._desk.screenings.ready is None:
            self._show_unready()
        elif party.is_empty:
            self.matches.show_idle()
        elif party.answer is not None:
            self.matches.show_party(party)
        else:
            self.matches.show_asked()

    def _show_unready(self) -> None:
        state, trouble = self._readiness.state, self._readiness.trouble
        if state is ReadyState.NO_LISTS:
            self.matches.show_no_lists()
        elif state is ReadyState.FAILED and trouble is not None:
            self.matches.show_failure(trouble, self._readiness.begin)
        else:
            self.matches.show_loading()

    def _show_match(self, seen: SeenMatch | None) -> None:
        self._in_view = seen
        if seen is None:
            self.detail.show_nothing(found_none=self.session.current.found_none)
            return
        day = today(self._desk.clock)
        current, whole = self.session.current, self.matches.whole
        party = current.one_party(seen)
        ties = current.result.ties(seen.match.uid)
        together = said_together(party, ties, self._desk.list_title)
        self.detail.show_match(current.asked, seen, day, together=together)
        effective = gravest(whole, self._desk.meaning_of, day) if whole else seen.listing
        self.bar.show_match(
            current.asked,
            seen,
            self._desk.meaning_of(effective),
            current.earlier(seen),
            before=current.decided_before(seen),
            history=denial_order_ended(effective, day),
            party=party,
            whole=bool(whole),
        )

    def _show_decisions(self) -> None:
        party = self.session.current
        self.matches.refresh(party)
        if self.matches.seen is not None:
            self._show_match(self.matches.seen)
        self.matches.take_focus()

    def _show_actions(self) -> None:
        session, draft = self.session, self.session.draft
        self.parties.show_parties(draft.parties, draft.current)
        saved = draft.saved
        self.matches.tell_saved(saved is not None)
        if saved is not None:
            self.form.settle()
        self._show_keep()
        self._form_card.setEnabled(not session.saving)
        self.bar.setEnabled(not session.saving)
        self.chip.say(
            _("Saved as {number}").format(number=saved.number) if saved is not None else "",
            Tone.GREEN,
        )
        why_not = self._why_not_save() if saved is None else ""
        self.buttons.show_draft(draft, saving=session.saving, why_not=why_not)

    def _show_keep(self) -> None:
        saved, current = self.session.draft.saved, self.session.current
        there = saved and self.keeping.customer(saved.number, current.key, current.party)
        self.buttons.show_keep(
            shown=saved is not None and not self._desk.read_only,
            there=bool(there),
            busy=self.keeping.is_busy,
        )

    def _why_not_save(self) -> str:
        if self._desk.read_only:
            return _("This workspace is open for reading only.")
        if self._readiness.state is ReadyState.NO_LISTS:
            return _("There is no control list to screen against yet.")
        if not self.session.draft.to_save:
            return _("Type a name, an address or an identifier first.")
        return ""

    def _show_standing(self) -> None:
        """Show what is wrong beside the screening itself: old lists, no company name."""
        status = self._desk.lists.status()
        old = words.old_lists(status.sources)
        if old:
            self.age_banner.say(
                old,
                Tone.AMBER,
                action=_("Control lists"),
                call=self._go_to_lists,
                closable=False,
            )
        else:
            self.age_banner.clear()
        if not self._desk.read_only:
            self.who.ask(self._desk.company(), self._desk.settings())

    # What is done

    def _rename(self, party: Party) -> None:
        self.banner.clear()  # what it says is of the former party
        self.session.rename(party)

    def _choose_match(self, seen: SeenMatch | None) -> None:
        self.session.current.chosen = seen.match.uid if seen is not None else None

    def _ask(self, verdict: Verdict) -> None:
        if self._in_view is not None and self.bar.isEnabled():
            self.bar.ask(verdict)

    def _decide(self, verdict: Verdict, reason: str) -> None:
        if self._in_view is not None:
            self.session.decide(self._in_view, verdict, reason, *self.bar.together)

    def _undo_decision(self) -> None:
        if self._in_view is not None:
            self.session.undo_decision(self._in_view, *self.matches.whole)

    def _keep_paper(self, saved: Saved) -> None:
        self.bar.leave()
        self.telling.saved(saved)

    def _keep_who(self, company: str, person: str) -> None:
        self._shell.jobs.start(
            keep(self._desk.profile, company, person),
            done=self._shell.bus.tell,
            failed=self.show_trouble,
        )

    def _follow_lists(self) -> None:
        self._show_standing()
        self._show_results()
        self._show_actions()
        if self._readiness.state is ReadyState.READY:
            self.session.ask_again()

    def _step(self, step: Step) -> None:
        if self._desk.screenings.ready is None:
            self.matches.step(step)

    def _go_to_lists(self) -> None:
        self._shell.window.go("lists")

    def _go_to_settings(self) -> None:
        self._shell.window.go("settings")
