"""Certifications for many customers at once, with their papers in a folder."""

import re
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from exportdesk.core.certification_life import Certification, SentBy
from exportdesk.core.certifications import ENGLISH, CertificationForm, CertificationState
from exportdesk.core.errors import BadInput, ExportDeskError
from exportdesk.core.ids import CertificationId, PartyId, ProductId
from exportdesk.core.progress import Cancelled, Progress
from exportdesk.documents.wording import WordingPair
from exportdesk.operations.certification_drafts import language_for
from exportdesk.operations.certifications import Certifications
from exportdesk.storage.opening import fault
from exportdesk.storage.workspace import Workspace

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST = 60
RENEWED = frozenset(
    {CertificationState.ACCEPTED, CertificationState.EXPIRING, CertificationState.EXPIRED}
)
"""What can be renewed."""


MakePapers = Callable[
    [Sequence[tuple[CertificationForm, WordingPair]]], Generator[tuple[bytes, bytes]]
]
"""Makes the two papers of each, one after the other, perhaps by several processes."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What was made: the certifications in the order of the customers, and their papers."""

    made: tuple[Certification, ...]
    files: tuple[Path, ...] = ()


class CertificationBatches:
    """Makes many certifications. Each method may be called on any thread, from a job."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        certifications: Certifications,
        make_papers: MakePapers,
    ) -> None:
        self._workspace = workspace
        self._certifications = certifications
        self._make_papers = make_papers

    def make(
        self,
        customers: Sequence[PartyId],
        progress: Progress,
        *,
        products: Sequence[ProductId] = (),
        language: str | None = None,
    ) -> Batch:
        """Keep a draft for each customer, all or none.

        `language` None takes the one that is likely wanted where the customer is, English where its
        translation is of another wording than the one in use. Raises BadInput (nobody given, a
        customer unknown), StorageFault, Cancelled; none is kept then.
        """
        wanted = list(dict.fromkeys(customers))
        if not wanted:
            raise BadInput("certification-for-nobody")
        drafts, fitting = [], dict[str, str]()
        kept = self._workspace().customers.several(wanted)
        for done, customer in enumerate(wanted):
            progress.step(done, len(wanted))
            holder = kept.get(customer)
            told = language
            if told is None:
                guessed = language_for(holder.profile.country) if holder else ENGLISH
                if guessed not in fitting:
                    fitting[guessed] = self._certifications.make.fitting(guessed)
                told = fitting[guessed]
            drafts.append(
                self._certifications.make.prepared(customer, products=products, language=told)
            )
        progress.step(len(wanted), len(wanted))
        return Batch(self._certifications.keep(drafts))

    def to_renew(
        self, certifications: Sequence[CertificationId] | None = None
    ) -> tuple[CertificationId, ...]:
        """Return which of these can be renewed, of all those that are due where None are given.

        Left out are those that were never accepted, and those for which a renewal was begun.
        """
        if certifications is None:
            return tuple(row.id for row in self._certifications.renewals())
        begun = self._workspace().certifications.begun()
        states = {row.id: row.state for row in self._certifications.list()}
        return tuple(
            one
            for one in dict.fromkeys(certifications)
            if states.get(one) in RENEWED and one not in begun
        )

    def renew(
        self,
        certifications: Sequence[CertificationId],
        progress: Progress,
        *,
        language: str | None = None,
    ) -> Batch:
        """Keep a draft for each that ends, which is to take its place: all or none.

        `language` None leaves each in the one it had. Those that cannot be renewed are left out.
        Raises BadInput (none is left), StorageFault, Cancelled; none is kept then.
        """
        wanted = self.to_renew(certifications)
        if not wanted:
            raise BadInput("certification-none-to-renew")
        drafts = []
        for done, one in enumerate(wanted):
            progress.step(done, len(wanted))
            kept = self._certifications.get(one)
            drafts.append(self._certifications.make.renewal(kept, language))
        progress.step(len(wanted), len(wanted))
        return Batch(self._certifications.keep(drafts))

    def write(
        self, certifications: Sequence[CertificationId], folder: Path, progress: Progress
    ) -> Batch:
        """Send drafts as files: write the form of each into a folder, to be handed over.

        Of those sent before, the kept form is written again. Raises BadInput, StorageFault,
        Cancelled: what was written until then stays sent, the rest stays a draft.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise fault(error, folder) from error
        kept = [self._certifications.get(one) for one in certifications]
        drafts = {one.id: self._certifications.to_send(one) for one in kept if one.is_draft}
        papers = self._make_papers(list(drafts.values()))
        made, files = [], []
        with closing(papers):
            for done, one in enumerate(kept):
                progress.step(done, len(kept))
                if one.id in drafts:
                    form, wording = drafts[one.id]
                    pair = next(papers)
                    one = self._certifications.sent(one, SentBy.FILE, form, wording, pair)
                files.append(write_form(self._certifications, one, folder))
                made.append(one)
        progress.step(len(kept), len(kept))
        return Batch(tuple(made), tuple(files))

    def make_and_write(
        self,
        customers: Sequence[PartyId],
        folder: Path,
        progress: Progress,
        *,
        products: Sequence[ProductId] = (),
        language: str | None = None,
    ) -> Batch:
        """Make one for each customer and write all forms into a folder, sent as files.

        Where it is cancelled, those that were not written yet are discarded.
        """
        drafts = self.make(customers, progress, products=products, language=language)
        return self._written(drafts, folder, progress)

    def renew_and_write(
        self,
        certifications: Sequence[CertificationId],
        folder: Path,
        progress: Progress,
        *,
        language: str | None = None,
    ) -> Batch:
        """Renew each and write all forms into a folder, as `make_and_write` does of new ones."""
        return self._written(
            self.renew(certifications, progress, language=language), folder, progress
        )

    def _written(self, drafts: Batch, folder: Path, progress: Progress) -> Batch:
        """Write the forms of new drafts; discard what was not written where that ends early."""
        try:
            return self.write([one.id for one in drafts.made], folder, progress)
        except (Cancelled, ExportDeskError):
            for one in drafts.made:
                if self._certifications.get(one.id).is_draft:
                    self._certifications.discard(one.id)
            raise


def write_form(certifications: Certifications, one: Certification, folder: Path) -> Path:
    """Write the form that can be filled in into a folder, under its number and customer."""
    path = folder / file_name(one)
    try:
        path.write_bytes(certifications.paper(one, fillable=True))
    except OSError as error:
        raise fault(error, path) from error
    return path


def file_name(one: Certification) -> str:
    """Return what the file of a form is called on any system: `C-2026-0147 Calm Meters.pdf`."""
    name = " ".join(_FORBIDDEN.sub(" ", one.customer_name).split())[:_LONGEST].rstrip(". ")
    version = f" v{one.form.version}" if one.form.version > 1 else ""
    return f"{one.number}{version} {name}".strip() + ".pdf"
