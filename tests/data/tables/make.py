"""Makes the awkward tables beside it: every kind of mess that files of customers come in.

    python -m tests.data.tables.make

Everybody in them is made up. What must come of each is in tests/tables/awkward.py.
"""

from pathlib import Path

from tests.data.tables import packing as p

FOLDER = Path(__file__).parent

HEAD = ["Customer no", "Company name", "City", "Country"]
ROWS = [
    ["1001", "Alder Gate Tooling Ltd", "Leeds", "United Kingdom"],
    ["1002", "Bruchmann Feinwerk GmbH", "Jena", "Germany"],
    ["1003", "Costa Verde Óptica SA", "Porto", "Portugal"],
]
TABLE = [HEAD, *ROWS]


def lines(rows: list[list[str]], between: str = ",", end: str = "\r\n") -> str:
    """Return rows as plain lines."""
    return "".join(between.join(row) + end for row in rows)


def texts() -> dict[str, bytes]:
    """Return the CSV files."""
    plain = lines(TABLE)
    turkish = lines([HEAD, ["1", "Işıldak Makina Şti", "Eskişehir", "Türkiye"],
                     ["2", "Gümüşdere Ağaç", "İzmir", "Türkiye"]], ";")  # fmt: skip
    cyrillic = lines([["Номер", "Название", "Город", "Страна"],
                      ["1", "ООО «Тёплый ключ»", "Пермь", "Россия"],
                      ["2", "АО Ветряной мост", "Томск", "Россия"]], ";")  # fmt: skip
    chinese = lines([["公司名称", "城市", "国家"], ["青石桥精密机械有限公司", "苏州", "中国"],
                     ["白杨光电科技有限公司", "西安", "中国"]])  # fmt: skip
    japanese = lines([["会社名", "住所", "国名"], ["あさぎり精機株式会社", "名古屋市中区", "日本"],
                      ["ミズナラ計測株式会社", "東京都港区", "日本"]])  # fmt: skip
    return {
        "utf8.csv": plain.encode(),
        "utf8-bom.csv": plain.encode("utf-8-sig"),
        "utf16-le-bom.csv": b"\xff\xfe" + plain.encode("utf-16-le"),
        "utf16-be-bom.csv": b"\xfe\xff" + plain.encode("utf-16-be"),
        "utf16-le-no-bom.csv": plain.encode("utf-16-le"),
        "utf16-be-no-bom.csv": plain.encode("utf-16-be"),
        "utf16-tabs.txt": b"\xff\xfe" + lines(TABLE, "\t").encode("utf-16-le"),
        "windows-1252.csv": lines(TABLE, ";").encode("cp1252"),
        "windows-1254.csv": turkish.encode("cp1254"),
        "windows-1251.csv": cyrillic.encode("cp1251"),
        "gb18030.csv": chinese.encode("gb18030"),
        "shift-jis.csv": japanese.encode("cp932"),
        "utf8-one-bad-byte.csv": lines([HEAD, *ROWS * 5]).encode()
        + b"9,Bad\xffletter,Rome,IT\r\n",
        "semicolons.csv": lines(TABLE, ";").encode(),
        "tabs.tsv": lines(TABLE, "\t").encode(),
        "pipes.csv": lines(TABLE, "|").encode(),
        "sep-line.csv": ("sep=;\r\n" + lines(TABLE, ";")).encode(),
        "no-header.csv": lines(ROWS).encode(),
        "titles-above.csv": ("Customer list,,,\r\nof 1 March 2026,,,\r\n,,,\r\n" + plain).encode(),
        "blank-lines-between.csv": plain.replace("\r\n", "\r\n\r\n,,,\r\n").encode(),
        "ragged.csv": b"Name,City,Country,Notes\r\nAlder Gate\r\nBruchmann,Jena,DE\r\n"
        b"Costa Verde,Porto,PT,good,\r\n",
        "unquoted-comma.csv": b"Name,City,Country\r\nAlder Gate, Ltd,Leeds,GB\r\n"
        b"Bruchmann,Jena,DE\r\nCosta Verde,Porto,PT\r\nDel Mar,Faro,PT\r\n",
        "only-header.csv": b"Name,City,Country\r\n",
        "empty.csv": b"",
        "only-blank-lines.csv": b"\r\n\r\n , \r\n",
        "one-column.csv": b"Company\r\nAlder Gate Tooling Co., Ltd.\r\nBruchmann, Feinwerk\r\n",
        "duplicated-columns.csv": b"Name,Name,City,City,Country,Country\r\n"
        b"Alder Gate,Alder,Leeds,York,GB,GB\r\n",
        "quotes-inside.csv": b'Name,City,Country\r\n"Alder ""The Gate"" Ltd",Leeds,GB\r\n'
        b'12" Tools Inc,Reno,US\r\n',
        "quotes-around-a-part.csv": '"Name";City;Country\r\n"Рассвет" ООО;Пермь;RU\r\n'
        '"Bruchmann";Jena;DE\r\n'.encode(),
        "quote-open.csv": b'Name,City,Country\r\n"Alder Gate,Leeds,GB\r\nBruchmann,Jena,DE\r\n'
        b"Costa Verde,Porto,PT\r\n",
        "newlines-in-cells.csv": b'Name,Address,Country\r\n"Alder Gate\nLtd","1 Mill Lane\r\nLeeds'
        b'\nLS1 4AB",GB\r\nBruchmann,Jena,DE\r\n',
        "nul-bytes.csv": plain.replace("Alder", "Al\0der").encode(),
        "bom-in-the-middle.csv": (plain + "\ufeff1004,\ufeffDel Mar Lda,Faro,PT\r\n").encode(),
        "mixed-line-ends.csv": b"Name,City,Country\nAlder Gate,Leeds,GB\rBruchmann,Jena,DE\r\n"
        b"Costa Verde,Porto,PT",
        "old-mac-line-ends.csv": lines(TABLE, end="\r").encode(),
        "dos-end-of-file.csv": plain.encode() + b"\x1a",
        "right-to-left.csv": lines([["الاسم", "المدينة", "البلد"],
            ["\u200fشركة النخيل الأزرق\u200f", "دبي", "AE"], ["מפעלי אלון הזהב", "חיפה", "IL"]],
        ).encode(),
        "emoji.csv": "Name,Country\r\nAlder Gate 🛠️ Ltd,GB\r\nÉ́toile 👩‍🔬 SARL,FR\r\n".encode(),
        "control-characters.csv": b"Name,Country\r\nAlder\x07 Gate\x0b Ltd\x1b,GB\r\n"
        b"Bruch\x7fmann,DE\r\n",
        "non-breaking-spaces.csv": "Name,City,Country\r\n\u00a0Alder\u00a0\u2009Gate\u200b Ltd,"
        "\u3000Leeds,United\u00a0Kingdom\r\n".encode(),
        "decomposed.csv": "Name,Country\r\nCosta Verde O\u0301ptica,PT\r\n".encode(),
        "formulas-as-text.csv": b"Name,City,Country\r\n\"=HYPERLINK(\"\"http://x.example\"\")\",Leeds,GB"
        b"\r\n'=1+1,York,GB\r\n'-Dash Ltd,Hull,GB\r\n@At Ltd,Bath,GB\r\n",
        "countries-in-languages.csv": "Name,Country\r\nA One,Deutschland\r\nB Two,Россия\r\n"
        "C Three,中国\r\nD Four,Espagne\r\nE Five,The Netherlands\r\nF Six,Atlantis\r\n"
        "G Seven,USA\r\n".encode(),
        "dates-day-first.csv": b"Name,Country,Founded\r\nA,GB,03/04/2001\r\nB,GB,25/12/1999\r\n"
        b"C,GB,1 May 1987\r\nD,GB,2001-02-30\r\n",
        "dates-ambiguous.csv": b"Name,Country,Founded\r\nA,GB,03/04/2001\r\nB,GB,05/05/1999\r\n"
        b"C,GB,1987\r\nD,GB,7.8.1990\r\nE,GB,3/4/99\r\nF,GB,36526\r\n",
        "dates-both-orders.csv": b"Name,Country,Founded\r\nA,GB,25/12/2001\r\nB,GB,12/25/1999\r\n"
        b"C,GB,01/02/1987\r\n",
        "shares.csv": b"Name,Country,Owner,Owner %\r\nA,GB,P One,51%\r\nB,GB,P Two,\"51,5\"\r\n"
        b"C,GB,P Three,0.5\r\nD,GB,P Four,130\r\nE,GB,P Five,half\r\n",
        "shares-as-fractions.csv": b"Name,Country,Owner,Owner percent\r\nA,GB,P One,0.51\r\n"
        b"B,GB,P Two,1\r\nC,GB,P Three,.333\r\n",
        "shares-one.csv": b"Name,Country,Owner,Owner percent\r\nA,GB,P One,1\r\n",
        "mail-and-web.csv": b"Name,Country,E-mail,Website\r\n"
        b"A,GB,Jo <jo@Alder-Gate.example>,HTTPS://WWW.Alder-Gate.Example/\r\n"
        b"B,DE,info@bruchmann.example; x@other.example,bruchmann.example/en?x=1\r\n"
        b"C,PT,not an address,no web site\r\n",
        "kinds.csv": "Name,Type,Country\r\nA,Company,GB\r\nB,физлицо,RU\r\nC,Schiff,DE\r\n"
        "D,Sorcerer,GB\r\n".encode(),
        "billing-and-shipping.csv": b"Account Name,Billing Street,Billing City,Billing Country,"
        b"Shipping Street,Shipping City,Shipping Country\r\n"
        b"Alder Gate,1 Mill Lane,Leeds,GB,Dock 4,Hull,GB\r\n",
        "related.csv": b"Name,Country,Owner,Owner %,Owner country,Owner 2,Owner 2 %,Director,"
        b"End user,Freight forwarder,Bank\r\nAlder Gate,GB,Ivy Alder,60%,GB,Oak Holding,40%,"
        b"Rowan Alder,Mill Lab,Quay Lines,Old Mint Bank\r\n",
        "pdf.csv": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\n" + b"x" * 99,
        "web-page.xls": b"<html><head><meta charset='utf-8'></head><body><table><tr><td>Name</td>"
        b"</tr><tr><td>Alder Gate</td></tr></table></body></html>",
        "xml-spreadsheet.xls": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:'
        b'office:spreadsheet"><Worksheet/></Workbook>',
        "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        "random-bytes.csv": bytes((i * 97 + i * i * 31) % 256 for i in range(3000)),
        "huge-cell.csv": b"Name,Country,Notes\r\nAlder Gate,GB," + b"long " * 4000 + b"\r\n",
    }  # fmt: skip


