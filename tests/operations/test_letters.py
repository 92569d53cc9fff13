"""Letters from BIS through the desk: recorded, screened against, and found by what they touch."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from exportdesk.core.cases import CaseParty, Destination, Outcome, PartyAnswer
from exportdesk.core.customers import PartyAddress, PartyName, Profile
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import LetterId, SourceKey
from exportdesk.core.letters import Letter, LetterItem, LetterKind
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.operations.deciding import Word
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.letter_lists import LetterParty
from exportdesk.storage.opening import writing
from exportdesk.wiring import Desk
from tests.casework import german, item, open_codes, owned
from tests.reviewing import customer, keep, screen_book, waits
from tests.ui.desks import open_filled


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_filled(tmp_path / "ws")
    yield made
    made.close()


def letter(kind: LetterKind = LetterKind.SUPPLIER_LIST, **more: object) -> Letter:
    made = Letter(
        LetterId(""), kind, reference="BIS 2026-11", dated=date(2026, 11, 3), asks="Call."
    )
    return replace(made, **more)  # type: ignore[arg-type] # what a test changes


def typed(name: str, country: str) -> Profile:
    place = PartyAddress("1 Some Street", country=country)
    return Profile((PartyName(name),), PartyKind.ORGANIZATION, (place,))


PARTIES = (
    LetterParty("Plum Harbor Relays Ltd", country="HK", aliases="PHR Ltd"),
    LetterParty("Crooked Pine Trading", country="KG"),
)


def test_a_letters_parties_are_a_list_that_everybody_is_screened_against(desk: Desk) -> None:
    made = owned(customer("Plum Harbor Relays Limited", "HK", address="1 Quay"), "Somebody")
    keep(desk, made)
    case = desk.cases.new(made.id, items=[item()])
    assert desk.cases.assess(case).facts.letters == ()
    recorded = desk.letters.add(
        letter(), Silent(), parties=PARTIES, scans=[("letter.pdf", b"%PDF-1.4")]
    )
    assert recorded.letter.number == "L-2026-0001"
    assert recorded.letter.source == "own:BIS 2026-11"
    assert recorded.letter.parties == ("Plum Harbor Relays Ltd", "Crooked Pine Trading")
    assert recorded.edition is not None
    assert recorded.edition.listings == 2
    assert desk.letters.read(recorded.letter.scans[0]) == b"%PDF-1.4"
    screen_book(desk)
    view = desk.cases.assess(case)
    (touching,) = view.facts.letters
    assert touching.touches == ("Plum Harbor Relays Limited",)
    assert {"letter-supplier_list", "match-undecided"} <= set(open_codes(view))
    assert desk.letters.about(made.id) == (recorded.letter,)
    desk.lists.turn(recorded.letter.source, on=False)
    off = desk.cases.assess(case)
    assert "letter-list-off" in open_codes(off)
    assert off.outcome is not Outcome.NO_OBJECTION
    desk.lists.turn(recorded.letter.source, on=True)
    screen_book(desk)
    queued = waits(desk, "Plum Harbor Relays Limited")
    word = Word(Verdict.NOT_SAME, "Another firm, another place")
    desk.deciding.decide(desk.deciding.subjects([queued.match]), word)
    assert desk.cases.assess(case).facts.letters == ()
    assert desk.letters.about(made.id) == ()
    assert desk.records.verify().sound


def test_goods_and_customers_that_a_letter_names_are_found(desk: Desk) -> None:
    made = german(desk)
    case = desk.cases.new(made.id, items=[item()])
    goods = letter(LetterKind.INFORMED, items=(LetterItem(hs_code="8542.31", eccn="3a991"),))
    informed = desk.letters.add(goods, Silent()).letter
    assert informed.items == (LetterItem("854231", "3A991"),)
    named = desk.letters.add(letter(LetterKind.RED_FLAG, customers=(made.id,)), Silent()).letter
    elsewhere = replace(goods, id=LetterId(""), countries=("Turkey",))
    desk.letters.add(elsewhere, Silent())
    view = desk.cases.assess(case)
    assert [(one.kind, one.touches) for one in view.facts.letters] == [
        (LetterKind.RED_FLAG, (made.name,)),
        (LetterKind.INFORMED, ("P-1",)),
    ]
    # A letter on China is one on Hong Kong, and on whoever uses the goods there.
    chinese = desk.letters.add(letter(LetterKind.GUARDIAN, countries=("China",)), Silent()).letter
    used = CaseParty(Role.END_USER, PartyAnswer.TYPED, profile=typed("Stille Firma", "CN"))
    for there in (replace(case, destination=Destination("HK")), case.with_role(used.role, used)):
        touched = {one.id: one.touches for one in desk.cases.assess(there).facts.letters}
        assert touched[chinese.id] == ("China",)
    assert {"letter-informed", "letter-red_flag"} <= set(open_codes(view))
    assert desk.letters.about(made.id) == (named,)
    assert informed in desk.letters.touching(item().product)
    ended = desk.letters.end(informed, date(2026, 11, 20), "BIS withdrew it")
    assert ended.ended_on == date(2026, 11, 20)
    assert len(desk.cases.assess(case).facts.letters) == 1
    assert [one.act for one in desk.letters.versions(informed.id)] == [
        "letter_recorded", "letter_changed",
    ]  # fmt: skip
    assert desk.records.verify().sound


@pytest.mark.parametrize(
    ("named", "touches"),
    [
        (LetterItem(hs_code="8542"), True),
        (LetterItem(hs_code="8542310001"), True),  # ours is less exact, and may be it
        (LetterItem(hs_code="854232"), False),
        (LetterItem(eccn="3A991"), True),
        (LetterItem(eccn="3A991.a"), True),
        (LetterItem(eccn="3A001"), False),
        (LetterItem(eccn="EAR99"), False),
        (LetterItem(sku="p-1"), True),
        (LetterItem(sku="p-1", eccn="3A001"), False),
        (LetterItem(text="CIRCUIT"), True),
        (LetterItem(text="power circuit"), False),
    ],
)
def test_what_an_item_of_a_letter_stands_for(desk: Desk, named: LetterItem, touches: bool) -> None:
    made = desk.letters.add(letter(items=(named,)), Silent()).letter
    assert (made in desk.letters.touching(item().product)) is touches


def test_what_cannot_be_recorded_is_refused_and_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    for wrong in (
        letter(),
        letter(items=(LetterItem(hs_code="85"),)),
        letter(items=(LetterItem(eccn="nonsense"),)),
        letter(countries=("Nowhere",)),
    ):
        with pytest.raises(BadInput):
            desk.letters.add(wrong, Silent())
    with pytest.raises(BadInput, match="letter-list-name"):
        desk.letters.add(letter(reference=""), Silent(), parties=PARTIES)
    assert desk.letters.list() == []
    assert desk.own_lists.held("BIS 2026-11") is None
    desk.letters.add(letter(), Silent(), parties=PARTIES)
    with pytest.raises(BadInput, match="letter-list-taken"):
        desk.letters.add(letter(), Silent(), parties=PARTIES)
    table = tmp_path / "parties.csv"
    table.write_text("name;country\nStill Water Relays;AM\n", "utf-8")
    second = desk.letters.add(letter(), Silent(), table=table, list_name="Second letter").letter
    assert second.source == SourceKey("own:Second letter")
    assert [one.number for one in desk.letters.list("bis")] == ["L-2026-0002", "L-2026-0001"]
    with pytest.raises(BadInput, match="letter-changed-elsewhere"):
        desk.letters.save(second, was=replace(second, notes="other"))
    with pytest.raises(BadInput, match="letter-unknown"):
        desk.letters.get(LetterId("none"))
    db = desk.workspace().db
    with pytest.raises(sqlite3.IntegrityError), writing(db):
        db.execute("delete from letters")
    with writing(db):
        db.execute("update letters set body = replace(body, 'Call', 'Go on')")
    faults = [code for code, _facts in desk.records.verify().faults]
    assert faults == ["file-altered", "file-altered"]


def test_the_trade_integrity_projects_data_as_an_own_list_takes_the_look_ups_place(
    desk: Desk, tmp_path: Path
) -> None:
    case = desk.cases.new(german(desk).id, items=[item()])
    assert "look-up-missing" in open_codes(desk.cases.assess(case))
    table = tmp_path / "tip.csv"
    table.write_text("name;country\nStill Water Relays;AM\n", "utf-8")
    opened = desk.own_lists.open(table)
    key = desk.own_lists.key_of("Trade Integrity Project 2026")
    desk.own_lists.take_in(ImportRequest(table, key, own=opened.table), opened.rows[0], Silent())
    screen_book(desk)
    assert "look-up-missing" not in open_codes(desk.cases.assess(case))
