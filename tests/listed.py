"""Lists made of listings, put in force without a file, for tests of what several lists do."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from exportdesk.core.editions import Edition, ListFinding
from exportdesk.core.ids import EditionId, ListingUid, SourceKey, new_id
from exportdesk.core.listings import Identifier, ListedName, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.lists import load_catalogue
from exportdesk.operations.matched_lists import told_by
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.lists_writing import Form
from tests.fakes import FakeClock

PUBLISHED = date(2026, 11, 20)  # the day of `tests.fakes.NOON`, newer than the demo's list


def listing(uid: str, name: str, *countries: str, **more: object) -> Listing:
    """Return a listing; source and list are those that `uid` begins with, `source:LIST:...`."""
    source, code, *_ = uid.split(":")
    known = load_catalogue().source(source)
    made = Listing(
        uid=ListingUid(uid),
        source=SourceKey(source),
        list=code if known.list_of(code) else known.lists[0].code,
        list_name="",
        kind=PartyKind.ORGANIZATION,
        names=(ListedName(name, NameRole.PRIMARY),),
        countries=countries,
    )
    return replace(made, **more)  # type: ignore[arg-type] # fields by name


def numbered(*told: tuple[str, str]) -> tuple[Identifier, ...]:
    """Return identifiers of these types and numbers."""
    return tuple(Identifier(*one) for one in told)


def put(
    lists_db: Path,
    source: str,
    *listings: Listing,
    published: date | None = PUBLISHED,
    form: Form = Form("made-up"),  # noqa: B008 - it is frozen
    findings: tuple[ListFinding, ...] = (),
    override_reason: str = "",
) -> Edition:
    """Put an edition of a source in force that holds these listings."""
    catalogue = load_catalogue()
    edition = Edition(
        id=EditionId(new_id()),
        source=SourceKey(source),
        imported=FakeClock().now(),
        origin="made-up",
        format=form.format,
        size=1,
        sha256="0" * 64,
        published=published,
        published_said=False,
        read=len(listings),
        listings=len(listings),
        names=sum(len(one.names) for one in listings),
        counts=Counter(one.list for one in listings),
        findings=findings,
        override_reason=override_reason,
        reader=form.reader,
    )
    db = ListsDb.open(lists_db)
    try:
        others = told_by(catalogue.source(source), catalogue)
        with db.incoming(SourceKey(source), form, others) as incoming:
            for one in listings:
                incoming.add(one)
            incoming.settle()
            incoming.keep(edition)
    finally:
        db.close()
    return edition
