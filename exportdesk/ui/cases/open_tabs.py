"""The cases whose tabs were open when the window closed: their tabs are there again at the next."""

from hashlib import sha256

from exportdesk.core.cases import Case
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import CaseId
from exportdesk.core.progress import Progress
from exportdesk.ui.cases.tabs import CaseTabs
from exportdesk.ui.jobs import Latest
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk


class OpenTabs:
    """Brings tabs back once their cases were looked up, and behind no tab opens one in view.

    Which they were is window state, of each workspace by itself; only ids are kept there.
    """

    def __init__(self, desk: Desk, shell: Shell, tabs: CaseTabs) -> None:
        self._desk, self._settings, self._tabs = desk, shell.settings, tabs
        self._looked: Latest[list[Case]] = Latest(shell.screening)
        place = sha256(str(desk.folder.resolve()).encode("utf-8", "surrogateescape"))
        self._key = f"cases/open/{place.hexdigest()[:16]}"
        self._known = False  # until then, nothing takes the place of what was noted before

    def bring_back(self) -> None:
        """Look up the cases that were open; one that is no longer there is left out."""
        noted, desk = str(self._settings.value(self._key, "", type=str)).split(), self._desk
        if not noted:
            self._known = True
            return

        def work(_progress: Progress) -> list[Case]:
            found = []
            for one in noted:
                try:
                    found.append(desk.cases.get(CaseId(one)))
                except BadInput:
                    continue
            return found

        self._looked.start(work, done=self._add)

    def _add(self, cases: list[Case]) -> None:
        self._known = True
        for case in cases:
            if not self._tabs.is_full:
                self._tabs.add_case(case.id, case.number)

    def keep(self, drafts: frozenset[str]) -> None:
        """Note which cases are open, but for drafts, of which nothing was kept."""
        self._looked.drop()
        if self._known and not self._desk.read_only:
            cases = [case for case in self._tabs.cases if case not in drafts]
            self._settings.setValue(self._key, " ".join(cases))
