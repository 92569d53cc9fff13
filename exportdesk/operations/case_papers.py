"""The papers of cases: made and kept at the sign-off, a draft before it, anew whenever wanted."""

from collections.abc import Callable

from exportdesk import __version__
from exportdesk.core.cases import Case
from exportdesk.core.clock import Clock
from exportdesk.core.company import Company
from exportdesk.core.errors import BadInput, ExportDeskError, StorageFault
from exportdesk.core.ids import SourceKey
from exportdesk.core.words import say
from exportdesk.diligence.outcome import Drift
from exportdesk.documents.case_values import CaseNames, CaseRecord, RulebookUse
from exportdesk.operations.case_flags import taken_back
from exportdesk.operations.cases import CaseView
from exportdesk.operations.lists import Lists
from exportdesk.rulebook import Edition
from exportdesk.storage.attachments import Paper
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

CASE_RECORD = "case_record"
CASE_RECORD_LATER = "case_record_later"

MakeRecord = Callable[[CaseRecord, Company, CaseNames], bytes]


class CasePapers:
    """Makes and keeps the papers of cases. Each method may be called on any thread.

    A paper takes about a second: call from a job.
    """

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        assess: Callable[[Case], CaseView],
        lists: Lists,
        rulebook: Callable[[], Edition],
        names: CaseNames,
        make_record: MakeRecord,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._assess = assess
        self._lists = lists
        self._rulebook = rulebook
        self._names = names
        self._make_record = make_record
        self._clock = clock

    def report(self, case: Case) -> bytes:
        """Return the paper of a case as it stands: kept where it is closed, else a draft."""
        return self.paper(case) if case.is_locked else self.draft(case)

    def draft(self, case: Case) -> bytes:
        """Return the paper of a case as it is now, marked as a draft where it is open.

        It is not kept. Raises StorageFault.
        """
        return self._make(case)

    def paper(self, case: Case) -> bytes:
        """Return the paper of a closed case as first made, or made and kept now.

        Raises BadInput for an open case, StorageFault.
        """
        kept = self._kept(self._workspace(), case)
        if kept is not None:
            return self._workspace().attachments.read(kept)
        return self._keep(_closed(case), CASE_RECORD)

    def anew(self, case: Case) -> bytes:
        """Make a paper of a closed case as of now, which says what changed since, and keep it.

        The one made at the sign-off stays. Raises BadInput for an open case, StorageFault.
        """
        return self._keep(_closed(case), CASE_RECORD_LATER)

    def file_closed(self, case: Case) -> None:
        """Make and keep the paper of a case that was closed just now.

        Raises the StorageFault "case-paper-not-made" where that fails: the case is closed all the
        same, and `paper` makes it later.
        """
        try:
            self.paper(case)
        except ExportDeskError as error:
            raise StorageFault("case-paper-not-made", number=case.number, why=say(error)) from error

    def papers(self, case: Case) -> list[Paper]:
        """Return the papers kept of a case, the one of the sign-off first."""
        found = self._workspace().attachments.papers(case.number)
        return sorted(
            (one for one in found if one.kind in (CASE_RECORD, CASE_RECORD_LATER)),
            key=lambda one: (one.kind, one.made_at, one.sha256),
        )

    def read(self, paper: Paper) -> bytes:
        """Return the bytes of a kept paper. Raises StorageFault where they are gone or altered."""
        return self._workspace().attachments.read(paper)

    def record(self, case: Case) -> CaseRecord:
        """Return everything that the paper of a case tells, as of now."""
        workspace = self._workspace()
        in_use = self._rulebook()
        view = self._assess(case)
        facts = view.facts
        newest = workspace.decisions.newest([one.id for one in facts.parties])
        letters = {one.id: one for one in workspace.letters.all()}
        customer = workspace.customers.get(case.customer) if case.customer else None
        return CaseRecord(
            facts=facts,
            flow=view.flow,
            editions=self._lists.uses(),
            rulebook=RulebookUse(in_use.name, in_use.as_of, in_use.fingerprint),
            head=workspace.events.head(),
            made=self._clock.now(),
            program_version=__version__,
            customer=customer.name if customer else "",
            decisions={
                (party, uid): decision
                for party, found in newest.items()
                for uid, decision in found.items()
            },
            letters={one.id: letters[one.id] for one in facts.letters if one.id in letters},
            drift=_after_signing(view),
            withdrawn=view.withdrawn,
            taken_back=taken_back(workspace, case),
        )

    def _make(self, case: Case) -> bytes:
        record = self.record(case)
        return self._make_record(record, self._workspace().settings.company(), self._names)

    def _kept(self, workspace: Workspace, case: Case) -> Paper | None:
        papers = workspace.attachments.papers(case.number)
        return next((one for one in papers if one.kind == CASE_RECORD), None)

    def _keep(self, case: Case, kind: str) -> bytes:
        workspace = self._workspace()
        data = self._make(case)
        if workspace.read_only:
            return data
        now = self._clock.now()
        later = kind == CASE_RECORD_LATER
        name = f"{case.number} {now.local:%Y-%m-%d}.pdf" if later else f"{case.number}.pdf"
        digest = workspace.attachments.put(data)
        paper = Paper(case.number, kind, digest, name, len(data), now.utc_text)
        with writing(workspace.db):
            first = None if later else self._kept(workspace, case)
            if first is not None:
                return workspace.attachments.read(first)  # another thread made it meanwhile
            workspace.attachments.file(paper)
            workspace.events.append(
                "paper_made",
                case.number,
                {"kind": kind, "sha256": digest, "size": len(data)},
                at=now.utc_text,
                actor=workspace.settings.settings().operator,
            )
        return data


def source_names(name: Callable[[SourceKey], str]) -> Callable[[str], str]:
    """Return how papers name a source by its key."""
    return lambda key: name(SourceKey(key))


def _closed(case: Case) -> Case:
    if not case.is_locked:
        raise BadInput("case-open", number=case.number)
    return case


def _after_signing(view: CaseView) -> Drift | None:
    return view.drift if view.case.sign_off else None
