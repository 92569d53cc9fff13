"""Importing customers and products: what rows would do, what they did, and taking it back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exportdesk.core import i18n
from exportdesk.core.book import Act, Kind, Trigger
from exportdesk.core.customers import (
    AddressUse,
    Customer,
    NameUse,
    PartyAddress,
    PartyName,
    Profile,
    RelatedParty,
)
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import PartyId, new_id
from exportdesk.core.listings import Identifier
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.products import Jurisdiction
from exportdesk.core.progress import Silent
from exportdesk.operations.book_drafts import customer_draft, customer_from, updated
from exportdesk.operations.book_import import CustomerRow, Planned, ProductRow, RowAct
from exportdesk.operations.book_known import MetBy
from exportdesk.operations.demo import demo_customers
from exportdesk.operations.table_import import slot_of
from exportdesk.tables import (
    CUSTOMERS,
    PRODUCTS,
    Choices,
    CustomerField,
    ProductField,
    RowReader,
    Slot,
    customer_table,
    guess_map,
    read_table,
    table_of,
    write_table,
)
from exportdesk.wiring import Desk
from tests.ui.desks import open_filled

HEAD = "Reference;Company;Country;Street;City;VAT number;E-mail;Owner;Owner percent\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_filled(tmp_path / "ws")
    yield opened
    opened.close()


def reader(desk: Desk, text: str) -> tuple[RowReader, list[CustomerRow]]:  # type: ignore[type-arg]  # one kind here
    table = table_of((HEAD + text).encode(), "customers.csv")
    country_code = desk.rulebook.countries.country_code
    found = RowReader(table, guess_map(table, CUSTOMERS, country_code), CUSTOMERS, country_code)
    return found, list(found.read())


def plan(desk: Desk, text: str) -> tuple[Planned[CustomerRow, Customer], ...]:
    _reader, rows = reader(desk, text)
    return desk.customer_import.plan(rows, len(rows), Silent())


def products(desk: Desk, text: str) -> list[ProductRow]:
    table = table_of(
        ("SKU;Description;HS code;ECCN;Jurisdiction;Origin\n" + text).encode(), "p.csv"
    )
    country_code = desk.rulebook.countries.country_code
    columns = guess_map(table, PRODUCTS, country_code)
    return list(RowReader(table, columns, PRODUCTS, country_code).read())


def test_contact_persons_are_screened_unless_they_are_wanted_as_a_note(desk: Desk) -> None:
    table = table_of(b'Name,Contact\nCalm Brook,"OOO Severnyi Impuls; Jan Brandt"\n', "c.csv")
    country_code = desk.rulebook.countries.country_code
    columns = guess_map(table, CUSTOMERS, country_code)
    asked = RowReader(table, columns, CUSTOMERS, country_code)
    planned = desk.customer_import.plan(list(asked.read()), 1, Silent())
    done = desk.customer_import.take(planned, label="c.csv", facts={})
    kept = desk.customers.get(PartyId(done.ids[0]))
    named = [(one.role, one.profile.name) for one in kept.related]
    assert named == [(Role.OTHER, "OOO Severnyi Impuls"), (Role.OTHER, "Jan Brandt")]
    assert kept.profile.notes == ""
    report = desk.book.screen(Silent(), trigger=Trigger.IMPORT)
    assert {match.party for match in report.opened} == {kept.related[0].id}
    assert updated(kept, customer_draft(kept)).related == kept.related
    desk.customers.undo(done.batch)
    assert desk.workspace().customers.count() == 0
    assert desk.deciding.waiting() == 0
    noted = RowReader(
        table, columns.with_column(1, Slot(CustomerField.CONTACT)), CUSTOMERS, country_code
    )
    (row,) = noted.read()
    assert (row.draft.contact, row.draft.related) == ("OOO Severnyi Impuls; Jan Brandt", ())


def test_rows_become_customers_screened_and_taken_back(desk: Desk) -> None:
    planned = plan(
        desk,
        "K-1;OOO Severnyi Impuls;Russia;Zavodskaya 12;Moscow;7701234567;a@impuls.example;;\n"
        "K-2;Calm Brook Optics;Canada;;;;;Quiet Holding;51\n",
    )
    assert [one.act for one in planned] == [RowAct.NEW, RowAct.NEW]
    done = desk.customer_import.take(planned, label="customers.csv", facts={"sha256": "00"})
    assert (done.new, done.updated, done.faulty) == (2, 0, 0)
    impuls = desk.customers.get(PartyId(done.ids[0]))
    assert impuls.profile == Profile(
        names=(PartyName("OOO Severnyi Impuls"),),
        kind=PartyKind.UNKNOWN,
        addresses=(PartyAddress("Zavodskaya 12", "Moscow", country="RU"),),
        identifiers=(Identifier("VAT number", "7701234567"),),
        email_domain="impuls.example",
        email="a@impuls.example",
    )
    brook = desk.customers.get(PartyId(done.ids[1]))
    (owner,) = brook.related
    assert (owner.role, owner.profile.name, owner.percent) == (Role.OWNER, "Quiet Holding", "51")
    report = desk.book.screen(Silent(), trigger=Trigger.IMPORT)
    assert report.screening.parties == 3
    assert {match.customer for match in report.opened} == {impuls.id}
    desk.customers.undo(done.batch)
    assert desk.workspace().customers.count() == 0
    assert desk.deciding.waiting() == 0
    (step,) = [one for one in desk.customers.steps() if one.act is Act.IMPORT]
    assert step.facts == {
        "sha256": "00", "new": "2", "updated": "0", "same": "0", "skipped": "0", "faulty": "0",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "met_by", "act"),
    [
        ("K-1;Something Else;;;;;;;", MetBy.KEY, RowAct.UPDATE),
        ("K-1;Ornek Elektronik;TR;;;;;;", MetBy.KEY, RowAct.SAME),
        (";Ornek Elektr. Ltd;TR;;;990-158;;;", MetBy.IDENTIFIER, RowAct.UPDATE),
        (";ornek elektronik;GR;;;990-158;;;", MetBy.IDENTIFIER, RowAct.UPDATE),
        (";Calm Brook Ltd;GB;;;990-158;;;", MetBy.NOTHING, RowAct.NEW),  # another country's number
        (";ÖRNEK  elektronik;Turkey;;;;;;", MetBy.NAME, RowAct.UPDATE),
        (";Ornek Elektronik;;;;;;;", MetBy.NAME, RowAct.SAME),
        ("K-9;Ornek Elektronik;TR;;;;;;", MetBy.NOTHING, RowAct.NEW),  # another number of ours
        (";Ornek Elektronik;DE;;;;;;", MetBy.NOTHING, RowAct.NEW),
        (";Somebody Else;TR;;;;;;", MetBy.NOTHING, RowAct.NEW),
    ],
)
def test_a_row_meets_the_customer_it_is(desk: Desk, row: str, met_by: MetBy, act: RowAct) -> None:
    profile = Profile(
        names=(PartyName("Ornek Elektronik"),),
        addresses=(PartyAddress(country="TR"),),
        identifiers=(Identifier("VAT number", "990158"),),
    )
    desk.customers.save(Customer(PartyId(new_id()), profile, reference="K-1"))
    (planned,) = plan(desk, row + "\n")
    assert (planned.met_by, planned.act) == (met_by, act)
    assert (planned.kept is None) == (met_by is MetBy.NOTHING)


@pytest.mark.parametrize("said", ["N/A", "-", "none", "pending", "12", "00000000"])
def test_a_cell_that_says_nothing_makes_no_two_customers_one(desk: Desk, said: str) -> None:
    first, second = plan(
        desk,
        f"K-1;Calm Brook;CA;;;{said};N/A;N/A;N/A\n;Quiet Foods;CA;;;{said};n.a.;unknown;-\n",
    )
    assert (first.act, second.act, second.twin) == (RowAct.NEW, RowAct.NEW, 0)
    assert (second.faults, second.row.problems, second.value.related) == ((), (), ())
    desk.customers.save(first.value)
    (again,) = plan(desk, f";Quiet Foods;CA;;;{said};;;\n")
    assert again.kept is None


def test_rows_that_are_the_same_are_told(desk: Desk) -> None:
    first, twin, other = plan(
        desk, "K-1;Calm Brook;CA;;;;;;\nK-1;Calm Brook Inc;CA;;;;;;\n;Other;CA;;;;;;\n"
    )
    assert (first.twin, twin.twin, other.twin) == (0, first.row.number, 0)
    assert (first.act, twin.act, other.act) == (RowAct.NEW, RowAct.SKIP, RowAct.NEW)
    done = desk.customer_import.take((first, twin, other), label="x")
    assert (done.new, done.skipped) == (2, 1)


def test_a_row_is_taken_as_the_user_wants(desk: Desk) -> None:
    desk.customers.save(customer_from_name("Calm Brook", "K-1"))
    (one,) = plan(desk, "K-1;Calm Brook Lenses;CA;;;;;;\n")
    assert one.act is RowAct.UPDATE
    fresh = desk.customer_import.replanned(one, RowAct.NEW)
    assert any("K-1" in fault for fault in fresh.faults)  # the reference is taken
    assert not fresh.is_taken
    skipped = desk.customer_import.replanned(one, RowAct.SKIP)
    assert desk.customer_import.take([fresh, skipped], label="x").ids == ()
    back = desk.customer_import.replanned(skipped, RowAct.UPDATE)
    assert back.value == one.value
    desk.customer_import.take([back], label="x")
    (kept,) = desk.workspace().customers.all()
    assert [name.text for name in kept.profile.names] == ["Calm Brook Lenses", "Calm Brook"]


def customer_from_name(name: str, reference: str = "") -> Customer:
    return Customer(PartyId(new_id()), Profile(names=(PartyName(name),)), reference=reference)


def test_a_faulty_row_is_left_out_until_it_is_fixed(desk: Desk) -> None:
    found, rows = reader(desk, "K-1;;CA;;;;;;\nK-2;Calm Brook;Atlantis;;;;;;\n")
    planned = list(desk.customer_import.plan(rows, 2, Silent()))
    assert planned[0].faults
    assert not planned[1].faults
    assert rows[1].problems  # the country is not known; the row can be taken without it
    assert desk.customer_import.take(planned, label="x").faulty == 1
    fixed = found.fix(rows[0], CustomerField.LEGAL_NAME, "Named Now")
    again = desk.customer_import.again(fixed)
    assert not again.faults
    assert again.value.name == "Named Now"
    assert desk.customer_import.take([again], label="x").new == 1


def test_what_was_changed_while_rows_were_looked_at_is_not_lost(desk: Desk, tmp_path: Path) -> None:
    one, gone = customer_from_name("Calm Brook", "K-1"), customer_from_name("Calm Pond", "K-2")
    desk.customers.save_all([one, gone])
    planned = plan(desk, "K-1;Calm Brook;CA;;;;;;\nK-2;Calm Pond;CA;;;;;;\n")
    assert [each.act for each in planned] == [RowAct.UPDATE, RowAct.UPDATE]
    desk.customers.save(replace(one, profile=replace(one.profile, notes="Pays on time.")))
    desk.customers.delete([gone.id])
    done = desk.customer_import.take(planned, label="x")
    assert (done.updated, done.new) == (1, 1)
    now = desk.customers.get(one.id).profile
    assert (now.notes, now.countries) == ("Pays on time.", ("CA",))
    assert desk.workspace().customers.deleted([gone.id])  # the row is somebody new

    goods = desk.product_import
    goods.take(goods.plan(products(desk, "N-1;Board;854231;;;US\n"), 1, Silent()), label="x")
    again = goods.plan(products(desk, "N-1;Big board;;;;\n"), 1, Silent())
    (board,) = desk.products.all()
    desk.products.save(replace(board, notes="Sold out."))
    assert goods.take(again, label="x").updated == 1
    (board,) = desk.products.all()
    assert (board.description, board.notes) == ("Big board", "Sold out.")


@pytest.mark.parametrize("kind", list(Kind))
def test_a_row_put_right_to_the_key_of_a_later_one_is_told(
    desk: Desk, tmp_path: Path, kind: Kind
) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("Reference,Name\nK-1,Calm Brook\nK-2,Calm Pond\n", "utf-8")
    proposal = desk.table_imports.plan(desk.table_imports.open(kind, file, Silent()), Silent())
    first, second = proposal.rows
    key = CustomerField.REFERENCE if kind is Kind.CUSTOMERS else ProductField.SKU
    proposal.put([desk.table_imports.fixed(proposal, first, key, "K-2")])
    assert any("row 3" in fault for fault in proposal.rows[0].faults)
    done = desk.table_imports.take(proposal, Silent())
    assert (done.new, done.faulty) == (1, 1)
    assert second.is_taken


def test_columns_said_to_hold_the_same_are_several_owners(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("Firma,Q1,Q2,%1,%2\nCalm Brook,Ann Lee,Bo Park,,60\nCalm Pond,Cy,,,\n", "utf-8")
    opened = desk.table_imports.open(Kind.CUSTOMERS, file, Silent(), Choices(header=1))
    columns = opened.columns
    owner, share = CustomerField.OWNER, CustomerField.OWNER_PERCENT
    for at, field in enumerate((owner, owner, share, share), start=1):
        columns = columns.with_column(at, slot_of(Kind.CUSTOMERS, field))
    proposal = desk.table_imports.plan(replace(opened, columns=columns), Silent())
    assert [(one.profile.name, one.percent) for one in proposal.rows[0].value.related] == [
        ("Ann Lee", ""), ("Bo Park", "60"),
    ]  # fmt: skip


def test_a_country_that_is_none_is_told_once(desk: Desk) -> None:
    bad, missing, owner = plan(
        desk,
        "K-1;Calm Brook;Atlantis;;;;;;\nK-2;Calm Pond;;;;;;;\n"
        "K-3;Calm Sea;Atlantis;;;;;Ann Lee;51\n",
    )
    assert [one.code for one in bad.row.problems] == ["cell-country-unknown"]
    assert bad.doubts == ()
    assert missing.row.problems == ()
    assert [said[:20] for said in missing.doubts] == ["No country is given."]
    # The owner's country is another matter: nobody gave one.
    assert [said[:29] for said in owner.doubts] == ["Ann Lee: No country is given."]


def test_what_a_row_does_not_tell_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    owner_id, of = PartyId(new_id()), PartyId(new_id())
    owner = RelatedParty(
        owner_id, Role.OWNER, Profile(names=(PartyName("Quiet Holding"),)), of, percent="40"
    )
    old = Customer(
        of,
        Profile(
            names=(PartyName("Calm Brook"), PartyName("Old Brook", NameUse.FORMER)),
            kind=PartyKind.ORGANIZATION,
            addresses=(
                PartyAddress("Main 1", country="CA", use=AddressUse.REGISTERED),
                PartyAddress("Dock 9", country="CA", use=AddressUse.SHIPPING),
            ),
            identifiers=(Identifier("Tax ID", "123456"),),
            website="calm.example",
            notes="Pays on time.",
        ),
        reference="K-1",
        tags=("west",),
        related=(owner,),
    )
    draft = replace(
        customer_draft(old),
        legal_name="Calm Brook Inc", trading_names=(), former_names=(), kind="", website="",
        notes="", tags=("new",), reference="",
        addresses=(replace(customer_draft(old).addresses[1], street="Dock 10"),),
        related=(replace(customer_draft(old).related[0], percent="60", country="RU"),),
    )  # fmt: skip
    now = updated(old, draft)
    assert [one.text for one in now.profile.names] == ["Calm Brook Inc", "Calm Brook", "Old Brook"]
    assert now.profile.names[2].use is NameUse.FORMER
    assert {(one.use, one.street) for one in now.profile.addresses} == {
        (AddressUse.REGISTERED, "Main 1"), (AddressUse.SHIPPING, "Dock 10"),
    }  # fmt: skip
    assert (now.reference, now.tags, now.profile.notes) == ("K-1", ("west", "new"), "Pays on time.")
    told = updated(old, replace(draft, contact="Ana Ruiz"))
    assert told.profile.notes == "Pays on time.\nContact: Ana Ruiz"
    assert updated(told, replace(draft, contact="Ana Ruiz")).profile.notes == told.profile.notes
    monkeypatch.delenv(i18n.OVERRIDE, raising=False)
    i18n.speak("es")
    try:
        again = updated(told, replace(draft, contact="Ana Ruiz")).profile.notes
        other = updated(old, replace(draft, contact="Ana Ruiz"))
    finally:
        i18n.speak("en")
    assert again == told.profile.notes
    assert other.profile.notes == "Pays on time.\nContacto: Ana Ruiz"
    assert updated(other, replace(draft, contact="Ana Ruiz")).profile.notes == other.profile.notes
    assert now.profile.identifiers == old.profile.identifiers
    assert [(one.id, one.percent, one.profile.countries) for one in now.related] == [
        (owner_id, "60", ("RU",))
    ]
    assert updated(now, draft) == now


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".ods"])
def test_what_is_exported_comes_back_the_same(desk: Desk, tmp_path: Path, suffix: str) -> None:
    former = PartyName("Alt", NameUse.FORMER)
    holding = Profile(names=(PartyName("Quiet Holding"),))
    people = [
        replace(
            one,
            tags=("=SUM(A1)", "b"),
            related=(RelatedParty(PartyId(new_id()), Role.OWNER, holding, one.id, "51,5 %"),),
            profile=replace(one.profile, names=(*one.profile.names, former)),
        )
        for one in demo_customers()
    ]
    headings, rows = customer_table([customer_draft(one) for one in people])
    path = tmp_path / f"out{suffix}"
    write_table(path, headings, rows)
    table = read_table(path)
    country_code = desk.rulebook.countries.country_code
    columns = guess_map(table, CUSTOMERS, country_code)
    drafts = [row.draft for row in RowReader(table, columns, CUSTOMERS, country_code).read()]
    assert drafts == [customer_draft(one) for one in people]
    back = [customer_from(draft) for draft in drafts]
    assert [one.profile for one in back] == [
        replace(one.profile, website=one.profile.website.removeprefix("https://")) for one in people
    ]
    for at, one in enumerate(people):  # what the first name is used for stays as it is
        first, *more = one.profile.names
        names = (replace(first, use=list(NameUse)[at % len(NameUse)]), *more)
        people[at] = replace(one, profile=replace(one.profile, names=names))
    desk.customers.save_all(people)
    rows_again = list(RowReader(table, columns, CUSTOMERS, country_code).read())
    again = desk.customer_import.plan(rows_again, len(rows_again), Silent())
    assert {one.act for one in again} == {RowAct.SAME}


def test_a_shape_is_remembered(desk: Desk) -> None:
    table = table_of(b"A;B\nCalm;CA\n", "x.csv")
    country_code = desk.rulebook.countries.country_code
    assert desk.shapes.recall(table, CustomerField) is None
    columns = guess_map(table, CUSTOMERS, country_code)
    desk.shapes.remember(table, columns, CustomerField)
    assert desk.shapes.recall(table, CustomerField) == columns
    other = table_of(b"A;B;C\nCalm;CA;1\n", "x.csv")
    assert desk.shapes.recall(other, CustomerField) is None


def test_products_come_in(desk: Desk) -> None:
    rows = products(
        desk,
        "NI-1;Board;8542.31.0001;3a991;EAR;US\n"
        "NI-2;Lost zero;10129;EAR99;EAR;US\n"
        ";Nothing;854231;;;\n"
        "NI-1;Twice;8542.31;;;\n"
        "NI-3;Guided;9306.90;;ITAR;US\n",
    )
    planned = desk.product_import.plan(rows, len(rows), Silent())
    assert [one.act for one in planned][3] is RowAct.SKIP
    assert planned[3].twin == planned[0].row.number
    assert [bool(one.faults) for one in planned] == [False, True, True, False, False]
    done = desk.product_import.take(planned, label="products.csv")
    assert (done.new, done.skipped, done.faulty) == (2, 1, 2)
    first, guided = desk.products.all()
    assert (first.hs_code, first.eccn, first.jurisdiction) == (
        "8542310001", "3A991", Jurisdiction.EAR,
    )  # fmt: skip
    assert guided.jurisdiction is Jurisdiction.ITAR
    again = desk.product_import.plan(products(desk, "NI-1;;;3A001.a;;\n"), 1, Silent())
    assert [one.act for one in again] == [RowAct.UPDATE]
    desk.product_import.take(again, label="x")
    now = desk.products.all()[0]
    assert (now.eccn, now.hs_code, now.description) == ("3A001.a", "8542310001", "Board")
    desk.products.undo(done.batch)
    assert [one.sku for one in desk.products.all()] == ["NI-1"]  # changed since, so it stays
    with pytest.raises(BadInput):
        desk.products.undo(done.batch)
