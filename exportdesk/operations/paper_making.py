"""Puts numbered papers together: what draws them, and what gathers them, for an open desk.

What draws is imported when a paper is made: reportlab costs 0.2 s that opening the window need not
pay.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from exportdesk import __version__
from exportdesk.core.certifications import ENGLISH, CertificationForm
from exportdesk.core.clock import Clock
from exportdesk.core.company import Company
from exportdesk.core.ids import SourceKey
from exportdesk.core.papers import Letterhead
from exportdesk.documents.case_values import CaseNames, CaseRecord
from exportdesk.documents.paper_values import PaperContents, PaperHead, PaperNames
from exportdesk.documents.wording_file import read_pair
from exportdesk.operations.book_screening import BookScreenings
from exportdesk.operations.cases import Cases
from exportdesk.operations.list_changes import History
from exportdesk.operations.lists import Lists
from exportdesk.operations.paper_contents import PaperContentsOf
from exportdesk.operations.paper_summary import BookSummary
from exportdesk.operations.papers import MakePaper, Papers
from exportdesk.operations.screening import Screenings
from exportdesk.operations.templates import Templates
from exportdesk.rulebook import Countries, Rulebook
from exportdesk.storage.workspace import Workspace


class PaperDesk(Protocol):
    """The parts of a desk that papers are made from."""

    folder: Path
    clock: Clock
    rulebook: Rulebook
    lists: Lists
    screenings: Screenings
    history: History
    book: BookScreenings
    cases: Cases
    templates: Templates

    @property
    def workspace(self) -> Callable[[], Workspace]: ...
    def list_title(self, code: str) -> str: ...
    def source_name(self, key: SourceKey) -> str: ...


def papers_of(desk: PaperDesk) -> Papers:
    """Return the numbered papers of an open desk."""
    contents = PaperContentsOf(
        workspace=desk.workspace,
        folder=desk.folder,
        cases=desk.cases,
        templates=desk.templates,
        rulebook=desk.rulebook,
        clock=desk.clock,
    )
    book = BookSummary(
        workspace=desk.workspace,
        lists=desk.lists,
        current=desk.book.current,
        threshold=desk.screenings.threshold,
        clock=desk.clock,
    )
    names = PaperNames(
        desk.rulebook.countries.country_name,
        desk.list_title,
        lambda key: desk.source_name(SourceKey(key)),
    )
    return Papers(
        workspace=desk.workspace,
        contents=contents,
        book=book,
        history=desk.history,
        templates=desk.templates,
        threshold=desk.screenings.threshold,
        source_name=desk.source_name,
        make=_drawing(names),
        clock=desk.clock,
    )


def drawn_case_record(
    templates: Templates,
) -> Callable[[CaseRecord, Company, CaseNames], bytes]:
    """Return what draws the record of a case in the company's look."""

    def draw(record: CaseRecord, company: Company, names: CaseNames) -> bytes:
        from exportdesk.documents.case_record import case_record

        return case_record(record, company, names, templates.letterhead())

    return draw


def draw_certification(
    countries: Countries,
) -> Callable[[CertificationForm, Company, Letterhead], bytes]:
    """Return what draws a certification, flat and in English, in the company's look."""

    def draw(form: CertificationForm, company: Company, letterhead: Letterhead) -> bytes:
        from exportdesk.documents.certification import certification

        return certification(
            form,
            read_pair(ENGLISH),
            company,
            fillable=False,
            country_names={one.code: one.name for one in countries.all()},
            logo=letterhead.logo,
            accent=letterhead.accent,
            mark=letterhead.mark,
            program_version=__version__,
        )

    return draw


def check_logo(data: bytes) -> object:
    """Return the picture of a logo. Raises BadInput where it is none that can be printed."""
    from exportdesk.documents.logo import read_logo

    return read_logo(data)


def _drawing(names: PaperNames) -> MakePaper:
    def draw(values: PaperContents, head: PaperHead, fillable: bool) -> bytes:
        from exportdesk.documents.numbered import numbered_paper

        return numbered_paper(values, head, names, fillable=fillable)

    return draw
