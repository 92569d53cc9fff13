"""How a company's papers look and what it adds to them: kept, and noted in the record of events."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock
from exportdesk.core.demo_mark import is_demo
from exportdesk.core.errors import BadInput, ReadOnlyWorkspace, Said, StorageFault
from exportdesk.core.papers import (
    LegalReview,
    Letterhead,
    PaperTemplate,
    Signatory,
    check_template,
)
from exportdesk.core.text import tidy, tidy_lines
from exportdesk.storage.attachments import Paper
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

LARGEST_LOGO = 2_000_000  # bytes
_SUBJECT = "papers"


class Templates:
    """The template of a workspace. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        clock: Clock,
        check_logo: Callable[[bytes], object],
        lent: Callable[[], Letterhead] | None = None,
    ) -> None:
        """`check_logo` raises BadInput for what is no picture; `lent` is another's letterhead."""
        self._workspace = workspace
        self._clock = clock
        self._check_logo = check_logo
        self._lent = lent

    def get(self) -> PaperTemplate:
        """Return the template."""
        return self._workspace().settings.paper_template()

    def save(self, template: PaperTemplate) -> Changes:
        """Keep a template. Raises BadInput where no paper could be drawn with it."""
        template = _tidied(template)
        check_template(template)
        if template.logo:
            self.logo(template)
        if template == self.get():
            return Changes.NOTHING
        workspace = self._writable()
        with writing(workspace.db):
            workspace.settings.save_paper_template(template)
            workspace.events.append(
                "template_changed",
                _SUBJECT,
                template_facts(template),
                at=self._clock.now().utc_text,
                actor=workspace.settings.settings().operator,
            )
        return Changes.SETTINGS | Changes.EVENTS

    def take_logo(self, path: Path) -> PaperTemplate:
        """Keep a picture and return the template with it, which is not saved yet.

        Raises BadInput where it is no picture that can be printed, StorageFault.
        """
        workspace = self._writable()
        try:
            if path.stat().st_size > LARGEST_LOGO:
                raise BadInput("logo-unreadable", why=Said("logo-large"))
            data = path.read_bytes()
        except OSError as error:
            raise BadInput("logo-unreadable", why=error.strerror or str(error)) from error
        self._check_logo(data)
        return replace(self.get(), logo=workspace.attachments.put(data), logo_name=path.name)

    def logo(self, template: PaperTemplate | None = None) -> bytes:
        """Return the picture of the logo, b"" where there is none.

        Raises the StorageFault "logo-not-kept" where it is gone or altered.
        """
        of = self.get() if template is None else template
        if not of.logo:
            return b""
        kept = Paper(_SUBJECT, "logo", of.logo, of.logo_name, 0, "")
        try:
            return self._workspace().attachments.read(kept)
        except StorageFault as error:
            raise StorageFault("logo-not-kept") from error

    def letterhead(self, template: PaperTemplate | None = None) -> Letterhead:
        """Return what papers are drawn with.

        A logo that is gone is left out: no record fails for want of a picture. `Records.verify`
        tells of it.
        """
        if template is None and self._lent is not None:
            return self._lent()
        of = self.get() if template is None else template
        try:
            logo = self.logo(of)
        except StorageFault:
            logo = b""
        return Letterhead(
            logo, of.accent, of.signatory, of.clauses, of.review, of.checked,
            is_demo=is_demo(self._workspace().folder),
        )  # fmt: skip

    def _writable(self) -> Workspace:
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        return workspace


def template_facts(template: PaperTemplate) -> dict[str, object]:
    """Return what the record of events keeps of a template."""
    one, review = template.signatory, template.review
    return {
        "logo": template.logo,
        "logo_name": template.logo_name,
        "accent": template.accent,
        "signatory": [one.name, one.title, one.email, one.phone],
        "clauses": {kind.value: list(texts) for kind, texts in template.clauses.items()},
        "review": [review.by, review.on.isoformat() if review.on else "", review.note],
        "review_printed": review.is_printed,
        "checked": {kind.value: version for kind, version in template.checked.items()},
    }


def _tidied(template: PaperTemplate) -> PaperTemplate:
    one, review = template.signatory, template.review
    texts = {
        kind: tuple(text for text in map(tidy_lines, clauses) if text)
        for kind, clauses in template.clauses.items()
    }
    return replace(
        template,
        accent=template.accent.strip().upper(),
        signatory=Signatory(tidy(one.name), tidy(one.title), tidy(one.email), tidy(one.phone)),
        clauses={kind: clauses for kind, clauses in texts.items() if clauses},
        review=LegalReview(tidy(review.by), review.on, tidy_lines(review.note), review.is_printed),
    )
