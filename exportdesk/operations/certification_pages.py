"""An answer that came as several files: its pages, in their order, read as one."""

from collections.abc import Sequence
from dataclasses import dataclass

from exportdesk.core.canonical import sha256_hex
from exportdesk.core.errors import BadInput
from exportdesk.core.page_order import page_order
from exportdesk.core.returned_forms import DigitalSignature, ReturnedForm

_WORST_FIRST = (DigitalSignature.BROKEN, DigitalSignature.PART, DigitalSignature.WHOLE)


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """A file of an answer, and what could be read of it; it may be the only one.

    `is_known`: it holds the code of its certification.
    """

    data: bytes
    name: str
    read: ReturnedForm
    is_known: bool


def in_order(pages: Sequence[AnswerPage]) -> tuple[AnswerPage, ...]:
    """Return pages as a folder shows their names. Raises BadInput where two are the same file."""
    ordered = sorted(pages, key=lambda page: page_order(page.name))
    names: dict[str, str] = {}
    for page in ordered:
        digest = sha256_hex(page.data)
        if digest in names:
            raise BadInput("returned-same-twice", name=page.name, other=names[digest])
        names[digest] = page.name
    return tuple(ordered)


def together(read: Sequence[ReturnedForm]) -> ReturnedForm:
    """Return what was read of the files of an answer as that of one file."""
    if len(read) == 1:
        return read[0]
    signed = sorted(
        (one for one in read if one.signature in _WORST_FIRST),
        key=lambda one: _WORST_FIRST.index(one.signature),
    )
    # Between pages that are pictures, what is printed on the others is only a part.
    is_whole = all(one.is_whole and one.printed for one in read)
    return ReturnedForm(
        pages=sum(one.pages for one in read),
        signature=signed[0].signature if signed else DigitalSignature.NONE,
        signer=signed[0].signer if signed else "",
        traits=frozenset().union(*(one.traits for one in read)),
        printed="\n".join(one.printed for one in read) if is_whole else "",
        is_whole=is_whole,
    )
