"""Names that share a word with listed ones: settled, taken back, called again by themselves."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exportdesk.core.book import Trigger
from exportdesk.core.customers import Customer, PartyName, Profile, RelatedParty
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import PartyId
from exportdesk.core.matches import Mention
from exportdesk.core.name_looks import NameLapse
from exportdesk.core.parties import Role
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.core.standing import CustomerStatus, MatchState
from exportdesk.core.words.mentioned import sharing
from exportdesk.operations.book_screening import BookReport
from exportdesk.operations.deciding import Word
from exportdesk.operations.name_looks import NameCase
from exportdesk.storage.customer_rows import CustomerQuery, CustomerRow
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.listed import listing, put
from tests.ui.desks import open_desk

WORD = "Zelvaron"
LISTED = [
    listing(f"us-csl:EL:{at:016x}", f"{WORD} {name} Trading", "CN")
    for at, name in enumerate(("Optics Institute", "Cable Works", "Marine Survey Bureau"))
]
NEW = listing("us-csl:EL:00000000000000aa", f"{WORD} Harbor Cranes", "CN")
OTHERS = [listing(f"us-csl:SDN:{at}", f"Quiet Meadow Trust {at}", "RU") for at in range(60)]


def party(key: str, *names: str, related: tuple[RelatedParty, ...] = ()) -> Customer:
    return Customer(PartyId(key), Profile(tuple(map(PartyName, names))), related=related)


OURS = party("c-1", f"{WORD} Egypt Trading")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    opened = open_desk(tmp_path / "ws", clock)
    put(opened.folder / "lists.db", "us-csl", *LISTED, *OTHERS)
    opened.customers.save_all([OURS, party("c-2", "Calm Brook Lodge")])
    opened.book.screen(Silent())
    yield opened
    opened.close()


def screen(desk: Desk) -> BookReport:
    return desk.book.screen(Silent(), trigger=Trigger.EDIT)


def row(desk: Desk) -> CustomerRow:
    rows = desk.workspace().customer_rows
    number = rows.row_of(OURS.id)
    assert number is not None
    (found,) = rows.rows([number], desk.book.current())
    return found


def case(desk: Desk) -> NameCase:
    (found,) = desk.name_looks.cases([OURS.id])
    return found


def settle(desk: Desk, clock: FakeClock, reason: str = "Founded in Cairo by others.") -> None:
    clock.advance(minutes=1)
    desk.name_looks.settle([case(desk)], reason)
    assert row(desk).status is CustomerStatus.NO_OPEN_MATCH


def test_a_name_is_found_counted_and_filtered_by(desk: Desk) -> None:
    found = row(desk)
    assert found.status is CustomerStatus.CHECK_NAME
    assert found.mention is not None
    assert (found.mention.word, found.mention.listings) == (WORD, 3)
    assert desk.name_looks.waiting() == 1
    assert desk.deciding.waiting() == 0  # the real matches are not drowned
    rows, index = desk.workspace().customer_rows, desk.book.current()
    assert rows.statuses(index)[CustomerStatus.CHECK_NAME] == 1
    asked = CustomerQuery(statuses=frozenset({CustomerStatus.CHECK_NAME}), index=index)
    assert [one.id for one in rows.rows(rows.find(asked), index)] == [OURS.id]


def test_every_word_that_is_shared_is_named_as_on_the_screen_page(desk: Desk) -> None:
    alone = party("c-3", f"{WORD} Trading")
    desk.customers.save(alone)
    screen(desk)
    (found,) = desk.name_looks.cases([alone.id])
    assert sharing(found.shared.mention) == f'shares "{WORD} Trading"'


def test_a_look_is_kept_told_and_taken_back(desk: Desk, clock: FakeClock) -> None:
    with pytest.raises(BadInput, match="reason-missing"):
        desk.name_looks.settle([case(desk)], "  ")
    settle(desk, clock)
    assert desk.name_looks.waiting() == 0
    (said,) = desk.name_looks.history(OURS.id)
    assert [one.name for one in said.listings] == sorted(one.name for one in LISTED)
    event = desk.workspace().events.about(OURS.id, 1)[0]
    assert event.kind == "name_looked_at"
    payload = desk.workspace().events.payload(event.seq)
    assert payload is not None
    assert payload["reason"] == "Founded in Cairo by others."
    assert str(payload["listings"]).count("us-csl:EL:") == 3
    assert not screen(desk).names
    assert row(desk).status is CustomerStatus.NO_OPEN_MATCH
    clock.advance(minutes=1)
    desk.name_looks.revoke([said.id], "Undone")
    assert row(desk).status is CustomerStatus.CHECK_NAME
    with pytest.raises(BadInput, match="decision-not-standing"):
        desk.name_looks.revoke([said.id], "Again")
    assert len(desk.name_looks.history(OURS.id)) == 2
    assert desk.records.verify().sound


def test_another_name_calls_again_and_the_same_one_does_not(desk: Desk, clock: FakeClock) -> None:
    settle(desk, clock)
    slip = party("c-3", "Zelvarron Egypt Trading")
    desk.customers.save(slip)
    screen(desk)
    (found,) = desk.name_looks.cases([slip.id])  # read back from the file
    assert found.shared.mention == Mention(WORD, 3, begins=True, alike=True)
    assert desk.name_looks.waiting() == 1
    desk.customers.save(replace(OURS, tags=("honey",)))
    screen(desk)
    assert row(desk).status is CustomerStatus.NO_OPEN_MATCH
    renamed = party(OURS.id, f"{WORD} Egypt Trading", f"{WORD} Nile Optics Cairo")
    step = desk.customers.save(renamed)
    report = screen(desk)
    assert row(desk).status is CustomerStatus.CHECK_NAME
    assert NameLapse.NAME_CHANGED in case(desk).lapses
    assert report.names in ((), (OURS.id,))  # it was amber from the edit on
    desk.customers.undo(step.batch)
    screen(desk)
    assert row(desk).status is CustomerStatus.NO_OPEN_MATCH


def test_who_is_newly_listed_calls_again_and_who_is_told_by_another_source_does_not(
    desk: Desk, clock: FakeClock
) -> None:
    settle(desk, clock)
    put(desk.folder / "lists.db", "us-csl", *LISTED[:2], *OTHERS)
    screen(desk)
    assert row(desk).status is CustomerStatus.NO_OPEN_MATCH  # two listed names are too few
    told_anew = [replace(one, uid=type(one.uid)(f"{one.uid}-2")) for one in LISTED]
    put(desk.folder / "lists.db", "us-csl", *told_anew, *OTHERS)
    screen(desk)
    assert row(desk).status is CustomerStatus.NO_OPEN_MATCH
    assert case(desk).is_settled
    put(desk.folder / "lists.db", "us-csl", *told_anew, NEW, *OTHERS)
    assert screen(desk).names == (OURS.id,)
    assert row(desk).status is CustomerStatus.CHECK_NAME
    assert [one.name for one in case(desk).since] == [NEW.name]
    settle(desk, clock)


def test_a_listed_party_is_opened_as_a_match_and_stays_one(desk: Desk, clock: FakeClock) -> None:
    assert desk.screenings.get_ready(Silent())
    asked = case(desk)
    match = desk.name_looks.propose(asked, LISTED[1].uid)
    assert match.score < desk.screenings.threshold()
    desk.name_looks.open_match(asked, match)
    assert row(desk).status is CustomerStatus.REVIEW
    assert desk.name_looks.cases([OURS.id]) == ()
    for whole in (False, True):
        desk.book.screen(Silent(), whole=whole)
        (kept,) = desk.deciding.matches(OURS.id)
        assert (kept.match.uid, kept.state) == (LISTED[1].uid, MatchState.OPEN)
    desk.name_looks.close_match(asked, match)
    assert row(desk).status is CustomerStatus.CHECK_NAME
    desk.name_looks.open_match(asked, match)
    desk.deciding.decide(
        desk.deciding.subjects(desk.deciding.matches(OURS.id)), Word(Verdict.SAME, "Their branch")
    )
    assert row(desk).status is CustomerStatus.LISTED
    with pytest.raises(BadInput, match="match-changed"):
        desk.name_looks.close_match(asked, match)
    put(desk.folder / "lists.db", "us-csl", LISTED[0], *OTHERS)  # it is listed no more
    screen(desk)
    assert desk.deciding.matches(OURS.id) == []
    assert desk.records.verify().sound


def test_a_related_party_calls_too_and_a_look_goes_along_into_a_merger(
    desk: Desk, clock: FakeClock
) -> None:
    settle(desk, clock)
    bank = RelatedParty(
        PartyId("p-1"), Role.BANK, party("x", f"{WORD} Nile Lenders").profile, PartyId("c-2")
    )
    desk.customers.save(party("c-2", "Calm Brook Lodge", related=(bank,)))
    assert screen(desk).names == (PartyId("c-2"),)
    (found,) = desk.name_looks.cases([PartyId("c-2")])
    assert found.kept.id == "p-1"
    clock.advance(minutes=1)
    desk.name_looks.settle([found], "A bank of another land")
    copy = party("c-3", f"{WORD} Egypt Trading")
    desk.customers.save(copy)
    screen(desk)
    desk.customers.merge(copy.id, OURS.id)
    screen(desk)
    assert desk.workspace().shared_names.among([PartyId("c-2"), copy.id]) == []


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("update name_decisions set reason = 'Something else'", "decision-altered"),
        ("delete from name_decisions", "decision-gone"),
    ],
)
def test_what_is_changed_behind_the_programs_back_is_found(
    desk: Desk, clock: FakeClock, sql: str, code: str
) -> None:
    settle(desk, clock)
    db = desk.workspace().db
    for name in ("changed", "deleted"):
        db.execute(f"drop trigger name_decisions_are_never_{name}")
    db.execute(sql)
    assert {found for found, _facts in desk.records.verify().faults} == {code}
