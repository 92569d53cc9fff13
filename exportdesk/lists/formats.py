"""The formats the program reads: how each is told by its content, and who reads it.

A file's name and ending lie. The sources of the catalogue name the formats they come in; a new
reader is a `Format` here and a name there.
"""

import codecs
import csv
import re
from collections.abc import Callable
from dataclasses import dataclass

from exportdesk.lists import (
    au_xlsx,
    bis_dpl,
    bis_ecfr,
    ca_xml,
    ch_xml,
    eu_csv,
    eu_xml,
    jp_table,
    ofac_csv,
    ofac_enhanced,
    ofac_xml,
    uk_conlist,
    uk_csv,
    uk_xml,
    un_xml,
)
from exportdesk.lists.csl_csv import columns_of, is_csl_header
from exportdesk.lists.csl_csv import read as read_csl_csv
from exportdesk.lists.csl_json import read as read_csl_json
from exportdesk.lists.documents import Document
from exportdesk.lists.files import Context, ListFile
from exportdesk.lists.headings import as_text
from exportdesk.lists.own import is_own_csv
from exportdesk.lists.own import read as read_own
from exportdesk.lists.refusing import fatal

_HTML = re.compile(r"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PDF = b"%PDF"
# Archives that are no workbook come here only as OpenDocument or binary ones; the other is Excel's
# form of old.
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_ROOT = re.compile(r"<([A-Za-z_][\w:.-]*)")


@dataclass(frozen=True, slots=True)
class Format:
    """One published format. `is_it` looks at the beginning of a file and never fails.

    `version` is that of the reader. It goes up whenever the same file gives other listings than
    before, so that the next edition does not seem to change what the publisher never touched.
    """

    name: str
    is_it: Callable[[ListFile], bool]
    read: Callable[[ListFile, Context], Document]
    version: int = 1


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
    Format("ofac-enhanced", ofac_enhanced.is_it, ofac_enhanced.read),
    Format("ofac-xml", ofac_xml.is_it, ofac_xml.read),
    Format("ofac-csv", ofac_csv.is_it, ofac_csv.read),
    Format("bis-ecfr", bis_ecfr.is_it, bis_ecfr.read),
    Format("bis-dpl", bis_dpl.is_it, bis_dpl.read),
    Format("eu-xml", eu_xml.is_it, eu_xml.read),
    Format("eu-csv", eu_csv.is_it, eu_csv.read),
    Format("uk-xml", uk_xml.is_it, uk_xml.read),
    Format("uk-csv", uk_csv.is_it, uk_csv.read),
    Format("uk-conlist", uk_conlist.is_it, uk_conlist.read),
    Format("un-xml", un_xml.is_it, un_xml.read),
    Format("ca-xml", ca_xml.is_it, ca_xml.read),
    Format("ch-xml", ch_xml.is_it, ch_xml.read),
    Format("au-xlsx", au_xlsx.is_it, au_xlsx.read),
    Format("jp-table", jp_table.is_it, jp_table.read),
    Format("own-csv", is_own_csv, read_own),
)


def reader_version(format_name: str) -> int:
    """Return the version of the reader of a format."""
    return next((known.version for known in FORMATS if known.name == format_name), 1)


def read_document(file: ListFile, context: Context) -> Document:
    """Take a file apart as one of the formats of its source.

    Raises ListRefused: not a list, or a list of another source, saying what it looks like.
    """
    if not file.members:
        _refuse_what_is_no_list(file)
    if context.source.is_own:
        return read_own(file, context)  # any table may be one, whatever its headings
    fitting = [known for known in FORMATS if known.is_it(file)]
    for known in fitting:
        if known.name in context.source.formats:
            return known.read(file, context)
    if fitting:
        raise fatal(
            "list-other-source",
            file=file.name, format=fitting[0].name, source=context.source.name,
        )  # fmt: skip
    if file.members:
        raise fatal("list-archive-unclear", file=file.name, count=len(file.members))
    # A damaged workbook says so, as does what is no text.
    if not file.data.startswith(_PDF) and not file.sheets:
        if file.data.startswith(_SPREADSHEETS):
            raise fatal("list-spreadsheet-other", file=file.name)
        _ = file.decoded
    raise fatal("list-other-format", file=file.name, seen=_seen(file), source=context.source.name)


def is_web_page(file: ListFile) -> bool:
    """Whether a file looks like a page of the web: a login, an error, a notice."""
    return _HTML.search(file.head) is not None and not bis_ecfr.is_it(file)  # which has <HEAD> too


def _refuse_what_is_no_list(file: ListFile) -> None:
    if not file.head.strip("\0 \t\r\n"):
        raise fatal("list-empty", file=file.name)
    if is_web_page(file):
        raise fatal("list-web-page", file=file.name)
    if file.data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise fatal("list-encoding", file=file.name, encoding="UTF-32")


def _seen(file: ListFile) -> str:
    """Return what a file that is no list of ours looks like."""
    if file.sheets:
        return " | ".join(
            as_text(cell) for sheet in file.sheets for row in sheet.rows[:1] for cell in row
        )[:60]
    head = file.head
    if head.startswith("<"):
        root = _ROOT.search(head)
        return f"XML <{root.group(1)}>" if root else "XML"
    if head.startswith("["):
        return "JSON ["
    if file.data.startswith(_PDF):
        return "PDF"
    return head.partition("\n")[0][:60].strip()
