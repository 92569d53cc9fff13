"""The schema of workspace.db, step by step. Appended to, never edited."""

from sqlite_utils import Database, Migrations

from exportdesk.storage.book_schema import move_book
from exportdesk.storage.case_items import CASE_ITEMS
from exportdesk.storage.case_schema import CASES
from exportdesk.storage.certification_schema import CERTIFICATIONS
from exportdesk.storage.issued_papers import ISSUED_PAPERS
from exportdesk.storage.merged_parties import MERGED_PARTIES
from exportdesk.storage.shared_names import SHARED_NAMES, WORDS_SHARED

workspace_migrations = Migrations("workspace")


@workspace_migrations(name="0001_ground")
def _ground(db: Database) -> None:
    db.executescript(
        """
        create table settings (
            key text primary key,
            value text not null
        ) strict;

        create table counters (
            kind text primary key,
            last integer not null
        ) strict;

        create table events (
            seq integer primary key,
            at text not null,
            actor text not null,
            host text not null,
            kind text not null,
            subject text not null,
            payload_sha256 text not null,
            previous text not null,
            hash text not null unique
        ) strict;
        create index events_by_subject on events (subject);

        create table event_payloads (
            seq integer primary key references events (seq),
            payload text not null
        ) strict;

        create trigger events_are_never_changed before update on events
        begin select raise(abort, 'events are append-only'); end;
        create trigger events_are_never_deleted before delete on events
        begin select raise(abort, 'events are append-only'); end;

        create table editions (
            id text primary key,
            source text not null,
            imported_at text not null,
            body text not null
        ) strict;
        create index editions_by_source on editions (source, imported_at);

        create table customers (
            id text primary key,
            reference text not null,
            name text not null,
            body text not null
        ) strict;
        create unique index customers_by_reference on customers (reference) where reference <> '';

        create table products (
            id text primary key,
            sku text not null unique,
            body text not null
        ) strict;

        create table screenings (
            id text primary key,
            number text not null unique,
            at text not null,
            zone text not null,
            offset_minutes integer not null,
            operator text not null,
            reference text not null,
            program_version text not null,
            algorithm text not null,
            threshold real not null,
            editions text not null,
            company text not null,
            names text not null,
            head_count integer not null,
            head_hash text not null
        ) strict;
        create index screenings_by_time on screenings (at);

        create table screening_parties (
            screening_id text not null references screenings (id),
            position integer not null,
            body text not null,
            primary key (screening_id, position)
        ) strict;

        create table screening_matches (
            screening_id text not null,
            party_position integer not null,
            position integer not null,
            uid text not null,
            score real not null,
            strength text not null,
            match text not null,
            listing text not null,
            primary key (screening_id, party_position, position),
            foreign key (screening_id, party_position)
                references screening_parties (screening_id, position)
        ) strict;
        create index screening_matches_by_uid on screening_matches (uid);

        create table decisions (
            id text primary key,
            screening_id text not null,
            party_position integer not null,
            match_position integer not null,
            verdict text not null,
            reason text not null,
            decided_by text not null,
            at text not null,
            zone text not null,
            offset_minutes integer not null,
            foreign key (screening_id, party_position, match_position)
                references screening_matches (screening_id, party_position, position)
        ) strict;
        create index decisions_by_match
            on decisions (screening_id, party_position, match_position);

        create trigger decisions_are_never_changed before update on decisions
        begin select raise(abort, 'decisions are append-only'); end;
        create trigger decisions_are_never_deleted before delete on decisions
        begin select raise(abort, 'decisions are append-only'); end;

        create table papers (
            subject text not null,
            kind text not null,
            sha256 text not null,
            name text not null,
            size integer not null,
            made_at text not null,
            primary key (subject, kind, sha256)
        ) strict;
        """
    )


@workspace_migrations(name="0002_list_checks")
def _list_checks(db: Database) -> None:
    db.executescript(
        """
        create table list_checks (
            seq integer primary key autoincrement,
            source text not null,
            state text not null,
            body text not null
        ) strict;
        create index list_checks_by_source on list_checks (source, seq);
        """
    )


@workspace_migrations(name="0003_one_party_on_several_lists")
def _one_party_on_several_lists(db: Database) -> None:
    # What was saved before knew of neither.
    for statement in (
        "alter table screening_parties add column groups text not null default '[]'",
        "alter table screening_matches add column also text not null default '[]'",
    ):
        db.execute(statement)


@workspace_migrations(name="0004_the_book")
def _the_book(db: Database) -> None:
    move_book(db)


@workspace_migrations(name="0005_customers_found_quickly")
def _customers_found_quickly(db: Database) -> None:
    # A search reads only what is searched, and sorting by name reads only the index.
    for statement in (
        "create table customer_search (row integer primary key, search text not null) strict",
        "insert into customer_search (row, search) select row, search from customers",
        "alter table customers drop column search",
        "drop index customers_by_name",
        "create index customers_by_name on customers (deleted_at, name collate nocase)",
    ):
        db.execute(statement)


@workspace_migrations(name="0006_files_of_customers")
def _files_of_customers(db: Database) -> None:
    # A file that is taken away goes out of sight and stays: a decision may rest on it.
    db.execute("alter table papers add column removed_at text not null default ''")


@workspace_migrations(name="0007_findings_put_aside")
def _findings_put_aside(db: Database) -> None:
    db.execute(
        """
        create table findings_put_aside (
            finding text primary key,
            reason text not null,
            at text not null,
            by text not null
        ) strict
        """
    )


@workspace_migrations(name="0008_cases_and_letters")
def _cases_and_letters(db: Database) -> None:
    for statement in CASES:
        db.execute(statement)


@workspace_migrations(name="0009_customers_sorted_by_an_index")
def _customers_sorted_by_an_index(db: Database) -> None:
    # Every order of the table, and every count of its filters, reads this and no whole row.
    for statement in (
        "drop index customers_by_name",
        "create index customers_in_order on customers (deleted_at, name collate nocase, reference,"
        " country, kind, status, open_matches, strongest, related, screened_at, screened_with,"
        " changed_at, tags)",
    ):
        db.execute(statement)


@workspace_migrations(name="0010_certifications")
def _certifications(db: Database) -> None:
    for statement in CERTIFICATIONS:
        db.execute(statement)


@workspace_migrations(name="0011_issued_papers")
def _issued_papers(db: Database) -> None:
    for statement in ISSUED_PAPERS:
        db.execute(statement)


@workspace_migrations(name="0012_merged_parties_and_items_of_cases")
def _merged_parties_and_items_of_cases(db: Database) -> None:
    for statement in (*MERGED_PARTIES, *CASE_ITEMS):
        db.execute(statement)


@workspace_migrations(name="0013_shared_names")
def _shared_names(db: Database) -> None:
    for statement in SHARED_NAMES:
        db.execute(statement)


@workspace_migrations(name="0014_words_of_shared_names")
def _words_of_shared_names(db: Database) -> None:
    db.execute(WORDS_SHARED)
