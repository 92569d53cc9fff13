"""The table of certifications as migration 0010 makes it. Not edited any more."""

CERTIFICATIONS = (
    """
    create table certifications (
        row integer primary key,
        id text not null unique,
        number text not null,
        version integer not null,
        state text not null,
        customer text not null,
        customer_name text not null,
        case_id text not null,
        reference text not null,
        country text not null,
        language text not null,
        items integer not null,
        findings integer not null,
        dated text not null,
        sent_at text not null,
        returned_at text not null,
        decided_at text not null,
        expires_on text not null,
        replaced_by text not null,
        made_at text not null,
        changed_at text not null,
        removed_at text not null default '',
        form text not null,
        body text not null,
        search text not null,
        unique (number, version)
    ) strict
    """,
    "create index certifications_by_customer on certifications (customer, row)",
    "create index certifications_by_case on certifications (case_id, row)",
    "create index certifications_by_end on certifications (state, expires_on)",
    # What was sent is what the customer signs: it is never rewritten, nor taken back.
    """
    create trigger sent_certifications_are_never_changed before update on certifications
    when old.state <> 'draft' and (
        new.form <> old.form or new.id <> old.id or new.state = 'draft' or new.removed_at <> ''
    )
    begin select raise(abort, 'the certification is locked'); end
    """,
    """
    create trigger certifications_are_never_deleted before delete on certifications
    begin select raise(abort, 'certifications are kept'); end
    """,
)
