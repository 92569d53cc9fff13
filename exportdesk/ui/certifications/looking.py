"""What the Certifications page reads of one certification, off the window's thread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from exportdesk.core.certification_life import Certification
from exportdesk.core.clock import today
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import CertificationId
from exportdesk.core.progress import Progress
from exportdesk.documents.wording import Wording, filled
from exportdesk.storage.customer_rows import CustomerRow
from exportdesk.storage.file_versions import FileVersion
from exportdesk.wiring import Desk


@dataclass(frozen=True, slots=True)
class CertificationView:
    """All that is shown of one. `clauses` are the texts of those that are to be confirmed,
    `customer` how its customer stands, None where it has none in the book.

    `wordings` are the texts it was made with, by language, where they are in use still; `before` is
    the one it takes the place of, `after` the one that took its own.
    """

    one: Certification
    day: date
    versions: tuple[Certification, ...]
    steps: tuple[FileVersion, ...]
    clauses: Mapping[str, str] = field(default_factory=dict)
    customer: CustomerRow | None = None
    wordings: Mapping[str, Wording] = field(default_factory=dict)
    before: Certification | None = None
    after: Certification | None = None

    @property
    def is_newest(self) -> bool:
        """Whether no later version has its number."""
        return self.versions[-1].id == self.one.id


def view_work(desk: Desk, wanted: CertificationId) -> Callable[[Progress], CertificationView]:
    """Return the work that reads all that is shown of a certification."""

    def look(_progress: Progress) -> CertificationView:
        certifications = desk.certifications
        one = certifications.get(wanted)
        pair, facts = certifications.make.wording("en"), {"exporter": desk.company().name}
        return CertificationView(
            one,
            today(desk.clock),
            certifications.versions_of(one.number),
            certifications.history(one.id),
            {clause.id: filled(clause.text, facts) for clause in pair.english.clauses},
            standing_of(desk, one),
            _wordings(desk, one),
            _other(desk, one.replaces),
            _other(desk, one.replaced_by),
        )

    return look


def standing_of(desk: Desk, one: Certification) -> CustomerRow | None:
    """Return how the customer of a certification stands, None where it has none in the book."""
    if not one.form.customer:
        return None
    workspace = desk.workspace()
    rows = workspace.customer_rows
    number = rows.row_of(workspace.merged.now_of(one.form.customer))
    found = rows.rows([] if number is None else [number], desk.book.current())
    return found[0] if found else None


def _wordings(desk: Desk, one: Certification) -> dict[str, Wording]:
    """Return the texts in use that are of the versions it names."""
    form = one.form
    try:
        pair = desk.certifications.make.wording(form.language)
    except BadInput:
        return {}
    texts = ((pair.english, form.wording), (pair.translation, form.translation))
    return {text.language: text for text, named in texts if text and text.version == named}


def _other(desk: Desk, wanted: CertificationId | None) -> Certification | None:
    try:
        return desk.certifications.get(wanted) if wanted else None
    except BadInput:
        return None


def paper_work(desk: Desk, one: Certification) -> Callable[[Progress], bytes]:
    """Return the work that draws the flat paper, a draft marked as one."""
    mark = "DRAFT" if one.is_draft else ""
    return lambda _progress: desk.certifications.paper(one, mark=mark)
