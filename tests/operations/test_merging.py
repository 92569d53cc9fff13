"""Two customers made one, with everything that was kept of both; and two again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from typing_extensions import override

from exportdesk.core.cases import Case, CaseState
from exportdesk.core.certification_life import SentBy
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Moment
from exportdesk.core.customers import Customer
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import LetterId, PartyId, new_id
from exportdesk.core.letters import Letter, LetterKind
from exportdesk.core.papers import IssuedPaper
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.core.standing import Lapse, MatchState
from exportdesk.core.words import sentence
from exportdesk.operations.deciding import Word
from exportdesk.storage.cases import CaseFilter
from exportdesk.storage.certifications import CertificationFilter
from exportdesk.storage.opening import writing
from exportdesk.wiring import Desk
from tests.casework import item
from tests.fakes import FakeClock
from tests.reviewing import customer, keep, screen_book, waits, with_director
from tests.ui.desks import open_filled

LISTED = "Severnyi Impuls LLC"


class Going(FakeClock):
    """A clock that goes on by a second whenever it is asked: what is said later wins."""

    @override
    def now(self) -> Moment:
        self.advance(seconds=1)
        return super().now()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_filled(tmp_path / "ws", Going())
    yield made
    made.close()


@dataclass(frozen=True)
class Told:
    """Everything that is told with a customer."""

    cases: list[str]
    certifications: list[str]
    papers: list[str]
    files: list[str]
    decisions: list[str]
    events: set[str]


def told(desk: Desk, whose: PartyId) -> Told:
    workspace = desk.workspace()
    ids = workspace.merged.ids(whose)
    return Told(
        sorted(row.number for row in desk.cases.list(CaseFilter(customer=whose))),
        [row.number for row in desk.certifications.list(CertificationFilter(customer=whose))],
        [paper.number for paper in desk.papers.list(customer=whose)],
        sorted(paper.name for paper in desk.files.of(whose)),
        [one.reason for one in desk.deciding.history(whose)],
        {event.kind for event in workspace.events.about(whose, 200, *ids[1:])},
    )


NOTHING = Told([], [], [], [], [], {"customers_add"})


def lived(desk: Desk, tmp_path: Path) -> tuple[Customer, Case, Case, IssuedPaper]:
    """Keep a customer with a decision, a file, a record, a signed and an open case, papers."""
    made = keep_listed(desk, "Quiet Meadow Honey Farm GmbH", "K-2", "Another tax number")
    note = tmp_path / "register.txt"
    note.write_text("HRB 1")
    desk.files.add(made.id, [note])
    desk.customer_records.save(made.id, desk.customer_records.results(made.id))
    first = desk.cases.new(made.id, reference="PO-1", items=[item()])
    signed = desk.cases.sign(first, "Dana Whitfield", "Open points are written down", None)
    second = desk.cases.new(made.id, reference="PO-2", items=[item()])
    one = desk.certifications.draft(made.id, case=second.id)
    desk.certifications.send(one.id, SentBy.EMAIL)
    issued = desk.papers.issue(desk.papers.refusal_letter(made.id, reference="PO-0"))
    return made, signed, second, issued.paper


def keep_listed(desk: Desk, name: str, reference: str, reason: str = "") -> Customer:
    """Keep a customer whose director may be listed; decide that with a reason, where given."""
    made = with_director(customer(name, "DE", reference=reference), LISTED)
    keep(desk, made)
    if reason:
        decide(desk, made, Verdict.NOT_SAME, reason)
    return made


def decide(desk: Desk, whose: Customer, verdict: Verdict, reason: str) -> None:
    matches = [one for one in desk.deciding.matches(whose.id) if one.match.name == LISTED]
    word = Word(verdict, reason, evidence=(("proof.txt", b"as they wrote"),))
    desk.deciding.decide(desk.deciding.subjects(matches), word)


def state_of(desk: Desk, whose: PartyId) -> list[tuple[MatchState, tuple[Lapse, ...]]]:
    return [
        (one.state, one.lapses) for one in desk.deciding.matches(whose) if one.match.name == LISTED
    ]


def test_everything_of_two_customers_is_told_of_the_one(desk: Desk, tmp_path: Path) -> None:
    other, signed, second, paper = lived(desk, tmp_path)
    kept = customer("Quiet Meadow Honey Farm", "DE", reference="K-1")
    keep(desk, kept)
    before = told(desk, other.id)
    assert before.cases == [signed.number, second.number]
    assert (len(before.certifications), before.papers) == (1, [paper.number])
    assert before.files == ["S-2026-0001.pdf", "register.txt"]
    assert before.decisions == ["Another tax number"]

    step = desk.customers.merge(kept.id, other.id)
    screen_book(desk)
    now = told(desk, kept.id)
    assert replace(now, events=before.events) == before
    assert before.events <= now.events
    (director,) = desk.customers.get(kept.id).related
    assert director.id != other.related[0].id
    assert state_of(desk, kept.id) == [(MatchState.NOT_SAME, ())]  # he looks as he did
    assert desk.records.verify().faults == ()

    desk.customers.undo(step.batch)
    screen_book(desk)
    assert told(desk, other.id) == before
    assert told(desk, kept.id) == NOTHING
    assert state_of(desk, other.id) == [(MatchState.NOT_SAME, ())]
    assert state_of(desk, kept.id) == []
    assert desk.records.verify().faults == ()


def test_cases_go_on_with_the_merged_customer(desk: Desk, tmp_path: Path) -> None:
    other, signed, second, _paper = lived(desk, tmp_path)
    kept = customer("Quiet Meadow Honey Farm", "DE", reference="K-1")
    keep(desk, kept)
    letter = Letter(
        LetterId(new_id()), kind=LetterKind.RED_FLAG, reference="BIS-1", dated=date(2026, 11, 1),
        customers=(other.id,),
    )  # fmt: skip
    desk.letters.add(letter, Silent())
    assert desk.letters.about(kept.id) == ()
    step = desk.customers.merge(kept.id, other.id)
    screen_book(desk)
    assert [one.number for one in desk.letters.about(kept.id)] == ["L-2026-0001"]
    opened = desk.cases.get(second.id)
    assert opened.customer == kept.id
    view = desk.cases.assess(opened)
    assert view.facts.customer is not None
    assert view.facts.customer.profile == desk.customers.get(kept.id).profile
    assert [one.number for one in view.facts.letters] == ["L-2026-0001"]
    assert view.facts.last_case is not None
    assert view.facts.last_case.number == signed.number
    assert view.facts.certification.number  # what was sent for it counts on
    saved = desk.cases.save(replace(opened, reference="PO-2b"), was=opened)
    assert saved.customer == kept.id

    locked = desk.cases.get(signed.id)
    assert locked == signed  # what was signed names whom it was signed for
    again = desk.cases.repeat(signed.id)
    assert again.customer == kept.id
    made = desk.certifications.draft(case=signed.id)
    assert made.form.customer == kept.id
    assert desk.papers.refusal_letter(kept.id, case=signed.id)
    packed = desk.packs.customer(kept.id, tmp_path / "pack.zip", Silent())
    assert packed.faults == ()
    assert desk.packs.verify(tmp_path / "pack.zip", Silent()).faults == ()
    assert desk.records.verify().faults == ()

    desk.customers.undo(step.batch)
    theirs = {row.number for row in desk.cases.list(CaseFilter(customer=kept.id))}
    assert theirs == {second.number, again.number}  # what was written since stays with it
    assert desk.cases.get(signed.id).customer == other.id


def test_what_was_said_of_both_and_differs_is_asked_again(desk: Desk) -> None:
    one = keep_listed(desk, "Quiet Meadow Honey Farm", "K-1", "Born in another year")
    other = keep_listed(desk, "Quiet Meadow Honey", "K-2")
    decide(desk, other, Verdict.SAME, "Same passport")
    step = desk.customers.merge(one.id, other.id)
    screen_book(desk)
    assert len(desk.customers.get(one.id).related) == 1  # the same man, once
    assert state_of(desk, one.id) == [(MatchState.RETURNED, (Lapse.OPPOSED,))]
    waiting = waits(desk, LISTED)
    case = desk.deciding.case(waiting.match.party, waiting.match.match.uid)
    assert {each.reason for each in case.earlier} == {"Born in another year", "Same passport"}
    assert case.standing is not None
    assert not case.standing.holds
    assert "something else was decided" in sentence("lapse-opposed")
    decide(desk, one, Verdict.SAME, "It is him")
    assert state_of(desk, one.id) == [(MatchState.SAME, ())]
    desk.customers.undo(step.batch)
    assert state_of(desk, one.id) == [(MatchState.SAME, ())]
    assert state_of(desk, other.id) == [(MatchState.SAME, ())]
    assert desk.records.verify().faults == ()


def test_a_decision_that_came_along_is_taken_back(desk: Desk) -> None:
    other = keep_listed(desk, "Quiet Meadow Honey Farm GmbH", "K-2", "Another tax number")
    kept = customer("Quiet Meadow Honey Farm", "DE", reference="K-1")
    keep(desk, kept)
    desk.customers.merge(kept.id, other.id)
    screen_book(desk)
    (decision,) = desk.deciding.history(kept.id)
    desk.deciding.revoke([decision.id], "It was the wrong letter")
    assert state_of(desk, kept.id) == [(MatchState.OPEN, (Lapse.REVOKED,))]
    assert [one.verdict for one in desk.deciding.history(kept.id)] == [None, Verdict.NOT_SAME]


def test_three_become_one_and_each_goes_its_way_again(desk: Desk, tmp_path: Path) -> None:
    first, signed, _second, _paper = lived(desk, tmp_path)
    middle = customer("Quiet Meadow Honey Farms", "DE", reference="K-3")
    last = customer("Quiet Meadow Honey Farm", "DE", reference="K-1")
    keep(desk, middle, last)
    one = desk.customers.merge(middle.id, first.id)
    two = desk.customers.merge(last.id, middle.id)
    screen_book(desk)
    assert signed.number in told(desk, last.id).cases
    assert told(desk, last.id).decisions == ["Another tax number"]
    assert state_of(desk, last.id) == [(MatchState.NOT_SAME, ())]
    desk.customers.undo(two.batch)
    assert told(desk, last.id).cases == []
    assert signed.number in told(desk, middle.id).cases
    desk.customers.undo(one.batch)
    assert told(desk, middle.id).cases == []
    assert signed.number in told(desk, first.id).cases
    assert desk.cases.get(signed.id).state is CaseState.SIGNED


def test_undone_and_done_again_they_are_one_just_when_one_of_them_is_gone(
    desk: Desk, tmp_path: Path
) -> None:
    made, *_rest = lived(desk, tmp_path)
    other = customer("Quiet Meadow Honey", "DE", reference="K-9")
    keep(desk, other)
    step = desk.customers.merge(other.id, made.id)
    for is_one in (False, True, False, True):
        step = desk.customers.undo(step.batch)
        assert Changes.CASES in step.changes
        whose = other.id if is_one else made.id
        assert desk.workspace().customers.is_deleted(made.id) is is_one
        assert len(told(desk, whose).cases) == 2
        assert not desk.records.verify().faults


def test_two_alike_merged_both_ways_are_never_both_gone(desk: Desk) -> None:
    alike = [customer("Quiet Meadow Honey", "DE"), customer("Quiet Meadow Honey", "DE")]
    keep(desk, *alike)
    first, second = (one.id for one in alike)
    undone = desk.customers.undo(desk.customers.merge(first, second).batch)
    other_way = desk.customers.merge(second, first)
    with pytest.raises(BadInput) as refused:
        desk.customers.undo(undone.batch)
    assert refused.value.code == "batch-changed-since"
    assert desk.workspace().customers.deleted([first, second]) == {first}
    desk.customers.undo(other_way.batch)
    desk.customers.undo(undone.batch)
    assert desk.workspace().customers.deleted([first, second]) == {second}


def test_two_that_go_on_as_each_other_are_not_looked_for_forever(desk: Desk) -> None:
    alike = [customer("Quiet Meadow Honey", "DE"), customer("Quiet Meadow Honey", "DE")]
    keep(desk, *alike)
    first, second = (one.id for one in alike)
    step = desk.customers.merge(first, second)
    workspace = desk.workspace()
    with writing(workspace.db):
        workspace.merged.note(step.batch, {first: second})
    assert workspace.merged.now_of(first) == workspace.merged.now_of(second)


@pytest.mark.parametrize(
    "tampering",
    [
        "update merged_parties set kept = 'somebody else'",
        "insert into merged_parties select batch, 'x', kept from merged_parties limit 1",
        "delete from merged_parties",
        "update book_batches set undone_by = 'nobody' where facts like '%merged%'",
    ],
)
def test_who_goes_on_as_whom_cannot_be_changed_unseen(desk: Desk, tampering: str) -> None:
    one = customer("Quiet Meadow Honey Farm", "DE", reference="K-1")
    other = customer("Quiet Meadow Honey", "DE", reference="K-2")
    keep(desk, one, other)
    desk.customers.merge(one.id, other.id)
    assert desk.records.verify().faults == ()
    with writing(desk.workspace().db):
        desk.workspace().db.execute(tampering)
    assert [code for code, _facts in desk.records.verify().faults] == ["step-altered"]


def test_a_letter_touches_whom_a_customer_goes_on_as(desk: Desk) -> None:
    kept = customer("Quiet Meadow Honey", "DE", reference="K-1")
    other = customer("Quiet Meadow Honey Farm", "DE", reference="K-2")
    keep(desk, kept, other)
    named = Letter(LetterId(new_id()), LetterKind.INFORMED, customers=(other.id,))
    letter = desk.letters.add(named, Silent()).letter
    desk.customers.merge(kept.id, other.id)
    effect = desk.letter_effects.of([letter], Silent())[letter.id]
    assert effect.customers == {kept.id: kept.name}
