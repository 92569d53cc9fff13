"""Letters to a customer: one that says we cannot ship, one that asks for what is missing."""

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether

from exportdesk.documents.form_blocks import Entry, EntryRow, Label
from exportdesk.documents.page import render
from exportdesk.documents.paper_parts import (
    paper_of,
    review_blocks,
    signature_blocks,
)
from exportdesk.documents.paper_values import LetterValues, PaperHead, PaperNames
from exportdesk.documents.paper_wording import long_day
from exportdesk.documents.record_parts import unprintable
from exportdesk.documents.text import Span, TextBlock
from exportdesk.documents.tokens import BODY, BODY_BOLD, SECTION, SMALL_QUIET
from exportdesk.documents.widgets import Blank

_ANSWER = 2 * 12.6 + 5  # the height of a box for an answer
_BETWEEN = 7


def letter(
    values: LetterValues, head: PaperHead, names: PaperNames, *, fillable: bool = False
) -> bytes:
    """Return a letter as PDF: the same bytes for the same values.

    With `fillable` what it asks can be answered on screen.
    """
    wording = values.wording
    paper = paper_of(
        head,
        names,
        title=wording.text("title"),
        subject=wording.text("title"),
        foot_note=wording.text("wording", version=wording.version),
        page_words=wording.texts["page"],
    )
    return render(paper, _story(values, head), fillable=fillable)


def _story(values: LetterValues, head: PaperHead) -> list[Flowable]:
    wording = values.wording
    blocks: list[Flowable] = [
        *(TextBlock(line, BODY) for line in values.recipient),
        TextBlock(long_day(head.at.local.date()), BODY, before=14, after=14),
        TextBlock(values.subject, SECTION, role="H1", after=2),
    ]
    if values.reference:
        about = f"{wording.text('about')}: {values.reference}"
        blocks.append(TextBlock(about, SMALL_QUIET))
    greeting = wording.text("greeting", recipient=values.recipient[0] if values.recipient else "")
    blocks.append(TextBlock(greeting, BODY, before=12, after=_BETWEEN))
    blocks += [TextBlock(text, BODY, after=_BETWEEN) for text in values.paragraphs]
    blocks += [TextBlock(text, BODY, after=_BETWEEN) for text in values.after]
    clauses = head.letterhead.clauses_of(values.kind)
    blocks += [TextBlock(text, BODY, after=_BETWEEN) for text in clauses]
    blocks += signature_blocks(wording.text("sign_off"), head.letterhead, head.company.name)
    blocks += _asks(values)
    blocks += review_blocks(head.letterhead.review)
    return [*blocks, *unprintable([*values.recipient, values.reference, *values.asks])]


def _asks(values: LetterValues) -> list[Flowable]:
    """Return each thing that is asked with room for its answer, and for who answered."""
    if not values.asks:
        return []
    wording = values.wording
    blocks: list[Flowable] = []
    for number, text in enumerate(values.asks, start=1):
        asked = TextBlock([Span(f"{number}.  ", BODY_BOLD), Span(text, BODY)], BODY, after=1)
        hint = f"{wording.text('answer')} {number}: {text}"
        blank = Blank(f"answer_{number}", hint, multiline=True)
        box = EntryRow([Entry(Label(wording.text("answer")), blank=blank, least=_ANSWER)], after=7)
        blocks.append(KeepTogether([asked, box]))
    who, when = wording.text("answered_by"), wording.text("answered_on")
    blocks.append(
        EntryRow(
            [
                Entry(Label(who), blank=Blank("answered_by", who), share=2.4),
                Entry(Label(when), blank=Blank("answered_on", when)),
            ],
            after=10,
        )
    )
    heading = TextBlock(wording.text("section_asks"), SECTION, before=18, after=6, role="H2")
    return [CondPageBreak(140), heading, *blocks]
