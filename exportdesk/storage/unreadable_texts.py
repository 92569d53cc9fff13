"""Rows of a salvaged workspace whose text does not tell what it should, and what can be told again.

A page that is whole for SQLite may hold a text that was damaged long before. Whatever reads such a
row would end there, so it is left out and counted, and stays in the file that is kept aside.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlite_utils import Database

from exportdesk.core.book import BookScreening
from exportdesk.core.cases import Case
from exportdesk.core.certification_life import Certification
from exportdesk.core.certifications import CertificationForm
from exportdesk.core.company import Company
from exportdesk.core.customers import Customer, Profile, RelatedParty
from exportdesk.core.editions import Edition, EditionUse
from exportdesk.core.ids import ListingUid, PartyId
from exportdesk.core.letters import Letter
from exportdesk.core.list_checks import ListCheck
from exportdesk.core.listings import Listing
from exportdesk.core.matches import Match, OneParty
from exportdesk.core.parties import Party, Role
from exportdesk.core.products import Product
from exportdesk.storage.codec import from_json

_OBJECT = dict[str, Any]
TEXTS: Mapping[tuple[str, str], Any] = {
    ("settings", "value"): Any,
    ("event_payloads", "payload"): _OBJECT,
    ("editions", "body"): Edition,
    ("screenings", "editions"): tuple[EditionUse, ...],
    ("screenings", "company"): Company,
    ("screening_parties", "body"): Party,
    ("screening_parties", "groups"): tuple[OneParty, ...],
    ("screening_matches", "match"): Match,
    ("screening_matches", "listing"): Listing,
    ("screening_matches", "also"): tuple[ListingUid, ...],
    ("list_checks", "body"): ListCheck,
    ("customer_bodies", "body"): Customer,
    ("book_parties", "profile"): Profile,
    ("book_matches", "match"): Match,
    ("match_decisions", "body"): _OBJECT,
    ("shared_names", "uids"): tuple[ListingUid, ...],
    ("name_decisions", "body"): _OBJECT,
    ("book_screenings", "body"): BookScreening,
    ("book_batches", "facts"): dict[str, str],
    ("products", "body"): Product,
    ("cases", "body"): Case,
    ("letters", "body"): Letter,
    ("certifications", "form"): CertificationForm,
    ("certifications", "body"): Certification,
    ("typed_screenings", "matches"): list[Any],
}


def leave_out_unreadable(db: Database, *, is_newest: bool) -> dict[str, int]:
    """Take away rows with a text that cannot be read, and return how many of each table.

    In a file that is not of the newest form (`is_newest`) texts need only be JSON: what stands in
    them is brought up to date later.
    """
    there = {str(row[0]) for row in db.execute("select name from sqlite_master where type='table'")}
    dropped: dict[str, int] = {}
    for (table, column), kind in TEXTS.items():
        if table not in there or column not in {one.name for one in db[table].columns}:
            continue
        wanted = kind if is_newest else Any
        rows = db.execute(f'select rowid, "{column}" from "{table}"').fetchall()
        bad = [(row,) for row, text in rows if text and not _is_readable(text, wanted)]
        db.conn.executemany(f'delete from "{table}" where rowid = ?', bad)
        if bad:
            dropped[table] = dropped.get(table, 0) + len(bad)
    return dropped


def customers_told_again(db: Database) -> list[Customer]:
    """Return customers whose own text was lost, of what is kept of them for screening.

    Shares, notes, and who owns whom are not told there.
    """
    rows = db.execute(
        "select c.id, c.reference, c.tags, p.id, p.role, p.profile"
        " from customers c join book_parties p on p.customer_id = c.id"
        " where c.id not in (select id from customer_bodies) order by c.id, p.position"
    )
    found: dict[str, Customer] = {}
    for customer, reference, tags, party, role, text in rows:
        profile = from_json(text, Profile)
        if party == customer:
            kept = tuple(tag for tag in str(tags).split("\n") if tag)
            found[customer] = Customer(PartyId(customer), profile, str(reference), kept)
        elif customer in found:
            related = RelatedParty(PartyId(party), Role(role), profile, PartyId(customer))
            found[customer] = found[customer].with_related(related)
    return list(found.values())


def _is_readable(text: object, kind: Any) -> bool:
    try:
        from_json(str(text), kind)
    except (msgspec.MsgspecError, ValueError, TypeError, RecursionError):
        return False
    return True
