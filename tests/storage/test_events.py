"""The record of events: it grows, it never changes, and every change to it shows."""

import sqlite3
from collections.abc import Generator
from pathlib import Path

import pytest

from exportdesk.core.events import GENESIS, Head
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

AT = "2026-11-22T09:41:00.000000Z"


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    opened = Workspace.open(tmp_path)
    yield opened
    opened.close()


def note(workspace: Workspace, *subjects: str) -> Head:
    head = workspace.events.head()
    for subject in subjects:
        with writing(workspace.db):
            head = workspace.events.append("noted", subject, {"n": subject}, at=AT, actor="Dana")
    return head


def tamper(workspace: Workspace, sql: str) -> None:
    """Change the file behind the program's back, as another tool could."""
    db = sqlite3.connect(workspace.folder / "workspace.db")
    db.executescript(
        "drop trigger events_are_never_changed; drop trigger events_are_never_deleted;" + sql
    )
    db.commit()
    db.close()


def test_an_empty_chain_is_sound(workspace: Workspace) -> None:
    verified = workspace.events.verify()
    assert (verified.head, verified.fault) == (Head(0, GENESIS), None)
    assert workspace.events.contains(GENESIS)


def test_each_event_carries_the_hash_of_the_one_before(workspace: Workspace) -> None:
    first = note(workspace, "one")
    second = note(workspace, "two")
    assert (first.count, second.count) == (1, 2)
    newest, oldest = workspace.events.newest(10)
    assert newest.previous == oldest.hash == first.hash
    assert workspace.events.verify().head == second
    assert workspace.events.contains(first.hash)
    assert workspace.events.contains(first.hash[:16]), "what the head of a paper has"
    assert not workspace.events.contains(first.hash[:15])
    assert not workspace.events.contains(first.hash[1:17])
    assert not workspace.events.contains("f" * 64)
    assert workspace.events.payload(1) == {"n": "one"}


def test_events_cannot_be_changed_or_deleted(workspace: Workspace) -> None:
    note(workspace, "one")
    for sql in ("update events set actor = 'Eve'", "delete from events"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            workspace.db.execute(sql)


@pytest.mark.parametrize(
    ("sql", "code", "seq"),
    [
        ("update events set actor = 'Eve' where seq = 2;", "event-hash-differs", 2),
        ("pragma foreign_keys=off; delete from events where seq = 2;", "event-number-gap", 3),
        (
            "update events set previous = (select hash from events where seq = 2) where seq = 2;",
            "event-previous-differs",
            2,
        ),
        (
            'update event_payloads set payload = \'{"n":"x"}\' where seq = 3;',
            "event-payload-differs",
            3,
        ),
    ],
)
def test_every_change_behind_the_programs_back_shows(
    workspace: Workspace, sql: str, code: str, seq: int
) -> None:
    note(workspace, "one", "two", "three")
    tamper(workspace, sql)
    fault = workspace.events.verify().fault
    assert fault is not None
    assert (fault.code, fault.seq) == (code, seq)


def test_a_cut_tail_shows_only_against_an_older_head(workspace: Workspace) -> None:
    printed = note(workspace, "one", "two", "three")
    tamper(workspace, "delete from event_payloads where seq = 3; delete from events where seq = 3;")
    assert workspace.events.verify().fault is None
    assert not workspace.events.contains(printed.hash)


def test_an_allowed_deletion_of_details_keeps_the_chain(workspace: Workspace) -> None:
    note(workspace, "one", "two")
    workspace.db.execute("delete from event_payloads where seq = 1")
    assert workspace.events.verify().fault is None
    assert workspace.events.payload(1) is None
