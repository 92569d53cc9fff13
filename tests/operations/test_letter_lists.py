"""The parties of a letter and its own list: changed together, or neither of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database

from exportdesk.core.editions import LetterBehind
from exportdesk.core.errors import BadInput, ExportDeskError, StorageFault
from exportdesk.core.ids import LetterId
from exportdesk.core.letters import Letter, LetterItem, LetterKind
from exportdesk.core.listings import Listing
from exportdesk.core.progress import Cancelled, Silent
from exportdesk.core.standing import MatchState
from exportdesk.documents.record_lists import edition_blocks, lists_said
from exportdesk.lists import ColumnMapping, OwnField, OwnTable
from exportdesk.operations.letter_lists import LetterParty
from exportdesk.operations.lists_status import Dated
from exportdesk.wiring import Desk
from tests.reviewing import customer, keep, screen_book
from tests.ui.desks import open_desk, open_filled

PARTIES = (
    LetterParty("Plum Harbor Relays Ltd", country="HK", aliases="PHR Ltd"),
    LetterParty("Crooked Pine Trading", country="KG"),
)
TABLE = """Nr,Firma,Auch,Weg,Land,Steuernummer,Warum,Intern
7,Still Water Relays,SWR; S.W.R.,"Quay 1, Yerevan",AM,990-1,sent on,a
8,,,"Pier 9, Kowloon",HK,,,
9,Calm Reed LLC,,,Nowhere Land,,,b
"""
FIELDS = (
    *(None, OwnField.NAME, OwnField.ALIASES, OwnField.ADDRESS, OwnField.COUNTRY),
    *(OwnField.IDENTIFIERS, OwnField.REASON, None),
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_filled(tmp_path / "ws")
    yield made
    made.close()


def letter(**more: object) -> Letter:
    made = Letter(
        LetterId(""),
        LetterKind.SUPPLIER_LIST,
        reference="BIS 2026-11",
        dated=date(2026, 11, 3),
        asks="Call.",
    )
    return replace(made, **more)  # type: ignore[arg-type] # what a test changes


def listings(desk: Desk, kept: Letter) -> dict[str, Listing]:
    return {one.name or one.addresses[0].text: one for one in desk.lists.current(kept.source)}


def test_a_letters_list_carries_its_date_and_reference(desk: Desk) -> None:
    kept = desk.letters.add(letter(), Silent(), parties=PARTIES).letter
    one = listings(desk, kept)["Plum Harbor Relays Ltd"]
    assert (one.citation, one.start_date, one.requirement) == ("BIS 2026-11", "2026-11-03", "Call.")
    (status,) = [one for one in desk.lists.status().sources if one.source.is_own]
    assert (status.dated, status.dated_by) == (date(2026, 11, 3), Dated.LETTER)
    (use,) = [one for one in desk.lists.uses() if one.source == kept.source]
    assert use.letter is not None
    assert use.findings == ()  # it was typed: nobody has to wonder whether all of it came
    assert "2026-11-03 (its letter)" in lists_said([use])
    assert edition_blocks([use], str)
    edition = desk.lists.in_force(kept.source)
    assert edition is not None
    assert "/" not in edition.origin
    event = desk.workspace().events.about(kept.source, 1)[0]
    told = desk.workspace().events.payload(event.seq)
    assert told is not None
    assert told["letter"] == {"reference": "BIS 2026-11", "dated": "2026-11-03"}


def test_parties_are_added_altered_and_taken_out_and_the_list_follows(desk: Desk) -> None:
    keep(desk, customer("Crooked Pine Trade House", "KG"))
    kept = desk.letters.add(letter(), Silent(), parties=PARTIES).letter
    before = listings(desk, kept)
    had = desk.letters.parties(kept)
    assert [(one.name, one.aliases, one.country) for one in had] == [
        ("Plum Harbor Relays Ltd", "PHR Ltd", "HK"),
        ("Crooked Pine Trading", "", "KG"),
    ]
    screen_book(desk)
    wanted = (
        replace(had[0], name="Plum Harbour Relays Ltd", address="1 Quay Road"),
        LetterParty("Quiet Lagoon Relays", country="AE"),
    )
    done = desk.letters.change(kept, Silent(), was=kept, had=had, parties=wanted)
    after = listings(desk, kept)
    assert list(after) == ["Plum Harbour Relays Ltd", "Quiet Lagoon Relays"]
    # The party that was altered is still the same one, so that what was decided on it comes back.
    assert after["Plum Harbour Relays Ltd"].uid == before["Plum Harbor Relays Ltd"].uid
    assert done.edition is not None
    assert (done.edition.added, done.edition.removed, done.edition.changed) == (1, 1, 1)
    assert done.letter.parties == ("Plum Harbour Relays Ltd", "Quiet Lagoon Relays")
    screen_book(desk)
    queue = desk.workspace().matches.with_state(MatchState.OPEN)
    assert not [one for one in queue if one.match.source == kept.source]
    # Taken back: the same act with what there was.
    again = desk.letters.change(kept, Silent(), was=done.letter, parties=had)
    assert list(listings(desk, kept)) == ["Plum Harbor Relays Ltd", "Crooked Pine Trading"]
    assert again.letter == kept
    screen_book(desk)
    queue = desk.workspace().matches.with_state(MatchState.OPEN)
    assert [one.match.name for one in queue if one.match.source == kept.source] == [
        "Crooked Pine Trading"
    ]
    assert desk.records.verify().sound
    assert [one.act for one in desk.letters.versions(kept.id)] == [
        "letter_recorded", "letter_changed", "letter_changed",
    ]  # fmt: skip


def test_a_new_date_or_reference_reaches_the_listings(desk: Desk) -> None:
    kept = desk.letters.add(letter(), Silent(), parties=PARTIES).letter
    corrected = replace(kept, reference="BIS 2026-12", dated=date(2026, 11, 4), asks="Write.")
    done = desk.letters.change(corrected, Silent(), was=kept)
    assert done.edition is not None
    for one in listings(desk, kept).values():
        assert (one.citation, one.start_date, one.requirement) == (
            "BIS 2026-12", "2026-11-04", "Write.",
        )  # fmt: skip
    noted = replace(done.letter, notes="Filed in the red folder")
    assert desk.letters.change(noted, Silent(), was=done.letter).edition is None


def test_what_a_table_said_stays_where_it_is_not_changed(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_text(TABLE, "utf-8")
    read_as = OwnTable(ColumnMapping(FIELDS))
    kept = desk.letters.add(letter(), Silent(), table=path, read_as=read_as).letter
    before = listings(desk, kept)
    assert {(one.citation, one.start_date) for one in before.values()} == {
        ("BIS 2026-11", "2026-11-03")
    }
    had = desk.letters.parties(kept)
    assert [one.address for one in had] == ["Quay 1, Yerevan", "Pier 9, Kowloon", ""]
    assert had[1].name == ""
    assert had[0].more == {"Nr": "7", "Intern": "a"}
    more = (*had, LetterParty("Quiet Lagoon Relays", country="AE"))
    done = desk.letters.change(kept, Silent(), parties=more)
    assert done.edition is not None
    assert (done.edition.added, done.edition.removed, done.edition.changed) == (1, 0, 0)
    after = listings(desk, kept)
    for name, one in before.items():
        assert replace(after[name], record={}) == replace(one, record={})
        assert after[name].record["Nr"] == one.record["Nr"]


def test_the_letter_goes_with_its_list_to_another_computer(desk: Desk, tmp_path: Path) -> None:
    kept = desk.letters.add(letter(), Silent(), parties=PARTIES).letter
    desk.bundles.write(tmp_path / "lists.zip", Silent())
    there = open_desk(tmp_path / "there")
    there.bundles.take_in(tmp_path / "lists.zip", Silent())
    edition = there.lists.in_force(kept.source)
    assert edition is not None
    assert edition.letter == LetterBehind("BIS 2026-11", date(2026, 11, 3))
    (status,) = [one for one in there.lists.status().sources if one.source.is_own]
    assert (status.dated, status.dated_by) == (date(2026, 11, 3), Dated.LETTER)
    there.close()


class Failing:
    """Stops what is under way at its first step."""

    def stage(self, name: str) -> None:
        raise Cancelled

    def step(self, done: int, total: int | None = None) -> None:
        raise Cancelled


def full(db: Database) -> None:
    """Let the next write of workspace.db meet a full disk, as SQLite tells it."""
    pages = db.execute("pragma page_count").fetchone()[0]
    db.execute(f"pragma max_page_count = {pages}")


LONG = "x" * 400_000  # more than the free pages of a small file hold


def _new(desk: Desk, _kept: Letter | None) -> object:
    return desk.letters.add(letter(notes=LONG), Silent(), parties=PARTIES)


def _changed(desk: Desk, kept: Letter | None) -> object:
    assert kept is not None
    parties = desk.letters.parties(kept)[:1]
    return desk.letters.change(replace(kept, notes=LONG), Silent(), was=kept, parties=parties)


def _with_parties(desk: Desk, kept: Letter | None) -> object:
    assert kept is not None
    named = replace(kept, notes=LONG)
    return desk.letters.take_parties(named, Silent(), was=kept, parties=PARTIES)


@pytest.mark.parametrize(
    ("there", "act"),
    [((), _new), (PARTIES, _changed), (None, _with_parties)],
    ids=["a new letter", "other parties", "parties for a letter without"],
)
def test_a_letter_that_cannot_be_written_leaves_no_list(
    desk: Desk,
    there: tuple[LetterParty, ...] | None,
    act: Callable[[Desk, Letter | None], object],
) -> None:
    kept = None
    if there != ():
        goods = letter(items=(LetterItem(eccn="3A991"),))
        kept = desk.letters.add(goods, Silent(), parties=there or ()).letter
    before, listed = desk.lists.status(), [*desk.lists.matched_listings()]
    events, db = desk.workspace().events.newest(1), desk.workspace().db
    full(db)
    with pytest.raises(StorageFault) as caught:
        act(desk, kept)
    assert caught.value.code == "disk-full"
    db.execute("pragma max_page_count = 1073741823")
    assert desk.letters.list() == ([kept] if kept else [])
    assert desk.workspace().events.newest(1) == events
    assert desk.records.verify().sound
    assert desk.lists.status() == before
    assert [*desk.lists.matched_listings()] == listed
    # Screening goes on with what was there, and the same can be done again.
    assert desk.lists.prepare_index(Silent()) is not None
    act(desk, kept)
    assert desk.letters.list()[0].notes == LONG
    assert desk.records.verify().sound


@pytest.mark.parametrize(
    ("how", "code"),
    [("elsewhere", "letter-changed-elsewhere"), ("empty", "letter-list-emptied")],
)
def test_what_somebody_else_changed_is_not_overwritten(desk: Desk, how: str, code: str) -> None:
    kept = desk.letters.add(letter(), Silent(), parties=PARTIES).letter
    had = desk.letters.parties(kept)
    wanted = had[:1]
    if how == "elsewhere":
        desk.letters.change(kept, Silent(), parties=had[1:])
    else:
        wanted = ()
    with pytest.raises(BadInput) as caught:
        desk.letters.change(kept, Silent(), had=had, parties=wanted)
    assert caught.value.code == code


def test_a_change_that_was_stopped_or_refused_leaves_all_as_it_was(desk: Desk) -> None:
    kept = desk.letters.add(letter(), Silent(), parties=PARTIES).letter
    before = desk.lists.in_force(kept.source)
    for progress, was in ((Failing(), kept), (Silent(), replace(kept, notes="other"))):
        with pytest.raises((Cancelled, ExportDeskError)):
            desk.letters.change(kept, progress, was=was, parties=desk.letters.parties(kept)[:1])
        assert desk.lists.in_force(kept.source) == before
        assert desk.letters.get(kept.id) == kept
