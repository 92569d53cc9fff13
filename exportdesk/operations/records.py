"""The records: looking them up, checking them, writing them out for an auditor."""

import csv
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exportdesk.core.canonical import sha256_hex
from exportdesk.core.errors import BadInput, StorageFault
from exportdesk.core.events import Event, Head, payload_digest
from exportdesk.core.ids import BatchId
from exportdesk.core.progress import Progress
from exportdesk.core.screenings import Screening, screening_facts
from exportdesk.operations.book_verifying import altered_book
from exportdesk.operations.case_verifying import altered_files
from exportdesk.operations.papers_verifying import altered_issued
from exportdesk.operations.screening import Screenings
from exportdesk.storage.attachments import Paper
from exportdesk.storage.cases import CaseFilter
from exportdesk.storage.opening import fault, one_moment
from exportdesk.storage.screenings import ScreeningRow
from exportdesk.storage.workspace import Workspace
from exportdesk.tables.neutral import neutralized

_ALL = 1_000_000_000
_LAST_EVENTS = 2_000  # looked through for who worked here lately

Fault = tuple[str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of all records found: codes for `core.words`, with their facts.

    `known` tells whether the older head that was asked about is in the chain; None: not asked.
    """

    head: Head
    faults: tuple[Fault, ...]
    screenings: int
    papers: int
    known: bool | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.faults and self.known is not False


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote, and which papers it could not: codes and facts for `core.words`."""

    folder: Path
    screenings: int
    files: int
    faults: tuple[Fault, ...] = ()


class Records:
    """Everything that happened, newest first. Each method may be called on any thread."""

    def __init__(self, *, workspace: Callable[[], Workspace], screenings: Screenings) -> None:
        self._workspace = workspace
        self._screenings = screenings

    def screenings(self, search: str = "", *, limit: int = 500) -> list[ScreeningRow]:
        """Return saved screenings, newest first, those that hold every word of `search`."""
        return self._workspace().screenings.rows(search, limit=limit)

    def events(self, limit: int = 500) -> list[Event]:
        """Return the last events, newest first."""
        return self._workspace().events.newest(limit)

    def names(self, events: Iterable[Event]) -> dict[str, str]:
        """Return the names of the customers and products that events are about, by their ids."""
        return self._workspace().events.names(event.subject for event in events)

    def step_of(self, event: Event) -> BatchId | None:
        """Return the step of the book that an event tells of, None where it tells of none."""
        batch = (self._workspace().events.payload(event.seq) or {}).get("batch")
        return BatchId(batch) if isinstance(batch, str) else None

    def operators(self) -> tuple[str, ...]:
        """Return whose names stand on the last events, the last one first."""
        last = self._workspace().events.newest(_LAST_EVENTS)
        return tuple(dict.fromkeys(one.actor for one in last if one.actor))

    def head(self) -> Head:
        """Return the end of the chain of events."""
        return self._workspace().events.head()

    def verify(self, against: str = "") -> Verification:
        """Check the chain, the details of each event, every screening, paper, decision and step.

        `against` is the hash of an older head, as printed on a paper: it must be in the chain.
        """
        workspace = self._workspace()
        with one_moment(workspace.db):
            verified = workspace.events.verify()
            faults: list[Fault] = []
            if verified.fault is not None:
                faults.append((verified.fault.code, {"seq": verified.fault.seq}))
            numbers = [row.number for row in workspace.screenings.rows(limit=_ALL)]
            faults += _altered_screenings(workspace, numbers)
            subjects = [*numbers, *(row.number for row in workspace.cases.rows(CaseFilter()))]
            papers = [one for each in subjects for one in workspace.attachments.papers(each)]
            faults += _altered_papers(workspace, papers)
            faults += altered_book(workspace)
            faults += altered_files(workspace)
            faults += altered_issued(workspace)
            known = workspace.events.contains(_digest(against)) if against else None
            issued = len(workspace.issued.rows(limit=_ALL))
        count = len(papers) + issued
        return Verification(verified.head, tuple(faults), len(numbers), count, known)

    def export(
        self,
        folder: Path,
        progress: Progress,
        *,
        first: date | None = None,
        last: date | None = None,
    ) -> Exported:
        """Write every screening of those days (local dates, inclusive) with its paper.

        The folder gets a PDF for each, `screenings.csv`, `events.jsonl` (the whole chain) and
        `manifest.csv` with the SHA-256 of every file. A paper that is gone or altered is left
        out and told. Raises BadInput for a folder that holds something already, StorageFault,
        Cancelled.
        """
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise BadInput("export-folder-not-empty", folder=str(folder))
        rows = [
            row
            for row in self.screenings(limit=_ALL)
            if (first is None or row.at.local.date() >= first)
            and (last is None or row.at.local.date() <= last)
        ]
        try:
            return self._write(folder, list(reversed(rows)), progress)
        except OSError as error:
            raise fault(error, folder / "records") from error

    def _write(self, folder: Path, rows: list[ScreeningRow], progress: Progress) -> Exported:
        (folder / "papers").mkdir(parents=True, exist_ok=True)
        written: list[Path] = []
        faults: list[Fault] = []
        with (folder / "screenings.csv").open("w", encoding="utf-8-sig", newline="") as file:
            sheet = csv.writer(file)
            sheet.writerow(_COLUMNS)
            for done, row in enumerate(rows):
                progress.step(done, len(rows))
                screening = self._screenings.get(row.number)
                paper = folder / "papers" / f"{row.number}.pdf"
                try:
                    paper.write_bytes(self._screenings.paper(row.number))
                    written.append(paper)
                except StorageFault as error:
                    faults.append((error.code, dict(error.facts)))
                sheet.writerows(_lines(screening))
        written.append(folder / "screenings.csv")
        written.append(self._write_events(folder / "events.jsonl"))
        with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
            manifest = csv.writer(file)
            manifest.writerow(("file", "size", "sha256"))
            for path in written:
                data = path.read_bytes()
                name = path.relative_to(folder).as_posix()
                manifest.writerow((name, len(data), sha256_hex(data)))
        progress.step(len(rows), len(rows))
        return Exported(folder, len(rows), len(written) + 1, tuple(faults))

    def _write_events(self, path: Path) -> Path:
        workspace = self._workspace()
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for event in workspace.events.all():
                line = {
                    "seq": event.seq,
                    "at": event.at,
                    "actor": event.actor,
                    "host": event.host,
                    "kind": event.kind,
                    "subject": event.subject,
                    "payload_sha256": event.payload_sha256,
                    "previous": event.previous,
                    "hash": event.hash,
                    "payload": workspace.events.payload(event.seq),
                }
                file.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
        return path


_COLUMNS = (
    "number", "at_utc", "zone", "operator", "reference", "party", "kind", "country", "address",
    "identifier", "role", "listing", "list", "uid", "matched_name", "score", "strength",
    "decision", "reason", "decided_by",
)  # fmt: skip


def _lines(screening: Screening) -> list[list[str]]:
    lines = []
    for result in screening.parties:
        party = result.party
        ours = [
            screening.number,
            screening.at.utc_text,
            screening.at.zone,
            screening.operator,
            screening.reference,
            party.name,
            party.kind.value,
            party.country,
            party.address,
            party.identifier,
            party.role.value,
        ]
        if not result.matches:
            lines.append([*ours, *[""] * 9])
        for seen in result.matches:
            match, decision = seen.match, seen.decision
            lines.append(
                [
                    *ours,
                    match.name,
                    match.list,
                    match.uid,
                    match.matched_name,
                    f"{match.score:.1f}",
                    match.strength.value,
                    decision.verdict.value if decision else "undecided",
                    decision.reason if decision else "",
                    decision.by if decision else "",
                ]
            )
    return [[neutralized(cell) for cell in line] for line in lines]


def _altered_screenings(workspace: Workspace, numbers: list[str]) -> list[Fault]:
    """Hold what is stored against the event of its save: the first one, whatever came later."""
    saved: dict[str, Event] = {}
    for event in workspace.events.all():
        if event.kind == "screening_saved":
            saved.setdefault(event.subject, event)
    faults: list[Fault] = []
    for number in numbers:
        if number not in saved or not _is_as_saved(workspace, number, saved[number]):
            faults.append(("screening-altered", {"number": number}))
    lost = sorted(saved.keys() - set(numbers))
    return faults + [("screening-lost", {"number": number}) for number in lost]


def _is_as_saved(workspace: Workspace, number: str, event: Event) -> bool:
    try:
        screening = workspace.screenings.get(number)
    except StorageFault:
        return False
    return (
        screening is not None
        and screening.head == Head(event.seq, event.hash)
        and payload_digest(screening_facts(screening)) == event.payload_sha256
    )


def _altered_papers(workspace: Workspace, papers: list[Paper]) -> list[Fault]:
    """Hold every paper against its hash, and the papers against the events of their making."""
    faults: list[Fault] = []
    for paper in papers:
        try:
            workspace.attachments.read(paper)
        except StorageFault as error:
            faults.append((error.code, dict(error.facts)))
    held = {(paper.subject, paper.sha256): paper.name for paper in papers}
    made: dict[tuple[str, str], str] = {}
    untold: set[str] = set()
    for event in workspace.events.all():
        if event.kind == "paper_made":
            digest = _hash_of_paper(workspace, event)
            made[event.subject, digest] = event.subject
            untold.update([event.subject] if not digest else [])
    for key in sorted(held.keys() - made.keys()):
        if key[0] not in untold:
            faults.append(("attachment-altered", {"name": held[key]}))
    for key in sorted(made.keys() - held.keys()):
        if key[1]:
            faults.append(("attachment-missing", {"name": made[key]}))
    return faults


def _hash_of_paper(workspace: Workspace, event: Event) -> str:
    """Return the hash that the event of a paper's making tells, "" where its details are gone."""
    try:
        payload = workspace.events.payload(event.seq)
    except StorageFault:
        return ""  # told already, as a fault of the chain
    return str(payload.get("sha256", "")) if payload else ""


def _digest(text: str) -> str:
    return "".join(text.split()).lower()
