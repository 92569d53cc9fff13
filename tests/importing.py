"""Taking lists in without a process of their own, so that a test's clock rules there too."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from exportdesk.core.clock import Clock
from exportdesk.core.editions import Edition
from exportdesk.core.progress import Progress
from exportdesk.lists import EDITS_FILE, workspace_catalogue
from exportdesk.operations.demo import demo_catalogue_file
from exportdesk.operations.import_list import ImportRequest, Taken, import_editions
from exportdesk.operations.list_index import build_index, ensure_index
from exportdesk.operations.matched_lists import MatchedLists, chosen, matched_lists, told_by
from exportdesk.operations.past_index import ensure_past_index
from exportdesk.rulebook import load_rulebook
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.sealing import Seal
from exportdesk.storage.workspace import Workspace


def expect_nothing(folder: Path) -> None:
    """Let the lists in the workspace in `folder` be as short as the demo's, as the demo does."""
    folder.mkdir(parents=True, exist_ok=True)
    edits = folder / EDITS_FILE
    if not edits.exists():
        edits.write_bytes(demo_catalogue_file().read_bytes())


class ImporterHere:
    """Does what the worker process does, in this one. Implements `operations.lists.Importer`."""

    def __init__(self, folder: Path, clock: Clock, seal: Seal | None = None) -> None:
        self._folder = folder
        self._lists_db = folder / "lists.db"
        self._index = folder / "index"
        self._clock = clock
        self._seal = seal
        expect_nothing(folder)
        self._catalogue = workspace_catalogue(folder).catalogue

    def import_file(self, request: ImportRequest, progress: Progress) -> Edition:
        """Take a file in and return its edition."""
        (taken,) = self.import_files([request], progress)
        if isinstance(taken, Exception):
            raise taken
        return taken

    def import_files(
        self, requests: Sequence[ImportRequest], progress: Progress
    ) -> tuple[Taken, ...]:
        """Take several files in at one moment and return what became of each."""
        db = ListsDb.open(self._lists_db)
        bundled = all(request.bundled for request in requests)
        try:
            return import_editions(
                db,
                requests,
                progress,
                self._clock,
                source_of=self._catalogue.source,
                country_code=load_rulebook().countries.country_code,
                told_by_of=lambda source: told_by(source, self._catalogue),
                before_keeping=lambda: (
                    None if bundled else build_index(db, self._index, progress, self._choose)
                ),
            )
        finally:
            db.close()

    def prepare_index(self, progress: Progress) -> Path | None:
        """Return the folder of the ready index."""
        db = ListsDb.open(self._lists_db)
        try:
            return ensure_index(db, self._index, progress, self._choose)
        finally:
            db.close()

    def prepare_past(self, editions: tuple[Edition, ...], progress: Progress) -> Path:
        """Return the folder of the ready index of exactly these editions."""
        db = ListsDb.open(self._lists_db)
        try:
            wanted = [edition.id for edition in editions]
            return ensure_past_index(db, self._index, wanted, progress, self._choose_past)
        finally:
            db.close()

    def _choose(self, editions: Iterable[Edition]) -> MatchedLists:
        """Choose the sources in use, as the workspace beside the lists has them."""
        if not (self._folder / "workspace.db").exists():
            return matched_lists(editions, self._catalogue)
        workspace = Workspace.open(self._folder, read_only=True, seal=self._seal)
        try:
            return chosen(self._catalogue, workspace.settings.turned())(editions)
        finally:
            workspace.close()

    def _choose_past(self, editions: Iterable[Edition]) -> MatchedLists:
        return matched_lists(editions, self._catalogue)

    def close(self) -> None:
        """Do nothing: there is no process to end."""
