"""Takes in what came back: whose it is, what it says, and what is not as asked."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from exportdesk.core.canonical import sha256_hex
from exportdesk.core.certification_codes import CertificationCode, read_code
from exportdesk.core.certification_fields import answers_of, read_origin
from exportdesk.core.certification_life import CameAs, CameBack, Certification
from exportdesk.core.certifications import CertificationState
from exportdesk.core.clock import Clock, today
from exportdesk.core.errors import BadInput, StorageFault
from exportdesk.core.ids import CertificationId
from exportdesk.core.returned_forms import ReturnedForm
from exportdesk.diligence.returned_certifications import Back, compare, possible_days
from exportdesk.documents.returned_form import ReturnedForms
from exportdesk.operations.certification_file import CertificationFile, refusal
from exportdesk.operations.certification_pages import AnswerPage, in_order, together
from exportdesk.operations.certification_renewals import later
from exportdesk.storage.attachments import Paper
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

_OPEN = (
    CertificationState.SENT,
    CertificationState.RETURNED,
    CertificationState.REJECTED,
    CertificationState.REPLACED,
)
_SETTLED = ("returned-unsigned", "returned-not-read")
_NAME = "customer_legal_name"
_BROKEN = frozenset(("returned-damaged", "returned-too-long", "returned-too-much-memory"))
_PICTURES = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")


@dataclass(frozen=True, slots=True)
class Returned:
    """A certification after something came back for it, and what that is."""

    certification: Certification
    back: CameBack


class CertificationReturns:
    """Takes in returned forms. Each method may be called on any thread; reading takes a moment."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        file: CertificationFile,
        forms: ReturnedForms,
        under_license: Callable[[], Collection[str]],
        strict_places: Callable[[str], Collection[str]],
        renew_months: Callable[[], int],
        clock: Clock,
    ) -> None:
        """`under_license` are the countries to which a license is likely required.

        `strict_places` are the places under such rules that a text names; one counts for
        `renew_months`.
        """
        self._workspace = workspace
        self._file = file
        self._forms = forms
        self._under_license = under_license
        self._strict_places = strict_places
        self._renew_months = renew_months
        self._clock = clock

    def receive(
        self,
        data: bytes,
        name: str,
        *,
        certification: CertificationId | None = None,
        ink_signature_seen: bool = False,
        other_paper: bool = False,
        damaged: bool = False,
    ) -> Returned:
        """Keep a file that came back with its certification, compared with what was asked.

        Which it is, the file's code says, or `certification`. One of this program's other papers is
        only taken where `other_paper` says that it is meant, a PDF that is damaged where `damaged`
        does. Raises BadInput (what is wrong with the file, no code, not ours, taken in before),
        StorageFault; nothing is kept then.
        """
        self._file.writable()
        read = self._read(data, name, by_hand=certification is not None, damaged=damaged)
        code = self._told_code(read, name, other_paper=other_paper)
        one = self._chosen(certification, code, name) if certification else self._known(code, name)
        page = AnswerPage(data, name, read, is_known=code is not None)
        return self._take(one, (page,), ink_signature_seen=ink_signature_seen)

    def page(
        self,
        data: bytes,
        name: str,
        certification: CertificationId,
        *,
        other_paper: bool = False,
        damaged: bool = False,
    ) -> AnswerPage:
        """Return one of several files that are the answer to a certification; none is kept yet.

        Raises BadInput: as `receive`, and where it is a filled form, an answer by itself.
        """
        read = self._read(data, name, by_hand=True, damaged=damaged)
        code = self._told_code(read, name, other_paper=other_paper)
        one = self._chosen(certification, code, name)
        if _is_form(read):
            raise BadInput("returned-form-among", name=name)
        page = AnswerPage(data, name, read, is_known=code is not None)
        _refuse_kept(one, page)
        return page

    def receive_pages(
        self,
        certification: CertificationId,
        pages: Sequence[AnswerPage],
        *,
        ink_signature_seen: bool = False,
    ) -> Returned:
        """Keep several files as the pages of one answer, all or none, in the order of their names.

        Raises BadInput, StorageFault.
        """
        self._file.writable()
        one = self._file.kept(certification)
        return self._take(one, in_order(pages), ink_signature_seen=ink_signature_seen)

    def _take(
        self, one: Certification, pages: Sequence[AnswerPage], *, ink_signature_seen: bool
    ) -> Returned:
        """Keep an answer. Nothing is written before all of it may be kept."""
        for page in pages:
            _refuse_kept(one, page)
        file, *more = (self._file.attach(page.data, page.name) for page in pages)
        read = together([page.read for page in pages])
        back = CameBack(
            file=file,
            more=tuple(more),
            at=self._clock.now(),
            by=self._workspace().settings.settings().operator,
            came_as=CameAs.PAPER if any(page.is_known for page in pages) else CameAs.SCAN,
            signature=read.signature,
            signer=read.signer,
            ink_signature_seen=ink_signature_seen,
            traits=read.traits,
        )
        return self._keep(one, self._compared(one, back, read))

    def saw_signature(self, certification: CertificationId) -> Returned:
        """Keep that somebody saw a signature in ink on what came back last. Raises BadInput.

        Who saw it has read what no program could.
        """
        one = self._file.kept(certification, None, *_OPEN)
        if one.last_return is None:
            raise BadInput("certification-not-returned", number=one.title)
        changed, back = signature_seen(one, one.last_return)
        workspace = self._file.writable()
        with writing(workspace.db):
            self._file.kept(one.id, one)
            write_seen(self._file, workspace, changed)
        return Returned(changed, back)

    def _read(self, data: bytes, name: str, *, by_hand: bool, damaged: bool) -> ReturnedForm:
        """Return what can be read. What a person says belongs here may be a picture, or protected;
        a PDF that is broken is told first: it may be no more than half of what was signed.
        """
        try:
            return self._forms.read(data)
        except BadInput as error:
            if by_hand and error.code in _BROKEN and not damaged:
                raise BadInput("returned-damaged-chosen", name=name) from error
            if by_hand and data.startswith(_PICTURES):
                return ReturnedForm()
            if by_hand and error.code == "returned-not-pdf":  # a picture would do as well
                raise BadInput("returned-no-form", name=name) from error
            if error.code == "returned-not-pdf" and data.startswith(_PICTURES):
                raise BadInput("returned-no-code", name=name) from error
            raise BadInput(error.code, **{**error.facts, "name": name}) from error

    def _told_code(
        self, read: ReturnedForm, name: str, *, other_paper: bool
    ) -> CertificationCode | None:
        if read.paper and not other_paper:  # it may name certifications all the same
            raise BadInput("returned-other-paper", name=name, paper=read.paper)
        return self._code(read, name)

    def _code(self, read: ReturnedForm, name: str) -> CertificationCode | None:
        origin = read_origin(read.fields)
        if origin is not None:
            try:
                return read_code(origin.code)
            except BadInput:
                pass  # somebody changed it; what is printed may still tell
        codes = tuple(map(read_code, read.codes))
        if len({one.number for one in codes}) > 1:
            told = ", ".join(one.text for one in codes)
            raise BadInput("returned-several-codes", name=name, codes=told)
        return max(codes, key=lambda one: one.version, default=None)

    def _known(self, code: CertificationCode | None, name: str) -> Certification:
        """Return the certification of a code. Raises BadInput."""
        if code is None:
            raise BadInput("returned-no-code", name=name)
        for one in self._workspace().certifications.of_number(code.number):
            if one.form.version == code.version and code.belongs_to(one.id):
                return one
        raise BadInput("returned-not-ours", found=code.text)

    def _chosen(
        self, wanted: CertificationId, code: CertificationCode | None, name: str
    ) -> Certification:
        """Return the one that a person says it is. Raises BadInput where its code says another."""
        one = self._file.kept(wanted)
        if code is not None and code != one.form.code:
            raise BadInput("returned-of-another", name=name, found=code.text, number=one.title)
        return one

    def _compared(self, one: Certification, back: CameBack, read: ReturnedForm) -> CameBack:
        """Return what came back with what it says, and what of it is not as asked."""
        clauses = one.sending.clauses if one.sending else ()
        origin = read_origin(read.fields)
        if _is_form(read):
            answers = answers_of(read.fields, clauses)
            back = replace(back, came_as=CameAs.FORM, answers=answers)
        told = Back(
            answers=back.answers,
            origin=origin,
            signature=back.signature,
            signer=back.signer,
            ink_signature_seen=back.ink_signature_seen,
            traits=back.traits,
            superseded_by=self._newer(one),
            before=_undecided(one),
            sent_print=self._sent_print(one) if read.is_whole else "",
            printed=read.printed,
            is_whole=read.is_whole,
        )
        found = compare(
            one.form,
            told,
            clauses,
            today(self._clock),
            under_license=self._under_license(),
            strict_places=self._strict_places,
            ends_on=lambda day: one.form.valid_until or later(day, self._renew_months()),
        )
        return replace(back, findings=found)

    def _sent_print(self, one: Certification) -> str:
        """Return what was printed on the form that was sent, "" where it cannot be read."""
        if one.sending is None:
            return ""
        try:
            sent = one.sending.fillable
            paper = Paper("", "evidence", sent.sha256, sent.name, sent.size, "")
            return self._forms.read(self._workspace().attachments.read(paper)).printed
        except (BadInput, StorageFault):
            return ""

    def _newer(self, one: Certification) -> str:
        newer = one.replaced_by
        kept = self._workspace().certifications.get(newer) if newer else None
        return kept.title if kept else ""

    def _keep(self, one: Certification, back: CameBack) -> Returned:
        state = one.state
        if state is not CertificationState.REPLACED:
            state = CertificationState.RETURNED
        changed = replace(one, state=state, returns=(*one.returns, back), ruling=None)
        told: dict[str, object] = {
            "file_sha256": back.file.sha256,
            "file": back.file.name,
            "came_as": back.came_as.value,
            "findings": [each.code for each in back.findings],
            "digital_signature": back.signature.value,
            "signer_verified": False,  # whose it is, nobody here checks
        }
        if back.more:
            told["more"] = [{"file": each.name, "sha256": each.sha256} for each in back.more]
        workspace = self._file.writable()
        with writing(workspace.db):
            self._file.kept(one.id, one)
            self._file.write(workspace, changed, "certification_returned", told)
        return Returned(changed, back)


