"""What numbered papers share: the page they stand on, who signs, what a lawyer looked over."""

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, KeepTogether
from typing_extensions import override

from exportdesk.core.papers import LegalReview, Letterhead
from exportdesk.documents.breaking import unbroken
from exportdesk.documents.page import Paper
from exportdesk.documents.paper_values import PaperHead, PaperNames
from exportdesk.documents.record_parts import records_hash
from exportdesk.documents.tagging import artifact
from exportdesk.documents.text import TextBlock
from exportdesk.documents.tokens import BODY, BODY_BOLD, CAPTION, QUIET, SMALL_QUIET
from exportdesk.documents.wording import Review

_SIGNED = 220.0


def paper_of(
    head: PaperHead,
    names: PaperNames,
    *,
    title: str,
    subject: str,
    foot_note: str,
    notes: Sequence[str] = (),
    page_words: str = "",
    mark: str = "",
) -> Paper:
    """Return the page of a numbered paper."""
    company, short = head.company, head.head.hash[:16]
    return Paper(
        title=title,
        number=head.number,
        notes=(*notes, head.at.text, records_hash(short)),
        code=f"EXPORTDESK {head.number} {short}",
        company=company,
        country=names.country(company.country) if company.country else "",
        foot_note=foot_note,
        subject=subject,
        producer=f"ExportDesk {head.program_version}",
        mark=head.letterhead.mark or mark,
        logo=head.letterhead.logo,
        accent=head.letterhead.accent,
        is_demo=head.letterhead.is_demo,
        page_words=page_words,
    )


def signature_blocks(sign_off: str, letterhead: Letterhead, company: str) -> list[Flowable]:
    """Return the end of a letter: room for a signature, and who signs."""
    one = letterhead.signatory
    contact = "  ·  ".join(part for part in (one.email, unbroken(one.phone)) if part)
    lines: list[Flowable] = [
        TextBlock(sign_off, BODY, before=8, after=30),
        TextBlock(one.name, BODY_BOLD) if one.name else _SignHere(),
    ]
    lines += [TextBlock(text, BODY) for text in (one.title, company) if text]
    if contact:
        lines.append(TextBlock(contact, SMALL_QUIET))
    return [KeepTogether(lines)]


class _SignHere(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A line for the name of whoever signs by hand."""

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = min(available_width, _SIGNED), BODY.leading
        return self.width, self.height

    @override
    def draw(self) -> None:
        with artifact(self.canv):
            self.canv.setStrokeColor(HexColor(QUIET))
            self.canv.setLineWidth(0.6)
            self.canv.line(0, 5, self.width, 5)


def reviewed_words(review: Review, note: str) -> str:
    """Return who reviewed a wording, in English as the paper says it; `note` says it in a person's
    own words.
    """
    said = {
        Review.LANGUAGE: "Read over by a person with the language as their own: ",
        Review.LAWYER: "Reviewed by a lawyer: ",
    }
    return said.get(review, "") + note


def review_blocks(review: LegalReview | None) -> list[Flowable]:
    """Return who looked over the wording, where the company wants that printed."""
    if review is None or not review.is_printed or not (review.by or review.note):
        return []
    # In English, as the text that was reviewed is.
    said = f"Wording reviewed by {review.by}" if review.by else "Wording reviewed"
    if review.on is not None:
        said += f", {review.on.isoformat()}"
    text = f"{said}: {review.note}" if review.note else f"{said}."
    return [TextBlock(text, CAPTION, before=8)]
