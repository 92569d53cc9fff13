"""What happens on the Screen page, without its widgets: parties, answers, decisions, the save."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.listings import Listing
from exportdesk.core.name_looks import Namesake
from exportdesk.core.parties import Party
from exportdesk.core.screenings import (
    NameLook,
    SeenMatch,
    Verdict,
)
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.screen.draft import Act, ScreeningDraft
from exportdesk.ui.screen.party_draft import Answer, PartyDraft, question
from exportdesk.ui.screen.saving import Screenings, saving
from exportdesk.ui.screen.search import Search

if TYPE_CHECKING:
    from exportdesk.operations.screening import Saved


class Session(QObject):
    """One screening after the other. A saved one is never changed: an edit begins a copy of it."""

    renewed = Signal()  # another screening, or another party, is in view
    answered = Signal()  # what is known of the party in view is different
    decided = Signal()  # its decisions are
    opened = Signal(str)  # the listed party of this name was made a match
    noted = Signal(object, str, int)  # a verdict was given, on whom, on so many listings
    touched = Signal()  # anything at all: what can be done may be different
    removed = Signal(object)  # a PartyDraft was taken out; `put_back` undoes it
    replaced = Signal()  # one without a decision gave way unsaved; `bring_back` undoes it
    set_aside = Signal()  # `held` is different
    copied = Signal(str)  # the saved screening of this number stays; a copy is in view
    settled = Signal()  # a screening that gave way is in view again as it was
    asked = Signal()  # matches are undecided, names are not looked at: save all the same?
    saved = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        screenings: Screenings,
        *,
        screening: JobRunner,
        jobs: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._screenings = screenings
        self._jobs = jobs
        self._search = Search(screenings, screening, parent=self)
        self._search.answered.connect(self._take_answer)
        self._former: ScreeningDraft | None = None
        self._held: list[ScreeningDraft] = []
        self._save_wanted = False
        self._wanted_undecided = False
        self._is_copying = False
        self.saving = False
        self.draft = ScreeningDraft()

    @property
    def current(self) -> PartyDraft:
        """The party in view."""
        return self.draft.current

    # Screenings

    @property
    def held(self) -> ScreeningDraft | None:
        """The newest of the unsaved screenings with decisions that gave way to another."""
        return self._held[-1] if self._held else None

    @property
    def former(self) -> ScreeningDraft | None:
        """The screening, saved or without a decision, that gave way to the one in view."""
        return self._former

    @property
    def is_save_wanted(self) -> bool:
        """Whether it is saved as soon as every party is answered."""
        return self._save_wanted

    @property
    def unsaved_decisions(self) -> int:
        """How many decisions would be lost, in view or set aside."""
        return sum(draft.unsaved_decisions for draft in (self.draft, *self._held))

    def begin(self, draft: ScreeningDraft) -> None:
        """Work on another screening; an unsaved one can be brought back."""
        former, self.draft = self.draft, draft
        self._held = [one for one in self._held if one is not draft]
        lost = former.saved is None and not former.is_blank
        decided = former.unsaved_decisions > 0
        if lost and decided:
            self._held.append(former)
        self._former = former if lost and not decided else None
        self._start()
        self.set_aside.emit()
        if self._former is not None:
            self.replaced.emit()

    def bring_back(self) -> None:
        """Work on the screening before this one again."""
        if self._former is not None:
            self.begin(self._former)

    def bring_back_held(self) -> None:
        """Work on the one set aside again; what is in view gives way to it."""
        if self._held:
            self.begin(self._held.pop())

    def discard_held(self) -> None:
        """Let go of the one set aside, with its decisions."""
        if self._held:
            discarded = self._held.pop()
            self.draft.over = None if self.draft.over is discarded else self.draft.over
            self.set_aside.emit()

    def ask_again(self) -> None:
        """Ask about every party anew: other lists, or another threshold."""
        if self.draft.saved is None:
            for party in self.draft.to_save:
                self._search.now(party)

    def flush(self) -> None:
        """Ask at once what was to be asked when typing pauses."""
        self._search.flush()

    def close(self) -> None:
        """Ask nothing more."""
        self._search.forget()

    def _start(self) -> None:
        self._search.forget()
        self._save_wanted = False
        self.renewed.emit()
        self.touched.emit()
        self.ask_again()

    # Parties

    def edit(self, party: Party) -> None:
        """Take the party in view as typed, and ask about it."""
        current = self.current
        if party == current.party:
            return
        over = self.draft.typed_over
        if over is not None and over.is_back(current.party.name, party.name):
            self._return_to(over)
            return
        self._touch()
        former, current.party = current.party, party
        if former.name and not party.name:
            current.emptied = former
        if party.is_empty:
            self._search.now(current)
            current.answer = None
            self.answered.emit()
        elif question(party) != question(former) or not current.is_answered:
            self._search.soon(current)
        self._tell()

    def rename(self, party: Party) -> None:
        """Take a whole other name that was typed over one.

        What was saved or decided of the one party of a screening is left as it is: another begins.
        """
        former, current = self.draft, self.current
        if len(former.parties) > 1 or not (former.saved or former.acts):
            self.edit(party)
            return
        current.party = current.party if current.party.name else current.emptied or current.party
        self.begin(ScreeningDraft.of([party]))
        self.draft.is_own = True
        self.draft.over = former
        if former.saved is not None:
            self._former = former  # it can be shown again
            self.copied.emit(former.saved.number)

    def _return_to(self, former: ScreeningDraft) -> None:
        """Work again on the screening that a name was typed over; nothing else was done since."""
        self.draft = ScreeningDraft()  # what stood in its place is no loss to tell of
        self.begin(former)
        self.settled.emit()

    def refer(self, reference: str) -> None:
        """Take the reference of the whole screening as typed."""
        self._touch()
        self.draft.reference = reference
        self._tell()

    def add(self) -> None:
        """Add a party and show it; an empty one in view is enough."""
        if self.current.is_empty:
            return
        self._search.flush()
        self._touch()
        self.draft.current = self.draft.add(Party(""))
        self.renewed.emit()
        self._tell()

    def choose(self, key: int) -> None:
        """Show another party."""
        party = self.draft.party(key)
        if party is not None and party is not self.current:
            self._search.flush()
            self.draft.current = party
            self.renewed.emit()

    def remove(self, key: int) -> None:
        """Take a party out."""
        party = self.draft.party(key)
        if party is None:
            return
        self._search.flush()
        self._touch()
        self.draft.acts.append(Act(party, party.said, self.draft.remove(party)))
        self.renewed.emit()
        self._tell()
        if not party.is_empty:
            self.removed.emit(party)

    def put_back(self) -> None:
        """Bring back the party taken out last."""
        taken_out = [act for act in self.draft.acts if act.at is not None]
        if taken_out:
            self._take_back(taken_out[-1])

    def undo(self) -> bool:
        """Take the last act back; tell whether there was one."""
        draft, over = self.draft, self.draft.typed_over
        if self.saving or draft.saved is not None:
            return False
        if over is not None:
            self._return_to(over)
            return True
        if not draft.acts:
            return False
        self._take_back(draft.acts[-1])
        return True

    def _take_back(self, act: Act) -> None:
        self._touch()
        party, opened = act.party, act.party.opened
        in_view = self.draft.current is party
        was_out = self.draft.take_back(act)
        (self.decided if in_view and party.matches else self.renewed).emit()
        self._tell()
        if was_out or party.opened != opened:
            self.ask_again()

    # Answers and decisions

    def _take_answer(self, answer: Answer) -> None:
        party = self.draft.party(answer.key)
        if party is None or self.draft.saved is not None or self.saving:
            return
        if answer.asked != question(party.party):
            return  # it has been edited since: the newer question is on its way
        party.answer = answer
        if party is self.current:
            self.answered.emit()
        self._tell()
        if self._save_wanted:
            self.save(undecided=self._wanted_undecided)

    def decide(self, seen: SeenMatch, verdict: Verdict, reason: str, *more: SeenMatch) -> None:
        """Decide a match of the party in view, and go on to the next undecided one.

        `more` are other listings of the same listed party, to be decided with it.
        """
        party = self.current
        self._touch()
        try:
            decision = self._screenings.decision(verdict, reason)
        except ExportDeskError as error:
            self.failed.emit(error)
            return
        party.chosen = seen.match.uid  # where taking it back leads
        self.draft.acts.append(Act(party, party.said))
        for one in (seen, *more):
            party.decide(one, decision)
        party.chosen = party.next_undecided(seen.match.uid) or seen.match.uid
        self.decided.emit()
        self._tell()
        self.noted.emit(verdict, seen.match.name, 1 + len(more))

    def keep_sleeping(self) -> None:
        """Decide again what was decided before the party in view changed, as it was then."""
        party, sleeping = self.current, self.current.sleeping
        if not sleeping:
            return
        self._touch()
        self.draft.acts.append(Act(party, party.said))
        for seen, before in sleeping:
            party.decide(seen, self._screenings.decision(before.verdict, before.reason))
        party.chosen = sleeping[0][0].match.uid
        self.decided.emit()
        self._tell()

    def undo_decision(self, seen: SeenMatch, *more: SeenMatch) -> None:
        """Take a decision back, and that on other listings of the same listed party with it."""
        self._touch()
        self.current.chosen = seen.match.uid
        self.draft.acts.append(Act(self.current, self.current.said))
        for one in (seen, *more):
            self.current.decide(one, None)
        self.decided.emit()
        self._tell()

    def look(self, key: int, reason: str, listings: tuple[Namesake, ...]) -> None:
        """Keep that none of these listed parties is meant by a party's name; "" takes it back."""
        party = self.draft.party(key)
        if party is None:
            return
        self._touch()
        try:
            said = self._screenings.decision(Verdict.NOT_SAME, reason) if reason else None
        except ExportDeskError as error:
            self.failed.emit(error)
            return
        look = None if said is None else NameLook(said.reason, said.by, said.at, listings)
        self.draft.acts.append(Act(party, party.said))
        party.look(look)
        self.answered.emit()
        self._tell()

    def open_match(self, key: int, listing: Listing) -> None:
        """Have a listed party among the matches of a party, to be decided as any other."""
        party = self.draft.party(key)
        if party is None:
            return
        self._touch()
        self.draft.acts.append(Act(party, party.said))
        party.open(listing.uid)
        self._search.now(party)
        self._tell()
        self.opened.emit(listing.name)

    def _touch(self) -> None:
        """Make a copy of a saved screening before anything in it changes."""
        saved, self.draft.saved = self.draft.saved, None
        self.draft.is_own = True
        self._save_wanted = False
        if saved is not None:
            self.draft.acts.clear()
            self._is_copying = True  # nothing in it is different yet
            self.ask_again()
            self._is_copying = False
            self.copied.emit(saved.number)

    def _tell(self) -> None:
        """Tell that something is different; what is again as it was saved counts as saved."""
        if not self._is_copying and self.draft.count_as_saved(self._screenings.threshold):
            self.settled.emit()
        self.touched.emit()

    # The save

    def save(self, *, undecided: bool = False) -> None:
        """Save the screening once every party is answered.

        Matches that are undecided and names that nobody looked at are asked about first (`asked`),
        unless `undecided` says they may stay so.
        """
        if self.draft.saved is not None or self.saving or not self.draft.to_save:
            return
        self._search.flush()
        answers = [party.answer for party in self.draft.to_save if party.answer is not None]
        trouble = next((answer.trouble for answer in answers if answer.trouble), None)
        open_questions = [party for party in self.draft.to_save if not self._is_answered(party)]
        self._save_wanted = bool(open_questions) and trouble is None
        self._wanted_undecided = undecided
        if trouble is not None:
            self.failed.emit(trouble)
        elif open_questions:
            for party in open_questions:
                self._search.now(party)
        elif (self.draft.undecided or self.draft.open_names) and not undecided:
            self.asked.emit()
        else:
            self._save()

    def _is_answered(self, party: PartyDraft) -> bool:
        answer = party.answer
        return party.is_answered and answer is not None and answer.ready is self._screenings.ready

    def _save(self) -> None:
        self.saving = True
        self.touched.emit()
        draft = self.draft  # another may be begun before this one is saved
        results = [party.result for party in draft.to_save]
        self._jobs.start(
            saving(self._screenings, results, draft.reference),
            done=partial(self._keep_saved, draft),
            failed=partial(self._tell_failed, draft),
            finished=self._end_saving,
        )

    def _keep_saved(self, draft: ScreeningDraft, saved: "Saved") -> None:
        draft.keep(saved.screening, saved.paper)
        self._held = [one for one in self._held if one is not draft]
        if self._former is draft:
            self._former = None
        self.set_aside.emit()
        self.saved.emit(saved)

    def _tell_failed(self, draft: ScreeningDraft, error: ExportDeskError) -> None:
        if error.code == "paper-not-made":  # saved all the same: saving again would make another
            draft.keep(self._screenings.get(str(error.facts["number"])))
        self.failed.emit(error)

    def _end_saving(self) -> None:
        self.saving = False
        self.touched.emit()
