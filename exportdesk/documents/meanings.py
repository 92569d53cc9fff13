"""What the lists of a record mean: told once, referred to from every match."""

from collections.abc import Callable

from reportlab.platypus import CondPageBreak, Flowable

from exportdesk.core.i18n import _
from exportdesk.core.listings import Listing
from exportdesk.documents import terms
from exportdesk.documents.blocks import Chip, ChipRow, Pairs
from exportdesk.documents.text import Span
from exportdesk.documents.tokens import AMBER, SMALL, SMALL_BOLD, SMALL_QUIET, SUBSECTION, Style
from exportdesk.rulebook import ListMeaning, Status


class Meanings:
    """The meanings a record needs, numbered in the order of their first match."""

    def __init__(self, meaning_of: Callable[[Listing], ListMeaning], section: int) -> None:
        self._meaning_of = meaning_of
        self._section = section
        self._numbered: dict[str, tuple[str, ListMeaning]] = {}

    def reference(self, listing: Listing) -> tuple[str, ListMeaning]:
        """Return the number under which the meaning of `listing`'s list stands, and the meaning."""
        meaning = self._meaning_of(listing)
        number = f"{self._section}.{len(self._numbered) + 1}"
        return self._numbered.setdefault(meaning.code, (number, meaning))

    def all(self) -> list[tuple[str, ListMeaning]]:
        """Return every meaning referred to so far, with its number."""
        return list(self._numbered.values())


def meaning_blocks(meanings: Meanings) -> list[Flowable]:
    """Return what the lists mean, one after the other."""
    blocks: list[Flowable] = []
    for number, meaning in meanings.all():
        words, tone = terms.consequence(meaning.consequence)
        blocks += [
            CondPageBreak(90),
            ChipRow(
                [
                    Span(f"{number}  {meaning.name}", SUBSECTION),
                    Span(f"   {meaning.agency}", SMALL_QUIET),
                ],
                [Chip(words, tone)],
                SUBSECTION,
            ),
            Pairs(
                [
                    (_("What it means"), meaning.what_it_means or _("not known")),
                    (_("If it is the same party"), [Span(meaning.next_step, SMALL_BOLD)]),
                    *_checked(meaning),
                ],
                after=6,
            ),
        ]
    return blocks


def _checked(meaning: ListMeaning) -> list[tuple[str, list[Span]]]:
    """Return where it is written and how far that was checked."""
    caution = Style(SMALL.size, SMALL.leading, AMBER, bold=True)
    said = _("{status}, as of {date}").format(
        status=terms.status(meaning.status), date=meaning.as_of.isoformat()
    )
    verified = meaning.status is Status.VERIFIED
    pairs = [
        (_("Citation"), [Span(meaning.citation or _("none"), SMALL)]),
        (_("How it was checked"), [Span(said, SMALL if verified else caution)]),
    ]
    if meaning.unverified_note:
        pairs.append((_("Not yet checked"), [Span(meaning.unverified_note, caution)]))
    return pairs
