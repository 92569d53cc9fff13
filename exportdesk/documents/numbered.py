"""Draws a numbered paper by what it holds."""

from exportdesk.core.i18n import in_english
from exportdesk.documents.letter import letter
from exportdesk.documents.list_changes_report import list_changes_report
from exportdesk.documents.paper_values import (
    ChangesValues,
    LetterValues,
    PaperContents,
    PaperHead,
    PaperNames,
    StatementValues,
    SummaryValues,
)
from exportdesk.documents.screening_summary import screening_summary
from exportdesk.documents.statement import statement


@in_english
def numbered_paper(
    values: PaperContents, head: PaperHead, names: PaperNames, *, fillable: bool = False
) -> bytes:
    """Return the paper as PDF: the same bytes for the same values.

    `fillable` leaves open what is to be filled in, in the papers that have such fields.
    """
    match values:
        case SummaryValues():
            return screening_summary(values, head, names)
        case StatementValues():
            return statement(values, head, names, fillable=fillable)
        case LetterValues():
            return letter(values, head, names, fillable=fillable)
        case ChangesValues():
            return list_changes_report(values, head, names)
