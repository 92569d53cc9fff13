"""What kind of file some bytes are, whatever their name says."""

import io
import re
import zipfile
from enum import Enum

from exportdesk.tables.workbook_limits import NoTable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BINARY = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"SQLite format",
    b"MZ", b"\x7fELF", b"{\\rtf",
)  # fmt: skip
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|div)\b", re.IGNORECASE)
_XML = re.compile(rb"\s*(?:<\?xml|<[A-Za-z!])")
_HEAD = 4096


class Signs(Enum):
    """Kinds of files that may be called a table; the values of the refused ones are codes."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"
    NOTHING = "empty"
    WEB_PAGE = "web-page"
    XML = "xml"
    PDF = "pdf"
    OTHER_ARCHIVE = "other-archive"
    BINARY = "not-text"


def signs_of(data: bytes) -> Signs:
    """Return what kind of file it is. Raises NoTable: "locked", "archive-damaged"."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return Signs.NOTHING
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise NoTable("locked")
        return Signs.XLS
    if data.startswith(_ZIP):
        return _archive(data)
    if b"%PDF-" in data[:1024]:
        return Signs.PDF
    if head.startswith(_BINARY):
        return Signs.BINARY
    plain = head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _XML.match(plain):
        return Signs.WEB_PAGE if _PAGE.search(plain) else Signs.XML
    return Signs.TEXT


def _archive(data: bytes) -> Signs:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.casefold() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError) as error:
        raise NoTable("archive-damaged", str(error)) from error
    if "xl/workbook.bin" in names:
        return Signs.XLSB
    if any(name.endswith("workbook.xml") for name in names) or "xl/workbook.xml" in names:
        return Signs.XLSX
    if "content.xml" in names and "meta-inf/manifest.xml" in names:
        return Signs.ODS
    return Signs.OTHER_ARCHIVE
