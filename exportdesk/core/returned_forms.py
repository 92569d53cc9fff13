"""What was read from a PDF that came back: fields, code, signature, what else is in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class PdfTrait(StrEnum):
    """Something in a PDF that has no business in a form. None of it is ever run or opened."""

    JAVASCRIPT = "javascript"
    LAUNCH = "launch"  # starts a program
    EMBEDDED_FILE = "embedded_file"
    SUBMIT = "submit"  # sends what was filled in somewhere
    RICH_MEDIA = "rich_media"
    OTHER_FORM = "other_form"  # XFA, which shows other fields than those that are read
    ENCRYPTED = "encrypted"  # with an empty password


class DigitalSignature(StrEnum):
    """Whether the file holds a digital signature. Whose it is, is not checked.

    The digest in it is compared with what was signed; the signature itself is not verified.
    """

    NONE = "none"
    WHOLE = "whole"  # it covers the whole file
    PART = "part"  # something was added after it
    BROKEN = "broken"  # what was signed is not what is there, or it is no signature


@dataclass(frozen=True, slots=True)
class ReturnedForm:
    """What could be read of one file.

    `fields` are those that can be filled in, with their values; empty for a scan, a printed or a
    flattened form. `codes` are of certifications, as written in the text or the properties.
    `signer` is the name in the digital signature. `printed` is what is written on the pages, as far
    as a program can read it. `is_whole` is false where the text took too long. `paper` is the title
    and number of a paper that ExportDesk made and that is no certification, "" for anything else.
    """

    pages: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    signature: DigitalSignature = DigitalSignature.NONE
    signer: str = ""
    traits: frozenset[PdfTrait] = frozenset()
    printed: str = ""
    is_whole: bool = True
    paper: str = ""
