"""A match of a party of a case, whole, decided on without leaving the case."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.book import BookMatch
from exportdesk.core.cases import Case
from exportdesk.core.clock import today
from exportdesk.core.customers import Customer, KeptParty
from exportdesk.core.errors import BadInput, ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.ids import ListingUid
from exportdesk.core.parties import Role
from exportdesk.core.progress import Progress
from exportdesk.core.words import say
from exportdesk.diligence.case_facts import PartyFacts
from exportdesk.operations.deciding import Decided, ReviewCase, Word
from exportdesk.rulebook import denial_order_ended
from exportdesk.storage.book_matches import Queued
from exportdesk.ui.matches.reasons import objection
from exportdesk.ui.matches.whole import Names
from exportdesk.ui.review.ask_panel import Draft
from exportdesk.ui.review.case_pane import CasePane, Shown
from exportdesk.ui.review.foot import VERDICT_KEYS, Foot
from exportdesk.ui.review.rows import QueueRow
from exportdesk.ui.review.session import file_bytes
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import Banner, button
from exportdesk.ui.widgets.dialog_help import DialogHelp
from exportdesk.wiring import Desk


class MatchSheet(QDialog):
    """`decided` tells what a decision touched."""

    decided = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        shell: Shell,
        case: Case,
        party: PartyFacts,
        uid: ListingUid,
    ) -> None:
        super().__init__(parent)
        self._desk, self._shell, self._case = desk, shell, case
        self._party, self._uid = party, uid
        self._shown: Shown | None = None
        self.setWindowTitle(_("A possible match of {name}").format(name=party.name))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        DialogHelp(self, "reading-a-match")
        read_only = desk.read_only
        self.foot = Foot(shell.ask, desk.rulebook.review_questions, read_only=read_only, alone=True)
        self.pane = CasePane(self.foot, Names.of(desk))
        self._banner = Banner()
        self.foot.asked.connect(self.foot.ask)
        self.foot.questions_wanted.connect(self._ask_questions)
        self.foot.given.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(12))
        column.addWidget(self._banner)
        column.addWidget(self.pane, 1)
        column.addWidget(button(_("Close"), self.reject), 0, Qt.AlignmentFlag.AlignRight)
        room = self.screen().availableGeometry()
        self.resize(min(px(760), room.width() - px(40)), min(px(760), room.height() - px(60)))

    def show_match(self) -> None:
        """Read the match, and open the sheet."""
        desk, case, party, uid = self._desk, self._case, self._party, self._uid
        self._shell.screening.start(
            lambda _progress: Shown.of(review_case(desk, case, party, uid)),
            done=self._show,
            failed=self._fail,
        )
        self.open()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.foot.is_asking and key == Qt.Key.Key_Escape:
            self.foot.leave()
        elif self.foot.is_asking or self._shown is None:
            super().keyPressEvent(event)
        elif key in VERDICT_KEYS:
            self.foot.ask(VERDICT_KEYS[key])
        elif key == Qt.Key.Key_Q:
            self._ask_questions()
        else:
            super().keyPressEvent(event)

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        case, day = shown.case, today(self._desk.clock)
        queued = Queued(case.match, case.kept.profile.name, case.customer.name, case.kept.role)
        self.pane.show_case(shown, QueueRow(queued), day)
        self.foot.show_one(
            self._desk.meaning_of(case.listing),
            day,
            history=denial_order_ended(case.listing, day),
            group=0,
            objects=partial(
                objection,
                match=case.match.match,
                ours=case.kept.profile.party(),
                country_name=self._desk.country_name,
            ),
        )

    def _ask_questions(self) -> None:
        if self._shown is None:
            return
        self.foot.ask_questions(self._shown.known(self._desk))

    def _take(self, draft: Draft) -> None:
        shown = self._shown
        if shown is None:
            return
        desk, case, subject = self._desk, self._case, shown.case.subject
        is_kept = desk.workspace().customers.holders([subject.party])

        def work(_progress: Progress) -> Decided:
            told = Word(
                draft.verdict,
                draft.reason,
                draft.review_on,
                tuple((path.name, file_bytes(path)) for path in draft.files),
                draft.answers or {},
            )
            if is_kept:
                return desk.deciding.decide([subject], told)
            return desk.case_parties.decide(case, [subject], told)

        self._shell.jobs.start(work, done=self._done, failed=self._fail)

    def _done(self, decided: Decided) -> None:
        self.decided.emit(decided.changes)
        self.accept()

    def _fail(self, error: ExportDeskError) -> None:
        self._banner.say(say(error), Tone.RED)


def review_case(desk: Desk, case: Case, party: PartyFacts, uid: ListingUid) -> ReviewCase:
    """Return a match as Review shows it, of a party of the book or of one that was typed."""
    if desk.workspace().customers.holders([party.id]):
        return desk.deciding.case(party.id, uid)
    found = next(
        (one for one in desk.case_parties.matches(case, party.id) if one.listing.uid == uid), None
    )
    if found is None:
        raise BadInput("match-gone")
    match: BookMatch = found.match
    role = next(iter(party.roles), Role.NOT_SAID)
    return ReviewCase(
        customer=Customer(party.id, found.profile),
        kept=KeptParty(party.id, party.id, role, found.profile),
        match=match,
        listing=found.listing,
        standing=None,
        earlier=found.earlier,
    )
