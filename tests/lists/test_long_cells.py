"""A cell of two hundred thousand spaces, commas or parentheses takes no longer than it must."""

import random
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from exportdesk.core.errors import ListRefused
from exportdesk.lists.bis_cells import Cells
from exportdesk.lists.bis_places import Places
from exportdesk.lists.dates import day_first
from exportdesk.lists.name_parts import imo_in, imo_number, split_names
from exportdesk.lists.names import names_inside
from exportdesk.lists.ofac import OfacParty
from exportdesk.lists.ofac_remarks import add_plain_remarks
from exportdesk.lists.text import plain
from exportdesk.lists.uk_names import original_names
from exportdesk.lists.written_dates import dates_of, worded
from tests.ending import ends
from tests.lists.damaged_samples import Sample, made_up_samples
from tests.lists.others import read_as, workbook
from tests.sampling import by_name, sample

SECONDS = 5.0
LONG = sample(100_000, 200_000)
_TEXT = re.compile(rb">([^<>]{3,})<")
_CELL = re.compile(rb'(?<=[",;\t])([^",;\t\r\n]{3,})(?=[",;\t])')
SAMPLES = [one for one in made_up_samples() if not one.data.startswith(b"PK")]


@pytest.mark.parametrize(
    "function",
    sample(
        [names_inside, dates_of],
        [names_inside, split_names, imo_in, imo_number, dates_of, worded, day_first, plain],
    ),
)
def test_functions_that_take_texts_apart(function: Callable[[str], object]) -> None:
    with ends():
        for filling in (
            " ",
            "( ",
            "(a/k/a ",
            " -AKA- ",
            ", ",
            "; ",
            "(entity) ",
            "a) ",
            "or ",
            "IMO ",
        ):
            for around in ("X{}Y", "X a/k/a Y{}Z", "X (a/k/a{}Z entity)", "born 1{}2"):
                function(around.format(filling * (LONG // len(filling))))


@pytest.mark.parametrize("filling", [b" ", b", ", b"( ", b"; ", b"1", b"a) ", b"A "])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_reader(tmp_path: Path, sample: Sample, filling: bytes) -> None:
    """Some of the texts of a list are that long, others each time."""
    pattern = _TEXT if _TEXT.search(sample.data) else _CELL
    spots = [(found.start(1) + found.end(1)) // 2 for found in pattern.finditer(sample.data)]
    dice = random.Random(f"{sample.name}{filling!r}")
    data = sample.data
    for at in sorted(dice.sample(spots, min(3, len(spots))), reverse=True):
        data = data[:at] + filling * (LONG // len(filling)) + data[at:]
    path = tmp_path / sample.name
    path.write_bytes(data)
    with ends(), suppress(ListRefused):
        read_as(sample.source, path)


@pytest.mark.parametrize(
    "unit",
    [
        "\nthe following address ",
        "\nthe following address apply to ",
        "and including the ",
        "a.k.a. ",
        "following two aliases: ",
        "See address under ",
        "to include the following ",
        "(see ",
        "and ",
    ],
)
def test_a_cell_of_bis(unit: str) -> None:
    """The reader leaves cells alone that are longer than the thirty thousand characters here."""
    cells = Cells(Places(lambda name: ""))
    with ends():
        for start in ("", "Halden, a.k.a., ", "Halden, the following two aliases: ", "Halden\n"):
            cells.parties(start + unit * (30_000 // len(unit)), "CN")


@by_name
def test_rows_of_bis_that_are_no_entry(tmp_path: Path) -> None:
    """Each row looks for the entry above; ninety thousand that are none stand between."""
    row = "<TR><TD>X</TD><TD>[Reserved]</TD><TD/><TD/><TD/></TR>"
    head = "<HEAD>Supplement No. 4 to Part 744</HEAD>"
    path = tmp_path / "744.xml"
    path.write_text(f"<DIV5>{head}<TABLE>{row * 90_000}</TABLE></DIV5>", "utf-8")
    with ends():
        reading, listings = read_as("us-bis-744", path)
        assert (reading.rows, listings) == (90_000, [])


@pytest.mark.parametrize("unit", ["(", "[(", "(a", "( ", "listed on ", "a) ", ";"])
def test_a_cell_of_australia(tmp_path: Path, unit: str) -> None:
    head = ["Reference", "Name Type", "Name", "Address", "Listing Information"]
    cell = (unit * 32_000)[:32_000]  # the most that a workbook lets a cell hold
    path = tmp_path / "list.xlsx"
    row = ["Halden", "Primary Name", "Halden", cell, cell]
    path.write_bytes(workbook([head, *([str(number), *row[1:]] for number in range(5))]))
    with ends():
        assert len(read_as("au-dfat", path)[1]) == 5


@pytest.mark.parametrize("unit", [" ", "(", "(Linked To: ", "(Linked To: ()", "(Linked To: ("])
def test_remarks_of_ofac(unit: str) -> None:
    party = OfacParty()
    with ends():
        add_plain_remarks(party, "X" + unit * (LONG // len(unit)))
    assert party.remarks


@pytest.mark.parametrize("unit", ["-", ", formerly ", "(a)", "[", " (", ": "])
def test_two_hundred_names_in_their_own_script(unit: str) -> None:
    name = ("Иван" + unit * 1000)[:990]
    with ends():
        names, _notes = original_names("; ".join([name] * 200))
        assert names
