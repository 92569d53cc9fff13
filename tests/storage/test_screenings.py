"""Screenings on file: what goes in comes out, and the list of them tells how they stand."""

import json
import sqlite3
from collections.abc import Generator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from exportdesk.core.company import Company, Settings, Theme
from exportdesk.core.customers import Customer, Profile
from exportdesk.core.editions import Edition, EditionUse, ListFinding, Severity, Skipped
from exportdesk.core.errors import StorageFault
from exportdesk.core.events import Head
from exportdesk.core.ids import EditionId, ListingUid, PartyId, ProductId, ScreeningId, SourceKey
from exportdesk.core.listings import Address, Identifier, ListedName, Listing, NameRole
from exportdesk.core.matches import Feature, Match, OneParty, Reason, Relation, Strength, Tie
from exportdesk.core.parties import Party, PartyKind, Role
from exportdesk.core.products import HsSchedule, Jurisdiction, Product
from exportdesk.core.screenings import (
    Decision,
    PartyResult,
    Screening,
    SeenMatch,
    Verdict,
    screening_facts,
)
from exportdesk.storage.attachments import Paper
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace
from tests.fakes import FakeClock

NOW = FakeClock().now()

LISTING = Listing(
    uid=ListingUid("us-csl:EL:0123456789abcdef"),
    source=SourceKey("us-csl"),
    list="EL",
    list_name="Entity List (EL) - Bureau of Industry and Security",
    kind=PartyKind.ORGANIZATION,
    names=(
        ListedName("Severnyi Impuls LLC", NameRole.PRIMARY),
        ListedName("ООО «Северный импульс»", NameRole.ORIGINAL_SCRIPT),
    ),
    addresses=(Address("Zavodskaya st. 12/4, Moscow, RU", city="Moscow", country="RU"),),
    identifiers=(Identifier("Tax ID", "7701234567", "RU"),),
    countries=("RU",),
    requirement="For all items subject to the EAR.",
    record={"id": "x", "unknown": ["kept", {"deep": None}]},
)
MATCH = Match(
    uid=LISTING.uid,
    source=LISTING.source,
    list="EL",
    kind=PartyKind.ORGANIZATION,
    name=LISTING.name,
    matched_name="ООО «Северный импульс»",
    countries=("RU",),
    score=97.25,
    strength=Strength.VERY_LIKELY,
    reasons=(Reason(Feature.NAME, "Severny", "Северный", Relation.OTHER_SCRIPT, 41.5),),
)
USE = EditionUse(
    id=EditionId("e1"),
    source=SourceKey("us-csl"),
    source_name="Consolidated Screening List",
    published=date(2026, 11, 19),
    published_said=False,
    imported=NOW,
    sha256="a" * 64,
    listings=3,
    counts={"EL": 3},
    findings=(ListFinding("list-fell", Severity.WARN, {"list": "EL", "before": 4}),),
)


def screening(number: str, *results: PartyResult) -> Screening:
    return Screening(
        id=ScreeningId(f"id-{number}"),
        number=number,
        at=NOW,
        operator="Dana Whitfield",
        reference="PO-88213",
        parties=results,
        editions=(USE,),
        program_version="0.1.0",
        algorithm="1",
        threshold=62.5,
        head=Head(3, "b" * 64),
        company=Company(name="Northfield Instruments, Inc."),
    )


def decided(verdict: Verdict) -> SeenMatch:
    return SeenMatch(MATCH, LISTING, Decision(verdict, "Other city, 100 % sure", "Dana", NOW))


PARTY = Party(
    "OOO Severny Impuls_Trading",
    PartyKind.ORGANIZATION,
    "RU",
    "Zavodskaya 12/4, Moscow",
    "7701234567",
    Role.ULTIMATE_CONSIGNEE,
    ("Северный",),
)


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    opened = Workspace.open(tmp_path)
    yield opened
    opened.close()


def add(workspace: Workspace, saved: Screening) -> Screening:
    with writing(workspace.db):
        workspace.screenings.add(saved)
    return saved


def test_a_screening_comes_back_whole(workspace: Workspace) -> None:
    saved = add(
        workspace,
        screening(
            "S-2026-0001",
            PartyResult(PARTY, (decided(Verdict.NOT_SAME), SeenMatch(MATCH, LISTING))),
            PartyResult(Party("Örnek Elektronik")),
        ),
    )
    assert workspace.screenings.get("S-2026-0001") == saved
    assert workspace.screenings.get(saved.id) == saved
    assert workspace.screenings.get("S-2026-0002") is None


def test_one_of_before_the_last_check_and_the_bundle_were_kept_is_as_it_was_saved(
    workspace: Workspace,
) -> None:
    saved = add(workspace, screening("S-2026-0001", PartyResult(PARTY)))
    (body,) = workspace.db.execute("select editions from screenings").fetchone()
    editions = json.loads(body)
    for one in editions:
        del one["confirmed"], one["bundle"]
    with writing(workspace.db):
        workspace.db.execute("update screenings set editions = ?", (json.dumps(editions),))
    found = workspace.screenings.get("S-2026-0001")
    assert found is not None
    assert found == saved
    assert screening_facts(found) == screening_facts(saved)
    # What is not known is not in the hash, so that it is that of the record of old.
    told = replace(USE, confirmed=date(2026, 11, 20))
    assert screening_facts(replace(saved, editions=(told,))) != screening_facts(saved)


