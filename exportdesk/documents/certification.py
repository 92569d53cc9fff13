"""The customer's certification: open to be filled in on screen, and its flat twin for paper."""

from collections.abc import Mapping
from dataclasses import replace

from reportlab.platypus import Flowable, KeepTogether

from exportdesk.core.certification_fields import origin_of
from exportdesk.core.certifications import Answers, CertificationForm
from exportdesk.core.company import Company
from exportdesk.core.i18n import _, in_english
from exportdesk.core.papers import LegalReview
from exportdesk.documents.blocks import Heading, together
from exportdesk.documents.certification_parts import CertificationParts
from exportdesk.documents.form_blocks import Beside, HiddenFields
from exportdesk.documents.page import Paper, render
from exportdesk.documents.paper_parts import review_blocks, reviewed_words
from exportdesk.documents.text import Align, TextBlock
from exportdesk.documents.tokens import (
    CAPTION,
    LEAD,
    QUIET,
    SECTION,
    SMALL,
    SMALL_BOLD,
    SMALL_QUIET,
    TITLE,
    Style,
)
from exportdesk.documents.wording import Review, Wording, WordingPair

_SIGNED_OVER = 3  # clauses on the page that is signed, where not all of them are on it
_OTHER_TITLE = Style(13, 18, QUIET, bold=True)


@in_english
def certification(
    form: CertificationForm,
    wording: WordingPair,
    company: Company,
    *,
    fillable: bool,
    country_names: Mapping[str, str],
    answers: Answers | None = None,
    logo: bytes = b"",
    accent: str = "",
    review: LegalReview | None = None,
    mark: str = "",
    is_demo: bool = False,
    program_version: str = "",
    more_follow: bool = False,
) -> bytes:
    """Return the form as PDF: the same bytes for the same values.

    `fillable` gives the file that is sent; else the flat twin that is looked at and printed.
    `answers` are what stands in its fields, as asked where they are None. `country_names` has the
    countries to choose from, by code. `logo`, `accent` and `review` are the company's own;
    `mark` stands across each page: a draft, a sample; `is_demo` says so above it. Where many
    are made, `more_follow` says so of all but the last, which halves the time.
    """
    parts = CertificationParts(
        form, wording, company, answers or form.asked, country_names, fillable=fillable
    )
    country = country_names.get(company.country, company.country)
    paper = replace(
        _paper(parts, company, country),
        logo=logo,
        accent=accent,
        mark=mark,
        is_demo=is_demo,
        producer=_producer(program_version),
    )
    return render(paper, _story(parts, review), fillable=fillable, more_follow=more_follow)


def _paper(parts: CertificationParts, company: Company, country: str) -> Paper:
    form, text = parts.form, parts.text
    code = form.code.text if form.number else _("Draft")  # a number is given when it is kept
    version = text("version", version=str(form.version))
    if form.replaces:
        version += f" · {text('replaces', what=form.replaces)}"
    wording = text("wording", version=parts.wording.english.version)
    dated = f"{wording} · {text('dated', day=form.dated.isoformat())}"
    return Paper(
        title=text("title"),
        number=form.number or code,
        notes=tuple(one for one in (version, dated, code if form.number else "") if one),
        code=f"EXPORTDESK CERTIFICATION {code}",
        company=company,
        country=country,
        foot_number=code,
        foot_note=text("not_official", exporter=parts.exporter),
        subject=code,
        page_words=parts.wording.english.texts["page"],
    )


def _producer(version: str) -> str:
    return f"ExportDesk {version}".strip()


def _story(parts: CertificationParts, review: LegalReview | None) -> list[Flowable]:
    blocks: list[Flowable] = [
        HiddenFields(tuple(origin_of(parts.form).items())),
        *_head(parts),
        _section(parts, 1, "section_customer"),
        *parts.customer(),
        together([_section(parts, 2, "section_items"), *parts.order()]),
        *parts.items(),
        KeepTogether(parts.unprintable()),
    ]
    use = [_section(parts, 3, "section_use"), *parts.use()]
    clauses = parts.clauses()
    confirm, rest = [_section(parts, 4, "section_confirm"), *clauses[:2]], clauses[2:]
    signature = [_section(parts, 5, "section_signature"), *parts.signature()]
    return [
        *blocks,
        KeepTogether(use),
        KeepTogether(parts.end_users()),
        together(confirm),
        *rest[:-_SIGNED_OVER],
        # Nobody is to sign a page that states nothing, or next to nothing.
        together(
            [*rest[-_SIGNED_OVER:], *signature, *parts.exporter_only(), *_reviewed(parts, review)]
        ),
    ]


def _head(parts: CertificationParts) -> list[Flowable]:
    title = parts.label("title")
    blocks: list[Flowable] = [TextBlock(title.english, TITLE, role="H1", after=1)]
    if title.other:
        side: Align = "right" if title.mirrored else "left"
        blocks.append(
            TextBlock(
                title.other, _OTHER_TITLE, align=side, role="H1", language=title.language, after=3
            )
        )
    intro = parts.label("intro", exporter=parts.exporter)
    how = parts.label("how_to")
    lead = LEAD if not title.other else SMALL_QUIET
    blocks += [Beside(intro, lead, after=3), Beside(how, SMALL, after=3)]
    if parts.form.return_to:
        back = parts.label("return_to", address=parts.form.return_to)
        blocks.append(Beside(back, SMALL, after=3))
    blocks += _prevails(parts)
    return blocks


def _prevails(parts: CertificationParts) -> list[Flowable]:
    """Return which text binds, and how far the other was checked."""
    other = parts.wording.translation
    if other is None:
        return []
    official = parts.label("not_official", exporter=parts.exporter)
    return [
        Beside(parts.label("prevails"), SMALL_BOLD, after=2),
        Beside(official, SMALL, after=2),
        _checked(parts, other, after=2),
    ]


def _reviewed(parts: CertificationParts, review: LegalReview | None) -> list[Flowable]:
    """Return how far the English text was checked, and the company's own note of a review.

    That note is not to stand beside its opposite.
    """
    english, notes = parts.wording.english, review_blocks(review)
    if english.review is Review.NOT_REVIEWED and notes:
        return notes
    return [_checked(parts, english, before=4), *notes]


def _checked(
    parts: CertificationParts, one: Wording, *, before: float = 0, after: float = 0
) -> Flowable:
    """Return which version a text is of, and who reviewed it."""
    note = f"{one.english_name}: {parts.text('wording', version=one.version)}. "
    note += reviewed_words(one.review, one.review_note)
    return TextBlock(note, CAPTION, before=before, after=after)


def _section(parts: CertificationParts, number: int, key: str) -> Heading:
    label = parts.label(key)
    return Heading(
        str(number),
        label.english,
        SECTION,
        label.other,
        before=10,
        after=4,
        language=label.language,
    )
