"""The formats the program reads: how each is told by its content, and who reads it.

A file's name and ending lie. The sources of the catalogue name the formats they come in; a new
reader is a `Format` here and a name there.
"""

import codecs
import csv
import re
from collections.abc import Callable
from dataclasses import dataclass

from exportdesk.lists.csl_csv import columns_of, is_csl_header
from exportdesk.lists.csl_csv import read as read_csl_csv
from exportdesk.lists.csl_json import read as read_csl_json
from exportdesk.lists.documents import Document
from exportdesk.lists.files import Context, ListFile
from exportdesk.lists.own import is_own_csv
from exportdesk.lists.own import read as read_own
from exportdesk.lists.refusing import fatal

_HTML = re.compile(r"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PDF = b"%PDF"
_ROOT = re.compile(r"<([A-Za-z_][\w:.-]*)")


@dataclass(frozen=True, slots=True)
class Format:
    """One published format. `is_it` looks at the beginning of a file and never fails."""

    name: str
    is_it: Callable[[ListFile], bool]
    read: Callable[[ListFile, Context], Document]


def _is_csl_json(file: ListFile) -> bool:
    return file.head.startswith("{")


def _is_csl_csv(file: ListFile) -> bool:
    try:
        return is_csl_header(columns_of(file.head.partition("\n")[0]))
    except csv.Error:
        return False


FORMATS: tuple[Format, ...] = (
    Format("csl-json", _is_csl_json, read_csl_json),
    Format("csl-csv", _is_csl_csv, read_csl_csv),
    Format("own-csv", is_own_csv, read_own),
)


def read_document(file: ListFile, context: Context) -> Document:
    """Take a file apart as one of the formats of its source.

    Raises ListRefused: not a list, or a list of another source, saying what it looks like.
    """
    if not file.members:
        _refuse_what_is_no_list(file)
    if context.source.is_own:
        return read_own(file, context)  # any table may be one, whatever its headings
    for known in FORMATS:
        if known.is_it(file):
            if known.name not in context.source.formats:
                raise fatal(
                    "list-other-source",
                    file=file.name, format=known.name, source=context.source.name,
                )  # fmt: skip
            return known.read(file, context)
    if file.members:
        raise fatal("list-archive-unclear", file=file.name, count=len(file.members))
    if not file.data.startswith(_PDF):
        _ = file.decoded  # what is no text says so
    raise fatal("list-other-format", file=file.name, seen=_seen(file), source=context.source.name)


def _refuse_what_is_no_list(file: ListFile) -> None:
    if not file.head.strip("\0 \t\r\n"):
        raise fatal("list-empty", file=file.name)
    if _HTML.search(file.head):
        raise fatal("list-web-page", file=file.name)
    if file.data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise fatal("list-encoding", file=file.name, encoding="UTF-32")


def _seen(file: ListFile) -> str:
    """Return what a file that is no list of ours looks like."""
    head = file.head
    if head.startswith("<"):
        root = _ROOT.search(head)
        return f"XML <{root.group(1)}>" if root else "XML"
    if head.startswith("["):
        return "JSON ["
    if file.data.startswith(_PDF):
        return "PDF"
    return head.partition("\n")[0][:60].strip()