def test_the_list_tells_how_each_stands(workspace: Workspace) -> None:
    results = PartyResult(
        PARTY, (decided(Verdict.SAME), decided(Verdict.RESEARCH), SeenMatch(MATCH, LISTING))
    )
    add(workspace, screening("S-2026-0001", results, PartyResult(Party("Örnek"))))
    (row,) = workspace.screenings.rows()
    assert (row.parties, row.matches, row.undecided) == (2, 3, 1)
    assert (row.confirmed, row.research) == (1, 1)
    assert row.names == "OOO Severny Impuls_Trading\nÖrnek"
    assert workspace.screenings.count() == 1


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", True),
        ("severny", True),
        ("trading PO-88213", True),
        ("0001", True),
        ("impuls_", True),
        ("impuls%trading", False),
        ("s_verny", False),
        ("severny nobody", False),
        ("\\", False),
    ],
)
def test_searching_finds_every_word_as_typed(
    workspace: Workspace, search: str, found: bool
) -> None:
    add(workspace, screening("S-2026-0001", PartyResult(PARTY)))
    assert bool(workspace.screenings.rows(search)) is found


def test_numbers_go_on_over_the_years_and_never_come_twice(workspace: Workspace) -> None:
    with writing(workspace.db):
        numbers = [workspace.screenings.next_number("S", 2026) for _ in range(2)]
        numbers.append(workspace.screenings.next_number("S", 2027))
        numbers.append(workspace.screenings.next_number("C", 2027))
    assert numbers == ["S-2026-0001", "S-2026-0002", "S-2027-0003", "C-2027-0001"]


