"""Customers' certifications: made, sent, come back, accepted or not, renewed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from exportdesk.core.certification_codes import read_code
from exportdesk.core.certification_life import Certification, Sending, SentBy
from exportdesk.core.certifications import (
    ENGLISH,
    EXPIRING_DAYS,
    CertificationForm,
    CertificationState,
)
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock, today
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import CaseId, CertificationId, PartyId, ProductId
from exportdesk.core.standing import Evidence
from exportdesk.core.text import tidy
from exportdesk.documents.wording import WordingPair
from exportdesk.operations.certification_file import (
    NUMBERS,
    REPLACED_WHEN_SENT,
    CertificationFile,
    bytes_of,
)
from exportdesk.operations.certification_making import CertificationMaking
from exportdesk.operations.certification_pages import AnswerPage
from exportdesk.operations.certification_renewals import to_renew
from exportdesk.operations.certification_returns import (
    CertificationReturns,
    Returned,
)
from exportdesk.operations.certification_rulings import CertificationRulings
from exportdesk.storage.attachments import Paper
from exportdesk.storage.certifications import CertificationFilter, CertificationRow
from exportdesk.storage.codec import from_json
from exportdesk.storage.file_versions import FileVersion
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

CERTIFICATION_CHANGES = Changes.CERTIFICATIONS | Changes.CASES | Changes.EVENTS
"""What every save of a certification touches: cases ask for it."""

_State = CertificationState


class MakePaper(Protocol):
    """Makes a paper."""

    def __call__(
        self, form: CertificationForm, wording: WordingPair, *, fillable: bool, mark: str = ""
    ) -> bytes:
        """Return the PDF."""
        ...


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter to go with a form. `to` is "" where no address is known."""

    to: str
    subject: str
    body: str


