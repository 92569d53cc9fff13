"""Papers with a number of their own: looked at, issued, kept byte for byte, found again."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from exportdesk import __version__
from exportdesk.core.canonical import canonical_json, sha256_hex
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock, Moment
from exportdesk.core.errors import BadInput, ReadOnlyWorkspace, StorageFault
from exportdesk.core.ids import CaseId, PartyId, SourceKey
from exportdesk.core.papers import IssuedPaper, PaperKind, PaperTemplate
from exportdesk.core.progress import Progress
from exportdesk.documents.paper_values import (
    ChangesValues,
    LetterValues,
    PaperContents,
    PaperHead,
    StatementValues,
)
from exportdesk.operations.cases import Cases
from exportdesk.operations.list_changes import History
from exportdesk.operations.paper_contents import PaperContentsOf
from exportdesk.operations.paper_drafts import Caution, Issued, Mail, PaperDraft
from exportdesk.operations.paper_summary import BookSummary
from exportdesk.operations.templates import Templates
from exportdesk.rulebook import Rulebook
from exportdesk.storage.attachments import Paper
from exportdesk.storage.issued_papers import NUMBERED
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

FLAT = "_flat"
"""What is added to the kind of a paper for its twin that cannot be filled in."""

_TRIES = 5

MakePaper = Callable[[PaperContents, PaperHead, bool], bytes]


class Papers(PaperContentsOf):
    """Numbered papers. Each method may be called on any thread.

    Methods that return a draft, with those of statements and letters, keep nothing. Drawing takes
    a tenth of a second, a summary of a large book several seconds: call from a job.
    """

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        folder: Path,
        cases: Cases,
        templates: Templates,
        rulebook: Callable[[], Rulebook],
        clock: Clock,
        book: BookSummary,
        history: History,
        threshold: Callable[[], float],
        source_name: Callable[[SourceKey], str],
        make: MakePaper,
    ) -> None:
        super().__init__(
            workspace=workspace,
            folder=folder,
            cases=cases,
            templates=templates,
            rulebook=rulebook,
            clock=clock,
        )
        self._book = book
        self._history = history
        self._threshold = threshold
        self._source_name = source_name
        self._make = make

    def summary(self, first: date | None = None, last: date | None = None) -> PaperDraft:
        """Return the summary of the book for some days, of this month until today without.

        Raises BadInput where the days are turned.
        """
        values = self._book.of(first, last)
        behind = [one for one in values.customers if one.is_behind]
        cautions = (Caution("caution-stale", {"count": len(behind)}),) if behind else ()
        about = f"{values.first.isoformat()} to {values.last.isoformat()}"
        return PaperDraft(values, about, cautions=cautions)

    def list_changes_report(
        self, source: SourceKey, progress: Progress, first: str = "", last: str = ""
    ) -> PaperDraft:
        """Return a report of what differs between two editions, named by id or day.

        Without them: the newest and the one before it. Raises BadInput, StorageFault, Cancelled.
        """
        found = self._history.between(source, first, last)
        touches = self._history.touched(found, progress)
        name = self._source_name(source)
        return PaperDraft(ChangesValues(name, found, touches, self._threshold()), name)

    def preview(
        self, draft: PaperDraft, *, fillable: bool = False, template: PaperTemplate | None = None
    ) -> bytes:
        """Return a draft as it would be issued now, keeping nothing.

        `template` shows it as it would look with another one than that in use.
        """
        workspace = self._workspace()
        now = self._clock.now()
        number = workspace.issued.coming_number(now.local.year)
        return self._make(draft.values, self._head(workspace, now, number, template), fillable)

    def issue(self, draft: PaperDraft) -> Issued:
        """Give a draft the next number, keep it byte for byte, and note it as one event.

        Raises StorageFault; nothing is kept then.
        """
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        # Drawn before the file is taken for writing; with another number where someone was quicker.
        for _try in range(_TRIES):
            now = self._clock.now()
            number = workspace.issued.coming_number(now.local.year)
            head = self._head(workspace, now, number)
            data = self._make(draft.values, head, draft.is_fillable)
            flat = self._make(draft.values, head, False) if draft.is_fillable else b""
            issued = self._keep(workspace, draft, head, data, flat)
            if issued is not None:
                changes = Changes.PAPERS | Changes.EVENTS
                return Issued(issued, data, flat, changes)
        raise StorageFault("paper-number-taken")

    def list(
        self,
        *,
        kind: PaperKind | None = None,
        customer: PartyId | None = None,
        case: CaseId | None = None,
        limit: int = 500,
    ) -> list[IssuedPaper]:
        """Return issued papers, newest first: of a kind, about a customer, of a case."""
        return self._workspace().issued.rows(kind=kind, customer=customer, case=case, limit=limit)

    def get(self, number: str) -> IssuedPaper:
        """Return an issued paper by its number. Raises BadInput where there is none."""
        found = self._workspace().issued.get(number.strip().upper())
        if found is None:
            raise BadInput("paper-unknown", number=number)
        return found

    def read(self, number: str, *, flat: bool = False) -> bytes:
        """Return the bytes of an issued paper, of its flat twin where asked for.

        Raises BadInput where there is no such paper or twin, StorageFault where they are gone.
        """
        paper = self.get(number)
        wanted = f"{paper.kind}{FLAT if flat else ''}"
        workspace = self._workspace()
        for kept in workspace.attachments.papers(paper.number):
            if kept.kind == wanted:
                return workspace.attachments.read(kept)
        if flat:
            raise BadInput("paper-not-printed", number=paper.number)
        raise StorageFault("attachment-missing", name=f"{paper.number}.pdf")

    def mail(self, number: str) -> Mail:
        """Return the message that goes with an issued statement or letter. Raises BadInput."""
        paper = self.get(number)
        if paper.kind not in _MAILED:
            raise BadInput("paper-unknown", number=number)
        workspace = self._workspace()
        wording = self._wording(paper.kind)
        exporter = workspace.settings.company().name
        whose = workspace.merged.now_of(paper.customer) if paper.customer else None
        kept = workspace.customers.get(whose) if whose else None
        return Mail(
            kept.profile.email if kept is not None else "",
            wording.text("mail_subject", number=paper.number, exporter=exporter),
            wording.text(
                "mail_body", number=paper.number, exporter=exporter, recipient=paper.recipient
            ),
            f"{paper.number}.pdf",
        )

    def _head(
        self,
        workspace: Workspace,
        now: Moment,
        number: str,
        template: PaperTemplate | None = None,
    ) -> PaperHead:
        return PaperHead(
            number=number,
            at=now,
            operator=workspace.settings.settings().operator,
            head=workspace.events.head(),
            company=workspace.settings.company(),
            letterhead=self._templates.letterhead(template),
            program_version=__version__,
        )

    def _keep(
        self, workspace: Workspace, draft: PaperDraft, head: PaperHead, data: bytes, flat: bytes
    ) -> IssuedPaper | None:
        """Keep a paper that was drawn, or return None where its number was taken meanwhile."""
        kinds = [(draft.kind.value, data, f"{head.number}.pdf")]
        if flat:
            kinds.append((f"{draft.kind}{FLAT}", flat, f"{head.number} print.pdf"))
        kept = [
            Paper(
                head.number, kind, workspace.attachments.put(each), name, len(each),
                head.at.utc_text,
            )
            for kind, each, name in kinds
        ]  # fmt: skip
        issued = IssuedPaper(
            number=head.number,
            kind=draft.kind,
            at=head.at,
            operator=head.operator,
            recipient=draft.recipient,
            sha256=kept[0].sha256,
            customer=draft.customer,
            case=draft.case,
            wording=draft.wording,
        )
        with writing(workspace.db):
            if workspace.issued.coming_number(head.at.local.year) != head.number:
                return None
            workspace.screenings.next_number(NUMBERED, head.at.local.year)
            for paper in kept:
                workspace.attachments.file(paper)
            workspace.issued.add(issued)
            workspace.events.append(
                "paper_issued",
                head.number,
                issued_facts(issued, kept, draft.values),
                at=head.at.utc_text,
                actor=head.operator,
            )
        return issued


_MAILED = (
    PaperKind.UVL_STATEMENT,
    PaperKind.END_USE_STATEMENT,
    PaperKind.REFUSAL_LETTER,
    PaperKind.INFORMATION_LETTER,
)


def issued_facts(
    issued: IssuedPaper, kept: Sequence[Paper], values: PaperContents
) -> dict[str, object]:
    """Return what the record of events keeps of a paper: whom it is about, and every hash."""
    facts: dict[str, object] = {
        "kind": issued.kind.value,
        "recipient": issued.recipient,
        "customer": issued.customer,
        "case": issued.case,
        "sha256": kept[0].sha256,
        "size": kept[0].size,
        "flat_sha256": kept[1].sha256 if len(kept) > 1 else "",
        "wording": issued.wording,
    }
    if isinstance(values, StatementValues | LetterValues):
        told = [sorted(values.wording.texts.items()), [one.text for one in values.wording.clauses]]
        facts["wording_review"] = values.wording.review.value
        facts["wording_sha256"] = sha256_hex(canonical_json({"texts": told}))
    return facts
