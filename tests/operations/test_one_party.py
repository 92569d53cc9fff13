"""Screening against several lists: which matches are one party, and what takes whose place."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exportdesk.core.ids import SourceKey
from exportdesk.core.matches import Tie
from exportdesk.core.parties import Party
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.core.words.parties import Origin
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.list_index import index_key
from exportdesk.operations.measure import measure
from exportdesk.operations.values import also_value, groups_value
from exportdesk.wiring import Desk
from tests import several_lists as several
from tests.listed import listing, put
from tests.sampling import by_name
from tests.ui.desks import NEXT_LIST, open_filled, ready_up


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_filled(tmp_path / "workspace")
    several.put_several(tmp_path / "workspace" / "lists.db")
    opened.lists.catch_up()
    ready_up(opened)
    yield opened
    opened.close()


def uids(desk: Desk, name: str = several.NAME) -> list[str]:
    return [seen.match.uid for seen in desk.screenings.screen(Party(name)).matches]


def test_one_party_on_three_lists_is_one_group_and_the_us_list_comes_first(desk: Desk) -> None:
    result = desk.screenings.screen(Party(several.NAME))
    assert uids(desk) == [several.OFAC, several.EU, several.UK]
    (group,) = result.groups
    assert set(group.uids) == {several.OFAC, several.EU, several.UK}
    assert Tie("OFAC Number", "990107") in group.ties
    assert [len(party) for party in result.by_party()] == [3]
    assert groups_value(result) == [
        {"uids": list(group.uids), "why": groups_value(result)[0]["why"]}
    ]
    assert "OFAC Number 990107" in str(groups_value(result))


def test_the_entry_that_gave_way_is_named_and_not_compared(desk: Desk) -> None:
    result = desk.screenings.screen(Party(several.NAME))
    assert also_value(result) == {several.OFAC: [several.CSL]}
    assert desk.lists.listing(result.matches[0].also[0]) is not None
    assert desk.screenings.ready is not None
    (csl,) = [one for one in desk.screenings.ready.editions if one.source == "us-csl"]
    (given,) = csl.given_way
    assert (given.lists, given.by, given.newer_kept) == (("SDN",), "us-ofac-sdn", False)
    assert given.by_name == desk.source_name(given.by)
    assert {one.source for one in desk.screenings.ready.editions} == {
        "us-csl", "us-ofac-sdn", "eu-fsf", "uk-sl",
    }  # fmt: skip


def test_the_count_is_of_what_is_compared(desk: Desk) -> None:
    held = sum(one.edition.listings for one in desk.lists.status().sources if one.edition)
    compared = len(list(desk.lists.matched_listings()))
    assert compared < held
    # First the index is asked, then, as if there were none, the editions.
    assert desk.screenings.get_ready(Silent())
    assert desk.lists.status().listings == compared
    for folder in (desk.folder / "index").iterdir():
        folder.rename(folder.with_name(f"old-{folder.name}"))
    assert desk.lists.status().listings == compared


def test_without_the_source_in_full_nothing_gave_way(tmp_path: Path) -> None:
    desk = open_filled(tmp_path / "workspace")
    result = desk.screenings.screen(Party(several.NAME))
    assert uids(desk) == [several.CSL]
    assert result.groups == ()
    assert also_value(result) == {}
    desk.close()


def test_many_at_once_get_their_groups_too(desk: Desk) -> None:
    party = Party(several.NAME)
    assert desk.screenings.screen_all([party], Silent()) == (desk.screenings.screen(party),)


def test_groups_are_saved_and_stand_in_the_events(desk: Desk) -> None:
    result = desk.screenings.screen(Party(several.NAME))
    decision = desk.screenings.decision(Verdict.SAME, "Same number")
    decided = replace(
        result, matches=tuple(replace(seen, decision=decision) for seen in result.matches)
    )
    saved = desk.screenings.save([decided])
    assert desk.screenings.get(saved.screening.number).parties == (decided,)
    assert desk.records.verify().faults == ()


@by_name
def test_a_measurement_tries_only_what_is_compared(desk: Desk) -> None:
    compared = {one.uid for one in desk.lists.matched_listings()}
    assert several.CSL not in compared
    assert several.OFAC in compared
    measured = measure(desk, Silent())
    assert measured.published.shown == measured.published.tried


def test_whose_list_it_is(desk: Desk) -> None:
    def origin(uid: str) -> Origin:
        return desk.origin_of(listing(uid, "Somebody"))

    assert origin("us-bis-744:EL:a") is Origin.US
    assert origin("uk-sl:RUS1") is Origin.FOREIGN
    assert origin("un-sc:QDi.1") is Origin.FOREIGN
    assert desk.lists.origin(listing("us-csl:EL:a", "X").source) is Origin.US
    own = replace(listing("us-csl:EL:a", "X"), source=desk.lists.catalogue.source("own:A").key)
    assert desk.origin_of(own) is Origin.OWN
    gone = replace(own, source=type(own.source)("zz-gone"))
    assert desk.origin_of(gone) is Origin.US


def test_each_foreign_list_says_that_it_is_no_us_prohibition(desk: Desk) -> None:
    foreign = [source for source in desk.lists.catalogue.sources if source.is_foreign]
    assert len(foreign) >= 7
    for source in foreign:
        for listed in source.lists:
            made = replace(listing("us-csl:EL:a", "X"), source=source.key, list=listed.code)
            meaning = desk.meaning_of(made)
            assert "no prohibition of US law by itself" in " ".join(meaning.what_it_means.split())
            assert meaning.code == listed.code


def test_who_was_taken_off_the_newer_list_in_full_is_not_found_in_the_older_one(
    desk: Desk, tmp_path: Path
) -> None:
    put(
        tmp_path / "workspace" / "lists.db",
        "us-ofac-sdn",
        listing("us-ofac-sdn:SDN:5", "Somebody Else", "CU"),
    )
    ready_up(desk)
    assert several.OFAC not in uids(desk)
    assert several.CSL not in uids(desk)


def test_a_source_that_is_turned_off_is_not_compared(desk: Desk, tmp_path: Path) -> None:
    off = (SourceKey("us-ofac-sdn"), SourceKey("eu-fsf"))
    for key in off:
        desk.lists.turn(key, on=False)
    ready_up(desk)
    assert uids(desk) == [several.CSL, several.UK]
    assert desk.screenings.ready is not None
    assert not {edition.source for edition in desk.screenings.ready.editions} & set(off)
    # An import builds the index of what is in use, too.
    desk.lists.import_file(ImportRequest(NEXT_LIST, SourceKey("us-csl")), Silent())
    assert (tmp_path / "workspace" / "index" / index_key(desk.lists.matched())).is_dir()
    desk.lists.turn(off[1], on=True)
    ready_up(desk)
    assert several.EU in uids(desk)
