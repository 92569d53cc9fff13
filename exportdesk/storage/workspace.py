"""The user's workspace: one folder with workspace.db, lists.db and the attachments."""

import platform
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from exportdesk.core.backups import RESTORE_NOTE
from exportdesk.core.errors import StorageFault, WorkspaceLocked
from exportdesk.core.i18n import mark as _m
from exportdesk.core.sealed import KEY_FILE
from exportdesk.storage.attachments import AttachmentStore, is_sealed_file
from exportdesk.storage.book_history import BookHistory
from exportdesk.storage.book_matches import BookMatchStore
from exportdesk.storage.book_search import BookSearch
from exportdesk.storage.case_items import CaseItems
from exportdesk.storage.cases import CaseStore
from exportdesk.storage.certifications import CertificationStore
from exportdesk.storage.customer_rows import CustomerRows
from exportdesk.storage.customers import CustomerStore
from exportdesk.storage.editions import EditionStore
from exportdesk.storage.events import EventStore
from exportdesk.storage.file_versions import FileVersions
from exportdesk.storage.findings_aside import FindingsAside
from exportdesk.storage.import_shapes import ImportShapes
from exportdesk.storage.issued_papers import IssuedPapers
from exportdesk.storage.letters import LetterStore
from exportdesk.storage.list_checks import ListCheckStore
from exportdesk.storage.match_decisions import MatchDecisionStore
from exportdesk.storage.merged_parties import MergedParties
from exportdesk.storage.opening import (
    begins_unencrypted,
    open_database,
    open_for_reading,
    writing,
)
from exportdesk.storage.products import ProductStore
from exportdesk.storage.screenings import ScreeningStore
from exportdesk.storage.settings import SettingsStore
from exportdesk.storage.shared_names import SharedNameStore
from exportdesk.storage.typed_screenings import TypedScreeningStore
from exportdesk.storage.workspace_migrations import workspace_migrations

if TYPE_CHECKING:
    from exportdesk.storage.sealing import Seal

_LOOKED_AT = 20


class Workspace:
    """One thread's connection to workspace.db, with a store for each kind of record."""

    def __init__(
        self, db: Database, folder: Path, *, read_only: bool, seal: "Seal | None" = None
    ) -> None:
        self.db = db
        self.seal = seal
        self.folder = folder
        self.read_only = read_only
        self.settings = SettingsStore(db)
        self.customers = CustomerStore(db)
        self.customer_rows = CustomerRows(db)
        self.products = ProductStore(db)
        self.shapes = ImportShapes(db)
        self.aside = FindingsAside(db)
        self.matches = BookMatchStore(db)
        self.merged = MergedParties(db)
        self.decisions = MatchDecisionStore(db)
        self.shared_names = SharedNameStore(db)
        self.history = BookHistory(db)
        self.editions = EditionStore(db)
        self.events = EventStore(db, host=platform.node())
        self.checks = ListCheckStore(db)
        self.screenings = ScreeningStore(db)
        self.search = BookSearch(db)
        self.cases = CaseStore(db)
        self.case_items = CaseItems(db)
        self.letters = LetterStore(db)
        self.certifications = CertificationStore(db)
        self.issued = IssuedPapers(db)
        self.versions = FileVersions(db)
        self.typed_screenings = TypedScreeningStore(db)
        self.attachments = AttachmentStore(db, folder / "attachments", seal)

    @classmethod
    def open(
        cls, folder: Path, *, read_only: bool = False, seal: "Seal | None" = None
    ) -> "Workspace":
        """Open the workspace in `folder`, making it where there is none.

        One with a password needs its `seal`. Raises StorageFault.
        """
        path = folder / "workspace.db"
        _refuse_between(path)
        _refuse_emptied(path)
        if seal is None:
            _refuse_locked(path)
        try:
            if read_only:
                db = open_for_reading(path, workspace_migrations, seal=seal)
            else:
                db = open_database(
                    path, workspace_migrations, backups=folder / "backups", seal=seal
                )
        except StorageFault as error:
            if error.code != "database-damaged":
                raise
            told = _not_damaged(path, sealed=seal is not None)
            if told is None:
                raise
            raise told from error
        opened = cls(db, folder, read_only=read_only, seal=seal)
        opened._index_missing()
        return opened

    def data_version(self) -> int:
        """Return a number that changes when another connection has written."""
        found: int = self.db.execute("pragma data_version").fetchone()[0]
        return found

    def _index_missing(self) -> None:
        """Index what a program of before the book kept: a migration knows none of its rules."""
        if self.read_only or not (self.customers.has_missing() or self.products.has_missing()):
            return
        with writing(self.db):
            self.customers.index_missing()
            self.products.index_missing()

    def close(self) -> None:
        """Close the file."""
        self.db.close()


def _refuse_emptied(path: Path) -> None:
    # SQLite takes a file without a byte for a new one. Beside lists or papers it is no new one, and
    # where it is gone altogether but its papers are there, a new one would hide that.
    papers = path.with_name("attachments")
    beside = (path.with_name("lists.db"), papers)
    with suppress(OSError):
        if not path.exists() and papers.is_dir() and any(papers.iterdir()):
            raise StorageFault("database-damaged", path=str(path), detail=_m("the file is gone"))
        if path.stat().st_size == 0 and any(one.exists() for one in beside):
            raise StorageFault("database-damaged", path=str(path), detail=_m("the file is empty"))


def _refuse_between(path: Path) -> None:
    # In the middle of a changeover there is none for a moment: a new one must not take its place.
    if not path.exists() and path.with_name(RESTORE_NOTE).exists():
        raise StorageFault("restore-unfinished", path=str(path.parent))


def _refuse_locked(path: Path) -> None:
    if path.with_name(KEY_FILE).is_file():
        raise WorkspaceLocked("workspace-locked", path=str(path.parent))


def _not_damaged(path: Path, *, sealed: bool) -> StorageFault | None:
    """Return what is to be said of a file that is no database, and yet not damaged."""
    if path.with_name(RESTORE_NOTE).exists():  # changed over, and its key not yet, or before it
        return StorageFault("restore-unfinished", path=str(path.parent))
    if begins_unencrypted(path):
        if not sealed:
            return None
        return StorageFault("database-not-encrypted", path=str(path), key=KEY_FILE)
    if sealed:
        return None
    papers = path.with_name("attachments")
    with suppress(OSError):
        if any(is_sealed_file(one) for one in islice(papers.glob("??/*"), _LOOKED_AT)):
            return StorageFault("key-file-missing", path=str(path.with_name(KEY_FILE)))
    return None
