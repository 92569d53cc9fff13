"""Every real list: how many records are in the file, and what became of each of them.

    .venv/bin/pytest -s tests/lists/test_every_real_file.py

prints the table. The records are counted without our readers: by tags, by Python's csv and json, by
the rows of a sheet. Each must be in a listing's record, or be skipped with a reason.
"""

import csv
import gzip
import io
import json
import re
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from exportdesk.core.errors import ListRefused
from exportdesk.core.listings import Listing
from exportdesk.lists import Reading
from tests.lists.others import read_as, script_counts
from tests.real import real
from tests.sampling import by_name, sample

Count = Callable[[bytes], int]
Carried = Callable[[Sequence[Listing]], int]


@dataclass(frozen=True)
class Row:
    """A file, its source, how its records are counted, and how those in listings are."""

    file: str
    source: str
    count: Count
    carried: Carried = len


def tags(*names: str) -> Count:
    """Count elements by their opening tags."""
    pattern = re.compile(rb"<(?:%b)[\s>]" % "|".join(names).encode())
    return lambda data: len(pattern.findall(data))


def table(above: int = 1, delimiter: str = ",", end: str = "") -> Count:
    """Count the rows of a table under `above` lines, without a lone `end`."""

    def count(data: bytes) -> int:
        text = io.StringIO(data.decode("utf-8-sig"), newline="")
        rows = [row for row in csv.reader(text, delimiter=delimiter) if row and row != [end]]
        return len(rows) - above

    return count


def results(data: bytes) -> int:
    """Count the records of a JSON list."""
    told = json.loads(data)
    return len(told["results"] if isinstance(told, dict) else told)


def sheet_rows(data: bytes) -> int:
    """Count the rows of the first sheet that hold anything, without the headings."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    return sum(b"<v>" in row for row in re.findall(rb"<row\b.*?</row>", sheet, re.DOTALL)) - 1


def table_rows(data: bytes) -> int:
    """Count the rows of Supplements 4, 6 and 7: with cells, and not a single one (a footnote)."""
    return len(_supplement_rows(data))


def _supplement_rows(data: bytes) -> list[str]:
    rows = []
    for part in etree.fromstring(data).iter("DIV9"):
        if re.match(r"Supplement No\. [467] ", part.findtext("HEAD") or ""):
            for row in part.iter("TR"):
                cells = [_bare("".join(cell.itertext())) for cell in row.iter("TD")]
                if len(cells) > 1:
                    rows.append(cells[1])
    return rows


def _bare(text: str) -> str:
    """Return a text without its white space: paragraphs in a cell are told by line ends."""
    return "".join(text.split())


def entries(listings: Sequence[Listing]) -> int:
    """Count OFAC's entries: one that is on two lists is two listings."""
    return len({str(one.record.get("@id") or one.record.get("uid")) for one in listings})


def rows_of_parties(listings: Sequence[Listing]) -> int:
    """Count the rows that listings of several are made of, where the first is among `rows`."""
    return sum(len(_rows(one)) or 1 for one in listings)


def rows_after_the_first(listings: Sequence[Listing]) -> int:
    """Count the rows that listings of several are made of, where the first stands for itself."""
    return sum(1 + len(_rows(one)) for one in listings)


def _rows(listing: Listing) -> Sequence[object]:
    rows = listing.record.get("rows", ())
    assert isinstance(rows, list | tuple)
    return rows


def part(name: str) -> Carried:
    """Count the rows of one of OFAC's other files that hang on a listing."""

    def carried(listings: Sequence[Listing]) -> int:
        found = [one.record.get(name, ()) for one in listings]
        return sum(len(rows) for rows in found if isinstance(rows, list))

    return carried


