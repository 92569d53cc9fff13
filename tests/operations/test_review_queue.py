"""What waits in Review: one line for a listed party on several lists, and what Deciding shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exportdesk.core.errors import BadInput, StorageFault
from exportdesk.core.screenings import Verdict
from exportdesk.core.standing import Evidence
from exportdesk.operations.deciding import Word
from exportdesk.operations.review_queue import ReviewQueue
from exportdesk.wiring import Desk
from tests.listed import listing, put
from tests.reviewing import customer, keep, waits
from tests.ui.desks import open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "ws")
    put(
        tmp_path / "ws" / "lists.db",
        "us-csl",
        listing("us-csl:EL:a", "Severnyi Impuls", "RU"),
        listing("us-csl:DPL:b", "Severnyi Impuls", "RU"),
        listing("us-csl:UVL:c", "Severnyi Impuls", "DE"),
        listing("us-csl:EL:d", "Brightwater Components", "HK"),
    )
    yield made
    made.close()


def test_one_party_on_two_lists_is_one_line(desk: Desk) -> None:
    keep(desk, customer("Severnyi Impuls", "RU"), customer("Brightwater Components", "HK"))
    queue = ReviewQueue(desk.deciding, desk.lists)
    lines = queue.waiting()
    told = [sorted(one.match.match.uid for one in line.matches) for line in lines]
    assert sorted(told) == [
        ["us-csl:DPL:b", "us-csl:EL:a"],
        ["us-csl:EL:d"],
        ["us-csl:UVL:c"],
    ]
    joined = next(line for line in lines if len(line.matches) == 2)
    assert joined.ties[0].what == "name"
    assert all(line.ties == () for line in lines if len(line.matches) == 1)
    assert [line.best.match.match.score for line in lines] == sorted(
        (line.best.match.match.score for line in lines), reverse=True
    )
    assert queue.waiting() == lines


def test_what_was_decided_is_no_part_of_the_line(desk: Desk) -> None:
    keep(desk, customer("Severnyi Impuls", "RU"))
    queue = ReviewQueue(desk.deciding, desk.lists)
    joined = next(line for line in queue.waiting() if len(line.matches) == 2)
    first, second = joined.matches
    subjects = desk.deciding.subjects([first.match])
    desk.deciding.decide(subjects, Word(Verdict.NOT_SAME, "Another town"))
    left = [line.matches for line in queue.waiting()]
    assert (second,) in left
    assert all(first not in matches for matches in left)


def test_identical_cases_are_those_of_one_listing(desk: Desk) -> None:
    keep(
        desk,
        customer("Severnyi Impuls", "RU"),
        customer("SEVERNYI  IMPULS", "RU"),
        customer("Severnyi Impuls", "AT"),
        customer("Severnyi Impuls Trade", "RU"),
    )
    first = waits(desk, "SEVERNYI  IMPULS").match
    case = desk.deciding.case(first.party, first.match.uid)
    alike = desk.deciding.alike(case)
    assert [one.party for one in alike] == ["Severnyi Impuls"]  # not the namesake in Austria
    assert desk.customers.get(alike[0].match.customer).profile.addresses[0].country == "RU"
    assert {one.match.match.uid for one in alike} == {case.listing.uid}


def test_a_match_of_a_deleted_customer_is_gone(desk: Desk) -> None:
    keep(desk, customer("Brightwater Components", "HK"))
    one = waits(desk, "Brightwater Components").match
    desk.customers.delete([one.customer])
    with pytest.raises(BadInput) as refused:
        desk.deciding.case(one.party, one.match.uid)
    assert refused.value.code == "match-gone"


def test_files_are_read_back_as_they_were(desk: Desk) -> None:
    keep(desk, customer("Brightwater Components", "HK"))
    subjects = desk.deciding.subjects([waits(desk, "Brightwater Components").match])
    word = Word(Verdict.NOT_SAME, "See the letter", evidence=(("letter.txt", b"Not us."),))
    (made,) = desk.deciding.decide(subjects, word).decisions
    assert desk.deciding.read(made.evidence[0]) == b"Not us."
    with pytest.raises(StorageFault):
        desk.deciding.read(Evidence("0" * 64, "gone.txt", 1))
