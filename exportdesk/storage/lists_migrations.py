"""The schema of lists.db, step by step. Steps are appended, never edited."""

from sqlite_utils import Database, Migrations

lists_migrations = Migrations("exportdesk-lists")


@lists_migrations(name="0001_editions_and_listings")
def _editions_and_listings(db: Database) -> None:
    for statement in (
        """
        create table editions (
            seq integer primary key,
            id text not null unique,
            source text not null,
            published text,
            sha256 text not null,
            body text not null
        ) strict
        """,
        "create index editions_by_source on editions (source, seq)",
        # A row is one way a listing looked, from first_edition to last_edition (null: still so).
        # The wide columns come last: SQLite skips what stands behind the column asked for.
        """
        create table listings (
            id integer primary key,
            uid text not null,
            source text not null,
            list text not null,
            first_edition integer not null references editions (seq) deferrable initially deferred,
            last_edition integer references editions (seq) deferrable initially deferred,
            fingerprint text not null,
            content blob not null,
            body blob not null,
            record blob not null
        ) strict
        """,
        "create unique index listings_current on listings (uid) where last_edition is null",
        "create index listings_by_uid on listings (uid, id)",
        "create index listings_by_last_edition on listings (last_edition)"
        " where last_edition is not null",
    ):
        db.execute(statement)


@lists_migrations(name="0002_listings_by_first_edition")
def _listings_by_first_edition(db: Database) -> None:
    # What an edition brought is then looked up, not searched for among all listings.
    db.execute("create index listings_by_first_edition on listings (source, first_edition)")