def test_decisions_cannot_be_rewritten(workspace: Workspace) -> None:
    add(workspace, screening("S-2026-0001", PartyResult(PARTY, (decided(Verdict.SAME),))))
    for sql in ("update decisions set verdict = 'not_same'", "delete from decisions"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            workspace.db.execute(sql)


def test_settings_company_and_book_are_kept(workspace: Workspace) -> None:
    assert workspace.settings.settings() == Settings()
    assert workspace.settings.company() == Company()
    settings = Settings("Dana", Theme.DARK, 3, 55.5)
    company = Company(name="Northfield", country="CA")
    customer = Customer(PartyId("c1"), Profile.of(PARTY), reference="K-1")
    product = Product(ProductId("p1"), "NI-1", "Probe", hs_code="854231")
    with writing(workspace.db):
        for _twice in range(2):
            workspace.settings.save_settings(settings)
            workspace.settings.save_company(company)
            workspace.customers.save(customer, NOW.utc_text)
            workspace.products.save(product, NOW.utc_text)
    assert workspace.settings.settings() == settings
    assert workspace.settings.company() == company
    assert list(workspace.customers.all()) == [customer]
    assert list(workspace.products.all()) == [product]


def test_editions_are_kept_newest_first(workspace: Workspace) -> None:
    clock = FakeClock()
    editions = []
    for number in range(3):
        clock.advance(days=1)
        editions.append(
            Edition(
                id=EditionId(f"e{number}"),
                source=SourceKey("us-csl"),
                imported=clock.now(),
                origin="consolidated.csv",
                format="us-csl-csv",
                size=10,
                sha256="c" * 64,
                published=date(2026, 11, 1) if number else None,
                published_said=bool(number),
                read=3,
                listings=2,
                names=4,
                counts={"EL": 2},
                skipped=(Skipped("row-without-name", 1, (3,)),),
            )
        )
    with writing(workspace.db):
        for edition in editions:
            workspace.editions.save(edition)
            workspace.editions.save(edition)
    assert workspace.editions.of_source(SourceKey("us-csl")) == editions[::-1]
    assert workspace.editions.has(EditionId("e1"))
    assert not workspace.editions.has(EditionId("e9"))


def test_papers_are_kept_byte_for_byte(workspace: Workspace) -> None:
    digest = workspace.attachments.put(b"%PDF-1.7 paper")
    assert workspace.attachments.put(b"%PDF-1.7 paper") == digest
    paper = Paper("S-2026-0001", "screening_record", digest, "S-2026-0001.pdf", 14, NOW.utc_text)
    with writing(workspace.db):
        workspace.attachments.file(paper)
        workspace.attachments.file(paper)
    assert workspace.attachments.papers("S-2026-0001") == [paper]
    assert workspace.attachments.read(paper) == b"%PDF-1.7 paper"
    workspace.attachments.path(digest).write_bytes(b"%PDF-1.7 forged")
    with pytest.raises(StorageFault) as caught:
        workspace.attachments.read(paper)
    assert caught.value.code == "attachment-altered"
    workspace.attachments.path(digest).unlink()
    with pytest.raises(StorageFault) as caught:
        workspace.attachments.read(paper)
    assert caught.value.code == "attachment-missing"


def test_another_connection_s_write_is_noticed(workspace: Workspace, tmp_path: Path) -> None:
    before = workspace.data_version()
    other = Workspace.open(tmp_path)
    with writing(other.db):
        other.settings.save_settings(replace(Settings(), operator="Eve"))
    other.close()
    assert workspace.data_version() != before


def test_an_emptied_workspace_beside_its_lists_is_damaged_not_new(tmp_path: Path) -> None:
    (tmp_path / "workspace.db").write_bytes(b"")
    Workspace.open(tmp_path).close()  # nothing beside it: a workspace that was about to be made
    (tmp_path / "workspace.db").write_bytes(b"")
    (tmp_path / "lists.db").write_bytes(b"")
    with pytest.raises(StorageFault) as caught:
        Workspace.open(tmp_path)
    assert caught.value.code == "database-damaged"


def test_a_workspace_that_is_gone_beside_its_papers_is_damaged_not_new(tmp_path: Path) -> None:
    (tmp_path / "attachments").mkdir()
    Workspace.open(tmp_path).close()  # no paper: nothing was ever kept
    (tmp_path / "workspace.db").unlink()
    (tmp_path / "attachments" / "paper.pdf").write_bytes(b"x")
    with pytest.raises(StorageFault) as caught:
        Workspace.open(tmp_path)
    assert caught.value.code == "database-damaged"
    assert not (tmp_path / "workspace.db").exists()


def test_what_is_one_party_and_what_it_takes_the_place_of_comes_back(workspace: Workspace) -> None:
    other = replace(MATCH, uid=ListingUid("eu-fsf:EU.9.1"), source=SourceKey("eu-fsf"))
    one_party = OneParty((MATCH.uid, other.uid), (Tie("EU Reference Number", "EU.9.1"),))
    also = (ListingUid("us-csl:EL:fedcba9876543210"),)
    saved = add(
        workspace,
        screening(
            "S-2026-0001",
            PartyResult(
                PARTY,
                (SeenMatch(MATCH, LISTING, also=also), SeenMatch(other, LISTING)),
                (one_party,),
            ),
        ),
    )
    assert workspace.screenings.get("S-2026-0001") == saved


def test_a_screening_saved_by_the_version_before(tmp_path: Path) -> None:
    saved = screening("S-2026-0001", PartyResult(PARTY, (decided(Verdict.SAME),)))
    made = Workspace.open(tmp_path)
    add(made, saved)
    for table, column in (("screening_parties", "groups"), ("screening_matches", "also")):
        made.db.execute(f"alter table {table} drop column {column}")
    made.db.execute("delete from _sqlite_migrations where name = '0003_one_party_on_several_lists'")
    made.db.conn.commit()
    made.close()
    workspace = Workspace.open(tmp_path)
    assert workspace.screenings.get("S-2026-0001") == saved
    workspace.close()


def test_fields_that_came_later_change_no_saved_facts() -> None:
    # The hash in the event of a screening that has neither groups nor entries it took the place of.
    saved = screening("S-2026-0001", PartyResult(PARTY, (decided(Verdict.SAME),)))
    assert screening_facts(saved)["whole_sha256"] == (
        "78e92189250a62b1e2b78550b28600f1996e3f9ba5da177ceb888b70306e8c4e"
    )


def test_further_addresses_of_a_party_are_kept_and_are_part_of_the_facts(
    workspace: Workspace,
) -> None:
    party = replace(PARTY, other_addresses=("7 Dock Road, Izmir",), other_countries=("TR", "AE"))
    plain = screening("S-2026-0001", PartyResult(PARTY))
    saved = add(workspace, screening("S-2026-0001", PartyResult(party)))
    assert workspace.screenings.get("S-2026-0001") == saved
    facts, without = screening_facts(saved), screening_facts(plain)
    assert facts["whole_sha256"] != without["whole_sha256"]
    (told,), (bare,) = facts["parties"], without["parties"]  # type: ignore[misc] # facts are object
    assert told == {
        **bare,
        "other_addresses": ["7 Dock Road, Izmir"],
        "other_countries": ["TR", "AE"],
    }


def test_a_product_kept_before_there_were_jurisdictions_still_loads(workspace: Workspace) -> None:
    old = (
        '{"id":"p0","sku":"NI-0","description":"Old","hs_code":"854231","eccn":"3A991",'
        '"origin":"US","manufacturer":"Northfield","notes":"kept"}'
    )
    with writing(workspace.db):
        workspace.db.execute(
            "insert into products (id, sku, description, hs_code, eccn, body, made_at, changed_at,"
            " search) values ('p0', 'NI-0', '', '', '', ?, '', '', '')",
            [old],
        )
    assert list(workspace.products.all()) == [
        Product(
            ProductId("p0"),
            "NI-0",
            "Old",
            hs_code="854231",
            hs_schedule=HsSchedule.NOT_SAID,
            eccn="3A991",
            jurisdiction=Jurisdiction.NOT_KNOWN,
            origin="US",
            manufacturer="Northfield",
            notes="kept",
        )
    ]
