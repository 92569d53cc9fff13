"""The way to statements, letters and reports from wherever a person looks for them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from exportdesk.core.cases import Case
from exportdesk.core.errors import BadInput, ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.ids import PartyId, SourceKey
from exportdesk.core.papers import PaperKind
from exportdesk.core.progress import Progress
from exportdesk.core.words import say, sentence
from exportdesk.operations.paper_asking import Ask
from exportdesk.ui.papers.options import (
    AskingOptions,
    ChangesOptions,
    PaperOptions,
    RefusalOptions,
    StatementOptions,
    SummaryOptions,
)
from exportdesk.ui.papers.sheet import PaperSheet
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk

_OF_CUSTOMERS = (
    PaperKind.END_USE_STATEMENT,
    PaperKind.UVL_STATEMENT,
    PaperKind.INFORMATION_LETTER,
    PaperKind.REFUSAL_LETTER,
)


class PaperOpening(QObject):
    """Opens the sheet of a paper, and papers that were issued."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._shell, self._over = desk, shell, parent
        self._customer: PartyId | None = None
        self._case: Case | None = None

    def ask(self, customer: PartyId, case: Case | None = None) -> None:
        """Ask which paper a customer is to get, and open its sheet; filled from a case, if any."""
        at = self._shell.ask.choose(
            self._over,
            _("Which paper?"),
            _("You see it before it is issued."),
            tuple(sentence(f"paper-{kind}") for kind in _OF_CUSTOMERS),
        )
        if at is not None:
            self.make(_OF_CUSTOMERS[at], customer, case)

    def make(self, kind: PaperKind, customer: PartyId, case: Case | None = None) -> None:
        """Open the sheet of a paper for a customer, filled from a case where one is given."""
        desk, shell = self._desk, self._shell
        case_id = case.id if case is not None else None
        if kind is PaperKind.REFUSAL_LETTER:
            self._open(kind, RefusalOptions(desk, shell, customer, case))
        elif kind is PaperKind.INFORMATION_LETTER:
            self._customer, self._case = customer, case
            shell.screening.start(
                lambda _progress: (desk.papers.asks(customer, case_id), desk.papers.asked_anyway()),
                done=self._open_asking,
                failed=self._fail,
            )
        else:
            self._open(kind, StatementOptions(desk, shell, kind, customer, case))

    def summary(self) -> None:
        """Open the sheet of the summary of all customers."""
        self._open(PaperKind.SCREENING_SUMMARY, SummaryOptions(self._desk, self._shell))

    def list_changes(self, source: SourceKey, first: str, last: str) -> None:
        """Open the sheet of the report of what changed between two editions."""
        options = ChangesOptions(self._desk, self._shell, source, first, last)
        self._open(PaperKind.LIST_CHANGES, options)

    def show_issued(self, number: str) -> None:
        """Show a paper that was issued, as it is kept."""
        papers = self._desk.papers

        def work(_progress: Progress) -> tuple[str, str, bytes]:
            paper = papers.get(number)
            title = _("{paper} {number}").format(
                paper=sentence(f"paper-{paper.kind}"), number=number
            )
            try:
                return title, number, papers.read(number, flat=True)
            except BadInput:
                return title, number, papers.read(number)

        self._shell.screening.start(work, done=self._show, failed=self._fail)

    def _show(self, found: tuple[str, str, bytes]) -> None:
        title, number, pdf = found
        self._shell.window.preview(pdf, title, f"{number}.pdf")

    def _open_asking(self, found: tuple[Sequence[Ask], Sequence[Ask]]) -> None:
        if self._customer is not None:
            options = AskingOptions(
                self._desk, self._shell, self._customer, *found, case=self._case
            )
            self._open(PaperKind.INFORMATION_LETTER, options)

    def _open(self, kind: PaperKind, options: PaperOptions) -> None:
        title = sentence(f"paper-{kind}")
        PaperSheet(self._over, self._desk, self._shell, title, options).open()

    def _fail(self, error: ExportDeskError) -> None:
        self._shell.ask.trouble(self._over, say(error))
