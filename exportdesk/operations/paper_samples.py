"""A sample of each paper, made from the demo's data by the program itself.

A demo workspace is made in a folder of its own, where everything runs as it does for a user: its
lists are taken in, its customers screened, a match decided, a case opened. What comes of it is
drawn in the look of the company that asks, with SAMPLE across each page, and kept nowhere.
"""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock
from typing import Protocol

from exportdesk.core.cases import Case, CaseItem
from exportdesk.core.certification_life import Certification
from exportdesk.core.certifications import ENGLISH
from exportdesk.core.company import Company
from exportdesk.core.customers import Customer
from exportdesk.core.i18n import _, in_english
from exportdesk.core.ids import PartyId, SourceKey
from exportdesk.core.papers import Letterhead, PaperKind, PaperTemplate
from exportdesk.core.parties import Role
from exportdesk.core.progress import Progress
from exportdesk.core.screenings import Screening, Verdict
from exportdesk.operations.book_screening import BookScreenings
from exportdesk.operations.case_papers import CasePapers
from exportdesk.operations.cases import Cases
from exportdesk.operations.certifications import Certifications
from exportdesk.operations.customers import Customers
from exportdesk.operations.deciding import Deciding, Word
from exportdesk.operations.demo import demo_next_list_file
from exportdesk.operations.demo_run import DemoDesk, claim_folder, fill_demo
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.paper_drafts import PaperDraft
from exportdesk.operations.papers import Papers
from exportdesk.storage.opening import fault

_US_CSL = SourceKey("us-csl")
_CUSTOMER, _SCREENED = "NI-1001", "NI-1035"  # references in the demo
_ORDER = "PO 2026-0417"
_MOST_ITEMS = 5


class SampleDesk(DemoDesk, Protocol):
    """The parts of a desk that samples are made with."""

    @property
    def customers(self) -> Customers: ...
    @property
    def book(self) -> BookScreenings: ...
    @property
    def deciding(self) -> Deciding: ...
    @property
    def cases(self) -> Cases: ...
    @property
    def case_papers(self) -> CasePapers: ...
    @property
    def certifications(self) -> Certifications: ...
    @property
    def papers(self) -> Papers: ...
    def draw_record(self, screening: Screening) -> bytes: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made once in the demo workspace, for every sample after."""

    desk: SampleDesk
    customer: Customer
    listed: Customer
    screening: Screening
    case: Case
    certification: Certification


class PaperSamples:
    """Samples of papers. Each method may be called on any thread; one sample is made at a time.

    The first takes some seconds, for which the demo is made; the others a fraction of one.
    """

    def __init__(
        self,
        *,
        open_demo: Callable[[Path, Callable[[], Letterhead]], SampleDesk],
        letterhead: Callable[[PaperTemplate | None], Letterhead],
        company: Callable[[], Company],
        wording: Callable[[str], Mapping[str, bytes]],
    ) -> None:
        """`wording` returns the company's own files for a form, by their place in a workspace."""
        self._open_demo = open_demo
        self._letterhead = letterhead
        self._company = company
        self._wording = wording
        self._made: _Made | None = None
        self._folder: Path | None = None
        self._in_use = Letterhead()
        self._one_at_a_time = RLock()

    @in_english
    def sample(
        self,
        kind: PaperKind,
        progress: Progress,
        template: PaperTemplate | None = None,
        *,
        language: str = ENGLISH,
        wording: Mapping[str, bytes] | None = None,
    ) -> bytes:
        """Return a sample of a paper, in the look of `template` or of the one in use.

        `language` is that of a certification; `wording` are files in the place of the company's
        own. Raises BadInput where a wording cannot be used, StorageFault, Cancelled.
        """
        with self._one_at_a_time:
            self._in_use = replace(self._letterhead(template), mark=_("SAMPLE"))
            made = self._ready(progress)
            company = self._company()
            if company.name and company != made.desk.profile.company():
                made.desk.profile.save_company(company)
            lent = self._wording(kind.value) if wording is None else wording
            self._lend(made.desk.folder / "wording", kind.value, lent)
            return self._draw(kind, made, progress, language)

    def close(self) -> None:
        """Close the demo and take its folder away."""
        with self._one_at_a_time:
            made, self._made = self._made, None
            if made is not None:
                made.desk.close()
            folder, self._folder = self._folder, None
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)

    def _lend(self, folder: Path, form: str, files: Mapping[str, bytes]) -> None:
        """Put the files of a wording into the demo, in place of those before."""
        try:
            shutil.rmtree(folder / form, ignore_errors=True)
            for name, data in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(data)
        except OSError as error:
            raise fault(error, folder) from error

    def _draw(self, kind: PaperKind, made: _Made, progress: Progress, language: str) -> bytes:
        desk = made.desk
        match kind:
            case PaperKind.SCREENING_RECORD:
                return desk.draw_record(replace(made.screening, company=desk.profile.company()))
            case PaperKind.CASE_RECORD:
                return desk.case_papers.draft(made.case)
            case PaperKind.CERTIFICATION:
                clauses = self._in_use.clauses_of(kind)
                back = self._in_use.signatory.email or desk.profile.company().email
                form = replace(
                    made.certification.form,
                    own_clauses=clauses,
                    return_to=back,
                    language=language,
                )
                return desk.certifications.paper(replace(made.certification, form=form))
        return desk.papers.preview(self._numbered(kind, made, progress))

    def _numbered(self, kind: PaperKind, made: _Made, progress: Progress) -> PaperDraft:
        papers, customer, case = made.desk.papers, made.customer.id, made.case.id
        match kind:
            case PaperKind.SCREENING_SUMMARY:
                return papers.summary()
            case PaperKind.UVL_STATEMENT:
                return papers.uvl_statement(made.listed.id)
            case PaperKind.END_USE_STATEMENT:
                return papers.end_use_statement(customer, case=case)
            case PaperKind.REFUSAL_LETTER:
                return papers.refusal_letter(customer, case=case)
            case PaperKind.INFORMATION_LETTER:
                return papers.information_letter(customer, case=case)
            case PaperKind.LIST_CHANGES:
                return papers.list_changes_report(_US_CSL, progress)
        raise ValueError(kind)

    def _ready(self, progress: Progress) -> _Made:
        if self._made is not None:
            return self._made
        progress.stage("making-samples")
        self._folder = Path(tempfile.mkdtemp(prefix="exportdesk-samples-"))
        claim_folder(self._folder / "demo")
        desk = self._open_demo(self._folder / "demo", lambda: self._in_use)
        try:
            self._made = _make(desk, progress)
        except BaseException:
            desk.close()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
            raise
        return self._made