def _is_form(read: ReturnedForm) -> bool:
    """Whether its fields can be read: a form that was filled in on screen."""
    return read_origin(read.fields) is not None or _NAME in read.fields


def _refuse_kept(one: Certification, page: AnswerPage) -> None:
    """Raise BadInput where nothing can come back for one any more, or this did before."""
    if one.state is CertificationState.ACCEPTED:
        raise BadInput("returned-accepted-before", name=page.name, number=one.title)
    if one.state not in _OPEN:
        raise refusal(one, _OPEN)
    digest = sha256_hex(page.data)
    for before in one.returns:
        if any(file.sha256 == digest for file in before.files):
            on = before.at.local.date().isoformat()
            raise BadInput("returned-before", name=page.name, number=one.title, on=on)


def _undecided(one: Certification) -> str:
    """Return the day another filled form came back that nobody decided about, "" for none."""
    before = one.last_return
    if one.state is not CertificationState.RETURNED or before is None:
        return ""
    return before.at.local.date().isoformat() if before.came_as is CameAs.FORM else ""


def signature_seen(one: Certification, back: CameBack) -> tuple[Certification, CameBack]:
    """Return one, and what came `back` last, once somebody saw a signature in ink on that."""
    findings = tuple(each for each in back.findings if each.code not in _SETTLED)
    seen = replace(back, ink_signature_seen=True, findings=findings)
    return replace(one, returns=(*one.returns[:-1], seen)), seen


def write_seen(file: CertificationFile, workspace: Workspace, one: Certification) -> None:
    """Keep that a signature in ink was seen on what came back last. Call inside `writing`."""
    assert one.last_return is not None
    back = one.last_return
    told: dict[str, object] = {"file_sha256": back.file.sha256}
    if back.more:
        told["more_sha256"] = [file.sha256 for file in back.more]
    file.write(workspace, one, "certification_signature_seen", told)


def told_day(one: Certification, back: CameBack) -> date | None:
    """Return the day a form was signed, None where it cannot be told."""
    text = back.answers.signature.signed_on if back.answers else ""
    received = back.at.local.date()
    days = [day for day in possible_days(text) if one.form.dated <= day <= received]
    return min(days, default=None)


def signed_day(one: Certification, back: CameBack) -> date:
    """Return the day a form was signed where it can be told, else the day it came back."""
    return told_day(one, back) or back.at.local.date()
