"""Lists of the user's own: any table, with or without headings, from any program."""

import contextlib
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from exportdesk.core.errors import ListRefused
from exportdesk.core.listings import Address, Identifier, ListedName, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.core.progress import Silent
from exportdesk.core.words import say
from exportdesk.lists import (
    ColumnMapping,
    Letter,
    LetterKind,
    OwnField,
    OwnTable,
    Reading,
    guess_mapping,
    load_catalogue,
    open_list,
    peek,
)
from tests.ending import ends
from tests.lists.samples import country_code

SOURCE = load_catalogue().source("own:Letter of 3 May")
HEADER = "id,name,aliases,kind,country,address,identifiers,reason"
ROWS = [
    HEADER.split(","),
    ["7", "Quillmere Trading FZE", "Quillmere; Квиллмер", "company", "AE", "4 Dune Rd, Sharjah",
     "Tax ID: 7701; IMO: 9123456 (PA); X-9", "Named in the letter"],
    ["7", "Ostrava Nine", "", "Ship", "Panama; HK", "", "", ""],
    ["", "Anders Fjellstrøm", "A. Fjellstrøm", "natural person", "Atlantis", "", "", "Suspect"],
    ["9", "", "", "", "CN", "Unit 9, Long Road 12", "", "Address only"],
    ["10", "", "", "", "", "", "IMO 9999999", ""],
    ["11", "", "", "", "CN", "", "", "Nobody"],
    ["", "", "", "", "", "", "", ""],
]  # fmt: skip


def written(tmp_path: Path, data: bytes | str, name: str = "own.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    return end.join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows
    )


def as_xlsx(rows: Sequence[Sequence[object]], *, blank_sheet: bool = False) -> bytes:
    buffer = io.BytesIO()
    with Workbook(buffer) as book:
        if blank_sheet:
            book.add_worksheet("Notes")
        sheet = book.add_worksheet("Parties")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def ods_of(body: str) -> bytes:
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Parties">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def as_ods(rows: Sequence[Sequence[str]]) -> bytes:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            if cell
            else "<table:table-cell/>"
            for cell in row
        )
        + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for row in rows
    )
    empty = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    return ods_of(cells + empty)


def read(path: Path, table: OwnTable | None = None) -> tuple[Reading, list[Listing]]:
    reading = open_list(path, SOURCE, country_code, Silent(), table)
    return reading, list(reading)


def refused(path: Path, table: OwnTable | None = None) -> ListRefused:
    with pytest.raises(ListRefused) as caught:
        read(path, table)
    assert "?" not in say(caught.value).replace("?)", "")
    return caught.value


