"""The book's tables as migration 0004 makes them, and how the rows before it come over.

Not edited any more: what changes later is a migration of its own.
"""

import json
from typing import Any

from sqlite_utils import Database

TABLES = """
    create table customers (
        row integer primary key,
        id text not null unique,
        reference text not null,
        name text not null,
        country text not null,
        kind text not null,
        tags text not null,
        related integer not null,
        status text not null default 'not_screened',
        consequence text not null default '',
        open_matches integer not null default 0,
        strongest real not null default 0,
        screened_at text not null default '',
        screened_with text not null default '',
        made_at text not null,
        changed_at text not null,
        deleted_at text not null default '',
        search text not null
    ) strict;
    create unique index customers_by_reference on customers (reference)
        where reference <> '' and deleted_at = '';
    create index customers_by_name on customers (name collate nocase);

    create table customer_bodies (
        id text primary key references customers (id),
        body text not null
    ) strict;

    create table book_parties (
        id text primary key,
        customer_id text not null references customers (id),
        position integer not null,
        role text not null,
        name text not null,
        profile text not null,
        fingerprint text not null,
        screened_fingerprint text not null default '',
        screened_with text not null default '',
        is_near integer not null default 0
    ) strict;
    create index book_parties_by_customer on book_parties (customer_id, position);

    create table book_matches (
        party_id text not null references book_parties (id),
        uid text not null,
        customer_id text not null references customers (id),
        source text not null,
        list text not null,
        score real not null,
        strength text not null,
        match text not null,
        listing_fingerprint text not null,
        state text not null,
        decision_id text not null default '',
        lapses text not null default '',
        found_at text not null,
        primary key (party_id, uid)
    ) strict;
    create index book_matches_by_state on book_matches (state, score);
    create index book_matches_by_customer on book_matches (customer_id);
    create index book_matches_by_uid on book_matches (uid);

    create table match_decisions (
        id text primary key,
        party_id text not null,
        customer_id text not null,
        uid text not null,
        verdict text not null,
        reason text not null,
        decided_by text not null,
        at text not null,
        zone text not null,
        offset_minutes integer not null,
        party_fingerprint text not null,
        listing_fingerprint text not null,
        review_on text not null,
        body text not null
    ) strict;
    create index match_decisions_by_party on match_decisions (party_id);
    create index match_decisions_by_customer on match_decisions (customer_id);
    create index match_decisions_by_uid on match_decisions (uid);
    create index match_decisions_by_review on match_decisions (review_on) where review_on <> '';

    create trigger match_decisions_are_never_changed before update on match_decisions
    begin select raise(abort, 'decisions are append-only'); end;
    create trigger match_decisions_are_never_deleted before delete on match_decisions
    begin select raise(abort, 'decisions are append-only'); end;

    create table book_screenings (
        seq integer primary key autoincrement,
        body text not null
    ) strict;

    create table book_batches (
        id text primary key,
        kind text not null,
        act text not null,
        at text not null,
        zone text not null,
        offset_minutes integer not null,
        actor text not null,
        label text not null,
        facts text not null,
        undone_by text not null default ''
    ) strict;

    create table book_versions (
        seq integer primary key autoincrement,
        batch text not null references book_batches (id),
        subject text not null,
        before text not null,
        after text not null
    ) strict;
    create index book_versions_by_subject on book_versions (subject, seq);
    create index book_versions_by_batch on book_versions (batch);

    create trigger book_versions_are_never_changed before update on book_versions
    begin select raise(abort, 'versions are append-only'); end;

    create table import_shapes (
        kind text not null,
        shape text not null,
        mapping text not null,
        used_at text not null,
        primary key (kind, shape)
    ) strict;

    create table products (
        row integer primary key,
        id text not null unique,
        sku text not null,
        description text not null,
        hs_code text not null,
        eccn text not null,
        body text not null,
        made_at text not null,
        changed_at text not null,
        deleted_at text not null default '',
        search text not null
    ) strict;
    create unique index products_by_sku on products (sku) where deleted_at = '';
"""

_LONG_AGO = "2026-01-01T00:00:00.000000Z"


def move_book(db: Database) -> None:
    """Make the tables of the book, and bring over what the simpler ones before them held."""
    customers = db.execute("select id, body from customers order by name").fetchall()
    products = db.execute("select id, sku, body from products order by sku").fetchall()
    db.execute("drop table customers")
    db.execute("drop table products")
    for statement in _statements(TABLES):
        db.execute(statement)
    for customer_id, body in customers:
        _move_customer(db, customer_id, json.loads(body))
    for product_id, sku, body in products:
        _move_product(db, product_id, sku, json.loads(body))


def _statements(script: str) -> list[str]:
    # `executescript` would end the transaction that the migration runs in; a trigger's own
    # semicolons stand before "end".
    found, part = [], ""
    for line in script.splitlines(keepends=True):
        part += line
        is_trigger = "create trigger" in part
        if line.rstrip().endswith("end;" if is_trigger else ";"):
            found.append(part.strip().rstrip(";") + (";" if is_trigger else ""))
            part = ""
    return found


def _move_customer(db: Database, customer_id: str, old: dict[str, Any]) -> None:
    party = old["party"]
    names = [party["name"], *party.get("other_names", [])]
    address = {"street": party.get("address", ""), "country": party.get("country", "")}
    number = party.get("identifier", "")
    profile = {
        "names": [
            {"text": text, "use": "legal" if at == 0 else "trading"}
            for at, text in enumerate(names)
            if text
        ],
        "kind": party.get("kind", "unknown"),
        "addresses": [address] if any(address.values()) else [],
        "identifiers": [{"type": "", "number": number}] if number else [],
        "website": old.get("website", ""),
        "formed_on": old.get("formed_on", ""),
        "notes": old.get("notes", ""),
    }
    reference = old.get("reference", "")
    body = {"id": customer_id, "profile": profile, "reference": reference}
    # How a customer is found and what it looks like is worked out by the program at its start
    # (`CustomerStore.index_missing`): a migration knows no rule of the program's.
    db.execute(
        "insert into customers (id, reference, name, country, kind, tags, related, made_at,"
        " changed_at, search) values (?, ?, ?, ?, ?, '', 0, ?, ?, '')",
        (customer_id, reference, party["name"], address["country"], profile["kind"],
         _LONG_AGO, _LONG_AGO),
    )  # fmt: skip
    db.execute(
        "insert into customer_bodies (id, body) values (?, ?)",
        (customer_id, json.dumps(body, ensure_ascii=False)),
    )


def _move_product(db: Database, product_id: str, sku: str, old: dict[str, Any]) -> None:
    db.execute(
        "insert into products (id, sku, description, hs_code, eccn, body, made_at, changed_at,"
        " search) values (?, ?, ?, ?, ?, ?, ?, ?, '')",
        (product_id, sku, old.get("description", ""), old.get("hs_code", ""), old.get("eccn", ""),
         json.dumps(old, ensure_ascii=False), _LONG_AGO, _LONG_AGO),
    )  # fmt: skip
