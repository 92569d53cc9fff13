"""What several records share: fields, who and when, the chain's head, characters without a font."""

from collections.abc import Iterable

from reportlab.platypus import Flowable

from exportdesk.core.clock import Moment
from exportdesk.core.events import Head
from exportdesk.core.i18n import _
from exportdesk.core.words import sentence
from exportdesk.documents.blocks import Field, Fields, Note
from exportdesk.documents.fonts import missing
from exportdesk.documents.text import TextBlock
from exportdesk.documents.tokens import SMALL


def given(value: str) -> str:
    """Return a value as printed: one that was not entered says so."""
    return value or _("not provided")


def field(label: str, value: str, share: float = 1.0) -> Field:
    """Return a field, quiet where nothing was entered."""
    return Field(label, given(value), share, quiet=not value)


def signed(by: str, at: Moment | None) -> str:
    """Return who did something, and when."""
    if at is None:
        return given(by)
    return _("{who}, {when}").format(who=given(by), when=at.text)


def signed_short(by: str, at: Moment | None) -> str:
    """Return who did something, and when on the clock there: for rows of a table."""
    if at is None:
        return given(by)
    return _("{who}, {when}").format(who=given(by), when=f"{at.local:%Y-%m-%d %H:%M}")


def unprintable(texts: Iterable[str]) -> list[Flowable]:
    """Return a note on the characters that no font has, if there are any."""
    found = missing("".join(texts))
    if not found:
        return []
    codes = ", ".join(f"U+{ord(char):04X}" for char in found[:12])
    if len(found) > 12:
        codes += ", \u2026"
    return [Note(sentence("characters-without-font", {"characters": codes}), style=SMALL)]


def records_hash(digest: str) -> str:
    """Return the hash in the head of a paper, and what it is there for."""
    return _("Hash of our records: {hash}").format(hash=digest)


def chain_blocks(head: Head) -> list[Flowable]:
    """Return the end of the chain of events, and what it is good for."""
    return [
        Fields(
            [
                Field(_("Events up to this record"), str(head.count), 1),
                Field(_("SHA-256 of the last event (head of the chain)"), head.hash, 2.6),
            ]
        ),
        TextBlock(
            _(
                "Every event carries the hash of the one before. Keep this paper: its hash, of "
                "which the head of page 1 shows the beginning, is compared in ExportDesk (Records, "
                "Verify records) and shows later whether the record was shortened or rewritten."
            ),
            SMALL,
        ),
    ]


def not_advice() -> str:
    """Return the sentence at the foot of every record."""
    return _("This is the company's own record, not legal advice.")
