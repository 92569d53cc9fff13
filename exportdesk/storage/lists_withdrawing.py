"""Taking an edition out of lists.db again: what it ended is in force again."""

import sqlite3

from exportdesk.core.ids import EditionId


def withdraw(connection: sqlite3.Connection, edition_id: EditionId) -> bool:
    """Take the newest edition of a source out; False where it is not that. Call inside `writing`.

    Only for what is not told of anywhere yet: whoever looked at an edition has to find it again.
    """
    row = connection.execute(
        "select seq, source from editions where id = ?", (edition_id,)
    ).fetchone()
    if row is None:
        return False
    seq, source = row
    newest, before = connection.execute(
        "select max(seq), max(seq) filter (where seq < ?) from editions where source = ?",
        (seq, source),
    ).fetchone()
    if newest != seq:
        return False
    connection.execute("delete from fingerprint_links where edition = ?", (seq,))
    connection.execute("delete from listings where source = ? and first_edition = ?", (source, seq))
    # What a later edition than `before` ended was ended by this one: it is the next.
    connection.execute(
        "update listings set last_edition = null where source = ? and last_edition = ?",
        (source, before),
    )
    connection.execute("delete from editions where seq = ?", (seq,))
    return True
