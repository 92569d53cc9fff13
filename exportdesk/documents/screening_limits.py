"""What a record of a screening says it did not look into."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from exportdesk.core.i18n import _
from exportdesk.documents.text import Span, TextBlock
from exportdesk.documents.tokens import SMALL, SMALL_BOLD


def limits(lists_not_loaded: Sequence[str], lists_within: Sequence[str]) -> list[Flowable]:
    """Return what was not looked into, ending with the lists that were not used."""
    told = [
        (
            _("Ownership."),
            _(
                "Whether listed parties own 50 percent or more of a party, one by one or together, "
                "was not looked into (OFAC's 50 percent rule; the BIS affiliates rule where it is "
                "in force)."
            ),
        ),
        (
            _("End use and end users."),
            _(
                "What the goods are for, and who will use them beyond the parties named here, "
                "was not looked into."
            ),
        ),
        (
            _("Goods and destination."),
            _(
                "No product was classified, and no license requirement of an item or a country was "
                "examined."
            ),
        ),
        (
            _("Other lists."),
            " ".join(_others(lists_not_loaded, lists_within)),
        ),
    ]
    return [TextBlock([Span(f"{head} ", SMALL_BOLD), Span(text, SMALL)], SMALL, after=3)
            for head, text in told]  # fmt: skip


def _others(lists_not_loaded: Sequence[str], lists_within: Sequence[str]) -> list[str]:
    """Return what is said of the lists that were not used."""
    if lists_not_loaded:
        said = [_("Not used: {lists}.").format(lists=", ".join(lists_not_loaded))]
    else:
        said = [_("Only the lists named above were used. Other governments' lists may apply.")]
    if lists_within:
        words = _("Not used separately (they are part of the lists above): {lists}.")
        said.append(words.format(lists=", ".join(lists_within)))
    return said