WRITERS: dict[str, Callable[[], bytes]] = {
    "utf-8": lambda: as_csv(ROWS).encode(),
    "mark": lambda: as_csv(ROWS).encode("utf-8-sig"),
    "utf-16": lambda: as_csv(ROWS, "\t").encode("utf-16"),
    "utf-16 without a mark": lambda: as_csv(ROWS, "\t").encode("utf-16-le"),
    "excel": lambda: ("sep=|\r\n" + as_csv(ROWS, "|")).encode(),
    "upper": lambda: as_csv([[" ID ", *(c.upper() for c in ROWS[0][1:])], *ROWS[1:]]).encode(),
    "titled": lambda: as_csv([["A letter"], [], *ROWS], "\t").encode(),
    "xlsx": lambda: as_xlsx([[int(c) if c.isdigit() else c for c in row] for row in ROWS]),
    "second sheet": lambda: as_xlsx(ROWS, blank_sheet=True),
    "ods": lambda: as_ods(ROWS),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_the_template_reads_alike_from_any_program(tmp_path: Path, writer: str) -> None:
    # The ending lies on purpose: what counts is the content.
    reading, listings = read(written(tmp_path, WRITERS[writer](), "own.dat"))
    assert (reading.rows, reading.listings) == (6, 5)
    assert [(s.reason, s.count, s.rows) for s in reading.skipped] == [("row-without-name", 1, (6,))]
    assert [listing.uid for listing in listings][:2] == [
        "own:Letter of 3 May:7",
        "own:Letter of 3 May:7-2",
    ]
    first, ship, person, place, number = listings
    assert first.names == (
        ListedName("Quillmere Trading FZE", NameRole.PRIMARY),
        ListedName("Quillmere", NameRole.ALIAS),
        ListedName("Квиллмер", NameRole.ORIGINAL_SCRIPT),
    )
    assert (first.kind, first.countries) == (PartyKind.ORGANIZATION, ("AE",))
    assert first.addresses == (Address("4 Dune Rd, Sharjah, AE", country="AE"),)
    assert first.identifiers == (
        Identifier("Tax ID", "7701"),
        Identifier("IMO", "9123456", "PA"),
        Identifier("", "X-9"),
    )
    assert (first.list, first.list_name) == ("OWN", "Letter of 3 May")
    assert first.remarks == "Named in the letter"
    assert first.record[{"upper": "REASON"}.get(writer, "reason")] == "Named in the letter"
    assert (ship.kind, ship.countries) == (PartyKind.VESSEL, ("PA", "HK"))
    assert (person.kind, person.countries) == (PartyKind.PERSON, ())
    assert person.remarks == "Suspect; Atlantis"  # no country we know: said, not lost
    assert (place.kind, place.names, place.name) == (
        PartyKind.ADDRESS,
        (),
        "Unit 9, Long Road 12, CN",
    )
    assert number.name == "IMO 9999999"


def test_windows_1252_and_semicolons(tmp_path: Path) -> None:
    text = "Firma;Straße;PLZ;Ort;Land;Bemerkung\nMüller & Söhne – Öl;Weg 3;1010;Wien;AT;«x»\n"
    _, (listing,) = read(written(tmp_path, text.encode("cp1252")))
    assert listing.name == "Müller & Söhne – Öl"
    assert listing.addresses == (
        Address("Weg 3, Wien, 1010, AT", "Weg 3", "Wien", "", "1010", "AT"),
    )
    assert listing.remarks == "«x»"


def test_a_missing_id_is_made_of_name_and_country(tmp_path: Path) -> None:
    _, once = read(written(tmp_path, "name,country\nAlder,CN\nBirch,CN\nAlder,PA\nAlder,CN\n"))
    uids = [listing.uid for listing in once]
    assert len(set(uids)) == 4
    assert uids[3] == f"{uids[0]}-2"
    _, again = read(written(tmp_path, "country,name,reason\nPA,Alder,x\nCN,Birch,y\n"))
    assert [listing.uid for listing in again] == [uids[2], uids[1]]


def test_a_table_without_headings_needs_a_mapping(tmp_path: Path) -> None:
    path = written(tmp_path, "1;Alder Ltd;CN;blue\n2;Birch Ltd;PA;red\n")
    error = refused(path)
    assert error.code == "own-no-name-column"
    assert "Alder Ltd" in say(error)
    columns = (OwnField.ID, OwnField.NAME, OwnField.COUNTRY, None)
    reading, listings = read(path, OwnTable(ColumnMapping(columns, skip=0)))
    assert [(one.uid[-1], one.name, one.countries) for one in listings] == [
        ("1", "Alder Ltd", ("CN",)),
        ("2", "Birch Ltd", ("PA",)),
    ]
    assert listings[0].record == {"1": "1", "2": "Alder Ltd", "3": "CN", "4": "blue"}
    assert reading.format == "own-csv"


def test_a_mapping_without_anybody_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + "\n1,x,,,,,,\n")
    mapping = ColumnMapping((None, OwnField.REASON))
    assert refused(path, OwnTable(mapping)).code == "own-no-name-column"


def test_a_column_of_names_with_commas_in_them(tmp_path: Path) -> None:
    _, listings = read(written(tmp_path, "Company\nAlder Co., Ltd.\nBirch\nFir, Elm and Oak\n"))
    assert [one.name for one in listings] == ["Alder Co., Ltd.", "Birch", "Fir, Elm and Oak"]


def test_identifiers_take_their_type_from_the_heading(tmp_path: Path) -> None:
    text = "Party,INN,Passport No.,id\nAlder,7701;7702,P1 (PA),5\n"
    _, (listing,) = read(written(tmp_path, text))
    assert listing.identifiers == (
        Identifier("INN", "7701"),
        Identifier("INN", "7702"),
        Identifier("Passport No.", "P1", "PA"),
    )


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (LetterKind.RED_FLAG, "OWN-RED-FLAG"),
        (LetterKind.SUPPLIER_LIST, "OWN-SUPPLIER"),
        (LetterKind.IS_INFORMED, "OWN-INFORMED"),
        (LetterKind.PROJECT_GUARDIAN, "OWN-GUARDIAN"),
        (LetterKind.CUSTOMS_DATA, "OWN-CUSTOMS"),
        (LetterKind.INTERNAL, "OWN-INTERNAL"),
    ],
)
def test_the_letter_is_told_with_every_party(tmp_path: Path, kind: LetterKind, code: str) -> None:
    letter = Letter(kind, date(2026, 5, 3), "BIS-2026-0117", "Apply for a license")
    _, listings = read(written(tmp_path, as_csv(ROWS)), OwnTable(letter=letter))
    known = SOURCE.list_of(code)
    assert known is not None
    for listing in listings:
        assert (listing.list, listing.programs) == (code, (known.title,))
        assert (listing.citation, listing.start_date) == ("BIS-2026-0117", "2026-05-03")
        assert listing.requirement == "Apply for a license"
    _, (bare,) = read(written(tmp_path, "name\nAlder\n"), OwnTable(letter=Letter(kind)))
    assert (bare.citation, bare.start_date, bare.requirement) == ("", "", "")


