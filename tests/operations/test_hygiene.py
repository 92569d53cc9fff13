"""What is to be put right in the book, what is put aside, and two customers made one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from exportdesk.core.customers import (
    Customer,
    NameUse,
    PartyAddress,
    PartyName,
    Profile,
    RelatedParty,
)
from exportdesk.core.errors import BadInput, ReadOnlyWorkspace
from exportdesk.core.ids import PartyId, new_id
from exportdesk.core.listings import Identifier
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.progress import Cancelled, Progress, Silent
from exportdesk.core.words import known_codes
from exportdesk.operations.hygiene import HygieneFinding, Unclean
from exportdesk.storage.workspace import Workspace
from exportdesk.storage.workspace_migrations import workspace_migrations
from exportdesk.wiring import Desk
from tests.ui.desks import open_desk, open_filled


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_filled(tmp_path / "ws")
    yield opened
    opened.close()


def customer(name: str, country: str = "", **more: object) -> Customer:
    addresses = (PartyAddress(country=country),) if country else ()
    profile = Profile(names=(PartyName(name),), addresses=addresses)
    return Customer(PartyId(new_id()), replace(profile, **more))  # type: ignore[arg-type]  # by name


def found(desk: Desk, *people: Customer) -> set[tuple[str, tuple[str, ...]]]:
    desk.customers.save_all(people)
    return {(one.what.value, one.names) for one in desk.hygiene.check(Silent())}


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("LLC", Unclean.LEGAL_FORM_ONLY),
        ("GmbH & Co. KG", Unclean.LEGAL_FORM_ONLY),
        ("ООО", Unclean.LEGAL_FORM_ONLY),
        ("The Trading Company Ltd", Unclean.GENERIC_NAME),
        ("International Group", Unclean.GENERIC_NAME),
        ("Quillmere International Trading", None),
        ("Hallgrenze Prüftechnik GmbH", None),
    ],
)
def test_a_name_that_finds_nobody_is_told(desk: Desk, name: str, what: Unclean | None) -> None:
    expected = set() if what is None else {(what.value, (name,))}
    assert found(desk, customer(name, "DE")) == expected


def test_words_are_weighed_without_lists_too(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "bare")
    told = found(desk, customer("International Trading", "DE"), customer("Quillmere", "DE"))
    assert told == {("generic_name", ("International Trading",))}
    desk.close()


TRADING = customer("Hallgrenze Lenses", "DE")
TRADING = replace(
    TRADING,
    profile=replace(
        TRADING.profile,
        names=(
            *TRADING.profile.names,
            PartyName("Quillmere Optics GmbH", NameUse.TRADING),
            PartyName("Trading Co", NameUse.TRADING),
        ),
    ),
)


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        (customer("Quillmere AG", "DE"), customer("QUILLMERE GmbH", "DE"), "same_name"),
        (customer("Quillmere Optics", "DE"), customer("Optics Quillmere", ""), "same_name"),
        (customer("Quillmere Optics", "DE"), TRADING, "same_name"),
        (customer("Trading Company", "DE"), TRADING, "generic_name"),
        (customer("Quillmere Optics", "DE"), customer("Quilmere Optics", "DE"), "near_name"),
        (customer("Quillmere Lenses", "DE"), customer("Quillmere Lense", "DE"), "near_name"),
        (customer("Quillmere Optics", "DE"), customer("Quillmere Optics", "FR"), ""),
        (customer("Quillmere Werk 1", "DE"), customer("Quillmere Werk 2", "DE"), ""),
        (customer("Quillmere Optics", "DE"), customer("Hallgrenze Optics", "DE"), ""),
    ],
)  # fmt: skip
def test_doubles_are_told(desk: Desk, one: Customer, other: Customer, what: str) -> None:
    told = {kind for kind, _names in found(desk, one, other)}
    assert told - {"no_country"} == ({what} if what else set())


def test_what_two_share_is_told(desk: Desk) -> None:
    street = PartyAddress("Sanayi Caddesi 14", "Istanbul", country="TR")
    again = PartyAddress("14, Sanayi Cad.", "ISTANBUL", country="TR")
    number = (Identifier("VAT number", "DE 814-123-999"),)
    people = (
        customer("Quillmere Optics", addresses=(street,), identifiers=number),
        customer("Hallgrenze Lenses", addresses=(again,), website="www.hallgrenze.example/en"),
        customer("Ostrava Bearings", "CZ", identifiers=(Identifier("", "de814123999"),)),
        customer("Fjellstrom Valves", "NO", email_domain="hallgrenze.example"),
        customer("Anders Pumps", "NO", email_domain="gmail.com"),
        customer("Lindqvist Seals", "SE", email_domain="gmail.com"),
    )
    assert found(desk, *people) == {
        ("same_address", ("Hallgrenze Lenses", "Quillmere Optics")),
        ("same_identifier", ("Ostrava Bearings", "Quillmere Optics")),
        ("same_domain", ("Fjellstrom Valves", "Hallgrenze Lenses")),
    }


def test_a_finding_put_aside_stays_away_until_something_changes(desk: Desk) -> None:
    people = customer("Quillmere Optics", "DE"), customer("Quilmere Optics", "DE")
    desk.customers.save_all(people)
    (one,) = desk.hygiene.check(Silent())
    desk.hygiene.put_aside([one], "Two companies.")
    assert desk.hygiene.check(Silent()) == []
    (aside,) = desk.hygiene.check(Silent(), with_aside=True)
    assert aside.aside is not None
    assert (aside.aside.reason, aside.aside.by) == ("Two companies.", "Dana Whitfield")
    assert desk.records.verify().sound
    desk.hygiene.take_back([aside])
    assert [each.key for each in desk.hygiene.check(Silent())] == [one.key]
    desk.hygiene.put_aside([one], "Two companies.")
    renamed = replace(people[1].profile, names=(PartyName("Quillmere Optics GmbH"),))
    desk.customers.save(replace(people[1], profile=renamed))
    assert [each.what for each in desk.hygiene.check(Silent())] == [Unclean.SAME_NAME]


def test_nothing_is_put_aside_where_nothing_can_be_written(desk: Desk, tmp_path: Path) -> None:
    one = HygieneFinding(Unclean.NO_COUNTRY, (PartyId("x"),), ("X",))
    reading = open_desk(tmp_path / "ws", read_only=True)
    with pytest.raises(ReadOnlyWorkspace):
        reading.hygiene.put_aside([one], "")
    reading.close()


def test_looking_can_be_stopped(desk: Desk) -> None:
    class Stops(Silent):
        def step(self, done: int, total: int | None = None) -> None:
            raise Cancelled

    desk.customers.save(customer("Quillmere"))
    stops: Progress = Stops()
    with pytest.raises(Cancelled):
        desk.hygiene.check(stops)


def test_what_there_is_no_second_place_for_is_kept_in_the_notes(desk: Desk) -> None:
    one = customer(
        "Quillmere Optics", "DE", kind=PartyKind.ORGANIZATION, website="quillmere.example",
        email_domain="quillmere.example", formed_on="1999-03-01", notes="Pays.",
    )  # fmt: skip
    other = customer(
        "Quilmere Optics", "DE", kind=PartyKind.PERSON, website="optics.example",
        email_domain="Quillmere.example", formed_on="2001", notes="Late.",
    )  # fmt: skip
    one, other = replace(one, reference="K-1"), replace(other, reference="K-2")
    desk.customers.save_all([one, other])
    desk.customers.merge(one.id, other.id)
    now = desk.customers.get(one.id)
    assert (now.reference, now.profile.website, now.profile.formed_on) == (
        "K-1", "quillmere.example", "1999-03-01",
    )  # fmt: skip
    assert now.profile.notes.split("\n") == [
        "Pays.",
        "Late.",
        "Merged with Quilmere Optics, whose reference was K-2.",
        "Merged with Quilmere Optics, which was down as: Person.",
        "Merged with Quilmere Optics, whose website was optics.example.",
        "Merged with Quilmere Optics, which was formed on 2001.",
    ]


def test_an_address_completes_a_domain_and_another_one_is_kept_in_the_notes(desk: Desk) -> None:
    bare = customer("Quillmere Optics", "DE", email_domain="quillmere.example")
    full = customer(
        "Quilmere Optics", "DE", email="a@quillmere.example", email_domain="quillmere.example"
    )
    third = customer(
        "Quilmere Optic", "DE", email="b@optics.example", email_domain="optics.example"
    )
    desk.customers.save_all([bare, full, third])
    desk.customers.merge(bare.id, full.id)
    assert desk.customers.get(bare.id).profile.email == "a@quillmere.example"
    assert "e-mail" not in desk.customers.get(bare.id).profile.notes
    desk.customers.merge(bare.id, third.id)
    now = desk.customers.get(bare.id).profile
    assert now.email == "a@quillmere.example"
    assert now.notes == "Merged with Quilmere Optic, whose e-mail was b@optics.example."


def test_two_customers_are_made_one_and_two_again(desk: Desk) -> None:
    owner = RelatedParty(
        PartyId(new_id()), Role.OWNER, Profile(names=(PartyName("Quiet Holding"),)), PartyId("")
    )
    one = replace(customer("Quillmere Optics", "DE", notes="Pays."), tags=("west",))
    other = customer(
        "Quilmere Optics", "DE", kind=PartyKind.ORGANIZATION, website="q.example",
        identifiers=(Identifier("", "12345"),), notes="Late.",
    )  # fmt: skip
    other = replace(other, reference="K-2", tags=("new",), related=(replace(owner, of=other.id),))
    desk.customers.save_all([one, other])
    kept = desk.customers.merge(one.id, other.id)
    now = desk.customers.get(one.id)
    assert [name.text for name in now.profile.names] == ["Quillmere Optics", "Quilmere Optics"]
    assert now.profile.names[0].use is NameUse.LEGAL
    assert (now.reference, now.tags, now.profile.notes) == ("K-2", ("west", "new"), "Pays.\nLate.")
    assert (now.profile.website, now.profile.kind) == ("q.example", PartyKind.ORGANIZATION)
    assert [(r.of, r.profile.name) for r in now.related] == [(one.id, "Quiet Holding")]
    assert {each.id for each in desk.workspace().customers.all()} == {one.id}
    desk.customers.undo(kept.batch)
    assert {each.id: each for each in desk.workspace().customers.all()} == {
        one.id: one, other.id: other,
    }  # fmt: skip
    with pytest.raises(BadInput):
        desk.customers.merge(one.id, one.id)


def test_every_finding_has_its_words() -> None:
    wanted = {f"hygiene-{one.value}" for one in Unclean}
    wanted |= {f"hygiene-title-{one.value}" for one in Unclean}
    assert wanted <= known_codes()


def test_a_workspace_of_before_can_put_findings_aside(tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    db = Database(folder / "workspace.db", execute_plugins=False)
    workspace_migrations.apply(db, stop_before="0007_findings_put_aside")
    db.execute(
        "insert into import_shapes (kind, shape, mapping, used_at) values ('a', 'b', '[]', '')"
    )
    db.conn.commit()
    db.close()
    opened = Workspace.open(folder)
    assert opened.aside.all() == {}
    assert opened.shapes.get("a", "b") == ()
    opened.close()


def test_the_mark_changes_with_the_book_and_with_what_is_put_aside_alone(desk: Desk) -> None:
    marks = [desk.hygiene.mark()]

    def is_another() -> bool:
        marks.append(desk.hygiene.mark())
        return marks[-1] != marks[-2]

    one = customer("Quillmere Optics")
    kept = desk.customers.save(one)
    assert is_another()
    desk.book.screen(Silent())
    assert not is_another()
    (finding,) = desk.hygiene.check(Silent())
    desk.hygiene.put_aside([finding], "Not known.")
    assert is_another()
    assert list(desk.hygiene.aside()) == [finding.key]
    desk.hygiene.take_back([finding])
    assert desk.hygiene.aside() == {}
    assert is_another()
    assert marks[-1] == marks[-3]
    desk.customers.undo(kept.batch)
    assert is_another()


def test_the_merged_is_seen_before_it_is_made(desk: Desk) -> None:
    one = customer("Quillmere Optics", "DE")
    other = customer("Quilmere Optics GmbH", "DE", website="www.quillmere.example")
    desk.customers.save_all([one, other])
    seen, wrong = desk.customers.together(one.id, other.id)
    assert wrong == ()
    assert desk.customers.get(one.id) == one
    desk.customers.merge(one.id, other.id)
    assert desk.customers.get(one.id) == seen
    assert seen.profile.website == "www.quillmere.example"
    with pytest.raises(BadInput):
        desk.customers.together(one.id, one.id)
