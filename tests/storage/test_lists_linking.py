"""Links between looks: another form of a list, another source of it, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from exportdesk.core.editions import Edition
from exportdesk.core.errors import StorageFault
from exportdesk.core.fingerprints import listing_fingerprint
from exportdesk.core.ids import EditionId, ListingUid, SourceKey
from exportdesk.core.listings import Address, ListedName, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.lists_linking import Look
from exportdesk.storage.lists_migrations import lists_migrations
from exportdesk.storage.lists_writing import EditionChanges, Form
from tests.fakes import FakeClock

CSL, SDN, BIS = SourceKey("us-csl"), SourceKey("us-ofac-sdn"), SourceKey("us-bis-744")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[ListsDb]:
    opened = ListsDb.open(tmp_path / "lists.db")
    yield opened
    opened.close()


def listing(uid: str, name: str, **more: object) -> Listing:
    source, code, _ = uid.split(":")
    made = Listing(
        uid=ListingUid(uid),
        source=SourceKey(source),
        list=code,
        list_name="",
        kind=PartyKind.UNKNOWN,
        names=(ListedName(name, NameRole.PRIMARY),),
        countries=("RU",),
    )
    return replace(made, **more)  # type: ignore[arg-type] # fields by name


def edition(number: int, source: SourceKey, form: Form) -> Edition:
    return Edition(
        id=EditionId(f"{source}-{number}"),
        source=source,
        imported=FakeClock().now(),
        origin="",
        format=form.format,
        size=1,
        sha256="0" * 64,
        published=None,
        published_said=False,
        read=1,
        listings=1,
        names=1,
        counts={},
        reader=form.reader,
    )


_numbers = iter(range(10_000))


def take_in(
    db: ListsDb, source: SourceKey, form: Form, *listings: Listing, told_by: tuple[SourceKey, ...]
) -> EditionChanges:
    with db.incoming(source, form, told_by) as incoming:
        for one in listings:
            incoming.add(one)
        changes = incoming.settle()
        incoming.keep(edition(next(_numbers), source, form))
    return changes


def csl(db: ListsDb, *listings: Listing, form: Form = Form("csl-csv")) -> EditionChanges:  # noqa: B008 - it is frozen
    return take_in(db, CSL, form, *listings, told_by=(SDN, BIS))


def stands(db: ListsDb, decided: Listing, now: Listing) -> bool:
    """Whether a decision on one look stands on another, as the store of decisions will ask."""
    looks = db.linked_looks(now.uid, listing_fingerprint(now))
    return Look(decided.uid, listing_fingerprint(decided)) in looks


PLAIN = listing("us-csl:SDN:36", "ORLOV, Pavel")
FULLER = replace(PLAIN, addresses=(Address("1 Road", country="RU"),))


def test_another_format_carries_over_and_is_counted_apart(db: ListsDb) -> None:
    csl(db, PLAIN)
    changes = csl(db, FULLER, form=Form("csl-json"))
    assert (changes.carried, changes.changed, changes.rewritten) == (1, 0, 1)
    assert stands(db, PLAIN, FULLER)
    assert stands(db, FULLER, PLAIN)


def test_so_does_another_version_of_the_reader(db: ListsDb) -> None:
    csl(db, PLAIN)
    assert csl(db, FULLER, form=Form("csl-csv", 2)).carried == 1
    assert stands(db, PLAIN, FULLER)


def test_in_the_same_form_every_difference_is_a_change(db: ListsDb) -> None:
    csl(db, PLAIN)
    changes = csl(db, FULLER)
    assert (changes.carried, changes.changed) == (0, 1)
    assert not stands(db, PLAIN, FULLER)


def test_in_another_form_another_party_is_still_a_change(db: ListsDb) -> None:
    csl(db, PLAIN)
    other = replace(PLAIN, names=(ListedName("Somebody Else", NameRole.PRIMARY),))
    changes = csl(db, other, form=Form("csl-json"))
    assert (changes.carried, changes.changed) == (0, 1)
    assert not stands(db, PLAIN, other)


def test_links_go_on_through_several_forms_and_end_at_a_change(db: ListsDb) -> None:
    third = replace(FULLER, programs=("RUSSIA",))
    fourth = replace(third, policy="Another one")
    csl(db, PLAIN)
    csl(db, FULLER, form=Form("csl-json"))
    csl(db, third, form=Form("csl-json", 2))
    csl(db, fourth, form=Form("csl-json", 2))
    assert stands(db, PLAIN, third)
    assert not stands(db, PLAIN, fourth)


ECFR = listing("us-bis-744:EL:bb", "SEVER Pribor, JSC", requirement="For all items")
EL = listing("us-csl:EL:aa", "Sever Pribor JSC")
DETAIL = listing("us-ofac-sdn:SDN:36", "Orlov, Pavel Ivanovich", programs=("RUSSIA",))


@pytest.mark.parametrize("detail_first", [False, True])
def test_two_sources_of_one_list_are_linked_whichever_came_first(
    db: ListsDb, detail_first: bool
) -> None:
    steps = [
        lambda: csl(db, PLAIN, EL),
        lambda: take_in(db, SDN, Form("ofac-xml"), DETAIL, told_by=(CSL,)),
        lambda: take_in(db, BIS, Form("bis-ecfr"), ECFR, told_by=(CSL,)),
    ]
    for step in reversed(steps) if detail_first else steps:
        step()
    for general, detail in ((PLAIN, DETAIL), (EL, ECFR)):
        assert stands(db, general, detail)
        assert stands(db, detail, general)
        assert db.counterparts([detail.uid, general.uid]) == {
            detail.uid: (general.uid,),
            general.uid: (detail.uid,),
        }
    assert not stands(db, PLAIN, ECFR)


def test_a_change_after_the_link_is_a_change(db: ListsDb) -> None:
    csl(db, PLAIN)
    take_in(db, SDN, Form("ofac-xml"), DETAIL, told_by=(CSL,))
    changed = replace(DETAIL, end_date="2027-01-01")
    take_in(db, SDN, Form("ofac-xml"), changed, told_by=(CSL,))
    assert not stands(db, PLAIN, changed)
    assert db.counterparts([DETAIL.uid]) == {DETAIL.uid: (PLAIN.uid,)}


def test_who_is_no_longer_listed_there_is_no_counterpart(db: ListsDb) -> None:
    csl(db, PLAIN, EL)
    take_in(db, SDN, Form("ofac-xml"), DETAIL, told_by=(CSL,))
    csl(db, EL)
    assert db.counterparts([DETAIL.uid]) == {}


def test_sources_of_other_lists_are_not_looked_at(db: ListsDb) -> None:
    csl(db, PLAIN)
    take_in(db, SDN, Form("ofac-xml"), DETAIL, told_by=())
    assert not stands(db, PLAIN, DETAIL)


def test_an_edition_that_is_not_kept_leaves_no_link(db: ListsDb) -> None:
    csl(db, PLAIN)

    def stop() -> None:
        with db.incoming(CSL, Form("csl-json")) as incoming:
            incoming.add(FULLER)
            incoming.settle()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stop()
    assert not stands(db, PLAIN, FULLER)


def test_a_file_of_the_version_before_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "lists.db"
    old = Database(path)
    lists_migrations.apply(old, stop_before="0003_fingerprint_links")
    old.execute("insert into editions values (1, 'e1', 'us-csl', null, '0', '{}')")
    old.execute(
        "insert into listings values"
        " (1, 'us-csl:SDN:36', 'us-csl', 'SDN', 1, null, 'f', x'00', x'00', x'00')"
    )
    old.conn.commit()
    old.close()
    with pytest.raises(StorageFault, match="database-needs-update"):
        ListsDb.open(path, read_only=True)
    db = ListsDb.open(path)
    assert db.count() == 1
    looks = db.linked_looks(ListingUid("us-csl:SDN:36"), "f")
    assert looks == {Look(ListingUid("us-csl:SDN:36"), "f")}
    (strict,) = db.db.execute(
        "select strict from pragma_table_list where name = 'fingerprint_links'"
    ).fetchone()
    assert strict == 1
    db.close()
    assert (tmp_path / "backups" / "lists-before-0003.db").exists()
