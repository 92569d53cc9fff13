"""What a screening record says was not checked: what no list tells, and which lists not used."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from exportdesk.core.i18n import _
from exportdesk.documents.text import Span, TextBlock
from exportdesk.documents.tokens import SMALL, SMALL_BOLD


@dataclass(frozen=True, slots=True)
class NotUsed:
    """Names of what was not used: sources and lists, those whose lists stand all the same in a
    source that was (`within`), and those of which only some do (`partly`)."""

    sources: Sequence[str] = ()
    within: Sequence[str] = ()
    partly: Sequence[str] = ()


def limit_blocks(not_used: NotUsed) -> list[Flowable]:
    """Return what the screening did not look at, lists that were not used among it."""
    limits = [
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
            " ".join(_others(not_used)),
        ),
    ]
    return [TextBlock([Span(f"{head} ", SMALL_BOLD), Span(text, SMALL)], SMALL, after=3)
            for head, text in limits]  # fmt: skip


def _others(not_used: NotUsed) -> list[str]:
    """Return what is said of the lists that were not used."""
    if not_used.sources:
        said = [_("Not used: {lists}.").format(lists=", ".join(not_used.sources))]
    else:
        said = [_("Only the lists named above were used. Other governments' lists may apply.")]
    if not_used.within:
        words = _("Not used separately (they are part of the lists above): {lists}.")
        said.append(words.format(lists=", ".join(not_used.within)))
    if not_used.partly:
        words = _("Used only as far as the lists above hold them, which is in part: {lists}.")
        said.append(words.format(lists=", ".join(not_used.partly)))
    return said
