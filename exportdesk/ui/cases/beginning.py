"""Begins cases: each is a draft, kept under a number with the first thing that is entered."""

from collections.abc import Callable

from exportdesk.core.cases import Case, CaseItem
from exportdesk.core.errors import BadInput
from exportdesk.core.i18n import _
from exportdesk.core.ids import CaseId
from exportdesk.core.progress import Progress
from exportdesk.ui.cases.session import CaseSession
from exportdesk.ui.cases.subjects import NewCase
from exportdesk.ui.shell import Shell
from exportdesk.ui.widgets import Page
from exportdesk.wiring import Desk


class Beginning:
    """Works for the page of cases; `show` brings a case into view by its id."""

    def __init__(
        self,
        page: Page,
        desk: Desk,
        shell: Shell,
        session: CaseSession,
        show: Callable[[str], object],
    ) -> None:
        self._page, self._desk, self._shell = page, desk, shell
        self._session, self._show = session, show

    def new(self, wanted: NewCase) -> None:
        """Begin a case of a customer, with products, or empty."""
        self._start(_new(self._desk, wanted))

    def repeat(self, case: str) -> None:
        """Begin a case for another order like this one."""
        cases, wanted = self._desk.cases, CaseId(case)
        self._start(lambda _progress: cases.repeated(wanted))

    def _start(self, work: Callable[[Progress], Case]) -> None:
        if not self._desk.read_only:
            self._shell.jobs.start(work, done=self._begun, failed=self._page.show_trouble)

    def _begun(self, draft: Case) -> None:
        self._session.hold(draft)
        self._show(draft.id)
        words = _("It is kept with the first thing you enter.")
        self._shell.window.toast(words)


def _new(desk: Desk, wanted: NewCase) -> Callable[[Progress], Case]:
    def work(_progress: Progress) -> Case:
        items = []
        for product in wanted.products:
            try:
                items.append(CaseItem(desk.products.get(product)))
            except BadInput:
                continue  # deleted meanwhile
        return desk.cases.begun(wanted.customer, items)

    return work
