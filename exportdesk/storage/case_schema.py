"""The tables of cases and letters as migration 0008 makes them. Not edited any more."""

CASES = (
    """
    create table cases (
        row integer primary key,
        id text not null unique,
        number text not null unique,
        state text not null,
        title text not null,
        customer text not null,
        customer_name text not null,
        reference text not null,
        country text not null,
        export_on text not null,
        outcome text not null,
        open_findings integer not null,
        next_step text not null,
        signed_by text not null,
        signed_at text not null,
        made_at text not null,
        changed_at text not null,
        body text not null,
        search text not null
    ) strict
    """,
    "create index cases_by_state on cases (state, changed_at)",
    "create index cases_by_customer on cases (customer, state)",
    # What was signed off or withdrawn is never rewritten, nor taken out.
    """
    create trigger locked_cases_are_never_changed before update on cases
    when old.state <> 'open'
    begin select raise(abort, 'the case is locked'); end
    """,
    """
    create trigger cases_are_never_deleted before delete on cases
    begin select raise(abort, 'cases are kept'); end
    """,
    """
    create table letters (
        row integer primary key,
        id text not null unique,
        number text not null unique,
        kind text not null,
        reference text not null,
        dated text not null,
        source text not null,
        ended_on text not null,
        changed_at text not null,
        body text not null,
        search text not null
    ) strict
    """,
    """
    create trigger letters_are_never_deleted before delete on letters
    begin select raise(abort, 'letters are kept'); end
    """,
    """
    create table file_versions (
        seq integer primary key autoincrement,
        subject text not null,
        act text not null,
        at text not null,
        zone text not null,
        offset_minutes integer not null,
        actor text not null,
        body text not null
    ) strict
    """,
    "create index file_versions_by_subject on file_versions (subject, seq)",
    """
    create trigger file_versions_are_never_changed before update on file_versions
    begin select raise(abort, 'versions are append-only'); end
    """,
    """
    create trigger file_versions_are_never_deleted before delete on file_versions
    begin select raise(abort, 'versions are append-only'); end
    """,
    """
    create table typed_screenings (
        party_id text primary key,
        fingerprint text not null,
        screened_with text not null,
        at text not null,
        matches text not null
    ) strict
    """,
    """
    create table case_drifts (
        case_id text primary key references cases (id),
        stamp text not null,
        body text not null
    ) strict
    """,
)
