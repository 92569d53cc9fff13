"""Puts the parts together: the only module that knows everything below the doors."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from tzlocal import get_localzone_name

from exportdesk.core.clock import Clock, SystemClock
from exportdesk.core.company import Company, Settings
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import SourceKey
from exportdesk.core.listings import Listing
from exportdesk.core.papers import Letterhead
from exportdesk.core.screenings import Screening
from exportdesk.core.threads import PerThread
from exportdesk.core.words.parties import Origin
from exportdesk.documents.case_values import CaseNames
from exportdesk.lists import EditedCatalogue, workspace_catalogue
from exportdesk.lists.fetching import FetchSettings
from exportdesk.operations.book_export import BookExports
from exportdesk.operations.book_import import CustomerImport, ProductImport, Shapes
from exportdesk.operations.book_screening import BookScreenings
from exportdesk.operations.bundle import Bundles
from exportdesk.operations.case_document import CaseDocuments
from exportdesk.operations.case_drifts import CaseDrifts
from exportdesk.operations.case_facts_of import CaseFactsOf
from exportdesk.operations.case_papers import CasePapers, source_names
from exportdesk.operations.case_parties import CaseParties
from exportdesk.operations.cases import Cases
from exportdesk.operations.customer_files import CustomerFiles
from exportdesk.operations.customer_records import CustomerRecords
from exportdesk.operations.customers import Customers
from exportdesk.operations.deciding import Deciding
from exportdesk.operations.evidence_pack import EvidencePacks
from exportdesk.operations.hygiene import Hygiene
from exportdesk.operations.letters import Letters
from exportdesk.operations.list_changes import History
from exportdesk.operations.lists import Lists
from exportdesk.operations.lists_status import Importer
from exportdesk.operations.own_lists import OwnLists
from exportdesk.operations.owning import Owning
from exportdesk.operations.paper_making import (
    check_logo,
    draw_certification,
    drawn_case_record,
    papers_of,
)
from exportdesk.operations.paper_samples import PaperSamples
from exportdesk.operations.papers import Papers
from exportdesk.operations.past_screening import PastScreenings
from exportdesk.operations.product_rows import ProductRows
from exportdesk.operations.products import Products
from exportdesk.operations.records import Records
from exportdesk.operations.rulebooks import Rulebooks, chosen_rulebook
from exportdesk.operations.screening import Screenings
from exportdesk.operations.search import Search
from exportdesk.operations.settings import SettingsDesk
from exportdesk.operations.standings import Standings
from exportdesk.operations.table_import import TableImports
from exportdesk.operations.templates import Templates
from exportdesk.operations.update_lists import Updates
from exportdesk.rulebook import (
    NO_TABLES,
    EarTables,
    Edition,
    ListMeaning,
    Rulebook,
)
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.workspace import Workspace
from exportdesk.worker import ListWorker


class Desk:
    """An open workspace, the lists in force, the rulebook, and the operations on them.

    Its operations may be used from any thread (`screening` says where not); `close` is called when
    no other thread works any more.
    """

    def __init__(
        self,
        folder: Path,
        *,
        clock: Clock,
        zone: str,
        read_only: bool = False,
        importer: Importer | None = None,
        patience: FetchSettings | None = None,
        letterhead: Callable[[], Letterhead] | None = None,
    ) -> None:
        """`importer` is the worker process unless a test brings its own.

        `patience` is how patient fetching lists is; the program's own where none is given.
        `letterhead` takes the place of the workspace's own: samples are drawn with another's.
        """
        self.folder = folder
        self.clock = clock
        self.read_only = read_only
        self._zone = zone
        self._lent_letterhead = letterhead
        self.workspace: PerThread[Workspace] = PerThread(
            lambda: Workspace.open(folder, read_only=read_only)
        )
        self.workspace()  # a workspace that cannot be opened says so here, before anything else
        in_use = chosen_rulebook(self.workspace())
        self.rulebook: Rulebook = in_use.rulebook
        self.rulebook_edition: Edition = in_use.edition
        self.rulebook_fault = in_use.fault
        lists_path = folder / "lists.db"
        self.lists_db: PerThread[ListsDb] = PerThread(
            lambda: ListsDb.open(lists_path, read_only=read_only)
        )
        edited = workspace_catalogue(folder)
        self._importer = importer or ListWorker(
            lists_path,
            folder / "index",
            zone,
            catalogue=edited.catalogue,
            turned=lambda: self.workspace().settings.turned(),
        )
        self._build(self._importer, edited, patience)

    def _build(
        self, importer: Importer, edited: EditedCatalogue, patience: FetchSettings | None
    ) -> None:
        self.profile = SettingsDesk(workspace=self.workspace, clock=self.clock)
        self.templates: Templates = Templates(
            workspace=self.workspace,
            clock=self.clock,
            check_logo=check_logo,
            lent=self._lent_letterhead,
        )
        self.lists = Lists(
            workspace=self.workspace,
            lists_db=self.lists_db,
            importer=importer,
            catalogue=edited.catalogue,
            index_folder=self.folder / "index",
            catalogue_fault=edited.fault,
            clock=self.clock,
            actor=lambda: self.profile.settings().operator,
        )
        self.updates = Updates(
            workspace=self.workspace,
            lists=self.lists,
            quarantine=self.folder / "quarantine",
            clock=self.clock,
            settings=self.settings,
            patience=patience,
        )
        if not self.read_only:
            self.updates.tidy()
        self.own_lists = OwnLists(
            workspace=self.workspace,
            lists=self.lists,
            country_code=self.rulebook.countries.country_code,
        )
        self.screenings = Screenings(
            workspace=self.workspace,
            lists=self.lists,
            clock=self.clock,
            make_record=self.draw_record,
        )
        self.records = Records(workspace=self.workspace, screenings=self.screenings)
        self._build_rulebook()
        self._build_history(importer)
        self._build_book()

    def _build_rulebook(self) -> None:
        self.rulebooks = Rulebooks(
            workspace=self.workspace,
            clock=self.clock,
            country_code=self.rulebook.countries.country_code,
            actor=lambda: self.profile.settings().operator,
        )
        self.products = Products(
            workspace=self.workspace,
            clock=self.clock,
            rulebook=self.rulebook,
            eccn_index=lambda: self.ear_tables.index,
        )

    def _build_history(self, importer: Importer) -> None:
        self.history = History(
            workspace=self.workspace,
            lists_db=self.lists_db,
            lists=self.lists,
            importer=importer,
            screenings=self.screenings,
        )
        self.past = PastScreenings(
            lists_db=self.lists_db,
            lists=self.lists,
            importer=importer,
            screenings=self.screenings,
            clock=self.clock,
            age_limit=lambda: self.settings().list_age_limit_days,
        )
        self.bundles = Bundles(
            workspace=self.workspace, lists_db=self.lists_db, lists=self.lists, clock=self.clock
        )

    def _build_book(self) -> None:
        self.owning = Owning(
            workspace=self.workspace,
            lists=self.lists,
            rulebook=self.rulebook,
            clock=self.clock,
        )
        standings = Standings(
            lists=self.lists, rulebook=self.rulebook, clock=self.clock, owning=self.owning
        )
        self.product_rows = ProductRows(workspace=self.workspace, products=self.products)
        self.search = Search(
            workspace=self.workspace,
            screenings=self.screenings,
            high_priority=self.rulebook.high_priority,
        )
        self.customers = Customers(
            workspace=self.workspace,
            clock=self.clock,
            countries=self.rulebook.countries,
            standings=standings,
        )
        self.shapes = Shapes(workspace=self.workspace, clock=self.clock)
        self.customer_import = CustomerImport(workspace=self.workspace, customers=self.customers)
        self.product_import = ProductImport(products=self.products)
        self.table_imports = TableImports(
            customers=self.customer_import,
            products=self.product_import,
            shapes=self.shapes,
            country_code=self.rulebook.countries.country_code,
        )
        self.hygiene = Hygiene(workspace=self.workspace, lists=self.lists, clock=self.clock)
        self.book_exports = BookExports(workspace=self.workspace, products=self.products)
        self.deciding = Deciding(
            workspace=self.workspace, lists=self.lists, standings=standings, clock=self.clock
        )
        self.customer_records = CustomerRecords(
            workspace=self.workspace,
            clock=self.clock,
            customers=self.customers,
            deciding=self.deciding,
            screenings=self.screenings,
            standings=standings,
        )
        self.files = CustomerFiles(workspace=self.workspace, clock=self.clock)
        self.book = BookScreenings(
            workspace=self.workspace,
            lists=self.lists,
            screenings=self.screenings,
            standings=standings,
            clock=self.clock,
        )
        self._build_cases(standings)

    def _build_cases(self, standings: Standings) -> None:
        facts = CaseFactsOf(
            workspace=self.workspace,
            lists=self.lists,
            book=self.book,
            standings=standings,
            owning=self.owning,
            products=self.products,
            rulebook=self.rulebook,
            rulebook_print=self.rulebook_edition.fingerprint,
            tables=lambda: self.ear_tables,
            clock=self.clock,
        )
        self.cases = Cases(
            workspace=self.workspace,
            facts=facts,
            rulebook=self.rulebook,
            clock=self.clock,
            closed=lambda case: self.case_papers.file_closed(case),
        )
        self._build_case_papers()
        self.papers: Papers = papers_of(self)
        self.samples = PaperSamples(
            open_demo=self._open_demo,
            letterhead=self.templates.letterhead,
            company=self.company,
            draw_certification=draw_certification(self.rulebook.countries),
        )
        self.case_drifts = CaseDrifts(
            workspace=self.workspace,
            facts=facts,
            current=self.book.current,
            grounds=self._grounds,
            clock=self.clock,
        )
        self.case_parties = CaseParties(
            workspace=self.workspace,
            file=self.cases.file,
            lists=self.lists,
            screenings=self.screenings,
            book=self.book,
            standings=standings,
            deciding=self.deciding,
            customers=self.customers,
            clock=self.clock,
        )
        self.case_documents = CaseDocuments(
            workspace=self.workspace,
            cases=self.cases,
            products=self.products,
            rulebook=self.rulebook,
        )
        self.letters = Letters(
            workspace=self.workspace,
            file=self.cases.file,
            own_lists=self.own_lists,
            country_code=self.rulebook.countries.country_code,
            clock=self.clock,
        )

    def _build_case_papers(self) -> None:
        self.case_papers: CasePapers = CasePapers(
            workspace=self.workspace,
            assess=self.cases.assess,
            lists=self.lists,
            rulebook=self.rulebook_edition,
            names=CaseNames(
                self.rulebook.countries.country_name,
                self.list_title,
                source_names(self.source_name),
            ),
            make_record=drawn_case_record(self.templates),
            clock=self.clock,
        )
        self.packs = EvidencePacks(
            workspace=self.workspace,
            papers=self.case_papers,
            lists=self.lists,
            rulebooks=self.rulebooks,
            rulebook=self.rulebook_edition,
            clock=self.clock,
        )

    def _grounds(self) -> str:
        """Return what names the rulebook and the tables of the EAR in use."""
        sources = sorted((str(table), one.sha256) for table, one in self.ear_tables.sources.items())
        return f"{self.rulebook_edition.fingerprint} {sources}"

    @cached_property
    def ear_tables(self) -> EarTables:
        """The tables of the EAR that were fetched, read when first asked for: that takes a while.

        NO_TABLES where one of them is broken; `rulebooks.status` says why.
        """
        try:
            return self.rulebooks.tables()
        except BadInput:
            return NO_TABLES

    def company(self) -> Company:
        """Return who we are."""
        return self.profile.company()

    def settings(self) -> Settings:
        """Return how the program is set."""
        return self.profile.settings()

    def _open_demo(self, folder: Path, letterhead: Callable[[], Letterhead]) -> "Desk":
        return Desk(folder, clock=self.clock, zone=self._zone, letterhead=letterhead)

    def data_version(self) -> tuple[int, int]:
        """Return a pair that changes when another program writes to one of the files."""
        return self.workspace().data_version(), self.lists_db().data_version()

    def list_title(self, code: str) -> str:
        """Return the short title of a list by its code, the code itself for an unknown list."""
        return self.lists.catalogue.title_of(code)

    def source_name(self, key: SourceKey) -> str:
        """Return what a source is called, its key for an unknown one."""
        return self.lists.catalogue.name_of(key)

    def origin_of(self, listing: Listing) -> Origin:
        """Return whose list a listing is on."""
        return self.lists.origin(listing.source)

    def meaning_of(self, listing: Listing) -> ListMeaning:
        """Return what being on this listing's list means."""
        return self.rulebook.meaning_of(listing.list, listing.kind)

    def close(self) -> None:
        """Close everything, in reverse order."""
        self.samples.close()
        self._importer.close()
        self.screenings.close()
        self.lists_db.close()
        self.workspace.close()

    def draw_record(self, screening: Screening) -> bytes:
        """Return the paper of a screening as it looks now; `screenings.paper` is the kept one."""
        # Imported when a paper is made: reportlab costs 0.2 s that opening the window need not pay.
        from exportdesk.documents.screening_record import screening_record

        return screening_record(
            screening,
            screening.company,
            meaning_of=self.meaning_of,
            country_name=self.rulebook.countries.country_name,
            list_title=self.list_title,
            origin_of=self.origin_of,
            source_name=self.source_name,
            lists_not_loaded=self._not_used(screening),
            letterhead=self.templates.letterhead(),
        )

    def _not_used(self, screening: Screening) -> list[str]:
        """Return what the catalogue knows and this screening did without: sources, and lists."""
        used = {edition.source: edition for edition in screening.editions}
        missing = []
        for source in self.lists.catalogue.sources:
            if source.key not in used:
                missing.append(source.name)
                continue
            counts = used[source.key].counts
            missing += [
                listed.title
                for listed in source.lists
                if not listed.optional and not counts.get(listed.code)
            ]
        return missing


def open_desk(folder: Path, *, read_only: bool = False) -> Desk:
    """Open the workspace in `folder` on this machine's clock. Raises StorageFault."""
    zone = _local_zone()
    return Desk(folder, clock=SystemClock(zone), zone=zone, read_only=read_only)


def _local_zone() -> str:
    try:
        return get_localzone_name() or "UTC"
    except (ValueError, LookupError, OSError):
        return "UTC"  # a machine without a zone; papers then say UTC
