"""Evidence packs: everything kept about a case, or about a customer, for whoever has to see it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from exportdesk import __version__
from exportdesk.core.cases import Case
from exportdesk.core.certification_life import Certification
from exportdesk.core.clock import Clock
from exportdesk.core.customers import Customer
from exportdesk.core.errors import BadInput
from exportdesk.core.i18n import in_english
from exportdesk.core.ids import CertificationId, EditionId, LetterId, PartyId, SourceKey
from exportdesk.core.letters import Letter
from exportdesk.core.name_looks import NameDecision
from exportdesk.core.papers import PaperKind
from exportdesk.core.progress import Progress
from exportdesk.core.standing import Evidence, MatchDecision
from exportdesk.core.words import sentence
from exportdesk.documents.case_values import CaseRecord
from exportdesk.operations import pack_tables as tables
from exportdesk.operations.case_papers import CasePapers
from exportdesk.operations.customer_files import FILE
from exportdesk.operations.lists import Lists
from exportdesk.operations.pack_names import PackNames, safe_name
from exportdesk.operations.pack_readme import readme
from exportdesk.operations.pack_verifying import PackCheck, verify_pack
from exportdesk.operations.pack_writing import README, Fault, Packed, PackFile, write_pack
from exportdesk.operations.rulebooks import Rulebooks
from exportdesk.operations.screening_paper import RECORD
from exportdesk.rulebook import RULEBOOK_FILES
from exportdesk.rulebook import Edition as RulebookEdition
from exportdesk.storage.attachments import Paper
from exportdesk.storage.cases import CaseFilter
from exportdesk.storage.opening import fault, one_moment
from exportdesk.storage.workspace import Workspace

_ALL = 1_000_000_000


@dataclass(slots=True)
class _Gathered:
    """What goes into one pack, as it is found."""

    title: str
    names: PackNames = field(default_factory=PackNames)
    files: list[PackFile] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    about: set[str] = field(default_factory=set)  # numbers and ids whose events belong to it
    records: list[CaseRecord] = field(default_factory=list)
    customers: dict[PartyId, Customer] = field(default_factory=dict)
    decisions: dict[str, MatchDecision] = field(default_factory=dict)
    looks: dict[str, NameDecision] = field(default_factory=dict)
    letters: dict[LetterId, Letter] = field(default_factory=dict)
    certifications: dict[CertificationId, Certification] = field(default_factory=dict)
    screenings: set[str] = field(default_factory=set)
    issued: dict[str, PaperKind] = field(default_factory=dict)

    def add(self, folder: str, name: str, about: str, data: bytes) -> None:
        """Take a file in."""
        self.files.append(PackFile(self.names.place(folder, name), about, lambda: data))


class EvidencePacks:
    """Writes evidence packs. Each method may be called on any thread; call from a job."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        papers: CasePapers,
        lists: Lists,
        rulebooks: Rulebooks,
        rulebook: Callable[[], RulebookEdition],
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._papers = papers
        self._lists = lists
        self._rulebooks = rulebooks
        self._rulebook = rulebook
        self._clock = clock

    @in_english
    def case(self, case: Case, path: Path, progress: Progress, *, replace: bool = False) -> Packed:
        """Write everything about a case to `path`: a .zip file, else a new or empty folder.

        Raises BadInput (there is something already), StorageFault, Cancelled; nothing is left then.
        """
        workspace = self._workspace()
        gathered = _Gathered(f"case {case.number}")
        self._make_papers([case])
        with one_moment(workspace.db):
            self._take_case(workspace, case, gathered)
            return self._write(workspace, gathered, path, progress, replace=replace)

    @in_english
    def customer(
        self, customer: PartyId, path: Path, progress: Progress, *, replace: bool = False
    ) -> Packed:
        """Write everything about a customer and its cases to `path`. Raises as `case`."""
        workspace = self._workspace()
        found = workspace.customers.get(customer)
        if found is None:
            raise BadInput("customer-unknown", customer=customer)
        gathered = _Gathered(f"customer {found.name}")
        rows = workspace.cases.rows(CaseFilter(customer=customer))
        cases = list(workspace.cases.several(sorted(row.id for row in rows)).values())
        self._make_papers(cases)
        with one_moment(workspace.db):
            self._take_customer(workspace, found, gathered)
            for case in cases:
                self._take_case(workspace, case, gathered)
            return self._write(workspace, gathered, path, progress, replace=replace)

    def verify(self, path: Path, progress: Progress) -> PackCheck:
        """Check a pack. Raises BadInput where it is none, Cancelled."""
        return verify_pack(path, progress)

    def _make_papers(self, cases: Iterable[Case]) -> None:
        """Make and keep the papers of closed cases where that failed at their sign-off."""
        for case in cases:
            if case.is_locked and not self._papers.papers(case):
                self._papers.paper(case)

    def _take_case(self, workspace: Workspace, case: Case, gathered: _Gathered) -> None:
        record = self._papers.record(case)
        gathered.records.append(record)
        gathered.about |= {case.id, case.number}
        folder = f"cases/{safe_name(case.number)}"
        gathered.add(folder, "case.json", "the case as it is kept", tables.told(case))
        versions = "".join(f"{one.body}\n" for one in workspace.versions.of(case.id)).encode()
        gathered.add(folder, "versions.jsonl", "every version of the case, oldest first", versions)
        papers = self._papers.papers(case)
        for paper in papers:
            self._take_paper(workspace, paper, folder, "the case record", gathered)
        if not papers:
            name = f"{case.number}.pdf" if case.is_locked else f"{case.number} DRAFT.pdf"
            gathered.add(folder, name, "the case as of now", self._papers.draft(case))
        parties = [one.id for one in record.facts.parties]
        for party in parties:
            gathered.decisions |= {one.id: one for one in workspace.decisions.of_party(party)}
        gathered.letters |= record.letters
        made = workspace.certifications.of_cases([case.id]).get(case.id, [])
        gathered.certifications |= {one.id: one for one in made}
        issued = workspace.issued.rows(case=case.id, limit=_ALL)
        gathered.issued |= {one.number: one.kind for one in issued}
        buyer = workspace.merged.now_of(case.customer)
        holders = {*workspace.customers.holders(parties).values(), case.customer, buyer}
        holders -= {PartyId("")}
        for found in workspace.customers.several(sorted(holders)).values():
            self._take_customer(workspace, found, gathered)

    def _take_customer(self, workspace: Workspace, customer: Customer, gathered: _Gathered) -> None:
        if customer.id in gathered.customers:
            return
        gathered.customers[customer.id] = customer
        gathered.about |= {customer.id, *(one.id for one in customer.parties())}
        merged = workspace.merged.ids(customer.id)[1:]
        for gone in workspace.customers.several(merged).values():
            self._take_customer(workspace, gone, gathered)
        folder = "customers"
        name = customer.reference or customer.name or "customer"
        gathered.add(folder, f"{name}.json", "the customer as it is kept", tables.told(customer))
        steps = [
            {
                "step": batch.act.value,
                "at": batch.at.utc_text,
                "by": batch.by,
                "before": version.before,
                "after": version.after,
            }
            for batch, version in reversed(workspace.history.of_subject(customer.id))
        ]
        gathered.add(folder, f"{name} history.json", "what was changed of it", tables.told(steps))
        for one in workspace.decisions.of_customer(customer.id):
            gathered.decisions[one.id] = one
        gathered.looks |= {one.id: one for one in workspace.shared_names.said_of(customer.id)}
        for letter in workspace.letters.all():
            if customer.id in letter.customers:
                gathered.letters[letter.id] = letter
        signed = workspace.certifications.of_customers([customer.id]).get(customer.id, [])
        gathered.certifications |= {one.id: one for one in signed}
        issued = workspace.issued.rows(customer=customer.id, limit=_ALL)
        gathered.issued |= {one.number: one.kind for one in issued}

    def _write(
        self,
        workspace: Workspace,
        gathered: _Gathered,
        path: Path,
        progress: Progress,
        *,
        replace: bool,
    ) -> Packed:
        self._add_tables(gathered)
        self._add_papers(workspace, gathered)
        self._add_evidence(workspace, gathered)
        self._add_editions(workspace, gathered)
        self._add_rulebooks(gathered)
        gathered.about |= {one.number for one in gathered.letters.values()}
        gathered.about |= {*gathered.letters} | gathered.screenings
        gathered.about |= {one.number for one in gathered.certifications.values()}
        gathered.about |= {*gathered.issued}
        events = tables.events_of(workspace, frozenset(gathered.about))
        gathered.add("", "events.jsonl", "the events about it, with their hashes", events)
        gathered.add("", README, "what this is, and how to check it", readme(gathered.title))
        head = workspace.events.head()
        manifest = {
            "what": gathered.title,
            "made_utc": self._clock.now().utc_text,
            "program": f"ExportDesk {__version__}",
            "company": workspace.settings.company().name,
            "events": head.count,
            "head": head.hash,
        }
        return write_pack(
            path, gathered.files, manifest, progress, faults=gathered.faults, replace=replace
        )

    def _add_tables(self, gathered: _Gathered) -> None:
        rows = [row for one in gathered.records for row in tables.party_rows(one.case, one.facts)]
        gathered.add(
            "screening",
            "parties.csv",
            "parties and their possible matches",
            tables.table(tables.PARTY_COLUMNS, rows),
        )
        decisions = list(gathered.decisions.values())
        gathered.add(
            "screening",
            "decisions.csv",
            "every decision on a match",
            tables.table(tables.DECISION_COLUMNS, tables.decision_rows(decisions)),
        )
        seen = {one.uid: one.listing for one in decisions}
        gathered.add(
            "screening",
            "listings.json",
            "the listings decided on, as they were seen",
            tables.told([seen[uid] for uid in sorted(seen)]),
        )
        if gathered.looks:
            looks = sorted(gathered.looks.values(), key=lambda one: one.at.utc_text)
            said = "what was said of names that share a word with listed ones"
            gathered.add("screening", "names.json", said, tables.told(looks))
        for letter in gathered.letters.values():
            gathered.add(
                "letters", f"{letter.number}.json", "a letter from BIS", tables.told(letter)
            )
        for one in gathered.certifications.values():
            name = f"{one.number}-{one.form.version}.json"
            gathered.add("certifications", name, "a certification", tables.told(one))

    def _add_papers(self, workspace: Workspace, gathered: _Gathered) -> None:
        """Add the screening records of the customers and of decisions, and what was issued."""
        numbers = {one.number for one in gathered.decisions.values() if one.number}
        held = [p for one in sorted(gathered.customers) for p in workspace.attachments.papers(one)]
        numbers |= {paper.name.removesuffix(".pdf") for paper in held if paper.kind == RECORD}
        cases = {one.case.number for one in gathered.records}
        for number in sorted(numbers - cases):
            for paper in workspace.attachments.papers(number):
                gathered.screenings.add(number)
                self._take_paper(workspace, paper, "screening", "a screening record", gathered)
        for number, kind in sorted(gathered.issued.items()):
            for paper in workspace.attachments.papers(number):
                told = sentence(f"paper-{kind}").lower()
                self._take_paper(workspace, paper, "papers", told, gathered)

    def _add_evidence(self, workspace: Workspace, gathered: _Gathered) -> None:
        found: list[tuple[Evidence, str]] = []
        for record in gathered.records:
            found += tables.evidence_of(record.case)
        for decision in gathered.decisions.values():
            told = f"decision on {decision.profile.name} and {decision.listing.name}"
            found += [(one, told) for one in decision.evidence]
        for letter in gathered.letters.values():
            found += [(one, f"letter {letter.number}") for one in letter.scans]
        for certified in gathered.certifications.values():
            found += [(one, f"certification {certified.title}") for one in certified.files]
        for customer in gathered.customers.values():
            for paper in workspace.attachments.papers(customer.id):
                if paper.kind == FILE:
                    one = Evidence(paper.sha256, paper.name, paper.size)
                    found.append((one, f"customer {customer.name}"))
        self._place(workspace, found, gathered)

    def _place(
        self, workspace: Workspace, found: Iterable[tuple[Evidence, str]], gathered: _Gathered
    ) -> None:
        """Give each file one place, however often it is named, and say in a table whose it is."""
        places: dict[tuple[str, str], str] = {}
        rows = []
        for one, whose in sorted(found, key=lambda each: (each[0].name, each[0].sha256, each[1])):
            key = (one.sha256, one.name)
            if key not in places:
                places[key] = gathered.names.place("files", one.name)
                paper = Paper("", "evidence", one.sha256, one.name, one.size, "")
                gathered.files.append(PackFile(places[key], whose, _reader(workspace, paper)))
            rows.append((places[key], one.name, one.size, one.sha256, whose))
        columns = ("file", "name_as_given", "size", "sha256", "belongs_to")
        gathered.add("", "files.csv", "what each file belongs to", tables.table(columns, rows))

    def _add_editions(self, workspace: Workspace, gathered: _Gathered) -> None:
        now = {one.source: one.id for one in self._lists.uses()}
        signed = {
            (SourceKey(source), EditionId(edition), one.case.number)
            for one in gathered.records
            if one.case.sign_off
            for source, edition in one.case.sign_off.lists.items()
        }
        rows = []
        for source in sorted({*now, *(one for one, _edition, _number in signed)}):
            name = self._lists.catalogue.name_of(source)
            for edition in workspace.editions.of_source(source):
                used = [f"sign-off of {number}" for one, id_, number in sorted(signed)
                        if (one, id_) == (source, edition.id)]  # fmt: skip
                used += ["when this pack was made"] if now.get(source) == edition.id else []
                if used:
                    rows.append(tables.edition_row(edition, name, "; ".join(used)))
        gathered.add(
            "lists",
            "editions.csv",
            "the editions of the lists, by their hashes",
            tables.table(tables.EDITION_COLUMNS, rows),
        )

    def _add_rulebooks(self, gathered: _Gathered) -> None:
        in_use = self._rulebook()
        wanted = {in_use.fingerprint} | {
            one.case.sign_off.rulebook_print
            for one in gathered.records
            if one.case.sign_off and one.case.sign_off.rulebook_print
        }
        held = {in_use.fingerprint: in_use}
        if wanted - held.keys():
            status = self._rulebooks.status()
            held |= {one.fingerprint: one for one in (status.own, *status.kept)}
        for digest in sorted(wanted):
            edition = held.get(digest)
            if edition is None:
                gathered.faults.append(("pack-rulebook-gone", {"sha256": digest}))
                continue
            for name in RULEBOOK_FILES:
                place = gathered.names.place(f"rulebook/{edition.name}", name)
                read = _file_reader(edition.folder / name)
                gathered.files.append(PackFile(place, "a file of the rulebook", read))

    def _take_paper(
        self, workspace: Workspace, paper: Paper, folder: str, about: str, gathered: _Gathered
    ) -> None:
        name = gathered.names.place(folder, paper.name)
        gathered.files.append(PackFile(name, about, _reader(workspace, paper)))


def _reader(workspace: Workspace, paper: Paper) -> Callable[[], bytes]:
    return lambda: workspace.attachments.read(paper)


def _file_reader(path: Path) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise fault(error, path) from error

    return read
