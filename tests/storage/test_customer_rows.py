"""Customers found, filtered and sorted by SQLite, and the migration that made that quick."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from exportdesk.core.customers import Customer
from exportdesk.core.standing import CustomerStatus
from exportdesk.storage.attachments import Paper
from exportdesk.storage.customer_rows import CustomerOrder, CustomerQuery
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace
from exportdesk.storage.workspace_migrations import workspace_migrations
from tests.books import fill_book, many_customers
from tests.sampling import by_name

MANY = 3000


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    made = Workspace.open(tmp_path_factory.mktemp("book") / "ws")
    fill_book(made, MANY)
    yield made
    made.close()


def found(workspace: Workspace, query: CustomerQuery) -> list[str]:
    rows = workspace.customer_rows
    return [row.name for row in rows.rows(rows.find(query))]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", list(CustomerOrder))
def test_every_order_is_an_order(
    workspace: Workspace, order: CustomerOrder, descending: bool
) -> None:
    numbers = workspace.customer_rows.find(CustomerQuery(order=order, descending=descending))
    assert len(set(numbers)) == MANY
    rows = workspace.customer_rows.rows(numbers)
    field = order.value if order is not CustomerOrder.NAME else "name"
    values = [getattr(row, field) for row in rows]
    if isinstance(values[0], str):
        values = [value.casefold() for value in values]
    assert values == sorted(values, reverse=descending)


def test_a_number_is_found_however_it_is_pointed(workspace: Workspace) -> None:
    pointed = found(workspace, CustomerQuery(search="C-000123"))
    assert len(pointed) == 1
    for typed in ("C000123", "c.000 123", "C/000-123"):
        assert found(workspace, CustomerQuery(search=typed)) == pointed
    assert found(workspace, CustomerQuery(search="C-999999")) == []


@by_name
def test_a_search_finds_the_same_by_either_way(workspace: Workspace) -> None:
    for words in ("granite", "granite optics", "road", "g", "C-000123", "holding 120", "nobody"):
        expected = {
            one.name
            for one in many_customers(MANY)
            if all(word in text_of(one) for word in words.casefold().split())
        }
        names = found(workspace, CustomerQuery(search=words))
        assert set(names) == expected, words
        assert names == sorted(names, key=str.casefold)
        backwards = found(workspace, CustomerQuery(search=words, descending=True))
        assert backwards == names[::-1]


def text_of(customer: Customer) -> str:
    from exportdesk.storage.customers import search_text

    return search_text(customer)


def test_what_is_kept_of_the_order_follows_every_write(tmp_path: Path) -> None:
    one = Workspace.open(tmp_path / "ws")
    fill_book(one, 2500)
    everybody = CustomerQuery(search="road")
    assert len(one.customer_rows.find(everybody)) == 2500
    gone = next(iter(many_customers(1))).id
    with writing(one.db):
        one.customers.delete(gone, "2026-11-20T18:00:00.000000Z")
    assert len(one.customer_rows.find(everybody)) == 2499
    other = Workspace.open(tmp_path / "ws")
    with writing(other.db):
        other.customers.delete(list(many_customers(2))[1].id, "2026-11-20T18:00:00.000000Z")
    assert len(one.customer_rows.find(everybody)) == 2498
    for workspace in (one, other):
        workspace.close()


def test_filters_and_their_counts_agree(workspace: Workspace) -> None:
    rows = workspace.customer_rows
    for country, count in rows.countries().items():
        query = CustomerQuery(countries=frozenset({country}))
        assert len(rows.find(query)) == count
    tags = rows.tags()
    assert list(tags) == sorted(tags, key=str.casefold)
    assert sum(tags.values()) == MANY // 3
    for tag, count in tags.items():
        assert len(rows.find(CustomerQuery(tags=frozenset({tag})))) == count
    status = frozenset({CustomerStatus.NOT_SCREENED})
    assert len(rows.find(CustomerQuery(statuses=status))) == MANY
    both = CustomerQuery(
        search="granite", countries=frozenset({"DE", "FR"}), order=CustomerOrder.COUNTRY
    )
    countries = [row.country for row in rows.rows(rows.find(both))]
    assert countries == sorted(countries)
    assert set(countries) == {"DE", "FR"}


def test_customers_are_offered_by_a_part_of_the_name(workspace: Workspace) -> None:
    rows = workspace.customer_rows
    assert len(rows.offer("granite", 8)) == 8
    assert rows.offer("  ", 8) == []
    name = next(iter(many_customers(1))).name
    assert [row.name for row in rows.named(name.upper())] == [name]
    assert rows.named("Granite") == []
    numbers = rows.find(CustomerQuery())
    assert len(rows.ids(numbers)) == MANY
    assert rows.ids(numbers[:2]) == [row.id for row in rows.rows(numbers[:2])]


def test_a_book_of_before_is_found_as_before(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    folder.mkdir()
    db = Database(folder / "workspace.db", execute_plugins=False)
    workspace_migrations.apply(db, stop_before="0005_customers_found_quickly")
    for row, name in ((1, "Alder Optics"), (2, "birch Tools")):
        db.execute(
            "insert into customers (row, id, reference, name, country, kind, tags, related,"
            " made_at, changed_at, search) values (?, ?, '', ?, 'DE', 'unknown', '', 0,"
            " '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z', ?)",
            (row, f"c-{row}", name, name.casefold()),
        )
        db.execute(
            "insert into customer_bodies (id, body) values (?, ?)",
            (f"c-{row}", f'{{"id": "c-{row}", "profile": {{"names": [{{"text": "{name}"}}]}}}}'),
        )
        db.execute(
            "insert into book_parties (id, customer_id, position, role, name, profile, fingerprint)"
            " values (?, ?, 0, '', ?, '{}', 'x')",
            (f"c-{row}", f"c-{row}", name),
        )
    db.execute(
        "insert into papers (subject, kind, sha256, name, size, made_at)"
        " values ('S-2026-0001', 'screening_record', 'abc', 'S-2026-0001.pdf', 3, '2026')"
    )
    db.conn.commit()
    db.close()
    workspace = Workspace.open(folder)
    assert found(workspace, CustomerQuery(search="birch")) == ["birch Tools"]
    assert found(workspace, CustomerQuery()) == ["Alder Optics", "birch Tools"]
    (paper,) = workspace.attachments.papers("S-2026-0001")
    assert paper == Paper("S-2026-0001", "screening_record", "abc", "S-2026-0001.pdf", 3, "2026")
    workspace.close()


def test_a_book_of_before_gets_the_index_it_is_sorted_by(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    folder.mkdir()
    db = Database(folder / "workspace.db", execute_plugins=False)
    workspace_migrations.apply(db, stop_before="0009_customers_sorted_by_an_index")
    for row, name in ((1, "birch Tools"), (2, "Alder Optics")):
        db.execute(
            "insert into customers (row, id, reference, name, country, kind, tags, related,"
            " made_at, changed_at) values (?, ?, '', ?, 'DE', 'unknown', '', 0, '2026', '2026')",
            (row, f"c-{row}", name),
        )
        db.execute(
            "insert into customer_bodies (id, body) values (?, ?)",
            (f"c-{row}", f'{{"id": "c-{row}", "profile": {{"names": [{{"text": "{name}"}}]}}}}'),
        )
        db.execute("insert into customer_search values (?, ?)", (row, name.casefold()))
    db.conn.commit()
    db.close()
    workspace = Workspace.open(folder)
    assert found(workspace, CustomerQuery()) == ["Alder Optics", "birch Tools"]
    assert found(workspace, CustomerQuery(descending=True)) == ["birch Tools", "Alder Optics"]
    workspace.close()


@pytest.mark.parametrize("order", list(CustomerOrder))
def test_every_order_is_read_from_the_index_alone(
    workspace: Workspace, order: CustomerOrder
) -> None:
    asked: list[str] = []
    workspace.db.conn.set_trace_callback(asked.append)
    workspace.customer_rows.find(CustomerQuery(order=order, index="x"))
    workspace.db.conn.set_trace_callback(None)
    (statement,) = [one for one in asked if one.startswith("select c.row")]
    plan = workspace.db.execute(f"explain query plan {statement}").fetchall()
    assert any("COVERING INDEX customers_in_order" in row[-1] for row in plan), plan


def test_a_long_text_is_searched_by_its_first_words(workspace: Workspace) -> None:
    rows = workspace.customer_rows
    name = next(iter(many_customers(1))).name
    assert len(rows.find(CustomerQuery(search=f"{name} " * 5_000))) == 1
    others = " ".join(f"word{number}" for number in range(5_000))
    assert len(rows.find(CustomerQuery(search=others))) == 0
