"""Hands out what is kept of a case: its record on paper, and everything about it in one file."""

from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.ui.cases.session import CaseSession
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page
from exportdesk.wiring import Desk


class HandingOut:
    """Works on the case in view, for the page it stands on."""

    def __init__(self, page: Page, desk: Desk, shell: Shell, session: CaseSession) -> None:
        self._page, self._desk, self._shell, self._session = page, desk, shell, session

    def record(self) -> None:
        """Show the case record: a draft, until the case is closed."""
        case, papers = self._session.case, self._desk.case_papers
        if case is not None and case.number:
            self._shell.jobs.start(
                lambda _progress: (case.number, papers.report(case)),
                done=self._preview,
                failed=self._page.show_trouble,
            )

    def pack(self) -> None:
        """Write everything about the case into one file."""
        case, packs = self._session.case, self._desk.packs
        if case is None or not case.number:
            return
        name = f"{case.number}-evidence.zip"
        path = self._shell.ask.save_file(
            self._page, _("Save the evidence pack"), name, _("Zip files (*.zip)")
        )
        if path is None:
            return

        def work(progress: Progress) -> str:
            packs.case(case, path, progress, replace=True)
            return path.name

        self._shell.background.start(work, done=self._packed, failed=self._page.show_trouble)

    def _preview(self, made: tuple[str, bytes]) -> None:
        number, pdf = made
        title = _("Case record {number}").format(number=number)
        self._shell.window.preview(pdf, title, f"{number}.pdf")

    def _packed(self, name: str) -> None:
        self._shell.window.toast(_("Saved {file}.").format(file=name))