CSL, SDN, CONS = "us-csl", "us-ofac-sdn", "us-ofac-cons"
OFAC = table(0, end="\x1a")
ROWS = (
    Row("us-csl/consolidated.2022-05-16.csv.gz", CSL, table()),
    Row("us-csl/consolidated.rebuilt-2026-07-31.csv.gz", CSL, table()),
    Row("us-csl/consolidated.rebuilt-2026-07-31.json.gz", CSL, results),
    Row("us-csl/consolidated.sample-2025-06.csv", CSL, table()),
    Row("us-csl/consolidated.json-shape-sample.json", CSL, results),
    Row("us-ofac/CONS_ENHANCED.2025-01-14.xml.gz", CONS, tags("entity"), entries),
    Row("us-ofac/consolidated.2024-02-24.xml", CONS, tags("sdnEntry"), entries),
    Row("us-bis/dpl.2023-11-30.txt", "us-bis-dpl", table(delimiter="\t"), rows_of_parties),
    Row("un/consolidated.2024-11-30.xml.gz", "un-sc", tags("INDIVIDUAL", "ENTITY")),
    Row("un/consolidated.2025-11-20.xml.gz", "un-sc", tags("INDIVIDUAL", "ENTITY")),
    Row("eu/xmlFullSanctionsList_1_1.rebuilt-2026-05-01.xml.gz", "eu-fsf", tags("sanctionEntity")),
    Row("eu/xmlFullSanctionsList_1_1.sample-2020-04.xml", "eu-fsf", tags("sanctionEntity")),
    Row("uk/UK-Sanctions-List.rebuilt-2026-08-22.xml.gz", "uk-sl", tags("Designation")),
    Row("uk/UK-Sanctions-List.sample-2026-09-02.xml", "uk-sl", tags("Designation")),
    Row("uk/UK-Sanctions-List.sample-2026-10-08.csv", "uk-sl", table(2), rows_of_parties),
    Row("uk/ConList.sample-2020-04.csv", "uk-sl", table(2), rows_of_parties),
    Row("ca/sema-lmes.rebuilt-2026-08-22.xml.gz", "ca-sema", tags("record")),
    Row("ch/seco-consolidated-list.sample-2026-08-27.xml", "ch-seco", tags("target")),
    Row("au/regulation8_consolidated.2024-12.xlsx", "au-dfat", sheet_rows, rows_after_the_first),
    Row("jp/meti-foreign-end-user-list.2025-09-29.json", "jp-meti", results),
)
SETS = {
    "2021-07": (SDN, {
        "SDN.CSV": "sdn.2021-07.csv.gz", "ADD.CSV": "add.2021-07.csv", "ALT.CSV": "alt.2021-07.csv",
        "SDN_COMMENTS.CSV": "sdn_comments.2021-07.csv",
    }),
    "cons 2025-12": (CONS, {
        "CONS_PRIM.CSV": "cons_prim.2025-12.csv", "CONS_ADD.CSV": "cons_add.2025-12.csv",
        "CONS_ALT.CSV": "cons_alt.2025-12.csv", "CONS_COMMENTS.CSV": "cons_comments.2025-12.csv",
    }),
}  # fmt: skip
ECFR = "us-bis/ecfr-title-15-part-744.2026-07-23.xml.gz"
# Real files that are no whole list by themselves, and what is said to each.
REFUSED = {
    "us-ofac/sdn.sample-2020-04.xml": (SDN, "list-incomplete"),
    "us-ofac/add.2025-12.csv.gz": (SDN, "list-files-missing"),
    "us-ofac/alt.2025-12.csv.gz": (SDN, "list-files-missing"),
    "us-ofac/sdn_comments.2025-12.csv": (SDN, "list-other-format"),
    "us-csl/csl-compact.2026-07-31.json.gz": (CSL, "list-other-format"),
}

pytestmark = pytest.mark.real_lists


def _data(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def _tell(
    file: str, records: int, carried: int, reading: Reading, listings: Sequence[Listing]
) -> None:
    lost = records - carried - sum(one.count for one in reading.skipped)
    assert lost == 0
    skipped = ", ".join(f"{one.count} {one.reason}" for one in reading.skipped) or "0"
    scripts = ", ".join(f"{name} {count}" for name, count in script_counts(listings).items())
    sys.stdout.write(
        f"\n{file:58}{records:7} in {len(listings):7} out  skipped {skipped}; lost {lost}"
        + (f"; {scripts}" if scripts else "")
    )


@pytest.mark.parametrize("row", sample(ROWS[::12], ROWS), ids=lambda row: row.file)
def test_no_record_is_lost(row: Row) -> None:
    path = real(f"lists/{row.file}")
    reading, listings = read_as(row.source, path)
    _tell(row.file, row.count(_data(path)), row.carried(listings), reading, listings)


@by_name
@pytest.mark.parametrize("name", SETS)
def test_no_record_of_a_set_is_lost(name: str, tmp_path: Path) -> None:
    source, files = SETS[name]
    data = {as_: _data(real(f"lists/us-ofac/{stored}")) for as_, stored in files.items()}
    path = tmp_path / "set.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for as_, content in data.items():
            archive.writestr(as_, content)
    reading, listings = read_as(source, path)
    prefix = "CONS_" if source == CONS else ""
    primary = "CONS_PRIM.CSV" if prefix else "SDN.CSV"
    assert not reading.skipped
    file, records = f"us-ofac/{files[primary]}", OFAC(data[primary])
    _tell(file, records, len(listings), reading, listings)
    for kind in ("ADD", "ALT"):
        rows = OFAC(data[f"{prefix}{kind}.CSV"])
        assert rows == part(kind)(listings)
        sys.stdout.write(
            f"\nus-ofac/{files[f'{prefix}{kind}.CSV']:50}{rows:7} in, all with a listing"
        )


@by_name
def test_no_row_of_the_supplements_is_lost() -> None:
    """One row may hold several parties; each is a listing that carries the row."""
    path = real(f"lists/{ECFR}")
    reading, listings = read_as("us-bis-744", path)
    carried = set()
    for one in listings:
        cells = [*one.record.values(), *_continued(one)]
        carried.update(_bare(str(cell)) for cell in cells)
    rows = _supplement_rows(_data(path))
    absent = [cell for cell in rows if cell not in carried]
    assert all(re.search(r"reserved|following|institu|entities|^\W*$", one, re.I) for one in absent)
    _tell(ECFR, len(rows), len(rows) - len(absent), reading, listings)


def _continued(listing: Listing) -> list[object]:
    more = listing.record.get("continued", [])
    assert isinstance(more, list)
    return more


@pytest.mark.parametrize("file", REFUSED)
def test_what_is_no_whole_list_says_so(file: str) -> None:
    source, code = REFUSED[file]
    with pytest.raises(ListRefused) as caught:
        read_as(source, real(f"lists/{file}"))
    assert caught.value.code == code
    sys.stdout.write(f"\n{file:58} refused: {code}")


def test_no_real_file_is_forgotten() -> None:
    folder = real("lists")
    there = {
        f"{path.parent.name}/{path.name}"
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name not in ("us-ear", "hs", "lists")
    }
    named = {row.file for row in ROWS} | {ECFR} | set(REFUSED)
    named |= {f"us-ofac/{stored}" for _, files in SETS.values() for stored in files.values()}
    assert there == named