class Certifications:
    """The certifications of a workspace. Each method may be called on any thread.

    Papers take some 0.1 s each: call what makes or reads one from a job. Methods that change a
    certification return it as it is kept then, and raise BadInput, StorageFault.
    """

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        file: CertificationFile,
        returns: CertificationReturns,
        rulings: CertificationRulings,
        making: CertificationMaking,
        make_paper: MakePaper,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._file = file
        self._returns = returns
        self._rulings = rulings
        self.make = making
        self._make_paper = make_paper
        self._clock = clock

    def list(self, wanted: CertificationFilter | None = None) -> list[CertificationRow]:
        """Return those of a filter as they stand today, the one changed last first."""
        rows = self._workspace().certifications.rows
        return rows(wanted or CertificationFilter(), today(self._clock))

    def get(self, certification: CertificationId) -> Certification:
        """Return a certification. Raises BadInput where there is none of that id."""
        return self._file.kept(certification)

    def by_number(self, number: str) -> Certification:
        """Return the newest version of a number, `C-2026-0001/1` a certain one, or that of a code.

        Raises BadInput.
        """
        wanted, _, version = tidy(number).upper().partition("/")
        if wanted.count("-") > 2:
            code = read_code(wanted)
            wanted, version = code.number, str(code.version)
        found = self._workspace().certifications.of_number(wanted)
        if version:
            found = [one for one in found if str(one.form.version) == version]
        if not found:
            raise BadInput("certification-unknown", number=number)
        return found[-1]

    def versions_of(self, number: str) -> tuple[Certification, ...]:
        """Return every version of a number, the oldest first."""
        return tuple(self._workspace().certifications.of_number(number))

    def history(self, certification: CertificationId) -> tuple[FileVersion, ...]:
        """Return what happened to one, oldest first; `body` is how it was then."""
        return tuple(self._workspace().versions.of(certification))

    def as_it_was(self, version: FileVersion) -> Certification:
        """Return one as it was after an act of its history."""
        return from_json(version.body, Certification)

    def draft(
        self,
        customer: PartyId | None = None,
        *,
        case: CaseId | None = None,
        products: Sequence[ProductId] = (),
        language: str = ENGLISH,
    ) -> Certification:
        """Keep a new draft, filled from a customer, a case or products. Raises BadInput."""
        return self.keep([self.make.prepared(customer, case, products, language)])[0]

    def keep(self, drafts: Sequence[Certification]) -> tuple[Certification, ...]:
        """Keep prepared drafts, all or none, each under the next number or as its next version."""
        workspace, now = self._file.writable(), self._clock.now()
        kept = []
        with writing(workspace.db):
            for one in drafts:
                form, told = one.form, {}
                if form.number and one.replaces is not None:
                    told = {"replaces": self._newest(one.replaces).title}
                    form = replace(form, version=self._next_version(form.number))
                else:
                    number = workspace.screenings.next_number(NUMBERS, now.local.year)
                    form = replace(form, number=number)
                numbered = replace(one, form=form)
                kept.append(self._file.write(workspace, numbered, "certification_drafted", told))
        return tuple(kept)

    def _newest(self, certification: CertificationId) -> Certification:
        """Return a sent one that has no newer version. Raises BadInput."""
        kept = self._file.kept(certification)
        if kept.is_draft:
            raise BadInput("certification-not-sent", number=kept.title)
        newest = self._workspace().certifications.of_number(kept.number)[-1]
        if newest.id != kept.id:
            raise BadInput("certification-newer-there", number=kept.title, newer=newest.title)
        return kept

    def _next_version(self, number: str) -> int:
        return self._workspace().certifications.newest_version(number) + 1

    def save(self, certification: Certification, was: Certification | None = None) -> Certification:
        """Keep a draft as it is now; with `was`, what was saved elsewhere is not overwritten."""
        workspace = self._file.writable()
        with writing(workspace.db):
            kept = self._file.kept(certification.id, was, _State.DRAFT)
            form = replace(
                certification.form,
                number=kept.number,
                version=kept.form.version,
                replaces=kept.form.replaces,
            )
            changed = replace(
                kept, form=self.make.worded(form), customer_name=certification.customer_name
            )
            if changed == kept:
                return kept
            return self._file.write(workspace, changed, "certification_saved")

    def discard(self, certification: CertificationId) -> Changes:
        """Take a draft out of sight; its number is not used again. Raises BadInput."""
        workspace, at = self._file.writable(), self._clock.now().utc_text
        with writing(workspace.db):
            kept = self._file.kept(certification, None, _State.DRAFT)
            self._file.write(workspace, kept, "certification_discarded")
            workspace.certifications.remove(kept.id, at)
        return CERTIFICATION_CHANGES

    def put_back(self, certification: CertificationId) -> Certification:
        """Bring a draft back that was discarded. Raises BadInput where there is none of that id."""
        workspace = self._file.writable()
        with writing(workspace.db):
            was_away = workspace.certifications.put_back(certification)
            kept = self._file.kept(certification, None, _State.DRAFT)
            if not was_away:
                return kept
            return self._file.write(workspace, kept, "certification_put_back")

    def paper(
        self, certification: Certification, *, fillable: bool = False, mark: str = ""
    ) -> bytes:
        """Return the paper: as it was sent, or of a draft as it is now, kept or not."""
        sending = certification.sending
        if sending is not None:
            return self.read(sending.fillable if fillable else sending.flat)
        form = certification.form
        pair = self.make.wording(form.language)
        return self._make_paper(form, pair, fillable=fillable, mark=mark)

    def mail(self, certification: Certification) -> Mail:
        """Return the letter that goes with it, in its language."""
        form = certification.form
        pair = self.make.wording(form.language)
        wording = pair.translation or pair.english
        facts = {"number": form.number, "exporter": self._workspace().settings.company().name}
        customer = form.asked.customer.legal_name or certification.customer_name
        workspace = self._workspace()
        whose = workspace.merged.now_of(form.customer) if form.customer else None
        kept = workspace.customers.get(whose) if whose else None
        return Mail(
            kept.profile.email if kept is not None else "",
            wording.text("mail_subject", **facts),
            wording.text("mail_body", **facts, customer=customer),
        )

    def send(self, certification: CertificationId, how: SentBy) -> Certification:
        """Keep that a draft goes out, with its papers byte for byte; from then on it is locked.

        The version that it takes the place of is replaced, one in force only once this is
        accepted.
        """
        kept = self._file.kept(certification, None, _State.DRAFT)
        form, pair = self.to_send(kept)
        fillable, flat = (self._make_paper(form, pair, fillable=one) for one in (True, False))
        return self.sent(kept, how, form, pair, (fillable, flat))

    def to_send(self, draft: Certification) -> tuple[CertificationForm, WordingPair]:
        """Return the form of a draft as it goes out today, and its texts."""
        form = self.make.worded(replace(draft.form, dated=today(self._clock)))
        return form, self.make.wording(form.language)

    def sent(
        self,
        draft: Certification,
        how: SentBy,
        form: CertificationForm,
        wording: WordingPair,
        papers: tuple[bytes, bytes],
    ) -> Certification:
        """Keep a draft as sent with its two papers, the one to fill in first."""
        workspace = self._file.writable()
        name = f"{form.number}-{form.version}"
        fillable = self._file.attach(papers[0], f"{name}.pdf")
        flat = self._file.attach(papers[1], f"{name} print.pdf")
        actor = workspace.settings.settings().operator
        clauses = wording.english.clause_ids
        sending = Sending(self._clock.now(), actor, how, fillable, flat, clauses)
        sent = replace(draft, form=form, state=_State.SENT, sending=sending)
        with writing(workspace.db):
            self._file.kept(draft.id, draft)
            told = {"how": how.value, "fillable": fillable.sha256, "flat": flat.sha256}
            told |= {"review": wording.english.review.value}
            if wording.translation is not None:
                told |= {"translation_review": wording.translation.review.value}
            self._file.write(workspace, sent, "certification_sent", told)
            self._file.replace_former(workspace, sent, REPLACED_WHEN_SENT)
        return sent

    def version(self, certification: CertificationId) -> Certification:
        """Return the next version of a sent one as a draft; it is there only once it is kept."""
        kept = self._newest(certification)
        form = self.make.again(kept, f"version {kept.form.version}")
        form = replace(form, version=self._next_version(kept.number))
        return Certification(form, kept.customer_name, replaces=kept.id)

    def renewal(self, certification: CertificationId) -> Certification:
        """Return a draft, not kept, that is to take the place of one that ends."""
        return self.make.renewal(self._file.kept(certification))

    def new_version(self, certification: CertificationId) -> Certification:
        """Keep a draft of the next version of a sent one, which it is to take the place of."""
        return self.keep([self.version(certification)])[0]

    def renew(self, certification: CertificationId) -> Certification:
        """Keep a draft under a new number that is to take the place of one that ends."""
        return self.keep([self.renewal(certification)])[0]

    def receive(
        self,
        file: bytes | Path,
        name: str = "",
        *,
        certification: CertificationId | None = None,
        ink_signature_seen: bool = False,
        other_paper: bool = False,
        damaged: bool = False,
    ) -> Returned:
        """Take in a file that came back; which it belongs to, its code says, or `certification`."""
        data, name = bytes_of(file, name)
        return self._returns.receive(
            data,
            name,
            certification=certification,
            ink_signature_seen=ink_signature_seen,
            other_paper=other_paper,
            damaged=damaged,
        )

    def page(
        self,
        file: Path,
        certification: CertificationId,
        *,
        other_paper: bool = False,
        damaged: bool = False,
    ) -> AnswerPage:
        """Return a file that is a page of the answer to a certification; it is not kept yet."""
        data, name = bytes_of(file)
        page = self._returns.page
        return page(data, name, certification, other_paper=other_paper, damaged=damaged)

    def receive_pages(
        self,
        certification: CertificationId,
        pages: Sequence[AnswerPage],
        *,
        ink_signature_seen: bool = False,
    ) -> Returned:
        """Keep files as the pages of one answer, in the order of their names: all or none."""
        receive = self._returns.receive_pages
        return receive(certification, pages, ink_signature_seen=ink_signature_seen)

    def saw_signature(self, certification: CertificationId) -> Certification:
        """Keep that somebody saw a signature in ink on what came back last."""
        return self._returns.saw_signature(certification).certification

    def accept(
        self,
        certification: CertificationId,
        name: str,
        reason: str = "",
        *,
        expires_on: date | None = None,
        ink_signature_seen: bool = False,
    ) -> Certification:
        """Accept what came back. It counts until `expires_on`, a year from its date unless told.

        That a signature in ink was seen is kept with the acceptance, or not at all. Raises
        BadInput: unsigned, not as asked and no reason why, an end that is past.
        """
        return self._rulings.accept(
            certification,
            name,
            reason,
            expires_on=expires_on,
            ink_signature_seen=ink_signature_seen,
        )

    def reject(self, certification: CertificationId, reason: str, name: str = "") -> Certification:
        """Reject what came back, or keep that nothing will come, or take an acceptance back."""
        return self._rulings.reject(certification, reason, name)

    def attach(self, certification: CertificationId, data: bytes, name: str) -> Certification:
        """Keep one more file with a sent certification: the original on paper, a letter."""
        workspace = self._file.writable()
        kept = self._file.kept(certification)
        if kept.is_draft:
            raise BadInput("certification-not-sent", number=kept.title)
        file = self._file.attach(data, name)
        if file in kept.other_files:
            return kept
        changed = replace(kept, other_files=(*kept.other_files, file))
        with writing(workspace.db):
            self._file.kept(kept.id, kept)
            told = {"file_sha256": file.sha256, "file": file.name}
            return self._file.write(workspace, changed, "certification_file_added", told)

    def read(self, file: Evidence) -> bytes:
        """Return the bytes of one of its files. Raises StorageFault."""
        paper = Paper("", "evidence", file.sha256, file.name, file.size, "")
        return self._workspace().attachments.read(paper)

    def expiring(self, within_days: int = EXPIRING_DAYS) -> tuple[CertificationRow, ...]:
        """Return those in force that end within so many days, the next first."""
        day = today(self._clock)
        wanted = CertificationFilter(ends_by=day + timedelta(days=within_days))
        rows = [row for row in self.list(wanted) if row.state is not _State.EXPIRED]
        return tuple(sorted(rows, key=lambda row: row.expires_on))

    def renewals(self, within_days: int = EXPIRING_DAYS) -> tuple[CertificationRow, ...]:
        """Return those that ended or end soon and whose customer has none that counts longer.

        One that a renewal was begun for is left out, and so is what ended long ago.
        """
        return to_renew(self._workspace(), today(self._clock), within_days)
