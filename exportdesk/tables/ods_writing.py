"""An OpenDocument spreadsheet of texts, put together by hand: four small parts in an archive.

There is no well-kept library for it with wheels; see docs/decisions/0018.
"""

import re
import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from io import TextIOWrapper
from pathlib import Path

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""
_STYLES = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles xmlns:office="{_NAMES}:office:1.0" office:version="1.2"/>
"""
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{_NAMES}:office:1.0" xmlns:text="{_NAMES}:text:1.0"
 xmlns:table="{_NAMES}:table:1.0" xmlns:style="{_NAMES}:style:1.0"
 xmlns:fo="{_NAMES}:xsl-fo-compatible:1.0"
 xmlns:number="{_NAMES}:datastyle:1.0" office:version="1.2"><office:automatic-styles>
<number:text-style style:name="N1"><number:text-content/></number:text-style>
<style:style style:name="text" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="head" style:family="table-cell" style:data-style-name="N1">
<style:text-properties fo:font-weight="bold"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Sheet1">
"""
_FOOT = "</table:table></office:spreadsheet></office:body></office:document-content>\n"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile(r"^ +| {2,}| +$")
_EMPTY = "<table:table-cell/>"


def write_package(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write the archive; the first of the rows are the headings."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        # The first part is not packed, so that the kind of file can be seen in its first bytes.
        archive.writestr(zipfile.ZipInfo("mimetype"), _MIME)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("styles.xml", _STYLES)
        with (
            archive.open("content.xml", "w", force_zip64=True) as stream,
            TextIOWrapper(stream, "utf-8", newline="\n") as text,
        ):
            text.write(_HEAD)
            for number, cells in enumerate(rows):
                text.write(_row(cells, "text" if number else "head"))
            text.write(_FOOT)


def _row(cells: Sequence[str], style: str) -> str:
    return f"<table:table-row>{''.join(_cell(cell, style) for cell in cells)}</table:table-row>\n"


def _cell(cell: str, style: str) -> str:
    if not cell:
        return _EMPTY
    lines = "".join(f"<text:p>{_line(line)}</text:p>" for line in cell.split("\n"))
    start = f'<table:table-cell table:style-name="{style}" office:value-type="string">'
    return f"{start}{lines}</table:table-cell>"


def _line(line: str) -> str:
    """Return a line in which spaces and tabs stay: XML readers make one space of several."""
    told = escape(_NOT_XML.sub("", line))
    told = _SPACES.sub(lambda found: f'<text:s text:c="{len(found.group())}"/>', told)
    return told.replace("\t", "<text:tab/>")
