"""The book: customers kept, screened, decided on, deleted, and every step taken back."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from exportdesk.core.book import Act, Trigger
from exportdesk.core.changes import Changes
from exportdesk.core.customers import (
    Customer,
    PartyAddress,
    PartyField,
    PartyName,
    Profile,
    RelatedParty,
)
from exportdesk.core.errors import BadInput, ListsMissing, ReadOnlyWorkspace
from exportdesk.core.ids import ListingUid, PartyId, ProductId, new_id
from exportdesk.core.list_changes import ListingField
from exportdesk.core.listings import ListedName, Listing
from exportdesk.core.parties import Party, PartyKind, Role
from exportdesk.core.products import Product
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.core.standing import CustomerStatus, Lapse, MatchState
from exportdesk.diligence import TypedProduct
from exportdesk.operations import book_screening
from exportdesk.operations.deciding import Subject, Word
from exportdesk.operations.demo import demo_customers
from exportdesk.operations.import_list import ImportRequest
from exportdesk.rulebook import Consequence
from exportdesk.screening.made_names import made_names
from exportdesk.storage.customer_rows import CustomerQuery
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.listed import listing, put
from tests.sampling import sample
from tests.ui.desks import NEXT_LIST, US_CSL, open_desk, open_filled

SEVERNYI = "OOO Severnyi Impuls"
NOT_SAME = Word(Verdict.NOT_SAME, "Another city, another trade.")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    opened = open_filled(tmp_path / "ws", clock)
    yield opened
    opened.close()


def customer(name: str, country: str = "", *, street: str = "", reference: str = "") -> Customer:
    address = PartyAddress(street, country=country)
    profile = Profile(
        names=(PartyName(name),),
        kind=PartyKind.ORGANIZATION,
        addresses=() if address.is_empty else (address,),
    )
    return Customer(PartyId(new_id()), profile, reference=reference)


def status(desk: Desk, one: Customer) -> tuple[CustomerStatus, str]:
    rows = desk.workspace().customer_rows
    number = rows.row_of(one.id)
    assert number is not None
    (row,) = rows.rows([number], desk.book.current())
    return row.status, row.consequence


def subjects(desk: Desk, one: Customer) -> tuple[Subject, ...]:
    return desk.deciding.subjects(desk.deciding.matches(one.id))


def states(desk: Desk, one: Customer) -> set[MatchState]:
    return {match.state for match in desk.deciding.matches(one.id)}


def renamed(one: Customer, name: str) -> Customer:
    return replace(one, profile=replace(one.profile, names=(PartyName(name),)))


def test_a_customer_goes_through_its_states(desk: Desk, clock: FakeClock) -> None:
    one = customer(SEVERNYI, "RU", reference="K-1")
    desk.customers.save(one)
    assert status(desk, one) == (CustomerStatus.NOT_SCREENED, "")
    assert desk.book.is_due()
    report = desk.book.screen(Silent(), trigger=Trigger.EDIT)
    assert report.opened
    assert not report.returned
    assert not report.gone
    assert status(desk, one) == (CustomerStatus.REVIEW, "")
    assert not desk.book.is_due()
    clock.advance(hours=1)
    made = desk.deciding.decide(subjects(desk, one), Word(Verdict.SAME, "Same tax number."))
    assert status(desk, one) == (CustomerStatus.LISTED, "hold_license")
    clock.advance(hours=1)
    told = [decision.id for decision in made.decisions]
    desk.deciding.revoke([*told, *told], "Looked at the wrong file")  # each is taken back once
    assert status(desk, one)[0] is CustomerStatus.REVIEW
    clock.advance(hours=1)
    desk.deciding.decide(subjects(desk, one), NOT_SAME)
    assert status(desk, one) == (CustomerStatus.NO_OPEN_MATCH, "")
    verdicts = [decision.verdict for decision in desk.deciding.history(one.id)]
    assert verdicts.count(None) == len(made.decisions)
    assert desk.records.verify().sound


def test_a_decision_survives_screening_again(desk: Desk) -> None:
    one = customer(SEVERNYI, "RU")
    desk.customers.save(one)
    desk.book.screen(Silent())
    desk.deciding.decide(subjects(desk, one), NOT_SAME)
    report = desk.book.screen(Silent(), whole=True)
    assert states(desk, one) == {MatchState.NOT_SAME}
    assert not report.opened
    assert not report.returned
    assert not report.gone


def test_an_edit_brings_a_decision_back_and_says_which_field(desk: Desk) -> None:
    one, other = customer(SEVERNYI, "RU"), customer("Severnyi Impuls", "KZ")
    desk.customers.save_all([one, other])
    desk.book.screen(Silent())
    for each in (one, other):
        desk.deciding.decide(subjects(desk, each), NOT_SAME)
    moved = replace(
        one, profile=replace(one.profile, addresses=(PartyAddress("Lenina 5", country="RU"),))
    )
    desk.customers.save(moved)
    assert states(desk, one) == {MatchState.RETURNED}
    assert status(desk, one)[0] is CustomerStatus.REVIEW
    assert states(desk, other) == {MatchState.NOT_SAME}
    match = desk.deciding.matches(one.id)[0]
    case = desk.deciding.case(one.id, match.match.uid)
    assert case.standing is not None
    assert case.standing.lapses == (Lapse.PARTY_CHANGED,)
    (change,) = case.standing.ours
    assert (change.field, change.before, change.after) == (
        PartyField.ADDRESSES, (), ("Lenina 5",),
    )  # fmt: skip
    report = desk.book.screen(Silent(), trigger=Trigger.EDIT)
    assert report.screening.parties == 1
    assert states(desk, one) == {MatchState.RETURNED}
    assert {one.party for one in report.returned} == {one.id}, "the screening of it tells it"
    assert not desk.book.screen(Silent(), whole=True).returned, "once"


def test_what_does_not_tell_who_a_party_is_brings_nothing_back(desk: Desk) -> None:
    one = customer(SEVERNYI, "RU")
    desk.customers.save(one)
    desk.book.screen(Silent())
    desk.deciding.decide(subjects(desk, one), NOT_SAME)
    profile = replace(one.profile, notes="Pays late.", website="https://severny.example")
    desk.customers.save(replace(one, profile=profile, tags=("slow",), reference="K-7"))
    assert states(desk, one) == {MatchState.NOT_SAME}
    assert not desk.book.is_due()


def test_a_list_change_brings_a_decision_back_and_says_which_field(
    desk: Desk, clock: FakeClock
) -> None:
    one, calm = customer(SEVERNYI, "RU"), customer("Calm Brook Optics", "CA")
    desk.customers.save_all([one, calm])
    desk.book.screen(Silent())
    desk.deciding.decide(subjects(desk, one), NOT_SAME)
    clock.advance(days=1)
    desk.lists.import_file(ImportRequest(NEXT_LIST, US_CSL), Silent())
    assert status(desk, calm)[0] is CustomerStatus.STALE
    assert desk.book.is_due()
    report = desk.book.screen(Silent(), trigger=Trigger.LISTS)
    back = [m for m in report.returned if m.match.name == "Severnyi Impuls LLC"]
    assert back
    assert MatchState.RETURNED in states(desk, one)
    case = desk.deciding.case(one.id, back[0].match.uid)
    assert case.standing is not None
    assert case.standing.lapses == (Lapse.LISTING_CHANGED,)
    assert {change.field for change in case.standing.theirs} == {
        ListingField.ALIASES, ListingField.ADDRESSES,
    }  # fmt: skip
    assert status(desk, calm)[0] is CustomerStatus.NO_OPEN_MATCH


def test_a_review_date_brings_a_decision_back(desk: Desk, clock: FakeClock) -> None:
    one = customer(SEVERNYI, "RU")
    desk.customers.save(one)
    desk.book.screen(Silent())
    day = clock.now().local.date() + timedelta(days=30)
    word = replace(NOT_SAME, review_on=day)
    with pytest.raises(BadInput, match="review-date-past"):
        desk.deciding.decide(subjects(desk, one), replace(word, review_on=date(2026, 11, 20)))
    desk.deciding.decide(subjects(desk, one), word)
    clock.advance(days=29)
    assert not desk.book.is_due()
    clock.advance(days=1)
    assert desk.book.is_due()
    report = desk.book.screen(Silent(), trigger=Trigger.SCHEDULE)
    assert report.returned
    assert {match.lapses for match in report.returned} == {(Lapse.REVIEW_DUE,)}
    assert not desk.book.is_due()


def test_what_was_not_shown_is_not_decided(desk: Desk) -> None:
    one = customer(SEVERNYI, "RU")
    desk.customers.save(one)
    desk.book.screen(Silent())
    shown = subjects(desk, one)
    with pytest.raises(BadInput, match="reason-missing"):
        desk.deciding.decide(shown, replace(NOT_SAME, reason="  "))
    desk.customers.save(renamed(one, "OOO Severnyi Impuls Plus"))
    with pytest.raises(BadInput, match="match-changed"):
        desk.deciding.decide(shown, NOT_SAME)
    gone = replace(shown[0], uid=ListingUid("us-csl:SDN:0"))
    with pytest.raises(BadInput, match="match-gone"):
        desk.deciding.decide([gone], NOT_SAME)
    assert desk.workspace().decisions.count() == 0


def test_a_decision_is_for_one_match_of_one_party(desk: Desk) -> None:
    one, other = customer(SEVERNYI, "RU"), customer(SEVERNYI, "RU")
    desk.customers.save_all([one, other])
    desk.book.screen(Silent())
    first, *rest = subjects(desk, one)
    desk.deciding.decide([first], NOT_SAME)
    assert states(desk, other) == {MatchState.OPEN}
    assert sum(m.state is MatchState.OPEN for m in desk.deciding.matches(one.id)) == len(rest)
    case = desk.deciding.case(other.id, first.uid)
    assert desk.deciding.alike(case) == []  # the other is decided: nothing alike waits
    for match in desk.deciding.matches(other.id):
        assert desk.deciding.case(other.id, match.match.uid).standing is None


def test_evidence_is_kept_with_a_decision(desk: Desk) -> None:
    one = customer(SEVERNYI, "RU")
    desk.customers.save(one)
    desk.book.screen(Silent())
    word = replace(NOT_SAME, evidence=(("extract.pdf", b"%PDF-1.7 made up"),))
    (made, *_) = desk.deciding.decide(subjects(desk, one), word).decisions
    (kept,) = made.evidence
    store = desk.workspace().attachments
    assert store.path(kept.sha256).read_bytes() == b"%PDF-1.7 made up"
    (again, *_) = desk.deciding.history(one.id)[-1:]
    assert again == made


def test_related_parties_are_screened_and_decided_for_themselves(desk: Desk) -> None:
    one = customer("Calm Brook Optics", "CA")
    owner = RelatedParty(
        PartyId(new_id()), Role.OWNER, customer(SEVERNYI, "RU").profile, one.id, percent="60"
    )
    bank = RelatedParty(
        PartyId(new_id()), Role.BANK, customer("Quiet Valley Savings", "CA").profile, one.id
    )
    one = replace(one, related=(owner, bank))
    desk.customers.save(one)
    desk.book.screen(Silent())
    assert {match.party for match in desk.deciding.matches(one.id)} == {owner.id}
    assert status(desk, one)[0] is CustomerStatus.REVIEW
    queued = desk.deciding.queue()
    assert {(each.party, each.customer, each.role) for each in queued} == {
        (SEVERNYI, "Calm Brook Optics", Role.OWNER)
    }
    desk.deciding.decide(subjects(desk, one), NOT_SAME)
    desk.customers.save(one.without_related(owner.id))
    assert desk.deciding.matches(one.id) == []
    assert desk.deciding.history(one.id)


def test_an_unsound_customer_is_not_saved(desk: Desk) -> None:
    with pytest.raises(BadInput, match="name-missing"):
        desk.customers.save(customer("   "))
    desk.customers.save(customer("Calm Brook", reference="K-1"))
    with pytest.raises(BadInput, match="reference-taken"):
        desk.customers.save(customer("Other Brook", reference="K-1"))
    assert desk.workspace().customers.count() == 1


def test_every_step_is_taken_back(desk: Desk) -> None:
    one = customer("Calm Brook Optics", "CA", reference="K-1")
    added = desk.customers.save(one)
    edited = desk.customers.save(renamed(one, "Calm Brook Lenses"))
    assert desk.customers.save(renamed(one, "Calm Brook Lenses")).customers == ()
    deleted = desk.customers.delete([one.id])
    assert desk.workspace().customers.count() == 0
    desk.customers.save(customer("Someone Else", reference="K-1"))  # the reference is free again
    with pytest.raises(BadInput, match="batch-changed-since"):
        desk.customers.undo(deleted.batch)
    taker = desk.workspace().customers.by_reference("K-1")
    assert taker is not None
    desk.customers.delete([taker])
    desk.customers.undo(deleted.batch)
    assert desk.customers.get(one.id).name == "Calm Brook Lenses"
    desk.customers.undo(edited.batch)
    assert desk.customers.get(one.id).name == "Calm Brook Optics"
    with pytest.raises(BadInput, match="batch-undone-already"):
        desk.customers.undo(edited.batch)
    desk.customers.undo(added.batch)
    assert desk.workspace().customers.count() == 0
    acts = [batch.act for batch, _before, _after in desk.customers.history(one.id)]
    assert acts == [Act.UNDO, Act.UNDO, Act.UNDO, Act.DELETE, Act.EDIT, Act.ADD]
    assert desk.records.verify().sound


def test_an_import_is_taken_back_as_one_but_for_what_changed_since(desk: Desk) -> None:
    old = customer("Calm Brook Optics", "CA", reference="K-0")
    desk.customers.save(old)
    new = [customer(f"Importer {at}", "CA", reference=f"K-{at + 1}") for at in range(5)]
    kept = desk.customers.save_all(
        [renamed(old, "Calm Brook Lenses"), *new], act=Act.IMPORT, label="customers.xlsx"
    )
    desk.customers.save(renamed(new[2], "Importer two"))
    undone = desk.customers.undo(kept.batch)
    assert undone.left == (new[2].id,)
    assert {one.name for one in desk.workspace().customers.all()} == {
        "Calm Brook Optics", "Importer two",
    }  # fmt: skip
    assert desk.customers.steps(Act.IMPORT)[0].undone_by == undone.batch


def test_a_deleted_customer_leaves_review_and_what_was_decided_stays(desk: Desk) -> None:
    one = customer(SEVERNYI, "RU")
    desk.customers.save(one)
    desk.book.screen(Silent())
    assert desk.deciding.waiting()
    first, *_rest = subjects(desk, one)
    desk.deciding.decide([first], NOT_SAME)
    deleted = desk.customers.delete([one.id])
    assert desk.deciding.waiting() == 0
    assert desk.deciding.queue() == []
    assert len(desk.deciding.history(one.id)) == 1
    desk.customers.undo(deleted.batch)
    assert MatchState.NOT_SAME in states(desk, one)


@pytest.mark.parametrize("back", ["afterwards", "meanwhile"])
def test_whom_a_change_of_lists_met_deleted_is_screened_once_it_is_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, back: str
) -> None:
    one, other = customer(SEVERNYI, "RU"), customer("Calm Brook Optics", "CA")
    desk.customers.save_all([one, other])
    desk.book.screen(Silent())
    desk.deciding.decide(subjects(desk, one), NOT_SAME)
    deleted = desk.customers.delete([one.id])
    desk.lists.import_file(ImportRequest(NEXT_LIST, US_CSL), Silent())
    if back == "meanwhile":  # another program, or the person, while the book is being screened
        found = book_screening.rescreen

        def held_up(*told: Any, **more: Any) -> Any:
            desk.customers.undo(deleted.batch)
            return found(*told, **more)

        monkeypatch.setattr(book_screening, "rescreen", held_up)
    desk.book.screen(Silent(), trigger=Trigger.LISTS)
    if back == "afterwards":
        desk.customers.undo(deleted.batch)
    monkeypatch.undo()
    assert status(desk, other)[0] is CustomerStatus.NO_OPEN_MATCH
    assert status(desk, one)[0] is CustomerStatus.STALE
    assert desk.book.is_due()
    desk.book.screen(Silent(), trigger=Trigger.EDIT)
    assert MatchState.RETURNED in states(desk, one)
    assert not desk.book.is_due()


def test_the_book_is_not_screened_without_lists_or_rights(tmp_path: Path) -> None:
    empty = open_desk(tmp_path / "empty")
    empty.customers.save(customer("Calm Brook Optics"))
    assert not empty.book.is_due()
    with pytest.raises(ListsMissing):
        empty.book.screen(Silent())
    empty.close()
    reading = open_desk(tmp_path / "empty", read_only=True)
    for write in (
        lambda: reading.customers.save(customer("Other")),
        lambda: reading.customers.delete([]),
        lambda: reading.deciding.decide([], NOT_SAME),
        lambda: reading.book.screen(Silent()),
    ):
        with pytest.raises(ReadOnlyWorkspace):
            write()
    reading.close()


def test_another_threshold_makes_the_book_stale(desk: Desk) -> None:
    one = customer("Calm Brook Optics", "CA")
    desk.customers.save(one)
    desk.book.screen(Silent())
    assert status(desk, one)[0] is CustomerStatus.NO_OPEN_MATCH
    desk.profile.save_settings(replace(desk.settings(), threshold=20.0))
    assert status(desk, one)[0] is CustomerStatus.STALE
    assert desk.book.is_due()


def test_the_table_finds_filters_and_sorts(desk: Desk) -> None:
    people = [replace(one, tags=("demo", one.profile.country)) for one in demo_customers()]
    desk.customers.save_all(people)
    desk.book.screen(Silent())
    rows, index = desk.workspace().customer_rows, desk.book.current()

    def names(query: CustomerQuery) -> list[str]:
        found = rows.find(replace(query, index=index))
        return [row.name for row in rows.rows(found, index)]

    everybody = names(CustomerQuery())
    assert len(everybody) == len(people) == sum(rows.statuses(index).values())
    assert everybody == sorted(everybody, key=lambda name: name.encode().lower())
    assert names(CustomerQuery(descending=True)) == everybody[::-1]
    assert names(CustomerQuery(search="ornek ELEKTRONIK")) == [
        "Örnek Elektronik Sanayi ve Ticaret A.Ş."
    ]
    assert names(CustomerQuery(search="990158")) == ["Örnek Elektronik Sanayi ve Ticaret A.Ş."]
    german = [one.name for one in people if one.profile.country == "DE"]
    assert sorted(names(CustomerQuery(countries=frozenset({"DE"})))) == sorted(german)
    assert sorted(names(CustomerQuery(tags=frozenset({"DE"})))) == sorted(german)
    review = names(CustomerQuery(statuses=frozenset({CustomerStatus.REVIEW})))
    assert 0 < len(review) < len(people)
    assert rows.statuses(index)[CustomerStatus.REVIEW] == len(review)
    on_lists = names(CustomerQuery(lists=frozenset(rows.lists())))
    assert set(on_lists) == set(review)
    assert rows.countries()["DE"] == len(german)
    assert "demo" in rows.tags()


def test_a_party_keeps_everything_that_is_screened() -> None:
    party = Party(
        "A", PartyKind.PERSON, "DE", "Weg 1", "Tax 770123", other_names=("B", "C"),
        other_addresses=("Weg 2",), other_countries=("FR",),
    )  # fmt: skip
    kept = Profile.of(party).party()
    assert kept == replace(party, identifier="Tax 770123")


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("update match_decisions set reason = 'Something else'", "decision-altered"),
        ("update match_decisions set verdict = 'same'", "decision-altered"),
        (
            "update match_decisions set body = replace(body, 'Impuls', 'Jmpuls')",
            "decision-altered",
        ),
        ("delete from match_decisions", "decision-gone"),
        ("update book_versions set after = replace(after, 'Impuls', 'Jmpuls')", "step-altered"),
        ("delete from book_versions", "step-altered"),
    ],
)
def test_what_is_changed_behind_the_programs_back_is_found(desk: Desk, sql: str, code: str) -> None:
    one = customer(SEVERNYI, "RU")
    desk.customers.save(one)
    desk.book.screen(Silent())
    desk.deciding.decide(subjects(desk, one), replace(NOT_SAME, evidence=(("a.txt", b"a"),)))
    assert desk.records.verify().sound
    db = desk.workspace().db
    names = [row[0] for row in db.execute("select name from sqlite_master where type = 'trigger'")]
    for name in names:
        db.execute(f"drop trigger {name}")
    db.execute(sql)
    assert {found for found, _facts in desk.records.verify().faults} == {code}


def test_evidence_that_is_gone_is_found(desk: Desk) -> None:
    one = customer(SEVERNYI, "RU")
    desk.customers.save(one)
    desk.book.screen(Silent())
    made = desk.deciding.decide(subjects(desk, one), replace(NOT_SAME, evidence=(("a.txt", b"a"),)))
    digest = made.decisions[0].evidence[0].sha256
    desk.workspace().attachments.path(digest).unlink()
    assert {code for code, _facts in desk.records.verify().faults} == {"attachment-missing"}


def owned_by(one: Customer, *owners: tuple[Profile, str]) -> Customer:
    return replace(
        one,
        related=tuple(
            RelatedParty(PartyId(new_id()), Role.OWNER, profile, one.id, percent=percent)
            for profile, percent in owners
        ),
    )


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        ("50", (CustomerStatus.LISTED, "hold_license")),
        ("49.9", (CustomerStatus.LISTED, "red_flag")),
        ("", (CustomerStatus.LISTED, "red_flag")),
    ],
)
def test_a_confirmed_owner_shows_on_the_customer(
    desk: Desk, percent: str, expected: tuple[CustomerStatus, str]
) -> None:
    one = owned_by(customer("Calm Brook Optics", "CA"), (customer(SEVERNYI, "RU").profile, percent))
    desk.customers.save(one)
    desk.book.screen(Silent())
    assert desk.owning.of(one.id).consequence is not Consequence.BLOCK
    desk.deciding.decide(subjects(desk, one), Word(Verdict.SAME, "Same tax number."))
    assert status(desk, one) == expected
    result = desk.owning.of(one.id)
    assert result.sum_of("bis-50").reached == (percent == "50")


def test_what_is_owned_by_a_blocked_party_is_blocked(desk: Desk) -> None:
    sdn = next(
        listing for listing in desk.lists_db().current_listings()
        if listing.list == "SDN" and listing.kind is PartyKind.ORGANIZATION
    )  # fmt: skip
    owner = customer(sdn.name, *sdn.countries[:1]).profile
    firm = RelatedParty(
        PartyId(new_id()), Role.OWNER, customer("Calm Holding", "CA").profile, PartyId(""), "50"
    )
    one = customer("Calm Brook Optics", "CA")
    firm = replace(firm, of=one.id)
    top = RelatedParty(PartyId(new_id()), Role.OWNER, owner, firm.id, "60")
    desk.customers.save(replace(one, related=(firm, top)))
    desk.book.screen(Silent())
    desk.deciding.decide(subjects(desk, one), Word(Verdict.SAME, "Same tax number."))
    result = desk.owning.of(one.id)
    assert result.consequence is Consequence.BLOCK
    assert {one.reached for one in result.sums} >= {True}
    assert status(desk, one) == (CustomerStatus.LISTED, "block")


def product(sku: str, hs_code: str = "854231", **more: str) -> Product:
    return Product(ProductId(new_id()), sku, "Board", hs_code=hs_code, **more)  # type: ignore[arg-type]  # text fields only


def test_products_are_kept_found_and_taken_back(desk: Desk) -> None:
    one, other = product("NI-1"), product("NI-2", "847180")
    added = desk.products.save_all([one, other])
    assert [each.sku for each in desk.products.all()] == ["NI-1", "NI-2"]
    for wrong, code in (
        (product("NI-1"), "sku-taken"),
        (product("NI-3", "85423"), "product-hs-lost-zero"),
        (product(""), "product-sku-missing"),
    ):
        with pytest.raises(BadInput, match=code):
            desk.products.save(wrong)
    swapped = desk.products.save_all([replace(one, sku="NI-2"), replace(other, sku="NI-1")])
    assert desk.products.get(one.id).sku == "NI-2"
    desk.products.undo(swapped.batch)
    assert desk.products.get(one.id).sku == "NI-1"
    checked = desk.products.checked(one)
    assert checked.high_priority is not None
    assert checked.high_priority.tier.tier.value == "1"
    deleted = desk.products.delete([one.id])
    assert [each.sku for each in desk.products.all()] == ["NI-2"]
    desk.products.undo(deleted.batch)
    undone = desk.products.undo(added.batch)
    assert desk.products.all() == []
    assert undone.changes & Changes.PRODUCTS
    assert next(batch.act for batch, _was, _is in desk.products.history(one.id)) is Act.UNDO
    with pytest.raises(BadInput, match="product-unknown"):
        desk.products.get(ProductId("nobody"))
    assert desk.records.verify().sound
    taken = desk.products.check(TypedProduct(sku="NI-9", hs_code="8542.31"))
    assert taken.is_usable


def found(desk: Desk) -> set[tuple[str, str, str, str]]:
    """Return every match in the book: party, listing, score, state."""
    return {
        (one.match.party, one.match.match.uid, f"{one.match.match.score:.6f}", one.match.state)
        for one in desk.deciding.queue(*MatchState)
    }


def put_csl(desk: Desk, listings: list[Listing]) -> None:
    put(desk.folder / "lists.db", "us-csl", *listings)


@pytest.mark.parametrize("seed", range(sample(1, 4)))
def test_screening_what_changed_finds_what_screening_everything_does(
    tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    made = [one.name for one in islice(made_names(), 400)]
    rng.shuffle(made)
    listings = [
        listing(f"us-csl:EL:{at:016x}", name, rng.choice(("RU", "CN", "TR")))
        for at, name in enumerate(made[:150])
    ]
    desk = open_desk(tmp_path / "ws")
    put_csl(desk, listings)
    people = [customer(name, rng.choice(("RU", "DE"))) for name in made[100:300]]
    desk.customers.save_all(people)
    desk.book.screen(Silent())
    assert 0 < len(desk.deciding.queue()) < len(people)
    desk.deciding.decide(
        desk.deciding.subjects(one.match for one in desk.deciding.queue()[:20]), NOT_SAME
    )
    looked_at = []
    for step in range(3):
        at = rng.randrange(len(listings))
        listings[at] = replace(listings[at], names=(ListedName(made[300 + step]),))
        del listings[rng.randrange(len(listings))]
        listings.append(listing(f"us-csl:EL:{200 + step:016x}", made[310 + step], "RU"))
        put_csl(desk, listings)
        report = desk.book.screen(Silent(), trigger=Trigger.LISTS)
        looked_at.append(report.screening)
        narrow = found(desk)
        assert all(status(desk, one)[0] is not CustomerStatus.STALE for one in people[:5])
        desk.book.screen(Silent(), whole=True)
        assert found(desk) == narrow
    assert any(one.rescreened < one.parties for one in looked_at)
    desk.close()


def test_what_cannot_be_told_is_screened_whole(desk: Desk, clock: FakeClock) -> None:
    people = [customer(f"Calm Brook {at}", "CA") for at in range(10)]
    desk.customers.save_all(people)
    desk.book.screen(Silent())
    # Another source comes: it holds more than a few of the listings.
    put(desk.folder / "lists.db", "eu-fsf", listing("eu-fsf:EU.1", "Somebody", "RU"),
        *(listing(f"eu-fsf:EU.{at}", f"Listed {at}", "RU") for at in range(2, 40)))  # fmt: skip
    report = desk.book.screen(Silent(), trigger=Trigger.LISTS)
    assert report.screening.rescreened == report.screening.parties == len(people)
    assert report.screening.drift == 0


def test_once_in_a_week_everybody_is_due_again(desk: Desk, clock: FakeClock) -> None:
    assert not desk.book.is_whole_due()  # nobody is kept
    kept = customer("Quiet Meadow Honey Farm", "DE")
    desk.customers.save(kept)
    assert not desk.book.is_whole_due()  # nobody was screened yet
    desk.book.screen(Silent())
    clock.advance(days=7)
    assert not desk.book.is_whole_due()
    clock.advance(days=1)
    desk.book.screen(Silent(), customers=[kept.id], whole=True)  # one of them is not all
    assert desk.book.is_whole_due()
    assert not desk.book.is_due()
    report = desk.book.screen(Silent(), trigger=Trigger.SCHEDULE, whole=True)
    assert (report.screening.whole, report.screening.rescreened) == (True, 1)
    assert not desk.book.is_whole_due()
    clock.advance(days=8)
    assert desk.book.is_whole_due()
    desk.customers.delete([kept.id])
    assert not desk.book.is_whole_due()