def products() -> dict[str, bytes]:
    """Return the files of products."""
    return {
        "products-zeros-lost.csv": b"SKU,Description,HS code\r\nA-1,Chip,854231\r\n"
        b"A-2,Milk,40120\r\nA-3,Meat,2013000\r\nA-4,Fish,302140000\r\n",
        "products-hs-forms.csv": "SKU,HTS code,ECCN\r\nB-1,8542.31.0001,ear 99\r\n"
        "B-2,8.54231E+07,3a001.a.2\r\nB-3,85423100.0,5A992.c\r\nB-4,８５４２３１,EAR99\r\n"
        'B-5,8542.3,EAR99\r\nB-6,n/a,EAR99\r\nB-7,8542,EAR99\r\nB-8,"85,423,100",EAR99\r\n'
        "1E5,HS 854231,EAR99\r\n".encode(),
        "products-words.csv": "Artikelnummer;Bezeichnung;Zolltarifnummer;Ursprungsland;Hersteller;"
        "Jurisdiction\r\nC-1;Prüfgerät;90318080;Deutschland;Bruchmann;EAR\r\n"
        "C-2;Kessel;84021100;Atlantis;Bruchmann;Mars\r\n".encode("cp1252"),
        "products-no-header.csv": b"D-1,Bearing housing,84833000,US,EAR99\r\n"
        b"D-2,Ball bearing,84821010,DE,2A991.a\r\nD-3,Drive belt,40103900,IT,EAR99\r\n",
        "products-numbers.xlsx": p.one_sheet(
            [
                ["Item", "Description", "HTS", "Country of origin"],
                [100200300, "Chip", 85423100.0, "US"],
                [4.0, "Milk", ("style", (40120, p.ZEROS)), "DE"],
                ["007", "Belt", ("raw", '<c r="PLACE"><v>8.54231E7</v></c>'), "IT"],
                [1234567890123456.0, "Bolt", "8542310001", "IT"],
            ]
        ),
    }