def test_a_guess_prefers_the_words_of_the_template() -> None:
    field = OwnField
    assert guess_mapping(["Company", "Name", "A.K.A.", "Straße", "Address Line 2", "Ref."]) == (
        ColumnMapping(
            (None, field.NAME, field.ALIASES, field.STREET, field.STREET, field.ID),
        )
    )
    assert guess_mapping(["Party", "Customer", "Colour", ""]).columns == (
        field.NAME,
        None,
        None,
        None,
    )
    assert guess_mapping(["Pays", "País", "COUNTRY_CODE"]).columns == (field.COUNTRY,) * 3


def test_a_peek_shows_how_it_would_be_read(tmp_path: Path) -> None:
    rows = [["A letter"], [], *ROWS]
    seen = peek(written(tmp_path, as_csv(rows, "\t").encode("utf-16")), rows=2)
    assert seen.header == tuple(ROWS[0])
    assert seen.rows == tuple(map(tuple, ROWS[1:3]))
    assert (seen.encoding, seen.delimiter, seen.sheets) == ("utf-16", "\t", ())
    assert seen.mapping is not None
    assert (seen.mapping.skip, seen.mapping.columns) == (3, tuple(OwnField)[:8])
    seen = peek(written(tmp_path, as_xlsx(ROWS, blank_sheet=True)), rows=1)
    assert (seen.sheets, seen.header, len(seen.rows)) == (("Notes", "Parties"), tuple(ROWS[0]), 1)
    seen = peek(written(tmp_path, "1;Alder\n2;Birch\n"))
    assert (seen.header, seen.mapping) == ((), None)
    assert seen.rows == (("1", "Alder"), ("2", "Birch"))
    seen = peek(written(tmp_path, b"\xcf\xf0;x\n"), table=OwnTable(encoding="cp1251"))
    assert seen.rows == (("Пр", "x"),)


def test_cells_beyond_the_columns_are_kept_and_told(tmp_path: Path) -> None:
    reading, (first, second) = read(written(tmp_path, "name,country\nAlder,CN,x,y\nBirch\n"))
    assert first.record == {"name": "Alder", "country": "CN", "": ["x", "y"]}
    assert (reading.uneven, second.name) == ((1,), "Birch")


@pytest.mark.parametrize("filler", [" ", ";", "(", ":", "\t", ",", "a,", "<table:table-row"])
def test_a_huge_cell_takes_no_longer_than_it_is(tmp_path: Path, filler: str) -> None:
    with ends():
        huge = filler * (300_000 // len(filler))
        for text in (
            f"name,identifiers,aliases\nAlder,x{huge}y,\nBirch,1,z{huge}\n",
            f"name,identifiers,{huge}\nAlder,1,2\n",
        ):
            with contextlib.suppress(ListRefused):
                read(written(tmp_path, text))


def test_a_row_that_was_cut_off_is_noticed(tmp_path: Path) -> None:
    assert open_list(
        written(tmp_path, "name,country,reason\nAlder,CN,x\nBirch,P"),
        SOURCE,
        country_code,
        Silent(),
    ).perhaps_cut
    assert not open_list(
        written(tmp_path, "name,country,reason\nAlder,CN,x\nBirch,PA,"),
        SOURCE,
        country_code,
        Silent(),
    ).perhaps_cut


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "list-empty"),
        (b"<html><body>Log in</body></html>", "list-web-page"),
        (b'name,reason\n"Alder,x\nBirch,y\n', "list-damaged"),
        (b"name,reason\nAl\0der,x\n", "list-not-text"),
        (b"name,reason\nAl\x81der,x\n", "own-encoding"),
        (b"\xff\xfen\0a", "own-encoding"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "own-old-workbook"),
        (as_xlsx(ROWS)[:-200], "list-archive-damaged"),
        (as_xlsx(ROWS)[:3000], "list-archive-damaged"),
        (as_xlsx([["x"]]), "own-no-name-column"),
        (as_xlsx([]), "own-no-name-column"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    assert refused(written(tmp_path, data)).code == code


def test_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    path = written(tmp_path, as_xlsx(ROWS))
    error = refused(path, OwnTable(sheet="Parteien"))
    assert (error.code, "Parteien" in say(error)) == ("own-no-sheet", True)
    assert len(read(path, OwnTable(sheet="Parties"))[1]) == 5


def test_an_archive_of_several_tables(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.csv", "name\nAlder\n")
        archive.writestr("b.csv", "name\nBirch\n")
    assert refused(written(tmp_path, buffer.getvalue())).code == "list-archive-unclear"


def test_the_template_is_recognized_where_another_list_was_expected(tmp_path: Path) -> None:
    path = written(tmp_path, as_csv(ROWS))
    with pytest.raises(ListRefused) as caught:
        open_list(path, load_catalogue().source("us-csl"), country_code, Silent())
    assert caught.value.code == "list-other-source"
