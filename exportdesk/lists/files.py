"""A list file as it came, unpacked, before anything is known of what is in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from exportdesk.lists.catalogue import Source
from exportdesk.lists.own_columns import OwnTable
from exportdesk.lists.text import Decoded, decoded
from exportdesk.lists.workbooks import Sheet, read_sheets

CountryCode = Callable[[str], str]

_HEAD = 4096
_WIDE_HEAD = 4 * _HEAD


@dataclass(frozen=True)
class ListFile:
    """The bytes of one file, or of the `members` of an archive that holds a list in several.

    `data` is empty where there are members. `members` are by file name, folded, without folders.
    """

    path: Path
    data: bytes
    members: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The file's name, to speak of it."""
        return self.path.name

    @cached_property
    def decoded(self) -> Decoded:
        """The text of the file. Raises ListRefused where it is none."""
        return decoded(self.data, self.path)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets of a workbook, none of any other file. Raises ListRefused where damaged."""
        return read_sheets(self.data, self.name)

    @cached_property
    def head(self) -> str:
        """The first characters of the file as text, whatever it is: to recognize it by."""
        start = self.data[:_WIDE_HEAD]
        if start.startswith((b"\xff\xfe", b"\xfe\xff")):
            return start.decode("utf-16", "replace")[:_HEAD].lstrip()
        if b"\0" in start[:2]:
            order = "utf-16-be" if start[:1] == b"\0" else "utf-16-le"
            return start.decode(order, "replace")[:_HEAD].lstrip()
        return start.decode("utf-8-sig", "replace")[:_HEAD].lstrip()


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader needs beside the file: the source it is of, and what countries are called.

    `country_code` returns the ISO 3166-1 alpha-2 code of a published word, "" where it is not
    exactly one country. `own` is how a list of the user's own is to be read.
    """

    source: Source
    country_code: CountryCode
    own: OwnTable | None = None
