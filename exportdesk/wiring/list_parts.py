"""What works on the control lists, and screens against them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from exportdesk.core import resources
from exportdesk.core.clock import Clock
from exportdesk.core.i18n import of_rulebook
from exportdesk.core.ids import SourceKey
from exportdesk.core.listings import Listing
from exportdesk.core.releases import read_address
from exportdesk.core.screenings import Screening
from exportdesk.core.threads import made_once
from exportdesk.core.words.parties import Origin
from exportdesk.lists.catalogue_edits import EditedCatalogue, workspace_catalogue
from exportdesk.wiring.opened import Opened

if TYPE_CHECKING:
    from exportdesk.core.papers import Letterhead
    from exportdesk.lists.fetching import FetchSettings
    from exportdesk.operations.bundle import Bundles
    from exportdesk.operations.connections import Connections
    from exportdesk.operations.edition_dates import EditionDates
    from exportdesk.operations.list_changes import History
    from exportdesk.operations.lists import Lists
    from exportdesk.operations.lists_status import Importer
    from exportdesk.operations.newer_version import VersionChecks
    from exportdesk.operations.own_lists import OwnLists
    from exportdesk.operations.past_screening import PastScreenings
    from exportdesk.operations.records import Records
    from exportdesk.operations.screening import Screenings
    from exportdesk.operations.update_lists import Updates
    from exportdesk.rulebook import ListMeaning
    from exportdesk.storage.sealing import Seal


class ListParts(Opened):
    """A workspace with its lists."""

    def __init__(
        self,
        folder: Path,
        *,
        clock: Clock,
        zone: str,
        read_only: bool = False,
        importer: "Importer | None" = None,
        patience: "FetchSettings | None" = None,
        letterhead: "Callable[[], Letterhead] | None" = None,
        seal: "Seal | None" = None,
        stand_in: Path | None = None,
    ) -> None:
        """`importer` is the worker process unless a test brings its own.

        `patience` is how patient fetching lists is; the program's own where none is given.
        `letterhead` takes the place of the workspace's own; `seal` opens one with a password, and
        `stand_in` takes the place of one that stays shut.
        """
        super().__init__(
            folder,
            clock=clock,
            read_only=read_only,
            letterhead=letterhead,
            seal=seal,
            stand_in=stand_in,
        )
        self._zone = zone
        self._given_importer = importer
        self._patience = patience
        self._edited: EditedCatalogue = workspace_catalogue(folder)

    @made_once
    def _importer(self) -> "Importer":
        from exportdesk.worker import ListWorker

        return self._given_importer or ListWorker(
            self.folder / "lists.db",
            self.folder / "index",
            self._zone,
            catalogue=self._edited.catalogue,
            turned=lambda: self.workspace().settings.turned(),
        )

    @made_once
    def lists(self) -> "Lists":
        """What is in force, and taking in newer."""
        from exportdesk.operations.lists import Lists

        return Lists(
            workspace=self.workspace,
            lists_db=self.lists_db,
            importer=self._importer,
            catalogue=self._edited.catalogue,
            index_folder=self.folder / "index",
            catalogue_fault=self._edited.fault,
            clock=self.clock,
            actor=self._operator,
        )

    @made_once
    def edition_dates(self) -> "EditionDates":
        """Dates of editions that persons gave, put right."""
        from exportdesk.operations.edition_dates import EditionDates

        return EditionDates(
            workspace=self.workspace,
            lists_db=self.lists_db,
            note=self.lists.catch_up,
            clock=self.clock,
        )

    @made_once
    def connections(self) -> "Connections":
        """The record of every connection made."""
        from exportdesk.operations.connections import Connections

        return Connections(self.folder / "logs", self.clock)

    @made_once
    def updates(self) -> "Updates":
        """Fetching newer lists. What an earlier start left in the middle of that is taken away."""
        from exportdesk.operations.update_lists import Updates

        updates = Updates(
            workspace=self.workspace,
            lists=self.lists,
            quarantine=self.folder / "quarantine",
            clock=self.clock,
            settings=self.settings,
            patience=self._patience,
            noted=self.connections.note,
        )
        if not self.read_only:
            updates.tidy()
        return updates

    @made_once
    def version_checks(self) -> "VersionChecks":
        """Looking for a newer version of the program, where this copy has an address to ask."""
        from exportdesk.operations.newer_version import VersionChecks

        return VersionChecks(
            workspace=self.workspace,
            settings=self.settings,
            clock=self.clock,
            quarantine=self.folder / "quarantine",
            address=read_address(resources.path("releases.toml")),
            patience=self._patience,
            noted=self.connections.note,
        )

    @made_once
    def own_lists(self) -> "OwnLists":
        """Lists of the user's own."""
        from exportdesk.operations.own_lists import OwnLists

        return OwnLists(
            workspace=self.workspace,
            lists=self.lists,
            country_code=self.country_code,
        )

    @made_once
    def screenings(self) -> "Screenings":
        """Screening a party, and keeping what came of it."""
        from exportdesk.operations.screening import Screenings

        return Screenings(
            workspace=self.workspace,
            lists=self.lists,
            clock=self.clock,
            make_record=self.draw_record,
        )

    @made_once
    def records(self) -> "Records":
        """What was kept: screenings, their papers, events."""
        from exportdesk.operations.records import Records

        return Records(workspace=self.workspace, screenings=self.screenings)

    @made_once
    def history(self) -> "History":
        """How the lists changed, and whom that touches."""
        from exportdesk.operations.list_changes import History

        return History(
            workspace=self.workspace,
            lists_db=self.lists_db,
            lists=self.lists,
            importer=self._importer,
            screenings=self.screenings,
        )

    @made_once
    def past(self) -> "PastScreenings":
        """Screening against the lists as they were on a day."""
        from exportdesk.operations.past_screening import PastScreenings

        return PastScreenings(
            lists_db=self.lists_db,
            lists=self.lists,
            importer=self._importer,
            screenings=self.screenings,
            clock=self.clock,
            age_limit=lambda: self.settings().list_age_limit_days,
        )

    @made_once
    def bundles(self) -> "Bundles":
        """Lists for another computer, and from one."""
        from exportdesk.operations.bundle import Bundles

        return Bundles(
            workspace=self.workspace, lists_db=self.lists_db, lists=self.lists, clock=self.clock
        )

    def list_title(self, code: str) -> str:
        """Return the short title of a list by its code, the code itself for an unknown list."""
        return of_rulebook(self.lists.catalogue.title_of(code))

    def source_name(self, key: SourceKey) -> str:
        """Return what a source is called, its key for an unknown one."""
        return self.lists.catalogue.name_of(key)

    def origin_of(self, listing: Listing) -> Origin:
        """Return whose list a listing is on."""
        return self.lists.origin(listing.source)

    def meaning_of(self, listing: Listing) -> "ListMeaning":
        """Return what being on this listing's list means."""
        return self.rulebook.meaning_of(listing.list, listing.kind)

    def draw_record(self, screening: Screening) -> bytes:
        """Return the paper of a screening as it looks now; `screenings.paper` is the kept one."""
        # Imported when a paper is made: reportlab costs 0.2 s that opening the window need not pay.
        from exportdesk.documents.screening_record import screening_record

        missing, within, partly = self._not_used(screening)
        return screening_record(
            screening,
            screening.company,
            meaning_of=self.meaning_of,
            country_name=self.country_name,
            list_title=self.list_title,
            origin_of=self.origin_of,
            source_name=self.source_name,
            lists_not_loaded=missing,
            lists_within=within,
            lists_partly=partly,
            letterhead=self.templates.letterhead(),
        )

    def _not_used(self, screening: Screening) -> tuple[list[str], list[str], list[str]]:
        """Return what the catalogue knows and this screening did without: sources, and lists.

        Apart from them, the sources whose lists stood in another that was used, all of them or in
        part: what Control lists calls "Included" and "Partly included".
        """
        from exportdesk.operations.lists_status import held_of

        used = {edition.source: edition for edition in screening.editions}
        missing: list[str] = []
        within: list[str] = []
        partly: list[str] = []
        for source in self.lists.catalogue.sources:
            if source.key not in used:
                general = used.get(SourceKey(source.detail_of))
                held, whole = held_of(source, general.counts if general else {})
                place = missing if not held else within if whole else partly
                place.append(source.name)
                continue
            counts = used[source.key].counts
            missing += [
                listed.title
                for listed in source.lists
                if not listed.optional and not counts.get(listed.code)
            ]
        return missing, within, partly
