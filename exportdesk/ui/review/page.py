"""The Review page: the queue at the left, ours and theirs side by side at the right."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from typing_extensions import override

from exportdesk.core.changes import Changes
from exportdesk.core.clock import today
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import PartyId
from exportdesk.core.screenings import Verdict
from exportdesk.core.standing import Evidence
from exportdesk.core.words import say, sentence
from exportdesk.operations.deciding import Decided
from exportdesk.rulebook import denial_order_ended
from exportdesk.storage.book_matches import Queued
from exportdesk.ui.customers.subjects import NAMES
from exportdesk.ui.matches import words as match_words
from exportdesk.ui.matches.reasons import objection
from exportdesk.ui.matches.whole import Names
from exportdesk.ui.review import words
from exportdesk.ui.review.ask_panel import Draft
from exportdesk.ui.review.badge import review_badge_of
from exportdesk.ui.review.book_asking import BookAsking
from exportdesk.ui.review.bulk import bulk_detail, strictest
from exportdesk.ui.review.case_pane import CasePane, Shown
from exportdesk.ui.review.copying import save_copy
from exportdesk.ui.review.foot import VERDICT_KEYS, Foot
from exportdesk.ui.review.offer import only_research
from exportdesk.ui.review.queue_card import QueueCard
from exportdesk.ui.review.rows import Key, QueueRow, key_of, matches_of
from exportdesk.ui.review.session import Session
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page, Tone, px
from exportdesk.ui.widgets.in_turn import PanesInTurn
from exportdesk.ui.widgets.list_card import add_row_actions
from exportdesk.wiring import Desk

_NARROW = 820  # below this, the queue and the match take turns
_SHOWN = Changes.DECISIONS | Changes.CUSTOMERS | Changes.LISTS | Changes.SETTINGS
_MOVES = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class ReviewPage(Page):
    """Every match that waits for a person's word. N, R and S decide; J and K go on and back."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(
            _("Review"),
            _(
                "Possible matches of your customers that wait for a decision, strongest first "
                "until you sort them otherwise."
            ),
        )
        self._desk, self._shell = desk, shell
        review_badge_of(desk, shell)
        self._shown: Shown | None = None
        self._row: QueueRow | None = None
        self._alike: list[Queued] = []
        self._wanted: Key | None = None
        self._arriving = False
        self._session = Session(desk, shell)
        self._session.setParent(self)
        self.foot = Foot(shell.ask, desk.rulebook.review_questions, read_only=desk.read_only)
        self.pane = CasePane(self.foot, Names.of(desk))
        self.queue = QueueCard(
            list_title=desk.list_title,
            today=lambda: today(desk.clock),
            settings=shell.settings,
            to_customers=self._go_to_customers,
            screen=self.screen_book,
            undo=self.undo,
            to_names=self._go_to_names,
        )
        self._several = self.foot.stand_below(self.queue.body)
        self._asking = BookAsking(desk, shell, self.queue, self)
        self._panes = PanesInTurn(
            self.queue,
            self.pane,
            table=self.queue.table,
            inside=self.pane.area,
            back=_("All matches"),
            key="review",
            settings=shell.settings,
            shares=(10, 13),
        )
        self.body.addWidget(self._panes, 1)
        self._connect()

    def _connect(self) -> None:
        self._session.looked.connect(self._take_queue)
        self._session.decided.connect(self._say_decided)
        self._session.undone.connect(self._say_undone)
        self._session.alike.connect(self._take_alike)
        self._session.compared.connect(self._take_compared)
        self._session.failed.connect(self._tell_failed)
        self._asking.failed.connect(self.show_trouble)
        self._asking.over.connect(self.look)
        self.queue.picked.connect(self._follow)
        self.queue.table.opened.connect(self._go_into)
        add_row_actions(
            self.queue.table,
            (
                (_("Not the same party…"), self.foot.offer.not_same.click),
                (_("Needs research…"), self.foot.offer.research.click),
                (_("Same party…"), self.foot.offer.same.click),
                (_("Ask me step by step"), self.foot.offer.questions.click),
                (_("Show the customer"), self._go_to_customer),
                (_("Copy row"), self.queue.table.copy_selection),
            ),
        )
        self.foot.asked.connect(self.ask)
        self.foot.questions_wanted.connect(self.ask_questions)
        self.foot.given.connect(self._take)
        self.foot.left.connect(self._take_focus)
        self.pane.earlier.wanted.connect(self._save_copy)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WindowShortcut)  # also from the sidebar
        undo.activated.connect(self.undo)

    # What the window asks of a page

    @override
    def arrive(self, subject: object = None) -> None:
        """Be shown. `subject` is whom to look for: a customer's id, or a name."""
        if isinstance(subject, str) and subject:
            self._panes.show_list()
            kept = self._desk.workspace().customers.get(PartyId(subject))
            self.queue.filters.clear()
            self.queue.filters.search.setText(kept.name if kept is not None else subject)
            self.queue.filters.search.search_now()
        self._arriving = True
        self.queue.make_ready()
        self.look()

    @override
    def reload(self, changes: Changes) -> None:
        if changes & _SHOWN:
            self.look()

    @override
    def refresh(self) -> None:
        self.look()

    @property
    @override
    def has_work(self) -> bool:
        return self.foot.is_asking or bool(self._session.pending)

    @override
    def back(self) -> bool:
        if self.foot.leave():
            return True
        if self._panes.shows_detail:
            self._panes.show_list()
            self.queue.take_focus()
            return True
        return False

    @override
    def search(self) -> bool:
        self._panes.show_list()
        self.queue.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.queue.filters.search.selectAll()
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() not in _PLAIN or self.foot.is_asking:
            super().keyPressEvent(event)
        elif key in VERDICT_KEYS:
            self.ask(VERDICT_KEYS[key])
        elif key in _MOVES:
            self.queue.step_by(_MOVES[key])
            self._take_focus()
        elif key == Qt.Key.Key_Q:
            self.ask_questions()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand()

    def _stand(self) -> None:
        narrow = self.width() < px(_NARROW)
        self._panes.stand(narrow=narrow)
        self._several.setVisible(narrow and bool(self.queue.rows))

    def _go_into(self, row: QueueRow) -> None:
        if not row.whole:  # one that stands for several opens in the queue
            self._panes.show_detail()
            self._take_focus()

    def _take_focus(self) -> None:
        """Put the cursor where one goes on: into the match in view, if it has the room alone."""
        if self._panes.shows_detail and self.queue.chosen:
            self._panes.take_focus()
            return
        self._panes.show_list()
        self.queue.take_focus()

    # The queue

    def look(self) -> None:
        """Look up what waits."""
        self._session.look(self._tell_unread)

    def _tell_unread(self, error: ExportDeskError) -> None:
        self.queue.show_failure(error, self.look)

    def _take_queue(self) -> None:
        found = self._session.queue
        if found is None:
            return
        wanted, self._wanted = self._wanted, None
        waits = {mark[:2] for mark in found.marks}
        before = self._row.key if self._row is not None else None
        if before is not None and before not in waits and before not in self._session.pending:
            self.banner.say(
                _("The match that was in view does not wait any more: it was decided or is gone.")
            )
            self.foot.rest()
        self.queue.offer_undo(self._session.can_undo)
        count = len(waits - self._session.pending)
        self.chip.say(words.matches_said(count) if count else "", Tone.AMBER)
        if self._session.is_same and wanted is None and before is not None:
            self.queue.adopt(found, self._session.pending)
        else:
            self.queue.show_queue(found, self._session.pending, wanted or before)
        if self._arriving:  # only now is there a table that can have the focus
            self._arriving = False
            self._take_focus()

    def _follow(self) -> None:
        """Show what is chosen in the queue."""
        rows = self.queue.chosen
        self._stand()
        if not rows:
            self._row = self._shown = None
            self.pane.show_nothing()
            self.foot.show_none()
        elif len(rows) == 1:
            self._show_row(rows[0])
        else:
            self._show_several(rows)

    def _show_row(self, row: QueueRow) -> None:
        former, same = self._shown, self._row is not None and self._row.key == row.key
        self._row = row
        try:
            shown = Shown.of(self._session.case(row.key))
        except ExportDeskError as error:
            self._shown = None
            self.pane.show_gone(say(error))
            return
        day = today(self._desk.clock)
        changed = former is not None and same and former.case.subject != shown.case.subject
        if changed and self.foot.is_asking:
            facts = {"name": shown.case.kept.profile.name}
            self.banner.say(sentence("match-changed", facts), Tone.AMBER)
        self._shown = shown
        self.pane.show_case(shown, row, day)
        if same and not changed and self.foot.is_asking:
            return
        listing = shown.case.listing
        # What follows from all listings of a party together is what follows from the gravest.
        together = strictest(row.whole, self._desk.rulebook)
        self.foot.show_one(
            together or self._desk.meaning_of(listing),
            day,
            history=together is None and denial_order_ended(listing, day),
            group=max(0, len(row.whole) - 1),
            objects=partial(
                objection,
                match=shown.case.match.match,
                ours=shown.case.kept.profile.party(),
                country_name=self._desk.country_name,
            ),
        )
        self._alike = []
        self._session.liken(shown.case)

    def _show_several(self, rows: Sequence[QueueRow]) -> None:
        matches = matches_of(rows)
        self._row, self._shown = None, None
        codes = dict.fromkeys(one.match.match.list for one in matches)
        self.pane.show_several(
            len(matches),
            ", ".join(self._desk.list_title(code) for code in codes),
            len({one.match.party for one in matches}),
        )
        self.foot.show_several(
            len(matches), strictest(matches, self._desk.rulebook), today(self._desk.clock)
        )
        self._session.compare([row.all for row in rows])

    def _take_compared(self, identical: bool) -> None:
        if len(self.queue.chosen) > 1:
            self.foot.show_compared(identical)

    def _take_alike(self, found: list[Queued]) -> None:
        shown = self._shown
        if shown is None or any(one.match.match.uid != shown.case.listing.uid for one in found):
            return
        self._alike = [one for one in found if key_of(one) not in self._session.pending]
        self.foot.show_alike(len(self._alike))

    # Deciding

    def ask(self, verdict: Verdict) -> None:
        """Ask for the reason of a verdict on what is chosen."""
        if not self.foot.takes(verdict):
            self._shell.window.toast(only_research(), warn=True)
            return
        if self.queue.chosen and (self._shown is not None or len(self.queue.chosen) > 1):
            self._panes.show_detail()
            self.foot.ask(verdict)

    def ask_questions(self) -> None:
        """Ask the questions on the way to a verdict, one after the other."""
        if self._shown is None:
            return
        self._panes.show_detail()
        self.foot.ask_questions(self._shown.known(self._desk))

    def undo(self) -> None:
        """Take the last decision back."""
        self._session.undo()

    def _take(self, draft: Draft) -> None:
        shown, row = self._shown, self._row
        if shown is None or row is None:
            first, others = None, list(matches_of(self.queue.chosen))
        else:
            first = shown.case.subject
            others = [one for one in row.whole if draft.group and key_of(one) != row.key]
            others += self._alike if draft.alike else []
        count = len(others) + (first is not None)
        if count > 1 and not self._agreed(draft, others, count):
            return
        keys = {key_of(one) for one in others} | ({row.key} if first and row else set())
        after = self.queue.after(keys)
        self.banner.clear()
        self.foot.rest()
        self._row = self._shown = None
        self._session.pending.update(keys)
        self.queue.take_out(self._session.pending, after)
        self._take_focus()
        self._session.decide(first, others, draft)

    def _agreed(self, draft: Draft, others: Sequence[Queued], count: int) -> bool:
        verdict = match_words.verdict(draft.verdict)[0]
        return self._shell.ask.confirm(
            self,
            _("Decide {count} matches: {verdict}?").format(count=count, verdict=verdict),
            bulk_detail(others, draft.reason, self._desk.list_title),
            yes=_("Decide {count}").format(count=count),
            danger=draft.verdict is Verdict.SAME,
        )

    def _say_decided(self, decided: Decided) -> None:
        self.queue.offer_undo(self._session.can_undo)
        first = decided.decisions[0]
        verdict = first.verdict or Verdict.NOT_SAME
        count = len(decided.decisions)
        said = ngettext("{verdict}: {name}", "{verdict}: {count} matches", count).format(
            verdict=match_words.verdict(verdict)[0], name=first.profile.name, count=count
        )
        self._shell.window.toast(said, action=_("Undo"), call=self.undo)

    def _say_undone(self, keys: tuple[Key, ...]) -> None:
        self._wanted = keys[0]
        self._arriving = True  # the queue is back: its keys are wanted there
        self._shell.window.toast(
            ngettext("Taken back. It waits again.", "Taken back. They wait again.", len(keys))
        )

    def _tell_failed(self, error: ExportDeskError) -> None:
        self.show_trouble(error)
        self.look()

    # Beside the queue

    def screen_book(self) -> None:
        """Screen the customers that changed, or all where the lists did."""
        self._asking.ask()

    def _go_to_customer(self) -> None:
        if self._shown is not None:
            self._shell.window.go("customers", self._shown.case.customer.id)

    def _go_to_names(self) -> None:
        self._shell.window.go("customers", NAMES)

    def _go_to_customers(self) -> None:
        self._shell.window.go("customers")

    def _save_copy(self, evidence: Evidence) -> None:
        save_copy(self, self._shell, self._desk.deciding.read, evidence)
