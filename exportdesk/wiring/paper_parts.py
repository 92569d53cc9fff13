"""What works on papers with a number of their own."""

from typing import TYPE_CHECKING

from exportdesk.core.ids import SourceKey
from exportdesk.core.threads import made_once
from exportdesk.wiring.certification_parts import CertificationParts

if TYPE_CHECKING:
    from exportdesk.documents.paper_values import PaperContents, PaperHead
    from exportdesk.operations.papers import Papers
    from exportdesk.operations.wordings import Wordings


class PaperParts(CertificationParts):
    """A workspace with its lists, its book, its cases, its certifications and its papers."""

    @made_once
    def papers(self) -> "Papers":
        """Papers with a number of their own: statements, letters, reports."""
        from exportdesk.operations.paper_summary import BookSummary
        from exportdesk.operations.papers import Papers

        return Papers(
            workspace=self.workspace,
            folder=self.folder,
            cases=self.cases,
            templates=self.templates,
            rulebook=lambda: self.rulebook,
            clock=self.clock,
            book=BookSummary(
                workspace=self.workspace,
                lists=self.lists,
                current=self.book.current,
                threshold=self.screenings.threshold,
                clock=self.clock,
            ),
            history=self.history,
            threshold=self.screenings.threshold,
            source_name=self.source_name,
            make=self._numbered_paper,
        )

    @made_once
    def wordings(self) -> "Wordings":
        """The wordings of papers: the program's, and the company's own in their place."""
        from exportdesk.operations.wordings import Wordings

        return Wordings(workspace=self.workspace, folder=self.folder, clock=self.clock)

    def _numbered_paper(self, values: "PaperContents", head: "PaperHead", fillable: bool) -> bytes:
        # Imported when a paper is made, as for screenings.
        from exportdesk.documents.numbered import numbered_paper
        from exportdesk.documents.paper_values import PaperNames

        names = PaperNames(
            self.country_name,
            self.list_title,
            lambda key: self.source_name(SourceKey(key)),
            tuple((one.code, one.name) for one in self.rulebook.countries.all()),
        )
        return numbered_paper(values, head, names, fillable=fillable)
