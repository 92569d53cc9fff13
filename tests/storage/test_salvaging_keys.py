"""Salvaging a table that has no row numbers: its rows are told by their keys."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exportdesk.core.cases import Case
from exportdesk.core.ids import CaseId
from exportdesk.core.progress import Silent
from exportdesk.storage.codec import to_json
from exportdesk.storage.salvaging import Damaged, TableRead, copy_readable
from exportdesk.storage.workspace import Workspace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace in which one case has two products, and a third belongs to no case."""
    place = tmp_path / "ws"
    with closing(Workspace.open(place)):
        pass
    with closing(sqlite3.connect(place / "workspace.db")) as db:
        columns = [row[1] for row in db.execute("pragma table_info(cases)") if row[1] != "row"]
        known = {"id": "case-1", "body": to_json(Case(CaseId("case-1")))}
        values = [known.get(one, "0") for one in columns]
        named, places = ", ".join(columns), ", ".join("?" * len(columns))
        db.execute(f"insert into cases ({named}) values ({places})", values)
        for case, at in (("case-1", 0), ("case-1", 1), ("gone", 0)):
            db.execute("insert into case_items values (?, ?, 'product', '2', 'pcs')", (case, at))
        db.commit()
    return place


def test_rows_without_numbers_are_salvaged_and_loose_ones_dropped(
    folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "salvaged.db"
    with closing(Damaged(folder / "workspace.db", tmp_path)) as damaged:
        found = copy_readable(damaged, target, Silent())
    assert TableRead("case_items", 2, 1) in found
    with closing(sqlite3.connect(target)) as db:
        kept = db.execute("select case_id, position from case_items order by position").fetchall()
    assert kept == [("case-1", 0), ("case-1", 1)]