def books() -> dict[str, bytes]:
    """Return the workbooks of Excel."""
    head, *rest = TABLE
    strings = (
        "<si><t>Name</t></si><si><r><t>Alder </t></r><r><t>Gate</t></r><rPh><t>no</t></rPh></si>"
        "<si><t>Country</t></si><si><t>GB_x000D_\n</t></si>"
    )
    shared = [[("shared", 0), ("shared", 2)], [("shared", 1), ("shared", 3)]]
    merged = [
        ["Customers of 2026", None, None],
        ["Name", "City", "Country"],
        ["Alder Gate", "Leeds", "GB"],
        [None, "York", "GB"],
        [None, "Hull", "GB"],
        ["Bruchmann", "Jena", "DE"],
    ]
    formulas = [
        ["Name", "City", "Country"],
        [("formula", "Alder Gate"), "Leeds", "GB"],
        [("formula", None), "Jena", "DE"],
        ["Costa Verde", ("error", "#REF!"), ("error", "#N/A")],
        ["Del Mar", ("formula", ""), "PT"],
    ]
    dates = [
        ["Name", "Country", "Founded"],
        ["Alder Gate", "GB", ("style", (36526, p.DAY))],
        ["Bruchmann", "DE", ("style", (36526.5, p.MOMENT))],
        ["Costa Verde", "PT", 36526],
        ["Del Mar", "PT", ("style", (59, p.DAY))],
    ]
    shares = [
        ["Name", "Country", "Owner", "Owner percent"],
        ["Alder Gate", "GB", "Ivy Alder", ("style", (0.51, p.PERCENT))],
        ["Bruchmann", "DE", "Otto Bruchmann", ("style", (1, p.PERCENT))],
        ["Costa Verde", "PT", "Ana Verde", ("style", (0.333, p.PERCENT))],
    ]
    phones = [
        ["Name", "Phone", "VAT number", "Country"],
        ["Alder Gate", 441134960000, 123456789.0, "GB"],
        ["Bruchmann", 4.93641e11, "DE811234567", "DE"],
    ]
    good = p.one_sheet(TABLE)
    bomb = p.xlsx({"Sheet1": p.sheet(TABLE)}, more={"xl/media/x.bin": b"\0" * (24 * 2**20)})
    far = {**dict(enumerate(TABLE, start=1)), 1_048_576: [None] * 50 + [" "]}
    empty_rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(5, 2500))
    empty_rows += '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>'
    return {
        "plain.xlsx": good,
        "shared-strings.xlsx": p.xlsx({"Sheet1": p.sheet(shared)}, strings=strings),
        "merged.xlsx": p.one_sheet(merged, merges=["A1:C1", "A3:A5"]),
        "formulas.xlsx": p.one_sheet(formulas),
        "dates.xlsx": p.one_sheet(dates),
        "dates-1904.xlsx": p.xlsx({"S": p.sheet(dates[:2])}, from_1904=True),
        "percent-format.xlsx": p.one_sheet(shares),
        "numbers-as-codes.xlsx": p.one_sheet(phones),
        "million-empty-rows.xlsx": p.one_sheet(TABLE, extra=empty_rows),
        "stray-space-at-the-end.xlsx": p.one_sheet(far),
        "hidden.xlsx": p.xlsx(
            {
                "Old": p.sheet([["x", "y"], ["1", "2"]]),
                "Empty": p.sheet([]),
                "Customers": p.sheet(
                    TABLE, hidden_rows=[3], columns='<cols><col min="3" max="3" hidden="1"/></cols>'
                ),
            },
            hidden=["Old"],
        ),
        "titles-and-gap.xlsx": p.one_sheet({2: ["Report"], 5: head, 6: rest[0], 9: rest[1]}),
        "huge-cell.xlsx": p.one_sheet([["Name", "Country", "Notes"], ["A", "GB", "n" * 32767],
                                       ["long " * 700, "GB", ""]]),
        "booleans.xlsx": p.one_sheet([["Name", "Country", "Notes"], ["A", "GB", ("bool", 1)]]),
        "truncated.xlsx": good[: len(good) // 2],
        "truncated-late.xlsx": good[:-30],
        "zip-bomb.xlsx": bomb,
        "password.xlsx": p.compound("EncryptedPackage", b"\x10\0" * 2048),
        "document.docx.xlsx": p.zipped({"word/document.xml": "<w/>"}),
        "entities.xlsx": p.xlsx({"S": '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
                                 + p.sheet([["Name", "Country"], ["A", "GB"]]).replace(
                                     "<t xml:space=\"preserve\">A<", "<t>&b;<")}),
        "broken-xml.xlsx": p.xlsx({"S": p.sheet(TABLE)[:600]}),
        "no-such-string.xlsx": p.xlsx({"S": p.sheet([[("shared", 7), ("shared", 9)]])}),
        "too-wide.xlsx": p.one_sheet([["Name", *[None] * 600, "x"], ["A"]]),
        "old.xls": p.xls([["Firma", "Ort", "Land", "Kundennummer"],
                          ["Bruchmann Feinwerk", "Jena", "Deutschland", 1002.0]]),
        "old-truncated.xls": p.xls([["Firma", "Land"], ["Bruchmann", "DE"]])[:1600],
    }  # fmt: skip


def open_documents() -> dict[str, bytes]:
    """Return the OpenDocument spreadsheets."""
    head = p.ods_row(["Name", "City", "Country", "Founded", "Owner", "Owner percent"])
    typed = p.ods_row(
        [
            "Alder Gate",
            '<table:table-cell office:value-type="string"><office:annotation><text:p>no</text:p>'
            '</office:annotation><text:p>Leeds<text:s text:c="2"/>North</text:p><text:p>x</text:p>'
            "</table:table-cell>",
            "GB",
            '<table:table-cell office:value-type="date" office:date-value="2001-04-03"><text:p>'
            "03.04.01</text:p></table:table-cell>",
            "Ivy Alder",
            '<table:table-cell office:value-type="percentage" office:value="0.51"><text:p>51%'
            "</text:p></table:table-cell>",
        ]
    )
    repeated = p.ods_row(["Bruchmann", "Jena", "DE"], repeated=3)
    gap = p.ods_row(['<table:table-cell table:number-columns-repeated="16384"/>'], 1_000_000)
    spanned = p.ods_row(
        [
            '<table:table-cell office:value-type="string" table:number-rows-spanned="2"><text:p>'
            "Costa Verde</text:p></table:table-cell>",
            "Porto",
            "PT",
        ]
    )
    covered = p.ods_row(["<table:covered-table-cell/>", "Faro", "PT"])
    wrong = p.ods_row(
        [
            "Del Mar",
            '<table:table-cell table:formula="of:=[.Z9]" office:value-type="string"><text:p>'
            "#REF!</text:p></table:table-cell>",
            "PT",
        ],
        more=' table:visibility="collapse"',
    )
    rows = head + typed + repeated + spanned + covered + wrong + gap
    shown = '<style:table-properties table:display="false"/>'
    styles = f'<style:style style:name="ta2">{shown}</style:style>'
    hidden = f'<table:table table:name="Old" table:style-name="ta2">{head}{typed}</table:table>'
    return {
        "typed.ods": p.ods(f'{hidden}<table:table table:name="S">{rows}</table:table>',
                           styles=styles),
        "repeated-too-often.ods": p.ods(
            f'<table:table table:name="S">{head}'
            f"{p.ods_row(['Bruchmann', 'Jena', 'DE'], repeated=1_000_000)}</table:table>"
        ),
        "locked.ods": p.ods("", encrypted=True),
        "empty.ods": p.ods(f'<table:table table:name="S">{gap}</table:table>'),
        "bad-count.ods": p.ods('<table:table table:name="S">'
                               + head.replace("<table:table-row", '<table:table-row '
                                              'table:number-rows-repeated="9x"', 1)
                               + "</table:table>"),
    }  # fmt: skip


def files() -> dict[str, bytes]:
    """Return every file by its name."""
    return {**texts(), **products(), **books(), **open_documents()}


def main() -> None:
    """Write them all beside this module."""
    for name, data in files().items():
        (FOLDER / name).write_bytes(data)


if __name__ == "__main__":
    main()
