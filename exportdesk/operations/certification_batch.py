"""Certifications for many customers at once, with their papers in a folder."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from exportdesk.core.certification_life import Certification, SentBy
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import CertificationId, PartyId, ProductId
from exportdesk.core.progress import Cancelled, Progress
from exportdesk.operations.certification_drafts import language_for
from exportdesk.operations.certifications import Certifications
from exportdesk.storage.opening import fault
from exportdesk.storage.workspace import Workspace

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Batch:
    """What was made: the certifications in the order of the customers, and their papers."""

    made: tuple[Certification, ...]
    files: tuple[Path, ...] = ()


class CertificationBatches:
    """Makes many certifications. Each method may be called on any thread, from a job."""

    def __init__(
        self, *, workspace: Callable[[], Workspace], certifications: Certifications
    ) -> None:
        self._workspace = workspace
        self._certifications = certifications

    def make(
        self,
        customers: Sequence[PartyId],
        progress: Progress,
        *,
        products: Sequence[ProductId] = (),
        language: str | None = None,
    ) -> Batch:
        """Keep a draft for each customer, all or none.

        `language` None takes the one that is likely wanted where the customer is. Raises BadInput
        (nobody given, a customer unknown), StorageFault, Cancelled; none is kept then.
        """
        wanted = list(dict.fromkeys(customers))
        if not wanted:
            raise BadInput("certification-for-nobody")
        drafts = []
        kept = self._workspace().customers.several(wanted)
        for done, customer in enumerate(wanted):
            progress.step(done, len(wanted))
            holder = kept.get(customer)
            guessed = language_for(holder.profile.country) if holder else "en"
            told = guessed if language is None else language
            drafts.append(
                self._certifications.make.prepared(customer, products=products, language=told)
            )
        progress.step(len(wanted), len(wanted))
        return Batch(self._certifications.keep(drafts))

    def write(
        self, certifications: Sequence[CertificationId], folder: Path, progress: Progress
    ) -> Batch:
        """Send drafts as files: write the form of each into a folder, to be handed over.

        Of those sent before, the kept form is written again. Raises BadInput, StorageFault,
        Cancelled: what was written until then stays sent, the rest stays a draft.
        """
        made, files = [], []
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise fault(error, folder) from error
        total = len(certifications)
        for done, one in enumerate(certifications):
            progress.step(done, total)
            kept = self._certifications.get(one)
            if kept.is_draft:
                last = done + 1 == total
                kept = self._certifications.send(one, SentBy.FILE, more_follow=not last)
            files.append(write_form(self._certifications, kept, folder))
            made.append(kept)
        progress.step(total, total)
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
        drafts = self.make(customers, progress, products=products, language=language).made
        try:
            return self.write([one.id for one in drafts], folder, progress)
        except (Cancelled, BadInput):
            for one in drafts:
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
