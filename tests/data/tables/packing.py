"""Workbooks put together part by part, with all that a writing library would not let pass."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

# Cell styles of the workbooks here, by number.
PLAIN, DAY, PERCENT, ZEROS, MOMENT = range(5)
_STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164"
 formatCode="000000"/><numFmt numFmtId="165" formatCode="[$-409]d\\-mmm\\-yyyy h:mm"/></numFmts>
<cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/>
<xf numFmtId="165"/></cellXfs></styleSheet>"""

Cell = str | float | None | tuple[str, object]
"""A text, a number, nothing, or what `_cell` makes of a pair."""


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return an archive that is the same each time it is made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return buffer.getvalue()


def letters(place: int) -> str:
    """Return the letters of a column."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text


def _cell(place: str, cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            text = f'<is><t xml:space="preserve">{escape(cell)}</t></is>'
            return f'<c r="{place}" t="inlineStr">{text}</c>'
        case int() | float():
            return f'<c r="{place}"><v>{cell!r}</v></c>'
        case ("raw", xml):
            return str(xml).replace("PLACE", place)
        case ("style", (number, style)):
            return f'<c r="{place}" s="{style}"><v>{number!r}</v></c>'
        case ("formula", cached):
            value = "" if cached is None else f"<v>{escape(str(cached))}</v>"
            kind = ' t="str"' if isinstance(cached, str) else ""
            return f'<c r="{place}"{kind}><f>A1&amp;B1</f>{value}</c>'
        case ("error", code):
            return f'<c r="{place}" t="e"><v>{code}</v></c>'
        case ("bool", value):
            return f'<c r="{place}" t="b"><v>{value}</v></c>'
        case ("shared", number):
            return f'<c r="{place}" t="s"><v>{number}</v></c>'
    raise ValueError(cell)


def sheet(
    rows: Iterable[Sequence[Cell]] | Mapping[int, Sequence[Cell]],
    *,
    merges: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    columns: str = "",
    extra: str = "",
) -> str:
    """Return the XML of a worksheet; rows are numbered, or have the numbers of the mapping."""
    numbered = rows if isinstance(rows, Mapping) else dict(enumerate(rows, start=1))
    told = []
    for number, cells in numbered.items():
        hidden = ' hidden="1"' if number in hidden_rows else ""
        inside = "".join(_cell(f"{letters(at)}{number}", cell) for at, cell in enumerate(cells))
        told.append(f'<row r="{number}"{hidden}>{inside}</row>')
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    return (
        f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/>{columns}'
        f"<sheetData>{''.join(told)}{extra}</sheetData>"
        f"{f'<mergeCells>{merged}</mergeCells>' if merged else ''}</worksheet>"
    )


def xlsx(
    sheets: Mapping[str, str],
    *,
    hidden: Sequence[str] = (),
    from_1904: bool = False,
    strings: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return a workbook of these worksheets."""
    listed, relations = [], []
    parts: dict[str, str | bytes] = {}
    for number, (name, xml) in enumerate(sheets.items(), start=1):
        state = ' state="hidden"' if name in hidden else ""
        listed.append(
            f'<sheet name={quoteattr(name)} sheetId="{number}"{state} r:id="rId{number}"/>'
        )
        relations.append((f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml"))
        parts[f"xl/worksheets/sheet{number}.xml"] = xml
    relations += [("rIdS", "styles", "styles.xml"), ("rIdT", "sharedStrings", "sharedStrings.xml")]
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{int(from_1904)}"/>'
        f"<sheets>{''.join(listed)}</sheets></workbook>"
    )
    targets = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, kind, target in relations
    )
    first = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{first}</Relationships>',
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{targets}'
            "</Relationships>",
            "xl/styles.xml": _STYLES,
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
            **parts,
            **(more or {}),
        }
    )


def one_sheet(
    rows: Iterable[Sequence[Cell]] | Mapping[int, Sequence[Cell]], **how: object
) -> bytes:
    """Return a workbook with one sheet."""
    return xlsx({"Sheet1": sheet(rows, **how)})  # type: ignore[arg-type] # fields by name


ODF = "urn:oasis:names:tc:opendocument:xmlns"


def ods(table: str, *, encrypted: bool = False, styles: str = "") -> bytes:
    """Return an OpenDocument spreadsheet around the XML of its tables."""
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    locked = "<manifest:encryption-data/>" if encrypted else ""
    return zipped(
        {
            "mimetype": mime,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="content.xml">{locked}</manifest:file-entry>'
            "</manifest:manifest>",
            "content.xml": f'<office:document-content xmlns:office="{ODF}:office:1.0"'
            f' xmlns:table="{ODF}:table:1.0" xmlns:text="{ODF}:text:1.0"'
            f' xmlns:style="{ODF}:style:1.0"><office:automatic-styles>{styles}'
            "</office:automatic-styles><office:body><office:spreadsheet>"
            f"{table}</office:spreadsheet></office:body></office:document-content>",
        }
    )


def ods_row(cells: Iterable[str], repeated: int = 1, more: str = "") -> str:
    """Return a row of an OpenDocument table; a cell that begins with < is XML already."""
    inside = "".join(
        cell
        if cell.startswith("<")
        else f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p>'
        "</table:table-cell>"
        for cell in cells
    )
    times = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{times}{more}>{inside}</table:table-row>"


def compound(name: str, stream: bytes) -> bytes:
    """Return an OLE compound file with one stream: what .xls files and locked workbooks are."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    fat = [table, end, *range(3, 2 + sectors), end]
    fat += [free] * (128 - len(fat))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, end, 0, end, 0,
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[free] * 108)
    entries = [_entry("Root Entry", 5, 1, end, 0), _entry(name, 2, free, 2, len(stream))]
    entries += [_entry("", 0, free, 0, 0)] * 2
    return header + struct.pack("<128I", *fat) + b"".join(entries) + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    told = name.encode("utf-16-le")
    length = len(told) + 2 if name else 0
    free = 0xFFFFFFFF
    return struct.pack(
        "<64sHBBIII16xI16xIII", told, length, kind, 1, free, free, child, 0, start, size, 0
    )


def xls(rows: Sequence[Sequence[str | float]]) -> bytes:
    """Return an Excel 97 workbook."""

    def record(number: int, content: bytes) -> bytes:
        return struct.pack("<HH", number, len(content)) + content

    def begin(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 1996, 0, 6))

    name = b"Kunden"
    head = begin(5) + record(0x0042, struct.pack("<H", 1200))
    offset = len(head) + 4 + 8 + len(name) + 4
    head += record(0x0085, struct.pack("<IHBB", offset, 0, len(name), 0) + name)
    head += record(0x000A, b"")
    cells = begin(0x10)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(text, str):
                told = struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")
                cells += record(0x0204, place + told)
            else:
                cells += record(0x0203, place + struct.pack("<d", text))
    return compound("Workbook", head + cells + record(0x000A, b""))