def _make(desk: SampleDesk, progress: Progress) -> _Made:
    """Do in the demo what a user would have done before asking for papers."""
    fill_demo(desk, progress)
    desk.screenings.get_ready(progress)
    desk.book.screen(progress)
    found = {one.reference: one for one in desk.workspace().customers.all()}
    customer = found[_CUSTOMER]
    listed = _decide(desk) or customer.id
    parties = [replace(one.party, role=Role.PURCHASER) for one in (customer, found[_SCREENED])]
    results = desk.screenings.screen_all(parties, progress)
    screening = desk.screenings.save(results, reference=_ORDER).screening
    products = list(desk.workspace().products.all())[:_MOST_ITEMS]
    items = [CaseItem(one, str(10 * at), "pcs") for at, one in enumerate(products, start=1)]
    case = desk.cases.new(customer.id, reference=_ORDER, items=items)
    certification = desk.certifications.draft(customer.id, case=case.id)
    desk.lists.import_file(ImportRequest(demo_next_list_file(), _US_CSL), progress)
    desk.screenings.get_ready(progress)
    desk.book.screen(progress)
    return _Made(desk, customer, desk.customers.get(listed), screening, case, certification)


def _decide(desk: SampleDesk) -> PartyId | None:
    """Confirm the strongest match on the Unverified List, put another aside; return whose it is."""
    queue = desk.deciding.queue()
    on_list = next((one for one in queue if one.match.match.list == "UVL"), None)
    other = next((one for one in reversed(queue) if one is not on_list), None)
    if other is not None:
        subjects = desk.deciding.subjects([other.match])
        desk.deciding.decide(subjects, Word(Verdict.NOT_SAME, "Another country and business."))
    if on_list is None:
        return None
    subjects = desk.deciding.subjects([on_list.match])
    desk.deciding.decide(subjects, Word(Verdict.SAME, "Same name and address."))
    return on_list.match.customer
